"""Serial numbers of requests: A06 and A07 find what this file finds in the same ledger, with columns and with a kept store.

    python3 tests/whole/serials.py PROGRAM [--trials N]

Random ledgers of one agency: numbers of one to three forms (with and without year, with the day, of many digits, of none), some of
another form, in the order of the ledger or out of it, with gaps, and requests of the year before among them.
"""
import csv
import datetime
import json
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))
from trial import Trial

FORMS = {
    "padded": "NH-2025-{:04}", "plain": "清农依申请〔2025〕{}", "grows": "NH2025-{}", "day": "{day}{:03}", "day and dash": "{day}-{:02}", "no year": "SQ{}",
    "no digits": "2025-{}号", "long": "2025{:014}", "too long": "2025{:024}", "other year": "{other}-{:03}", "eight": "NH12345678-{}", "town": "{town}2025-{:02}",
}
HEADINGS = "受理编号 申请人类型 申请人名称 申请方式 提交日期 登记日期 信息名称或描述 办理结果 落款日期 送达方式 交邮或发出日期".split()


def requests(draw):
    """[(number, received, registered)]"""
    forms, strays = draw.choice([["day"], ["padded"], draw.sample(sorted(FORMS), 2), draw.sample(sorted(FORMS), 3)]), draw.choice([0, 0.03, 0.2])
    rows, seen, at = [], set(), 0
    for _ in range(draw.choice([5, 40, 400])):
        at += draw.choice([1] * 20 + [2, 3, 9])
        day = datetime.date(2024, 12, 20) + datetime.timedelta(draw.randrange(360))
        registered = day if draw.random() < 0.8 else day + datetime.timedelta(draw.choice([1, 3, 400]))
        form = draw.choice(sorted(FORMS) if draw.random() < strays else forms)
        number = FORMS[form].format(at, day=draw.choice([day] * 9 + [registered]).strftime("%Y%m%d"), other=draw.choice([2024, 2025, 2026]), town=draw.choice("甲乙"))
        alike = re.sub(r"0*(\d+)", r"\1", number).replace("-", "")
        if alike not in seen:
            rows.append((number, day, registered))
        seen.add(alike)
    if draw.random() < 0.3:
        draw.shuffle(rows)
    return rows


def put(ledger, rows):
    with open(os.path.join(ledger, "requests.csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADINGS)
        for i, (number, received, registered) in enumerate(rows):
            answered = received + datetime.timedelta(3)
            writer.writerow([number, "A1", f"王{i}", "C4", received, registered, f"第{i}件", "1", answered, "S3", answered])
    for name in ("events", "disputes"):                # they name requests that are no longer there
        path = os.path.join(ledger, f"{name}.csv")
        with open(path, encoding="utf-8") as source:
            heading = source.readline()
        with open(path, "w", encoding="utf-8") as out:
            out.write(heading)


def gaps(rows):
    """{(number, value)} of A06."""
    serials, found = {}, set()
    for number, received, _ in rows:
        prefix = number.rstrip("0123456789")
        tail = number[len(prefix):]
        if 1 <= len(tail) <= 6 and ("2025" in prefix or received.year == 2025):
            serials.setdefault(prefix, []).append((int(tail), number))
    for prefix, used in serials.items():
        before, shown, missing, first = 0 if "2025" in prefix else None, [], 0, None
        for serial, number in sorted(used):
            if before is not None and serial > before + 1:
                shown.append(str(before + 1) if serial == before + 2 else f"{before + 1}—{serial - 1}")
                missing += serial - before - 1
                first = first or number
            before = serial
        if shown and missing <= len(used):
            found.add((first, f"缺{'、'.join(shown[:5])}{'等' if len(shown) > 5 else ''}，共{missing}号"))
    return found


def misdated(rows):
    """[number] of A07, in the order of the ledger."""
    rows = [row for row in rows if row[1].year == 2025]
    days = [any(day.strftime("%Y%m%d") in number for day in (received, registered)) for number, received, registered in rows]
    years = ["2025" in number or str(registered.year) in number for number, _, registered in rows]
    by_day, by_year = (sum(has) < len(rows) < 2 * sum(has) for has in (days, years))
    return [row[0] for row, day, year in zip(rows, days, years) if (by_day and not day) or (by_year and not year)]


def one(trial, seed):
    draw = random.Random(seed)
    rows = requests(draw)
    ledger = trial.ledger("ledger")
    put(ledger, rows)
    for words in ([], ["--store", trial.path("kept.db")]):
        run = trial.report(ledger, "-q", *words)
        name = f"seed {seed}{' with --store' if words else ''}"
        if not trial.expect(run.code in (0, 1), f"{name}: exit {run.code}: {run.err[-300:]}"):
            continue
        with open(os.path.join(run.folder, "findings.json"), encoding="utf-8") as source:
            findings = json.load(source)
        found = [(f["id"], f.get("key"), f.get("value")) for f in findings]
        wanted = gaps(rows), misdated(rows)
        given = {(key, value) for rule, key, value in found if rule == "A06"}, [key for rule, key, _ in found if rule == "A07"]
        trial.expect(given[0] == wanted[0], f"{name}: A06 {sorted(given[0] ^ wanted[0])[:4]}")
        trial.expect(given[1] == wanted[1], f"{name}: A07 {given[1][:4]}, not {wanted[1][:4]}")
    trial.clear()


def main():
    trial = Trial("serials", few=8)
    for seed in range(trial.trials):
        one(trial, seed)
    trial.end()


main()
