"""The names of the data that C uses (checks, settings, tables and columns, code lists) are those in its lists, and the data has them.

    python3 tests/faults/known.py PROGRAM
"""
import collections
import glob
import json
import os
import re
import shutil

import yaml

from trial import ROOT, Trial, read, write


def sources():
    return {path: read(path) for path in glob.glob(os.path.join(ROOT, "src", "**", "*.[ch]"), recursive=True)}


def listed(text, name):
    return re.search(r"\b%s\[\] = \{(.*?)\};" % name, text, re.S).group(1)


def pairs(entries):
    """{"name", "words" "more words"} … of a table in C."""
    return {name: "".join(re.findall(r'"([^"]*)"', words)) for name, words in re.findall(r'\{"([a-z_]+)", ((?:"[^"]*"\s*)+)\}', entries)}


def queried_columns(code, types):
    """(table, column) of the ledger that the queries written in C ask for; (table, "") for the table itself."""
    found = set()
    for text in code.values():
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        aliases = collections.defaultdict(set)
        for table, alias in re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)\s+(?:AS\s+)?([a-z])\b", text):
            aliases[alias] |= {table} & set(types)
        for literal in re.findall(r'(?:"(?:[^"\\]|\\.)*"\s*)+', text):
            sql = re.sub(r"'[^']*'", "", "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal)))
            named = re.findall(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+([a-z_]+)(?:\s+(?:AS\s+)?([a-z])\b)?", sql)
            tables = {alias or table: table for table, alias in named if table in types}
            found |= {(table, "") for table in tables.values()}
            found |= {(tables[alias], column) for alias, column in re.findall(r"\b([a-z_]+)\.([a-z_]+)\b", sql) if alias in tables and column in types[tables[alias]]}
            if not named:                              # a piece of a query: an alias means what it means in the rest of the file
                found |= {(table, column) for alias, column in re.findall(r"(?<![\w.])([a-z])\.([a-z_]+)\b", sql)
                          for table in aliases.get(alias, ()) if column in types[table]}
            if len(named) == 1 and tables:             # without an alias a column can only be that table's
                (table,) = tables.values()
                found |= {(table, column) for column in re.findall(r"(?<![.:])\b([a-z_]+)\b", sql) if column in types[table]}
    return found


def hold_lists(trial, code):
    """The names in the code and in the data are the same."""
    everything = "".join(code.values())
    catalogue, settings = (code[os.path.join(ROOT, "src", *path)] for path in (("rules", "catalogue.c"), ("base", "settings.c")))
    checks = set(re.findall(r'"([^"]+)"', listed(catalogue, "known")))
    named = set(re.findall(r'"([A-Z][0-9]{2}[a-z]?)"', everything.replace(listed(catalogue, "known"), "")))
    reading = {os.path.basename(path)[:-5] for path in glob.glob(os.path.join(ROOT, "report_templates", "rules", "*.yaml")) if "\nfound: reading" in read(path)}
    trial.expect(checks == named, f"checks that C lists and names: {sorted(checks ^ named)}")
    trial.expect(checks == reading, f"checks that C lists and records that are found while reading: {sorted(checks ^ reading)}")

    keys = set(re.findall(r'\{"([^"]+)", (?:TEXT|NUMBER|YES_NO|PATHS)\}', listed(settings, "known")))
    rest = everything.replace(listed(settings, "known"), "")
    asked = set(re.findall(r'settings_(?:text|number|is)\([^;"]*"([a-z.0-9_]+)"', rest)) | set(re.findall(r'\{"(font\.[a-z]+)"', rest)) | set(re.findall(r'"(font\.fallback)"', rest))
    trial.expect(keys == asked, f"settings that C lists and asks for: {sorted(keys ^ asked)}")
    shipped = set(yaml.safe_load(read(os.path.join(ROOT, "data", "settings.yaml"))))
    queries = "".join(read(path) for path in glob.glob(os.path.join(ROOT, "report_templates", "**", "*.*"), recursive=True))
    queried = set(re.findall(r"setting(?:_text)?\('([^']+)'\)", queries))
    trial.expect(shipped == keys | queried, f"settings that are shipped and used: {sorted(shipped ^ (keys | queried))}")

    known = code[os.path.join(ROOT, "src", "ledger", "schema", "known.c")]
    rest = everything.replace(known, "")
    tables = {table: dict(word.split(":") for word in columns.split()) for table, columns in pairs(listed(known, "tables")).items()}
    codes = {name: words.split() for name, words in pairs(listed(known, "lists")).items()}
    definitions = yaml.load(read(os.path.join(ROOT, "data", "ledger", "tables.yaml")), yaml.BaseLoader)
    types = {table: {column["column"]: column["type"] for column in one["columns"]} for table, one in definitions.items()}
    for table, columns in tables.items():
        trial.expect(re.search(r"\b%s\b" % table, rest), f"C does not name the table {table}")
        missing = [column for column in columns if column not in types.get(table, {})]
        trial.expect(not missing, f"C proves columns of {table} that the data lacks: {missing}")
        for column, kind in columns.items():
            trial.expect(re.search(r"\b%s\b" % column, rest), f"C does not name {table}.{column}")
            of_list = types.get(table, {}).get(column, "").startswith("code:")
            trial.expect(not of_list or kind in codes, f"{table}.{column} is of the list {kind}, which C does not prove")
    for table, column in queried_columns(code, types):
        trial.expect(column in tables.get(table, {}) or not column and table in tables, f"C asks for {table}.{column}, which it does not prove")
    named = set(re.findall(r'schema_codes\([^;"]*"([a-z_]+)"', rest)) | set(re.findall(r"(?:code|code_text|label_text)\('([a-z_]+)'", rest))
    trial.expect(named <= set(codes), f"lists of codes that C names and does not prove: {sorted(named - set(codes))}")
    for name, words in codes.items():
        for word in words:
            trial.expect(re.search(r"(?:type|section)[^;\n]*[\"']%s[\"']" % word, rest), f"C does not name the code {word} of {name}")
    return checks, keys, tables, codes


def hold_clock_words(trial, code):
    """The clock's words for breaches and for the state of a request: C writes them, docs/sql.md lists them, and queries use no others."""
    clock = {path: re.sub(r"/\*.*?\*/", "", text, flags=re.S) for path, text in code.items() if os.sep + "clock" + os.sep in path}
    said = {word for path, text in clock.items() if "faults" in os.path.basename(path) for word in re.findall(r'"([a-z]+_[a-z_]+)"', text)}
    told = read(os.path.join(ROOT, "docs", "sql.md"))
    listed_kinds = {kind for row in re.findall(r"^\| (`[^|]*) \|", told.split("**`clock_faults`**", 1)[1].split("\n\n**", 1)[0], re.M) for kind in re.findall(r"`([a-z_]+)`", row)}
    trial.expect(said == listed_kinds, f"breaches that C finds and docs/sql.md lists: {sorted(said ^ listed_kinds)}")
    states = set(re.search(r"^\| `state` \| `([a-z_ ]+)` \|", told, re.M).group(1).split())
    trial.expect(all(any(f'"{state}"' in text for text in clock.values()) for state in states), f"the clock says {sorted(states)}")
    for path in glob.glob(os.path.join(ROOT, "report_templates", "**", "*.*"), recursive=True):
        text = read(path)
        kinds = set(re.findall(r"kind = '(\w+)'", text)) | {word for words in re.findall(r"kind (?:NOT )?IN \(([^)]*)\)", text) for word in re.findall(r"'(\w+)'", words)}
        trial.expect("clock_faults" not in text or kinds <= said, f"{path} asks for {sorted(kinds - said)}")
        asked = set(re.findall(r"\bc\.state = '(\w+)'", text)) | {word for words in re.findall(r"\bc\.state (?:NOT )?IN \(([^)]*)\)", text) for word in re.findall(r"'(\w+)'", words)}
        trial.expect(asked <= states, f"{path} asks for {sorted(asked - states)}")


def hold_columns(trial):
    """A table of the data folder may have any number of columns. The clock's table was once limited to 64."""
    data, report_templates = trial.path("many", "data"), trial.path("many", "report_templates")
    shutil.copytree(os.path.join(ROOT, "data"), data, ignore=shutil.ignore_patterns("sample*"))
    shutil.copytree(os.path.join(ROOT, "report_templates"), report_templates)
    path = os.path.join(data, "ledger", "tables.yaml")
    more = "".join(f"    - {{heading: 附加列{i}, column: more_{i}, type: text}}\n" for i in range(90))
    text = read(path).replace("    - {heading: 原答复期限, column: imported_due", more + "    - {heading: 原答复期限, column: imported_due", 1)
    write(path, text)
    notes = "".join(f"    附加列{i}: '附加的列'\n" for i in range(90))
    write(path, text.replace("    原答复期限: ", notes + "    原答复期限: ", 1))
    ledger = trial.ledger("ledger")
    plain, many = trial.report(ledger, "-q"), trial.report(ledger, "-q", "--data", data)
    tables = [json.loads(read(os.path.join(run.folder, "report.json")))["tables"] for run in (plain, many) if run.code in (0, 1)]
    trial.expect(len(tables) == 2 and tables[0] == tables[1], f"90 more columns: exit {many.code}: {many.err[-300:]}")


def main():
    trial = Trial("known")
    hold_lists(trial, sources())
    hold_clock_words(trial, sources())
    hold_columns(trial)
    trial.end()


if __name__ == "__main__":
    main()
