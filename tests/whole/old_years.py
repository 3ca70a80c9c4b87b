"""Sums and compares reports of 2014 to 2018, and those of the years after them.

    python3 tests/whole/old_years.py PROGRAM

The published figures are in tests/real/annexes.json: from the texts of reports of 2015 to 2018, so each has a few cells. Each is handed in as
a list of cells, or as a Word file with the annex in which the other cells are blank.
"""
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
import standard_document
import standard_page
import standard_workbook
from expand_report import load_reports
from standard_annex import MONEY, SUMS, report_of
from standard_workbook import Style

PARENT = "11369925MB001000XL"
PROBLEMS = []


def same(what, wanted, got):
    if wanted != got:
        PROBLEMS.append(f"{what}: expected {wanted}, got {got}")


def cells_of(tables):
    return {f"{t}/{r}/{c}": v for t, rows in tables.items() for r, columns in rows.items() for c, v in columns.items()}


def county(folder, names):
    """A superior with these agencies, C0, C1, …"""
    os.makedirs(os.path.join(folder, "报送"))
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8", newline="") as out:
        rows = [[f"C{i}", name, PARENT, "B", "4"] for i, name in enumerate(names)]
        csv.writer(out).writerows([["机关代码", "机关名称", "上级机关代码", "机关类型", "层级"], [PARENT, "清河县人民政府", "", "G", "4"], *rows])


