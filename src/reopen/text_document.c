/* What the parts of a text document claim of each other: its tables have in each row the columns that they state, its body ends with the
 * page, and each style that a paragraph, a run or a table has is there. */
#include "reopen/parts_inside.h"
#include "reopen/reopen_inside.h"
#include <string.h>

struct text_document {
    struct intern *named, *there;                      /* ids of styles: all that are named anywhere, and those that are there */
    int64_t n_named, n_there;
    int64_t columns, in_row;                           /* of the table, and of the row so far */
    bool ends;                                         /* w:sectPr was the last element of the body */
};

static const char body_part[] = "word/document.xml";

static struct text_document *document_of(const struct part *p) { return p->parts->claims; }

static void note(struct intern *styles, int64_t *n, const char *id)
{
    int64_t number = id ? intern_number(styles, id, strlen(id)) : 0;
    if (number > *n) *n = number;
}

static bool names_style(const char *element)
{
    static const char *const names[] = {"pStyle", "rStyle", "tblStyle", "basedOn", "next"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(element, names[i])) return true;
    return false;
}

static void on_element(void *user, const char *name, const char **attributes)
{
    struct text_document *d = document_of(user);
    if (names_style(name)) note(d->named, &d->n_named, package_attribute(attributes, "val"));
    if (!strcmp(name, "tbl")) d->columns = 0;
    else if (!strcmp(name, "gridCol")) d->columns++;
    else if (!strcmp(name, "tr")) d->in_row = 0;
    else if (!strcmp(name, "tc")) d->in_row++;
    else if (!strcmp(name, "gridSpan")) d->in_row += parts_number(attributes, "val") - 1;
    else if (!strcmp(name, "sectPr") || !strcmp(name, "p")) d->ends = name[0] == 's';
}

static void on_end(void *user, const char *name)
{
    struct part *p = user;
    if (!strcmp(name, "tr") && document_of(p)->in_row != document_of(p)->columns) package_pump_fail(&p->pump, "有一行的格数与表不符");
}

static const char *end_body(struct part *p) { return document_of(p)->ends ? NULL : "没有结尾"; }

static void on_style(void *user, const char *name, const char **attributes)
{
    struct text_document *d = document_of(user);
    const char *id = strcmp(name, "style") ? NULL : package_attribute(attributes, "styleId");
    note(d->there, &d->n_there, id);
    note(d->named, &d->n_named, id);
    on_element(user, name, attributes);
}

static const struct part_reader readers[] = {{body_part, "", {.start = on_element, .end = on_end}, end_body},
                                             {"word/styles.xml", "", {.start = on_style}, NULL},
                                             {"word/", ".xml", {.start = on_element}, NULL}};
static const struct parts_kind kind = {&package_of_text, body_part, "word/_rels/document.xml.rels", "不是 Word 文档该有的", "不指向正文",
                                       readers, sizeof readers / sizeof *readers, NULL};

bool text_document_sound(const char *path, struct diag *diag)
{
    struct text_document d = {.named = intern_new(), .there = intern_new()};
    bool ok = parts_sound(path, &kind, &d, diag);
    ok = ok && (d.n_named == d.n_there || parts_refuse("word/styles.xml", "缺少用到的样式", diag));
    intern_free(d.named);
    intern_free(d.there);
    return ok;
}
