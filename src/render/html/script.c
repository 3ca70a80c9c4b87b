/* The script of a page: it sorts lists and looks for words in them. Everything is there without it. */
#include "base/digest.h"
#include "base/text.h"
#include "render/html/html_inside.h"
#include <stdlib.h>
#include <string.h>

/* Heads of sortable tables become buttons: not <button>, which Chromium leaves out of heads that it repeats in print. Rows of totals
 * stay on top; of a column of numbers, rows without one (few cases, in doubt) stay at the end. No < and no &, so that the page is
 * well-formed XML too. */
const char html_script[] =
    "\"use strict\";\n"
    "const words = new Intl.Collator(\"zh\");\n"
    "for (const body of document.querySelectorAll(\"tbody.sortable\")) {\n"
    "  const lines = body.parentElement.tHead.rows, below = [...(lines[1]?.cells ?? [])];\n"
    "  const heads = [...lines[0].cells].flatMap((th) => (th.rowSpan > 1 || lines.length === 1 ? [th] : below.splice(0, th.colSpan)));\n"
    "  const totals = [...body.rows].filter((row) => row.classList.contains(\"total\"));\n"
    "  const start = [...body.rows].filter((row) => !totals.includes(row));\n"
    "  heads.forEach((th, column) => {\n"
    "    const button = document.createElement(\"span\");\n"
    "    button.className = \"sort\";\n"
    "    button.role = \"button\";\n"
    "    button.tabIndex = 0;\n"
    "    button.textContent = th.textContent;\n"
    "    th.replaceChildren(button);\n"
    "    button.addEventListener(\"keydown\", (event) => { if (event.key === \"Enter\" || event.key === \" \") { event.preventDefault(); button.click(); } });\n"
    "    button.addEventListener(\"click\", () => {\n"
    "      const value = (row) => row.cells[column].dataset.v, text = (row) => row.cells[column].textContent;\n"
    "      const numbers = start.some((row) => value(row) !== undefined), was = th.getAttribute(\"aria-sort\");\n"
    "      const down = numbers ? was !== \"descending\" : was === \"ascending\", sign = down ? -1 : 1;\n"
    "      for (const other of heads) other.removeAttribute(\"aria-sort\");\n"
    "      th.setAttribute(\"aria-sort\", down ? \"descending\" : \"ascending\");\n"
    "      const rows = start.filter((row) => !numbers || value(row) !== undefined), last = start.filter((row) => !rows.includes(row));\n"
    "      if (numbers) rows.sort((a, b) => sign * (value(a) - value(b)));\n"
    "      else if (column) rows.sort((a, b) => sign * words.compare(text(a), text(b)));\n"
    "      else if (down) rows.reverse();\n"
    "      body.append(...totals, ...rows, ...last);\n"
    "    });\n"
    "  });\n"
    "}\n"
    "const box = document.querySelector(\"#search\");\n"
    "if (box) {\n"
    "  const rows = [...document.querySelectorAll(\"tbody.searched tr:not(.total)\")];\n"
    "  const names = rows.map((row) => [...row.querySelectorAll(\"th\")].map((th) => th.textContent).join(\" \").toLowerCase());\n"
    "  const whose = rows.map((row, i) => row.querySelector(\"th a\")?.href ?? names[i]), all = new Set(whose).size;\n"
    "  box.closest(\".search\").hidden = false;\n"
    "  box.addEventListener(\"input\", () => {\n"
    "    const wanted = box.value.toLowerCase().split(/\\s+/), found = new Set(whose.filter((_, i) => wanted.every((word) => names[i].includes(word))));\n"
    "    rows.forEach((row, i) => { row.hidden = !found.has(whose[i]); });\n"
    "    document.querySelector(\"#found\").textContent = box.value.trim() ? `${found.size} / ${all}` : \"\";\n"
    "  });\n"
    "}\n";

/* The digest of the script as a page names it: in base64. */
static void put_digest(struct text *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { BYTES = 32 };
    char hex[DIGEST_HEX], byte[3] = "";
    unsigned char bytes[BYTES + 1] = {0};              /* one more, so that groups of three are whole */
    struct text script = {0};
    text_printf(&script, "\n%s", html_script);
    digest_sha256(text_get(&script), script.n, hex);
    text_release(&script);
    for (size_t i = 0; i < BYTES; i++) {
        memcpy(byte, hex + 2 * i, 2);
        bytes[i] = (unsigned char)strtoul(byte, NULL, 16);
    }
    for (size_t i = 0; i < BYTES; i += 3) {
        unsigned long group = (unsigned long)bytes[i] << 16 | (unsigned long)bytes[i + 1] << 8 | bytes[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6) text_add_char(out, shift || i + 3 <= BYTES ? digits[group >> shift & 63] : '=');
    }
}

void html_policy(struct text *out, bool scripted)
{
    text_add(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'");
    if (scripted) {
        text_add(out, "; script-src 'sha256-");
        put_digest(out);
        text_add_char(out, '\'');
    }
    text_add(out, "\"/>\n");
}
