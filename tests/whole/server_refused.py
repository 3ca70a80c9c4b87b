"""A server that lets nobody in or not everywhere, and tables that are none of ours or do not fit: what the office is told, and that nothing is
written.

    python3 tests/whole/server_refused.py PROGRAM
"""
import glob
import os
import re
import shutil
import sys
import time

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "support", "servers"), os.path.join(ROOT, "tests", "faults")]
import tables  # noqa: E402
from beside import Beside  # noqa: E402
from postgres import DATABASE, OWNER, PASSWORD, SECRET, Server  # noqa: E402
from tables import quoted  # noqa: E402
from trial import AGENCY, CLEAN, NAME, read, tail, write  # noqa: E402

NAMES = [name for name in tables.rows_of(CLEAN) if name != "文本"]      # names files, which do not lie in a server


def works(trial, what, run):
    trial.expect(run.code in (0, 1) and os.path.isdir(run.folder), f"{what}: exit {run.code}: {tail(run.err)}")


def pgpass(trial, password, mode=0o600, name="pgpass", database="*"):
    path = trial.path(name)
    write(path, f"*:*:{database}:{SECRET}:{password}\n")
    os.chmod(path, mode)
    return path


def hold_login(trial, server):
    url = server.url(user=SECRET, options="-csearch_path=readable_x7")

    def run(what, *words, url=url, **environment):
        return trial.on_server(url, *words, environment={**trial.environment, **environment})

    works(trial, "PGPASSFILE", run("", PGPASSFILE=pgpass(trial, PASSWORD)))
    works(trial, "PGPASSWORD", run("", PGPASSWORD=PASSWORD))
    works(trial, "the parameter passfile", run("", url=url + f"&passfile={pgpass(trial, PASSWORD, name='other').replace('/', '%2F')}"))
    home = trial.path("home", ".pgpass")
    write(home, f"*:*:*:{SECRET}:{PASSWORD}\n")
    os.chmod(home, 0o600)
    works(trial, ".pgpass at home", run(""))
    os.remove(home)
    trial.hold_refused("no password", run(""), "口令", "PGPASSFILE", code=(2, 4))
    trial.hold_refused("a wrong password", run("", PGPASSFILE=pgpass(trial, "wrong")), "口令", code=(2, 4))
    others = {"that others may read": pgpass(trial, PASSWORD, 0o644, name="open"), "that is a folder": trial.path("home")}
    for what, path in others.items():
        trial.hold_refused(f"a file {what}", run("", PGPASSFILE=path), "口令文件.*没有用它", "chmod 600" if "others" in what else "不是文件", code=(2, 4))
        for url, quiet in ((server.url(), []), (server.url(), ["-q"]), (server.url(passfile=path), [])):
            login = run("", "--schema", "readable_x7", *quiet, url=url, PGPASSFILE=path)
            works(trial, f"a file {what}, no password is asked for", login)
            trial.expect(("没有用它" in login.err) == (not quiet), f"a file {what}, {quiet}: {tail(login.err)}")
    works(trial, "the environment has the password", unused := run("", PGPASSWORD=PASSWORD, PGPASSFILE=others["that others may read"]))
    trial.expect("没有用它" not in unused.err, f"a file that is not needed: {tail(unused.err)}")
    for url in (f"postgresql://{SECRET}:{PASSWORD}@localhost:{server.port}/{DATABASE}", server.url(user=SECRET, password=PASSWORD)):
        trial.hold_refused("a password in the string", run("", url=url), "口令", "PGPASSFILE", code=(2, 3))
    for word in (f"{PASSWORD}/x", f"{PASSWORD}#y/x"):      # a sign that should be written as %2F: libpq takes what is before it for the port
        trial.hold_refused(f"a password with a sign: {word}", run("", url=f"postgresql://{SECRET}:{word}@localhost:{server.port}/{DATABASE}"), "%2F", code=(3,))
    for word in (f"host=localhost user={SECRET} password={PASSWORD}", f"POSTGRESQL://{SECRET}:{PASSWORD}@localhost/x", f" postgresql://{SECRET}:{PASSWORD}@localhost/x", f"jdbc:postgresql://localhost/x?user={SECRET}&password={PASSWORD}"):
        near = run("", url=word)
        trial.hold_refused(f"an address in another form: {word}", near, "postgresql://主机:端口/数据库", code=(3,))
        trial.expect(PASSWORD not in near.err and SECRET not in near.err, f"the address {word} is repeated")
    for label in (f"postgresql://{SECRET}@localhost/x", f"{SECRET}@localhost"):
        trial.hold_refused(f"the label {label}", trial.on_server(server.url(), "--label", label), "不是地址", code=(3,))
    trial.hold_refused("an unknown user", trial.on_server(server.url(user="nobody_x7")), "用户|登录", code=(2, 4))
    trial.hold_refused("an unknown database", trial.on_server(server.url(database="nothing_x7")), "没有这个数据库|数据库不存在|没有.*数据库", code=(2, 4))
    server.sql(f"REVOKE CONNECT ON DATABASE {DATABASE} FROM public")
    trial.hold_refused("no right to connect", run("", PGPASSWORD=PASSWORD), "GRANT CONNECT ON DATABASE")
    server.sql(f"GRANT CONNECT ON DATABASE {DATABASE} TO public")
    for setting, state in (("cfoo=1", "42704"), ("cwork_mem=abc", "22023"), ("cDateStyle", "42601")):
        refused = trial.on_server(server.url(options=f"-{setting}"))
        trial.hold_refused(f"options, {setting}", refused, f"options 的设置数据库不接受（{state}）", code=(2,))
        trial.expect("查询" not in refused.err, f"options, {setting}: {tail(refused.err)}")
    trial.hold_refused("options, of others", trial.on_server(server.url(user=SECRET, options="-clog_statement=none"), environment={**trial.environment, "PGPASSWORD": PASSWORD}), "这个用户不能改它")
    trial.hold_refused("a file for another database", run("", url=server.url(user=SECRET, database="postgres"), PGPASSFILE=pgpass(trial, PASSWORD, database=DATABASE)), "一行的主机、端口、库、用户")
    trial.hold_refused("no server on the socket", trial.on_server(server.url(port=str(server.port + 1))), "连不上|没有连上|连接", code=(2, 4))
    trial.hold_refused("no server by TCP", trial.on_server("postgresql://owner_x7@127.0.0.1:1/platform_x7"), "连不上|没有连上|连接", code=(2, 4))
    for url in ("postgresql://[::1", "postgresql://owner_x7@/platform_x7?nonsense=1", "postgresql:///platform_x7?port=99999999", "postgresql://"):
        trial.hold_refused(f"the string {url}", trial.on_server(url), code=(2, 3, 4))


