"""Compares the sheet 办理时限 of the sample's workbook with this script's own count over deadlines.csv and the ledger.

    python3 tests/whole/timeliness.py PROGRAM

Every line must agree with the requests of its code (nearest rank for the percentiles). The lines of every heading must add up to
the last line, and that must agree with report.json.
"""
import csv
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/oracles"))
import written_report

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "data", "sample")
M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STATES = ("in_time", "disputed", "late", "unknown")


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def sheet(path, name):
    """The rows of a sheet, as texts."""
    with zipfile.ZipFile(path) as book:
        names = [s.get("name") for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(M + "sheet")]
        strings = ["".join(t.text or "" for t in s.iter(M + "t")) for s in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iter(M + "si")]
        xml = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))
    rows = []
    for row in xml.iter(M + "row"):
        cells = [(c.get("t"), c.findtext(M + "v")) for c in row.iter(M + "c")]
        rows.append([strings[int(v)] if kind == "s" else v or "" for kind, v in cells])
    return rows


def replies():
    """The requests that a reply closed in the year, by number: not 6.1, not 6.2, and not those that the applicant withdrew."""
    withdrawn = {e["受理编号"] for e in table(os.path.join(SAMPLE, "events.csv")) if e["事件"] == "CX"}
    for r in table(os.path.join(SAMPLE, "requests.csv")):
        if r["办理结果"] and r["办理结果"] not in ("6.1", "6.2") and not (r["办理结果"] == "6.3" and r["受理编号"] in withdrawn):
            yield r["受理编号"], r["申请人类型"], r["办理结果"]


def rank(days, percent):
    return str(sorted(days)[-(-len(days) * percent // 100) - 1]) if days else ""


def numbers(lines):
    days = [int(line["used_days"]) for line in lines if line["used_days"]]
    return [str(len(lines)), *(str(sum(line["state"] == s for line in lines)) for s in STATES), rank(days, 50), rank(days, 90)]


def expected(folder):
    lines = {line["request"]: line for line in table(os.path.join(folder, "deadlines.csv")) if line["decisive"] and line["decisive"] <= "2025-12-31"}
    known = [(kind, outcome, lines[no]) for no, kind, outcome in replies() if no in lines]
    rows = {}
    for at, heading in ((0, "申请人类型"), (1, "办理结果")):
        for code in sorted({k[at] for k in known}):
            rows[heading, code] = numbers([k[2] for k in known if k[at] == code])
    return rows, numbers([k[2] for k in known])


def problems(folder):
    rows, whole = expected(folder)
    head, *lines, last = sheet(written_report.only_file(folder, ".xlsx", ("问题清单.xlsx",)), "办理时限")
    got = {(line[0], line[1].split(" ")[0]): line[2:] for line in lines}
    if list(got) != list(rows):
        yield f"lines {list(got)}, expected {list(rows)}"
    for key, line in rows.items():
        if got.get(key) != line:
            yield f"{key}: {got.get(key)}, expected {line}"
    if last != ["合计", "", *whole]:
        yield f"in all {last}, expected {whole}"
    for heading in ("申请人类型", "办理结果"):
        for i in range(2, 7):
            if sum(int(line[i]) for line in lines if line[0] == heading) != int(last[i]):
                yield f"{heading}: column {head[i]} does not add up"
    said = [str(v) for v in written_report.load_report(folder)["timeliness"].values()]
    if said != whole:
        yield f"report.json says {said}, expected {whole}"
    if not any(re.match(r"3\.", code) for _, code in got) or len(got) < 12:
        yield f"too few lines to prove anything: {list(got)}"


def main():
    with tempfile.TemporaryDirectory(prefix="timeliness-") as out:
        subprocess.run([os.path.abspath(sys.argv[1]), "report", SAMPLE, "--year", "2025", "--as-of", "2026-01-20", "-o", out, "-q"],
                       check=True, stdout=subprocess.DEVNULL)
        year = os.path.join(out, "2025")
        found = list(problems(os.path.join(year, os.listdir(year)[0])))
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
