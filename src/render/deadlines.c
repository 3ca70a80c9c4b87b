/* deadlines.csv: one line a request (output.md 3); 结转清单.csv: those that are open at the closing day, with which next
 * year's report begins. No personal data in either. */
#include "calendar/civil.h"
#include "render/csv_writer.h"
#include "render/drivers.h"
#include <string.h>

static void put_day(struct csv_writer *w, int day)
{
    char iso[CIVIL_ISO];
    csv_writer_text(w, day == NO_DAY ? NULL : civil_iso(day, iso));
}

static void put_count(struct csv_writer *w, int count)
{
    if (count == DEADLINE_NO_COUNT) csv_writer_text(w, NULL);
    else csv_writer_number(w, count);
}

bool deadlines_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    static const char *const heads[] = {"request", "receipt", "clock_start", "excluded_days", "extended_days", "due_strict",
                                        "due_lenient", "decisive", "used_days", "state"};
    if (r->report->rollup) return true;                /* a sum of reports has no requests of its own */
    struct csv_writer w = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) csv_writer_text(&w, heads[i]);
    csv_writer_end_row(&w);
    for (size_t i = 0; i < r->n_deadlines; i++) {
        const struct deadline *d = &r->deadlines[i];
        csv_writer_text(&w, d->request);
        put_day(&w, d->receipt);
        put_day(&w, d->clock_start);
        put_count(&w, d->excluded_days);
        put_count(&w, d->extended_days);
        put_day(&w, d->due_strict);
        put_day(&w, d->due_lenient);
        put_day(&w, d->decisive);
        put_count(&w, d->used_days);
        csv_writer_text(&w, d->state);
        csv_writer_end_row(&w);
    }
    bool ok = outdir_put(out, file, text_get(&w.text), w.text.n, diag);
    csv_writer_release(&w);
    return ok;
}

/* ---- 结转清单.csv ---- */

/* How a request stands at the as-of day, which may lie behind the closing day. */
static const char *standing(const struct deadline *d)
{
    static const struct { const char *id, *words; } all[] = {
        {"open", "在办"}, {"overdue", "超期未答复"}, {"in_time", "年后按期答复"}, {"disputed", "年后答复，是否超期有争议"},
        {"late", "年后超期答复"}, {"unknown", "无法判断"},
    };
    if (!strcmp(d->state, "open") && d->passed == 1) return "在办，从严已经超期";
    if (!strcmp(d->state, "open") && d->passed == DEADLINE_NO_COUNT) return "在办，从严是否超期无法判断";
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].id, d->state)) return all[i].words;
    return d->state;
}

bool carry_list_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    static const char *const heads[] = {"受理编号", "收到日期", "到期日（从严）", "到期日（从宽）", "状态"};
    if (r->report->rollup) return true;                /* a sum of reports has no requests of its own */
    struct csv_writer w = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) csv_writer_text(&w, heads[i]);
    csv_writer_end_row(&w);
    for (size_t i = 0; i < r->n_deadlines; i++) {
        const struct deadline *d = &r->deadlines[i];
        if (d->decisive != NO_DAY && d->decisive <= r->report->closing_day) continue;
        csv_writer_text(&w, d->request);
        put_day(&w, d->receipt);
        put_day(&w, d->due_strict);
        put_day(&w, d->due_lenient);
        csv_writer_text(&w, standing(d));
        csv_writer_end_row(&w);
    }
    bool ok = outdir_put(out, file, text_get(&w.text), w.text.n, diag);
    csv_writer_release(&w);
    return ok;
}
