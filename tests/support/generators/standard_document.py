"""Makes Word files of the standard form, written in the manners that Word, WPS and LibreOffice have; knows nothing of the program.

    from standard_document import MANNERS, write
    write("年报.docx", report, "tracked")              # report as in data/real_reports.json
    expected(report, "tracked")                        # the parts that a reader must find: ("paragraph", text), ("table", [cell…])

A cell is (row, column, rows, columns, text). The layout is that of standard_workbook.py.
"""
import zipfile
import zlib
from xml.sax.saxutils import escape

from standard_workbook import Maker, Style

NAMES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
         'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
         'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
ANCHOR = ('<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
          '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">'
          '<wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="5274310" cy="3000000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="box"/>')
WHO = 'w:id="9" w:author="审" w:date="2026-01-05T00:00:00Z"'
MANNERS = ["plain", "split", "tracked", "removed", "controls", "merges", "boxes", "nested", "numbering", "notes", "halves", "hidden", "digits", "fields", "strict"]
WIDTH = 560                                            # of a column, in twentieths of a point
HAN = "一二三四五六七八九十"


def run(text, inside=""):
    text = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(runs, inside=""):
    return f"<w:p>{'<w:pPr>' + inside + '</w:pPr>' if inside else ''}{runs}</w:p>"


def deleted(text):
    return f'<w:del {WHO}><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


class Manner:
    """How text and cells are written; `number` tells whether the text is a number of the report."""

    def __init__(self, name):
        self.name, self.level = name, None

    def words(self, text, number):
        if self.name == "split":
            return "".join(run(c, "<w:rPr><w:b/></w:rPr>" if i % 2 else "") + '<w:proofErr w:type="spellStart"/>' for i, c in enumerate(text))
        if self.name == "tracked" and number:
            return f'{deleted("77")}{run(text[:1])}<w:ins {WHO}>{run(text[1:]) if text[1:] else ""}</w:ins><w:moveFrom {WHO}>{run("5")}</w:moveFrom>'
        if self.name == "controls" and number:
            return f'<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>'
        if self.name == "notes" and number:
            own = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>8</w:t></w:r>'
            return run(text) + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>' + own
        if self.name == "hidden":
            return run("3", "<w:rPr><w:vanish/></w:rPr>") + run(text) + run("4", '<w:rPr><w:rStyle w:val="secret"/></w:rPr>') + run("", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
        if self.name == "fields" and number:
            field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
            inner = field.format("begin") + '<w:r><w:instrText> PAGE 6 </w:instrText></w:r>' + field.format("separate") + run("9") + field.format("end")
            code = '<w:r><w:instrText> =SUM(</w:instrText></w:r>' + inner + '<w:r><w:instrText>A1) </w:instrText></w:r>'
            return field.format("begin") + code + field.format("separate") + run(text) + field.format("end")
        if self.name == "fields":
            return f'<w:fldSimple w:instr=" DOCVARIABLE v{zlib.crc32(text.encode())} ">{run(text)}</w:fldSimple>'
        return run(text)

    def labelled(self, text):
        """The level of the automatic number in front of the text, and the rest of it."""
        if self.name == "numbering":
            if text[:1] in HAN and text[1:2] == "、":
                return 0, text[2:]
            if text[:1] == "（" and text[2:3] == "）" and text[1] in HAN:
                return 1, text[3:]
            if text[:1].isdigit() and text[1:2] == "." and not text[2:3].isdigit():
                return 2, text[2:]
        return None, text

    def paragraph(self, text, number=False, of_cell=False):
        level, rest = self.labelled(text)
        inside = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{2 if of_cell else 1}"/></w:numPr>'
        if self.name == "digits":
            inside = '<w:pStyle w:val="2"/><w:ind w:left="0"/>'
        if self.name == "hidden" and not of_cell:
            gone = paragraph(run("看不见的一段99"), '<w:pStyle w:val="secret2"/><w:rPr><w:vanish/></w:rPr>')
            return gone + paragraph(self.words(rest, number), inside)
        if self.name == "tracked" and not of_cell:
            gone = paragraph(deleted("删去的一段99"), f"<w:rPr><w:del {WHO}/></w:rPr>")
            return gone + paragraph(self.words(rest, number), inside)
        return paragraph(self.words(rest, number), inside)

    def cell(self, text, number, properties, width=1):
        properties = f'<w:tcW w:w="{WIDTH * width}" w:type="dxa"/>{properties}'
        lines = text.split("\n") if self.name != "split" else [text]
        body = "".join(self.paragraph(line, number, True) for line in lines)
        if self.name == "nested" and text:
            body = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="400"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="400" w:type="dxa"/></w:tcPr>{body}</w:tc></w:tr></w:tbl><w:p/>'
        if self.name == "controls" and not text:
            body = '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>' + paragraph(run("点击输入 0")) + "</w:sdtContent></w:sdt>"
        cell = f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"
        if self.name == "controls" and number:
            return f'<w:sdt><w:sdtPr><w:id w:val="6"/></w:sdtPr><w:sdtContent>{cell}</w:sdtContent></w:sdt>'
        return cell

    def row(self, cells, properties=""):
        text = f"<w:tr><w:trPr>{properties}<w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"
        if self.name == "controls":
            return f'<w:sdt><w:sdtPr><w:alias w:val="行"/></w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>'
        if self.name == "removed":
            gone = f'<w:tr><w:trPr><w:del {WHO}/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/></w:tcPr>{paragraph(run("88"))}</w:tc></w:tr>'
            extra = f'<w:tc><w:tcPr><w:cellDel {WHO}/></w:tcPr>{paragraph(run("66"))}</w:tc></w:tr>'
            return gone + text.replace("</w:tr>", extra)
        return text

    def table(self, rows, columns):
        grid = f'<w:gridCol w:w="{WIDTH}"/>' * columns
        text = f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH * columns}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        if self.name == "boxes":
            box = f'<w:txbxContent>{text}<w:p/></w:txbxContent>'
            return paragraph(f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{ANCHOR}<a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp>'
                             f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5274310" cy="3000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
                             f'</a:prstGeom></wps:spPr><wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
                             f'<mc:Fallback><w:pict><v:shape style="width:415pt;height:236pt"><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>'
                             '</mc:AlternateContent></w:r>')
        return text


