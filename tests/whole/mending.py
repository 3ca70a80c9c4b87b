"""The script changes one cell of a consistent report: the checks must name that cell first, with its original number.

    python3 tests/whole/mending.py PROGRAM [MUTANTS]

The reports are the published ones of data/real_reports.json whose equations hold, and as many random ones. Each changed report
comes from an agency of its own (a CSV of cells), so that one `nianbao rollup` checks them all; 问题来源 of the sum's workbook
must name each of these agencies, and the findings on the sum the first of them. Where a cell is in only one equation (复议、诉讼) several cells may be wrong: the changed one must be among
the named ones. Then the script changes two cells at once. It prints the shares.
"""
import csv
import glob
import json
import os
import random
import subprocess
import sys
import tempfile

import openpyxl

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PEOPLE = ["natural_person", "enterprise", "research", "welfare", "legal_service", "other_org"]
OUTCOMES = "1 2 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5 6.1 6.2 6.3".split()
RESULTS = ["upheld", "corrected", "other", "pending"]
KINDS = ["reconsideration", "direct_suit", "suit_after_reconsideration"]


def random_report(rng):
    most, full = rng.choice((2, 9, 60, 800)), rng.choice((0.1, 0.5, 1))
    number = lambda: rng.randint(0, most) if rng.random() < full else 0
    cells = {("requests", r, c): number() for r in OUTCOMES + ["carried_out"] for c in PEOPLE}
    for c in PEOPLE:
        closed = sum(cells["requests", r, c] for r in OUTCOMES)
        whole = closed + cells["requests", "carried_out", c]
        cells["requests", "closed", c], cells["requests", "carried_in", c] = closed, rng.randint(0, whole) // 4
        cells["requests", "new", c] = whole - cells["requests", "carried_in", c]
    for r in OUTCOMES + ["carried_out", "closed", "carried_in", "new"]:
        cells["requests", r, "total"] = sum(cells["requests", r, c] for c in PEOPLE)
    for r in KINDS:
        cells.update({("review", r, c): number() for c in RESULTS})
        cells["review", r, "total"] = sum(cells["review", r, c] for c in RESULTS)
    return cells


def real_reports():
    with open(os.path.join(ROOT, "data", "real_reports.json"), encoding="utf-8") as source:
        for one in json.load(source)["reports"]:
            cells = {(t, r, c): n for t in ("requests", "review") for r, row in one["tables"][t].items() for c, n in row.items()}
            if one["identities_hold"] and one["form"] == "2021" and None not in cells.values():
                yield cells


