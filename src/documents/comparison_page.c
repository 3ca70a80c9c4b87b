/* The comparison as a page for a screen: whom to look at first, the whole and what changed it, then every agency. */
#include "base/text.h"
#include "documents/comparison_pages.h"

static void add_choices(struct document *d, const struct comparison *c)
{
    struct page_choices *all = arena_alloc(&d->arena, sizeof *all);
    const char **years = arena_alloc(&d->arena, (c->n_years + 1) * sizeof *years), **peers = arena_alloc(&d->arena, (c->n_groups + 1) * sizeof *peers);
    for (size_t y = 0; y < c->n_years; y++) years[y] = arena_printf(&d->arena, "%d年", c->years[y].year);
    for (size_t g = 0; g < c->n_groups; g++) peers[g] = c->groups[g].label;
    *all = (struct page_choices){{[CHOICE_YEARS] = {"年度", "全部年度", years, c->n_years}, [CHOICE_PEERS] = {"同类机关", "全部", peers, c->n_groups}}, "查找机关"};
    document_add(d, BLOCK_CHOICES)->choices = all;
}

/* Which groups there are. */
static void add_groups(struct document *d, const struct comparison *c)
{
    struct text t = {0};
    if (c->n_groups < 2) return;
    text_add(&t, "同类机关：");
    for (size_t g = 0; g < c->n_groups; g++) text_printf(&t, "%s%s", g ? "、" : "", group_words(&d->arena, c, g));
    text_add(&t, "。");
    document_prose(d, arena_dup(&d->arena, text_get(&t)), NULL);
    text_release(&t);
}

/* Without a chart there is no section. */
static void add_trends(struct document *d, const struct comparison *c, int *section, size_t most)
{
    size_t before = d->n_blocks;
    comparison_heading(d, section, "各年度走势");
    comparison_add_trends(d, c, most, false);
    if (d->n_blocks > before + 1) return;
    d->n_blocks = before;
    --*section;
}

static bool any_change(const struct comparison *c)
{
    for (size_t i = 0; i < c->n_changes; i++)
        if (c->changes[i].told) return true;
    return false;
}

void comparison_page(struct document *d, const struct comparison *c, const char *title, const struct comparison_limits *limits)
{
    const struct comparison_pages *pages = comparison_pages(&d->arena, c);
    int section = 0;
    size_t n;
    d->whole_page = d->internal = true;
    document_title(d, title, NULL, NULL);
    document_prose(d, comparison_summary(&d->arena, c), NULL);
    add_groups(d, c);
    const char *const *cautions = comparison_cautions(&d->arena, c, &n);
    comparison_add_words(d, cautions, n, true);
    add_choices(d, c);
    comparison_heading(d, &section, "先看哪些机关");
    comparison_page_first(d, pages);
    comparison_heading(d, &section, "总的情况");
    comparison_all(d, c, ON_PAGE);
    if (any_change(c)) {
        comparison_heading(d, &section, arena_printf(&d->arena, "%d年到%d年，变化从哪里来", c->years[1].year, c->years[0].year));
        comparison_page_changes(d, pages);
    }
    comparison_heading(d, &section, arena_printf(&d->arena, "%d年各机关比较", c->years[0].year));
    comparison_add_bars(d, c, limits->charted);
    add_trends(d, c, &section, limits->charted);
    comparison_heading(d, &section, "各机关一览");
    document_prose(d, "点机关的名称，看这个机关自己的页。", NULL);
    for (size_t y = 0; y < c->n_years; y++) comparison_page_agencies(d, pages, y);
    if (c->n_outliers) {
        comparison_heading(d, &section, "离群");
        comparison_page_outliers(d, pages);
    }
    comparison_heading(d, &section, "说明");
    const char *const *method = comparison_method(&d->arena, c, &n);
    comparison_add_words(d, method, n, false);
    comparison_add_annex(d, c, SIZE_MAX);
}
