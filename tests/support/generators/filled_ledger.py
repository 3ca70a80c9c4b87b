"""Fills in a blank ledger (nianbao init) as an office would: types rows over the examples, with words of the drop-down lists for codes.

    filler = Filler("台账.xlsx")
    for name, (headings, rows) in tables_of("data/sample").items():
        filler.fill(name, headings, rows)
    filler.save("填好.xlsx")
"""
import csv
import datetime
import os
import re
import zipfile
from xml.sax.saxutils import escape

from ledger_workbook import NAMES
from workbook_parts import MAIN, Workbook, letters

PLACES = {"overview.md": "总体情况", "problems.md": "存在的主要问题及改进情况", "other.md": "其他需要报告的事项"}


def choices(book, name):
    """{code: choice of the drop-down list} of a defined name."""
    sheet, first, last = re.fullmatch(r"=?'?(.*?)'?!\$B\$(\d+):\$B\$(\d+)", book.names[name]).groups()
    return {book[sheet].cells[f"A{i}"].text: book[sheet].cells[f"B{i}"].text for i in range(int(first), int(last) + 1)}


def rules_of(sheet):
    """{column letters: its data validation}; each is for the whole column below the heading."""
    found = {}
    for rule in sheet.validations:
        column = re.fullmatch(r"([A-Z]+)2:\1(\d+)", rule.get("sqref"))
        found[column[1]] = rule if int(column[2]) == 1048576 else None
    return found


def formula(rule, n=1):
    item = rule.find(f"{MAIN}formula{n}")
    return item.text if item is not None else None


class Filler:
    """Types rows over the examples in the sheets of a blank ledger, following their formats and lists."""

    def __init__(self, path):
        self.path, self.book = path, Workbook(path)
        self.parts = dict(self.book.parts)

    def cell(self, sheet, col, line, text):
        style = sheet.columns[col]
        code = self.book.styles[style][1]
        rule = rules_of(sheet).get(letters(col))
        listed = choices(self.book, formula(rule)) if rule is not None and (formula(rule) or "").startswith("ledger_codes_") else {}
        text = listed.get(text, text)
        place = f'r="{letters(col)}{line}" s="{style}"'
        if code == "yyyy-mm-dd" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            try:
                return f"<c {place}><v>{(datetime.date.fromisoformat(text) - datetime.date(1899, 12, 30)).days}</v></c>"
            except ValueError:
                pass
        if code not in ("@", "yyyy-mm-dd") and re.fullmatch(r"-?\d+(\.\d+)?", text):
            return f"<c {place}><v>{text}</v></c>"
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'

    def fill(self, name, headings, rows):
        sheet = self.book[name]
        columns = {heading: col for col, heading in sheet.row(1).items()}
        lines = ""
        for line, row in enumerate(rows, 2):
            cells = sorted((columns[heading], text) for heading, text in zip(headings, row) if text)
            lines += f'<row r="{line}">' + "".join(self.cell(sheet, col, line, text) for col, text in cells) + "</row>"
        body = self.parts[sheet.path].decode()
        body = re.sub(r'<row r="2".*?</row>', "", body, flags=re.S)
        self.parts[sheet.path] = body.replace("</sheetData>", lines + "</sheetData>").encode()

    def save(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, body in self.parts.items():
                out.writestr(name, body)


def tables_of(folder):
    found = {}
    for table, name in NAMES.items():
        path = os.path.join(folder, table + ".csv")
        if os.path.exists(path):
            with open(path, encoding="utf-8-sig", newline="") as source:
                rows = list(csv.reader(source))
            found[name] = (rows[0], rows[1:])
    prose = []
    for file, section in PLACES.items():
        with open(os.path.join(folder, file), encoding="utf-8") as source:
            prose.append(["2025", section, source.read()])
    found["正文"] = (["年度", "部分", "文本"], prose)
    return found