def layout(report, style=Style(), other=None):
    """The parts: ("paragraph", text), ("table", {(row, column): (rows, columns, text, is a number)})."""
    parts = []
    for sheet in list(Maker(report, style, other or {}).sheets()):
        merges = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in sheet.merges}
        last = max(r for r, _ in sheet.cells)
        table = {}
        for row in range(last + 2):
            cells = {c: sheet.cells[row, c] for c in range(64) if (row, c) in sheet.cells}
            if cells and merges.get((row, 0)) != (1, 10):
                for c, (kind, text) in cells.items():
                    table[row, c] = (*merges.get((row, c), (1, 1)), str(text), kind == "n")
                continue
            if table:
                parts.append(("table", filled(table)))
                table = {}
            if cells:
                parts.append(("paragraph", cells[0][1].strip("　")))
    return parts


def filled(table):
    """The table from row 0 on, with empty cells where the form has none."""
    top = min(r for r, _ in table)
    cells = {(r - top, c): v for (r, c), v in table.items()}
    taken = {(r + i, c + j) for (r, c), (rows, cols, _, _) in cells.items() for i in range(rows) for j in range(cols)}
    for r in range(1 + max(r for r, _ in taken)):
        for c in range(1 + max(c for _, c in taken)):
            if (r, c) not in taken:
                cells[r, c] = (1, 1, "", False)
    return cells


def halves(table, at):
    """The rows before `at`, and those from it on; a cell that reaches over it begins again, empty."""
    upper = {(r, c): (min(rows, at - r), cols, t, n) for (r, c), (rows, cols, t, n) in table.items() if r < at}
    lower = {(r - at, c): v for (r, c), v in table.items() if r >= at}
    for (r, c), (rows, cols, _, _) in table.items():
        if r < at < r + rows:
            lower[0, c] = (r + rows - at, cols, "", False)
    return upper, lower


def parts_of(report, manner, style=Style(), other=None):
    for kind, what in layout(report, style, other):
        if kind == "table" and manner == "halves" and 1 + max(r for r, _ in what) > 20:
            for half in halves(what, 14):
                yield kind, half
        else:
            yield kind, what


