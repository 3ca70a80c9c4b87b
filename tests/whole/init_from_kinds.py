"""nianbao init --from: sheets of other kinds than office_ledgers.py writes, each small, with the result decided by hand.

    python3 tests/whole/init_from_kinds.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile
from datetime import date

import openpyxl

CODE = "NH0001"
AGENCY = {"机关代码": CODE, "机关名称": "清河县农业农村局", "机关类型": "B 部门", "层级": "4 县"}
HEADS = ["受理编号", "申请人名称", "申请人类型", "申请方式", "收到日期", "申请内容", "办理结果", "答复日期", "备注"]


def request(number, content, received, outcome="", ended=None, name="刘伟"):
    return [number, name, "自然人", "当面", received, content, outcome, ended, None]


class Office:
    """A folder with an old workbook, and a clerk who answers by words of the questions, else as is advised."""

    def __init__(self, program, work, name):
        self.program, self.folder, self.name, self.faults = program, os.path.join(work, name), name, []
        os.makedirs(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, sheets, merged=(), hidden=(), name="旧.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            for cells in merged:
                sheet.merge_cells(cells)
            if title in hidden:
                sheet.sheet_state = "hidden"
        book.save(self.path(name))

    def expect(self, what, holds):
        if not holds:
            self.faults.append(f"{self.name}: {what}")

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, check=False, cwd=self.folder)
        return done.returncode, done.stdout + done.stderr

    def init(self, *more, code=0):
        have, said = self.run("init", "新.xlsx", "--from", "旧.xlsx", "--year", "2025", *more)
        self.expect(f"init: {have} {said}", have == code)
        return said

    def questions(self):
        sheet = openpyxl.load_workbook(self.path("新.xlsx"))["请确认"]
        return [row for row in sheet.iter_rows(min_row=2) if row[5].value in ("要答", "可不答")]

    def answer(self, answers=None):
        rows = self.questions()
        for row in rows:
            fits = [a for words, a in {**AGENCY, **(answers or {})}.items() if words in row[1].value]
            if fits or row[5].value == "要答":
                row[4].value = fits[-1] if fits else row[3].value
        if rows:
            rows[0][0].parent.parent.save(self.path("新.xlsx"))

    def type_in(self, table, key, of, heading, value):
        book = openpyxl.load_workbook(self.path("新.xlsx"))
        head, *rows = book[table].iter_rows()
        places = {cell.value: i for i, cell in enumerate(head)}
        for row in rows:
            if row[places[key]].value == of:
                row[places[heading]].value = value
        book.save(self.path("新.xlsx"))

    def two_runs(self, *more, answers=None):
        self.init(*more)
        self.answer(answers)
        said = self.init(*more)
        self.expect(f"asks a third time: {said}", "还有" not in said)

    def rows(self, table):
        head, *rows = openpyxl.load_workbook(self.path("新.xlsx"))[table].iter_rows(values_only=True)
        return [dict(zip(head, row)) for row in rows if any(row)]

    def total(self, row):
        code, said = self.run("report", "新.xlsx", "--year", "2025", "--as-of", "2026-01-20", "-o", "out")
        self.expect(f"report: {code} {said}", code in (0, 1))
        if code not in (0, 1):
            return None
        with open(self.path(f"out/2025/{CODE}/report.json"), encoding="utf-8") as source:
            return json.load(source)["tables"]["requests"][row].get("total", 0)


# ---- Kinds
def last_year(office):
    """--previous: the ledger of last year, then its output folder."""
    office.write({"台账": [HEADS, request("2024-7", "甲", date(2024, 12, 20)), request("2024-6", "乙", date(2024, 2, 23), "予以公开", date(2024, 3, 1))]})
    office.two_runs()
    code, said = office.run("report", "新.xlsx", "--year", "2024", "--as-of", "2025-01-20", "-o", "上年")
    office.expect(f"last year's report: {code} {said}", code in (0, 1))
    os.rename(office.path("新.xlsx"), office.path("上年.xlsx"))
    office.write({"台账": [HEADS, request("1", "丙", date(2025, 3, 3), "予以公开", date(2025, 3, 10))]})
    office.two_runs("--previous", "上年.xlsx")
    office.expect("the open request is carried, the closed one is not", [row["受理编号"] for row in office.rows("申请登记")] == ["1", "2024-7"])
    office.expect("the agency is carried", [row["机关类型"] for row in office.rows("机关")] == ["B 部门"])
    office.expect("one carried in", office.total("carried_in") == 1)
    os.remove(office.path("新.xlsx"))
    office.two_runs("--previous", "上年")
    office.expect("a report says nothing of type and level: asked", [row["机关类型"] for row in office.rows("机关")] == ["B 部门"])
    office.expect("the name is known", not [row for row in office.questions() if "机关名称" in row[1].value])
    office.total("new")


def open_in_both(office):
    """What was open last year stands in this year's register too: with its number, or with another."""
    office.write({"台账": [HEADS, *[request(f"2024-{n}", content, date(2024, 12, 20 + n)) for n, content in enumerate("甲乙丙", 1)]]})
    office.two_runs()
    os.rename(office.path("新.xlsx"), office.path("上年.xlsx"))
    office.write({"台账": [HEADS, request("2024-1", "甲", date(2024, 12, 21), "予以公开", date(2025, 1, 8)), request("结2", "乙", date(2024, 12, 22), "予以公开", date(2025, 1, 9))]})
    office.two_runs("--previous", "上年.xlsx")
    office.expect("each stands once", [row["受理编号"] for row in office.rows("申请登记")] == ["2024-1", "结2", "2024-3"])
    office.expect("three carried in", office.total("carried_in") == 3)
    os.remove(office.path("新.xlsx"))
    office.two_runs("--previous", "上年.xlsx", answers={"上年没有办完": "不是，带来"})
    office.expect("the answer counts", [row["受理编号"] for row in office.rows("申请登记")] == ["2024-1", "结2", "2024-2", "2024-3"])


