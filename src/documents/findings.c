#include "documents/findings.h"
#include "documents/findings_inside.h"
#include <string.h>

/* ---- the columns ---- */

enum field {
    FIELD_AGENCY_CODE, FIELD_AGENCY, FIELD_ID, FIELD_CLASS, FIELD_STANDING, FIELD_BLOCKING, FIELD_STATE, FIELD_DEPARTMENT, FIELD_TABLE, FIELD_FILE,
    FIELD_SHEET, FIELD_PLACE, FIELD_ROW, FIELD_COLUMN, FIELD_KEY, FIELD_CELL, FIELD_CELL_NAME, FIELD_VALUE, FIELD_EXPECTED, FIELD_ARTICLE, FIELD_MESSAGE,
    FIELD_ADVICE,
    FIELDS
};
/* Widths: together those of a class sheet fill A4 across, near full size. */
static const struct list_column fields[FIELDS] = {
    [FIELD_AGENCY_CODE] = {"agency_code", "机关代码", ITEM_TEXT, .pixels = 150},
    [FIELD_AGENCY] = {"agency", "机关名称", ITEM_TEXT, .pixels = 180},
    [FIELD_ID] = {"id", "编号", ITEM_TEXT, .pixels = 45},
    [FIELD_CLASS] = {"class", "类别", ITEM_TEXT, .pixels = 60},
    [FIELD_STANDING] = {"severity", "级别", ITEM_TEXT, .pixels = 42},
    [FIELD_BLOCKING] = {"blocking", "是否阻断", ITEM_TEXT, .pixels = 42},
    [FIELD_STATE] = {"state", "状态", ITEM_TEXT, .pixels = 58},
    [FIELD_DEPARTMENT] = {"department", "承办部门", ITEM_TEXT, .pixels = 70},
    [FIELD_TABLE] = {"table", "表", ITEM_TEXT, .pixels = 75},
    [FIELD_FILE] = {"file", "文件", ITEM_TEXT, .pixels = 85},
    [FIELD_SHEET] = {"sheet", "工作表", ITEM_TEXT, .pixels = 110},
    [FIELD_PLACE] = {"place", "单元格", ITEM_TEXT, .pixels = 70},
    [FIELD_ROW] = {"row", "行", ITEM_COUNT, .pixels = 42},
    [FIELD_COLUMN] = {"column", "列", ITEM_TEXT, .pixels = 75},
    [FIELD_KEY] = {"key", "键", ITEM_TEXT, .pixels = 75},
    [FIELD_CELL] = {"cell", "单元格", ITEM_TEXT, .pixels = 85},
    [FIELD_CELL_NAME] = {"cell_name", "单元格名称", ITEM_TEXT, .pixels = 85},
    [FIELD_VALUE] = {"value", "所见值", ITEM_TEXT, .pixels = 80},
    [FIELD_EXPECTED] = {"expected", "应为", ITEM_TEXT, .pixels = 80},
    [FIELD_ARTICLE] = {"article", "依据", ITEM_TEXT, .pixels = 90},
    [FIELD_MESSAGE] = {"message", "问题", ITEM_TEXT, .pixels = 150},
    [FIELD_ADVICE] = {"advice", "怎么办", ITEM_TEXT, .pixels = 150},
};

static const enum field of_file[] = {FIELD_ID, FIELD_CLASS, FIELD_STANDING, FIELD_BLOCKING, FIELD_STATE, FIELD_TABLE, FIELD_FILE, FIELD_ROW, FIELD_COLUMN,
                                     FIELD_KEY, FIELD_CELL, FIELD_CELL_NAME, FIELD_VALUE, FIELD_EXPECTED, FIELD_ARTICLE, FIELD_MESSAGE, FIELD_ADVICE};
static const enum field of_class[] = {FIELD_ID, FIELD_STANDING, FIELD_BLOCKING, FIELD_STATE, FIELD_DEPARTMENT, FIELD_FILE, FIELD_ROW, FIELD_COLUMN,
                                      FIELD_KEY, FIELD_CELL, FIELD_CELL_NAME, FIELD_VALUE, FIELD_EXPECTED, FIELD_ARTICLE, FIELD_MESSAGE,
                                      FIELD_ADVICE};
static const enum field of_child[] = {FIELD_AGENCY_CODE, FIELD_AGENCY, FIELD_ID, FIELD_CLASS, FIELD_STANDING, FIELD_BLOCKING, FIELD_STATE, FIELD_TABLE,
                                      FIELD_FILE, FIELD_ROW, FIELD_COLUMN, FIELD_KEY, FIELD_CELL, FIELD_CELL_NAME, FIELD_VALUE, FIELD_EXPECTED,
                                      FIELD_ARTICLE, FIELD_MESSAGE, FIELD_ADVICE};
static const enum field of_copy[] = {FIELD_ID, FIELD_STANDING, FIELD_SHEET, FIELD_PLACE, FIELD_COLUMN, FIELD_KEY, FIELD_MESSAGE, FIELD_VALUE,
                                     FIELD_EXPECTED, FIELD_ADVICE, FIELD_ARTICLE};
#define COUNT_OF(array) ((int)(sizeof(array) / sizeof *(array)))

static const char *state_name(enum finding_state s)
{
    switch (s) {
    case STATE_FAIL: return "未通过";
    case STATE_DISPUTED: return "有争议";
    case STATE_NOT_ASSESSABLE: return "无法核对";
    case STATE_WAIVED: return "已豁免";
    }
    return "";
}

