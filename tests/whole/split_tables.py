"""Splits the tables of a report as printers and people do: the program reads no number in a wrong place and loses none in silence.

    python3 tests/whole/split_tables.py PRINTER

Every cell of the report holds another number. The halves of a table lie below each other, side by side or on another sheet, with
their heads and labels or without them, at their old column or at the first one. A number that the program reads must be that
cell's. For a number that it does not read, an error must name the file and the place.
"""
import io
import json
import os
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
from standard_workbook import PROACTIVE, Maker, Sheet, Style, write, PERSONS, RESULTS

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEADINGS = {"proactive": "二、主", "requests": "三、收", "review": "四、政"}
ERRORS = {"D16", "R01", "R02", "R03", "R08"}


def report_of(form):
    """Gives every cell another number. They are ten apart, so that no two are adjacent."""
    numbers, tables = iter(range(100, 100000, 7)), {}
    tables["proactive"] = {row: {col: next(numbers) for _, col in heads} for _, heads, rows in PROACTIVE[form] for _, row in rows}
    rows = [row for _, _, _, row in Maker({"form": form}, Style(), {}).request_rows()]
    tables["requests"] = {row: {p: next(numbers) for p in PERSONS} for row in rows}
    tables["review"] = {row: {r: next(numbers) for r, _ in RESULTS} for row in ("reconsideration", "direct_suit", "suit_after_reconsideration")}
    return {"agency": "清河县农业农村局", "year": 2025 if form == "2021" else 2020, "form": form, "tables": tables}


class Block:
    """The cells of one table: rows first..last of its sheet."""

    def __init__(self, sheet, table):
        self.sheet = sheet
        starts = sorted(r for (r, c), (_, text) in sheet.cells.items() if c == 0 and text[:2] in ("一、", "二、", "三、", "四、", "五、", "六、") and len(text) < 40
                        and (text.startswith(tuple(HEADINGS.values())) or text.startswith(("五、存", "六、其", "一、总"))))
        top = next(r for r in starts if sheet.cells[r, 0][1].startswith(HEADINGS[table]))
        self.first, self.last = top + 1, next(r for r in starts if r > top) - 2
        self.width = 1 + max(c for (r, c) in sheet.cells if self.first <= r <= self.last)
        self.data = next(r for r in range(self.first, self.last + 1) if any(k == "n" for (a, _), (k, _) in sheet.cells.items() if a == r))
        self.labels = min(c for (r, c), (k, _) in sheet.cells.items() if r == self.data and k == "n")

    def make_room(self, rows):
        """Moves everything below the table down."""
        s = self.sheet
        s.cells = {(r + rows if r > self.last else r, c): v for (r, c), v in s.cells.items()}
        s.merges = [(a + rows, b, c + rows, d) if a > self.last else (a, b, c, d) for a, b, c, d in s.merges]

    def take(self, rows, cols, away=True):
        """Cuts out a part with its cells and its merged ranges. A merged range that crosses the edge keeps the rest."""
        s = self.sheet
        inside = lambda r, c: r in rows and c in cols  # noqa: E731
        part = {p: v for p, v in s.cells.items() if inside(*p)}
        ranges = [m for m in s.merges if m[0] in rows and m[1] in cols]
        part_merges = [(a, b, min(c, rows[-1]), min(d, cols[-1])) for a, b, c, d in ranges]
        if away:
            s.cells = {p: v for p, v in s.cells.items() if p not in part}
            s.merges = [m for m in s.merges if m not in ranges]
            s.merges = [(a, b, c, min(d, cols[0] - 1)) if a in rows and b < cols[0] <= d else (a, b, c, d) for a, b, c, d in s.merges]
            s.merges = [m for m in s.merges if m[:2] != m[2:]]
        return part, part_merges

    @staticmethod
    def lay(sheet, part, down, right):
        cells, merges = part
        for (r, c), v in cells.items():
            sheet.cells[r + down, c + right] = v
        sheet.merges += [(a + down, b + right, c + down, d + right) for a, b, c, d in merges if (a, b) != (c, d)]


def columns_below(sheets, table, at, heads, left, gap):
    """Moves the columns from `at` on below the rest, at the first column or at their old one."""
    b = Block(sheets[0], table)
    first = b.first if heads else b.data
    part = b.take(range(b.first, b.last + 1), range(at, b.width))
    if not heads:
        part = ({p: v for p, v in part[0].items() if p[0] >= first}, [])
    b.make_room(b.last - b.first + 2 + gap)
    b.lay(b.sheet, part, b.last - first + 1 + gap, -at if left else 0)


def columns_beside(sheets, table, at, gap):
    b = Block(sheets[0], table)
    b.lay(b.sheet, b.take(range(b.first, b.last + 1), range(at, b.width)), 0, gap)


def columns_on_a_sheet(sheets, table, at, left, heads):
    b = Block(sheets[0], table)
    first = b.first if heads else b.data
    part = b.take(range(b.first, b.last + 1), range(at, b.width))
    if not heads:
        part = ({p: v for p, v in part[0].items() if p[0] >= first}, [])
    other = Sheet("续表", Style())
    b.lay(other, part, -first, -at if left else 0)
    sheets.append(other)


