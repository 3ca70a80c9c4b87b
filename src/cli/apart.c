#include "cli/apart.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "ledger/ledger.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An agency that reports, and the ledgers that have it. */
struct holder { const char *code, *name, *last; struct text ledgers; size_t n; };

struct holders {
    struct intern *codes;
    struct arena arena;
    struct holder *list;                               /* by the number of its code */
    size_t n, cap;
};

static void hold(struct holders *all, const char *code, const char *name, const char *ledger)
{
    size_t number = (size_t)intern_number(all->codes, code, strlen(code));
    if (number > all->n) {
        all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
        all->list[all->n++] = (struct holder){.code = arena_dup(&all->arena, code), .name = arena_dup(&all->arena, name)};
    }
    struct holder *h = &all->list[number - 1];
    if (h->last == ledger) return;                     /* twice in one ledger is a fault of its own */
    text_printf(&h->ledgers, "%s%s", h->n++ ? "、" : "", ledger);
    h->last = ledger;
}

/* ---- the table of agencies of one ledger ---- */

static const struct value *value_named(const struct row_source *rows, const struct table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].name, name)) return &row_source_values(rows)[i];
    return NULL;
}

static const char *text_named(struct arena *a, const struct row_source *rows, const struct table *t, const char *name)
{
    const struct value *v = value_named(rows, t, name);
    return v && v->kind == VALUE_TEXT ? arena_dup_n(a, v->text, v->n) : "";
}

static bool is_kind(const struct session *s, const struct value *v, const char *kind)
{
    const struct code_list *kinds = schema_codes(s->schema, "agency_types");
    return v && kinds && v->kind == VALUE_INTEGER && v->integer == code_find(kinds, kind);
}

static bool is_day(const struct value *v) { return v && v->kind == VALUE_INTEGER; }

/* As reading_agencies has it, but that a government is only looked at where it stands alone: it reports with rows of its own. */
static bool reports(const struct session *s, const struct options *o, const struct row_source *rows, const struct table *t, struct arena *a)
{
    const char *chosen = o->parent ? o->parent : o->agency;
    const struct value *from = value_named(rows, t, "active_from"), *until = value_named(rows, t, "active_until"), *type = value_named(rows, t, "type");
    if (chosen) return !strcmp(chosen, text_named(a, rows, t, "code")) || !strcmp(chosen, text_named(a, rows, t, "name"));
    if ((is_day(from) && from->integer > civil_day(o->year, 12, 31)) || (is_day(until) && until->integer < civil_day(o->year, 1, 1))) return false;
    return !is_kind(s, type, "E") && !is_kind(s, type, "G");
}

static void read_agencies(const struct session *s, const struct options *o, const struct row_context *context, const struct ledger_file *file,
                          struct holders *all, const char *ledger)
{
    struct row_source *rows;
    const char *code = NULL, *name = NULL;
    size_t n = 0, held = 0;
    if (!row_source_open(&rows, context, file)) return;
    for (; row_source_next(rows); n++) {
        code = text_named(&all->arena, rows, file->table, "code");
        name = text_named(&all->arena, rows, file->table, "name");
        if (!reports(s, o, rows, file->table, &all->arena)) continue;
        hold(all, code, name, ledger);
        held++;
    }
    if (n == 1 && !held && !o->parent && !o->agency) hold(all, code, name, ledger);
    row_source_close(rows);
}

static void read_ledger(const struct session *s, const struct options *o, const char *path, struct holders *all)
{
    struct ledger l = {0};
    struct problems said_later = {0};
    struct ledger_agencies agencies = {0};
    struct intern *applicants = intern_new();
    struct diag diag;
    const struct table *table = schema_table(s->schema, "agencies");
    struct row_context context = {.schema = s->schema, .problems = &said_later, .agencies = &agencies, .applicants = applicants, .today = s->as_of, .encoding = o->encoding};
    bool found = false;
    if (ledger_open(&l, path, s->schema, &said_later, &diag)) {
        for (size_t i = 0; i < l.n_files; i++) {
            if (l.files[i].table != table) continue;
            read_agencies(s, o, &context, &l.files[i], all, path);
            found = true;
        }
        if (!found && l.n_files && o->agency) hold(all, o->agency, o->agency, path);
    }
    ledger_release(&l);
    problems_release(&said_later);
    ledger_agencies_release(&agencies);
    intern_free(applicants);
}

/* ---- what is said ---- */

/* Copies of a ledger have all its agencies in common: that is said once. */
static bool said_before(const struct holders *all, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (all->list[k].n > 1 && !strcmp(text_get(&all->list[k].ledgers), text_get(&all->list[i].ledgers))) return true;
    return false;
}

static size_t more_with(const struct holders *all, size_t i)
{
    size_t n = 0;
    for (size_t k = i + 1; k < all->n; k++) n += all->list[k].n > 1 && !strcmp(text_get(&all->list[k].ledgers), text_get(&all->list[i].ledgers));
    return n;
}

bool ledgers_apart(const struct session *s, const struct options *o, const char *const *ledgers, size_t n, struct diag *diag)
{
    struct holders all = {.codes = intern_new()};
    size_t twice = 0;
    for (size_t i = 0; n > 1 && i < n; i++) read_ledger(s, o, ledgers[i], &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct holder *h = &all.list[i];
        if (h->n < 2) continue;
        twice++;
        if (said_before(&all, i)) continue;
        fprintf(stderr, "%s（%s）", h->name, h->code);
        if (more_with(&all, i)) fprintf(stderr, "等 %zu 个机关", more_with(&all, i) + 1);
        fprintf(stderr, "有 %zu 份台账：%s\n", h->n, text_get(&h->ledgers));
    }
    for (size_t i = 0; i < all.n; i++) text_release(&all.list[i].ledgers);
    free(all.list);
    intern_free(all.codes);
    arena_release(&all.arena);
    return !twice || diag_fail(diag, DIAG_INPUT, "一个机关一年只能有一份台账，不知道该用哪一份，没有写任何文件：把副本、上年的台账移到别的文件夹，或只给出要用的那一份");
}
