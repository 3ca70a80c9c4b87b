#include "flow/apart.h"
#include "base/say.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "ledger/rows/ledger.h"
#include "ledger/values/value_key.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An agency that reports, and the ledgers that have it. */
struct holder { const char *code, *name, *last; struct text ledgers; size_t n; };

struct holders {
    struct intern *words;                              /* codes and names, folded */
    size_t *owners, n_owners, cap_owners;              /* by the number of a word: the place in the list, from 1 on */
    struct arena arena;
    struct holder *list;
    size_t n, cap;
};

/* The place of a word's owner. A code of 18 letters is one with or without hyphens; an agency itself is （本级） of its name. */
static size_t *owner_of(struct holders *all, char kind, const char *word)
{
    enum { CREDIT_CODE = 18 };
    static const char itself[] = "本级";
    struct text t = {0}, plain = {0};
    key_fold(&t, (struct slice){word, strlen(word)});
    for (size_t i = 0; i < t.n; i++)
        if (t.bytes[i] != '-') text_add_char(&plain, t.bytes[i]);
    size_t n = t.n, end = sizeof itself - 1;
    if (kind == 'n' && n > end && !memcmp(text_get(&t) + n - end, itself, end)) n -= end;
    const char *kept = kind == 'c' && plain.n == CREDIT_CODE ? text_get(&plain) : arena_dup_n(&all->arena, text_get(&t), n);
    kept = arena_printf(&all->arena, "%c%s", kind, kept);
    size_t number = (size_t)intern_number(all->words, kept, strlen(kept));
    for (; all->n_owners < number; all->n_owners++) {
        all->owners = memory_grow(all->owners, all->n_owners, &all->cap_owners, sizeof *all->owners);
        all->owners[all->n_owners] = 0;
    }
    text_release(&t);
    text_release(&plain);
    return &all->owners[number - 1];
}

static void hold_by(struct holders *all, size_t place, const char *ledger)
{
    struct holder *h = &all->list[place - 1];
    if (h->last == ledger) return;                     /* twice in one ledger is a fault of its own */
    text_printf(&h->ledgers, "%s%s", h->n++ ? "、" : "", ledger);
    h->last = ledger;
}

/* An agency is one by its code or by its name, however they are written. */
static void hold(struct holders *all, const char *code, const char *name, const char *ledger)
{
    size_t by_code = *owner_of(all, 'c', code), by_name = *name ? *owner_of(all, 'n', name) : 0;
    if (!by_code && (!by_name || all->list[by_name - 1].last == ledger)) {
        all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
        all->list[all->n++] = (struct holder){.code = arena_dup(&all->arena, code), .name = arena_dup(&all->arena, name)};
        by_code = all->n;
    }
    if (!by_code) by_code = by_name;
    *owner_of(all, 'c', code) = by_code;
    hold_by(all, by_code, ledger);
    if (!*name) return;
    if (!by_name) *owner_of(all, 'n', name) = by_code;
    else if (by_name != by_code) hold_by(all, by_name, ledger);
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
    struct holders all = {.words = intern_new()};
    size_t twice = 0;
    for (size_t i = 0; n > 1 && i < n; i++) read_ledger(s, o, ledgers[i], &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct holder *h = &all.list[i];
        if (h->n < 2) continue;
        twice++;
        if (said_before(&all, i)) continue;
        say(stderr, "%s（%s）", h->name, h->code);
        if (more_with(&all, i)) say(stderr, "等 %zu 个机关", more_with(&all, i) + 1);
        say(stderr, "有 %zu 份台账：%s\n", h->n, text_get(&h->ledgers));
    }
    for (size_t i = 0; i < all.n; i++) text_release(&all.list[i].ledgers);
    free(all.list);
    intern_free(all.words);
    free(all.owners);
    arena_release(&all.arena);
    return !twice || diag_fail(diag, DIAG_INPUT, "一个机关一年只能有一份台账，不知道该用哪一份，没有写任何文件：把副本、上年的台账移到别的文件夹，或只给出要用的那一份");
}
