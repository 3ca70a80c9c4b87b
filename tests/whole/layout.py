"""The lines and pages of a printed report: pdftotext -bbox says where each word stands.

    python3 tests/whole/layout.py PROGRAM

The overview of data/sample is replaced by paragraphs with many marks, numbers and letters below headings of one and of two lines,
behind a growing number of lines, so that each heading comes to the foot of a page in some report. Everywhere:
  - no line begins or ends with a mark that must not, and none reaches beyond the text area but by a mark's blank half;
  - below a heading stand two lines of its text, or all of it, on the same page; headings that follow each other stay together;
  - what is read back is the text, character by character, whatever the distances;
  - layout.quarter_space changes distances and no character.
"""
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NEVER_FIRST = "，。、；：？！）》〉」』】〕”’…—～·％‰℃,.;:?!)]}%"
NEVER_LAST = "（《〈「『【〔“‘(["
MM = 72 / 25.4
LEFT, WIDTH, EM = 28 * MM, 156 * MM, 156 * MM / 28
TOP, BOTTOM = 37 * MM, (297 - 35) * MM
# The second one has as many characters as two lines, with a comma where the second line would begin.
HEADINGS = ["（一）主动公开", "（二）围绕群众普遍关心的土地征收规划许可不动产登记等，编制双公示和条例施行情况专题目录并按月更新方便群众查询"]
PARAGRAPHS = ["按照《条例》（2019年修订）第四十九条“……”的要求，编制许可证XK-2025-003、标准GB/T 9704-2012的目录，公开率85.7％（上年80%）。",
              "公开平台——门户网站http://www.yunxi.gov.example/zfxxgk/2025，政务新媒体“云溪自然资源”；《指南》、《目录》、《年报》，全部更新。",
              "答复说：“已经公开的，告知获取方式。”；“不存在的，告知不存在。”。"]


# A page has 22 lines and a round of headings and paragraphs 20: behind these numbers of lines three rounds have headings on every line.
ROUNDS, BEFORE = 3, (1, 2, 7, 8, 13, 14, 19, 20)


def overview(before):
    texts = ["第一行。"] * before
    for heading in HEADINGS * ROUNDS:
        texts += ["### " + heading, *PARAGRAPHS]
    return texts


