"""A run keeps its large tables in columns, and with --store in plain tables of SQLite: both must write and say the same, byte for byte.

    python3 tests/whole/columns.py PROGRAM [--trials N]

Random ledgers: those of tests/clean, tests/older and data/sample with each record several times, with faults of many kinds (rows twice,
keys that nobody has, cells of other rows), of one agency or several, as CSV files, as a workbook, as a wide sheet.
"""
import csv
import os
import random
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "faults"), os.path.join(ROOT, "tests", "support", "generators")]
import large_ledger
import ledger_workbook
import wide_ledger
from trial import CLEAN, Trial, contents, tail

LARGE = ["requests.csv", "events.csv", "decisions.csv", "catalogue.csv"]
OLDER = os.path.join(ROOT, "tests", "older")


def change(path, draw):
    """How many faults: none, or a few of each kind in the table."""
    with open(path, encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        rows, headings = list(reader), reader.fieldnames
    for _ in range(draw.choice([0, 0, 2, 10]) if rows else 0):
        row, other, heading = draw.choice(rows), draw.choice(rows), draw.choice(headings)
        what = draw.randrange(5)
        if what == 0:
            rows.insert(draw.randrange(len(rows)), dict(row))
        elif what == 1:
            row[headings[0]] = draw.choice([row[headings[0]].lower(), row[headings[0]].replace("-", "—"), "NH-9", ""])
        elif what == 2:
            row[heading] = ""
        else:
            row[heading] = other[heading]
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, headings, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def share(folder, draw):
    """Gives the records of the only agency to several."""
    with open(os.path.join(folder, "agencies.csv"), encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        first, headings = next(reader), reader.fieldnames
    codes = [first["机关代码"]] + [f"JG{n}" for n in range(draw.choice([1, 3, 20]))]
    with open(os.path.join(folder, "agencies.csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, headings, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(first | {"机关代码": code, "机关名称": first["机关名称"] + (f"第{n}分局" if n else ""), "别名": ""} for n, code in enumerate(codes))
    for name in (name for name in LARGE if os.path.exists(os.path.join(folder, name))):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as source:
            reader = csv.DictReader(source)
            rows, headings = list(reader), reader.fieldnames
        if "机关代码" not in headings:
            continue
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, headings, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            # the events of a request stay with it
            writer.writerows(row | {"机关代码": codes[sum((row.get("受理编号") or str(row)).encode()) % len(codes)]} for row in rows)
    texts = [name for name in os.listdir(folder) if name.endswith(".md")]
    for name in texts:
        os.makedirs(os.path.join(folder, "narrative", codes[0]), exist_ok=True)
        os.rename(os.path.join(folder, name), os.path.join(folder, "narrative", codes[0], name))


def ledger(trial, draw):
    folder, base = trial.path("ledger"), draw.choice(["sample", "sample", CLEAN, OLDER])
    if base == "sample":
        large_ledger.make(folder, draw.choice([1, 3, 12]), draw.random() < 0.3)
    else:
        shutil.copytree(base, folder)
    shape = draw.choice(["csv", "agencies", "agencies", "book", "wide"])
    for name in LARGE:
        if os.path.exists(os.path.join(folder, name)):
            change(os.path.join(folder, name), draw)
    if shape == "agencies":
        share(folder, draw)
    if shape == "book":
        ledger_workbook.make(folder, trial.path("book", "台账.xlsx"))
        folder = trial.path("book", "台账.xlsx")
    if shape == "wide":
        try:
            wide_ledger.make(folder, trial.path("wide"))
            folder = trial.path("wide")
        except (SystemExit, KeyError, ValueError):     # a second event of one kind, or a code that other systems have no word for
            pass
    return folder, "2018" if base == OLDER else "2025", shape


def one(trial, seed):
    draw = random.Random(seed)
    os.makedirs(trial.path("book"), exist_ok=True)
    folder, year, shape = ledger(trial, draw)
    as_of = draw.choice([f"{int(year) + 1}-01-20", f"{year}-07-01", f"{int(year) + 1}-03-31"])
    columns = trial.report(folder, "-v", year=year, as_of=as_of, out=trial.path("out"))
    written = contents(columns.place) if os.path.isdir(columns.place) else {}
    shutil.rmtree(columns.place, ignore_errors=True)
    kept = trial.path("kept.db")
    plain = trial.report(folder, "-v", "--store", kept, year=year, as_of=as_of, out=trial.path("out"))
    again = contents(plain.place) if os.path.isdir(plain.place) else {}
    name = f"seed {seed} ({shape}, {year})"
    # the command to type next repeats the option, and the list of what was written has the file
    said = plain.err.replace(f" --store {kept}", "").splitlines()
    listed = [line for line in plain.out.splitlines() if line != kept]
    trial.expect(columns.code in (0, 1, 2) and columns.code == plain.code, f"{name}: exit {columns.code}, with --store {plain.code}: {tail(columns.err)} || {tail(plain.err)}")
    trial.expect(columns.err.splitlines() == said, f"{name}: said {sorted(set(columns.err.splitlines()) ^ set(said))[:4]}")
    trial.expect(columns.out.splitlines() == listed, f"{name}: listed {sorted(set(columns.out.splitlines()) ^ set(listed))[:4]}")
    trial.expect(written == again, f"{name}: {[path for path in sorted(set(written) | set(again)) if written.get(path) != again.get(path)][:5]} differ")
    trial.clear()


def main():
    trial = Trial("columns", few=6)
    for seed in range(trial.trials):
        one(trial, seed)
    trial.end()


main()
