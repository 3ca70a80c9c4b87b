/* The findings: a group a standing, in it an entry a cause with its places. */
#include "base/text.h"
#include "documents/outcome_inside.h"
#include "workbook/sheet_places.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_PLACES = 500 };                            /* of a cause; a page with all of a million cannot be opened */

/* Of a check that could not run: what it needs is missing. */
static bool lacks_something(const struct finding *f) { return f->state == STATE_NOT_ASSESSABLE && f->value && !f->file && !f->cell && !f->key; }

static bool same_cause(const struct finding *a, const struct finding *b)
{
    if (finding_standing(a) != finding_standing(b) || lacks_something(a) != lacks_something(b)) return false;
    return lacks_something(a) ? !strcmp(a->value, b->value) : !strcmp(a->id, b->id);
}

/* ---- words ---- */

/* The catalogue's sentence, because the first finding's own words may not fit the others. */
static const char *heading_of(const struct run_outcome *of, const struct finding *first)
{
    const struct rule *rule = of->catalogue ? catalogue_rule(of->catalogue, first->id) : NULL;
    return rule ? rule->message : first->message;
}

/* The finding's words without the heading, where they begin with it. */
static const char *own_words(const struct finding *f, const char *heading)
{
    static const char comma[] = "，";
    size_t n = strlen(heading);
    if (strncmp(f->message, heading, n)) return f->message;
    return f->message + n + (strncmp(f->message + n, comma, sizeof comma - 1) ? 0 : sizeof comma - 1);
}

static void add_part(struct text *t, const char *before, const char *words, const char *after)
{
    if (!words || !*words) return;
    text_printf(t, "%s%s%s%s", t->n ? "　" : "", before, words, after);
}

static const char *place_of(struct document *d, const struct finding *f, const char *heading)
{
    struct text t = {0};
    if (f->file) sheet_place_words(&t, f->file, f->sheet, f->row, f->sheet_column);
    add_part(&t, "[", f->column, "]");
    add_part(&t, "", f->cell_name ? f->cell_name : f->cell, "");
    if (f->cell_name) text_printf(&t, "（%s）", f->cell);
    if (!f->cell) add_part(&t, "", f->key, "");
    add_part(&t, "", own_words(f, heading), "");
    add_part(&t, "所见“", f->value, "”");
    add_part(&t, "应为 ", f->expected, "");
    add_part(&t, "承办：", f->department, "");
    const char *words = t.n ? arena_dup(&d->arena, text_get(&t)) : NULL;
    text_release(&t);
    return words;
}

static const char *check_of(struct document *d, const struct run_outcome *of, const struct finding *f)
{
    return arena_printf(&d->arena, "%s　%s", f->id, heading_of(of, f));
}

/* ---- entries ---- */

static void add_line(struct document *d, struct matter *m, const char *label, const char *text)
{
    enum { MOST_LINES = 2 };
    struct matter_line *lines = m->n_lines ? (struct matter_line *)m->lines : arena_alloc(&d->arena, MOST_LINES * sizeof *lines);
    if (!text || !*text) return;
    lines[m->n_lines++] = (struct matter_line){label, text};
    m->lines = lines;
}

/* The findings of one cause, which need not stand together. */
struct cause { const struct finding *first; size_t n; struct matter *matter; };
struct causes { struct cause *list; size_t n, cap, last; };

static struct cause *cause_of(struct causes *all, const struct finding *f)
{
    for (size_t i = 0; i < all->n; i++) {              /* most often that of the finding before */
        size_t k = (all->last + i) % all->n;
        if (same_cause(all->list[k].first, f)) return &all->list[all->last = k];
    }
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->last = all->n++] = (struct cause){.first = f};
    return &all->list[all->last];
}

static void begin(struct document *d, const struct run_outcome *of, const struct cause *c)
{
    const struct finding *f = c->first;
    struct matter *m = c->matter;
    bool lacking = lacks_something(f);
    const char *text = lacking ? f->value : heading_of(of, f);
    *m = (struct matter){.mark = lacking ? NULL : f->id, .text = c->n > 1 && !lacking ? arena_printf(&d->arena, "%s（%zu处）", text, c->n) : text};
    m->places = arena_alloc(&d->arena, (c->n < MOST_PLACES ? c->n : MOST_PLACES) * sizeof *m->places);
    if (c->n > MOST_PLACES) m->remark = arena_printf(&d->arena, "显示 %d / %zu 处，全部见 问题清单.xlsx 和 findings.csv。", MOST_PLACES, c->n);
    if (lacking) return;                               /* what the check would advise is not about this */
    add_line(d, m, "怎么办", f->advice);
    add_line(d, m, "依据", f->article);
}

static void add_place(struct document *d, const struct run_outcome *of, const struct cause *c, const struct finding *f)
{
    struct matter *m = c->matter;
    const char *place = lacks_something(f) ? check_of(d, of, f) : place_of(d, f, heading_of(of, c->first));
    if (place && m->n_places < MOST_PLACES) m->places[m->n_places++] = place;
}

/* The group of the `n` findings, which have one standing. */
static struct matter_group group_of(struct document *d, const struct run_outcome *of, const struct finding *findings, size_t n)
{
    enum finding_standing standing = finding_standing(findings);
    struct causes all = {0};
    for (size_t i = 0; i < n; i++) cause_of(&all, &findings[i])->n++;
    struct matter_group g = {.name = arena_printf(&d->arena, "%s（%zu处）", finding_standing_name(standing), n),
                             .matters = arena_alloc(&d->arena, all.n * sizeof *g.matters), .n = all.n, .alert = standing == STANDING_BLOCKING};
    for (size_t i = 0; i < all.n; i++) {
        all.list[i].matter = &g.matters[i];
        begin(d, of, &all.list[i]);
    }
    for (size_t i = 0; i < n; i++) add_place(d, of, cause_of(&all, &findings[i]), &findings[i]);
    free(all.list);
    return g;
}

void outcome_findings(struct document *d, const struct run_outcome *of)
{
    const struct findings *all = of->findings;
    struct matter_groups *groups = arena_alloc(&d->arena, sizeof *groups);
    *groups = (struct matter_groups){.id = "findings", .choose = "只看勾选的：", .groups = arena_alloc(&d->arena, FINDING_STANDINGS * sizeof *groups->groups)};
    document_heading(d, 1, "问题");
    if (!all->n) document_prose(d, "没有发现问题。", NULL);
    for (size_t i = 0, n; i < all->n; i += n) {
        for (n = 1; i + n < all->n && finding_standing(&all->list[i + n]) == finding_standing(&all->list[i]);) n++;
        groups->groups[groups->n++] = group_of(d, of, &all->list[i], n);
    }
    document_add(d, BLOCK_MATTERS)->matters = groups;
}
