"""Random ledgers, each changed in ways that must not change a cell of the report.

    python3 tests/faults/metamorphic.py PROGRAM [--trials N]

A trial takes a ledger, makes some of CHANGES one after another, hands it over in some form (CSV of an encoding, a workbook, several
folders) and compares the report with that of the unchanged ledger. The script counts nothing itself. It only asks whether the results
are the same, so it can compare all of them.
"""
import copy
import csv
import datetime
import io
import json
import os
import re
from decimal import Decimal

from forms_of_ledger import as_workbook, make_plain
from recount import AGENCY, DAY, LEAVES, YEAR, Chance
from trial import Trial, read, tail, write
from ledger_workbook import NAMES

FEW, TRIALS_OF_A_LEDGER = 6, 3
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
OTHER, OTHER_NAME = "11369925007314096H", "江州市清河县档案馆"


class Ledger:
    """tables: {id: (headings, rows as dicts)}; texts: {path: text}. keys: the old key of a renamed one. shift: years later.
    said: the checks whose findings may differ; None = any, for there are other records."""

    def __init__(self, folder, as_of):
        self.tables, self.texts, self.keys, self.shift, self.said, self.as_of = {}, {}, {}, 0, {"S"}, as_of
        for name in sorted(os.listdir(folder)):
            text = read(os.path.join(folder, name))
            if name.endswith(".csv"):
                lines = list(csv.reader(io.StringIO(text)))
                self.tables[name[:-4]] = (lines[0], [dict(zip(lines[0], line)) for line in lines[1:]])
            else:
                self.texts[name] = text

    def rows(self, table):
        return self.tables[table][1]

    def save(self, folder, encoding="utf-8", end="\n", quoting=csv.QUOTE_MINIMAL, chinese=False, tables=None):
        for table in self.tables if tables is None else tables:
            headings, rows = self.tables[table]
            out = io.StringIO()
            writer = csv.DictWriter(out, headings, restval="", lineterminator=end, quoting=quoting)
            writer.writeheader()
            writer.writerows(rows)
            write(os.path.join(folder, (NAMES[table] if chinese else table) + ".csv"), out.getvalue().encode(encoding))
        for path, text in self.texts.items() if tables is None else ():
            write(os.path.join(folder, path), text)
        return folder


# ---- changes

def permute_rows(chance, ledger):
    for _, rows in ledger.tables.values():
        chance.shuffle(rows)


def permute_columns(chance, ledger):
    for headings, _ in ledger.tables.values():
        chance.shuffle(headings)


def rename_keys(chance, ledger):
    shape = chance.choice(["清农依申请〔2025〕{}号", "QH-{:04}", "x{}y"])
    old = [row["受理编号"] for row in ledger.rows("requests")]
    new = dict(zip(old, (shape.format(n) for n in chance.sample(range(1, 9000), len(old)))))
    for table in ("requests", "events"):
        for row in ledger.rows(table):
            row["受理编号"] = new[row["受理编号"]]
    ledger.said and ledger.said.add("A06")             # whether numbers follow each other
    ledger.keys = {new[key]: ledger.keys.get(key, key) for key in old}


def add_agency(chance, ledger):
    """One more agency without a record; its texts must then stand apart."""
    ledger.said and ledger.said.add("I07")             # whether the leading agency is in the list of several
    headings, rows = ledger.tables["agencies"]
    rows.insert(chance.randint(0, len(rows)), dict.fromkeys(headings, "") | {"机关代码": OTHER, "机关名称": OTHER_NAME, "机关类型": "B", "层级": "4", "垂直管理": "N"})
    for name in [name for name in ledger.texts if name.endswith(".md") and "/" not in name]:
        ledger.texts[f"narrative/{AGENCY}/{name}"] = ledger.texts.pop(name)


