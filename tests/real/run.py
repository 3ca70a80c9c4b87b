"""Published annual reports, reproduced cell by cell.

    python3 tests/real/run.py PROGRAM [REPORTS.json]

Every report is turned back into a ledger (tests/support/generators/expand_report.py), `nianbao report` is run on it, and each cell of
the report.json that it writes is compared with the published one. Cells where the published table contradicts itself, and
cells that were not published, are listed by name and compared with the ledger's values. Exit status 0 = all exact.

REPORTS.json has the shape of data/real_reports.json: {"reports": [{"agency", "year", "form", "level", "tables"}]}.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "support", "generators"))
from expand_report import expand, load_reports  # noqa: E402


def binary_float(text):
    raise ValueError(f"report.json holds {text} as a JSON real: a count is an integer, money a string")


def run(program, folder, expectation):
    """Runs the program; returns (report.json's object, the ids of blocking findings) or raises."""
    out, year = os.path.join(folder, "out"), expectation["year"]
    done = subprocess.run([program, "report", os.path.join(folder, "ledger"), "--year", str(year), "--form", expectation["form"],
                           "--as-of", f"{year + 1}-03-20", "-o", out], capture_output=True, text=True, check=False)
    written = glob.glob(os.path.join(glob.escape(out), "*", "*", "report.json"))
    if done.returncode not in (0, 1) or len(written) != 1:
        raise RuntimeError(f"exit {done.returncode}, {len(written)} report.json\n{done.stdout}{done.stderr}")
    with open(written[0], encoding="utf-8") as source:
        report = json.load(source, parse_float=binary_float)
    with open(os.path.join(os.path.dirname(written[0]), "findings.json"), encoding="utf-8") as source:
        blocking = [f"{f['id']} {f.get('cell') or f.get('key') or ''}" for f in json.load(source) if f["blocking"]]
    return report, blocking


def differences(expected, got):
    """Every cell where the tables differ: a missing, an added or another value; ids in another order."""
    if list(expected) != [t for t in got if t in expected] or set(got) != set(expected):
        yield f"tables {list(got)}, expected {list(expected)}"
    for table, rows in expected.items():
        found = got.get(table, {})
        if set(found) != set(rows):
            yield f"{table}: rows {sorted(set(found) ^ set(rows))} only on one side"
        for row, cells in rows.items():
            for column in sorted(set(cells) | set(found.get(row, {}))):
                want, have = cells.get(column, "no cell"), found.get(row, {}).get(column, "no cell")
                same = have == want if isinstance(want, int) or "no cell" in (want, have) \
                    else isinstance(have, str) and Decimal(have) == Decimal(want)
                if not same:
                    yield f"{table}/{row}/{column}: {have!r}, expected {want!r}"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: run.py PROGRAM [REPORTS.json]")
    reports = load_reports(sys.argv[2] if len(sys.argv) == 3 else os.path.join(ROOT, "data", "real_reports.json"))
    failed = cells = 0
    with tempfile.TemporaryDirectory() as work:
        for index, published in enumerate(reports):
            folder = os.path.join(work, str(index))
            expectation = expand(published, folder)
            name = f"{expectation['agency']} {expectation['year']}（{expectation['form']}）"
            count = sum(len(columns) for rows in expectation["tables"].values() for columns in rows.values())
            cells += count
            try:
                report, blocking = run(os.path.abspath(sys.argv[1]), folder, expectation)
                wrong = list(differences(expectation["tables"], report["tables"]))
            except (RuntimeError, ValueError, KeyError, OSError) as error:
                blocking, wrong = [], [str(error)]
            failed += bool(wrong)
            print(f"{'FAIL' if wrong else 'ok  '} {name}: {count} cells, {len(expectation['differs'])} contradicting, "
                  f"{len(expectation['unpublished'])} unpublished, {len(blocking)} blocking findings")
            for address, both in expectation["differs"].items():
                print(f"     {address}: published {both['published']}, its own parts give {both['computed']}")
            for address in expectation["unpublished"]:
                print(f"     {address}: not published")
            for line in [f"blocking: {b}" for b in blocking[:10]] + wrong[:20]:
                print(f"     {line}")
            if max(len(blocking) - 10, len(wrong) - 20) > 0:
                print(f"     … {len(blocking)} blocking findings and {len(wrong)} differences in all")
    print(f"{len(reports)} reports, {cells} cells, {failed} failed")
    sys.exit(1 if failed or not reports else 0)


if __name__ == "__main__":
    main()
