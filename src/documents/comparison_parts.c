/* What paper, page and workbook of the comparison have in common. */
#include "base/text.h"
#include "documents/comparison_inside.h"
#include <string.h>

void comparison_heading(struct document *d, int *section, const char *words)
{
    document_heading(d, 1, arena_printf(&d->arena, "%s、%s", document_ordinal(&d->arena, ++*section), words));
}

const char *comparison_unjudged(struct arena *a, const struct comparison *c, size_t group)
{
    struct text few = {0}, alike = {0};
    char words[WORDS];
    for (size_t i = 0; i < c->indicators->n; i++) {
        const struct indicator *one = &c->indicators->list[i];
        const struct judged *same = comparison_same_share(c, group, i);
        if (same) text_printf(&alike, "%s：排名的%zu个都是%s。", one->label, c->groups[group].enough[i], percent_words(same->rate, words));
        else if (one->chart && !comparison_has_bars(c, group, i)) text_printf(&few, "%s%s", *text_get(&few) ? "、" : "", one->label);
    }
    if (*text_get(&few)) text_printf(&few, "：%s。", counts_only_words);
    const char *copy = *text_get(&few) || *text_get(&alike) ? arena_printf(a, "%s%s", text_get(&alike), text_get(&few)) : NULL;
    text_release(&few);
    text_release(&alike);
    return copy;
}

/* Groups that are too small are said together, at the end. */
static void add_small_groups(struct document *d, const struct comparison *c)
{
    const char *words = NULL;
    for (size_t g = 0; g < c->n_groups; g++) {
        const char *note = c->groups[g].n ? group_note(&d->arena, c, g) : NULL;
        if (note) words = arena_printf(&d->arena, "%s%s", words ? words : "", note);
    }
    if (words) document_prose(d, words, NULL);
}

void comparison_add_bars(struct document *d, const struct comparison *c, size_t most)
{
    for (size_t g = 0; g < c->n_groups; g++) {
        const char *unjudged = comparison_unjudged(&d->arena, c, g);
        size_t from = d->n_blocks;
        if (!c->groups[g].n || !c->groups[g].judged) continue;
        if (c->n_groups > 1) document_heading(d, 2, group_words(&d->arena, c, g));
        for (size_t i = 0; i < c->indicators->n; i++) {
            const struct bar_chart *chart = comparison_bars(&d->arena, c, g, i, most);
            if (chart) document_bars(d, chart);
        }
        if (unjudged) document_prose(d, unjudged, NULL);
        for (size_t i = from; i < d->n_blocks && c->n_groups > 1; i++) d->blocks[i].options[CHOICE_PEERS] = (int)g + 1;
    }
    add_small_groups(d, c);
}

/* Whether it is the first charted one of its group. */
static bool leads_group(const struct indicators *all, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (all->list[k].chart && !strcmp(all->list[k].group, all->list[i].group)) return false;
    return all->list[i].chart;
}

void comparison_add_trends(struct document *d, const struct comparison *c, size_t most, bool all)
{
    for (size_t i = 0; i < c->indicators->n; i++) {
        const struct panel_chart *chart = NULL;
        if (all || leads_group(c->indicators, i) || c->indicators->list[i].direction != DIRECTION_NONE) chart = comparison_trends(&d->arena, c, i, most);
        if (chart) document_panels(d, chart);
    }
}

/* The missing that the caution has not named. */
static const char *missing_words(struct arena *a, const struct comparison *c, size_t most)
{
    if (c->n_missing <= MISSING_NAMED) return NULL;
    const char *words = comparison_missing_words(a, c, most);
    return most < c->n_missing ? arena_printf(a, "%s；显示 %zu / %zu，全部在同一文件夹的比较.xlsx。", words, most, c->n_missing) : words;
}

void comparison_add_annex(struct document *d, const struct comparison *c, size_t most)
{
    size_t n_faults, n_editions;
    const char *const *faults = comparison_faults(&d->arena, c, &n_faults), *const *editions = comparison_editions(&d->arena, c, &n_editions);
    const char *missing = missing_words(&d->arena, c, most);
    if (missing || n_faults + n_editions) document_heading(d, 1, "附录");
    if (missing) document_note(d, missing, "说明");
    comparison_add_notes(d, faults, n_faults < most ? n_faults : most);
    if (most < n_faults) document_note(d, arena_printf(&d->arena, "有须改正之处的报告显示 %zu / %zu 份，全部在同一文件夹的比较.xlsx。", most, n_faults), "说明");
    comparison_add_notes(d, editions, n_editions);
}

void comparison_add_notes(struct document *d, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) document_note(d, list[i], "说明");
}

void comparison_add_words(struct document *d, const char *const *list, size_t n, bool caution)
{
    for (size_t i = 0; i < n; i++) {
        if (caution) document_caution(d, list[i]);
        else document_prose(d, list[i], "说明");
    }
}