def rows_apart(sheets, table, at, heads, labels, where):
    """Moves the rows from `at` on below, beside or onto a sheet of their own, with or without heads, with or without labels."""
    b = Block(sheets[0], table)
    cols = range(0 if labels else b.labels, b.width)
    head = b.take(range(b.first, b.data), cols, away=False)
    part = b.take(range(at, b.last + 1), range(b.width))
    part = ({p: v for p, v in part[0].items() if p[1] in cols}, [m for m in part[1] if m[1] in cols])
    deep = b.data - b.first if heads else 0
    if where == "below":
        b.make_room(deep + 2)
        down, right, sheet = at + 1 + deep - at, 0 if labels else -b.labels, b.sheet
        top = at + 1
    elif where == "beside":
        down, right, sheet, top = b.first + deep - at, b.width + 1 - cols[0], b.sheet, b.first
    else:
        sheet = Sheet("续表", Style())
        sheets.append(sheet)
        down, right, top = deep - at, -cols[0], 0
    if heads:
        b.lay(sheet, head, top - b.first, right)
    b.lay(sheet, part, down, right)


def data_wraps(sheets, table, at, left):
    """The heads stay; the numbers from a column on move into rows below all others, as a printer breaks a wide sheet."""
    b = Block(sheets[0], table)
    part = b.take(range(b.data, b.last + 1), range(at, b.width))
    part = ({p: v for p, v in part[0].items() if v[0] == "n"}, [])
    b.make_room(b.last - b.data + 2)
    b.lay(b.sheet, part, b.last - b.data + 1, -at if left else 0)


def data_shifts(sheets, table, row, by):
    """The numbers of a row, or of all rows (None), have slipped beside their heads."""
    b = Block(sheets[0], table)
    for r in range(b.data, b.last + 1) if row is None else [b.data + row]:
        moved = {p: v for p, v in b.sheet.cells.items() if p[0] == r and v[0] == "n"}
        b.sheet.cells = {p: v for p, v in b.sheet.cells.items() if p not in moved}
        b.sheet.cells.update({(r, c + by): v for (r, c), v in moved.items()})


def stray(sheets, table, row, col):
    """A number where no head is."""
    b = Block(sheets[0], table)
    sheets[0].cells[(b.first + row) if row >= 0 else b.last, col if col >= 0 else b.width - 1 - col] = ("n", "77")


def changes(report, style):
    for table in HEADINGS:
        made = []
        write(io.BytesIO(), report, style, change=lambda s: made.append(Block(s[0], table)))
        b = made[0]
        for at in range(max(1, b.labels), b.width):
            for heads in (True, False):
                for left in (True, False):
                    for gap in (0, 1):
                        yield f"{table}: columns from {at} below, heads {heads}, left {left}, gap {gap}", lambda s, a=(table, at, heads, left, gap): columns_below(s, *a)
                    yield f"{table}: columns from {at} on a sheet, left {left}, heads {heads}", lambda s, a=(table, at, left, heads): columns_on_a_sheet(s, *a)
            for left in (True, False):
                yield f"{table}: numbers from {at} below, left {left}", lambda s, a=(table, at, left): data_wraps(s, *a)
            for gap in (1, 2):
                yield f"{table}: columns from {at} beside, gap {gap}", lambda s, a=(table, at, gap): columns_beside(s, *a)
        if table == "requests":
            for at in range(b.data + 1, b.last + 1, 4):
                for heads in (True, False):
                    for labels in (True, False):
                        for where in ("below", "beside", "sheet"):
                            yield f"{table}: rows from {at}, {where}, heads {heads}, labels {labels}", lambda s, a=(table, at, heads, labels, where): rows_apart(s, *a)
        for row in (0, None):
            for by in (1, 2, b.width):
                yield f"{table}: numbers of {'all rows' if row is None else 'a row'} {by} to the right", lambda s, a=(table, row, by): data_shifts(s, *a)
        yield f"{table}: a number right of it", lambda s, t=table: stray(s, t, -1, -1)
        yield f"{table}: a number further right of it", lambda s, t=table: stray(s, t, -1, -3)


def main():
    printer, failures, n = os.path.abspath(sys.argv[1]), [], 0
    with tempfile.TemporaryDirectory() as work:
        for form in ("2021", "2019"):
            report = report_of(form)
            wanted = {f"{t}/{r}/{c}": str(v) for t, rows in report["tables"].items() for r, cols in rows.items() for c, v in cols.items()}
            for k, style in enumerate((Style(), Style(merged=False), Style(merged=False, repeated=True), Style(label_columns=1))):
                folder = os.path.join(work, f"{form}-{k}")
                os.makedirs(folder)
                names = {}
                for i, (what, change) in enumerate(changes(report, style)):
                    name = f"{i:04d}.xlsx"
                    try:
                        write(os.path.join(folder, name), report, style, change=change)
                    except (StopIteration, ValueError, IndexError) as error:
                        sys.exit(f"{what}: {error!r}")
                    names[name] = what
                done = subprocess.run([printer, os.path.join(ROOT, "report_templates"), folder], capture_output=True, check=True)
                said = json.loads(done.stdout)
                for s in said["submissions"]:
                    n += 1
                    what = f"{form}, style {k}, {names[s['shown']]}"
                    errors = [p for p in said["problems"] if p["file"] == s["shown"] and p["id"] in ERRORS]
                    wrong = {a: (c[0], wanted[a]) for a, c in s["cells"].items() if c[0] is not None and c[0] != wanted[a]}
                    lost = [a for a in wanted if not s["cells"].get(a) or s["cells"][a][0] is None]
                    if wrong and not errors:
                        failures.append(f"{what}: read wrong: {list(wrong.items())[:3]}")
                    elif (lost or "number" in what) and not errors:
                        failures.append(f"{what}: lost in silence: {lost[:3]}")
                    elif wrong and not any(p["column"] for p in errors):
                        failures.append(f"{what}: read wrong, and no place said: {list(wrong.items())[:3]}")
    print("\n".join(failures[:40]))
    print(f"{n} reports taken apart, {len(failures)} failures")
    sys.exit(1 if failures or not n else 0)


if __name__ == "__main__":
    main()
