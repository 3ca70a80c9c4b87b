"""Compares the marked copy of a ledger (--mark) with the ledger and with the findings of the same run.

    python3 tests/whole/mark.py PROGRAM

Every cell keeps its place or is hidden. Every finding with a cell colours it red and adds a note, stands in the words beside its
row, and stands in the list with a link to the cell. No other cell is coloured. A refused run writes only the marked copy. Several
ledgers and a batch give one copy for each ledger. Two runs give the same bytes.
"""
import csv
import json
import os
import shutil
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, place) for place in ("support/generators", "faults")]
from workbook_parts import Workbook, letters
import trial as trials
import ledger_columns
import ledger_workbook

HIDDEN = "（个人信息，不显示）"
COLUMNS = ledger_columns.columns()
RED, ORANGE, GREY = ("FF5050", "FFB3B3"), ("F8CBAD", "FCE4D6"), ("D9D9D9", "EDEDED")
PLAIN = ("", "F0F0F0")
MOST_NOTES = 2000


def csv_rows(path):
    """{line: cells}, where line is the physical line on which a record begins."""
    found, line = {}, 1
    with open(path, encoding="utf-8-sig", newline="") as source:
        reader = csv.reader(source)
        for row in reader:
            found[line] = row
            line = reader.line_num + 1
    return found


def check_cells(trial, what, sheet, rows, table):
    """Every cell keeps its place and is unchanged or hidden. Only permitted cells are hidden, and free words always are."""
    personal = table == "requests"
    width = max((len(row) for row in rows.values()), default=0)
    bare = f"{letters(width + 1)}"
    for line, row in rows.items():
        for i, text in enumerate(row, 1):
            cell = sheet.cells.get(f"{letters(i)}{line}")
            shown = cell.text if cell else ""
            heading = rows[1][i - 1] if i <= len(rows[1]) else ""
            column = COLUMNS[table].get(heading)
            if text and line > 1 and column and column.personal:
                trial.expect(shown == HIDDEN, f"{what} {letters(i)}{line}: {heading} is shown")
            elif text and line > 1 and column and column.masked:
                trial.expect(shown == f"（有文字，{len(text)}字）", f"{what} {letters(i)}{line}: {heading}: {shown!r}")
            else:
                trial.expect(shown == text or (personal and shown == HIDDEN), f"{what} {letters(i)}{line}: {shown!r}, not {text!r}")
        trial.expect(f"{bare}{line}" not in sheet.cells, f"{what} {bare}{line}: the column before the words is not empty")
    return width


def columns_of(rows):
    return {heading: i for i, heading in enumerate(rows.get(1, []), 1)}


def check_findings(trial, what, book, findings, files):
    """`files`: {file of the findings: (sheet, rows)}. Returns how many findings have a cell."""
    listed = [cell.text for cell in book["问题清单"].cells.values()]
    red, placed = {name: set() for name, _ in files.values()}, 0
    for f in findings:
        trial.expect(f["message"] in listed, f"{what}: {f['id']} is not in the list")
        if f["file"] not in files or not f["row"]:
            continue
        name, rows = files[f["file"]]
        sheet, width, line = book[name], max(len(row) for row in rows.values()), f["row"]
        words = sheet.cells.get(f"{letters(width + 2)}{line}")
        if line > 1:
            trial.expect(words and f["id"] in words.text and f["message"] in words.text, f"{what} {name} row {line}: {f['id']} is not beside it")
        column = columns_of(rows).get(f["column"])
        if not column:
            trial.expect(any(sheet.cells[p].fill in ORANGE + RED for p in sheet.cells if p.endswith(str(line))), f"{what} {name} row {line}: not coloured")
            continue
        placed += 1
        place = f"{letters(column)}{line}"
        red[name].add(place)
        wanted = GREY if f["state"] in ("waived", "not_assessable") else RED
        cell, note = sheet.cells.get(place), sheet.notes.get(place, "")
        trial.expect(cell and cell.fill in wanted + RED, f"{what} {name}!{place}: {f['id']} has no red cell")
        trial.expect(all(part in note for part in (f["id"], f["message"], f["advice"], f["article"])), f"{what} {name}!{place}: note {note!r}")
        trial.expect(f"'{name}'!{place}" in book["问题清单"].links.values(), f"{what} {name}!{place}: no link leads there")
    for name, places in red.items():
        for place, cell in book[name].cells.items():
            trial.expect(cell.fill not in RED or place in places, f"{what} {name}!{place}: red without a finding")
        trial.expect(set(book[name].notes) == places, f"{what} {name}: notes at {sorted(set(book[name].notes) ^ places)}")
    return placed


