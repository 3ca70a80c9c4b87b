"""Generates the reports that agencies hand over to their superior: the same bytes for the same arguments, on every machine.

    python3 tests/support/generators/many_reports.py FOLDER AGENCIES json|hand|cells

FOLDER gets the tree of agencies, the days on which the reports arrived, the government's texts and a report of each agency.
`json` writes each report as report.json, as the program does, and adds one of last year. `hand` writes workbooks of the
standard form, as offices fill them in. `cells` writes one CSV of the cells of all agencies. The figures and words of make_county.py
are mixed. The numbers of a report agree with each other and with last year's, but one report in twenty has a mistyped total.
"""
import os
import random
import sys

import make_county as county
from standard_workbook import Style

SENTENCES = [s for a in county.AGENCIES for text in a[10:] for s in text.split("。") if s]


def agencies(r, n):
    """The sizes are those of the county's agencies. Two paragraphs of four sentences make few texts alike."""
    models = [a for a in county.AGENCIES if a[9]]
    for i in range(n):
        words = ["。".join(r.sample(SENTENCES, 4)) + "。" for _ in range(2)]
        yield (f"第{i:04d}号局", *r.choice(models)[1:10], *words)


def make(folder, n, kind):
    r = random.Random(1)
    all_of = list(agencies(r, n))
    names = [county.GOVERNMENT] + [a[0] for a in all_of]
    county.CODES = {name: county.credit_code(1000 + 7 * i) for i, name in enumerate(names)}
    county.OFF = []                                    # without the county's special agencies
    county.BY_HAND = {a[0]: Style(top=1) for a in all_of}
    os.makedirs(os.path.join(folder, "报送", str(county.YEAR)), exist_ok=True)
    cells = []
    for a in all_of:
        tables, left = county.tables_of(r, a, county.spread(r, a[3] // 6), a[4], min(2, a[3] // 5), (0, 0))
        if kind == "json":
            county.write_report(folder, a, county.YEAR - 1, tables)
        tables, _ = county.tables_of(r, a, dict(left), a[4], min(2, a[3] // 6), (0, 0))
        if r.random() < 0.05:
            tables["requests"]["new"]["total"] += 1
        if kind == "cells":
            cells += county.cells_of(a, county.YEAR, tables)
        else:
            (county.write_report if kind == "json" else county.write_by_hand)(folder, a, county.YEAR, tables)
    if cells:
        county.write_csv(folder, os.path.join("报送", str(county.YEAR), "单元格.csv"), [county.CELL_HEADINGS, *cells])
    county.write_tree(folder, all_of, False)
    county.write_words(folder)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[3] not in ("json", "hand", "cells"):
        sys.exit("usage: many_reports.py FOLDER AGENCIES json|hand|cells")
    make(sys.argv[1], int(sys.argv[2]), sys.argv[3])
