"""Hostile inputs: none makes the program hang, fill the memory, crash or write half a report. The program refuses each with a
message and the exit code of a refusal.

    python3 tests/faults/hostile.py PROGRAM
"""
import json
import os
import subprocess
import sys

from trial import AGENCY, AS_OF, CLEAN, ROOT, Trial, contents, tail, write

SECONDS, MEGABYTES = 5, 150
SANITIZED = 8                                          # times slower under sanitizers, which also rule out a limit on memory

# A new child briefly shares the memory of its parent, and the kernel counts that as the child's own. This script holds large
# inputs, so a small process starts the children. It reads one line of JSON for each child and writes one.
LAUNCHER = """
import json, os, resource, subprocess, sys, tempfile, time
for line in sys.stdin:
    order = json.loads(line)
    limits = lambda: resource.setrlimit(resource.RLIMIT_CPU, (order["limit"] + 1, order["limit"] + 2))
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        child = subprocess.Popen(order["words"], env=order["environment"], stdin=subprocess.DEVNULL, stdout=said, stderr=said, preexec_fn=limits)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - began
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    print(json.dumps({"code": child.returncode, "text": text, "took": took, "cpu": used.ru_utime + used.ru_stime, "kilobytes": used.ru_maxrss}), flush=True)
"""


class Hostile(Trial):
    def __init__(self, name="hostile"):
        super().__init__(name)
        with open(self.program, "rb") as program:
            self.sanitized = b"__asan_init" in program.read()
        self.launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def end(self):
        self.launcher.stdin.close()
        self.launcher.wait()
        super().end()

    def attack(self, what, words, code, said, out=None):
        """Runs the program under limits. Its output must hold one of the words of `said` (separated by |), and `out` must stay empty."""
        limit = SECONDS * (SANITIZED if self.sanitized else 1)
        print(json.dumps({"words": [self.program, *words], "limit": limit, "environment": self.environment}), file=self.launcher.stdin, flush=True)
        ran = json.loads(self.launcher.stdout.readline())
        text = ran["text"]
        self.expect(ran["code"] == code, f"{what}: exit {ran['code']}, not {code}: {tail(text)[:600]}")
        self.expect(any(words in text for words in said.split("|")), f"{what}: {said!r} is not in: {tail(text)[:600]}")
        self.expect(ran["cpu"] < limit and ran["took"] < 12 * limit, f"{what}: {ran['cpu']:.1f} s of work, {ran['took']:.1f} s")
        self.expect(self.sanitized or ran["kilobytes"] < MEGABYTES * 1024, f"{what}: {ran['kilobytes'] // 1024} MB")
        if out:
            self.expect(not contents(out), f"{what}: refused, yet there is {list(contents(out))[:3]}")
        return text

    def ledger_attack(self, what, said, code=2, words=(), **changes):
        self.runs += 1
        ledger, out = self.ledger(f"ledger{self.runs}", **changes), self.path(f"out{self.runs}")
        return self.attack(what, ["report", ledger, "--year", "2025", "--as-of", AS_OF, "-o", out, *words], code, said, out if code > 1 else None)


def head(name):
    with open(os.path.join(CLEAN, name), "rb") as table:
        return table.readline()


