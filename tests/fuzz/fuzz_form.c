/* A form's folder: its trees, sums and identities, and its queries against a store without rows, as `form lint` does. */
#include "base/text.h"
#include "form/report.h"
#include "fuzz.h"
#include "tally/tally.h"
#include <string.h>

static void hold_form(const struct form *f)
{
    for (size_t i = 0; i < f->n_tables; i++)
        for (size_t k = 0; k < f->tables[i].n_slots; k++) {
            const struct form_table *t = NULL;
            int slot = -1;
            fuzz_hold(form_address(f, f->tables[i].slots[k].address, &t, &slot) && t == &f->tables[i] && (size_t)slot == k, "an address finds its own slot");
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct schema *schema;
    static struct store *store;
    struct diag diag;
    struct form *form;
    struct problems problems = {0};
    if (!schema) fuzz_hold(schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && store_open(&store, NULL, schema, &diag), "the store opens");
    if (form_load(&form, fuzz_folder("2021", data, n), &diag)) {
        hold_form(form);
        if (tally_lint(store, form, &problems, &diag) && !problems.n) {
            struct report *r = report_new(form);
            r->year = 2025;
            r->agency.id = 1;
            if (tally_report(store, r, &diag)) fuzz_hold(r->title != NULL, "a report has a title");
            report_free(r);
        }
        form_free(form);
    } else {
        fuzz_hold(*diag.text && utf8_valid(diag.text, strlen(diag.text), NULL), "a refusal says why");
    }
    problems_release(&problems);
    return 0;
}