static struct item item_of(const struct finding *f, const struct filing *filing, const struct finding_place *place, enum field field, struct arena *scratch)
{
    struct item item = {0};
    switch (field) {
    case FIELD_AGENCY_CODE: return item_text(filing->code);
    case FIELD_AGENCY: return item_text(filing->name);
    case FIELD_ID: return item_text(f->id);
    case FIELD_CLASS: return item_text(finding_class_name(f->class));
    case FIELD_STANDING: return item_text(finding_standing_name(finding_standing(f)));
    case FIELD_BLOCKING: return item_text(f->blocking ? "是" : "否");
    case FIELD_STATE: return item_text(state_name(f->state));
    case FIELD_DEPARTMENT: return item_text(f->department);
    case FIELD_TABLE: return item_text(f->table);
    case FIELD_FILE: return item_text(f->file);
    case FIELD_SHEET: return item_text(place->sheet);
    case FIELD_PLACE:
        item = item_text(place->cell);
        item.link = place->link;
        return item;
    case FIELD_ROW: return f->row ? item_count(scratch, f->row) : item;
    case FIELD_COLUMN: return item_text(f->column);
    case FIELD_KEY: return item_text(f->key);
    case FIELD_CELL: return item_text(f->cell);
    case FIELD_CELL_NAME: return item_text(f->cell_name);
    case FIELD_VALUE: return item_text(f->value);
    case FIELD_EXPECTED: return item_text(f->expected);
    case FIELD_ARTICLE: return item_text(f->article);
    case FIELD_MESSAGE: return item_text(f->message);
    case FIELD_ADVICE: return item_text(f->advice);
    case FIELDS: break;
    }
    return item;
}

/* ---- lists ---- */

/* A list of findings: which, by which fields, and where they stand. */
struct selection { const enum field *fields; const struct finding *const *findings; const struct finding_place *places; };

static void fill_selected(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct selection *s = list->context;
    const struct finding *f = s->findings[row];
    for (int i = 0; i < list->n_columns; i++) {
        items[i] = item_of(f, NULL, s->places ? &s->places[row] : NULL, s->fields[i], scratch);
        if (f->blocking) items[i].tone = TONE_ALERT;
    }
}

static struct list *add_list(struct document *d, const char *id, const enum field *chosen, int n_fields, const struct finding *const *findings, size_t n)
{
    struct list_column columns[FIELDS];
    struct selection *s = arena_alloc(&d->arena, sizeof *s);
    for (int i = 0; i < n_fields; i++) columns[i] = fields[chosen[i]];
    struct list *list = document_list(d, id, columns, n_fields);
    *s = (struct selection){chosen, findings, NULL};
    list->n_rows = n;
    list->fill = fill_selected;
    list->context = s;
    return list;
}

static const struct finding **all_of(struct document *d, const struct findings *findings)
{
    const struct finding **all = arena_alloc(&d->arena, (findings->n + 1) * sizeof *all);
    for (size_t i = 0; i < findings->n; i++) all[i] = &findings->list[i];
    return all;
}

void findings_document(struct document *d, const struct findings *findings)
{
    add_list(d, "findings", of_file, COUNT_OF(of_file), all_of(d, findings), findings->n);
}

void findings_class_sheet(struct document *d, const struct findings *all, enum finding_class class)
{
    enum { HEAD_POINTS = 32 };                         /* two lines */
    const struct finding **chosen = arena_alloc(&d->arena, (all->n + 1) * sizeof *chosen);
    size_t n = 0;
    for (int standing = 0; standing < FINDING_STANDINGS; standing++)
        for (size_t i = 0; i < all->n; i++)
            if (all->list[i].class == class && (int)finding_standing(&all->list[i]) == standing) chosen[n++] = &all->list[i];
    document_sheet(d, finding_class_name(class), true);
    struct list *list = add_list(d, finding_class_id(class), of_class, COUNT_OF(of_class), chosen, n);
    list->wraps = list->filtered = true;
    list->head_points = HEAD_POINTS;
}

static void fill_child(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct child_findings *of = list->context;
    for (int i = 0; i < list->n_columns; i++) items[i] = item_of(&of->findings->list[row], of->filing, NULL, of_child[i], scratch);
}

struct list child_findings_list(const struct child_findings *of)
{
    static struct list_column columns[COUNT_OF(of_child)];
    for (int i = 0; i < COUNT_OF(of_child); i++) columns[i] = fields[of_child[i]];
    return (struct list){.id = "child_findings", .columns = columns, .n_columns = COUNT_OF(of_child), .n_rows = of->findings ? of->findings->n : 0,
                         .fill = fill_child, .context = of};
}

struct list *findings_marked_list(struct document *d, const struct finding *const *findings, const struct finding_place *places, size_t n)
{
    static const int pixels[COUNT_OF(of_copy)] = {45, 70, 110, 70, 110, 110, 260, 110, 120, 240, 130};
    struct list_column columns[FIELDS];
    struct list *list = add_list(d, "findings", of_copy, COUNT_OF(of_copy), findings, n);
    struct selection *s = arena_alloc(&d->arena, sizeof *s);
    for (int i = 0; i < list->n_columns; i++) {
        columns[i] = list->columns[i];
        columns[i].pixels = pixels[i];
    }
    struct list_column *own = arena_alloc(&d->arena, sizeof columns);
    memcpy(own, columns, (size_t)list->n_columns * sizeof *own);
    *s = (struct selection){of_copy, findings, places};
    list->columns = own;
    list->context = s;
    list->wraps = list->filtered = true;
    list->without = "没有发现问题。";
    return list;
}
