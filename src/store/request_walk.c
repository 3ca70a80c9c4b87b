#include "store/request_walk.h"
#include "base/memory.h"
#include <stdlib.h>

struct request_walk { struct query *query; };

static void ask(struct text *sql, const char *from, const char *const *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) text_printf(sql, ", %s.\"%s\"", from, columns[i]);
}

bool request_walk_open(struct request_walk **out, struct store *store, const struct walk_columns *columns, int64_t agency, int64_t only, struct diag *diag)
{
    struct text sql = {0};
    struct request_walk *walk = memory_alloc(sizeof *walk);
    text_add(&sql, "SELECT r.id");
    ask(&sql, "r", columns->requests, columns->n_requests);
    ask(&sql, "c", columns->clock, columns->n_clock);
    text_printf(&sql, " FROM requests r%s%s%s ORDER BY r.id", columns->n_clock ? " JOIN clock c ON c.request = r.id" : "",
                agency ? " WHERE r.agency = :agency" : "", !only ? "" : agency ? " AND r.id = :only" : " WHERE r.id = :only");
    bool ok = query_open(&walk->query, store, text_get(&sql), "requests", 1, diag);
    text_release(&sql);
    if (!ok) {
        free(walk);
        return false;
    }
    query_bind(walk->query, ":agency", agency);
    query_bind(walk->query, ":only", only);
    *out = walk;
    return true;
}

void request_walk_close(struct request_walk *walk)
{
    if (!walk) return;
    query_close(walk->query);
    free(walk);
}

bool request_walk_next(struct request_walk *walk, bool *row, struct diag *diag) { return query_next_kept(walk->query, row, diag); }
int64_t request_walk_id(const struct request_walk *walk) { return query_integer(walk->query, 0); }
bool request_walk_null(const struct request_walk *walk, size_t column) { return query_null(walk->query, (int)column + 1); }
int64_t request_walk_integer(const struct request_walk *walk, size_t column) { return query_integer(walk->query, (int)column + 1); }
const char *request_walk_text(const struct request_walk *walk, size_t column) { return query_text(walk->query, (int)column + 1); }
