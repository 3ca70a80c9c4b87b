/* A workbook: every part read to its end, and the parts compared with each other.
 *
 * libzip and Expat read; written by hand is only what relates the parts, which libraries for XLSX read without proving it. */
#include "base/file.h"
#include "base/intern.h"
#include "package/package.h"
#include "reopen/reopen_inside.h"
#include <stdlib.h>
#include <string.h>

static const char types_part[] = "[Content_Types].xml", root_part[] = "_rels/.rels", book_part[] = "xl/workbook.xml",
                  book_relations[] = "xl/_rels/workbook.xml.rels";

/* The claims of the parts so far. Sheets refer to texts by number, and the table of texts states how many it has and how often sheets
 * refer to them: a missing piece shows as a difference. */
struct workbook {
    struct package package;
    struct arena arena;
    struct intern *types;                              /* of [Content_Types].xml: "xml", "/xl/workbook.xml" */
    int64_t sheets, sheet_relations, texts, texts_said, uses, uses_said;
    bool leads_to_book;
};
struct book_part { struct workbook *book; struct package_pump pump; const char *name; int64_t row, last_row; };

static int64_t number(const char **attributes, const char *name)
{
    const char *value = package_attribute(attributes, name);
    return value ? strtoll(value, NULL, 10) : -1;
}

static void on_types(void *user, const char *name, const char **attributes)
{
    struct book_part *p = user;
    const char *extension = package_attribute(attributes, "Extension"), *part = package_attribute(attributes, "PartName");
    if (!strcmp(name, "Default") && extension) intern_number(p->book->types, extension, strlen(extension));
    if (strcmp(name, "Override") || !part) return;
    intern_number(p->book->types, part, strlen(part));
    if (*part != '/' || !package_has(&p->book->package, part + 1)) package_pump_fail(&p->pump, "所列的部件不在");
}

/* The relations of xl/workbook.xml lie in xl/_rels/workbook.xml.rels; their targets are relative to xl/. */
static void on_relation(void *user, const char *name, const char **attributes)
{
    struct book_part *p = user;
    struct workbook *b = p->book;
    const char *target = package_attribute(attributes, "Target"), *mode = package_attribute(attributes, "TargetMode"), *folder = strstr(p->name, "_rels/");
    if (strcmp(name, "Relationship") || (mode && !strcmp(mode, "External"))) return;
    if (!folder) {
        package_pump_fail(&p->pump, "不在关系文件夹里");
        return;
    }
    const char *base = arena_dup_n(&b->arena, p->name, (size_t)(folder - p->name));
    const char *part = target ? package_resolve(&b->arena, base, target) : "";
    if (!package_has(&b->package, part)) package_pump_fail(&p->pump, "所指的部件不在");
    if (!strcmp(p->name, root_part) && !strcmp(part, book_part)) b->leads_to_book = true;
    if (!strcmp(p->name, book_relations) && !strncmp(part, "xl/worksheets/", strlen("xl/worksheets/"))) b->sheet_relations++;
}

static void on_book(void *user, const char *name, const char **attributes)
{
    struct book_part *p = user;
    (void)attributes;
    if (!strcmp(name, "sheet")) p->book->sheets++;
}

/* The head of a sheet names its last row ("A1:H44"); rows are in ascending order. */
static void on_sheet(void *user, const char *name, const char **attributes)
{
    struct book_part *p = user;
    if (!strcmp(name, "c")) {
        const char *type = package_attribute(attributes, "t");
        p->book->uses += type && !strcmp(type, "s");
    } else if (!strcmp(name, "row")) {
        int64_t row = number(attributes, "r");
        if (row <= p->row) package_pump_fail(&p->pump, "行的次序不对");
        p->row = row;
    } else if (!strcmp(name, "dimension")) {
        const char *area = package_attribute(attributes, "ref"), *last = area ? strchr(area, ':') : NULL;
        last = last ? last : area ? area : "";
        p->last_row = strtoll(last + strcspn(last, "0123456789"), NULL, 10);
    }
}

static void on_texts(void *user, const char *name, const char **attributes)
{
    struct book_part *p = user;
    if (!strcmp(name, "si")) p->book->texts++;
    if (strcmp(name, "sst")) return;
    p->book->uses_said = number(attributes, "count");
    p->book->texts_said = number(attributes, "uniqueCount");
}

