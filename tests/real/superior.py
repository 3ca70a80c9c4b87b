"""Published reports, most of them known in part (data/real_reports_2.json), read and checked as a superior does: what is wrong with them is
found, and nothing else. Then each number of their texts that a table holds is made one larger: how many such faults are found.

    python3 tests/real/superior.py PROGRAM [REPORTS.json]

A report of which only a part is known is completed: the numbers that its texts state stand in the tables (TOLD), all others are 0, and the other
sections have a sentence. REPORTS.json has the shape of data/real_reports_2.json; its reports, of which TOLD knows nothing, are completed
with zeros and a note, and what is found is printed for a person to judge.
"""
import csv
import glob
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
from expand_report import load_reports, make_code
from standard_page import page, tables
from standard_workbook import Style

DATA = os.path.join(os.path.dirname(TESTS), "data", "real_reports_2.json")
KINDS = ("natural_person", "enterprise", "research", "welfare", "legal_service", "other_org")
RESULTS = ("upheld", "corrected", "other", "pending")
REQUEST_ROWS = ("new", "carried_in", "1", "2", *(f"3.{i}" for i in range(1, 9)), "4.1", "4.2", "4.3", *(f"5.{i}" for i in range(1, 6)), "6.1", "6.2", "6.3", "6", "closed", "carried_out")
HEADINGS = (("一、总体情况", None, "overview"), ("二、主动公开政府信息情况", "proactive", None), ("三、收到和处理政府信息公开申请情况", "requests", None),
            ("四、政府信息公开行政复议、行政诉讼情况", "review", None), ("五、存在的主要问题及改进情况", None, "problems"), ("六、其他需要报告的事项", None, "other"))
SENTENCES = {"overview": ["{}年，本机关按要求开展政府信息公开工作。"],
             "problems": ["政策解读的形式还不够多样。下一步，加强业务培训，丰富解读的形式。"], "other": ["{}年，本机关未收取政府信息公开信息处理费。"]}
# What the texts say of table three (all from natural persons) and of table four (pending).
TOLD = {
    "高平市人民政府办公室": {"new": 9, "2": 2, "4.1": 5, "closed": 7, "carried_out": 2},
    "义乌市廿三里街道办事处": {"new": 7, "carried_in": 1, "1": 3, "4.1": 4, "closed": 7, "carried_out": 1},
    "广州市人民政府国有资产监督管理委员会": {"new": 31, "1": 28, "closed": 28, "carried_out": 3},
    "平湖市某局": {"new": 5, "1": 5, "closed": 5, "reconsideration": 1},
    "某市场监督管理局": {"new": 4, "1": 4, "closed": 4},
    "桐乡市人民政府": {"new": 927, "carried_in": 34, "1": 930, "closed": 930, "carried_out": 31},
    "石家庄市长安区人民政府": {"new": 430, "1": 430, "closed": 430},
    "荣成市行政审批服务局": {"new": 6, "1": 5, "closed": 5, "carried_out": 1},
    "抚顺市某区人民政府": {"new": 5, "carried_in": 11, "1": 16, "closed": 16},
    "建平县人民政府": {"new": 89, "1": 88, "closed": 88, "carried_out": 1, "reconsideration": 13, "direct_suit": 1},
    "襄阳市统计局": {"new": 23, "1": 23, "closed": 23},
    "抚州市统计局": {"new": 18, "1": 12, "4.1": 6, "closed": 18},
    "长春市绿园区人民政府春城街道办事处": {"new": 1, "1": 1, "closed": 1},
    "微山县高楼乡人民政府": {"new": 1, "1": 1, "closed": 1},
}
# What is wrong with them: (check, cell or place).
WRONG = {
    "天长市永丰镇人民政府": {("D22", "preamble 第2段")},
    "吴起县周湾镇人民政府": {("D22", "preamble 第2段")},
    "淮安市洪泽区人民政府": {("D04", "review/reconsideration/total"), ("D04", "review/suit_after_reconsideration/upheld"),
                   ("D16", "淮安市洪泽区人民政府"), ("D02", "requests")},        # rows of the form of 2019; D02 is not assessable then
}
FEWEST = 83                                            # wrong numbers of their texts that are found, at least