def printed(program, work, texts, settings=None):
    """The PDF of the sample with these texts as its overview."""
    ledger, out = os.path.join(work, "ledger"), os.path.join(work, "out")
    shutil.rmtree(ledger, ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(os.path.join(ROOT, "data", "sample"), ledger)
    with open(os.path.join(ledger, "overview.md"), "w", encoding="utf-8") as to:
        to.write("\n\n".join(texts) + "\n")
    command = [program, "report", ledger, "--year", "2025", "--as-of", "2026-01-20", "-o", out]
    done = subprocess.run(command + (["--settings", settings] if settings else []), capture_output=True, text=True, check=False)
    found = [os.path.join(at, name) for at, _, names in os.walk(out) for name in names if name.endswith(".pdf")]
    if len(found) != 1:
        raise SystemExit(f"layout: {found}\n{done.stderr}")
    return found[0]


def pages_of(path):
    """Of each page the lines that stand in the text area, from above: (words, left, right)."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for page in text.split("<page ")[1:]:
        lines = {}
        for x0, y0, x1, y1, word in re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page):
            middle = (float(y0) + float(y1)) / 2
            if TOP < middle < BOTTOM and float(y1) - float(y0) < 3 * EM:       # and not the watermark of a draft
                lines.setdefault(round(middle), []).append((float(x0), float(x1), html.unescape(word)))
        pages.append([("".join(w for _, _, w in sorted(words)), min(w[0] for w in words), max(w[1] for w in words)) for _, words in sorted(lines.items())])
    return pages


def flat(text):
    return re.sub(r"\s", "", text)


def prose_of(pages):
    """The lines from the title to the first table, each with its page."""
    for number, page in enumerate(pages):
        for words, left, right in page:
            if words.startswith("二、"):
                return
            yield number, words, left, right


def line_problems(lines):
    for _, words, left, right in lines:
        if words[0] in NEVER_FIRST or words[-1] in NEVER_LAST:
            yield f"begins or ends with a mark that must not: {words}"
        hang = EM / 2 if words[-1] in NEVER_FIRST else 0
        if left < LEFT - EM / 2 or right > LEFT + WIDTH + hang + 0.5:
            yield f"from {left} to {right}: {words}"


def heading_problems(lines, heading, text):
    """`text` is what follows each of these headings."""
    found = 0
    for first in range(len(lines)):
        last, joined = first, flat(lines[first][1])
        while joined != flat(heading) and flat(heading).startswith(joined) and last + 1 < len(lines):
            last += 1
            joined += flat(lines[last][1])
        if joined == flat(heading):
            found += 1
            below = lines[first:last + 3]
            if len({line[0] for line in below}) > 1 or not flat(text).startswith(flat(below[last - first + 1][1])):
                yield f"a heading is parted from its text: {[(line[0], line[1]) for line in below]}"
    if found != (ROUNDS if heading in HEADINGS else 1):
        yield f"{found} headings {heading}"


def problems(path, texts):
    lines = list(prose_of(pages_of(path)))
    read = flat("".join(words for _, words, _, _ in lines))
    yield from line_problems(lines)
    if not read.endswith(flat("".join(text.removeprefix("### ") for text in texts))):
        yield f"{texts} is not read"
    for heading in HEADINGS:
        yield from heading_problems(lines, heading, texts[texts.index("### " + heading) + 1])
    plain = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.replace("\n", "")
    for text in set(texts):
        if not re.search(re.escape(text.removeprefix("### ")).replace("\\ ", " ?"), plain):      # a blank at a line's end is not printed
            yield f"{text} is not read with its blanks"
    first = "一、总体情况"
    yield from heading_problems(lines, first, texts[0].removeprefix("### "))


def headings_in_a_row(program, work):
    """A section that begins with a heading of two lines: with the title and the preamble above, and all headings at once."""
    for text in (["### " + HEADINGS[1], PARAGRAPHS[0]], [f"### {heading}" for heading in HEADINGS] + [PARAGRAPHS[0]]):
        lines = list(prose_of(pages_of(printed(program, work, text))))
        at = next(i for i, line in enumerate(lines) if line[1].startswith("一、"))
        kept = len(text) + (2 if len(text) == 2 else 1) + 2
        if len({line[0] for line in lines[at:at + kept]}) > 1:
            yield f"headings are parted: {[(line[0], line[1]) for line in lines[at:at + kept]]}"
        yield from line_problems(lines)


def quarter_spaces(program, work):
    """The same characters, two quarters of an em apart at 2025 年 1 月."""
    settings = os.path.join(work, "settings.yaml")
    widths, texts = [], []
    for value in ("yes", "no"):
        with open(settings, "w", encoding="utf-8") as out:
            out.write(f"layout.quarter_space: {value}\n")
        path = printed(program, work, ["于2025年1月建成。"], settings)
        (line,) = [line for page in pages_of(path) for line in page if line[0].startswith("于2025年")]
        widths.append(line[2] - line[1])
        texts.append(subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout)
        if "于2025年1月建成。" not in texts[-1]:
            yield f"layout.quarter_space {value}: the text is not read back"
    if abs(widths[0] - widths[1] - EM) > 0.2:
        yield f"layout.quarter_space changes the line by {widths[0] - widths[1]}, expected {EM}"
    if flat(texts[0]) != flat(texts[1]):
        yield "layout.quarter_space changes the text"


def main():
    program, wrong, made = os.path.abspath(sys.argv[1]), [], 0
    with tempfile.TemporaryDirectory(prefix="nianbao-layout-") as work:
        for before in BEFORE:
            texts = overview(before)
            wrong += [f"{before}: {problem}" for problem in problems(printed(program, work, texts), texts)]
            made += 1
        wrong += [*headings_in_a_row(program, work), *quarter_spaces(program, work)]
    print("\n".join([*wrong, f"layout: {made} reports, {len(wrong)} wrong"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
