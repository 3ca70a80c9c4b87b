"""A canary in every column of every table, in the right and in wrong forms: each output holds only the columns that docs/privacy.md permits.

    python3 tests/faults/canary_columns.py PROGRAM [--trials N]

Runs N of the cases below: a form of the canary in a shape of ledger. A ledger that the program counts has canaries in its words.
A ledger that it refuses has them in all other columns, each in a row of its own.
"""
import csv
import io
import itertools
import json
import os
import re
import shutil
import sqlite3
import stat
import sys

import private
from canary import workbook
from canary_superiors import PARENT, TREE
from ledger_columns import columns
from trial import AS_OF, CLEAN, ROOT, Trial, contents, read, tail, write

FORMS = ["name", "valid id", "mistyped id", "old id", "mobile", "address"]
SHAPES = ["CSV", "XLSX", "wide"]
SEEN = re.compile(r"金雀[一-龥]|雀巢路[一-龥]|11010119\d{9}[\dX]|110101620307\d{3}|1391\d{7}")
UNKNOWN = "办公用不着的列"                             # looks like no heading
# These columns refer to a record or a file. With a canary in them they refer to nothing and refuse the run, like every key of a request.
REFUSES = {("disputes", "受理编号"), ("texts", "文件")}
MODES = {"findings": 0o600, "lists": 0o600, "marked": 0o600, "store": 0o600, "documents": 0o644, "manifest": 0o644}


def canary(form, i):
    """The i-th one; SEEN finds it wherever it stands."""
    first = f"110101{1960 + i // 100}0307{i % 100:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    right = sum(int(digit) * weight for digit, weight in zip(first, weights)) % 11
    return {"name": "金雀" + chr(0x4E00 + i), "address": f"雀巢路{chr(0x4E00 + i)}弄12号3室", "mobile": f"1391{i:07d}", "old id": f"110101620307{i:03d}",
            "valid id": first + "10X98765432"[right], "mistyped id": first + "10X98765432"[(right + 1) % 11]}[form]


def permitted():
    """{output: {kind: words}} of the table in docs/privacy.md."""
    lines = [line for line in read(os.path.join(ROOT, "docs", "privacy.md")).splitlines() if line.startswith("|")]
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:10] if "---" not in line]
    return {row[0]: dict(zip(head[1:], row[1:])) for row in rows}


def kind_of(column, form):
    if column.holds in ("own", "personal"):
        return column.holds
    number = form not in ("name", "address")
    if column.holds == "free":
        return "read" if column.kept == "value" and not number else "free"
    if column.holds == "printed":
        return "printed number" if number else "printed"
    return "public" if column.holds == "public" and not number else "wrong"


def output_of(path):
    name = os.path.basename(path)
    if "退回修改意见" in path or name in ("退回记录.json", "通报.docx", "通报.pdf", "findings.json", "findings.csv", "问题清单.xlsx", "下级年报问题.csv", "本次结果.html"):
        return "findings"
    if name in ("deadlines.csv", "结转清单.csv", "报送情况.csv", "催报名单.xlsx"):
        return "lists"
    return "manifest" if name == "manifest.json" else "marked" if "（标注）" in name else "store" if name.endswith(".db") else "documents"


