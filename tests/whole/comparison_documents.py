"""Opens a comparison's documents in other programs.

    python3 tests/whole/comparison_documents.py PROGRAM

  - 比较.pdf: PDFBox Preflight (PDF/A-1b), qpdf, embedded fonts; a Figure with Alt a chart, tables with heads; A4; every indicator
    and, of the agencies' table, every agency in its text;
  - 比较.xlsx: the cached value of every formula taken out, LibreOffice calculates the same;
  - 比较.html: tidy finds nothing; in headless Chromium nothing logged, nothing fetched, sorting orders a column and keeps few cases out of it; printed
    it has every agency and the head of its table on each page; without scripts the same text.
Exit status 0 = no fault.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, place) for place in ("support/oracles", "support/generators")]
from browser import chromium, printed, tidy
from check_pdf import fonts, output_of, preflight, qpdf
from make_submissions import make
from written_report import pdf_structure, pdf_text

from recalculation import formula_values, same, without_cached_values

YEARS = (2020, 2024, 2025)
AGENCIES = 30
PROBE = """<script>
addEventListener("load", () => {
  const body = [...document.querySelectorAll("table.wide tbody.sortable")][0];
  const head = body.parentElement.tHead;
  const button = [...head.querySelectorAll(".sort")].find((b) => b.textContent === "公开率");
  const column = [...head.rows[1].cells].indexOf(button.parentElement) + 1;
  button.click();
  const shown = [...body.rows].map((row) => [row.cells[0].textContent, row.cells[column].dataset.v ?? null, row.cells[column].className]);
  const probe = document.createElement("pre");
  probe.id = "probe";
  probe.textContent = JSON.stringify({shown, fetched: performance.getEntriesByType("resource").length, sort: button.parentElement.getAttribute("aria-sort")});
  document.body.append(probe);
});
</script>
"""


def run(program, work):
    reports = os.path.join(work, "reports")
    make(reports, AGENCIES, YEARS)
    subprocess.run([program, "compare", reports, "-o", work, "--as-of", "2026-04-01", "-q"], check=True, capture_output=True)
    folder = os.path.join(work, "比较")
    with open(os.path.join(folder, "comparison.json"), encoding="utf-8") as source:
        return folder, json.load(source)


def flat(text):
    return "".join(text.split())


# -- PDF

def check_pdf(path, found):
    yield from preflight(path)
    yield from qpdf(path)
    yield from fonts(path)
    text = flat(pdf_text(path, "-raw"))
    for word in [found["title"], *(i["label"] for i in found["indicators"]), *(r["name"] for r in found["reports"])]:
        if flat(word) not in text:
            yield f"the PDF does not say {word}"
    if "A4" not in output_of("pdfinfo", path):
        yield "the PDF is not on A4"
    elements = [name for _, name, _ in pdf_structure(path)]
    if elements.count("Table") < 5 or elements.count("Figure") < 5 or elements.count("H1") != 1:
        yield f"structure: {elements.count('Table')} tables, {elements.count('Figure')} figures, {elements.count('H1')} titles"
    objects = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, "-"], capture_output=True, check=True).stdout
    if objects.count(b"/S /Figure") != objects.count(b"/Alt "):
        yield "a figure of the PDF has no words"


# -- XLSX

def check_workbook(path, work):
    bare = os.path.join(work, "bare.xlsx")
    taken = without_cached_values(path, bare)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", "xlsx", "--outdir",
                    os.path.join(work, "recalculated"), bare], check=True, capture_output=True)
    cached, recalculated = formula_values(path), formula_values(os.path.join(work, "recalculated", "bare.xlsx"))
    if not taken or len(cached) < AGENCIES * len(YEARS):
        yield f"the workbook has {len(cached)} formulas, {taken} with values"
    for place, value in sorted(cached.items()):
        if not same(value, recalculated.get(place)):
            yield f"{place[0]} {place[1]}: cached {value}, recalculated {recalculated.get(place)}"


# -- HTML

def check_sorting(probe):
    total, *rows = probe["shown"]
    values = [int(row[1]) for row in rows if row[1] is not None]
    judged = [row[1] is not None for row in rows]
    if total[0] != "全体" or probe["sort"] != "descending" or values != sorted(values, reverse=True) or len(values) < 5:
        yield f"sorting by 公开率 gives {rows[:5]}"
    if judged != sorted(judged, reverse=True) or not any("few" in row[2] for row in rows):
        yield "sorting mixes few cases with the others"
    if probe["fetched"]:
        yield f"the page fetches {probe['fetched']} things"


def check_page(path, work, found):
    with open(path, encoding="utf-8") as source:
        page = source.read()
    for outside in re.findall(r"(?:\ssrc=|\shref=|url\(|@import|https?://)[^>\s]*", page):
        yield f"the page refers to {outside}"
    probed = os.path.join(work, "probed.html")
    with open(probed, "w", encoding="utf-8") as target:
        target.write(page.replace("</body>", PROBE + "</body>"))
    done = chromium(work, probed, "--dump-dom")
    if "CONSOLE" in done.stderr:
        yield "logged: " + "; ".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    inside = re.search(r'<pre id="probe">(.*?)</pre>', done.stdout, re.S)
    if inside:
        yield from check_sorting(json.loads(inside[1]))
    else:
        yield "the page's script did not run to its end"
    yield from (f"tidy: {line}" for line in tidy(path))
    yield from check_print(path, work, page, found)


def check_print(path, work, page, found):
    names = {r["name"] for r in found["reports"]}
    plain = os.path.join(work, "plain.html")
    with open(plain, "w", encoding="utf-8") as target:
        target.write(re.sub(r"<script>.*?</script>", "", page, flags=re.S))
    for source in (path, plain):
        pages = [flat(p) for p in output_of("pdftotext", "-layout", printed(work, source), "-").split("\f")]
        everything = "".join(pages)
        missing = [name for name in names if name not in everything]
        if missing:
            yield f"printed, {os.path.basename(source)} lacks {missing[:3]}"
        first = next(i for i, p in enumerate(pages) if "五、各机关一览" in p)
        wide = [p for p in pages[first:] if p.count("%") > len(found["indicators"])]
        if len(wide) < 3 or any("公开率" not in p or "复议纠错率" not in p for p in wide):
            yield f"printed, {os.path.basename(source)} has the wide table without its head on one of {len(wide)} pages"


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        folder, found = run(program, work)
        problems = [*check_pdf(os.path.join(folder, "比较.pdf"), found), *check_workbook(os.path.join(folder, "比较.xlsx"), work),
                    *check_page(os.path.join(folder, "比较.html"), work, found)]
        files = len(glob.glob(os.path.join(folder, "*")))
    for problem in problems[:20]:
        print(problem)
    print(f"{files} files, {len(problems)} faults")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
