"""The blank form (nianbao init --form) is filled in by another program, and `report` reads every cell of it.

    python3 tests/whole/blank_form.py PROGRAM

openpyxl types what was published (data/real_reports.json) into the cells that are open, LibreOffice works the sums out and saves, and the
report must have the published tables, the texts and the notes. A form of 2018 likewise, with the cells that may be empty. Equations that do not hold must be seen in the workbook itself. Then zero
reports, the numbers that last year's report has, and what is refused.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import openpyxl

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(TESTS)
sys.path += [os.path.join(TESTS, "support/generators"), os.path.join(TESTS, "whole")]
from expand_report import load_reports
from totals import FAULTS, Office, flat, ids, say

TEXTS = {"一、总体情况": ["本机关完成了各项工作。", "（一）主动公开\n及时公开了各类信息。"], "五、存在的主要问题及改进情况": ["栏目更新不够及时，已明确专人每周检查。"],
         "六、其他需要报告的事项": ["本年没有收取信息处理费。"]}
NARRATIVE = {"overview": "本机关完成了各项工作。\n\n### （一）主动公开\n\n及时公开了各类信息。", "problems": "栏目更新不够及时，已明确专人每周检查。",
             "other": "本年没有收取信息处理费。"}


class Form:
    """A workbook of init --form."""

    def __init__(self, path):
        self.book = openpyxl.load_workbook(path)
        self.values = openpyxl.load_workbook(path, data_only=True)
        self.sheet = self.book.worksheets[0]
        self.places = {}
        names = self.book.defined_names
        for defined in names.values() if hasattr(names, "values") else names.definedName:      # since openpyxl 3.1 a dictionary
            (_, cell), = defined.destinations
            self.places[defined.name.lower()] = cell.replace("$", "")

    def place(self, address):
        name = address if address.startswith("nianbao_") else "T_" + "".join(c if c.isalnum() else "_" for c in address)
        return self.places[name.lower()]

    def cell(self, address):
        return self.sheet[self.place(address)]

    def value(self, address):
        return self.values.worksheets[0][self.place(address)].value

    def is_sum(self, address):
        return isinstance(self.cell(address).value, str) and self.cell(address).value.startswith("=")

    def checks(self):
        """What the rows below the tables say: 相符, 不符."""
        return [c.value for row in self.values.worksheets[0].iter_rows() for c in row if c.value in ("相符", "不符")]

    def fill(self, path, numbers, texts=None, **answers):
        for address, number in numbers.items():
            if not self.is_sum(address):
                self.cell(address).value = number if isinstance(number, str) else float(number) if "." in str(number) else int(number)
        for name, value in answers.items():
            self.cell(f"nianbao_{name}").value = value
        heads = {str(c.value).strip("　"): c.row for row in self.sheet.iter_rows(max_col=1) for c in row if c.value}
        for heading, paragraphs in (TEXTS if texts is None else texts).items():
            for i, words in enumerate(paragraphs):
                self.sheet.cell(heads[heading] + 1 + i, 1).value = words
        self.book.save(path)
        return path


class Desk(Office):
    def blank(self, *more):
        path = self.path("年报表.xlsx")
        code, _, said = self.run("init", "--form", path, *more)
        if code:
            say(f"init --form {more}: exit {code}, {said}")
        return path

    def refused(self, name, wanted, *more):
        path = self.path("年报表.xlsx")
        code, _, said = self.run("init", "--form", path, *more)
        if code not in (2, 3) or wanted not in said or os.path.exists(path):
            say(f"{name}: exit {code}, {said}")

    def recalculated(self, *paths):
        """LibreOffice opens the files and saves them."""
        out, named = os.path.dirname(self.path("x")), []
        for i, path in enumerate(paths):
            named.append(os.path.join(out, f"{i}.xlsx"))
            shutil.copy(path, named[-1])
        done = subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{self.work}/profile", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
                               os.path.join(out, "saved"), *named], capture_output=True, check=False, timeout=300)
        saved = [os.path.join(out, "saved", os.path.basename(name)) for name in named]
        if not all(os.path.exists(path) for path in saved):
            raise RuntimeError(f"LibreOffice: {done.stderr.decode()[-300:]}")
        return saved


def whole_report(form):
    """A published report without a gap, whose equations hold, with requests."""
    for report in load_reports(os.path.join(ROOT, "data", "real_reports.json")):
        cells = flat(report["tables"])
        if report["form"] == form and report["identities_hold"] and None not in cells.values() and cells["requests/new/total"]:
            return report
    raise LookupError(form)


def looks(path, cells):
    """Every cell has its name; numbers are asked for where they are typed, and nothing else can be changed."""
    form = Form(path)
    rules = {str(r): v for v in form.sheet.data_validations.dataValidation for r in v.sqref.ranges}
    if not form.sheet.protection.sheet or form.sheet.protection.password:
        say("the sheet is not protected, or by a password")
    for address in cells:
        cell, rule = form.cell(address), rules.get(form.place(address))
        if form.is_sum(address):
            if not cell.protection.locked or rule:
                say(f"{address}: a sum that can be typed over")
        elif cell.protection.locked or not rule or rule.operator != "greaterThanOrEqual" or rule.formula1 != "0" or cell.value is not None:
            say(f"{address}: locked {cell.protection.locked}, rule {rule and (rule.type, rule.operator, rule.formula1)}, value {cell.value}")
        elif rule.type != ("decimal" if address.endswith("amount") else "whole"):
            say(f"{address}: asks for {rule.type}")
    received = rules[form.place("nianbao_received")]
    if received.type != "list" or received.formula1 != '"是,否"' or form.cell("nianbao_received").value is not None:
        say(f"本年是否收到申请: {received.type} {received.formula1}, {form.cell('nianbao_received').value}")


def copied(desk, path, year):
    """A copy of the sheet with another number: neither is read. A mere copy is none."""
    changed = []
    for number in (None, 123456):
        book = openpyxl.load_workbook(path)
        copy = book.copy_worksheet(book.worksheets[0])
        copy.title = "年报表 (2)"
        place = Form(path).places["t_proactive_licences_decisions"]
        copy[place] = number or copy[place].value
        changed.append(desk.path("copy.xlsx"))
        book.save(changed[-1])
    for number, saved in zip((None, 123456), desk.recalculated(*changed)):
        _, made, findings, folder = desk.report(saved, year)
        got = made["tables"]["proactive"]["licences"]["decisions"] if folder else made
        if not folder or ("R03" in ids(findings, True)) != bool(number) or (got is None) != bool(number):
            say(f"a copy of the sheet, {number}: {got}, {sorted(ids(findings, True)) if folder else ''}")


def stored_as_text(desk, path, year):
    """A number that is text is not in the sheet's sums: that is said, and of no other cell."""
    form = Form(path)
    for address, number in (("requests/new/natural_person", "7"), ("requests/carried_in/research", "0"), ("proactive/normative/made", "3（其中修订1件）")):
        form.cell(address).value = number
    form.book.save(desk.path("text.xlsx"))
    _, made, findings, folder = desk.report(desk.recalculated(os.path.join(desk.work, str(desk.n), "text.xlsx"))[0], year)
    found = [f["cell"] for f in findings if f["id"] == "R02"] if folder else made
    if found != ["requests/new/natural_person"]:
        say(f"a number stored as text: {found}")


