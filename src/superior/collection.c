#include "superior/collection.h"
#include "superior/agency_search.h"
#include "superior/submission_put.h"
#include <stdlib.h>
#include <string.h>

/* 零报告: every table has numbers, and all are 0. A table without a number is no table of zeros. */
static bool all_zero(const struct submission *s, const struct form *form)
{
    for (size_t i = 0; i < s->n; i++)
        if (!s->cells[i].empty && s->cells[i].number.value) return false;
    for (size_t t = 0; t < form->n_tables; t++) {
        size_t numbers = 0, n = strlen(form->tables[t].id);
        for (size_t i = 0; i < s->n; i++) numbers += !s->cells[i].empty && !strncmp(s->cells[i].address, form->tables[t].id, n) && s->cells[i].address[n] == '/';
        if (!numbers) return false;
    }
    return true;
}

static void forget_notes(struct collection *k, int64_t agency)
{
    size_t kept = 0;
    for (size_t i = 0; i < k->n_notes; i++) {
        if (k->note_of[i] == agency) continue;
        k->notes[kept] = k->notes[i];
        k->note_of[kept++] = k->note_of[i];
    }
    k->n_notes = kept;
}

static bool take_notes(struct collection *k, const struct submission *s, int64_t agency, struct diag *diag)
{
    struct arena *a = k->filings->arena;
    struct text shown = {0};                           /* a sum prints them */
    bool ok = true;
    for (size_t i = 0; ok && i < s->n; i++) {
        if (!s->cells[i].note) continue;
        text_clear(&shown);
        ok = store_black_out(k->store, submission_preamble(s), s->cells[i].note, &shown, diag);
        k->notes = memory_grow(k->notes, k->n_notes, &k->cap_notes, sizeof *k->notes);
        k->note_of = memory_grow(k->note_of, k->n_notes, &k->cap_note_of, sizeof *k->note_of);
        k->notes[k->n_notes] = (struct rollup_note){NULL, arena_dup(a, s->cells[i].address), arena_dup(a, text_get(&shown))};
        k->note_of[k->n_notes++] = agency;
    }
    text_release(&shown);
    return ok;
}

static void describe(const struct collection *k, struct filing *f, const struct submission *s)
{
    struct arena *a = k->filings->arena;
    f->file = arena_dup(a, s->shown);
    f->draft = s->draft;
    f->zero = all_zero(s, k->form);
    f->as_of = arena_dup(a, s->origin.as_of);
    f->form_hash = arena_dup(a, s->origin.form_hash);
    f->rules_hash = arena_dup(a, s->origin.rules_hash);
    f->calendar_hash = arena_dup(a, s->origin.calendar_hash);
}

/* ---- whose it is ---- */

/* Where code and name are those of two agencies, the report was made by copying another one and belongs to neither. */
struct owner { int64_t by_code, by_name; const char *why; };

static struct owner owner_of(const struct collection *k, const struct submission *s)
{
    const char *why = s->name && ledger_agencies_share(k->agencies, s->name) ? "机关表里有几个机关用这个名称：在年报里写明机关代码" : "机关表里没有这个机关";
    return (struct owner){s->code ? ledger_agencies_find(k->agencies, s->code) : 0, s->name ? ledger_agencies_find(k->agencies, s->name) : 0, why};
}

static int64_t agency_of(struct owner *o)
{
    if (!o->by_code || !o->by_name || o->by_code == o->by_name) return o->by_code ? o->by_code : o->by_name;
    o->why = "机关代码和机关名称不是一个机关的";
    return 0;
}

/* Where only one of the two is known the report counts; the other may be a slip, or the report another agency's (F15). */
static void describe_owner(const struct collection *k, struct filing *f, const struct submission *s, const struct owner *o)
{
    struct arena *a = k->filings->arena;
    f->said = NULL;
    if (o->by_name && !o->by_code && s->code && f->code) f->said = arena_printf(a, "机关代码 %s", s->code);
    if (o->by_code && !o->by_name && s->name && !ledger_agencies_share(k->agencies, s->name)) f->said = arena_printf(a, "机关名称 %s", s->name);
}

static bool take_first(struct collection *k, const struct submission *s, struct filing *f, const struct owner *o, int64_t *words, struct diag *diag)
{
    describe(k, f, s);
    describe_owner(k, f, s, o);
    if (!submission_put_cells(k->store, s, k->form, "submission", f->agency, diag)) return false;
    if (f->agency == k->filings->tree->root) return true;   /* the government's words are those of the report made now */
    *words = f->agency;
    return take_notes(k, s, f->agency, diag) && submission_put_texts(k->store, s, f->agency, false, diag);
}

