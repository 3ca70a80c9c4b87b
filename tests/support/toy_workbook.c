#include "toy_workbook.h"
#include "calendar/civil.h"
#include "documents/copy.h"
#include "documents/entry.h"
#include <string.h>

/* ---- the list ---- */

static const struct list_column columns[TOY_COLUMNS] = {
    [TOY_NAME] = {"name", "名称", ITEM_TEXT, .pixels = 90, .share = 2, .heads_row = true},
    [TOY_FIRST] = {"first", "前", ITEM_COUNT, .pixels = 60, .share = 1, .group = "数"},
    [TOY_SECOND] = {"second", "后", ITEM_COUNT, .pixels = 60, .share = 1, .group = "数"},
    [TOY_SUM] = {"sum", "合计", ITEM_COUNT, .pixels = 60, .share = 1, .group = "数"},
    [TOY_REST] = {"rest", "相差", ITEM_COUNT, .pixels = 60, .share = 1, .live_alert = true},
    [TOY_AGREES] = {"agrees", "结果", ITEM_TEXT, .pixels = 60, .share = 1, .centred = true},
    [TOY_SHARE] = {"share", "占比", ITEM_SHARE, .pixels = 80, .share = 1},
    [TOY_DATE] = {"date", "日期", ITEM_DATE, .pixels = 90, .share = 2},
    [TOY_MONEY] = {"money", "金额", ITEM_DECIMAL, .pixels = 110, .share = 2},
    [TOY_WORDS] = {"words", "说明", ITEM_TEXT, .pixels = 160, .share = 4},
};

static const int64_t firsts[TOY_ROWS] = {1, 20, 0, 7}, seconds[TOY_ROWS] = {2, 20, 5, 0};

static const struct live *live_of(struct arena *a, enum live_kind kind, const struct list *list, size_t row, int one, int other)
{
    struct live *live = arena_alloc(a, sizeof *live);
    struct place *of = arena_alloc(a, 2 * sizeof *of);
    of[0] = (struct place){list, row, one};
    of[1] = (struct place){list, row, other};
    *live = (struct live){.kind = kind, .of = of, .n = kind == LIVE_AGREES ? 1 : 2, .words = {"相符", "不符"}};
    return live;
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    static const char *const names[TOY_ROWS] = {"甲<局>", "乙&局", "丙局", "合计"};
    struct decimal money = {row == 2 ? 1234567890123456789 : 2425231, row == 2 ? 6 : 2};
    char shown[DECIMAL_TEXT];
    int64_t first = firsts[row], second = seconds[row];
    items[TOY_NAME] = item_text(names[row]);
    items[TOY_FIRST] = item_count(scratch, first);
    items[TOY_SECOND] = item_count(scratch, second);
    items[TOY_SUM] = item_count(scratch, row == 3 ? 99 : first + second);    /* the declared sum is not the total of its terms */
    items[TOY_SUM].live = live_of(scratch, LIVE_SUM, list, row, TOY_FIRST, TOY_SECOND);
    items[TOY_REST] = item_count(scratch, first - second);
    items[TOY_REST].live = live_of(scratch, LIVE_DIFFERENCE, list, row, TOY_FIRST, TOY_SECOND);
    items[TOY_AGREES] = item_text(first == second ? "相符" : "不符");
    items[TOY_AGREES].live = live_of(scratch, LIVE_AGREES, list, row, TOY_REST, TOY_REST);
    if (first) {
        items[TOY_SHARE] = item_share(first, first + second, arena_printf(scratch, "%d%%", (int)(100 * first / (first + second))));
        items[TOY_SHARE].live = live_of(scratch, LIVE_QUOTIENT, list, row, TOY_FIRST, TOY_SUM);
        items[TOY_SHARE].tone = row ? TONE_PLAIN : TONE_FEW;
    } else {
        items[TOY_SHARE].text = "—";
    }
    items[TOY_DATE] = item_date(scratch, row == 3 ? NO_DAY : civil_day(2025, 3, 31) + (int)row);
    items[TOY_MONEY] = item_decimal(&money, arena_dup(scratch, decimal_format(money, shown)));
    items[TOY_WORDS] = item_text(row == 1 ? "很长的一句话，要折成好几行才放得下，行高随之增加。" : "短");
    items[TOY_WORDS].note = row == 0 ? "小字" : NULL;
    for (int c = 0; c < TOY_COLUMNS && row == 3; c++) items[c].tone = TONE_TOTAL;
    if (row == 1) items[TOY_NAME].tone = TONE_ALERT;
}

static struct list *add_list(struct document *d)
{
    struct list *list = document_list(d, "toy", columns, TOY_COLUMNS);
    list->n_rows = TOY_ROWS;
    list->fill = fill;
    list->remark = "显示 4 / 4 行";
    return list;
}