def filled(desk, form_id):
    report = whole_report(form_id)
    cells, year, name = flat(report["tables"]), report["year"], report["agency"]
    blank = desk.blank(*([] if form_id == "2021" else ["--year", str(year)]))
    looks(blank, cells)
    form = Form(blank)
    typed = {a: v for a, v in cells.items() if not form.is_sum(a)}
    answers = {"agency": name, "code": "11369925007314088N", "year": year, "received": "是"}
    good = Form(blank).fill(desk.path("a.xlsx"), typed, **answers)
    bad = Form(blank).fill(desk.path("b.xlsx"), dict(typed, **{"requests/new/natural_person": typed["requests/new/natural_person"] + 1}), **answers)
    noted = Form(blank).fill(desk.path("c.xlsx"), dict(typed, **{"proactive/normative/made": f"{typed['proactive/normative/made']}（其中修订1件）"}), **answers)
    code, made, findings, folder = desk.report(good, year)
    if not folder or "R02" not in ids(findings, True):
        say(f"{form_id}, sums that were not worked out: exit {code}, {sorted(ids(findings)) if folder else made}")
    saved = desk.recalculated(good, bad, noted)
    if set(Form(saved[0]).checks()) != {"相符"} or Form(saved[1]).checks().count("不符") != 2:
        say(f"{form_id}: {Form(saved[0]).checks()}, {Form(saved[1]).checks()}")
    seen = Form(saved[0])
    for address, number in cells.items():
        if Decimal(str(seen.value(address))) != number:
            say(f"{form_id}: {address} is {seen.value(address)} in LibreOffice, not {number}")
    for path, blocking, notes in ((saved[0], set(), {}), (saved[1], {"D01"}, {}), (saved[2], set(), {"proactive/normative/made": "其中修订1件"})):
        code, made, findings, folder = desk.report(path, year)
        if not folder or ids(findings, True) != blocking or code != bool(blocking) or made["notes"] != notes or made["provenance"]["basis"] != "totals":
            say(f"{form_id} {os.path.basename(path)}: exit {code}, {sorted(ids(findings, True)) if folder else made}")
            continue
        got = flat(made["tables"])
        wrong = {a: (str(got[a]), str(v)) for a, v in cells.items() if got[a] != v and not (blocking and a.startswith("requests/new/"))}
        if wrong or made["narrative"] != NARRATIVE or made["agency"]["name"] != name or made["agency"]["code"] != "11369925007314088N" or made["year"] != year:
            say(f"{form_id} {os.path.basename(path)}: {wrong}, {made['narrative']}, {made['agency']}")
        with open(os.path.join(folder, "report.html"), encoding="utf-8") as page:
            words = page.read()
            if f"{name}编制本报告" not in words or "黄色的格子" in words or "填报表" in words:
                say(f"{form_id}: the opening is not the program's")
        if {"S38", "R03", "R04", "R10", "D16"} & ids(findings):
            say(f"{form_id} {os.path.basename(path)}: {sorted(ids(findings))}")
    if form_id == "2021":
        copied(desk, saved[0], year)
        stored_as_text(desk, saved[0], year)
    return os.path.join(folder, "report.json"), year, cells