def hold_tls(trial, server):
    environment = {**trial.environment, "PGPASSWORD": PASSWORD}
    words = {"options": "-csearch_path=readable_x7", "sslrootcert": server.certificate}

    def run(host="localhost", **more):
        return trial.on_server(server.url_by_tcp(host, **{**words, **more}), environment=environment)

    works(trial, "TLS, verify-full", run(sslmode="verify-full"))
    works(trial, "TLS, verify-ca by the address", run("127.0.0.1", sslmode="verify-ca"))
    trial.hold_refused("TLS, another name", run("127.0.0.1", sslmode="verify-full"), "证书", code=(2, 4))
    other = trial.path("other.crt")
    write(other, open("/etc/ssl/certs/ca-certificates.crt", encoding="utf-8").read() if os.path.exists("/etc/ssl/certs/ca-certificates.crt") else "")
    trial.hold_refused("TLS, another authority", run(sslmode="verify-full", sslrootcert=other), "证书", code=(2, 4))
    trial.hold_refused("without TLS, which the server demands", run(sslmode="disable"), "TLS.*sslmode")
    trial.hold_refused("no such word", run(sslmode="verifyfull"), "有一项写得不对.*verifyfull")
    key = trial.path("open.key")
    shutil.copy(os.path.join(server.folder, "server.key"), key)
    os.chmod(key, 0o644)
    trial.hold_refused("a key that others may read", run(sslmode="require", sslcert=server.certificate, sslkey=key), "私钥.*sslkey.*0600")


def hold_service(trial, server):
    file = trial.path("services")
    write(file, f"[platform]\nhost={server.folder}\nport={server.port}\ndbname={DATABASE}\nuser={OWNER}\n[wrong]\nnonsense=1\n")
    environment = {**trial.environment, "PGSERVICEFILE": file}
    works(trial, "a service", trial.on_server("postgresql:///?service=platform", "--schema", "readable_x7", environment=environment))
    for what, name, path in (("no such service", "other", file), ("a wrong file of services", "wrong", file), ("no file of services", "platform", file + "x")):
        trial.hold_refused(what, trial.on_server(f"postgresql:///?service={name}", environment={**environment, "PGSERVICEFILE": path}), "服务文件.*PGSERVICEFILE")


