"""No personal value leaves the ledger. Canaries stand in every personal column of good and bad rows, and none may appear in any
message, file, archive member, text of the PDF or in the kept store. Only its owner can read the store.

    python3 tests/faults/private.py PROGRAM [--trials N]

N of the damages and of the columns with a number astray, spread over all.
"""
import csv
import hashlib
import io
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import zipfile
import zlib

from trial import CLEAN, Trial, contents, read, tail, write

PERSONAL = ["申请人名称", "证件类型", "证件号码", "联系方式", "通信地址"]
FIRST, LAST = 5, 17
FEW = 23


def identity(line):
    """A resident's number with a valid check character (GB 11643)."""
    first = f"11010119{60 + line}0307{line:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights)) % 11]


def canary(column, line):
    return {"申请人名称": "金丝雀" + chr(0x4E00 + line), "证件类型": f"雀证{line}", "证件号码": identity(line), "联系方式": f"1381234{line:04d}",
            "通信地址": f"雀巢路{line}弄"}[column]


def with_canaries():
    """The rows of requests.csv with a canary in every personal cell, and all the canaries."""
    rows = list(csv.reader(io.StringIO(read(os.path.join(CLEAN, "requests.csv")))))
    words = []
    for n, row in enumerate(rows[1:], 2):
        for column in PERSONAL:
            row[rows[0].index(column)] = canary(column, n)
            words.append(canary(column, n))
    return rows, words + ["金丝雀", "雀巢路", "雀证"]


def table(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def inside(name, data):
    """The bytes of a file and of the files packed in it."""
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield f"{name}:{member}", archive.read(member)
    if data[:4] == b"%PDF":
        if shutil.which("pdftotext"):
            yield f"{name}:text", subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=False).stdout
        for i, stream in enumerate(re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)):
            try:
                yield f"{name}:stream {i}", zlib.decompress(stream)
            except zlib.error:
                pass


