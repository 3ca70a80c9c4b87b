/* Ledgers of a few lines for the tests of this room: a folder under /tmp, files in it, and the result of reading them.
 *
 *     struct fixture f = fixture_new();
 *     fixture_read(&f, "requests.csv", "受理编号,…\n…");
 *     assert_string_equal(fixture_said(&f), "A01 3 提交日期 2025-02-30\n");
 *     fixture_release(&f);
 */
#ifndef TESTS_LEDGER_FIXTURE_H
#define TESTS_LEDGER_FIXTURE_H
#include "base/text.h"
#include "calendar/civil.h"
#include "ledger/rows/ledger.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

struct fixture {
    char folder[32];
    struct schema *schema;
    struct problems problems;
    struct ledger_agencies agencies;
    struct row_context context;
    struct text rows, said;
};

static inline struct fixture fixture_new(void)
{
    struct fixture f = {.folder = "/tmp/ledger-XXXXXX"};
    struct diag diag;
    assert_non_null(mkdtemp(f.folder));
    if (!schema_load(&f.schema, PROJECT_SOURCE_DIR "/data", &diag)) fail_msg("%s", diag.text);
    f.context = (struct row_context){.schema = f.schema, .applicants = intern_new(), .today = civil_day(2026, 1, 20)};
    return f;
}

static inline void fixture_put(const struct fixture *f, const char *name, const char *bytes, size_t n)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

static inline void fixture_remove(const struct fixture *f, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    assert_int_equal(remove(path), 0);
}

/* "no=SQ-1 submitted=2025-03-01 applicant=1": the columns that have a value, with dates as dates and codes as codes. */
static inline void fixture_show_row(struct text *out, const struct ledger_table *t, const struct value *v)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        char iso[CIVIL_ISO];
        if (v[i].kind == VALUE_NONE) continue;
        text_printf(out, "%s%s=", out->n && out->bytes[out->n - 1] != '\n' ? " " : "", c->name);
        if (v[i].kind == VALUE_TEXT) text_add_n(out, v[i].text, v[i].n);
        else if (c->type == COLUMN_DATE || c->type == COLUMN_MONTH) text_add(out, civil_iso((int)v[i].integer, iso));
        else if (c->type == COLUMN_CODE) text_add(out, c->codes->codes[v[i].integer - 1].code);
        else if (c->type == COLUMN_MONEY || c->type == COLUMN_NUMBER) text_printf(out, "%lld/%d", (long long)v[i].integer, v[i].decimals);
        else text_printf(out, "%lld", (long long)v[i].integer);
    }
    text_add_char(out, '\n');
}

/* Reads one file of the table its name says; false when it could not be opened. Earlier rows and problems are forgotten,
 * agencies and applicants are not. */
static inline bool fixture_read(struct fixture *f, const char *name, const char *csv)
{
    char path[256], stem[64];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    snprintf(stem, sizeof stem, "%.*s", (int)(strlen(name) - 4), name);
    fixture_put(f, name, csv, strlen(csv));
    text_clear(&f->rows);
    problems_release(&f->problems);
    f->context.problems = &f->problems;
    f->context.agencies = &f->agencies;
    struct ledger_file file = {.path = path, .shown = name, .table = schema_table_named(f->schema, stem)};
    struct row_source *s;
    assert_non_null(file.table);
    bool ok = row_source_open(&s, &f->context, &file);
    if (ok) {
        while (row_source_next(s)) fixture_show_row(&f->rows, file.table, row_source_values(s));
        assert_false(row_source_next(s));
        row_source_close(s);
    }
    fixture_remove(f, name);
    return ok;
}

static inline const char *fixture_rows(const struct fixture *f) { return text_get(&f->rows); }

/* One line for each problem: id, line, column, value; "!" before a problem that refuses the run. */
static inline const char *fixture_said(struct fixture *f)
{
    text_clear(&f->said);
    for (size_t i = 0; i < f->problems.n; i++) {
        const struct problem *p = &f->problems.list[i];
        text_printf(&f->said, "%s%s %lld %s %s\n", p->refuses ? "!" : "", p->id, (long long)p->line, p->column ? p->column : "-", p->value ? p->value : "-");
    }
    return text_get(&f->said);
}

static inline void fixture_one_agency(struct fixture *f) { ledger_agencies_add(&f->agencies, "HD01", "海东区教育局", "区教育局；教育局"); }

static inline void fixture_release(struct fixture *f)
{
    assert_int_equal(rmdir(f->folder), 0);
    ledger_agencies_release(&f->agencies);
    problems_release(&f->problems);
    intern_free(f->context.applicants);
    schema_free(f->schema);
    text_release(&f->rows);
    text_release(&f->said);
}

#endif
