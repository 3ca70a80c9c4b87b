#include "flow/last_year.h"
#include "base/characters.h"
#include "base/file.h"
#include "calendar/civil.h"
#include "flow/counting.h"
#include "flow/reading.h"
#include "submission/copies.h"
#include "superior/last_reports.h"
#include "tally/declared.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int64_t agency_of(const struct flow *f, const char *code, const char *name)
{
    int64_t id = code ? ledger_agencies_find(&f->agencies, code) : 0;
    return id || !name ? id : ledger_agencies_find(&f->agencies, name);   /* a list of cells has no names */
}

/* ---- reports: a report.json, the ones in an output folder ---- */

/* *ours tells whether the report is of an agency of this ledger. */
static bool put_submission(struct flow *f, const struct submission *s, struct last_reports *last, bool *ours, struct diag *diag)
{
    const struct form *form;
    bool counts;
    int64_t agency = agency_of(f, s->code, s->name);
    *ours = agency != 0;
    if (!agency) return true;
    if (!form_shelf_id(f->session->shelf, s->form, &form, diag) || !last_reports_put(last, f->store, &f->problems, s, form, agency, &counts, diag)) return false;
    if (counts && s->draft) problems_add(&f->problems, &(struct problem){.id = "S14", .file = s->shown, .value = s->name});
    return true;
}

/* A published report cannot be mended: its faults become warnings. */
static void take_problems(struct flow *f, const struct problems *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct problem p = all->list[i];
        p.past = true;
        problems_add(&f->problems, &p);
    }
}

struct last_files {
    struct flow *flow;
    struct last_reports reports;
    struct submission_copies copies;                   /* forms of one report */
    size_t ours;                                       /* reports of this ledger's agencies */
    bool none;                                         /* no file was a report so far */
    struct diag why;                                   /* the reason of the last file that was none */
};

static bool read_file(struct last_files *l, const struct submission_source *source, struct diag *diag)
{
    struct flow *f = l->flow;
    struct submission s;
    struct submission_source other;
    struct problems problems = {0};
    bool ours = false, ok = submission_read(&s, source, f->session->shelf, &problems, diag);
    if (ok) {
        bool copy = submission_is_copy(&l->copies, &s, &problems);
        if (s.kind && s.year == f->year - 1 && !copy) ok = put_submission(f, &s, &l->reports, &ours, diag);
        if (ok && s.kind) l->none = false;
        if (ok && !s.kind) diag_fail(&l->why, DIAG_INPUT, "%s：%s", f->options->previous, s.unread);
        if (ours || (ok && (copy || !s.kind) && s.name && agency_of(f, s.code, s.name))) take_problems(f, &problems);
        l->ours += ours;
        if (ok && submission_left_over(&s, &other)) ok = read_file(l, &other, diag);
        submission_release(&s);
    }
    problems_release(&problems);
    return ok;
}

/* A folder may hold other years too: they are passed over. *none: no file is a report. Then false, and the diag has the reason; the
 * caller may still try to read the folder as a ledger. */
static bool read_files(struct flow *f, struct submission_source *files, size_t n, bool *none, struct diag *diag)
{
    struct last_files l = {.flow = f, .none = true};
    bool ok = true;
    diag_fail(&l.why, DIAG_INPUT, "%s：里面没有年报", f->options->previous);
    submission_order(&l.copies, files, n);
    for (size_t i = 0; i < n && ok; i++) ok = read_file(&l, &files[i], diag);
    last_reports_release(&l.reports);
    submission_copies_release(&l.copies);
    *none = ok && l.none;
    if (*none) *diag = l.why;
    if (!ok || *none) return false;
    if (!l.ours) return diag_fail(diag, DIAG_INPUT, "%s：里面没有本机关%d年的报告", f->options->previous, f->year - 1);
    diag->text[0] = 0;
    return true;
}

/* ---- records: a kept store, or a ledger that is counted now ---- */

struct last_agency { int64_t here, there; };           /* its ids in this store and in last year's */

