/* Agencies to look at first: reports that must be corrected, what is worse than peers, what is unlike peers, what changed suddenly. */
#include "base/text.h"
#include "compare/comparison_inside.h"
#include "compare/comparison_words.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A line before it is known whether there is room for it; size: how grave among those of its cause. */
struct look_line { struct comparison_first first; int64_t size; };
struct look_lines { struct look_line *list; size_t n, cap; };

static void add(struct look_lines *all, struct comparison_first first, int64_t size)
{
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = (struct look_line){first, size};
}

static void add_faulty(struct comparison *c, struct look_lines *all, size_t entry)
{
    const struct comparison_entry *e = &c->entries[entry];
    const struct comparison_fault *fault = &e->faults[0];
    if (!e->blocking) return;
    const struct indicator_place places[] = {{"count", arena_printf(&c->arena, "%zu", e->blocking)}, {"fault", fault->text}};
    add(all, (struct comparison_first){.entry = entry, .cause = FIRST_FAULTY, .indicator = NO_ENTRY, .address = fault->address, .name = fault->name,
                                       .why = indicator_say(&c->arena, c->indicators, SENTENCE_FAULTY, places, sizeof places / sizeof *places)},
        (int64_t)e->blocking);
}

/* A count that should be 0. */
static void add_alert(struct comparison *c, struct look_lines *all, size_t entry, size_t indicator)
{
    const struct indicator *one = &c->indicators->list[indicator];
    const struct measure *m = &c->entries[entry].measures[indicator];
    if (!one->alert || m->state != MEASURE_ENOUGH || !m->cases.part) return;
    const struct indicator_term *term = &indicators_cells(c->indicators, indicator, c->entries[entry].form)->numerator.terms[0];
    const struct indicator_place places[] = {{"indicator", one->label}, {"own", arena_printf(&c->arena, "%" PRId64 "件", m->cases.part)}};
    add(all, (struct comparison_first){.entry = entry, .cause = FIRST_ALERT, .indicator = indicator, .address = term->address, .name = term->name, .value = m->cases.part,
                                       .why = indicator_say(&c->arena, c->indicators, SENTENCE_ALERT, places, sizeof places / sizeof *places)},
        m->cases.part);
}

static bool is_worse(const struct indicator *one, int64_t distance)
{
    return one->direction == DIRECTION_HIGHER ? distance < 0 : one->direction == DIRECTION_LOWER && distance > 0;
}

/* 主要是“保护第三方合法权益/总计”：35.60%，同类10.63%。 Only where the numerator has several cells. */
static const char *cell_words(struct comparison *c, const struct outlier *o)
{
    char own[WORDS], other[WORDS];
    struct fraction f = {o->value, o->whole};
    if (indicators_cells(c->indicators, o->indicator, c->entries[o->entry].form)->numerator.n < 2 || !fraction_fits(f) || !fraction_fits(o->other)) return "";
    return arena_printf(&c->arena, "主要是“%s”：%s，%s%s。", o->name ? o->name : o->address, percent_words(fraction_rate(f), own),
                        outlier_against_words(&c->arena, c, o), percent_words(fraction_rate(o->other), other));
}

/* What is better than peers, or than the year before, needs no look. */
static void add_outlier(struct comparison *c, struct look_lines *all, const struct outlier *o)
{
    static const enum indicator_sentence sentence[] = {[FIRST_WORSE] = SENTENCE_WORSE, [FIRST_PEERS] = SENTENCE_PEERS, [FIRST_YEARS] = SENTENCE_YEARS};
    const struct indicator *one = &c->indicators->list[o->indicator];
    if (c->entries[o->entry].year || (one->direction != DIRECTION_NONE && !is_worse(one, o->distance))) return;
    enum first_cause cause = o->before != NO_ENTRY ? FIRST_YEARS : one->direction == DIRECTION_NONE ? FIRST_PEERS : FIRST_WORSE;
    struct outlier_figures figures = outlier_figures(&c->arena, c, o);
    const struct indicator_place places[] = {{"indicator", one->label}, {"own", figures.own}, {"cases", figures.cases}, {"others", figures.others}, {"other", figures.other},
                                             {"side", o->distance > 0 ? "高于" : "低于"}, {"cell", cell_words(c, o)}};
    add(all, (struct comparison_first){.entry = o->entry, .cause = cause, .indicator = o->indicator, .address = o->address, .name = o->name, .value = o->value,
                                       .whole = o->whole, .other = o->other,
                                       .why = indicator_say(&c->arena, c->indicators, sentence[cause], places, sizeof places / sizeof *places)}, llabs(o->distance));
}

