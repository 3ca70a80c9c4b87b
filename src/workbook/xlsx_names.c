/* What a workbook has names for: cells, and properties of the document. */
#include "workbook/xlsx_inside.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool xlsx_named_add(struct xlsx_reader *book, struct xlsx_named_list *list, const char *name, const char *value)
{
    enum { MAX_NAMED = 65536 };
    if (list->n == MAX_NAMED) return false;
    list->list = memory_grow(list->list, list->n, &list->cap, sizeof *list->list);
    list->list[list->n++] = (struct xlsx_named){arena_dup(&book->arena, name), arena_dup(&book->arena, value)};
    return true;
}

struct xlsx_properties_loading { struct xlsx_reader *book; struct package_pump pump; char *name; bool in_text; struct text value; };

static void on_start(void *user, const char *name, const char **attributes)
{
    struct xlsx_properties_loading *l = user;
    const char *property = strcmp(name, "property") ? NULL : package_attribute(attributes, "name");
    if (property) {
        free(l->name);
        l->name = memory_dup(property);
    }
    l->in_text = l->name && !strcmp(name, "lpwstr");
    if (l->in_text) text_clear(&l->value);
}

static void on_end(void *user, const char *name)
{
    struct xlsx_properties_loading *l = user;
    if (l->in_text && !strcmp(name, "lpwstr") && !xlsx_named_add(l->book, &l->book->properties, l->name, text_get(&l->value)))
        package_pump_fail(&l->pump, "文档属性过多");
    l->in_text = false;
}

static void on_text(void *user, const char *bytes, size_t n)
{
    struct xlsx_properties_loading *l = user;
    if (!l->in_text) return;
    text_add_n(&l->value, bytes, n);
    if (l->value.n > XLSX_MAX_TEXT) package_pump_fail(&l->pump, "文档属性过长");
}

bool xlsx_properties_load(struct xlsx_reader *book, const char *part, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct xlsx_properties_loading l = {.book = book};
    bool ok = package_pump_all(&l.pump, &book->package, part, &handlers, &l, diag);
    free(l.name);
    text_release(&l.value);
    return ok;
}

const char *xlsx_reader_property(const struct xlsx_reader *book, const char *name)
{
    for (size_t i = 0; i < book->properties.n; i++)
        if (!strcmp(book->properties.list[i].name, name)) return book->properties.list[i].value;
    return NULL;
}

/* 'It''s'!$B$2 or Sheet1!$B$2 → the sheet's name and what stands behind the mark; NULL when it is neither. */
static const char *cut_sheet(const char *s, struct text *sheet)
{
    if (*s != '\'') {
        const char *mark = strchr(s, '!');
        if (mark) text_add_n(sheet, s, (size_t)(mark - s));
        return mark ? mark + 1 : NULL;
    }
    for (s++; *s; s++) {
        if (*s == '\'' && s[1] != '\'') return s[1] == '!' ? s + 2 : NULL;
        text_add_char(sheet, *s);
        s += *s == '\'';
    }
    return NULL;
}

static bool parse_absolute(const char *s, int *row, int *col)
{
    enum { MAX_ROW = 1048576, MAX_COL = 16384 };
    int r = 0, c = 0;
    s += *s == '$';
    for (; isalpha((unsigned char)*s) && c <= MAX_COL; s++) c = c * 26 + (toupper((unsigned char)*s) - 'A' + 1);
    s += *s == '$';
    for (; isdigit((unsigned char)*s) && r <= MAX_ROW; s++) r = r * 10 + (*s - '0');
    *row = r - 1;
    *col = c - 1;
    return !*s && r >= 1 && r <= MAX_ROW && c >= 1 && c <= MAX_COL;
}

bool xlsx_reader_name(const struct xlsx_reader *book, const char *name, size_t *sheet, int *row, int *col)
{
    const char *refers = NULL, *place = NULL;
    struct text of = {0};
    bool found = false;
    for (size_t i = 0; i < book->names.n && !refers; i++)
        if (!strcasecmp(book->names.list[i].name, name)) refers = book->names.list[i].value;
    if (refers) place = cut_sheet(refers, &of);
    for (size_t i = 0; place && i < book->n_sheets && !found; i++) {
        found = !strcasecmp(book->sheets[i].name, text_get(&of));
        *sheet = i;
    }
    text_release(&of);
    return found && parse_absolute(place, row, col);
}
