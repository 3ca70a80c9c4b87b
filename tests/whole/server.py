"""A ledger in a PostgreSQL server: whatever the tables are made of, its report is that of the same rows in CSV files.

    python3 tests/whole/server.py PROGRAM

The server is the test's own (tests/support/servers/postgres.py). What must be refused is in server_refused.py.
"""
import json
import os
import re
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "support", "servers"), os.path.join(ROOT, "tests", "faults")]
import tables  # noqa: E402
from beside import Beside  # noqa: E402
from postgres import Server  # noqa: E402
from relay import Relay  # noqa: E402
from tables import quoted  # noqa: E402
from trial import AGENCY, CLEAN, NAME, contents, read, tail, write  # noqa: E402

SAMPLE = os.path.join(ROOT, "data", "sample")
OTHER, OTHER_NAME = "11369925007314089L", "江州市清河县水利局"


def hold_sample(trial, server):
    timed = tables.timed(SAMPLE, trial.path("timed"))
    for how, ledger in (("text", SAMPLE), ("typed", timed), ("ugly", SAMPLE), ("partitioned", SAMPLE)):
        schema = f"{how}_x7"
        tables.put(server, ledger, how=how, schema=schema, reverse=how != "text")
        run = trial.same(f"the sample, {how}", server.url(), ledger, on_server=["--schema", schema])
        trial.expect(run.code == 0 and any(name.endswith(".pdf") for name in contents(run.place)), f"the sample, {how}: exit {run.code}: {tail(run.err)}")


def hold_other_relations(trial, server):
    """A view of a query, a materialized view, a foreign table, an unlogged one, a temporary name of another schema in the way."""
    head, rows = tables.rows_of(SAMPLE)["办理过程"]
    path = os.path.join(server.folder, "events.csv")
    tables.write_csv(path, head, rows)
    os.chmod(path, 0o644)
    others = [name for name in tables.rows_of(SAMPLE) if name not in ("申请登记", "办理过程", "机关")]
    server.sql("\n".join([
        'CREATE SCHEMA other_x7; CREATE EXTENSION file_fdw; CREATE SERVER files_x7 FOREIGN DATA WRAPPER file_fdw;',
        'CREATE MATERIALIZED VIEW other_x7."申请登记" AS SELECT * FROM text_x7."申请登记";',
        f"""CREATE FOREIGN TABLE other_x7."办理过程" ({', '.join(f'{quoted(h)} text' for h in head)}) SERVER files_x7 OPTIONS (filename '{path}', format 'csv', header 'true');""",
        'CREATE UNLOGGED TABLE other_x7."机关" AS TABLE text_x7."机关";',
        *(f'CREATE VIEW other_x7.{quoted(name)} AS TABLE text_x7.{quoted(name)};' for name in others)]))
    trial.same("a materialized view, a foreign table", server.url(), SAMPLE, on_server=["--schema", "other_x7"])

    server.sql("CREATE SCHEMA parts_x7; CREATE SCHEMA wholes_x7;\n" + "\n".join(
        f"""CREATE TABLE wholes_x7.w{n} (LIKE text_x7.{quoted(name)}){' PARTITION BY LIST (' + quoted(tables.rows_of(SAMPLE)[name][0][0]) + ')' if n % 2 else ''};
CREATE TABLE parts_x7.{quoted(name)} {f'PARTITION OF wholes_x7.w{n} DEFAULT' if n % 2 else f'() INHERITS (wholes_x7.w{n})'}; INSERT INTO parts_x7.{quoted(name)} TABLE text_x7.{quoted(name)};"""
        for n, name in enumerate(tables.rows_of(SAMPLE))))
    trial.same("parts of a table in another schema", server.url(), SAMPLE, on_server=["--schema", "parts_x7"])
    server.sql('ALTER TABLE parts_x7."渠道发布" RENAME TO "渠道发布_2025"')
    trial.hold_refused("a part, nearly named as ours, of a table in another schema", trial.on_server(server.url(), "--schema", "parts_x7"), "渠道发布_2025", "--tables")


