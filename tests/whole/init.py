"""The blank ledger (nianbao init): it is complete and the same on every run, and the program reads what an office fills in.

    python3 tests/whole/init.py PROGRAM

The script reads the rules from the file: a note on every heading, a list for every code, a check of every date and number,
the text format for everything that a spreadsheet would damage. Then it fills the sample in, with words of the drop-down lists
for codes, and LibreOffice saves it: the report's tables must be those of the CSV files. Then it makes mistakes, and the program
must find each in its cell.
"""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, place) for place in ("support/generators", "faults")]
from filled_ledger import Filler, choices, formula, rules_of, tables_of
from ledger_files import HEADINGS
from ledger_workbook import NAMES
from workbook_parts import MAIN, Workbook, letters
import trial as trials

SAMPLE = os.path.join(trials.ROOT, "data", "sample")
CODES = {"requests": "申请人类型 申请方式 获取方式 办理结果 送达方式", "events": "事件 意见 计费方式", "disputes": "类别 结果",
         "documents": "类型 废止或失效方式", "agencies": "机关类型 层级", "decisions": "类别", "catalogue": "所属栏目 公开属性",
         "channels": "渠道", "proposals": "类别 结果类别", "supervision": "事项", "interpretations": "解读形式", "narrative": "部分"}
TEXTS = {"requests": "受理编号 来件编号 证件号码 联系方式 文书号", "agencies": "机关代码 联系电话 邮编", "disputes": "案件编号", "decisions": "决定书文号 月份"}


def check_sheet(trial, book, table, name):
    sheet, rules = book[name], rules_of(book[name])
    headings = sheet.row(1)
    trial.expect(table == "narrative" or list(headings.values()) == HEADINGS[table], f"{name}: headings {list(headings.values())}")
    for col, heading in headings.items():
        place, rule = letters(col), rules.get(letters(col))
        trial.expect(len(sheet.notes.get(f"{place}1", "")) > 3, f"{name} {heading}: no note")
        code = book.styles[sheet.columns[col]][1]
        if "日期" in heading or heading == "有效期至":
            trial.expect(rule is not None and rule.get("type") == "date" and float(formula(rule)) <= 39448, f"{name} {heading}: dates are not checked")
            trial.expect(code == "yyyy-mm-dd", f"{name} {heading}: format {code}")
        if heading in CODES.get(table, "").split():
            trial.expect(rule is not None and rule.get("type") == "list" and formula(rule) in book.names and len(choices(book, formula(rule))) > 1, f"{name} {heading}: no list")
        if heading in TEXTS.get(table, "").split():
            trial.expect(code == "@", f"{name} {heading}: format {code}")
    trial.expect(sheet.colours, f"{name}: nothing tells what is missing")


def check_blank(trial, path):
    book = Workbook(path)
    trial.expect(list(book.sheets) == ["使用说明", *NAMES_IN_ORDER, "代码表"], f"sheets {list(book.sheets)}")
    for table, name in NAMES.items():
        check_sheet(trial, book, table, name)
    requests = book["申请登记"]
    fills = {requests.cells[f"{letters(c)}1"].text: requests.cells[f"{letters(c)}1"].fill for c in requests.row(1)}
    trial.expect(len({fills["受理编号"], fills["送达方式"], fills["文号"]}) == 3, "needed, wanted and other headings look alike")
    colours = {c.get("sqref"): " ".join(f.text for f in c.iter(MAIN + "formula")) for c in requests.colours}
    sent = letters(list(requests.row(1).values()).index("交邮或发出日期") + 1)
    trial.expect('"S3"' in colours.get(f"{sent}2:{sent}1048576", ""), "交邮或发出日期 is not coloured by 送达方式")
    return book


NAMES_IN_ORDER = ["机关", "申请登记", "办理过程", "复议诉讼", "规章规范性文件", "处理决定", "事项数", "行政事业性收费", "主动公开目录", "政策解读",
                  "渠道发布", "建议提案", "公开义务执行", "监督保障", "年报申报数", "正文", "年报公布", "文本", "豁免"]


# ---- filling it in

