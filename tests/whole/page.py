"""The report as a page, page.html, and as a fragment, report.html: what a checker, a browser and a printer make of them.

    python3 tests/whole/page.py PROGRAM

  - page.html: tidy finds nothing; ids are unique, headers= and aria-labelledby= name ids, elements are nested, headings go down by one;
    no script, nothing fetched; the named <meta>, with the settings of a website too; a draft is marked and has no time of publication;
  - both say the same words, each heading once, and the tables have the numbers of report.json;
  - in Chromium, 390 and 1280 pixels wide: nothing but the tables' own boxes scrolls, and on the phone these do;
  - printed to A4, with the sample's numbers and with numbers of six figures (of five where the fragment has to do without a style for
    paper): every row of every table in one line with all its numbers, the heads above it on each page; a draft says so on each page.
Exit status 0 = no fault.
"""
import glob
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, "support", "oracles")]
from browser import chromium, printed, tidy
from check_pdf import output_of
from written_report import load_report

VOID = {"meta", "col", "wbr", "br"}
HEADS = {"requests": ("申请人情况", "自然人", "总计"), "review": ("行政复议", "行政诉讼", "总计")}
WEBSITE = {"website.site_name": "云溪县人民政府", "website.site_domain": "www.yunxi.gov.cn", "website.site_id_code": "3699210001", "website.column_name": "县局年报"}
TITLE, AGENCY = "江州市云溪县自然资源局2025年政府信息公开工作年度报告", "江州市云溪县自然资源局"
PROBE = """<!DOCTYPE html><body><iframe src="file://%s" style="border:0;width:%dpx;height:800px"></iframe><script>
addEventListener("load", () => {
  const page = document.querySelector("iframe").contentDocument;
  const boxes = [...page.querySelectorAll("[role=region]")].map((box) => [box.clientWidth, box.scrollWidth]);
  document.body.textContent = "probe" + JSON.stringify([page.documentElement.scrollWidth, boxes]);
});
</script>"""


def read(path):
    with open(path, encoding="utf-8") as source:
        return source.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as target:
        target.write(text)
    return path