def hold_names(trial, server):
    """Ids for names of tables and columns; a file that names relations; a folder of queries; the schema by the connection."""
    ids = {name: tables.TABLES[name]["id"] for name in tables.rows_of(SAMPLE)}
    server.sql("CREATE SCHEMA ids_x7;\n" + "\n".join(
        f"CREATE VIEW ids_x7.{ids[name]} AS SELECT {', '.join(f'{quoted(h)} AS {quoted(column_id(name, h))}' for h in head)} FROM text_x7.{quoted(name)};"
        for name, (head, _) in tables.rows_of(SAMPLE).items()))
    trial.same("ids for names", server.url(), SAMPLE, on_server=["--schema", "ids_x7"])
    trial.same("the schema by the connection", server.url(options="-csearch_path=text_x7"), SAMPLE)

    server.sql('CREATE SCHEMA "we""ird x7"; CREATE VIEW "we""ird x7"."a.b" AS TABLE text_x7."申请登记"; CREATE VIEW "we""ird x7".events_x7 AS TABLE text_x7."办理过程";')
    file = trial.path("表.yaml")
    write(file, "".join(f"{name}: {where}\n" for name, where in {**{name: f"ids_x7.{one}" for name, one in ids.items()}, "申请登记": '\'we"ird x7.a.b\'', "办理过程": '\'we"ird x7.events_x7\''}.items()))
    trial.same("a file of names", server.url(), SAMPLE, on_server=["--tables", file])

    queries = trial.path("queries")
    for name, one in ids.items():
        write(os.path.join(queries, f"{name if len(name) % 2 else one}.sql"), f"-- 只读\nSELECT *\nFROM text_x7.{quoted(name)} -- 全部\n")
    write(os.path.join(queries, "处理决定.sql") if len("处理决定") % 2 else os.path.join(queries, "decisions.sql"), """WITH one AS (SELECT "机关代码", "月份", "类别", "数量"::int AS n FROM text_x7."处理决定" WHERE "月份" <> '')
SELECT "机关代码", "月份", "类别", sum(n) AS "数量" FROM one GROUP BY 1, 2, 3""")
    summed = trial.path("summed")
    os.makedirs(summed)
    for name, (head, rows) in tables.rows_of(SAMPLE).items():
        if name == "处理决定":
            keep = [head.index(h) for h in ("机关代码", "月份", "类别", "数量")]
            head, rows = [head[i] for i in keep], [[row[i] for i in keep] for row in rows if row[head.index("月份")]]
        tables.write_csv(os.path.join(summed, name + ".csv"), head, rows)
    trial.same("a folder of queries", server.url(), summed, on_server=["--tables", queries])


def column_id(name, heading):
    return next((c["column"] for c in tables.TABLES[name]["columns"] if c["heading"] == heading and c.get("column")), heading)


def hold_county(trial, server):
    """Two agencies in one pass; one of them alone, by its code and by its name."""
    folder = trial.path("county")
    os.makedirs(folder)
    for name, (head, rows) in tables.rows_of(CLEAN).items():
        at = head.index("机关代码") if "机关代码" in head else None
        if at is None:
            head, at = ["机关代码", *head], 0
            rows = [[AGENCY, *row] for row in rows]
        rows = [row[:at] + [AGENCY] + row[at + 1:] for row in rows]
        tables.write_csv(os.path.join(folder, name + ".csv"), head, rows + [[cell.replace(AGENCY, OTHER).replace(NAME, OTHER_NAME).replace("农业农村局", "水利局") for cell in row] for row in rows])
    os.remove(os.path.join(folder, "文本.csv"))        # names files, which do not lie in a server
    folder = tables.timed(folder, trial.path("county-timed"))
    tables.put(server, folder, how="typed", schema="county_x7")
    words = ["--schema", "county_x7"]
    both = trial.same("two agencies", server.url(), folder, on_server=words)
    trial.expect(sorted(os.listdir(os.path.join(both.place, "2025"))) == sorted([AGENCY, OTHER]), f"two agencies: {os.listdir(both.place)}")
    alone = trial.path("alone")                        # rows of the other one do not leave the server, and are not counted
    os.makedirs(alone)
    for name, (head, rows) in tables.rows_of(folder).items():
        tables.write_csv(os.path.join(alone, name + ".csv"), head, [row for row in rows if name == "机关" or row[head.index("机关代码")] == OTHER])
    for asked in (OTHER, OTHER_NAME):
        one = trial.same(f"one agency, {asked}", server.url(), alone, "--agency", asked, on_server=words)
        trial.expect(os.listdir(os.path.join(one.place, "2025")) == [OTHER], f"one agency: {os.listdir(one.place)}")
    hold_one_agency_without_year(trial, server, words)
    server.sql(f"""INSERT INTO county_x7."处理决定" ("机关代码", "月份", "类别", "数量") VALUES ('{OTHER[:-1]}X', '2025-03', 'XK', 1)""")
    near = trial.on_server(server.url(), *words, "--agency", OTHER)
    trial.hold_refused("a code that is nearly ours", near, f"{OTHER[:-1]}X|处理决定")


