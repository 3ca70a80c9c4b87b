"""Makes up what a superior's agencies hand over: the same for the same arguments, on every machine.

    python3 bench/submissions.py FOLDER AGENCIES json|hand

FOLDER gets the tree, the days on which reports came, the government's words and a report of each agency; with json one of last
year as well. `json` are report.json as the program writes them, `hand` workbooks of the standard form as offices fill them.
Figures and words are those of tests/support/generators/make_county.py, mixed: the numbers of a report agree with each other and with last
year's, but one report in twenty has a mistyped total.
"""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "support", "generators"))
import make_county as county  # noqa: E402
from standard_workbook import Style  # noqa: E402

SENTENCES = [s for a in county.AGENCIES for text in a[10:] for s in text.split("。") if s]


def agencies(r, n):
    """Sizes are those of the county's agencies; two paragraphs of four sentences, so that few texts are alike."""
    models = [a for a in county.AGENCIES if a[9]]
    for i in range(n):
        words = ["。".join(r.sample(SENTENCES, 4)) + "。" for _ in range(2)]
        yield (f"第{i:04d}号局", *r.choice(models)[1:10], *words)


def make(folder, n, kind):
    r = random.Random(1)
    all_of = list(agencies(r, n))
    names = [county.GOVERNMENT] + [a[0] for a in all_of]
    county.CODES = {name: county.credit_code(1000 + 7 * i) for i, name in enumerate(names)}
    county.OFF = []                                    # the county's special agencies are not what is timed
    county.BY_HAND = {a[0]: Style(top=1) for a in all_of}
    os.makedirs(folder, exist_ok=True)
    for a in all_of:
        tables, left = county.tables_of(r, a, county.spread(r, a[3] // 6), a[4], min(2, a[3] // 5), (0, 0))
        if kind == "json":
            county.write_report(folder, a, county.YEAR - 1, tables)
        tables, _ = county.tables_of(r, a, dict(left), a[4], min(2, a[3] // 6), (0, 0))
        if r.random() < 0.05:
            tables["requests"]["new"]["total"] += 1
        (county.write_report if kind == "json" else county.write_by_hand)(folder, a, county.YEAR, tables)
    county.write_tree(folder, all_of, False)
    county.write_words(folder)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[3] not in ("json", "hand"):
        sys.exit("usage: submissions.py FOLDER AGENCIES json|hand")
    make(sys.argv[1], int(sys.argv[2]), sys.argv[3])
