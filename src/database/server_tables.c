/* Which relations of a server are tables of the ledger: those of one schema by their names, and what --tables names. */
#include "database/server_inside.h"
#include <stdlib.h>
#include <string.h>

struct known_type { Oid type; struct server_column column; };
struct finding_tables {
    struct server_database *d;
    struct server *server;
    const struct database_names *names;
    struct diag *diag;
    struct diag first;                                 /* what is wrong with the first relation that cannot be read … */
    struct text others;                                /* … and, shorter, with others */
    size_t n_others;
    size_t cap, own_cap;
    struct known_type *types;
    size_t n_types, cap_types;
};

/* Columns beyond this are a mistake, as in a file. */
enum { MOST_COLUMNS = RAW_MAX_CELLS };

/* ---- one relation ---- */

static size_t add_relation(struct finding_tables *f, struct ledger_relation one)
{
    struct server_database *d = f->d;
    size_t n = d->face.n_relations++;
    d->relations = memory_grow(d->relations, n, &f->cap, sizeof *d->relations);
    d->own = memory_grow(d->own, n, &f->own_cap, sizeof *d->own);
    d->relations[n] = one;
    d->own[n] = (struct server_relation){0};
    return n;
}

static const char *in_words(struct arena *a, const struct server *s, const char *in, const char *relation)
{
    struct text sql = {0};
    if (in) {
        server_add_identifier(s, in, &sql);
        text_add(&sql, ".");
    }
    server_add_identifier(s, relation, &sql);
    const char *words = arena_dup(a, text_get(&sql));
    text_release(&sql);
    return words;
}

/* Types of the server itself by their numbers; others by their kind: enumerations, domains and what its makers add as texts. */
static enum server_take take_of(Oid type, const char *kind, const char *category)
{
    enum { BOOL = 16, NAME = 19, INT8 = 20, INT2 = 21, INT4 = 23, TEXT = 25, FLOAT4 = 700, FLOAT8 = 701, UNKNOWN = 705, BPCHAR = 1042, VARCHAR = 1043,
           DATE = 1082, TIMESTAMP = 1114, TIMESTAMPTZ = 1184, NUMERIC = 1700, UUID = 2950 };
    switch (type) {
    case BOOL: return TAKE_FLAG;
    case TIMESTAMPTZ: return TAKE_MOMENT;
    case FLOAT4: case FLOAT8: return TAKE_FLOAT;
    case NAME: case INT8: case INT2: case INT4: case TEXT: case UNKNOWN: case BPCHAR: case VARCHAR: case DATE: case TIMESTAMP: case NUMERIC: case UUID: return TAKE_TEXT;
    default: return *kind == 'e' || *category == 'S' ? TAKE_TEXT : TAKE_NOTHING;
    }
}

/* Asked once each: they are few, and the server may be far. */
static bool take_type(struct finding_tables *f, struct server_column *c, Oid type)
{
    const struct libpq *pq = f->server->pq;
    for (size_t i = 0; i < f->n_types; i++)
        if (f->types[i].type == type) {
            *c = f->types[i].column;
            return true;
        }
    struct server_trouble why;
    struct text sql = {0};
    text_printf(&sql, "SELECT pg_catalog.format_type(oid, NULL), typtype, typcategory FROM pg_catalog.pg_type WHERE oid = %u", type);
    PGresult *result = server_ask_rows(f->server, text_get(&sql), 3, &why);
    text_release(&sql);
    if (!result) return server_fail(&why, "数据库的类型表", f->diag);
    bool known = pq->PQntuples(result) == 1;
    c->type = arena_dup(&f->d->arena, known ? pq->PQgetvalue(result, 0, 0) : "?");
    c->take = take_of(type, known ? pq->PQgetvalue(result, 0, 1) : "", known ? pq->PQgetvalue(result, 0, 2) : "");
    pq->PQclear(result);
    f->types = memory_grow(f->types, f->n_types, &f->cap_types, sizeof *f->types);
    f->types[f->n_types++] = (struct known_type){type, *c};
    return true;
}

