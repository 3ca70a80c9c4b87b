#include "calendar/civil.h"
#include "render/xlsx_parts.h"
#include <inttypes.h>

void xlsx_mark(struct book *b, const struct report *r)
{
    const struct timeliness *t = &r->timeliness;
    char as_of[CIVIL_ISO], year[16], times[8 * 21];
    snprintf(year, sizeof year, "%d", r->year);
    /* In the order of report.json; -1 = not known. */
    snprintf(times, sizeof times, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, t->answered, t->in_time, t->disputed,
             t->late, t->unknown, t->median_days, t->p90_days);
    const struct { const char *name, *value; } all[] = {
        {"nianbao.schema", "nianbao.workbook/1"}, {"nianbao.code", r->agency.code}, {"nianbao.name", r->agency.name}, {"nianbao.year", year},
        {"nianbao.form", r->form->id}, {"nianbao.status", r->draft ? "draft" : "final"}, {"nianbao.program", r->program},
        {"nianbao.hash.form", r->form->hash}, {"nianbao.hash.rules", r->rules_hash}, {"nianbao.hash.calendar", r->calendar_hash},
        {"nianbao.as_of", civil_iso(r->as_of, as_of)}, {"nianbao.timeliness", times}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].value) book_put_property(b, all[i].name, all[i].value);
}
