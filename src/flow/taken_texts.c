#include "flow/taken_texts.h"
#include "base/text.h"
#include "submission/opening.h"
#include "submission/submission.h"
#include "superior/submission_put.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct taking {
    struct flow *flow;
    bool one;                                          /* a single file, which must be of use */
    struct { int64_t agency; const char *shown; } *taken;
    size_t n, cap;
    struct { int64_t agency; const char *shown, *why; } *idle;          /* in a folder: a report that cannot give its texts */
    size_t n_idle, cap_idle;
};

/* ---- one report, which is of an agency of the ledger ---- */

bool taken_texts_note(struct flow *f, int64_t agency, const char *what, const char *section, const char *file, const char *words, struct diag *diag)
{
    struct text shown = {0};
    bool ok = !words || store_black_out(f->store, NULL, words, &shown, diag);
    const struct taken_record record = {.agency = agency, .what = what, .section = section, .file = file, .body = words ? text_get(&shown) : NULL};
    ok = ok && store_put_taken(f->store, &record, diag);
    text_release(&shown);
    return ok;
}

static int section_code(const struct flow *f, const char *section) { return code_find(schema_codes(f->session->schema, "narrative_sections"), section); }

/* The ledger's own texts of the section make way, and their places are noted. */
static bool put_aside(struct flow *f, int64_t agency, const char *section, struct diag *diag)
{
    static const char sql[] =
        "SELECT f.name, n.line FROM narrative n JOIN files f ON f.id = n.file WHERE n.agency = :agency AND n.year = :year AND n.section = :section ORDER BY n.id";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, f->store, sql, "narrative", 1, diag);
    if (!ok) return false;
    query_bind(q, ":agency", agency);
    query_bind(q, ":year", f->year);
    query_bind(q, ":section", section_code(f, section));
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        const struct taken_record record = {.agency = agency, .what = "aside", .section = section, .file = query_text(q, 0), .line = query_integer(q, 1)};
        ok = store_put_taken(f->store, &record, diag);
    }
    query_close(q);
    return ok && store_drop_prose(f->store, agency, f->year, section_code(f, section), diag);
}

static const struct submission_text *text_of(const struct submission *s, const char *section)
{
    for (size_t i = 0; i < s->n_texts; i++)
        if (!strcmp(s->texts[i].section, section)) return &s->texts[i];
    return NULL;
}

static bool take_section(struct flow *f, const struct submission *s, int64_t agency, const struct form_section *form, struct diag *diag)
{
    const char *section = form->id;
    const struct submission_text *text = text_of(s, section);
    if (!text) return taken_texts_note(f, agency, "absent", section, s->shown, form->invented ? NULL : "required", diag);
    return put_aside(f, agency, section, diag) && store_add_prose(f->store, agency, f->year, section_code(f, section), text->markdown, s->shown, 0, diag) &&
           taken_texts_note(f, agency, "section", section, s->shown, NULL, diag) &&
           (!text->twice || taken_texts_note(f, agency, "twice", section, s->shown, NULL, diag));
}

/* What stands before the first section, around the tables, and as notes in their cells. The program makes all of this. */
static bool take_others(struct flow *f, const struct submission *s, int64_t agency, struct diag *diag)
{
    struct arena scratch = {0};
    const struct opening o = opening_of(&scratch, submission_preamble(s));
    const char *preamble = o.before && o.preamble ? arena_printf(&scratch, "%s\n%s", o.before, o.preamble) : o.before ? o.before : o.preamble;
    bool ok = !o.title || taken_texts_note(f, agency, "words", "title", s->shown, o.title, diag);
    for (size_t i = 0; ok && i < s->n_beside; i++) ok = taken_texts_note(f, agency, "words", s->beside[i].section, s->shown, s->beside[i].markdown, diag);
    for (size_t i = 0; ok && i < s->n; i++) ok = !s->cells[i].note || taken_texts_note(f, agency, "note", s->cells[i].address, s->shown, s->cells[i].note, diag);
    ok = ok && (!preamble || taken_texts_note(f, agency, "words", "preamble", s->shown, preamble, diag));
    arena_release(&scratch);
    return ok;
}

