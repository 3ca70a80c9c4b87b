"""The OFD of every sample and of published reports: sound by the schemas, and its characters and lines are where the PDF has them.

    python3 tests/whole/ofd.py PROGRAM [--trials N]

N published reports (data/real_reports.json) are turned back into ledgers. All files are written twice: the bytes of an OFD are the same.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "support", "oracles"), os.path.join(ROOT, "tests", "support", "generators")]
import check_ofd
from expand_report import expand, load_reports

FEW = 2
COUNTY = os.path.join(ROOT, "data", "sample-county")
SAMPLE = ["report", os.path.join(ROOT, "data", "sample"), "--year", "2025"]
RUNS = {
    "sample": [*SAMPLE, "--as-of", "2026-01-20"],
    "draft": [*SAMPLE, "--as-of", "2025-11-12", "--pdf", "2a"],
    "sample-forms": ["report", os.path.join(ROOT, "data", "sample-forms", "台账.xlsx"), "--year", "2025", "--as-of", "2026-01-20"],
    "2019": ["report", os.path.join(ROOT, "tests", "cases", "form-2019", "ledger"), "--year", "2020", "--as-of", "2021-01-20"],
    "sum": ["rollup", COUNTY, "--year", "2025", "--parent", "11369925MB001000XL", "--as-of", "2026-02-19"],
    "comparison": ["compare", os.path.join(COUNTY, "报送", "2025"), "--as-of", "2026-02-19"],
}
LETTERS = {"sum"}                                      # with more than one document


def run(program, out, arguments):
    done = subprocess.run([program, *arguments, "-q", "-o", out], capture_output=True, check=False, timeout=300)
    if done.returncode > 1:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.decode()[-400:]}")
    return sorted(path for path in glob.glob(os.path.join(glob.escape(out), "**"), recursive=True) if path.endswith((".ofd", ".pdf")))


def contents(path):
    with open(path, "rb") as source:
        return source.read()


def one(program, work, name, arguments, largest):
    """Faults of one run's documents; then of the same run without --ofd, in the same folder."""
    out = os.path.join(work, name)
    paths = run(program, out, [*arguments, "--ofd"])
    pairs = [(path, path[:-4] + ".pdf") for path in paths if path.endswith(".ofd")]
    if len(paths) != 2 * len(pairs) or (name in LETTERS) != (len(pairs) > 1) or not {pdf for _, pdf in pairs} <= set(paths):
        yield f"{name}: {paths}"
    for ofd, pdf in pairs:
        yield from (f"{name}, {os.path.basename(ofd)}: {fault[:300]}" for fault in check_ofd.check(ofd, pdf, largest))
        if os.stat(ofd).st_mode != os.stat(pdf).st_mode:
            yield f"{name}: {os.path.basename(ofd)} may be read by others than its PDF"
    verified = subprocess.run([program, "verify", out], capture_output=True, check=False, timeout=300)
    if verified.returncode:
        yield f"{name}: verify: {verified.stdout.decode()[-400:]}{verified.stderr.decode()[-400:]}"
    again = [path for path in run(program, os.path.join(work, name + "-again"), [*arguments, "--ofd"]) if path.endswith(".ofd")]
    if [contents(path) for path in again] != [contents(ofd) for ofd, _ in pairs]:
        yield f"{name}: other bytes in another folder"
    if run(program, out, arguments) != [pdf for _, pdf in pairs]:
        yield f"{name}: without --ofd the former OFD stays, or a PDF is gone"


def marks(work):
    """The sample with characters whose ink reaches far beyond their own boxes."""
    folder = os.path.join(work, "marks-ledger")
    shutil.copytree(SAMPLE[1], folder)
    with open(os.path.join(folder, "other.md"), "a", encoding="utf-8") as text:
        text.write("\n变音：n\u0303、a\u0302\u0304、中\u0304文。\n\n⸺\n\n⸻\n\n〱字〲\n")
    yield "marks", ["report", folder, *SAMPLE[2:], "--as-of", "2026-01-20"]