def completed(report):
    """(its tables, its texts) with everything that the form asks for."""
    told = TOLD.get(report["agency"], {})
    requests = {row: dict.fromkeys(KINDS, 0) | {"natural_person": told.get(row, 0), "total": told.get(row, 0)} for row in REQUEST_ROWS}
    review = {row: dict.fromkeys(RESULTS, 0) | {"pending": told.get(row, 0), "total": told.get(row, 0)} for row in ("reconsideration", "direct_suit", "suit_after_reconsideration")}
    columns = {"2021": {"rules": ("made", "repealed", "in_force"), "normative": ("made", "repealed", "in_force"), "licences": ("decisions",), "penalties": ("decisions",),
                        "coercion": ("decisions",), "fees": ("amount",)},
               "2019": {"rules": ("made", "published", "published_total"), "normative": ("made", "published", "published_total"),
                        **{row: ("items_before", "items_change", "decisions") for row in ("licences", "services", "penalties", "coercion")},
                        "fees": ("items_before", "items_change"), "procurement": ("items", "amount")}}[report["form"]]
    proactive = {row: dict.fromkeys(names, 0) for row, names in columns.items()}
    published = report["tables"]
    for row, cells in published.get("proactive", {}).items():
        proactive[row].update({c: v for c, v in cells.items() if v is not None})
    texts = {part: [s.format(report["year"]) for s in sentences] for part, sentences in SENTENCES.items()}
    return {"proactive": proactive, "requests": published.get("requests", requests), "review": published.get("review", review)}, texts | report.get("texts", {})


def html(report, part=None, paragraph=None, words=None):
    """The report as a web page; with `part`, a paragraph of it has other words."""
    numbers, texts = completed(report)
    made = tables(report | {"tables": numbers}, Style())
    if "6" in report["tables"].get("requests", {}) and report["form"] == "2021":      # the row of the form of 2019
        made["三"] = tables(report | {"tables": numbers, "form": "2019"}, Style())["三"]
    title = f"{report['agency']}{report['year']}年政府信息公开工作年度报告"
    shown = lambda name: "".join(f"<p>　　{words if (name, i) == (part, paragraph) else text}</p>" for i, text in enumerate(texts.get(name, [])))  # noqa: E731
    body = [f"<h1>{title}</h1>", shown("preamble")]
    for heading, table, name in HEADINGS:
        body.append(f"<p>{heading}</p>" + (made[heading[0]] if table else shown(name)))
    return page(title, "\n".join(body))


