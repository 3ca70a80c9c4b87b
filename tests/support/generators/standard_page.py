"""Makes web pages of reports in the standard form, as offices publish them: pasted from Word, in frames of content systems, with tags
left open.

    from standard_page import MANNERS, write
    write("年报.html", report, "unclosed")               # report as in data/real_reports.json; a name of MANNERS

It knows the official layout by standard_workbook.py and needs only the standard library.
"""
import re
from html import escape

import standard_annex
from standard_workbook import Maker, Sheet, Style

FALSE = "<table><tr><td colspan=3>一、本年新收政府信息公开申请数量</td>" + "<td>99999</td>" * 7 + "</tr></table>"
METADATA = ("<table class=xxgk><tr><td>名称</td><td colspan=3>{title}</td></tr><tr><td>索引号</td><td>014314799/2024-00002</td>"
            "<td>发布日期</td><td>2024-01-30</td></tr></table>")


def plain(cell, tag, rows, cols, text):
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{cols}"' if cols > 1 else "")
    return f"<{tag}{spans}>{escape(text) or '&nbsp;'}</{tag}>"


def word(cell, tag, rows, cols, text):
    """Runs cut within a label, a no-break space behind, empty paragraphs of Office."""
    runs = "".join(f'<span lang=EN-US style="font-family:宋体">{escape(part)}</span>' for part in (text[:1], text[1:]) if part)
    return (f'<td width=85 rowspan={rows} colspan={cols} valign=top style="width:63.8pt;\nmso-border-alt:solid windowtext .5pt">'
            f'<p class=MsoNormal align=center>{runs}<span>&nbsp;&#12288;</span><o:p></o:p></p>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p></td>')


def unclosed(cell, tag, rows, cols, text):
    return f"<td rowspan={rows} colspan={cols}><p><span><font face=宋体>{escape(text)}\n"


def upper(cell, tag, rows, cols, text):
    return f"<TD ROWSPAN={rows} COLSPAN={cols} ALIGN=center><FONT SIZE=2>{escape(text)}<BR></FONT></TD>"


def too_long(cell, tag, rows, cols, text):
    return plain(cell, tag, rows + 3 if rows > 2 else rows, cols, text)


def too_short(cell, tag, rows, cols, text):
    return plain(cell, tag, rows - 1 if rows > 2 and cell[0] > 2 else rows, cols, text)


def label_width_lost(cell, tag, rows, cols, text):
    """No colspan but in the heads."""
    return plain(cell, tag, rows, cols if cell[0] < 3 else 1, text)


def label_too_wide(cell, tag, rows, cols, text):
    return plain(cell, tag, rows, cols + 1 if cell[0] > 2 and rows == 1 and text[:2] in ("二、", "4.", "（二") else cols, text)


def head_too_long(cell, tag, rows, cols, text):
    return plain(cell, tag, rows + 20 if text.startswith("（本列") else rows, cols, text)


def blank_behind(cell, tag, rows, cols, text):
    """A cell of no width behind each row of numbers, as Word writes it."""
    return plain(cell, tag, rows, cols, text) + ("<td width=0>&nbsp;</td>" if cell[0] > 3 and cell[1] == 9 else "")


def to_the_end(cell, tag, rows, cols, text):
    return plain(cell, tag, rows, cols, text) if rows < 10 else f'<td rowspan="0" colspan="{cols}">{escape(text)}</td>'


def one_cell_table(cell, tag, rows, cols, text):
    return f"<td rowspan={rows} colspan={cols}><table border=0><tr><td>{escape(text)}</td></tr></table></td>"


def fields(cell, tag, rows, cols, text):
    if not text.replace(".", "").lstrip("-").isdigit():
        return plain(cell, tag, rows, cols, text)
    return f'<td rowspan={rows} colspan={cols}><input type="text" value="{text}" size=4><input type="hidden" value="7"></td>'


