"""Odd characters in every kind of input of every command: no run is killed, every document can be read, and none of the characters
reaches a terminal or a document.

    python3 tests/faults/characters.py PROGRAM [--trials N]

A trial puts one character into one place of the input (a door). The first trials take every door and every character in turn;
the rest follow a fixed seed.
"""
import csv
import html.parser
import io
import json
import os
import random
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as xml
import zipfile
from xml.sax.saxutils import escape

from trial import AGENCY, AS_OF, CLEAN, NAME, ROOT, Trial, read, write

COUNTY = os.path.join(ROOT, "tests", "county")
CHARACTERS = [
    "\x01", "\x07", "\x08", "\x0b", "\x1b", "\x1b]0;题\x07", "\x1f", "\x7f", "\x80", "\x85", "\x9b", "\x9d", "\t", "\r", "\n", "\r\n", "\u2028", "\u2029",
    "\u061c", "\u200e", "\u200f", "\u202a", "\u202d", "\u202e", "\u2066", "\u2068", "\u2069", "\u00ad", "\u034f", "\u115f", "\u180e", "\u200b", "\u200d", "\u2060",
    "\u2064", "\u3164", "\ufeff", "\ufff9", "\U000e0001", "\U000e0041", "\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff", "\ud800", "\udfff",
    "\ufe0f", "\U000e0100", "\U0001f1e8\U0001f1f3", "\U0001f1e8", "\ue000", "\u0378", "\ufffd", "\U00020bb7", "_x519C_", "_x005F_", "_x001B_", "_xD83D__xDE00_"]


def is_bad(c):
    """Characters that neither a terminal nor a document may get. Hidden characters may stand in a document."""
    point = ord(c)
    return (unicodedata.category(c) == "Cc" and c not in "\t\n\r" or point & 0xfffe == 0xfffe or 0xfdd0 <= point <= 0xfdef or 0xd800 <= point <= 0xdfff or
            c in "\u2028\u2029\u061c\u200e\u200f" or 0x202a <= point <= 0x202e or 0x2066 <= point <= 0x2069)


def terminal_fault(data, program_writes="\n\r\t"):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        return f"no UTF-8: {e}"
    bad = {hex(ord(c)) for c in text.removeprefix("\ufeff") if is_bad(c) or c in "\ufeff\u200b\u00ad" or unicodedata.category(c) == "Cc" and c not in program_writes}
    return f"{sorted(bad)}" if bad else None


# ---- what was written ----

class Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words.append(data)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def words_of(path):
    """The text of a document; raises where it cannot be read."""
    with open(path, "rb") as f:
        data = f.read()
    if path.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            trees = [xml.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xml", ".rels", ".vml"))]
        return "".join(s for tree in trees for one in tree.iter() for s in [one.text or "", one.tail or "", *one.attrib.values()])
    if path.endswith(".json"):
        return "".join(strings(json.loads(data.decode("utf-8"))))
    if path.endswith(".html"):
        page = Words()
        page.feed(data.decode("utf-8"))
        page.close()
        return "".join(page.words)
    if path.endswith(".csv"):
        return "".join(cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row)
    if path.endswith(".pdf") and not (data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")):
        raise ValueError("no PDF")
    return ""


def document_faults(folder):
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                words = words_of(os.path.join(place, name))
            except Exception as e:
                yield f"{name}: {type(e).__name__} {e}"
                continue
            bad = {hex(ord(c)) for c in words if is_bad(c)}
            if bad:
                yield f"{name} holds {sorted(bad)}"


# ---- doors: each writes its input and returns the arguments of the command ----

def csv_cell(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in '",\r\n') else text


def put(path, text, encoding="utf-8"):
    """As bytes. Surrogates are written as a careless program writes them (CESU-8)."""
    with open(path, "wb") as f:
        f.write(text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace"))


def in_cell(file, old, encoding="utf-8", words=()):
    def door(t, at, odd):
        folder = t.ledger(at)
        text = read(os.path.join(folder, file))
        assert old in text, (file, old)
        put(os.path.join(folder, file), text.replace(old, csv_cell(old[:2] + odd + old[2:]), 1), encoding)
        return ["report", folder, "--year", "2025", "--as-of", AS_OF, *words]
    return door


def in_text(t, at, odd):
    folder = t.ledger(at)
    put(os.path.join(folder, "overview.md"), read(os.path.join(folder, "overview.md")).replace("。", "，" + odd + "都办了。", 1))
    return ["report", folder, "--year", "2025", "--as-of", AS_OF]


def disk_name(odd):
    return ("甲" + odd.replace("/", "") + "乙").encode("utf-8", "surrogatepass")


def in_file_names(t, at, odd):
    folder = t.ledger(at)
    moved = os.fsencode(t.path(at + "-")) + disk_name(odd)
    put(os.fsencode(folder) + b"/" + disk_name(odd) + b".csv", "a\n")
    put(os.fsencode(folder) + b"/" + disk_name(odd) + b".dat", "a\n")
    os.rename(folder, moved)
    return ["report", moved, "--year", "2025", "--as-of", AS_OF]


def in_paths(t, at, odd):
    folder = t.ledger(at)
    put(os.path.join(folder, "requests.csv"), "")
    os.mkdir(t.path(at + "-marked"))
    other = os.fsencode(t.path(at + "-marked")) + b"/" + disk_name(odd)
    os.rename(folder, other)
    return ["check", other, "--year", "2025", "--as-of", AS_OF, "--mark", "--json"]


def cell_xml(place, text, style):
    """A cell as another program may write it: plain, as references, as escapes."""
    if style == "reference":
        text = "".join(f"&#x{ord(c):X};" if ord(c) > 0x7e or ord(c) < 0x20 else escape(c) for c in text)
    elif style == "escape":
        units = text.encode("utf-16-be", "surrogatepass")
        text = "".join(f"_x{int.from_bytes(units[i:i + 2], 'big'):04X}_" for i in range(0, len(units), 2))
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def letters(column):
    return chr(65 + column) if column < 26 else "A" + chr(39 + column)


def sheet_xml(rows, odd_at, style):
    out = []
    for r, row in enumerate(rows, 1):
        cells = (cell_xml(f"{letters(c)}{r}", value, style) if (r, c) == odd_at else cell_xml(f"{letters(c)}{r}", escape(value), "plain") for c, value in enumerate(row))
        out.append(f'<row r="{r}">{"".join(cells)}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f'<worksheet {main}><sheetData>{"".join(out)}</sheetData></worksheet>'


def in_workbook(style, table="agencies", column=1):
    def door(t, at, odd):
        path = t.path(at + ".xlsx")
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        tables = {"机关": "agencies", "申请登记": "requests"}
        with zipfile.ZipFile(path, "w") as book:
            book.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
            sheets = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(tables, 1))
            book.writestr("xl/workbook.xml", f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relations}"><sheets>{sheets}</sheets></workbook>')
            package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
            book.writestr("_rels/.rels", f'<Relationships {package}><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
            links = "".join(f'<Relationship Id="r{i}" Type="{relations}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(tables) + 1))
            book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships {package}>{links}</Relationships>')
            for i, file in enumerate(tables.values(), 1):
                rows = list(csv.reader(io.StringIO(read(os.path.join(CLEAN, file + ".csv")))))
                if file == table:
                    rows[1][column] = rows[1][column][:2] + odd + rows[1][column][2:]
                book.writestr(f"xl/worksheets/sheet{i}.xml", sheet_xml(rows, (2, column) if file == table else None, style).encode("utf-8", "surrogatepass"))
        return ["report", path, "--year", "2025", "--as-of", AS_OF, "--mark"]
    return door


def handed_over(where, command):
    def door(t, at, odd):
        folder = t.path(at)
        shutil.copytree(COUNTY, folder)
        path = os.path.join(folder, "报送", "2025", "清河县民政局", "report.json")
        report = json.loads(read(path))
        if where in ("name", "code"):
            report["agency"][where] = report["agency"][where][:2] + odd + report["agency"][where][2:]
        elif where == "narrative":
            section = sorted(report["narrative"])[0]
            report["narrative"][section] = odd + report["narrative"][section] + odd
        else:
            report["notes"] = {"requests/new/total": "其中" + odd + "修订"}
        put(path, json.dumps(report, ensure_ascii=True))
        if command == "compare":
            return ["compare", os.path.join(folder, "报送")]
        return ["rollup", folder, "--year", "2025", "--parent", parent_of(folder), "--as-of", "2026-03-01"]
    return door


def parent_of(folder):
    return next(row["机关代码"] for row in csv.DictReader(io.StringIO(read(os.path.join(folder, "agencies.csv")))) if not row["上级机关代码"])


def submission_name(t, at, odd):
    folder = t.path(at)
    shutil.copytree(os.path.join(COUNTY, "报送"), folder)
    odd_folder = os.fsencode(os.path.join(folder, "2025")) + b"/" + disk_name(odd)
    os.rename(os.path.join(folder, "2025", "清河县民政局"), odd_folder)
    put(odd_folder + b"/" + disk_name(odd) + b".xlsx", "PK")
    return ["compare", folder]


def last_year(t, at, odd):
    folder, report = t.ledger(at), json.loads(read(os.path.join(COUNTY, "报送", "2024", "清河县民政局", "report.json")))
    report["agency"] = {"code": AGENCY, "name": NAME[:2] + odd + NAME[2:]}
    put(t.path(at + ".json"), json.dumps(report, ensure_ascii=True))
    return ["report", folder, "--year", "2025", "--as-of", AS_OF, "--previous", t.path(at + ".json")]


def waived(t, at, odd):
    put(t.path(at + ".csv"), f"机关代码,年度,检查,位置,所见值,理由,批准人,日期,附注\n{AGENCY},2025,E03,x,,{csv_cell('理' + odd + '由')},张三,2026-01-05,{csv_cell('附' + odd)}\n")
    return ["report", t.ledger(at), "--year", "2025", "--as-of", AS_OF, "--waivers", t.path(at + ".csv")]


def own_data(t, at, odd, file, old, new):
    """The program's data with one file changed; the rest are links."""
    data = t.path(at)
    for folder in ("data", "report_templates"):
        shutil.copytree(os.path.join(ROOT, folder), os.path.join(data, folder), copy_function=os.symlink)
    path = os.path.join(data, file)
    text = read(path)
    assert old in text, (file, old)
    os.remove(path)
    put(path, text.replace(old, new, 1))
    return os.path.join(data, "data")


def in_rule(how):
    def door(t, at, odd):
        rule = os.path.join("report_templates", "rules", "S05.yaml")
        old = next(line for line in read(os.path.join(ROOT, rule)).splitlines() if line.startswith("message:"))
        new = json.dumps("话" + odd + "说", ensure_ascii=True) if how == "escaped" else "话" + odd + "说"
        data = own_data(t, at, odd, rule, old, "message: " + new)
        return ["rules", "show", "S05", "--data", data] if how == "escaped" else ["check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--data", data]
    return door


def in_query(t, at, odd):
    rule = os.path.join("report_templates", "rules", "E03.yaml")
    made = " || ".join(f"char({ord(c)})" for c in odd)
    made = f"SELECT 'x' AS key, '话' || {made} || '说' AS message, {made} AS value"
    data = own_data(t, at, odd, rule, read(os.path.join(ROOT, rule)), "".join(
        line + "\n" for line in read(os.path.join(ROOT, rule)).split("query:")[0].splitlines()) + f"query: |\n  {made}\n")
    return ["report", CLEAN, "--year", "2025", "--as-of", AS_OF, "--data", data]


def in_calendar(t, at, odd):
    put(t.path(at + ".csv"), f"date,kind,name,source,status,region\n2025-03-03,holiday,{csv_cell('甲' + odd)},{csv_cell('乙' + odd)},official,全国\n2025-13-03,{csv_cell('丙' + odd)},x,y,z,\n")
    return ["check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--calendar", t.path(at + ".csv")]


def words_of_command(*words):
    def door(t, at, odd):
        filled = [word.replace("@", odd) for word in words]
        return [os.fsencode(w.encode("utf-8", "surrogatepass")) if "@" in word else w for w, word in zip(filled, words)]
    return door


def blank(t, at, odd):
    return ["init", os.fsencode(t.path(at)) + disk_name(odd) + b".xlsx", "--agency", ("局" + odd).encode("utf-8", "surrogatepass")]


def stranger(t, at, odd):
    os.mkdir(t.path(at))
    put(os.path.join(t.path(at), "manifest.json"), json.dumps({"schema": "nianbao.manifest/1", "files": [{"name": "甲" + odd, "sha256": odd}]}))
    put(os.fsencode(t.path(at)) + b"/" + disk_name(odd), "x")
    return ["verify", t.path(at)] + (["--json"] if len(odd) > 1 else [])


DOORS = {
    "name": in_cell("agencies.csv", NAME), "code": in_cell("agencies.csv", AGENCY), "address": in_cell("agencies.csv", "江州市清河县城关镇"), "key": in_cell("requests.csv", "NH-2025-001"),
    "heading": in_cell("requests.csv", "救济告知"), "unknown heading": in_cell("requests.csv", "备注"), "wording": in_cell("requests.csv", "2024年耕地地力保护补贴发放清册"),
    "date": in_cell("requests.csv", "2025-01-06"), "outcome": in_cell("requests.csv", "A1"), "letter": in_cell("requests.csv", "清农公开答〔2025〕2号"),
    "title": in_cell("catalogue.csv", "清河县农药经营管理办法"), "marked": in_cell("catalogue.csv", "QH0311/2018-00007", words=("--mark", "--json")),
    "GB18030": in_cell("agencies.csv", NAME, "gb18030"), "GB18030 wording": in_cell("catalogue.csv", "清河县农药经营管理办法", "gb18030"),
    "UTF-16": in_cell("agencies.csv", NAME, "utf-16"), "narrative": in_text, "narrative table": in_cell("narrative.csv", AGENCY),
    "file names": in_file_names, "paths": in_paths, "sheet": in_workbook("plain"), "sheet reference": in_workbook("reference"), "sheet escape": in_workbook("escape"),
    "sheet key": in_workbook("escape", "requests", 0), "sheet wording": in_workbook("escape", "requests", 15),
    "report name": handed_over("name", "compare"), "report code": handed_over("code", "compare"), "report text": handed_over("narrative", "rollup"),
    "report note": handed_over("note", "rollup"), "rollup name": handed_over("name", "rollup"), "submission name": submission_name, "previous": last_year, "waiver": waived,
    "rule": in_rule("plain"), "escaped rule": in_rule("escaped"), "query": in_query, "calendar": in_calendar, "blank": blank, "stranger": stranger,
    "agency": words_of_command("report", CLEAN, "--year", "2025", "--as-of", AS_OF, "--agency", "甲@"), "command": words_of_command("甲@"), "option": words_of_command("check", "--甲@"),
    "rule asked for": words_of_command("rules", "show", "甲@"), "request asked for": words_of_command("explain", CLEAN, "--year", "2025", "--as-of", AS_OF, "甲@"),
    "no ledger": words_of_command("check", "甲@", "--year", "2025"), "region": words_of_command("check", CLEAN, "--year", "2025", "--region", "甲@"),
    "form": words_of_command("form", "show", "甲@"), "encoding": words_of_command("check", CLEAN, "--year", "2025", "--encoding", "甲@"),
}
WRITES = ("report", "rollup", "compare")


def attempt(t, number, door, odd):
    at = f"t{number}"
    what = f"{door} {odd.encode('unicode_escape').decode()}"
    words = DOORS[door](t, at, odd)
    out = t.path(at + "-out")
    if words[0] in WRITES or "--mark" in words:
        words += ["-o", out]
    code, said, complained = t.raw(words)
    t.expect(code in range(5), f"{what}: exit {code}: {complained[-300:]!r}")
    for name, data in (("stdout", said), ("stderr", complained)):
        fault = terminal_fault(data)
        t.expect(not fault, f"{what}: {name} {fault}")
    if "--json" in words and said.strip() and code < 2:
        try:
            json.loads(said.decode("utf-8"))
        except ValueError as e:
            t.expect(False, f"{what}: stdout is no JSON: {e}")
    t.expect(code > 1 or words[0] not in WRITES or os.listdir(out), f"{what}: exit {code} and nothing written")
    for fault in document_faults(out):
        t.expect(False, f"{what}: {fault}")
    for left in (at, at + "-out"):
        shutil.rmtree(t.path(left), ignore_errors=True)


class Characters(Trial):
    def raw(self, words):
        done = subprocess.run([self.program, *words], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False,
                              cwd=self.work)
        return done.returncode, done.stdout, done.stderr


def main():
    trials = int(sys.argv.pop()) if sys.argv[-2:-1] == ["--trials"] and sys.argv.pop(-2) else 48
    t, rng = Characters("characters"), random.Random(20261129)
    doors, odd = list(DOORS), list(CHARACTERS)
    rng.shuffle(odd)
    pairs = [(doors[i % len(doors)], odd[i % len(odd)]) for i in range(max(len(doors), len(odd)))]
    rest = [(d, c) for d in doors for c in CHARACTERS if (d, c) not in pairs]
    rng.shuffle(rest)
    for number, (door, c) in enumerate((pairs + rest)[:trials]):
        attempt(t, number, door, c)
    t.end()


main()
