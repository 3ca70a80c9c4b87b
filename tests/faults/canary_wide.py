"""Canaries in wide ledgers, which have one row for each request and its handling in columns: whole and damaged, from CSV and from
workbooks. No command prints one or leaves one behind.

    python3 tests/faults/canary_wide.py PROGRAM

The rows are those of canary.py in another system's headings (support/generators/wide_ledger.py). Every row has another damage, so
that a few runs try all of them.
"""
import csv
import io
import os
import shutil
import sys

import private
from canary import Canaries, other_tables, with_canaries, workbook
from trial import AS_OF, CLEAN, ROOT, read, write

sys.path.insert(0, os.path.join(ROOT, "tests", "support", "generators"))
import wide_ledger  # noqa: E402  (the folder is known only now)

SHEET = "申请登记"
FREE = ("对方", "批准人", "文书号", "备注")            # the office's own words: the program cannot recognise a name in them, but a number
OF_EVENTS = sorted({column for event in wide_ledger.EVENTS.values() for column in event.values()} | set(wide_ledger.FLAGS.values()))
OF_WORDS = {event[column] for event in wide_ledger.EVENTS.values() for column in FREE if column in event}
NAME = wide_ledger.HEADINGS["申请人名称"]


class Wide(Canaries):
    def __init__(self):
        super().__init__("canary-wide")
        source = self.ledger("narrow", files={"requests.csv": private.table(with_canaries(CLEAN))})
        wide_ledger.make(source, self.path("wide"), title=None)
        self.rows = list(csv.reader(io.StringIO(read(self.path("wide", SHEET + ".csv")))))
        self.at = {heading: i for i, heading in enumerate(self.rows[0])}
        self.at.update({ours: self.at[theirs] for ours, theirs in wide_ledger.HEADINGS.items() if theirs})

    def ledger_of(self, what, shape, rows, text=None):
        """`text`: the file, where rows cannot say it."""
        if shape == "XLSX":
            return workbook(self.path(what + ".xlsx"), SHEET, rows, **other_tables(self.path("wide")))
        folder = shutil.copytree(self.path("wide"), self.path(what))
        text = (text or private.table(rows)).encode({"UTF-8": "utf-8", "GB18030": "gb18030", "UTF-16": "utf-16"}[shape])
        write(os.path.join(folder, SHEET + ".csv"), text)
        return folder

    def read(self, what, ledger):
        """The outputs that say most of rows: the report with its marked copy, and the findings as JSON."""
        self.runs += 1
        out = self.path(f"out{self.runs}")
        plain = [ledger, "--year", "2025", "--as-of", AS_OF]
        self.quiet(f"{what}: report", "report", *plain, "-v", "--mark", "-o", out, place=out)
        self.expect([name for name in os.listdir(os.path.join(out, "2025")) if "标注" in name], f"{what}: no marked copy")
        self.quiet(f"{what}: check", "check", *plain, "-v", "--json")

    def together(self, changes):
        """Tables in which every row has another change, with its description."""
        room = len(self.rows) - 1
        for first in range(0, len(changes), room):
            rows = [list(row) for row in self.rows]
            part = changes[first:first + room]
            for k, (_, change) in enumerate(part, 1):
                rows[k] = change(rows[k], self.at)
            yield f"{part[0][0]} … {part[-1][0]}", rows


def whole(trial):
    for shape in ("UTF-8", "GB18030", "UTF-16", "XLSX"):
        run = trial.every_command(f"whole, {shape}", [trial.ledger_of(f"whole-{shape}", shape, trial.rows)], codes=(0, 1))
        trial.expect("变成办理过程" in run.err, f"{shape}: was not read as a wide ledger")


def damaged(trial):
    puts = [(f"{whose} as {heading}", private.put(heading, whose)) for heading in OF_EVENTS
            for whose in ("证件号码", "联系方式", *([] if heading in OF_WORDS else ["申请人名称", "通信地址"]))]
    slides = [(what, change) for what, change in private.WRONG.items() if "quote" not in what]
    for i, (what, rows) in enumerate([*trial.together(slides), *trial.together(puts)]):
        for shape in (("UTF-8", "XLSX") if i < 2 else ("GB18030", "XLSX")[i % 2:][:1]):
            trial.read(f"{what}, {shape}", trial.ledger_of(f"damaged{i}-{shape}", shape, rows))
    for line in (3, len(trial.rows) - 1):
        text = private.wrong_table(trial.rows, private.WRONG["a quote that is not closed"], line)
        trial.read(f"a quote that is not closed, row {line}", trial.ledger_of(f"quote{line}", "UTF-8", trial.rows, text))


def headings(trial):
    """First lines that hold what should stand below them."""
    head, body = trial.rows[0], trial.rows[1:]
    name, late = trial.at[NAME], trial.at["延期通知日期"]

    def renamed(at, words):
        return [[words if i == at else cell for i, cell in enumerate(head)], *body]
    person = body[0][name]
    cases = {
        "no first line": body,
        "a name for a heading": renamed(name, person),
        "a name for an event's heading": renamed(late, person),
        "a telephone for an event's heading": renamed(late, body[0][trial.at["联系方式"]]),
        "an address for a heading": renamed(trial.at["通信地址"], body[0][trial.at["通信地址"]]),
        "a name behind a heading": renamed(name, f"{NAME}：{person}"),
        "a name as one more heading": [[*head, person], *[[*row, row[name]] for row in body]],
        "the headings twice over": [head + body[0], *body],
        "two rows in one heading": [[*head[:-1], head[-1] + "\n" + ",".join(body[0])], *body],
        "a title with a name": [[f"{person}等申请登记表"], head, *body],
        "a second row of headings with names": [head, [person if i % 9 == 4 else "" for i in range(len(head))], *body],
    }
    for i, (what, rows) in enumerate(cases.items()):
        for shape in ("UTF-8", "XLSX"):
            ledger = trial.ledger_of(f"headings{i}-{shape}", shape, rows)
            trial.headings(f"{what}, {shape}", [ledger])
            trial.read(f"{what}, {shape}", ledger)


def main():
    trial = Wide()
    whole(trial)
    damaged(trial)
    headings(trial)
    trial.end()


if __name__ == "__main__":
    main()
