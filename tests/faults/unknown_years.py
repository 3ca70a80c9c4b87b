"""What the program says while a year's calendar is unknown must stay true under every calendar of that year.

    python3 tests/faults/unknown_years.py PROGRAM [REQUESTS] [SEED]

Random requests, with every kind of event, lie near the turn into a year without a calendar. The program reckons each
without that calendar and under several invented ones, some of them absurd. Every due date, count, state and finding of the
first run must be the same in all the others. The first run may only say less.
"""
import csv
import datetime
import io
import json
import os
import random
import sys

from trial import AGENCY, CLEAN, Trial, read, tail, write

DAY = datetime.timedelta(days=1)
COUNT, SEED = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 300), (3, 1)))
del sys.argv[2:]
CHANNELS = {"C1": ["提交日期"], "C2": ["签收日期"], "C3": ["实收日期", "确认日期"], "C4": ["提交日期", "登记日期"], "C5": ["提交日期", "确认日期"],
            "C8": ["提交日期", "实收日期"], "C9": ["确认日期", "登记日期"]}
EVENTS = "BZ BH BZ BH YQ YQ YQ ZQ ZF XB XF GZ GF LY LF YC YC SF JF JF LD LH GD CX ZC".split()
OUTCOMES = "1 1 2 3.4 4.1 5.4 6.1 6.1 6.2 6.2 6.3".split()
# Findings that claim nothing about the case: that a day is unknown, and figures of all cases together, which are compared apart.
NO_CLAIM = ("B23", "B24")


class Year:
    """The unknown year, the current day, the region of the calendar, and the invented calendars."""
    def __init__(self, year, as_of, region, calendars):
        self.year, self.as_of, self.region, self.calendars = year, as_of, region, calendars


def invent(chance, year, region, off, on):
    """Weekdays off and weekends on, each with its odds."""
    day, rows = datetime.date(year, 1, 1), [f"{year}-01-01,holiday,元旦,假想,official,{region}"]
    while day.year == year:
        weekend = day.weekday() > 4
        if day.month + day.day > 2 and chance.random() < (on if weekend else off):
            rows.append(f"{day},{'workday' if weekend else 'holiday'},假日,假想,official,{region}")
        day += DAY
    return "date,kind,name,source,status,region\n" + "\n".join(rows) + "\n"


def some_events(chance, at, last):
    for _ in range(chance.choice((0, 0, 1, 2, 3, 4, 6))):
        at += DAY * chance.choice((0, 1, 2, 3, 5, 8, 13, 20))
        if at > last:
            return
        event = {"事件": chance.choice(EVENTS), "日期": at}
        if event["事件"] in ("ZQ", "XB", "GZ", "ZF", "XF", "GF"):
            event["对方"] = chance.choice(["", "甲机关"])
        if event["事件"] in ("ZQ", "GZ", "SF") and chance.random() < 0.6:
            event["对方收到日期"] = at + DAY * chance.randint(0, 4)
        if event["事件"] in ("BZ", "YC") and chance.random() < 0.9:
            event["期限日期"] = at + DAY * chance.choice((3, 7, 14, 40))
        if event["事件"] == "YQ":
            event.update({"工作日数": chance.choice(["", 5, 10, 20]), "批准人": chance.choice(["张", "张", "张", ""]), "批准日期": at})
        if event["事件"] in ("SF", "JF"):
            event["金额"] = chance.choice(["", "100.00", "200.00", "300.00"])
        yield event


def make(chance, count, turn):
    """(requests, events) as rows; the receipts lie before and after the turn of the year."""
    requests, events = [], []
    for n in range(count):
        came = turn - DAY * chance.choice((chance.randint(-20, 5), chance.randint(5, 60)))
        row = {"受理编号": f"R{n}", "申请人类型": chance.choice(["A1", "B1"]), "申请人名称": "张某", "申请方式": chance.choice(list(CHANNELS)),
               "信息名称或描述": f"第{n}件", "机关代码": AGENCY}
        for k, heading in enumerate(CHANNELS[row["申请方式"]]):
            row[heading] = came + DAY * k * chance.choice((0, 1, 4))
        came = max(row[heading] for heading in CHANNELS[row["申请方式"]])
        went = came + DAY * chance.choice((5, chance.randint(10, 40), chance.randint(25, 100)))
        if chance.random() < 0.75:
            row.update({"办理结果": chance.choice(OUTCOMES), "送达方式": chance.choice(["S3", "S4"]), "交邮或发出日期": went})
        requests.append(row)
        for seq, event in enumerate(some_events(chance, came, went), 1):
            events.append({"受理编号": row["受理编号"], "机关代码": AGENCY, "序号": seq, **event})
    return requests, events


