"""Reads a workbook: the cells of its sheets with their styles, notes, links and rules. Standard library only.

    book = Workbook("台账.xlsx")
    sheet = book["申请登记"]
    sheet.cells["D17"].text, sheet.cells["D17"].fill, sheet.notes["D17"], sheet.links["D17"]
"""
import posixpath
import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def letters(col):
    """1 → A."""
    out = ""
    while col:
        col, rest = divmod(col - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


def number(name):
    """AB → 28."""
    col = 0
    for letter in name:
        col = col * 26 + ord(letter) - ord("A") + 1
    return col


class Cell:
    def __init__(self, text, fill, code, kind):
        self.text, self.fill, self.code, self.kind = text, fill, code, kind


class Sheet:
    def __init__(self, name):
        self.name, self.cells, self.notes, self.links = name, {}, {}, {}
        self.columns, self.validations, self.colours, self.path = {}, [], [], None

    def row(self, line):
        """{column from 1: text} of the row's cells."""
        found = {}
        for place, cell in self.cells.items():
            split = re.fullmatch(r"([A-Z]+)(\d+)", place)
            if int(split[2]) == line and cell.text:
                found[number(split[1])] = cell.text
        return found


class Workbook:
    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.strings = [self.words(item) for item in self.xml("xl/sharedStrings.xml", MAIN + "si")]
        self.read_styles()
        root = ElementTree.fromstring(self.parts["xl/workbook.xml"])
        targets = self.relations("xl/workbook.xml")
        self.names = {item.get("name"): item.text for item in root.iter(MAIN + "definedName")}
        self.sheets = {}
        for item in root.iter(MAIN + "sheet"):
            sheet = Sheet(item.get("name"))
            sheet.path = targets[item.get(LINK + "id")][1]
            self.read_sheet(sheet)
            self.sheets[sheet.name] = sheet

    def __getitem__(self, name):
        return self.sheets[name]

    def xml(self, name, tag):
        return ElementTree.fromstring(self.parts[name]).iter(tag) if name in self.parts else []

    @staticmethod
    def words(item):
        return "".join(t.text or "" for t in item.iter(MAIN + "t"))

    def relations(self, part):
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", name + ".rels")
        found = {}
        for item in ElementTree.fromstring(self.parts[rels]) if rels in self.parts else []:
            target = item.get("Target")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[item.get("Id")] = (item.get("Type").rsplit("/", 1)[1], full)
        return found

    def read_styles(self):
        root = ElementTree.fromstring(self.parts["xl/styles.xml"])
        codes = {item.get("numFmtId"): item.get("formatCode") for item in root.iter(MAIN + "numFmt")}
        codes["49"] = "@"
        fills = []
        for item in root.find(MAIN + "fills"):
            colour = item.find(f"{MAIN}patternFill/{MAIN}fgColor")
            fills.append(colour.get("rgb", "")[-6:] if colour is not None else "")
        self.styles = [(fills[int(xf.get("fillId", 0))], codes.get(xf.get("numFmtId"), xf.get("numFmtId"))) for xf in root.find(MAIN + "cellXfs")]

    def read_sheet(self, sheet):
        root = ElementTree.fromstring(self.parts[sheet.path])
        for col in root.iter(MAIN + "col"):
            for i in range(int(col.get("min")), min(int(col.get("max")), 200) + 1):
                sheet.columns[i] = int(col.get("style", 0))
        for c in root.iter(MAIN + "c"):
            kind, value = c.get("t", "n"), c.find(MAIN + "v")
            text = self.words(c) if kind == "inlineStr" else "" if value is None else value.text or ""
            if kind == "s":
                text = self.strings[int(text)]
            sheet.cells[c.get("r")] = Cell(text, *self.styles[int(c.get("s", 0))], kind)
        sheet.validations = list(root.iter(MAIN + "dataValidation"))
        sheet.colours = list(root.iter(MAIN + "conditionalFormatting"))
        for item in root.iter(MAIN + "hyperlink"):
            sheet.links[item.get("ref")] = item.get("location")
        for kind, target in self.relations(sheet.path).values():
            for item in self.xml(target, MAIN + "comment") if kind == "comments" else []:
                sheet.notes[item.get("ref")] = self.words(item)
