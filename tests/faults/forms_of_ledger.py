"""Random ledgers, each in every form that an office may hand over: the results must not depend on the form.

    python3 tests/faults/forms_of_ledger.py PROGRAM

The plain CSV files give the expected results. The same rows then come as GB18030 files of Chinese names, as a workbook of some program
(dates from 1900 or 1904, sheets in any order), as a wide sheet of another system (CSV in some encoding, and a workbook), typed
into a blank ledger of `nianbao init`, and as these workbooks after LibreOffice has kept them as .ods and saved them again.
"""
import csv
import datetime
import glob
import json
import os
import shutil
import subprocess
import sys

from recount import AGENCY, DAY, LEAVES, YEAR, Chance, put, receipt, some_decisions, some_disputes, some_documents, some_fees, some_requests
from trial import CLEAN, Trial, read, tail, write

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support", "generators"))
import filled_ledger  # noqa: E402  (the folder of the supports is known only now)
import ledger_workbook  # noqa: E402
from ledger_files import HEADINGS, write_table  # noqa: E402
import wide_ledger  # noqa: E402

RESAVED = 3                                            # LibreOffice is slow
COMPUTED = ("agency", "year", "form", "status", "tables", "notes", "narrative", "timeliness")
# In the order of a wide row on one day (docs/zh/台账.md: a notice before its answer).
KINDS = "LD LH BZ BH LY LF ZQ ZF XB XF GZ GF YQ YC SF JF GD ZC CX".split()
ANSWERS = {"ZF": "ZQ", "GD": "ZQ", "XF": "XB", "GF": "GZ", "JF": "SF"}
OPINIONS = ["同意", "不同意", "部分同意", "未答复"]
NAMES = ["陈志强", "江州禾丰种业有限公司", "欧阳 明月", "王〇一", "某某（集团）有限公司"]


def details(chance, kind, party, day):
    """The values of an event of this kind, besides its day, for which a wide row has columns."""
    later = chance.maybe(day + DAY * chance.randint(0, 9), 0.6)
    found = {
        "BZ": {"期限日期": later, "文书号": chance.maybe(f"补〔2025〕{chance.randint(1, 99)}号")},
        "ZQ": {"对方": party, "对方收到日期": later}, "ZF": {"对方": party, "意见": chance.choice(OPINIONS)},
        "XB": {"对方": "区自然资源局"}, "XF": {"对方": "区自然资源局"},
        "GZ": {"对方": "区财政局", "对方收到日期": later}, "GF": {"对方": "区财政局", "意见": chance.choice(OPINIONS)},
        "YQ": {"工作日数": str(chance.randint(1, 20)), "批准人": "李主任", "批准日期": chance.maybe(day, 0.7)},
        "YC": {"期限日期": later},
        "SF": {"对方收到日期": later, "金额": f"{chance.randint(1, 99999) / 100:.2f}", "页数": str(chance.randint(1, 400)), "计费方式": "按量"},
        "JF": {"金额": f"{chance.randint(1, 999)}.5"}, "GD": {"对方": party}, "ZC": {"对方": "区教育局"},
    }
    return found.get(kind, {})


def some_events(chance, requests):
    for request in requests:
        came, kinds = receipt(request), {kind for kind in KINDS if chance.random() < 0.3}
        kinds = [kind for kind in KINDS if kind in kinds and ANSWERS.get(kind, kind) in kinds]
        party, days = chance.choice(["", "江州绿野公司"]), {kind: came + DAY * chance.choice((0, 3, 3, 3, 8, 30)) for kind in kinds}
        for number, kind in enumerate(sorted(kinds, key=days.get), 1):
            yield {"受理编号": request["受理编号"], "序号": str(number), "事件": kind, "日期": days[kind], **details(chance, kind, party, days[kind])}


def dressed(chance, requests):
    """Adds texts, as offices have them; none may change a number."""
    for request in requests:
        yield {**request, "申请人名称": chance.choice(NAMES), "信息名称或描述": chance.choice(["某路，批复", "“三公”经费\n明细", "=不是公式", "2025.10"]),
               "法条依据": chance.maybe("条例第十六条"), "文书号": chance.maybe(f"答〔2025〕{chance.randint(1, 99)}号"), "证件号码": chance.maybe("369925197103210114"),
               "备注": chance.maybe("申请人撤回")}


def make_plain(trial, chance, seed):
    ledger = trial.ledger(f"plain{seed}", without=["declared.csv", "catalogue.csv", "guide.txt", "texts.csv", "interpretations.csv", "narrative.csv"],
                          files={"overview.md": "今年收到 {{requests/new/total}} 件。\n"})
    requests = put(ledger, "requests", list(dressed(chance, some_requests(chance))))
    put(ledger, "events", list(some_events(chance, requests)))
    for table, make in (("disputes", some_disputes), ("documents", some_documents), ("decisions", some_decisions), ("fees", some_fees)):
        put(ledger, table, list(make(chance)))
    for table in HEADINGS:                             # a blank ledger has all tables; an empty table is not a missing one
        if not os.path.exists(os.path.join(ledger, table + ".csv")):
            write_table(ledger, table, [])
    return ledger


# ---- the forms

def as_chinese(plain, target):
    shutil.copytree(plain, target)
    for table, name in ledger_workbook.NAMES.items():
        path = os.path.join(target, table + ".csv")
        if os.path.exists(path):
            write(os.path.join(target, name + ".csv"), read(path).replace("\n", "\r\n").encode("gb18030"))
            os.remove(path)


