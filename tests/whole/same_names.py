"""Two agencies of a county that have one name: whatever a superior reads tells them apart by their codes, and only them.

    python3 tests/whole/same_names.py PROGRAM
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 2))
CIVIL, PLANNING = "11369925MB001185XE", "11369925MB001074XG"
NAME, OTHER = "清河县民政局", "清河县发展和改革局"
FAULTS = []


def expect(what, true):
    if not true:
        FAULTS.append(what)


def words(path):
    """The text of a document, as it is read."""
    if path.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(path) as book:
            parts = [book.read(name).decode() for name in book.namelist() if re.fullmatch(r"word/document\.xml|xl/(sharedStrings|worksheets/sheet\d+)\.xml", name)]
        return re.sub(r"<[^>]+>", "", "".join(parts))
    with open(path, encoding="utf-8") as source:
        return re.sub(r"<[^>]+>", "", source.read())


def county(work, same, code=True):
    """The county; `same`: two of its bureaus have one name; not `code`: the report of one of them has no code."""
    ledger = os.path.join(work, "county")
    shutil.copytree(os.path.join(ROOT, "tests", "county"), ledger)
    for path in glob.glob(os.path.join(ledger, "**", "*"), recursive=True):
        if os.path.isdir(path):
            continue
        with open(path, encoding="utf-8") as source:
            text = source.read().replace(OTHER, NAME if same else OTHER)
        if not code and PLANNING in text and path.endswith("report.json") and os.sep + "2025" + os.sep in path:
            text = text.replace(f'"{PLANNING}"', "null")
        # a total that does not hold, so that both get a letter
        if path.endswith("report.json") and (PLANNING in text or CIVIL in text):
            report = json.loads(text)
            report["tables"]["requests"]["new"]["total"] += 1
            text = json.dumps(report, ensure_ascii=False)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
    return ledger


def run(program, ledger, out):
    done = [subprocess.run([program, *words], capture_output=True, text=True, check=False) for words in (
        ["rollup", ledger, "--year", "2025", "--parent", "清河县人民政府", "--as-of", "2026-02-19", "-o", out], ["compare", ledger, "-o", out])]
    expect(f"the runs ended with {done[0].returncode} {done[1].returncode}: {done[0].stderr}{done[1].stderr}", {d.returncode for d in done} <= {0, 1})
    return done[0].stdout + done[0].stderr, done[1].stdout + done[1].stderr


def both(text):
    return f"{NAME}（{CIVIL}）" in text and f"{NAME}（{PLANNING}）" in text


def read(out):
    """The documents by their names; the letters are those of both bureaus together."""
    of = os.path.join(out, "2025", "11369925MB001000XL")
    letters = sorted(glob.glob(os.path.join(of, "退回修改意见", "*.docx")))
    book = glob.glob(os.path.join(of, "*年度报告.xlsx"))
    documents = {"通报.docx": os.path.join(of, "通报.docx"), "本次结果.html": os.path.join(of, "本次结果.html"), "年报.xlsx": book[0] if book else "",
                 "比较.html": os.path.join(out, "比较", "比较.html"), "比较.xlsx": os.path.join(out, "比较", "比较.xlsx")}
    found = {name: words(path) for name, path in documents.items() if os.path.exists(path)}
    expect(f"no {set(documents) - set(found)}", set(documents) == set(found))
    return found, "".join(words(path) for path in letters), len(letters)


def told_apart(program):
    with tempfile.TemporaryDirectory(prefix="same-") as work:
        said = run(program, county(work, True), os.path.join(work, "out"))
        found, letters, n = read(os.path.join(work, "out"))
        for name, text in found.items():
            expect(f"{name} does not tell the two apart", both(text))
        expect(f"the letters are {n} and do not tell the two apart", n >= 2 and both(letters))
        expect(f"compare says: {said[1]}", both(said[1]))
        expect(f"it is not said which of the two has the numbers of the merged one: {said[0]}", f"由{NAME}（{PLANNING}）报告" in said[0])
        expect("a report of a shared name is taken for one of an unknown name (F15)", "F15" not in said[0])


def not_without_need(program):
    with tempfile.TemporaryDirectory(prefix="same-") as work:
        said = run(program, county(work, False), os.path.join(work, "out"))
        found, letters, _ = read(os.path.join(work, "out"))
        for name, text in {**found, "letters": letters, "rollup": said[0], "compare": said[1]}.items():
            expect(f"{name} has a code behind a name that nobody shares", f"（{CIVIL}）" not in text and f"（{PLANNING}）" not in text)


def without_a_code(program):
    """A report with the shared name alone belongs to neither, and it is said why."""
    with tempfile.TemporaryDirectory(prefix="same-") as work:
        said = run(program, county(work, True, code=False), os.path.join(work, "out"))
        expect(f"rollup does not say that the name is shared: {said[0]}", "几个机关用这个名称" in said[0])


def main():
    program = os.path.abspath(sys.argv[1])
    told_apart(program)
    not_without_need(program)
    without_a_code(program)
    for fault in FAULTS:
        print(fault)
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
