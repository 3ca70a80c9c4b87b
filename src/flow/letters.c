#include "flow/letters.h"
#include "calendar/calendars.h"
#include "documents/agency_files.h"
#include "documents/letter.h"
#include "documents/manifest_read.h"
#include "flow/outputs.h"
#include <string.h>

/* ---- what was returned before ---- */

static void read_former(struct letters *l)
{
    struct arena a = {0};
    char listed[DIGEST_HEX], found[DIGEST_HEX];
    struct diag unread;
    const char *folder = outdir_path(l->one->out), *path = arena_printf(&a, "%s/%s", folder, RETURNED_FILE);
    if (manifest_lists(folder, RETURNED_FILE, listed)) {
        bool same = digest_file_sha256(path, found, &unread) && !strcmp(listed, found);
        if (!same || !returned_read(&l->former, path, l->flow->year))
            outdir_note(l->one->out, true, "%s 没有了，或者改动过，没有用：这次的退回修改意见按第一次写，不写哪些已经改正", path);
    }
    arena_release(&a);
}

/* ---- names of files ---- */

static void name_files(struct letters *l)
{
    const struct filings *all = l->filings;
    struct coded_name *names = arena_alloc(&l->arena, (all->n + 1) * sizeof *names);
    for (size_t i = 0; i < all->n; i++) names[i] = (struct coded_name){all->list[i].name, all->list[i].code};
    l->files = agency_files(&l->arena, names, all->n);
}

/* ---- one letter ---- */

static const char *digest_of(const struct flow *f, const char *file)
{
    for (size_t i = 0; i < f->n_inputs; i++)
        if (!strcmp(f->inputs[i].name, file)) return f->inputs[i].digests.sha256;
    return "";
}

static int due_of(const struct letters *l, int day)
{
    const struct session *s = l->flow->session;
    const struct calendar *c = s->region ? calendars_find(s->calendars, s->region) : calendars_national(s->calendars);
    int due;
    return calendar_add(c, day, l->words->days, &due) ? due : NO_DAY;
}

/* The round of this report. The same file with the same faults has the letter of then, with its day. */
static struct returned_agency agency_of(const struct letters *l, struct arena *a, const struct filing *filing, const struct defects *faults)
{
    const struct returned_agency *former = returned_of(&l->former, filing->code, filing->name);
    const struct report *r = l->one->report;
    struct returned_agency now = {.code = filing->code, .name = filing->name, .now = returned_round_of(a, faults, digest_of(l->flow, filing->file), r->as_of, r->stamp)};
    if (!former) return now;
    bool same_file = !strcmp(former->now.sha256, now.now.sha256);
    now.before = same_file ? former->before : former->now;
    if (!same_file || !returned_same(&former->now, &now.now)) return now;
    now.now.day = former->now.day;
    now.now.stamp = former->now.stamp;
    return now;
}

/* Without its folders; but 民政局/report.json, as every agency has one of that name. */
static const char *short_name(const char *file)
{
    const char *name = strrchr(file, '/');
    if (!name) return file;
    if (strcmp(name, "/report.json")) return name + 1;
    while (name > file && name[-1] != '/') name--;
    return name;
}

static bool write_letter(struct letters *l, struct arena *a, const struct filing *filing, const struct defects *faults, const struct returned_agency *agency, struct diag *diag)
{
    const char *file = l->files[filing - l->filings->list];
    const struct report *r = l->one->report;
    const struct letter letter = {
        .words = l->words, .agency = filing_shown(filing), .parent = r->agency.name, .file = short_name(filing->file), .year = r->year,
        .day = agency->now.day, .due = due_of(l, agency->now.day), .faults = faults, .before = agency->before.sha256 ? &agency->before : NULL};
    struct document d;
    document_init(&d, &(struct document_facts){.title = letter_title(a, &letter), .subject = LETTERS_FOLDER, .author = r->agency.name, .program = r->program,
                                               .stamp = agency->now.stamp});
    letter_document(&d, &letter);
    bool ok = outputs_of_letter(&d, &l->paper, file, l->one->out, diag);
    defect_kinds_sent(&l->kinds, &(struct sent_letter){filing_shown(filing), arena_printf(a, "%s/%s", LETTERS_FOLDER, file), faults->n, letter.before != NULL});
    document_release(&d);
    return ok;
}

/* The folders of the superior are nothing to an agency. Of a cell that differs in a copy both files are said: the program does not know which of them is right. */
static struct finding without_folders(struct arena *a, const struct letter_words *words, const struct finding *f, const struct filing *filing)
{
    struct finding g = *f;
    const char *at = strstr(f->message, filing->file), *rest = at ? at + strlen(filing->file) : NULL;
    if (at) g.message = arena_printf(a, "%.*s%s%s", (int)(at - f->message), f->message, short_name(filing->file), rest);
    if (!f->cell || !f->file || !strcmp(f->file, filing->file)) return g;
    g.column = arena_printf(a, "%s%s%s", short_name(f->file), f->column ? " " : "", f->column ? f->column : "");
    if (!f->value || !f->expected) return g;
    g.value = arena_printf(a, "%s，而 %s 是 %s", f->value, short_name(filing->file), f->expected);
    g.expected = words->texts[RETURNED_EQUAL];
    return g;
}

/* A waiver that lapsed or is of something else (W) is the superior's own. */
static void join_findings(struct findings *all, const struct letter_words *words, const struct filing *filing, const struct findings *findings, const struct findings *handed)
{
    for (size_t i = 0; i < findings->n; i++) findings_add(all, &findings->list[i]);
    for (size_t i = 0; i < handed->n; i++) {
        const struct finding f = without_folders(&all->arena, words, &handed->list[i], filing);
        if (*f.id == 'R') findings_add(all, &f);
    }
    findings_sort(all);
}

bool letters_take(struct letters *l, const struct filing *filing, const struct findings *findings, const struct findings *handed, struct diag *diag)
{
    struct defects faults = {0};
    struct findings all = {0};
    struct arena a = {0};
    bool ok = true;
    if (!filing->counted) return true;
    join_findings(&all, l->words, filing, findings, handed);
    defect_kinds_take(&l->kinds, l->words, l->flow->session->catalogue, &all);
    defects_find(&faults, l->words, l->flow->session->catalogue, l->flow->form, filing->name, filing->code, &all);
    if (letter_is_due(l->words, &faults)) {
        const struct returned_agency agency = agency_of(l, &a, filing, &faults);
        ok = write_letter(l, &a, filing, &faults, &agency, diag);
        returned_add(&l->now, &agency);
    }
    arena_release(&a);
    defects_release(&faults);
    findings_release(&all);
    return ok;
}

/* ---- the whole ---- */

void letters_open(struct letters *l, const struct letter_words *words, struct flow *flow, struct flow_report *one, const struct filings *filings)
{
    *l = (struct letters){.words = words, .flow = flow, .one = one, .filings = filings,
                          .paper = {.settings = flow->session->settings, .pdf_part = flow->options->pdf_part, .ofd = flow->options->ofd}};
    name_files(l);
    read_former(l);
}

void letters_end(struct letters *l)
{
    for (size_t i = 0; i < l->filings->n; i++) {
        const struct filing *f = &l->filings->list[i];
        const struct returned_agency *former = f->counted ? NULL : returned_of(&l->former, f->code, f->name);
        if (former) returned_add(&l->now, former);
    }
}

void letters_close(struct letters *l)
{
    returned_release(&l->former);
    returned_release(&l->now);
    defect_kinds_release(&l->kinds);
    arena_release(&l->arena);
}
