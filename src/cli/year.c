#include "cli/year.h"
#include "base/progress.h"
#include "base/say.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "database/databases.h"
#include "flow/reading.h"
#include "ledger/rows/ledger.h"
#include "store/kept_ledger.h"
#include "submission/submission.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- what the rows say ---- */

enum span_kind {
    SPAN_COUNTED,                                      /* a row that is counted in one year alone */
    SPAN_RUNNING,                                      /* a request, a dispute or a text: from … until */
    SPAN_SINCE                                         /* a row that says only that the ledger's year is no earlier one */
};
enum { NO_END = 9999 };
/* Years that a row speaks of, and the first row that does. */
struct span { enum span_kind kind; int from, until; const char *place; };

struct spans {
    struct arena arena;
    struct span *list;
    size_t n, cap;
};

/* NULL = a row before it says the same. */
static struct span *new_span(struct spans *all, enum span_kind kind, int from, int until)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct span *s = &all->list[i];
        if (s->kind == kind && s->from == from && s->until == until) return NULL;
    }
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n] = (struct span){kind, from, until, ""};
    return &all->list[all->n++];
}

static void add_span(struct spans *all, enum span_kind kind, int from, int until, const struct ledger_file *file, int64_t line)
{
    struct span *s = new_span(all, kind, from, until);
    if (s) s->place = arena_printf(&all->arena, "%s 第 %" PRId64 " 行", file->shown, line);
}

static void release(struct spans *all)
{
    free(all->list);
    arena_release(&all->arena);
}

/* 0 = the cell is empty. */
static int year_at(const struct ledger_table *t, const struct value *values, int column)
{
    if (values[column].kind != VALUE_INTEGER) return 0;
    int number = (int)values[column].integer;
    return t->columns[column].type == COLUMN_YEAR ? number : civil_year(number);
}

/* An end before the beginning is a slip of the pen, which the check of the dates reports; here it is no end. */
static void take_row(struct spans *all, const struct ledger_file *file, const struct value *values, int64_t line)
{
    const struct ledger_table *t = file->table;
    int from = 0, until = 0, year;
    for (size_t i = 0; i < t->n_counted; i++)
        if ((year = year_at(t, values, t->counted[i]))) add_span(all, SPAN_COUNTED, year, year, file, line);
    for (size_t i = 0; i < t->n_from; i++)
        if ((year = year_at(t, values, t->from[i])) && (!from || year < from)) from = year;
    for (size_t i = 0; i < t->n_until; i++)
        if ((year = year_at(t, values, t->until[i])) > until) until = year;
    if (from) add_span(all, t->n_until ? SPAN_RUNNING : SPAN_SINCE, from, until < from ? NO_END : until, file, line);
}

/* Where one agency is asked for, the rows of others say nothing of its year. */
static bool is_of_another(const struct ledger_table *t, const struct value *values, int64_t own)
{
    return own && t->agency >= 0 && values[t->agency].kind == VALUE_INTEGER && values[t->agency].integer != own;
}

static void take_file(struct spans *all, const struct row_context *context, const struct ledger_file *file, int64_t own)
{
    struct row_source *rows;
    if (!row_source_open(&rows, context, file)) return;
    while (row_source_next(rows))
        if (!is_of_another(file->table, row_source_values(rows), own)) take_row(all, file, row_source_values(rows), row_source_line(rows));
    row_source_close(rows);
}

/* All of its tables, that of the agencies first, which says whose rows are wanted; without one the name that was asked for is the agency. */
static void take_files(struct spans *all, const struct row_context *context, const struct ledger *ledger, const char *asked)
{
    const struct ledger_table *agencies = schema_table(context->schema, "agencies");
    size_t i = 0;
    for (; i < ledger->n_files && ledger->files[i].table == agencies; i++) take_file(all, context, &ledger->files[i], 0);
    if (!i && asked) ledger_agencies_add(context->agencies, NULL, asked, NULL);
    const int64_t own = asked ? ledger_agencies_find(context->agencies, asked) : 0;
    ledger_leave_out_others(ledger, context->agencies, own);
    for (; i < ledger->n_files; i++) take_file(all, context, &ledger->files[i], own);
}

/* *agency: whose ledger it is, is known; else no row of it is read. */
static bool take_ledger(struct spans *all, const struct session *s, const struct options *o, const char *path, bool several, bool *agency, struct diag *diag)
{
    struct ledger ledger = {.several = several, .encoding = o->encoding, .databases = s->databases};
    struct problems said_later = {0};
    struct ledger_agencies agencies = {0};
    struct intern *applicants = intern_new();
    const struct row_context context = {.schema = s->schema, .problems = &said_later, .agencies = &agencies, .applicants = applicants, .today = s->as_of,
                                        .encoding = o->encoding};
    bool ok = ledger_open(&ledger, path, s->schema, &said_later, diag) && (several || ledger_prove_encoding(&ledger, o->waivers, diag));
    if (ok) take_files(all, &context, &ledger, o->agency);
    ok = ok && !ledger_lost(&ledger, diag);
    *agency |= agencies.n > 0;
    ledger_release(&ledger);
    problems_release(&said_later);
    ledger_agencies_release(&agencies);
    intern_free(applicants);
    return ok;
}