def hold_rights(trial, server):
    url = server.url(user=SECRET, options="-csearch_path=readable_x7")
    environment = {**trial.environment, "PGPASSWORD": PASSWORD}

    def run(*words):
        return trial.on_server(url, *words, environment=environment)

    server.sql(f'REVOKE SELECT ON readable_x7."办理过程" FROM {SECRET}')
    trial.hold_refused("no right on a table", run(), "办理过程", "GRANT SELECT")
    server.sql(f'REVOKE SELECT ON readable_x7."申请登记" FROM {SECRET}')
    trial.hold_refused("no right on two tables", run(), "申请登记.*另有 1 张也读不了：.*办理过程|办理过程.*另有 1 张也读不了：.*申请登记")
    server.sql(f'GRANT SELECT ON readable_x7."申请登记" TO {SECRET}')
    server.sql(f'GRANT SELECT ("受理编号", "序号", "事件") ON readable_x7."办理过程" TO {SECRET}')
    trial.hold_refused("a right on some columns", run(), "办理过程", "GRANT SELECT")
    server.sql(f"""CREATE SCHEMA owned_x7; CREATE ROLE maker_x7; GRANT CREATE, USAGE ON SCHEMA owned_x7 TO maker_x7; GRANT USAGE ON SCHEMA owned_x7 TO {SECRET};
CREATE VIEW owned_x7."申请登记" AS TABLE readable_x7."申请登记"; ALTER VIEW owned_x7."申请登记" OWNER TO maker_x7; GRANT SELECT ON owned_x7."申请登记" TO {SECRET};""")
    trial.hold_refused("a view whose owner may not read the table", run("--schema", "owned_x7"), "申请登记", "视图的所有者")
    server.sql(f'GRANT SELECT ON readable_x7."办理过程" TO {SECRET}; REVOKE USAGE ON SCHEMA readable_x7 FROM {SECRET}')
    trial.hold_refused("no right on the schema", run("--schema", "readable_x7"), "GRANT USAGE|USAGE")
    trial.hold_refused("no schema", run(), code=(2, 3))
    server.sql(f"GRANT USAGE ON SCHEMA readable_x7 TO {SECRET}")
    works(trial, "the rights again", run())
    server.sql("""ALTER TABLE readable_x7."复议诉讼" ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON readable_x7."复议诉讼" USING ("案件编号" LIKE '%1%')""")
    trial.hold_refused("rows that a policy hides", run(), "复议诉讼", "行级安全")
    server.sql('ALTER TABLE readable_x7."复议诉讼" DISABLE ROW LEVEL SECURITY')
    trial.hold_refused("a schema that is not there", run("--schema", "none_x7"), "--schema")
    server.sql('CREATE SCHEMA second_x7; CREATE VIEW second_x7."主动公开目录" AS TABLE readable_x7."主动公开目录"')
    trial.hold_refused("tables in two schemas of the path", trial.on_server(server.url(options="-csearch_path=readable_x7,second_x7")), "不止一个模式.*--schema")
    for words in ([], ["--agency", AGENCY], ["--agency", NAME]):
        trial.hold_refused(f"an empty schema {words}", trial.on_server(server.url(), "--schema", "empty_x7", *words), "没有台账的表.*--schema")
        trial.hold_refused(f"the schema is forgotten {words}", trial.on_server(server.url(), *words), "没有台账的表.*--schema")


def variant(server, statements):
    """The schema `odd`: views of all tables, changed by the statements."""
    server.sql("DROP SCHEMA IF EXISTS odd CASCADE; CREATE SCHEMA odd;" + "".join(f'CREATE VIEW odd.{quoted(n)} AS TABLE readable_x7.{quoted(n)};' for n in NAMES)
               + "SET search_path = odd, readable_x7, public;" + statements)


def with_column(server, heading, expression, more="", table="申请登记"):
    with_columns(server, {heading: expression}, more, table)


def with_columns(server, of, more="", table="申请登记"):
    listed = ", ".join(f"{of[h]} AS {quoted(h)}" if h in of else quoted(h) for h in tables.rows_of(CLEAN)[table][0])
    variant(server, f'DROP VIEW odd.{quoted(table)}; CREATE VIEW odd.{quoted(table)} AS SELECT {listed}{more} FROM readable_x7.{quoted(table)};')