def csv_files(trial):
    requests = head("requests.csv")
    trial.ledger_attack("10,000 columns", "列", files={"requests.csv": b",".join([b"A"] * 10000) + b"\n"})
    trial.ledger_attack("10,000 cells behind a heading", "列", files={"requests.csv": requests + b"," * 10000 + b"\n"})
    trial.ledger_attack("a cell of 100 MB", "1 MiB", files={"requests.csv": requests + b"x" * 100_000_000 + b"\n"})
    trial.ledger_attack("a quoted cell of 100 MB", "1 MiB", files={"requests.csv": requests + b'"' + b'a""\n' * 25_000_000 + b'"\n'})
    trial.ledger_attack("a quote that is never closed, 50 MB", "1 MiB", files={"requests.csv": requests + b'"' + b"abc,\n" * 10_000_000})
    trial.ledger_attack("a heading of 1 MB", "标题", files={"requests.csv": b"x" * 1_000_000 + b"\n"})
    trial.ledger_attack("only quotes", "引号", files={"requests.csv": b'"' * 1_000_001})
    trial.ledger_attack("an even number of quotes", "标题行", files={"requests.csv": b'"' * 1_000_000})
    trial.ledger_attack("only commas", "列", files={"requests.csv": b"," * 5_000_000})
    trial.ledger_attack("only line breaks", "文件是空的", files={"requests.csv": b"\n" * 20_000_000})
    trial.ledger_attack("no line end at all", "标题行", files={"requests.csv": b"\xe5\xad\x97" * 300_000})
    trial.ledger_attack("NUL bytes", "NUL", files={"requests.csv": requests + b"a\0b\n"})
    trial.ledger_attack("only NUL bytes", "NUL", files={"requests.csv": b"\0" * 1000})
    trial.ledger_attack("bytes of no encoding", "编码", files={"requests.csv": requests + b"\xff\xff\xff\n" * 1000})
    trial.ledger_attack("half a character at the end", "编码", files={"requests.csv": requests + b"\xe5\xad"})
    trial.ledger_attack("a JPEG", "编码", files={"requests.csv": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 100})
    trial.ledger_attack("a zip file called csv", "不完整的压缩文件或工作簿", files={"requests.csv": b"PK\3\4" + bytes(200)})
    trial.ledger_attack("half a million bad rows", "requests.csv", files={"requests.csv": requests + b"x,y,z\n" * 500_000})
    trial.ledger_attack("an encoding that is none", "不认识编码", 3, words=["--encoding", "UTF-8//IGNORE"])
    trial.ledger_attack("an encoding as long as a book", "不认识编码", 3, words=["--encoding", "U" * 100_000])
    sparse = trial.ledger("sparse")
    with open(os.path.join(sparse, "requests.csv"), "r+b") as table:
        table.truncate(2 << 30)
    trial.attack("2 GB of nothing behind the rows", ["check", sparse, "--year", "2025", "--as-of", AS_OF], 2, "NUL")


def odd_files(trial):
    for what, make in (("a pipe", lambda path: os.mkfifo(path)), ("a folder", lambda path: os.mkdir(path)),
                       ("a link to a device", lambda path: os.symlink("/dev/zero", path)), ("a link to itself", lambda path: os.symlink(path, path)),
                       ("a link to nowhere", lambda path: os.symlink("/nowhere/at/all", path))):
        for name in ("requests.csv", "overview.md", "texts.csv", "agencies.csv"):
            trial.runs += 1
            ledger = trial.ledger(f"ledger{trial.runs}", files={name: ""})
            os.remove(os.path.join(ledger, name))
            make(os.path.join(ledger, name))
            if what == "a folder" or (name == "texts.csv" and what != "a folder"):
                continue_with = (0, 1, 2)
            else:
                continue_with = (2,)
            run = trial.run("check", ledger, "--year", "2025", "--as-of", AS_OF)
            trial.expect(run.code in continue_with, f"{what} as {name}: exit {run.code}: {tail(run.err)}")
    plain = ["check", CLEAN, "--year", "2025", "--as-of", AS_OF]
    pipe, loop = trial.path("pipe"), trial.path("loop")
    os.mkfifo(pipe)
    os.symlink(loop, loop)
    for option, code in (("--previous", 2), ("--settings", 2), ("--waivers", 2), ("--calendar", 2)):
        trial.attack(f"a pipe for {option}", [*plain, option, pipe], code, "不是普通文件")
        trial.attack(f"a device for {option}", [*plain, option, "/dev/zero"], code, "不是普通文件")
    trial.attack("a pipe for a ledger", ["check", pipe, "--year", "2025"], 2, "pipe")
    trial.attack("a loop for a ledger", ["check", loop, "--year", "2025"], 2, "loop")
    trial.attack("a device for data", [*plain, "--data", "/dev/null"], 3, "没有程序的数据")


