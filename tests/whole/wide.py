"""A wide ledger of another system gives the same results as the sample.

    python3 tests/whole/wide.py PROGRAM

support/generators/wide_ledger.py writes data/sample, and the clean ledger with its events of every kind, as one row for each
request, in other headings, words and encodings, and as a workbook whose dates count from 1904. All results must be the same: the
cells, notes, narrative and timeliness of report.json, deadlines.csv, and the findings except for their file and line. The program
must understand all headings.
"""
import json
import os
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
import ledger_workbook
import wide_ledger

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "data", "sample")
CLEAN, CLEAN_AGENCY = os.path.join(ROOT, "tests", "clean"), "11369925007314088N"
COMPUTED = ("agency", "year", "form", "status", "tables", "notes", "narrative", "timeliness")
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "gb18030": "GB18030", "utf-16": "UTF-16LE"}


def run(program, ledger, out, agency="113699210073140615"):
    done = subprocess.run([program, "report", ledger, "--year", "2025", "--as-of", "2026-01-20", "-o", out, "-v"], capture_output=True, text=True, check=False)
    folder = os.path.join(out, "2025", agency)
    if done.returncode:
        sys.exit(f"{ledger}: exit {done.returncode}\n{done.stderr}")
    return folder, done.stderr


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as source:
        return json.load(source) if name.endswith(".json") else source.read()


def findings(folder):
    """Without S16, which reports the title above the header: the sample has no title."""
    return [{k: v for k, v in f.items() if k not in ("file", "row")} for f in load(folder, "findings.json") if f["id"] != "S16"]


def differences(want, have):
    a, b = load(want, "report.json"), load(have, "report.json")
    for key in COMPUTED:
        if a[key] != b[key]:
            yield f"report.json: another {key}"
    if load(want, "deadlines.csv") != load(have, "deadlines.csv"):
        yield "another deadlines.csv"
    if findings(want) != findings(have):
        yield "other findings"


def heading_problems(program, ledger):
    done = subprocess.run([program, "check", ledger, "--year", "2025", "--columns", "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"--columns: exit {done.returncode}: {done.stderr}"
    notes = [h for h in json.loads(done.stdout) if h["file"] == "申请登记.csv"]
    yield from (f"--columns: {h}" for h in notes if h["refused"] or h["verdict"] == "unknown")
    if sum(h["event"] is not None for h in notes) < 30:
        yield "--columns: few columns became events"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_wide.py PROGRAM")
    program, found = os.path.abspath(sys.argv[1]), []
    with tempfile.TemporaryDirectory() as work:
        want, _ = run(program, SAMPLE, os.path.join(work, "want"))
        for encoding, shown in ENCODINGS.items():
            ledger = os.path.join(work, encoding)
            wide_ledger.make(SAMPLE, ledger, encoding)
            have, said = run(program, ledger, os.path.join(work, "out-" + encoding))
            found += [f"{encoding}: {line}" for line in differences(want, have)]
            if f"读入 申请登记.csv：127 行，{shown}\n" not in said or "变成办理过程 43 条" not in said:
                found.append(f"{encoding}: {said}")
        want_clean, _ = run(program, CLEAN, os.path.join(work, "want-clean"), CLEAN_AGENCY)
        wide_ledger.make(CLEAN, os.path.join(work, "clean"))
        have, _ = run(program, os.path.join(work, "clean"), os.path.join(work, "out-clean"), CLEAN_AGENCY)
        found += [f"clean: {line}" for line in differences(want_clean, have)]
        wide_ledger.make(SAMPLE, os.path.join(work, "sheets"), title=None)
        book = os.path.join(work, "台账.xlsx")
        ledger_workbook.make(os.path.join(work, "sheets"), book, ["date1904", "title 申请登记 2025年度台账"])
        have, said = run(program, book, os.path.join(work, "out-book"))
        found += [f"workbook: {line}" for line in differences(want, have)]
        if "变成办理过程 43 条" not in said:
            found.append(f"workbook: {said}")
        found += heading_problems(program, os.path.join(work, "utf-8"))
    for line in found:
        print(line)
    print(f"wide: {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
