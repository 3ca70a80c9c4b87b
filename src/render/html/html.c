#include "render/html/html.h"
#include "render/html/html_inside.h"
#include <inttypes.h>
#include <string.h>

/* Cautions that follow one another are one list. */
static void put_caution(struct html *h, const struct document *d, size_t i)
{
    if (!i || d->blocks[i - 1].kind != BLOCK_CAUTION) {
        text_add(h->out, "<ul");
        html_look(h, LOOK_CAUTIONS);
        text_add(h->out, ">\n");
    }
    text_add(h->out, "<li>");
    xml_escape(h->out, d->blocks[i].words.text);
    text_add(h->out, "</li>\n");
    if (i + 1 == d->n_blocks || d->blocks[i + 1].kind != BLOCK_CAUTION) text_add(h->out, "</ul>\n");
}

static void put_tally(struct html *h, const struct document_tally *t)
{
    struct text words = {0};
    if (!t->list->n_rows) text_add(&words, t->without);
    else if (!t->count) text_add(&words, t->none);
    else text_printf(&words, "%" PRId64 "%s", t->count, t->some);
    html_element(h, "p", LOOK_P, text_get(&words));
    text_release(&words);
}

static bool opens_section(const struct document_block *b) { return b->kind == BLOCK_HEADING && b->words.level == 1 && b->words.text; }

/* The table whose title the heading says already; NULL = none. */
static const struct report_table *headed_by(const struct document *d, size_t heading)
{
    for (size_t i = heading + 1; i < d->n_blocks && !opens_section(&d->blocks[i]); i++)
        if (d->blocks[i].kind == BLOCK_GRID && !strcmp(d->blocks[i].grid.title, d->blocks[heading].words.text)) return d->blocks[i].grid.table;
    return NULL;
}

static bool is_headed(const struct document *d, size_t grid)
{
    for (size_t i = grid; i-- > 0;)
        if (opens_section(&d->blocks[i])) return headed_by(d, i) == d->blocks[grid].grid.table;
    return false;
}

static void put_heading(struct html *h, const struct document *d, size_t i)
{
    const struct document_block *b = &d->blocks[i];
    const struct report_table *table = opens_section(b) ? headed_by(d, i) : NULL;
    if (!b->words.text) return;
    text_add(h->out, opens_section(b) ? "<h2" : "<h3");
    if (table) html_heading_id(h, table);
    html_look(h, opens_section(b) ? LOOK_H2 : LOOK_H3);
    text_add_char(h->out, '>');
    xml_escape(h->out, b->words.text);
    text_add(h->out, opens_section(b) ? "</h2>\n" : "</h3>\n");
}

/* Where the title needs two lines, it breaks where it should. */
static void put_title(struct html *h, const struct document_title *title)
{
    size_t first = title->best_break ? (size_t)(title->best_break - title->text) : 0;
    struct text name = {0};
    text_add_n(&name, title->text, first);
    text_add(h->out, "<h1");
    html_look(h, LOOK_H1);
    text_add_char(h->out, '>');
    xml_escape(h->out, text_get(&name));
    if (first) text_add(h->out, "<wbr/>");
    xml_escape(h->out, title->text + first);
    text_add(h->out, "</h1>\n");
    text_release(&name);
}

static void put_block(struct html *h, const struct document *d, size_t i)
{
    const struct document_block *b = &d->blocks[i];
    html_open_options(h, b->options);
    switch (b->kind) {
    case BLOCK_TITLE: put_title(h, &b->title); break;
    case BLOCK_HEADING: put_heading(h, d, i); break;
    case BLOCK_PROSE: html_element(h, "p", b->words.small ? LOOK_REMARK : LOOK_P, b->words.text); break;
    case BLOCK_CAUTION: put_caution(h, d, i); break;
    case BLOCK_GRID: html_grid(h, &b->grid, is_headed(d, i)); break;
    case BLOCK_LIST: html_list(h, b->list); break;
    case BLOCK_BARS: html_bars(h, b->bars); break;
    case BLOCK_LINES: html_lines(h, b->lines); break;
    case BLOCK_PANELS: html_panels(h, b->panels); break;
    case BLOCK_COUNTS: html_counts(h, b->counts); break;
    case BLOCK_MATTERS: html_matters(h, b->matters); break;
    case BLOCK_CHOICES: html_choices(h, b->choices); break;
    case BLOCK_TALLY: put_tally(h, &b->tally); break;
    case BLOCK_SHEET: case BLOCK_COPY: case BLOCK_ENTRY: case BLOCK_FIELD: case BLOCK_KINDS: break;      /* of workbooks */
    }
    html_close_options(h, b->options);
}

