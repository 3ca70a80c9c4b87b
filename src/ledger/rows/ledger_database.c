/* The relations of a database as tables of a ledger. A platform has hundreds that are none: only those near to a table are named. */
#include "ledger/rows/ledger_database.h"
#include "ledger/rows/ledger_inside.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* requests, request: English names come in both numbers. */
static bool same_but_s(const char *a, const char *b)
{
    size_t n = strlen(a), k = strlen(b);
    if (n && tolower((unsigned char)a[n - 1]) == 's') n--;
    if (k && tolower((unsigned char)b[k - 1]) == 's') k--;
    return n == k && !strncasecmp(a, b, n);
}

/* 申请登记表, v_申请登记, REQUEST: it may be meant as this table. */
static const struct ledger_table *near_by_name(const struct schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->n_tables; i++)
        if (strstr(name, schema->tables[i].name) || same_but_s(name, schema->tables[i].id)) return &schema->tables[i];
    return NULL;
}

static bool is_there(const struct ledger_database *d, const struct ledger_table *t)
{
    for (size_t i = 0; i < d->n_relations; i++)
        if (d->relations[i].table == t) return true;
    return false;
}

static void leave(struct sorting *s, const struct ledger_database *d, const struct ledger_relation *r)
{
    struct ledger *l = s->ledger;
    const struct ledger_table *near = near_by_name(s->schema, r->name);
    struct table_fit fit = near ? (struct table_fit){.table = near} : ledger_fit_relation(&l->arena, s->schema, r);
    if (!near && !fit.fits) return;
    if (is_there(d, fit.table)) {
        const bool named = schema_table_called(s->schema, r->name) == fit.table;
        ledger_add_other(l, named ? arena_printf(&l->arena, "%s（--tables 写了别的作“%s”）", r->shown, fit.table->name) : r->shown);
        return;
    }
    const char *words = arena_printf(&l->arena, "%s像“%s”，名称不是，没有读；数据库里也没有“%s”；是这张表的，改名为 %s 或 %s，或写进 --tables 的文件；不是的，%s",
                                     near ? "名称" : "列名", fit.table->name, fit.table->name, fit.table->name, fit.table->id, d->path ? "换一个不像它的名称" : "用 --schema 指明只放台账的模式");
    ledger_refuse(s->problems, r->shown, words, NULL);
    l->in_parts[fit.table - s->schema->tables] = true;
}

bool ledger_add_database(struct sorting *s, const char *path, struct diag *diag)
{
    struct ledger *l = s->ledger;
    struct ledger_database *d;
    if (!l->databases->open(l->databases, path, s->schema, &d, diag)) return false;
    l->bases = memory_grow(l->bases, l->n_bases, &l->cap_bases, sizeof(struct ledger_database *));
    l->bases[l->n_bases++] = d;
    for (size_t i = 0; i < d->n_relations; i++) {
        const struct ledger_relation *r = &d->relations[i];
        struct ledger_part part = {.file = {.path = d->path, .shown = r->shown, .table = r->table, .database = d, .relation = i}, .name = r->name, .own = true};
        if (r->table) ledger_add_part(s, &part);
        else leave(s, d, r);
    }
    if (!s->n_parts && !s->problems->refusing)
        return diag_fail(diag, DIAG_INPUT, "%s 里没有台账的表：表或视图的名称应是 申请登记（requests）这样的表名；%s用 --tables 写明", d->path ? path : d->shown,
                         d->path ? "或" : "在别的模式里的，用 --schema 写明，或");
    return !d->path || ledger_add_prose_beside(s, d->path, diag);
}

bool ledger_lost(const struct ledger *l, struct diag *diag)
{
    for (size_t i = 0; i < l->n_bases; i++)
        if (l->bases[i]->lost && l->bases[i]->lost(l->bases[i], diag)) return true;
    return false;
}

/* A file that lies beside a database of a file is named by its table of texts. */
static bool has_text_files(const struct ledger *l)
{
    for (size_t i = 0; i < l->n_files; i++) {
        const struct ledger_file *file = &l->files[i];
        if (!file->database || (file->database->path && !strcmp(file->table->id, "texts"))) return true;
    }
    return l->n_prose > 0;
}

bool ledger_prove_encoding(const struct ledger *l, bool waivers, struct diag *diag)
{
    if (!l->encoding || !l->n_bases || waivers || has_text_files(l)) return true;
    return diag_fail(diag, DIAG_USAGE, "--encoding 说的是 CSV 和文本文件的编码，台账在数据库里，用不上；去掉它");
}

void ledger_leave_out_others(const struct ledger *l, const struct ledger_agencies *all, int64_t own)
{
    size_t n = 0;
    if (!own || !l->n_bases) return;
    const char **words = memory_alloc((2 * all->n + 1) * sizeof *words);
    for (size_t i = 0; i < all->n; i++) {
        const char *const both[] = {all->list[i].code, all->list[i].name};
        for (size_t k = 0; k < 2; k++)
            if (both[k] && (int64_t)i + 1 != own && ledger_agencies_find(all, both[k]) == (int64_t)i + 1) words[n++] = both[k];
    }
    for (size_t i = 0; i < l->n_bases; i++)
        if (l->bases[i]->leave_out) l->bases[i]->leave_out(l->bases[i], words, n);
    free(words);
}
