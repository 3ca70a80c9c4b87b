/* Only the load: reads one table of a ledger into a store and stops.
 *
 *     load DATA LEDGER TABLE        load data /tmp/ledger requests
 *
 * LEDGER is a folder or a workbook. The agencies table is read first, as the program does.
 */
#include "calendar/civil.h"
#include "store/store.h"
#include <stdio.h>
#include <string.h>

static bool load(struct store *store, const struct row_context *context, const struct ledger *l, const char *id, struct diag *diag)
{
    int64_t rows;
    const char *encoding;
    for (size_t i = 0; i < l->n_files; i++) {
        if (strcmp(l->files[i].table->id, id)) continue;
        if (!store_load(store, context, &l->files[i], &rows, &encoding, diag)) return false;
        printf("%s|%lld\n", id, (long long)rows);
    }
    return true;
}

int main(int argc, char **argv)
{
    struct schema *schema = NULL;
    struct store *store = NULL;
    struct ledger ledger = {0};
    struct problems problems = {0};
    struct ledger_agencies agencies = {0};
    struct diag diag;
    if (argc != 4) {
        fprintf(stderr, "load DATA LEDGER TABLE\n");
        return 3;
    }
    struct intern *applicants = intern_new_hashed();
    bool ok = schema_load(&schema, argv[1], &diag) && store_open(&store, NULL, schema, &diag) && ledger_open(&ledger, argv[2], schema, &problems, &diag);
    if (ok) {
        const struct row_context context = {schema, &problems, &agencies, applicants, civil_day(2026, 1, 20), NULL, NULL};
        ok = load(store, &context, &ledger, "agencies", &diag) && load(store, &context, &ledger, argv[3], &diag) &&
             store_link(store, &problems, &diag);
    }
    if (!ok) fprintf(stderr, "load: %s\n", diag.text);
    else if (problems.n) fprintf(stderr, "load: %zu problems\n", problems.n);
    store_close(store);
    ledger_release(&ledger);
    ledger_agencies_release(&agencies);
    problems_release(&problems);
    intern_free(applicants);
    if (schema) schema_free(schema);
    return ok && !problems.n ? 0 : 2;
}