def sheet(rows):
    out = io.StringIO()
    heads = list(dict.fromkeys(heading for row in rows for heading in row))
    table = csv.DictWriter(out, heads, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


class Said:
    """All results of one run: each request, each finding, the list of open requests, the figures."""
    def __init__(self, trial, ledger, turn, year, calendar):
        words = (["--calendar", calendar] if calendar else []) + (["--region", turn.region] if turn.region else [])
        run = trial.report(ledger, "-q", *words, year=str(year), as_of=turn.as_of)
        self.folder = os.path.join(run.place, str(year), AGENCY)
        if run.code not in (0, 1):
            sys.exit(f"exit {run.code}: {tail(run.err, 40)}")
        self.clock = {row["request"]: row for row in self.table("deadlines.csv")}
        self.open = {row["受理编号"]: row for row in self.table("结转清单.csv")}
        self.findings = {tuple(text for name, text in row.items() if name not in ("所见值", "应为")): (row["所见值"], row["应为"])
                         for row in self.table("findings.csv") if row["编号"].startswith("B") and row["编号"] not in NO_CLAIM}
        with open(os.path.join(self.folder, "report.json"), encoding="utf-8") as file:
            self.figures = json.load(file)["timeliness"]

    def table(self, name):
        return list(csv.DictReader(io.StringIO(read(os.path.join(self.folder, name)).lstrip("\ufeff"))))


def holds(said, true):
    """Whether the first run says nothing, or says the true value."""
    return said is None or said == "" or said == true


def compare(trial, where, a, b):
    for what, said, true in (("期限", a.clock, b.clock), ("结转", a.open, b.open)):
        for no, row in said.items():
            for name, value in row.items():
                open_yet = "无法判断" in value or value == "unknown"
                trial.expect(open_yet or holds(value, true[no][name]), f"{where} {what} {no}: {name} {value}, in truth {true[no][name]}")
    for finding, words in a.findings.items():
        true = b.findings.get(finding, ())
        fits = len(true) == len(words) and all(x.startswith("在") or y.startswith(x) for x, y in zip(words, true))
        trial.expect(fits, f"{where}: {finding} {words}, in truth {true}")
    f, g = a.figures, b.figures
    for name in ("in_time", "disputed", "late"):
        trial.expect(f[name] <= g[name] <= f[name] + f["unknown"], f"{where}: {name} {f[name]} of {f}, in truth {g[name]}")
    for name in ("median_working_days", "p90_working_days"):
        trial.expect(holds(f[name], g[name]), f"{where}: {name} {f[name]}, in truth {g[name]}")


def main():
    trial, chance = Trial("unknown_years"), random.Random(SEED)
    odds = [(0, 0), (0.3, 0.1), (0.05, 0.9), (0.9, 0.05)]
    turns = [Year(2027, "2027-03-20", None, [invent(chance, 2027, "全国", *o) for o in odds]),
             Year(2026, "2026-03-20", "新疆", [invent(chance, 2026, "新疆", *o) for o in odds])]
    decided = 0
    for turn in turns:
        requests, events = make(chance, COUNT, datetime.date(turn.year, 1, 1))
        others = [name for name in os.listdir(CLEAN) if name not in ("agencies.csv", "requests.csv", "events.csv")]
        ledger = trial.ledger(f"ledger{turn.year}", without=others, edit={"agencies.csv": [(",全国,", ",,")]},
                              files={"requests.csv": sheet(requests), "events.csv": sheet(events)})
        paths = [trial.path(f"{turn.year}-{n}.csv") for n in range(len(turn.calendars))]
        for path, text in zip(paths, turn.calendars):
            write(path, text)
        for year in (turn.year - 1, turn.year):
            unknown = Said(trial, ledger, turn, year, None)
            states = [row["state"] for row in unknown.clock.values()]
            decided += sum(state != "unknown" for state in states)
            trial.expect(states.count("unknown") > COUNT / 20, f"{turn.year}: nothing is unknown")
            for n, path in enumerate(paths):
                compare(trial, f"{turn.year}-{n}", unknown, Said(trial, ledger, turn, year, path))
    trial.expect(decided > COUNT, f"only {decided} of {4 * COUNT} are decided")
    trial.end()


main()
