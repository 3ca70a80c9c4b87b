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


KINDS = (last_year, sorted_between_the_runs)


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