def as_workbook(chance, folder, target):
    book = ledger_workbook.Book(folder)
    book.dialect, book.date1904 = chance.choice(ledger_workbook.DIALECTS), chance.random() < 0.3
    chance.shuffle(book.sheets)
    book.write(target)


def fill_blank(blank, plain, target):
    filler = filled_ledger.Filler(blank)
    tables = filled_ledger.tables_of(plain)
    for name in filler.book.sheets:
        if name in ledger_workbook.NAMES.values() and name not in tables:
            tables[name] = (list(filler.book[name].row(1).values()), [])
    for name, (headings, rows) in tables.items():
        filler.fill(name, headings, rows)
    filler.save(target)


def forms(trial, chance, seed, plain, blank):
    """{what it is: path} of the same ledger."""
    base = trial.path(f"forms{seed}")
    os.makedirs(base)
    found = {what: os.path.join(base, what + end) for what, end in
             (("chinese", ""), ("book", ".xlsx"), ("wide", ""), ("wide-bare", ""), ("wide-book", ".xlsx"), ("filled", ".xlsx"))}
    as_chinese(plain, found["chinese"])
    as_workbook(chance, plain, found["book"])
    wide_ledger.make(plain, found["wide"], chance.choice(["utf-8", *wide_ledger.ENCODINGS.values()]))
    wide_ledger.make(plain, found["wide-bare"], title="")
    as_workbook(chance, found["wide-bare"], found["wide-book"])
    fill_blank(blank, plain, found["filled"])
    return found


def convert(trial, paths, kind, folder):
    """LibreOffice names what it writes after the file, so every ledger has a name of its own."""
    done = subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{trial.work}/profile", "--convert-to", kind, "--outdir", folder, *paths],
                          capture_output=True, check=False, timeout=300)
    found = sorted(glob.glob(os.path.join(folder, "*")))
    trial.expect(len(found) == len(paths), f"LibreOffice wrote {len(found)} of {len(paths)}: {done.stderr.decode()[-200:]}")
    return found


def resave(trial, made):
    """{(seed, what): path} of the workbooks, saved again from .ods."""
    once = trial.path("named")
    os.makedirs(once)
    for seed, found in made.items():
        for what, path in found.items():
            if path.endswith(".xlsx"):
                shutil.copy(path, os.path.join(once, f"{seed}_{what}.xlsx"))
    kept = convert(trial, sorted(glob.glob(os.path.join(once, "*"))), "ods", trial.path("kept"))
    again = convert(trial, kept, "xlsx:Calc MS Excel 2007 XML", trial.path("again"))
    names = {path: os.path.basename(path).removesuffix(".xlsx").split("_") for path in again}
    return {(int(seed), what): path for path, (seed, what) in names.items()}


# ---- the comparison

def computed(trial, what, run):
    if not trial.expect(run.code in (0, 1), f"{what}: exit {run.code}: {tail(run.err)}"):
        return None
    report = json.loads(read(os.path.join(run.folder, "report.json")))
    findings = json.loads(read(os.path.join(run.folder, "findings.json")))
    # Findings about the file itself (S…) may differ; findings about the records may not.
    said = sorted(str((f["id"], f["state"], f["key"])) for f in findings if not f["id"].startswith("S"))
    return {**{key: report[key] for key in COMPUTED}, "deadlines": read(os.path.join(run.folder, "deadlines.csv")).splitlines(), "findings": said}


def differences(a, b):
    for key in a:
        if a[key] == b[key]:
            continue
        if isinstance(a[key], list):
            yield f"{key}: {[x for x in a[key] if x not in b[key]][:3]} / {[x for x in b[key] if x not in a[key]][:3]}"
        else:
            yield f"{key}: {a[key]} / {b[key]}"[:600]


def in_one_line(measure):
    """LibreOffice loses the line breaks of texts that a program stored as results of formulas."""
    return {**measure, "narrative": {section: text.replace("\n", "") for section, text in measure["narrative"].items()}}


def compare(trial, measure, seed, what, path, change=dict):
    have = computed(trial, f"{seed} {what}", trial.report(path, "-q"))
    if have:
        have, measure = change(have), change(measure)
        trial.expect(have == measure, f"{seed} {what}: {'; '.join(differences(measure, have))}")


def main():
    trial = Trial("forms_of_ledger", 4)
    blank, made, measures = trial.path("blank.xlsx"), {}, {}
    run = trial.run("init", blank)
    trial.expect(run.code == 0, f"init: exit {run.code}: {run.err}")
    for seed in range(trial.trials):
        chance = Chance(f"forms {seed}")
        plain = make_plain(trial, chance, seed)
        measures[seed] = computed(trial, f"{seed} plain", trial.report(plain, "-q"))
        if not measures[seed]:
            continue
        made[seed] = forms(trial, chance, seed, plain, blank)
        for what, path in made[seed].items():
            compare(trial, measures[seed], seed, what, path)
    for (seed, what), path in (resave(trial, {seed: made[seed] for seed in list(made)[:RESAVED]}) if made else {}).items():
        compare(trial, measures[seed], seed, what + ", saved by LibreOffice", path, in_one_line)
    trial.end()


if __name__ == "__main__":
    main()