def odd(trial, server, *words, **how):
    return trial.on_server(server.url(), "--schema", "odd", *words, **how)


def hold_types(trial, server):
    unfit = {"bytea": "'\\x00ff'::bytea", "json": "'{\"a\": 1}'::json", "jsonb": "'{}'::jsonb", "array": "ARRAY['甲', '乙']", "interval": "interval '3 days'", "time": "time '10:00'",
             "composite": "ROW(1, 2)::own_pair", "point": "point(1, 2)", "inet": "inet '10.0.0.1'", "xml": "'<a/>'::xml", "range": "daterange('2025-01-01', '2025-02-01')", "bit": "B'101'", "oid": "1::oid", "money": "1.5::money"}
    server.sql("CREATE DOMAIN own_text AS text CHECK (value <> ''); CREATE TYPE own_kind AS ENUM ('甲', '乙'); CREATE TYPE own_pair AS (a int, b int)")
    for what, expression in unfit.items():
        with_column(server, "备注", expression)
        trial.hold_refused(f"a column of {what}", odd(trial, server), "申请登记", "备注", "text")
    with_columns(server, {"备注": unfit["array"], "联系方式": unfit["jsonb"], "承办部门": "1.5::float8", "法条依据": "ARRAY[1, 2]"})
    run = odd(trial, server)
    trial.hold_refused("columns of several types", run, r"“备注”（text\[\]）", "“联系方式”（jsonb）", r"“法条依据”（integer\[\]）", "“承办部门”（double precision）是浮点数")
    fit = {"varchar": "'甲'::varchar(20)", "char": "'甲'::char(20)", "name": "'甲'::name", "uuid": "gen_random_uuid()", "bigint": "1::bigint", "numeric": "1.50::numeric", "unknown": "NULL",
           "domain": "'甲'::own_text", "enum": "'甲'::own_kind"}
    listed = "".join(f', {expression} AS "另{k}"' for k, expression in enumerate([*unfit.values(), *fit.values()]))
    with_column(server, "备注", "'甲'::varchar(20)", listed)
    run = odd(trial, server, command="check")
    trial.expect(run.code in (0, 1) and "S06" in run.err, f"columns that nobody knows: exit {run.code}: {tail(run.err)}")
    with_columns(server, dict(zip(("备注", "信息名称或描述", "法条依据", "承办部门", "指引渠道", "联系方式", "通信地址", "应公开机关", "申请人名称"), fit.values())))
    run = odd(trial, server, command="check")
    trial.expect(run.code in (0, 1) and "text" not in run.err, f"types that fit: exit {run.code}: {tail(run.err)}")


def hold_values(trial, server):
    """Values that a type has and our column has not: said with the row, as of a file. Days are days of Beijing."""
    row = "\"受理编号\" = 'NH-2025-001'"
    days = {"登记日期": "'infinity'::date", "落款日期": "'0044-03-15 BC'::date", "终止日期": "'10000-01-01'::date", "交邮或发出日期": "'-infinity'::timestamptz", "确认日期": "'infinity'::timestamp"}
    with_columns(server, {heading: f'CASE WHEN {row} THEN {value} ELSE nullif({quoted(heading)}, \'\')::{value.split("::")[1]} END' for heading, value in days.items()})
    run = odd(trial, server)
    trial.hold_refused("days that are none", run, *(rf"申请登记:\d+ \[{heading}\]" for heading in days), "A01", "“infinity”", "“-infinity”", "“0044-03-15 BC”", "“10000-01-01”")
    trial.expect("个人信息" not in run.err and "不该在这一列" not in run.err, f"days that are none are hidden: {tail(run.err)}")
    numbers = {"a float that is a whole number": ("3::float8", True), "a float with an error": ("0.1::float8 + 0.2::float8", False), "NaN": ("'NaN'::numeric", False), "infinity": ("'inf'::float8", False),
               "a number of 40 digits": ("1234567890123456789012345678901234567890::numeric", False), "1e300": ("1e300::float8", False), "12.50": ("12.50::numeric", True), "a quotient": ("123400::numeric / 10000", True)}
    for what, (value, fits) in numbers.items():
        with_column(server, "金额(万元)", value, table="行政事业性收费")
        run = odd(trial, server, command="check")
        trial.expect((run.code != 2) == fits and (fits or "金额" in run.err), f"a number: {what}: exit {run.code}: {tail(run.err)}")
        trial.expect(what != "a quotient" or "“12.3400000000000000”" in run.err, f"a quotient is hidden: {tail(run.err)}")
        trial.expect(what != "NaN" or ("等于没有填" in run.err and "：没有填" not in run.err), f"NaN: {tail(run.err)}")
    with_column(server, "受理编号", "CASE WHEN false THEN '' ELSE (1 / (length(\"备注\") * 0))::text END")
    trial.hold_refused("a view that divides by zero", odd(trial, server), "申请登记", code=(2, 4))
    with_column(server, "登记日期", "to_date(\"申请人名称\", 'YYYY-MM-DD')")
    run = odd(trial, server)
    trial.hold_refused("a view that converts names", run, "申请登记", code=(2, 4))
    for name in ("陈志强", "刘秀英"):
        trial.expect(name not in run.err, f"the server's message, which has {name}, was passed on")