def sorted_between_the_runs(office):
    """Most cells of the rows are the same, so each row is much like the one that took its place."""
    office.write({"台账": [HEADS, *[request(f"NH-{n}", f"第{n}号地块", date(2025, 2, n), "予以公开", date(2025, 2, 28)) for n in range(1, 9)]]})
    office.init()
    office.answer()
    book = openpyxl.load_workbook(office.path("新.xlsx"))
    sheet = book["申请登记"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=9)]
    for row, line in zip(sheet.iter_rows(min_row=2, max_row=9), reversed(values)):
        for cell, value in zip(row, line):
            cell.value = value
    book.save(office.path("新.xlsx"))
    said = office.init(code=2)
    office.expect(f"the reason: {said}", "排了序" in said and "刘伟" not in said)


def days(rows, *headings):
    return [[str(row[heading])[:10] if row[heading] else "" for heading in headings] for row in rows]


def merged(office):
    """Three requests of one applicant, answered on one day."""
    rows = [request("NH-1", "甲", date(2025, 2, 3), "予以公开", date(2025, 2, 20)), ["NH-2", None, None, None, None, "乙"], ["NH-3", None, None, None, None, "丙"],
            request("NH-4", "丁", date(2025, 3, 3), "部分公开", date(2025, 3, 20), "陈静")]
    office.write({"台账": [HEADS, *rows]}, merged=["B2:B4", "C2:C4", "D2:D4", "E2:E4", "G2:G4", "H2:H4"])
    office.two_runs()
    office.expect("each row has the days", days(office.rows("申请登记"), "提交日期", "落款日期") == [["2025-02-03", "2025-02-20"]] * 3 + [["2025-03-03", "2025-03-20"]])
    office.expect("four are new", office.total("new") == 4)
    office.expect("three have the outcome", office.total("1") == 3 and office.total("closed") == 4)


def merged_for_looks(office):
    """The clerk says that only the first row has the words: nothing is filled in, and check refuses the others."""
    office.write({"台账": [HEADS, request("NH-1", "甲", date(2025, 2, 3), "予以公开", date(2025, 2, 20)), ["NH-2", None, "自然人", "当面", date(2025, 2, 4), "乙", "在办"]]},
                 merged=["B2:B3", "H2:H3"])
    office.two_runs(answers={"上下合并": "只有第一行是", "在办": "空着"})
    office.expect("no day was filled in", days(office.rows("申请登记"), "落款日期") == [["2025-02-20"], [""]])
    office.expect("one is open", office.total("carried_out") == 1)


