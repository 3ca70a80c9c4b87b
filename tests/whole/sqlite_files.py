"""A SQLite file of another system as the ledger: the sample as tables gives what the sample as CSV gives.

    python3 tests/whole/sqlite_files.py PROGRAM

The tables are made by Python's sqlite3: of texts, of numbers and dates by their types, as views, by the ids of columns, under names that --tables
tells. Findings must be the same but for the names of files, and the documents to the byte. Then what a file may hold that is wrong or hostile: names near to
ours, BLOBs, broken texts, endless views, a journal beside it, damage; each must end with words and without a file.
"""
import csv
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE, CLEAN = os.path.join(ROOT, "data", "sample"), os.path.join(ROOT, "tests", "clean")
CODES = {SAMPLE: "113699210073140615", CLEAN: "11369925007314088N"}
NUMBERS = {"数量", "金额(万元)", "原始金额(元)", "数值", "序号", "工作日数", "金额", "页数", "年度", "条数", "次数", "人数"}
NOT_TO_THE_BYTE = ("manifest.json", "report.json", "findings.json", "findings.csv", "问题清单.xlsx", "本次结果.html")   # these name the files
faults = []


def say(words):
    faults.append(words)
    print(words)


def run(program, *arguments):
    done = subprocess.run([program, *arguments, "--as-of", "2026-01-20"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                          env={"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}, timeout=300)
    return done.returncode, done.stdout, done.stderr


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as source:
        return list(csv.reader(source))


def quoted(name):
    return '"%s"' % name.replace('"', '""')


def value(heading, cell, typed):
    if not typed or not cell or heading not in NUMBERS:
        return cell or None
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell


def beside(ledger, folder, name="台账.db"):
    """The texts of the ledger in a folder of their own, for a database beside them; its path."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ledger, folder, ignore=shutil.ignore_patterns("*.csv"))
    return os.path.join(folder, name)


def make(path, ledger, typed=False, view=False, prefix="", ids=None):
    base = sqlite3.connect(path)
    for file in sorted(glob.glob(os.path.join(ledger, "*.csv"))):
        head, *rows = rows_of(file)
        name = prefix + os.path.splitext(os.path.basename(file))[0]
        columns = [(ids or {}).get((name, heading), heading) for heading in head]
        table = "t_" + name if view else name
        base.execute("CREATE TABLE %s(%s)" % (quoted(table), ", ".join(quoted(c) + ("" if typed else " TEXT") for c in columns)))
        base.executemany("INSERT INTO %s VALUES(%s)" % (quoted(table), ",".join("?" * len(head))), [[value(h, c, typed) for h, c in zip(head, row)] for row in rows])
        if view:
            base.execute("CREATE VIEW %s AS SELECT * FROM %s" % (quoted(name), quoted(table)))
    base.commit()
    base.close()
    return path


def plain(path, findings):
    for found in findings:
        found["file"] = re.sub(r"^%s:(.*)$" % re.escape(os.path.basename(path)), r"\1.csv", found["file"]) if found.get("file") else found.get("file")
    return sorted(json.dumps(found, ensure_ascii=False, sort_keys=True) for found in findings)


def without_lines(findings):
    return [re.sub(r'"row": \d+', '"row": 0', found) for found in findings]


def same(program, folder, name, ledger, path, *options, lines=True):
    first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
    for out in (first, second):
        shutil.rmtree(out, ignore_errors=True)
    before, after = (run(program, "report", given, "--year", "2025", "--json", "-o", out, *more) for given, out, more in ((ledger, first, ()), (path, second, options)))
    if before[0] != after[0] or not after[1]:
        say("%s：退出码 %d 和 %d：%s" % (name, before[0], after[0], after[2]))
        return
    one, other = plain(path, json.loads(before[1])), plain(path, json.loads(after[1]))
    if not lines:
        one, other = sorted(without_lines(one)), sorted(without_lines(other))
    for found in set(one) ^ set(other):
        say("%s：%s %s" % (name, "少" if found in one else "多", found[:400]))
    for file in sorted(os.listdir(os.path.join(first, "2025", CODES[ledger]))):
        paths = [os.path.join(out, "2025", CODES[ledger], file) for out in (first, second)]
        if file in NOT_TO_THE_BYTE:
            continue
        if not os.path.exists(paths[1]) or open(paths[0], "rb").read() != open(paths[1], "rb").read():
            say("%s：%s 不一样" % (name, file))


def test_samples(program, folder):
    path = beside(SAMPLE, os.path.join(folder, "texts"))
    same(program, folder, "文字", SAMPLE, make(path, SAMPLE))
    path = beside(SAMPLE, os.path.join(folder, "typed"))
    same(program, folder, "数", SAMPLE, make(path, SAMPLE, typed=True))
    path = beside(CLEAN, os.path.join(folder, "clean"), "a b#c?%.sqlite3")
    same(program, folder, "干净的", CLEAN, make(path, CLEAN))
    path = beside(SAMPLE, os.path.join(folder, "views"))
    same(program, folder, "视图", SAMPLE, make(path, SAMPLE, view=True), lines=False)
    ids = {("requests", "受理编号"): "no", ("requests", "申请人类型"): "applicant_kind", ("fees", "项目名称"): "Name"}
    path = beside(SAMPLE, os.path.join(folder, "ids"))
    same(program, folder, "列的标识", SAMPLE, make(path, SAMPLE, ids=ids))
    path = make(beside(SAMPLE, os.path.join(folder, "names")), SAMPLE, prefix="old.")
    tables = os.path.join(folder, "表名.yaml")
    with open(tables, "w", encoding="utf-8") as target:
        for file in glob.glob(os.path.join(SAMPLE, "*.csv")):
            name = os.path.splitext(os.path.basename(file))[0]
            target.write("%s: main.old.%s\n" % (name, name))
    named(program, folder, path, tables)
    queries = os.path.join(folder, "查询")
    os.makedirs(queries)
    for file in glob.glob(os.path.join(SAMPLE, "*.csv")):
        name = os.path.splitext(os.path.basename(file))[0]
        with open(os.path.join(queries, name + ".sql"), "w", encoding="utf-8") as target:
            target.write("SELECT * FROM \"old.%s\" -- 全部\n;" % name)
    named(program, folder, path, queries)


def named(program, folder, path, tables):
    """The names in findings are the Chinese ones then."""
    code, out, words = run(program, "check", path, "--year", "2025", "--json", "--tables", tables)
    expected = run(program, "check", SAMPLE, "--year", "2025", "--json")
    if code != expected[0] or sorted(f["id"] for f in json.loads(out or "[]")) != sorted(f["id"] for f in json.loads(expected[1])):
        say("--tables %s：%s" % (os.path.basename(tables), words))


def refused(program, folder, name, path, *words, options=(), code=2, seconds=60):
    out = os.path.join(folder, "none")
    begun = time.monotonic()
    result = run(program, "report", path, "--year", "2025", "-o", out, "-v", *options)
    took = time.monotonic() - begun
    missing = [word for word in words if word not in result[2]]
    if result[0] != code or missing:
        say("%s：退出码 %d，没有说%s：%s" % (name, result[0], missing, result[2]))
    if took > seconds:
        say("%s：用了 %d 秒" % (name, took))
    if os.path.exists(out):
        say("%s：写了文件" % name)
        shutil.rmtree(out)


def changed(folder, *statements, ledger=CLEAN):
    path = make(beside(ledger, os.path.join(folder, "changed")), ledger)
    base = sqlite3.connect(path, isolation_level=None)
    base.create_collation("ZH", lambda one, other: (one > other) - (one < other))
    for statement in statements:
        base.execute(statement)
    base.close()
    return path


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


def test_faults(program, folder):
    for name, words, *statements in (
            ("名称差一点", ("requests", "申请登记", "改名为"), "ALTER TABLE requests RENAME TO 申请登记表"),
            ("名称认不出", ("像“申请登记”", "--tables"), "ALTER TABLE requests RENAME TO t1"),
            ("两份", ("有两份",), "CREATE TABLE 申请登记 AS SELECT * FROM requests"),
            ("BLOB", ("受理编号", "BLOB", "requests:3", "怎么办：文件用", "数据库里的，改正那一格"), "UPDATE requests SET 受理编号 = x'0001' WHERE rowid = 2"),
            ("不是 UTF-8", ("不是 UTF-8",), "UPDATE requests SET 文书号 = CAST(x'ff41' AS TEXT) WHERE rowid = 2"),
            ("空字节", ("空字节",), "UPDATE requests SET 文书号 = 'a' || char(0) || 'b' WHERE rowid = 2"),
            ("太大的一格", ("1 MiB",), "UPDATE requests SET 文书号 = hex(zeroblob(1000000)) WHERE rowid = 2"),
            ("没有尽头", ("停不下来",), "DROP TABLE fees", "CREATE VIEW fees AS %s SELECT i AS 年度, i AS 项目名称, i AS \"金额(万元)\" FROM n" % ENDLESS),
            ("没有尽头的大文字", ("停不下来",), "DROP TABLE fees",
             "CREATE VIEW fees AS %s SELECT i AS 年度, hex(zeroblob(400000)) AS 项目名称, i AS \"金额(万元)\" FROM n" % ENDLESS),
            ("自己引用自己", ("视图引用了它自己", "circularly"), "DROP TABLE fees", "CREATE VIEW fees AS SELECT * FROM fees_too", "CREATE VIEW fees_too AS SELECT * FROM fees"),
            ("没有的函数", ("SQLite 没有的函数", "改用"), "DROP TABLE fees", "CREATE VIEW fees AS SELECT pinyin(1) AS 年度"),
            ("排序规则", ("那个系统自己的排序规则", "CREATE TABLE … AS SELECT"), "ALTER TABLE fees RENAME TO f", "CREATE TABLE fees(年度, 项目名称 TEXT COLLATE ZH, \"金额(万元)\")"),
            ("全文检索", ("全文检索的虚拟表", "--tables"), "DROP TABLE fees", "CREATE VIRTUAL TABLE fees USING fts4(年度, 项目名称)"),
            ("没有的表", ("用了没有的表", "no such table"), "DROP TABLE fees", "CREATE VIEW fees AS SELECT * FROM nowhere"),
            ("不许的函数", ("不允许的函数",), "DROP TABLE fees", "CREATE VIEW fees AS SELECT 2025 AS 年度, random() AS 项目名称, 1 AS \"金额(万元)\""),
            ("当前的时间", ("不允许的函数",), "DROP TABLE fees", "CREATE VIEW fees AS SELECT 2025 AS 年度, date('now') AS 项目名称, 1 AS \"金额(万元)\""),
            ("当前的日期", ("不允许的函数",), "DROP TABLE fees", "CREATE VIEW fees AS SELECT 2025 AS 年度, '费' AS 项目名称, 1 AS \"金额(万元)\" WHERE CURRENT_DATE < '2000'"),
            ("没有标题", ("认不出这张表的标题",), "DROP TABLE fees", "CREATE TABLE fees(a, b)")):
        refused(program, folder, name, changed(folder, *statements), *words)
    if run(program, "check", changed(folder, "ALTER TABLE fees RENAME TO f", "CREATE VIEW fees AS SELECT *, date(1743379200, 'unixepoch') AS 备注 FROM f"), "--year", "2025")[0]:
        say("视图里转换日期的，读不了")
    code, _, words = run(program, "check", changed(folder, "ALTER TABLE requests ADD COLUMN 某某说明 BLOB", "UPDATE requests SET 某某说明 = zeroblob(2000000)", "CREATE TABLE users(a, b)",
                                                   "CREATE VIEW 办理 AS SELECT * FROM nowhere"), "--year", "2025", "-v")
    if code or "S06" not in words or "某某说明" not in words:
        say("不认识的列和表：%d %s" % (code, words))
    path = changed(folder, "ALTER TABLE fees RENAME TO f", "CREATE VIEW fees AS %s SELECT i AS 年度, i AS 项目名称, i AS \"金额(万元)\" FROM n" % ENDLESS)
    code, out, _ = run(program, "check", path, "--year", "2025", "--json")
    if {found["file"] for found in json.loads(out or "[]") if found["id"] == "S01"} != {"台账.db:fees"}:
        say("没有尽头的查询，别的表也说停不下来：%d %s" % (code, out))
    path = changed(folder, "ALTER TABLE requests RENAME TO r", "ALTER TABLE r RENAME TO ReQuests")
    if run(program, "check", path, "--year", "2025")[0]:
        say("表的标识大小写不同，认不出")
    number = changed(folder, "UPDATE fees SET \"金额(万元)\" = CAST(\"金额(万元)\" AS REAL) + 0.0")
    before, after = (run(program, "check", given, "--year", "2025", "--plain")[1] for given in (CLEAN, number))
    if before != after:
        say("浮点数的金额和文字的不一样")
    for text in ("=1+1", "\x1b[31m", "'; DROP TABLE requests; --", "‮1234", "a" * 5000, "\n\n", "13812345678"):
        path = make(beside(CLEAN, os.path.join(folder, "hostile")), CLEAN)
        base = sqlite3.connect(path)
        for (table,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for column in base.execute("PRAGMA table_info(%s)" % quoted(table)).fetchall():
                base.execute("UPDATE %s SET %s = ? WHERE rowid = 1" % (quoted(table), quoted(column[1])), (text,))
        base.commit()
        base.close()
        code, out, words = run(program, "check", path, "--year", "2025", "-v")
        if code not in (1, 2) or "\x1b" in out + words or "13812345678" in out + words:
            say("敌意的文字 %r：%d %s" % (text, code, words[-300:]))


def test_utf16(program, folder):
    """Half of a character is no text: SQLite makes another character of it and the next one."""
    for encoding, code, half in (("UTF-16le", "utf-16-le", "4100 00d8 4200"), ("UTF-16le", "utf-16-le", "4100 00dc 4200"), ("UTF-16be", "utf-16-be", "0041 d800"), ("UTF-16be", "utf-16-be", None)):
        first = sqlite3.connect(changed(folder))
        path = beside(CLEAN, os.path.join(folder, "wide"))
        base = sqlite3.connect(path, isolation_level=None)
        base.execute("PRAGMA encoding = '%s'" % encoding)
        for statement in first.iterdump():
            base.execute(statement)
        base.execute("UPDATE requests SET 文书号 = CAST(x'%s' AS TEXT) WHERE rowid = 2" % (half.replace(" ", "") if half else "𠮷1号".encode(code).hex()))
        base.close()
        first.close()
        if half:
            refused(program, folder, "%s %s" % (encoding, half), path, "不是文字", "半个字", "requests:3")
        elif run(program, "check", path, "--year", "2025")[0] == 2:
            say("%s：读不了" % encoding)


def test_names(program, folder):
    path = changed(folder)
    for name, words, content in (("没有这张表", "没有 nowhere", "申请登记: nowhere\n"), ("模式", "没有模式", "申请登记: public.requests\n"), ("不是表", "没有“申请”", "申请: requests\n")):
        tables = os.path.join(folder, "names.yaml")
        with open(tables, "w", encoding="utf-8") as target:
            target.write(content)
        refused(program, folder, name, path, words, options=("--tables", tables))
    for name, words, content in (("查询有错", "no such column", "SELECT no_such FROM requests"), ("两句", "一句 SELECT", "SELECT * FROM requests); SELECT (1"),
                                 ("没有填的参数", "参数", "SELECT * FROM requests WHERE 登记日期 > :year"),
                                 ("改数据", "SQLite 说", "DELETE FROM requests")):
        queries = os.path.join(folder, "queries")
        shutil.rmtree(queries, ignore_errors=True)
        os.makedirs(queries)
        with open(os.path.join(queries, "申请登记.sql"), "w", encoding="utf-8") as target:
            target.write(content)
        refused(program, folder, name, path, words, options=("--tables", queries))
    for option in (("--label", "x"), ("--schema", "x"), ("--mark",)):
        refused(program, folder, option[0], path, option[0], options=option, code=3)


def test_files(program, folder):
    path = changed(folder)
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE fees SET 项目名称 = 'x' WHERE 0")
    writer.execute("CREATE TABLE more(a)")
    writer.commit()
    refused(program, folder, "正在写（WAL）", path, "-wal", "先关闭")
    link = beside(CLEAN, os.path.join(folder, "link"))
    os.symlink(path, link)
    refused(program, folder, "指向正在写的（WAL）", link, "-wal", "先关闭")
    writer.close()
    if run(program, "check", path, "--year", "2025")[0] or run(program, "check", link, "--year", "2025")[0]:
        say("WAL 的文件关闭以后读不了")
    writer = sqlite3.connect(changed(folder), isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN")
    writer.execute("UPDATE requests SET 备注 = hex(randomblob(4000))")
    refused(program, folder, "正在写（日志）", path, "-journal", "先关闭")
    writer.execute("ROLLBACK")
    writer.close()
    os.mkfifo(path + "-journal")                        # it is no journal, and to open it waits for ever
    if run(program, "check", path, "--year", "2025")[0]:
        say("旁边有同名的管道，读不了")
    os.remove(path + "-journal")
    whole = open(path, "rb").read()
    for at, bytes_ in ((4096, b"\xff" * 4096), (100, b"\0" * 200), (len(whole) // 2, b"\x05" * 8192)):
        with open(path, "wb") as target:
            target.write(whole[:at] + bytes_ + whole[at + len(bytes_):])
        code = run(program, "check", path, "--year", "2025")[0]
        if code != 2:
            say("损坏的文件（%d）：退出码 %d" % (at, code))
    with open(path, "wb") as target:
        target.write(whole[:len(whole) // 3])
    refused(program, folder, "一半的文件", path, "损坏")
    ledger = os.path.join(ROOT, "tests", "cases", "previous", "last")
    previous = make(beside(ledger, os.path.join(folder, "last")), ledger)
    one, other = (run(program, "check", CLEAN, "--year", "2025", "--json", "--previous", given) for given in (ledger, previous))
    if one[0] != other[0] or one[1].replace(os.path.basename(ledger), "") != other[1].replace(os.path.basename(previous), ""):
        say("作上年的台账：%d %d %s" % (one[0], other[0], other[2]))
    empty = os.path.join(folder, "empty.db")
    sqlite3.connect(empty).execute("CREATE TABLE t(x)").connection.close()
    refused(program, folder, "没有台账的表", empty, "没有台账的表")
    last = changed(folder)
    store = os.path.join(folder, "kept.db")
    one, other = (run(program, "report", given, "--year", "2025", "--json", "-o", os.path.join(folder, "kept"), *more)[1]
                  for given, more in ((last, ("--store", store)), (store, ())))
    if one != other:
        say("由 SQLite 文件留下的记录库不一样")
    base = sqlite3.connect(store)
    base.execute("PRAGMA application_id = 0")
    base.close()
    refused(program, folder, "不说自己是记录库的", store, "是 --store 留下的记录库，损坏了，或被改动过；请用原来的台账")


def test_encoding(program, folder):
    """--encoding is of texts beside the file; of a file alone it says nothing."""
    path = changed(folder)
    for place, _, files in os.walk(os.path.dirname(path)):
        for name in files:
            if name.endswith((".md", ".txt")):
                words = open(os.path.join(place, name), encoding="utf-8").read().replace("\ufeff", "")
                with open(os.path.join(place, name), "wb") as target:
                    target.write(words.encode("gb18030"))
    code, _, err = run(program, "check", path, "--year", "2025", "--encoding", "GB18030")
    if code:
        say("旁边的文字是 GB18030 的：退出码 %d：%s" % (code, err))
    alone = changed(folder, "DROP TABLE texts")
    for name in ("overview.md", "problems.md", "other.md"):
        os.remove(os.path.join(os.path.dirname(alone), name))
    refused(program, folder, "单独的文件，--encoding", alone, "--encoding", "去掉", options=("--encoding", "GB18030"), code=3)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        test_samples(program, folder)
        test_faults(program, folder)
        test_utf16(program, folder)
        test_names(program, folder)
        test_files(program, folder)
        test_encoding(program, folder)
    if not faults:
        print("SQLite 文件读出的与 CSV 一样；读不了的都说了")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
