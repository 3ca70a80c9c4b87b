/* A folder of checks: its records, and their queries against a store without rows, as `form lint` does. */
#include "base/text.h"
#include "fuzz.h"
#include "rules/rules.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct schema *schema;
    static struct store *store;
    static struct settings *settings;
    struct diag diag;
    struct catalogue *c;
    struct problems problems = {0};
    if (!schema) {
        fuzz_hold(schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && store_open(&store, NULL, schema, &diag), "the store opens");
        fuzz_hold(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag), "the settings load");
        store_use_settings(store, settings);
        fuzz_hold(store_add_lists(store, PROJECT_SOURCE_DIR "/data/lists", &diag), "the lists load");
    }
    if (catalogue_load(&c, fuzz_folder("rules", data, n), &diag)) {
        for (size_t i = 0; i < c->n; i++) {
            const struct rule *r = &c->rules[i];
            struct finding f = rule_finding(r);
            fuzz_hold(catalogue_rule(c, r->id) && f.message && f.advice && f.article, "a finding says what the record says");
            fuzz_hold(!r->query == (r->found != FOUND_QUERY), "exactly the checks that need a query have one");
        }
        rules_lint(c, store, &problems);
        catalogue_free(c);
    } else {
        fuzz_hold(*diag.text && utf8_valid(diag.text, strlen(diag.text), NULL), "a refusal says why");
    }
    problems_release(&problems);
    return 0;
}
