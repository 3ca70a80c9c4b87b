/* The load alone: reads one file of a ledger into a store and stops there.
 *
 *     load DATA FOLDER TABLE        load data /tmp/ledger requests
 *
 * The agencies table is read first, as the program does.
 */
#include "base/text.h"
#include "calendar/civil.h"
#include "store/store.h"
#include <stdio.h>

static bool load(struct store *store, const struct row_context *context, const char *folder, const char *id, struct diag *diag)
{
    struct text path = {0}, name = {0};
    int64_t rows;
    const char *encoding;
    text_printf(&name, "%s.csv", id);
    text_printf(&path, "%s/%s", folder, text_get(&name));
    const struct ledger_file file = {.path = text_get(&path), .shown = text_get(&name), .table = schema_table(context->schema, id)};
    bool ok = store_load(store, context, &file, &rows, &encoding, diag);
    if (ok) printf("%s|%lld\n", id, (long long)rows);
    text_release(&path);
    text_release(&name);
    return ok;
}

int main(int argc, char **argv)
{
    struct schema *schema = NULL;
    struct store *store = NULL;
    struct problems problems = {0};
    struct ledger_agencies agencies = {0};
    struct diag diag;
    if (argc != 4) {
        fprintf(stderr, "load DATA FOLDER TABLE\n");
        return 3;
    }
    struct intern *applicants = intern_new();
    bool ok = schema_load(&schema, argv[1], &diag) && store_open(&store, NULL, schema, &diag);
    if (ok) {
        const struct row_context context = {schema, &problems, &agencies, applicants, civil_day(2026, 1, 20), NULL, NULL};
        ok = load(store, &context, argv[2], "agencies", &diag) && load(store, &context, argv[2], argv[3], &diag) &&
             store_link(store, &problems, &diag);
    }
    if (!ok) fprintf(stderr, "load: %s\n", diag.text);
    else if (problems.n) fprintf(stderr, "load: %zu problems\n", problems.n);
    store_close(store);
    ledger_agencies_release(&agencies);
    problems_release(&problems);
    intern_free(applicants);
    if (schema) schema_free(schema);
    return ok && !problems.n ? 0 : 2;
}
