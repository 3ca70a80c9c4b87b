"""The print sheet of a written workbook, as LibreOffice prints it: rows as high as their texts need, tables whole, no bracket left alone.

    python3 tests/whole/print_sheet.py PROGRAM

The sample, a report of the 2019 form, the county's sum, and the sample with paragraphs of up to 10,000 characters and Latin words. In the PDF
that LibreOffice makes of the workbook:

  - no line stands upon the line above it, as lines do that a row is too low for, and none stands more than one empty line below it;
  - the texts of the report are there, whole;
  - each table stands on one page with its heading, no heading stands last on a page, and no line is a closing bracket alone;
  - the letters are as large as the sheet says: columns did not become wider than the paper.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOUCHING = 0.75                                        # steps from line to line, in heights of their letters
FAR = 2
wrong = []


def say(words):
    wrong.append(words)


def office(work, kind, folder, *paths):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", kind, "--outdir", folder, *paths],
                   check=True, capture_output=True, timeout=300)


def long_ledger(work):
    """Paragraphs of 1 to 30 lines, one of 10,000 characters without an end of a sentence, Latin words, and numbers with notes of every length."""
    folder = os.path.join(work, "ledger")
    shutil.copytree(os.path.join(ROOT, "data", "sample"), folder)
    unit = "全年办理政府信息公开申请，认真落实答复前的审核制度，做到件件有登记、有审核、有归档。"
    texts = [unit * n for n in range(1, 29, 3)] + ["没有句号的长段，" * 1250]
    texts += ["https://www.example.gov.cn/zwgk/fdzdgknr/" * 5 + "查阅。", "2025 " * 60 + "年。", "office " * 50 + "。"]
    with open(os.path.join(folder, "overview.md"), "a", encoding="utf-8") as out:
        out.write("\n\n" + "\n\n".join(texts) + "\n")
    return folder


def written(program, work, name, *words):
    out = os.path.join(work, name)
    done = subprocess.run([program, *words, "-q", "-o", out], capture_output=True, text=True, check=False)
    books = [path for path in glob.glob(os.path.join(out, "*", "*", "*年度报告.xlsx"))]
    if done.returncode > 1 or len(books) != 1:
        say(f"{name}: exit {done.returncode}, {books}\n{done.stderr[-300:]}")
        return None
    return shutil.copy(books[0], os.path.join(work, name + ".xlsx"))


def pages_of(pdf):
    """The pages of the print sheet: of each the words of a line that stand together, (x0, y0, x1, y1, words), from the top down."""
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout
    space, found = "{http://www.w3.org/1999/xhtml}", []
    for page in xml.etree.ElementTree.fromstring(out).iter(space + "page"):
        words = [(*(float(word.get(key)) for key in ("xMin", "yMin", "xMax", "yMax")), word.text) for word in page.iter(space + "word")]
        found.append(sorted((word for word in words if word[1] > 60 and word[3] < 780), key=lambda word: word[1]))
        if any(word[4] == "六、其他需要报告的事项" for word in found[-1]) and len(found[-1]) > 1:
            return found
    return found


def steps(name, n, page):
    """Of each line the nearest one above it in the same column."""
    for i, (x0, y0, x1, y1, words) in enumerate(page):
        above = [line for line in page[:i] if min(x1, line[2]) - max(x0, line[0]) > 1 and line[1] < y0 - 1]
        if not above:
            continue
        last = max(above, key=lambda line: line[1])
        height = min(y1 - y0, last[3] - last[1])
        if y0 - last[1] < TOUCHING * height:
            say(f"{name}: page {n + 1}: {words[:30]} stands {y0 - last[1]:.1f} below {last[4][:30]}")
        if x0 < 80 and x1 - x0 > 300 and y0 - last[3] > FAR * height:
            say(f"{name}: page {n + 1}: {words[:30]} stands {y0 - last[3]:.1f} points away from {last[4][:30]}")


def texts(name, pdf, pages, folder):
    with open(glob.glob(os.path.join(folder, "*", "*", "report.json"))[0], encoding="utf-8") as source:
        narrative = json.load(source)["narrative"]
    raw = subprocess.run(["pdftotext", "-raw", "-l", str(len(pages)), pdf, "-"], capture_output=True, text=True, check=True).stdout
    read = re.sub(r"\s", "", re.sub(r"^(— \d+ —|草稿：.*)$", "", raw.replace("\f", "\n"), flags=re.M))
    for section, said in narrative.items():
        for paragraph in said.splitlines():
            if re.sub(r"\s|^#+", "", paragraph) not in read:
                say(f"{name}: {section}: not printed whole: {paragraph[:60]}")


def printed(name, pdf, folder):
    pages = pages_of(pdf)
    texts(name, pdf, pages, folder)
    places = {}
    for n, page in enumerate(pages):
        steps(name, n, page)
        for *_, words in page:
            places.setdefault(words, n)
            if words == "）":
                say(f"{name}: page {n + 1} has a line {words}")
        last = max(page, key=lambda line: line[1])[4]
        if re.match("（[一二三四五六七八九十]+）.{2,20}$|[一二三四五六]、.*情况$", last):
            say(f"{name}: page {n + 1} ends with {last}")
    for heading, ends in (("二、主动公开政府信息情况", ("行政事业性收费", "政府集中采购")), ("三、收到和处理政府信息公开申请情况", ("四、结转下年度继续办理",))):
        found = {places[word] for word in ends if word in places}
        if heading not in places or found != {places[heading]}:
            say(f"{name}: {heading} stands on page {places.get(heading)}, the end of its table on {found}")
    title = next(y1 - y0 for _, y0, _, y1, words in pages[0] if words.endswith("年政府信息公开工作年度报告"))
    if title < 24:                                     # of 20 points; letters are 1.3 times as high
        say(f"{name}: the title's letters are {title:.1f} points high: the sheet was made smaller")
    return sum(map(len, pages))


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="nianbao-print-") as work:
        books = {
            "sample": written(program, work, "sample", "report", os.path.join(ROOT, "data", "sample"), "--year", "2025", "--as-of", "2026-01-20"),
            "2019": written(program, work, "2019", "report", os.path.join(ROOT, "tests", "cases", "form-2019", "ledger"), "--year", "2020", "--as-of", "2021-01-20"),
            "county": written(program, work, "county", "rollup", os.path.join(ROOT, "data", "sample-county"), "--year", "2025", "--parent", "11369925MB001000XL", "--as-of", "2026-02-19"),
            "long": written(program, work, "long", "report", long_ledger(work), "--year", "2025", "--as-of", "2026-01-20"),
        }
        books = {name: path for name, path in books.items() if path}
        office(work, "pdf", work, *books.values())
        lines = sum(printed(name, os.path.join(work, name + ".pdf"), os.path.join(work, name)) for name in books)
    print("\n".join([*wrong, f"print sheet: {len(books)} workbooks, {lines} lines, {len(wrong)} wrong"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
