"""D11 says the same whatever the order of the lists that it compares with: of several ways to understand a number it names the same one.

    python3 tests/whole/claims_order.py PROGRAM

The failing ledgers of tests/rules/D11.case are checked with data/lists as it is, and with its claims in reverse and shuffled.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 2))
sys.path.append(os.path.join(ROOT, "tests", "support", "runners"))
import rule_case
import run_rules

LISTS = ("claims.csv", "nil_claims.csv", "nil_verbs.csv")


def data_with(work, name, order):
    """The program's data, its lists of claims in another order."""
    data = os.path.join(work, name)
    shutil.copytree(os.path.join(ROOT, "data"), data, ignore=shutil.ignore_patterns("sample*", "real_*"))
    shutil.copytree(os.path.join(ROOT, "report_templates"), os.path.join(data, "report_templates"))
    for one in LISTS:
        path = os.path.join(data, "lists", one)
        with open(path, encoding="utf-8") as source:
            head, *rows = source.read().splitlines(True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(head + "".join(order(rows)))
    return data


def shuffled(rows):
    rows = list(rows)
    random.Random(5).shuffle(rows)
    return rows


class Case(run_rules.RuleCase):
    data = None

    def arguments(self):
        return [*super().arguments(), "--data", self.data]


def findings(program, section, data):
    with tempfile.TemporaryDirectory(prefix="rule-") as work:
        case = Case(program, section, os.path.realpath(work))
        case.data = data
        _, found = case.check()
    return [json.dumps({k: f[k] for k in ("severity", "key", "cell", "value", "expected", "message")}, ensure_ascii=False) for f in found if f["id"] == "D11"]


def main():
    program = os.path.abspath(sys.argv[1])
    tests = rule_case.Tests(os.path.join(run_rules.RULES, "D11.case"))
    faults = ran = 0
    with tempfile.TemporaryDirectory(prefix="claims-") as work:
        orders = [data_with(work, name, order) for name, order in (("given", list), ("reversed", lambda rows: rows[::-1]), ("shuffled", shuffled))]
        for section in tests.of_kind("fails"):
            given, *others = [findings(program, section, data) for data in orders]
            ran += len(given)
            for other in others:
                for a, b in zip(given, other):
                    if a != b:
                        faults += 1
                        print(f"{section}: {a}\n    in another order {b}")
                if len(given) != len(other):
                    faults += 1
                    print(f"{section}: {len(given)} findings, in another order {len(other)}")
    if not ran:
        print("no finding was compared")
    sys.exit(1 if faults or not ran else 0)


if __name__ == "__main__":
    main()