def add_outside(chance, ledger):
    """Records from before and after the year, which count nowhere."""
    ledger.said = None
    first, year = datetime.date(YEAR, 1, 1), datetime.timedelta(days=365)

    def before():
        return first - DAY * chance.randint(1, 400)

    def behind():
        return first + year + DAY * chance.randint(0, 300)

    def put(table, row):
        rows = ledger.rows(table)
        rows.insert(chance.randint(0, len(rows)), dict.fromkeys(ledger.tables[table][0], "") | {"机关代码": AGENCY} | row)

    for n in range(chance.randint(1, 5)):
        went, late, made, day = before(), behind(), before(), chance.choice([before, behind])()
        came = went - DAY * chance.randint(1, 30)
        put("requests", {"受理编号": f"OUT-{n}", "申请人类型": "A1", "申请方式": "C1", "提交日期": str(came), "办理结果": chance.choice(LEAVES), "落款日期": str(went), "终止日期": str(went)})
        put("requests", {"受理编号": f"NEXT-{n}", "申请人类型": "B1", "申请方式": "C1", "提交日期": str(late)})
        put("disputes", {"案件编号": f"OUT-{n}", "类别": "FY", "收案日期": str(came), "审结日期": str(went), "结果": "1"})
        put("disputes", {"案件编号": f"NEXT-{n}", "类别": "SZ", "收案日期": str(late)})
        put("documents", {"文件编号": f"OUT-{n}", "类型": "XG", "名称": f"旧办法{n}", "文号": f"清农规〔2023〕{n}号", "成文日期": str(made - DAY * 90), "废止日期": str(made)})
        put("documents", {"文件编号": f"NEXT-{n}", "类型": "XG", "名称": f"新办法{n}", "文号": f"清农规〔2026〕{n}号", "成文日期": str(late)})
        put("decisions", {"决定日期": str(day), "类别": "XK", "数量": str(chance.randint(1, 99))})
        put("fees", {"年度": chance.choice(["2023", "2024"]), "项目名称": f"旧收费{n}", "金额(万元)": "3.5"})


def shift_years(chance, ledger):
    """Counting does not depend on working days. The times of answers and the findings of checks do, and may differ."""
    ledger.said, ledger.shift = None, -chance.randint(1, 3)

    def earlier(word):
        found = re.fullmatch(r"(20\d\d)((-\d\d)?(-\d\d)?)", word)
        return word if not found else f"{int(found[1]) + ledger.shift}{found[2]}".replace("-02-29", "-02-28")

    for headings, rows in ledger.tables.values():
        for row in rows:
            for heading in headings:
                if re.search("日期|月份|年度|期间|有效期", heading):
                    row[heading] = earlier(row[heading])
    ledger.as_of = earlier(ledger.as_of)


def add_column(chance, ledger):
    
    headings, rows = ledger.tables[chance.choice(["requests", "disputes", "decisions"])]
    headings.insert(chance.randint(0, len(headings)), "经办人内部意见")
    for row in rows:
        row["经办人内部意见"] = chance.choice(["", "拟同意", "2025-01-01", "3"])


CHANGES = [permute_rows, permute_columns, rename_keys, add_agency, add_outside, shift_years, add_column]
# `Outside` means outside of 2025, so it comes before the change that shifts years. The other changes combine freely.


# ---- forms

def as_csv(chance, ledger, place):
    ledger.save(place, chance.choice(ENCODINGS), chance.choice(["\n", "\r\n"]), chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), chance.random() < 0.5)
    return [place]


def as_book(chance, ledger, place):
    """The words are in the folder, beside the workbook."""
    ledger.save(place + "-csv")
    texts = {path: text for path, text in ledger.texts.items() if path.endswith(".md")}
    for path in texts:
        os.remove(os.path.join(place + "-csv", path))
    as_workbook(chance, place + "-csv", place + "-book.xlsx")
    os.makedirs(place)
    os.rename(place + "-book.xlsx", os.path.join(place, "台账.xlsx"))
    for path, text in texts.items():
        write(os.path.join(place, path), text)
    return [place]


