#include "flow/plan.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "database/databases.h"
#include "flow/names.h"
#include "ledger/rows/ledger.h"
#include "ledger/values/value_key.h"
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

/* Where the owner of a code ('c') or name ('n') is noted. A code of 18 letters is the same with or without hyphens, a name with or
 * without （本级）. */
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
    if (h->last == ledger) return;                     /* an agency twice in one ledger is found when it is read (A05) */
    text_printf(&h->ledgers, "%s%s", h->n++ ? "、" : "", ledger);
    h->last = ledger;
}

/* Two agencies are one where their codes or their names are equal when folded. */
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

static const struct value *value_named(const struct row_source *rows, const struct ledger_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].name, name)) return &row_source_values(rows)[i];
    return NULL;
}

static const char *text_named(struct arena *a, const struct row_source *rows, const struct ledger_table *t, const char *name)
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

/* ---- one ledger ---- */

struct plan_reader {
    struct plan *plan;
    const struct session *session;
    const struct options *options;
    struct holders *holders;
    const char *path, *shown;                          /* a server by its label */
    size_t number;
    bool writes;
};

static void plan_report(struct plan_reader *r, const char *code, const char *name, int64_t perhaps)
{
    struct plan *p = r->plan;
    if (!r->writes) return;
    p->names = memory_grow(p->names, p->n_names, &p->cap_names, sizeof *p->names);
    p->names[p->n_names++] = (struct plan_name){r->number, names_of_report(&p->arena, r->options->year, *code ? code : NULL, name), perhaps, false};
}

/* As reading_agencies has it. A government reports where it has rows of its own. */
enum reports { REPORTS_NOT, REPORTS_PERHAPS, REPORTS };
static enum reports reports(const struct plan_reader *r, const struct row_source *rows, const struct ledger_table *t, const char *code, const char *name)
{
    const struct options *o = r->options;
    const char *chosen = o->parent ? o->parent : o->agency;
    const struct value *from = value_named(rows, t, "active_from"), *until = value_named(rows, t, "active_until"), *type = value_named(rows, t, "type");
    if (chosen) return !strcmp(chosen, code) || !strcmp(chosen, name) ? REPORTS : REPORTS_NOT;
    if ((is_day(from) && from->integer > civil_day(o->year, 12, 31)) || (is_day(until) && until->integer < civil_day(o->year, 1, 1))) return REPORTS_NOT;
    if (is_kind(r->session, type, "E")) return REPORTS_NOT;
    return is_kind(r->session, type, "G") ? REPORTS_PERHAPS : REPORTS;
}

/* A government alone in its table counts as reporting, so that a copy of its ledger is found. */
static void read_agencies(struct plan_reader *r, const struct row_context *context, const struct ledger_file *file)
{
    struct row_source *rows;
    const char *code = NULL, *name = NULL;
    size_t n = 0, held = 0;
    if (!row_source_open(&rows, context, file)) return;
    for (; row_source_next(rows); n++) {
        code = text_named(&r->holders->arena, rows, file->table, "code");
        name = text_named(&r->holders->arena, rows, file->table, "name");
        enum reports how = reports(r, rows, file->table, code, name);
        if (how) plan_report(r, code, name, how == REPORTS_PERHAPS ? ledger_agencies_find(context->agencies, *code ? code : name) : 0);
        if (how != REPORTS) continue;
        hold(r->holders, code, name, r->shown);
        held++;
    }
    if (n == 1 && !held && !r->options->parent && !r->options->agency) hold(r->holders, code, name, r->shown);
    row_source_close(rows);
}

/* The files of one ledger, read for the plan alone: what is wrong with them is said by the run of the ledger. */
struct plan_ledger { struct ledger ledger; struct problems said_later; struct ledger_agencies agencies; struct intern *applicants; struct row_context context; };

static bool open_ledger(struct plan_ledger *l, const struct plan_reader *r)
{
    struct diag diag;
    *l = (struct plan_ledger){.applicants = intern_new()};
    l->context = (struct row_context){.schema = r->session->schema, .problems = &l->said_later, .agencies = &l->agencies, .applicants = l->applicants,
                                      .today = r->session->as_of, .encoding = r->options->encoding};
    l->ledger.encoding = r->options->encoding;
    l->ledger.databases = r->session->databases;
    return ledger_open(&l->ledger, r->path, r->session->schema, &l->said_later, &diag);
}

static void close_ledger(struct plan_ledger *l)
{
    ledger_release(&l->ledger);
    problems_release(&l->said_later);
    ledger_agencies_release(&l->agencies);
    intern_free(l->applicants);
}

static void read_ledger(struct plan_reader *r)
{
    const struct options *o = r->options;
    const struct ledger_table *table = schema_table(r->session->schema, "agencies");
    struct plan_ledger l;
    bool found = false;
    if (open_ledger(&l, r)) {
        for (size_t i = 0; i < l.ledger.n_files; i++) {
            if (l.ledger.files[i].table != table) continue;
            read_agencies(r, &l.context, &l.ledger.files[i]);
            found = true;
        }
        if (!found && o->agency) plan_report(r, "", o->agency, 0);
        if (!found && l.ledger.n_files && o->agency) hold(r->holders, o->agency, o->agency, r->shown);
    }
    close_ledger(&l);
}

/* ---- governments in several ledgers ---- */

