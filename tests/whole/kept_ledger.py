"""A store that --store kept, as the ledger of a later run: everything is written as from the ledger that it was kept from.

    python3 tests/whole/kept_ledger.py PROGRAM [LEDGER …]

Each ledger is reported with --store, and the store is reported again: exit code, findings and every byte of the documents must be the same, but for the inputs
that the manifest and report.json name. Then what a store cannot give must be refused, a store that was changed too, and nothing written. With LEDGERs only
these are compared.
"""
import csv
import glob
import hashlib
import json
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE, CLEAN, FORMS = (os.path.join(ROOT, *names) for names in (("data", "sample"), ("tests", "clean"), ("data", "sample-forms")))
CODE = "11369925007314088N"                            # of the clean ledger
faults = []


def say(words):
    faults.append(words)
    print(words)


def run(program, *arguments):
    done = subprocess.run([program, *arguments, "--as-of", "2026-01-20"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                          env={"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}, timeout=300)
    return done.returncode, done.stdout, done.stderr


def without_inputs(path, content):
    """Of the manifest and report.json: what does not depend on the names of the inputs."""
    if os.path.basename(path) not in ("manifest.json", "report.json"):
        return content
    data = json.loads(content)
    data.get("provenance", data).pop("inputs")
    for file in data.get("outputs", []):                # report.json has the inputs, 本次结果.html the command
        if file["name"] in ("report.json", "本次结果.html"):
            file.clear()
    return data


def read(path):
    with open(path, "rb") as source:
        content = source.read()
    if path.endswith("本次结果.html"):                      # it prints the command that was typed
        content = re.sub(rb"<(code|pre)[^>]*>.*?</\1>", b"", content, flags=re.S)
    return without_inputs(path, content)


def files(folder):
    return sorted(os.path.relpath(os.path.join(where, name), folder) for where, _, names in os.walk(folder) for name in names)


def compare(name, first, second):
    for path in sorted(set(files(first)) | set(files(second))):
        one, other = os.path.join(first, path), os.path.join(second, path)
        if not os.path.exists(one) or not os.path.exists(other):
            say("%s：%s 只有一次写了" % (name, path))
        elif read(one) != read(other):
            say("%s：%s 不一样" % (name, path))


def same(program, folder, name, ledger, *options, kept=(), later=()):
    """Of the options `kept` belong to the run that keeps the store, `later` to that of the store."""
    first, second, store = (os.path.join(folder, part) for part in ("first", "second", "kept.db"))
    for path in (first, second):
        shutil.rmtree(path, ignore_errors=True)
    year = () if "--year" in options else ("--year", "2025")
    before = run(program, "report", ledger, *year, "-o", first, "--json", "--store", store, *options, *kept)
    after = run(program, "report", store, *year, "-o", second, "--json", *options, *later)
    if before[0] > 1:
        say("%s：留不下记录库：%s" % (name, before[2]))
    elif before[:2] != after[:2]:
        say("%s：退出码 %d 和 %d，问题清单%s一样：%s" % (name, before[0], after[0], "" if before[1] == after[1] else "不", after[2]))
        for one, other in zip(json.loads(before[1] or "[]"), json.loads(after[1] or "[]")):
            if one != other:
                print(one, other, sep="\n")
                break
    else:
        compare(name, first, second)
    return store


def same_later(program, folder, name, ledger, *options):
    """The options are given to the ledger's run and to that of a store which was kept without them."""
    first, second, store = (os.path.join(folder, part) for part in ("later", "later of the store", "kept.db"))
    for out in (first, second):
        shutil.rmtree(out, ignore_errors=True)
    run(program, "report", ledger, "--year", "2025", "-o", os.path.join(folder, "kept"), "--store", store)
    before, after = (run(program, "report", given, "--year", "2025", "-o", out, "--json", *options)[:2] for given, out in ((ledger, first), (store, second)))
    if before != after:
        say("%s：退出码或问题清单不一样" % name)
    compare(name, first, second)


def refused(program, folder, name, words, *arguments, code=3):
    out = os.path.join(folder, "none")
    result = run(program, *arguments, "-o", out)
    if result[0] != code or words not in result[2]:
        say("%s：退出码 %d：%s" % (name, result[0], result[2]))
    if os.path.exists(out):
        say("%s：写了文件" % name)
        shutil.rmtree(out)


def copy_of(ledger, folder, name="ledger"):
    path = os.path.join(folder, name)
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(ledger, path)
    return path


def change(path, column, value, row=0):
    with open(path, encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    rows[row][column] = value
    with open(path, "w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def append(path, words):
    with open(path, "a", encoding="utf-8") as target:
        target.write(words)


def digest(base):
    """As src/store/kept_digest.c: of all rows, by type, number or length, and bytes."""
    kinds, whole = {int: 1, str: 3, type(None): 5}, hashlib.sha256()
    for (table,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND name <> 'kept_digest' ORDER BY name").fetchall():
        whole.update(table.encode() + b"\0")
        for row in base.execute('SELECT * FROM "%s" NOT INDEXED' % table):
            for value in row:
                words = value.encode() if isinstance(value, str) else b""
                whole.update(struct.pack("<Bq", kinds[type(value)], value if isinstance(value, int) else len(words)) + words)
    return whole.hexdigest()


def spoilt(store, folder, *statements, hidden=False):
    """`hidden`: by somebody who works the digest out again."""
    path = os.path.join(folder, "spoilt.db")
    shutil.copy(store, path)
    base = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        base.execute(statement)
    if hidden:
        base.execute("UPDATE kept_digest SET sha256 = ?", (digest(base),))
    base.close()
    return path


def test_ledgers(program, folder):
    for name, ledger in (("样例", SAMPLE), ("干净的", CLEAN), ("工作簿", os.path.join(FORMS, "台账.xlsx")), ("宽台账", os.path.join(FORMS, "wide")),
                         ("GB18030", os.path.join(FORMS, "gb18030"))):
        same(program, folder, name, ledger)
    same(program, folder, "两个记录库", SAMPLE, later=("--store", os.path.join(folder, "again.db")))
    same(program, folder, "上年", os.path.join(ROOT, "tests", "older"), "--year", "2018")
    dirty = copy_of(SAMPLE, folder)
    os.remove(os.path.join(dirty, "disputes.csv"))      # a table that the form reads
    change(os.path.join(dirty, "catalogue.csv"), "公开日期", "不知道", 3)    # a row that is set aside
    change(os.path.join(dirty, "requests.csv"), "办理结果", "信访举报投诉类申请", 2)
    same(program, folder, "少一张表，少一行", dirty)
    text = copy_of(CLEAN, folder)
    append(os.path.join(text, "overview.md"), "\n来电集中在下午的高峰。\n")
    change(os.path.join(text, "requests.csv"), "申请人名称", "高峰")
    store = same(program, folder, "像姓名的词", text)
    if "A38" not in run(program, "check", store, "--year", "2025", "--json")[1]:
        say("像姓名的词没有提醒")


def two_agencies(folder):
    """Rows of the clean ledger, half of them of another agency."""
    ledger, other = copy_of(CLEAN, folder, "two"), "1136992500731408XX"
    append(os.path.join(ledger, "agencies.csv"), "%s,江州市清河县水务局,县水务局;水务局,,B,4,N,全国,,,,,江州市清河县东街2号,0789-6551021,339500,\n" % other)
    for path in (os.path.join(ledger, name + ".csv") for name in ("decisions", "fees", "catalogue", "channels", "duties", "supervision")):
        with open(path, encoding="utf-8-sig", newline="") as source:
            n = len(list(csv.DictReader(source)))
        for i in range(1, n, 2):
            change(path, "机关代码", "水务局", i)
    os.makedirs(os.path.join(ledger, "narrative", CODE))
    for name in ("overview.md", "problems.md", "other.md"):
        shutil.move(os.path.join(ledger, name), os.path.join(ledger, "narrative", CODE, name))
    return ledger


def test_options(program, folder):
    two = two_agencies(folder)
    same(program, folder, "两个机关", two)
    same(program, folder, "两个机关中的一个", two, later=("--agency", CODE), kept=("--agency", CODE))
    for path in glob.glob(os.path.join(two, "narrative", CODE, "*.md")):
        os.remove(path)                                 # texts of whatever year is asked for
    same(program, folder, "没有正文", two)
    first, second, store = (os.path.join(folder, part) for part in ("g", "h", "kept.db"))
    if run(program, "report", two, "--year", "2024", "-o", first, "--json")[:2] != run(program, "report", store, "--year", "2024", "-o", second, "--json")[:2]:
        say("另一年的问题清单不一样")
    compare("另一年", first, second)
    ledger, last = os.path.join(ROOT, "tests", "cases", "previous", "last"), os.path.join(folder, "last.db")
    run(program, "report", ledger, "--year", "2024", "-o", os.path.join(folder, "last"), "--store", last)
    for previous in (ledger, last, os.path.join(folder, "last")):
        same(program, folder, "上年是 %s" % previous, CLEAN, "--previous", previous)
    first = os.path.join(folder, "texts")
    run(program, "report", CLEAN, "--year", "2025", "-o", first)
    word = glob.glob(os.path.join(first, "2025", CODE, "*.docx"))[0]
    same(program, folder, "取来的正文", CLEAN, kept=("--texts", word))
    store = same(program, folder, "正文", CLEAN, kept=("--texts", word))
    refused(program, folder, "正文取两次", "--texts 给出的", "report", store, "--year", "2025", "--texts", word)
    again = os.path.join(folder, "again.db")
    run(program, "report", store, "--year", "2025", "-o", os.path.join(folder, "f"), "--store", again)
    refused(program, folder, "正文取两次", "--texts 给出的", "report", again, "--year", "2025", "--texts", word)
    waivers = os.path.join(ROOT, "tests", "cases", "waived", "waivers.csv")
    store = same(program, folder, "豁免", CLEAN, kept=("--waivers", waivers))
    refused(program, folder, "豁免两次", "--waivers 给出的", "report", store, "--year", "2025", "--waivers", waivers)
    store = same(program, folder, "机关", CLEAN, "--agency", CODE)
    same_later(program, folder, "另取的正文", CLEAN, "--texts", word)
    if "没有核对" in run(program, "check", CLEAN, "--year", "2025", "--texts", word)[2]:
        say("台账的正文也说没有核对")
    if "没有核对" not in run(program, "check", same(program, folder, "没有取正文", CLEAN), "--year", "2025", "--texts", word, "-q")[2]:
        say("另取的正文没有说不知道申请人")
    same_later(program, folder, "另给的豁免", CLEAN, "--waivers", waivers)
    store = os.path.join(folder, "kept.db")
    code, _, words = run(program, "report", store, "-o", os.path.join(folder, "c"))
    if code or "年度：2025" not in words:
        say("没有 --year：%d %s" % (code, words))
    for command in (("check", store, "--plain"), ("explain", store, "新收/总计"), ("explain", store, "--json", "新收/总计")):
        ledger = [CLEAN if word == store else word for word in command]
        if run(program, *command)[:2] != run(program, *ledger)[:2]:
            say("%s 和原来的台账不一样" % " ".join(command[:1]))


def test_journals(program, folder, store):
    """A store that another program has open is refused; one in the mode of WAL is read, and nothing is left beside it."""
    alone = os.path.join(folder, "alone")
    os.makedirs(alone)
    path = shutil.copy(store, os.path.join(alone, "a b#c?%.db"))
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO kept_options VALUES('x')")
    refused(program, folder, "正在写（WAL）", "-wal 里还有没写进去的内容；先关闭", "report", path, code=2)
    if "先关闭那个程序" not in run(program, "check", CLEAN, "--year", "2026", "--previous", path)[2]:
        say("作上年的记录库正在写，没有说")
    writer.execute("DELETE FROM kept_options")
    writer.close()
    before = run(program, "check", store, "--json")[:2]
    if run(program, "check", path, "--json")[:2] != before or os.listdir(alone) != [os.path.basename(path)]:
        say("WAL 的记录库：留下 %s" % os.listdir(alone))
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = DELETE")
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN")
    writer.execute("UPDATE requests SET line = line + 1")
    refused(program, folder, "正在写（日志）", "-journal 里还有没写进去的内容；先关闭", "report", path, code=2)
    writer.execute("ROLLBACK")
    writer.close()


def test_refusals(program, folder):
    store = same(program, folder, "样例", SAMPLE)
    year = ("--year", "2025")
    refused(program, folder, "标注", "--mark", "report", store, *year, "--mark")
    refused(program, folder, "标题", "--columns", "check", store, *year, "--mark", "--columns")
    refused(program, folder, "更正", "--corrects", "report", store, *year, "--corrects", folder)
    refused(program, folder, "编码", "--encoding", "report", store, *year, "--encoding", "GB18030")
    refused(program, folder, "两个", "只能单独用", "report", store, CLEAN, *year)
    refused(program, folder, "两个", "只能单独用", "report", CLEAN, store)
    for name, words, *statements in (
            ("别的版本", "另一个版本的程序留下的记录库；请用原来的台账", "PRAGMA user_version = 7"),
            ("别的表", "被改动过", "DROP TABLE fees", "CREATE TABLE fees(id INTEGER PRIMARY KEY, amount AS (hex(zeroblob(1000000))))"),
            ("视图", "被改动过；请用原来的台账", "DROP TABLE fees", "CREATE VIEW fees AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS id FROM n"),
            ("算出来的列", "被改动过；请用原来的台账", "CREATE TABLE more(id INTEGER PRIMARY KEY, amount AS (hex(zeroblob(1000000))))", "INSERT INTO more(id) VALUES(1)"),
            ("多了一张表", "被改动过（内容", "CREATE TABLE more(a)"),
            ("没有留问题", "--previous", "DROP TABLE kept_problems"),
            ("没有散列", "被改动过（kept_digest）", "DELETE FROM kept_digest"),
            ("没做完", "没有做完", "DELETE FROM run"),
            ("不是年度", "被改动过；请用原来的台账", "UPDATE run SET year = 20250")):
        refused(program, folder, name, words, "report", spoilt(store, folder, *statements), *year, code=2)
    for name, *statements in (("没有散列的表", "DROP TABLE kept_digest"), ("没有散列", "DELETE FROM kept_digest"), ("不一样", "UPDATE cells SET value = value + 1")):
        refused(program, folder, f"作上年：{name}", "损坏了，或被改动过", "report", CLEAN, "--year", "2026", "--previous", spoilt(store, folder, *statements), code=2)
    for statements in (
            ("UPDATE requests SET registered = registered + 1 WHERE id = 1",),                    # as good a value as the other
            ("DROP INDEX agencies_by_key", "CREATE TEMP TABLE one AS SELECT * FROM agencies LIMIT 1", "UPDATE one SET id = 2", "INSERT INTO agencies SELECT * FROM one"),
            ("UPDATE agencies SET code = NULL",), ("UPDATE agencies SET name = NULL",), ("UPDATE agencies SET code = char(27) || 'x'",), ("UPDATE agencies SET code = '1'",),
            ("DELETE FROM loaded",), ("DELETE FROM loaded_columns",), ("UPDATE loaded SET complete = 0",), ("UPDATE files SET name = char(27) || '[2J'",),
            ("INSERT INTO kept_problems(id, line, sheet_column, lost, unmade, past, told) VALUES('A01', -7, 99999999, 5, 0, 0, 0)",), ("DELETE FROM requests WHERE id = (SELECT max(id) FROM requests)",),
            ("UPDATE run SET year = 2024",)):
        refused(program, folder, statements[0], "被改动过（内容与留下时的不一样）", "report", spoilt(store, folder, *statements), *year, code=2)
    for name, words, *statements in (
            ("不是代码", "requests 第 1 行", "UPDATE requests SET channel = 99 WHERE id = 1"),
            ("不是机关", "requests 第 2 行", "UPDATE requests SET agency = 70000 WHERE id = 2"),
            ("不是日子", "requests 第 1 行", "UPDATE requests SET registered = 9000000000 WHERE id = 1"),
            ("不是文字", "documents 第 1 行", "UPDATE documents SET name = char(27) || '[2J' WHERE id = 1"),
            ("没有代码", "requests 第 1 行", "UPDATE requests SET channel = NULL WHERE id = 1"),
            ("不是检查", "被改动过", "INSERT INTO kept_problems(id, line, sheet_column, lost, unmade, past, told) VALUES('ZZ', 1, 0, 0, 0, 0, 0)"),
            ("文件名", "被改动过（files）", "UPDATE files SET name = char(27) || '[2J' WHERE id = 1"),
            ("没有机关的名称", "被改动过（agencies）", "UPDATE agencies SET name = NULL"),
            ("机关的代码", "被改动过（agencies）", "UPDATE agencies SET code = char(27) || 'x'"),
            ("不会有的行", "被改动过（kept_problems）", "INSERT INTO kept_problems(id, line, sheet_column, lost, unmade, past, told) VALUES('A01', -7, 1, 0, 0, 0, 0)"),
            ("不会有的列", "被改动过（kept_problems）", "INSERT INTO kept_problems(id, line, sheet_column, lost, unmade, past, told) VALUES('A01', 7, 99999999, 0, 0, 0, 0)"),
            ("没有行的号", "被改动过", "UPDATE files SET id = 7000 WHERE id = 1")):
        refused(program, folder, name, words, "report", spoilt(store, folder, *statements, hidden=True), *year, code=2)
    test_journals(program, folder, store)
    half = os.path.join(folder, "half.db")
    with open(store, "rb") as source, open(half, "wb") as target:
        target.write(source.read()[:200000])
    refused(program, folder, "一半", "half.db 是 --store 留下的记录库，损坏了", "report", half, *year, code=2)
    text = copy_of(CLEAN, folder)
    append(os.path.join(text, "overview.md"), "\n申请人的手机是13812345678。\n")
    kept = os.path.join(folder, "blank.db")
    run(program, "report", text, *year, "-o", os.path.join(folder, "d"), "--store", kept)
    refused(program, folder, "有个人信息的正文", "原文", "report", kept, *year, code=2)
    other = os.path.join(folder, "other.db")
    sqlite3.connect(other).execute("CREATE TABLE t(a)")
    code, _, words = run(program, "report", CLEAN, *year, "-o", os.path.join(folder, "e"), "--store", other)
    if code != 3 or not sqlite3.connect(other).execute("SELECT count(*) FROM sqlite_schema WHERE name = 't'").fetchone()[0]:
        say("--store 换掉了别的系统的数据库：%s" % words)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for ledger in sys.argv[2:]:
            same(program, folder, ledger, ledger)
        if not sys.argv[2:]:
            test_ledgers(program, folder)
            test_options(program, folder)
            test_refusals(program, folder)
    if not faults:
        print("记录库作台账，与原来的台账一样；不能的都拒绝")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
