"""Runs the program on data/sample and compares the result with figures that were worked out by hand.

    python3 tests/whole/sample.py PROGRAM

tests/sample/expected.json has the cells of the report and the times of the answers, tests/sample/deadlines.csv the deadlines of
every request that the report counts. The program made neither. The office made no mistakes but two late answers: no finding may
block and the report is final. Then the script compares the numbers in all formats, those of the DOCX also as LibreOffice reads it, and checks
the PDF. A second run, in another time zone and locale, must give the same bytes; one with the texts of the DOCX (--texts), the same page.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/oracles"))
import check_docx
import check_pdf
import compare_numbers
from written_report import load_report, only_file

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(program, out, expected, *more, **environment):
    done = subprocess.run([program, "report", os.path.join(ROOT, "data", "sample"), "--year", str(expected["year"]),
                           "--as-of", expected["as_of"], "-o", out, *more], capture_output=True, text=True, check=False,
                          env={**os.environ, **environment})
    folder = os.path.join(out, str(expected["year"]), expected["agency"])
    return done, folder


def cell_problems(expected, got):
    want = {(t, r, c): v for t, r, c, v in compare_numbers.cells_of(expected)}
    have = {(t, r, c): v for t, r, c, v in compare_numbers.cells_of(got)}
    for place in sorted(set(want) | set(have)):
        if want.get(place, "no cell") != have.get(place, "no cell"):
            yield f"{'/'.join(place)}: {have.get(place, 'no cell')}, expected {want.get(place, 'no cell')}"


def read_lines(path):
    with open(path, encoding="utf-8-sig", newline="") as source:
        return {row["request"]: row for row in csv.DictReader(source)}


def deadline_problems(folder):
    want = read_lines(os.path.join(ROOT, "tests", "sample", "deadlines.csv"))
    have = read_lines(os.path.join(folder, "deadlines.csv"))
    for number in sorted(set(want) | set(have)):
        a, b = want.get(number, {}), have.get(number, {})
        for column in sorted(set(a) | set(b)):
            if a.get(column) != b.get(column):
                yield f"deadlines {number} {column}: {b.get(column)}, expected {a.get(column)}"


def finding_problems(folder):
    with open(os.path.join(folder, "findings.json"), encoding="utf-8") as source:
        for finding in json.load(source):
            if finding["blocking"]:
                yield f"blocks: {finding['id']} {finding['table']} {finding['row']} {finding['key']} {finding['message']}"


def office_problems(folder, report):
    found = [[compare_numbers.number(word) for word in table] for table in check_docx.numbers_in_office(only_file(folder, ".docx"))]
    for place, table in enumerate(report["tables"]):
        want = [value for name, _, _, value in compare_numbers.cells_of(report["tables"]) if name == table]
        if found[place:place + 1] != [want]:
            yield f"LibreOffice reads {found[place:place + 1]} of the DOCX, report.json has {want} in {table}"


def contents(folder):
    result = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as source:
            result[name] = source.read()
    return result


def problems(program, work):
    with open(os.path.join(ROOT, "tests", "sample", "expected.json"), encoding="utf-8") as source:
        expected = json.load(source)
    done, folder = run(program, os.path.join(work, "a"), expected)
    if done.returncode:
        yield f"exit {done.returncode}\n{done.stdout}{done.stderr}"
    if not os.path.isdir(folder):
        return
    report = load_report(folder)
    yield from cell_problems(expected["tables"], report["tables"])
    if report["timeliness"] != expected["timeliness"]:
        yield f"timeliness: {report['timeliness']}, expected {expected['timeliness']}"
    if report["status"] != "final":
        yield f"status is {report['status']}"
    yield from finding_problems(folder)
    yield from deadline_problems(folder)
    yield from compare_numbers.problems(folder)
    yield from office_problems(folder, report)
    yield from check_pdf.problems(folder)
    first = contents(folder)
    _, folder = run(program, os.path.join(work, "b"), expected, TZ="America/New_York", LC_ALL="C.UTF-8")
    second = contents(folder)
    for name in sorted(set(first) | set(second)):
        if first.get(name) != second.get(name):
            yield f"a second run gives another {name}"
    _, folder = run(program, os.path.join(work, "c"), expected, "--texts", only_file(folder, ".docx"))
    if contents(folder).get("report.html") != first["report.html"]:
        yield "the texts of the DOCX make another report.html"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_sample.py PROGRAM")
    with tempfile.TemporaryDirectory() as work:
        found = list(problems(os.path.abspath(sys.argv[1]), work))
    for line in found:
        print(line)
    print(f"sample: {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
