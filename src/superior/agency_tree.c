#include "superior/agency_tree.h"
#include "calendar/civil.h"
#include <stdlib.h>
#include <string.h>

/* The last day for a report depends on the type, level and line of the agency, as in G03–G05 (条例第四十九条). */
static const char sql[] =
    "WITH limits AS ("
    " SELECT id, day((:year + 1) || '-' || CASE WHEN coalesce(vertical, 0) = 1 OR :year < 2019 THEN setting_text('report.government')"
    "  WHEN code_text('agency_types', type) IS NOT 'G' OR code_text('levels', level) = '5' THEN setting_text('report.department')"
    "  WHEN code_text('levels', level) = '4' THEN setting_text('report.county') WHEN code_text('levels', level) = '3' THEN setting_text('report.city')"
    "  ELSE setting_text('report.government') END) AS due FROM agencies)"
    " SELECT a.id, p.id, s.id, a.code, a.name, code_text('agency_types', a.type), code_text('levels', a.level), coalesce(a.vertical, 0), a.active_from, a.active_until, a.contact, a.phone,"
    " l.due, coalesce(wd_next(l.due, a.id), l.due),"
    " (SELECT min(submitted) FROM publication x WHERE x.agency = a.id AND x.year = :year), (SELECT min(published) FROM publication x WHERE x.agency = a.id AND x.year = :year)"
    " FROM agencies a JOIN limits l ON l.id = a.id LEFT JOIN agencies p ON p.code = a.parent_code LEFT JOIN agencies s ON s.code = a.successor_code ORDER BY a.id";
enum { AT_ID, AT_PARENT, AT_SUCCESSOR, AT_CODE, AT_NAME, AT_TYPE, AT_LEVEL, AT_VERTICAL, AT_FROM, AT_UNTIL, AT_CONTACT, AT_PHONE, AT_DUE, AT_SOFT, AT_SUBMITTED, AT_PUBLISHED };

static int day_at(const struct query *q, int column) { return query_null(q, column) ? NO_DAY : (int)query_integer(q, column); }

static void add(struct agency_tree *t, const struct query *q)
{
    t->list = memory_grow(t->list, t->n, &t->cap, sizeof *t->list);
    t->list[t->n++] = (struct tree_agency){
        .id = query_integer(q, AT_ID), .parent = query_integer(q, AT_PARENT), .successor = query_integer(q, AT_SUCCESSOR),
        .code = arena_dup(&t->arena, query_text(q, AT_CODE)), .name = arena_dup(&t->arena, query_text(q, AT_NAME)),
        .type = arena_dup(&t->arena, query_text(q, AT_TYPE)), .level = (int)query_integer(q, AT_LEVEL), .vertical = query_integer(q, AT_VERTICAL) != 0,
        .from = day_at(q, AT_FROM), .until = day_at(q, AT_UNTIL), .due = day_at(q, AT_DUE), .soft = day_at(q, AT_SOFT),
        .contact = arena_dup(&t->arena, query_text(q, AT_CONTACT)), .phone = arena_dup(&t->arena, query_text(q, AT_PHONE)),
        .submitted = day_at(q, AT_SUBMITTED), .published = day_at(q, AT_PUBLISHED)};
    if (t->list[t->n - 1].id > t->n_ids) t->n_ids = t->list[t->n - 1].id;
}

bool agency_tree_read(struct agency_tree *t, struct store *store, const char *parent, int year, struct diag *diag)
{
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, store, sql, "tree", 1, diag);
    *t = (struct agency_tree){.first = civil_day(year, 1, 1), .last = civil_day(year, 12, 31)};
    if (!ok) return false;
    query_bind(q, ":year", year);
    while ((ok = query_next(q, &row, diag)) && row) add(t, q);
    query_close(q);
    if (!ok) return false;
    t->at = arena_alloc(&t->arena, ((size_t)t->n_ids + 1) * sizeof *t->at);
    for (size_t i = 0; i < t->n; i++) {
        const struct tree_agency *a = &t->list[i];
        t->at[a->id] = i + 1;
        if (!t->root && ((a->code && !strcmp(a->code, parent)) || !strcmp(a->name, parent))) t->root = a->id;
    }
    return t->root || diag_fail(diag, DIAG_INPUT, "机关表里没有“%s”；--parent 应是要汇总的政府的机关代码", parent);
}

void agency_tree_release(struct agency_tree *t)
{
    arena_release(&t->arena);
    free(t->list);
    *t = (struct agency_tree){0};
}

const struct tree_agency *agency_tree_find(const struct agency_tree *t, int64_t id)
{
    return id > 0 && id <= t->n_ids && t->at[id] ? &t->list[t->at[id] - 1] : NULL;
}

/* A chain that is a circle never comes to the government: the search takes at most as many steps as there are agencies. */
const struct tree_agency *agency_tree_branch(const struct agency_tree *t, const struct tree_agency *a)
{
    for (size_t i = 0; a && i <= t->n; i++) {
        if (a->parent == t->root) return a;
        a = agency_tree_find(t, a->parent);
    }
    return NULL;
}

enum agency_standing agency_tree_standing(const struct agency_tree *t, const struct tree_agency *a)
{
    if (a->id == t->root) return AGENCY_ROOT;
    if (!agency_tree_branch(t, a)) return AGENCY_STRANGER;
    if (a->until != NO_DAY && a->until < t->first) return AGENCY_CLOSED;
    if (a->from != NO_DAY && a->from > t->last) return AGENCY_NOT_YET;
    if (a->type && !strcmp(a->type, "E")) return AGENCY_ENTERPRISE;
    if (a->parent != t->root) return AGENCY_BELOW;
    if (a->vertical) return AGENCY_VERTICAL;
    if (a->type && !strcmp(a->type, "N")) return AGENCY_INTERNAL;
    return a->until != NO_DAY && a->until < t->last && a->successor ? AGENCY_MERGED : AGENCY_SUMMED;
}

const char *agency_standing_id(enum agency_standing s)
{
    static const char *const ids[] = {"root", "summed", "merged", "closed", "not_yet", "vertical", "enterprise", "internal", "below", "stranger"};
    return ids[s];
}
