/* Whether an input is a form that was filled in. */
#include "base/file_kind.h"
#include "flow/totals.h"
#include "form/cell_names.h"
#include "ledger/rows/ledger.h"
#include "workbook/xlsx_reader.h"
#include <string.h>

/* That of nianbao init --form, which may not say yet whose it is. */
static bool is_form(const struct xlsx_reader *book)
{
    size_t sheet;
    int row, col;
    return xlsx_reader_name(book, answer_names[ANSWER_RECEIVED], &sheet, &row, &col);
}

/* A workbook of this program bears its mark, and has sheets with the names of tables; of others a sheet that is a table makes it a ledger. */
static bool may_be_form(const char *path, const struct schema *schema, bool *ours)
{
    struct xlsx_reader *book = NULL;
    struct diag unreadable; /* the run of the ledger says why */
    bool ledger = false;
    if (file_kind_of(path) == FILE_HTML) return true;
    if (!xlsx_reader_open(&book, path, &unreadable)) return false;
    *ours = xlsx_reader_property(book, "nianbao.year") || is_form(book);
    ledger = ledger_book_holds(book, schema);
    xlsx_reader_close(book);
    return *ours || !ledger;
}

/* Whether the workbook or page has tables of the form, or at least the title of a report: then its reader says what is wrong with it. */
static bool has_form(const char *path, const struct session *s, int year, bool *yes, struct diag *diag)
{
    static const char unnamed[] = "-";
    struct problems said_later = {0};
    struct submission one;
    const struct submission_source source = {.path = path, .shown = "", .asked_name = unnamed, .asked_year = year};
    bool ok = submission_read(&one, &source, s->shelf, &said_later, diag);
    if (ok) {
        *yes = one.kind || one.of_several || (one.name && strcmp(one.name, unnamed));
        submission_release(&one);
    }
    problems_release(&said_later);
    return ok;
}

static bool is_named_json(const char *path)
{
    size_t n = strlen(path), k = strlen(".json");
    return n > k && !strcmp(path + n - k, ".json");
}

/* A CSV file of anything but cells is no form, nor is one with the name of a table: 年报申报数 has the same heads. */
static bool is_cells(const char *path, const struct session *s, bool *yes, struct diag *diag)
{
    struct arena arena = {0};
    struct problems said_later = {0};
    struct submission_source *list;
    size_t n = 0;
    bool ok = submission_find(&arena, path, s->schema, &list, &n, &said_later, diag);
    *yes = ok && n && list[0].rows && !schema_table_named(s->schema, submission_file_stem(&arena, path));
    problems_release(&said_later);
    arena_release(&arena);
    return ok;
}

bool totals_is_form(const struct session *s, const char *path, int year, bool *yes, struct diag *diag)
{
    bool ok = true;
    *yes = false;
    switch (file_kind_of(path)) {
    case FILE_DOCX:
    case FILE_PDF:
    case FILE_JSON: *yes = true; break;
    case FILE_HTML:
    case FILE_XLSX: ok = !may_be_form(path, s->schema, yes) || *yes || has_form(path, s, year, yes, diag); break;
    case FILE_TEXT: ok = is_cells(path, s, yes, diag); break;
    default: break;
    }
    *yes = *yes || (file_kind_of(path) != FILE_NONE && is_named_json(path));
    return ok;
}

static const char *needs_ledger(const struct options *o)
{
    return o->texts ? "--texts" : o->store ? "--store" : o->mark ? "--mark" : o->columns ? "--columns" : NULL;
}

bool totals_asked(const struct session *s, const struct options *o, bool *asked, struct diag *diag)
{
    const char *form = NULL;
    size_t n = 0;
    for (size_t i = 0; i < o->n_inputs; i++) {
        bool yes;
        if (!totals_is_form(s, o->inputs[i], o->year, &yes, diag)) return false;
        if (yes && !n++) form = o->inputs[i];
    }
    *asked = n > 0;
    if (n > 1) return diag_fail(diag, DIAG_USAGE, "填好的年报一次只能做一份；几个机关的，一个一个地做，或用 nianbao rollup 汇总");
    if (n && o->n_inputs > 1) return diag_fail(diag, DIAG_USAGE, "%s 是填好的年报，不能和台账一起读：有台账的只给台账，没有的只给年报", form);
    if (n && needs_ledger(o)) return diag_fail(diag, DIAG_USAGE, "%s 是填好的年报，没有台账，不能用 %s", form, needs_ledger(o));
    if (!n && o->zero) return diag_fail(diag, DIAG_USAGE, "--zero 声明填好的年报是零报告；有台账的，在年报公布表这一年的行里，“本年收到申请”填“否”");
    return true;
}

bool totals_no_folder(const struct session *s, const char *path, int year, struct diag *diag)
{
    struct arena arena = {0};
    struct problems said_later = {0};
    struct submission_source *list;
    const char *form = NULL;
    size_t n = 0;
    bool tables = false, ledger = false, ok = ledger_holds_tables(&arena, path, s->schema, &tables, diag);
    if (ok && !tables) ok = submission_find(&arena, path, s->schema, &list, &n, &said_later, diag);
    for (size_t i = 0; ok && i < n && !ledger; i++) {
        enum file_kind kind = file_kind_of(list[i].path);
        bool ours = false, yes = list[i].rows != NULL;
        if (strchr(list[i].shown, '/')) continue;
        if (!yes && (kind != FILE_XLSX || may_be_form(list[i].path, s->schema, &ours))) ok = has_form(list[i].path, s, year, &yes, diag);
        if (yes && !form) form = list[i].shown;
        ledger = !yes && kind != FILE_DOCX && kind != FILE_PDF && kind != FILE_JSON;
    }
    if (ok && form && !ledger) ok = diag_fail(diag, DIAG_INPUT, "%s 里没有台账的表，有填好的年报 %s：请给出这个文件，不给文件夹", path, form);
    problems_release(&said_later);
    arena_release(&arena);
    return ok;
}