def rollup(program, folder, year, pages):
    """{code: the lines of 下级年报问题.csv}; pages: [(code, name, page)]."""
    os.makedirs(os.path.join(folder, "报送"))
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(["机关代码", "机关名称", "上级机关代码", "机关类型", "层级"])
        lines.writerow(["SUPERIOR-1", "某省人民政府", "", "G", "2"])
        lines.writerows([code, name, "SUPERIOR-1", "G" if name.endswith("人民政府") else "B", "3"] for code, name, _ in pages)
    for name in ("overview", "problems"):
        with open(os.path.join(folder, name + ".md"), "w", encoding="utf-8") as out:
            out.write(f"{year}年各项工作正常开展。\n")
    for code, _, text in pages:
        with open(os.path.join(folder, "报送", code + ".html"), "w", encoding="utf-8") as out:
            out.write(text)
    done = subprocess.run([program, "rollup", folder, "--year", str(year), "--parent", "SUPERIOR-1", "--as-of", f"{year + 1}-03-20", "-o", os.path.join(folder, "out"), "-q"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"exit {done.returncode}: {done.stderr[-400:]}")
    found = {}
    for path in glob.glob(os.path.join(folder, "out", str(year), "SUPERIOR-1", "下级年报问题.csv")):
        with open(path, encoding="utf-8-sig", newline="") as source:
            for line in csv.DictReader(source):
                found.setdefault(line["机关代码"], []).append(line)
    return found


def name_of(report):
    return report["agency"].replace("(", "（").replace(")", "）")


def checked(program, work, year, entries):
    """{index of the entry: its findings}; entries: [(index, report, page)]. Each is another agency."""
    folder = tempfile.mkdtemp(dir=work)
    found = rollup(program, folder, year, [(make_code(r["agency"]), name_of(r), text) for _, r, text in entries])
    return {index: found.get(make_code(r["agency"]), []) for index, r, _ in entries}


def place_of(line):
    return line["编号"], line["单元格"] or line["键"]


def known_faults(program, work, reports, own):
    problems = []
    for year in sorted({r["year"] for r in reports}):
        of_year = [(i, r, html(r)) for i, r in enumerate(reports) if r["year"] == year]
        for i, lines in checked(program, work, year, of_year).items():
            got, wanted = {place_of(line) for line in lines}, WRONG.get(reports[i]["agency"], set())
            if own:
                problems += [f"{reports[i]['agency']}: {key} {'was not found' if key in wanted else 'is no fault'}" for key in sorted(got ^ wanted)]
            else:
                print("\n".join([f"{name_of(reports[i])} {year}", *(f"    {line['编号']} {line['键']} {line['单元格']}：{line['问题']}；所见{line['所见值']}，应为{line['应为']}" for line in lines)]))
    return problems


def mutants(report):
    """The report with one number of its texts made one larger, one page for each number."""
    for part, paragraphs in report.get("texts", {}).items():
        for i, text in enumerate(paragraphs):
            for number in re.finditer(r"\d+(?:\.\d+)?", text):
                larger = str(Decimal(number[0]) + 1)
                yield f"{text[max(0, number.start() - 12):number.start()]}【{number[0]}】{text[number.end():number.end() + 6]}", \
                    html(report, part, i, text[:number.start()] + larger + text[number.end():])


def wrong_numbers(program, work, reports, verbose):
    """(how many wrong numbers are found, how many there are)"""
    found = total = 0
    pages = {i: list(mutants(r)) for i, r in enumerate(reports)}
    for year in sorted({r["year"] for r in reports}):
        for k in range(max(len(pages[i]) for i, r in enumerate(reports) if r["year"] == year)):
            batch = [(i, r, pages[i][k][1]) for i, r in enumerate(reports) if r["year"] == year and k < len(pages[i])]
            for i, lines in checked(program, work, year, batch).items():
                new = {place_of(line) for line in lines} - WRONG.get(reports[i]["agency"], set())
                total += 1
                found += bool(new)
                if verbose:
                    print(f"{'found' if new else '     '} {reports[i]['agency'][:8]} {pages[i][k][0]} {sorted(new)}")
    return found, total


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    if len(arguments) not in (1, 2):
        sys.exit("usage: superior.py [-v] PROGRAM [REPORTS.json]")
    program, own = os.path.abspath(arguments[0]), len(arguments) == 1
    reports = load_reports(DATA if own else arguments[1])
    with tempfile.TemporaryDirectory() as work:
        problems = known_faults(program, work, reports, own)
        found, total = wrong_numbers(program, work, reports, "-v" in sys.argv)
    if own and found < FEWEST:
        problems.append(f"only {found} of {total} wrong numbers were found, expected {FEWEST}")
    print("\n".join(problems + [f"{len(reports)} published reports at a superior's: {len(problems)} problems; of {total} numbers made one larger, {found} were found"]))
    sys.exit(1 if problems or not reports else 0)


if __name__ == "__main__":
    main()
