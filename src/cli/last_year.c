#include "cli/last_year.h"
#include "group/submission.h"
#include "tally/declared.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int64_t agency_of(const struct flow *f, const char *code, const char *name)
{
    int64_t id = code ? ledger_agencies_find(&f->agencies, code) : 0;
    return id ? id : ledger_agencies_find(&f->agencies, name);
}

/* Paragraph by paragraph, as texts_printed has this year's. */
static bool keep_markdown(struct flow *f, int64_t agency, const char *section, const char *markdown, struct diag *diag)
{
    char place[64];
    struct arena arena = {0};
    bool ok = true;
    for (int n = 1; ok && *markdown; n++) {
        const char *end = strstr(markdown, "\n\n");
        size_t size = end ? (size_t)(end - markdown) : strlen(markdown);
        const char *words = arena_dup_n(&arena, markdown, size);
        snprintf(place, sizeof place, "第%d段", n);
        ok = store_put_previous_text(f->store, agency, section, place, strncmp(words, "### ", 4) ? words : words + 4, diag);
        markdown += size + (end ? 2 : 0);
    }
    arena_release(&arena);
    return ok;
}

/* *ours tells whether the report is of an agency of this ledger. */
static bool keep_submission(struct flow *f, const struct submission *s, bool *ours, struct diag *diag)
{
    const struct form *form;
    int64_t agency = agency_of(f, s->code, s->name);
    *ours = agency != 0;
    if (!agency) return true;
    const char *slash = strrchr(s->path, '/');         /* where it lies on this machine is nobody's business */
    if (s->draft) problems_add(&f->problems, &(struct problem){.id = "S14", .file = slash ? slash + 1 : s->path, .value = s->name});
    if (!form_shelf_id(f->session->shelf, s->form, &form, diag)) return false;
    for (size_t i = 0; i < s->n; i++) {
        const struct submission_cell *c = &s->cells[i];
        if (!declared_put(f->store, form, "previous", agency, s->year, c->address, c->empty, c->number, c->shown, diag)) return false;
    }
    for (size_t i = 0; i < s->n_texts; i++)
        if (!keep_markdown(f, agency, s->texts[i].section, s->texts[i].markdown, diag)) return false;
    return true;
}

/* An output folder may hold other years too; only last year's reports are of use here. */
static bool keep_files(struct flow *f, const char *const *files, size_t n, struct diag *diag)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct submission s;
        if (!submission_read(&s, files[i], diag)) return false;
        bool ours = false, ok = s.year != f->year - 1 || keep_submission(f, &s, &ours, diag);
        kept += ours;
        submission_release(&s);
        if (!ok) return false;
    }
    return kept || diag_fail(diag, DIAG_INPUT, "%s：里面没有本机关%d年的报告", f->options->previous, f->year - 1);
}

static bool keep_sections(struct flow *f, int64_t agency, const struct report *r, struct diag *diag)
{
    char place[64];
    for (size_t i = 0; i < r->form->n_sections; i++)
        for (size_t k = 0; k < r->sections[i].n_blocks && !r->sections[i].missing; k++) {
            snprintf(place, sizeof place, "第%zu段", k + 1);
            if (!store_put_previous_text(f->store, agency, r->sections[i].form->id, place, r->sections[i].blocks[k].text, diag)) return false;
        }
    return true;
}

/* A ledger is counted for last year just as this one is for this year. */
static bool keep_ledger(struct flow *f, const char *path, struct diag *diag)
{
    struct flow last;
    flow_init(&last, f->session, f->options, f->year - 1);
    bool ok = flow_read(&last, &path, 1, NULL, diag);
    if (ok && flow_refused(&last)) ok = diag_fail(diag, DIAG_INPUT, "%s：上年的台账有无法统计的问题，请先用 nianbao check 改正", path);
    ok = ok && flow_count(&last, diag);
    if (ok && flow_refused(&last)) ok = diag_fail(diag, DIAG_INPUT, "%s：上年的台账有无法统计的问题，请先用 nianbao check 改正", path);
    for (size_t i = 0; ok && i < last.n_reports; i++) {
        const struct report *r = last.reports[i].report;
        int64_t agency = agency_of(f, r->agency.code, r->agency.name);
        for (size_t t = 0; ok && agency && t < r->form->n_tables; t++)
            for (size_t s = 0; ok && s < r->tables[t].form->n_slots; s++) {
                const struct cell *c = &r->tables[t].cells[s];
                ok = declared_put(f->store, r->form, "previous", agency, r->year, r->tables[t].form->slots[s].address, c->state == CELL_EMPTY, c->number, c->text, diag);
            }
        if (ok && agency) ok = keep_sections(f, agency, r, diag);
    }
    flow_close(&last);
    return ok;
}

bool last_year_keep(struct flow *f, struct diag *diag)
{
    const char *path = f->options->previous, **files;
    struct arena arena = {0};
    struct stat st;
    size_t n;
    if (!path || f->year != f->options->year) return true;
    if (stat(path, &st)) return diag_fail(diag, DIAG_INPUT, "--previous 给出的 %s 不存在或者读不了", path);
    bool ok;
    if (!S_ISDIR(st.st_mode)) ok = keep_files(f, &path, 1, diag);
    else if (!submission_find(&arena, path, &files, &n, diag)) ok = false;
    else ok = n ? keep_files(f, files, n, diag) : keep_ledger(f, path, diag);
    arena_release(&arena);
    return ok;
}