def run(trial, ledgers, *words, out, year="2025"):
    ledgers = [ledgers] if isinstance(ledgers, str) else ledgers
    return trial.run("check", *ledgers, "--year", year, "--as-of", trials.AS_OF, "--mark", "-o", out, "--json", *words, out=out)


def marked(out, name, year="2025"):
    return os.path.join(out, year, f"{name}（标注）.xlsx")


def folder_case(trial, name, ledger, code):
    out = trial.path("out-" + name)
    done = run(trial, ledger, out=out)
    trial.expect(done.code == code, f"{name}: exit {done.code}: {trials.tail(done.err)}")
    trial.expect(list(trials.contents(out)) == [f"2025/{name}（标注）.xlsx"], f"{name}: wrote {sorted(trials.contents(out))}")
    book, files = Workbook(marked(out, name)), {}
    for file in sorted(f for f in os.listdir(ledger) if f.endswith(".csv")):
        rows = csv_rows(os.path.join(ledger, file))
        files[file] = (file, rows)
        check_cells(trial, f"{name} {file}", book[file], rows, file[:-4])
    return check_findings(trial, name, book, json.loads(done.out), files), book


DAMAGE = {
    "requests.csv": [(",2024-12-20,2024-12-20,2024年耕地", ",2024-12-20,2024-13-45,2024年耕地"), (",C1,2025-01-06", ",C8X,2025-01-06"),
                     ("\n", ",我的备注\n")],
    "events.csv": [("NH-2025-002,11369925007314088N,2,ZF", "NH-2025-999,11369925007314088N,2,ZF")],
    "decisions.csv": [(",XK,,12,", ",XK,,约12,")],
    "disputes.csv": [("备注\n", "备注\n\n")],
}


def workbook_case(trial, ledger):
    """The same places in a workbook, under the names of its sheets."""
    path, out = trial.path("台账.xlsx"), trial.path("out-book")
    ledger_workbook.make(ledger, path, ["set 申请登记!O2 text 2024-13-45", "set 申请登记!J3 text C8X"])
    done = run(trial, path, out=out)
    findings = json.loads(done.out)
    trial.expect(done.code == 2, f"workbook: exit {done.code}: {trials.tail(done.err)}")
    book = Workbook(marked(out, "台账"))
    files = {}
    for f in findings:
        if f["file"] and ":" in f["file"]:
            name = f["file"].split(":", 1)[1]
            table = next(t for t, n in ledger_workbook.NAMES.items() if n == name)
            files[f["file"]] = (name, csv_rows(os.path.join(ledger, table + ".csv")))
    placed = check_findings(trial, "workbook", book, findings, files)
    trial.expect(placed > 3, f"workbook: only {placed} findings have a cell")


def many_case(trial):
    """More findings than notes: every row has its words, and the list says how many findings have no note."""
    rows = "".join(f"11369925007314088N,2025-02-30,,CF,罚〔2025〕{i}号,1,,\n" for i in range(MOST_NOTES + 500))
    text = trials.read(os.path.join(trials.CLEAN, "decisions.csv")).split("\n", 1)[0] + "\n" + rows
    ledger, out = trial.ledger("many", files={"decisions.csv": text}), trial.path("out-many")
    done = run(trial, ledger, out=out)
    book = Workbook(marked(out, "many"))
    sheet = book["decisions.csv"]
    trial.expect(done.code == 2 and len(sheet.notes) == MOST_NOTES, f"many: exit {done.code}, {len(sheet.notes)} notes")
    trial.expect(any("“decisions.csv”有 500 格没有批注" in cell.text for cell in book["问题清单"].cells.values()), "many: missing notes not reported")
    trial.expect(all("A01" in sheet.cells[f"J{line}"].text for line in range(2, MOST_NOTES + 502)), "many: a row has no words")


