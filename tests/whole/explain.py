"""Compares `nianbao explain` with the report and the deadlines of the sample ledger.

    python3 tests/whole/explain.py PROGRAM [--trials N]      # of N cells and requests, spread over all

The records (or terms) that explain a cell of the report add up to it. The trail of each request agrees with
tests/sample/deadlines.csv and has its steps, limits and conclusion.
"""
import concurrent.futures
import csv
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "tests", "sample")
COUNTS = ("excluded_days", "extended_days", "used_days")
DAYS = ("receipt", "clock_start", "due_strict", "due_lenient", "decisive")


def explain(program, expected, what):
    done = subprocess.run([program, "explain", os.path.join(ROOT, "data", "sample"), "--year", str(expected["year"]), "--as-of", expected["as_of"],
                           "--json", what], capture_output=True, text=True, check=False)
    if done.returncode:
        return None, f"{what}: exit {done.returncode} {done.stderr.strip()}"
    return json.loads(done.stdout), None


def cell_problem(program, expected, address, value):
    got, problem = explain(program, expected, address)
    if problem:
        return problem
    cell = got[0]
    parts = cell["terms"] or cell["records"]
    shown = None if value is None else str(value)
    if cell["value"] != shown or not cell["agrees"]:
        return f"{address}: {cell['value']}, its parts give {cell['sum']}, expected {shown}"
    if not parts and value not in (None, 0):
        return f"{address}: nothing stands behind {value}"
    if any(not record["file"] for record in cell["records"]):
        return f"{address}: a record was not found again"
    return None


def request_problem(program, expected, line):
    got, problem = explain(program, expected, line["request"])
    if problem:
        return problem
    for name in DAYS + COUNTS + ("state",):
        shown = "" if got[name] is None else str(got[name])
        if shown != line[name]:
            return f"{line['request']} {name}: {shown}, expected {line[name]}"
    if not got["conclusion"] or got["steps"][0]["title"] != "收到申请" or (line["decisive"] and got["steps"][-1]["day"] != line["decisive"]):
        return f"{line['request']}: the trail is not whole"
    return None


def main():
    program, most = os.path.abspath(sys.argv[1]), int(sys.argv[3]) if sys.argv[2:3] == ["--trials"] else None
    with open(os.path.join(SAMPLE, "expected.json"), encoding="utf-8") as source:
        expected = json.load(source)
    with open(os.path.join(SAMPLE, "deadlines.csv"), encoding="utf-8-sig", newline="") as source:
        lines = list(csv.DictReader(source))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        asked = [(cell_problem, f"{table}/{row}/{column}", value)
                 for table, rows in expected["tables"].items() for row, columns in rows.items() for column, value in columns.items()]
        asked += [(request_problem, line) for line in lines]
        step = max(1, len(asked) // most) if most else 1
        jobs = [pool.submit(check, program, expected, *what) for check, *what in asked[::step]]
        found = [job.result() for job in jobs if job.result()]
    for line in found:
        print(line)
    print(f"explain: {len(jobs)} asked, {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