/* ---- which year that is ---- */

/* Of all spans, and of those of requests, disputes and texts. */
struct extent {
    int counted, counted_last;                         /* the first and last year of rows counted in one; 0 = none */
    int begins_last;                                   /* the last year in which anything begins */
    int running_first, running_last, ends_first;       /* first and last begin, first end of what runs; 0 = nothing does */
};

static struct extent measure(const struct spans *all)
{
    struct extent e = {.ends_first = NO_END};
    for (size_t i = 0; i < all->n; i++) {
        const struct span *s = &all->list[i];
        if (s->from > e.begins_last) e.begins_last = s->from;
        if (s->kind == SPAN_COUNTED && (!e.counted || s->from < e.counted)) e.counted = s->from;
        if (s->kind == SPAN_COUNTED && s->from > e.counted_last) e.counted_last = s->from;
        if (s->kind != SPAN_RUNNING) continue;
        if (!e.running_first || s->from < e.running_first) e.running_first = s->from;
        if (s->from > e.running_last) e.running_last = s->from;
        if (s->until < e.ends_first) e.ends_first = s->until;
    }
    return e;
}

/* Whether what runs goes with the year of the counted rows: some begins in it, or all of it is carried in. */
static bool goes_with_counted(const struct spans *all, const struct extent *e)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].kind == SPAN_RUNNING && all->list[i].from == e->counted) return true;
    return !e->running_first || e->ends_first >= e->counted;
}

/* The rows that are counted name one year: requests of earlier years may then stand beside, but none of the year behind it, nor only such
 * as were answered before. Without such rows each request, case and text must belong to the year, and to no other: all begin in it, or
 * it is over and what began before ended in it. 0 = doubtful. */
static int decide(const struct spans *all, int as_of)
{
    const struct extent e = measure(all);
    int year = e.counted ? e.counted : e.running_last;
    if (e.begins_last > year) return 0;
    if (e.counted) return e.counted_last == e.counted && goes_with_counted(all, &e) ? year : 0;
    if (e.running_first == year) return e.ends_first == year || e.ends_first == NO_END ? year : 0;
    return e.ends_first == year && as_of > civil_day(year, 12, 31) ? year : 0;
}

/* ---- the choices, where it is doubtful ---- */

/* Requests carried in from the year before a counted one do not offer it. */
static const struct span *first_that_names(const struct spans *all, const struct extent *e, int year)
{
    bool carried = year < e->counted && goes_with_counted(all, e);
    for (size_t i = 0; i < all->n; i++) {
        const struct span *s = &all->list[i];
        if (s->kind == SPAN_SINCE ? s->from != year || year != e->begins_last : s->from != year && s->until != year) continue;
        if (s->kind == SPAN_COUNTED || !carried) return s;
    }
    return NULL;
}

/* The newest years that the ledger names, oldest of them first, each with the row where it stands. */
static bool fail_doubtful(const struct spans *all, const char *ledger, struct diag *diag)
{
    enum { CHOICES = 4 };
    const struct extent e = measure(all);
    const struct span *named[CHOICES];
    int years[CHOICES];
    size_t n = 0;
    for (int year = NO_END - 1; year > 0 && n < CHOICES; year--)
        if ((named[n] = first_that_names(all, &e, year))) years[n++] = year;
    struct text places = {0}, choices = {0};
    while (n--) {
        text_printf(&places, "%s%d年（%s）", places.n ? "、" : "", years[n], named[n]->place);
        text_printf(&choices, "%s--year %d", choices.n ? " 或 " : "", years[n]);
    }
    diag_fail(diag, DIAG_USAGE, "%s 里不止一年：%s；请写明做哪一年：%s", ledger, text_get(&places), text_get(&choices));
    text_release(&places);
    text_release(&choices);
    return false;
}

/* ---- taking it ---- */

static bool settle(const struct session *s, struct options *o, const char *input, int year, const char *why, struct diag *diag)
{
    if (!year) return diag_fail(diag, DIAG_USAGE, "%s 里看不出是哪一年；请用 --year 写明统计年度，如 --year %d", input, civil_year(s->as_of) - 1);
    o->year = year;
    if (!o->quiet) say(stderr, "年度：%d（%s）\n", year, why);
    return true;
}

/* ---- all ledgers ---- */

struct year_found {
    int year;                                          /* 0 = no ledger has a row that names one */
    bool earlier;                                      /* there are requests, cases or texts that began before it */
    bool agency;                                       /* that of some ledger is known */
};

static bool join(struct year_found *found, const char **named_by, int year, bool earlier, const char *ledger, struct diag *diag)
{
    if (found->year && found->year != year)
        return diag_fail(diag, DIAG_USAGE, "%s 是%d年的，%s 是%d年的：请用 --year 写明做哪一年，如 --year %d，别的年度的台账移开", *named_by, found->year, ledger,
                         year, year > found->year ? year : found->year);
    found->year = year;
    found->earlier |= earlier;
    *named_by = ledger;
    return true;
}

