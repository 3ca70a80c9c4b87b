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

/* ---- findings of one check in one column, of which there may be many ---- */

struct groups { struct intern *numbers; size_t *counts, n, cap; };

static size_t *count_of(struct groups *g, const char *id, const char *place)
{
    struct text name = {0};
    text_printf(&name, "%s\n%s", id, place);
    size_t number = (size_t)intern_number(g->numbers, name.bytes, name.n);
    text_release(&name);
    if (number > g->n) {
        g->counts = memory_grow(g->counts, g->n, &g->cap, sizeof *g->counts);
        g->counts[g->n++] = 0;
    }
    return &g->counts[number - 1];
}

static bool is_open(const struct finding *f) { return waiver_allowed(f) && f->state != STATE_WAIVED; }

static void count_open(struct groups *g, const struct findings *all)
{
    for (size_t i = 0; i < all->n; i++) {
        char *place = is_open(&all->list[i]) ? waiver_bulk_place(&all->list[i]) : NULL;
        if (place) ++*count_of(g, all->list[i].id, place);
        free(place);
    }
}

/* ---- the lines ---- */

static void put_line(struct csv_writer *w, const struct report *r, const char *id, const char *place, const char *seen)
{
    csv_writer_text(w, r->agency.code ? r->agency.code : r->agency.name);
    csv_writer_number(w, r->year);
    csv_writer_text(w, id);
    csv_writer_text(w, place);
    csv_writer_text(w, seen);
    for (int i = 0; i < 4; i++) csv_writer_text(w, NULL);
    csv_writer_end_row(w);
}

static void put_finding(struct csv_writer *w, const struct flow_report *one, const struct finding *f, struct groups *g, struct intern *printed, bool each)
{
    char *bulk = each ? NULL : waiver_bulk_place(f);
    bool many = bulk && *count_of(g, f->id, bulk) >= WAIVER_BULK;
    char *place = many ? memory_dup(bulk) : waiver_place(f);
    const char *value = f->value ? f->value : "";
    if (is_new(printed, f->id, place, many ? "" : value)) {
        char *seen = many ? waiver_bulk_seen(&one->findings, f) : memory_dup(value);
        put_line(w, one->report, f->id, place, seen);
        free(seen);
    }
    free(place);
    free(bulk);
}

void waiver_lines_print(FILE *out, const struct flow *f)
{
    static const char *const heads[] = {"机关代码", "年度", "检查", "位置", "所见值", "理由", "批准人", "日期", "附注"};
    struct csv_writer w = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) csv_writer_text(&w, heads[i]);
    csv_writer_end_row(&w);
    for (size_t i = 0; i < f->n_reports; i++) {
        const struct flow_report *one = &f->reports[i];
        struct groups groups = {.numbers = intern_new()};
        struct intern *printed = intern_new();
        count_open(&groups, &one->findings);
        for (size_t k = 0; k < one->findings.n; k++)
            if (is_open(&one->findings.list[k])) put_finding(&w, one, &one->findings.list[k], &groups, printed, f->options->verbose);
        intern_free(printed);
        intern_free(groups.numbers);
        free(groups.counts);
    }
    say_lines(out, text_get(&w.text));
    csv_writer_release(&w);
}