def table_xml(manner, table):
    rows = []
    for r in range(1 + max(a for a, _ in table)):
        cells, c, before = [], 0, 0
        spots = sorted((b, a, v) for (a, b), v in table.items() if a <= r < a + v[0])
        for b, a, (height, width, text, number) in spots:
            again = a < r or (manner.name == "halves" and a == 0 and r == 0 and height > 1 and not text)
            down = "" if height == 1 and not again else "<w:vMerge/>" if again else '<w:vMerge w:val="restart"/>'
            if manner.name == "merges" and width > 1:
                cells.append(manner.cell(text if a == r else "", number, '<w:hMerge w:val="restart"/>' + down))
                cells += [manner.cell("", False, "<w:hMerge/>" + down) for _ in range(width - 1)]
            elif manner.name == "merges" and not text and not c and not number and height == 1 and not cells:
                before = width                         # an empty first cell is no cell
            else:
                cells.append(manner.cell(text if a == r else "", number and a == r, (f'<w:gridSpan w:val="{width}"/>' if width > 1 else "") + down, width))
            c = b + width
        rows.append(manner.row(cells, f'<w:gridBefore w:val="{before}"/>' if before else ""))
    return manner.table(rows, 1 + max(b + v[1] - 1 for (_, b), v in table.items()))


def expected(report, manner, style=Style(), other=None):
    parts = []
    for kind, what in parts_of(report, manner, style, other):
        parts.append((kind, sorted((r, c, rows, cols, text) for (r, c), (rows, cols, text, _) in what.items()) if kind == "table" else what))
    return parts


def numbers(report, manner, style=Style(), other=None):
    """The places (table, row, column) of the report's numbers among the tables."""
    tables = [what for kind, what in parts_of(report, manner, style, other) if kind == "table"]
    return {(i, r, c) for i, table in enumerate(tables) for (r, c), v in table.items() if v[3]}


STYLES = ('<w:styles {}><w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>'
          '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="Normal (Web)"/><w:basedOn w:val="1"/></w:style>'
          '<w:style w:type="character" w:styleId="hide"><w:name w:val="hide"/><w:rPr><w:vanish/></w:rPr></w:style>'
          '<w:style w:type="character" w:styleId="secret"><w:name w:val="secret"/><w:basedOn w:val="hide"/></w:style>'
          '<w:style w:type="paragraph" w:styleId="secret2"><w:name w:val="secret2"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>')


def numbering():
    levels = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="{suff}"/><w:lvlText w:val="{text}"/></w:lvl>'
                     for i, (fmt, text, suff) in enumerate([("chineseCountingThousand", "%1、", "nothing"), ("chineseCounting", "（%2）", "tab"), ("decimal", "%3.", "space")]))
    return (f"<w:numbering {NAMES}>" + "".join(f'<w:abstractNum w:abstractNumId="{i}">{levels}</w:abstractNum>' for i in (0, 1))
            + "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in (0, 1)) + "</w:numbering>")


def package(path, body, parts=None, main="word/document.xml", strict=False):
    """A Word file of this body. `parts`: other parts beside the main one by relationship type, (name, XML)."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation, relations = '<Relationship Id="rId{}" Type="' + office + '/{}" Target="{}"/>', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    folder = main.rsplit("/", 1)[0]
    parts = parts or {}
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
    files = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
             + f'<Override PartName="/{main}" ContentType="{content.format("document.main")}"/>'
             + "".join(f'<Override PartName="/{folder}/{name}" ContentType="{content.format(kind)}"/>' for kind, (name, _) in parts.items()) + "</Types>",
             "_rels/.rels": relations.format(relation.format(1, "officeDocument", main)),
             f"{folder}/_rels/{main.rsplit('/', 1)[1]}.rels": relations.format("".join(relation.format(i + 1, kind, name) for i, (kind, (name, _)) in enumerate(parts.items()))),
             main: f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"}
    files.update({f"{folder}/{name}": xml for name, xml in parts.values()})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            if strict:
                text = text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
                text = text.replace("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), head + text)


def write(path, report, name, style=Style(), other=None):
    manner = Manner(name)
    body = "".join(table_xml(manner, what) + "<w:p/>" if kind == "table" else manner.paragraph(what) for kind, what in parts_of(report, name, style, other))
    parts = {"styles": ("styles.xml", STYLES.format(NAMES))}
    if name == "numbering":
        parts["numbering"] = ("numbering.xml", numbering())
    if name == "notes":
        parts["footnotes"] = ("footnotes.xml", f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1">{paragraph("<w:r><w:separator/></w:r>")}</w:footnote>'
                              + "".join(f'<w:footnote w:id="{i}">{paragraph(run(f"含上年第{i}批"))}</w:footnote>' for i in (1, 2)) + "</w:footnotes>")
    package(path, body, parts, strict=name == "strict")