def hold_one_agency_without_year(trial, server, words):
    """The reading that looks for the year asks for the agency's rows alone, too; rows of others, of other years, say nothing of its year."""
    server.sql(f"""INSERT INTO county_x7."处理决定" ("机关代码", "月份", "类别", "数量") SELECT '{AGENCY}', '2023-03', 'XK', n FROM generate_series(1, 40000) n""")
    with Relay(server, 1 << 40, lambda: None) as relay:
        run = trial.on_server(relay.url(), *words, "--agency", OTHER_NAME, command="check", year=None)
    trial.expect(run.code in (0, 1) and "年度：2025" in run.err, f"one agency without --year: exit {run.code}: {tail(run.err)}")
    trial.expect(0 < relay.passed < 500_000, f"one agency without --year: {relay.passed} bytes came")
    server.sql("""DELETE FROM county_x7."处理决定" WHERE "月份" = '2023-03'""")


def hold_commands(trial, server):
    """Other commands and options, which read a ledger too: explain, rollup with its table of agencies, --columns, the year that is not given, --store, --json."""
    ledger = tables.ordered(SAMPLE, trial.path("of-commands"))
    words = ["--schema", "text_x7"]
    day = ["--year", "2025", "--as-of", "2026-01-20"]

    def both(what, command, *rest):
        beside, run = trial.run(command, ledger, *rest), trial.on_server(server.url(), *words, *rest, command=command, year=None, as_of=None)
        said = [[trial.plain(text, "") for text in (one.out, one.err)] for one in (beside, run)]
        trial.expect((beside.code, said[0]) == (run.code, said[1]), f"{what}: exit {run.code}, of CSV {beside.code}: {tail(run.err)}")
        return run

    trial.expect("2025年5月9日" in both("explain", "explain", "YX-2025-046", *day).out, "explain says nothing of the request")
    both("explain a cell", "explain", "新收/总计", *day)
    both("--columns", "check", "--columns", "--json", *day)
    both("--plain", "check", "--plain", *day)
    both("the year that is not given", "check", "--as-of", "2026-01-20")
    server.sql("""CREATE SCHEMA years_x7; CREATE VIEW years_x7."机关" AS TABLE text_x7."机关";
CREATE VIEW years_x7."处理决定" AS SELECT * FROM (VALUES ('2024-03', 'XK', 1), ('2025-03', 'XK', 1)) v ("月份", "类别", "数量");""")
    doubtful = trial.on_server(server.url(), "--schema", "years_x7", "--label", "省平台", command="check", year=None)
    trial.expect(doubtful.code == 3 and "省平台 里不止一年" in doubtful.err and "postgresql:" not in doubtful.err, f"two years: exit {doubtful.code}: {tail(doubtful.err)}")

    kept = trial.path("kept", "records.db")
    run = trial.on_server(server.url(), *words, "--store", kept, "--json")
    trial.expect(run.code == 0 and os.path.exists(kept), f"--store: exit {run.code}: {tail(run.err)}")
    with open(kept, "rb") as store:
        data = store.read()
    for secret in (*trial.secrets, "postgres"):
        trial.expect(secret.encode() not in data, f"the kept store has {secret!r}")

    county = os.path.join(ROOT, "data", "sample-county")
    handed = trial.path("handed")
    shutil.copytree(os.path.join(county, "报送"), handed)
    tables.put(server, county, schema="rollup_x7", only=("机关", "年报公布"))
    asked = ["--parent", "11369925MB001000XL", "--year", "2025", "--as-of", "2026-02-19"]
    run = trial.on_server(server.url(), handed, *asked, "--schema", "rollup_x7", "-o", trial.path("summed-up"), command="rollup", year=None, as_of=None, out=trial.path("summed-up"))
    beside = trial.run("rollup", county, *asked, "-o", trial.path("summed-beside"), out=trial.path("summed-beside"))
    cells = [[json.loads(data)["tables"] for name, data in contents(one.place).items() if name.endswith("/report.json")] for one in (run, beside)]
    trial.expect(cells[0] and cells[0] == cells[1], f"rollup: exit {run.code}, of CSV {beside.code}: {tail(run.err)}")


