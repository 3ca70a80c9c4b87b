#include "base/text.h"
#include "render/xlsx_ledger_parts.h"
#include "render/xlsx_measure.h"

/* ---- 使用说明 ---- */

static struct look line_look(void) { return (struct look){.font = "宋体", .size = 11, .wrap = true, .down = LXW_ALIGN_VERTICAL_TOP}; }

static void put_measured(struct book *b, lxw_worksheet *s, int row, int col, int last_col, int pixels, const char *text, struct look look)
{
    book_merge(b, s, row, col, row, last_col, look);
    book_put_text(b, s, row, col, text, look);
    book_row_height(b, s, row, measure_height(text, look.size, pixels));
}

static int put_sections(struct book *b, lxw_worksheet *s, int row, int last_col, int pixels, struct yaml *guide)
{
    yaml_item *sections = yaml_get(guide, yaml_root(guide), "sections");
    for (size_t i = 0; i < yaml_count(sections); i++) {
        yaml_item *section = yaml_at(guide, sections, i), *lines = yaml_get(guide, section, "lines");
        const char *heading = yaml_text(guide, yaml_get(guide, section, "heading"));
        put_measured(b, s, row++, 0, last_col, pixels, heading ? heading : "", (struct look){.font = "黑体", .size = 12, .down = LXW_ALIGN_VERTICAL_BOTTOM});
        for (size_t k = 0; k < yaml_count(lines); k++) {
            const char *line = yaml_text(guide, yaml_at(guide, lines, k));
            put_measured(b, s, row++, 0, last_col, pixels, arena_printf(&b->arena, "%zu. %s", k + 1, line ? line : ""), line_look());
        }
    }
    return row + 1;
}

static int put_legend(struct book *b, lxw_worksheet *s, int row)
{
    static const char *const words[] = {[LEDGER_NEEDED] = "必填", [LEDGER_WANTED] = "一定情形下要填", [LEDGER_FREE] = "有就填"};
    for (int i = 0; i <= LEDGER_FREE; i++) {
        struct look look = book_head();
        look.fill = ledger_need_fill((enum ledger_need)i);
        look.bold = i == LEDGER_NEEDED;
        book_put_text(b, s, row, i, words[i], look);
    }
    return row + 2;
}

void ledger_guide_sheet(struct book *b, const struct ledger_blank *blank, struct yaml *guide)
{
    enum { COLUMNS = 3 };
    static const struct { const char *name; int pixels; } columns[COLUMNS] = {{"工作表", 130}, {"用途", 150}, {"填什么", 460}};
    const struct schema *schema = blank->schema;
    const char *name = yaml_text(guide, yaml_get(guide, yaml_root(guide), "guide")), *title = yaml_text(guide, yaml_get(guide, yaml_root(guide), "title"));
    int pixels = 0, row = 0;
    lxw_worksheet *s = book_sheet(b, name ? name : "", false);
    if (!s) return;
    for (int c = 0; c < COLUMNS; c++) {
        book_column(b, s, c, columns[c].pixels);
        pixels += columns[c].pixels;
    }
    const char *who = blank->agency_name ? blank->agency_name : blank->agency_code;
    put_measured(b, s, row++, 0, COLUMNS - 1, pixels, who ? arena_printf(&b->arena, "%s　%s", title, who) : title, (struct look){.font = "黑体", .size = 16});
    row = put_sections(b, s, row, COLUMNS - 1, pixels, guide);
    row = put_legend(b, s, row);
    for (int c = 0; c < COLUMNS; c++) book_put_text(b, s, row, c, columns[c].name, book_head());
    for (size_t i = 0; i < schema->n_tables; i++) {
        const struct table *t = &schema->tables[i];
        const char *use = blank->counted[i] ? arena_printf(&b->arena, "统计（%s）", blank->counted[i]) : t->core ? "年报用" : "核对";
        const char *about = t->about ? t->about : "";
        row++;
        book_put_link(b, s, row, 0, t->name, t->name, book_plain());
        book_put_text(b, s, row, 1, use, book_plain());
        book_put_text(b, s, row, 2, about, book_plain());
        book_row_height(b, s, row, measure_height(about, book_plain().size, columns[2].pixels));
    }
}

/* ---- 代码表 ---- */

static const char *other_spellings(struct book *b, const struct code *c)
{
    struct text words = {0};
    for (size_t i = 0; i < c->n_aliases; i++) text_printf(&words, "%s%s", i ? "；" : "", c->aliases[i]);
    const char *all = arena_dup(&b->arena, text_get(&words));
    text_release(&words);
    return all;
}

/* The headings of the columns that take this list: that is what an office calls it. */
static const char *list_title(struct book *b, const struct schema *schema, const struct code_list *list)
{
    struct text words = {0};
    for (size_t i = 0; i < schema->n_tables; i++)
        for (size_t k = 0; k < schema->tables[i].n_columns; k++)
            if (schema->tables[i].columns[k].codes == list) text_printf(&words, "%s%s：%s", words.n ? "；" : "", schema->tables[i].name, schema->tables[i].columns[k].heading);
    const char *all = arena_dup(&b->arena, text_get(&words));
    text_release(&words);
    return all;
}

void ledger_codes_sheet(struct book *b, const struct schema *schema, const char *name)
{
    enum { COLUMNS = 4, CHOICE = 1 };
    static const struct { const char *name; int pixels; } columns[COLUMNS] = {{"代码", 80}, {"选项", 330}, {"名称", 300}, {"也认的写法", 330}};
    struct look code = book_plain(), head = {.font = "黑体", .size = 11};
    lxw_worksheet *s = book_sheet(b, name, true);
    int row = 1;
    if (!s) return;
    code.number = "@";
    for (int c = 0; c < COLUMNS; c++) {
        book_column(b, s, c, columns[c].pixels);
        book_put_text(b, s, 0, c, columns[c].name, book_head());
    }
    for (size_t i = 0; i < schema->n_lists; i++) {
        const struct code_list *list = &schema->lists[i];
        char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
        book_put_text(b, s, ++row, 0, list_title(b, schema, list), head);
        lxw_rowcol_to_cell_abs(from, (lxw_row_t)row + 1, CHOICE, true, true);
        for (size_t k = 0; k < list->n; k++) {
            const struct code *c = &list->codes[k];
            const char *const cells[COLUMNS] = {c->code, c->choice, c->label, other_spellings(b, c)};
            row++;
            for (int n = 0; n < COLUMNS; n++) book_put_text(b, s, row, n, cells[n], code);
        }
        lxw_rowcol_to_cell_abs(to, (lxw_row_t)row, CHOICE, true, true);
        const char *formula = arena_printf(&b->arena, "=%s!%s:%s", name, from, to);
        if (!b->fault) book_check(b, workbook_define_name(b->workbook, arena_printf(&b->arena, LEDGER_NAME_CODES "%s", list->name), formula));
        row++;
    }
    worksheet_freeze_panes(s, 1, 0);
    book_check(b, worksheet_repeat_rows(s, 0, 0));
}
