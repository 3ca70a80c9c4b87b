"""Makes a workbook of a ledger folder as office programs write it. Needs only the standard library.

    python3 tests/support/generators/ledger_workbook.py FOLDER OUT.xlsx [EDITS]

Every CSV table becomes a sheet under its Chinese name, the Markdown files the sheet 正文. Dates become serial numbers with
a date style, counts and amounts numbers, everything else text. EDITS is a file of lines, words quoted as in a shell:

    dialect NAME                the way of writing the file: one of DIALECTS; "bare" is that of small exporters, without styles
                                and with dates as texts
    date1904                    serial dates count from 1904
    as-numbers SHEET HEADING    the column's texts become numbers, as in a column without the text format
    format SHEET HEADING CODE   the column's dates get a number format: a code, or the number of a built-in one
    title SHEET WORDS           a merged row of words above the header
    total SHEET                 合计 below, with SUM formulas and their stored values
    set SHEET!D5 KIND VALUE     one cell: text, number (the digits as they will stand in the file), date (a serial
                                number with a date style), bool, error, formula (its stored value; none = not computed)
    clear SHEET!D5
    merge SHEET!A5:A7           keeps the first value, as the programs do
    hide SHEET | SHEET!5 | SHEET!D
    blank SHEET 5               an empty row above row 5
    rename SHEET NAME
    sheet NAME [WORDS]          one more sheet, empty or with one cell
    chart NAME                  one more chart sheet
    drop SHEET

Edits are applied in order. The same input gives the same bytes.
"""
import csv
import datetime
import os
import re
import shlex
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

NAMES = {
    "agencies": "机关", "requests": "申请登记", "events": "办理过程", "disputes": "复议诉讼", "documents": "规章规范性文件",
    "decisions": "处理决定", "items": "事项数", "fees": "行政事业性收费", "catalogue": "主动公开目录", "interpretations": "政策解读",
    "channels": "渠道发布", "proposals": "建议提案", "duties": "公开义务执行", "supervision": "监督保障", "declared": "年报申报数",
    "publication": "年报公布", "texts": "文本", "narrative": "正文"}
NUMBERS = ("序号 工作日数 金额 页数 数量 上一年项目数量 本年增减 采购项目数量 采购总金额(元) 金额(万元) 原始金额(元) 条数 次数 人数 "
           "期限月数 年度 数值").split()
DIALECTS = ("excel", "wps", "openpyxl", "bare", "strict", "prefixed")
TRANSITIONAL = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
EPOCH = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
DATE_OF = {"excel": 14, "wps": 31, "openpyxl": 14, "bare": 0, "strict": 14, "prefixed": 22}


class Cell:
    """kind: text, number, date, bool, error or formula; value: its text as it will stand in the file; None = not stored."""

    def __init__(self, kind, value, code=None, formula=None):
        self.kind, self.value, self.code, self.formula = kind, value, code, formula


class Sheet:
    def __init__(self, name):
        self.name, self.rows, self.merges = name, [], []
        self.hidden, self.hidden_rows, self.hidden_columns, self.chart = False, set(), set(), False

    def column(self, heading):
        for row in self.rows:
            for i, cell in enumerate(row):
                if cell is not None and cell.value == heading:
                    return i, self.rows.index(row)
        sys.exit(f"{self.name}: no column {heading}")

    def put(self, row, col, cell):
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row] += [None] * (col + 1 - len(self.rows[row]))
        self.rows[row][col] = cell


def letters(col):
    out = ""
    while col >= 0:
        out = chr(ord("A") + col % 26) + out
        col = col // 26 - 1
    return out