def outputs(trial):
    """The output folder: the program replaces or refuses links and never follows them, and never overwrites the ledger."""
    victim = trial.path("victim")
    write(victim, "untouched")
    target = trial.path("linked", "2025", AGENCY)
    os.makedirs(target)
    for name in ("report.json", "manifest.json", "findings.csv"):
        os.symlink(victim, os.path.join(target, name))
    run = trial.report(CLEAN, out=trial.path("linked"))
    trial.expect(run.code == 0 and open(victim).read() == "untouched", f"a link in the output folder: exit {run.code}, or written through")
    trial.expect(not any(os.path.islink(os.path.join(target, name)) for name in ("report.json", "manifest.json")), "a link is still there")
    store = trial.path("store.db")
    os.symlink(victim, store)
    run = trial.report(CLEAN, "--store", store)
    trial.expect(open(victim).read() == "untouched", f"a link for --store was written through (exit {run.code})")
    trial.attack("a file for an output folder", ["report", CLEAN, "--year", "2025", "--as-of", AS_OF, "-o", victim], 4, "victim")
    trial.attack("a device for an output folder", ["report", CLEAN, "--year", "2025", "--as-of", AS_OF, "-o", "/dev/null"], 4, "/dev/null")
    trial.attack("a device for --store", ["report", CLEAN, "--year", "2025", "--as-of", AS_OF, "-o", trial.path("o1"), "--store", "/dev/full/x"], 4, "/dev/full")
    ledger = trial.ledger("both")
    before = contents(ledger)
    run = trial.report(ledger, out=ledger)
    trial.expect(run.code == 0 and all(contents(ledger).get(name) == data for name, data in before.items()), f"output folder = ledger: exit {run.code}, or a table was changed")
    again = trial.run("check", ledger, "--year", "2025", "--as-of", AS_OF)
    trial.expect(again.code == 0, f"… and read again: exit {again.code}: {tail(again.err)}")
    evil = trial.ledger("evil", edit={"agencies.csv": [(AGENCY, "../../../evil")], **{name: [(AGENCY, "../../../evil")] for name in os.listdir(CLEAN)
                        if name.endswith(".csv") and name != "agencies.csv" and AGENCY in open(os.path.join(CLEAN, name), encoding="utf-8").read()}})
    run = trial.report(evil, out=trial.path("deep", "er", "out"))
    stray = [path for path in contents(trial.work) if "evil" in path and not path.startswith(("deep/er/out/", "evil/"))]
    trial.expect(not stray, f"a code that climbs out of the folder: {stray[:2]} (exit {run.code})")


def last_year(trial):
    def previous(what, data, said, code=2):
        path = trial.path(f"previous{trial.runs}", "report.json")
        trial.runs += 1
        write(path, data)
        return trial.attack(what, ["check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--previous", path], code, said)

    good = {"schema": "nianbao.report/1", "year": 2024, "form": "2021", "status": "final", "agency": {"code": AGENCY, "name": "甲"}, "tables": {}}
    previous("JSON 100,000 deep", "[" * 100_000, "JSON")
    previous("JSON 100,000 deep, closed", '{"a":' * 100_000 + "1" + "}" * 100_000, "JSON")
    previous("JSON with doubled keys", json.dumps(good)[:-1] + ', "year": 2024}', "JSON")
    previous("JSON of 100 MB", " " * 100_000_000 + "{}", "过大")
    previous("JSON with NUL", '{"schema":"nianbao.report/1\\u0000"}', "report.json")
    previous("JSON with bad UTF-8", b'{"schema":"\xff"}', "report.json")
    previous("a number beyond all", json.dumps({**good, "tables": {"requests": {"new": {"total": 0}}}}).replace('"total": 0', '"total": 99999999999999999999'), "report.json")
    previous("a binary fraction", json.dumps({**good, "tables": {"requests": {"new": {"total": 1.5}}}}), "应为 整数", 0)
    previous("a form that climbs out", json.dumps({**good, "form": "../../../../etc"}), "没有它所用的表单")
    previous("a form as long as a book", json.dumps({**good, "form": "2" * 100_000}), "没有它所用的表单")
    text = previous("cells that are none", json.dumps({**good, "tables": {"\u001b[2J": {"a": {"b": 1}}}}), "没有这个单元格", 0)
    trial.expect("\x1b" not in text, "a report from outside commands the terminal")
    previous("tables that are no tables", json.dumps({**good, "tables": [[]]}), "report.json")
    previous("a year beyond all", json.dumps({**good, "year": 10**30}), "report.json")


