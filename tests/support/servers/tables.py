"""A ledger's folder of CSV files as the tables of a server, and the same folder with its rows in the order in which a server's are read.

    put(server, folder)                                # tables 申请登记 …, all text
    put(server, timed(folder, into), how="typed")      # date, boolean, integer, numeric; the days of registration as timestamptz
    put(server, folder, how="ugly", schema="biz")      # views with our headings in schema biz over tables t_… with columns c_…, in another
    put(server, folder, how="partitioned")             # by hash, by list of a column, with a default one, and one below another
    ordered(folder, into)                              # INTO has 申请登记.csv …: what the program must find in the tables

The types of columns are those of data/ledger/tables.yaml. Texts of a folder (overview.md …) become rows of 正文. An empty cell is NULL, and in
every second text column an empty text: a reader must take both for nothing.
"""
import csv
import glob
import os

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SECTIONS = ("overview", "problems", "other")
TYPES = {"date": "date", "flag": "boolean", "count": "integer", "signed": "integer", "year": "smallint", "money:2": "numeric(12,2)", "money:6": "numeric", "number": "numeric"}

with open(os.path.join(ROOT, "data", "ledger", "tables.yaml"), encoding="utf-8") as source:
    TABLES = {table["name"]: dict(table, id=identifier) for identifier, table in yaml.safe_load(source).items() if isinstance(table, dict) and "columns" in table}
NAMES = {table["id"]: name for name, table in TABLES.items()} | {name: name for name in TABLES}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def rows_of(folder, year="2025"):
    """{中文 name: (headings, rows)} of every table in the folder, its texts among them."""
    found = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        name = NAMES[os.path.basename(path)[:-len(".csv")]]
        with open(path, encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.reader(stream))
        width = len(lines[0])
        found[name] = lines[0], [line + [""] * (width - len(line)) for line in lines[1:] if any(line)]
    texts = [(section, os.path.join(folder, section + ".md")) for section in SECTIONS if os.path.exists(os.path.join(folder, section + ".md"))]
    if texts:
        head, rows = found.setdefault("正文", (["年度", "部分", "文本"], []))
        for section, path in texts:
            with open(path, encoding="utf-8") as stream:
                cells = {"年度": year, "部分": section, "文本": stream.read().strip()}
            rows.append([cells.get(heading, "") for heading in head])
    return found


def order(name, head, rows):
    """The rows in the order of the page 数据库: the key's columns first, then the others as our table has them; by bytes, nothing first."""
    table = TABLES[name]
    headings = [column["heading"] for column in table["columns"]]
    wanted = [h for h in [*table["key"], *(h for h in headings if h not in table["key"])] if h in head]
    at = [head.index(h) for h in wanted]
    return sorted(rows, key=lambda row: [row[i].encode() for i in at])


def ordered(folder, into, year="2025"):
    os.makedirs(into)
    for name, (head, rows) in rows_of(folder, year).items():
        write_csv(os.path.join(into, name + ".csv"), head, order(name, head, rows))
    return into


def timed(folder, into):
    """The folder with a time behind each day of registration: in Beijing early or late on that day, in UTC often on another."""
    os.makedirs(into)
    for name, (head, rows) in rows_of(folder).items():
        if "登记日期" in head:
            at = head.index("登记日期")
            rows = [row[:at] + [row[at] and row[at] + (" 00:30:00+08:00" if n % 2 else " 23:30:00+08:00")] + row[at + 1:] for n, row in enumerate(rows)]
        write_csv(os.path.join(into, name + ".csv"), head, rows)
    return into


def write_csv(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\r\n").writerows([head, *rows])


def type_of(name, heading, how):
    kind = next((column["type"] for column in TABLES[name]["columns"] if column["heading"] == heading), "text")
    if how != "typed":
        return "text"
    return "timestamptz" if heading == "登记日期" else TYPES.get(kind, "text")


def copied(rows, types):
    """Lines as COPY reads them: \\N is NULL."""
    plain = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    return "".join("\t".join(cell.translate(plain) if cell or (types[i] == "text" and i % 2) else "\\N" for i, cell in enumerate(row)) + "\n" for row in rows)


def make_partitions(table, columns, head, types):
    key = head[0]
    n = min(3, len(head))
    return f"""CREATE TABLE {table} ({columns}) PARTITION BY HASH ({quoted(key)});
CREATE TABLE {table[:-1]}_0" PARTITION OF {table} FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY LIST ({quoted(head[n - 1])});
CREATE TABLE {table[:-1]}_0_null" PARTITION OF {table[:-1]}_0" FOR VALUES IN (NULL);
CREATE TABLE {table[:-1]}_0_rest" PARTITION OF {table[:-1]}_0" DEFAULT;
CREATE TABLE {table[:-1]}_1" PARTITION OF {table} FOR VALUES WITH (MODULUS 2, REMAINDER 1);"""


def put(server, folder, how="text", schema="public", names=None, leave=(), only=None, year="2025", reverse=False, **how_to):
    """names: {中文: name of the table}; how_to: of Server.sql. The rows lie in the tables as the files have them, or from the last to the first."""
    made = [f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)};", "CREATE SCHEMA IF NOT EXISTS ugly_x7;" if how == "ugly" else ""]
    filled = []
    for number, (name, (head, rows)) in enumerate(rows_of(folder, year).items()):
        if name in leave or (only and name not in only):
            continue
        table = f"{quoted(schema)}.{quoted((names or {}).get(name, name))}"
        types = [type_of(name, heading, how) for heading in head]
        if how == "ugly":
            view, table = table, f'ugly_x7."t_{schema}_{number}"'
            own = [f"c_{i}" for i in range(len(head))]
            shown = ", ".join(f"{quoted(c)} AS {quoted(h)}" for c, h in zip(own, head))
            made.append(f"CREATE TABLE {table} ({', '.join(f'{c} text' for c in own)}, \"last changed\" timestamp DEFAULT now());")
            made.append(f"CREATE VIEW {view} AS SELECT {shown} FROM {table};")
        else:
            own = [quoted(h) for h in head]
            columns = ", ".join(f"{c} {t}" for c, t in zip(own, types))
            made.append(make_partitions(table, columns, head, types) if how == "partitioned" else f"CREATE TABLE {table} ({columns});")
        filled.append(f"COPY {table} ({', '.join(own)}) FROM STDIN;\n{copied(rows[::-1] if reverse else rows, types)}\\.\n")
    server.sql("\n".join(["SET client_encoding = 'UTF8'; BEGIN;", *made, *filled, "COMMIT;"]), **how_to)
