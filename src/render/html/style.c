#include "render/html/html_inside.h"

/* A page says it by a class of its style sheet; a fragment brings the style along, since it has no sheet. */
static const struct { const char *class, *style; bool always; } looks[LOOKS] = {
    [LOOK_ROOT] = {NULL, "max-width:960px;margin:0 auto;padding:0 12px;color:#222;font-size:16px;line-height:1.9"},
    [LOOK_DRAFT] = {NULL, "margin:0 0 1em;padding:6px 12px;border:1px solid #c00;color:#c00;font-weight:bold", true},
    [LOOK_H1] = {NULL, "margin:0.6em 0;font-size:26px;line-height:1.4;text-align:center"},
    [LOOK_H2] = {NULL, "margin:1.4em 0 0.6em;font-size:20px;font-weight:bold"},
    [LOOK_H3] = {NULL, "margin:1em 0 0.4em;font-size:17px;font-weight:bold"},
    [LOOK_P] = {NULL, "margin:0.5em 0;text-indent:2em;text-align:justify"},
    [LOOK_REMARK] = {NULL, "margin:0.3em 0;font-size:14px;color:#555", true},
    [LOOK_CAUTIONS] = {"cautions", "margin:0.5em 0;padding:6px 12px 6px 32px;border-left:4px solid #b3591a;background:#fbf6f0"},
    [LOOK_BOX] = {"box", "overflow-x:auto"},
    [LOOK_ROOMY] = {"roomy", "border-collapse:collapse;width:100%;font-size:14px;line-height:1.5"},
    [LOOK_WIDE] = {"wide", "border-collapse:collapse;width:100%;font-size:14px;line-height:1.5"},
    [LOOK_CAPTION] = {NULL, "padding:6px;font-weight:bold"},
    [LOOK_SUMMARY] = {NULL, "padding:4px 0;font-weight:bold"},
    [LOOK_HEAD] = {NULL, "border:1px solid #666;padding:4px 6px;text-align:center;font-weight:bold;background:#f0f0f0"},
    [LOOK_ROW_HEAD] = {NULL, "border:1px solid #666;padding:4px 6px;text-align:left;font-weight:normal;background:#fafafa"},
    [LOOK_CELL] = {NULL, "border:1px solid #666;padding:4px 6px;text-align:center"},
    [LOOK_WORDS] = {"words", "border:1px solid #666;padding:4px 6px;text-align:left"},
    [LOOK_FEW] = {"few", "border:1px solid #666;padding:4px 6px;text-align:center;color:#555"},
    [LOOK_TOTAL] = {"total", "background:#f7f4ee"},
    [LOOK_SMALL] = {NULL, "display:block;font-size:12px;color:#555"},
    [LOOK_FIGURE] = {NULL, "margin:1em 0"},
    [LOOK_FIGCAPTION] = {NULL, "font-size:14px;color:#555"},
    [LOOK_SVG] = {NULL, "display:block;width:100%;height:auto;font-size:14px"},
    [LOOK_MARK_END] = {"end", "text-anchor:end"},
    [LOOK_MARK_SMALL_END] = {"small end", "font-size:12px;fill:#57606a;text-anchor:end"},
    [LOOK_MARK_SMALL_MID] = {"small mid", "font-size:12px;fill:#57606a;text-anchor:middle"},
    [LOOK_MARK_ALL] = {"small mid allwords", "font-size:12px;fill:#8a4a12;text-anchor:middle"},
    [LOOK_BAR] = {"bar", "fill:#a3b8d1"},
    [LOOK_BAR_OUT] = {"out", "fill:#385c8a"},
    [LOOK_BAR_FEW] = {"few", "fill:none;stroke:#7f8b99"},
    [LOOK_GRID] = {"grid", "stroke:#e1e4e8"},
    [LOOK_ZERO] = {"zero", "stroke:#57606a"},
    [LOOK_WHISKER] = {"whisker", "stroke:#1f2328"},
    [LOOK_ALL] = {"all", "stroke:#b3591a;stroke-width:1.5;stroke-dasharray:5 4"},
};

void html_look(struct html *h, enum html_look look)
{
    const char *class = looks[look].class, *style = looks[look].style;
    if (h->whole && class) text_printf(h->out, " class=\"%s\"", class);
    if (style && (!h->whole || looks[look].always)) text_printf(h->out, " style=\"%s\"", style);
}

