#include "cli/printing.h"
#include "base/say.h"
#include "render/csv/csv_writer.h"
#include "rules/waivers.h"
#include <stdlib.h>

/* One waiver takes all findings of its check at its place with its value. */
static bool is_new(struct intern *seen, const char *id, const char *place, const char *value)
{
    struct text line = {0};
    text_printf(&line, "%s\n%s\n%s", id, place, value);
    bool known = intern_find(seen, line.bytes, line.n);
    intern_number(seen, line.bytes, line.n);
    text_release(&line);
    return !known;
}

static void put_line(struct csv_writer *w, const struct report *r, const struct finding *f, struct intern *seen)
{
    char *place = waiver_place(f);
    const char *value = f->value ? f->value : "";
    if (is_new(seen, f->id, place, value)) {
        csv_writer_text(w, r->agency.code ? r->agency.code : r->agency.name);
        csv_writer_number(w, r->year);
        csv_writer_text(w, f->id);
        csv_writer_text(w, place);
        csv_writer_text(w, value);
        for (int i = 0; i < 4; i++) csv_writer_text(w, NULL);
        csv_writer_end_row(w);
    }
    free(place);
}

void waiver_lines_print(FILE *out, const struct flow *f)
{
    static const char *const heads[] = {"机关代码", "年度", "检查", "位置", "所见值", "理由", "批准人", "日期", "附注"};
    struct csv_writer w = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) csv_writer_text(&w, heads[i]);
    csv_writer_end_row(&w);
    for (size_t i = 0; i < f->n_reports; i++) {
        const struct flow_report *one = &f->reports[i];
        struct intern *seen = intern_new();
        for (size_t k = 0; k < one->findings.n; k++) {
            const struct finding *found = &one->findings.list[k];
            if (waiver_allowed(found) && found->state != STATE_WAIVED) put_line(&w, one->report, found, seen);
        }
        intern_free(seen);
    }
    say_lines(out, text_get(&w.text));
    csv_writer_release(&w);
}