/* The agencies of last year's records that this ledger has too. */
static bool shared_agencies(const struct flow *f, struct store *last, struct last_agency **list, size_t *n, struct diag *diag)
{
    struct query *q = NULL;
    size_t cap = 0;
    bool row = true, ok = query_open(&q, last, "SELECT id, code, name FROM agencies ORDER BY id", "agencies", 1, diag);
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        int64_t here = agency_of(f, query_text(q, 1), query_text(q, 2));
        if (!here) continue;
        *list = memory_grow(*list, *n, &cap, sizeof **list);
        (*list)[(*n)++] = (struct last_agency){here, query_integer(q, 0)};
    }
    query_close(q);
    return ok;
}

/* *counted tells whether last year's run made a report for the agency. */
static bool put_cells(struct flow *f, struct store *last, const struct form *form, const struct last_agency *a, int64_t file, bool *counted, struct diag *diag)
{
    static const char sql[] =
        "SELECT tbl || '/' || row || '/' || col, value, scale, shown FROM cells WHERE set_id = 'computed' AND agency = :agency AND year = :year";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, last, sql, "cells", 1, diag);
    if (!ok) return false;
    query_bind_asked(q, (struct asked){.agency = a->there, .year = f->year - 1});
    *counted = false;
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        struct decimal number = {query_integer(q, 1), (int)query_integer(q, 2)};
        *counted = true;
        ok = declared_put_cell(f->store, form, "previous", a->here, f->year - 1, query_text(q, 0), query_null(q, 1), number, query_text(q, 3), file, diag);
    }
    query_close(q);
    return ok;
}

/* Every request that was received before this year, answered or not: only so do those show that this ledger lacks, or has as answered. */
static bool put_requests(struct flow *f, struct store *last, const struct last_agency *a, const char *source, struct diag *diag)
{
    static const char sql[] =
        "SELECT r.no, c.receipt, r.applicant_kind, c.decisive FROM requests r JOIN clock c ON c.request = r.id"
        " WHERE r.agency = :agency AND c.receipt < :first";
    struct query *q = NULL;
    bool row = true, ok = store_put_last_list(f->store, a->here, source, diag) && query_open(&q, last, sql, "requests", 1, diag);
    if (!ok) return false;
    query_bind(q, ":agency", a->there);
    query_bind(q, ":first", civil_day(f->year, 1, 1));
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        struct carried_record r = {.agency = a->here, .no = query_text(q, 0), .receipt = (int)query_integer(q, 1),
                                   .applicant_kind = (int)query_integer(q, 2), .answered = !query_null(q, 3), .decisive = (int)query_integer(q, 3)};
        ok = store_put_carried(f->store, &r, diag);
    }
    query_close(q);
    return ok;
}

/* The words of last year's report, as they were printed. */
static bool put_texts(struct flow *f, struct store *last, const struct last_agency *a, struct diag *diag)
{
    static const char sql[] = "SELECT section, place, body FROM texts_printed WHERE agency = :agency AND place LIKE '第%段' AND body <> '【待填写】' ORDER BY rowid";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, last, sql, "texts", 1, diag);
    if (!ok) return false;
    query_bind(q, ":agency", a->there);
    while (ok && (ok = query_next(q, &row, diag)) && row)
        ok = store_put_previous_text(f->store, a->here, query_text(q, 0), query_text(q, 1), query_text(q, 2), diag);
    query_close(q);
    return ok;
}

static bool put_records(struct flow *f, struct store *last, const struct form *form, const char *path, struct diag *diag)
{
    struct last_agency *list = NULL;
    size_t n = 0, found = 0;
    const char *slash = strrchr(path, '/'), *source = slash && slash[1] ? slash + 1 : path;
    int64_t file = 0;
    bool counted = false, ok = shared_agencies(f, last, &list, &n, diag) && store_begin(f->store, diag) && store_add_file(f->store, source, &file, diag);
    for (size_t i = 0; ok && i < n; i++) {
        ok = put_cells(f, last, form, &list[i], file, &counted, diag) && (!counted || (put_requests(f, last, &list[i], source, diag) && put_texts(f, last, &list[i], diag)));
        found += counted;
    }
    free(list);
    if (!ok || !store_match_carried(f->store, diag) || !store_commit(f->store, diag)) return false;
    return found || diag_fail(diag, DIAG_INPUT, "%s：里面没有本机关%d年的记录", path, f->year - 1);
}

