#include "workbook/xlsx_reader.h"
#include "base/characters.h"
#include "calendar/civil.h"
#include "workbook/xlsx_inside.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_RELATIONS = 8192, MAX_SHEETS = 1024 };

/* The relationships of one part: what its ids stand for. */
struct relation { const char *id, *type, *target; };
struct relations { struct arena *arena; const char *base; struct relation *list; size_t n, cap; struct package_pump pump; };

static void on_relation(void *user, const char *name, const char **attributes)
{
    struct relations *r = user;
    const char *id = package_attribute(attributes, "Id"), *type = package_attribute(attributes, "Type");
    const char *target = package_attribute(attributes, "Target"), *mode = package_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") || !id || !type || !target || (mode && !strcmp(mode, "External"))) return;
    if (r->n == MAX_RELATIONS) {
        package_pump_fail(&r->pump, "关系过多");
        return;
    }
    r->list = memory_grow(r->list, r->n, &r->cap, sizeof *r->list);
    const char *part = package_resolve(r->arena, r->base, target);
    r->list[r->n++] = (struct relation){arena_dup(r->arena, id), arena_dup(r->arena, type), part};
}

/* The relationships of xl/workbook.xml stand in xl/_rels/workbook.xml.rels; those of the package ("") in _rels/.rels. */
static bool load_relations(struct relations *r, struct xlsx_reader *book, const char *base, struct diag *diag)
{
    static const struct package_handlers handlers = {on_relation, NULL, NULL};
    const char *slash = strrchr(base, '/');
    size_t n = slash ? (size_t)(slash - base) + 1 : 0;
    *r = (struct relations){.arena = &book->arena, .base = base};
    const char *part = arena_printf(&book->arena, "%.*s_rels/%s.rels", (int)n, base, base + n);
    return package_pump_all(&r->pump, &book->package, part, &handlers, r, diag);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end);
}

/* Types are told apart by their last word: the strict and the usual namespace differ before it. */
static const char *target_of_type(const struct relations *r, const char *type)
{
    for (size_t i = 0; i < r->n; i++)
        if (ends_with(r->list[i].type, type)) return r->list[i].target;
    return NULL;
}

struct xlsx_parts_list { struct xlsx_reader *book; const struct relations *relations; struct package_pump pump; char *name; struct text refers; };

static bool is_true(const char *s) { return s && (!strcmp(s, "1") || !strcmp(s, "true")); }

static const struct relation *relation_of(const struct relations *r, const char *id)
{
    for (size_t i = 0; i < r->n; i++)
        if (!strcmp(r->list[i].id, id)) return &r->list[i];
    return NULL;
}

/* As it is seen. */
static const char *sheet_name(struct arena *a, const char *name)
{
    struct text plain = {0};
    struct character_fault unsaid;
    if (!characters_clean(&plain, name, strlen(name), &unsaid)) return arena_dup(a, name);
    name = arena_dup(a, text_get(&plain));
    text_release(&plain);
    return name;
}

static void on_workbook(void *user, const char *name, const char **attributes)
{
    struct xlsx_parts_list *l = user;
    struct xlsx_reader *book = l->book;
    if (!strcmp(name, "workbookPr")) book->date1904 = is_true(package_attribute(attributes, "date1904"));
    if (!strcmp(name, "definedName") && !package_attribute(attributes, "localSheetId") && package_attribute(attributes, "name")) {
        free(l->name);
        l->name = memory_dup(package_attribute(attributes, "name"));
        text_clear(&l->refers);
    }
    if (strcmp(name, "sheet")) return;
    const char *sheet = package_attribute(attributes, "name"), *id = package_attribute(attributes, "id");
    const char *state = package_attribute(attributes, "state");
    if (!sheet || !id || book->n_sheets + book->n_other_sheets == MAX_SHEETS) {
        package_pump_fail(&l->pump, "工作表目录残缺或过长");
        return;
    }
    const struct relation *r = relation_of(l->relations, id);
    if (!r) {                                          /* nowhere, or outside: no table may go missing unreported */
        package_pump_fail(&l->pump, "工作表没有对应的部件");
        return;
    }
    if (ends_with(r->type, "/worksheet")) {
        book->sheets = memory_grow(book->sheets, book->n_sheets, &book->cap_sheets, sizeof *book->sheets);
        bool hidden = state && strcmp(state, "visible");
        book->sheets[book->n_sheets++] = (struct xlsx_sheet_entry){sheet_name(&book->arena, sheet), r->target, hidden, hidden && !strcmp(state, "veryHidden")};
        return;
    }
    book->other_sheets = memory_grow(book->other_sheets, book->n_other_sheets, &book->cap_other_sheets, sizeof *book->other_sheets);
    book->other_sheets[book->n_other_sheets++] = sheet_name(&book->arena, sheet);
}

static void on_workbook_end(void *user, const char *name)
{
    struct xlsx_parts_list *l = user;
    if (!l->name || strcmp(name, "definedName")) return;
    if (!xlsx_named_add(l->book, &l->book->names, l->name, text_get(&l->refers))) package_pump_fail(&l->pump, "名称过多");
    free(l->name);
    l->name = NULL;
}