/* ---- charts and words ---- */

static struct chart_bar bars[] = {
    {.name = "甲局", .rate_words = "50.00%", .cases_words = "20/40", .rank_words = "1", .rate = 5000, .low = 3500, .high = 6500, .ranked = true, .outstanding = true},
    {.name = "乙局", .rate_words = "25.00%", .cases_words = "10/40", .rank_words = "2", .rate = 2500, .low = 1400, .high = 4000, .ranked = true},
    {.name = "丙局", .rate_words = "33.33%", .cases_words = "1/3", .rank_words = "", .rate = 3333, .few = true}};
static const struct bar_chart bar_chart = {
    .heading = "公开率（2025年，3个机关）", .caption = "公开率＝公开÷办结。", .described = "条形图：甲局50.00%；乙局25.00%；丙局33.33%。", .label = "公开率",
    .names_label = "机关", .bars = bars, .n = 3, .gap = 3, .axis = {8000, 2000}, .has_all = true, .all_rate = 3750, .all_words = "全体 37.50%"};
static const char *const years[] = {"2023年", "2024年", "2025年"}, *const series[] = {"公开率", "结转率"};
static const int rates[] = {3000, 3500, 3750, 500, -1, 600};
static const struct line_chart line_chart = {.heading = "全体各年度", .described = "折线图：全体各年度的比率", .points_label = "年度", .points = years, .n_points = 3,
                                             .series = series, .n_series = 2, .rates = rates};

static void add_words(struct document *d)
{
    document_title(d, "某县各局2025年的数", "某县", NULL);
    document_caution(d, "其中1份还是草稿，数字还可能变动。");
    document_heading(d, 1, "一、清单");
    document_prose(d, "以下各数由各局报送。", NULL);
}

static struct document_facts facts(void)
{
    return (struct document_facts){.title = "玩具", .author = "某县", .program = "nianbao 0.1.0", .stamp = "2026-01-20T00:00:00+08:00"};
}

void toy_plain_workbook(struct document *d, const struct sample *sample)
{
    const struct document_facts f = facts();
    document_init(d, &f);
    add_words(d);
    struct list *list = add_list(d);
    list->title = "各局";
    document_bars(d, &bar_chart);
    document_lines(d, &line_chart);
    for (size_t i = 0; sample && i < sample->form.n_tables; i++) document_grid(d, &sample->report->tables[i], "表");
}

/* ---- numbers by ids ---- */

enum { BETA_ROWS = 5, BETA_COLS = 3 };
static const struct list_column number_columns[BETA_COLS + 3] = {
    {"row", NULL, ITEM_TEXT, .pixels = 190}, {"person", "自然人", ITEM_COUNT, .pixels = 110}, {"firm", "商业企业", ITEM_COUNT, .pixels = 110},
    {"total", "总计", ITEM_COUNT, .pixels = 110}, {.id = ""}, {.id = "", .pixels = 420}};

static void fill_numbers(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct report_table *t = list->context;
    items[0] = item_text(t->form->slots[row * BETA_COLS].row);
    items[BETA_COLS + 2] = item_text(t->form->slots[row * BETA_COLS].row_label);
    for (size_t c = 0; c < BETA_COLS; c++) {
        size_t slot = row * BETA_COLS + c;
        struct item *item = &items[c + 1];
        *item = item_decimal(&t->cells[slot].number, t->cells[slot].text);
        item->name = arena_printf(scratch, "T_beta_%zu", slot);
        const struct form_slot *s = &t->form->slots[slot];
        if (!s->n_terms) continue;
        struct live *live = arena_alloc(scratch, sizeof *live);
        struct place *of = arena_alloc(scratch, s->n_terms * sizeof *of);
        for (size_t i = 0; i < s->n_terms; i++) of[i] = (struct place){list, (size_t)s->terms[i] / BETA_COLS, s->terms[i] % BETA_COLS + 1};
        *live = (struct live){.kind = LIVE_SUM, .of = of, .n = s->n_terms};
        item->live = live;
    }
}

static struct list *add_numbers(struct document *d, const struct report_table *beta)
{
    struct list *list = document_list(d, "beta", number_columns, BETA_COLS + 3);
    list->n_rows = BETA_ROWS;
    list->fill = fill_numbers;
    list->context = beta;
    list->of_ids = true;
    list->frozen = 1;
    return list;
}