def place(word):
    """"D5" → row 4, column 3."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", word)
    col = 0
    for letter in found[1]:
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, col - 1


def cell_of(heading, text):
    if not text:
        return None
    if ("日期" in heading or heading == "有效期至") and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Cell("date", text)
    if heading in NUMBERS and re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text) and len(text) <= 15:
        return Cell("number", text)
    return Cell("text", text)


class Book:
    year = 2025                                        # of the Markdown files

    def __init__(self, folder):
        self.dialect, self.date1904, self.sheets = "excel", False, []
        for table, name in NAMES.items():
            for file in (table + ".csv", name + ".csv"):
                if os.path.exists(os.path.join(folder, file)):
                    self.add_table(os.path.join(folder, file), name)
        self.add_prose(folder)

    def add_table(self, path, name):
        sheet = Sheet(name)
        with open(path, encoding="utf-8-sig", newline="") as source:
            lines = list(csv.reader(source))
        sheet.rows = [[Cell("text", word) for word in lines[0]]] if lines else []
        for line in lines[1:]:
            sheet.rows.append([cell_of(heading, text) for heading, text in zip(lines[0], line)])
        self.sheets.append(sheet)

    def add_prose(self, folder):
        rows = []
        for section in ("overview", "problems", "other"):
            path = os.path.join(folder, section + ".md")
            if os.path.exists(path):
                with open(path, encoding="utf-8") as source:
                    rows.append((section, source.read()))
        if not rows:
            return
        sheet = next((s for s in self.sheets if s.name == "正文"), None)
        if not sheet:
            sheet = Sheet("正文")
            sheet.rows = [[Cell("text", h) for h in ("年度", "部分", "文本")]]
            self.sheets.append(sheet)
        headings = [cell.value for cell in sheet.rows[0]]
        for section, text in rows:
            cells = {"年度": Cell("number", str(self.year)), "部分": Cell("text", section), "文本": Cell("text", text)}
            sheet.rows.append([cells.get(heading) for heading in headings])

    # -- edits

    def sheet(self, name):
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        sys.exit(f"no sheet {name}")

    def at(self, word):
        name, _, rest = word.partition("!")
        return self.sheet(name), rest

    def apply(self, words):
        verb, *rest = words
        getattr(self, "do_" + verb.replace("-", "_"))(*rest)

    def do_dialect(self, name):
        assert name in DIALECTS, name
        self.dialect = name

    def do_date1904(self):
        self.date1904 = True

    def do_as_numbers(self, name, heading):
        sheet = self.sheet(name)
        col, head = sheet.column(heading)
        for row in sheet.rows[head + 1:]:
            if col < len(row) and row[col]:
                row[col].kind = "number"

    def do_format(self, name, heading, code):
        sheet = self.sheet(name)
        col, head = sheet.column(heading)
        for row in sheet.rows[head + 1:]:
            if col < len(row) and row[col]:
                row[col].code = code

    def do_title(self, name, words):
        sheet = self.sheet(name)
        width = max(map(len, sheet.rows))
        sheet.rows.insert(0, [Cell("text", words)])
        sheet.merges = [(a + 1, b, c + 1, d) for a, b, c, d in sheet.merges] + [(0, 0, 0, width - 1)]

    def do_total(self, name):
        sheet = self.sheet(name)
        last, row = len(sheet.rows), [Cell("text", "合计")]
        for col in range(1, len(sheet.rows[0])):
            cells = [r[col] for r in sheet.rows[1:] if col < len(r) and r[col]]
            counts = cells and all(c.kind == "number" for c in cells) and sheet.rows[0][col].value not in ("年度", "序号")
            total = sum(float(c.value) for c in cells) if counts else None
            row.append(Cell("formula", repr(total).removesuffix(".0"), formula=f"SUM({letters(col)}2:{letters(col)}{last})") if counts else None)
        sheet.rows.append(row)

    def do_set(self, where, kind, value=None):
        sheet, word = self.at(where)
        cell = Cell(kind, value)
        if kind == "formula":
            cell.formula = "A1+1"
        sheet.put(*place(word), cell)

    def do_clear(self, where):
        sheet, word = self.at(where)
        sheet.put(*place(word), None)

    def do_merge(self, where):
        sheet, word = self.at(where)
        (row, col), (last_row, last_col) = map(place, word.split(":"))
        for r in range(row, last_row + 1):
            for c in range(col, last_col + 1):
                if (r, c) != (row, col):
                    sheet.put(r, c, None)
        sheet.merges.append((row, col, last_row, last_col))

    def do_hide(self, where):
        sheet, word = self.at(where)
        if not word:
            sheet.hidden = True
        elif word.isdigit():
            sheet.hidden_rows.add(int(word) - 1)
        else:
            sheet.hidden_columns.add(place(word + "1")[1])

    def do_blank(self, name, row):
        self.sheet(name).rows.insert(int(row) - 1, [])

    def do_rename(self, name, new):
        self.sheet(name).name = new

    def do_sheet(self, name, words=None):
        self.sheets.append(Sheet(name))
        if words is not None:
            self.sheets[-1].rows = [[Cell("text", words)]]

    def do_chart(self, name):
        self.sheets.append(Sheet(name))
        self.sheets[-1].chart = True

    def do_drop(self, name):
        self.sheets.remove(self.sheet(name))

    # -- writing

    def write(self, path):
        Writer(self).write(path)


class Writer:
    def __init__(self, book):
        self.book, self.dialect = book, book.dialect
        self.main, self.office = STRICT if self.dialect == "strict" else TRANSITIONAL
        self.x = "x:" if self.dialect == "prefixed" else ""
        self.strings, self.codes = {}, [0, DATE_OF[self.dialect]]

    def tag(self, name, attributes="", body=None):
        end = "/>" if body is None else f">{body}</{self.x}{name}>"
        return f"<{self.x}{name}{' ' + attributes if attributes else ''}{end}"

    def root(self, name, attributes, body):
        namespace = f"xmlns:x={quoteattr(self.main)}" if self.x else f"xmlns={quoteattr(self.main)}"
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + self.tag(name, f"{namespace} {attributes}".strip(), body)

    # -- cells

    def style(self, cell):
        if self.dialect == "bare":
            return 0
        code = cell.code if cell.code is not None else DATE_OF[self.dialect] if cell.kind == "date" else 0
        code = int(code) if str(code).isdigit() else code
        if code not in self.codes:
            self.codes.append(code)
        return self.codes.index(code)

    def serial(self, text):
        if re.fullmatch(r"[\d.]+", text):
            return text
        return str((datetime.date.fromisoformat(text) - EPOCH[self.book.date1904]).days)

    def text(self, words):
        space = ' xml:space="preserve"' if words != words.strip() or "\n" in words else ""
        return f"<{self.x}t{space}>{escape(words)}</{self.x}t>"

    def string(self, words):
        """The attributes and the body of a text cell."""
        if self.dialect in ("openpyxl", "bare"):
            return 't="inlineStr"', self.tag("is", "", self.text(words))
        if self.dialect == "prefixed":
            return 't="str"', self.tag("v", "", escape(words))
        return 't="s"', self.tag("v", "", str(self.strings.setdefault(words, len(self.strings))))

    def shared(self, number, words):
        """Some texts have formatted parts; some have their pronunciation, as names of people do."""
        if number % 5 == 1 and len(words) > 1:
            runs = "".join(self.tag("r", "", self.tag("rPr", "", self.tag("b")) + self.text(part)) for part in (words[:1], words[1:]))
            return self.tag("si", "", runs)
        if number % 7 == 2:
            return self.tag("si", "", self.text(words) + self.tag("rPh", 'sb="0" eb="1"', self.text("zhùyīn")) + self.tag("phoneticPr", 'fontId="1"'))
        return self.tag("si", "", self.text(words))

    def cell(self, cell, row, col):
        where = "" if self.dialect == "bare" else f'r="{letters(col)}{row + 1}"'
        if cell is None:
            return self.tag("c", where) if self.dialect in ("bare", "wps") else ""
        style = self.style(cell)
        attributes, body = [where, f's="{style}"' if style else ""], ""
        if cell.kind == "text" or (self.dialect == "bare" and cell.kind == "date" and "-" in cell.value):
            kind, body = self.string(cell.value)
            attributes.append(kind)
        elif cell.kind == "date" and self.dialect == "strict" and "-" in cell.value:
            attributes.append('t="d"')
            body = self.tag("v", "", cell.value)
        else:
            attributes.append({"bool": 't="b"', "error": 't="e"'}.get(cell.kind, 't="n"' if self.dialect == "openpyxl" else ""))
            if cell.formula:
                body = self.tag("f", "", escape(cell.formula))
            if cell.value is not None:
                body += self.tag("v", "", self.serial(cell.value) if cell.kind == "date" else escape(cell.value))
            elif self.dialect == "openpyxl":
                body += self.tag("v", "", "")
        return self.tag("c", " ".join(a for a in attributes if a), body)

    def row(self, sheet, number, cells):
        body = "".join(self.cell(cell, number, col) for col, cell in enumerate(cells))
        if not body and self.dialect != "bare":
            return ""
        attributes = [] if self.dialect == "bare" else [f'r="{number + 1}"']
        if number in sheet.hidden_rows:
            attributes.append('hidden="1"')
        return self.tag("row", " ".join(attributes), body)

    def worksheet(self, sheet):
        width = max([len(row) for row in sheet.rows] + [1])
        body = self.tag("sheetPr") if self.dialect == "excel" else ""
        if self.dialect == "excel":
            body += self.tag("dimension", f'ref="A1:{letters(width - 1)}{max(len(sheet.rows), 1)}"')
            body += self.tag("sheetViews", "", self.tag("sheetView", 'workbookViewId="0"', self.tag("pane", 'ySplit="1" topLeftCell="A2" state="frozen"')))
        elif self.dialect == "wps":
            body += self.tag("dimension", 'ref="A1"')
        if sheet.hidden_columns:
            body += self.tag("cols", "", "".join(self.tag("col", f'min="{c + 1}" max="{c + 1}" width="9" hidden="1"') for c in sorted(sheet.hidden_columns)))
        body += self.tag("sheetData", "", "".join(self.row(sheet, n, row) for n, row in enumerate(sheet.rows)))
        if self.dialect == "excel" and sheet.rows:
            body += self.tag("autoFilter", f'ref="A1:{letters(width - 1)}{len(sheet.rows)}"')
        if sheet.merges:
            body += self.tag("mergeCells", f'count="{len(sheet.merges)}"',
                             "".join(self.tag("mergeCell", f'ref="{letters(b)}{a + 1}:{letters(d)}{c + 1}"') for a, b, c, d in sheet.merges))
        return self.root("worksheet", f"xmlns:r={quoteattr(self.office)}", body)

    def styles(self):
        custom = [code for code in self.codes if isinstance(code, str)]
        formats = "".join(self.tag("numFmt", f"numFmtId=\"{164 + i}\" formatCode={quoteattr(code)}") for i, code in enumerate(custom))
        ids = [164 + custom.index(code) if isinstance(code, str) else code for code in self.codes]
        return self.root("styleSheet", "", (self.tag("numFmts", f'count="{len(custom)}"', formats) if custom else "") +
                         self.tag("cellStyleXfs", 'count="1"', self.tag("xf", 'numFmtId="0"')) +
                         self.tag("cellXfs", f'count="{len(ids)}"', "".join(self.tag("xf", f'numFmtId="{i}" applyNumberFormat="1"') for i in ids)))

    # -- the package

    def workbook(self):
        sheets = []
        for i, sheet in enumerate(self.book.sheets, 1):
            state = ' state="hidden"' if sheet.hidden else ""
            sheets.append(self.tag("sheet", f'name={quoteattr(sheet.name)} sheetId="{i}"{state} r:id="rId{i}"'))
        compatible = ""
        if self.dialect == "excel":
            compatible = ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
                          '<x15ac:absPath url="C:\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>')
        date1904 = ' date1904="1"' if self.book.date1904 else ""
        return self.root("workbook", f"xmlns:r={quoteattr(self.office)}",
                         self.tag("workbookPr", f'defaultThemeVersion="124226"{date1904}') + compatible + self.tag("sheets", "", "".join(sheets)))

    def relations(self, all_of):
        lines = "".join(f'<Relationship Id="{i}" Type="{self.office}/{kind}" Target={quoteattr(target)}/>' for i, kind, target in all_of)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'

    def types(self, parts):
        kinds = {"workbook": "sheet.main", "sharedStrings": "sharedStrings", "styles": "styles", "worksheets": "worksheet", "chartsheets": "chartsheet"}
        lines = ""
        for part in parts:
            kind = kinds[part.split("/")[1].removesuffix(".xml")]
            lines += f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{lines}</Types>')

    def parts(self):
        base = "/xl/" if self.dialect in ("wps", "openpyxl") else ""
        of_book, sheets = [], {}
        for i, sheet in enumerate(self.book.sheets, 1):
            kind, folder = ("chartsheet", "chartsheets") if sheet.chart else ("worksheet", "worksheets")
            of_book.append((f"rId{i}", kind, f"{base}{folder}/sheet{i}.xml"))
            sheets[f"xl/{folder}/sheet{i}.xml"] = self.root("chartsheet", "", "") if sheet.chart else self.worksheet(sheet)
        more = {}
        if self.strings:
            of_book.append(("rId901", "sharedStrings", base + "sharedStrings.xml"))
            more["xl/sharedStrings.xml"] = self.root("sst", f'uniqueCount="{len(self.strings)}"', "".join(self.shared(n, s) for s, n in self.strings.items()))
        if self.dialect != "bare":
            of_book.append(("rId902", "styles", base + "styles.xml"))
            more["xl/styles.xml"] = self.styles()
        return {"[Content_Types].xml": self.types(["xl/workbook.xml", *sheets, *more]), "_rels/.rels": self.relations([("rId1", "officeDocument", "xl/workbook.xml")]),
                "xl/workbook.xml": self.workbook(), "xl/_rels/workbook.xml.rels": self.relations(of_book), **sheets, **more}

    def write(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, body in self.parts().items():
                out.writestr(zipfile.ZipInfo(name, (2026, 1, 20, 0, 0, 0)), body.encode(), zipfile.ZIP_DEFLATED)


def make(folder, path, edits=()):
    book = Book(folder)
    for line in edits:
        if line.strip() and not line.startswith("#"):
            book.apply(shlex.split(line))
    book.write(path)


if __name__ == "__main__":
    lines = ()
    if len(sys.argv) > 3:
        with open(sys.argv[3], encoding="utf-8") as given:
            lines = given.read().splitlines()
    make(sys.argv[1], sys.argv[2], lines)
