"""How offices lay a table out in a workbook or a CSV file: titles, two-line heads, sub-totals, lines at the foot.

    book = new_book()
    lay(book.create_sheet("Sheet1"), [("序号", "n"), (("答复", "日期"), "落款日期"), ("方式", lambda row: …)], rows, titles=["2025年台账"])
    save(book, "台账.xlsx")

A column is a heading and its value: a key of the row, or a function of the row. A heading (group, heading) stands below its group.
"""
import csv
import datetime
import os
import re
import zipfile

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter


# How a day is written in a cell.
def real_date(iso):
    return datetime.date.fromisoformat(iso)


def dotted(iso):
    return f"{int(iso[:4])}.{int(iso[5:7])}.{int(iso[8:])}"


def month_and_day(iso):
    """Of the year in the title; another year is written."""
    return f"{int(iso[5:7])}月{int(iso[8:])}日" if iso.startswith("2025") else dotted(iso)


def values(columns, fact, day):
    out = []
    for _, value in columns:
        text = value(fact) if callable(value) else fact.get(value, "")
        out.append(day(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text)) else text)
    return out


def numbered(rows, first=1):
    return [{**row, "n": n} for n, row in enumerate(rows, first)]


# ---- Workbooks
THIN = Border(*[Side(style="thin")] * 4)


def lay(sheet, columns, rows, day=real_date, titles=(), part=None, foot=()):
    """Titles, heads, rows; a sub-total after each part (part(row) → its name), lines at the foot. Returns the line of each row.
    A heading (group, heading) stands below its group, which is merged."""
    width, lines = len(columns), []
    for title in titles:
        sheet.append([title])
        line = sheet.max_row
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=width)
        sheet.cell(line, 1).font, sheet.cell(line, 1).alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    heads(sheet, [heading for heading, _ in columns])
    count = 0
    for i, row in enumerate(rows):
        sheet.append([value if value != "" else None for value in values(columns, row, day)])
        lines.append(sheet.max_row)
        count += 1
        if part and (i + 1 == len(rows) or part(rows[i + 1]) != part(row)):
            sheet.append([None, part(row) + "小计", None, f"{count}件"])
            count = 0
    for line in sheet.iter_rows(min_row=len(titles) + 1):
        for cell in line:
            cell.border, cell.alignment = THIN, Alignment(wrap_text=cell.row <= min(lines, default=0), vertical="center")
            if isinstance(cell.value, datetime.date):
                cell.number_format = "yyyy/m/d"
    for line in foot:
        sheet.append(line)
    for col in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(col)].width = 14
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = "landscape", 0, True
    return lines


def heads(sheet, headings):
    grouped = any(isinstance(h, tuple) for h in headings)
    first = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for col, heading in enumerate(headings, 1):
        group, below = heading if isinstance(heading, tuple) else (heading, None)
        if not grouped or below is None:
            sheet.cell(first, col, group)
            if grouped:
                sheet.merge_cells(start_row=first, end_row=first + 1, start_column=col, end_column=col)
            continue
        sheet.cell(first + 1, col, below)
        before = headings[col - 2] if col > 1 else None
        if not isinstance(before, tuple) or before[0] != group:
            sheet.cell(first, col, group)
            last = col
            while last < len(headings) and isinstance(headings[last], tuple) and headings[last][0] == group:
                last += 1
            if last > col:
                sheet.merge_cells(start_row=first, end_row=first, start_column=col, end_column=last)
    for line in sheet.iter_rows(min_row=first):
        for cell in line:
            cell.font = Font(bold=True)


def new_book():
    book = openpyxl.Workbook()
    book.remove(book.active)
    return book


def save(book, path):
    """Without the time of this run."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    book.save(path)
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in parts:
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-05T00:00:00Z", body)
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)


def write_csv(path, columns, rows, day=str, titles=(), encoding="gb18030"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding=encoding, newline="") as out:
        writer = csv.writer(out)
        writer.writerows([title] for title in titles)
        writer.writerow([heading for heading, _ in columns])
        writer.writerows(values(columns, row, day) for row in rows)
    return list(range(len(titles) + 2, len(titles) + 2 + len(rows)))
