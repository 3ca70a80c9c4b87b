/* What the parts of a workbook claim of each other. Sheets refer to texts by number, and the table of texts states how many it has and
 * how often sheets refer to them: a missing piece shows as a difference. */
#include "reopen/parts_inside.h"
#include "reopen/reopen_inside.h"
#include <stdlib.h>
#include <string.h>

struct workbook { int64_t sheets, sheet_relations, texts, texts_said, uses, uses_said, row, last_row; };

static const char book_part[] = "xl/workbook.xml", book_relations[] = "xl/_rels/workbook.xml.rels", texts_part[] = "xl/sharedStrings.xml";

static struct workbook *book_of(const struct part *p) { return p->parts->claims; }

static void on_book(void *user, const char *name, const char **attributes)
{
    (void)attributes;
    if (!strcmp(name, "sheet")) book_of(user)->sheets++;
}

/* The head of a sheet names its last row ("A1:H44"); rows are in ascending order. */
static void on_sheet(void *user, const char *name, const char **attributes)
{
    struct part *p = user;
    struct workbook *b = book_of(p);
    if (!strcmp(name, "c")) {
        const char *type = package_attribute(attributes, "t");
        b->uses += type && !strcmp(type, "s");
    } else if (!strcmp(name, "row")) {
        int64_t row = parts_number(attributes, "r");
        if (row <= b->row) package_pump_fail(&p->pump, "行的次序不对");
        b->row = row;
    } else if (!strcmp(name, "dimension")) {
        const char *area = package_attribute(attributes, "ref"), *last = area ? strchr(area, ':') : NULL;
        last = last ? last : area ? area : "";
        b->last_row = strtoll(last + strcspn(last, "0123456789"), NULL, 10);
    }
}

/* A sheet without rows names A1. */
static const char *end_sheet(struct part *p)
{
    struct workbook *b = book_of(p);
    bool fine = b->row == b->last_row || (!b->row && b->last_row == 1);
    b->row = b->last_row = 0;
    return fine ? NULL : "的行数与所写不符";
}

static void on_texts(void *user, const char *name, const char **attributes)
{
    struct workbook *b = book_of(user);
    if (!strcmp(name, "si")) b->texts++;
    if (strcmp(name, "sst")) return;
    b->uses_said = parts_number(attributes, "count");
    b->texts_said = parts_number(attributes, "uniqueCount");
}

static void on_relation(struct part *p, const char *target)
{
    if (!strcmp(p->name, book_relations) && !strncmp(target, "xl/worksheets/", strlen("xl/worksheets/"))) book_of(p)->sheet_relations++;
}

static const struct part_reader readers[] = {{book_part, "", {.start = on_book}, NULL},
                                             {"xl/worksheets/", ".xml", {.start = on_sheet}, end_sheet},
                                             {texts_part, "", {.start = on_texts}, NULL},
                                             {"", ".vml", {0}, NULL}};
static const struct parts_kind kind = {&package_of_workbook, book_part, book_relations, "不是工作簿该有的", "不指向工作簿",
                                       readers, sizeof readers / sizeof *readers, on_relation};

bool workbook_sound(const char *path, struct diag *diag)
{
    struct workbook b = {0};
    if (!parts_sound(path, &kind, &b, diag)) return false;
    if (!b.sheets || b.sheets != b.sheet_relations) return parts_refuse(book_part, "的工作表数与所列不符", diag);
    return (b.texts == b.texts_said && b.uses == b.uses_said) || parts_refuse(texts_part, "的文字数与所写不符", diag);
}
