#include "flow/expected.h"
#include "flow/reading.h"
#include "superior/agency_tree.h"
#include <stdio.h>

/* ---- kinds and levels ---- */

static bool prove(const struct peers *peers, const char *path, const struct schema *schema, struct diag *diag)
{
    char level[16];
    for (size_t k = 0; k < peers->n_kinds; k++)
        for (size_t i = 0; i < peers->kinds[k].types.n; i++)
            if (!code_find(schema_codes(schema, "agency_types"), peers->kinds[k].types.list[i]))
                return diag_fail(diag, DIAG_INPUT, "%s：机关类型里没有“%s”", path, peers->kinds[k].types.list[i]);
    for (size_t i = 0; i < peers->n_levels; i++) {
        snprintf(level, sizeof level, "%d", peers->levels[i].code);
        if (!code_find(schema_codes(schema, "levels"), level)) return diag_fail(diag, DIAG_INPUT, "%s：层级里没有“%s”", path, level);
    }
    return true;
}

bool expected_peers(struct peers **peers, struct session *session, struct diag *diag)
{
    const char *path = arena_printf(&session->arena, "%s/peers.yaml", session->templates);
    return peers_load(peers, path, diag) && prove(*peers, path, session->schema, diag);
}

/* ---- the table ---- */

enum { AT_CODE, AT_NAME, AT_TYPE, AT_LEVEL };

/* The only agency without one above it: its code, else its name; NULL where there are several. */
static bool find_root(struct flow *f, const char **root, struct diag *diag)
{
    static const char sql[] = "SELECT coalesce(min(code), min(name)), count(*) FROM agencies WHERE parent_code IS NULL OR parent_code NOT IN (SELECT code FROM agencies WHERE code IS NOT NULL)";
    struct query *q = NULL;
    bool row = false, ok = query_open(&q, f->store, sql, "agencies", 1, diag) && query_next(q, &row, diag);
    *root = ok && row && query_integer(q, 1) == 1 ? arena_dup(&f->arena, query_text(q, 0)) : NULL;
    query_close(q);
    return ok;
}

static void put_all(struct comparison *c, const struct agency_tree *tree)
{
    for (size_t i = 0; i < tree->n; i++) {
        const struct tree_agency *a = &tree->list[i];
        comparison_expect(c, a->code, a->name, a->type, a->level, tree->root && agency_tree_standing(tree, a) == AGENCY_SUMMED);
    }
}

static bool put_without_root(struct comparison *c, struct flow *f, struct diag *diag)
{
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, f->store, "SELECT code, name, code_text('agency_types', type), code_text('levels', level) FROM agencies ORDER BY id", "agencies", 1, diag);
    while (ok && (ok = query_next(q, &row, diag)) && row)
        comparison_expect(c, query_text(q, AT_CODE), query_text(q, AT_NAME), query_text(q, AT_TYPE), (int)query_integer(q, AT_LEVEL), false);
    query_close(q);
    return ok;
}

static bool put(struct comparison *c, struct flow *f, int year, struct diag *diag)
{
    const char *root;
    struct agency_tree tree = {0};
    if (!find_root(f, &root, diag)) return false;
    if (!root) return put_without_root(c, f, diag);
    bool ok = agency_tree_read(&tree, f->store, root, year, diag);
    if (ok) put_all(c, &tree);
    agency_tree_release(&tree);
    return ok;
}

bool expected_put(struct comparison *c, struct session *session, const struct options *options, const char *const *tables, size_t n, int year,
                  struct problems *problems, struct diag *diag)
{
    struct flow f;
    bool any = false;
    if (!n) return true;
    flow_init(&f, session, options, year);
    bool ok = reading_agency_table(&f, tables, n, &any, diag) && (!any || put(c, &f, year, diag));
    for (size_t i = 0; i < f.n_inputs; i++) comparison_add_table(c, f.inputs[i].name, &f.inputs[i].digests);
    for (size_t i = 0; i < f.problems.n; i++) problems_add(problems, &f.problems.list[i]);
    flow_close(&f);
    return ok;
}
