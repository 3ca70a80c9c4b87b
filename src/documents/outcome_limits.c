/* The limits as a picture: how many requests were answered in time, late, or are open; of a sum, how many reports came in time. */
#include "calendar/civil.h"
#include "documents/outcome_inside.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPEN = 30 };

/* ---- the picture ---- */

static void add_counts(struct document *d, const struct count_bar *bars, size_t n, const char *caption)
{
    struct count_chart *chart = arena_alloc(&d->arena, sizeof *chart);
    struct count_bar *shown = arena_alloc(&d->arena, n * sizeof *shown);
    const char *words = "";
    for (size_t i = 0; i < n; i++) {
        if (!bars[i].count) continue;
        shown[chart->n++] = bars[i];
        words = arena_printf(&d->arena, "%s%s%s %" PRId64, words, *words ? "，" : "", bars[i].name, bars[i].count);
    }
    *chart = (struct count_chart){.caption = caption, .bars = shown, .n = chart->n, .described = arena_printf(&d->arena, "条形图：%s。", words)};
    document_add(d, BLOCK_COUNTS)->counts = chart;
}

/* ---- requests ---- */

static void add_requests(struct document *d, const struct run_outcome *of)
{
    struct count_bar bars[DEADLINE_STANDINGS] = {
        [DEADLINE_IN_TIME] = {.name = "按期答复"}, [DEADLINE_DISPUTED] = {.name = "是否超期有争议"}, [DEADLINE_LATE] = {.name = "超期答复", .outstanding = true},
        [DEADLINE_OPEN] = {.name = "在办，未到期"}, [DEADLINE_PASSED] = {.name = "在办，从严已到期", .outstanding = true},
        [DEADLINE_OVERDUE] = {.name = "在办，已超期", .outstanding = true}, [DEADLINE_UNKNOWN] = {.name = "算不出期限"}};
    char day[CIVIL_ISO];
    const struct timeliness *t = &of->report->timeliness;
    for (int s = 0; s < DEADLINE_STANDINGS; s++) bars[s].count = (int64_t)of->deadlines->by_standing[s];
    add_counts(d, bars, DEADLINE_STANDINGS, arena_printf(&d->arena, "上年结转和本年收到的申请 %zu 件，截至 %s。", of->deadlines->n, civil_iso(of->report->as_of, day)));
    if (t->median_days >= 0 && t->p90_days >= 0)
        document_prose(d, arena_printf(&d->arena, "答复用时：一半不超过 %" PRId64 " 个工作日，九成不超过 %" PRId64 " 个工作日。", t->median_days, t->p90_days), NULL);
}

/* ---- what is open ---- */

struct open_list { const struct deadline **open; int as_of; };

static const struct list_column open_columns[] = {
    {"request", "受理编号", ITEM_TEXT, .share = 2, .heads_row = true},
    {"due_strict", "到期日（从严）", ITEM_DATE, .share = 2},
    {"due_lenient", "到期日（从宽）", ITEM_DATE, .share = 2},
    {"left", "离到期（从严）", ITEM_TEXT, .share = 2, .centred = true},
};

static const char *time_left(struct arena *a, int due, int as_of)
{
    if (due == NO_DAY) return "算不出";
    if (due == as_of) return "今天到期";
    return due > as_of ? arena_printf(a, "还有 %d 天", due - as_of) : arena_printf(a, "已过 %d 天", as_of - due);
}

static void fill_open(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct open_list *all = list->context;
    const struct deadline *d = all->open[row];
    items[0] = item_text(d->request);
    items[1] = item_date(scratch, d->due_strict);
    items[2] = item_date(scratch, d->due_lenient);
    items[3] = item_text(time_left(scratch, d->due_strict, all->as_of));
}

/* The first to be due first; without a limit last; of one day in the order of the ledger. */
static int by_due(const void *left, const void *right)
{
    const struct deadline *a = *(const struct deadline *const *)left, *b = *(const struct deadline *const *)right;
    if ((a->due_strict == NO_DAY) != (b->due_strict == NO_DAY)) return a->due_strict == NO_DAY ? 1 : -1;
    if (a->due_strict != b->due_strict) return a->due_strict < b->due_strict ? -1 : 1;
    return (a > b) - (a < b);
}

static void add_open(struct document *d, const struct run_outcome *of)
{
    struct open_list *all = arena_alloc(&d->arena, sizeof *all);
    size_t n = 0;
    *all = (struct open_list){arena_alloc(&d->arena, (of->deadlines->n_open + 1) * sizeof *all->open), of->report->as_of};
    for (size_t i = 0; i < of->deadlines->n_open; i++)
        if (of->deadlines->open[i].decisive == NO_DAY) all->open[n++] = &of->deadlines->open[i];
    if (n) qsort(all->open, n, sizeof *all->open, by_due);
    struct list *list = document_list(d, "open", open_columns, sizeof open_columns / sizeof *open_columns);
    list->title = "在办的，先到期的在前";
    list->n_rows = n < MOST_OPEN ? n : MOST_OPEN;
    list->fill = fill_open;
    list->context = all;
    list->without = "没有在办的申请。";
    list->stacked = true;
    if (n > MOST_OPEN) list->remark = arena_printf(&d->arena, "显示 %d / %zu 件，全部见 deadlines.csv。", MOST_OPEN, n);
}

/* ---- the reports of a sum ---- */

static void add_filings(struct document *d, const struct rollup *sum)
{
    struct count_bar bars[FILING_STATES];
    for (int s = 0; s < FILING_STATES; s++)
        bars[s] = (struct count_bar){filing_state_name((enum filing_state)s), 0, s == FILING_LATE || s == FILING_MISSING || s == FILING_UNREAD};
    for (size_t i = 0; i < sum->n_filings; i++) bars[sum->filings[i].state].count++;
    add_counts(d, bars, FILING_STATES, arena_printf(&d->arena, "一共 %zu 个机关，各是哪些见 报送情况.csv。", sum->n_filings));
}

void outcome_limits(struct document *d, const struct run_outcome *of)
{
    document_heading(d, 1, of->report->rollup ? "报送是否按时" : "办理时限");
    if (of->report->rollup) {
        add_filings(d, of->report->rollup);
    } else if (of->report->totals) {
        document_prose(d, "按填报数做的年报没有台账，不知道每件申请的时限。", NULL);
    } else if (!of->deadlines->n) {
        document_prose(d, "没有上年结转和本年收到的申请。", NULL);
    } else {
        add_requests(d, of);
        add_open(d, of);
    }
}