static void add_form(struct document *d, const struct sample *s, const struct list *numbers)
{
    struct place *values = arena_alloc(&d->arena, BETA_ROWS * BETA_COLS * sizeof *values);
    for (size_t i = 0; i < BETA_ROWS * BETA_COLS; i++) values[i] = (struct place){numbers, i / BETA_COLS, (int)(i % BETA_COLS) + 1};
    document_sheet(d, "年报", false);
    d->blocks[d->n_blocks - 1].sheet.hint = "要改请到后面改";
    document_title(d, "海淀区示例局2025年政府信息公开工作年度报告", "海淀区示例局", NULL);
    document_heading(d, 1, "一、主动公开政府信息情况");
    document_grid(d, &s->report->tables[0], "alpha");
    document_heading(d, 1, "二、收到和处理政府信息公开申请情况");
    document_grid(d, &s->report->tables[1], "beta")->values = values;
}

/* ---- a copy with marks, a sheet to be filled in ---- */

static const struct copy_text copied[3][3] = {{{"编号", 6}, {"日期", 6}, {"姓名", 6}}, {{"001", 3}, {"2025-02-30", 10}, {"", 0}}, {{"002", 3}, {"2025-03-01", 10}, {"■", 3}}};
static size_t next_row;

static bool begin(struct copy *c)
{
    (void)c;
    next_row = 0;
    return true;
}

static bool next(struct copy *c, struct copy_row *row)
{
    (void)c;
    if (next_row == 3) return false;
    *row = (struct copy_row){(int64_t)next_row + 1, copied[next_row], 3, next_row == 0};
    next_row++;
    return true;
}

static void end(struct copy *c) { (void)c; }

static size_t marks(struct copy *c, const struct copy_row *row, int width, const struct copy_mark **list)
{
    static const struct copy_mark bad[] = {{2, MARK_FAULT, "没有这一天", "日期：没有这一天"}, {2, MARK_HINT, "请核对", "日期：请核对"}, {0, MARK_HINT, NULL, "整行可疑"}};
    (void)c, (void)width;
    *list = bad;
    return row->line == 2 ? 3 : 0;
}

static void written(struct copy *c)
{
    struct document_block *block = c->user;
    block->words.text = "副本已经写好。";
}

static void add_sheets(struct document *d, size_t late)
{
    static struct copy copy = {.unreadable = "读不出来", .heading = "问题", .begin = begin, .next = next, .end = end, .marks = marks, .written = written};
    static const char *const values[] = {"1", "是", "5."};
    static const struct entry_condition conditions[] = {{.kind = WHEN_ALWAYS, .urgent = true}, {.kind = WHEN_ONE_OF, .column = 1, .values = values, .n_values = 3}};
    static const struct entry_column entries[] = {
        {.heading = "编号", .note = "每行一个", .example = "001", .type = ENTRY_TEXT, .need = ENTRY_NEEDED, .bold = true, .pixels = 120, .conditions = conditions, .n_conditions = 1},
        {.heading = "是否", .type = ENTRY_CHOICE, .need = ENTRY_WANTED, .pixels = 60, .error_title = "填的不对", .error = "请填“是”或“否”。"},
        {.heading = "金额", .example = "12.5", .type = ENTRY_MONEY, .need = ENTRY_FREE, .most = 1e12, .decimals = 6, .pixels = 100, .conditions = conditions + 1, .n_conditions = 1},
        {.heading = "日期", .example = "2025-03-31", .type = ENTRY_DATE, .need = ENTRY_FREE, .pixels = 90}};
    static const struct entry entry = {.columns = entries, .n_columns = 4, .defines = "toy_keys"};
    document_sheet(d, "副本", true);
    document_add(d, BLOCK_COPY)->copy = &copy;
    document_sheet(d, "填报", true);
    document_add(d, BLOCK_ENTRY)->entry = &entry;
    copy.user = &d->blocks[late];                      /* no block moves in memory after this line */
}

void toy_workbook(struct document *d, const struct sample *sample)
{
    const struct document_facts f = facts();
    document_init(d, &f);
    document_sheet(d, "清单", true);
    add_words(d);
    size_t late = d->n_blocks, tally = late + 1;
    document_prose(d, NULL, NULL);
    document_add(d, BLOCK_TALLY);
    struct list *list = add_list(d);
    list->wraps = list->filtered = true;
    list->frozen = 1;
    list->defines = "toy_names";
    d->blocks[tally].tally = (struct document_tally){list, TOY_REST, "全部相符", "处不符", "没有", 3};
    document_sheet(d, "numbers", true);
    struct list *numbers = add_numbers(d, &sample->report->tables[1]);
    add_form(d, sample, numbers);
    document_sheet(d, "图表", false);
    document_lines(d, &line_chart);
    document_bars(d, &bar_chart);
    document_property(d, "toy", "是");
    add_sheets(d, late);
}
