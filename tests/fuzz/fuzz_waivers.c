/* A file of waivers, read and applied to one finding of every class: no waiver reaches a finding that may not be waived, and the
 * program reports a waiver that meets no finding. */
#include "base/text.h"
#include "calendar/civil.h"
#include "fuzz.h"
#include "rules/waivers.h"
#include <string.h>

static struct schema *schema;
static struct form *form;
static struct catalogue *catalogue;

static void load_data(void)
{
    struct diag diag;
    if (schema) return;
    fuzz_hold(schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag), "the schema loads");
    fuzz_hold(form_load(&form, PROJECT_SOURCE_DIR "/report_templates/2021", &diag) && catalogue_load(&catalogue, PROJECT_SOURCE_DIR "/report_templates/rules", &diag), "the data load");
}

/* For every class a finding with a cell, one with a key, one with only a line; and one that was not assessable. */
static void add_findings(struct findings *all)
{
    static const struct finding places[] = {
        {.cell = "requests/new/total", .value = "7"}, {.table = "requests", .key = "2025-001", .column = "收到日期", .value = "=1+1"},
        {.table = "requests", .file = "申请登记.csv", .row = 12}, {.table = "waivers", .key = "Q01", .value = "7"}};
    for (int class = 0; class <= CLASS_MACRO; class++)
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            struct finding f = places[i];
            f.id = "Q01";
            f.class = (enum finding_class)class;
            f.severity = SEVERITY_ERROR;
            f.blocking = true;
            f.article = f.message = f.advice = "…";
            findings_add(all, &f);
        }
    struct finding f = {.id = "Q01", .class = CLASS_QUALITY, .state = STATE_NOT_ASSESSABLE, .cell = "requests/new/total", .article = "…", .message = "…", .advice = "…"};
    findings_add(all, &f);
}

static void hold_texts(const struct finding *f)
{
    const char *const said[] = {f->file, f->column, f->key, f->cell, f->value, f->message, f->advice};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) fuzz_hold(!said[i] || utf8_valid(said[i], strlen(said[i]), NULL), "a message is UTF-8");
}

static void hold_findings(const struct findings *all, size_t first, size_t waivers)
{
    size_t waived = 0, lapsed = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct finding *f = &all->list[i];
        struct finding before = *f;
        hold_texts(f);
        if (i >= first) fuzz_hold(!strcmp(f->id, "W01") || !strcmp(f->id, "S33"), "an added finding is about waivers");
        if (strstr(f->message, "豁免已失效")) lapsed++;
        if (f->state != STATE_WAIVED) continue;
        waived++;
        before.state = STATE_FAIL;
        fuzz_hold(waiver_allowed(&before) && f->class != CLASS_SYNTAX && f->class != CLASS_IDENTITY && !f->blocking, "what may not be waived is not");
    }
    fuzz_hold(all->n - first <= 2 * waivers && (all->n > first || waived || lapsed || !waivers), "every waiver meets a finding or is reported");
}

static void apply(struct store *store)
{
    struct findings findings = {0};
    struct diag diag = {0};
    struct query *q = NULL;
    bool row = false;
    struct report *r = report_new(form);
    r->agency = (struct agency){.id = 1, .code = "HD01", .name = "海东区教育局"};
    r->year = 2025;
    add_findings(&findings);
    size_t first = findings.n;
    fuzz_hold(waivers_apply(&(struct rules_run){catalogue, store, r, NULL, SCOPE_LEDGER, NULL}, r, &findings, &diag), diag.text);
    fuzz_hold(query_open(&q, store, "SELECT count(*) FROM waivers WHERE agency = 1 AND year = 2025", "waivers", 1, &diag) && query_next(q, &row, &diag) && row, diag.text);
    hold_findings(&findings, first, (size_t)query_integer(q, 0));
    query_close(q);
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < r->tables[t].n_footnotes; i++)
            fuzz_hold(*r->tables[t].footnotes[i] && utf8_valid(r->tables[t].footnotes[i], strlen(r->tables[t].footnotes[i]), NULL), "a note has words");
    findings_release(&findings);
    report_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct store *store = NULL;
    struct diag diag = {0};
    struct problems problems = {0};
    struct ledger_agencies agencies = {0};
    int64_t rows;
    const char *encoding;
    load_data();
    const struct row_context context = {.schema = schema, .problems = &problems, .agencies = &agencies, .applicants = intern_new(), .today = civil_day(2026, 1, 20)};
    const struct ledger_file file = {.path = fuzz_file(data, n), .shown = "waivers.csv", .table = schema_table(schema, "waivers")};
    ledger_agencies_add(&agencies, "HD01", "海东区教育局", NULL);
    fuzz_hold(store_open(&store, NULL, schema, &diag) && store_add_agency(store, NULL, "海东区教育局", &diag), "the store opens");
    fuzz_hold(store_load(store, &context, &file, &rows, &encoding, &diag), diag.text);
    fuzz_hold(rows || problems.n || store_has(store, "waivers"), "a refusal says why");
    apply(store);
    store_close(store);
    problems_release(&problems);
    ledger_agencies_release(&agencies);
    intern_free(context.applicants);
    return 0;
}
