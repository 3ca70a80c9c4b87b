#include "documents/filings.h"
#include "calendar/civil.h"

enum { CODE, NAME, STATE, DUE, SUBMITTED, PUBLISHED, ZERO, TWICE, DRAFT, COUNTED, WHY, FILE_READ, OTHER, COLUMNS };
static const struct list_column columns[COLUMNS] = {
    [CODE] = {"code", "机关代码", ITEM_TEXT, .pixels = 150},
    [NAME] = {"name", "机关名称", ITEM_TEXT, .pixels = 220},
    [STATE] = {"state", "状态", ITEM_TEXT, .pixels = 130},
    [DUE] = {"due", "期限", ITEM_TEXT, .pixels = 84},
    [SUBMITTED] = {"submitted", "提交日期", ITEM_TEXT, .pixels = 84},
    [PUBLISHED] = {"published", "发布日期", ITEM_TEXT, .pixels = 84},
    [ZERO] = {"zero", "零报告", ITEM_TEXT, .pixels = 54},
    [TWICE] = {"twice", "重复", ITEM_TEXT, .pixels = 54},
    [DRAFT] = {"draft", "草稿", ITEM_TEXT, .pixels = 54},
    [COUNTED] = {"counted", "计入汇总", ITEM_TEXT, .pixels = 70},
    [WHY] = {"why", "说明", ITEM_TEXT, .pixels = 280},
    [FILE_READ] = {"file", "文件", ITEM_TEXT, .pixels = 400},
    [OTHER] = {"other_file", "另一份", ITEM_TEXT, .pixels = 200},
};

static struct item day_of(struct arena *a, int day)
{
    struct item item = item_date(a, day);
    if (item.type == ITEM_DATE) item.type = ITEM_TEXT; /* as it is written in the CSV and said in letters */
    return item;
}

static struct item yes(bool flag) { return item_text(flag ? "是" : NULL); }

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct rollup *all = list->context;
    const struct filing *f = &all->filings[row];
    items[CODE] = item_text(f->code);
    items[NAME] = item_text(f->name);
    items[STATE] = item_text(filing_state_name(f->state));
    items[DUE] = day_of(scratch, f->due);
    items[SUBMITTED] = day_of(scratch, f->submitted);
    items[PUBLISHED] = day_of(scratch, f->published);
    items[ZERO] = yes(f->zero && f->file);
    items[TWICE] = yes(f->twice);
    items[DRAFT] = yes(f->draft);
    items[COUNTED] = item_text(f->counted ? "是" : "否");
    items[WHY] = item_text(f->why);
    items[FILE_READ] = item_text(f->file ? f->file : f->unread);
    items[OTHER] = item_text(f->other_file);
}

void filings_list(struct document *d, const struct rollup *all)
{
    struct list *list = document_list(d, "filings", columns, COLUMNS);
    list->n_rows = all->n_filings;
    list->fill = fill;
    list->context = all;
    list->frozen = 2;
}
