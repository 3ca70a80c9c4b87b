#include "rows.h"
#include "base/characters.h"
#include "calendar/civil.h"
#include "fuzz.h"
#include <string.h>

const struct schema *fuzz_schema(void)
{
    static struct schema *schema;
    struct diag diag;
    if (!schema) fuzz_hold(schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag), "the schema loads");
    return schema;
}

static void hold_text(const char *s)
{
    fuzz_hold(!s || utf8_valid(s, strlen(s), NULL), "a message is UTF-8");
    struct character_fault odd;
    fuzz_hold(!s || characters_allowed(s, strlen(s), &odd), "a message commands no terminal");
}

static void hold_row(const struct row_source *source, const struct ledger_table *t)
{
    const struct value *v = row_source_values(source);
    fuzz_hold(row_source_line(source) > 0, "a row has a line");
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        fuzz_hold(v[i].kind != VALUE_TEXT || c->personal == PERSONAL_NO, "no personal text leaves the reader");
        fuzz_hold(v[i].kind != VALUE_TEXT || utf8_valid(v[i].text, v[i].n, NULL), "a text is UTF-8");
        fuzz_hold(v[i].kind != VALUE_INTEGER || c->type != COLUMN_CODE || (v[i].integer > 0 && (size_t)v[i].integer <= c->codes->n), "a code is in its list");
        fuzz_hold(v[i].kind != VALUE_NONE || !c->needed, "a required value is present");
    }
}

void fuzz_read_rows(const struct ledger_file *file)
{
    struct problems problems = {0};
    struct ledger_agencies agencies = {0};
    struct row_source *source;
    const struct row_context context = {.schema = fuzz_schema(), .problems = &problems, .agencies = &agencies, .applicants = intern_new(),
                                        .today = civil_day(2026, 1, 20)};
    ledger_agencies_add(&agencies, "HD01", "海东区教育局", "区教育局；教育局");
    if (row_source_open(&source, &context, file)) {
        while (row_source_next(source)) hold_row(source, file->table);
        row_source_close(source);
    } else {
        fuzz_hold(problems.n > 0, "a refusal says why");
    }
    for (size_t i = 0; i < problems.n; i++) {
        hold_text(problems.list[i].text);
        hold_text(problems.list[i].value);
        hold_text(problems.list[i].key);
    }
    problems_release(&problems);
    ledger_agencies_release(&agencies);
    intern_free(context.applicants);
}
