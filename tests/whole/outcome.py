"""本次结果.html, the page that a clerk opens first: what it says against the other files, and what a checker, a browser and a printer make of it.

    python3 tests/whole/outcome.py PROGRAM

  - tidy finds nothing; no script, nothing from outside, ids unique, headings go down by one; only the owner may read it;
  - each other file of the folder is linked once; every finding of findings.json stands there with its place, the counts are those of
    report.json; the picture has the counts of deadlines.csv, of a sum those of 报送情况.csv;
  - what changed since the last run is the difference of the two report.json; a report.json that is damaged, of another form or a link is
    said and stops nothing;
  - in Chromium (the page has no script and its policy allows none), 360 and 1280 pixels wide: nothing scrolls sideways, every finding is seen; a box that is not ticked hides
    its group but for the heading, and can be reached by the keyboard;
  - printed upright on A4: every finding is on paper, and of a group that is not ticked its heading.
Exit status 0 = no fault.
"""
import collections
import csv
import glob
import html
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import urllib.parse

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += [os.path.join(TESTS, "support", "oracles"), os.path.join(TESTS, "whole")]
from browser import chromium, printed, tidy
from check_pdf import output_of
from page import VOID, Page, flat, read, write
from written_report import load_report

VOID |= {"input", "line", "rect"}
NAME, LETTERS = "本次结果.html", "退回修改意见"
SAMPLE, COUNTY = (os.path.join(TESTS, "..", "data", name) for name in ("sample", "sample-county"))
STATES = {"in_time": "按期答复", "disputed": "是否超期有争议", "late": "超期答复", "open": "在办，未到期", "overdue": "在办，已超期", "unknown": "算不出期限"}
PROBE = """<!DOCTYPE html><body><iframe src="file://%s" style="border:0;width:%dpx;height:800px"></iframe><script>
addEventListener("load", () => {
  const page = document.querySelector("iframe").contentDocument;
  const view = page.defaultView, root = page.documentElement;
  const seen = (e) => view.getComputedStyle(e).display !== "none" && e.getClientRects().length > 0;
  const all = (what) => [...page.querySelectorAll(what)];
  const said = { width: root.scrollWidth, boxes: all("[role=region]").map((box) => [box.clientWidth, box.scrollWidth]), hidden: all("h3, article, li, a, td, th[scope=row]").filter((e) => !seen(e)).length,
                 size: Math.min(...all("svg text").map((e) => e.getBoundingClientRect().height)), groups: [] };
  for (const pick of all("input")) {
    pick.focus();
    const reached = page.activeElement === pick && pick.tabIndex === 0;
    pick.click();
    const group = page.querySelector(".of" + pick.className.slice(4));
    said.groups.push([reached, seen(group.querySelector("h3")), [...group.querySelectorAll("article")].filter(seen).length, all("article").filter(seen).length]);
    pick.click();
  }
  said.articles = all("article").map((e) => e.parentElement.className.slice(2).split(" ")[0]);
  document.body.textContent = "probe" + JSON.stringify(said);
});
</script>"""


def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return done


def report(program, out, ledger=SAMPLE, as_of="2026-01-20", more=()):
    run(program, "report", *([ledger] if isinstance(ledger, str) else ledger), "--year", "2025", "--as-of", as_of, "-o", out, "-q", *more)
    return glob.glob(os.path.join(out, "2025", "*"))[0]


def faulty(work):
    """The sample with a hundred faults of one cause and some of others."""
    target = shutil.copytree(SAMPLE, os.path.join(work, "faulty"))
    path = os.path.join(target, "requests.csv")
    lines = read(path).splitlines(keepends=True)
    write(path, "".join(lines[:1] + [re.sub(r"2025-(0[4-9]|1\d)-", r"2026-\1-", line) for line in lines[1:]]))
    return target


# -- what it says

