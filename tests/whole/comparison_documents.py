"""Opens a comparison's documents in other programs.

    python3 tests/whole/comparison_documents.py PROGRAM

  - 比较.pdf: PDFBox Preflight (PDF/A-1b), qpdf, embedded fonts; a Figure with Alt a chart, tables with heads; A4; every indicator
    and, of the agencies' table, every agency in its text;
  - 比较.xlsx: its sheets in their order, sums of years and of all as formulas; the cached value of every formula taken out, LibreOffice calculates the same;
  - 比较.html: tidy finds nothing; in headless Chromium nothing logged, nothing fetched, sorting orders a column and keeps few cases out of it, the
    search leaves the agencies that it finds, choosing a year hides the tables of others; printed it has every agency and the head of its table
    on each page; without scripts the same text. Every agency has a page, which leads back; on a telephone no page is wider than the window.
Exit status 0 = no fault.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
import urllib.parse

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, place) for place in ("support/oracles", "support/generators")]
from browser import chromium, printed, tidy
from check_pdf import fonts, output_of, preflight, qpdf
from make_submissions import make
from written_report import pdf_elements, pdf_text

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
  const seen = () => [...document.querySelectorAll("table.wide tbody.searched tr")].filter((row) => row.getClientRects().length).map((row) => row.cells[0].textContent);
  const sort = button.parentElement.getAttribute("aria-sort"), every = seen().length;
  document.querySelector("#c0-1").checked = true;
  const chosen = seen().length;
  document.querySelector("#search").value = "临江县  局";
  document.querySelector("#search").dispatchEvent(new Event("input"));
  const found = seen(), said = document.querySelector("#found").textContent;
  const probe = document.createElement("pre");
  probe.id = "probe";
  probe.textContent = JSON.stringify({shown, sort, every, chosen, found, said, fetched: performance.getEntriesByType("resource").length});
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
    elements = pdf_elements(path)
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
    with zipfile.ZipFile(path) as book:
        sheets = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        sums = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet") and b"<f>SUM(" in book.read(name)]
    if sheets[:5] != ["说明", "先看", "图表", "趋势", "变化"] or sheets[-1] != "明细" or sums != [f"xl/worksheets/sheet{len(sheets)}.xml"]:
        yield f"sheets {sheets}, sums in {sums}"
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
    if judged != sorted(judged, reverse=True) or all(judged):
        yield "sorting mixes few cases with the others"
    if probe["fetched"]:
        yield f"the page fetches {probe['fetched']} things"


def check_choosing(probe, found):
    names = {r["name"] for r in found["reports"] if r["year"] == max(YEARS)}
    wanted = {name for name in names if "临江县" in name and "局" in name}
    if probe["every"] != len(found["reports"]) + len(YEARS) or probe["chosen"] != len(names) + 1:
        yield f"of {len(found['reports'])} rows {probe['every']} are shown, of one year {probe['chosen']}"
    if not wanted or {name.split("（")[0] for name in probe["found"]} != wanted | {"全体"} or probe["said"] != f"{len(wanted)} / {AGENCIES}":
        yield f"the search finds {probe['found']}, says {probe['said']}"


def links_of(path):
    """The files that a page leads to. It loads none of them, and has nothing from elsewhere."""
    with open(path, encoding="utf-8") as source:
        page = source.read()
    outside = re.findall(r"(?:\ssrc=|url\(|@import|https?://|<link|<img)[^>\s]*", page)
    files = {os.path.join(os.path.dirname(path), urllib.parse.unquote(link)) for link in re.findall(r'href="([^"]*)"', page)}
    return files, [*outside, *(file for file in files if not os.path.isfile(file))]


def check_links(path):
    agencies, faults = links_of(path)
    if len(agencies) != AGENCIES:
        yield f"the page leads to {len(agencies)} agencies"
    for name in sorted(agencies)[:3]:
        back, lost = links_of(name)
        faults += lost
        if [os.path.realpath(file) for file in back] != [os.path.realpath(path)]:
            yield f"{name} leads to {back}"
        yield from (f"{os.path.basename(name)}: tidy: {line}" for line in tidy(name))
    yield from (f"a page refers to {fault}" for fault in faults)


NARROW = """<!DOCTYPE html><body>%s<script>
addEventListener("load", () => {
  document.body.textContent = "probe" + JSON.stringify([...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument.documentElement.scrollWidth));
});
</script>"""


def check_telephone(path, work):
    pages = [path, sorted(glob.glob(os.path.join(os.path.dirname(path), "机关", "*")))[0]]
    probe = os.path.join(work, "narrow.html")
    with open(probe, "w", encoding="utf-8") as target:
        target.write(NARROW % "".join(f'<iframe src="file://{page}" style="border:0;width:360px;height:700px"></iframe>' for page in pages))
    widths = json.loads(re.search(r"probe(\[.*\])", chromium(work, probe, "--allow-file-access-from-files", "--dump-dom").stdout)[1])
    if any(width > 360 for width in widths):
        yield f"on a telephone of 360 pixels the pages are {widths} wide"


def check_page(path, work, found):
    with open(path, encoding="utf-8") as source:
        page = source.read()
    yield from check_links(path)
    yield from check_telephone(path, work)
    probed = os.path.join(work, "probed.html")
    with open(probed, "w", encoding="utf-8") as target:
        target.write(re.sub("<meta http-equiv.*?/>", "", page).replace("</body>", PROBE + "</body>"))
    logged = chromium(work, path, "--dump-dom")        # with its own policy, under which its script must run
    if "CONSOLE" in logged.stderr or 'class="sort"' not in logged.stdout:
        yield "the policy of the page does not let its script run"
    done = chromium(work, probed, "--dump-dom")
    if "CONSOLE" in done.stderr:
        yield "logged: " + "; ".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    inside = re.search(r'<pre id="probe">(.*?)</pre>', done.stdout, re.S)
    if inside:
        yield from check_sorting(json.loads(inside[1]))
        yield from check_choosing(json.loads(inside[1]), found)
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
        first = next(i for i, p in enumerate(pages) if "、各机关一览" in p)
        last = next(i for i, p in enumerate(pages) if i >= first and "、离群" in p)
        wide = [p for p in pages[first + 1:last] if p.count("%") > len(found["indicators"])]      # behind the page on which charts end
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