/* Line of the query, from 1, in which the character at `position` of the whole statement stands; 0 = not in it. */
static int line_of(const char *query, size_t before, long position)
{
    int line = 1;
    if (position <= (long)before) return 0;
    for (size_t left = (size_t)position - before - 1; left && *query; left--) {
        uint32_t c;
        line += *query == '\n';
        query += utf8_next(query, strnlen(query, UTF8_MOST), &c);
    }
    return line;
}

static bool fail_description(struct finding_tables *f, const struct ledger_relation *r, const struct database_name *name, size_t before, const struct server_trouble *why)
{
    struct text what = {0};
    int line = name && name->query && *why->state ? line_of(name->query, before, why->position) : 0;
    text_add(&what, r->shown);
    if (name && line) text_printf(&what, "（%s 第 %d 行）", name->place, line);
    else if (name) text_printf(&what, "（%s）", name->place);
    server_fail(why, text_get(&what), f->diag);
    text_release(&what);
    return false;
}

/* Its columns with their types, and which of them are wanted. */
static bool describe(struct finding_tables *f, size_t relation, const struct database_name *name)
{
    static const char select[] = "SELECT * FROM ";
    struct server_database *d = f->d;
    struct ledger_relation *r = &d->relations[relation];
    struct server_relation *own = &d->own[relation];
    const struct libpq *pq = f->server->pq;
    struct server_trouble why;
    struct text sql = {0};
    text_printf(&sql, "%s%s AS q LIMIT 0", select, own->from);
    PGresult *result = server_ask(f->server, text_get(&sql), &why);
    text_release(&sql);
    if (!result) return fail_description(f, r, name, sizeof select - 1 + sizeof "(\n" - 1, &why);
    r->n_headings = (size_t)pq->PQnfields(result);
    const char **headings = arena_alloc(&d->arena, (r->n_headings + 1) * sizeof *headings);
    own->columns = arena_alloc(&d->arena, (r->n_headings + 1) * sizeof *own->columns);
    bool ok = (r->n_headings || diag_fail(f->diag, DIAG_INPUT, "%s 没有列", r->shown)) &&
              (r->n_headings <= MOST_COLUMNS || diag_fail(f->diag, DIAG_INPUT, "%s 超过 %d 列；请用视图，只给出台账的列", r->shown, MOST_COLUMNS));
    for (size_t i = 0; ok && i < r->n_headings; i++) {
        headings[i] = arena_dup(&d->arena, database_heading(r->table, pq->PQfname(result, (int)i)));
        ok = take_type(f, &own->columns[i], pq->PQftype(result, (int)i));
    }
    r->headings = headings;
    pq->PQclear(result);
    if (!ok) return false;
    d->face.relations = d->relations;
    own->plan = relation_plan_of(&d->arena, d->schema, &d->face, relation);
    return server_can_take(d, relation, f->diag);
}

/* One run says all of them: the server's administrator, who must mend rights and types, is asked once. */
static bool look_at(struct finding_tables *f, size_t relation, const struct database_name *name)
{
    if (describe(f, relation, name)) return true;
    if (f->server->lost) return false;
    if (!*f->first.text) {
        f->first = *f->diag;
    } else {
        const char *remedy = strstr(f->diag->text, "；");
        text_printf(&f->others, "%s%.*s", f->n_others++ ? "、" : "", (int)(remedy ? remedy - f->diag->text : (ptrdiff_t)strlen(f->diag->text)), f->diag->text);
    }
    return true;
}

static bool all_can_be_read(struct finding_tables *f)
{
    if (!*f->first.text) return true;
    *f->diag = f->first;
    return !f->n_others ? false : diag_fail(f->diag, f->first.kind, "%s；另有 %zu 张也读不了：%s", f->first.text, f->n_others, text_get(&f->others));
}

/* ---- what --tables names ---- */

static bool take_named(struct finding_tables *f, const struct database_name *name)
{
    struct server_database *d = f->d;
    const char *from = name->query ? arena_printf(&d->arena, "(\n%s\n)", name->query) : in_words(&d->arena, f->server, name->in, name->relation);
    size_t i = add_relation(f, (struct ledger_relation){.name = name->table->name, .shown = arena_printf(&d->arena, "%s:%s", d->face.shown, name->table->name), .table = name->table});
    d->own[i].from = from;
    return look_at(f, i, name);
}

