/* The numbers of a report, read back from its JSON, its pages and the machine sheets of its workbook. */
#include "base/text.h"
#include "cli/verify/verify_inside.h"
#include "workbook/xlsx_reader.h"
#include <expat.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void readings_init(struct readings *r)
{
    *r = (struct readings){.by_address = json_object(), .by_html_id = json_object()};
}

void readings_release(struct readings *r)
{
    json_decref(r->by_address);
    json_decref(r->by_html_id);
    arena_release(&r->arena);
    free(r->list);
    free(r->in_page);
}

static struct cell_reading *find(struct readings *r, json_t *index, const char *key)
{
    json_t *place = json_object_get(index, key);
    return place ? &r->list[json_integer_value(place)] : NULL;
}

static struct cell_reading *add(struct readings *r, const char *address, const char *html_id)
{
    if (json_object_set_new(r->by_address, address, json_integer((json_int_t)r->n)) ||
        json_object_set_new(r->by_html_id, html_id, json_integer((json_int_t)r->n))) return NULL;
    r->list = memory_grow(r->list, r->n, &r->cap, sizeof *r->list);
    r->list[r->n] = (struct cell_reading){.address = address};
    return &r->list[r->n++];
}

struct cell_reading *readings_at(struct readings *r, const char *table, const char *row, const char *col)
{
    const char *address = arena_printf(&r->arena, "%s/%s/%s", table, row, col);
    struct cell_reading *known = find(r, r->by_address, address);
    return known ? known : add(r, address, arena_printf(&r->arena, "%s-%s-%s", table, row, col));
}

static const char *json_number_text(struct readings *r, const json_t *value)
{
    if (json_is_null(value)) return "";
    if (json_is_string(value)) return arena_dup(&r->arena, json_string_value(value));
    if (json_is_integer(value)) return arena_printf(&r->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return "（不是整数、文字或空）";
}

bool readings_from_json(struct readings *r, const char *path, struct diag *diag)
{
    const char *table, *row, *col;
    json_t *root = verify_load_json(path, diag), *rows, *cols, *value;
    if (!root) return false;
    json_object_foreach(json_object_get(root, "tables"), table, rows)
        json_object_foreach(rows, row, cols)
            json_object_foreach(cols, col, value) {
                struct cell_reading *at = readings_at(r, table, row, col);
                if (at) at->json = json_number_text(r, value);
            }
    json_decref(root);
    return true;
}

/* The text of a <td> that has an id, without the note in its <small>. */
struct page_reading { struct readings *readings; int page; XML_Parser parser; struct text text; char *id; int small; bool doctype; };

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct page_reading *p = user;
    if (!strcmp(name, "small")) p->small++;
    if (strcmp(name, "td")) return;
    free(p->id);
    p->id = NULL;
    text_clear(&p->text);
    for (; *attributes; attributes += 2)
        if (!strcmp(attributes[0], "id")) p->id = memory_dup(attributes[1]);
}

static void on_end(void *user, const XML_Char *name)
{
    struct page_reading *p = user;
    if (!strcmp(name, "small")) p->small--;
    if (strcmp(name, "td") || !p->id) return;
    struct readings *r = p->readings;
    struct cell_reading *at = find(r, r->by_html_id, p->id);
    if (!at && text_get(&p->text)[0]) {
        const char *id = arena_dup(&r->arena, p->id);
        at = add(r, id, id);
    }
    if (at) at->html[p->page] = at->html[p->page] ? "（出现两次）" : arena_dup(&r->arena, text_get(&p->text));
    if (at && p->page == PAGE_FRAGMENT) {
        r->in_page = memory_grow(r->in_page, r->n_page, &r->cap_page, sizeof *r->in_page);
        r->in_page[r->n_page++] = (size_t)(at - r->list);
    }
    free(p->id);
    p->id = NULL;
}

static void on_text(void *user, const XML_Char *bytes, int n)
{
    struct page_reading *p = user;
    if (p->id && !p->small) text_add_n(&p->text, bytes, (size_t)n);
}

static void on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name;
    struct page_reading *p = user;
    if (p->page == PAGE_WHOLE && !system && !public && !internal) return;
    p->doctype = true;
    XML_StopParser(p->parser, XML_FALSE);
}

