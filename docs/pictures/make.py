#!/usr/bin/python3
"""Makes the pictures of the documentation: what the program writes, drawn by LibreOffice, poppler and Chromium.

    docs/pictures/make.py PROGRAM

Needs python3-pil and python3-openpyxl beside the packages of `./run test`. Run it when a document's appearance changes, look at what it made,
and commit it. Ledgers are the samples, whose names are invented; no picture holds a path or the time of a run.
"""
import os
import subprocess
import sys
import tempfile

import openpyxl
from PIL import Image, ImageChops, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FILLED = os.path.join(ROOT, "data", "sample-forms", "台账.xlsx")
PARENT = "11369925MB001000XL"                               # of the sample county
AS_OF = "2026-01-20"
WIDEST = 1100                                               # pixels
MOST_BYTES = 150_000
EDGE = (176, 176, 176)


def run(*words, codes=(0,)):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")


def save(image, name):
    """As few colours as keep it small; no text chunks."""
    image = image.convert("RGB")
    if image.width > WIDEST:
        image = image.resize((WIDEST, round(image.height * WIDEST / image.width)), Image.LANCZOS)
    path = os.path.join(HERE, name)
    for colours in (64, 32, 16):
        image.quantize(colours, method=Image.MEDIANCUT, dither=Image.NONE).save(path, optimize=True)
        if os.path.getsize(path) <= MOST_BYTES:
            print(name, *image.size, os.path.getsize(path))
            return
    sys.exit(f"{name}: {os.path.getsize(path)} bytes")


def cropped(image, margin=8):
    white = Image.new("RGB", image.size, "white")
    left, top, right, bottom = ImageChops.difference(image.convert("RGB"), white).getbbox()
    return image.crop((max(0, left - margin), max(0, top - margin), min(image.width, right + margin), min(image.height, bottom + margin)))


def page(work, pdf, number, dots):
    made = os.path.join(work, "page")
    run("pdftoppm", "-r", str(dots), "-f", str(number), "-l", str(number), "-png", "-singlefile", pdf, made)
    with Image.open(made + ".png") as image:
        return image.convert("RGB")


def side_by_side(images, gap=14):
    height = max(image.height for image in images) + 2 * gap
    strip = Image.new("RGB", (sum(image.width for image in images) + gap * (len(images) + 1), height), (236, 236, 236))
    left = gap
    for image in images:
        strip.paste(ImageOps.expand(image.crop((1, 1, image.width - 1, image.height - 1)), 1, EDGE), (left, gap))
        left += image.width + gap
    return strip


def sheet(work, workbook, name, area, hidden_rows=(), hidden_columns=(), widths=None, dots=150):
    """One sheet as a spreadsheet shows it, with the letters and numbers of its columns and rows."""
    book = openpyxl.load_workbook(workbook)
    shown = book[name]
    for other in book.worksheets:
        if other is not shown:
            book.remove(other)
    for rows in hidden_rows:
        for row in rows:
            shown.row_dimensions[row].hidden = True
    for column in hidden_columns:
        shown.column_dimensions[column].hidden = True
    for column, width in (widths or {}).items():
        shown.column_dimensions[column].width = width
    shown.print_area = area
    shown.print_title_rows = shown.print_title_cols = None
    shown.print_options.headings = shown.print_options.gridLines = True
    shown.oddHeader.center.text = shown.oddFooter.center.text = ""
    shown.page_setup.paperSize, shown.page_setup.orientation = shown.PAPERSIZE_A3, "landscape"
    shown.page_setup.fitToWidth, shown.page_setup.fitToHeight = 1, 1
    shown.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    copy = os.path.join(work, "sheet.xlsx")
    book.save(copy)
    run("soffice", f"-env:UserInstallation=file://{work}/office", "--headless", "--convert-to", "pdf", "--outdir", work, copy)
    return cropped(page(work, os.path.join(work, "sheet.pdf"), 1, dots))


def report_folder(work):
    folder = os.path.join(work, "report", "2025")
    return os.path.join(folder, os.listdir(folder)[0])


def report(program, work):
    run(program, "report", FILLED, "--year", "2025", "--as-of", AS_OF, "-o", os.path.join(work, "report"), "-q", codes=(0, 1))
    folder = report_folder(work)
    pdf = next(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith("年度报告.pdf"))
    save(side_by_side([page(work, pdf, number, 62) for number in (1, 2, 3)]), "年报.png")


def outcome(work):
    """The page that the run of report() left for the clerk."""
    folder = report_folder(work)
    screen = os.path.join(work, "screen.png")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={work}/chromium", "--window-size=1000,1180",
        f"--screenshot={screen}", "file://" + os.path.join(folder, "本次结果.html"))
    with Image.open(screen) as image:
        save(ImageOps.expand(image.convert("RGB"), 1, EDGE), "本次结果.png")


def blank(program, work):
    path = os.path.join(work, "台账.xlsx")
    run(program, "init", path, "--agency", "云溪县示例局")
    save(sheet(work, path, "申请登记", "A1:L8"), "空白台账.png")
    save(sheet(work, path, "机关", "A1:H3"), "机关.png")


def totals_form(program, work):
    path = os.path.join(work, "年报表.xlsx")
    run(program, "init", "--form", path, "--year", "2025", "--agency", "云溪县示例局")
    save(sheet(work, path, "年报表", "A1:Y63", [range(2, 7), range(11, 34), range(46, 60)]), "年报表.png")


def asked(program, work):
    """A clerk's single sheet as it was kept before, and what the program asks about it."""
    run(sys.executable, os.path.join(ROOT, "tests", "support", "generators", "office_ledgers.py"), work, "one")
    old = os.path.join(work, "one", "旧台账", "办件登记.xlsx")
    path = os.path.join(work, "asked.xlsx")
    run(program, "init", path, "--from", old, "--year", "2025")
    save(sheet(work, path, "请确认", "A1:G16"), "请确认.png")


def marked(program, work):
    """The filled sample with two slips of a clerk: a date that does not exist, and no day of receipt."""
    path = os.path.join(work, "2025年台账.xlsx")
    book = openpyxl.load_workbook(FILLED)
    requests = book["申请登记"]
    requests["K53"], requests["L56"] = "2025-06-31", None
    book.save(path)
    run(program, "check", path, "--year", "2025", "--as-of", AS_OF, "--mark", "-o", os.path.join(work, "marked"), "-q", codes=(2,))
    copy = os.path.join(work, "marked", "2025", "2025年台账（标注）.xlsx")
    columns = [*"BCDFGHIMN", *"PQRSUVWXYZ", *(f"A{letter}" for letter in "ABCDEFGHIJ")]
    save(sheet(work, copy, "申请登记", "A1:AK58", [range(2, 52)], columns, {"E": 22, "J": 17, "T": 26, "AK": 70}), "标注.png")
    save(sheet(work, copy, "问题清单", "A1:K8"), "问题清单.png")


def handed_in(program, work):
    county = os.path.join(ROOT, "data", "sample-county")
    run(program, "rollup", county, "--year", "2025", "--parent", PARENT, "--as-of", "2026-02-19", "-o", os.path.join(work, "county"), "-q", codes=(1,))
    folder = os.path.join(work, "county", "2025", PARENT)
    workbook = next(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith("年度报告.xlsx"))
    save(sheet(work, workbook, "报送情况", "A1:K20", widths={"A": 24, "C": 12, "K": 44}), "报送情况.png")


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        report(program, work)
        outcome(work)
        blank(program, work)
        totals_form(program, work)
        asked(program, work)
        marked(program, work)
        handed_in(program, work)


if __name__ == "__main__":
    main()
