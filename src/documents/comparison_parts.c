/* What paper, page and workbook of the comparison have in common. */
#include "documents/comparison_inside.h"

void comparison_heading(struct document *d, int *section, const char *words)
{
    static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"};
    document_heading(d, 1, arena_printf(&d->arena, "%s、%s", numbers[(*section)++], words));
}

void comparison_add_bars(struct document *d, const struct comparison *c, size_t most)
{
    for (size_t i = 0; i < c->indicators->n; i++) {
        const struct bar_chart *chart = comparison_bars(&d->arena, c, i, 0, most);
        if (chart) document_bars(d, chart);
    }
}

void comparison_add_annex(struct document *d, const struct comparison *c)
{
    size_t n_faults, n_editions;
    const char *const *faults = comparison_faults(&d->arena, c, &n_faults), *const *editions = comparison_editions(&d->arena, c, &n_editions);
    if (n_faults + n_editions) document_heading(d, 1, "附录");
    comparison_add_words(d, faults, n_faults, false);
    comparison_add_words(d, editions, n_editions, false);
}

void comparison_add_words(struct document *d, const char *const *list, size_t n, bool caution)
{
    for (size_t i = 0; i < n; i++) {
        if (caution) document_caution(d, list[i]);
        else document_prose(d, list[i], "说明");
    }
}