def one_below_the_other(office):
    """Requests, then cases under another head; between them what is no record."""
    office.write({"2025": [
        ["一、依申请公开"], HEADS, ["上年结转"], request("NH-9", "甲", date(2024, 12, 30), "予以公开", date(2025, 1, 8)),
        ["本年新收"], request("NH-1", "乙", date(2025, 3, 3), "予以公开", date(2025, 3, 20)), HEADS, request("NH-2", "丙", date(2025, 4, 3), "部分公开", date(2025, 4, 20)),
        ["经办人：李敏", None, None, None, None, None, None, "镇长："], [],
        ["二、行政复议"], ["案号", "申请人", "案由", "类别", "收案日期", None, "审理结果", "结案日期", "备注"],
        ["复1号", "陈静", "不服部分公开", "行政复议", date(2025, 6, 1), None, "维持", date(2025, 7, 1)]]})
    office.two_runs()
    office.expect("requests", [row["受理编号"] for row in office.rows("申请登记")] == ["NH-9", "NH-1", "NH-2"])
    office.expect("cases", [(row["案件编号"], row["结果"][-2:]) for row in office.rows("复议诉讼")] == [("复1号", "维持")])
    office.expect("two are new, one was carried in", office.total("new") == 2 and office.total("carried_in") == 1)


def other_columns_below(office):
    """The same table once more, with its columns in another order."""
    turned = lambda row: [row[0], row[1], row[2], row[3], row[7], row[5], row[6], row[4], row[8]]
    office.write({"台账": [HEADS, request("NH-1", "甲", date(2025, 2, 3), "予以公开", date(2025, 2, 20)), turned(HEADS),
                         turned(request("NH-2", "乙", date(2025, 3, 3), "予以公开", date(2025, 3, 20)))]})
    office.two_runs()
    office.expect("days", days(office.rows("申请登记"), "提交日期", "落款日期") == [["2025-02-03", "2025-02-20"], ["2025-03-03", "2025-03-20"]])


def said_twice(office):
    """Two columns of the outcome, two of the day of reply: which counts is asked where they differ."""
    second = lambda row, outcome, day: [*row, outcome, day]
    office.write({"台账": [second(HEADS, "处理结果", "答复日期"), second(request("NH-1", "甲", date(2025, 2, 3), "予以公开", date(2025, 2, 20)), "部分公开", date(2025, 2, 20)),
                         second(request("NH-2", "乙", date(2025, 2, 4), "予以公开", date(2025, 2, 20)), None, date(2025, 2, 21))]})
    office.two_runs(answers={"“办理结果”，填的不同": "2 部分公开", "“落款日期”，填的不同": "2025-02-21"})
    office.expect("as answered", [(row["办理结果"][0], str(row["落款日期"])[8:10]) for row in office.rows("申请登记")] == [("2", "20"), ("1", "21")])


def hidden(office):
    """A sheet that nobody sees is asked about."""
    office.write({"台账": [HEADS, request("NH-1", "甲", date(2025, 2, 3), "予以公开", date(2025, 2, 20))],
                  "存档": [HEADS, request("NH-2", "乙", date(2025, 2, 4), "予以公开", date(2025, 2, 20))]}, hidden=["存档"])
    office.two_runs(answers={"“存档”": "不是台账，只留在原样"})
    office.expect("the hidden one is left out", [row["受理编号"] for row in office.rows("申请登记")] == ["NH-1"])


def several_agencies(office):
    """A register of a county: each agency that the rows name is asked about, not one for all."""
    heads = ["受理机关", *HEADS]
    other = "清河县民政局"
    office.write({"台账": [heads, [AGENCY["机关名称"], *request("NH-1", "甲", date(2025, 2, 3), "予以公开", date(2025, 2, 20))],
                         [other, *request("NH-2", "乙", date(2025, 2, 4), "予以公开", date(2025, 2, 20), name="王芳")],
                         [AGENCY["机关名称"], *request("NH-3", "丙", date(2025, 2, 5), "予以公开", date(2025, 2, 20))]]})
    office.init()
    asked = [row[1].value for row in office.questions() if row[2].value == "机关"]
    office.expect(f"asked of each by its name: {asked}", [sum(name in words for words in asked) for name in (AGENCY["机关名称"], other, "本机关")] == [3, 3, 0])
    answers = {f"{other}”的机关代码": "NH0002", "机关类型": "B 部门", "层级": "4 县"}
    office.answer({"机关代码": CODE, **answers})
    office.init()
    office.expect("a row each", [(row["机关代码"], row["机关名称"]) for row in office.rows("机关")] == [(CODE, AGENCY["机关名称"]), ("NH0002", other)])
    office.expect("two of one", office.total("new") == 2)
    office.expect("one of the other", os.path.exists(office.path("out/2025/NH0002/report.json")))


