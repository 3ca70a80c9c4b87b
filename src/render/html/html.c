#include "render/html/html.h"
#include "render/html/html_inside.h"
#include <inttypes.h>

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

static void put_block(struct html *h, const struct document *d, size_t i)
{
    const struct document_block *b = &d->blocks[i];
    switch (b->kind) {
    case BLOCK_TITLE: html_element(h, "h1", LOOK_H1, b->title.text); break;
    case BLOCK_HEADING: html_element(h, b->words.level == 1 ? "h2" : "h3", b->words.level == 1 ? LOOK_H2 : LOOK_H3, b->words.text); break;
    case BLOCK_PROSE: html_element(h, "p", LOOK_P, b->words.text); break;
    case BLOCK_CAUTION: put_caution(h, d, i); break;
    case BLOCK_GRID: html_grid(h, &b->grid); break;
    case BLOCK_LIST: html_list(h, b->list); break;
    case BLOCK_BARS: html_bars(h, b->bars); break;
    case BLOCK_LINES: html_lines(h, b->lines); break;
    case BLOCK_TALLY: put_tally(h, &b->tally); break;
    case BLOCK_SHEET: case BLOCK_COPY: case BLOCK_ENTRY: case BLOCK_KINDS: break;      /* of workbooks */
    }
}

static void put_blocks(struct html *h, const struct document *d)
{
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

static void put_page(struct html *h, const struct document *d)
{
    text_add(h->out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
    xml_escape(h->out, d->facts.title);
    text_printf(h->out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", html_style);
    put_blocks(h, d);
    text_printf(h->out, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", html_script);
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
