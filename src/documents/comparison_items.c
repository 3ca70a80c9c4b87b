#include "documents/comparison_inside.h"

bool measure_stands_out(const struct comparison *c, const struct measure *m)
{
    int64_t distance = m->judged.distance < 0 ? -m->judged.distance : m->judged.distance;
    return m->judged.rank && distance >= c->settings.outlier;
}

struct item measure_item(struct arena *a, const struct indicator *indicator, const struct measure *m)
{
    char words[WORDS], cases[WORDS], rank[WORDS];
    if (!m) return (struct item){.text = "—"};
    const char *shown = arena_dup(a, measure_words(indicator->unit, m, words)), *of = *cases_words(indicator->unit, m, cases) ? arena_dup(a, cases) : NULL;
    if (m->state < MEASURE_FEW) return (struct item){.text = shown, .more = m->state == MEASURE_NOTHING ? NULL : of};
    struct item item = {.type = ITEM_COUNT, .text = shown, .number = m->cases.part, .note = of, .tone = m->state == MEASURE_FEW ? TONE_FEW : TONE_PLAIN};
    if (indicator->unit == UNIT_PERCENT) item.type = ITEM_SHARE, item.whole = m->cases.whole;
    bool several = m->judged.years > 1;                /* then the rank is that of another share than the one shown */
    if (*rank_words(m, rank)) item.more = arena_printf(a, "%s%s名次 %s", several ? judged_words(m, words) : "", several ? "，" : "", rank);
    return item;
}

/* Blocks of indicators: of each year all together, then each report. */
struct place comparison_detail_place(const struct list *detail, const struct comparison *c, size_t year, const struct comparison_entry *entry, size_t indicator)
{
    size_t before = 0;
    for (size_t y = 0; y < year; y++) before += c->years[y].n + 1;
    if (entry) before = (size_t)(entry - c->entries) + year + 1;
    return (struct place){detail, before * c->indicators->n + indicator, CASE_RATE};
}
