#include "documents/comparison.h"
#include "documents/comparison_inside.h"
#include <string.h>

/* Puts a heading before the list that was just added; without one there is no section. */
static void close_section(struct document *d, int *section, const char *words, struct list *list)
{
    if (!list) return;
    d->n_blocks--;
    comparison_heading(d, section, words);
    document_add(d, BLOCK_LIST)->list = list;
}

/* ---- paper: a few pages for the superior's desk ---- */

/* What must be known before any number is looked at: who is missing, drafts, reports to be corrected. */
static void open_paper(struct document *d, const struct comparison *c)
{
    size_t n;
    const char *const *cautions = comparison_cautions(&d->arena, c, &n);
    document_prose(d, comparison_summary(&d->arena, c), "开头一段");
    comparison_add_words(d, cautions, n, false);
}

static void add_some_trends(struct document *d, const struct comparison *c, size_t most) { comparison_add_trends(d, c, most, false); }

static bool any_chart(const struct document *d, size_t from)
{
    for (size_t i = from; i < d->n_blocks; i++)
        if (d->blocks[i].kind == BLOCK_BARS || d->blocks[i].kind == BLOCK_PANELS) return true;
    return false;
}

/* A section only where something follows its heading; how to read charts only where there are some. */
static void add_section(struct document *d, int *section, const char *words, const char *lead, const struct comparison *c, size_t most,
                        void (*add)(struct document *, const struct comparison *, size_t))
{
    int before = *section;
    size_t n = d->n_blocks;
    comparison_heading(d, section, words);
    document_note(d, lead, NULL);
    size_t headed = d->n_blocks;
    add(d, c, most);
    if (d->n_blocks == headed) d->n_blocks = n, *section = before;
    else if (!any_chart(d, headed)) memmove(&d->blocks[headed - 1], &d->blocks[headed], (d->n_blocks-- - headed) * sizeof *d->blocks);
}

void comparison_paper(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits)
{
    int section = 0;
    size_t n;
    const char *latest = arena_printf(&d->arena, "%d年", c->years[0].year);
    document_title(d, title, NULL, NULL);
    open_paper(d, c);
    close_section(d, &section, "先看哪些机关", comparison_first_list(d, c, ON_PAPER));
    comparison_heading(d, &section, "全体各年度");
    comparison_all(d, c, ON_PAPER);
    if (c->n_agencies > 1) add_section(d, &section, arena_printf(&d->arena, "%s%s", latest, c->n_groups > 1 ? "同类机关比较" : "各机关比较"),
                "条是比率，细横线是95%区间，虚线是合计；深色的明显不同。写明“近2年”“近3年”的，当年件数不足，是与以前各年合计。", c, limits->charted, comparison_add_bars);
    add_section(d, &section, "各机关各年度", "每个机关一幅小图，纵轴相同，从0起。", c, limits->charted, add_some_trends);
    if (c->n_agencies > 1) close_section(d, &section, "全体的变化从哪里来", comparison_changes_list(d, c, ON_PAPER));
    close_section(d, &section, arena_printf(&d->arena, "%s各机关一览", latest), comparison_overview(d, c, limits->listed));
    comparison_heading(d, &section, "指标怎样算");
    comparison_formulas(d, c, ON_PAPER);
    comparison_heading(d, &section, "本比较的算法");
    const char *const *method = comparison_method(&d->arena, c, &n);
    comparison_add_notes(d, method, n);
    comparison_add_annex(d, c, limits->listed);
}

/* ---- a workbook ---- */

static void open_workbook(struct document *d, const struct comparison *c, const char *title)
{
    size_t n;
    document_sheet(d, "说明", false);
    document_title(d, title, NULL, NULL);
    document_prose(d, comparison_summary(&d->arena, c), NULL);
    const char *const *words = comparison_cautions(&d->arena, c, &n);
    comparison_add_words(d, words, n, true);
    words = comparison_method(&d->arena, c, &n);
    comparison_add_words(d, words, n, false);
    document_prose(d, "“明细”里是全部分子、分母、合计、区间和名次，比率和合计是活的公式；其他各表引用“明细”。在“明细”里请用筛选，不要排序。", NULL);
    comparison_add_annex(d, c, SIZE_MAX);
}

void comparison_workbook(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits)
{
    struct list *detail = comparison_detail(d, c);
    open_workbook(d, c, title);
    document_sheet(d, "先看", true);
    comparison_first_list(d, c, ON_SHEET);
    document_sheet(d, "图表", false);
    const struct line_chart *lines = comparison_lines(&d->arena, c);
    if (lines) document_lines(d, lines);
    comparison_add_bars(d, c, limits->charted);
    if (c->n_years > 1) {
        document_sheet(d, "趋势", false);
        comparison_add_trends(d, c, limits->charted, true);
    }
    document_sheet(d, "变化", false);
    comparison_changes_list(d, c, ON_SHEET);
    for (size_t y = 0; y < c->n_years; y++) {
        document_sheet(d, arena_printf(&d->arena, "各机关%d", c->years[y].year), true);
        d->blocks[d->n_blocks - 1].sheet.large = true; /* as many columns as there are indicators */
        comparison_agencies(d, c, y, detail);
    }
    document_sheet(d, "各年度", false);
    comparison_years(d, c, detail);
    document_sheet(d, "离群", true);
    comparison_outliers(d, c, ON_SHEET, 0);
    document_sheet(d, "指标说明", true);
    comparison_formulas(d, c, ON_SHEET);
    document_sheet(d, "来源", true);
    comparison_sources(d, c);
    document_sheet(d, "明细", true);
    document_add(d, BLOCK_LIST)->list = detail;
}