def as_folders(chance, ledger, place):
    """Some rows of some tables lie in a second ledger."""
    second, whole = copy.deepcopy(ledger), ledger.tables
    parted = chance.sample(["requests", "events", "disputes", "documents", "decisions", "fees"], chance.randint(1, 6))
    for table in parted:
        headings, rows = whole[table]
        at = chance.randint(0, len(rows))
        ledger.tables[table], second.tables[table] = (headings, rows[:at]), (headings, rows[at:])
    return [ledger.save(place), second.save(place + "-2", tables=parted)]


# ---- the comparison

def measure(trial, what, ledger, folders):
    year = YEAR + ledger.shift
    run = trial.report(folders, "-q", year=str(year), as_of=ledger.as_of)
    if not trial.expect(run.code in (0, 1), f"{what}: exit {run.code}: {tail(run.err)}"):
        return None
    folder = os.path.join(run.place, str(year), AGENCY)
    report, findings = (json.loads(read(os.path.join(folder, name))) for name in ("report.json", "findings.json"))
    found = {key: report[key] for key in ("form", "tables", "notes")}
    fees = found["tables"]["proactive"]["fees"]        # a workbook keeps no zeros behind the last digit
    fees["amount"] = str(Decimal(fees["amount"]).normalize())
    if not ledger.shift:
        found["timeliness"], found["narrative"] = report["timeliness"], report["narrative"]
        lines = list(csv.reader(io.StringIO(read(os.path.join(folder, "deadlines.csv")))))
        found["deadlines"] = sorted([ledger.keys.get(line[0], line[0]), *line[1:]] for line in lines)
    found["findings"] = sorted((f["id"], f["state"]) for f in findings)
    other = os.path.join(run.place, str(year), OTHER, "report.json")
    if os.path.exists(other):
        cells = [value for rows in json.loads(read(other))["tables"].values() for columns in rows.values() for value in columns.values()]
        trial.expect(all(value in (0, "0") for value in cells), f"{what}: an agency without records has numbers: {[v for v in cells if v][:5]}")
    return found


def of_both(ledger, found, other):
    """The parts of a report that must be the same for the changed and the unchanged ledger."""
    found = {key: value for key, value in found.items() if key in other and (key != "findings" or ledger.said is not None)}
    if "findings" in found:
        found["findings"] = [finding for finding in found["findings"] if not {finding[0], finding[0][0]} & ledger.said]
    return found


def differences(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted({*a, *b}):
            yield from differences(a.get(key), b.get(key), f"{path}/{key}")
    elif a != b:
        if isinstance(a, list):
            a, b = [x for x in a if x not in b][:4], [x for x in b if x not in a][:4]
        yield f"{path}: {a} / {b}"


def one(trial, seed):
    """Makes a ledger and runs its trials; returns their number."""
    chance = Chance(f"metamorphic {seed}")
    as_of = chance.choice(["2026-01-20", "2026-01-20", "2025-12-31", str(chance.day("2025-03-01", "2025-12-31"))])
    as_of = max(as_of, f"{YEAR}-01-02")
    plain = Ledger(make_plain(trial, chance, f"-m{seed}"), as_of)
    wanted = measure(trial, f"{seed}", plain, [plain.save(trial.path(f"m{seed}"))])
    for n in range(TRIALS_OF_A_LEDGER if wanted else 0):
        ledger, changes = copy.deepcopy(plain), chance.sample(CHANGES, chance.randint(1, 4))
        for change in sorted(changes, key=CHANGES.index):
            change(chance, ledger)
        form = chance.choice([as_csv, as_csv, as_book, as_folders])
        what = f"{seed}.{n} {' '.join(change.__name__ for change in changes)} {form.__name__}, as of {as_of}"
        got = measure(trial, what, ledger, form(chance, ledger, trial.path(f"m{seed}-{n}")))
        if got:
            wrong = list(differences(of_both(ledger, wanted, got), of_both(ledger, got, wanted)))
            trial.expect(not wrong, f"{what}: {'; '.join(wrong[:4])}")


def main():
    trial = Trial("metamorphic", FEW)
    for seed in range(max(1, trial.trials // TRIALS_OF_A_LEDGER)):
        one(trial, seed)
        trial.clear()
    trial.end()


if __name__ == "__main__":
    main()
