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

void comparison_add_words(struct document *d, const char *const *list, size_t n, bool caution)
{
    for (size_t i = 0; i < n; i++) {
        if (caution) document_caution(d, list[i]);
        else document_prose(d, list[i], "说明");
    }
}
