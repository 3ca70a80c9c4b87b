/* What a reader of a page chooses to look at. The boxes stand in front of the page, so that the style sheet can follow them to what
 * belongs to another option and hide it; without the sheet everything is shown. */
#include "render/html/html_inside.h"

static bool is_offered(const struct choice *c) { return c->n > 1; }

static void put_button(struct html *h, const struct choice *c, size_t choice, size_t option)
{
    text_printf(h->out, "<input type=\"radio\" class=\"pick\" name=\"c%zu\" id=\"c%zu-%zu\" aria-label=\"", choice, choice, option);
    xml_escape(h->out, c->label);
    text_add(h->out, "：");
    xml_escape(h->out, option ? c->options[option - 1] : c->all);
    text_add(h->out, option ? "\"/>\n" : "\" checked=\"checked\"/>\n");
}

static void put_labels(struct html *h, const struct choice *c, size_t choice)
{
    text_add(h->out, "<p><span>");
    xml_escape(h->out, c->label);
    text_add(h->out, "</span>\n");
    for (size_t i = 0; i <= c->n; i++) {
        text_printf(h->out, "<label for=\"c%zu-%zu\">", choice, i);
        xml_escape(h->out, i ? c->options[i - 1] : c->all);
        text_add(h->out, "</label>\n");
    }
    text_add(h->out, "</p>\n");
}

/* Hidden until the script, without which it does nothing, shows it. */
static void put_search(struct html *h, const char *label)
{
    text_add(h->out, "<p class=\"search\" hidden=\"hidden\"><label for=\"search\">");
    xml_escape(h->out, label);
    text_add(h->out, "</label> <input type=\"search\" id=\"search\" autocomplete=\"off\"/> <output id=\"found\"></output></p>\n");
}

void html_choices(struct html *h, const struct page_choices *all)
{
    bool any = all->search;
    for (size_t c = 0; c < CHOICES; c++) any = any || is_offered(&all->of[c]);
    if (!h->whole || !any) return;
    for (size_t c = 0; c < CHOICES; c++)
        for (size_t i = 0; i <= all->of[c].n && is_offered(&all->of[c]); i++) put_button(h, &all->of[c], c, i);
    text_add(h->out, "<div class=\"choices\">\n");
    if (all->search) put_search(h, all->search);
    for (size_t c = 0; c < CHOICES; c++)
        if (is_offered(&all->of[c])) put_labels(h, &all->of[c], c);
    text_add(h->out, "</div>\n");
}

/* ---- what belongs to an option ---- */

void html_option(struct html *h, size_t choice, int option)
{
    if (h->whole && option) text_printf(h->out, " data-c%zu=\"%d\"", choice, option);
}

static bool any(const int options[CHOICES])
{
    for (size_t c = 0; c < CHOICES; c++)
        if (options[c]) return true;
    return false;
}

void html_open_options(struct html *h, const int options[CHOICES])
{
    if (!h->whole || !any(options)) return;
    text_add(h->out, "<div");
    for (size_t c = 0; c < CHOICES; c++) html_option(h, c, options[c]);
    text_add(h->out, ">\n");
}

void html_close_options(struct html *h, const int options[CHOICES])
{
    if (h->whole && any(options)) text_add(h->out, "</div>\n");
}

/* ---- style ---- */

static const char style[] =
    "main{position:relative}.pick{position:absolute;opacity:0;pointer-events:none}\n"
    ".choices{border:1px solid #c4cad1;background:#f6f8fa;padding:6px 14px;margin:12px 0;font-size:15px}\n"
    ".choices p{margin:6px 0}.choices span{margin-right:8px;font-weight:600}\n"
    ".choices p:not(.search) label{display:inline-block;margin:2px 6px 2px 0;padding:2px 10px;border:1px solid #57606a;background:#fff;cursor:pointer}\n"
    ".search label{font-weight:600}.search input{font:inherit;padding:4px 8px;border:1px solid #57606a;max-width:60%}.search output{margin-left:8px;color:#57606a}\n"
    "@media print{.choices{border:0;background:none;padding:0}.choices span,.search,.choices p:not(.search) label{display:none}}\n";

/* On paper stands what was chosen, so that a part is not taken for the whole. */
void html_choices_style(struct text *out, const struct page_choices *all)
{
    text_add(out, style);
    for (size_t c = 0; c < CHOICES; c++)
        for (size_t i = 0; i <= all->of[c].n && is_offered(&all->of[c]); i++) {
            text_printf(out, "#c%zu-%zu:checked~.choices [for=c%zu-%zu]{background:#385c8a!important;color:#fff}#c%zu-%zu:checked~.choices [for=c%zu-%zu]::before{content:\"✓ \"}\n"
                             "#c%zu-%zu:focus-visible~.choices [for=c%zu-%zu]{outline:2px solid #b3591a;outline-offset:2px}\n", c, i, c, i, c, i, c, i, c, i, c, i);
            if (i)
                text_printf(out, "#c%zu-%zu:checked~[data-c%zu]:not([data-c%zu=\"%zu\"]),#c%zu-%zu:checked~* [data-c%zu]:not([data-c%zu=\"%zu\"]){display:none!important}\n"
                                 "@media print{#c%zu-%zu:checked~.choices [for=c%zu-%zu]{display:inline-block!important;color:inherit;background:none!important}"
                                 "#c%zu-%zu:checked~.choices [for=c%zu-%zu]::before{content:\"只看：\"}}\n",
                            c, i, c, c, i, c, i, c, c, i, c, i, c, i, c, i, c, i);
        }
}
