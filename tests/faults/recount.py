"""Random ledgers, counted a second time by this script: every cell of every report must agree with the program's.

    python3 tests/faults/recount.py PROGRAM

The counting below follows the words of the law and of the form, not the program's queries: it reads the same files and
shares nothing else with it. Many dates lie near New Year and the closing day, where counting errors are likely.
"""
import csv
import datetime
import io
import json
import os
import random
from decimal import ROUND_HALF_UP, Decimal

from trial import AGENCY, CLEAN, Trial, read, tail, write

LEDGERS = 30
YEAR = 2025
KINDS = {"A1": "natural_person", "B1": "enterprise", "B2": "research", "B3": "welfare", "B4": "legal_service", "B9": "other_org"}
LEAVES = "1 2 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5 6.1 6.2 6.3".split()
RECEIPT = {"C1": ["提交日期"], "C2": ["签收日期"], "C3": ["确认日期", "实收日期"], "C4": ["确认日期", "提交日期"], "C5": ["确认日期", "提交日期"],
           "C6": ["确认日期", "提交日期"], "C7": ["提交日期"], "C8": ["确认日期", "实收日期"], "C9": ["确认日期", "登记日期"]}
MADE = {"S1": "签收送达日期", "S2": "签收送达日期", "S3": "交邮或发出日期", "S4": "交邮或发出日期", "S9": "交邮或发出日期"}
DAY = datetime.timedelta(days=1)


class Chance(random.Random):
    def day(self, first="2023-11-01", last="2026-02-28"):
        """A day, often near the turn of a year."""
        if self.random() < 0.4:
            return datetime.date(self.choice((2025, 2026)), 1, 1) + DAY * self.randint(-3, 3)
        first, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
        return first + DAY * self.randint(0, (last - first).days)

    def maybe(self, value, odds=0.5):
        return value if self.random() < odds else ""


def some_requests(chance):
    for n in range(chance.choice((0, 1, 5, 60))):
        channel, outcome = chance.choice(list(RECEIPT)), chance.maybe(chance.choice(LEAVES), 0.8)
        row = {"受理编号": f"R{n}", "申请人类型": chance.choice(list(KINDS)), "申请方式": channel, "办理结果": outcome}
        for heading in ("提交日期", "签收日期", "实收日期", "确认日期", "登记日期"):
            row[heading] = chance.maybe(chance.day(), 0.3)
        row[RECEIPT[channel][-1]] = row[RECEIPT[channel][-1]] or chance.day()
        for heading in ("落款日期", "交邮或发出日期", "签收送达日期"):
            row[heading] = chance.maybe(chance.day(), 0.6)
        row["送达方式"] = chance.maybe(chance.choice(["S1", "S2", "S3", "S4", "S5", "S9"]), 0.7)
        row["终止日期"] = chance.day() if outcome else ""
        yield row


def receipt(row):
    return next(row[heading] for heading in RECEIPT[row["申请方式"]] if row[heading])


def answered(row):
    """The day the reply was made, None while open."""
    if not row["办理结果"]:
        return None
    if row["送达方式"] == "S5":
        return receipt(row)
    return row.get(MADE.get(row["送达方式"]), "") or row["落款日期"] or row["终止日期"]


def count_requests(rows, first, close, cells):
    def add(row, kind):
        for column in (KINDS[kind], "total"):
            cells[f"requests/{row}/{column}"] += 1
    for row in rows:
        came, went = receipt(row), answered(row)
        if came > close or (came < first and went and went < first):
            continue
        add("new" if came >= first else "carried_in", row["申请人类型"])
        if went and went <= close:
            add(row["办理结果"], row["申请人类型"])
            add("closed", row["申请人类型"])
        else:
            add("carried_out", row["申请人类型"])


def some_disputes(chance):
    for n in range(chance.choice((0, 3, 25))):
        yield {"案件编号": f"D{n}", "类别": chance.choice(["FY", "SZ", "SF"]), "收案日期": chance.day(), "审结日期": chance.maybe(chance.day(), 0.7),
               "结果": chance.choice(["1", "2", "3", "4", ""]), "共同被告复议机关": chance.choice(["", "N", "N", "Y"])}


def count_disputes(rows, first, close, cells):
    blocks = {"FY": "reconsideration", "SZ": "direct_suit", "SF": "suit_after_reconsideration"}
    for row in rows:
        ended = row["审结日期"]
        if row["共同被告复议机关"] == "Y" or row["收案日期"] > close or (ended and ended < first):
            continue
        result = {"1": "upheld", "2": "corrected", "3": "other"}.get(row["结果"], "pending") if ended and ended <= close else "pending"
        for column in (result, "total"):
            cells[f"review/{blocks[row['类别']]}/{column}"] += 1


def some_documents(chance):
    for n in range(chance.choice((0, 4, 40))):
        yield {"文件编号": f"F{n}", "类型": chance.choice(["GZ", "XG", "XG"]), "名称": f"办法{n}", "文号": f"清农规〔2024〕{n}号", "成文日期": chance.day(),
               "有效期至": chance.maybe(chance.day(), 0.3), "废止日期": chance.maybe(chance.day(), 0.3), "修订": chance.choice(["", "N", "Y"])}


def count_documents(rows, first, close, cells):
    for row in rows:
        place = "proactive/" + ("rules" if row["类型"] == "GZ" else "normative")
        ended = row["废止日期"] or (row["有效期至"] + DAY if row["有效期至"] else None)
        if row["成文日期"] > close:
            continue
        cells[place + "/made"] += row["成文日期"] >= first
        cells[place + "/repealed"] += bool(ended) and first <= ended <= close
        cells[place + "/in_force"] += not ended or ended > close