class Canaries(Trial):
    def __init__(self, count):
        super().__init__("canary-columns")
        self.count, self.table, self.columns = count, permitted(), columns()
        self.planted, self.next = {}, 0
        self.temporary = self.path("tmp")
        os.mkdir(self.temporary)
        self.environment.update(TMPDIR=self.temporary, SQLITE_TMPDIR=self.temporary)

    def plant(self, form, kind, where):
        self.next += 1
        word = canary(form, self.next)
        self.planted[SEEN.search(word)[0]] = (kind, where)
        return word

    def look(self, what, output, name, data):
        for place, part in private.inside(name, data):
            for word in set(SEEN.findall(part.decode("utf-8", "ignore"))) & set(self.planted):
                kind, where = self.planted[word]
                self.expect(self.table[output][kind] not in ("no", "length"), f"{what}: {kind} {word} of {where} is in {output} {place}")

    def quiet(self, what, *words, codes, place=None, store=None):
        run = self.run(*words)
        self.expect(run.code in codes, f"{what}: exit {run.code}: {tail(run.err)[-300:]}")
        self.look(what, "terminal", "stdout", run.out.encode())
        self.look(what, "terminal", "stderr", run.err.encode())
        for path, data in contents(place).items() if place else ():
            self.look(what, output_of(path), path, data)
            mode = stat.S_IMODE(os.stat(os.path.join(place, path)).st_mode)
            expected = 0o600 if os.path.basename(path) == "正文对照.html" else MODES[output_of(path)]     # printed words, but for the office
            self.expect(mode == expected, f"{what}: {path} has mode {mode:o}")
        if store:
            self.expect(os.path.exists(store), f"{what}: no store")
        for path, data in contents(self.temporary).items():
            self.expect(False, f"{what}: left {path} of {len(data)} bytes")
        return run

    # ---- ledgers

    def rows_of(self, table, source):
        rows = list(csv.reader(io.StringIO(source))) if source else []
        headings = list(self.columns[table])
        if len(rows) < 2:
            rows = [headings, [""] * len(headings)]
        missing = [heading for heading in headings if heading not in rows[0]]
        return [rows[0] + missing] + [row + [""] * len(missing) for row in rows[1:]]

    def words_in(self, form, table, rows):
        """Canaries in the last row, in every column of words and in one unknown column."""
        at = {heading: i for i, heading in enumerate(rows[0])}
        for heading, column in self.columns[table].items():
            if column.personal or (column.type in ("text", "prose") and column.holds != "own" and table != "agencies" and (table, heading) not in REFUSES):
                rows[-1][at[heading]] = self.plant(form, kind_of(column, form), f"{table} {heading}")
        rows[0].append(UNKNOWN)
        for row in rows[1:]:
            row.append("")
        rows[-1][-1] = self.plant(form, "unknown", f"{table} {UNKNOWN}")
        return rows

    def others_in(self, form, table, rows):
        """One more row for every other column, with the canary in that column; and a canary as a heading."""
        at = {heading: i for i, heading in enumerate(rows[0])}
        like = rows[-1]
        for heading, column in self.columns[table].items():
            if column.holds in ("own", "personal", "free", "printed", "public") and (table, heading) not in REFUSES:
                continue
            row = list(like)
            row[at[heading]] = self.plant(form, kind_of(column, form), f"{table} {heading}")
            rows.append(row)
        rows[0].append(self.plant(form, "unknown", f"{table}, a heading"))
        for row in rows[1:]:
            row.append("")
        return rows

    def wide_in(self, form, rows):
        """Adds the columns of a wide sheet to those of requests, and one row for each."""
        source = read(os.path.join(ROOT, "data", "ledger", "wide.yaml"))
        more = sorted({heading.strip() for found in re.findall(r"(?:date|flag): ([^,}]+)|(?:with|shared): \{([^}]+)\}", source) for heading in re.split(", [^:]+: |^[^:,]+: ", found[1] or found[0])
                       if heading.strip() and heading not in rows[0]})
        self.expect(len(more) > 20, f"the wide sheet has only {more}")
        rows[0] += more
        like = list(rows[-1])
        for row in rows[1:]:
            row += [""] * len(more)
        for i, heading in enumerate(more):
            rows.append(like + [self.plant(form, "free", f"requests, wide {heading}") if k == i else "" for k in range(len(more))])
        return rows

    def ledger_of(self, name, form, shape, change, only=None):
        tables = {}
        for table in self.columns:
            path = os.path.join(CLEAN, table + ".csv")
            if not os.path.exists(path) and table != "waivers":
                continue
            rows = self.rows_of(table, read(path) if os.path.exists(path) else "")
            if table == "waivers":
                rows[1] = ["11369925007314088N", "2025", "B01", "requests/new/total", "1", "理由", "某某", "2026-01-10", "附注"]
            if not only or table in only:
                rows = change(form, table, rows)
            if table == "requests" and shape == "wide":
                rows = self.wide_in(form, rows)
            tables[table] = rows
        if shape == "XLSX":
            requests = tables.pop("requests")
            tables["texts"] = tables["texts"][:1]      # its file would lie beside
            return workbook(self.path(name + ".xlsx"), "requests", requests, **tables)
        return self.ledger(name, files={table + ".csv": private.table(rows) for table, rows in tables.items()})

    # ---- runs

    def every_command(self, what, ledger, codes, kept):
        self.runs += 1
        out, store = self.path(f"out{self.runs}"), self.path(f"out{self.runs}", "kept.db")
        os.makedirs(out)
        plain = [ledger, "--year", "2025", "--as-of", AS_OF]
        self.quiet(f"{what}: report", "report", *plain, "-v", "--mark", "-o", out, "--store", store, codes=codes, place=out, store=store if kept else None)
        self.quiet(f"{what}: check", "check", *plain, "-v", "--json", codes=codes)
        self.quiet(f"{what}: headings", "check", *plain, "--columns", codes=(0, 2))
        if kept:
            self.quiet(f"{what}: waiver lines", "check", *plain, "--waiver-lines", codes=codes)
            for thing in ("requests/new/total", "NH-2025-005"):
                self.quiet(f"{what}: explain {thing}", "explain", *plain, thing, codes=(0, 3))
                self.quiet(f"{what}: explain {thing} --json", "explain", *plain, thing, "--json", codes=(0, 3))
            with sqlite3.connect(store) as db:
                self.expect(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), f"{what}: the store is damaged")
            self.expect(db.execute("SELECT count(*), count(note), count(party) FROM requests, (SELECT party FROM events)").fetchone()[0] > 0, f"{what}: an empty store")
            db.close()
        return out

    def case(self, form, shape):
        self.planted, self.next = {}, 0
        what, name = f"{form}, {shape}", f"{FORMS.index(form)}{shape}"
        out = self.every_command(f"{what}, words", self.ledger_of(f"words{name}", form, "CSV" if shape == "wide" else shape, self.words_in), (0, 1), True)
        self.every_command(f"{what}, others", self.ledger_of(f"others{name}", form, shape, self.others_in), (2,), False)
        return out

    def submissions(self, out, form):
        """A report's words are for its own readers: a superior's lists do not repeat a person named in them."""
        child = next(os.path.join(place, "report.json") for place, _, names in os.walk(out) if "report.json" in names)
        report = json.loads(read(child))
        at = self.path("handed", f"{FORMS.index(form)}")
        for key, value in report["narrative"].items():
            word = self.plant(form, "free", f"a submission's {key}")
            report["narrative"][key] = value + word if isinstance(value, str) else [*value, word] if value and isinstance(value[0], str) else value
        report["remark"] = self.plant(form, "unknown", "a submission's remark")
        write(os.path.join(at, "农业农村局", "report.json"), json.dumps(report, ensure_ascii=False))
        write(os.path.join(at, "agencies.csv"), TREE)
        for command, more in (("rollup", ["--year", "2025", "--parent", PARENT]), ("compare", [])):
            to = self.path(f"{command}{FORMS.index(form)}")
            run = self.quiet(f"{form}: {command}", command, at, *more, "--as-of", AS_OF, "-v", "-o", to, codes=(0, 1, 2), place=to)
            self.expect(contents(to), f"{form}: {command} wrote nothing: {tail(run.err)}")


def main():
    count = int(sys.argv.pop(sys.argv.index("--trials") + 1)) if "--trials" in sys.argv else 3
    sys.argv = [word for word in sys.argv if word != "--trials"]
    old = os.umask(0o022)
    trial = Canaries(count)
    cases = list(itertools.product(FORMS, SHAPES))
    # The steps through the list reach every form and every shape early and miss no case.
    for i in range(min(count, len(cases))):
        form, shape = cases[i * 7 % len(cases)]
        trial.submissions(trial.case(form, shape), form)
        shutil.rmtree(trial.path(f"out{trial.runs}"), ignore_errors=True)
    os.umask(old)
    trial.end()


if __name__ == "__main__":
    main()
