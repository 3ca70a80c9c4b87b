/* The sections of a report: a heading with a table, or with text and what to say when the office brings none. */
#include "form/form_inside.h"
#include "base/text.h"
#include <string.h>

/* FILE.yaml of default texts: a list of {heading?, query}. */
static bool read_defaults(struct form *form, struct yaml *y, const yaml_item *place, struct form_section *s, struct diag *diag)
{
    static const char *const keys[] = {"heading", "query", NULL};
    struct yaml *texts = NULL;
    const char *name = yaml_text(y, place), *path;
    bool ok = false;
    if (!name) return yaml_fail(diag, y, place, "texts 应是本文件夹里的一个 .yaml 文件");
    path = form_path(form, y, place, name, ".yaml", diag);
    if (!path || !form_open(&texts, path, diag)) return false;
    const yaml_item *list = yaml_root(texts);
    s->n_defaults = yaml_count(list);
    if (yaml_kind(list) != YAML_LIST || !s->n_defaults) {
        yaml_fail(diag, texts, list, "这里应是段落的列表，至少一段");
        goto out;
    }
    s->defaults = arena_alloc(&form->arena, s->n_defaults * sizeof *s->defaults);
    for (size_t i = 0; i < s->n_defaults; i++) {
        struct form_paragraph *p = &s->defaults[i];
        const yaml_item *item = yaml_at(texts, list, i);
        p->file = path;
        if (!yaml_only(texts, item, keys, diag)) goto out;
        if (yaml_get(texts, item, "heading") && !form_label(&form->arena, texts, item, "heading", &p->heading, diag)) goto out;
        if (!form_query(&form->arena, texts, item, "query", &p->query, &p->line, diag)) goto out;
    }
    ok = true;
out:
    yaml_close(texts);
    return ok;
}

static bool read_always(struct form *form, struct yaml *y, const yaml_item *item, struct form_section *s, struct diag *diag)
{
    static const char *const keys[] = {"unless", "query", "summed", NULL};
    s->always.file = s->summed.file = form->file;
    return yaml_only(y, item, keys, diag)
        && form_label(&form->arena, y, item, "unless", &s->always_word, diag)
        && form_query(&form->arena, y, item, "query", &s->always.query, &s->always.line, diag)
        && (!yaml_get(y, item, "summed") || form_query(&form->arena, y, item, "summed", &s->summed.query, &s->summed.line, diag));
}

static bool read_text(struct form *form, struct yaml *y, const yaml_item *item, struct form_section *s, struct diag *diag)
{
    const yaml_item *invented = yaml_get(y, item, "invented"), *texts = yaml_get(y, item, "texts"), *always = yaml_get(y, item, "always");
    if (!invented) return yaml_fail(diag, y, item, "缺少“table”，或“invented”（单位没有写这一部分时可否由程序代拟）");
    if (!yaml_flag(y, item, "invented", &s->invented, diag)) return false;
    if (s->invented && !texts) return yaml_fail(diag, y, item, "invented: true 的部分要有 texts");
    if (!s->invented && texts) return yaml_fail(diag, y, texts, "invented: false 的部分不由程序代拟，不能有 texts");
    if (texts && !read_defaults(form, y, texts, s, diag)) return false;
    return !always || read_always(form, y, always, s, diag);
}

/* `also: [heading…]`: other headings that a handed-in report may give this section. */
static bool read_also(struct form *form, struct yaml *y, const yaml_item *list, struct form_section *s, struct diag *diag)
{
    if (!list) return true;
    if (yaml_kind(list) != YAML_LIST || !yaml_count(list)) return yaml_fail(diag, y, list, "also 应是标题的列表，至少一个");
    s->also = arena_alloc(&form->arena, yaml_count(list) * sizeof *s->also);
    for (; s->n_also < yaml_count(list); s->n_also++) {
        const yaml_item *item = yaml_at(y, list, s->n_also);
        const char *heading = yaml_text(y, item);
        if (!heading || !*heading) return yaml_fail(diag, y, item, "这里应是标题");
        s->also[s->n_also] = arena_dup(&form->arena, heading);
    }
    return true;
}

/* ---- the sheet of a table ---- */

enum { SHEET_CHARACTERS = 31 };                        /* no workbook may have a longer name */

static const char *without_number(const char *heading)
{
    static const char point[] = "、";
    const char *words = strstr(heading, point);
    return words && words[strlen(point)] ? words + strlen(point) : heading;
}