def some_decisions(chance):
    for _ in range(chance.choice((0, 2, 50))):
        day = chance.day()
        monthly = chance.random() < 0.5
        yield {"决定日期": "" if monthly else day, "月份": f"{day:%Y-%m}" if monthly else "", "类别": chance.choice(["XK", "CF", "QZ", "QT"]),
               "数量": chance.choice([0, 1, 1, 17, 11398889])}


def count_decisions(rows, first, close, cells):
    names = {"XK": "licences", "CF": "penalties", "QZ": "coercion"}
    for row in rows:
        day = row["决定日期"] or datetime.date.fromisoformat(row["月份"] + "-01")
        if row["类别"] in names and first <= day <= close:
            cells[f"proactive/{names[row['类别']]}/decisions"] += row["数量"]


def some_fees(chance):
    for n in range(chance.choice((0, 1, 6))):
        digits = chance.randint(0, 6)
        amount = Decimal(chance.randint(0, 10 ** chance.randint(1, 7 + digits))).scaleb(-digits)    # below the greatest of 万元
        yield {"年度": chance.choice([2024, YEAR, YEAR]), "项目名称": f"收费{n}", "金额(万元)": f"{amount.normalize():f}"}    # a workbook keeps no zeros at the end


def count_fees(rows, cells):
    cells["proactive/fees/amount"] = sum((Decimal(row["金额(万元)"]) for row in rows if row["年度"] == YEAR), Decimal(0))


def put(ledger, table, rows):
    headings = read(os.path.join(CLEAN, table + ".csv")).splitlines()[0].split(",")
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({"机关代码": AGENCY, **row})
    write(os.path.join(ledger, table + ".csv"), out.getvalue())
    return rows


def empty_cells():
    cells = {f"proactive/{row}/{column}": 0 for row in ("rules", "normative") for column in ("made", "repealed", "in_force")}
    cells.update({f"proactive/{row}/decisions": 0 for row in ("licences", "penalties", "coercion")})
    cells.update({f"requests/{row}/{column}": 0 for row in ["new", "carried_in", *LEAVES, "closed", "carried_out"] for column in [*KINDS.values(), "total"]})
    cells.update({f"review/{row}/{column}": 0 for row in ("reconsideration", "direct_suit", "suit_after_reconsideration")
                  for column in ("upheld", "corrected", "other", "pending", "total")})
    return cells


def sentence(chance, cells):
    """A sentence of placeholders, and the text that it must give."""
    a, b, c = (chance.choice([address for address in cells if "fees" not in address]) for _ in range(3))
    text, wanted = f"甲{{{{{a}}}}}乙{{{{sum {a} {b} {c}}}}}", f"甲{cells[a]}乙{cells[a] + cells[b] + cells[c]}"
    if cells[b]:
        share = (Decimal(cells[a]) * 100 / Decimal(cells[b])).quantize(Decimal("0.01"), ROUND_HALF_UP)
        text, wanted = f"{text}丙{{{{pct {a} {b}}}}}%", f"{wanted}丙{share}%"
    return text + "。\n", wanted + "。"


def one(trial, seed):
    chance = Chance(seed)
    ledger = trial.ledger(f"ledger{seed}", without=["declared.csv", "catalogue.csv", "guide.txt", "texts.csv"])
    as_of = chance.choice([datetime.date(2026, 1, 20), datetime.date(2026, 1, 1), datetime.date(2025, 12, 31), chance.day("2025-01-01", "2025-12-31")])
    as_of = max(as_of, datetime.date(YEAR, 1, 1))
    first, close = datetime.date(YEAR, 1, 1), min(as_of, datetime.date(YEAR, 12, 31))
    cells = empty_cells()
    count_requests(put(ledger, "requests", list(some_requests(chance))), first, close, cells)
    count_disputes(put(ledger, "disputes", list(some_disputes(chance))), first, close, cells)
    count_documents(put(ledger, "documents", list(some_documents(chance))), first, close, cells)
    count_decisions(put(ledger, "decisions", list(some_decisions(chance))), first, close, cells)
    count_fees(put(ledger, "fees", list(some_fees(chance))), cells)
    put(ledger, "events", [])
    text, wanted = sentence(chance, cells)
    write(os.path.join(ledger, "overview.md"), text)
    run = trial.report(ledger, "-q", as_of=as_of.isoformat())
    if not trial.expect(run.code in (0, 1), f"{seed}: exit {run.code}: {tail(run.err)}"):
        return
    report = json.loads(read(os.path.join(run.folder, "report.json")))
    got = {f"{table}/{row}/{column}": value for table, rows in report["tables"].items() for row, columns in rows.items() for column, value in columns.items()}
    got["proactive/fees/amount"] = Decimal(got["proactive/fees/amount"])
    trial.expect(set(got) == set(cells), f"{seed}: other cells: {sorted(set(got) ^ set(cells))[:3]}")
    for address in sorted(cells):
        trial.expect(got.get(address) == cells[address], f"{seed}, as of {as_of}: {address} is {got.get(address)}, counted {cells[address]}")
    trial.expect(report["narrative"]["overview"] == wanted, f"{seed}: “{report['narrative']['overview']}”, expected “{wanted}”")
    for name in ("report.html", "findings.json"):
        trial.expect(os.path.exists(os.path.join(run.folder, name)), f"{seed}: no {name}")


def main():
    trial = Trial("recount")
    for seed in range(LEDGERS):
        one(trial, seed)
    trial.end()


if __name__ == "__main__":
    main()