def hold_decisions(trial, server):
    """Single decisions counted by month by the server are the months of the sample."""
    server.sql("""CREATE SCHEMA counted_x7;
CREATE TABLE counted_x7.all_decisions AS SELECT "机关代码" AS org, ("月份" || '-01')::date + (n % 28)::int AS made, "类别" AS kind
    FROM text_x7."处理决定", generate_series(1, "数量"::int) n WHERE "月份" <> '';
CREATE VIEW counted_x7."处理决定" AS SELECT org AS "机关代码", to_char(made, 'YYYY-MM') AS "月份", kind AS "类别", count(*) AS "数量" FROM counted_x7.all_decisions GROUP BY 1, 2, 3;
""" + "\n".join(f"CREATE VIEW counted_x7.{quoted(n)} AS TABLE text_x7.{quoted(n)};" for n in tables.rows_of(SAMPLE) if n != "处理决定"))
    ledger = tables.ordered(SAMPLE, trial.path("counted"))
    head, rows = tables.rows_of(SAMPLE)["处理决定"]
    keep = [head.index(h) for h in ("机关代码", "月份", "类别", "数量")]
    tables.write_csv(os.path.join(ledger, "处理决定.csv"), [head[i] for i in keep], [[row[i] for i in keep] for row in rows if row[head.index("月份")]])
    trial.same("decisions counted by month", server.url(), ledger, on_server=["--schema", "counted_x7"])


def hold_long_texts(trial, server):
    """A fault below the first line of a text: the row is the text's, not one as many rows further down."""
    server.sql("""CREATE SCHEMA texts_x7;""" + "".join(f'CREATE VIEW texts_x7.{quoted(n)} AS TABLE text_x7.{quoted(n)};' for n in tables.rows_of(SAMPLE) if n != "正文") + """
CREATE TABLE texts_x7."正文" AS SELECT *, '113699210073140615' AS "机关代码" FROM text_x7."正文";""")
    for body, code, place in ((r"本年没有别的问题。\n\n联系人身份证号码110101199003077758。", 1, "正文:4 problems 第"), (r"本年没有别的问题。\n\n<b>今后改进</b>", 2, "正文:4：.*（这一格里的第3行）")):
        server.sql(f"""UPDATE texts_x7."正文" SET "文本" = E'{body}' WHERE "部分" = 'problems'""")
        run = trial.on_server(server.url(), "--schema", "texts_x7", "-v", command="check")
        trial.expect(run.code == code and re.search(place, run.err), f"a text of three lines: exit {run.code}: {place}: {tail(run.err, 30)}")