const char html_style[] =
    ":root{color-scheme:light}\n"
    "body{margin:0;background:#fff;color:#1f2328;font:16px/1.75 \"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,宋体,serif}\n"
    "main{max-width:1080px;margin:0 auto;padding:24px 20px 60px}\n"
    "h1,h2,h3,caption,th,summary{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",SimHei,黑体,sans-serif}\n"
    "h1{font-size:26px;line-height:1.4;text-align:center;margin:16px 0 24px}\n"
    "h2{font-size:20px;margin:40px 0 12px;border-bottom:2px solid #385c8a;padding-bottom:4px}\n"
    "h3{font-size:16px;margin:0 0 4px}\n"
    "figure{margin:22px 0;max-width:900px}\n"
    "figcaption,small{color:#57606a;font-size:13px}\n"
    "small{display:block;font-size:12px;line-height:1.4;white-space:nowrap}\n"
    "svg{display:block;width:100%;height:auto;font-size:14px}\n"
    "svg text{fill:#1f2328}svg .end{text-anchor:end}svg .mid{text-anchor:middle}svg .small{font-size:12px;fill:#57606a}svg .allwords{fill:#8a4a12}\n"
    "svg .bar{fill:#a3b8d1}svg .out{fill:#385c8a}svg .few{fill:none;stroke:#7f8b99}\n"
    "svg .grid{stroke:#e1e4e8}svg .zero{stroke:#57606a}svg .whisker{stroke:#1f2328}svg .all{stroke:#b3591a;stroke-width:1.5;stroke-dasharray:5 4}\n"
    ".roomy small{display:inline;margin-left:.7em}\n"
    ".box{overflow-x:auto;margin:12px 0 24px}\n"
    "table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5;font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;font-weight:bold;padding:6px 0}\n"
    "th,td{border:1px solid #c4cad1;padding:4px 8px;text-align:center}\n"
    "th{background:#f3f5f8;font-weight:600}\n"
    "tbody th{background:#fff;font-weight:normal;text-align:left;min-width:9em}\n"
    "thead th{min-width:4em}\n"
    "td.words{text-align:left}\n"
    "td.few{color:#57606a}\n"
    "tr.total td,tr.total th{background:#f7f4ee}\n"
    ".sort{cursor:pointer}\n"
    ".sort:focus-visible{outline:2px solid #385c8a}\n"
    ".sort::after{content:\"↕\";color:#8b949e;margin-left:3px;font-size:11px}\n"
    "th[aria-sort=ascending] .sort::after{content:\"↑\";color:#1f2328}th[aria-sort=descending] .sort::after{content:\"↓\";color:#1f2328}\n"
    "summary{cursor:pointer;padding:4px 0}\n"
    ".cautions{border-left:4px solid #b3591a;background:#fbf6f0;padding:8px 12px 8px 32px}\n"
    "@media print{@page{size:A4 landscape;margin:15mm}body{font-size:11pt}main{max-width:none;padding:0}.box{overflow:visible}\n"
    "table{font-size:7.5pt}small{font-size:6.5pt}th,td{padding:1pt 2pt}tbody th{min-width:6em}thead th{min-width:0}thead{display:table-header-group;break-inside:avoid}.roomy{font-size:9pt}.roomy small{font-size:8pt}\n"
    "tr,figure{break-inside:avoid}h2,h3{break-after:avoid}figure{display:inline-block;width:48%;margin:4mm 1% 4mm 0;vertical-align:top}figcaption{font-size:8pt}.sort::after{content:\"\"!important}}\n";

/* Heads of sortable tables become buttons (not <button>: Chromium leaves those out of heads that it repeats in print); rows of totals stay
 * on top. */
const char html_script[] =
    "\"use strict\";\n"
    "for (const body of document.querySelectorAll(\"tbody.sortable\")) {\n"
    "  const head = body.parentElement.tHead, top = head.rows[head.rows.length - 1];\n"
    "  const heads = [...(head.rows.length > 1 ? [head.rows[0].cells[0]] : []), ...top.cells];\n"
    "  const start = [...body.rows];\n"
    "  heads.forEach((th, column) => {\n"
    "    const button = document.createElement(\"span\");\n"
    "    button.className = \"sort\";\n"
    "    button.role = \"button\";\n"
    "    button.tabIndex = 0;\n"
    "    button.textContent = th.textContent;\n"
    "    th.replaceChildren(button);\n"
    "    button.addEventListener(\"keydown\", (event) => { if (event.key === \"Enter\" || event.key === \" \") { event.preventDefault(); button.click(); } });\n"
    "    button.addEventListener(\"click\", () => {\n"
    "      const down = th.getAttribute(\"aria-sort\") !== \"descending\";\n"
    "      for (const other of heads) other.removeAttribute(\"aria-sort\");\n"
    "      th.setAttribute(\"aria-sort\", down ? \"descending\" : \"ascending\");\n"
    "      const value = (row) => row.cells[column].dataset.v;\n"
    "      const rows = start.filter((row) => !row.classList.contains(\"total\"));\n"
    "      if (column) rows.sort((a, b) => {\n"
    "        const x = value(a), y = value(b);\n"
    "        if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);\n"
    "        return down ? y - x : x - y;\n"
    "      });\n"
    "      else if (!down) rows.reverse();\n"
    "      body.append(...start.filter((row) => row.classList.contains(\"total\")), ...rows);\n"
    "    });\n"
    "  });\n"
    "}\n";
