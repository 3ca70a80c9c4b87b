#include "calendar/civil.h"
#include "documents/outcome.h"
#include "flow/flow.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *printed(const struct cell *c) { return c->state == CELL_NUMBER ? c->text : NULL; }

/* Of a cell that its file does not have, or has without a number that could be read. */
static const char *former_text(struct arena *a, const struct submission_cell *c) { return !c ? "读不出" : c->empty ? NULL : arena_dup(a, c->shown); }

/* As numbers: 1.50 is 1.5. */
static bool equal(struct decimal a, struct decimal b)
{
    struct decimal difference;
    return decimal_subtract(a, b, &difference) && difference.value == 0;
}

static bool is_changed(const struct submission_cell *before, const struct cell *now)
{
    bool is = now->state == CELL_NUMBER;
    return !before || before->empty == is || (is && !equal(before->number, now->number));
}

static void compare(struct flow *f, const struct report *r, const struct submission *s, struct last_run *last_run)
{
    size_t cap = 0;
    for (size_t i = 0; i < r->form->n_tables; i++) cap += r->form->tables[i].n_slots;
    last_run->changes = arena_alloc(&f->arena, cap * sizeof *last_run->changes);
    for (size_t i = 0; i < r->form->n_sections; i++) {
        const struct report_table *t = r->sections[i].table;
        for (size_t k = 0; t && k < t->form->n_slots; k++) {
            const struct form_slot *slot = &t->form->slots[k];
            const struct submission_cell *before = submission_cell(s, slot->address);
            if (!is_changed(before, &t->cells[k])) continue;
            last_run->changes[last_run->n_changes++] = (struct figure_change){
                slot->name ? slot->name : slot->address, slot->address, former_text(&f->arena, before), printed(&t->cells[k])};
        }
    }
}

static void unread(struct last_run *last_run, const char *why) { last_run->state = LAST_RUN_UNREAD, last_run->why = why; }

static void take(struct flow *f, const struct report *r, const struct submission *s, struct last_run *last_run)
{
    if (!s->kind) {
        unread(last_run, "读不了，或者不是本程序写的");   /* what stands in it is not repeated: it may have been changed */
    } else if (s->year != r->year) {
        unread(last_run, arena_printf(&f->arena, "是%d年的", s->year));
    } else if (strcmp(s->form, r->form->id)) {
        unread(last_run, arena_printf(&f->arena, "用的是表单 %s，这次用的是 %s", s->form, r->form->id));
    } else {
        last_run->state = LAST_RUN_READ;
        last_run->draft = s->draft;
        if (!s->origin.as_of || !civil_parse_iso(s->origin.as_of, &last_run->as_of)) last_run->as_of = NO_DAY;
        compare(f, r, s, last_run);
    }
}

void flow_last_run(struct flow *f, const struct flow_report *one, struct last_run *last_run)
{
    struct submission s;
    struct problems said = {0};
    struct diag diag;
    struct stat st;
    const struct submission_source source = {.path = arena_printf(&f->arena, "%s/report.json", outdir_path(one->out)), .shown = "report.json"};
    *last_run = (struct last_run){0};
    if (lstat(source.path, &st)) {
        if (errno != ENOENT) unread(last_run, "读不了");
        return;
    }
    if (!S_ISREG(st.st_mode)) {
        unread(last_run, "不是普通文件");
        return;
    }
    if (submission_read(&s, &source, f->session->shelf, &said, &diag)) {
        take(f, one->report, &s, last_run);
        submission_release(&s);
    } else {
        unread(last_run, "它所用的表单读不了");
    }
    problems_release(&said);
}
