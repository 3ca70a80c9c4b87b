"""The work of every check's query, and of every form's, grows with the ledger and no faster.

    python3 tests/whole/plans.py PROGRAM LIBRARY

LIBRARY (support/preload/asked.c) writes down the queries that the program runs, with their plans and the steps of SQLite's machine. They run over a
ledger with a fault in every tenth row and over one four times as large (support/generators/large_ledger.py), with columns and with a
store that is kept; and over the reports of agencies, and of four times as many (support/generators/many_reports.py). Refused are

- a plan that walks through a large table for each row of another one, without an index;
- a query that takes more than 1.3 times four times the steps on the larger ledger, or for four times as many agencies;
- a check whose query did not run.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "support", "generators"))
import large_ledger
import many_reports

SMALL, TIMES = 10, 4                                    # copies of the sample, and how many times as large the other ledger is
AGENCIES = 25                                           # reports of one year
FASTER, A_ROW = 1.3, 6                                 # a query may find in the larger ledger alone what it looks for, and then take some steps a request
# A rollup has no requests: SQLite takes any way through an empty table.
LARGE = {"ledger": "requests events decisions clock clock_faults catalogue disputes documents proposals duties channels".split(), "rollup": ["cells", "documents"]}
# A virtual table tells its way after INDEX: 2 and 3 find rows by a hash or their number.
FOUND = re.compile(r"VIRTUAL TABLE INDEX [23]:")


class Query:
    """A query of one run: its steps in all, and its plan as (id, parent, words)."""

    def __init__(self):
        self.steps, self.plan = 0, []


def plain(sql):
    return re.sub(r"\s+", " ", re.sub(r"--[^\n\v]*", " ", sql)).strip()


def asked(path):
    """{sql: Query} of the file that the library has written."""
    found, current = {}, None
    with open(path, encoding="utf-8", errors="replace", newline="\n") as lines:
        for line in lines:
            kind, _, rest = line.rstrip("\n").partition(" ")
            number, _, rest = rest.partition(" ")
            if kind == "query":
                current = found.setdefault(plain(rest), Query())
                current.steps += int(number)
            elif kind == "plan":
                parent, _, words = rest.partition(" ")
                current.plan.append((int(number), int(parent), words))
    return found


def run(program, library, work, words, store):
    out = os.path.join(work, "asked")
    words = [program, *words, "--year", "2025", "-q"]
    done = subprocess.run(words + (["--store", os.path.join(work, "kept")] if store else []), env={"LD_PRELOAD": library, "ASKED": out, "PATH": os.environ["PATH"]},
                          capture_output=True, text=True, check=False, cwd=work)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)}: exit {done.returncode}: {done.stderr}")
    return asked(out)


def check(work, times):
    """The words of a check of a ledger, as many times the sample, which is made here."""
    ledger, last = os.path.join(work, str(times)), os.path.join(work, f"{times}-last")
    large_ledger.make(ledger, times)
    large_ledger.make(last, times, clean=True)
    os.remove(os.path.join(last, "overview.md"))        # it compares with the year before
    return ["check", ledger, "--as-of", "2026-01-20", "--previous", last]


def rollup(work, times):
    folder = os.path.join(work, f"county-{times}")
    many_reports.make(folder, AGENCIES * times, "json")
    codes = list(many_reports.county.CODES.values())
    many_reports.county.write_csv(folder, "documents.csv", [["文件编号", "机关代码", "类型", "名称", "文号", "成文日期"],
                                                            *[[i, code, "XG", "办法", f"清发〔2025〕{i // 2}号", "2025-03-01"] for i, code in enumerate(codes)]])
    return ["rollup", folder, "--parent", many_reports.county.GOVERNMENT, "--as-of", "2026-02-19", "--out", os.path.join(work, "out")]


def names_of_large(kind, sql):
    """The names under which a query reads large tables."""
    return set(LARGE[kind]) | {alias for _, alias in re.findall(r"\b(" + "|".join(LARGE[kind]) + r")(?: AS)? (\w+)", sql)}


def walks(words, large):
    """Whether a line of a plan is a walk through a whole large table."""
    scan = re.match(r"SCAN (\w+)", words)
    return bool(scan and scan[1] in large and not FOUND.search(words))


def walks_within(kind, query, sql):
    """Walks through a large table within another one: loops of one level are siblings, and a correlated query stands beside them."""
    large = names_of_large(kind, sql)

    def look(parent, outer):
        for number, of, words in query.plan:
            if of != parent:
                continue
            if walks(words, large):
                if outer:
                    yield f"{words} in {outer}"
                outer = outer or words
            yield from look(number, outer if words.startswith("CORRELATED") else None)
    return list(look(0, None))


def catalogue(kind):
    """{sql: name} of the queries of checks that run of ledgers, or in a rollup."""
    queries = {}
    for path in glob.glob(os.path.join(ROOT, "report_templates", "rules", "*.yaml")):
        with open(path, encoding="utf-8") as source:
            rule = yaml.safe_load(source)
        if rule.get("query") and kind in rule.get("runs", ["ledger"]) and "2021" in rule.get("forms", ["2021"]):
            queries[plain(rule["query"])] = rule["id"]
    return queries


def judge(kind, where, small, large, rules, rows):
    """Problems of the queries of two runs, of which the larger has TIMES as much, and `rows` rows."""
    for sql, query in large.items():
        name = rules.get(sql, sql[:150])
        for words in walks_within(kind, query, sql):
            yield f"{where}: {name}: a walk within a walk: {words}"
        before = small[sql].steps if sql in small else 0
        if query.steps > FASTER * TIMES * before + A_ROW * rows:
            yield f"{where}: {name}: {before} steps, and {query.steps} where there is {TIMES} times as much"
    for sql, name in sorted(rules.items(), key=lambda rule: rule[1]):
        if sql not in large:
            yield f"{where}: {name} did not run"


def main():
    program, library = map(os.path.abspath, sys.argv[1:3])
    problems = []
    with open(os.path.join(large_ledger.SAMPLE, "requests.csv"), encoding="utf-8") as source:
        requests = SMALL * TIMES * sum(1 for _ in source)
    with tempfile.TemporaryDirectory(prefix="plans-") as work:
        for kind, of_size, sizes, rows in ("ledger", check, (SMALL, SMALL * TIMES), requests), ("rollup", rollup, (1, TIMES), AGENCIES * TIMES):
            words, rules = [of_size(work, size) for size in sizes], catalogue(kind)
            for store in (False, True):
                small, large = (run(program, library, work, one, store) for one in words)
                problems += judge(kind, f"{kind}, {'kept store' if store else 'columns'}", small, large, rules, rows)
                print(f"{kind}: {len(large)} queries, {len(rules)} checks")
    for problem in problems:
        print(problem)
    print(f"plans: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
