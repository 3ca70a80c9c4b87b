/* The comparison as a page for a screen. */
#include "documents/comparison_inside.h"

void comparison_page(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits)
{
    int section = 0;
    size_t n;
    d->whole_page = true;
    document_title(d, title, NULL, NULL);
    document_prose(d, comparison_summary(&d->arena, c), NULL);
    const char *const *cautions = comparison_cautions(&d->arena, c, &n);
    comparison_add_words(d, cautions, n, true);
    comparison_heading(d, &section, "总的情况");
    comparison_all(d, c, ON_PAGE);
    comparison_heading(d, &section, arena_printf(&d->arena, "%d年各机关比较", c->years[0].year));
    comparison_add_bars(d, c, limits->charted);
    comparison_heading(d, &section, "各年度比较");
    if (c->n_years < 2) document_prose(d, "只有一个年度的报告。", NULL);
    for (size_t i = 0; i < c->indicators->n; i++) comparison_years(d, c, ON_PAGE, i, NULL);
    comparison_heading(d, &section, "离群");
    if (!comparison_outliers(d, c, ON_PAGE, 0)) document_prose(d, "没有离群的数。", NULL);
    comparison_heading(d, &section, "各机关一览");
    for (size_t y = 0; y < c->n_years; y++) comparison_agencies(d, c, y, ON_PAGE, NULL);
    comparison_heading(d, &section, "说明");
    const char *const *method = comparison_method(&d->arena, c, &n);
    comparison_add_words(d, method, n, false);
    comparison_add_annex(d, c);
}
