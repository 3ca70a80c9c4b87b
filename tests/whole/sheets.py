"""A rollup keeps the cells of reports in sheets, and with --store in a plain table of SQLite: both must write and say the same, byte for byte.

    python3 tests/whole/sheets.py PROGRAM [--trials N]

Random counties: reports of two years as report.json, workbooks and lists of cells, with wrong, missing, odd and doubled cells, agencies with several
reports of one year, a report of the government itself, declared numbers.
"""
import csv
import json
import os
import random
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "faults"), os.path.join(ROOT, "tests", "support", "generators")]
import make_county as county
from trial import Trial, contents, tail

GOVERNMENT = county.GOVERNMENT


def reports(folder):
    return sorted(os.path.join(place, name) for place, _, names in os.walk(os.path.join(folder, "报送")) for name in names if name == "report.json")


def odd(value, draw):
    return draw.choice([None, 0, 1, 70000, -1, "12.50", "0", "x", (value if isinstance(value, int) else 0) + draw.randint(1, 300)])


def change(report, draw):
    """Some cells of a few reports."""
    for _ in range(draw.choice([0, 0, 1, 3, 12])):
        table = report["tables"][draw.choice(sorted(report["tables"]))]
        row = draw.choice(sorted(table))
        if not table[row]:
            continue
        col = draw.choice(sorted(table[row]))
        if draw.random() < 0.2:
            del table[row][col]
        else:
            table[row][col] = odd(table[row][col], draw)
    if draw.random() < 0.1:
        report["notes"] = {"requests/new/total": "其中信件2件"}
    if draw.random() < 0.1:
        report["status"] = "draft"


def write(path, report):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        json.dump(report, out, ensure_ascii=False)


def flat(report):
    return [[f"{t}/{r}/{c}", value] for t, rows in report["tables"].items() for r, cols in rows.items() for c, value in cols.items()]


def spread(folder, path, report, draw):
    """Where a report goes: it stays, also lies elsewhere with other numbers, becomes a list of cells, or is of the government."""
    what = draw.randrange(10)
    place = os.path.join(folder, "报送", str(report["year"]))
    name = report["agency"]["name"]
    if what == 0:
        again = json.loads(json.dumps(report))
        change(again, draw)
        again["provenance"]["as_of"] = draw.choice(["2026-01-10", "2026-02-01"])
        write(os.path.join(place, name + "（重报）", "report.json"), again)
    elif what == 1:
        lines = [county.CELL_HEADINGS] + [[report["agency"]["code"], report["year"], address, "" if value is None else value] for address, value in flat(report)]
        county.write_csv(place, f"{name}.csv", lines + draw.choice([[], lines[1:3]]))
        os.remove(path)
    elif what == 2:
        os.remove(path)
    elif what == 3:
        own = json.loads(json.dumps(report))
        own["agency"] = {"code": county.CODES[GOVERNMENT], "name": GOVERNMENT, "type": "G", "level": 4}
        write(os.path.join(place, GOVERNMENT, "report.json"), own)


def declare(folder, path, draw):
    with open(path, encoding="utf-8") as source:
        report = json.load(source)
    with open(os.path.join(folder, "declared.csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["机关代码", "年度", "单元格", "数值"])
        writer.writerows([county.CODES[GOVERNMENT], report["year"], address, value] for address, value in flat(report) if isinstance(value, int) and draw.random() < 0.9)


def make(trial, draw):
    folder = trial.path("county")
    subprocess.run([sys.executable, os.path.join(ROOT, "tests", "support", "generators", "make_county.py"), folder] + draw.choice([[], ["--small"]]), check=True)
    for path in reports(folder):
        with open(path, encoding="utf-8") as source:
            report = json.load(source)
        change(report, draw)
        write(path, report)
        spread(folder, path, report, draw)
    if draw.random() < 0.5:
        declare(folder, draw.choice(reports(folder)), draw)
    return folder


def rollup(trial, folder, *words):
    out = trial.path("out")
    return trial.run("rollup", folder, "--year", "2025", "--parent", GOVERNMENT, "--as-of", "2026-02-19", "-v", "-o", out, *words, out=out)


def one(trial, seed):
    draw = random.Random(seed)
    folder = make(trial, draw)
    sheets = rollup(trial, folder)
    written = contents(sheets.place) if os.path.isdir(sheets.place) else {}
    shutil.rmtree(sheets.place, ignore_errors=True)
    kept = trial.path("kept.db")
    plain = rollup(trial, folder, "--store", kept)
    again = contents(plain.place) if os.path.isdir(plain.place) else {}
    said = plain.err.replace(f" --store {kept}", "").splitlines()
    listed = [line for line in plain.out.splitlines() if line != kept]
    name = f"seed {seed}"
    trial.expect(sheets.code in (0, 1) and sheets.code == plain.code, f"{name}: exit {sheets.code}, with --store {plain.code}: {tail(sheets.err)} || {tail(plain.err)}")
    trial.expect(sheets.err.splitlines() == said, f"{name}: said {sorted(set(sheets.err.splitlines()) ^ set(said))[:4]}")
    trial.expect(sheets.out.splitlines() == listed, f"{name}: listed {sorted(set(sheets.out.splitlines()) ^ set(listed))[:4]}")
    trial.expect(written == again, f"{name}: {[path for path in sorted(set(written) | set(again)) if written.get(path) != again.get(path)][:5]} differ")
    trial.clear()


def main():
    trial = Trial("sheets", few=6)
    for seed in range(trial.trials):
        one(trial, seed)
    trial.end()


main()