def main():
    trial = trials.Trial("mark")
    bad = trial.ledger("bad", edit=DAMAGE)
    placed, book = folder_case(trial, "bad", bad, 2)
    trial.expect(placed >= 4, f"bad: only {placed} findings have a cell")
    trial.expect("我的备注" not in str([cell.text for s in book.sheets.values() for cell in s.cells.values() if cell.text != "我的备注"]) and
                 all(cell.text != "我的备注" or place.endswith("1") for place, cell in book["requests.csv"].cells.items()), "an unknown column is shown")
    good = trial.ledger("good", edit={"requests.csv": [("2024年耕地地力保护补贴发放清册（按村汇总）", '"2024年耕地地力\n保护补贴"')]})
    folder_case(trial, "good", good, 0)
    again = trial.path("out-again")
    run(trial, bad, out=again)
    trial.expect(trials.read_bytes(marked(again, "bad")) == trials.read_bytes(marked(trial.path("out-bad"), "bad")), "two runs give different bytes")
    workbook_case(trial, trial.ledger("of-book", edit={k: v for k, v in DAMAGE.items() if k in ("events.csv", "decisions.csv")}))
    many_case(trial)
    # report writes it beside its documents, not into their folder
    done = trial.report(good, "--mark")
    trial.expect(done.code == 0 and os.path.exists(marked(done.place, "good")) and os.path.exists(os.path.join(done.folder, "report.json")), f"report: {trials.tail(done.err)}")
    # who reads the folder later does not take the copy for a report
    seen = trial.run("compare", done.place, "-o", trial.path("out-compared"))
    trial.expect(seen.code == 0 and "标注" not in seen.err, f"compare of a folder with a marked copy: exit {seen.code}: {trials.tail(seen.err)}")
    # a batch: one copy for each ledger
    os.makedirs(trial.path("batch"))
    for name in ("good", "bad"):
        shutil.copytree(trial.path(name), trial.path("batch", name))
    for name in os.listdir(trial.path("batch", "good")):
        if name.endswith(".csv"):
            path = trial.path("batch", "good", name)
            with open(path, encoding="utf-8") as source:
                trials.write(path, source.read().replace("11369925007314088N", "QH-OTHER").replace("江州市清河县农业农村局", "江州市清河县水利局"))
    out = trial.path("out-batch")
    done = run(trial, trial.path("batch"), out=out)
    trial.expect(sorted(trials.contents(out)) == ["2025/bad（标注）.xlsx", "2025/good（标注）.xlsx"], f"batch: {sorted(trials.contents(out))}")
    # report of a batch: a ledger reserves the name of its copy while it holds its folders, and no run waits for ever
    out = trial.path("out-batch-report")
    done = trial.report(trial.path("batch"), "--mark", out=out)
    copies = sorted(name for name in trials.contents(out) if name.endswith("（标注）.xlsx"))
    trial.expect(copies == ["2025/bad（标注）.xlsx", "2025/good（标注）.xlsx"] and os.path.exists(os.path.join(out, "2025", "QH-OTHER", "report.json")),
                 f"report of a batch: exit {done.code}, {copies}: {trials.tail(done.err)}")
    # a folder whose name is no UTF-8
    odd = os.fsencode(trial.path("odd")) + b"\xff"
    shutil.copytree(os.fsencode(good), odd)
    out = trial.path("out-odd")
    done = trial.report([odd], "--mark", out=out)
    trial.expect(done.code == 0 and os.path.exists(marked(out, "odd_")), f"a name that is no UTF-8: exit {done.code}: {trials.tail(done.err)}")
    # of two ledgers of one agency the program marks neither: it does not know which one counts
    out = trial.path("out-two")
    done = run(trial, [bad, good], out=out)
    trial.expect(done.code == 2 and not trials.contents(out) and "有 2 份台账" in done.err, f"two ledgers of one agency: exit {done.code}: {trials.tail(done.err)}")
    # usage, and a place where nothing can be written
    done = trial.run("check", good, "--year", "2025", "-o", out)
    trial.expect(done.code == 3, f"-o without --mark: exit {done.code}")
    trials.write(trial.path("file"), "")
    done = run(trial, good, out=trial.path("file", "below"))
    trial.expect(done.code == 4, f"nowhere to write: exit {done.code}: {trials.tail(done.err)}")
    trial.end()


if __name__ == "__main__":
    main()
