#include "store/store_inside.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* A plain allow-list. SQLite also asks for the tables behind a view or a common table expression by their real names, so nothing
 * hides behind one. */
static const char *const tables[] = {"files", "loaded", "loaded_columns", "clock", "clock_faults", "cells", "texts_printed", "texts_hidden", "texts_taken", "texts_previous",
                                     "texts_body", "text_numbers", "last_lists", "carried_last", "filings", "alike", "explained", "doubles", "request_shapes", "decision_shapes", NULL};
static const char *const functions[] = {
    /* SQLite's own that read nothing but their arguments */
    "abs", "avg", "char", "coalesce", "count", "dense_rank", "first_value", "format", "glob", "group_concat", "iif", "ifnull",
    "instr", "lag", "last_value", "lead", "length", "like", "likely", "lower", "ltrim", "max", "min", "nullif", "printf", "rank",
    "replace", "row_number", "rtrim", "sign", "substr", "substring", "sum", "total", "trim", "typeof", "unicode", "unlikely", "upper",
    /* ours, docs/sql.md */
    "code", "code_text", "label_text", "decimal_text", "ymd", "day", "year_of", "date_words", "personal_pattern", "digest_text", "link_text",
    "wd_add", "wd_count", "wd_is", "wd_known", "wd_next", "setting", "setting_text", "month_add", "overlap", "fold", "bare", "leave_out", "replace_listed", NULL};

static bool listed(const char *const *list, const char *name)
{
    for (; *list; list++)
        if (!sqlite3_stricmp(*list, name)) return true;
    return false;
}

static bool is_list(const struct store *s, const char *name)
{
    for (size_t i = 0; i < s->n_lists; i++)
        if (!sqlite3_stricmp(s->lists[i].name, name)) return true;
    return false;
}

static int authorize(void *context, int action, const char *a, const char *b, const char *database, const char *trigger)
{
    (void)database, (void)trigger;
    struct store *s = context;
    if (!s->guarded) return SQLITE_OK;
    switch (action) {
    case SQLITE_SELECT: case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return b && listed(functions, b) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_READ: {
        const struct ledger_table *t = a ? schema_table(s->schema, !strcmp(a, "request_shapes") ? "requests" : !strcmp(a, "decision_shapes") ? "decisions" : a) : NULL;
        if (t) {
            for (size_t i = 0; i < s->n_reads; i++)
                if (s->reads[i] == t->id) return SQLITE_OK;
            s->reads = memory_grow(s->reads, s->n_reads, &s->cap_reads, sizeof *s->reads);
            s->reads[s->n_reads++] = t->id;
            return SQLITE_OK;
        }
        return a && (listed(tables, a) || is_list(s, a)) ? SQLITE_OK : SQLITE_DENY;
    }
    default:
        return SQLITE_DENY;
    }
}

/* An endless query is stopped by its work and not by the time: every machine refuses the same queries. */
enum { STEPS_AT_ONCE = 1000 };

static int count_steps(void *context)
{
    const struct store *s = context;
    return s->work && (*s->work->steps_left -= (int64_t)STEPS_AT_ONCE * s->work->step) < 0;
}

bool store_take_steps(void *store, int64_t steps)
{
    const struct store *s = store;
    return !s->work || (*s->work->steps_left -= steps) >= 0;
}

bool store_charge(sqlite3_context *out, int64_t steps)
{
    if (store_take_steps(sqlite3_user_data(out), steps)) return true;
    sqlite3_result_error_code(out, SQLITE_INTERRUPT);
    return false;
}

void store_guard_register(struct store *s)
{
    sqlite3_set_authorizer(s->db, authorize, s);
    sqlite3_progress_handler(s->db, STEPS_AT_ONCE, count_steps, s);
    sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, STORE_LOADED_TEXT);
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
}

void store_guard_begin(struct store *s)
{
    s->guarded = true;
    s->n_reads = 0;
}

void store_guard_end(struct store *s) { s->guarded = false; }