def rows_of(sheet):
    """Each row as a list of (row, col, rows, cols, text)."""
    spans = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in sheet.merges}
    taken = {(r, c) for (a, b), (n, m) in spans.items() for r in range(a, a + n) for c in range(b, b + m)} - set(spans)
    height, width = 1 + max(r for r, _ in sheet.cells), 1 + max(d for *_, d in sheet.merges)
    for r in range(height):
        yield [(r, c, *spans.get((r, c), (1, 1)), sheet.cells.get((r, c), ("s", ""))[1]) for c in range(width) if (r, c) not in taken]


def table(sheet, cell=plain, attributes="border=1", split=None, closing=True):
    rows, out = list(rows_of(sheet)), []
    for i, row in enumerate(rows):
        if split is not None and i == split:
            row = carried(rows, i) + row
            out.append(f"</table>\n<table {attributes}>")
        cut = [(r, c, min(n, split - i) if split is not None and i < split else n, m, text) for r, c, n, m, text in row]
        out.append("<tr>" + "".join(cell((r, c), "td", n, m, text) for r, c, n, m, text in cut) + ("</tr>" if closing else ""))
    return f"<table {attributes}>\n" + "\n".join(out) + "\n</table>"


def carried(rows, at):
    """The merged labels that reach over the cut: empty cells in the second table."""
    return [(at, c, r + n - at, m, "") for row in rows[:at] for r, c, n, m, _ in row if r + n > at]


def tables(report, style, **how):
    """{section: the table}; `split` cuts table three only, or the annex."""
    maker, made, split = Maker(report, style, {}), {}, how.pop("split", None)
    if report["form"] == "2014":
        sheet = Sheet("", style)
        standard_annex.draw(maker, sheet, style.annex)
        return {"附": table(sheet, split=split, **how)}
    for number, draw in (("二", maker.proactive), ("三", maker.requests), ("四", maker.review)):
        sheet = Sheet("", style)
        draw(sheet)
        made[number] = table(sheet, split=split if number == "三" else None, **how)
    return made


def text_of(report, made, paragraph="<p>{}</p>"):
    if report["form"] == "2014":
        headings = [(h, None) for h in standard_annex.SECTIONS] + [(f"附表：政府信息公开情况统计表（{report['year']}年度）", "附")]
        return "\n".join(paragraph.format(h) + "\n" + (made[t] if t else paragraph.format(f"　　{h[2:]}这一部分的话。")) for h, t in headings)
    headings = [("一、总体情况", None), ("二、主动公开政府信息情况", "二"), ("三、收到和处理政府信息公开申请情况", "三"),
                ("四、政府信息公开行政复议、行政诉讼情况", "四"), ("五、存在的主要问题及改进情况", None), ("六、其他需要报告的事项", None)]
    return "\n".join(paragraph.format(h) + "\n" + (made[t] if t else paragraph.format(f"　　{h[2:]}这一部分的话。")) for h, t in headings)


def page(title, body, head='<meta charset="utf-8">'):
    return f"<!DOCTYPE html>\n<html><head>{head}<title>{escape(title)}</title></head>\n<body>\n{body}\n</body></html>\n"


def layout(title, body):
    return (f"<table width=980 align=center><tr><td colspan=2><img src=banner.jpg width=980></td></tr><tr><td width=200>导航"
            f"<table><tr><td><a href=/>首页</a><td><a href=/zwgk>政务公开</a></table></td><td><table><tr><td><h1>{title}</h1>\n{body}</td></tr></table>"
            f"</td></tr><tr><td colspan=2>主办：某某人民政府　备案号：某ICP备000000号</td></tr></table>")


