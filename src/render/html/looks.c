#include "render/colours.h"
#include "render/html/html_inside.h"
#include <ctype.h>
#include <string.h>

/* The least width of a wide table in a fragment holds only where the window is narrower than 600 px, a phone's: a browser would print no
 * more of the box than the paper shows. A style cannot ask for the window, so the difference is multiplied: it is either more than
 * what is wanted, or below 0, which is no least width.
 *
 * In a page a look is a class of the style sheet or the sheet's own rule for the element; a fragment has no sheet and brings each style
 * along. `always`: the sheet has no rule, a page brings the style along too. */
static const struct { const char *class, *style; bool always; } looks[LOOKS] = {
    [LOOK_ROOT] = {NULL, "max-width:960px;margin:0 auto;padding:0 12px;color:#222;font-size:16px;line-height:1.9"},
    [LOOK_DRAFT] = {"draft", "margin:0 0 1em;padding:6px 12px;border:1px solid #c00;color:#c00;font-weight:bold"},
    [LOOK_H1] = {NULL, "margin:0.6em 0;font-size:clamp(20px,5.4vw,26px);line-height:1.4;text-align:center;word-break:keep-all;overflow-wrap:anywhere"},
    [LOOK_H2] = {NULL, "margin:1.4em 0 0.6em;font-size:20px;font-weight:bold;break-after:avoid"},
    [LOOK_H3] = {NULL, "margin:1em 0 0.4em;font-size:17px;font-weight:bold;break-after:avoid"},
    [LOOK_H4] = {NULL, "margin:0;font-size:16px;font-weight:bold;break-after:avoid"},
    [LOOK_P] = {NULL, "margin:0.5em 0;text-indent:2em;overflow-wrap:anywhere"},
    [LOOK_REMARK] = {NULL, "margin:0.3em 0;font-size:14px;color:#555", true},
    [LOOK_CAUTIONS] = {"cautions", "margin:0.5em 0;padding:6px 12px 6px 32px;border-left:4px solid #b3591a;background:#fbf6f0"},
    [LOOK_FORM] = {"form", "border-collapse:collapse;width:100%;font-size:14px;line-height:1.5"},
    [LOOK_FORM_WIDE] = {"form wide", "border-collapse:collapse;width:100%;min-width:min(640px,(600px - 100vw)*999);font-size:clamp(12px,1.6vw,14px);line-height:1.5"},
    [LOOK_FORM_GROUP] = {NULL, "break-inside:avoid"},
    [LOOK_FORM_ROW] = {NULL, "break-inside:avoid"},
    [LOOK_FORM_HEAD] = {"head", "border:1px solid #666;padding:4px 2px;text-align:center;font-weight:bold;background:#f0f0f0;text-wrap:balance"},
    [LOOK_FORM_LABELS] = {"labels", "border:1px solid #666;padding:4px 2px;text-align:center;font-weight:normal;background:#fafafa"},
    [LOOK_FORM_LABEL] = {"label", "border:1px solid #666;padding:4px 6px;text-align:left;font-weight:normal;background:#fafafa"},
    [LOOK_FORM_CELL] = {NULL, "border:1px solid #666;padding:4px 2px;text-align:center"},
    [LOOK_NOTE] = {NULL, "display:block;font-size:12px;color:#555;overflow-wrap:anywhere"},
    [LOOK_BOX] = {"box", "overflow-x:auto"},
    [LOOK_ROOMY] = {"roomy", "border-collapse:collapse;width:100%;font-size:14px;line-height:1.5"},
    [LOOK_STACKED] = {"roomy stacked", "border-collapse:collapse;width:100%;font-size:14px;line-height:1.5"},
    [LOOK_WIDE] = {"wide", "border-collapse:collapse;width:100%;font-size:14px;line-height:1.5"},
    [LOOK_CAPTION] = {NULL, "padding:6px;font-weight:bold"},
    [LOOK_SUMMARY] = {NULL, "padding:4px 0;font-weight:bold"},
    [LOOK_HEAD] = {NULL, "border:1px solid #666;padding:4px 6px;text-align:center;font-weight:bold;background:#f0f0f0"},
    [LOOK_ROW_HEAD] = {NULL, "border:1px solid #666;padding:4px 6px;text-align:left;font-weight:normal;background:#fafafa"},
    [LOOK_CELL] = {NULL, "border:1px solid #666;padding:4px 6px;text-align:center"},
    [LOOK_SHORT] = {"short", "border:1px solid #666;padding:4px 6px;text-align:center;white-space:nowrap"},
    [LOOK_WORDS] = {"words", "border:1px solid #666;padding:4px 6px;text-align:left"},
    [LOOK_FEW] = {"few", "border:1px solid #666;padding:4px 6px;text-align:center;color:#555"},
    [LOOK_TOTAL] = {"total", "background:#f7f4ee"},
    [LOOK_SMALL] = {NULL, "display:block;font-size:12px;color:#555"},
    [LOOK_FIGURE] = {NULL, "margin:1em 0"},
    [LOOK_FIGCAPTION] = {NULL, "font-size:14px;color:#555"},
    [LOOK_SVG] = {NULL, "display:block;width:100%;height:auto;font-size:14px"},
    [LOOK_MARK_START] = {NULL, NULL},
    [LOOK_MARK_SMALL] = {"small", "font-size:12px;fill:" COLOUR_FAINT},
    [LOOK_MARK_END] = {"end", "text-anchor:end"},
    [LOOK_MARK_SMALL_END] = {"small end", "font-size:12px;fill:" COLOUR_FAINT ";text-anchor:end"},
    [LOOK_MARK_SMALL_MID] = {"small mid", "font-size:12px;fill:" COLOUR_FAINT ";text-anchor:middle"},
    [LOOK_MARK_ALL] = {"small mid allwords", "font-size:12px;fill:" COLOUR_ALL ";text-anchor:middle"},
    [LOOK_BAR] = {"bar", "fill:" COLOUR_BAR},
    [LOOK_BAR_OUT] = {"out", "fill:" COLOUR_BAR_OUT},
    [LOOK_BAR_FEW] = {"few", "fill:none;stroke:" COLOUR_BAR_FEW},
    [LOOK_GRID] = {"grid", "stroke:" COLOUR_GRID ";stroke-width:0.5"},
    [LOOK_ZERO] = {"zero", "stroke:" COLOUR_ZERO},
    [LOOK_WHISKER] = {"whisker", "stroke:" COLOUR_WHISKER},
    [LOOK_WHISKER_OUT] = {"whiskerout", "stroke:#fff"},
    [LOOK_ALL] = {"all", "stroke:" COLOUR_ALL ";stroke-width:1.5;stroke-dasharray:5 4"},
    [LOOK_LINE] = {"line", "stroke:" COLOUR_BAR_OUT ";stroke-width:2"},
    [LOOK_DOT] = {"out", "fill:" COLOUR_BAR_OUT},
    [LOOK_DOT_FEW] = {"dotfew", "fill:#fff;stroke:" COLOUR_BAR_OUT ";stroke-width:1.5"},
    [LOOK_DOUBT] = {"doubt", "stroke:" COLOUR_DOUBT ";stroke-width:2"},
    [LOOK_MATTER] = {NULL, "margin:0.8em 0;padding:6px 12px;border-left:4px solid #c4cad1"},
    [LOOK_MARK_ID] = {NULL, "margin-right:0.4em"},
    [LOOK_MATTER_LINE] = {NULL, "margin:0.3em 0;font-size:14px"},
    [LOOK_PLACE] = {NULL, "font-size:14px;overflow-wrap:anywhere"},
};

