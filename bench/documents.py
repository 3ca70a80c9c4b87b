"""The report's documents by other libraries: the same cells by XlsxWriter, the same words and tables by ReportLab.

    documents.py take FOLDER SAID     reads what the program wrote into FOLDER: cells, words, tables; not timed
    documents.py xlsx SAID            writes its workbooks anew
    documents.py pdf SAID             writes its PDF anew
    documents.py compare SAID         is anything missing? Not timed

SAID is a folder. Needs openpyxl, xlsxwriter and reportlab. ReportLab draws with LXGW WenKai, since it cannot embed Noto's outlines.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONT = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"


# ---- what the program said ----

def words_of(element):
    return "".join("\n" if e.tag == W + "br" else e.text or "" for e in element.iter() if e.tag in (W + "t", W + "br"))


def cell_of(cell):
    """Words, columns that it covers, and whether it goes on the cell above."""
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    return [words_of(cell), int(span.get(W + "val")) if span is not None else 1, merge is not None and merge.get(W + "val") != "restart"]


def blocks_of(path):
    """A Word file's paragraphs (style, words) and tables (widths of columns, rows of cells), in order."""
    with zipfile.ZipFile(path) as package, package.open("word/document.xml") as source:
        body = xml.parse(source).getroot().find(W + "body")
    for block in body:
        if block.tag == W + "p" and words_of(block):
            style = block.find(f"{W}pPr/{W}pStyle")
            yield ["p", style.get(W + "val") if style is not None else "Normal", words_of(block)]
        elif block.tag == W + "tbl":
            yield ["tbl", [int(column.get(W + "w")) for column in block.findall(f"{W}tblGrid/{W}gridCol")], [[cell_of(cell) for cell in row.findall(W + "tc")] for row in block.findall(W + "tr")]]


def sheets_of(path):
    import openpyxl
    for sheet in openpyxl.load_workbook(path):
        rows = [[str(cell) if hasattr(cell, "isoformat") else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        widths = {letter: dimension.width for letter, dimension in sheet.column_dimensions.items()}
        yield {"name": sheet.title, "rows": rows, "merged": [str(r) for r in sheet.merged_cells.ranges], "widths": widths}


def take(folder, said):
    books, texts = {}, []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".xlsx"):
            books[name] = list(sheets_of(os.path.join(folder, name)))
        elif name.endswith(".docx"):
            texts = list(blocks_of(os.path.join(folder, name)))
            shutil.copy(os.path.join(folder, name), os.path.join(said, "report.docx"))
    with open(os.path.join(said, "said.json"), "w", encoding="utf-8") as out:
        json.dump({"books": books, "texts": texts}, out, ensure_ascii=False)


def read_said(said):
    with open(os.path.join(said, "said.json"), encoding="utf-8") as source:
        return json.load(source)


# ---- anew ----

def write_books(said):
    import xlsxwriter
    from xlsxwriter.utility import xl_cell_to_rowcol
    for name, sheets in read_said(said)["books"].items():
        large = sum(len(sheet["rows"]) for sheet in sheets) > 1000
        with xlsxwriter.Workbook(os.path.join(said, name), {"constant_memory": large}) as book:
            plain, number = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"}), book.add_format({"border": 1, "num_format": "0"})
            for sheet in sheets:
                page = book.add_worksheet(sheet["name"])
                for letter, width in sheet["widths"].items():
                    page.set_column(f"{letter}:{letter}", width)
                for i, row in enumerate(sheet["rows"]):
                    for j, cell in enumerate(row):
                        if isinstance(cell, (int, float)):
                            page.write_number(i, j, cell, number)
                        elif cell:
                            page.write_string(i, j, cell, plain)
                for place in sheet["merged"]:
                    first, last = map(xl_cell_to_rowcol, place.split(":"))
                    page.merge.append([*first, *last])   # merge_range() would write the words a second time


def write_pdf(said):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
    pdfmetrics.registerFont(TTFont("kai", FONT))
    body = ParagraphStyle("body", fontName="kai", fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)
    small = ParagraphStyle("small", fontName="kai", fontSize=8, leading=10, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=16, leading=28, firstLineIndent=0)
    safe = lambda words: words.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")
    story, width = [], A4[0] - 120
    for kind, *block in read_said(said)["texts"]:
        if kind == "p":
            style, words = block
            story.append(Paragraph(safe(words), head if style.startswith(("Heading", "Title")) else body))
        else:
            story.append(grid(*block, lambda words: Paragraph(safe(words), small), Table, width))
    SimpleDocTemplate(os.path.join(said, "report.pdf"), pagesize=A4, leftMargin=60, rightMargin=60).build(story)


def grid(widths, rows, draw, table, width):
    """A table with its spans; a cell that goes on below is open until the row that ends it."""
    style, cells, open_at, columns = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 1),
                                      ("BOTTOMPADDING", (0, 0), (-1, -1), 2), ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)], [], {}, len(widths)
    for i, row in enumerate(rows):
        line, j = [""] * columns, 0
        for words, span, goes_on in row:
            if not goes_on:
                line[j], open_at[j] = draw(words), len(style)
                style.append(["SPAN", (j, i), (j + span - 1, i)])
            elif j in open_at:
                style[open_at[j]][2] = (j + span - 1, i)
            j += span
        cells.append(line)
    return table(cells, colWidths=[width * w / sum(widths) for w in widths], style=[tuple(s) for s in style])


# ---- is it the same? ----

def letters(words):
    return collections.Counter("".join(words.split()))


def filled(sheet):
    return sheet["name"], {(i, j): cell for i, row in enumerate(sheet["rows"]) for j, cell in enumerate(row) if cell not in (None, "")}


def compare(said):
    """Ends the bench where a peer's document lacks words of ours."""
    told = read_said(said)
    wanted = letters("".join(b[2] if b[0] == "p" else "".join(c[0] for row in b[2] for c in row) for b in told["texts"]))
    for name in ("report.pdf", os.path.join("office", "report.pdf")):
        path = os.path.join(said, name)
        if os.path.exists(path):
            printed = subprocess.run(["pdftotext", "-raw", path, "-"], stdout=subprocess.PIPE, check=True, text=True).stdout
            if wanted - letters(printed):
                sys.exit(f"bench: {path}: lacks words: {wanted - letters(printed)}")
    for name, sheets in told["books"].items():
        path = os.path.join(said, name)
        if os.path.exists(path) and [filled(sheet) for sheet in sheets_of(path)] != [filled(sheet) for sheet in sheets]:
            sys.exit(f"bench: {path}: other cells than ours")


if __name__ == "__main__":
    if sys.argv[1] == "take":
        take(*sys.argv[2:])
    else:
        {"xlsx": write_books, "pdf": write_pdf, "compare": compare}[sys.argv[1]](sys.argv[2])
