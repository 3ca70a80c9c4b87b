/* The query that reads one relation.
 *
 * Rows have no order on a server. A fixed one is made (relation_plan.h), of texts compared byte by byte. What a heading does not tell of
 * does not leave the server. A text beyond the limit of a cell is cut behind it: no message grows with it, and the reader refuses it with
 * its place.
 */
#include "database/server_inside.h"

/* ---- whether it can be read ---- */

static bool is_number(const struct ledger_column *c)
{
    return c && (c->type == COLUMN_COUNT || c->type == COLUMN_SIGNED || c->type == COLUMN_NUMBER || c->type == COLUMN_MONEY);
}

struct type_names { struct text words; size_t n; };         /* “甲”（json）、“乙”（text[]） */

static void add_name(struct type_names *to, const char *heading, const char *type)
{
    enum { MOST = 12 };                                /* a message has its end */
    if (to->n++ < MOST) text_printf(&to->words, "%s“%s”（%s）", to->n > 1 ? "、" : "", heading, type);
    else if (to->n == MOST + 1) text_add(&to->words, "等");
}

static bool fail_types(const char *shown, const struct type_names *floats, const struct type_names *others, struct diag *diag)
{
    const char *lossy = text_get(&floats->words), *unread = text_get(&others->words);
    if (!floats->n) return diag_fail(diag, DIAG_INPUT, "%s 的列%s的类型读不了；请在视图或查询里转换成 text 或 date", shown, unread);
    if (!others->n) return diag_fail(diag, DIAG_INPUT, "%s 的列%s是浮点数，编号、日期和文字会丢了数字；请在视图或查询里转换成 numeric 或 text", shown, lossy);
    return diag_fail(diag, DIAG_INPUT, "%s 的列%s的类型读不了，列%s是浮点数，编号、日期和文字会丢了数字；请在视图或查询里转换成 text 或 date，浮点数转换成 numeric 或 text", shown, unread, lossy);
}

/* All of them in one run: another person mends them than the one who runs the program. */
bool server_can_take(const struct server_database *d, size_t relation, struct diag *diag)
{
    const struct ledger_relation *r = &d->relations[relation];
    const struct server_relation *own = &d->own[relation];
    struct type_names floats = {0}, others = {0};
    for (size_t i = 0; i < r->n_headings; i++) {
        const struct server_column *c = &own->columns[i];
        if (!own->plan.fetched[i]) continue;
        if (c->take == TAKE_FLOAT && !is_number(own->plan.columns[i])) add_name(&floats, r->headings[i], c->type);
        if (c->take == TAKE_NOTHING) add_name(&others, r->headings[i], c->type);
    }
    const bool ok = (!floats.n && !others.n) || fail_types(r->shown, &floats, &others, diag);
    text_release(&floats.words);
    text_release(&others.words);
    return ok;
}

/* ---- its words ---- */

static void add_column(enum server_take take, size_t i, struct text *sql)
{
    enum { JUST_BEYOND = RAW_MAX_CELL_BYTES + 1 };
    if (take == TAKE_MOMENT) text_printf(sql, "((c%zu AT TIME ZONE INTERVAL '+08:00' HOUR TO MINUTE)::text || CASE WHEN isfinite(c%zu) THEN '+08:00' ELSE '' END) COLLATE \"C\"", i, i);
    else if (take == TAKE_TEXT)
        text_printf(sql, "(CASE WHEN octet_length(c%zu::text) > %d THEN left(c%zu::text, %d) ELSE c%zu::text END) COLLATE \"C\"", i, RAW_MAX_CELL_BYTES, i, JUST_BEYOND, i);
    else text_printf(sql, "c%zu::text COLLATE \"C\"", i);
}

/* Words that are left out are literals of a list that the server can hash, however many there are. */
static void add_condition(const struct server_database *d, const struct server_relation *own, struct text *sql)
{
    const int agency = own->plan.agency;
    if (agency < 0 || !d->n_left_out) return;
    text_printf(sql, " WHERE c%d IS NULL OR c%d::text NOT IN (VALUES", agency, agency);
    for (size_t i = 0; i < d->n_left_out; i++) {
        text_add(sql, i ? ", (" : " (");
        server_add_literal(d->server, d->left_out[i], sql);
        text_add(sql, ")");
    }
    text_add(sql, ")");
}

void server_query(const struct server_database *d, size_t relation, struct text *sql)
{
    const struct server_relation *own = &d->own[relation];
    size_t n = d->relations[relation].n_headings;
    text_add(sql, "COPY (SELECT ");
    for (size_t i = 0; i < n; i++) {
        if (i) text_add(sql, ", ");
        if (own->plan.fetched[i]) add_column(own->columns[i].take, i, sql);
        else text_add(sql, "NULL::text");
    }
    text_printf(sql, " FROM %s AS q(", own->from);
    for (size_t i = 0; i < n; i++) text_printf(sql, "%sc%zu", i ? ", " : "", i);
    text_add(sql, ")");
    add_condition(d, own, sql);
    for (size_t i = 0; i < own->plan.n_places; i++) text_printf(sql, "%s%zu NULLS FIRST", i ? ", " : " ORDER BY ", own->plan.places[i] + 1);
    text_add(sql, ") TO STDOUT WITH (FORMAT text, NULL '')");
}