def code_of(number):
    """A 统一社会信用代码 with its check character."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    head = f"11369925{number:09d}"
    weighted = sum(letters.index(c) * pow(3, i, 31) for i, c in enumerate(head))
    return head + letters[(31 - weighted % 31) % 31]


def change(rng, cells, n):
    """Changes n cells; returns {cell: original number}."""
    table = rng.choice(["requests"] * 3 + ["review"]) if n == 1 else "requests"
    changed = {}
    for cell in rng.sample(sorted(c for c in cells if c[0] == table), n):
        changed[cell] = cells[cell]
        while cells[cell] == changed[cell]:
            cells[cell] = max(0, changed[cell] + rng.choice((-9, -3, -1, 1, 2, 10, rng.randint(-99, 99), rng.randint(1, 999))))
    return changed


def run(program, folder, mutants):
    parent = code_of(1)
    os.makedirs(os.path.join(folder, "报送", "2025"))
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8") as out:
        out.write("机关代码,机关名称,上级机关代码,机关类型,层级,垂直管理\n")
        out.write(f"{parent},清河县人民政府,,G,4,N\n")
        out.writelines(f"{code_of(10 + i)},清河县第{i}局,{parent},B,4,N\n" for i in range(len(mutants)))
    for i, (cells, _) in enumerate(mutants):
        with open(os.path.join(folder, "报送", "2025", f"清河县第{i}局.csv"), "w", encoding="utf-8", newline="") as out:
            w = csv.writer(out)
            w.writerow(["机关代码", "年度", "单元格", "数值"])
            w.writerows([code_of(10 + i), 2025, "/".join(cell), n] for cell, n in sorted(cells.items()))
    done = subprocess.run([program, "rollup", folder, "--year", "2025", "--parent", parent, "--as-of", "2026-02-19", "-o", os.path.join(folder, "out"), "--json", "-q"],
                          capture_output=True, check=False)
    if done.returncode != 1:
        sys.exit(f"mending: exit {done.returncode}: {done.stderr.decode()[-400:]}")
    said = json.loads(done.stdout)
    broken = lambda all_of_it: [f for f in all_of_it if f["class"] == "identity" and f["state"] == "fail"]
    book = openpyxl.load_workbook(glob.glob(os.path.join(folder, "out", "2025", "*", "*年度报告.xlsx"))[0], read_only=True)
    sources = {row[3] for row in book["问题来源"].iter_rows(values_only=True) if len(row) > 3 and row[3]}
    return {s["agency"]: broken(s["findings"]) for s in said["submissions"]}, broken(said["findings"]), sources


def judge(findings, cells, changed):
    """exact: named alone, with its number; first: named first among several; among: named; lost: not named."""
    names = {"/".join(cell): was for cell, was in changed.items()}
    if not findings:
        return "silent"
    if any(f["value"] != str(cells[tuple(f["cell"].split("/"))]) for f in findings):
        return "seen"
    certain = {f["cell"]: f["expected"] for f in findings if f["expected"] is not None}
    if certain == {name: str(was) for name, was in names.items()} and len(certain) == len({f["cell"] for f in findings}):
        return "exact"
    if findings[0]["cell"] in names:
        return "first"
    words = " ".join(f["message"] for f in findings)
    return "among" if all(f" {cells[cell]}→{was}" in words for cell, was in changed.items()) else "lost"


def study(program, mutants):
    with tempfile.TemporaryDirectory(prefix="nianbao-mending-") as folder:
        by_agency, summed, sources = run(program, os.path.join(folder, "county"), mutants)
    counts, problems = {}, []
    words = " ".join(f["message"] for f in summed)
    for i, (cells, changed) in enumerate(mutants):
        name = f"清河县第{i}局"
        table = next(iter(changed))[0] if len(changed) == 1 else "pair"
        outcome = judge(by_agency.get(code_of(10 + i), []), cells, changed)
        counts.setdefault(table, {}).setdefault(outcome, 0)
        counts[table][outcome] += 1
        if outcome in ("silent", "seen", "lost") or (table == "requests" and outcome != "exact"):
            problems.append(f"{changed}: {outcome}: {[(f['id'], f['cell'], f['value'], f['expected'], f['message']) for f in by_agency.get(code_of(10 + i), [])]}")
        if name not in sources:
            problems.append(f"{name} is not named in the sum")
    if not any(name in words for name in sources):
        problems.append("no finding on the sum names an agency")
    return counts, problems


def main():
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    rng = random.Random(20250119)
    consistent = list(real_reports())
    reports = [dict(consistent[i % len(consistent)]) if i % 2 else random_report(rng) for i in range(n)]
    problems = []
    for cells_at_once in (1, 2):
        mutants = []
        for cells in reports[:n if cells_at_once == 1 else n // 2]:
            mutant = dict(cells)
            mutants.append((mutant, change(rng, mutant, cells_at_once)))
        counts, found = study(os.path.abspath(sys.argv[1]), mutants)
        if cells_at_once == 2:
            found = [p for p in found if ": silent:" in p or ": seen:" in p]
        problems += found
        for table, outcomes in sorted(counts.items()):
            print(f"mending: {table}: " + ", ".join(f"{k} {v}" for k, v in sorted(outcomes.items())) + f" of {sum(outcomes.values())}")
    for problem in problems[:20]:
        print("mending:", problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
