#include "ledger/rows/ledger_inside.h"
#include "ledger/rows/part_order.h"
#include <stdlib.h>
#include <string.h>

bool ledger_holds_tables(struct arena *arena, const char *path, const struct schema *schema, bool *has, struct diag *diag)
{
    const char **names;
    size_t n;
    *has = !folder_is(path) && (ledger_is_ledger_book(path, schema) || ledger_csv_holds(path, schema));
    if (!folder_is(path)) return true;
    if (!ledger_names(arena, path, &names, &n, diag)) return false;
    for (size_t i = 0; i < n && !*has; i++) {
        const char *file = ledger_join(arena, path, names[i]);
        *has = !folder_is(file) && ledger_csv_holds(file, schema);
    }
    return true;
}

bool ledger_books_are_months(struct arena *a, const char *folder, const char **names, size_t n, const struct schema *schema)
{
    size_t months = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        const char *path = ledger_join(a, folder, names[i]), *dot = strrchr(names[i], '.');
        if (folder_is(path) || !dot) continue;
        if (ledger_csv_holds(path, schema)) return false;
        if (!ledger_is_ledger_book(path, schema)) continue;
        const char *name = arena_dup_n(a, names[i], (size_t)(dot - names[i]));
        if (part_order(name).kind == PART_MONTH) months++;
        else if (!schema_table_named(schema, name)) others++;
    }
    return months > 1 && months > others;
}

/* Whether the ledgers are one: the workbooks of its months. What lies in folders below is then left alone, as beside tables. */
static bool are_months(struct arena *arena, const char *path, const struct schema *schema, bool *yes, struct diag *diag)
{
    const char **names;
    size_t n;
    if (!ledger_names(arena, path, &names, &n, diag)) return false;
    *yes = ledger_books_are_months(arena, path, names, n, schema);
    return true;
}

static void append(const char ***list, size_t *n, size_t *cap, const char *path)
{
    *list = memory_grow(*list, *n, cap, sizeof **list);
    (*list)[(*n)++] = path;
}

/* A folder with tables, else the workbooks in it. */
static bool gather(struct ledger_batch *b, struct arena *arena, const char *folder, const struct schema *schema, bool down, struct diag *diag)
{
    const char **names;
    size_t n;
    if (!ledger_names(arena, folder, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *path = ledger_join(arena, folder, names[i]);
        bool tables = false;
        if (!folder_is(path)) {
            if (ledger_is_ledger_book(path, schema)) append(&b->paths, &b->n, &b->cap, path);
            else if (!ledger_is_prose(arena, schema, names[i])) append(&b->others, &b->n_others, &b->cap_others, path);
        } else if (down) {
            if (!ledger_holds_tables(arena, path, schema, &tables, diag)) return false;
            if (tables) append(&b->paths, &b->n, &b->cap, path);
            else if (!gather(b, arena, path, schema, false, diag)) return false;
        }
    }
    return true;
}

bool ledger_is_batch(struct arena *arena, const char *path, const struct schema *schema, struct ledger_batch *batch, struct diag *diag)
{
    bool own, months;
    *batch = (struct ledger_batch){0};
    if (!folder_is(path)) return true;                 /* ledger_open says what is wrong with it */
    if (!ledger_holds_tables(arena, path, schema, &own, diag)) return false;
    if (own) return true;
    if (!are_months(arena, path, schema, &months, diag)) return false;
    if (months || gather(batch, arena, path, schema, true, diag)) return true;
    ledger_batch_release(batch);
    return false;
}

void ledger_batch_release(struct ledger_batch *batch)
{
    free(batch->paths);
    free(batch->others);
    *batch = (struct ledger_batch){0};
}
