#include "superior/unread.h"
#include "superior/agency_search.h"
#include "base/text.h"
#include "form/label.h"
#include <stdlib.h>
#include <string.h>

static const char *folder_of(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? arena_dup_n(arena, file, (size_t)(slash - file)) : "";
}

void unread_take_astray(struct unread_files *all, const struct submission *s, const char *why, int64_t agency, int64_t other)
{
    struct arena *a = &all->arena;
    const int64_t either[] = {other, agency};
    for (size_t i = 0; i < 2; i++) {
        all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
        all->list[all->n++] = (struct unread_file){.file = arena_dup(a, s->shown), .why = arena_dup(a, why), .stem = submission_file_stem(a, s->shown), .agency = either[i], .year = s->year};
    }
}

void unread_take(struct unread_files *all, const struct ledger_agencies *agencies, const struct submission *s, bool beside)
{
    const struct agency_search search = {&all->arena, agencies, &all->index};
    struct arena *a = &all->arena;
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = (struct unread_file){.file = arena_dup(a, s->shown), .why = arena_dup(a, s->unread), .stem = submission_file_stem(a, s->shown), .name = arena_dup(a, s->name),
                                               .agency = agency_search_submission(&search, s), .year = s->year, .other_year = s->other_year,
                                               .document = s->document, .beside = beside};
}

/* ---- settling ---- */

static const char *join(struct arena *arena, const char *list, const char *one) { return list ? arena_printf(arena, "%s、%s", list, one) : arena_dup(arena, one); }

/* Whether the agency's report goes into the sum. For other agencies an unread file is only a warning, also where its reader has
 * reported it already (soften). */
static bool is_summed(const struct filings *filings, int64_t agency)
{
    const struct tree_agency *a = agency_tree_find(filings->tree, agency);
    enum agency_standing s = a ? agency_tree_standing(filings->tree, a) : AGENCY_STRANGER;
    return s == AGENCY_SUMMED || s == AGENCY_MERGED || s == AGENCY_STRANGER;
}

static void soften(struct problems *problems, const struct unread_file *u)
{
    for (size_t i = 0; i < problems->n; i++) {
        struct problem *p = &problems->list[i];
        if (!strcmp(p->id, "R01") && p->file && !strcmp(p->file, u->file)) p->past = true;
    }
}

static void say(struct problems *problems, const struct unread_file *u, const char *key, bool past)
{
    if (u->document) problems_add(problems, &(struct problem){.id = "R01", .file = u->file, .key = key, .text = u->why, .past = past, .lost = !past});
}

static void put_aside(struct unread_files *all, const struct unread_file *u, const char *agency)
{
    all->asides = memory_grow(all->asides, all->n_asides, &all->cap_asides, sizeof *all->asides);
    all->asides[all->n_asides++] = (struct rollup_aside){u->file, u->why, arena_dup(&all->arena, agency)};
}

/* A file of the year that names no agency may be no report at all. */
static void settle_unowned(struct unread_files *all, const struct unread_file *u, struct filings *filings, struct problems *problems)
{
    bool report = !u->document || strstr(u->stem, "年报") || strstr(u->stem, "信息公开") || strstr(u->stem, "年度报告");
    if (u->document && u->beside) return;              /* printed beside the report.json */
    say(problems, u, NULL, !report);
    if (report) filings_add_unread(filings, u->file, u->why);
    else put_aside(all, u, NULL);
}

static void settle_one(struct unread_files *all, const struct unread_file *u, struct filings *filings, struct problems *problems)
{
    struct filing *f = filings_of(filings, u->agency);
    struct arena *a = filings->arena;
    if (!f) {
        settle_unowned(all, u, filings, problems);
    } else if (f->file) {
        if (u->document) put_aside(all, u, f->name);
    } else if (!u->beside || !f->unread) {
        f->unread = join(a, f->unread, u->file);
        if (!f->why) f->why = arena_dup(a, u->why);
        bool summed = is_summed(filings, u->agency);
        say(problems, u, f->code ? f->code : f->name, !summed);
        if (!summed) soften(problems, u);
    }
}

static bool read_last_year(const struct last_reports *last, int64_t agency)
{
    for (size_t i = 0; i < last->n; i++)
        if (last->list[i].agency == agency) return true;
    return false;
}

void unread_settle(struct unread_files *all, struct filings *filings, int year, const struct last_reports *last, struct problems *problems)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct unread_file *u = &all->list[i];
        if (!u->year || u->year == year || u->other_year == year) settle_one(all, u, filings, problems);
        else if (u->year == year - 1 && u->agency && !read_last_year(last, u->agency)) say(problems, u, NULL, true);
    }
}

bool unread_is_copy(struct arena *arena, const struct unread_file *u, const char *shown, const char *name, const char *code, int year)
{
    const char *rest = folder_of(arena, u->file), *folder = submission_folder_above(arena, &rest), *key = name ? label_key(arena, name) : NULL;
    if (!u->document || (u->year && u->year != year)) return false;
    if (!strcmp(folder_of(arena, u->file), folder_of(arena, shown)) && (u->beside || !strcmp(u->stem, submission_file_stem(arena, shown)))) return true;
    if (u->name) return key && !strcmp(label_key(arena, u->name), key);
    return (key && strstr(label_key(arena, u->stem), key)) || (folder && ((key && !strcmp(label_key(arena, folder), key)) || (code && !strcmp(folder, code))));
}

void unread_release(struct unread_files *all)
{
    agency_index_free(all->index);
    arena_release(&all->arena);
    free(all->list);
    free(all->asides);
    *all = (struct unread_files){0};
}
