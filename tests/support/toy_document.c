#include "toy_document.h"
#include <string.h>

/* Six agencies in groups of two; shares, of which one is of few cases, counts, and a text. */
enum { GROUP, AGENCY, SHARE, COUNT, WORDS_OF, COLUMNS, ROWS = 6 };
static const struct list_column columns[COLUMNS] = {
    [GROUP] = {.id = "group", .group = "机关", .type = ITEM_TEXT, .share = 1, .heads_row = true},
    [AGENCY] = {.id = "agency", .group = "机关", .type = ITEM_TEXT, .share = 2, .heads_row = true},
    [SHARE] = {.id = "share", .label = "公开率", .group = "比率", .type = ITEM_SHARE, .share = 1},
    [COUNT] = {.id = "count", .label = "件数", .group = "比率", .type = ITEM_COUNT, .share = 1},
    [WORDS_OF] = {.id = "words", .label = "说明", .type = ITEM_TEXT, .share = 2},
};

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)list;
    items[GROUP] = item_text(arena_printf(scratch, "组%zu", row / 2));
    items[AGENCY] = item_text(arena_printf(scratch, "机关<%zu>", row));
    items[SHARE] = item_share((int64_t)row + 1, 7, arena_printf(scratch, "%zu/7份", row + 1));
    items[SHARE].note = "共7件";
    items[SHARE].more = "名次 1";
    if (row == 2) items[SHARE].tone = TONE_FEW;
    items[COUNT] = item_count(scratch, (int64_t)row * 10);
    items[WORDS_OF] = item_text(row ? "说明的话" : NULL);
    for (int c = 0; c < COLUMNS && row == 5; c++) items[c].tone = TONE_TOTAL;
}

/* A list whose first column has joined cells cannot be sorted. */
struct list *toy_list(struct document *d, bool joined)
{
    struct list_column own[COLUMNS];
    memcpy(own, columns, sizeof own);
    own[GROUP].joined = joined;
    struct list *list = document_list(d, "toy", own, COLUMNS);
    list->n_rows = ROWS;
    list->fill = fill;
    list->title = "各机关一览";
    list->remark = "显示 6 / 9 个机关。";
    list->sortable = list->searched = true;
    return list;
}

void toy_document(struct document *d, bool whole)
{
    static struct chart_bar bars[] = {
        {.name = "甲机关", .rate_words = "50.00%", .cases_words = "5/10", .rank_words = "1", .rate = 5000, .low = 2400, .high = 7600, .ranked = true, .outstanding = true},
        {.name = "名称很长很长很长很长很长很长的机关", .rate_words = "（20.00%）", .cases_words = "1/5", .rank_words = "", .rate = 2000, .few = true},
    };
    static const struct bar_chart chart = {.heading = "公开率（2025年，2个机关）", .caption = "公开率＝予以公开÷总计。", .described = "条形图的话", .label = "公开率",
                                           .bars = bars, .n = 2, .omitted = 3, .gap = 1, .axis = {8000, 2000}, .has_all = true, .all_rate = 4000,
                                           .all_words = "全体 40.00%"};
    static const char *const points[] = {"2023年", "2024年", "2025年"}, *const series[] = {"公开率", "不予公开率"};
    static const int rates[] = {3000, 4000, 5000, 1000, -1, 1100};
    static const struct line_chart lines = {.heading = "全体各年度", .described = "折线图的话", .points_label = "年度", .points = points, .n_points = 3,
                                            .series = series, .n_series = 2, .rates = rates, .axis = {5000, 1000}};
    static const struct panel_point first[] = {{.rate = 2000, .few = true}, {.rate = -1}, {.rate = 4000}}, second[] = {{.rate = 1000}, {.rate = 1500, .doubtful = true}, {.rate = 900}};
    static const struct panel panels[] = {{"甲机关", "20.00% → 40.00%", first}, {"名称很长很长很长很长很长很长的机关", NULL, second}};
    static const int all[] = {1500, 1600, -1};
    static const struct panel_chart small = {.heading = "各机关各年度", .caption = "空心的件数少。", .described = "小折线图的话", .names_label = "机关", .own_name = "本机关", .points = points,
                                             .n_points = 3, .panels = panels, .n = 2, .all_name = "全体", .all = all, .axis = {4000, 1000}};
    document_init(d, &(struct document_facts){.title = "样本", .stamp = "2026-01-20T00:00:00+08:00", .draft = "草稿：样本"});
    d->whole_page = whole;
    document_sheet(d, "表", false);
    document_title(d, "样本文件", NULL, NULL);
    document_prose(d, "开头的话。", NULL);
    document_caution(d, "请注意甲。");
    document_caution(d, "请注意乙。");
    document_heading(d, 1, "一、机关");
    toy_list(d, true);
    toy_list(d, false);
    document_heading(d, 1, "二、图");
    document_bars(d, &chart);
    document_lines(d, &lines);
    document_panels(d, &small);
    struct list *none = document_list(d, "none", columns, COLUMNS);
    none->fill = fill;
    none->without = "没有机关。";
    document_add(d, BLOCK_TALLY)->tally = (struct document_tally){none, COUNT, "全部相符", "处不符", "没有可核对的", 0};
}