/* The heading without its number, where the form gives no name, as far as a sheet may bear it. */
static const char *default_sheet(struct arena *a, const char *heading)
{
    char *name = arena_dup(a, without_number(heading));
    size_t n = strlen(name), at = 0;
    for (int i = 0; i < SHEET_CHARACTERS && at < n; i++) {
        uint32_t c;
        at += utf8_next(name + at, n - at, &c);
    }
    name[at] = 0;
    for (char *p = name; *p; p++)
        if (strchr("[]:*?/\\'", *p)) *p = '_';
    return name;
}

const char *const report_sheets[REPORT_SHEETS] = {
    [SHEET_REPORT] = "年报", [SHEET_SOURCES] = "问题来源", [SHEET_MOVES] = "与上年比", [SHEET_CHECKS] = "校验", [SHEET_NOTES] = "附注",
    [SHEET_TIMELINESS] = "办理时限", [SHEET_PARTS] = "汇总构成", [SHEET_FILINGS] = "报送情况", [SHEET_CORRECTION] = "更正说明",
};

static bool is_taken(const struct form *form, const struct form_table *own)
{
    for (int i = 0; i < REPORT_SHEETS; i++)
        if (!strcmp(report_sheets[i], own->sheet)) return true;
    for (const struct form_table *t = form->tables; t < own; t++)
        if (!strcmp(t->sheet, own->sheet)) return true;
    return false;
}

static bool read_sheet(struct form *form, struct yaml *y, const yaml_item *item, const struct form_section *s, struct form_table *t, struct diag *diag)
{
    const yaml_item *given = yaml_get(y, item, "sheet");
    t->sheet = default_sheet(&form->arena, s->heading);
    if (given && !form_label(&form->arena, y, item, "sheet", &t->sheet, diag)) return false;
    if (utf8_length(t->sheet) > SHEET_CHARACTERS || strpbrk(t->sheet, "[]:*?/\\'"))
        return yaml_fail(diag, y, given, "工作表的名称“%s”不行：最多%d字，没有 []:*?/\\' 这些符号", t->sheet, SHEET_CHARACTERS);
    return !is_taken(form, t) || yaml_fail(diag, y, given ? given : item, "工作表的名称“%s”已经有了：给这一部分写另一个 sheet", t->sheet);
}

static bool read_section(struct form *form, struct yaml *y, const yaml_item *item, struct form_section *s, struct diag *diag)
{
    static const char *const of_table[] = {"id", "heading", "also", "table", "sheet", NULL};
    static const char *const of_text[] = {"id", "heading", "also", "invented", "texts", "always", NULL};
    const yaml_item *id = yaml_get(y, item, "id"), *place = yaml_get(y, item, "table");
    if (!yaml_only(y, item, place ? of_table : of_text, diag)) return false;
    if (!form_label(&form->arena, y, item, "id", &s->id, diag) || !form_check_id(y, id, s->id, diag)) return false;
    if (!form_label(&form->arena, y, item, "heading", &s->heading, diag) || !read_also(form, y, yaml_get(y, item, "also"), s, diag)) return false;
    for (const struct form_section *other = form->sections; other < s; other++)
        if (!strcmp(other->id, s->id)) return yaml_fail(diag, y, id, "部分“%s”写了两次", s->id);
    if (!place) return read_text(form, y, item, s, diag);
    const char *table = yaml_text(y, place);
    if (!table || !form_check_id(y, place, table, diag)) return table ? false : yaml_fail(diag, y, place, "table 应是表的标识");
    if (form_table(form, table)) return yaml_fail(diag, y, place, "表“%s”用了两次", table);
    s->table = &form->tables[form->n_tables++];
    struct form_table *t = &form->tables[form->n_tables - 1];
    return table_load(form, t, table, y, place, diag) && read_sheet(form, y, item, s, t, diag);
}

bool sections_read(struct form *form, struct yaml *y, const yaml_item *list, struct diag *diag)
{
    size_t n = yaml_count(list);
    if (yaml_kind(list) != YAML_LIST || !n) return yaml_fail(diag, y, list ? list : yaml_root(y), "sections 应是各部分的列表，至少一项");
    form->sections = arena_alloc(&form->arena, n * sizeof *form->sections);
    form->tables = arena_alloc(&form->arena, n * sizeof *form->tables);
    form->n_sections = n;
    for (size_t i = 0; i < n; i++)
        if (!read_section(form, y, yaml_at(y, list, i), &form->sections[i], diag)) return false;
    return true;
}