static int by_agency_and_cause(const void *a, const void *b)
{
    const struct look_line *x = a, *y = b;
    if (x->first.entry != y->first.entry) return x->first.entry < y->first.entry ? -1 : 1;
    if (x->first.cause != y->first.cause) return x->first.cause < y->first.cause ? -1 : 1;
    if (x->size != y->size) return x->size > y->size ? -1 : 1;
    return (x->first.indicator > y->first.indicator) - (x->first.indicator < y->first.indicator);
}

static int by_cause(const void *a, const void *b)
{
    const struct look_line *x = a, *y = b;
    if (x->first.cause != y->first.cause) return x->first.cause < y->first.cause ? -1 : 1;
    if (x->size != y->size) return x->size > y->size ? -1 : 1;
    return (x->first.entry > y->first.entry) - (x->first.entry < y->first.entry);
}

/* Of an agency and a cause the gravest line. */
static void keep_gravest(struct look_lines *all)
{
    size_t n = 0;
    if (all->n) qsort(all->list, all->n, sizeof *all->list, by_agency_and_cause);
    for (size_t i = 0; i < all->n; i++) {
        const struct comparison_first *x = &all->list[i].first, *kept = n ? &all->list[n - 1].first : NULL;
        if (!kept || kept->entry != x->entry || kept->cause != x->cause) all->list[n++] = all->list[i];
    }
    all->n = n;
    if (n) qsort(all->list, n, sizeof *all->list, by_cause);
}

/* Each cause has its share of the lines; what a cause leaves is given to the others, in their order. */
static void give_room(const struct look_lines *all, size_t most, size_t room[FIRST_CAUSES])
{
    size_t n[FIRST_CAUSES] = {0}, causes = 0;
    for (size_t i = 0; i < all->n; i++) causes += !n[all->list[i].first.cause]++;
    for (int cause = 0; cause < FIRST_CAUSES; cause++) {
        size_t quota = causes ? most / causes : 0;
        room[cause] = n[cause] < quota ? n[cause] : quota;
    }
    for (int cause = 0; cause < FIRST_CAUSES; cause++) most -= room[cause];
    for (int cause = 0; cause < FIRST_CAUSES; cause++) {
        size_t more = n[cause] - room[cause] < most ? n[cause] - room[cause] : most;
        room[cause] += more;
        most -= more;
    }
}

void comparison_find_first(struct comparison *c)
{
    struct look_lines all = {0};
    for (size_t k = 0; c->n_years && k < c->years[0].n; k++) {
        add_faulty(c, &all, k);
        for (size_t i = 0; i < c->indicators->n; i++) add_alert(c, &all, k, i);
    }
    for (size_t i = 0; i < c->n_outliers; i++) add_outlier(c, &all, &c->outliers[i]);
    keep_gravest(&all);
    size_t room[FIRST_CAUSES];
    give_room(&all, c->settings.first, room);
    c->first = arena_alloc(&c->arena, (all.n + 1) * sizeof *c->first);
    for (size_t i = 0; i < all.n; i++)
        if (room[all.list[i].first.cause]) room[all.list[i].first.cause]--, c->first[c->n_first++] = all.list[i].first;
    c->more_first = all.n - c->n_first;
    free(all.list);
}