def rows_of(text, table):
    """The cells of each row of the tables with that caption or label."""
    found = []
    for part in re.findall(r"<table.*?</table>", text, re.S):
        if table in part:
            found += [[html.unescape(re.sub("<small.*?</small>|<[^>]+>", "", cell, flags=re.S)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
                      for row in re.findall("<tbody>.*</tbody>", part, re.S)[0].split("</tr>")[:-1]]
    return found


def check_structure(path):
    text = read(path)
    page = Page(text)
    yield from (f"tidy: {line}" for line in tidy(path))
    yield from page.faults
    if len(set(page.ids)) != len(page.ids) or page.levels[:1] != [1] or any(b > a + 1 for a, b in zip(page.levels, page.levels[1:])):
        yield f"ids {page.ids}, levels {page.levels}"
    for tag, own in page.elements:
        if tag in ("script", "link", "img", "iframe", "form") or "src" in own or any(key.startswith("on") for key in own) or ":" in own.get("href", ""):
            yield f"<{tag}> {own}"
    labels = {own["for"] for tag, own in page.elements if tag == "label"}
    if labels != {own["id"] for tag, own in page.elements if tag == "input"}:
        yield "a box without a label"
    policy = [own["content"] for tag, own in page.elements if own.get("http-equiv") == "Content-Security-Policy"]
    if policy != ["default-src 'none'; style-src 'unsafe-inline'"] or page.metas.get("robots") != "noindex" or ("html", {"lang": "zh-CN"}) not in page.elements:
        yield f"policy {policy}, meta {page.metas}"
    if re.search(r"url\(|@import|https?://", text):
        yield "something from outside"
    if stat.S_IMODE(os.stat(path).st_mode) != 0o600:
        yield "others may read it"


def check_links(folder):
    page = Page(read(os.path.join(folder, NAME)))
    links = [urllib.parse.unquote(own["href"]) for tag, own in page.elements if tag == "a"]
    if sorted(link for link in links if "/" not in link) != sorted(set(os.listdir(folder)) - {NAME}):
        yield f"links {links}, files {sorted(os.listdir(folder))}"
    yield from (f"no file {link}" for link in links if not os.path.exists(os.path.join(folder, link)))
    letters = {name for name in os.listdir(os.path.join(folder, LETTERS)) if name.endswith(".docx")} if LETTERS in os.listdir(folder) else set()
    if {link for link in links if "/" in link} != {f"{LETTERS}/{name}" for name in letters}:
        yield f"letters {letters}, links {links}"


def places_of(finding):
    """The words by which a finding is found on the page."""
    words = [finding["value"], finding["expected"], finding["cell"] or finding["key"], f'[{finding["column"]}]' if finding["column"] else None,
             f'{finding["file"]}:{finding["row"]}' if finding["file"] and finding["row"] else finding["file"]]
    return [flat(word) for word in words if word]


def check_findings(folder):
    text = read(os.path.join(folder, NAME))
    with open(os.path.join(folder, "findings.json"), encoding="utf-8") as source:
        findings = json.load(source)
    articles = {}
    for article in re.findall("<article>.*?</article>", text, re.S):
        mark = re.search("<h4><b>(.*?)</b>", article)
        articles.setdefault(mark[1] if mark else None, []).append(article)
    items = {mark: [flat(html.unescape(re.sub("<[^>]+>", "", item))) for article in found for item in re.findall("<li>(.*?)</li>", article, re.S)]
             for mark, found in articles.items()}
    heads = flat(html.unescape(re.sub("<[^>]+>", "", "".join(articles.get(None, [])))))
    lost = [f for f in findings if not (any(all(word in item for word in places_of(f)) for item in items.get(f["id"], []))
                                        or (f["state"] == "not_assessable" and flat(f["value"] or "") in heads and f["id"] in heads))]
    yield from (f"lost: {finding}" for finding in lost[:2])
    shown = sum(len(found) for found in items.values())
    if shown != len(findings):
        yield f"{len(findings)} findings, {shown} places"
    if len(set(re.findall("<h4><b>(.*?)</b>", text))) != len(re.findall("<h4><b>(.*?)</b>", text)):
        yield "a cause stands twice"
    counts = load_report(folder)["findings"]
    said = dict(re.findall(r"<h3>(\w+)（(\d+)处）</h3>", text))
    names = dict(zip(counts, ("须改正", "超期", "错误", "警告", "有争议", "提示", "已豁免", "无法核对")))
    if said != {names[key]: str(n) for key, n in counts.items() if n}:
        yield f"groups {said}, report.json {counts}"
    if ("还是草稿" in text) != (load_report(folder)["status"] == "draft") or (counts["blocking"] and f"有 {counts['blocking']} 处须改正" not in text):
        yield "the status is another one"


def bars_of(text):
    figure = re.search("<figure.*?</figure>", text, re.S)
    words = re.findall(r"<text[^>]*>(.*?)</text>", figure[0]) if figure else []
    described = re.search("<title>条形图：(.*?)。</title>", figure[0])[1] if figure else ""
    bars = dict(zip(words[::2], map(int, words[1::2])))
    return bars if described == "，".join(f"{name} {n}" for name, n in bars.items()) else {"described": described}


def table(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8-sig") as source:
        return list(csv.DictReader(source))


def check_limits(folder):
    text = read(os.path.join(folder, NAME))
    rows = table(folder, "deadlines.csv")
    wanted = collections.Counter(STATES[row["state"]] for row in rows)
    shown = bars_of(text)
    shown[STATES["open"]] = shown.get(STATES["open"], 0) + shown.pop("在办，从严已到期", 0)
    if {k: v for k, v in shown.items() if v} != wanted:
        yield f"the picture has {shown}, deadlines.csv {dict(wanted)}"
    still = [[row["request"], row["due_strict"], row["due_lenient"]] for row in rows if not row["decisive"]]
    if [row[:3] for row in rows_of(text, "在办的，先到期的在前")] != sorted(still, key=lambda row: row[1]):
        yield f"open: {rows_of(text, '在办的，先到期的在前')}, deadlines.csv {still}"


def check_filings(folder):
    wanted = collections.Counter(row["状态"] for row in table(folder, "报送情况.csv"))
    if bars_of(read(os.path.join(folder, NAME))) != wanted:
        yield f"the picture has {bars_of(read(os.path.join(folder, NAME)))}, 报送情况.csv {dict(wanted)}"


# -- what changed

def figures(found):
    return {f"{t}/{r}/{c}": v for t, rows in found["tables"].items() for r, columns in rows.items() for c, v in columns.items()}


def shown_figure(value):
    return "空" if value is None else str(value)


def check_changes(program, work):
    out = os.path.join(work, "kept")
    folder = report(program, out)
    page, path = os.path.join(folder, NAME), os.path.join(folder, "report.json")
    before = figures(load_report(folder))
    if "第一次写年报" not in read(page):
        yield "the first run does not say that it is the first"
    report(program, out)
    if "没有变化" not in read(page) or rows_of(read(page), "上次"):
        yield "a second run has changes"
    ledger = shutil.copytree(SAMPLE, os.path.join(work, "changed"))
    lines = read(os.path.join(ledger, "requests.csv")).splitlines(keepends=True)
    write(os.path.join(ledger, "requests.csv"), "".join(lines[:-1]))
    report(program, out, ledger)
    now = figures(load_report(folder))
    wanted = {address: [shown_figure(before[address]), shown_figure(now[address])] for address in before if before[address] != now[address]}
    addresses = re.findall(r"<small>([\w.]+/[\w.]+/[\w.]+)</small>", read(page))
    shown = dict(zip(addresses, [row[1:] for row in rows_of(read(page), ">上次<")]))
    if not wanted or shown != wanted:
        yield f"changes {shown}, report.json {wanted}"
    for what, damage, said in (("cut", lambda text: text[:400], "读不了，或者不是本程序写的"), ("another year", lambda text: text.replace('"year": 2025', '"year": 2024', 1), "是2024年的"),
                               ("another form", lambda text: text.replace('"form": "2021"', '"form": "2019"', 1), "用的是表单 2019"),
                               ("a figure that is none", lambda text: re.sub(r'("new": \{[^}]*"total": )\d+', r'\1"十"', text, count=1), ">读不出<")):
        text = read(path)
        if damage(text) == text:
            yield f"{what}: report.json was not changed"
        write(path, damage(text))
        report(program, out, ledger)
        if said not in read(page):
            yield f"{what}: not said"
    os.remove(path)
    os.symlink("/etc/passwd", path)
    report(program, out, ledger)
    if "不是普通文件" not in read(page) or os.path.islink(path):
        yield "a link was followed, or not said"


# -- in the window, on paper

def check_window(path, work, width):
    probe = write(os.path.join(work, "probe.html"), PROBE % (path, width))
    said = re.search(r"probe(\{.*\})", chromium(work, probe, "--allow-file-access-from-files", "--dump-dom").stdout)
    shown = json.loads(html.unescape(said[1]))
    if shown["width"] > width or any(inside > box for box, inside in shown["boxes"]):
        yield f"{width} pixels: {shown['width']} wide, boxes {shown['boxes']}"
    if shown["hidden"] or (shown["size"] or 99) < 11:
        yield f"{width} pixels: {shown['hidden']} elements hidden, words of {shown['size']} pixels in the picture"
    articles = collections.Counter(shown["articles"])
    for number, (reached, headed, seen, others) in enumerate(shown["groups"]):
        if not reached or not headed or seen or others != len(shown["articles"]) - articles[str(number)]:
            yield f"{width} pixels: group {number}: {shown['groups'][number]}"
    if len(shown["groups"]) not in (len(articles), 0):
        yield f"{len(articles)} groups, {len(shown['groups'])} boxes"


def check_paper(path, work):
    items = [flat(html.unescape(re.sub("<[^>]+>", "", item))) for item in re.findall("<li>(.*?)</li>", read(path), re.S)]
    for name, text in (("all", read(path)), ("unticked", read(path).replace(' checked="checked"', "", 1))):
        pdf = printed(work, write(os.path.join(work, f"{name}.html"), text))
        size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", output_of("pdfinfo", pdf))
        words = flat(output_of("pdftotext", "-raw", pdf, "-"))
        if float(size[1]) > float(size[2]):
            yield "not upright"
        lost = [item for item in items if item not in words]
        if name == "all" and lost:
            yield f"not on paper: {lost[:2]}"
        if name == "unticked" and "checked=" in read(path) and (not lost or "没有勾选，不显示" not in words):
            yield "a group that is not ticked is printed, or left out without a word"


def check(program, work):
    folders = {"final": report(program, os.path.join(work, "final")), "draft": report(program, os.path.join(work, "draft"), as_of="2025-10-20"),
               "faulty": report(program, os.path.join(work, "faults"), faulty(work))}
    totals = os.path.join(work, "totals.json")
    shutil.copy(os.path.join(folders["final"], "report.json"), totals)
    folders["totals"] = report(program, os.path.join(work, "of-totals"), totals)
    run(program, "rollup", COUNTY, "--year", "2025", "--parent", "11369925MB001000XL", "--as-of", "2026-02-19", "-o", os.path.join(work, "sum"), "-q")
    folders["sum"] = glob.glob(os.path.join(work, "sum", "2025", "*"))[0]
    for name, folder in folders.items():
        path = os.path.join(folder, NAME)
        more = check_filings(folder) if name == "sum" else () if name == "totals" else check_limits(folder)
        for fault in (*check_structure(path), *check_links(folder), *check_findings(folder), *more,
                      *(fault for width in (360, 1280) for fault in check_window(path, work, width)), *check_paper(path, work)):
            yield f"{name}: {fault}"
    if re.search("超期 0|在台账里改", read(os.path.join(folders["totals"], NAME))):
        yield "totals: what only a ledger has"
    if not re.search("<h4><b>A04</b>.*?（[1-9]\\d+处）</h4>", read(os.path.join(folders["faulty"], NAME))):
        yield "faulty: no cause of many places"
    yield from check_changes(program, work)


def main():
    with tempfile.TemporaryDirectory() as work:
        faults = list(check(os.path.abspath(sys.argv[1]), work))
    for fault in faults[:20]:
        print(fault)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
