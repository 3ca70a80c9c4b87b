"""Reads reports as web pages, and checks that the cells are the published ones.

    python3 tests/whole/pages.py PRINTER [--office]

PRINTER is print_submissions (tests/submission). The texts of the sections hold nothing of the site around the report. The eight published reports (data/real_reports.json) become web pages in every manner of
standard_page.py. With --office, LibreOffice saves the first again as a page of its own.
"""
import os
import re
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, "support", part) for part in ("generators", "oracles")]
import office
from expand_report import load_reports
from standard_page import MANNERS, write
from submissions import Reader, cells_of, failures, number, said

SECTIONS = {"overview": "总体情况", "problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项"}


def compare(name, one, report, problems):
    """Cells right and wanted; what is wrong is said."""
    want = {a: number(v) for a, v in cells_of(report["tables"]).items()}
    have = {a: number(v[0]) for a, v in one["cells"].items()}
    wrong = [(a, str(want.get(a)), str(have.get(a))) for a in sorted(set(want) | set(have)) if want.get(a) != have.get(a)]
    if wrong or one["kind"] != "page" or one["year"] != report["year"] or any(one["texts"].get(s) != f"{w}这一部分的话。" for s, w in SECTIONS.items()):
        failures.append(name)
        print(f"FAIL {name}: {one['kind']} {one['year']} {one['texts']}, {len(wrong)} cells differ: {wrong[:4]} {problems[:3]}")
    return len(want) - sum(a in want for a, *_ in wrong), len(want)


def read_manner(reader, name, reports):
    """(cells right, cells wanted) of the reports as pages in this manner."""
    right = total = 0
    paths = []
    for report in reports:
        path = reader.path("年报.html")
        write(path, report, name if name in MANNERS else MANNERS[0])
        paths.append(path)
    if name not in MANNERS:
        paths = office.saved(reader.work, paths, "html:HTML (StarWriter)")
    got = reader.read(*paths)
    if len(got["submissions"]) != len(reports):
        failures.append(name)
        print(f"FAIL {name}: {len(got['submissions'])} submissions")
    for one, report in zip(got["submissions"], reports):
        n, of = compare(f"{name}, {report['agency']} {report['year']}", one, report, [p["text"] for p in got["problems"]])
        right, total = right + n, total + of
    return right, total


def edited(reader, report, old, new):
    path = reader.path("年报.html")
    write(path, report, "utf-8")
    with open(path, encoding="utf-8-sig") as page:
        text = page.read()
    assert re.search(old, text), old
    with open(path, "w", encoding="utf-8") as page:
        page.write(re.sub(old, new, text, count=1))
    return reader.read(path)


def check_rows(reader, report):
    """Rows that lack a cell, and tables that stand on the page twice."""
    new, short = "一、本年新收政府信息公开申请数量", {"id": "R08", "text": "这一行的格比表头少"}
    got = edited(reader, report, rf"({new}</td>)<td>\d+</td>", r"\1")
    said("a cell of a row left out", got, {**short, "column": f"表三“{new}”", "value": "总计"}, 1)
    said("a cell of table four left out", edited(reader, report, r"(总计</td></tr>\s*<tr>)<td>\d+</td>(?=(<td>\d+</td>){14}</tr>)", r"\1"), short, 1)
    count = len(edited(reader, report, r"(<tr>(<td>\d+</td>){15}</tr>)", r"\1\1")["problems"])
    if count:
        failures.append("the same row twice")
        print(f"FAIL the same row twice: {count} problems")
    twice = {"id": "R03", "cell": "review/direct_suit/total"}
    got = edited(reader, report, r"(<tr>(<td>\d+</td>){15}</tr>)", "<tr>" + "".join(f"<td>{n}</td>" for n in range(501, 516)) + r"</tr>\1")
    said("another row of numbers in table four", got, {**twice, "expected": "510"}, 15)
    if "review/direct_suit/total" in got["submissions"][0]["cells"]:
        failures.append("a cell with two numbers")
        print("FAIL one of two numbers is read")


def check_titles(reader, reports):
    """Two reports on one page are none; the title of another one alone is a link."""
    path = reader.path("a.html")
    write(path, reports[1], "utf-8")
    with open(path, encoding="utf-8-sig") as page:
        second = re.search("<body>(.*)</body>", page.read(), re.DOTALL)[1]
    said("two reports on a page", edited(reader, reports[0], "</body>", second.replace("\\", "") + "</body>"), {"id": "R01", "text": "几份报告"}, 1)
    got = edited(reader, reports[0], "</body>", "<p>某某局2011年政府信息公开工作年度报告</p></body>")
    if len(got["submissions"]) != 1 or got["submissions"][0]["kind"] != "page":
        failures.append("a link to another report")
        print(f"FAIL a link to another report: {got['problems']}")


def main():
    reports = load_reports(os.path.join(os.path.dirname(TESTS), "data", "real_reports.json"))
    with tempfile.TemporaryDirectory() as work:
        reader = Reader(sys.argv[1], work)
        for name in MANNERS if "--office" not in sys.argv else ("LibreOffice",):
            right, total = read_manner(reader, name, reports)
            print(f"{name}: {right} of {total} cells")
        check_rows(reader, reports[2])
        check_titles(reader, reports)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
