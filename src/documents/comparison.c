#include "documents/comparison.h"
#include "documents/comparison_inside.h"

/* ---- paper: a few pages for the superior's desk ---- */

/* What must be known before any number is looked at (drafts, mixed editions, files that were not read) is pointed to at the
 * beginning and said with the notes, so that the first table keeps its room on the page. */
static void open_paper(struct document *d, const struct comparison *c)
{
    size_t n;
    const char *summary = comparison_summary(&d->arena, c);
    (void)comparison_cautions(&d->arena, c, &n);
    document_prose(d, n ? arena_printf(&d->arena, "%s请先看“说明”。", summary) : summary, "开头一段");
}

/* Puts a heading before the list that was just added; without one there is no section. */
static void close_section(struct document *d, int *section, const char *words, struct list *list)
{
    if (!list) return;
    d->n_blocks--;
    comparison_heading(d, section, words);
    document_add(d, BLOCK_LIST)->list = list;
}

static bool any_bars(struct document *d, const struct comparison *c, size_t most)
{
    for (size_t i = 0; i < c->indicators->n; i++)
        if (comparison_bars(&d->arena, c, i, 0, most)) return true;
    return false;
}

void comparison_paper(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits)
{
    int section = 0;
    size_t n_cautions, n_method;
    const char *latest = arena_printf(&d->arena, "%d年", c->years[0].year);
    document_title(d, title, NULL, NULL);
    open_paper(d, c);
    comparison_heading(d, &section, "总的情况");
    comparison_all(d, c, ON_PAPER);
    if (any_bars(d, c, limits->charted)) {
        comparison_heading(d, &section, arena_printf(&d->arena, "%s各机关比较", latest));
        comparison_add_bars(d, c, limits->charted);
    }
    close_section(d, &section, "各年度比较", comparison_years(d, c, ON_PAPER, 0, limits->listed, NULL));
    close_section(d, &section, "离群", comparison_outliers(d, c, ON_PAPER, limits->listed));
    close_section(d, &section, arena_printf(&d->arena, "%s各机关一览", latest), comparison_agencies(d, c, 0, ON_PAPER, limits->listed, NULL));
    const char *const *cautions = comparison_cautions(&d->arena, c, &n_cautions);
    const char *const *method = comparison_method(&d->arena, c, &n_method);
    comparison_heading(d, &section, "指标怎样算");
    comparison_formulas(d, c, ON_PAPER);
    comparison_heading(d, &section, "说明");
    comparison_add_words(d, cautions, n_cautions, false);
    comparison_add_words(d, method, n_method, false);
    comparison_add_annex(d, c);
}

/* ---- a workbook ---- */

void comparison_workbook(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits)
{
    size_t n;
    struct list *detail = comparison_detail(d, c);
    document_sheet(d, "说明", false);
    document_title(d, title, NULL, NULL);
    document_prose(d, comparison_summary(&d->arena, c), NULL);
    const char *const *words = comparison_cautions(&d->arena, c, &n);
    comparison_add_words(d, words, n, true);
    words = comparison_method(&d->arena, c, &n);
    comparison_add_words(d, words, n, false);
    comparison_add_annex(d, c);
    document_prose(d, "“明细”里是全部分子、分母、区间和名次，比率是活的公式；其他各表引用“明细”。在“明细”里请用筛选，不要排序。", NULL);
    document_sheet(d, "图表", false);
    const struct line_chart *lines = comparison_lines(&d->arena, c);
    if (lines) document_lines(d, lines);
    comparison_add_bars(d, c, limits->charted);
    for (size_t y = 0; y < c->n_years; y++) {
        document_sheet(d, arena_printf(&d->arena, "各机关%d", c->years[y].year), true);
        d->blocks[d->n_blocks - 1].sheet.large = true; /* as many columns as there are indicators */
        comparison_agencies(d, c, y, ON_SHEET, 0, detail);
    }
    document_sheet(d, "各年度", false);
    comparison_years(d, c, ON_SHEET, 0, 0, detail);
    document_sheet(d, "离群", true);
    comparison_outliers(d, c, ON_SHEET, 0);
    document_sheet(d, "指标说明", true);
    comparison_formulas(d, c, ON_SHEET);
    document_sheet(d, "来源", true);
    comparison_sources(d, c);
    document_sheet(d, "明细", true);
    document_add(d, BLOCK_LIST)->list = detail;
}