static bool take_another(struct collection *k, const struct submission *s, struct filing *f, const struct owner *o, int64_t *words, struct diag *diag)
{
    struct arena *a = k->filings->arena;
    const char *set = f->others ? arena_printf(a, "other%d", f->others + 1) : "other";
    bool better = submission_counts_before(s, f->draft, f->as_of, f->file);
    const char *aside = better ? f->file : s->shown;
    f->twice = true;
    f->others++;
    f->other_file = f->other_file ? arena_printf(a, "%s、%s", f->other_file, aside) : arena_dup(a, aside);
    if (!submission_put_cells(k->store, s, k->form, set, f->agency, diag)) return false;
    if (!better) return true;
    describe(k, f, s);
    describe_owner(k, f, s, o);
    forget_notes(k, f->agency);
    if (!store_swap_sets(k->store, f->agency, k->year, "submission", set, diag)) return false;
    if (f->agency == k->filings->tree->root) return true;
    *words = f->agency;
    return take_notes(k, s, f->agency, diag) && submission_put_texts(k->store, s, f->agency, false, diag);
}

static void refuse_form(struct collection *k, const struct submission *s, const struct form *form)
{
    problems_add(k->problems, &(struct problem){.id = "R01", .file = s->shown, .key = s->code ? s->code : s->name, .value = s->form, .expected = form->id,
                                                .text = "用的不是这一年汇总所用的表单，没有计入", .past = s->year < k->year});
}

static bool take_last_year(struct collection *k, const struct submission *s, int64_t agency, struct diag *diag)
{
    bool counts;
    k->last_year++;
    if (!k->last_form || strcmp(s->form, k->last_form->id)) {
        if (k->last_form) refuse_form(k, s, k->last_form);
        return true;
    }
    return last_reports_put(&k->last_reports, k->store, k->problems, s, k->last_form, agency, &counts, diag);
}

bool collection_is_astray(struct collection *k, const struct submission *s)
{
    const struct agency_search search = {&k->unread.arena, k->agencies, &k->unread.index};
    struct owner owner = owner_of(k, s);
    int64_t agency = agency_of(&owner), other = 0;
    bool folder, asked = s->year == k->year || s->year == k->year - 1;
    if (asked && !s->of_several && filings_of(k->filings, agency)) other = agency_search_other(&search, k->filings->tree, s->shown, agency, &folder);
    if (!other) return false;
    struct arena *a = k->filings->arena;
    const char *own = k->agencies->list[agency - 1].name, *said = k->agencies->list[other - 1].name;
    const char *words = arena_printf(a, "标题或内容是%s的，%s写的是%s，没有用：改正写错的那一处，重新报送", own, folder ? "文件夹" : "文件名", said);
    problems_add(k->problems, &(struct problem){.id = "R07", .file = s->shown, .key = said, .value = own, .text = words, .lost = s->year == k->year, .past = s->year < k->year});
    unread_take_astray(&k->unread, s, words, agency, other);
    return true;
}

static bool take(struct collection *k, const struct submission *s, int64_t *words, struct diag *diag)
{
    struct owner owner = owner_of(k, s);
    int64_t agency = agency_of(&owner);
    struct filing *f = filings_of(k->filings, agency);
    if (s->year == k->year - 1) return !f || take_last_year(k, s, agency, diag);
    if (s->year != k->year) {
        k->other_years++;
        return true;
    }
    k->this_year++;
    if (!f) {
        filings_add_unknown(k->filings, s->code, s->name, s->shown, owner.why);
        return true;
    }
    if (strcmp(s->form, k->form->id)) {
        refuse_form(k, s, k->form);
        f->unread = arena_dup(k->filings->arena, s->shown);
        f->why = "用的不是这一年的表单";
        return true;
    }
    return f->file ? take_another(k, s, f, &owner, words, diag) : take_first(k, s, f, &owner, words, diag);
}

bool collection_take(struct collection *k, const struct submission *s, int64_t *words, struct diag *diag)
{
    *words = 0;
    return store_begin(k->store, diag) && take(k, s, words, diag) && store_commit(k->store, diag);
}

void collection_release(struct collection *k)
{
    free(k->notes);
    free(k->note_of);
    k->notes = NULL;
    k->note_of = NULL;
    last_reports_release(&k->last_reports);
    unread_release(&k->unread);
}