HOSTILE = ['"', '""', "'", "'); DROP TABLE 申请登记; --", "\\", "\\.", "\\N", "a\tb", "a,b", " ", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)",
           "\u202e2025-01-01", "a\u200bb", "\ufeffBOM", "e\u0301", "\U0001F600", "\x01\x1b[31m", "$1", "%s%n", "NULL", "{{新收/总计}}", "<b>&amp;</b>", "x" * 70_000]
BREAKS = ["first\nsecond", "first\r\nsecond", "first\rsecond", "\n", "\n\\.\n"]    # in the last row: a file counts its lines, a server its rows


def hold_hostile(trial, server):
    """Every hostile value in every column of requests, then in all columns of words of a ledger that is written."""
    ledger = trial.ledger("hostile", without=["texts.csv", "guide.txt"])
    head, rows = tables.rows_of(ledger)["申请登记"]
    number = head.index("受理编号")
    for i in range(len(HOSTILE)):
        row = [HOSTILE[(i + k) % len(HOSTILE)] for k in range(len(head))]
        rows.append(row[:number] + ([f"H-{i}"] if i % 2 else [row[number]]) + row[number + 1:])
    rows.append([BREAKS[k % len(BREAKS)] for k in range(len(head))])
    rows[-1][number] = "甲"                            # the last in the order
    tables.write_csv(os.path.join(ledger, "requests.csv"), head, rows)
    tables.put(server, ledger, schema="hostile_x7")
    trial.same("hostile values in every column", server.url(), ledger, on_server=["--schema", "hostile_x7"])

    ledger = trial.ledger("words", without=["texts.csv", "guide.txt"])
    words = {"requests.csv": ("信息名称或描述", "备注", "承办部门"), "documents.csv": ("名称",), "fees.csv": ("项目名称", "依据"), "events.csv": ("备注",), "catalogue.csv": ("名称", "内容概述")}
    for file, headings in words.items():
        head, rows = tables.rows_of(ledger)[tables.NAMES[file[:-len(".csv")]]]
        for i, row in enumerate(rows):
            for k, heading in enumerate(headings):
                row[head.index(heading)] += HOSTILE[(7 * i + 3 * k) % len(HOSTILE)]
        last = tables.order(tables.NAMES[file[:-len(".csv")]], head, rows)[-1]
        last[head.index(headings[0])] += BREAKS[1] + BREAKS[2] + BREAKS[4]
        tables.write_csv(os.path.join(ledger, file), head, rows)
    tables.put(server, ledger, schema="words_x7")
    run = trial.same("hostile words", server.url(), ledger, on_server=["--schema", "words_x7"])
    trial.expect(run.code in (0, 1), f"hostile words: exit {run.code}: {tail(run.err)}")

    server.sql("""ALTER TABLE words_x7."申请登记" ADD COLUMN "x""; DROP TABLE ""机关""; --" text, ADD COLUMN "新\n行" bytea, ADD COLUMN "\u202e反" json;
UPDATE words_x7."机关" SET "联系电话" = "联系电话" || repeat('长', 700000);""")
    long = trial.on_server(server.url(), "--schema", "words_x7")
    trial.hold_refused("a cell of 2 MiB", long, "机关:2", "联系电话")
    server.sql("""UPDATE words_x7."机关" SET "联系电话" = '0789'; UPDATE words_x7."复议诉讼" SET "备注" = U&'\\FDD0' WHERE ctid = '(0,1)'""")
    trial.hold_refused("a code that is no character", trial.on_server(server.url(), "--schema", "words_x7"), r"复议诉讼:\d+.*不是字符")
    trial.expect(server.sql('SELECT count(*) FROM words_x7."机关"') == "1\n", "hostile words were run as SQL")


def main():
    with Server() as server:
        trial = Beside("server", server)
        for hold in (hold_sample, hold_other_relations, hold_names, hold_commands, hold_county, hold_decisions, hold_long_texts, hold_hostile):
            hold(trial, server)
        trial.expect(read(os.path.join(SAMPLE, "agencies.csv")).count("\n") == 2, "the sample has one agency")
    trial.end()


if __name__ == "__main__":
    main()
