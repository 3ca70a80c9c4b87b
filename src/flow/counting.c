#include "flow/counting.h"
#include "base/progress.h"
#include "calendar/civil.h"
#include "flow/reading.h"
#include "flow/taken_texts.h"
#include "tally/declared.h"
#include "tally/narrative.h"
#include "tally/tally.h"
#include "tally/text_numbers.h"

bool counting_begin(struct flow *f, struct diag *diag)
{
    if (f->session->as_of < civil_day(f->year, 1, 1)) return diag_fail(diag, DIAG_USAGE, "今天（--as-of）早于%d年1月1日，还没有可统计的数", f->year);
    return store_put_run(f->store, f->year, flow_closing_day(f), diag) && declared_put_all(f->store, f->session->shelf, f->form, f->year, &f->problems, diag);
}

static bool add_report(struct flow *f, const struct agency *agency, struct diag *diag)
{
    struct report *r = flow_report_new(f, agency);
    return tally_report(f->store, r, diag) && taken_texts_made(f, r, diag) && timeliness_fill(f->store, r, diag) && tally_put(f->store, r, diag) &&
           narrative_write(f->store, r, &f->problems, diag) && text_numbers_write(f->store, r->agency.id, diag);
}

bool counting_reports(struct flow *f, struct diag *diag)
{
    struct agency *agencies;
    size_t n;
    if (!reading_agencies(f, &agencies, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        progress_part("机关", i + 1, n);
        if (!add_report(f, &agencies[i], diag)) return false;
    }
    progress_part("", 0, 0);
    return true;
}
