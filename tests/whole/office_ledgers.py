"""Ledgers that offices kept before become ours in two runs, and the report has the cells of the sample's.

    python3 tests/whole/office_ledgers.py PROGRAM [NAME…]

support/generators/office_ledgers.py writes the facts of data/sample as five offices would have kept them. For each:

    nianbao init 台账.xlsx --from 旧台账       asks in the sheet 请确认; the clerk of answers.json answers there
    nianbao init 台账.xlsx --from 旧台账       has nothing left to ask
    nianbao report 台账.xlsx

No cell of the old ledger may be missing in the new workbook. Months in sheets or files with our headings are reported without that, and
so is our ledger in every heading of data/headings. Prints the number of questions.
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
sys.path.insert(0, os.path.join(TESTS, "support", "generators"))  # before this file, which has the same name
import office_ledgers

CODE = "113699210073140615"
WHEN = ["--year", "2025", "--as-of", "2026-01-20"]
SHEET = "请确认"


def tell(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, "\n".join(done.stderr.splitlines()[:20])


def ledger_in(folder):
    """The old ledger of a layout: its one file, or the folder."""
    old = os.path.join(folder, "旧台账")
    files = os.listdir(old)
    return os.path.join(old, files[0]) if len(files) == 1 else old


def cells(program, ledger, out):
    """The report's cells, or what the program said."""
    code, message = tell(program, "report", ledger, *WHEN, "-o", out)
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


# ---- The clerk
class Clerk:
    """Answers the questions of a workbook by answers.json, as one who reads the choices."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as source:
            entries = json.load(source)
        self.answers = [entry for entry in entries if "about" in entry]
        self.cells = [entry for entry in entries if "sheet" in entry]

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
        """Writes the answers; yields what cannot be answered. self.asked is how many questions there were."""
        book = openpyxl.load_workbook(path)
        self.asked = 0
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
            choices = self.choices(sheet, cell)
            answer = self.answer(question, place)
            answer = sheet.cell(row, column["建议"]).value if answer == "建议" else answer
            answer = answer and (self.choose(answer, choices) or (answer if not choices else None))
            if answer:
                cell.value = answer
            elif not cell.value and need == "要答":
                yield f"no answer to: {question!r} {place!r}, one of {choices}"
        book.save(path)

    def fill_cells(self, path):
        """What differs from row to row, in the tables of the new workbook."""
        book = openpyxl.load_workbook(path)
        for entry in self.cells:
            sheet = book[entry["sheet"]]
            column = [cell.value for cell in sheet[1]].index(entry["column"]) + 1
            row = next(line[0].row for line in sheet.iter_rows() if line[0].value == entry["row"])
            sheet.cell(row, column).value = entry["answer"]
        book.save(path)

    def choices(self, sheet, cell):
        """Those of the drop-down list of a cell."""
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list" and cell.coordinate in rule.sqref:
                if rule.formula1.startswith('"'):
                    return rule.formula1.strip('"').split(",")
                area = rule.formula1.lstrip("=").replace("$", "")
                return [str(c.value) for line in sheet[area] for c in line if c.value is not None]
        return []


def came_through(program, folder, work, want):
    """The two runs and the report of one office."""
    old, new = ledger_in(folder), os.path.join(work, "台账.xlsx")
    clerk, name = Clerk(os.path.join(folder, "answers.json")), os.path.basename(folder)
    command = ["init", new, "--from", old, "--agency", office_ledgers.AGENCY, "--year", "2025"]
    code, message = tell(program, *command)
    if code or not os.path.exists(new):
        yield f"first run: exit {code}\n{message}"
        return
    yield from clerk.fill(new)
    asked = clerk.asked
    code, message = tell(program, *command)
    if code:
        yield f"second run: exit {code}\n{message}"
    yield from (f"still asked: {line}" for line in clerk.fill(new))
    yield from (f"lost: {line}" for line in lost(old, new))
    clerk.fill_cells(new)
    have, message = cells(program, new, os.path.join(work, "out"))
    yield from differences(want, have) if have else [message]
    print(f"{name}: {asked} questions, two runs")


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: office_ledgers.py PROGRAM [NAME…]")
    program, names, found = os.path.abspath(sys.argv[1]), sys.argv[2:] or [*office_ledgers.LAYOUTS, "aliases"], []
    with tempfile.TemporaryDirectory() as work:
        want, message = cells(program, office_ledgers.SAMPLE, os.path.join(work, "want"))
        if not want:
            sys.exit(message)
        for name in names:
            office_ledgers.make(work, name)
            folder = os.path.join(work, name)
            if name in office_ledgers.ASKED:
                found += [f"{name}: {line}" for line in came_through(program, folder, folder, want)]
                continue
            for ledger in [name] if name != "aliases" else [os.path.join(name, n) for n in sorted(os.listdir(folder))]:
                have, message = cells(program, ledger_in(os.path.join(work, ledger)), os.path.join(work, ledger, "out"))
                found += [f"{ledger}: {line}" for line in (differences(want, have) if have else [message])]
    for line in found:
        print(line)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