static const struct {
    const char *begin, *end;
    struct package_handlers handlers;
} kinds[] = {{types_part, "", {.start = on_types}},       {"", ".rels", {.start = on_relation}}, {book_part, "", {.start = on_book}},
             {"xl/worksheets/", ".xml", {.start = on_sheet}}, {"xl/sharedStrings.xml", "", {.start = on_texts}}, {"", ".xml", {0}}, {"", ".vml", {0}}};

static bool is_between(const char *name, const char *begin, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n >= m && !strncmp(name, begin, strlen(begin)) && !strcmp(name + n - m, end);
}

static const struct package_handlers *handlers_of(const char *part)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_between(part, kinds[i].begin, kinds[i].end)) return &kinds[i].handlers;
    return NULL;
}

static bool refuse(const char *part, const char *why, struct diag *diag)
{
    return diag_fail(diag, DIAG_INPUT, "部件 %s %s", part, why);
}

static bool read_part(struct workbook *b, const char *name, struct diag *diag)
{
    struct book_part p = {.book = b, .name = name};
    struct diag why;
    const struct package_handlers *handlers = handlers_of(name);
    if (!handlers) return refuse(name, "不是工作簿该有的", diag);
    if (!package_pump_all(&p.pump, &b->package, name, handlers, &p, &why)) return refuse(name, p.pump.fault ? p.pump.fault : "残缺", diag);
    /* A sheet without rows names A1. */
    return p.row == p.last_row || (!p.row && p.last_row == 1) || refuse(name, "的行数与所写不符", diag);
}

/* Spreadsheet programs need the type of each XML part by its name; the type of the ending .xml alone is not enough. */
static bool has_type(struct workbook *b, const char *part)
{
    const char *key = is_between(part, "", ".xml") ? arena_printf(&b->arena, "/%s", part) : strrchr(part, '.') + 1;
    return intern_find(b->types, key, strlen(key)) > 0;
}

/* libzip compares each part with its checksum when the last byte of it has been read. */
static bool read_parts(struct workbook *b, struct diag *diag)
{
    const char *const needed[] = {types_part, root_part, book_part, book_relations};
    zip_int64_t n = zip_get_num_entries(b->package.zip, 0);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!package_has(&b->package, needed[i])) return refuse(needed[i], "不在", diag);
    for (zip_int64_t i = 0; i < n; i++)
        if (!read_part(b, zip_get_name(b->package.zip, (zip_uint64_t)i, 0), diag)) return false;
    for (zip_int64_t i = 0; i < n; i++) {
        const char *part = zip_get_name(b->package.zip, (zip_uint64_t)i, 0);
        if (strcmp(part, types_part) && !has_type(b, part)) return refuse(part, "没有列出种类", diag);
    }
    if (!b->leads_to_book) return refuse(root_part, "不指向工作簿", diag);
    if (!b->sheets || b->sheets != b->sheet_relations) return refuse(book_part, "的工作表数与所列不符", diag);
    return (b->texts == b->texts_said && b->uses == b->uses_said) || refuse("xl/sharedStrings.xml", "的文字数与所写不符", diag);
}

/* Without zip64 no workbook unpacks to more than 4 GiB, a part or all of it. */
static bool bounded(const struct workbook *b)
{
    const uint64_t most = UINT64_C(4) << 30;
    uint64_t total = 0;
    zip_stat_t s;
    for (zip_int64_t i = 0, n = zip_get_num_entries(b->package.zip, 0); i < n; i++)
        if (zip_stat_index(b->package.zip, (zip_uint64_t)i, 0, &s) || !(s.valid & ZIP_STAT_SIZE) || s.size > most || (total += s.size) > most) return false;
    return true;
}

bool workbook_sound(const char *path, struct diag *diag)
{
    struct workbook b = {0};
    int error = 0;
    if (!file_check(path, FILE_ANY_SIZE, diag)) return false;
    b.package = (struct package){.zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &error), .path = memory_dup(path), .kind = &package_of_workbook};
    b.types = intern_new();
    bool ok = (b.package.zip && bounded(&b)) || diag_fail(diag, DIAG_INPUT, "不是完整的压缩文件");
    ok = ok && read_parts(&b, diag);
    package_close(&b.package);
    intern_free(b.types);
    arena_release(&b.arena);
    return ok;
}
