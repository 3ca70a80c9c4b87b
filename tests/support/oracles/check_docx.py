"""Checks that a DOCX is one that Word opens: the rules of the format that LibreOffice forgives and Word does not.

    python3 tests/support/oracles/check_docx.py FILE [--office]

  - [Content_Types].xml is the first part; every part has a type and is well-formed; every relation leads to a part, and every r:id to a
    relation;
  - the children of pPr, rPr, tblPr, tcPr, sectPr, style, settings and font stand in the order of ISO/IEC 29500-1 (transitional), each
    once where it may stand once;
  - a cell ends with a paragraph; two tables have a paragraph between them; each row fills the columns of the table's grid; the columns add
    up to the table's width; a vMerge continues one above; heads that are repeated stand above all other rows;
  - names of bookmarks are unique, of 40 letters, digits and _; ids too.

With --office LibreOffice turns it into a page, whose numbers are printed: numbers_in_office() gives them table by table.
"""
import html.parser
import os
import posixpath
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap "
           "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap "
           "jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
           "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout "
             "tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del trPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote "
              "titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tc": "tcPr p",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply "
             "rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins defaultTabStop evenAndOddHeaders drawingGridVerticalSpacing "
                "characterSpacingControl footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn adjustLineHeightInTable useFELayout "
              "compatSetting",
}
MANY = {"headerReference", "footerReference", "style", "tr", "p", "compatSetting", "bookmarkStart", "bookmarkEnd"}


def local(element):
    return element.tag.rpartition("}")[2]


def order_problems(part, root):
    for element in root.iter():
        order = ORDERS.get(local(element), "").split() if element.tag.startswith(W) else []
        names = [local(child) for child in element] if order else []
        strange = [name for name in names if name not in order]
        places = [order.index(name) for name in names if name in order]
        references = local(element) == "sectPr"                # headers and footers may stand in any order among themselves
        if references:
            places = [0 if place == 1 else place for place in places]
        if strange or places != sorted(places):
            yield f"{part}: <{local(element)}> has {' '.join(names)}"
        yield from (f"{part}: <{local(element)}> has {name} twice" for name in set(names) - MANY if names.count(name) > 1)


def package_problems(archive):
    names = archive.namelist()
    if names[0] != "[Content_Types].xml":
        yield f"the first part is {names[0]}"
    types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    listed = {entry.get("PartName") for entry in types}
    yield from (f"no type: {name}" for name in names if not name.endswith(".rels") and name != names[0] and "/" + name not in listed)
    for name in names:
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        relations = {r.get("Id"): posixpath.join(base, r.get("Target")) for r in ElementTree.fromstring(archive.read(name))}
        yield from (f"{name}: {target} is not there" for target in relations.values() if target not in names)
        source = posixpath.join(base, posixpath.basename(name).removesuffix(".rels"))
        if source in names:
            used = {value for element in ElementTree.fromstring(archive.read(source)).iter() for key, value in element.attrib.items() if key.startswith(R)}
            yield from (f"{source}: no relation {which}" for which in used - set(relations))


def span(cell):
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(found.get(W + "val")) if found is not None else 1


def table_problems(place, table):
    columns = [int(c.get(W + "w")) for c in table.findall(f"{W}tblGrid/{W}gridCol")]
    width = int(table.find(f"{W}tblPr/{W}tblW").get(W + "w"))
    above, body = {}, False
    if sum(columns) != width:
        yield f"{place}: columns of {sum(columns)}, a table of {width}"
    for number, row in enumerate(table.findall(W + "tr")):
        at, merged = 0, {}
        for cell in row.findall(W + "tc"):
            if local(cell[-1]) != "p":
                yield f"{place}, row {number}: a cell ends with {local(cell[-1])}"
            if int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w")) != sum(columns[at:at + span(cell)]):
                yield f"{place}, row {number}: a cell is not as wide as its columns"
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                merged[at] = span(cell)
                if merge.get(W + "val") != "restart" and above.get(at) != span(cell):
                    yield f"{place}, row {number}: vMerge continues nothing"
            at += span(cell)
        if at != len(columns):
            yield f"{place}, row {number}: {at} of {len(columns)} columns"
        head = row.find(f"{W}trPr/{W}tblHeader") is not None
        if head and body:
            yield f"{place}, row {number}: a repeated head below other rows"
        body, above = body or not head, merged


def body_problems(root):
    body = root[0]
    kinds = [local(child) for child in body]
    if kinds[-1] != "sectPr" or kinds[-2] != "p":
        yield f"the body ends with {kinds[-2:]}"
    yield from (f"tables {i} and {i + 1} touch" for i in range(len(kinds) - 1) if kinds[i] == kinds[i + 1] == "tbl")
    for number, table in enumerate(body.iter(W + "tbl")):
        yield from table_problems(f"table {number}", table)
    marks = [mark.get(W + "name") for mark in body.iter(W + "bookmarkStart")]
    ids = [mark.get(W + "id") for mark in body.iter(W + "bookmarkStart")]
    ends = [mark.get(W + "id") for mark in body.iter(W + "bookmarkEnd")]
    if len(set(marks)) != len(marks) or len(set(ids)) != len(ids) or ids != ends:
        yield f"bookmarks {marks} {ids} {ends}"
    yield from (f"bookmark {mark}" for mark in marks if not re.fullmatch(r"[A-Za-z]\w{0,39}", mark, re.ASCII))


def problems(path):
    with zipfile.ZipFile(path) as archive:
        yield from package_problems(archive)
        for name in archive.namelist():
            root = ElementTree.fromstring(archive.read(name))
            yield from order_problems(name, root)
            if name == "word/document.xml":
                yield from body_problems(root)


def numbers(path):
    """The numbers of the report's tables, table by table, as the text document marks them; None where a cell is empty."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    for table in root.iter(W + "tbl"):
        found = []
        for paragraph in table.iter(W + "p"):
            if paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val") == "TableNumber":
                runs = [run for run in paragraph.findall(W + "r") if run.find(f"{W}rPr/{W}rStyle") is None]
                found.append("".join(t.text or "" for run in runs for t in run.findall(W + "t")) or None)
        yield found


class Tables(html.parser.HTMLParser):
    """The texts of the cells, table by table."""

    def __init__(self):
        super().__init__()
        self.tables, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "td":
            self.tables[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "td"

    def handle_data(self, data):
        if self.inside:
            self.tables[-1][-1] += data


def numbers_in_office(path):
    """The same as LibreOffice understands it: cells that hold a number and perhaps a note in brackets."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "html:HTML (StarWriter):EmbedImages", "--outdir",
                        work, path], capture_output=True, check=True, timeout=120)
        with open(os.path.join(work, os.path.basename(path).removesuffix(".docx") + ".html"), encoding="utf-8") as source:
            parser = Tables()
            parser.feed(source.read())
    for table in parser.tables:
        words = [re.sub(r"（.*）$", "", "".join(cell.split())) for cell in table]
        yield [word for word in words if NUMBER.fullmatch(word)]


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: check_docx.py FILE [--office]")
    found = list(problems(sys.argv[1]))
    print("\n".join([*found, f"{sys.argv[1]}: {len(found)} problems"]))
    if sys.argv[2:] == ["--office"]:
        print("\n".join(" ".join(table) for table in numbers_in_office(sys.argv[1])))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
