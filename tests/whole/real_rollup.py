"""The published reports (data/real_reports.json) handed to a superior, in the standard form filled by hand and as a CSV of cells:
rollup finds every broken identity, with the right cell and both sides, and nothing else. The script computes the identities from
the published numbers.

    python3 tests/whole/real_rollup.py PROGRAM
"""
import csv
import os
import re
import subprocess
import sys
import tempfile
import zipfile

from submissions import cells_csv

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
from expand_report import load_reports, make_code
from standard_workbook import Style, write

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KINDS = ("natural_person", "enterprise", "research", "welfare", "legal_service", "other_org")
RESULTS = ("upheld", "corrected", "other", "pending")
HEADINGS = ["机关代码", "机关名称", "上级机关代码", "机关类型", "层级"]
FORMS = {"hand-made": lambda folder, report, code: write(os.path.join(folder, code + ".xlsx"), report, Style()),
         "unmerged": lambda folder, report, code: write(os.path.join(folder, code + ".xlsx"), report, Style(merged=False, blanks=True)),
         "cells": lambda folder, report, code: cells_csv(os.path.join(folder, code + ".csv"), report, code)}


def whole(value):
    return value if isinstance(value, int) else 0


def broken(tables):
    """{(check, table, column or row): (left, right)} of every identity that does not hold; an empty cell counts as 0."""
    found, requests = {}, tables["requests"]
    leaves = [row for row in requests if row not in ("new", "carried_in", "closed", "carried_out")]
    for column in (*KINDS, "total"):
        at = lambda row, column=column: whole(requests[row].get(column))  # noqa: E731
        found["D01", "requests", column] = (at("new") + at("carried_in"), at("closed") + at("carried_out"))
        found["D02", "requests", column] = (sum(at(row) for row in leaves), at("closed"))
    for row, cells in requests.items():
        found["D03", "requests", row] = (sum(whole(cells.get(kind)) for kind in KINDS), whole(cells.get("total")))
    for row, cells in tables["review"].items():
        found["D04", "review", row] = (sum(whole(cells.get(result)) for result in RESULTS), whole(cells.get("total")))
    return {key: sides for key, sides in found.items() if sides[0] != sides[1]}


def county(folder, year, reports):
    """A superior with these agencies as children. Each agency's code is made from its name."""
    codes = [make_code(report["agency"]) for report in reports]
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(HEADINGS)
        lines.writerow(["SUPERIOR-1", "某省人民政府", "", "G", "2"])
        lines.writerows([code, report["agency"].replace("(", "（").replace(")", "）"), "SUPERIOR-1", "G", "3"] for code, report in zip(codes, reports))
    for name in ("overview", "problems"):
        with open(os.path.join(folder, name + ".md"), "w", encoding="utf-8") as out:
            out.write(f"{year}年各项工作正常开展。\n")
    return codes


def rollup(program, folder, year, out):
    done = subprocess.run([program, "rollup", folder, "--year", str(year), "--parent", "SUPERIOR-1", "--as-of", f"{year + 1}-03-20", "-o", out, "-q"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    path = os.path.join(out, str(year), "SUPERIOR-1", "下级年报问题.csv")
    if done.returncode not in (0, 1):
        return f"exit {done.returncode}: {done.stderr[-400:]}", []
    if not os.path.exists(path):
        return "", []
    with open(path, encoding="utf-8-sig", newline="") as source:
        return "", list(csv.DictReader(source))


def place_holds(folder, line):
    """Whether the cell that the finding names, in the workbook's only sheet, holds the number of the finding."""
    named = re.fullmatch(r".*!([A-Z]+\d+)", line["列"])
    if not named:
        return False
    with zipfile.ZipFile(os.path.join(folder, line["文件"])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    cell = re.search(rf'<c r="{named[1]}"[^>]*><v>([^<]*)</v></c>', sheet)
    return (cell[1] if cell else "空") == line["所见值"]


def line_of(found):
    """The column or row of the equation."""
    table, row, column = found["单元格"].split("/")
    return table, column if found["编号"] in ("D01", "D02") else row


def sides_of(found):
    """The values of the equation's sides: a + b = 7；c + d = 8；…"""
    sides = found["问题"].split("不平：", 1)[1].split("；")[:2]
    return tuple(0 if side.endswith("空") else int(side.rsplit(" ", 1)[1]) for side in sides)


def check(program, work, form, make, year, reports):
    folder = os.path.join(work, f"{form}-{year}")
    os.makedirs(os.path.join(folder, "报送"))
    codes, problems = county(folder, year, reports), []
    for code, report in zip(codes, reports):
        make(os.path.join(folder, "报送"), report, code)
    why, lines = rollup(program, folder, year, os.path.join(work, f"out-{form}-{year}"))
    if why:
        return [f"{form} {year}: {why}"], 0
    wanted = {(code, *key): sides for code, report in zip(codes, reports) for key, sides in broken(report["tables"]).items()}
    got = {(line["机关代码"], line["编号"], *line_of(line)): line for line in lines if line["编号"] in ("D01", "D02", "D03", "D04")}
    for key in sorted(set(wanted) ^ set(got)):
        problems.append(f"{form} {year}: {key} {'was not found' if key in wanted else 'holds, but was found: ' + got[key]['问题']}")
    for key in sorted(set(wanted) & set(got)):
        if sides_of(got[key]) != wanted[key]:
            problems.append(f"{form} {year}: {key}: {got[key]['问题']}, expected {wanted[key]}")
        if form != "cells" and not place_holds(folder, got[key]):
            problems.append(f"{form} {year}: {key}: {got[key]['文件']} {got[key]['列']} does not hold {got[key]['所见值']}")
    return problems, len(wanted)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_real_rollup.py PROGRAM")
    reports, problems, found = load_reports(os.path.join(ROOT, "data", "real_reports.json")), [], 0
    with tempfile.TemporaryDirectory() as work:
        for year in sorted({report["year"] for report in reports}):
            for form, make in FORMS.items():
                said, n = check(os.path.abspath(sys.argv[1]), work, form, make, year, [r for r in reports if r["year"] == year])
                problems += said
                found += n
    print("\n".join(problems))
    print(f"real reports at a superior's: {found} broken identities in {len(FORMS)} forms, {len(problems)} problems")
    sys.exit(1 if problems or not found else 0)


if __name__ == "__main__":
    main()
