"""The work of every check's query, and of every form's, grows with the ledger and no faster.

    python3 tests/whole/plans.py PROGRAM LIBRARY

LIBRARY (support/preload/asked.c) writes down the queries that the program runs, with their plans and the steps of SQLite's machine. They run over a
ledger with a fault in every tenth row and over one four times as large (support/generators/large_ledger.py), with columns and with a
store that is kept. Refused are

- a plan that walks through a large table for each row of another one, without an index;
- a query that takes more than 1.3 times four times the steps on the larger ledger;
- a check of ledgers whose query did not run.
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

SMALL, TIMES = 10, 4                                    # copies of the sample, and how many times as large the other ledger is
FASTER, A_ROW = 1.3, 6                                 # a query may find in the larger ledger alone what it looks for, and then take some steps a request
LARGE = "requests events decisions clock clock_faults catalogue disputes documents proposals duties channels".split()
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


def run(program, library, work, ledger, store):
    out = os.path.join(work, "asked")
    words = [program, "check", ledger, "--year", "2025", "--as-of", "2026-01-20", "--previous", ledger + "-last", "-q"]
    done = subprocess.run(words + (["--store", os.path.join(work, "kept")] if store else []), env={"LD_PRELOAD": library, "ASKED": out, "PATH": os.environ["PATH"]},
                          capture_output=True, text=True, check=False, cwd=work)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)}: exit {done.returncode}: {done.stderr}")
    return asked(out)


def names_of_large(sql):
    """The names under which a query reads large tables."""
    return set(LARGE) | {alias for _, alias in re.findall(r"\b(" + "|".join(LARGE) + r")(?: AS)? (\w+)", sql)}


def walks(words, large):
    """Whether a line of a plan is a walk through a whole large table."""
    scan = re.match(r"SCAN (\w+)", words)
    return bool(scan and scan[1] in large and not FOUND.search(words))


def walks_within(query, sql):
    """Walks through a large table within another one: loops of one level are siblings, and a correlated query stands beside them."""
    large = names_of_large(sql)

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


def catalogue():
    """{sql: name} of the queries of checks of ledgers, and of forms."""
    queries = {}
    for path in glob.glob(os.path.join(ROOT, "report_templates", "rules", "*.yaml")):
        with open(path, encoding="utf-8") as source:
            rule = yaml.safe_load(source)
        if rule.get("query") and "ledger" in rule.get("runs", ["ledger"]) and not rule.get("forms"):
            queries[plain(rule["query"])] = rule["id"]
    return queries


def main():
    program, library = map(os.path.abspath, sys.argv[1:3])
    problems, rules = [], catalogue()
    with open(os.path.join(large_ledger.SAMPLE, "requests.csv"), encoding="utf-8") as source:
        rows = SMALL * TIMES * sum(1 for _ in source)
    with tempfile.TemporaryDirectory(prefix="plans-") as work:
        for times in (SMALL, SMALL * TIMES):
            large_ledger.make(os.path.join(work, str(times)), times)
            last = os.path.join(work, f"{times}-last")
            large_ledger.make(last, times, clean=True)
            os.remove(os.path.join(last, "overview.md"))  # it compares with the year before
        for store in (False, True):
            small, large = (run(program, library, work, os.path.join(work, str(times)), store) for times in (SMALL, SMALL * TIMES))
            kind = "kept store" if store else "columns"
            for sql, query in large.items():
                name = rules.get(sql, sql[:150])
                problems += [f"{kind}: {name}: a walk within a walk: {words}" for words in walks_within(query, sql)]
                before = small[sql].steps if sql in small else 0
                if query.steps > FASTER * TIMES * before + A_ROW * rows:
                    problems.append(f"{kind}: {name}: {before} steps, and {query.steps} on a ledger {TIMES} times as large")
            problems += [f"{kind}: {name} did not run" for sql, name in sorted(rules.items(), key=lambda rule: rule[1]) if sql not in large]
    for problem in problems:
        print(problem)
    print(f"plans: {len(large)} queries, {len(rules)} checks, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
