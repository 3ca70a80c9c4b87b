#include "flow/reading.h"
#include "base/characters.h"
#include "store/kept_ledger.h"
#include <string.h>

/* A kept store as the ledger (store/kept_ledger.h). */

bool reading_kept(const struct options *o, const char *const *ledgers, size_t n, const char **kept, struct diag *diag)
{
    static const char alone[] = "%s 是 --store 留下的记录库，%s";
    *kept = NULL;
    for (size_t i = 0; i < n && !*kept; i++)
        if (store_is_kept(ledgers[i])) *kept = ledgers[i];
    if (!*kept) return true;
    const char *why = n > 1        ? "编号与别的台账的对不上，只能单独用；几个台账一起读，请都给原来的台账"
                      : o->columns ? "标题已经认过了；--columns 请对原来的台账用"
                      : o->mark    ? "没有台账的文件可以标注；--mark 请对原来的台账用"
                      : o->headings ? "标题和用词已经认过了，--headings 没有用；请对原来的台账用"
                      : o->encoding && !o->waivers ? "没有要认编码的文件；--encoding 去掉"
                      : o->corrects ? "里面没有申请人的名称，更正说明里涂不黑；--corrects 请对原来的台账用"
                                    : NULL;
    return !why || diag_fail(diag, DIAG_USAGE, alone, *kept, why);
}

static void take_place(void *context, const char *name, int column) { sheet_places_add_place(context, name, column); }

/* Names of checks in a file that was changed may be any words. */
static bool prove_checks(const struct flow *f, const char *path, struct diag *diag)
{
    for (size_t i = 0; i < f->problems.n; i++)
        if (!catalogue_rule(f->session->catalogue, f->problems.list[i].id)) return diag_fail(diag, DIAG_INPUT, "%s 被改动过；请用原来的台账", path);
    return true;
}

/* What options gave to the kept run stands in the place of the ledger's own, or beside it; that is not known any more. */
static bool take_given(struct flow *f, struct kept_ledger *k, const char *path, struct diag *diag)
{
    const struct options *o = f->options;
    const struct { const char *option, *given; } all[] = {{"texts", o->texts}, {"waivers", o->waivers}};
    bool had = false;
    for (size_t i = sizeof all / sizeof *all; i--;) {
        if (!kept_ledger_had(k, all[i].option, &had, diag)) return false;
        if (had && all[i].given) return diag_fail(diag, DIAG_USAGE, "%s 里已经有留下时 --%s 给出的；另外给出，请用原来的台账", path, all[i].option);
        if (had && !store_keep_option(f->store, all[i].option, diag)) return false;
    }
    return !had || kept_ledger_year(k) != f->year || kept_ledger_take_texts(k, f->store, diag);
}

bool reading_kept_records(struct flow *f, const char *path, struct diag *diag)
{
    struct kept_ledger *k = NULL;
    int64_t rows = 0;
    const char *slash = strrchr(path, '/');
    bool ok = kept_ledger_open(&k, path, f->session->schema, diag) && kept_ledger_take(k, f->store, &f->agencies, &f->problems, &rows, diag) && prove_checks(f, path, diag) &&
              kept_ledger_each_place(k, take_place, &f->places, diag) && take_given(f, k, path, diag) &&
              flow_add_input(f, path, characters_shown(&f->arena, slash ? slash + 1 : path), diag);
    kept_ledger_close(k);
    if (!ok) return false;
    f->inputs[f->n_inputs - 1].rows = rows;
    f->inputs[f->n_inputs - 1].encoding = "SQLite";
    f->kept = path;
    return true;
}

bool reading_kept_agencies(struct flow *f, const char *path, bool *any, struct diag *diag)
{
    bool ok = reading_kept_records(f, path, diag);
    *any = ok && store_has(f->store, "agencies");
    return ok;
}

bool reading_keep(struct flow *f, struct diag *diag)
{
    if (!store_is_to_be_kept(f->store)) return true;
    const struct options *o = f->options;
    bool ok = store_begin(f->store, diag) && store_keep_problems(f->store, &f->problems, diag) && (!o->texts || store_keep_option(f->store, "texts", diag)) &&
              (!o->waivers || store_keep_option(f->store, "waivers", diag));
    for (size_t i = 0; ok && i < f->places.n; i++) ok = store_keep_place(f->store, f->places.list[i].name, f->places.list[i].column, diag);
    return ok && store_commit(f->store, diag);
}

/* ---- words that were blanked ---- */

static bool has_year(const struct ledger_table *t)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].name, "year")) return true;
    return false;
}

/* The first row with a blank in a column that is printed, among those of the year. */
static bool find_blank(struct flow *f, const struct ledger_table *t, const char *column, const char **place, struct diag *diag)
{
    struct query *q = NULL;
    bool row = false;
    const char *sql = arena_printf(&f->arena,
                                   "SELECT f.name || iif(x.line > 1, ' 第' || x.line || '行', '') FROM \"%s\" x JOIN files f ON f.id = x.file"
                                   " WHERE x.\"%s\" = '" PROBLEM_PERSONAL "'%s ORDER BY x.id LIMIT 1", t->id, column, has_year(t) ? " AND x.year = :year" : "");
    bool ok = query_open(&q, f->store, sql, t->id, 1, diag);
    if (!ok) return false;
    query_bind(q, ":year", f->year);
    ok = query_next(q, &row, diag);
    if (ok && row) *place = arena_dup(&f->arena, query_text(q, 0));
    query_close(q);
    return ok;
}

static bool find_blank_body(struct flow *f, const char **place, struct diag *diag)
{
    static const char sql[] = "SELECT t.file_name FROM texts t JOIN texts_body b ON b.text_id = t.id WHERE b.body = '" PROBLEM_PERSONAL "' ORDER BY t.id LIMIT 1";
    struct query *q = NULL;
    bool row = false, ok = query_open(&q, f->store, sql, "texts", 1, diag) && query_next(q, &row, diag);
    if (ok && row) *place = arena_dup(&f->arena, query_text(q, 0));
    query_close(q);
    return ok;
}

bool reading_kept_words(struct flow *f, struct diag *diag)
{
    const struct schema *s = f->session->schema;
    const char *place = NULL;
    bool ok = find_blank_body(f, &place, diag);
    for (size_t i = 0; ok && i < s->n_tables; i++)
        for (size_t k = 0; ok && !place && k < s->tables[i].n_columns; k++) {
            const struct ledger_column *c = &s->tables[i].columns[k];
            if (c->holds == HOLDS_PRINTED && c->kept == KEPT_VALUE) ok = find_blank(f, &s->tables[i], c->name, &place, diag);
        }
    if (!ok || !place) return ok;
    return diag_fail(diag, DIAG_INPUT, "%s 里没有 %s 的原文：那里有个人信息，留下时换成了“" PROBLEM_PERSONAL "”；请用原来的台账", f->kept, place);
}
