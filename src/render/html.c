/* report.html: a fragment to paste into a website's content system. Inline styles, no script, well-formed XML.
 *
 * Each number stands in a <td> whose id is its address ("requests-3.4-enterprise"), before a note in <small>; its
 * headers= names the heads above it and the labels beside it. `nianbao verify` reads the numbers back by these ids. */
#include "base/text.h"
#include "render/drivers.h"
#include "render/html_grid.h"
#include <string.h>

enum { WIDE_COLUMNS = 6 };                             /* a table with more of them scrolls in its own box */

static const char style_page[] = "max-width:960px;margin:0 auto;padding:0 12px;color:#222;font-size:16px;line-height:1.9";
static const char style_draft[] = "margin:0 0 1em;padding:6px 12px;border:1px solid #c00;color:#c00;font-weight:bold";
static const char style_heading[] = "margin:1em 0 0.4em;font-size:17px;font-weight:bold";
static const char style_paragraph[] = "margin:0.5em 0;text-indent:2em;text-align:justify";

static void put_element(struct text *t, const char *name, const char *style, const char *content)
{
    text_printf(t, "<%s style=\"%s\">", name, style);
    html_escape(t, content);
    text_printf(t, "</%s>\n", name);
}

/* 二、主动公开政府信息情况 → 主动公开政府信息情况 */
static const char *without_number(const char *heading)
{
    const char *mark = strstr(heading, "、");
    return mark ? mark + strlen("、") : heading;
}

static void put_table(struct text *t, const struct report_section *s)
{
    bool wide = s->table->form->grid.n_cols > WIDE_COLUMNS;
    const char *caption = without_number(s->form->heading);
    if (wide) {
        text_add(t, "<div role=\"region\" tabindex=\"0\" style=\"overflow-x:auto\" aria-label=\"");
        html_escape(t, caption);
        text_add(t, "\">\n");
    }
    html_grid(t, s->table, caption, wide);
    if (wide) text_add(t, "</div>\n");
    for (size_t i = 0; i < s->table->n_footnotes; i++)
        put_element(t, "p", "margin:0.3em 0;font-size:14px;color:#555", s->table->footnotes[i]);
}

static void put_section(struct text *t, const struct report_section *s)
{
    put_element(t, "h2", "margin:1.4em 0 0.6em;font-size:20px;font-weight:bold", s->form->heading);
    if (s->table) {
        put_table(t, s);
    } else if (s->missing) {
        put_element(t, "p", style_paragraph, "【待填写】");
    } else {
        for (size_t i = 0; i < s->n_blocks; i++) {
            bool heading = s->blocks[i].heading;
            put_element(t, heading ? "h3" : "p", heading ? style_heading : style_paragraph, s->blocks[i].text);
        }
    }
}

bool html_write(struct rendering *rendering, struct outdir *out, const char *file, struct diag *diag)
{
    const struct report *r = rendering->report;
    struct text t = {0};
    size_t bad;
    bool ok = false;
    text_printf(&t, "<div lang=\"zh-CN\" style=\"%s\">\n", style_page);
    if (r->draft) put_element(&t, "p", style_draft, r->draft_text);
    put_element(&t, "h1", "margin:0.6em 0;font-size:26px;line-height:1.4;text-align:center", r->title);
    if (r->preamble) put_element(&t, "p", style_paragraph, r->preamble);
    for (size_t i = 0; i < r->form->n_sections; i++) put_section(&t, &r->sections[i]);
    text_add(&t, "</div>\n");
    if (!utf8_valid(text_get(&t), t.n, &bad)) {
        diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查台账和表单里的文字", file);
        goto out;
    }
    ok = outdir_put(out, file, text_get(&t), t.n, diag);
out:
    text_release(&t);
    return ok;
}