def hold_names(trial, server):
    """What the office may have meant is told, and nothing counts twice."""
    variant(server, 'CREATE VIEW odd.requests AS TABLE odd."申请登记";')
    trial.hold_refused("a table by both names", odd(trial, server), "申请登记", "requests")
    variant(server, 'ALTER VIEW odd."申请登记" RENAME TO "申请登记表";')
    trial.hold_refused("nearly a name", odd(trial, server), "申请登记表", "--tables")
    variant(server, 'ALTER VIEW odd."申请登记" RENAME TO ysq_2025;')
    trial.hold_refused("another name, our headings", odd(trial, server), "ysq_2025", "申请登记")
    variant(server, "CREATE TABLE odd.ours (a text); CREATE VIEW odd.request AS SELECT 1 AS a;")
    run = odd(trial, server)
    works(trial, "another table beside", run)
    trial.expect("request" in run.err, f"nothing is said of a table nearly named as ours: {tail(run.err)}")
    variant(server, 'DROP VIEW odd."办理过程"; CREATE MATERIALIZED VIEW odd."办理过程" AS TABLE readable_x7."办理过程" WITH NO DATA;')
    trial.hold_refused("a materialized view that nobody has filled", odd(trial, server), "办理过程", "REFRESH")
    variant(server, 'DROP VIEW odd."办理过程";')
    run = odd(trial, server)
    trial.expect(run.code == 1 and "S99" in run.err and "名称是 办理过程 或 events 的表或视图" in run.err and ".csv；" not in run.err, f"a table is missing: exit {run.code}: {tail(run.err)}")
    variant(server, 'DROP VIEW odd."机关";')
    trial.hold_refused("the table of agencies is missing", odd(trial, server), "名称是 机关 或 agencies 的表或视图")


