"""What docs/zh/数据库.md tells an administrator to type works, and what it explains is said: its SQL on a real server, whose tables are filled with the sample, then its
commands, which give the sample's figures.

    python3 tests/whole/server_page.py PROGRAM

The platform's tables are made of the page itself: of `column AS "标题"` in its views.
"""
import glob
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "support", "servers"), os.path.join(ROOT, "tests", "faults")]
import tables  # noqa: E402
from beside import Beside  # noqa: E402
from postgres import DATABASE, Server  # noqa: E402
from trial import read, tail, write  # noqa: E402

WORKBOOK = os.path.join(ROOT, "tests", "support", "generators", "ledger_workbook.py")
PAGE = os.path.join(ROOT, "docs", "zh", "数据库.md")
SAMPLE, AGENCY = os.path.join(ROOT, "data", "sample"), "113699210073140615"
VIEW = re.compile(r'CREATE VIEW nianbao\."([^"]+)" AS\s+SELECT (.*?)\s+FROM (gov\.\w+)', re.S)
COLUMN = re.compile(r'(\w+) AS "([^"]+)"')


def fill(server, page, rows):
    """The platform's own tables, each with the rows of the sample; decisions one by one."""
    server.sql("CREATE SCHEMA gov")
    for name, columns, table in VIEW.findall(page):
        if table == "gov.decision":
            continue
        pairs, (head, lines) = COLUMN.findall(columns), rows[name]
        cells = [[line[head.index(heading)] if heading in head else "" for _, heading in pairs] for line in lines]
        types = [tables.type_of(name, heading, "typed").replace("timestamptz", "date") for _, heading in pairs]
        listed = ", ".join(f"{column} {kind}" for (column, _), kind in zip(pairs, types))
        server.sql(f"CREATE TABLE {table} ({listed}); COPY {table} FROM STDIN;\n{tables.copied(cells, types)}\\.\n")
    head, lines = rows["处理决定"]
    made = [[line[head.index(h)] for h in ("机关代码", "决定日期", "月份", "类别", "数量")] for line in lines]
    values = ", ".join(f"('{org}', '{day or month + '-01'}'::date, '{kind}', {amount})" for org, day, month, kind, amount in made)
    server.sql(f"CREATE TABLE gov.decision AS SELECT org AS org_code, day + n % 28 AS decided_on, kind FROM (VALUES {values}) v (org, day, kind, amount), generate_series(0, amount - 1) n")


def put_files(trial, rows):
    """The files that the page's commands name: the sample as a database of SQLite, and as a workbook."""
    base = sqlite3.connect(trial.path("业务.db"))
    for name, (head, lines) in rows.items():
        columns = ", ".join('"' + heading + '"' for heading in head)
        base.execute(f'CREATE TABLE "{name}" ({columns})')
        base.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(head))})', lines)
    base.commit()
    base.close()
    os.makedirs(trial.path("文本的文件夹"))
    for name in ("texts.csv", "guide.txt"):
        shutil.copy(os.path.join(ROOT, "tests", "clean", name), trial.path("文本的文件夹"))
    subprocess.run([sys.executable, WORKBOOK, SAMPLE, trial.path("台账.xlsx")], check=True)


def typed(trial, server, page):
    """The commands of the page, with the server's address for the one in it."""
    for line in re.findall(r"^    (nianbao .*)$", page, re.M):
        words = [re.sub(r"^postgresql://(\w+)@db\.example/platform\??", rf"postgresql:///{DATABASE}?host={server.folder}&port={server.port}&user=\1&", word) for word in shlex.split(line)]
        words += ["--as-of", "2026-01-20"]
        out = words[words.index("-o") + 1] if "-o" in words else "out"
        yield line, trial.run(*words[1:], out=trial.path(out), cwd=trial.work)


def hold_messages(trial, page):
    """What the page explains is what the program says."""
    table = page.split("| 说 | 怎么办 |\n|---|---|\n", 1)[1].split("\n\n", 1)[0]
    sources = "".join(read(path) for path in glob.glob(os.path.join(ROOT, "src", "database", "*.c")) + [os.path.join(ROOT, "src", "ledger", "rows", "ledger_database.c")])
    said = [piece for line in table.splitlines() for piece in re.split("[；，“”]|（[^）]*）| json", line.split("|")[1].strip()) if len(piece) > 2]
    for piece in said:
        trial.expect(piece in sources, f"the page explains {piece!r}, which is never said")
    trial.expect(len(said) >= 10, f"only {len(said)} messages")


def figures(folder):
    with open(os.path.join(folder, "2025", AGENCY, "report.json"), encoding="utf-8") as source:
        return json.load(source)["tables"]


def hold_role(trial, server):
    for statement in ("SELECT * FROM gov.apply", 'DELETE FROM nianbao."申请登记"', "CREATE TABLE nianbao.more (a int)", "CREATE TABLE public.more (a int)"):
        try:
            server.sql(statement, user="nianbao_reader")
        except SystemExit:
            trial.expect(True, "")
        else:
            trial.expect(False, f"the page's role may {statement}")


def main():
    page = read(PAGE)
    with Server() as server:
        trial = Beside("server-page", server)
        trial.secrets.append("nianbao_reader")
        rows = tables.rows_of(SAMPLE)
        fill(server, page, rows)
        statements = re.findall(r"^```sql\n(.*?)^```$", page, re.M | re.S)
        asked = [s for s in statements if s.startswith("SELECT")]
        server.sql("\n".join(s for s in statements if s not in asked))
        hold_role(trial, server)
        hold_messages(trial, page)
        write(trial.path("表.yaml"), re.search(r"^```yaml\n(.*?)^```$", page, re.M | re.S)[1])
        names = re.findall(r'CREATE VIEW nianbao\."([^"]+)"', page)
        for i, name in enumerate(names):
            write(trial.path("queries", (name if i % 2 else tables.TABLES[name]["id"]) + ".sql"), f'SELECT * FROM nianbao."{name}"')
        with open(trial.path("表.yaml"), "a", encoding="utf-8") as file:
            file.write("".join(f"{name}: nianbao.{name}\n" for name in names if f"\n{name}:" not in "\n" + read(trial.path("表.yaml"))))

        put_files(trial, rows)
        own = trial.report(SAMPLE, "-q")
        wanted = figures(own.place)
        run_of = {}
        for line, run in typed(trial, server, page):
            run_of[line] = run
            trial.expect(run.code in (0, 1), f"{line}: exit {run.code}: {tail(run.err)}")
            trial.hold_secrets(line, run)
            trial.expect("S15" not in run.err, f"{line}: the views write days or numbers otherwise than they should: {tail(run.err)}")
            if " report " in line and run.code in (0, 1):
                trial.expect(figures(run.place) == wanted, f"{line}: other figures than the sample's")
        trial.expect(len(run_of) >= 5 and len(names) >= 9 and len(asked) == 1, f"the page has {len(run_of)} commands, {len(names)} views, {len(asked)} questions")

        head, lines = rows["申请登记"]
        third = tables.order("申请登记", head, lines)[17 - 2]
        answer = server.sql(asked[0], user="nianbao_reader").split("|")[0]
        trial.expect(answer == third[head.index("受理编号")], f"第17行: {answer} for {third[0]}")
    trial.end()


if __name__ == "__main__":
    main()