static bool is_read_by(const struct form *form, const struct ledger_table *t)
{
    for (size_t i = 0; i < form->n_reads; i++)
        if (!strcmp(form->reads[i], t->id)) return true;
    return false;
}

static bool names_agency(const struct row_context *context, const struct ledger_file *file, int64_t agency)
{
    struct row_source *rows;
    bool found = false;
    if (!row_source_open(&rows, context, file)) return false;
    while (!found && row_source_next(rows)) {
        const struct value *v = file->table->agency < 0 ? NULL : &row_source_values(rows)[file->table->agency];
        found = v && agency && v->kind == VALUE_INTEGER && v->integer == agency;
    }
    row_source_close(rows);
    return found;
}

/* Whether the ledger has rows that the government's report would count: as reading_agencies finds it, but without a store. */
static bool government_has_rows(const struct plan_reader *r, const struct form *form, int64_t agency)
{
    const struct ledger_table *table = schema_table(r->session->schema, "agencies");
    struct plan_ledger l;
    bool found = false;
    if (open_ledger(&l, r)) {
        for (size_t i = 0; i < l.ledger.n_files; i++)
            if (l.ledger.files[i].table == table) (void)names_agency(&l.context, &l.ledger.files[i], 0);     /* makes them known */
        ledger_leave_out_others(&l.ledger, &l.agencies, agency);
        for (size_t i = 0; !found && i < l.ledger.n_files; i++) {
            const struct ledger_table *t = l.ledger.files[i].table;
            if (t && t->agency >= 0 && is_read_by(form, t)) found = names_agency(&l.context, &l.ledger.files[i], agency);
        }
    }
    close_ledger(&l);
    return found;
}

static bool others_have(const struct plan *p, const struct plan_name *name)
{
    for (size_t i = 0; i < p->n_names; i++)
        if (p->names[i].ledger != name->ledger && names_are_one(p->names[i].below, name->below)) return true;
    return false;
}

/* Of the ledgers that list one government only those with its rows write its report. Only then are rows read beforehand. */
static bool settle_governments(struct plan *p, const struct session *s, const struct options *o, const char *const *ledgers, struct diag *diag)
{
    const struct form *form = NULL;
    size_t n = 0;
    for (size_t i = 0; i < p->n_names; i++) {
        struct plan_name *name = &p->names[i];
        name->doubtful = name->perhaps && others_have(p, name);
        if (!name->doubtful || form) continue;
        if (!(o->form ? form_shelf_id(s->shelf, o->form, &form, diag) : form_shelf_year(s->shelf, o->year, NULL, &form, diag))) return false;
        if (!form) return true;                        /* each run says that its year has none */
    }
    for (size_t i = 0; i < p->n_names; i++) {
        const struct plan_name *name = &p->names[i];
        const struct plan_reader r = {.session = s, .options = o, .path = ledgers[name->ledger]};
        if (!name->doubtful || government_has_rows(&r, form, name->perhaps)) p->names[n++] = *name;
    }
    p->n_names = n;
    return true;
}

static void plan_mark(struct plan_reader *r)
{
    struct plan *p = r->plan;
    if (!r->options->mark) return;
    p->names = memory_grow(p->names, p->n_names, &p->cap_names, sizeof *p->names);
    p->names[p->n_names++] = (struct plan_name){r->number, arena_printf(&p->arena, "%d/%s", r->options->year, names_of_mark(&p->arena, r->path)), 0, false};
}

/* ---- all of them ---- */

static void take_copies(struct plan *p, const struct holder *h)
{
    const char *ledgers = text_get(&h->ledgers);
    for (size_t i = 0; i < p->n_copies; i++)
        if (!strcmp(p->copies[i].ledgers, ledgers)) {
            p->copies[i].n_agencies++;
            return;
        }
    p->copies = memory_grow(p->copies, p->n_copies, &p->cap_copies, sizeof *p->copies);
    p->copies[p->n_copies++] = (struct plan_copies){arena_dup(&p->arena, h->name), arena_dup(&p->arena, h->code), arena_dup(&p->arena, ledgers), h->n, 1};
}

bool plan_make(struct plan *p, const struct session *s, const struct options *o, const char *const *ledgers, size_t n, bool writes, struct diag *diag)
{
    struct holders all = {.words = intern_new()};
    *p = (struct plan){0};
    for (size_t i = 0; n > 1 && i < n; i++) {
        struct plan_reader r = {p, s, o, &all, ledgers[i], databases_shown(ledgers[i], o->label), i, writes};
        read_ledger(&r);
        plan_mark(&r);
    }
    for (size_t i = 0; i < all.n; i++)
        if (all.list[i].n > 1) take_copies(p, &all.list[i]);
    for (size_t i = 0; i < all.n; i++) text_release(&all.list[i].ledgers);
    free(all.list);
    intern_free(all.words);
    free(all.owners);
    arena_release(&all.arena);
    if (!p->n_copies) return settle_governments(p, s, o, ledgers, diag);
    return diag_fail(diag, DIAG_INPUT, "一个机关一年只能有一份台账，不知道该用哪一份，没有写任何文件：把副本、上年的台账移到别的文件夹，或只给出要用的那一份");
}

void plan_release(struct plan *p)
{
    free(p->copies);
    free(p->names);
    arena_release(&p->arena);
}

void plan_take(const struct plan *p, size_t ledger, struct intern *taken)
{
    for (size_t i = 0; i < p->n_names; i++)
        if (p->names[i].ledger < ledger) names_take(taken, p->names[i].below);
}