static bool year_of_ledgers(const struct session *s, const struct options *o, const char *const *ledgers, size_t n, struct year_found *found, struct diag *diag)
{
    const char *named_by = NULL;
    *found = (struct year_found){0};
    for (size_t i = 0; i < n; i++) {
        struct spans all = {0};
        struct diag unopened;
        const char *shown = databases_shown(ledgers[i], o->label);
        bool opened = take_ledger(&all, s, o, ledgers[i], n > 1, &found->agency, &unopened), ok = opened || n > 1;
        if (!ok) *diag = unopened;
        int year = opened ? decide(&all, s->as_of) : 0;
        const struct extent e = measure(&all);
        if (year) ok = join(found, &named_by, year, e.running_first && e.running_first < year, shown, diag);
        else if (e.counted || e.running_first) ok = fail_doubtful(&all, shown, diag);
        release(&all);
        if (!ok) return false;
    }
    return true;
}

/* ---- reports that were handed in, and a filled-in form ---- */

static bool year_of_report(const struct session *s, struct submission_source *source, int *year, struct problems *said_later, struct diag *diag)
{
    struct submission one;
    *year = source->year;
    if (source->rows) return true;
    source->asked_name = "-";                          /* who it is, is asked later */
    if (!submission_read(&one, source, s->shelf, said_later, diag)) return false;
    *year = one.year;
    submission_release(&one);
    return true;
}

static bool year_of_form(const struct session *s, const char *path, int *year, struct diag *diag)
{
    struct arena arena = {0};
    struct problems said_later = {0};
    struct submission_source *list;
    size_t n;
    bool ok = submission_find(&arena, path, s->schema, &list, &n, &said_later, diag) &&
              (n == 1 || diag_fail(diag, DIAG_INPUT, "%s 里有 %zu 个机关或年度的数：一次只能做一个机关一年的年报，请分开", path, n)) &&
              year_of_report(s, &list[0], year, &said_later, diag);
    problems_release(&said_later);
    arena_release(&arena);
    return ok;
}

static bool take_reports(struct spans *all, const struct session *s, const char *path, struct diag *diag)
{
    struct problems said_later = {0};
    struct submission_source *list;
    size_t n = 0;
    bool ok = submission_find(&all->arena, path, s->schema, &list, &n, &said_later, diag);
    for (size_t i = 0; ok && i < n; i++) {
        int year;
        ok = year_of_report(s, &list[i], &year, &said_later, diag);
        struct span *span = ok && year ? new_span(all, SPAN_COUNTED, year, year) : NULL;
        if (span) span->place = list[i].shown;
        progress_count("看年报的年度", i + 1, n);
    }
    problems_release(&said_later);
    return ok;
}

/* Reports of the year before are kept beside those that are collected: the last year that is over is meant. */
bool year_settle_reports(const struct session *s, struct options *o, struct diag *diag)
{
    struct spans all = {0};
    int last = 0;
    bool ok = true;
    if (o->year) return true;
    for (size_t i = 0; ok && i < o->n_inputs; i++) ok = s->databases->holds(s->databases, o->inputs[i]) || take_reports(&all, s, o->inputs[i], diag);
    for (size_t i = 0; i < all.n; i++)
        if (all.list[i].from > last) last = all.list[i].from;
    if (ok && all.n > 1 && s->as_of <= civil_day(last, 12, 31)) ok = fail_doubtful(&all, databases_shown(o->inputs[0], o->label), diag);
    ok = ok && settle(s, o, databases_shown(o->inputs[0], o->label), last, all.n > 1 ? "收来的年报里最后一年，更早的作往年的" : "年报都是这一年的", diag);
    release(&all);
    return ok;
}

/* ---- a kept store ---- */

static bool settle_kept(const struct session *s, struct options *o, const char *path, struct diag *diag)
{
    struct kept_ledger *k = NULL;
    if (!kept_ledger_open(&k, path, s->schema, diag)) return false;
    int year = kept_ledger_year(k);
    kept_ledger_close(k);
    return settle(s, o, path, year, "记录库是做这一年的年报时留下的", diag);
}

/* ---- a ledger, or a filled-in form ---- */

bool year_settle(const struct session *s, struct options *o, const char *const *inputs, size_t n, bool totals, struct diag *diag)
{
    struct year_found found = {0};
    const char *kept = NULL;
    if (o->year) return true;
    if (!totals && !reading_kept(o, inputs, n, &kept, diag)) return false;
    if (kept) return settle_kept(s, o, kept, diag);
    if (totals ? !year_of_form(s, inputs[0], &found.year, diag) : !year_of_ledgers(s, o, inputs, n, &found, diag)) return false;
    if (!totals && !found.year && !found.agency)
        return diag_fail(diag, DIAG_USAGE, "%s 里看不出是哪个机关、哪一年：请用 --agency 写明机关名称，如 --agency 清河县民政局，或在台账里加上机关表",
                         databases_shown(inputs[0], o->label));
    return settle(s, o, databases_shown(inputs[0], o->label), found.year,
                  totals          ? "填好的年报是这一年的"
                  : found.earlier ? "台账里最后一年，更早的是结转和往年的"
                                  : "台账里只有这一年",
                  diag);
}