def older(desk):
    """The form of 2014: cells that may be empty ask for nothing and come out empty, never 0; the others must be filled."""
    blank = desk.blank("--year", "2018")
    form = Form(blank)
    addresses = [name[len("t_annex_"):-len("_amount")] for name in form.places if name.startswith("t_annex_")]
    given = {"website": 285, "wechat": 116, "network": 2, "letter": 2, "on_time": 4, "granted": 4, "proactive_total": 380}
    may = {"hot_topics", "press_conferences", "press_conferences_led", "interviews", "interviews_led", "social_responses", "other_responses", "offices",
           "reading_points", "staff_full", "staff_part", "budget", "meetings"}
    numbers = {f"annex/{a}/amount": given.get(a, 0) for a in addresses if a not in may}
    texts = {"一、概述": ["本镇公开了各类信息。"], "六、政府信息公开工作存在的主要问题及改进情况": ["栏目更新不够及时，已明确专人每周检查。"]}
    answers = {"agency": "某区某镇人民政府", "code": "11369925007314088N", "received": "是"}
    good = form.fill(desk.path("a.xlsx"), numbers, texts, **answers)
    short = Form(blank).fill(desk.path("b.xlsx"), {a: v for a, v in numbers.items() if "/fax/" not in a}, texts, **answers)
    saved = desk.recalculated(good, short)
    for path, blocking in ((saved[0], set()), (saved[1], {"R12"})):
        code, made, findings, folder = desk.report(path, 2018)
        if not folder or code != bool(blocking) or ids(findings, True) != blocking:
            say(f"2014 {os.path.basename(path)}: exit {code}, {sorted(ids(findings, True)) if folder else made}")
            continue
        got = {a: row["amount"] for a, row in made["tables"]["annex"].items()}
        empty = {a for a, v in got.items() if v is None}
        if empty != may | {"staff"} | ({"fax"} if blocking else set()) or got["received"] != 4 or got["proactive_total"] != 380:
            say(f"2014: empty {sorted(empty)}, received {got['received']}")


