"""Computes a comparison again, with rational numbers and without the program, and compares it with comparison.json.

    python3 tests/whole/comparison.py PROGRAM

The program compares invented reports of 30 agencies, of three years and two forms. This script computes every numerator,
denominator, rate, bound, rank, tie and outlier from the definitions of docs/zh/比较.md. Neither another order of the reports
nor a second run changes a byte. No document gives a rank to an agency with few cases.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal, getcontext
from fractions import Fraction
from math import isqrt

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
from make_submissions import make

getcontext().prec = 60
LEAST, LIMIT, POOLED, SPREAD, Z2 = 30, 3090, 3, 8, Decimal("3.841459")
YEARS = (2020, 2024, 2025)
WRONG = "B0004"                                        # whose latest report has a wrong total
CELL = "requests/{}/total"


def total(report, *rows):
    return sum(report["tables"]["requests"][row]["total"] for row in rows)


def rows_of(report, head):
    return [row for row in report["tables"]["requests"] if row == head or row.startswith(head + ".")]


def review(report, blocks, *columns):
    return sum(report["tables"]["review"][block][column] for block in blocks for column in columns)


def closed(rows):
    return lambda r: ([(CELL.format(row), total(r, row)) for row in rows(r)], total(r, "closed"))


def terms_of_time(r):
    t = r["timeliness"]
    if t["answered"] is None:
        return None
    return [("timeliness/in_time", t["in_time"])], t["in_time"] + t["disputed"] + t["late"]


def terms_of_review(*blocks):
    return lambda r: ([(f"review/{b}/corrected", review(r, [b], "corrected")) for b in blocks], review(r, blocks, "upheld", "corrected", "other"))


SUITS = ("direct_suit", "suit_after_reconsideration")
SHARES = {                                             # id → (direction, report → (numerator's cells, denominator) or None)
    "disclosed": (1, closed(lambda r: ["1", "2"])),
    "withheld": (1, closed(lambda r: rows_of(r, "3"))),
    "unable": (1, closed(lambda r: rows_of(r, "4"))),
    "not_held": (1, closed(lambda r: ["4.1"])),
    "not_processed": (1, closed(lambda r: rows_of(r, "5"))),
    "otherwise": (1, closed(lambda r: rows_of(r, "6"))),
    "carried_over": (-1, lambda r: ([(CELL.format("carried_out"), total(r, "carried_out"))], total(r, "new", "carried_in"))),
    "in_time": (1, terms_of_time),
    "corrected_reconsideration": (-1, terms_of_review("reconsideration")),
    "corrected_suit": (-1, terms_of_review(*SUITS)),
}
for number, name in enumerate("secret law safety third_party internal process case_file inquiry".split(), 1):
    SHARES["withheld_" + name] = (1, closed(lambda r, row=f"3.{number}": [row]))


def half_up(share):
    return int((share * 10000 + Decimal("0.5")) // 1)


def percent(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def wilson(k, n):
    k, n = Decimal(k), Decimal(n)
    root = (Z2 * Z2 + 4 * Z2 * k * (n - k) / n).sqrt()
    return tuple(half_up(max(Decimal(0), (2 * k + Z2 + sign * root) / (2 * (n + Z2)))) for sign in (-1, 1))


def towards_zero(square):
    return isqrt(square.numerator // square.denominator)


def distance(k, n, all_k, all_n):
    if all_k in (0, all_n):
        return 0
    p = Fraction(all_k, all_n)
    size = towards_zero(10**6 * (k - n * p) ** 2 / (n * p * (1 - p)))
    return size if k * all_n >= n * all_k else -size


def change(k, n, k_before, n_before):
    p = Fraction(k + k_before, n + n_before)
    if p in (0, 1):
        return 0
    square = 10**6 * (Fraction(k, n) - Fraction(k_before, n_before)) ** 2 / (p * (1 - p) * (Fraction(1, n) + Fraction(1, n_before)))
    size = towards_zero(square)
    return size if Fraction(k, n) >= Fraction(k_before, n_before) else -size


def group_of(report):
    """The generator's offices are departments; the last place in a name is a city, or a county or district."""
    return "department.3" if report["agency"]["name"].startswith("江州市") else "department.4"


