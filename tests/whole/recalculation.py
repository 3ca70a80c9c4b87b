"""Compares the cached values of the workbook's formulas with the results of LibreOffice.

    python3 tests/whole/recalculation.py PROGRAM

The script removes the cached value of every formula from the sample's workbook, so that LibreOffice has to calculate. Each formula
must give the value that the program had cached. Exit status 0 = all equal.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def write_sample(program, out):
    subprocess.run([program, "report", os.path.join(ROOT, "data", "sample"), "--year", "2025", "--as-of", "2026-01-20", "-q", "-o", out],
                   check=True, stdout=subprocess.DEVNULL)
    books = [b for b in glob.glob(os.path.join(out, "*", "*", "*.xlsx")) if "报告" in b]
    assert len(books) == 1, books
    return books[0]


def without_cached_values(source, target):
    """Copies the workbook without cached values; returns how many it removed."""
    taken = 0
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            content = book.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content, n = re.subn(rb"(</f>)\s*<v>[^<]*</v>", rb"\1", content)
                taken += n
            copy.writestr(name, content)
    return taken


def formula_values(path):
    """(sheet part, cell) → value, for every cell with a formula."""
    values = {}
    with zipfile.ZipFile(path) as book:
        for name in sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet")):
            for cell in ElementTree.fromstring(book.read(name)).iter(f"{SHEET}c"):
                if cell.find(f"{SHEET}f") is not None:
                    values[name, cell.get("r")] = cell.findtext(f"{SHEET}v")
    return values


def same(a, b):
    try:
        return abs(float(a) - float(b)) < 1e-9
    except (TypeError, ValueError):
        return a == b


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_recalculation.py PROGRAM")
    with tempfile.TemporaryDirectory() as work:
        book = write_sample(sys.argv[1], os.path.join(work, "out"))
        bare = os.path.join(work, "bare.xlsx")
        taken = without_cached_values(book, bare)
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", "xlsx", "--outdir",
                        os.path.join(work, "recalculated"), bare], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cached, recalculated = formula_values(book), formula_values(os.path.join(work, "recalculated", "bare.xlsx"))
    wrong = [(place, value, recalculated.get(place)) for place, value in sorted(cached.items()) if not same(value, recalculated.get(place))]
    for place, value, other in wrong[:20]:
        print(f"{place[0]} {place[1]}: cached {value}, recalculated {other}")
    print(f"{len(cached)} formulas, {taken} cached values taken out, {len(wrong)} differ")
    sys.exit(1 if wrong or not taken else 0)


if __name__ == "__main__":
    main()