def portal(title, body):
    return (f"<div class=nav><ul><li><a href=/>首页</a><li><a href=/zwgk>政务公开</a></ul></div><div>当前位置：首页 &gt; 年报</div>\n{METADATA.format(title=title)}\n"
            f"<script>document.write('{FALSE}')</script><!-- {FALSE} --><noscript>{FALSE}</noscript><div style='display: none'>{FALSE}</div>\n"
            f"<ucapcontent><h1>{title}</h1>{body}</ucapcontent><div class=footer>主办：某某人民政府<br>网站地图</div><script src=x.js></script>")


def manner(name, report, title):
    """(the page, its encoding)."""
    style, words = Style(), Style(thousands=True, blanks=True)
    heading = f"<h1>{title}</h1>\n"
    basic = lambda cell=plain, **how: text_of(report, tables(report, how.pop("style", style), cell=cell, **how))  # noqa: E731
    gb = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
    return {
        "utf-8": lambda: (page(title, heading + basic()), "utf-8-sig"),
        "gbk": lambda: (page(title, heading + basic(), gb.format("gb2312")), "gb18030"),
        "gbk, no meta": lambda: (page(title, heading + basic(), ""), "gb18030"),
        "gbk, wrong meta": lambda: (page(title, heading + basic(), gb.format("utf-8")), "gb18030"),
        "utf-16": lambda: (page(title, heading + basic()), "utf-16"),
        "word": lambda: (page(title, "<![if !supportLists]>" + heading + basic(word, style=words), "<style><!-- td {mso-x:y} --></style>"), "utf-8"),
        "unclosed": lambda: (page(title, heading + text_of(report, tables(report, style, cell=unclosed, closing=False), "<p>{}")), "utf-8"),
        "layout": lambda: (page(title, layout(title, basic())), "utf-8"),
        "layout, unclosed": lambda: (page(title, layout(title, text_of(report, tables(report, style, cell=unclosed, closing=False), "<p>{}"))), "gb18030"),
        "rowspan too long": lambda: (page(title, heading + basic(too_long)), "utf-8"),
        "rowspan 0": lambda: (page(title, heading + basic(to_the_end)), "utf-8"),
        "rowspan too short": lambda: (page(title, heading + basic(too_short)), "utf-8"),
        "colspan lost": lambda: (page(title, heading + basic(label_width_lost)), "utf-8"),
        "colspan too wide": lambda: (page(title, heading + basic(label_too_wide)), "utf-8"),
        "head too long": lambda: (page(title, heading + basic(head_too_long)), "utf-8"),
        "blank behind": lambda: (page(title, heading + basic(blank_behind)), "utf-8"),
        "split": lambda: (page(title, heading + basic(split=12)), "utf-8"),
        "split at a group": lambda: (page(title, heading + basic(split=13)), "utf-8"),
        "portal": lambda: (page(title, portal(title, basic())), "utf-8"),
        "upper case": lambda: (re.sub(r"<(/?[a-z]+)", lambda m: m.group(0).upper(), page(title, heading + basic(upper))), "gb18030"),
        "tables in cells": lambda: (page(title, heading + basic(one_cell_table)), "utf-8"),
        "fields": lambda: (page(title, f"<form>{heading}{basic(fields)}</form>"), "utf-8"),
        "line breaks": lambda: (page(title, heading + "<div>" + text_of(report, tables(report, style), "{}<br>&nbsp;&nbsp;") + "</div>"), "utf-8"),
        "fragment": lambda: (heading + basic(), "utf-8"),
    }[name]()


MANNERS = ("utf-8", "gbk", "gbk, no meta", "gbk, wrong meta", "utf-16", "word", "unclosed", "layout", "layout, unclosed", "rowspan too long", "rowspan 0",
           "rowspan too short", "colspan lost", "colspan too wide", "head too long", "blank behind", "split", "split at a group", "portal", "upper case", "tables in cells", "fields", "line breaks", "fragment")


def write(path, report, name):
    title = f"{report['agency']}{report['year']}年政府信息公开工作年度报告"
    text, encoding = manner(name, report, title)
    with open(path, "w", encoding=encoding, newline="") as out:
        out.write(text)