static void put_way_up(struct html *h, const struct document *d)
{
    text_add(h->out, "<nav><a href=\"");
    html_address(h, d->up);
    text_add(h->out, "\">");
    xml_escape(h->out, d->up_words);
    text_add(h->out, "</a></nav>\n");
}

static void put_blocks(struct html *h, const struct document *d)
{
    if (h->whole && d->up) put_way_up(h, d);
    if (d->facts.draft) html_element(h, "p", LOOK_DRAFT, d->facts.draft);
    for (size_t i = 0; i < d->n_blocks; i++) put_block(h, d, i);
}

static void put_fragment(struct html *h, const struct document *d)
{
    text_add(h->out, "<div lang=\"zh-CN\"");
    html_look(h, LOOK_ROOT);
    text_add(h->out, ">\n");
    put_blocks(h, d);
    text_add(h->out, "</div>\n");
}

static void put_meta(struct html *h, const char *name, const char *content)
{
    text_add(h->out, "<meta name=\"");
    xml_escape(h->out, name);
    text_add(h->out, "\" content=\"");
    xml_escape(h->out, content);
    text_add(h->out, "\"/>\n");
}

/* What the style sheet and the script are needed for. */
struct contents { bool forms, lists, scripted, matters; size_t groups; const struct page_choices *choices; };

static struct contents contents_of(const struct document *d)
{
    struct contents c = {0};
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct document_block *b = &d->blocks[i];
        c.forms = c.forms || b->kind == BLOCK_GRID;
        c.lists = c.lists || b->kind == BLOCK_LIST || b->kind == BLOCK_BARS || b->kind == BLOCK_LINES || b->kind == BLOCK_PANELS || b->kind == BLOCK_COUNTS;
        c.scripted = c.scripted || (b->kind == BLOCK_LIST && html_list_sortable(b->list)) || (b->kind == BLOCK_CHOICES && b->choices->search);
        c.matters = c.matters || b->kind == BLOCK_MATTERS;
        if (b->kind == BLOCK_MATTERS && b->matters->n > c.groups) c.groups = b->matters->n;
        if (b->kind == BLOCK_CHOICES) c.choices = b->choices;
    }
    return c;
}

/* No search engine should keep a draft, or what is internal, that was put on a website by mistake. */
static void put_head(struct html *h, const struct document *d, bool scripted)
{
    text_add(h->out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    if (d->internal || scripted) html_policy(h->out, scripted);
    if (d->facts.draft || d->internal) put_meta(h, "robots", "noindex");
    for (size_t i = 0; i < d->n_properties; i++) put_meta(h, d->properties[i].name, d->properties[i].value);
    text_add(h->out, d->facts.draft ? "<title>（草稿）" : "<title>");
    xml_escape(h->out, d->facts.title);
    text_add(h->out, "</title>\n");
}

static void put_page(struct html *h, const struct document *d)
{
    struct contents c = contents_of(d);
    put_head(h, d, c.scripted);
    text_printf(h->out, "<style>\n%s%s%s", html_style, c.lists ? html_list_style : "", c.forms ? html_form_style : "");
    if (c.matters) html_matters_style(h->out, c.groups);
    if (c.choices) html_choices_style(h->out, c.choices);
    text_add(h->out, "</style>\n</head>\n<body>\n<main>\n");
    put_blocks(h, d);
    text_add(h->out, "</main>\n");
    if (c.scripted) text_printf(h->out, "<script>\n%s</script>\n", html_script);
    text_add(h->out, "</body>\n</html>\n");
}

bool html_write(const struct document *d, struct outdir *out, const char *file, struct diag *diag)
{
    struct text t = {0};
    struct html h = {&t, d->whole_page};
    if (h.whole) put_page(&h, d);
    else put_fragment(&h, d);
    bool ok = utf8_valid(text_get(&t), t.n, NULL) ? outdir_put(out, file, text_get(&t), t.n, diag)
                                                  : diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查所读的文件和表单里的文字", file);
    text_release(&t);
    return ok;
}
