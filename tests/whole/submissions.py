"""Reads reports in every form in which agencies hand them over, and checks that the cells are the same.

    python3 tests/whole/submissions.py PRINTER PROGRAM [--office]

PRINTER is print_submissions (tests/submission). The script turns the eight published reports (data/real_reports.json) into ledgers,
from which PROGRAM writes report.json and a workbook; into workbooks in the standard form (standard_workbook.py); and into a CSV of
cells. Then it makes each fault that people make and looks for its problem. With --office, LibreOffice also saves the program's
workbooks and the hand-made ones again.
"""
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, "support", part) for part in ("generators", "oracles")]
import office
from expand_report import expand, load_reports
from standard_workbook import Style, write

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STYLES = {
    "plain": Style(), "unmerged": Style(merged=False), "repeated": Style(merged=False, repeated=True),
    "one-label": Style(label_columns=1, merged=False), "two-labels": Style(label_columns=2), "texts": Style(numbers_as_text=True, thousands=True),
    "wide": Style(full_width=True, blanks=True), "sheets": Style(sheets=True, top=3, left=2, title="two"),
    "numbered": Style(numbering="plain", title="break", also=True), "bare": Style(numbering="none", title="after", inline=True, headings=False)}
failures = []
SHEET = "申请处理情况"                                   # of the table requests in the form of 2021


def fail(what):
    failures.append(what)
    print(f"FAIL {what}")


class Reader:
    def __init__(self, printer, work):
        self.printer, self.work, self.n = printer, work, 0
        self.for_office = []                            # files that LibreOffice is to save, and what expect() is to find in them

    def path(self, name):
        self.n += 1
        folder = os.path.join(self.work, f"f{self.n}")
        os.mkdir(folder)
        return os.path.join(folder, name)

    def read(self, *paths):
        done = subprocess.run([self.printer, os.path.join(ROOT, "report_templates"), *paths], capture_output=True, text=True, check=False)
        if done.returncode:
            fail(f"{paths}: exit {done.returncode} {done.stderr}")
            return {"submissions": [], "problems": []}
        return json.loads(done.stdout)


def cells_of(tables):
    return {f"{t}/{r}/{c}": v for t, rows in tables.items() for r, columns in rows.items() for c, v in columns.items()}


def number(value):
    return None if value is None else Decimal(str(value))


def expect(name, got, wanted, kind, identity=None, problems=0):
    """One submission of that kind with these cells and no more."""
    if len(got["submissions"]) != 1 or len(got["problems"]) != problems:
        fail(f"{name}: {len(got['submissions'])} submissions, {got['problems'][:3]}")
    for s in got["submissions"][:1]:
        have = {a: number(v[0]) for a, v in s["cells"].items()}
        want = {a: number(v) for a, v in wanted.items()}
        wrong = [(a, str(want.get(a)), str(have.get(a))) for a in sorted(set(want) | set(have)) if want.get(a) != have.get(a)]
        if s["kind"] != kind or wrong:
            fail(f"{name}: {s['kind']}, {len(wrong)} cells differ: {wrong[:5]}")
        if identity and (s["name"], s["year"], s["form"]) != identity:
            fail(f"{name}: it is {s['name']} {s['year']} {s['form']}")


def narrow(name):
    return name.replace("(", "（").replace(")", "）")


