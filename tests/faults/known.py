"""What C names of the data (checks, settings, tables and columns, code lists) is what C lists and what the data has.

    python3 tests/faults/known.py PROGRAM
"""
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


def hold_lists(trial, code):
    """Code and data are equal, in both directions."""
    everything = "".join(code.values())
    catalogue, settings = (code[os.path.join(ROOT, "src", *path)] for path in (("rules", "catalogue.c"), ("base", "settings.c")))
    checks = set(re.findall(r'"([^"]+)"', listed(catalogue, "known")))
    named = set(re.findall(r'"([A-Z][0-9]{2}[a-z]?)"', everything.replace(listed(catalogue, "known"), "")))
    reading = {os.path.basename(path)[:-5] for path in glob.glob(os.path.join(ROOT, "report_templates", "rules", "*.yaml")) if "\nfound: reading" in read(path)}
    trial.expect(checks == named, f"checks that C lists and names: {sorted(checks ^ named)}")
    trial.expect(checks == reading, f"checks that C lists and records that are found while reading: {sorted(checks ^ reading)}")

    keys = set(re.findall(r'\{"([^"]+)", (?:true|false)\}', listed(settings, "known")))
    rest = everything.replace(listed(settings, "known"), "")
    asked = set(re.findall(r'settings_(?:text|number)\([^;"]*"([a-z.0-9_]+)"', rest)) | set(re.findall(r'\{"(font\.[a-z]+)"', rest)) | set(re.findall(r'"(font\.fallback)"', rest))
    trial.expect(keys == asked, f"settings that C lists and asks for: {sorted(keys ^ asked)}")
    shipped = set(yaml.safe_load(read(os.path.join(ROOT, "data", "settings.yaml"))))
    queries = "".join(read(path) for path in glob.glob(os.path.join(ROOT, "report_templates", "**", "*.*"), recursive=True))
    queried = set(re.findall(r"setting(?:_text)?\('([^']+)'\)", queries))
    trial.expect(shipped == keys | queried, f"settings that are shipped and used: {sorted(shipped ^ (keys | queried))}")

    known = code[os.path.join(ROOT, "src", "ledger", "schema", "known.c")]
    tables = dict(re.findall(r'\{"([a-z]+)", "([^"]+)"\}', known))
    rest = everything.replace(known, "")
    for table, columns in tables.items():
        trial.expect(re.search(r"\b%s\b" % table, rest), f"C does not name the table {table}")
        for column in columns.split():
            trial.expect(re.search(r"\b%s\b" % column, rest), f"C does not name {table}.{column}")
    return checks, keys, tables


def hold_columns(trial):
    """A table of the data folder may have any number of columns; the clock's is the first that once had room for 64."""
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
    hold_columns(trial)
    trial.end()


if __name__ == "__main__":
    main()