def traces(words, files, clean=set()):
    """The first trace. `clean`: digests of what held none of these words; the same report comes of the same rows again and again."""
    coded = [(word, [word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"), word.encode("gb18030")]) for word in words]
    for name, data in files.items():
        known = hashlib.sha256(repr(words).encode() + data).digest()
        for where, part in inside(name, data) if known not in clean else ():
            for word, codes in coded:
                if any(code in part for code in codes):
                    yield f"“{word}” in {where}"
                    return
        clean.add(known)


def spread(attempts, trials):
    """Some of them, at least so many; an odd step, for attempts often come in pairs."""
    attempts = list(attempts)
    step = max(1, len(attempts) // trials)
    return attempts[::step - (step % 2 == 0)]


# ---- rows that go wrong near a personal cell: (what, change of one row given the headings)

def swap(a, b):
    def change(row, at):
        row[at[a]], row[at[b]] = row[at[b]], row[at[a]]
        return row
    return change


def put(heading, value_of):
    def change(row, at):
        row[at[heading]] = row[at[value_of]]
        return row
    return change


WRONG = {
    "a cell too many before": lambda row, at: row[:FIRST - 2] + [""] + row[FIRST - 2:-1],
    "two cells too many before": lambda row, at: row[:2] + ["", ""] + row[2:-2],
    "a cell lost before": lambda row, at: row[:1] + row[2:],
    "three cells lost before": lambda row, at: row[4:],
    "cells lost, row kept long": lambda row, at: row[:1] + row[3:] + ["", ""],
    "name and kind exchanged": swap("申请人类型", "申请人名称"),
    "address and channel exchanged": swap("通信地址", "申请方式"),
    "contact and day exchanged": swap("联系方式", "提交日期"),
    "name as outcome": put("办理结果", "申请人名称"),
    "name as channel": put("申请方式", "申请人名称"),
    "address as way of access": put("获取方式", "通信地址"),
    "name as delivery": put("送达方式", "申请人名称"),
    "name as flag": put("救济告知", "申请人名称"),
    "name as day": put("登记日期", "申请人名称"),
    "address as agency": put("机关代码", "通信地址"),
    "identity as key": put("受理编号", "证件号码"),
    "telephone as key": put("受理编号", "联系方式"),
    "name as key": put("受理编号", "申请人名称"),
    "name before the key": lambda row, at: [row[4]] + row[:-1],
    "identity as day": put("终止日期", "证件号码"),
    "a quote that is not closed": lambda row, at: row[:4] + ['"' + row[4]] + row[5:],
    "a comma in the name": lambda row, at: row[:4] + ["X", row[4]] + row[5:],
}


def wrong_table(rows, change, line):
    at = {heading: i for i, heading in enumerate(rows[0])}
    changed = [list(row) for row in rows]
    changed[line] = change(changed[line], at)
    out = ""
    for row in changed:
        raw = any(cell.startswith('"') for cell in row)
        out += ",".join(row) + "\n" if raw else table([row])
    return out


def quoted_together(rows, heading, line):
    """A stray quote before a cell and one behind the same cell of the next row: everything between becomes one cell. Numbers
    and telephones are left out: without digits to recognise, only the line break shows the fault."""
    at = {name: i for i, name in enumerate(rows[0])}
    changed = [[cell if name not in ("证件号码", "联系方式") or not n else "" for name, cell in zip(rows[0], row)] for n, row in enumerate(rows)]
    changed[line][at[heading]] = '"' + changed[line][at[heading]]
    changed[line + 1][at[heading]] += '"'
    return "".join(",".join(row) + "\n" for row in changed)


WIDE = ["是否延期", "延期告知日期", "延期天数", "收费金额", "缴费日期"]
WRONG_WIDE = {
    **{f"{whose} as {heading}": put(heading, whose) for heading in WIDE for whose in ("申请人名称", "证件号码", "联系方式")},
    **{what: WRONG[what] for what in ("a cell too many before", "a cell lost before", "three cells lost before", "cells lost, row kept long")},
    "cells lost behind the key": lambda row, at: row[:1] + row[2:4] + row[5:],
}


def with_wide_columns(rows):
    """Columns of a wide ledger among those that a lost or a doubled comma moves names to."""
    at = rows[0].index("申请方式")
    return [row[:at] + (WIDE if not n else [""] * len(WIDE)) + row[at:] for n, row in enumerate(rows)]


def damaged_tables(rows):
    """Descriptions of damages to requests.csv, with the damaged text."""
    for what, change in WRONG_WIDE.items():
        yield f"wide, {what}", wrong_table(with_wide_columns(rows), change, LAST)
    for line in (2, LAST):
        for what, change in WRONG.items():
            yield f"{what}, row {line + 1}", wrong_table(rows, change, line)
    for heading in rows[0]:
        yield f"stray quotes at {heading}", quoted_together(rows, heading, 3)


# ---- a number that identifies a person, typed into any column of any table

MOBILE = "13912345678"
OTHERS = ["１３９１２３４５６７８", identity(7), "电话13912345678李", "139 1234-5678"]
CORE = "agencies requests events disputes documents decisions items fees declared".split()
PRINTED = {"agencies": "机关名称 别名 联系地址 联系电话 网站"}     # an office may give its own address and telephone, and it chooses its name


def astray(number, column):
    """The tables of the clean ledger that have so many columns, with the number in that column of their last row."""
    files = {}
    for name in sorted(os.listdir(CLEAN)):
        if not name.endswith(".csv") or name in ("narrative.csv", "texts.csv"):
            continue
        rows = list(csv.reader(io.StringIO(read(os.path.join(CLEAN, name)))))
        if column >= len(rows[0]) or len(rows) < 2 or rows[0][column] in PRINTED.get(name.removesuffix(".csv"), ""):
            continue
        rows[-1][column] = number
        files[name] = table(rows)
    return files


def check_astray(trial):
    attempts = ((column, *how) for column in range(35) for how in ((MOBILE, "report"), (OTHERS[column % len(OTHERS)], "check")))
    for column, number, command in spread(attempts, trial.trials):
        files = astray(number, column)
        core = {name: text for name, text in files.items() if name.removesuffix(".csv") in CORE}
        for part in filter(None, (core, {name: text for name, text in files.items() if name not in core})):
            out = trial.path(f"astray{column}", command, "core" if part is core else "others")
            ledger = trial.ledger(out + "-ledger", files=part)
            run = trial.run(command, ledger, "--year", "2025", "--as-of", "2026-01-20", "-q", "--mark", "-o", out, out=out)
            found = list(traces([MOBILE, *OTHERS], {"stdout": run.out.encode(), "stderr": run.err.encode(), **contents(out)}))
            trial.expect(not found, f"{number} in column {column + 1} of {', '.join(part)} (exit {run.code}): {found[:2]}")


def main():
    trial = Trial("private", FEW)
    check_astray(trial)
    rows, words = with_canaries()
    ledger = trial.ledger("good", files={"requests.csv": table(rows)})
    store = trial.path("records.db")
    old = os.umask(0)
    run = trial.report(ledger, "--store", store, "-v", "--mark")
    os.umask(old)
    trial.expect(run.code == 0, f"exit {run.code}: {tail(run.err)}")
    files = {"stdout": run.out.encode(), "stderr": run.err.encode(), **contents(run.place)}
    if trial.expect(os.path.exists(store), "no store was kept"):
        trial.expect(stat.S_IMODE(os.stat(store).st_mode) == 0o600, f"the store has mode {stat.S_IMODE(os.stat(store).st_mode):o}")
        files["store"] = open(store, "rb").read()
        with sqlite3.connect(store) as db:
            trial.expect(db.execute("SELECT count(*), count(applicant) FROM requests").fetchone() == (17, 17), "the store has not 17 requests")
            trial.expect(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the store is damaged")
    trial.expect(not [n for n in os.listdir(trial.work) if n.startswith(".nianbao")], "a temporary store was left")
    for trace in traces(words, files):
        trial.expect(False, trace)
    for what, text in spread(damaged_tables(rows), trial.trials):
        wrong = trial.ledger(f"wrong{trial.runs}", files={"requests.csv": text})
        run = trial.report(wrong, "-v", "--mark")
        trial.expect(os.path.exists(os.path.join(run.place, "2025", os.path.basename(wrong) + "（标注）.xlsx")), f"{what}: no marked copy")
        check = trial.run("check", wrong, "--year", "2025", "--as-of", "2026-01-20", "--json", "-v")
        files = {"stdout": run.out.encode(), "stderr": run.err.encode(), "--json": (check.out + check.err).encode(), **contents(run.place)}
        found = list(traces(words, files))
        trial.expect(not found, f"{what} (exit {run.code}): {found[:1]}")
    trial.end()


if __name__ == "__main__":
    main()