bool readings_from_html(struct readings *r, int page, const char *path, struct diag *diag)
{
    char buffer[1 << 15];
    struct page_reading p = {.readings = r, .page = page, .parser = XML_ParserCreate("UTF-8")};
    FILE *f = fopen(path, "rb");
    bool ok = false, end = false;
    if (!f || !p.parser) {
        diag_fail_errno(diag, "读不了 %s", path);
        goto out;
    }
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, on_start, on_end);
    XML_SetCharacterDataHandler(p.parser, on_text);
    XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
    for (size_t total = 0; !end;) {
        size_t n = fread(buffer, 1, sizeof buffer, f);
        end = n < sizeof buffer;
        total += n;
        if (total > VERIFY_MAX_FILE || ferror(f) || XML_Parse(p.parser, buffer, (int)n, end) != XML_STATUS_OK) {
            diag_fail(diag, DIAG_INPUT, "第 %lu 行读不了：%s", (unsigned long)XML_GetCurrentLineNumber(p.parser),
                      p.doctype ? "含有不该有的 DOCTYPE" : "不是本程序写的网页");
            goto out;
        }
    }
    ok = true;
out:
    if (p.parser) XML_ParserFree(p.parser);
    if (f) fclose(f);
    text_release(&p.text);
    free(p.id);
    return ok;
}

/* A machine sheet: column ids in its first row, row ids in its first column; a cell without both ids is a label. */
struct machine { struct readings *readings; struct arena arena; const char *table, **cols; int n_cols; };

static void take_heads(struct machine *m, const struct xlsx_row *row)
{
    m->n_cols = row->n ? row->cells[row->n - 1].col + 1 : 0;
    m->cols = arena_alloc(&m->arena, ((size_t)m->n_cols + 1) * sizeof *m->cols);
    for (size_t i = 0; i < row->n; i++)
        if (row->cells[i].col) m->cols[row->cells[i].col] = arena_dup(&m->arena, row->cells[i].text);
}

static void take_row(struct machine *m, const struct xlsx_row *row)
{
    struct readings *r = m->readings;
    if (!row->n || row->cells[0].col) return;
    for (size_t i = 1; i < row->n; i++) {
        const struct xlsx_cell *c = &row->cells[i];
        const char *col = c->col < m->n_cols ? m->cols[c->col] : NULL;
        struct cell_reading *at = col ? readings_at(r, m->table, row->cells[0].text, col) : NULL;
        if (!at) continue;
        at->xlsx = arena_dup(&r->arena, c->text);
        at->xlsx_is_number = c->kind == XLSX_NUMBER;
    }
}

static bool read_sheet(struct readings *r, struct xlsx_reader *book, size_t number, const char *table, struct diag *diag)
{
    struct machine m = {.readings = r, .table = table};
    struct xlsx_sheet *sheet = NULL;
    const struct xlsx_row *row = NULL;
    bool ok = xlsx_sheet_open(&sheet, book, number, diag);
    while (ok && (ok = xlsx_sheet_next(sheet, &row, diag)) && row) {
        if (!row->row) take_heads(&m, row);
        else take_row(&m, row);
    }
    xlsx_sheet_close(sheet);
    arena_release(&m.arena);
    return ok;
}

/* The workbook's properties say which table a sheet holds. Before 0.5.0 the sheet itself bore the id; ids are ASCII, the sheets for
 * people have Chinese names. NULL for these. */
static const char *table_of(struct readings *r, const struct xlsx_reader *book, const char *sheet)
{
    const char *id = xlsx_reader_property(book, arena_printf(&r->arena, "nianbao.sheet.%s", sheet));
    for (const char *p = sheet; !id && *p; p++)
        if ((unsigned char)*p >= 0x80) return NULL;
    return id ? id : sheet;
}

bool readings_from_xlsx(struct readings *r, const char *path, struct diag *diag)
{
    struct xlsx_reader *book = NULL;
    bool ok = xlsx_reader_open(&book, path, diag);
    for (size_t i = 0; ok && i < xlsx_reader_sheets(book); i++) {
        const char *table = table_of(r, book, xlsx_reader_sheet_name(book, i));
        if (table) ok = read_sheet(r, book, i, table, diag);
    }
    xlsx_reader_close(book);
    return ok;
}