static bool take(struct flow *f, const struct submission *s, int64_t agency, struct diag *diag)
{
    if (!store_begin(f->store, diag) || !submission_put_cells(f->store, s, f->form, "texts", agency, diag) || !taken_texts_note(f, agency, "file", NULL, s->shown, NULL, diag)) return false;
    for (size_t i = 0; i < f->form->n_sections; i++)
        if (!f->form->sections[i].table && !take_section(f, s, agency, &f->form->sections[i], diag)) return false;
    return take_others(f, s, agency, diag) && store_commit(f->store, diag);
}

bool taken_texts_quote(struct flow *f, const char **words, struct diag *diag)
{
    struct text shown = {0};
    bool ok = !*words || store_black_out(f->store, NULL, *words, &shown, diag);
    if (ok && *words) *words = arena_dup(&f->arena, text_get(&shown));
    text_release(&shown);
    return ok;
}

/* Missing cells and tables are said by S35 for every form of file alike. Only two numbers in one file for one cell (R03) must be mended.
 * The reader quotes what it passed over, and does not know the ledger's applicants. */
static bool take_problems(struct flow *f, const struct problems *all, struct diag *diag)
{
    for (size_t i = 0; i < all->n; i++) {
        struct problem p = all->list[i];
        if (!strcmp(p.id, "D16") || !strcmp(p.id, "R06")) continue;
        if (!taken_texts_quote(f, &p.text, diag) || !taken_texts_quote(f, &p.value, diag)) return false;
        p.past = strcmp(p.id, "R03") != 0;
        problems_add(&f->problems, &p);
    }
    return true;
}

/* ---- whose it is ---- */

static int64_t agency_of(const struct flow *f, const struct submission *s)
{
    int64_t id = s->code ? ledger_agencies_find(&f->agencies, s->code) : 0;
    return id || !s->name ? id : ledger_agencies_find(&f->agencies, s->name);
}

/* --agency names the only agency whose report is written. */
static bool is_asked(const struct flow *f, int64_t agency)
{
    const char *chosen = f->options->parent ? f->options->parent : f->options->agency;
    return agency && (!chosen || ledger_agencies_find(&f->agencies, chosen) == agency);
}

static const char *whose(struct flow *f, const struct submission *s)
{
    return arena_printf(&f->arena, "%s%d年的", s->name ? s->name : s->code ? s->code : "", s->year);
}

static bool refuse(struct flow *f, const struct submission *s, struct diag *diag)
{
    const char *chosen = f->options->parent ? f->options->parent : f->options->agency;
    if (s->year != f->year) return diag_fail(diag, DIAG_INPUT, "--texts 的 %s 是%s年报，这里做的是%d年的", s->shown, whose(f, s), f->year);
    return diag_fail(diag, DIAG_INPUT, "--texts 的 %s 是%s年报，这里做的是%s的", s->shown, whose(f, s), chosen ? chosen : f->agencies.n == 1 ? f->agencies.list[0].name : "台账里的机关");
}

/* Letters of a PDF have places, but blanks and ends of paragraphs are guessed: a text that is printed again must not be. */
static const char *why_not(const struct submission *s)
{
    return s->kind == SUBMISSION_CELLS ? "只有数，没有正文" : s->kind == SUBMISSION_PDF ? "是 PDF，分不清空格和段落" : NULL;
}

static bool refuse_kind(const char *shown, const char *why, struct diag *diag)
{
    return diag_fail(diag, DIAG_INPUT, "--texts 的 %s %s：请给出 Word、工作簿、网页或 report.json", shown, why);
}

