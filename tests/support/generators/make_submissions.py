"""Invented annual reports as report.json, for comparisons: the same for the same arguments, on every machine.

    python3 tests/support/generators/make_submissions.py OUT AGENCIES YEAR…

Each lies in OUT/YEAR/CODE/report.json. The numbers of a report agree with each other. Some agencies have few requests, one in
seventeen withholds for third parties, one in eleven changes its ways in the last year, one has no requests at all.
"""
import json
import os
import sys

KINDS = ("natural_person", "enterprise", "research", "welfare", "legal_service", "other_org")
LEAVES = "1 2 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5".split()
LAST_LEAVES = {"2019": ["6"], "2021": ["6.1", "6.2", "6.3"]}
WEIGHTS = {"1": 30, "2": 8, "3.4": 4, "3.5": 3, "3.6": 4, "3.7": 3, "3.8": 4, "4.1": 25, "4.2": 4, "4.3": 2, "5.1": 4, "5.2": 2, "6": 2, "6.3": 2}
TOWNS = ("江州市", "临江县", "清溪区", "安平县")
OFFICES = "财政局 教育局 公安局 民政局 司法局 水利局 商务局 审计局 统计局 交通运输局 自然资源和规划局 人力资源和社会保障局".split()
PROACTIVE = {
    "2021": {"rules": "made repealed in_force", "normative": "made repealed in_force", "licences": "decisions", "penalties": "decisions",
             "coercion": "decisions", "fees": "amount"},
    "2019": {"rules": "made published published_total", "normative": "made published published_total",
             "licences": "items_before items_change decisions", "services": "items_before items_change decisions",
             "penalties": "items_before items_change decisions", "coercion": "items_before items_change decisions",
             "fees": "items_before items_change", "procurement": "items amount"}}
REVIEWS = {"reconsideration": 8, "direct_suit": 20, "suit_after_reconsideration": 25}


class Dice:
    """A small random generator: Python's own may change from version to version."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**64 + 1

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def pick(self, weights):
        at = self.below(sum(weights.values()))
        for key, weight in weights.items():
            at -= weight
            if at < 0:
                return key
        raise AssertionError


def agency_name(i):
    round_of = i // (len(TOWNS) * len(OFFICES))
    return TOWNS[i // len(OFFICES) % len(TOWNS)] + (f"第{round_of + 1}" if round_of else "") + OFFICES[i % len(OFFICES)]


def request_rows(dice, form, closed, carried_in, carried_out, weights):
    leaves = LEAVES + LAST_LEAVES[form]
    rows = {row: dict.fromkeys(KINDS, 0) for row in ["new", "carried_in", *leaves, "closed", "carried_out"]}
    weights = {leaf: weights.get(leaf, 1) for leaf in leaves}
    for _ in range(closed):
        kind = KINDS[0] if dice.below(10) < 8 else KINDS[dice.below(len(KINDS))]
        rows[dice.pick(weights)][kind] += 1
        rows["closed"][kind] += 1
    rows["carried_out"][KINDS[0]] = carried_out
    rows["carried_in"][KINDS[0]] = min(carried_in, rows["closed"][KINDS[0]] + carried_out)
    for kind in KINDS:
        rows["new"][kind] = rows["closed"][kind] + rows["carried_out"][kind] - rows["carried_in"][kind]
    for row in rows.values():
        row["total"] = sum(row.values())
    return rows


def review_rows(dice, size):
    rows = {}
    for block, share in REVIEWS.items():
        cells = dict.fromkeys(("upheld", "corrected", "other", "pending"), 0)
        for _ in range(dice.below(size // share + 2)):
            cells[dice.pick({"upheld": 60, "corrected": 14, "other": 12, "pending": 14})] += 1
        rows[block] = {**cells, "total": sum(cells.values())}
    return rows


def report(i, year, last_year):
    dice = Dice(i * 10000 + year)
    form = "2021" if year >= 2021 else "2019"
    size = 0 if i == 7 else (12, 45, 90, 160, 300, 25)[i % 6] + Dice(i).below(40)
    weights = dict(WEIGHTS)
    if i % 17 == 3:
        weights["3.4"] = 70
    if i % 11 == 4 and year == last_year:
        weights["4.1"] = 150
    carried_out = dice.below(size // 8 + 1)
    requests = request_rows(dice, form, size, dice.below(size // 10 + 1), carried_out, weights)
    late = dice.below(size // 30 + 1)
    disputed = dice.below(2) if size > late else 0
    knows_time = i % 5 != 2
    timeliness = {"answered": size if knows_time else None, "in_time": size - late - disputed if knows_time else None,
                  "disputed": disputed if knows_time else None, "late": late if knows_time else None, "unknown": 0 if knows_time else None,
                  "median_working_days": 9 + dice.below(9) if knows_time and size else None, "p90_working_days": 19 if knows_time and size else None}
    return {
        "schema": "nianbao.report/1", "agency": {"code": f"B{i:04d}", "name": agency_name(i), "type": "B", "level": 4}, "year": year, "form": form,
        "status": "draft" if i == 1 and year == last_year else "final",
        "tables": {"proactive": {row: {c: "0" if c == "amount" else 0 for c in columns.split()} for row, columns in PROACTIVE[form].items()},
                   "requests": requests, "review": review_rows(dice, size)},
        "notes": {}, "narrative": {}, "timeliness": timeliness,
        "provenance": {"program": "nianbao 0.1.0", "form": "sha256:" + ("ab" if i % 9 else "cd") * 32, "rules": "sha256:" + "12" * 32,
                       "calendar": "sha256:" + "34" * 32, "as_of": f"{year + 1}-01-20", "inputs": []}}


def make(out, agencies, years):
    for i in range(agencies):
        for year in years:
            folder = os.path.join(out, str(year), f"B{i:04d}")
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, "report.json"), "w", encoding="utf-8") as target:
                json.dump(report(i, year, max(years)), target, ensure_ascii=False)
                target.write("\n")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit("usage: make_submissions.py OUT AGENCIES YEAR…")
    make(sys.argv[1], int(sys.argv[2]), [int(year) for year in sys.argv[3:]])
