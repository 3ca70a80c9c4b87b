#include "render/plain/plain.h"
#include <inttypes.h>
#include <string.h>

/* One line whatever the text holds. */
static void put_text(struct text *t, const char *s)
{
    for (; s && *s; s++) {
        if (*s == '\n') text_add(t, "\\n");
        else if (*s == '\t') text_add(t, "\\t");
        else if (*s != '\r') text_add_char(t, *s);
    }
    text_add_char(t, '\n');
}

static void put_words(struct text *t, const char *mark, const char *words)
{
    text_add(t, mark);
    put_text(t, words);
}

static void put_grid(struct text *t, const struct report_table *table)
{
    for (size_t i = 0; i < table->form->n_slots; i++) {
        text_printf(t, "%s\t", table->form->slots[i].address);
        put_text(t, table->cells[i].text);
        if (!table->cells[i].note) continue;
        text_printf(t, "%s/note\t", table->form->slots[i].address);
        put_text(t, table->cells[i].note);
    }
    for (size_t i = 0; i < table->n_footnotes; i++) put_words(t, "* ", table->footnotes[i]);
}

/* Cells without anything have no line. */
static void put_list(struct text *t, const struct list *list)
{
    struct list_reader r;
    list_reader_init(&r, list);
    while (list_reader_next(&r)) {
        for (int i = 0; i < list->n_columns; i++) {
            if (!r.items[i].text) continue;
            text_printf(t, "%s/%zu/%s\t", list->id, r.next - 1, list->columns[i].id);
            put_text(t, r.items[i].text);
            if (r.items[i].note) text_printf(t, "%s/%zu/%s/note\t", list->id, r.next - 1, list->columns[i].id), put_text(t, r.items[i].note);
        }
    }
    list_reader_release(&r);
    if (!list->n_rows && list->without) put_words(t, "- ", list->without);
    if (list->remark) put_words(t, "* ", list->remark);
}

static void put_bars(struct text *t, const struct bar_chart *chart)
{
    put_words(t, "## ", chart->heading);
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_bar *b = &chart->bars[i];
        text_printf(t, "bars/%s\t%s\t%s\t", b->name, b->rate_words, b->cases_words);
        put_text(t, b->rank_words);
    }
}

static void put_lines(struct text *t, const struct line_chart *chart)
{
    put_words(t, "## ", chart->heading);
    for (size_t s = 0; s < chart->n_series; s++)
        for (size_t p = 0; p < chart->n_points; p++) {
            int rate = chart->rates[s * chart->n_points + p];
            if (rate >= 0) text_printf(t, "lines/%s/%s\t%d.%02d%%\n", chart->series[s], chart->points[p], rate / 100, rate % 100);
        }
}

static void put_panels(struct text *t, const struct panel_chart *chart)
{
    put_words(t, "## ", chart->heading);
    for (size_t i = 0; i < chart->n; i++)
        for (size_t p = 0; p < chart->n_points; p++) {
            char words[PANEL_WORDS];
            if (*panel_point_words(&chart->panels[i].points[p], words)) text_printf(t, "panels/%s/%s\t%s\n", chart->panels[i].name, chart->points[p], words);
        }
    put_words(t, "* ", chart->caption);
}

static void put_counts(struct text *t, const struct count_chart *chart)
{
    put_words(t, "## ", chart->heading);
    for (size_t i = 0; i < chart->n; i++) text_printf(t, "counts/%s\t%" PRId64 "\n", chart->bars[i].name, chart->bars[i].count);
    if (chart->caption) put_words(t, "* ", chart->caption);
}

static void put_matters(struct text *t, const struct matter_groups *all)
{
    for (size_t g = 0; g < all->n; g++) {
        put_words(t, "## ", all->groups[g].name);
        for (size_t i = 0; i < all->groups[g].n; i++) {
            const struct matter *m = &all->groups[g].matters[i];
            text_printf(t, "%s/%s\t", all->id, m->mark ? m->mark : "");
            put_text(t, m->text);
            for (size_t k = 0; k < m->n_places; k++) put_words(t, "- ", m->places[k]);
            if (m->remark) put_words(t, "* ", m->remark);
            for (size_t k = 0; k < m->n_lines; k++) text_printf(t, "%s\t", m->lines[k].label), put_text(t, m->lines[k].text);
        }
    }
}

static void put_choices(struct text *t, const struct page_choices *all)
{
    for (size_t i = 0; i < CHOICES; i++)
        for (size_t k = 0; k < all->of[i].n; k++) text_printf(t, "choice/%s\t", all->of[i].label), put_text(t, all->of[i].options[k]);
}

static void put_tally(struct text *t, const struct document_tally *of)
{
    if (of->list->n_rows && of->count) text_printf(t, "- %lld%s\n", (long long)of->count, of->some);
    else put_words(t, "- ", of->list->n_rows ? of->none : of->without);
}

void plain_add(struct text *t, const struct document *d)
{
    if (d->facts.draft) put_words(t, "! ", d->facts.draft);
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct document_block *b = &d->blocks[i];
        switch (b->kind) {
        case BLOCK_TITLE: put_words(t, "= ", b->title.text); break;
        case BLOCK_HEADING: put_words(t, b->words.level == 1 ? "# " : "## ", b->words.text); break;
        case BLOCK_PROSE: put_words(t, "", b->words.text); break;
        case BLOCK_CAUTION: put_words(t, "! ", b->words.text); break;
        case BLOCK_GRID: put_grid(t, b->grid.table); break;
        case BLOCK_LIST: put_list(t, b->list); break;
        case BLOCK_BARS: put_bars(t, b->bars); break;
        case BLOCK_LINES: put_lines(t, b->lines); break;
        case BLOCK_PANELS: put_panels(t, b->panels); break;
        case BLOCK_COUNTS: put_counts(t, b->counts); break;
        case BLOCK_MATTERS: put_matters(t, b->matters); break;
        case BLOCK_TALLY: put_tally(t, &b->tally); break;
        case BLOCK_CHOICES: put_choices(t, b->choices); break;
        case BLOCK_SHEET: case BLOCK_COPY: case BLOCK_ENTRY: case BLOCK_FIELD: case BLOCK_KINDS: break;      /* of workbooks only */
        }
    }
}
