/* 报送情况.csv: who handed a report over, when, and whether it is in the sum. */
#include "render/filings.h"
#include "render/csv_writer.h"
#include "render/drivers.h"

const char *const filing_heads[FILING_COLUMNS] = {"机关代码", "机关名称", "状态", "期限", "提交日期", "发布日期", "零报告",
                                                  "重复", "草稿", "计入汇总", "说明", "文件", "另一份"};

static const char *day_words(int day, char buffer[CIVIL_ISO]) { return day == NO_DAY ? NULL : civil_iso(day, buffer); }
static const char *yes(bool flag) { return flag ? "是" : NULL; }

void filing_row_fill(struct filing_row *row, const struct filing *f)
{
    const char *const fields[FILING_COLUMNS] = {
        f->code, f->name, filing_state_name(f->state), day_words(f->due, row->days[0]), day_words(f->submitted, row->days[1]),
        day_words(f->published, row->days[2]), yes(f->zero && f->file), yes(f->twice), yes(f->draft), f->counted ? "是" : "否", f->why, f->file ? f->file : f->unread, f->other_file};
    for (int i = 0; i < FILING_COLUMNS; i++) row->fields[i] = fields[i];
}

bool filings_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    const struct rollup *all = r->report->rollup;
    struct csv_writer w = {0};
    if (!all) return true;
    for (int i = 0; i < FILING_COLUMNS; i++) csv_writer_text(&w, filing_heads[i]);
    csv_writer_end_row(&w);
    for (size_t i = 0; i < all->n_filings; i++) {
        struct filing_row row;
        filing_row_fill(&row, &all->filings[i]);
        for (int c = 0; c < FILING_COLUMNS; c++) csv_writer_text(&w, row.fields[c]);
        csv_writer_end_row(&w);
    }
    bool ok = outdir_put(out, file, text_get(&w.text), w.text.n, diag);
    csv_writer_release(&w);
    return ok;
}
