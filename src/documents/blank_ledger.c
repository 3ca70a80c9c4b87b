#include "base/text.h"
#include "base/yaml.h"
#include "documents/blank_ledger_inside.h"

/* ---- 使用说明 ---- */

static void add_sections(struct document *d, struct yaml *guide)
{
    yaml_item *sections = yaml_get(guide, yaml_root(guide), "sections");
    for (size_t i = 0; i < yaml_count(sections); i++) {
        yaml_item *section = yaml_at(guide, sections, i), *lines = yaml_get(guide, section, "lines");
        const char *heading = yaml_text(guide, yaml_get(guide, section, "heading"));
        document_heading(d, 1, heading ? arena_dup(&d->arena, heading) : "");
        for (size_t k = 0; k < yaml_count(lines); k++) {
            const char *line = yaml_text(guide, yaml_at(guide, lines, k));
            document_prose(d, arena_printf(&d->arena, "%zu. %s", k + 1, line ? line : ""), NULL);
        }
    }
}

static void fill_legend(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    static const char *const words[] = {"必填", "一定情形下要填", "有就填"};
    static const enum item_tone tones[] = {TONE_NEEDED, TONE_WANTED, TONE_OPEN};
    (void)list, (void)row, (void)scratch;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        items[i] = item_text(words[i]);
        items[i].tone = tones[i];
    }
}

static const struct list_column guide_columns[] = {{.id = "sheet", .label = "工作表", .type = ITEM_TEXT, .pixels = 130},
                                                   {.id = "use", .label = "用途", .type = ITEM_TEXT, .pixels = 150},
                                                   {.id = "about", .label = "填什么", .type = ITEM_TEXT, .pixels = 460}};
enum { GUIDE_COLUMNS = sizeof guide_columns / sizeof *guide_columns };

static void fill_guide(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct blank_ledger *blank = list->context;
    const struct ledger_table *t = &blank->schema->tables[row];
    items[0] = item_text(t->name);
    items[0].link = t->name;
    items[1] = item_text(blank->counted[row] ? arena_printf(scratch, "统计（%s）", blank->counted[row]) : t->core ? "年报用" : "核对");
    items[2] = item_text(t->about);
}

static void add_guide(struct document *d, const struct blank_ledger *blank, struct yaml *guide, const char *title)
{
    const char *name = yaml_text(guide, yaml_get(guide, yaml_root(guide), "guide")), *who = blank->agency_name ? blank->agency_name : blank->agency_code;
    document_sheet(d, name ? arena_dup(&d->arena, name) : "", false);
    document_title(d, who ? arena_printf(&d->arena, "%s　%s", title, who) : title, NULL, NULL);
    add_sections(d, guide);
    struct list *legend = document_list(d, "legend", guide_columns, GUIDE_COLUMNS);
    legend->n_rows = 1;
    legend->fill = fill_legend;
    legend->headless = true;
    struct list *tables = document_list(d, "tables", guide_columns, GUIDE_COLUMNS);
    tables->n_rows = blank->schema->n_tables;
    tables->fill = fill_guide;
    tables->context = blank;
    tables->wraps = true;
}

/* ---- 代码表 ---- */

static size_t count_shared(const struct code_list *codes)
{
    size_t n = 0;
    for (size_t i = 0; i < codes->n; i++) n += codes->codes[i].shared;
    return n;
}

/* The codes that are offered come first. */
static const struct code *code_at(const struct code_list *codes, size_t row)
{
    size_t offered = codes->n - count_shared(codes), i = 0;
    bool shared = row >= offered;
    for (size_t left = shared ? row - offered : row; codes->codes[i].shared != shared || left--; i++) continue;
    return &codes->codes[i];
}

static void fill_code(const struct code *c, struct item *items, struct arena *scratch)
{
    struct text words = {0};
    for (size_t i = 0; i < c->n_aliases; i++) text_printf(&words, "%s%s", i ? "；" : "", c->aliases[i]);
    items[0] = item_text(c->code);
    items[1] = item_text(c->choice);
    items[2] = item_text(c->label);
    items[3] = item_text(arena_dup(scratch, text_get(&words)));
    text_release(&words);
}

static void fill_codes(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    fill_code(code_at(list->context, row), items, scratch);
}

static void fill_shared(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct code_list *codes = list->context;
    fill_code(code_at(codes, codes->n - count_shared(codes) + row), items, scratch);
}

/* The headings of the columns that take this list: that is what an office calls it. */
static const char *list_title(struct arena *a, const struct schema *schema, const struct code_list *list)
{
    struct text words = {0};
    for (size_t i = 0; i < schema->n_tables; i++)
        for (size_t k = 0; k < schema->tables[i].n_columns; k++)
            if (schema->tables[i].columns[k].codes == list) text_printf(&words, "%s%s：%s", words.n ? "；" : "", schema->tables[i].name, schema->tables[i].columns[k].heading);
    const char *all = arena_dup(a, text_get(&words));
    text_release(&words);
    return all;
}

static void add_codes(struct document *d, const struct schema *schema, const char *name)
{
    enum { COLUMNS = 4, CHOICE = 1 };
    static const struct list_column columns[COLUMNS] = {{.id = "code", .label = "代码", .type = ITEM_TEXT, .pixels = 80},
                                                        {.id = "choice", .label = "选项", .type = ITEM_TEXT, .pixels = 330},
                                                        {.id = "label", .label = "名称", .type = ITEM_TEXT, .pixels = 300},
                                                        {.id = "aliases", .label = "也认的写法", .type = ITEM_TEXT, .pixels = 330}};
    document_sheet(d, name, true);
    document_list(d, "codes", columns, COLUMNS);       /* the heads of all that follow */
    for (size_t i = 0; i < schema->n_lists; i++) {
        const struct code_list *codes = &schema->lists[i];
        document_heading(d, 2, list_title(&d->arena, schema, codes));
        struct list *list = document_list(d, codes->name, columns, COLUMNS);
        list->n_rows = codes->n - count_shared(codes);
        list->fill = fill_codes;
        list->context = codes;
        list->headless = list->wraps = true;
        list->defines = arena_printf(&d->arena, LEDGER_NAME_CODES "%s", codes->name);
        list->defined = CHOICE;
        if (!count_shared(codes)) continue;
        struct list *shared = document_list(d, arena_printf(&d->arena, "%s_shared", codes->name), columns, COLUMNS);
        shared->n_rows = count_shared(codes);
        shared->fill = fill_shared;
        shared->context = codes;
        shared->headless = shared->wraps = true;
    }
}

bool blank_ledger_document(struct document *d, const struct blank_ledger *blank, struct diag *diag)
{
    struct yaml *guide;
    const char *title, *codes;
    if (!yaml_load(&guide, blank->guide, diag)) return false;
    bool ok = yaml_need(guide, yaml_root(guide), "title", &title, diag) && yaml_need(guide, yaml_root(guide), "codes", &codes, diag);
    if (ok) {
        title = arena_dup(&d->arena, title);
        d->facts = (struct document_facts){.title = title, .author = blank->agency_name, .program = blank->program, .stamp = BLANK_STAMP};
        add_guide(d, blank, guide, title);
        for (size_t i = 0; i < blank->schema->n_tables; i++) blank_ledger_table(d, &blank->schema->tables[i], blank);
        add_codes(d, blank->schema, arena_dup(&d->arena, codes));
    }
    yaml_close(guide);
    return ok;
}