/* ---- one schema ---- */

/* Which it is; a schema that is not there, or not ours to look into, has no relation that one would see. */
static bool find_schema(struct finding_tables *f, const char *asked, const char **in)
{
    const struct libpq *pq = f->server->pq;
    struct server_trouble why;
    struct text sql = {0};
    text_add(&sql, "SELECT nspname, has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = ");
    if (asked) server_add_literal(f->server, asked, &sql);
    else text_add(&sql, "current_schema()");
    PGresult *result = server_ask_rows(f->server, text_get(&sql), 2, &why);
    text_release(&sql);
    if (!result) return server_fail(&why, "数据库的模式", f->diag);
    bool there = pq->PQntuples(result) == 1, may = there && *pq->PQgetvalue(result, 0, 1) == 't';
    *in = there ? arena_dup(&f->d->arena, pq->PQgetvalue(result, 0, 0)) : NULL;
    pq->PQclear(result);
    if (!there && asked) return diag_fail(f->diag, DIAG_INPUT, "数据库里没有 --schema 写的模式 %s；大写的名称区分大小写", asked);
    if (!there) return !f->names->n ? diag_fail(f->diag, DIAG_INPUT, "这个用户的 search_path 里没有一个模式可用；用 --schema 写明台账的表在哪个模式") : true;
    return may || diag_fail(f->diag, DIAG_INPUT, "没有看模式 %s 的权限；请数据库管理员 GRANT USAGE ON SCHEMA", *in);
}

static bool take_own(struct finding_tables *f, const char *in, const char *name, const struct ledger_table *table)
{
    struct server_database *d = f->d;
    size_t i = add_relation(f, (struct ledger_relation){.name = name, .shown = arena_printf(&d->arena, "%s:%s", d->face.shown, name), .table = table});
    d->own[i].from = in_words(&d->arena, f->server, in, name);
    return look_at(f, i, NULL);
}

static bool is_named(const struct finding_tables *f, const char *in, const char *relation)
{
    for (size_t i = 0; i < f->names->n; i++) {
        const struct database_name *name = &f->names->list[i];
        if (name->relation && !strcmp(name->relation, relation) && (!name->in || !strcmp(name->in, in))) return true;
    }
    return false;
}

/* The columns of other relations are looked at as well: one may be a table under another name. Rows [from, to) of the result are its columns. */
static void add_other(struct finding_tables *f, const PGresult *result, int from, int to, const char *name)
{
    struct server_database *d = f->d;
    size_t n = 0;
    const char **headings = arena_alloc(&d->arena, (size_t)(to - from + 1) * sizeof *headings);
    for (int i = from; i < to && n < MOST_COLUMNS; i++) headings[n++] = arena_dup(&d->arena, f->server->pq->PQgetvalue(result, i, 1));
    add_relation(f, (struct ledger_relation){.name = name, .shown = arena_printf(&d->arena, "%s:%s", d->face.shown, name), .headings = headings, .n_headings = n});
}

/* Parts of a table in the same schema are read with it. One that bears a name of ours is meant as that table, whatever it is a part of. */
static PGresult *all_of(struct finding_tables *f, const char *in)
{
    struct server_trouble why;
    struct text sql = {0};
    text_add(&sql, "SELECT c.relname, a.attname, EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent"
                   " WHERE i.inhrelid = c.oid AND p.relnamespace = c.relnamespace)"
                   " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                   " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                   " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname = ");
    server_add_literal(f->server, in, &sql);
    text_add(&sql, " ORDER BY c.relname::text COLLATE \"C\", a.attnum");
    PGresult *result = server_ask_rows(f->server, text_get(&sql), 3, &why);
    text_release(&sql);
    if (!result) server_fail(&why, "数据库的表名", f->diag);
    return result;
}