def settings(trial):
    def given(what, data, said, code=2):
        path = trial.path(f"settings{trial.runs}.yaml")
        trial.runs += 1
        write(path, data)
        trial.attack(what, ["check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--settings", path], code, said)

    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12))
    given("a billion laughs in YAML", laughs, "过多")
    given("YAML that holds itself", "a: &a [*a]\n", "层次过深")
    given("YAML that holds itself as its key", "&a {*a : 1}\n", "settings")
    given("YAML 100,000 deep", "a: " + "[" * 100_000, "层次过深")
    given("YAML 900 deep", "a: " + "[" * 900 + "]" * 900, "层次过深")
    given("a chain of aliases", "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 5000)), "层次过深")
    given("YAML of 20 MB", "# " + "x" * 20_000_000, "过大")
    given("100,000 keys", "".join(f"k{i}: 1\n" for i in range(100_000)), "settings")
    given("YAML with NUL", b"a: \0\n", "YAML")
    given("a tag of another language", "a: !!python/object/apply:os.system [ls]\n", "settings")
    given("merged keys", "<<: {a: 1}\n", "settings")


def data_folder(trial, name, edits):
    """A copy of data and report_templates with some files replaced (None: removed)."""
    place = trial.path(name)
    subprocess.run(["cp", "-r", os.path.join(ROOT, "data"), os.path.join(ROOT, "report_templates"), place + "/"], check=True) if os.path.isdir(place) else None
    for path, text in edits.items():
        write(os.path.join(place, path), text)
    return os.path.join(place, "data")


RULE = """id: Z99
class: quality
severity: warning
found: query
article: 甲
message: 乙
advice: 丙
query: |
  %s
"""
FOREVER = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) AS key FROM t"
QUERIES = [
    ("a query without end", FOREVER, "没有尽头"),
    ("a join without end", "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t LIMIT 10000) SELECT max(a.n + b.n + c.n) AS key FROM t a, t b, t c", "没有尽头"),
    ("a text that doubles", "WITH RECURSIVE t(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM t) SELECT length(s) AS key FROM t WHERE length(s) < 0", "过长"),
    ("a text replaced", "SELECT length(replace(replace(printf('%10000d', 1), ' ', printf('%10000d', 1)), ' ', printf('%10000d', 1))) AS key", "过长"),
    ("another database", "ATTACH 'WORK/x.db' AS x", "不许用"),
    ("a file written", "VACUUM INTO 'WORK/x.db'", "应是一条查询"),
    ("a table dropped", "DROP TABLE requests", "不许用"),
    ("a row deleted", "DELETE FROM requests", "不许用"),
    ("a row changed by RETURNING", "UPDATE requests SET no = 'x' RETURNING no AS key", "不许用"),
    ("a table without its arguments", "SELECT id AS key FROM doubles('decisions')", "没有给全"),
    ("a library loaded", "SELECT load_extension('/tmp/x.so') AS key", "不许用"),
    ("a pragma", "PRAGMA writable_schema = 1", "不许用"),
    ("a pragma as a table", "SELECT name AS key FROM pragma_table_info('requests')", "不许用"),
    ("the schema", "SELECT sql AS key FROM sqlite_schema", "不许用"),
    ("a file read", "SELECT readfile('/etc/passwd') AS key", "查询有误"),
    ("random numbers", "SELECT random() AS key", "不许用"),
    ("two queries", "SELECT 1 AS key; DROP TABLE requests", "只能有一条"),
    ("no query", "-- nothing", "一条查询"),
    ("deep brackets", "SELECT " + "(" * 5000 + "1" + ")" * 5000 + " AS key", "查询有误"),
    ("a thousand unions", " UNION ALL ".join(["SELECT 1 AS key"] * 1000), "查询有误"),
]


def forms_and_checks(trial):
    place = trial.path("folders")
    os.makedirs(place)
    data = data_folder(trial, "folders", {})
    rule = os.path.join(place, "report_templates", "rules", "Z99.yaml")
    for what, sql, said in QUERIES:
        write(rule, RULE % sql.replace("WORK", trial.work))
        trial.attack(f"a check with {what}", ["form", "lint", "--data", data], 2, said)
    write(rule, RULE % FOREVER)
    trial.runs += 1
    out = trial.path(f"out{trial.runs}")
    trial.attack("a report with a check without end", ["report", CLEAN, "--year", "2025", "--as-of", AS_OF, "-o", out, "--data", data], 2, "没有尽头", out)
    os.remove(rule)
    form = os.path.join(place, "report_templates", "2021")
    with open(os.path.join(form, "requests.sql"), encoding="utf-8") as file:
        good = file.read()
    write(os.path.join(form, "requests.sql"), FOREVER.replace("max(n) AS key", "'new' AS row, 'natural_person' AS col, 1 AS amount, 'requests' AS source, n AS key"))
    trial.attack("a report with a form without end", ["report", CLEAN, "--year", "2025", "--as-of", AS_OF, "-o", out, "--data", data], 2, "没有尽头", out)
    write(os.path.join(form, "requests.sql"), good)
    os.remove(os.path.join(form, "other.yaml"))
    os.mkfifo(os.path.join(form, "other.yaml"))
    trial.attack("a pipe in a form", ["form", "lint", "2021", "--data", data], 2, "other.yaml")
    trial.attack("a form that climbs out", ["form", "lint", "../2021", "--data", data], 2, "表单")
    trial.expect(not os.path.exists(trial.path("x.db")), "a query has written a file")


def main():
    trial = Hostile()
    csv_files(trial)
    odd_files(trial)
    outputs(trial)
    last_year(trial)
    settings(trial)
    forms_and_checks(trial)
    trial.end()


if __name__ == "__main__":
    main()
