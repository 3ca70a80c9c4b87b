#include "cli/terminal.h"
#include "cli/screen.h"
#include "cli/terminal_lines.h"
#include <stdlib.h>
#include <string.h>

/* ---- alike: the findings of one check that stand alike ---- */

struct same_check { const struct finding *first; size_t n; };

static bool next_check(const struct findings *findings, struct same_check *e)
{
    size_t i = e->first ? (size_t)(e->first - findings->list) + e->n : 0, n = 1;
    if (i >= findings->n) return false;
    const struct finding *first = &findings->list[i];
    while (i + n < findings->n && !strcmp(first->id, first[n].id) && finding_standing(first) == finding_standing(first + n)) n++;
    *e = (struct same_check){first, n};
    return true;
}

/* The catalogue's sentence, because the first finding's own words may not fit the others. */
static const char *heading_of(const struct catalogue *catalogue, const struct finding *first)
{
    const struct rule *rule = catalogue ? catalogue_rule(catalogue, first->id) : NULL;
    return rule ? rule->message : first->message;
}

static void add_count(struct text *out, const struct same_check *e)
{
    text_add(out, e->first->id);
    if (e->n > 1) text_printf(out, " × %zu", e->n);
}

static enum colour colour_of(enum finding_standing s)
{
    if (s <= STANDING_ERROR) return COLOUR_RED;
    if (s <= STANDING_DISPUTED) return COLOUR_YELLOW;
    return s == STANDING_HINT ? COLOUR_PLAIN : COLOUR_FAINT;
}

static void print_check(FILE *out, const struct same_check *e, const char *heading, bool each)
{
    enum { HANG = 2, HANG_OF_ADVICE = 4 };
    enum finding_standing standing = finding_standing(e->first);
    struct text label = {0}, id = {0};
    text_printf(&label, "[%s]", finding_standing_name(standing));
    add_count(&id, e);
    screen_label(out, colour_of(standing), text_get(&label), HANG, " %s %s（%s）", text_get(&id), heading, e->first->article);
    if (each) terminal_lines_each(out, e->first, e->n, heading);
    else terminal_lines_shared(out, e->first, e->n, heading);
    screen_say(out, HANG_OF_ADVICE, "  怎么办：%s", e->first->advice);
    text_release(&label);
    text_release(&id);
}

/* ---- what could not be checked ---- */

static bool not_assessed(const struct finding *f) { return finding_standing(f) == STANDING_NOT_ASSESSABLE; }

/* A finding on the whole check: something that it needs is missing. */
static bool lacks_something(const struct finding *f) { return not_assessed(f) && f->value && !f->file && !f->cell && !f->key; }

/* One line for each missing thing, with the checks that lack it. */
static void print_lacking(FILE *out, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *f = &findings->list[i];
        bool said = !lacks_something(f);
        for (size_t k = 0; k < i && !said; k++) said = lacks_something(&findings->list[k]) && !strcmp(findings->list[k].value, f->value);
        if (said) continue;
        struct text ids = {0};
        for (size_t k = i; k < findings->n; k++) {
            const struct finding *other = &findings->list[k];
            if (lacks_something(other) && !strcmp(other->value, f->value)) text_printf(&ids, "%s%s", ids.n ? "、" : "", other->id);
        }
        screen_label(out, COLOUR_FAINT, "[无法核对]", 2, " %s：%s", f->value, text_get(&ids));
        text_release(&ids);
    }
}

static void print_not_assessed(FILE *out, const struct findings *findings)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->n; i++) n += not_assessed(&findings->list[i]);
    if (n) screen_label(out, COLOUR_FAINT, "[无法核对]", 2, " %zu 项，加 -v 列出缺什么", n);
}

/* ---- all of it ---- */

void terminal_findings(FILE *out, const struct catalogue *catalogue, const struct findings *findings, enum terminal_extent extent)
{
    for (struct same_check e = {0}; next_check(findings, &e);) {
        const struct finding *first = e.first;
        if (extent == TERMINAL_BLOCKING && !first->blocking) continue;
        if (not_assessed(first) && (extent != TERMINAL_ALL || lacks_something(first))) continue;
        print_check(out, &e, heading_of(catalogue, first), extent == TERMINAL_ALL);
    }
    if (extent == TERMINAL_ALL) print_lacking(out, findings);
    if (extent == TERMINAL_SOME) print_not_assessed(out, findings);
}

/* ---- what to mend first ---- */

enum { TURNS = 4, NO_TURN = TURNS };

/* 0 for what blocks, 1 for what concerns a figure, 2 for late answers, 3 for the rest. */
static int turn_of(const struct finding *f)
{
    enum finding_standing s = finding_standing(f);
    if (s > STANDING_DISPUTED) return NO_TURN;
    return s == STANDING_BLOCKING ? 0 : finding_on_figure(f) ? 1 : s == STANDING_LATE ? 2 : 3;
}

/* Of a check that stands in several ways (this year's number, last year's) one is named, with all its findings. */
static bool said_before(const struct findings *findings, const struct same_check *e)
{
    int turn = turn_of(e->first);
    for (struct same_check other = {0}; next_check(findings, &other);) {
        int its = turn_of(other.first);
        if (!strcmp(other.first->id, e->first->id) && (its < turn || (its == turn && other.first < e->first))) return true;
    }
    return false;
}

static size_t count_of(const struct findings *findings, const char *id)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->n; i++) n += !strcmp(findings->list[i].id, id) && turn_of(&findings->list[i]) < NO_TURN;
    return n;
}

size_t terminal_first(struct text *out, const struct catalogue *catalogue, const struct findings *findings, size_t most)
{
    size_t n = 0;
    for (int turn = 0; turn < TURNS; turn++)
        for (struct same_check e = {0}; next_check(findings, &e);) {
            if (turn_of(e.first) != turn || said_before(findings, &e) || n++ >= most) continue;
            text_add(out, out->n ? "；" : "");
            add_count(out, &(struct same_check){e.first, count_of(findings, e.first->id)});
            text_printf(out, " %s", heading_of(catalogue, e.first));
        }
    return n;
}