/* A table of ours in another schema of the user's search path would be missed in silence; which of them is meant, is asked. */
static bool is_alone(struct finding_tables *f)
{
    const struct schema *schema = f->d->schema;
    struct server_trouble why;
    struct text sql = {0};
    text_add(&sql, "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                   " WHERE n.nspname = ANY (current_schemas(false)) AND n.nspname <> current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname IN (");
    for (size_t i = 0; i < schema->n_tables; i++) {
        if (i) text_add(&sql, ", ");
        server_add_literal(f->server, schema->tables[i].name, &sql);
        text_add(&sql, ", ");
        server_add_literal(f->server, schema->tables[i].id, &sql);
    }
    text_add(&sql, ") ORDER BY c.relname::text COLLATE \"C\" LIMIT 1");
    PGresult *result = server_ask(f->server, text_get(&sql), &why);
    text_release(&sql);
    if (!result) return server_fail(&why, "数据库的模式", f->diag);
    bool alone = !f->server->pq->PQntuples(result);
    if (!alone) (void)!diag_fail(f->diag, DIAG_INPUT, "这个用户的 search_path 里不止一个模式有台账的表（别的模式里有“%s”）；用 --schema 写明一个", f->server->pq->PQgetvalue(result, 0, 0));
    f->server->pq->PQclear(result);
    return alone;
}

static bool take_schema(struct finding_tables *f, const char *in)
{
    const struct libpq *pq = f->server->pq;
    PGresult *result = all_of(f, in);
    if (!result) return false;
    bool ok = true;
    for (int i = 0, end, n = pq->PQntuples(result); ok && i < n; i = end) {
        const char *name = pq->PQgetvalue(result, i, 0);
        for (end = i + 1; end < n && !strcmp(pq->PQgetvalue(result, end, 0), name); end++) {}
        const struct ledger_table *table = schema_table_called(f->d->schema, name);
        const char *kept = arena_dup(&f->d->arena, name);
        if (table && !database_names_of(f->names, table)) ok = take_own(f, in, kept, table);
        else if (*pq->PQgetvalue(result, i, 2) != 't' && !is_named(f, in, name)) add_other(f, result, i, end, kept);
    }
    pq->PQclear(result);
    return ok;
}

/* ---- the whole ---- */

static bool digests_of(const struct ledger_database *self, size_t relation, struct digests *out)
{
    *out = ((const struct server_database *)self)->own[relation].digests;
    return *out->sha256;
}

static void leave_out(struct ledger_database *self, const char *const *words, size_t n)
{
    struct server_database *d = (struct server_database *)self;
    d->left_out = arena_alloc(&d->arena, (n + 1) * sizeof *d->left_out);
    for (d->n_left_out = 0; d->n_left_out < n; d->n_left_out++) d->left_out[d->n_left_out] = arena_dup(&d->arena, words[d->n_left_out]);
}

static bool is_lost(const struct ledger_database *self, struct diag *diag)
{
    const struct server *s = ((const struct server_database *)self)->server;
    if (!s->lost) return false;
    (void)!diag_fail(diag, DIAG_SYSTEM, "没有读完，没有写任何文件：%s；%s", s->lost_words.text, s->lost_words.expected);
    return true;
}

static void close_database(struct ledger_database *self)
{
    struct server_database *d = (struct server_database *)self;
    free(d->relations);
    free(d->own);
    arena_release(&d->arena);
    free(d);
}

bool server_open(struct server *s, const char *shown, const char *in, const struct database_names *names, const struct schema *schema, struct ledger_database **out,
                 struct diag *diag)
{
    struct server_database *d = memory_alloc(sizeof *d);
    struct finding_tables f = {.d = d, .server = s, .names = names, .diag = diag};
    d->server = s;
    d->schema = schema;
    d->face = (struct ledger_database){.kind = "PostgreSQL", .shown = arena_dup(&d->arena, shown), .rows = server_rows_open, .digests = digests_of, .leave_out = leave_out, .lost = is_lost,
                                       .close = close_database};
    bool ok = true;
    for (size_t i = 0; ok && i < names->n; i++) ok = take_named(&f, &names->list[i]);
    const char *found = NULL;
    ok = ok && find_schema(&f, in, &found) && (!found || ((in || is_alone(&f)) && take_schema(&f, found))) && all_can_be_read(&f);
    text_release(&f.others);
    d->face.relations = d->relations;
    free(f.types);
    if (ok) *out = &d->face;
    else close_database(&d->face);
    return ok;
}
