"""PDFs of many kinds are archival files: PDFBox Preflight finds them valid, qpdf sound, and pdftotext reads their texts. So are the OFDs
beside them (support/oracles/check_ofd.py).

    python3 tests/whole/archive.py PROGRAM [--trials N]

Reports of both forms, drafts, sums and comparisons, in turn, each with an agency's name and texts of its own: short and long names, rare
characters of the 8105 that the standard lists, variation selectors, reports without a single number. One in six is PDF/A-2a, which Preflight
does not know; qpdf, pdffonts, pdftotext and pdfinfo read it like the others (support/oracles/check_pdf.py).
"""
import csv
import glob
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.append(os.path.join(ROOT, "tests", "support", "oracles"))
import check_ofd
import check_pdf
import written_report

FEW = 6
SAMPLE, CLEAN = os.path.join(ROOT, "data", "sample"), os.path.join(ROOT, "tests", "clean")
OLD, COUNTY = os.path.join(ROOT, "tests", "cases", "form-2019", "ledger"), os.path.join(ROOT, "data", "sample-county")
# Of the 8105 those that lie outside the first block, some of them beyond the BMP.
RARE = "㑇㕮㘎㙍㛃㛚㟃㠇㤘㥄㧐㧑㫰㬎㭎㮾㳇㳘㴔㵐㶲㸆㺄㻬㽏㿠䁖䂮䃅䅟䌹䎃䏝䐃䓖䗖䜣䝙䢺䣘䥽䦃䲟䴓䶮𠳐𡎚𣗋𣲗𤧛𥔲𦈡𦒍𦭜𧿹𨐈𨙸𨭉𨱇𨺙𩽾𩾃𪟝𪣻𪨰𪩘𪾢𫄧𫄨𫇭𫍣𫐄𫓧𫖮𫘦𫚖𫛭𫞩𫠊𫢸𫭟𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬂩𬃊𬇕𬉼𬌗𬍛𬕂𬘓𬙂𬜬𬟁𬣙𬤇𬨂𬪩𬬩𬭊𬮱𬯀𬱖𬳵𬴂𬶋𬷕𬸘𬺈𬺓"
COMMON = "".join(map(chr, range(0x4E00, 0x9FA6)))
SELECTORS = "\ufe00\ufe01\U000e0100\U000e0101\U000e01ef"
MARKS = "，。；：“”（）《》、"


def words(chance, most):
    def one():
        character = chance.choice(RARE if chance.random() < 0.2 else COMMON)
        return character + (chance.choice(SELECTORS) if chance.random() < 0.05 else "") + (chance.choice(MARKS) if chance.random() < 0.1 else "")
    return "".join(one() for _ in range(chance.randint(1, most)))


def name_of(chance):
    return "".join(chance.choice(RARE + COMMON) for _ in range(chance.choice([2, 8, 20, 40]))) + "局"


def change(path, column, value):
    """Sets the column in each row of a table; value None: the table has no rows."""
    with open(path, encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    if value is None:
        rows = rows[:1]
    else:
        for row in rows[1:]:
            row[rows[0].index(column)] = value
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def ledger(chance, work, source, empty):
    folder = os.path.join(work, "ledger")
    shutil.copytree(source, folder)
    name = name_of(chance)
    for table in glob.glob(os.path.join(folder, "*.csv")):
        if os.path.basename(table) == "agencies.csv":
            change(table, "机关名称", name)
        elif empty:
            change(table, None, None)
    with open(os.path.join(folder, "overview.md"), "w", encoding="utf-8") as out:
        out.write("".join(f"### （{numeral}）{words(chance, 12).translate(dict.fromkeys(map(ord, MARKS)))}\n\n{words(chance, 600)}。\n\n" for numeral in "一二三"[:chance.randint(1, 3)]))
    return folder


def run(program, out, *arguments):
    done = subprocess.run([program, *arguments, "-q", "-o", out], capture_output=True, check=False, timeout=300)
    return done.returncode, done.stderr.decode()[-300:]


def make(program, work, chance, kind, part):
    """What the run said, or None where it wrote its documents."""
    out, pdf = os.path.join(work, "out"), ["--pdf", f"{part}a", "--ofd"]
    if kind == "2019":
        code, said = run(program, out, "report", ledger(chance, work, OLD, False), "--year", "2020", "--as-of", "2021-01-20", *pdf)
    elif kind == "sum":
        code, said = run(program, out, "rollup", COUNTY, "--year", "2025", "--parent", "11369925MB001000XL", "--as-of", "2026-02-19", *pdf)
    elif kind == "comparison":
        folder = ledger(chance, work, CLEAN, False)
        code, said = run(program, os.path.join(work, "reports"), "report", folder, "--year", "2025", "--as-of", "2026-01-20")
        if code <= 1:
            code, said = run(program, out, "compare", os.path.join(work, "reports"), os.path.join(COUNTY, "报送", "2025"), *pdf)
    else:
        day = f"2025-{chance.randint(2, 12):02}-15" if kind == "draft" else "2026-01-20"
        code, said = run(program, out, "report", ledger(chance, work, SAMPLE if kind == "draft" else chance.choice([SAMPLE, CLEAN]), kind == "empty"), "--year", "2025", "--as-of", day, *pdf)
    return None if code <= 1 else f"exit {code}: {said}"


def check(path, kind, part):
    if part == "1":
        yield from check_pdf.preflight(path)
    yield from check_pdf.qpdf(path)
    yield from check_pdf.fonts(path)
    yield from check_ofd.check(path[:-4] + ".ofd", path)
    if kind not in ("comparison", "letter"):
        report, title = written_report.load_report(os.path.dirname(path)), os.path.basename(path).removesuffix(".pdf")
        yield from check_pdf.words(path, report, title)
        yield from check_pdf.information(path, report, title)


def main():
    trials = int(sys.argv[3]) if sys.argv[2:3] == ["--trials"] else FEW
    kinds, wrong, made = ["2021", "2019", "draft", "empty", "sum", "comparison", "2021"], [], {"1": 0, "2": 0}
    for seed in range(trials):
        chance, kind, part = random.Random(f"archive {seed}"), kinds[seed % len(kinds)], "2" if seed % 6 == 5 else "1"
        with tempfile.TemporaryDirectory(prefix="nianbao-archive-") as work:
            said = make(os.path.abspath(sys.argv[1]), work, chance, kind, part)
            pdfs = glob.glob(os.path.join(work, "out", "**", "*.pdf"), recursive=True)
            letters = [path for path in pdfs if "退回修改意见" in path or "通报" in path]
            if said or len(pdfs) - len(letters) != 1 or (kind == "sum") != bool(letters):
                wrong.append(f"{seed} {kind}: {len(pdfs)} PDFs; {said}")
                continue
            for path in pdfs:
                made[part] += 1
                wrong += [f"{seed} {kind} {part}a: {problem[:400]}" for problem in check(path, "letter" if path in letters else kind, part)]
    print("\n".join([*wrong, f"archive: {made['1']} PDF/A-1a through Preflight, {made['2']} PDF/A-2a, {len(wrong)} wrong"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
