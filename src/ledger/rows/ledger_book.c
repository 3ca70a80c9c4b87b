#include "base/characters.h"
#include "base/file_kind.h"
#include "ledger/rows/confirmation.h"
#include "ledger/rows/ledger_inside.h"
#include "ledger/rows/xlsx_rows.h"
#include <string.h>
#include <strings.h>

/* ---- which program's file it is ---- */

bool ledger_is_book(const char *path)
{
    switch (file_kind_of(path)) {
    case FILE_NONE: case FILE_EMPTY: case FILE_TEXT: case FILE_JSON: case FILE_BINARY: return false;
    default: return true;
    }
}

const char *ledger_book_fault(struct arena *a, const char *path)
{
    enum file_kind kind = file_kind_of(path);
    if (!ledger_is_book(path) || kind == FILE_XLSX || kind == FILE_ZIP_BROKEN) return NULL;
    return arena_printf(a, "是%s，不是 XLSX 工作簿：请%s", file_kind_name(kind), file_kind_advice(kind));
}
static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);
    return n > k && !strcasecmp(s + n - k, end);
}

/* By its name, whatever it is. */
static bool is_named_book(const char *path)
{
    static const char *const endings[] = {".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".numbers"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(path, endings[i])) return true;
    return false;
}

static bool is_readable(struct arena *a, const char *path, struct diag *diag)
{
    const char *fault = ledger_book_fault(a, path);
    if (!fault && ledger_is_book(path)) return true;
    if (fault) return diag_fail(diag, DIAG_INPUT, "台账 %s %s", path, fault);
    if (!is_named_book(path))
        return diag_fail(diag, DIAG_INPUT, "台账 %s 不是文件夹、CSV 文件，也不是 XLSX 工作簿：请给出存放各表 CSV 文件的文件夹、一个 .csv 文件或一个 .xlsx 工作簿", path);
    enum file_kind kind = file_kind_of(path);
    return diag_fail(diag, DIAG_INPUT, "台账 %s 是%s，不是 XLSX 工作簿：请%s", path, file_kind_name(kind), file_kind_advice(kind));
}

/* ---- its sheets ---- */

static bool is_left_alone(const struct schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->n_sheets_left_alone; i++)
        if (!strcmp(schema->sheets_left_alone[i], name)) return true;
    return false;
}

/* Where an answer is missing, the cells that it decides are empty, and would count as nothing. */
static void refuse_unanswered(struct sorting *s, struct xlsx_reader *book, size_t sheet, const char *shown)
{
    struct confirmation_state state = confirmation_look(book, sheet);
    if (!state.unanswered && !state.unused) return;
    const char *words = state.unanswered ? arena_printf(&s->ledger->arena, "还有 %zu 个问题没有回答", state.unanswered)
                                         : arena_printf(&s->ledger->arena, "有 %zu 个回答还没有用上", state.unused);
    problems_add(s->problems, &(struct problem){.id = "S42", .file = shown, .line = state.line, .column = confirmation_headings[CONFIRMATION_ANSWER], .text = words, .refuses = true,
                                                .expected = "答完、保存，再运行一次带 --from 的 init"});
}

static void add_sheet(struct sorting *s, const struct ledger_book *b, size_t sheet)
{
    const char *name = xlsx_reader_sheet_name(b->reader, sheet), *shown = arena_printf(&s->ledger->arena, "%s:%s", b->shown, name);
    struct ledger_part part = {.file = {b->path, shown, schema_table_named(s->schema, name), b->reader, sheet, b->shown}, .name = name, .of = b->shown};
    part.own = part.file.table;
    if (!part.own && !strcmp(name, CONFIRMATION_SHEET)) refuse_unanswered(s, b->reader, sheet, shown);
    if (!part.own && (is_left_alone(s->schema, name) || !xlsx_rows_any(b->reader, sheet))) {
        ledger_add_other(s->ledger, shown);
        return;
    }
    bool pivot = !part.own && xlsx_rows_pivot(b->reader, sheet);
    if (!part.own && !pivot) part.fit = ledger_fit_sheet(&s->ledger->arena, s->schema, b->reader, sheet);
    if (part.fit.fits) part.file.table = part.fit.table;
    if (part.file.table) ledger_add_part(s, &part);
    else ledger_add_unknown(s, (struct unknown){.name = name, .shown = shown, .sheet = true, .pivot = pivot, .hidden = xlsx_reader_sheet_hidden(b->reader, sheet), .fit = part.fit});
}

