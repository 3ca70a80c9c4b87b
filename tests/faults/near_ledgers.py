"""Random ledgers, decorated as offices and other programs decorate them: the cells stay the same, or the run is refused.

    python3 tests/faults/near_ledgers.py PROGRAM
    NODE_PATH=FOLDER/node_modules python3 tests/faults/near_ledgers.py PROGRAM     # exceljs and xlsx (SheetJS) lie in FOLDER

The plain CSV files give the expected cells. The same rows then come with decorated headings, with the guards that keep a spreadsheet
from reading a cell, with signature lines and notes below the table, all of it together, and with a copy of the ledger beside
it; each as CSV and as workbooks of openpyxl, LibreOffice, exceljs and SheetJS, made in the zone Asia/Shanghai. Without
NODE_PATH openpyxl imitates what the last two write: dates eight hours or 43 seconds off midnight.
"""
import csv
import datetime
import json
import os
import shutil
import subprocess
import sys

import openpyxl

from forms_of_ledger import computed, convert, differences, make_plain
from recount import Chance
from trial import Trial, tail

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support", "generators"))
import ledger_workbook  # noqa: E402  (the folder of the supports is known only now)

WRITER = os.path.join(ledger_workbook.__file__, "..", "write_workbook.mjs")
NODE = os.environ.get("NODE_PATH")
DRESSES = ("plain", "headings", "guards", "footers", "all", "copy")
EPOCH = datetime.datetime(1899, 12, 30)


# ---- the decoration

def decorate(chance, heading):
    ends = ["（必填）", "(必填)", "（选填）", "*", "＊", "：", ":", "（下拉选择）"]
    if "日期" in heading:
        ends += ["（年月日）", "(yyyy-mm-dd)"]
    starts = ["", "", f"{chance.randint(1, 20)}.", f"{chance.randint(1, 9)}、", "*", "★"]
    middle = heading[:2] + "\n" + heading[2:] if len(heading) > 3 and chance.random() < 0.2 else heading
    return chance.choice(starts) + middle + chance.choice(["", *ends])


def dress_headings(chance, sheets):
    for sheet in sheets:
        for cell in sheet.rows[0]:
            if chance.random() < 0.6:
                cell.value = decorate(chance, cell.value)


def dress_guards(chance, sheets):
    for sheet in sheets:
        if sheet.name == "正文":
            continue
        for column in range(len(sheet.rows[0])):
            guard = chance.choice([None, None, "'{}", '="{}"'])
            for row in sheet.rows[1:] if guard else []:
                cell = row[column] if column < len(row) else None
                if cell and cell.kind == "text" and not set(cell.value) & set('"\n=') and chance.random() < 0.8:
                    cell.value = guard.format(cell.value)


def dress_footers(chance, sheets):
    for sheet in sheets:
        if sheet.name == "正文":
            continue
        lines = ["以下空白", "填表人：张三　审核人：李四　填表日期：2026年1月8日", "注：本表由各科室填报。", "第1页 共1页", "制表单位（盖章）："]
        for words in chance.sample(lines, chance.randint(1, 3)):
            sheet.rows.append([ledger_workbook.Cell("text", words)])


def dressed(chance, plain, dress):
    sheets = ledger_workbook.Book(plain).sheets
    for name, change in (("headings", dress_headings), ("guards", dress_guards), ("footers", dress_footers)):
        if dress in (name, "all"):
            change(chance, sheets)
    return sheets


# ---- the writers; each makes the ledger FOLDER/台账.xlsx, or FOLDER/*.csv

