#include "flow/recheck.h"
#include "calendar/civil.h"
#include "form/mending.h"
#include "superior/submission_put.h"
#include "tally/text_numbers.h"
#include <stdlib.h>
#include <string.h>

void recheck_init(struct recheck *r, struct session *session) { *r = (struct recheck){.session = session}; }

void recheck_release(struct recheck *r)
{
    for (size_t i = 0; i < r->n; i++) store_close(r->years[i].store);
    free(r->years);
    *r = (struct recheck){0};
}

static int closing_day(const struct recheck *r, int year)
{
    int last = civil_day(year, 12, 31);
    return r->session->as_of < last ? r->session->as_of : last;
}

static bool year_of(struct recheck *r, int year, struct recheck_year **out, struct diag *diag)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->years[i].year == year) return *out = &r->years[i], true;
    r->years = memory_grow(r->years, r->n, &r->cap, sizeof *r->years);
    *out = &r->years[r->n++];
    **out = (struct recheck_year){.year = year};
    return session_store(r->session, &(*out)->store, NULL, diag) && store_put_run((*out)->store, year, closing_day(r, year), diag) &&
           form_shelf_year(r->session->shelf, year - 1, NULL, &(*out)->last_form, diag);
}

static bool put(struct recheck_year *y, const struct submission *s, const struct form *form, struct diag *diag)
{
    const char *name = s->name ? s->name : s->code ? s->code : "";
    y->agencies++;
    return store_begin(y->store, diag) && store_add_agency(y->store, s->code, name, diag) && submission_put_cells(y->store, s, form, "submission", y->agencies, diag) &&
           submission_put_texts(y->store, s, y->agencies, false, diag) && store_commit(y->store, diag) && text_numbers_write(y->store, y->agencies, diag);
}

bool recheck_report(struct recheck *r, const struct submission *s, const struct problems *problems, size_t from, struct findings *findings, struct diag *diag)
{
    const struct form *form;
    struct recheck_year *y;
    if (!form_shelf_id(r->session->shelf, s->form, &form, diag) || !year_of(r, s->year, &y, diag) || !store_begin(y->store, diag) || !put(y, s, form, diag)) return false;
    struct report *report = report_new(form);
    report->agency = (struct agency){.id = y->agencies, .code = s->code, .name = s->name ? s->name : s->code};
    report->year = s->year;
    report->as_of = r->session->as_of;
    report->closing_day = closing_day(r, s->year);
    const struct rules_run run = {r->session->catalogue, y->store, report, y->last_form, SCOPE_SUBMISSION, s->shown};
    const struct problems own = {.list = problems->list + from, .n = problems->n - from};
    rules_take_file(&run, &own, NULL, NULL, findings);
    rules_take_handed(&run, &own, report->agency.name ? report->agency.name : "", s->code, false, findings);
    bool ok = rules_run(&run, findings, diag) && store_forget_report(y->store, y->agencies, s->year, diag) && store_commit(y->store, diag);
    findings_name(findings, form);
    findings_sort(findings);
    report_free(report);
    return ok;
}

/* ---- the cells of a sum that does not hold ---- */

static void doubt_line(const struct mending_line *line, void (*doubt)(void *, const char *), void *context)
{
    const struct form_table *t = line->identity->table;
    for (size_t i = 0; i < line->n_cells; i++) doubt(context, t->slots[line->cells[i].slot].address);
    for (size_t i = 0; !line->n_cells && i < line->identity->n_left; i++) doubt(context, t->slots[line->line->left[i]].address);
    for (size_t i = 0; !line->n_cells && i < line->identity->n_right; i++) doubt(context, t->slots[line->line->right[i]].address);
}

static bool blocks(const struct findings *findings, const char *check)
{
    for (size_t i = 0; i < findings->n; i++)
        if (findings->list[i].blocking && !strcmp(findings->list[i].id, check)) return true;
    return false;
}

void recheck_doubts(const struct submission *s, const struct form *form, const struct findings *findings, void (*doubt)(void *context, const char *address), void *context)
{
    for (size_t i = 0; i < form->n_tables; i++) {
        const struct form_table *t = &form->tables[i];
        struct mending_value *values = memory_alloc((t->n_slots + 1) * sizeof *values);
        struct mending mending;
        for (size_t k = 0; k < t->n_slots; k++) {
            const struct submission_cell *c = submission_cell(s, t->slots[k].address);
            if (c) values[k] = (struct mending_value){true, c->empty, c->number};
        }
        mending_find(&mending, form, t, values, false);
        for (size_t k = 0; k < mending.n; k++)
            if (blocks(findings, mending.list[k].identity->check)) doubt_line(&mending.list[k], doubt, context);
        mending_release(&mending);
        free(values);
    }
}
