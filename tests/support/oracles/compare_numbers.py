"""Checks that the numbers of a written report are equal in all its formats.

    python3 tests/support/oracles/compare_numbers.py DIR        # an output folder: DIR/YEAR/AGENCY

report.json is the standard; each of its cells is compared with
  - the XLSX: the sheet named by the table's id, row ids in column A and column ids in row 1, cached values;
  - report.html and page.html: the <td> whose id is the address with "-" for "/" (requests-3.4-enterprise), without its <small> note;
  - the DOCX: the numbers of the table, in order, and that it keeps the rules of its format (check_docx.py);
  - the PDF's structure: the numbers of the table's TD elements, in order;
  - the PDF's plain text (pdftotext -raw): the numbers between the headings of the section, in reading order.
Every difference is printed with its address. Exit status 0 = all equal.
"""
import os
import re
import sys
import zipfile
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from xml.etree import ElementTree

import check_docx
from written_report import labels, load_report, only_file, pdf_structure, pdf_text

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SECTIONS = {"proactive": 1, "requests": 2, "review": 3}    # the headings' places in the list of labels
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def number(text):
    """A Decimal, or None for an empty cell. Returns any other value unchanged, so that it differs."""
    if text is None or text == "":
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def cells_of(tables):
    """(table, row, column, number) in the order of the form."""
    for table, rows in tables.items():
        for row, columns in rows.items():
            for column, value in columns.items():
                yield table, row, column, number(value)


# -- XLSX

def column_name(reference):
    return re.match(r"[A-Z]+", reference)[0]


class Workbook:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.shared = ["".join(t.text or "" for t in item.iter(MAIN + "t"))
                       for item in self.xml("xl/sharedStrings.xml")] if "xl/sharedStrings.xml" in self.zip.namelist() else []
        targets = {r.get("Id"): r.get("Target") for r in self.xml("xl/_rels/workbook.xml.rels")}
        self.sheets = {s.get("name"): "xl/" + targets[s.get(RELATION)].removeprefix("/xl/")
                       for s in self.xml("xl/workbook.xml").iter(MAIN + "sheet")}
        said = {p.get("name"): "".join(p.itertext()) for p in self.xml("docProps/custom.xml")} if "docProps/custom.xml" in self.zip.namelist() else {}
        self.tables = {table: name.removeprefix("nianbao.sheet.") for name, table in said.items() if name.startswith("nianbao.sheet.")}

    def xml(self, name):
        return ElementTree.fromstring(self.zip.read(name))

    def text(self, cell):
        value = cell.find(MAIN + "v")
        if cell.get("t") == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(MAIN + "t"))
        if value is None or value.text is None:
            return ""
        return self.shared[int(value.text)] if cell.get("t") == "s" else value.text

    def grid(self, sheet):
        """{(row id, column id): text} of a machine sheet."""
        rows = [{column_name(c.get("r")): self.text(c) for c in row.iter(MAIN + "c")}
                for row in self.xml(self.sheets[sheet]).iter(MAIN + "row")]
        heads = next((row for row in rows if any(value for name, value in row.items() if name != "A")), {})
        return {(row["A"], heads[name]): text for row in rows if row is not heads and row.get("A")
                for name, text in row.items() if name != "A" and heads.get(name)}


def xlsx_cells(folder):
    book = Workbook(only_file(folder, ".xlsx", without=("问题清单.xlsx",)))
    grids = {}

    def look_up(table, row, column):
        if table not in grids:
            if book.tables.get(table) not in book.sheets:
                raise KeyError(f"no sheet {table}")
            grids[table] = book.grid(book.tables[table])
        found = number(grids[table].get((row, column), "no cell"))
        return found.quantize(Decimal("0.000001")) if isinstance(found, Decimal) else found
    return look_up


# -- HTML