static bool settle(struct taking *t, const struct submission *s, const struct submission_source *source, const struct problems *problems, struct diag *diag)
{
    struct flow *f = t->flow;
    int64_t agency = agency_of(f, s);
    if (!s->kind && (t->one || is_asked(f, agency))) return diag_fail(diag, DIAG_INPUT, "--texts 的 %s：%s", s->shown, s->unread ? s->unread : "读不出");
    const char *why = why_not(s);
    if (why && t->one) return refuse_kind(s->shown, why, diag);
    bool ours = s->kind && s->year == f->year && is_asked(f, agency);
    if (!ours && t->one) return flow_refused(f) || refuse(f, s, diag);
    if (ours && why) {                                 /* a PDF may lie beside the Word file that it was made of */
        t->idle = memory_grow(t->idle, t->n_idle, &t->cap_idle, sizeof *t->idle);
        t->idle[t->n_idle].agency = agency;
        t->idle[t->n_idle].why = why;
        t->idle[t->n_idle++].shown = source->shown;
    }
    if (!ours || why) {
        ledger_add_other(&f->ledger, source->shown);
        return true;
    }
    for (size_t i = 0; i < t->n; i++)
        if (t->taken[i].agency == agency)
            return diag_fail(diag, DIAG_INPUT, "--texts 的文件夹里有两份%s年报：%s 和 %s；每个机关只留要用的那一份", whose(f, s), t->taken[i].shown, s->shown);
    t->taken = memory_grow(t->taken, t->n, &t->cap, sizeof *t->taken);
    t->taken[t->n].agency = agency;
    t->taken[t->n++].shown = source->shown;
    return take_problems(f, problems, diag) && flow_add_input(f, source->path, source->shown, diag) && take(f, s, agency, diag);
}

/* ---- the files ---- */

/* Each file by itself: a workbook beside a report.json may be the one that was edited. */
static bool read_source(struct taking *t, struct submission_source source, struct diag *diag)
{
    struct submission s;
    struct problems problems = {0};
    const char *beside = source.workbook;
    source.workbook = NULL;
    source.document = false;
    bool ok = submission_read(&s, &source, t->flow->session->shelf, &problems, diag);
    if (ok) {
        ok = settle(t, &s, &source, &problems, diag);
        submission_release(&s);
    }
    problems_release(&problems);
    if (!ok || !beside) return ok;
    const char *slash = strrchr(source.shown, '/');
    const char *shown = arena_printf(&t->flow->arena, "%.*s%s", slash ? (int)(slash - source.shown) + 1 : 0, source.shown, strrchr(beside, '/') + 1);
    return read_source(t, (struct submission_source){.path = beside, .shown = shown}, diag);
}

/* Of a folder: the agencies that report and have no file. Where there is one, of a kind that gives no texts, it is refused. */
static bool note_others(struct taking *t, struct diag *diag)
{
    struct flow *f = t->flow;
    for (int64_t agency = 1; agency <= (int64_t)f->agencies.n; agency++) {
        bool found = false;
        for (size_t i = 0; i < t->n; i++) found |= t->taken[i].agency == agency;
        for (size_t i = 0; i < t->n_idle && !found; i++)
            if (t->idle[i].agency == agency) return refuse_kind(t->idle[i].shown, t->idle[i].why, diag);
        if (!found && is_asked(f, agency) && !taken_texts_note(f, agency, "none", NULL, NULL, NULL, diag)) return false;
    }
    return true;
}

bool taken_texts_read(struct flow *f, struct diag *diag)
{
    const char *path = f->options->texts;
    struct submission_source *files = NULL;
    struct problems problems = {0};
    struct taking t = {.flow = f};
    struct stat st;
    size_t n = 0;
    if (!path || f->year != f->options->year) return true;
    if (stat(path, &st)) return diag_fail(diag, DIAG_INPUT, "--texts 给出的 %s 不存在或者读不了", path);
    t.one = !S_ISDIR(st.st_mode);
    bool ok = submission_find(&f->arena, path, f->session->schema, &files, &n, &problems, diag);
    for (size_t i = 0; ok && i < n; i++) ok = read_source(&t, files[i], diag);
    ok = ok && note_others(&t, diag);
    problems_release(&problems);
    free(t.taken);
    free(t.idle);
    return ok;
}

bool taken_texts_made(struct flow *f, const struct report *r, struct diag *diag)
{
    if (!f->options->texts || f->year != f->options->year) return true;
    bool ok = taken_texts_note(f, r->agency.id, "made", "title", NULL, r->title, diag) && (!r->preamble || taken_texts_note(f, r->agency.id, "made", "preamble", NULL, r->preamble, diag));
    for (size_t i = 0; i < f->form->n_tables; i++) {
        const struct report_table *t = &r->tables[i];
        for (size_t slot = 0; ok && slot < t->form->n_slots; slot++)
            ok = !t->cells[slot].note || taken_texts_note(f, r->agency.id, "made", t->form->slots[slot].address, NULL, t->cells[slot].note, diag);
    }
    return ok;
}