static bool is_shown(const struct ledger *l, const char *name)
{
    for (size_t i = 0; i < l->n_books; i++)
        if (!strcmp(l->books[i].shown, name)) return true;
    return false;
}

/* Two workbooks of one name, from two folders, are shown with as many of their folders as it takes to distinguish them. */
const char *ledger_shown_name(struct ledger *l, const char *path)
{
    path = characters_shown(&l->arena, path);
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    while (name > path && is_shown(l, name)) {
        name--;
        while (name > path && name[-1] != '/') name--;
    }
    return name;
}

bool ledger_add_book(struct sorting *s, const char *path, struct diag *diag)
{
    struct ledger *l = s->ledger;
    struct ledger_book b = {.path = arena_dup(&l->arena, path), .shown = ledger_shown_name(l, path)};
    const char *other;
    if (!is_readable(&l->arena, path, diag) || !xlsx_reader_open(&b.reader, path, diag)) return false;
    l->books = memory_grow(l->books, l->n_books, &l->cap_books, sizeof *l->books);
    l->books[l->n_books++] = b;
    for (size_t i = 0; i < xlsx_reader_sheets(b.reader); i++) add_sheet(s, &b, i);
    for (size_t i = 0; (other = xlsx_reader_other_sheet(b.reader, i)); i++) ledger_add_other(l, arena_printf(&l->arena, "%s:%s", b.shown, other));
    return true;
}

static bool open_book(struct xlsx_reader **book, const char *path)
{
    struct arena words = {0};
    struct diag diag;
    bool ok = is_readable(&words, path, &diag) && xlsx_reader_open(book, path, &diag);
    arena_release(&words);
    return ok;
}

bool ledger_book_holds(struct xlsx_reader *book, const struct schema *schema)
{
    struct arena scratch = {0};
    bool found = false;
    for (size_t i = 0; i < xlsx_reader_sheets(book) && !found; i++) found = schema_table_named(schema, xlsx_reader_sheet_name(book, i));
    /* Our own documents have lists of requests, and are no ledgers. */
    for (size_t i = 0; i < xlsx_reader_sheets(book) && !found && !xlsx_reader_property(book, "nianbao.year"); i++)
        found = !xlsx_rows_pivot(book, i) && ledger_fit_sheet(&scratch, schema, book, i).fits;
    arena_release(&scratch);
    return found;
}

bool ledger_is_csv(const char *path)
{
    return ends_with(path, ".csv") && !ledger_is_book(path);
}

bool ledger_csv_holds(const char *path, const struct schema *schema)
{
    struct arena scratch = {0};
    const char *slash = strrchr(path, '/'), *name = ledger_stem(&scratch, slash ? slash + 1 : path, ".csv");
    bool holds = name && (schema_table_named(schema, name) || (ledger_is_csv(path) && ledger_fit_csv(&scratch, schema, path, NULL).fits));
    arena_release(&scratch);
    return holds;
}

/* By its name, so that a run reports what is wrong with it; .xml alone is no such name. */
static bool may_be_book(const char *path) { return is_named_book(path) || (ends_with(path, ".xml") && file_kind_of(path) == FILE_XML_2003); }

bool ledger_is_ledger_book(const char *path, const struct schema *schema)
{
    struct xlsx_reader *book;
    if (!may_be_book(path)) return false;
    if (!open_book(&book, path)) return true;
    bool found = ledger_book_holds(book, schema);
    xlsx_reader_close(book);
    return found;
}

/* One that cannot be read is a ledger if it is called one. */
bool ledger_is_second(const char *path, const char *name, const struct schema *schema)
{
    struct xlsx_reader *book;
    if (!may_be_book(path)) return false;
    bool found = false;
    struct arena words = {0};
    bool named = strstr(name, "台账") || schema_table_named(schema, arena_dup_n(&words, name, (size_t)(strrchr(name, '.') - name)));
    arena_release(&words);
    if (open_book(&book, path)) {
        found = ledger_book_holds(book, schema);
        xlsx_reader_close(book);
    }
    return named || found;
}