class Cells(HTMLParser):
    """Text of every td with an id, without the text of <small>."""

    def __init__(self):
        super().__init__()
        self.cells, self.doubled, self.open, self.small = {}, [], None, 0

    def handle_starttag(self, tag, attrs):
        if tag == "td":
            self.open = dict(attrs).get("id")
            if self.open in self.cells:
                self.doubled.append(self.open)
            if self.open:
                self.cells[self.open] = ""
        self.small += tag == "small"

    def handle_endtag(self, tag):
        if tag == "td":
            self.open = None
        self.small -= tag == "small"

    def handle_data(self, data):
        if self.open and not self.small:
            self.cells[self.open] += data.strip()


def html_cells(folder, name):
    parser = Cells()
    with open(os.path.join(folder, name), encoding="utf-8") as source:
        parser.feed(source.read())
    if parser.doubled:
        raise KeyError(f"doubled ids {parser.doubled}")
    return lambda table, row, column: number(parser.cells.get(f"{table}-{row}-{column}", "no cell"))


# -- DOCX

def docx_problems(folder, report):
    path = only_file(folder, ".docx")
    yield from (f"docx: {problem}" for problem in check_docx.problems(path))
    found = [[number(text) for text in table] for table in check_docx.numbers(path)]
    if len(found) != len(report["tables"]):
        yield f"docx: {len(found)} tables, {len(report['tables'])} in report.json"
    for table, got in zip(report["tables"], found):
        want = [value for name, _, _, value in cells_of(report["tables"]) if name == table]
        if got != want:
            yield f"docx: {table}: {show(got)}, expected {show(want)}"


# -- PDF

def structure_numbers(path):
    """The numbers of each Table element's TD elements."""
    tables = []
    for _, name, text in pdf_structure(path):
        if name == "Table":
            tables.append([])
        elif name == "TD" and tables:
            found = NUMBER.match(text.strip())
            tables[-1] += [Decimal(found[0])] if found else []
    return tables


def text_numbers(path, first, after):
    """The free-standing numbers between two headings; notes stand in brackets behind their number and are left out."""
    inside, lines = False, []
    for line in pdf_text(path, "-raw").splitlines():
        flat = "".join(line.split())
        if flat == first:
            inside = True
        elif flat == after:
            break
        elif inside:
            lines.append(line)
    text = re.sub(r"（[^（）]*）", " ", "\n".join(lines))
    return [Decimal(word) for word in text.split() if NUMBER.fullmatch(word)]


def pdf_problems(folder, report):
    path = only_file(folder, ".pdf")
    heads = labels(report["form"])
    structured = structure_numbers(path)
    if len(structured) != len(report["tables"]):
        yield f"pdf: {len(structured)} Table elements, {len(report['tables'])} tables"
        return
    for place, table in enumerate(report["tables"]):
        want = [value for name, _, _, value in cells_of(report["tables"]) if name == table and value is not None]
        if structured[place] != want:
            yield f"pdf structure: {table}: {show(structured[place])}, expected {show(want)}"
        got = text_numbers(path, heads[SECTIONS[table]], heads[SECTIONS[table] + 1])
        if got != want:
            yield f"pdf text: {table}: {show(got)}, expected {show(want)}"


def show(numbers):
    return " ".join(map(str, numbers)) or "nothing"


def problems(folder):
    report = load_report(folder)
    sources = {"xlsx": xlsx_cells(folder), "html": html_cells(folder, "report.html"), "page": html_cells(folder, "page.html")}
    for table, row, column, want in cells_of(report["tables"]):
        for name, look_up in sources.items():
            got = look_up(table, row, column)
            if got != want and not (want is None and got == "no cell"):
                yield f"{name}: {table}/{row}/{column}: {got}, report.json has {want}"
    yield from docx_problems(folder, report)
    yield from pdf_problems(folder, report)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: compare_numbers.py DIR")
    try:
        found = list(problems(sys.argv[1]))
    except (KeyError, OSError, RuntimeError, zipfile.BadZipFile) as error:
        found = [str(error)]
    for line in found:
        print(line)
    print(f"{sys.argv[1]}: {len(list(cells_of(load_report(sys.argv[1])['tables'])))} cells, {len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
