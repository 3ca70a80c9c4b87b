"""A superior's folder in which every agency hands in another form (JSON, workbook, Word, page, PDF) is summed and checked like the one
that holds report.json alone; and a copy in another form, edited, is compared with the form that counts.

    python3 tests/whole/mixed_forms.py PROGRAM

The documents of one agency are made by a rollup of it alone: a tree of two, the upper with the agency's name and code.
"""
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COUNTY = os.path.join(ROOT, "data", "sample-county")
FORMS = ("report.json", "*报告.xlsx", "*报告.docx", "page.html", "*报告.pdf")
PROBLEMS = []


def run(program, *arguments):
    done = subprocess.run([program, "rollup", *arguments, "--year", "2025", "--as-of", "2026-02-19", "-q"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{arguments}: exit {done.returncode}\n{done.stderr}")
    return done


def same(what, wanted, got):
    if wanted != got:
        PROBLEMS.append(f"{what}: expected {wanted}, got {got}")


def different(one, other):
    """The cells in which two reports differ, on both sides."""
    flat = [{f"{t}/{r}/{c}": v for t, rows in tables.items() for r, row in rows.items() for c, v in row.items()} for tables in (one, other)]
    cells = [cell for cell in {**flat[0], **flat[1]} if flat[0].get(cell) != flat[1].get(cell)]
    return [{cell: side.get(cell) for cell in cells} for side in flat]


def documents(program, path, folder, change=lambda report: None):
    """Every form of the report at `path`, below `folder`."""
    with open(path, encoding="utf-8") as source:
        report = json.load(source)
    change(report)
    code, name = report["agency"]["code"], report["agency"]["name"]
    below = os.path.join(folder, "ledger")
    os.makedirs(os.path.join(below, "报送"))
    with open(os.path.join(below, "agencies.csv"), "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["机关代码", "机关名称", "上级机关代码", "机关类型", "层级"], [code, name, "", "G", "4"], ["00000000MB0000001A", "下级", code, "B", "4"]])
    with open(os.path.join(below, "problems.md"), "w", encoding="utf-8") as out:
        out.write("有的栏目更新不够及时，已改为每周检查。\n")
    report["agency"].update(code="00000000MB0000001A", name="下级")
    with open(os.path.join(below, "报送", "report.json"), "w", encoding="utf-8") as out:
        json.dump(report, out, ensure_ascii=False)
    run(program, below, "--parent", code, "-o", folder)
    return os.path.join(folder, "2025", code), name


def sum_of(program, folder, out):
    tables = os.path.join(folder, "agencies.csv")
    if not os.path.exists(tables):
        shutil.copy(os.path.join(COUNTY, "agencies.csv"), tables)
        shutil.copy(os.path.join(COUNTY, "problems.md"), folder)
    run(program, folder, "--parent", "11369925MB001000XL", "-o", out)
    made = os.path.join(out, "2025", "11369925MB001000XL")
    with open(os.path.join(made, "report.json"), encoding="utf-8") as source:
        report = json.load(source)
    with open(os.path.join(made, "报送情况.csv"), encoding="utf-8-sig", newline="") as source:
        filings = [{k: v for k, v in row.items() if k in ("agency_code", "机关代码", "state", "状态", "draft", "草稿")} for row in csv.DictReader(source)]
    with open(os.path.join(made, "findings.csv"), encoding="utf-8-sig", newline="") as source:
        found = list(csv.reader(source))
    return report, filings, found


def edited(path, out, old, new):
    """The Word file with one word changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as to:
        for part in source.namelist():
            body = source.read(part)
            if part == "word/document.xml":
                text = body.decode()
                assert text.count(old), old
                body = text.replace(old, new, 1).encode()
            to.writestr(part, body)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        alone, mixed = os.path.join(work, "json"), os.path.join(work, "mixed")
        last = None
        for i, path in enumerate(sorted(glob.glob(os.path.join(COUNTY, "报送", "2025", "*", "report.json")))):
            made, name = documents(program, path, os.path.join(work, f"made{i}"))
            form = FORMS[i % len(FORMS)]
            source = glob.glob(os.path.join(made, form))[0]
            for folder, file in ((alone, os.path.join(made, "report.json")), (mixed, source)):
                os.makedirs(os.path.join(folder, "报送", name))
                shutil.copy(file, os.path.join(folder, "报送", name, "年报.html" if file.endswith("page.html") else os.path.basename(file)))
            if form == "report.json":
                last = made, name
        one, filings, _ = sum_of(program, alone, os.path.join(work, "out1"))
        two, others, found = sum_of(program, mixed, os.path.join(work, "out2"))
        same("cells", *different(one["tables"], two["tables"]))
        same("notes", one["notes"], two["notes"])
        same("states", filings, others)
        same("drafts", True, any(row.get("draft") or row.get("草稿") for row in filings))
        same("problems of reading", [], [row for row in found if re.match(r"R0[1-9]$", row[0])])
        print(f"{len(filings)} agencies, the sum of mixed forms is that of JSON")

        # A copy counts for nothing, and where it differs each cell is named.
        made, name = last
        word = glob.glob(os.path.join(made, "*报告.docx"))[0]
        shutil.copy(glob.glob(os.path.join(made, "*报告.pdf"))[0], os.path.join(mixed, "报送", name))
        shutil.copy(word, os.path.join(mixed, "报送", name))
        three, again, found = sum_of(program, mixed, os.path.join(work, "out3"))
        same("cells beside copies", *different(two["tables"], three["tables"]))
        same("states beside copies", others, again)
        same("copies that agree", [], [row for row in found if row[0] == "R03"])
        with open(os.path.join(made, "report.json"), encoding="utf-8") as source:
            total = json.load(source)["tables"]["requests"]["new"]["total"]
        edited(word, os.path.join(mixed, "报送", name, os.path.basename(word)), f">{total}<", f">{total}7<")
        four, _, found = sum_of(program, mixed, os.path.join(work, "out4"))
        same("cells beside an edited copy", *different(two["tables"], four["tables"]))
        said = [row for row in found if row[0] == "R03"]
        same("edited cells", 1, len(said))
        print("a copy that agrees is silent, one that was edited is named")

        # A copy of one agency's report that another one handed in as its own is no copy: that agency's file came and is not its report.
        below = next(folder for folder in sorted(glob.glob(os.path.join(mixed, "报送", "*"))) if os.path.basename(folder) != name and glob.glob(os.path.join(folder, "*.docx")))
        kept = os.path.join(work, "kept")
        shutil.move(below, kept)
        os.makedirs(below)
        shutil.copy(word, os.path.join(below, "年报.docx"))
        _, filings, found = sum_of(program, mixed, os.path.join(work, "astray"))
        same("R07", [os.path.join("报送", os.path.basename(below), "年报.docx")], [row[6] for row in found if row[0] == "R07"])
        same("unread", 1, sum("已交未读" in row.values() for row in filings) - sum("已交未读" in row.values() for row in again))
        shutil.rmtree(below)
        shutil.move(kept, below)

        # Two Word files of one agency are two reports, as two workbooks are; their names decide nothing but the last.
        words = glob.glob(os.path.join(mixed, "报送", "*", "*报告.docx"))
        alone = next(path for path in words if len(os.listdir(os.path.dirname(path))) == 1)
        with zipfile.ZipFile(alone) as source:
            licences = re.search(r'w:val="TableNumber"/>.*?<w:t[^>]*>([1-9]\d+)<', source.read("word/document.xml").decode())[1]
        edited(alone, os.path.join(os.path.dirname(alone), "另一份.docx"), f">{licences}<", f">{licences}3<")
        _, _, found = sum_of(program, mixed, os.path.join(work, "out6"))
        same("F03", 1, len([row for row in found if row[0] == "F03"]))
        os.remove(os.path.join(os.path.dirname(alone), "另一份.docx"))

        # Equations that do not hold in a PDF, words around a page: said once each, and of no other report.
        def shift(report):
            report["tables"]["requests"]["1"]["enterprise"] += 5
        made, name = documents(program, os.path.join(COUNTY, "报送", "2025", last[1], "report.json"), os.path.join(work, "shifted"), shift)
        below = os.path.join(mixed, "报送", name)
        shutil.rmtree(below)
        os.makedirs(below)
        shutil.copy(glob.glob(os.path.join(made, "*报告.pdf"))[0], below)
        page = glob.glob(os.path.join(mixed, "报送", "*", "年报.html"))[0]
        with open(page, encoding="utf-8") as source:
            text = source.read()
        with open(page, "w", encoding="utf-8") as out:
            out.write(text.replace("<body>", "<body><div><p>首页</p><p>政务公开</p></div>", 1))
        _, _, found = sum_of(program, mixed, os.path.join(work, "out5"))
        same("R09", [os.path.join("报送", name)], [os.path.dirname(row[6]) for row in found if row[0] == "R09"])
        same("R10 of a page", 1, len([row for row in found if row[0] == "R10" and "（2 段）" in "".join(row)]))
    print("\n".join(PROBLEMS))
    return bool(PROBLEMS)


if __name__ == "__main__":
    sys.exit(main())