def resave(trial, path, folder):
    """Saves the workbook with LibreOffice."""
    done = subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{trial.work}/profile", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                           "--outdir", folder, path], capture_output=True, check=False, timeout=300)
    saved = os.path.join(folder, os.path.basename(path))
    trial.expect(os.path.exists(saved), f"LibreOffice did not save {path}: {done.stderr.decode()[-200:]}")
    return saved


def report_of(run):
    folders = [os.path.join(run.place, "2025", name) for name in os.listdir(os.path.join(run.place, "2025"))]
    with open(os.path.join(folders[0], "report.json"), encoding="utf-8") as source:
        report = json.load(source)
    with open(os.path.join(folders[0], "findings.json"), encoding="utf-8") as source:
        return report, json.load(source)


def said(findings, but=()):
    return sorted(str((f["id"], f["state"], f["table"], f["row"], f["column"], f["key"], f["cell"], f["value"])) for f in findings if f["id"] not in but)


def check_filled(trial, blank):
    filler, tables = Filler(blank), tables_of(SAMPLE)
    for name, (headings, rows) in tables.items():
        filler.fill(name, headings, rows)
    os.makedirs(trial.path("typed"))
    filler.save(trial.path("typed", "台账.xlsx"))
    saved = resave(trial, trial.path("typed", "台账.xlsx"), trial.path("saved"))
    wanted, got = trial.report(SAMPLE), trial.report(saved)
    trial.expect(got.code == wanted.code == 0, f"filled: exit {got.code}, sample {wanted.code}: {trials.tail(got.err)}")
    if got.code:
        return
    (a, a_findings), (b, b_findings) = report_of(wanted), report_of(got)
    trial.expect(a["tables"] == b["tables"] and a["timeliness"] == b["timeliness"], "filled: the tables are not those of the sample")
    left = [f["file"] for f in b_findings if f["id"] == "S18"]
    trial.expect(sorted(left) == ["台账.xlsx:豁免"], f"filled: examples left out: {left}")
    # A text of the report is in a sheet here and in a file there. All other findings name the same row.
    trial.expect(said(a_findings) == said(b_findings, ["S18"]), f"filled: {sorted(set(said(a_findings)) ^ set(said(b_findings, ['S18'])))[:4]}")


MISTAKES = [("申请登记", "登记日期", 4, "2025-02-30", "A01"), ("申请登记", "办理结果", 5, "转办", "S07"), ("申请登记", "申请方式", 6, "飞鸽", "A11"),
            ("申请登记", "申请人类型", 7, "", "S08"), ("办理过程", "工作日数", 3, "约5", "A20"), ("复议诉讼", "类别", 2, "仲裁", "S07"),
            ("行政事业性收费", "金额(万元)", 2, "很多", "A20"), ("办理过程", "受理编号", 5, "没有-1", "A14"), ("申请登记", "受理编号", 9, "", "A05")]


def check_mistakes(trial, blank):
    filler, tables = Filler(blank), tables_of(SAMPLE)
    for name, (headings, rows) in tables.items():
        rows = [list(row) for row in rows]
        for sheet, heading, line, text, _ in MISTAKES:
            if sheet == name:
                rows[line - 2][headings.index(heading)] = text
        filler.fill(name, headings, rows)
    path = trial.path("typed", "错.xlsx")
    filler.save(path)
    saved = resave(trial, path, trial.path("saved"))
    done = trial.run("check", saved, "--year", "2025", "--as-of", trials.AS_OF, "--json", "-q")
    trial.expect(done.code == 2, f"mistakes: exit {done.code}: {trials.tail(done.err)}")
    found = {(f["file"].split(":")[-1], f["column"], f["row"], f["id"]) for f in json.loads(done.out) if f["file"]}
    for sheet, heading, line, _, check in MISTAKES:
        trial.expect((sheet, heading, line, check) in found, f"mistakes: {check} not found at {sheet} row {line} {heading}: {[f for f in found if f[0] == sheet and f[2] == line]}")


# ---- a partly overwritten example

def untrue(text):
    """A value that no record can have, by the blank ledger's own words: 示例…, a number below zero, a day, month or year before 2008."""
    return text.startswith(("示例-", "示例：", "-")) or re.fullmatch(r"2000(-\d\d)*", text) is not None