def our_files(program, report, folder):
    """(report.json, the workbook) that the program makes of a published report, and the cells that they must have."""
    expectation = expand(report, folder)
    out, year = os.path.join(folder, "out"), expectation["year"]
    done = subprocess.run([program, "report", os.path.join(folder, "ledger"), "--year", str(year), "--form", expectation["form"],
                           "--as-of", f"{year + 1}-03-20", "-o", out, "-q"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    there = os.path.join(glob.escape(out), "*", "*")
    return glob.glob(os.path.join(there, "report.json"))[0], glob.glob(os.path.join(there, "*年度报告.xlsx"))[0], cells_of(expectation["tables"])


def cells_csv(path, report, code, encoding="utf-8-sig"):
    with open(path, "w", encoding=encoding, newline="") as out:
        lines = csv.writer(out)
        lines.writerow(["机关代码", "年度", "单元格", "数值"])
        lines.writerows([code, report["year"], a, v] for a, v in cells_of(report["tables"]).items())


# ---- our workbook, edited ----

def edited(source, target, edit):
    """A copy of the workbook; edit(name, text) gives each XML part anew."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, edit(name, data.decode()).encode() if name.endswith((".xml", ".rels")) else data)
    return target


def part_of(source, sheet):
    with zipfile.ZipFile(source) as book:
        rid = re.search(f'<sheet name="{sheet}"[^>]*r:id="([^"]+)"', book.read("xl/workbook.xml").decode()).group(1)
        return "xl/" + re.search(f'<Relationship Id="{rid}"[^>]*Target="([^"]+)"', book.read("xl/_rels/workbook.xml.rels").decode()).group(1)


def insert_rows(source, target, sheet, n):
    """Inserts n rows at the top of a machine sheet, as a spreadsheet does: the references follow."""
    part = part_of(source, sheet)

    def down(match):
        return f"{match.group(1)}{int(match.group(2)) + n}"

    def edit(name, text):
        if name == part:
            text = re.sub(r'(<row r=")(\d+)', down, text)
            text = re.sub(r'(<c r="[A-Z]+)(\d+)', down, text)
            text = re.sub(r"<f>[^<]*</f>", lambda f: re.sub(r"([A-Z]+)(\d+)", down, f.group(0)), text)
            return re.sub(r"<sheetViews>.*</sheetViews>", "", text, flags=re.S)
        text = re.sub(rf"('?{sheet}'?!\$?[A-Z]+\$?)(\d+)", down, text)
        return text
    return edited(source, target, edit)


def rename_sheet(source, target, old, new):
    def edit(name, text):
        text = re.sub(rf"'?{old}'?!", f"'{new}'!", text)
        return text.replace(f'<sheet name="{old}"', f'<sheet name="{new}"') if name == "xl/workbook.xml" else text
    return edited(source, target, edit)


def set_cell(source, target, sheet, place, xml):
    part = part_of(source, sheet)

    def edit(name, text):
        if name != part:
            return text
        new, n = re.subn(rf'<c r="{place}"([^>]*?)(/>|>.*?</c>)', xml, text, count=1, flags=re.S)
        assert n == 1, (sheet, place)
        return new
    return edited(source, target, edit)


def swap_machine_rows(part, one, two):
    def edit(name, text):
        if name != part:
            return text
        other = {str(one): str(two), str(two): str(one)}
        rows = re.findall(r'<row r="\d+".*?</row>', text, flags=re.S)
        first, last = text.index(rows[0]), text.rindex("</sheetData>")
        moved = [re.sub(r'(<row r="|<c r="[A-Z]+)(\d+)', lambda m: m.group(1) + other.get(m.group(2), m.group(2)), r) for r in rows]
        moved.sort(key=lambda r: int(re.match(r'<row r="(\d+)', r).group(1)))
        return text[:first] + "".join(moved) + text[last:]
    return edit


def drop_marks(source, target):
    """Removes names and properties, as some programs do when they save."""
    def edit(name, text):
        if name == "xl/workbook.xml":
            return re.sub(r"<definedNames>.*</definedNames>", "", text, flags=re.S)
        return re.sub(r"<Relationship [^>]*custom-properties[^>]*/>", "", text) if name == "_rels/.rels" else text
    return edited(source, target, edit)


def check_edits(reader, book, cells, through_office):
    new = {**cells, "requests/new/natural_person": 12}
    steps = {
        "rows above": (lambda a, b: insert_rows(a, b, SHEET, 2), cells, "ours", 0),
        "sheet renamed": (lambda a, b: rename_sheet(a, b, SHEET, "表'三".replace("'", "")), cells, "ours", 0),
        "sheet named as before 0.5.0": (lambda a, b: rename_sheet(a, b, SHEET, "requests"), cells, "ours", 0),
        "no marks": (drop_marks, cells, "workbook", 0)}
    for name, (change, wanted, kind, problems) in steps.items():
        path = reader.path(os.path.basename(book))
        change(book, path)
        expect(f"our workbook, {name}", reader.read(path), wanted, kind, None, problems)
        if through_office:
            reader.for_office.append((path, f"our workbook, {name}, saved by LibreOffice", wanted, kind, None, problems))
    path = reader.path("排序.xlsx")
    edited(book, path, swap_machine_rows(part_of(book, SHEET), 2, 3))      # new and carried_in; the names stay where they are
    got = reader.read(path)
    expect("our workbook, rows of a machine sheet sorted", got, cells, "ours")
    path = set_cell(book, reader.path("文字.xlsx"), SHEET, "B2", '<c r="B2" t="inlineStr"><is><t>12</t></is></c>')
    got = reader.read(path)
    expect("our workbook, a number typed as text", got, new, "ours", None, 1)
    said("our workbook, a number typed as text", got, {"id": "R03", "cell": "requests/new/natural_person"}, 1)   # the page for printing still has the old one
    path = set_cell(book, reader.path("不准.xlsx"), SHEET, "B2", '<c r="B2" t="inlineStr"><is><t>约12</t></is></c>')
    said("our workbook, no number", reader.read(path), {"id": "R02", "column": f"{SHEET}!B2", "cell": "requests/new/natural_person", "value": "约12"}, 1)


# ---- faults ----

def said(name, got, fault, times=None):
    found = [p for p in got["problems"] if all(p[k] == v or (k == "text" and v in (p[k] or "")) for k, v in fault.items())]
    if not found or (times is not None and (len(got["problems"]) != times)):
        fail(f"{name}: {fault} was not said, or not alone: {[{k: v for k, v in p.items() if v} for p in got['problems'][:4]]}")


def hand_made(reader, report, style=Style(), other=None, change=None, name="报送.xlsx"):
    path = reader.path(name)
    write(path, report, style, other, change)
    return reader.read(path)


def row_of(sheet, label):
    return next(place[0] for place, cell in sheet.cells.items() if cell[1] == label)


def without_row(label):
    def change(sheets):
        row = row_of(sheets[0], label)
        sheets[0].cells = {p: c for p, c in sheets[0].cells.items() if p[0] != row}
    return change


def reword(old, new):
    def change(sheets):
        for place, (kind, value) in sheets[0].cells.items():
            if value == old:
                sheets[0].cells[place] = (kind, new)
    return change


def swap_rows(one, two):
    def change(sheets):
        a, b = row_of(sheets[0], one), row_of(sheets[0], two)
        other = {a: b, b: a}
        sheets[0].cells = {(other.get(r, r) if c > 1 else r, c): v for (r, c), v in sheets[0].cells.items()}
    return change


def add_row(label, values):
    def change(sheets):
        row = row_of(sheets[0], "四、结转下年度继续办理") + 1
        sheets[0].cells[(row, 0)] = ("s", label)
        for i, value in enumerate(values):
            sheets[0].cells[(row, 3 + i)] = ("n", value)
    return change


def check_hand_made(reader, report):
    cells = cells_of(report["tables"])
    got = hand_made(reader, report, other={"proactive/normative/repealed": "22（其中修订16件）", "requests/new/research": "/", "requests/new/welfare": "-",
                                           "requests/new/legal_service": " ", "proactive/fees/amount": "1，２34.5万元", "requests/1/total": "１，２３４ 件"})
    want = {**cells, "proactive/normative/repealed": 22, "requests/new/research": None, "requests/new/welfare": None, "requests/new/legal_service": None,
            "proactive/fees/amount": "1234.5", "requests/1/total": 1234}
    expect("words in cells", got, want, "workbook")
    read = got["submissions"][0]["cells"]
    if read["proactive/normative/repealed"][1] != "其中修订16件" or read["requests/new/research"][3] != "/" or read["requests/new/welfare"][3] != "-":
        fail(f"notes and words for none: {read['proactive/normative/repealed']} {read['requests/new/research']}")
    if not re.fullmatch(r"年报!B\d+", read["proactive/rules/made"][2]):
        fail(f"place: {read['proactive/rules/made']}")
    for value in ("约20件", "20-30", "二十", "12.5", "（22）", "3 4"):
        said(f"“{value}” in a count", hand_made(reader, report, other={"requests/new/total": value}), {"id": "R02", "cell": "requests/new/total", "value": value}, 1)
    said("yuan in a column of 万元", hand_made(reader, report, other={"proactive/fees/amount": "380元"}), {"id": "R02", "cell": "proactive/fees/amount"}, 1)
    said("a row left out", hand_made(reader, report, change=without_row("5.属于三类内部事务信息")), {"id": "D16", "text": "缺少一行：5.属于三类内部事务信息"}, 1)
    said("another unit", hand_made(reader, report, change=reword("本年收费金额（单位：万元）", "本年收费金额（单位：元）")), {"id": "D16", "text": "缺少一行：行政事业性收费"}, 2)
    said("another unit", hand_made(reader, report, change=reword("本年收费金额（单位：万元）", "本年收费金额（单位：元）")), {"id": "D16", "value": "本年收费金额（单位：元）"}, 2)
    said("a column of another name", hand_made(reader, report, change=reword("科研机构", "外国企业")), {"id": "D16", "value": "外国企业"})
    said("its column is missed", hand_made(reader, report, change=reword("科研机构", "外国企业")), {"id": "D16", "expected": "科研机构"}, 2)
    got = hand_made(reader, report, change=reword("4.保护第三方合法权益", "4.保护第三人合法权益"))
    said("a label misspelt", got, {"id": "R04", "value": "4.保护第三人合法权益", "expected": "4.保护第三方合法权益"}, 1)
    expect("a label misspelt", got, cells, "workbook", None, 1)
    got = hand_made(reader, report, change=reword("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"))
    said("a label with characters lost, in its place", got, {"id": "R04", "value": "2.其他法律行政止公开", "expected": "2.其他法律行政法规禁止公开"}, 1)
    expect("a label with characters lost, in its place", got, cells, "workbook", None, 1)
    said("a row of another number", hand_made(reader, report, change=reword("二、上年结转政府信息公开申请数量", "一、上年新收政府信息公开申请数量")),
         {"id": "D16", "value": "一、上年新收政府信息公开申请数量"}, 2)
    said("a label with characters lost, elsewhere", hand_made(reader, report, change=reword("8.属于行政查询事项", "2.其他法律行政止公开")),
         {"id": "D16", "value": "2.其他法律行政止公开"}, 2)
    got = hand_made(reader, report, change=reword("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"))
    expect("a remark left out", got, cells, "workbook", None, 1)
    for heading, slip in (("四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政法复议、行政诉讼情况"), ("五、存在的主要问题及改进情况", "五、存在的主要问题及整改措施")):
        got = hand_made(reader, report, change=reword(heading, slip))
        said("a heading misspelt", got, {"id": "D28", "value": slip, "expected": heading}, 1)
        if "这一部分的话" not in got["submissions"][0]["texts"].get("problems", ""):
            fail(f"words below {slip}: {got['submissions'][0]['texts']}")
    if "年政府信息公开工作年度报告" not in got["submissions"][0]["texts"].get("preamble", ""):
        fail(f"preamble: {got['submissions'][0]['texts']}")
    got = hand_made(reader, report, change=swap_rows("2.重复申请", "3.要求提供公开出版物"))
    said("rows in another order", got, {"id": "D16", "text": "顺序"}, 1)
    expect("rows in another order", got, cells, "workbook", None, 1)
    said("a row too many", hand_made(reader, report, change=add_row("五、其他办理情况", "1234567")), {"id": "D16", "value": "五、其他办理情况", "text": "没有这一行"}, 1)
    last_year = "一、本年新收政府信息公开申请数量（{}年）"
    for values in ([str(9000 + i) for i in range(7)], [""] * 6 + ["9006"]):
        got = hand_made(reader, report, other={"requests/new/total": "" if not values[0] else "77"}, change=add_row(last_year.format(report["year"] - 1), values))
        said("a row of last year", got, {"id": "R03", "cell": "requests/new/total", "value": "9006"})
        if "requests/new/total" in got["submissions"][0]["cells"]:
            fail("a row of last year: one of two numbers is read")
    said("no block of review", hand_made(reader, report, change=reword("复议后起诉", "未经过复议")), {"id": "D16", "text": "缺少一组"})
    said("two reports", hand_made(reader, report, change=lambda sheets: sheets.extend(other_report(report, sheets[0]))), {"id": "R01", "text": "几份报告"}, 1)
    said("no title", hand_made(reader, report, Style(title="none")), {"id": "R01", "text": "哪一年"}, 1)
    expect("a title in the file's name", hand_made(reader, report, Style(title="none"), name=f"甲乙局{report['year']}年政府信息公开工作年度报告（终稿）.xlsx"), cells, "workbook",
           ("甲乙局", report["year"], report["form"]))


def other_report(report, sheet):
    from copy import deepcopy
    copy = deepcopy(sheet)
    copy.name = "另一个"
    for place, (kind, value) in list(copy.cells.items()):
        if value.startswith(report["agency"]):
            copy.cells[place] = (kind, value.replace(report["agency"], "甲乙局"))
    return [copy]


def check_other_form(reader, reports):
    old = dict(next(r for r in reports if r["form"] == "2019"), year=2023)
    got = hand_made(reader, old)
    said("tables of 2019 in 2023", got, {"id": "D16", "text": "用的不是这一年的表"}, 1)
    half = hand_made(reader, old, change=without_row("5.属于三类内部事务信息"))
    said("some tables of 2019 in 2023: a row", half, {"id": "D16", "text": "缺少一行：3.其他"})
    said("some tables of 2019 in 2023: another", half, {"id": "D16", "value": "（六）其他处理", "column": "年报!C49"})
    said("some tables of 2019 in 2023: a column", half, {"id": "D16", "value": "本年新制作数量"})
    if got["submissions"][0]["cells"].get("requests/new/total", [None])[0] != str(old["tables"]["requests"]["new"]["total"]):
        fail("tables of 2019 in 2023: what both forms have is not read")


def check_json(reader, source, cells):
    def changed(change):
        with open(source, encoding="utf-8") as file:
            report = json.load(file)
        change(report)
        path = reader.path("report.json")
        with open(path, "w", encoding="utf-8") as out:
            json.dump(report, out, ensure_ascii=False)
        return reader.read(path)

    def written(text):
        path = reader.path("report.json")
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return reader.read(path)
    requests = "requests/new/total"
    said("a count with a point", changed(lambda r: r["tables"]["requests"]["new"].update(total=1.0)), {"id": "R02", "cell": requests}, 1)
    said("a row of no form", changed(lambda r: r["tables"]["requests"].update({"9": {"total": 1}})), {"id": "D16", "value": "requests/9/total"}, 1)
    said("a row missing", changed(lambda r: r["tables"]["requests"].pop("3.4")), {"id": "D16", "text": "缺少一行：4.保护第三方合法权益"}, 1)
    said("a table missing", changed(lambda r: r["tables"].pop("review")), {"id": "D16", "text": "缺少整张表"}, 1)
    said("another form", changed(lambda r: r.update(form="1999")), {"id": "R01", "text": "1999"}, 1)
    said("another year's form", changed(lambda r: r.update(year=2012)), {"id": "D16", "text": "用的不是这一年的表"}, 1)
    for text in ("{", "[]", '{"schema": "nianbao.report/1"}', "[" * 100000, '{"schema": 1, "schema": 2}', "PK\x03\x04", ""):
        got = written(text)
        if [s["kind"] for s in got["submissions"]] != ["none"]:
            fail(f"{text[:20]!r} was read")
        said(f"{text[:20]!r}", got, {"id": "R01"}, 1)
    got = changed(lambda r: r["notes"].update({requests: "含补报2件"}))
    expect("report.json with a note", got, cells, "json")
    if got["submissions"][0]["cells"][requests][1] != "含补报2件":
        fail("the note of a report.json")


def check_twins(reader, source, book, other):
    def folder():
        place = os.path.dirname(reader.path("x"))
        shutil.copy(source, os.path.join(place, "report.json"))
        return place
    place = folder()
    shutil.copy(book, place)
    expect("both files", reader.read(place), {a: v[0] for a, v in reader.read(source)["submissions"][0]["cells"].items()}, "json")
    place = folder()
    set_cell(book, os.path.join(place, os.path.basename(book)), SHEET, "B2", r'<c r="B2"\1><v>777</v></c>')
    said("the workbook was edited", reader.read(place), {"id": "R03", "column": f"{SHEET}!B2", "cell": "requests/new/natural_person", "value": "777"}, 1)
    place = folder()
    set_cell(book, os.path.join(place, os.path.basename(book)), SHEET, "B2", '<c r="B2" t="inlineStr"><is><t>约三件</t></is></c>')
    said("no number in the workbook", reader.read(place), {"id": "R03", "column": f"{SHEET}!B2", "cell": "requests/new/natural_person", "value": "约三件"}, 1)
    place, bare = folder(), reader.path("报送.xlsx")
    at = reader.read(drop_marks(book, bare))["submissions"][0]["cells"]["requests/new/natural_person"][2].split("!")
    set_cell(book, os.path.join(place, os.path.basename(book)), at[0], at[1], rf'<c r="{at[1]}"\1><v>778</v></c>')
    said("typed over on the page for printing", reader.read(place), {"id": "R03", "column": "!".join(at), "cell": "requests/new/natural_person", "value": "778"}, 1)
    place = folder()
    with open(os.path.join(place, "年报.xlsx"), "wb") as out:
        out.write(b"PK\x03\x04")
    said("a damaged workbook beside a report.json", reader.read(place), {"id": "R01", "file": "年报.xlsx"}, 1)
    place = folder()
    write(os.path.join(place, "年报.xlsx"), {**other, "agency": "某某县民政局"})
    got = reader.read(place)
    said("the workbook beside it is another's", got, {"id": "R03", "file": "年报.xlsx"}, 1)
    if [(s["kind"], s["name"]) for s in got["submissions"]][1:] != [("workbook", "某某县民政局")]:
        fail("the other's workbook is not read")
    place = folder()
    with open(os.path.join(place, "report.json"), "w", encoding="utf-8") as out:
        out.write("{")
    shutil.copy(book, place)
    got = reader.read(place)
    said("a broken report.json", got, {"id": "R01", "file": "report.json"}, 1)
    if [(s["kind"], s["shown"]) for s in got["submissions"]] != [("ours", os.path.basename(book))]:
        fail("the workbook beside a broken report.json is not read")


def check_cells(reader, reports):
    path = reader.path("各单位.csv")
    last = reports[-1]
    for encoding in ("utf-8-sig", "gb18030"):
        cells_csv(path, last, "TEST-1", encoding)
        expect(f"a CSV of cells in {encoding}", reader.read(path), cells_of(last["tables"]), "cells")
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write("机关代码,年度,单元格,数值,附注\r\nA,2024,requests/new/total,约3,\r\nA,2024,requests/new/natural_person,1,x\r\n,2024,requests/new/total,1,\r\n"
                  "A,2024,requests/none/total,1,\r\nA,二四,requests/new/total,1,\r\nB,2023,requests/new/total,3件,\r\nA,2024,requests/new/natural_person,2,\r\n")
    got = reader.read(os.path.dirname(path))
    if [(s["code"], s["year"], sorted(s["cells"])) for s in got["submissions"]] != [("A", 2024, ["requests/new/natural_person"]), ("B", 2023, ["requests/new/total"])]:
        fail(f"a CSV of several agencies: {[(s['code'], s['year'], len(s['cells'])) for s in got['submissions']]}")
    for line in (2, 4, 5, 6, 8):
        said(f"line {line} of a CSV", got, {"id": "R02", "line": line})


def check_dress(reader, report):
    """The same list, decorated as programs and people do, gives the same cells. The program reports cells outside of its headings."""
    plain = reader.path("上报.csv")
    cells_csv(plain, report, "A")
    with open(plain, encoding="utf-8-sig") as source:
        text = source.read().replace("\r\n", "\n")
    wanted = reader.read(plain)["submissions"][0]["cells"]
    parted = {name: text.replace(",", mark) for name, mark in ((";", ";"), ("tab", "\t"), ("|", "|"))}
    head, *rows = text.splitlines()
    half = len(rows) // 2
    year = str(report["year"])
    dresses = {**parted, "sep=,": "sep=,\n" + text, "sep=;": "sep=;\n" + parted[";"], "title": f"某县{year}年年报单元格,,,\n\n" + text,
               "star": text.replace(head, "*机关代码,年度（必填）,3.单元格：,数值(件),附注"), "year": text.replace(f",{year},", f",{year}年度,"),
               "year.0": text.replace(f",{year},", f",{year}.0,"), "quoted": text.replace(head, '"机关代码","年度","单元格","数值","附注"'),
               "new page": "\n".join([head, *rows[:half], head, *rows[half:]]),
               "side by side": "\n".join([head + "," + head, *(a + "," + b for a, b in zip(rows[:half], rows[half:2 * half])), *rows[2 * half:]])}
    for name, dressed in dresses.items():
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            path = reader.path("上报.csv")
            with open(path, "w", encoding=encoding, newline="") as out:
                out.write(dressed)
            got = reader.read(path)
            cells = {a: c[:2] + c[3:] for a, c in (got["submissions"] or [{"cells": {}}])[0]["cells"].items()}
            if len(got["submissions"]) != 1 or got["problems"] or cells != {a: c[:2] + c[3:] for a, c in wanted.items()}:
                fail(f"a list dressed with {name} in {encoding}: {len(got['submissions'])} reports, {got['problems'][:2]}")
    path = reader.path("上报.csv")
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"机关代码,年度,单元格,数值\nA,{year},requests/new/total,1,234\nA,{year},,5\nA,{year},requests/wrong/total,5\n")
    got = reader.read(path)
    for line in (2, 3, 4):
        said(f"line {line} of a list", got, {"id": "R02", "line": line})
    if any(s["cells"] for s in got["submissions"]):
        fail(f"a number was read from a line that is refused: {got['submissions']}")


def check_finding(reader, source, book):
    root = os.path.dirname(reader.path("x"))
    for where in ("2025/甲", "2025/乙", "a/b/c/d"):
        os.makedirs(os.path.join(root, where))
    shutil.copy(source, os.path.join(root, "2025/甲/report.json"))
    for name in ("2025/乙/报送.xlsx", "2025/乙/~$报送.xlsx", "2025/乙/问题清单.xlsx", "2025/乙/.报送.xlsx", "a/b/c/d/报送.xlsx"):
        shutil.copy(book, os.path.join(root, name))
    for name in ("declared.csv", "2025/乙/findings.csv"):
        with open(os.path.join(root, name), "w", encoding="utf-8") as out:
            out.write("机关代码,年度,单元格,数值\n" if name[0] == "d" else "id\n")
    with open(os.path.join(root, "2025/旧.xls"), "wb") as out:
        out.write(b"\xd0\xcf\x11\xe0" + bytes(600))
    read = reader.read(root)
    got = [s["shown"] for s in read["submissions"]]
    if got != ["2025/乙/报送.xlsx", "2025/旧.xls", "2025/甲/report.json"]:
        fail(f"found {got}")
    said("an old workbook", read, {"id": "R01", "file": "2025/旧.xls", "text": "另存为 .docx 或 .xlsx"}, 1)


def main():
    printer, program, through_office = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), "--office" in sys.argv
    reports = load_reports(os.path.join(ROOT, "data", "real_reports.json"))
    with tempfile.TemporaryDirectory() as work:
        reader, ours = Reader(printer, work), []
        for i, report in enumerate(reports):
            published, name = cells_of(report["tables"]), f"{report['agency']} {report['year']}"
            who = (narrow(report["agency"]), report["year"], report["form"])
            for style, how in STYLES.items():
                expect(f"{name}, {style}", hand_made(reader, report, how), published, "workbook", who)
            source, book, cells = our_files(program, report, os.path.join(work, f"ledger{i}"))
            expect(f"{name}, report.json", reader.read(source), cells, "json", (report["agency"],) + who[1:])
            shutil.copy(book, reader.path("我们的.xlsx"))
            expect(f"{name}, our workbook", reader.read(book), cells, "ours", (report["agency"],) + who[1:])
            if through_office:
                reader.for_office.append((book, f"{name}, our workbook saved by LibreOffice", cells, "ours", (report["agency"],) + who[1:], 0))
                path = reader.path("报送.xlsx")
                write(path, report)
                reader.for_office.append((path, f"{name}, standard form saved by LibreOffice", published, "workbook", who, 0))
            ours.append((source, book, cells))
        source, book, cells = ours[-1]
        check_edits(reader, book, cells, through_office)
        check_hand_made(reader, reports[-1])
        check_other_form(reader, reports)
        check_json(reader, source, cells)
        check_twins(reader, source, book, reports[-1])
        check_cells(reader, reports)
        check_dress(reader, reports[-1])
        check_finding(reader, source, book)
        if through_office:
            paths = office.saved(work, [path for path, *_ in reader.for_office], office.XLSX)
            for path, (_, name, wanted, kind, who, problems) in zip(paths, reader.for_office):
                expect(name, reader.read(path), wanted, kind, who, problems)
        print(f"{len(reports)} reports, {reader.n} files, {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
