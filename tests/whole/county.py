"""Computes the sample county's rollup without the program, and compares the results with the output of `nianbao rollup`.

    python3 tests/whole/county.py PROGRAM

The sum of every cell and its parts, who is missing, late, merged or left out, the findings of group F, who explains published
figures, and the sheets 问题来源, 与上年比, 汇总构成 and 报送情况 of the workbook.
"""
import csv
import datetime
import decimal
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COUNTY = os.path.join(ROOT, "data", "sample-county")
PARENT = "11369925MB001000XL"
AS_OF = datetime.date(2026, 2, 19)

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
import make_county     # the tables of the three reports that are workbooks

PROBLEMS = []


def same(what, wanted, got):
    if wanted != got:
        PROBLEMS.append(f"{what}: expected {wanted}, got {got}")


def rows(name):
    with open(os.path.join(COUNTY, name), encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def flat(tables):
    return {f"{t}/{r}/{c}": decimal.Decimal(v) for t, table in tables.items() for r, row in table.items() for c, v in row.items()}


def handed_over(agencies):
    """Cells by agency code. Those of workbooks come from their shared strings and numbers by the places of the labels, not from
    the program: make_county.py writes the tables one cell after another."""
    found = {}
    for path in glob.glob(os.path.join(COUNTY, "报送", "2025", "*", "report.json")):
        with open(path, encoding="utf-8") as source:
            report = json.load(source)
        found[report["agency"]["code"]] = flat(report["tables"])
    for path in glob.glob(os.path.join(COUNTY, "报送", "2025", "*.csv")):
        with open(path, encoding="utf-8", newline="") as source:
            for line in csv.DictReader(source):
                found.setdefault(line["机关代码"], {})[line["单元格"]] = decimal.Decimal(line["数值"])
    by_name = {a["机关名称"]: a["机关代码"] for a in agencies}
    with tempfile.TemporaryDirectory() as folder:      # the same figures as files of cells
        by_hand, make_county.BY_HAND = make_county.BY_HAND, {}
        sys.argv = ["make_county.py", folder]
        make_county.main()
        for name in by_hand:
            with open(os.path.join(folder, "报送", "2025", name, "report.json"), encoding="utf-8") as source:
                found[by_name[name]] = flat(json.load(source)["tables"])
    return found


def state_of(agency, parent, code_to_agency, handed, submitted):
    """By docs/zh/汇总.md: which agencies are summed, and when each report arrived."""
    if agency["上级机关代码"] != parent or agency["机关类型"] in ("E", "N") or agency["垂直管理"] == "Y":
        return "left_out"
    if agency["停用日期"] and agency["停用日期"] < "2025-12-31" and agency["承接机关代码"] in code_to_agency and agency["机关代码"] not in handed:
        return "merged"
    if agency["机关代码"] not in handed:
        return "missing"                               # 31 January is over on the as-of day
    day = submitted.get(agency["机关代码"])
    if not day:
        return "undated"
    # 31 January 2026 is a Saturday, the next working day Monday 2 February
    return "in_time" if day <= "2026-01-31" else "grace" if day <= "2026-02-02" else "late"


def sheet(book, name):
    """Cells of a sheet as {(row, column letter): (formula, value)}."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(book) as z:
        workbook = xml.fromstring(z.read("xl/workbook.xml"))
        names = [s.get("name") for s in workbook.iter(main + "sheet")]
        strings = ["".join(t.text or "" for t in si.iter(main + "t")) for si in xml.fromstring(z.read("xl/sharedStrings.xml")).iter(main + "si")]
        data = xml.fromstring(z.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))
    cells = {}
    for c in data.iter(main + "c"):
        value, formula = c.find(main + "v"), c.find(main + "f")
        if c.get("t") == "inlineStr":                  # a sheet that is written row by row holds its own strings
            text = "".join(t.text or "" for t in c.iter(main + "t"))
        else:
            text = None if value is None else strings[int(value.text)] if c.get("t") == "s" else value.text
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", c.get("r")).groups()
        cells[int(row), letters] = (None if formula is None else formula.text, text)
    return cells


def number(cached):
    """A workbook holds binary numbers; the form has six decimals."""
    return decimal.Decimal(cached).quantize(decimal.Decimal("0.000001"))


def check_composition(book, sums, parts, names):
    cells = sheet(book, "汇总构成")
    head = next(row for (row, col), (_, text) in cells.items() if col == "A" and text == "单元格")
    columns = {text: col for (row, col), (_, text) in cells.items() if row == head}
    seen = 0
    for (row, col), (_, address) in sorted(cells.items()):
        if col != "A" or row <= head or address not in sums:
            continue
        seen += 1
        formula, cached = cells[row, "D"]
        same(f"{address} 合计", number(sums[address]), number(cached))
        same(f"{address} formula", True, formula.startswith("SUM("))
        same(f"{address} 年报表中的数", number(sums[address]), number(cells[row, "E"][1]))
        same(f"{address} 相差", 0, number(cells[row, "F"][1]))
        for code, values in parts.items():
            same(f"{address} of {names[code]}", number(values[address]), number(cells[row, columns[names[code]]][1]))
    same("rows of 汇总构成", len(sums), seen)


def check_moves(book, parts, names, states):
    """与上年比: by how much each agency moved each cell since last year's reports."""
    last = {}
    for path in glob.glob(os.path.join(COUNTY, "报送", "2024", "**", "report.json"), recursive=True):
        with open(path, encoding="utf-8") as source:
            report = json.load(source)
        if states.get(report["agency"]["code"]) != "left_out":
            last[report["agency"]["code"]] = flat(report["tables"])
    cells = sheet(book, "与上年比")
    head = next(row for (row, col), (_, text) in cells.items() if col == "A" and text == "单元格")
    columns = {text.split("（")[0]: col for (row, col), (_, text) in cells.items() if row == head}
    wanted = {}
    for address in next(iter(parts.values())):
        moves = {c: parts.get(c, {}).get(address, 0) - last.get(c, {}).get(address, 0) for c in set(parts) | set(last)}
        if any(moves.values()):
            wanted[address] = {names[c]: v for c, v in moves.items() if v}
    got, changes = {}, {}
    for (row, col), (_, address) in cells.items():
        if col != "A" or row <= head or address is None:
            continue
        got[address] = {name: number(cells[row, at][1]) for name, at in columns.items() if len(at) > 1 or at > "G" if (row, at) in cells and cells[row, at][1]}
        changes[address] = number(cells[row, "F"][1])
        first = re.match(r"(.*?) ([+-][0-9.]+)", cells[row, "G"][1])
        largest = max(abs(v) for v in wanted.get(address, {"": 0}).values())
        same(f"{address}: the largest move first", (largest, largest), (abs(decimal.Decimal(first.group(2))), abs(wanted.get(address, {}).get(first.group(1), 0))))
    same("moves", wanted, got)
    same("changes", {a: sum(m.values()) for a, m in wanted.items()}, changes)


def check_sources(book, wrong, names):
    """问题来源 names the agency whose report breaks the sum, first of all."""
    cells = sheet(book, "问题来源")
    head = next(row for (row, col), (_, text) in cells.items() if text == "来自")
    same("问题来源", [names[c] for c in wrong] * 2, [text for (row, col), (_, text) in sorted(cells.items()) if col == "D" and row > head])


def check_published(program, sums, parts, names):
    """F01 finds who was left out of published figures, and who was counted twice, beside a mistyped number."""
    rng = random.Random(5)
    for size, typo in ((1, False), (2, False), (3, False), (2, True)):
        chosen = {code: rng.choice([-1, 1]) for code in rng.sample(sorted(parts), size)}
        told = {a: v + sum(k * parts[c][a] for c, k in chosen.items()) for a, v in sums.items()}
        if typo:
            told["requests/new/total"] += 100000
        with tempfile.TemporaryDirectory() as work:
            shutil.copytree(COUNTY, os.path.join(work, "county"))
            with open(os.path.join(work, "county", "declared.csv"), "w", encoding="utf-8") as out:
                out.write("机关代码,年度,单元格,数值\n" + "".join(f"{PARENT},2025,{a},{v}\n" for a, v in told.items()))
            done = subprocess.run([program, "rollup", os.path.join(work, "county"), "--year", "2025", "--parent", PARENT, "--as-of", AS_OF.isoformat(), "-o",
                                   os.path.join(work, "out"), "--json", "-q"], capture_output=True, check=False)
            said = {f["cell"]: f["expected"] for f in json.loads(done.stdout)["findings"] if f["id"] == "F01"}
        same(f"F01 of {chosen}", {a for a in told if told[a] != sums[a]}, set(said))
        order = [a for a in parts if a in chosen]
        words = "，".join(verb + "、".join(names[c] for c in order if chosen[c] == k) for verb, k in (("漏计了", -1), ("计了两次", 1)) if k in chosen.values())
        for address, expected in said.items():
            if not (typo and address == "requests/new/total"):
                same(f"F01 of {chosen} at {address}", words, expected.split("，", 1)[1].rstrip("）"))


def main():
    program = os.path.abspath(sys.argv[1])
    agencies, publication = rows("agencies.csv"), rows("publication.csv")
    parent = agencies[0]["机关代码"]
    names = {a["机关代码"]: a["机关名称"] for a in agencies}
    submitted = {p["机关代码"]: p["提交日期"] for p in publication}
    handed = handed_over(agencies)
    states = {a["机关代码"]: state_of(a, parent, names, handed, submitted) for a in agencies[1:] if a["机关类型"] != "P" or a["机关代码"] in handed}
    parts = {code: handed[code] for code, state in states.items() if state in ("in_time", "grace", "late", "undated")}
    sums = {address: sum(p[address] for p in parts.values()) for address in next(iter(parts.values()))}
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run([program, "rollup", COUNTY, "--year", "2025", "--parent", parent, "--as-of", AS_OF.isoformat(), "-o", out, "--json", "-q"],
                              capture_output=True, check=False)
        said = json.loads(done.stdout)
        folder = os.path.join(out, "2025", parent)
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as source:
            written = flat(json.load(source)["tables"])
        with open(os.path.join(folder, "报送情况.csv"), encoding="utf-8-sig", newline="") as source:
            listed = {line["机关代码"]: line for line in csv.DictReader(source)}
        book = glob.glob(os.path.join(folder, "*年度报告.xlsx"))[0]
        check_composition(book, sums, parts, names)
        check_moves(book, parts, names, states)
        wrong = {code for code, p in parts.items() if sum(p[f"requests/new/{k}"] for k in make_county.KINDS) != p["requests/new/total"]}
        check_sources(book, wrong, names)
    check_published(program, sums, {c: parts[c] for c in names if c in parts}, names)
    same("exit", 1, done.returncode)
    same("cells of report.json", sums, written)
    same("cells said", sums, {a: decimal.Decimal(c["value"]) for a, c in said["cells"].items()})
    same("parts", {a: {code: p[a] for code, p in parts.items() if p[a]} for a in sums},
         {a: {code: decimal.Decimal(v) for code, v in c["parts"].items()} for a, c in said["cells"].items()})
    same("states", states, {f["code"]: f["state"] for f in said["filings"]})
    same("listed", set(states), set(listed))
    same("summed", {code for code in listed if listed[code]["计入汇总"] == "是"}, set(parts))
    missing = {code for code, state in states.items() if state == "missing"}
    found = {}
    for f in said["findings"]:
        if f["state"] == "fail" and f["id"][0] in "EF":
            found.setdefault(f["id"], set()).add(f["key"])
    lists = {code for code in parts if os.path.exists(os.path.join(COUNTY, "报送", "2025", names[code] + ".csv"))}
    same("findings", {"F02": missing, "F10": wrong, "F13": lists}, found)
    of_children = {(s["agency"], f["id"]) for s in said["submissions"] for f in s["findings"] if f["blocking"]}
    same("findings on reports", {(code, check) for code in wrong for check in ("D01", "D03")}, of_children)
    for problem in PROBLEMS:
        print(problem)
    print(f"county: {len(sums)} cells of {len(parts)} agencies, {len(states)} listed, {len(PROBLEMS)} problems")
    sys.exit(1 if PROBLEMS else 0)


if __name__ == "__main__":
    main()