def date_of(serial):
    return str(datetime.date(1899, 12, 30) + datetime.timedelta(int(serial)))


def check_left(trial, blank):
    """One row for each value of an example, where only this value is left; and one row with only the first cell typed over."""
    filler, wanted, known = Filler(blank), {}, Workbook(blank)
    for name in NAMES_IN_ORDER:
        sheet, headings = known[name], known[name].row(1)
        example = {col: date_of(text) if known.styles[sheet.columns[col]][1] == "yyyy-mm-dd" else text for col, text in sheet.row(2).items()}
        own = {col: {"@": "自编的", "yyyy-mm-dd": "2025-03-04", "0": "2025"}.get(known.styles[sheet.columns[col]][1], "7") for col in example}
        marks = [col for col in example if untrue(example[col])]
        trial.expect(len(marks) > 1 or name == "文本", f"{name}: {[headings[c] for c in marks]} alone cannot be true")
        rows = [{**own, col: example[col]} for col in marks] + [{**example, min(example): own[min(example)]}]
        left = [headings[col] for col in marks] + [headings[min(col for col in marks if col != min(example))]]
        filler.fill(name, list(headings.values()), [[row.get(col, "") for col in headings] for row in rows])
        wanted.update({(name, line): heading for line, heading in enumerate(left, 2)})
    path = trial.path("示例.xlsx")
    filler.save(path)
    done = trial.run("check", path, "--year", "2025", "--as-of", trials.AS_OF, "--json", "-q")
    found = {(f["file"].split(":")[-1], f["row"]): f["column"] for f in json.loads(done.out) if f["id"] == "S19"}
    trial.expect(done.code == 2 and found == wanted, f"examples left: exit {done.code}, {sorted(set(found.items()) ^ set(wanted.items()))[:6]}")


def main():
    trial = trials.Trial("init")
    blank, again, named = trial.path("台账.xlsx"), trial.path("b.xlsx"), trial.path("new", "c.xlsx")
    for path in (blank, again):
        done = trial.run("init", path)
        trial.expect(done.code == 0 and done.out == path + "\n", f"init: exit {done.code}: {trials.tail(done.err)}")
    bytes_of = trials.read_bytes(blank)
    trial.expect(bytes_of == trials.read_bytes(again), "two runs give different bytes")
    done = trial.run("init", blank, "--agency", "某局")
    trial.expect(done.code == 3 and "已经有了" in done.err and trials.read_bytes(blank) == bytes_of, f"an existing file: exit {done.code}: {trials.tail(done.err)}")
    for words, code in (((), 3), (("台账.xls",), 3), ((trial.path("台账.xlsx", "d.xlsx"),), 4), ((trial.path("a.xlsx"), trial.path("b.xlsx")), 3)):
        done = trial.run("init", *words)
        trial.expect(done.code == code and done.err, f"init {words}: exit {done.code}, expected {code}")
    done = trial.run("init", named, "--agency", "江州市云溪县自然资源局")
    book = Workbook(named)
    trial.expect(done.code == 0 and book["机关"].row(2) == {2: "江州市云溪县自然资源局"}, f"--agency: {book['机关'].row(2)}")
    trial.expect("江州市云溪县自然资源局" in book["使用说明"].cells["A1"].text, "--agency is not on 使用说明")
    trial.expect(not [f for f in os.listdir(trial.work) if f.startswith(".nianbao")], "a temporary file was left")
    check_blank(trial, blank)
    done = trial.run("check", named, "--year", "2025", "--as-of", trials.AS_OF, "--json", "-q")
    examples = [f for f in json.loads(done.out) if f["id"] == "S18"] if done.out else []
    trial.expect(len({f["file"] for f in examples}) == len(examples) == len(NAMES_IN_ORDER) - 1, f"the blank ledger itself: {len(examples)} examples left out, exit {done.code}: {trials.tail(done.err)}")
    check_left(trial, blank)
    if shutil.which("soffice"):
        check_filled(trial, blank)
        check_mistakes(trial, blank)
    trial.end()


if __name__ == "__main__":
    main()