def hold_encodings(trial, server):
    """A database whose encoding is another one, and one that declares none: its texts are UTF-8 but for one cell."""
    narrow = trial.path("narrow")
    os.makedirs(narrow)
    for name, (head, rows) in tables.rows_of(CLEAN).items():
        tables.write_csv(os.path.join(narrow, name + ".csv"), head, [[cell.encode("gb2312", "ignore").decode("gb2312") for cell in row] for row in rows])
    for encoding in ("EUC_CN", "SQL_ASCII"):
        name = f"{encoding.lower()}_x7"
        server.sql(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C'")
        tables.put(server, narrow, leave=("文本",), database=name)
        run = trial.on_server(server.url(database=name), command="check")
        trial.expect(run.code in (0, 1) and "农业农村局" in run.err, f"{encoding}: exit {run.code}: {tail(run.err)}")
    server.sql("""UPDATE "申请登记" SET "备注" = E'\\xb1\\xb8' WHERE ctid = '(0,3)'""", database="sql_ascii_x7")
    trial.hold_refused("another encoding in one cell", trial.on_server(server.url(database="sql_ascii_x7")), "申请登记", "编码")


FILES_ALONE = {"S12", "S14", "S20", "S21", "S22", "S23", "S27", "S31", "S32", "S34", "S35", "S36", "S37", "S38", "S39", "S40", "S42"}     # no database gives them


def hold_words(trial, server):
    """What is said of tables fits a database: advice that speaks of files, sheets or exports says what to do there as well."""
    for path in sorted(glob.glob(os.path.join(ROOT, "report_templates", "rules", "S*.yaml"))):
        rule = yaml.safe_load(read(path))
        for key in ("message", "advice"):
            if rule["id"] not in FILES_ALONE and re.search("文件|工作表|工作簿|表头|CSV|导出", rule[key]) and not (rule["id"], key) == ("S16", "message"):
                trial.expect(re.search("数据库|视图|表读不了|工作簿里合并的", rule[key]), f"{rule['id']}: {key} speaks of files alone: {rule[key]}")
    variant(server, """CREATE VIEW odd."文本" AS SELECT 'T-1' AS "编号", 'ZN' AS "种类", 'guide.txt' AS "文件";""")
    run = odd(trial, server, command="check")
    trial.expect("文件不在数据库里" in run.err and "写在数据库的地址后面" in run.err and "台账文件夹" not in run.err and "个人信息" not in run.err, f"a text that is a file: {tail(run.err)}")
    variant(server, 'DROP VIEW odd."处理决定";')
    run = odd(trial, server, command="check")
    trial.expect("只有标题，没有行" in run.err and "表头" not in run.err, f"a table is missing: {tail(run.err)}")


def hold_tables_option(trial, server):
    variant(server, "")

    def file(text):
        write(trial.path("names.yaml"), text)
        return odd(trial, server, "--tables", trial.path("names.yaml"))

    rest = "".join(f"{name}: odd.{name}\n" for name in NAMES)
    works(trial, "a file of names", file(rest))
    server.sql('CREATE VIEW odd.apply AS TABLE odd."申请登记"')
    run = file("申请登记: odd.apply\n")
    works(trial, "a file that names another for one of ours", run)
    trial.expect("没有读 数据库:申请登记（--tables" in run.err and "没有读 数据库:申请登记\n" not in run.err, f"a table that is read looks like one that is not: {tail(run.err)}")
    for what, text, words in (("a table that is none of ours", rest + "申请: odd.申请登记\n", ["申请", "names.yaml"]),
                              ("a table twice", rest + "requests: odd.申请登记\n", ["申请登记|requests", "names.yaml"]),
                              ("a relation that is not there", rest.replace("odd.申请登记", "odd.apply_x"), ["申请登记", "apply_x|没有"]),
                              ("a list for a name", "申请登记: [a, b]\n", ["names.yaml"]), ("no map", "- a\n", ["names.yaml"]), ("nothing", "", ["names.yaml"])):
        trial.hold_refused(f"--tables, {what}", file(text), *words, code=(2, 3))
    trial.hold_refused("--tables, no file", odd(trial, server, "--tables", trial.path("nothing.yaml")), "nothing.yaml", code=(2, 3))

    def query(text, name="申请登记.sql", **others):
        folder = trial.path("queries", str(trial.runs))
        for table in NAMES:
            write(os.path.join(folder, table + ".sql"), f"SELECT * FROM odd.{quoted(table)}")
        os.remove(os.path.join(folder, "申请登记.sql"))
        for file, content in {name: text, **others}.items():
            write(os.path.join(folder, file), content)
        return trial.on_server(server.url(), "--tables", folder)

    all_of_it = 'SELECT * FROM odd."申请登记"'
    works(trial, "a folder of queries", query(all_of_it))
    works(trial, "a query with a comment at its end", query(all_of_it + " -- alle;"))
    for what, run, words in (
            ("a query that is no SQL", query("SELEC 1"), ["申请登记.sql"]),
            ("a column that is not there, below blank lines", query('\n\n-- 全部\nSELECT nothing FROM odd."申请登记"'), ["申请登记.sql 第 4 行"]),
            ("two statements", query(all_of_it + "; DROP TABLE readable_x7.\"豁免\""), ["申请登记.sql"]),
            ("a way out of the brackets", query("SELECT 1) q) TO STDOUT; COMMIT; CREATE TABLE public.hacked_x7 (); --"), ["申请登记.sql"]),
            ("a program", query(f"SELECT 1) q) TO PROGRAM 'touch {server.folder}/hacked' --"), ["申请登记.sql"]),
            ("a query that writes", query('WITH gone AS (DELETE FROM readable_x7."申请登记" RETURNING *) SELECT * FROM gone'), ["申请登记.sql"]),
            ("a function that writes", query('SELECT a.* FROM odd."申请登记" a, public.writes_x7() w'), ["申请登记", "只读"]),
            ("a parameter without a value", query(all_of_it + ' WHERE "受理编号" = $1'), ["申请登记.sql", r"\$1"]),
            ("no statement", query("-- nothing\n"), ["申请登记.sql"]),
            ("an empty file", query(""), ["申请登记.sql"]),
            ("a query that is no text", query(b"SELECT '\xff\xfe'"), ["申请登记.sql"]),
            ("a query of no table of ours", query(all_of_it, "申请.sql"), ["申请.sql"]),
            ("a query by both names", query(all_of_it, **{"requests.sql": all_of_it}), ["requests.sql"])):
        trial.hold_refused(what, run, *words, code=(2, 3, 4))
    for name in ("申请登记.SQL", "申请登记.sql.txt", "requests.txt", "申请登记"):
        trial.hold_refused(f"a query in the file {name}", query(all_of_it, name), name, r"申请登记\.sql|requests\.sql")
    works(trial, "a copy beside the query", query(all_of_it, **{"申请登记.sql.bak": "SELEC", "说明.txt": "x"}))
    trial.expect(server.sql("SELECT to_regclass('public.hacked_x7')") == "\n" and not os.path.exists(os.path.join(server.folder, "hacked")), "a query broke out")
    trial.expect(server.sql('SELECT count(*) > 0 FROM readable_x7."申请登记"') == "t\n" and server.sql("SELECT count(*) FROM public.written_x7") == "0\n", "a query wrote")


def hold_usage(trial, server):
    for words in (["--schema", "x"], ["--tables", trial.path("names.yaml")], ["--label", "平台"]):
        run = trial.report(CLEAN, *words)
        trial.expect(run.code == 3 and words[0] in run.err, f"{words[0]} without a server: exit {run.code}: {tail(run.err)}")
    for more in ([], ["--columns"]):
        trial.hold_refused("--encoding", odd(trial, server, "--encoding", "GB18030", *more, command="check"), "--encoding", "数据库", code=(3,))
    trial.hold_refused("--encoding, without --year", trial.on_server(server.url(), "--schema", "odd", "--encoding", "GB18030", command="check", year=None), "--encoding", code=(3,))
    text = trial.path("texts-beside")
    write(os.path.join(text, "文本.csv"), "编号,种类,文件\nZN-1,ZN,guide.txt\n".encode("gb18030"))
    write(os.path.join(text, "guide.txt"), "政府信息公开指南".encode("gb18030"))
    works(trial, "--encoding of files beside", trial.on_server(server.url(), text, "--schema", "odd", "--encoding", "GB18030"))
    trial.hold_refused("--mark", odd(trial, server, "--mark"), "--mark", code=(2, 3))
    run = odd(trial, server, "--label", "省平台", "--json")
    works(trial, "--label", run)
    trial.expect("省平台" in run.out + open(os.path.join(run.folder, "manifest.json"), encoding="utf-8").read(), "the label does not stand in the manifest")
    for label in ("a\nb", "", "\u202eabc"):
        trial.hold_refused(f"the label {label!r}", odd(trial, server, "--label", label), "--label", code=(3,))


def main():
    with Server(tls=True) as server:
        trial = Beside("server-refused", server)
        tables.put(server, CLEAN, schema="readable_x7", leave=("文本",))
        server.sql(f"""CREATE SCHEMA empty_x7; GRANT USAGE ON SCHEMA readable_x7 TO {SECRET}; GRANT SELECT ON ALL TABLES IN SCHEMA readable_x7 TO {SECRET};
CREATE TABLE public.written_x7 (a int); CREATE FUNCTION public.writes_x7() RETURNS int LANGUAGE sql AS 'INSERT INTO public.written_x7 VALUES (1) RETURNING a';""")
        for hold in (hold_login, hold_tls, hold_service, hold_rights, hold_types, hold_values, hold_names, hold_encodings, hold_words, hold_tables_option, hold_usage):
            hold(trial, server)
        until = time.monotonic() + 10
        left = f"SELECT count(*) FROM pg_stat_activity WHERE usename IN ('{OWNER}', '{SECRET}') AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        while (n := server.sql(left)) != "0\n" and time.monotonic() < until:
            time.sleep(0.1)                            # the one that asked last may still be ending
        trial.expect(n == "0\n", f"connections are left: {n}")
    trial.end()


if __name__ == "__main__":
    main()