def report(program, work, name, as_of, *options):
    out = os.path.join(work, name)
    done = subprocess.run([program, "report", os.path.join(TESTS, "..", "data", "sample"), "--year", "2025", "--as-of", as_of, "-o", out, "-q", *options],
                          capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return glob.glob(os.path.join(out, "2025", "*"))[0]


# -- the text of the page

class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.used, self.levels, self.metas, self.words, self.faults, self.elements = [], [], [], [], {}, [], [], []
        self.feed(text)
        self.close()
        self.faults += [f"{tag} is not closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        self.elements.append((tag, own))
        self.ids += [own["id"]] if "id" in own else []
        self.used += (own.get("headers", "") + " " + own.get("aria-labelledby", "")).split()
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "meta" and "name" in own:
            if own["name"] in self.metas:
                self.faults.append(f"two meta {own['name']}")
            self.metas[own["name"]] = own["content"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.faults.append(f"<{tag}/>")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes another element")

    def handle_data(self, data):
        if "body" in self.open or "html" not in self.open:
            self.words.append(data)


def flat(words):
    return re.sub(r"\s", "", "".join(words))


def check_structure(name, page):
    yield from (f"{name}: {fault}" for fault in page.faults)
    twice = sorted({i for i in page.ids if page.ids.count(i) > 1})
    lost = sorted(set(page.used) - set(page.ids))
    if twice or lost:
        yield f"{name}: ids twice {twice[:3]}, not there {lost[:3]}"
    if page.levels[:1] != [1] or page.levels.count(1) != 1 or any(b > a + 1 for a, b in zip(page.levels, page.levels[1:])):
        yield f"{name}: headings of the levels {page.levels}"
    tables = [own for tag, own in page.elements if tag == "table"]
    if len(tables) != 3 or any("aria-labelledby" not in own for own in tables):
        yield f"{name}: {len(tables)} tables, or one without a name"
    for tag, own in page.elements:
        if tag in ("script", "link", "img", "iframe") or "src" in own or "href" in own or any(key.startswith("on") for key in own):
            yield f"{name}: <{tag}> {own}"


def check_page(path, metas):
    text = read(path)
    page = Page(text)
    yield from (f"tidy: {line}" for line in tidy(path))
    yield from check_structure("page.html", page)
    if page.metas != {"viewport": "width=device-width, initial-scale=1", **metas}:
        yield f"page.html: meta {page.metas}"
    if ("html", {"lang": "zh-CN"}) not in page.elements or not text.startswith("<!DOCTYPE html>") or re.search(r"url\(|@import|https?://(?!www\.yunxi)", text):
        yield "page.html: language, document type, or something from outside"


def check_words(folder):
    """The same words, and the headings of the sections once each."""
    both = {name: Page(read(os.path.join(folder, name))) for name in ("page.html", "report.html")}
    yield from check_structure("report.html", both["report.html"])
    said = {name: flat(page.words) for name, page in both.items()}
    if said["page.html"] != said["report.html"]:
        yield "page.html and report.html say different words"
    for heading in ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"):
        if said["page.html"].count("、" + heading) != 1 or re.search("、%s(?!（|第二十条|行政复议)" % heading, said["page.html"]):
            yield f"not once: {heading}"
    if any(tag in ("style", "html", "body", "meta") or "class" in own for tag, own in both["report.html"].elements):
        yield "report.html brings along what a content system takes away"


# -- in the window

def check_window(path, work, width):
    probe = write(os.path.join(work, "probe.html"), PROBE % (path, width))
    shown = re.search(r"probe(\[.*\])", chromium(work, probe, "--allow-file-access-from-files", "--dump-dom").stdout)
    whole, boxes = json.loads(shown[1])
    name = os.path.basename(path)
    if whole > width or len(boxes) != 2:
        yield f"{name}: {whole} of {width} pixels wide, {len(boxes)} boxes"
    if any((inside > box) != (width < 600) for box, inside in boxes):
        yield f"{name}: in {width} pixels boxes of {boxes}"


# -- on paper

def widened(text, first):
    """Each whole number of a table becomes one from `first` on that stands nowhere else."""
    numbers = itertools.count(first, 137)
    return re.sub(r'(<td id="[^"]+"[^>]*>)\d+<', lambda cell: f"{cell[1]}{next(numbers)}<", text)


def pasted(text):
    """A fragment in a page of a content system, which prints on A4."""
    head = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>网站</title><style>@page{size:A4;margin:15mm}</style></head>'
    return text if text.startswith("<!DOCTYPE") else f"{head}<body>{text}</body></html>"


def rows_of(text, found):
    """(table, the numbers that stand in a row, whether notes stand below them), and the ids of the cells of report.json that no row has."""
    rows = []
    for row in re.findall("<tr.*?</tr>", text, re.S):
        cells = re.findall(r'<td id="(\w+)-[^"]+"[^>]*>([^<]+)<', row)
        rows += [(cells[0][0], [number for _, number in cells], "<small" in row)] if cells else []
    wanted = {f"{table}-{row}-{column}" for table, lines in found["tables"].items() for row, columns in lines.items()
              for column, value in columns.items() if value is not None}
    return rows, wanted - set(re.findall(r'<td id="([^"]+)"', text))


def is_row(lines, shown, noted):
    """Whether a line ends with the numbers; beside a cell with a note another number stands a little lower."""
    if noted:
        return not set(shown) - {word for words, _ in lines for word in words}
    return lines[0][0][-len(shown):] == shown


def check_paper(name, path, work, found):
    text = read(path)
    rows, lost = rows_of(text, found)
    if lost:
        yield f"{name} lacks {sorted(lost)[:3]}"
    pdf = printed(work, path)
    if not re.search(r"Page size: .*\(A4\)", output_of("pdfinfo", pdf)):
        yield f"{name}: not on A4"
    pages = output_of("pdftotext", "-layout", pdf, "-").split("\f")
    lines = [(line.split(), number) for number, page in enumerate(pages) for line in page.splitlines()]
    at = 0
    for table, shown, noted in rows:
        after = next((i for i in range(at, len(lines)) if is_row(lines[i:i + 3], shown, noted)), None)
        if after is None:
            yield f"{name}: {table} lacks the row {shown}"
            continue
        at = after + 1
        page = flat(pages[lines[after][1]])
        lost = [head for head in HEADS.get(table, ()) if head not in page]
        if lost:
            yield f"{name}: page {lines[after][1] + 1} has rows of {table} without {lost}"


def check_draft(folder, work):
    path = os.path.join(folder, "page.html")
    yield from check_page(path, {**column(), "robots": "noindex", "ArticleTitle": TITLE, "ContentSource": AGENCY})
    if f"<title>（草稿）{TITLE}</title>" not in read(path):
        yield "the title says nothing of a draft"
    pages = output_of("pdftotext", "-raw", printed(work, path), "-").split("\f")[:-1]
    bare = [number + 1 for number, page in enumerate(pages) if not re.search(r"草\s*稿", page)]
    if bare:
        yield f"the draft is printed without its mark on the pages {bare} of {len(pages)}"


def column():
    return {"ColumnName": "政府信息公开年报", "ColumnDescription": "政府信息公开工作年度报告", "ColumnKeywords": "政府信息公开,年度报告", "ColumnType": "信息公开年报"}


def check(program, work):
    folder = report(program, work, "final", "2026-01-20")
    found = load_report(folder)
    article = {"ArticleTitle": TITLE, "PubDate": "2026-01-20 00:00", "ContentSource": AGENCY}
    yield from check_page(os.path.join(folder, "page.html"), {**column(), **article})
    yield from check_words(folder)
    for name, first in (("page.html", 100000), ("report.html", 10000)):
        text = pasted(read(os.path.join(folder, name)))
        page, wide = write(os.path.join(work, name), text), write(os.path.join(work, "wide-" + name), widened(text, first))
        yield from (f"{name}: tidy: {line}" for line in tidy(page))
        for width in (390, 1280):
            yield from check_window(page, work, width)
        yield from check_paper(name, page, work, found)
        yield from check_paper("wide " + name, wide, work, found)
    own = write(os.path.join(work, "website.yaml"), "".join(f"{key}: \"{value}\"\n" for key, value in WEBSITE.items()))
    of_site = {"SiteName": WEBSITE["website.site_name"], "SiteDomain": WEBSITE["website.site_domain"], "SiteIDCode": WEBSITE["website.site_id_code"]}
    yield from check_page(os.path.join(report(program, work, "site", "2026-01-20", "--settings", own), "page.html"),
                          {**of_site, **column(), "ColumnName": WEBSITE["website.column_name"], **article})
    yield from check_draft(report(program, work, "draft", "2025-11-20"), work)


def main():
    with tempfile.TemporaryDirectory() as work:
        faults = list(check(os.path.abspath(sys.argv[1]), work))
    for fault in faults[:20]:
        print(fault)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