static void on_workbook_text(void *user, const char *bytes, size_t n)
{
    struct xlsx_parts_list *l = user;
    if (!l->name) return;
    text_add_n(&l->refers, bytes, n);
    if (l->refers.n > XLSX_MAX_TEXT) package_pump_fail(&l->pump, "名称过长");
}

static bool load_workbook(struct xlsx_reader *book, struct diag *diag)
{
    static const struct package_handlers handlers = {on_workbook, on_workbook_end, on_workbook_text};
    struct relations package = {0}, parts = {0};
    struct xlsx_parts_list l = {.book = book, .relations = &parts};
    bool ok = false;
    if (!load_relations(&package, book, "", diag)) goto out;
    const char *workbook = target_of_type(&package, "/officeDocument");
    if (!workbook || !package_has(&book->package, workbook)) {
        diag_fail(diag, DIAG_INPUT, "%s：不是 XLSX 工作簿，请在表格软件里另存为 .xlsx", book->package.path);
        goto out;
    }
    if (ends_with(workbook, ".bin")) {
        diag_fail(diag, DIAG_INPUT, "%s：是 .xlsb 工作簿，请在表格软件里另存为 .xlsx", book->package.path);
        goto out;
    }
    if (!load_relations(&parts, book, workbook, diag)) goto out;
    if (!package_pump_all(&l.pump, &book->package, workbook, &handlers, &l, diag)) goto out;
    const char *strings = target_of_type(&parts, "/sharedStrings"), *styles = target_of_type(&parts, "/styles");
    if (strings && !xlsx_strings_load(&book->strings, &book->package, strings, diag)) goto out;
    /* Some programs name the part of styles and do not write it: then no number is a date. */
    if (styles && package_has(&book->package, styles) && !xlsx_styles_load(book, styles, diag)) goto out;
    const char *properties = target_of_type(&package, "/custom-properties");
    if (properties && package_has(&book->package, properties) && !xlsx_properties_load(book, properties, diag)) goto out;
    ok = true;
out:
    free(package.list);
    free(parts.list);
    free(l.name);
    text_release(&l.refers);
    return ok;
}

bool xlsx_reader_open(struct xlsx_reader **out, const char *path, struct diag *diag)
{
    struct xlsx_reader *book = memory_alloc(sizeof *book);
    if (!package_open(&book->package, path, &package_of_workbook, diag) || !load_workbook(book, diag)) {
        xlsx_reader_close(book);
        return false;
    }
    *out = book;
    return true;
}

void xlsx_reader_close(struct xlsx_reader *book)
{
    if (!book) return;
    package_close(&book->package);
    xlsx_strings_release(&book->strings);
    free(book->sheets);
    free(book->other_sheets);
    free(book->styles);
    free(book->names.list);
    free(book->properties.list);
    arena_release(&book->arena);
    free(book);
}

const char *xlsx_reader_path(const struct xlsx_reader *book) { return book->package.path; }
size_t xlsx_reader_sheets(const struct xlsx_reader *book) { return book->n_sheets; }
const char *xlsx_reader_sheet_name(const struct xlsx_reader *book, size_t sheet) { return book->sheets[sheet].name; }
bool xlsx_reader_sheet_hidden(const struct xlsx_reader *book, size_t sheet) { return book->sheets[sheet].hidden; }
bool xlsx_reader_sheet_very_hidden(const struct xlsx_reader *book, size_t sheet) { return book->sheets[sheet].very_hidden; }
const char *xlsx_reader_other_sheet(const struct xlsx_reader *book, size_t i) { return i < book->n_other_sheets ? book->other_sheets[i] : NULL; }
bool xlsx_reader_date1904(const struct xlsx_reader *book) { return book->date1904; }

static bool iso_date(const char *text, int *day, int *second)
{
    char date[11] = "";
    int hour = 0, minute = 0, whole = 0, used = 10;
    if (strlen(text) < 10) return false;
    memcpy(date, text, 10);
    if (!civil_parse_iso(date, day)) return false;
    if (text[10] && sscanf(text + 10, "T%2d:%2d:%2d%n", &hour, &minute, &whole, &used) < 2) return false;
    *second = (hour * 60 + minute) * 60 + whole;
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && whole >= 0 && whole < 60;
}

bool xlsx_reader_date(const struct xlsx_reader *book, const char *text, int *day, int *second)
{
    enum { EPOCH_1900 = 25569, EPOCH_1904 = 24107, FALSE_LEAP_DAY = 60, LAST_SERIAL = 2958466, SECONDS = 86400 };
    char *end;
    if (iso_date(text, day, second)) return true;
    errno = 0;
    double serial = strtod(text, &end);
    if (end == text || *end || errno || !(serial >= 0) || !(serial < LAST_SERIAL)) return false;
    int whole = (int)serial, rest = (int)lround((serial - whole) * SECONDS);
    if (rest == SECONDS) {
        whole++;
        rest = 0;
    }
    *second = rest;
    if (book->date1904) {
        *day = whole - EPOCH_1904;
    } else {
        if (whole == FALSE_LEAP_DAY) return false;
        *day = whole - EPOCH_1900 + (whole < FALSE_LEAP_DAY);
    }
    return civil_year(*day) <= 9999;
}