def list_of_cells(folder, name, lines):
    with open(os.path.join(folder, "报送", name), "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["机关代码", "年度", "单元格", "数值"], *lines])


def rollup(program, folder, year, *more):
    """(report.json of the sum, its findings, findings of the agencies' reports as (agency, id, cell))."""
    out = os.path.join(folder, f"out{year}")
    done = subprocess.run([program, "rollup", folder, "--parent", PARENT, "--year", str(year), "--as-of", f"{year + 1}-02-19", "-o", out, "-q", *more],
                          capture_output=True, text=True, check=False)
    made = os.path.join(out, str(year), PARENT)
    if done.returncode not in (0, 1) or not os.path.exists(made):
        sys.exit(f"{year}: exit {done.returncode}\n{done.stderr}")
    with open(os.path.join(made, "report.json"), encoding="utf-8") as source:
        report = json.load(source)
    with open(os.path.join(made, "findings.json"), encoding="utf-8") as source:
        found = json.load(source)
    with open(glob.glob(os.path.join(made, "**", "下级年报问题.csv"), recursive=True)[0], encoding="utf-8-sig", newline="") as source:
        children = list(csv.DictReader(source))
    return report, found, children


def number(value):
    return None if value is None else Decimal(str(value))


# ---- figures that were published ----

def blank_annex(one):
    """The report with all rows of the annex, of which only those that were published have a number."""
    rows = report_of(one["agency"], one["year"])["tables"]["annex"]
    return {"agency": one["agency"], "year": one["year"], "form": "2014", "tables": {"annex": {row: {"amount": one["cells"].get(row)} for row in rows}}}


def check_published(program, work):
    with open(os.path.join(TESTS, "real", "annexes.json"), encoding="utf-8") as source:
        published = json.load(source)
    count = 0
    for year in sorted({one["year"] for one in published}):
        here = [one for one in published if one["year"] == year]
        folder = os.path.join(work, f"published{year}")
        county(folder, [one["agency"] for one in here])
        lists = [(i, one) for i, one in enumerate(here) if i % 2 == 0 or "unequal" in one]
        list_of_cells(folder, "各机关.csv", [[f"C{i}", year, f"annex/{row}/amount", value] for i, one in lists for row, value in one["cells"].items()])
        for one in (one for i, one in enumerate(here) if (i, one) not in lists):
            standard_document.write(os.path.join(folder, "报送", f"{one['agency']}.docx"), blank_annex(one), "plain")
        report, found, children = rollup(program, folder, year)
        got = {row: number(columns["amount"]) for row, columns in report["tables"]["annex"].items()}
        want = dict.fromkeys(got)
        for one in here:
            for row, value in one["cells"].items():
                want[row] = (want[row] or 0) + number(value)
                count += 1
        same(f"the sum of {year}", want, got)
        said = sorted(f["cell"].split("/")[1] for f in found if f["id"] == "D25" and f["state"] == "fail")
        same(f"sums that do not add up, {year}", sorted(cell for one in here for cell in one.get("unequal", [])), said)
        same(f"lists with few rows, {year}", [["D16"] * (one in [o for _, o in lists]) + ["D25"] * len(one.get("exceeded", [])) for one in here],
             [sorted(row["编号"] for row in children if row["机关名称"] == one["agency"] and row["状态"] == "未通过") for one in here])
        open_ones = [row["编号"] + row["机关代码"] for row in children if row["状态"] == "无法核对"]
        same(f"not assessable, once for each check, {year}", sorted(set(open_ones)), sorted(open_ones))
    print(f"{count} published figures are added up")


# ---- agencies that hand in other forms ----

def other_numbers(report, i):
    """The report with numbers of another agency, whose sums are right."""
    values = {row: (columns["amount"] if row in MONEY else columns["amount"] + i) for row, columns in report["tables"]["annex"].items()}
    for total, terms in SUMS.items():
        values[total] = sum(values[term] for term in terms)
    return {**report, "tables": {"annex": {row: {"amount": value} for row, value in values.items()}}}


def lines_of(code, report):
    return [[code, report["year"], address, value] for address, value in cells_of(report["tables"]).items()]


def write_one(folder, i, report):
    """The report in the i-th form."""
    where = os.path.join(folder, "报送", report["agency"])
    if i % 4 == 3:
        list_of_cells(folder, f"C{i}.csv", lines_of(f"C{i}", report))
        return
    os.makedirs(where)
    if i % 4 == 0:
        standard_workbook.write(os.path.join(where, "年报.xlsx"), report, Style())
    elif i % 4 == 1:
        standard_document.write(os.path.join(where, "年报.docx"), report, "split")
    else:
        standard_page.write(os.path.join(where, "年报.html"), report, "word")


def check_sum(program, work):
    """The sum of 2018, and that of 2019 beside it."""
    names = [f"清河县{name}局" for name in ("民政", "水务", "住建", "教体")]
    folder = os.path.join(work, "forms")
    county(folder, names)
    older = [other_numbers(report_of(name, 2018), i) for i, name in enumerate(names)]
    for i, report in enumerate(older):
        write_one(folder, i, report)
    report, found, children = rollup(program, folder, 2018)
    same("form of 2018", "2014", report["form"])
    got = {a: number(v) for a, v in cells_of(report["tables"]).items()}
    same("the sum of four forms", {a: sum(number(cells_of(one["tables"])[a]) for one in older) for a in got}, got)
    same("findings of the sum", [], [f["id"] for f in found if f["id"] in ("D16", "D25", "R01", "R02", "R03", "F01", "F02")])
    same("findings on the reports", [], sorted({row["编号"] for row in children}))

    newer = next(r for r in load_reports(os.path.join(os.path.dirname(TESTS), "data", "real_reports.json")) if r["form"] == "2019")
    list_of_cells(folder, "2019.csv", [line for i in range(4) for line in lines_of(f"C{i}", newer)])
    report, found, children = rollup(program, folder, 2019)
    same("form of 2019", "2019", report["form"])
    continued = [(f["id"], f["state"]) for f in found if f["id"] in ("E01", "E02", "E05")]
    same("continuity, said once", [("E01", "not_assessable")], continued)
    same("continuity of the reports", [], [row["编号"] for row in children if row["编号"] in ("E01", "E02", "E05")])
    same("what both years have", 3, len([f for f in found if f["id"] == "E06"]))

    # A year's report on the form of the other is named, and is in no sum.
    standard_workbook.write(os.path.join(folder, "报送", names[0], "年报.xlsx"), {**newer, "agency": names[0], "year": 2018}, Style())
    report, found, _ = rollup(program, folder, 2018)
    same("a report on the form of 2019", ["R01"], [f["id"] for f in found if f["id"] == "R01"])
    same("the sum without it", sum(one["tables"]["annex"]["website"]["amount"] for one in older[1:]), report["tables"]["annex"]["website"]["amount"])
    print("four forms of 2018 are added up; 2019 follows them")


# ---- years with three forms ----

EXACT = {"received": (["received"], None), "withheld_secret": (["ref_secret"], "answered"), "withheld_safety": (["ref_safety"], "answered")}
NEAR = {"disclosed": (["already_public", "granted", "granted_part"], "answered"), "withheld": (["refused"], "answered"),
        "unable": (["not_this_agency", "not_exist"], "answered"), "not_held": (["not_this_agency", "not_exist"], "answered"),
        "withheld_law": (["ref_other_law"], "answered"), "withheld_third_party": (["ref_business", "ref_privacy"], "answered"),
        "corrected_reconsideration": (["review_corrected"], "review"), "corrected_suit": (["suits_corrected"], "suits")}
NONE = ["not_processed", "otherwise", "withheld_internal", "withheld_process", "withheld_case_file", "withheld_inquiry", "carried_over", "carried_out"]


def check_comparison(program, work):
    """One agency from 2016 to 2021: what the forms have in common, nearly or not at all."""
    published = load_reports(os.path.join(os.path.dirname(TESTS), "data", "real_reports.json"))
    reports = [other_numbers(report_of("清河县民政局", year), year - 2016) for year in (2016, 2017, 2018)]
    reports += [{**next(r for r in published if r["form"] == form), "year": year} for form, year in (("2019", 2019), ("2019", 2020), ("2021", 2021))]
    folder = os.path.join(work, "years")
    county(folder, ["清河县民政局"])
    list_of_cells(folder, "各年.csv", [line for report in reports for line in lines_of("C0", report)])
    out = os.path.join(folder, "out")
    done = subprocess.run([program, "compare", folder, "-o", out], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"compare: exit {done.returncode}\n{done.stderr}")
    with open(os.path.join(out, "比较", "comparison.json"), encoding="utf-8") as source:
        made = json.load(source)
    years = {one["year"]: one for one in made["reports"]}
    same("years and forms", {r["year"]: r["form"] for r in reports}, {year: one["form"] for year, one in years.items()})
    for report in reports[:3]:
        rows = {row: columns["amount"] for row, columns in report["tables"]["annex"].items()}
        got = years[report["year"]]["values"]
        for indicator, (parts, whole) in {**EXACT, **NEAR}.items():
            value = got[indicator]
            same(f"{indicator} {report['year']}", (sum(rows[p] for p in parts), rows[whole] if whole else None), (value.get("numerator", value.get("count")), value.get("denominator")))
        same(f"none {report['year']}", ["absent"] * len(NONE), [got[i]["state"] for i in NONE])
    near = [one["id"] for one in made["indicators"] if one["forms"]["2014"]["approximate"]]
    same("indicators that are near", sorted(NEAR), sorted(near))
    with open(os.path.join(out, "比较", "比较.html"), encoding="utf-8") as source:
        page = source.read()
    same("a note for each, said once", [1] * len(near), [page.count(f"的{one['label']}只是近似：") for one in made["indicators"] if one["id"] in near])
    print("six years with three forms are compared")


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        check_published(program, work)
        check_sum(program, work)
        check_comparison(program, work)
    print("\n".join(PROBLEMS))
    return bool(PROBLEMS)


if __name__ == "__main__":
    sys.exit(main())
