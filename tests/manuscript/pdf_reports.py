"""The published reports (data/real_reports.json) written as PDF by the program, and read back from it: each row of the form is found
with its numbers, and nothing is read wrong. With --office LibreOffice prints the workbooks of some instead.

    python3 tests/manuscript/pdf_reports.py PRINT_MANUSCRIPT PROGRAM [--office] [--reports FILE]
"""
import argparse
import glob
import os
import re
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
from expand_report import Contradiction, expand, load_reports

ROOT = os.path.dirname(TESTS)
OFFICE = (0, 3, 5, 7)
PROACTIVE = {"2019": {"规章": ("rules", ("made", "published", "published_total")), "规范性文件": ("normative", ("made", "published", "published_total")),
                      "行政许可": ("licences", ("items_before", "items_change", "decisions")),
                      "其他对外管理服务事项": ("services", ("items_before", "items_change", "decisions")),
                      "行政处罚": ("penalties", ("items_before", "items_change", "decisions")),
                      "行政强制": ("coercion", ("items_before", "items_change", "decisions")),
                      "行政事业性收费": ("fees", ("items_before", "items_change")), "政府集中采购": ("procurement", ("items", "amount"))},
             "2021": {"规章": ("rules", ("made", "repealed", "in_force")), "行政规范性文件": ("normative", ("made", "repealed", "in_force")),
                      "行政许可": ("licences", ("decisions",)), "行政处罚": ("penalties", ("decisions",)), "行政强制": ("coercion", ("decisions",)),
                      "行政事业性收费": ("fees", ("amount",))}}
KINDS = ("natural_person", "enterprise", "research", "welfare", "legal_service", "other_org", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
BLOCKS = ("reconsideration", "direct_suit", "suit_after_reconsideration")


def number(text):
    """The number of a cell, without its note; None for what is none."""
    plain = re.sub(r"（.*）$", "", text)
    return plain if re.fullmatch(r"[-+]?[\d.,]+", plain) else None


def shown(value):
    return "" if value is None else f"{value:f}" if not isinstance(value, (int, str)) else str(value)


def read(printer, path):
    """(refusal, tables of {(row, column): (text, unsure)})"""
    done = subprocess.run([printer, path], capture_output=True, text=True, check=True)
    tables, refused = [], ""
    for line in done.stdout.splitlines():
        kind, *fields = line.split("\t")
        if kind == "refused":
            refused = fields[0]
        elif kind == "table":
            tables.append({})
        elif kind == "cell":
            row, col, _, cols, _ = map(int, fields[:5])
            tables[-1][row, col] = (fields[5], fields[6] != "-", cols)
    return refused, tables


def rows_of(table):
    """For each row its last words and the numbers behind them: (label, [text or None where it is unsure])."""
    for row in sorted({at[0] for at in table}):
        cells = [table[at] for at in sorted(table) if at[0] == row]
        words = [i for i, cell in enumerate(cells) if cell[0] and number(cell[0]) is None]
        if words or cells:
            first = words[-1] + 1 if words else 0
            yield cells[first - 1][0] if words else "", [None if unsure else text for text, unsure, _ in cells[first:]]


def form_labels(form):
    with open(os.path.join(TESTS, "support/oracles", f"labels_{form}.txt"), encoding="utf-8") as source:
        lines = source.read().splitlines()
    lines = lines[lines.index("一、本年新收政府信息公开申请数量"):lines.index("四、结转下年度继续办理") + 1]
    groups = {line for i, line in enumerate(lines[:-1]) if line.startswith("（") and lines[i + 1].startswith("1.")}
    return [line for line in lines if line not in groups and not line.startswith("三、")]


def expected(report):
    """[(label, numbers)] in the order of the form."""
    form, tables = report["form"], report["tables"]
    for label, (row, columns) in PROACTIVE[form].items():
        yield label, [shown(tables["proactive"][row].get(column)) for column in columns]
    labels = form_labels(form)
    rows = tables["requests"]
    assert len(labels) == len(rows), (len(labels), list(rows))
    for label, row in zip(labels, rows.values()):
        yield label, [shown(row.get(kind)) for kind in KINDS]
    yield "", [shown(tables["review"][block].get(result)) for block in BLOCKS for result in RESULTS]


def same(got, want):
    clean = lambda text: re.sub(r"[,，]", "", number(text) or text).rstrip("0").rstrip(".") if "." in text else (number(text) or text)  # noqa: E731
    return clean(got) == clean(want)


def compare(report, refused, tables):
    """(cells of the form, read right, unread, [what is wrong])"""
    found = [row for table in tables for row in rows_of(table)]
    total = right = unread = at = 0
    wrong = [f"refused: {refused}"] if refused else []
    for label, numbers in expected(report):
        total += len(numbers)
        place = next((i for i in range(at, len(found)) if found[i][0] == label and len(found[i][1]) >= len(numbers)), None)
        if place is None:
            unread += len(numbers)
            wrong.append(f"no row {label}")
            continue
        at = place + 1
        for got, want in zip(found[place][1][-len(numbers):], numbers):
            if got is None:
                unread += 1
            elif same(got, want):
                right += 1
            else:
                wrong.append(f"{label}: {got!r}, expected {want!r}")
    return total, right, unread, wrong


def write(program, report, folder):
    expectation = expand(report, folder)
    out = os.path.join(folder, "out")
    subprocess.run([program, "report", os.path.join(folder, "ledger"), "--year", str(report["year"]), "--form", report["form"],
                    "--as-of", f"{report['year'] + 1}-03-20", "-o", out, "-q"], capture_output=True, check=False)
    return {"form": report["form"], "tables": expectation["tables"]}, glob.glob(os.path.join(glob.escape(out), "*", "*"))[0]


def printed_by_office(folder, work):
    book = next(path for path in glob.glob(os.path.join(glob.escape(folder), "*.xlsx")) if "问题" not in path)
    subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.join(work, "office"), "--headless", "--convert-to", "pdf", "--outdir", work, book],
                   capture_output=True, check=True, timeout=120)
    return os.path.join(work, os.path.basename(book)[:-5] + ".pdf")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("printer")
    arguments.add_argument("program")
    arguments.add_argument("--office", action="store_true")
    arguments.add_argument("--reports", default=os.path.join(ROOT, "data", "real_reports.json"))
    options = arguments.parse_args()
    failed = sums = 0
    with tempfile.TemporaryDirectory() as work:
        for index, published in enumerate(load_reports(options.reports)):
            if options.office and index not in OFFICE:
                continue
            try:
                report, folder = write(os.path.abspath(options.program), published, os.path.join(work, str(index)))
            except (Contradiction, KeyError):
                continue                                # data of others that no ledger can say
            path = printed_by_office(folder, work) if options.office else glob.glob(os.path.join(glob.escape(folder), "*.pdf"))[0]
            total, right, unread, wrong = compare(report, *read(os.path.abspath(options.printer), path))
            print(f"{published['agency']} {published['year']}: {right} of {total} cells, {unread} unread, {len(wrong)} wrong")
            print("".join(f"     {line}\n" for line in wrong[:20]), end="")
            failed += bool(wrong) or unread > 0
            sums += total
    print(f"{sums} cells, {failed} reports not whole")
    sys.exit(1 if failed or not sums else 0)


if __name__ == "__main__":
    main()