def headed_otherwise(office):
    """The agency's column has another heading: it is known, or the question about it must be answered where several agencies stand in it."""
    names = [AGENCY["机关名称"], "清河县民政局", "城关镇人民政府"]
    rows = [[name, *request(f"NH-{n}", f"第{n}号地块", date(2025, 2, 3), "予以公开", date(2025, 2, 20))] for n, name in enumerate(names, 1)]
    for heading, known in {"收件机关": True, "被申请机关": True, "行政机关": False, "机关名称": False, "机关": False, "谁家的件": False}.items():
        if os.path.exists(office.path("新.xlsx")):
            os.remove(office.path("新.xlsx"))
        office.write({"台账": [[heading, *HEADS], *rows]})
        office.init()
        asked = [row[5].value for row in office.questions() if f"“{heading}”这一列" in row[1].value]
        office.expect(f"{heading}: {asked}", asked == ([] if known else ["要答"]))
        if not known:
            office.answer({f"“{heading}”这一列": "机关代码"})
            office.init()
        office.expect(f"{heading}: a row each", [row["机关名称"] for row in office.rows("机关")] == names or not known)
        of_each = [words for words in (row[1].value for row in office.questions()) if "的机关代码" in words]
        office.expect(f"{heading}: each is asked about: {of_each}", len(of_each) == len(names))
    office.write({"台账": [["谁家的件", *HEADS], *[[names[0], *row[1:]] for row in rows]]})
    os.remove(office.path("新.xlsx"))
    office.init()
    office.expect("one name needs no answer", [row[5].value for row in office.questions() if "谁家的件" in row[1].value] == ["可不答"])


def one_agency_of_two_names(office):
    """The rows call one agency by two names: it is asked, and the shorter is its alias."""
    heads = ["受理机关", *HEADS]
    office.write({"台账": [heads, ["农业农村局", *request("NH-1", "甲", date(2025, 2, 3), "予以公开", date(2025, 2, 20))],
                         [AGENCY["机关名称"], *request("NH-2", "乙", date(2025, 2, 4), "予以公开", date(2025, 2, 20), name="王芳")]]})
    office.two_runs(answers={"是不是一个机关": "是一个机关"})
    office.expect("one row", [(row["机关代码"], row["机关名称"], row["别名"]) for row in office.rows("机关")] == [(CODE, AGENCY["机关名称"], "农业农村局")])
    office.expect("both are its own", office.total("new") == 2)


def other_agencies_by_answers(office):
    """Answers make more, then fewer agencies of the names: what was typed stays with its agency, and a row of nobody's words may go."""
    names = ["民政局", "清河县民政局", AGENCY["机关名称"], AGENCY["机关名称"] + "执法队", "清河县财政局"]
    office.write({"台账": [["受理机关", *HEADS], *[[name, *request(f"NH-{n}", f"第{n}号地块", date(2025, 2, 3), "予以公开", date(2025, 2, 20))] for n, name in enumerate(names, 1)]]})
    office.init()
    office.expect("three at first", [row["机关名称"] for row in office.rows("机关")] == ["清河县民政局", *names[2:]])
    office.type_in("机关", "机关名称", "清河县财政局", "联系电话", "0789-6220220")
    office.answer({"机关代码": None, "“民政局”和": "是两个机关", "是不是一个机关": "是两个机关", "财政局”的机关代码": "CZ"})
    office.init()
    have = {row["机关名称"]: (row["联系电话"], row["机关代码"]) for row in office.rows("机关")}
    office.expect(f"more agencies: {have}", list(have) == names and have["清河县财政局"] == ("0789-6220220", "CZ") and not any(phone for name, (phone, _) in have.items() if name != "清河县财政局"))
    office.answer({"机关代码": None, "是不是一个机关": "是一个机关", "财政局”的机关代码": "CZ"})
    office.init()
    have = {row["机关名称"]: (row["联系电话"], row["机关代码"]) for row in office.rows("机关")}
    office.expect(f"fewer agencies: {have}", len(have) == 3 and have["清河县财政局"] == ("0789-6220220", "CZ"))


KINDS = (several_agencies, headed_otherwise, one_agency_of_two_names, other_agencies_by_answers, last_year, open_in_both, sorted_between_the_runs, merged, merged_for_looks, one_below_the_other, other_columns_below, said_twice, hidden)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: init_from_kinds.py PROGRAM")
    faults = []
    with tempfile.TemporaryDirectory() as work:
        for kind in KINDS:
            office = Office(os.path.abspath(sys.argv[1]), work, kind.__name__)
            kind(office)
            faults += office.faults
    for fault in faults:
        print(fault)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