def zero(desk):
    """--zero declares; every other number is asked for still."""
    blank = desk.blank("--zero", "--year", "2025", "--agency", "江州市清河县水利局")
    form = Form(blank)
    names = [n[2:] for n in form.places if n.startswith("t_")]
    empty = [n for n in names if form.sheet[form.places[f"t_{n}"]].value is None]
    if form.value("nianbao_received") != "否" or any(not n.startswith("proactive") for n in empty) or len(empty) != 10:
        say(f"--zero: {form.value('nianbao_received')}, empty {empty}")
    # As it is written, without another program: its sums have values, and what is missing is asked for.
    code, made, findings, folder = desk.report(blank, 2025)
    if not folder or code != 1 or ids(findings, True) != {"R12", "R06", "G06"}:
        say(f"--zero as it was written: exit {code}, {sorted(ids(findings, True)) if folder else made}")
    numbers = {a: 0 for a in flat(whole_report("2021")["tables"]) if a.startswith("proactive/")}
    one = {"requests/new/natural_person": 1, "requests/1/natural_person": 1}
    given = [("declared", {}, {}, set()), ("no answer", {}, {"received": None}, {"D23"}), ("requests came in", {}, {"received": "是"}, {"D24"}), ("one came in", one, {}, {"D24"}),
             ("other words", {}, {"received": "没有"}, {"R02", "D23"}), ("another year", {}, {"year": "二〇二五"}, {"R02"}),
             ("the year in words", {}, {"year": "２０２５年度"}, set())]
    saved = desk.recalculated(*[Form(blank).fill(desk.path("z.xlsx"), {**numbers, **more}, **answers) for _, more, answers, _ in given])
    for (name, _, _, blocking), path in zip(given, saved):
        code, made, findings, folder = desk.report(path, 2025)
        if not folder or ids(findings, True) != blocking or code != bool(blocking):
            say(f"--zero, {name}: exit {code}, {sorted(ids(findings, True)) if folder else made}")


def previous(desk, last, year, cells):
    """What last year's report carried over is carried in."""
    form = Form(desk.blank("--previous", last))
    for address, number in cells.items():
        if not address.startswith("requests/carried_out/"):
            continue
        got = form.value(address.replace("carried_out", "carried_in"))
        if Decimal(str(got)) != number:
            say(f"--previous: {address} was {number}, is {got}")
    if form.value("nianbao_year") != year + 1 or form.value("nianbao_code") != "11369925007314088N" or not form.value("nianbao_agency"):
        say("--previous: not the year after, or not the agency")
    if any(form.value(a) is not None for a in cells if not form.is_sum(a) and "/carried_in/" not in a):
        say("--previous: other numbers were filled in")
    desk.refused("another year", f"{year}年的年报", "--previous", last, "--year", str(year + 2))
    if cells["requests/carried_out/total"]:
        desk.refused("--zero, and requests are open", "去掉 --zero", "--previous", last, "--zero")


def refused(desk):
    path = desk.blank()
    with open(path, "rb") as source:
        before = source.read()
    code, _, said = desk.run("init", "--form", path)
    with open(path, "rb") as source:
        if code != 3 or "已经有了" not in said or source.read() != before:
            say(f"a file that is there: exit {code}, {said}")
    for name, wanted, *arguments in (("no workbook", "年报表.xlsx", "--form", "年报表.csv"), ("a ledger too", "不用 --form", "--form", "a.xlsx", "b.xlsx"),
                                     ("--zero alone", "--form", "--zero", "b.xlsx"), ("--previous alone", "--form", "--previous", path, "b.xlsx")):
        code, _, said = desk.run("init", *arguments)
        if code != 3 or wanted not in said:
            say(f"{name}: exit {code}, {said}")
    desk.refused("a year without a form", "没有2010年的表单", "--year", "2010")
    desk.refused("last year's report is none", "", "--previous", os.path.join(ROOT, "README.md"))
    desk.refused("last year's folder has none", "有 0 份", "--previous", os.path.join(ROOT, "docs", "pictures"))
    with open(path, "rb") as first, open(desk.blank(), "rb") as second:
        if first.read() != second.read():
            say("two forms are not the same")


def main():
    with tempfile.TemporaryDirectory() as work:
        desk = Desk(os.path.abspath(sys.argv[1]), work)
        refused(desk)
        filled(desk, "2019")
        older(desk)
        previous(desk, *filled(desk, "2021"))
        zero(desk)
    print(f"{len(FAULTS)} faults")
    return bool(FAULTS)


if __name__ == "__main__":
    sys.exit(main())