void html_look(struct html *h, enum html_look look)
{
    const char *class = looks[look].class, *style = looks[look].style;
    if (h->whole && class) text_printf(h->out, " class=\"%s\"", class);
    if (style && (!h->whole || looks[look].always)) text_printf(h->out, " style=\"%s\"", style);
}

void html_element(struct html *h, const char *name, enum html_look look, const char *content)
{
    text_printf(h->out, "<%s", name);
    html_look(h, look);
    text_add_char(h->out, '>');
    xml_escape(h->out, content);
    text_printf(h->out, "</%s>\n", name);
}

/* What an address may not hold is written as its bytes. */
void html_address(struct html *h, const char *file)
{
    for (const char *p = file; *p; p++)
        if (isalnum((unsigned char)*p) || strchr("-._~/", *p)) text_add_char(h->out, *p);
        else text_printf(h->out, "%%%02X", (unsigned)(unsigned char)*p);
}

static void put_heading_id(struct html *h, const char *attribute, const struct report_table *table)
{
    text_printf(h->out, " %s=\"", attribute);
    xml_escape(h->out, table->form->id);
    text_add(h->out, "-heading\"");
}

void html_heading_id(struct html *h, const struct report_table *table) { put_heading_id(h, "id", table); }

void html_name(struct html *h, const char *label, const struct report_table *headed)
{
    if (headed) {
        put_heading_id(h, "aria-labelledby", headed);
        return;
    }
    text_add(h->out, " aria-label=\"");
    xml_escape(h->out, label);
    text_add_char(h->out, '"');
}

void html_open_box(struct html *h, const char *label, const struct report_table *headed)
{
    text_add(h->out, "<div");
    if (h->whole) html_look(h, LOOK_BOX);
    text_add(h->out, " role=\"region\" tabindex=\"0\"");
    if (!h->whole) html_look(h, LOOK_BOX);
    html_name(h, label, headed);
    text_add(h->out, ">\n");
}