/* A store that was kept before the year's end lacks what was open at its end, and is refused. */
static bool read_store(struct flow *f, const char *path, struct diag *diag)
{
    struct store *last = NULL;
    int year, close;
    char day[CIVIL_ISO];
    bool ok = store_open_kept(&last, path, f->session->schema, &year, &close, diag);
    if (!ok) return false;
    if (year != f->year - 1) ok = diag_fail(diag, DIAG_INPUT, "%s 是%d年的记录库，这里要%d年的", path, year, f->year - 1);
    else if (close < civil_day(year, 12, 31)) ok = diag_fail(diag, DIAG_INPUT, "%s 只统计到%s，不知道年末的情况；请用年末以后留下的记录库", path, civil_iso(close, day));
    else if (!f->last_form) ok = diag_fail(diag, DIAG_INPUT, "没有适用于%d年的表单", year);
    ok = ok && store_prove_digest(last, path, diag) && put_records(f, last, f->last_form, path, diag);
    store_close(last);
    return ok;
}

/* Counts the ledger for last year, as this one is counted for this year. */
static bool read_ledger(struct flow *f, const char *path, struct diag *diag)
{
    struct flow last;
    flow_init(&last, f->session, f->options, f->year - 1);
    bool ok = reading_records(&last, &path, 1, NULL, diag);
    if (ok && flow_refused(&last)) ok = diag_fail(diag, DIAG_INPUT, "%s：上年的台账有无法统计的问题，请先用 nianbao check 改正", path);
    ok = ok && counting_begin(&last, diag) && counting_reports(&last, diag);
    if (ok && flow_refused(&last)) ok = diag_fail(diag, DIAG_INPUT, "%s：上年的台账有无法统计的问题，请先用 nianbao check 改正", path);
    ok = ok && put_records(f, last.store, last.form, path, diag);
    flow_close(&last);
    return ok;
}

/* ---- told apart by content ---- */

/* Shows a folder's files with its name before theirs: this year's files may have the same names. */
static void show_below(struct arena *arena, const char *folder, struct submission_source *files, size_t n)
{
    size_t end = strlen(folder), from;
    while (end > 1 && folder[end - 1] == '/') end--;
    for (from = end; from && folder[from - 1] != '/';) from--;
    for (size_t i = 0; i < n; i++) files[i].shown = characters_shown(arena, arena_printf(arena, "%.*s/%s", (int)(end - from), folder + from, files[i].shown));
}

bool last_year_put(struct flow *f, struct diag *diag)
{
    const char *path = f->options->previous;
    struct submission_source *files;
    struct arena arena = {0};
    struct stat st;
    size_t n;
    if (!path || f->year != f->options->year) return true;
    if (stat(path, &st)) return diag_fail(diag, DIAG_INPUT, "--previous 给出的 %s 不存在或者读不了", path);
    if (!S_ISDIR(st.st_mode) && !file_check(path, FILE_ANY_SIZE, diag)) return false;
    if (!S_ISDIR(st.st_mode) && store_is_kept(path)) return read_store(f, path, diag);
    struct problems problems = {0};
    bool none = false, may_be_ledger = S_ISDIR(st.st_mode) || ledger_is_book(path);
    struct diag why;                                   /* used only where it is no ledger */
    bool ok = submission_find(&arena, path, f->session->schema, &files, &n, &problems, &why);
    if (ok && S_ISDIR(st.st_mode)) show_below(&f->arena, path, files, n);
    ok = ok && read_files(f, files, n, &none, &why);
    if (!ok && none && may_be_ledger) ok = read_ledger(f, path, diag);
    else if (!ok) *diag = why;
    problems_release(&problems);
    arena_release(&arena);
    return ok;
}
