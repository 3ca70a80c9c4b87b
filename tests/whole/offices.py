"""Ledgers that offices kept before become ours in two runs, and the report has the cells of the sample's.

    python3 tests/whole/offices.py PROGRAM [NAME…]

support/generators/office_ledgers.py writes the facts of data/sample as five offices would have kept them. For each:

    nianbao init 台账.xlsx --from 旧台账       asks in the sheet 请确认; the clerk of answers.json answers there
    nianbao init 台账.xlsx --from 旧台账       has nothing left to ask; a third run is a fault
    nianbao report 台账.xlsx

No cell of the old ledger may be missing in the new workbook, and no sheet may be taken for another table than it is. Where each row
is something else, and the program leaves it to the clerk, the clerk fills those cells in by hand. Months in sheets or files with our headings are reported without that, and
so is our ledger in every heading of data/headings. Prints the number of runs, questions and cells
filled in by hand.
"""
import csv
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

import openpyxl

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(TESTS, "support", "generators"))
import office_ledgers

CODE = "113699210073140615"
WHEN = ["--year", "2025", "--as-of", "2026-01-20"]
SHEET = "请确认"
TABLES = [*office_ledgers.OTHERS.values(), "申请登记", "不是台账"]
MOST_RUNS = 4


def tell(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, "\n".join(done.stderr.splitlines()[:20])


def ledger_in(folder):
    """The old ledger of a layout: its one file, or the folder."""
    old = os.path.join(folder, "旧台账")
    files = os.listdir(old)
    return os.path.join(old, files[0]) if len(files) == 1 else old


def ledgers_in(folder):
    """The same for check and report, which take a folder of workbooks for as many ledgers: each of its workbooks."""
    old = ledger_in(folder)
    books = [os.path.join(old, name) for name in sorted(os.listdir(old)) if name.endswith(".xlsx")] if os.path.isdir(old) else []
    return books or [old]


def cells(program, out, *ledgers):
    """The report's cells, or what the program said."""
    code, message = tell(program, "report", *ledgers, *WHEN, "-o", out)
    if code not in (0, 1):
        return None, f"report: exit {code}\n{message}"
    with open(os.path.join(out, "2025", CODE, "report.json"), encoding="utf-8") as source:
        return json.load(source)["tables"], message


def differences(want, have):
    for table, rows in want.items():
        for row, line in rows.items():
            for column, value in line.items():
                if have.get(table, {}).get(row, {}).get(column) != value:
                    yield f"{table}/{row}/{column}: {have.get(table, {}).get(row, {}).get(column)} instead of {value}"


# ---- What the old ledger says, and the new one
def tables_of(path):
    """Each cell with its place."""
    if path.endswith(".csv"):
        with open(path, encoding="gb18030", newline="") as source:
            for n, row in enumerate(csv.reader(source), 1):
                yield from ((f"{os.path.basename(path)}:{n}", text) for text in row)
    else:
        for sheet in openpyxl.load_workbook(path, data_only=True):
            for row in sheet.iter_rows():
                yield from ((f"{os.path.basename(path)}:{sheet.title}!{cell.coordinate}", cell.value) for cell in row)


def said(value):
    """The words of a cell as the new workbook has them: a day as 2025-03-05."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = re.sub(r"\s", "", str(value))
    day = re.fullmatch(r"(?:(\d{4})\.)?(\d{1,2})[.月](\d{1,2})日?", text)
    return f"{day[1] or 2025}-{int(day[2]):02}-{int(day[3]):02}" if day else text


def lost(old, new):
    """What no cell of the new workbook has, whole or as a part."""
    everything = "\n".join(said(value) for _, value in tables_of(new) if value is not None)
    files = [old] if os.path.isfile(old) else [os.path.join(old, name) for name in sorted(os.listdir(old))]
    for path in files:
        for place, value in tables_of(path):
            if value not in (None, "") and said(value) not in everything:
                yield f"{place}: {value}"


# What each request must have in the new workbook, by its column there; and what it may lack, but not have otherwise.
HAS = {"申请人类型": "申请人类型", "申请方式": "申请方式", "办理结果": "办理结果", "延期告知日期": "延期通知日期"}
MAY_LACK = {**{c: c for c in ("提交日期", "签收日期", "实收日期", "确认日期", "登记日期", "文书号", "终止日期", "送达方式", "交邮或发出日期", "签收送达日期")}, "落款日期": "",
            "补正告知日期": "补正通知时间", "补正收到日期": "收到补正材料日期", "征求意见日期": "征求第三方意见日期", "意见回复日期": "第三方回复日期"}
CODES = ("申请人类型", "申请方式", "办理结果", "送达方式")


def key_of(row):
    return row.get("文书号") or row["信息名称或描述"]


def altered(new):
    """Requests that say something else in the new workbook than in the sample."""
    head, *rows = openpyxl.load_workbook(new)["申请登记"].iter_rows(values_only=True)
    facts, misplaced = {key_of(f): f for f in office_ledgers.REQUESTS}, 0
    for line in rows:
        row = {heading: said(value) for heading, value in zip(head, line) if heading and value is not None}
        if not row:
            continue
        if not row.get("文书号") and row.get("文号") in facts:
            misplaced += 1
            row["文书号"] = row.pop("文号")
        fact = facts.pop(key_of(row), None)
        if not fact:
            yield f"{key_of(row)}: no such request, or twice"
            continue
        for column, ours in {**HAS, **MAY_LACK}.items():
            want, have = fact.get(ours, "") if ours else office_ledgers.ended(fact), row.get(column, "")
            if column in CODES and have:
                have = re.match(r"[A-Z]?\d?(\.\d)?", have)[0]
            if want != have and (have or column in HAS):
                yield f"{key_of(row)}: {column} is {have!r}, not {want!r}"
    if misplaced:
        yield f"文号 has the number of the reply, not of the information asked for: {misplaced} requests"
    yield from (f"{key}: is missing" for key, fact in facts.items() if office_ledgers.month(fact) > "2025" or fact in office_ledgers.OPEN_BEFORE)


# ---- The clerk
class Clerk:
    """Answers the questions of a workbook by answers.json, as one who reads the choices."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as source:
            entries = json.load(source)
        self.answers = [entry for entry in entries if "about" in entry]
        self.hand = [entry for entry in entries if "cell" in entry]

    def answer(self, question, place):
        """That of the entry whose words all stand in the question or its place; most of them in the question, then most of all."""
        asked, around = (re.sub(r"\s", "", text) for text in (question, place))
        def weight(entry):
            words = [re.sub(r"\s", "", word) for word in entry["about"]]
            return sum(word in asked for word in words), len(words), sum(map(len, words))
        fits = [entry for entry in self.answers if all(re.sub(r"\s", "", word) in asked + "\n" + around for word in entry["about"])]
        return max(fits, key=weight)["answer"] if fits else None

    def choose(self, answer, choices):
        """The choice that is the answer, or has its letters in their order."""
        for choice in choices:
            if answer == choice or answer == choice.split(" ")[-1]:
                return choice
        pattern = ".*".join(map(re.escape, answer))
        found = [choice for choice in choices if re.search(pattern, choice)]
        return found[0] if len(found) == 1 else None

    def fill(self, path):
        """Writes the answers; yields what cannot be answered. self.asked is how many questions there were, self.open how many without an answer."""
        book = openpyxl.load_workbook(path)
        self.asked = self.open = 0
        if SHEET not in book.sheetnames:
            return
        sheet = book[SHEET]
        head = next(row for row in sheet.iter_rows() if "回答" in [cell.value for cell in row])
        column = {cell.value: cell.column for cell in head if cell.value}
        for row in range(head[0].row + 1, sheet.max_row + 1):
            question, place = (str(sheet.cell(row, column[name]).value or "") for name in ("问题", "在哪里"))
            cell, need = sheet.cell(row, column["回答"]), sheet.cell(row, column["要不要答"]).value
            if need not in ("要答", "可不答"):
                continue
            self.asked += 1
            self.open += need == "要答" and not cell.value
            choices, free = self.choices(sheet, cell)
            answer = self.answer(question, place)
            answer = sheet.cell(row, column["建议"]).value if answer == "建议" else answer
            answer = answer and (self.choose(answer, choices) or (answer if free else None))
            if answer:
                cell.value = answer
            elif not cell.value and need == "要答":
                yield f"no answer to: {question!r} {place!r}, one of {choices}"
        book.save(path)

    def choices(self, sheet, cell):
        """Those of the drop-down list of a cell, and whether it takes other words as well."""
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list" and cell.coordinate in rule.sqref:
                first, _, last = rule.formula1.lstrip("=").replace("$", "").partition(":")
                return [str(c.value) for c in sheet[first:last or first][0] if c.value is not None], not rule.showErrorMessage or rule.errorStyle in ("warning", "information")
        return [], True

    def misread(self, path):
        """Sheets that were taken for another table than the clerk would say."""
        sheet = openpyxl.load_workbook(path)[SHEET]
        for row in sheet.iter_rows(values_only=True):
            found = re.fullmatch("读作“(.*)”", str(row[1]))
            for place in str(row[2]).split("；") if found else []:
                answer = self.answer(place.split(":")[-1], "")
                if answer in TABLES and answer != found[1]:
                    yield f"{place} was read as {found[1]}, it is {answer}"

    def fill_by_hand(self, path):
        """Fills in what is left to the clerk. Returns the number of cells."""
        book = openpyxl.load_workbook(path)
        for entry in self.hand:
            table, heading, key = entry["cell"]
            head, *rows = book[table].iter_rows()
            column = [cell.value for cell in head].index(heading)
            for row in rows:
                if key in [cell.value for cell in row]:
                    row[column].value = entry["answer"]
        if self.hand:
            book.save(path)
        return len(self.hand)


def came_through(program, folder, work, want):
    """The runs and the report of one office."""
    old, new = ledger_in(folder), os.path.join(work, "台账.xlsx")
    clerk, runs, asked = Clerk(os.path.join(folder, "answers.json")), 0, 0
    while runs < MOST_RUNS:
        code, message = tell(program, "init", new, "--from", old, "--agency", office_ledgers.AGENCY, "--year", "2025")
        runs += 1
        if code or not os.path.exists(new):
            yield f"run {runs}: exit {code}\n{message}"
            return
        faults = list(clerk.fill(new))
        asked = max(asked, clerk.asked)
        if not clerk.open:
            break
    yield from faults
    if runs > 2:
        yield f"{runs} runs"
    yield from (f"lost: {line}" for line in lost(old, new))
    yield from clerk.misread(new)
    by_hand = clerk.fill_by_hand(new)
    yield from altered(new)
    have, message = cells(program, os.path.join(work, "out"), new)
    yield from differences(want, have) if have else [message]
    print(f"{os.path.basename(folder)}: {runs} runs, {asked} questions, {by_hand} cells by hand")


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: offices.py PROGRAM [NAME…]")
    program, names, found = os.path.abspath(sys.argv[1]), sys.argv[2:] or [*office_ledgers.LAYOUTS, "aliases"], []
    with tempfile.TemporaryDirectory() as work:
        want, message = cells(program, os.path.join(work, "want"), office_ledgers.SAMPLE)
        if not want:
            sys.exit(message)
        for name in names:
            office_ledgers.make(work, name)
            folder = os.path.join(work, name)
            if name in office_ledgers.ASKED:
                found += [f"{name}: {line}" for line in came_through(program, folder, folder, want)]
                continue
            for ledger in [name] if name != "aliases" else [os.path.join(name, n) for n in sorted(os.listdir(folder))]:
                have, message = cells(program, os.path.join(work, ledger, "out"), *ledgers_in(os.path.join(work, ledger)))
                found += [f"{ledger}: {line}" for line in (differences(want, have) if have else [message])]
    for line in found:
        print(line)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
