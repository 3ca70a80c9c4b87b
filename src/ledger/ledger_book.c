#include "base/text.h"
#include "ledger/ledger_inside.h"
#include "ledger/xlsx_rows.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* ---- which office program's file it is, by its first bytes ---- */

enum book_kind { BOOK_NONE, BOOK_ZIP, BOOK_ODS, BOOK_OLE };
enum { HEAD = 128 };

static enum book_kind kind_of(const char *path)
{
    static const char zip[] = "PK\3\4", ole[] = "\xD0\xCF\x11\xE0", ods[] = "mimetypeapplication/vnd.oasis.opendocument";
    char head[HEAD] = "";
    struct stat st;
    FILE *f = !stat(path, &st) && S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;
    if (!f) return BOOK_NONE;
    size_t n = fread(head, 1, sizeof head, f);
    fclose(f);
    if (n >= 4 && !memcmp(head, zip, 4)) return memmem(head, n, ods, sizeof ods - 1) ? BOOK_ODS : BOOK_ZIP;
    return n >= 4 && !memcmp(head, ole, 4) ? BOOK_OLE : BOOK_NONE;
}

bool ledger_is_book(const char *path) { return kind_of(path) != BOOK_NONE; }

/* A workbook with a password is an OLE file with a stream of this name, as old workbooks are OLE files without it. */
static bool has_password(const char *path)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    enum { CHUNK = 1 << 16, MOST = 1 << 10, KEPT = sizeof name - 1 };
    static const size_t wanted = sizeof name;
    char *bytes = memory_alloc(KEPT + CHUNK);
    FILE *f = fopen(path, "rb");
    size_t kept = 0, n;
    bool found = false;
    for (int i = 0; f && i < MOST && !found && (n = fread(bytes + kept, 1, CHUNK, f)) > 0; i++) {
        found = memmem(bytes, kept + n, name, wanted);
        size_t all = kept + n;
        kept = all < KEPT ? all : KEPT;
        memmove(bytes, bytes + all - kept, kept);
    }
    if (f) fclose(f);
    free(bytes);
    return found;
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);
    return n > k && !strcasecmp(s + n - k, end);
}

const char *ledger_book_fault(const char *path)
{
    switch (kind_of(path)) {
    case BOOK_ODS: return "是 .ods 工作簿：请在表格软件里另存为 .xlsx";
    case BOOK_OLE: return has_password(path) ? "加了密码：请打开后去掉密码，另存为 .xlsx" : "是旧格式的工作簿（.xls、.et）：请在表格软件里另存为 .xlsx";
    default: return NULL;
    }
}

static bool is_readable(const char *path, struct diag *diag)
{
    const char *fault = ledger_book_fault(path);
    if (fault) return diag_fail(diag, DIAG_INPUT, "%s %s", path, fault);
    if (kind_of(path) == BOOK_ZIP) return true;
    if (ends_with(path, ".csv")) return diag_fail(diag, DIAG_INPUT, "台账 %s 不是文件夹：请给出存放各表 CSV 文件的文件夹", path);
    return diag_fail(diag, DIAG_INPUT, "台账 %s 不是文件夹，也不是 XLSX 工作簿：请给出存放各表 CSV 文件的文件夹，或一个 .xlsx 工作簿", path);
}

/* ---- its sheets ---- */

static bool is_left_alone(const struct schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->n_sheets_left_alone; i++)
        if (!strcmp(schema->sheets_left_alone[i], name)) return true;
    return false;
}

static void refuse_sheet(const struct sorting *s, const char *shown)
{
    struct text names = {0};
    for (size_t i = 0; i < s->schema->n_tables; i++)
        text_printf(&names, "%s%s（%s）", i ? "、" : "", s->schema->tables[i].name, s->schema->tables[i].id);
    text_add(&names, "；不是台账的工作表叫 ");
    for (size_t i = 0; i < s->schema->n_sheets_left_alone; i++) text_printf(&names, "%s%s", i ? "、" : "", s->schema->sheets_left_alone[i]);
    ledger_refuse(s->problems, shown, "这张工作表没有读", text_get(&names));
    text_release(&names);
}

static void add_sheet(const struct sorting *s, const struct ledger_book *b, size_t sheet)
{
    const char *name = xlsx_reader_sheet_name(b->reader, sheet), *shown = arena_printf(&s->ledger->arena, "%s:%s", b->shown, name);
    const struct table *table = schema_table_named(s->schema, name);
    if (table) ledger_add_table(s, &(struct ledger_file){b->path, shown, table, b->reader, sheet, b->shown});
    else if (is_left_alone(s->schema, name) || !xlsx_rows_any(b->reader, sheet)) ledger_add_other(s->ledger, shown);
    else refuse_sheet(s, shown);
}

static bool is_shown(const struct ledger *l, const char *name)
{
    for (size_t i = 0; i < l->n_books; i++)
        if (!strcmp(l->books[i].shown, name)) return true;
    return false;
}

/* Two workbooks of one name, from two folders, are told apart by as many of their folders as it takes. */
static const char *shown_name(struct ledger *l, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    while (name > path && is_shown(l, name)) {
        name--;
        while (name > path && name[-1] != '/') name--;
    }
    return arena_dup(&l->arena, name);
}

bool ledger_add_book(const struct sorting *s, const char *path, struct diag *diag)
{
    struct ledger *l = s->ledger;
    struct ledger_book b = {.path = arena_dup(&l->arena, path), .shown = shown_name(l, path)};
    const char *other;
    if (!is_readable(path, diag) || !xlsx_reader_open(&b.reader, path, diag)) return false;
    l->books = memory_grow(l->books, l->n_books, &l->cap_books, sizeof *l->books);
    l->books[l->n_books++] = b;
    for (size_t i = 0; i < xlsx_reader_sheets(b.reader); i++) add_sheet(s, &b, i);
    for (size_t i = 0; (other = xlsx_reader_other_sheet(b.reader, i)); i++) ledger_add_other(l, arena_printf(&l->arena, "%s:%s", b.shown, other));
    return true;
}

bool ledger_is_ledger_book(const char *path, const struct schema *schema)
{
    static const char *const endings[] = {".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb"};
    struct xlsx_reader *book;
    struct diag diag;
    bool named = false, found = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) named |= ends_with(path, endings[i]);
    if (!named) return false;
    if (!is_readable(path, &diag) || !xlsx_reader_open(&book, path, &diag)) return true;
    for (size_t i = 0; i < xlsx_reader_sheets(book); i++) found |= schema_table_named(schema, xlsx_reader_sheet_name(book, i)) != NULL;
    xlsx_reader_close(book);
    return found;
}
