#include "base/progress.h"
#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/init.h"
#include "base/say.h"
#include "documents/blank_form.h"
#include "submission/submission.h"
#include <stdio.h>
#include <string.h>

/* ---- which form ---- */

static bool find_newest(struct session *s, const struct form **form, struct diag *diag)
{
    const char **ids;
    size_t n;
    if (!form_shelf_ids(s->shelf, &ids, &n, diag)) return false;
    *form = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct form *one;
        if (!form_shelf_id(s->shelf, ids[i], &one, diag)) return false;
        if (!*form || one->first_year > (*form)->first_year) *form = one;
    }
    return *form || diag_fail(diag, DIAG_INPUT, "%s 里没有表单", s->templates);
}

static bool find_form(struct session *s, int year, const struct form **form, struct diag *diag)
{
    if (!year) return find_newest(s, form, diag);
    return form_shelf_year(s->shelf, year, NULL, form, diag) && (*form || diag_fail(diag, DIAG_INPUT, "没有%d年的表单", year));
}

/* ---- last year's report ---- */

/* The one report of a folder; documents beside a report.json are copies of it. NULL: none, or several. */
static const struct submission_source *only_one(const struct submission_source *list, size_t n, size_t *reports)
{
    const struct submission_source *one = NULL;
    *reports = 0;
    for (size_t i = 0; i < n; i++)
        if (n == 1 || !(list[i].beside || list[i].document)) one = &list[i], ++*reports;
    return *reports == 1 ? one : NULL;
}

static bool read_last(struct session *s, const struct options *o, struct submission *last, struct diag *diag)
{
    struct problems said = {0};
    struct submission_source *list;
    size_t n, reports = 0;
    bool ok = submission_find(&s->arena, o->previous, s->schema, &list, &n, &said, diag);
    const struct submission_source *one = ok ? only_one(list, n, &reports) : NULL;
    if (ok && !one) ok = diag_fail(diag, DIAG_INPUT, "--previous 应是上年的一份年报，%s 里有 %zu 份：请给出那一份的文件或文件夹", o->previous, reports);
    ok = ok && submission_read(last, one, s->shelf, &said, diag);
    if (ok && !last->kind) ok = diag_fail(diag, DIAG_INPUT, "%s：%s", o->previous, last->unread ? last->unread : "读不出年报");
    if (ok && last->kind == SUBMISSION_PDF) ok = diag_fail(diag, DIAG_INPUT, "%s 是 PDF，读出来的数不够可靠：请给出 Word、工作簿、网页或 report.json", o->previous);
    if (ok && o->year && last->year != o->year - 1) ok = diag_fail(diag, DIAG_INPUT, "%s 是%d年的年报，不是%d年的", o->previous, last->year, o->year - 1);
    problems_release(&said);
    return ok;
}

/* ---- what is known ---- */

/* Sums follow. */
static void set(struct report *r, struct report_table *t, size_t slot, struct decimal number)
{
    if (!t->form->slots[slot].n_terms) report_set(r, t, (int)slot, number);
}

static void set_zeros(struct report *r)
{
    for (size_t i = 0; i < r->form->n_zero; i++) {
        struct report_table *t = report_table(r, r->form->zero[i]->id);
        for (size_t k = 0; k < t->form->n_slots; k++) set(r, t, k, (struct decimal){0, 0});
    }
}

/* *any: a number that is not 0 was carried. A cell that last year's report does not have stays empty, and is said. */
static void carry(struct report *r, const struct submission *last, bool *any)
{
    struct arena scratch = {0};
    for (size_t i = 0; i < r->form->n_carried; i++) {
        const struct form_carry *c = &r->form->carried[i];
        struct report_table *t = report_table(r, c->table->id);
        for (size_t k = 0; k < t->form->n_slots; k++) {
            if (strcmp(t->form->slots[k].row, c->into)) continue;
            const char *address = arena_printf(&scratch, "%s/%s/%s", t->form->id, c->from, t->form->slots[k].col);
            const struct submission_cell *cell = submission_cell(last, address);
            if (!cell || cell->empty) {
                say(stderr, "%s 里没有 %s 的数，%s 请自己填\n", last->shown, address, t->form->slots[k].address);
                continue;
            }
            set(r, t, k, cell->number);
            *any = *any || cell->number.value;
        }
    }
    arena_release(&scratch);
}

static bool fill_in(struct report *r, const struct options *o, const struct submission *last, struct diag *diag)
{
    bool carried = false;
    r->program = "nianbao " NIANBAO_VERSION;
    r->year = o->year ? o->year : last ? last->year + 1 : 0;
    r->agency.name = o->agency && !init_is_code(o->agency) ? o->agency : last ? last->name : NULL;
    r->agency.code = o->agency && init_is_code(o->agency) ? o->agency : last ? last->code : NULL;
    if (o->zero) set_zeros(r);
    if (last) carry(r, last, &carried);
    if (o->zero && carried)
        return diag_fail(diag, DIAG_USAGE, "%s 有结转下年度的申请，本年的办理结果不会全是 0：去掉 --zero", last->shown);
    return report_add_up(r, diag);
}

static bool write_form(struct session *s, const struct options *o, const struct submission *last, struct diag *diag)
{
    const struct form *form;
    struct document d = {0};
    if (!find_form(s, o->year ? o->year : last ? last->year + 1 : 0, &form, diag)) return false;
    struct report *r = report_new(form);
    const struct blank_form blank = {r, arena_printf(&s->arena, "%s/entry.yaml", s->data), o->zero ? "否" : NULL};
    bool ok = fill_in(r, o, last, diag) && blank_form_document(&d, &blank, diag) && init_write(s, o->form_file, &d, diag);
    if (ok) ending_init(o, o->form_file, "填报表", "各张表的数、各部分的正文，选本年是否收到申请；总计和勾稽会自己算", &command_report);
    document_release(&d);
    report_free(r);
    return ok;
}

int init_form(const struct options *o, struct diag *diag)
{
    struct session session = {0};
    struct submission last = {0};
    if (o->from) {
        diag_fail(diag, DIAG_USAGE, "--form 和 --from 只能用一个：填报表是没有台账的机关用的");
        return DIAG_USAGE;
    }
    if (o->n_inputs || !init_names_workbook(o->form_file)) {
        diag_fail(diag, DIAG_USAGE, "--form 后面是要写的文件名，如 年报表.xlsx；空白台账不用 --form");
        return DIAG_USAGE;
    }
    progress_show("写填报表");
    bool ok = session_open(&session, o, diag) && init_is_free(o->form_file, diag) && (!o->previous || read_last(&session, o, &last, diag)) &&
              write_form(&session, o, o->previous ? &last : NULL, diag);
    submission_release(&last);
    session_close(&session);
    return ok ? 0 : (int)diag->kind;
}