def as_csv(sheets, folder):
    for sheet in sheets:
        with open(os.path.join(folder, sheet.name + ".csv"), "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([cell.value if cell else "" for cell in row] for row in sheet.rows)


def as_openpyxl(sheets, folder, shift=datetime.timedelta(0)):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for y, row in enumerate(sheet.rows, 1):
            for x, cell in enumerate(row, 1):
                if cell:
                    fill(page.cell(y, x), cell, shift)
    book.save(os.path.join(folder, "台账.xlsx"))


def fill(target, cell, shift):
    if cell.kind == "date":
        target.value = datetime.datetime.fromisoformat(cell.value) + shift
        target.number_format = "yyyy-mm-dd"
    elif cell.kind == "number":
        target.value = float(cell.value) if "." in cell.value else int(cell.value)
    else:
        target.value = cell.value
        target.data_type = "s"                         # openpyxl takes a text that begins with = for a formula


def shifted(**delta):
    return lambda sheets, folder: as_openpyxl(sheets, folder, datetime.timedelta(**delta))


def by_node(library, how):
    def make(sheets, folder):
        path = os.path.join(folder, "..", os.path.basename(folder) + ".json")
        with open(path, "w", encoding="utf-8") as out:
            json.dump([{"name": sheet.name, "rows": [[cell and {"kind": cell.kind, "value": cell.value} for cell in row] for row in sheet.rows]}
                       for sheet in sheets], out)
        subprocess.run(["node", os.path.normpath(WRITER), library, how, path, os.path.join(folder, "台账.xlsx")], check=True,
                       env={**os.environ, "TZ": "Asia/Shanghai"})
    return make


WRITERS = {"csv": as_csv, "openpyxl": as_openpyxl}
WRITERS.update({f"{library}-{how}": by_node(library, how) for library, how in
                (("exceljs", "local"), ("exceljs", "utc"), ("sheetjs", "local"), ("sheetjs", "utc"), ("sheetjs", "iso"))} if NODE else
               {"exceljs-local": shifted(hours=-8), "sheetjs-local": shifted(seconds=43)})


# ---- the trial

def measure_of(trial, what, run):
    found = computed(trial, what, run)
    if found:                                          # A02 says how a date was understood, A06 and A07 judge the form of keys
        found["findings"] = [f for f in found["findings"] if "'A02'" not in f]
    return found


def hold(trial, measure, what, folder):
    have = measure_of(trial, what, trial.report(folder, "-q"))
    if have:
        trial.expect(have == measure, f"{what}: {'; '.join(differences(measure, have))}")


def hold_refused(trial, what, folder):
    """A copy beside the ledger: two ledgers of one agency and year."""
    run = trial.report(folder, "-q")
    trial.expect(run.code == 2, f"{what}: exit {run.code}, a copy beside the ledger must be refused: {tail(run.err)}")
    trial.expect(not os.path.exists(run.place) or not os.listdir(run.place), f"{what}: files were written")


def add_copy(chance, folder):
    book = os.path.join(folder, "台账.xlsx")
    name = chance.choice(["台账 - 副本.xlsx", "台账(1).xlsx", "台账 2.xlsx", "台账（最终）.xlsx"])
    if os.path.exists(book):
        shutil.copy(book, os.path.join(folder, name))
    else:
        shutil.copy(os.path.join(folder, "申请登记.csv"), os.path.join(folder, "requests.csv"))


def main():
    trial, office = Trial("near_ledgers", 1), {}
    for seed in range(trial.trials):
        chance = Chance(f"near {seed}")
        plain = make_plain(trial, chance, seed)
        measure = measure_of(trial, f"{seed} plain", trial.report(plain, "-q"))
        for dress in DRESSES if measure else ():
            sheets = dressed(chance, plain, dress)
            for writer, make in WRITERS.items():
                what = f"{seed}-{dress}-{writer}"
                folder = trial.path(what)
                os.makedirs(folder)
                make(sheets, folder)
                if dress == "copy":
                    add_copy(chance, folder)
                    hold_refused(trial, what, folder)
                    continue
                hold(trial, measure, what, folder)
                if writer == "openpyxl":
                    office[what] = (os.path.join(folder, "台账.xlsx"), measure)
    hold_resaved(trial, office)
    trial.end()


def hold_resaved(trial, office):
    """LibreOffice names what it writes after the file, so every ledger gets a name of its own."""
    once = trial.path("named")
    os.makedirs(once)
    for what, (path, _) in office.items():
        shutil.copy(path, os.path.join(once, what + ".xlsx"))
    kept = convert(trial, sorted(os.path.join(once, name) for name in os.listdir(once)), "ods", trial.path("kept"))
    for path in convert(trial, kept, "xlsx:Calc MS Excel 2007 XML", trial.path("again")):
        what = os.path.basename(path).removesuffix(".xlsx")
        hold(trial, office[what][1], what + ", saved by LibreOffice", path)


if __name__ == "__main__":
    main()