class Expected:
    def __init__(self, reports, doubtful):
        self.reports = reports                         # (code, year) → report
        self.doubtful = doubtful                       # (code, year, indicator): uses a cell that must be corrected
        self.group = {code: group_of(report) for (code, _), report in reports.items()}
        self.values, self.pooled, self.peers, self.outliers, self.problems = {}, {}, {}, set(), []
        for name, (_, terms) in SHARES.items():
            for (code, year), report in reports.items():
                self.value(name, terms, code, year, report)
        for name, (direction, _) in SHARES.items():
            for code, year in reports:
                self.judge(name, code, year)
            for year in YEARS:
                for group in set(self.group.values()):
                    self.rank(name, year, group, direction)
            self.look(name)

    def value(self, name, terms, code, year, report):
        found = terms(report)
        value = {"state": "absent"}
        if found:
            k, n = sum(v for _, v in found[0]), found[1]
            state = "doubtful" if (code, year, name) in self.doubtful else "no_cases" if not n else "few_cases" if n < LEAST else "enough"
            value = {"state": state, "numerator": k, "denominator": n, "rate": percent(half_up(Decimal(k) / n)) if n else None}
            if state != "doubtful":
                for sums, key in ((self.pooled, (name, year)), (self.peers, (name, year, self.group[code]))):
                    all_k, all_n = sums.get(key, (0, 0))
                    sums[key] = all_k + k, all_n + n
        self.values[code, year, name] = value

    def judge(self, name, code, year):
        """Its own year; of the latest year, while cases are few, the years before together with it."""
        value = self.values[code, year, name]
        if value["state"] not in ("few_cases", "enough"):
            return
        k, n, years = value["numerator"], value["denominator"], 1
        while n < LEAST and year == max(YEARS) and years < POOLED:
            before = self.values.get((code, year - years, name), {"state": "absent"})
            if before["state"] in ("absent", "doubtful"):
                break
            k, n, years = k + before["numerator"], n + before["denominator"], years + 1
        if n >= LEAST:
            low, high = wilson(k, n)
            value["judged"] = {"years": years, "numerator": k, "denominator": n, "rate": percent(half_up(Decimal(k) / n)), "low": percent(low), "high": percent(high)}

    def sum_of_peers(self, name, year, group, years):
        sums = [self.peers.get((name, year - back, group), (0, 0)) for back in range(years)]
        return sum(k for k, _ in sums), sum(n for _, n in sums)

    def rank(self, name, year, group, direction):
        judged = [(code, value["judged"]) for (code, of, what), value in self.values.items()
                  if (of, what) == (year, name) and self.group[code] == group and "judged" in value]
        ranked = sorted((-direction * Fraction(j["numerator"], j["denominator"]), -j["denominator"], code) for code, j in judged)
        at = 0
        while at < len(ranked):
            first = self.values[ranked[at][2], year, name]["judged"]
            low, high = wilson(first["numerator"], first["denominator"])
            end = at + 1
            while end < len(ranked) and low <= abs(ranked[end][0]) * 10000 <= high:
                end += 1
            for _, _, code in ranked[at:end]:
                j = self.values[code, year, name]["judged"]
                j.update(rank=at + 1, tied=end - at,
                         deviation=distance(j["numerator"], j["denominator"], *self.sum_of_peers(name, year, group, j["years"])))
            at = end
        sizes = sorted(abs(j["deviation"]) for _, j in judged)
        spread = (sizes[(len(sizes) - 1) // 2] + sizes[len(sizes) // 2]) // 2 * 100000 // 67449 if len(sizes) >= SPREAD else 0
        for _, j in judged:
            if spread > 1000:                          # the group's own spread, where it is more than chance
                j["deviation"] = abs(j["deviation"]) * 1000 // spread * (1 if j["deviation"] > 0 else -1)

    def look(self, name):
        for code, year in self.reports:
            value = self.values[code, year, name]
            if "judged" in value and abs(value["judged"]["deviation"]) >= LIMIT:
                self.outliers.add((code, year, name, "peers", value["judged"]["deviation"]))
            before = self.values.get((code, year - 1, name))
            if before and before["state"] == value["state"] == "enough":
                off = change(value["numerator"], value["denominator"], before["numerator"], before["denominator"])
                if abs(off) >= LIMIT:
                    self.outliers.add((code, year, name, year - 1, off))

    def cells_of(self, name, codes, years):
        """The cells of these reports together, and their denominator."""
        cells, whole = {}, 0
        for (code, year), report in self.reports.items():
            found = SHARES[name][1](report) if code in codes and year in years and (code, year, name) not in self.doubtful else None
            if not found:
                continue
            whole += found[1]
            for address, value in found[0]:
                cells[address] = cells.get(address, 0) + value
        return cells, whole

    # The named cell must be one of the numerator's, with its value, and no other may deviate further in the same direction.
    def check_cell(self, outlier):
        code, year, name, against = (outlier[key] for key in ("code", "year", "indicator", "against"))
        years = range(year, year - (self.values[code, year, name]["judged"]["years"] if against == "peers" else 1), -1)
        cells, whole = self.cells_of(name, {code}, years)
        peers = {other for other, group in self.group.items() if group == self.group[code]}
        others, all_whole = self.cells_of(name, peers, years) if against == "peers" else self.cells_of(name, {code}, {against})
        pulls = {}
        for address, value in cells.items():
            pulls[address] = (Fraction(value, whole) - Fraction(others[address], all_whole)) * (1 if outlier["deviation"] > 0 else -1)
        if outlier["value"] != cells[outlier["cell"]] or outlier["denominator"] != whole:
            self.problems.append(f"{code} {year} {name}: cell {outlier['cell']} {outlier['value']}/{outlier['denominator']}")
        if pulls[outlier["cell"]] < max(pulls.values()) - Fraction(1, 5000):
            self.problems.append(f"{code} {year} {name}: {outlier['cell']} is named, {max(pulls, key=pulls.get)} lies further")

    # Contributions: as rational numbers, rounded half away from 0; each agency that has any number is there.
    def check_changes(self, changes):
        now, before = YEARS[-1], YEARS[-2]
        for change_of in changes:
            name = change_of["indicator"]
            if name not in SHARES:
                continue
            (k0, n0), (k1, n1) = self.pooled[name, before], self.pooled[name, now]
            whole, total = Fraction(k1, n1) - Fraction(k0, n0), Fraction(0)
            found = {one["code"]: one["amount"] for one in change_of["agencies"]}
            for code in {code for code, _ in self.reports}:
                counted = [self.values.get((code, year, name), {"state": "absent"}) for year in (before, now)]
                (a0, b0), (a1, b1) = ((v["numerator"], v["denominator"]) if v["state"] not in ("absent", "doubtful") else (0, 0) for v in counted)
                part = (a1 - Fraction(k0, n0) * b1) / n1 - (a0 - Fraction(k0, n0) * b0) / n0
                total += part
                want = (1 if part > 0 else -1) * half_up_fraction(abs(part))
                if found.get(code, 0) != want:
                    self.problems.append(f"{name}: {code} contributes {found.get(code)}, expected {want}")
            if total != whole or change_of["amount"] != (1 if whole > 0 else -1) * half_up_fraction(abs(whole)):
                self.problems.append(f"{name}: the change is {change_of['amount']}, contributions make {total}")


def half_up_fraction(share):
    return int(share * 10000 + Fraction(1, 2))


def run(program, out, *inputs):
    done = subprocess.run([program, "compare", *inputs, "-o", out, "--as-of", "2026-04-01", "-q"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return os.path.join(out, "比较")


def spoil(folder):
    """One more refusal for third parties in the total than in its kinds, which breaks a row and a column: which cell is wrong is certain."""
    path = os.path.join(folder, str(max(YEARS)), WRONG, "report.json")
    with open(path, encoding="utf-8") as source:
        report = json.load(source)
    report["tables"]["requests"]["3.4"]["total"] += 1
    with open(path, "w", encoding="utf-8") as target:
        json.dump(report, target, ensure_ascii=False)


def load_all(folder):
    reports = {}
    for where, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(where, name), encoding="utf-8") as source:
                report = json.load(source)
            reports[report["agency"]["code"], report["year"]] = report
    return reports


def compare_numbers(found, expected):
    problems = expected.problems
    for entry in found["reports"]:
        for name in SHARES:
            want, got = expected.values[entry["code"], entry["year"], name], entry["values"][name]
            if want != got:
                problems.append(f"{entry['code']} {entry['year']} {name}: {got}, expected {want}")
    for year in found["years"]:
        for name in SHARES:
            got = year["values"][name]
            if (got.get("numerator", 0), got.get("denominator", 0)) != expected.pooled[name, year["year"]]:
                problems.append(f"{year['year']} {name}: {got}, expected {expected.pooled[name, year['year']]}")
    got = {(o["code"], o["year"], o["indicator"], o["against"], o["deviation"]) for o in found["outliers"]}
    problems += [f"outlier {o} is missing" for o in expected.outliers - got] + [f"outlier {o} is none" for o in got - expected.outliers]
    for outlier in found["outliers"]:
        expected.check_cell(outlier)
    expected.check_changes(found["changes"])
    groups = {entry["code"]: entry["group"] for entry in found["reports"]}
    problems += [f"{code} is in the group {group}" for code, group in groups.items() if group != expected.group[code]]
    faulty = {(entry["code"], entry["year"]) for entry in found["reports"] if entry["blocking"]}
    if faulty != {(WRONG, max(YEARS))}:
        problems.append(f"reports that must be corrected: {faulty}")
    if not any(value.get("judged", {}).get("years") == 2 for value in expected.values.values()):
        problems.append("no years are judged together: the test proves nothing")
    if not got or not any(o[3] != "all" for o in got):
        problems.append("the reports have no outliers: the test proves nothing")
    return problems


def same_bytes(a, b):
    for name in sorted(os.path.relpath(os.path.join(folder, name), a) for folder, _, names in os.walk(a) for name in names):
        with open(os.path.join(a, name), "rb") as x, open(os.path.join(b, name), "rb") as y:
            if x.read() != y.read():
                yield f"{name} differs from run to run"


def few_are_not_ranked(folder):
    """In the page a figure in brackets has no rank but one of several years together, and no sort key."""
    with open(os.path.join(folder, "比较.html"), encoding="utf-8") as source:
        page = source.read()
    few = re.findall(r'<td class="few"[^>]*>.*?</td>', page)
    if not few:
        yield "the page has no figure of few cases: the test proves nothing"
    if any(("名次" in cell and "年合计" not in cell) or "data-v" in cell for cell in few):
        yield "the page ranks few cases"
    for svg in re.findall(r"<svg.*?</svg>", page, re.S):
        for line in svg.splitlines():
            if 'class="few"' in line and (">并列" in line or 'class="whisker"' in line):
                yield "a chart ranks few cases"
    with zipfile.ZipFile(os.path.join(folder, "比较.xlsx")) as book:
        if not any("chart" in name for name in book.namelist()):
            yield "the workbook has no chart"


def blanks(program, work, reports):
    """A blank table must be corrected; its agency has no number, which is told apart from no report, and the whole's change says what that makes."""
    folder = os.path.join(work, "blank")
    shutil.copytree(reports, folder)
    latest = os.path.join(folder, str(max(YEARS)))
    blank, gone = (code for code in sorted(os.listdir(latest))[:2])
    path = os.path.join(latest, blank, "report.json")
    with open(path, encoding="utf-8") as source:
        report = json.load(source)
    for row in report["tables"]["requests"].values():
        row.update(dict.fromkeys(row))
    with open(path, "w", encoding="utf-8") as target:
        json.dump(report, target, ensure_ascii=False)
    shutil.rmtree(os.path.join(latest, gone))
    with open(os.path.join(run(program, os.path.join(work, "e"), folder), "comparison.json"), encoding="utf-8") as source:
        found = json.load(source)
    received = next(change for change in found["changes"] if change["indicator"] == "received")
    states = {agency["code"]: (agency["now_state"], agency["now"]) for agency in received["agencies"]}
    apart = sum(agency["amount"] for agency in received["agencies"] if None in (agency["before"], agency["now"]))
    sound = {
        "a blank table must be corrected": [r["blocking"] for r in found["reports"] if (r["code"], r["year"]) == (blank, max(YEARS))] == [1],
        "a blank and no report differ": (states.get(blank), states.get(gone)) == (("blank", None), ("no_report", None)),
        "the whole's change says how much they make": apart and received["one_year_amount"] == apart and received["one_year_agencies"] == 2,
        "they stand behind the others": [a["code"] for a in received["agencies"] if a["now"] is None] == [a["code"] for a in received["agencies"][-2:]],
    }
    return [f"not so: {what}" for what, so in sound.items() if not so]


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        reports = os.path.join(work, "reports")
        make(reports, 30, YEARS)
        spoil(reports)
        doubtful = {(WRONG, max(YEARS), name) for name in ("withheld", "withheld_third_party")}
        first = run(program, os.path.join(work, "a"), reports)
        second = run(program, os.path.join(work, "b"), *(os.path.join(reports, str(year)) for year in YEARS))
        third = run(program, os.path.join(work, "c"), *(os.path.join(reports, str(year)) for year in reversed(YEARS)))
        with open(os.path.join(first, "comparison.json"), encoding="utf-8") as source:
            found = json.load(source)
        problems = compare_numbers(found, Expected(load_all(reports), doubtful))
        problems += [*same_bytes(second, third), *same_bytes(first, run(program, os.path.join(work, "d"), reports)), *few_are_not_ranked(first), *blanks(program, work, reports)]
    for problem in problems[:20]:
        print(problem)
    print(f"{len(found['reports'])} reports, {len(SHARES)} shares, {len(found['outliers'])} outliers: {len(problems)} faults")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