def long_row(program, work):
    """A correction whose row no page holds, under rows that one does: all of its words are there, in order, on several pages."""
    folder, first = os.path.join(work, "long-ledger"), os.path.join(work, "long-first")
    words = "".join(f"第{i}件" if i % 9 else f"第{i}件，政府信息公开" for i in range(700))
    shutil.copytree(SAMPLE[1], folder)
    subprocess.run([program, "report", folder, *SAMPLE[2:], "--as-of", "2026-01-20", "-q", "-o", first], capture_output=True, check=False, timeout=300)
    with open(os.path.join(folder, "other.md"), "a", encoding="utf-8") as text:
        text.write(f"\n{words}\n")
    before = glob.glob(os.path.join(first, "2025", "*", "report.json"))
    return "long row", ["report", folder, *SAMPLE[2:], "--as-of", "2026-02-20", "--corrects", *before], words


def lost_words(out, words):
    """The words stand in the PDF twice, in the text and in the correction's row; page numbers and repeated heads lie between."""
    pdf, = glob.glob(os.path.join(out, "2025", "*", "*.pdf"))
    pages = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, timeout=60).stdout.decode().split("\f")
    shown = ["".join(re.sub(r"^— \d+ —$|^序号.*原因$|^（没有写明）$", "", page, flags=re.M).split()) for page in pages]
    last = "".join(shown[next(i for i, page in enumerate(shown) if "更正说明" in page):])
    if words not in last or words in max(shown, key=len):
        yield f"long row: the correction's words are not all there, in order, over pages: {last[-2000:]}"


def published(trials, work):
    for i, report in enumerate(load_reports(os.path.join(ROOT, "data", "real_reports.json"))[:trials]):
        folder = os.path.join(work, f"ledger-{i}")
        expectation = expand(report, folder)
        yield f"published {i} {report['agency']}", ["report", os.path.join(folder, "ledger"), "--year", str(expectation["year"]), "--form", expectation["form"], "--as-of", f"{expectation['year'] + 1}-03-20"]


def refused(program):
    """Commands that write no PDF do not take the option."""
    for arguments in (["check", SAMPLE[1], "--year", "2025"], ["verify", "out"], ["explain", SAMPLE[1], "requests/new/total"], ["init", "a.xlsx"]):
        done = subprocess.run([program, *arguments, "--ofd"], capture_output=True, check=False, timeout=60)
        if done.returncode != 3 or f"{arguments[0]} 没有选项 --ofd" not in done.stderr.decode():
            yield f"{arguments[0]} --ofd: exit {done.returncode}: {done.stderr.decode()[-300:]}"


def no_glyph(program, work):
    """A character that no font has: neither document is written, and both are named."""
    folder, out = os.path.join(work, "rare-ledger"), os.path.join(work, "rare")
    shutil.copytree(SAMPLE[1], folder)
    with open(os.path.join(folder, "other.md"), "a", encoding="utf-8") as text:
        text.write("\n\U0002A6D6\n")
    done = subprocess.run([program, "report", folder, *SAMPLE[2:], "--as-of", "2026-01-20", "--ofd", "-q", "-o", out], capture_output=True, check=False, timeout=300)
    if done.returncode != 2 or "PDF 和 OFD 没有写：1 个字" not in done.stderr.decode() or os.path.exists(out):
        yield f"a character without a font: exit {done.returncode}: {done.stderr.decode()[-300:]}"


def main():
    program, trials = os.path.abspath(sys.argv[1]), int(sys.argv[3]) if sys.argv[2:3] == ["--trials"] else FEW
    largest, n = [0, 0], 0
    wrong = list(refused(program))
    with tempfile.TemporaryDirectory(prefix="nianbao-ofd-") as work:
        for name, arguments in [*RUNS.items(), *marks(work), *published(trials, work)]:
            n += 1
            wrong += one(program, work, name, arguments, largest)
        wrong += no_glyph(program, work)
        name, arguments, words = long_row(program, work)
        wrong += [*one(program, work, name, arguments, largest), *lost_words(os.path.join(work, name), words)]
    print("\n".join([*wrong, f"ofd: {n + 1} runs, {len(wrong)} wrong; at most {largest[0]:.3f} pt between the places of a character, {largest[1]:.3f} pt of a line"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
