#include "base/outdir.h"
#include "base/say.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/init.h"
#include "cli/printing.h"
#include "intake/answered.h"
#include "intake/merge.h"
#include "ledger/rows/ledger.h"
#include "render/csv/csv_writer.h"
#include "render/xlsx/xlsx.h"
#include "reopen/document.h"
#include "submission/submission.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* nianbao init 台账.xlsx --from 旧台账…: the ledger that an office has becomes ours. The first run asks in the sheet 请确认; the same command
 * once more uses the answers. */

struct bringing {
    struct session *session;
    const struct options *options;
    const struct command *init;
    struct init_place place;
    struct intake_words words;
    struct old_sheets old, book; /* the old ledger; the workbook of the run before, if there is one */
    struct answered answered;
    bool again; /* there is one */
    struct old_sheets previous;                        /* last year's ledger … */
    struct submission report;                          /* … or report */
    struct submitted submitted;
    struct intake intake;
    struct init_place office; /* the file of headings and words … */
    struct old_sheets kept;   /* … as it is, or the one of --headings */
    struct office_file file;  /* … as it will be */
};

/* What the answers depend on: the program, the old ledger, last year's. */
static const char *source_of(struct bringing *b)
{
    return arena_printf(&b->session->arena, NIANBAO_VERSION " %.16s %.16s", b->old.digest, b->previous.n ? b->previous.digest : b->report.kind ? b->report.shown : "-");
}

static bool read_old(struct bringing *b, struct diag *diag)
{
    const struct options *o = b->options;
    if (!old_sheets_add(&b->old, b->session->schema, o->from, o->encoding, diag)) return false;
    for (size_t i = 1; i < o->n_inputs; i++)
        if (!old_sheets_add(&b->old, b->session->schema, o->inputs[i], o->encoding, diag)) return false;
    return b->old.n || diag_fail(diag, DIAG_INPUT, "%s 里没有工作簿，也没有 CSV 文件", o->from);
}

/* ---- last year ---- */

/* The one report of last year at the path; the agency that was named, where there are several. */
static bool read_report(struct bringing *b, struct diag *diag)
{
    struct problems problems = {0};
    struct submission_source *list;
    size_t n, i = 0;
    const char *agency = b->options->agency, *path = b->options->previous;
    bool ok = submission_find(&b->session->arena, path, b->session->schema, &list, &n, &problems, diag);
    for (; ok && i < n && !b->report.kind; i++) {
        ok = submission_read(&b->report, &list[i], b->session->shelf, &problems, diag);
        bool other = ok && agency && (!b->report.code || strcmp(b->report.code, agency)) && (!b->report.name || strcmp(b->report.name, agency));
        if (ok && (!b->report.kind || other)) {
            submission_release(&b->report);
            b->report = (struct submission){0};
        }
    }
    problems_release(&problems);
    return ok && (b->report.kind || diag_fail(diag, DIAG_INPUT, "%s 里没有上年的台账，也没有%s上年的年报", path, agency ? "这个机关" : ""));
}

static void take_report(struct bringing *b)
{
    const struct submission *s = &b->report;
    struct submitted_text *texts = arena_alloc(&b->session->arena, (s->n_texts + 1) * sizeof *texts);
    for (size_t i = 0; i < s->n_texts; i++) texts[i] = (struct submitted_text){s->texts[i].section, s->texts[i].markdown};
    b->submitted = (struct submitted){s->code, s->name, s->year, s->shown, texts, s->n_texts};
}

static bool read_previous(struct bringing *b, struct diag *diag)
{
    const char *path = b->options->previous;
    bool tables = false;
    if (!path) return true;
    if (!ledger_holds_tables(&b->session->arena, path, b->session->schema, &tables, diag)) return false;
    if (tables) return old_sheets_add(&b->previous, b->session->schema, path, b->options->encoding, diag);
    if (!read_report(b, diag)) return false;
    take_report(b);
    return true;
}

/* ---- the run before ---- */

/* A file that is there is only replaced where the run before wrote it and its answers are of this old ledger. */
static bool read_book(struct bringing *b, struct diag *diag)
{
    struct stat st;
    if (lstat(b->place.path, &st)) return init_is_free(b->place.path, diag);
    if (!S_ISREG(st.st_mode) || !old_sheets_add(&b->book, b->session->schema, b->place.path, NULL, diag)) return init_is_free(b->place.path, diag);
    if (!answered_read(&b->answered, &b->book)) return init_is_free(b->place.path, diag);
    b->again = true;
    if (b->answered.source && !strcmp(b->answered.source, source_of(b))) return true;
    return diag_fail(diag, DIAG_INPUT, "%s 是从另外的台账（或由别的版本的程序）做出来的，没有改动：原来的台账改过的，请换一个文件名从头做",
                     b->place.path);
}

static void build(const struct bringing *b, struct intake *k, const struct questions *answers)
{
    const struct intake_facts facts = {.year = b->options->year, .agency = b->options->agency,
                                        .previous = b->previous.n ? &b->previous : NULL,
                                        .submitted = b->report.kind ? &b->submitted : NULL};
    intake_init(k, b->session->schema, &b->words, &facts);
    for (size_t i = 0; answers && i < answers->n_answers; i++) questions_answer(&k->questions, answers->answers[i].key, answers->answers[i].answer);
    intake_build(k, &b->old);
}

static bool make(struct bringing *b, struct diag *diag)
{
    struct intake before;
    build(b, &b->intake, b->again ? &b->answered.given : NULL);
    if (!b->again) return true;
    build(b, &before, &b->answered.applied);
    bool ok = merge_edits(&b->intake, &before, &b->book, diag);
    intake_release(&before);
    return ok;
}

/* ---- the file of headings and words ---- */

static struct init_place office_place(struct session *s, struct init_place book)
{
    const char *dot = strrchr(book.path, '.');
    return init_place(s, arena_printf(&s->arena, "%.*s（标题和用词）.csv", (int)(dot - book.path), book.path));
}

/* What an office has added to its file stays. */
static bool read_office(struct bringing *b, struct diag *diag)
{
    struct stat st;
    const char *path = !lstat(b->office.path, &st) ? b->office.path : b->options->headings;
    if (!path) return true;
    if (path == b->office.path && !S_ISREG(st.st_mode)) return init_is_free(path, diag);
    if (!old_sheets_add(&b->kept, b->session->schema, path, NULL, diag)) return false;
    if (b->kept.n == 1 && office_file_is(&b->kept.list[0])) return true;
    if (path == b->office.path) return init_is_free(path, diag);
    old_sheets_release(&b->kept);                      /* a file of headings in an older form */
    return true;
}

static bool make_office(struct bringing *b, struct diag *diag)
{
    if (!read_office(b, diag)) return false;
    office_file_make(&b->file, &b->intake, b->kept.n ? &b->kept.list[0] : NULL, b->again ? &b->answered.applied : NULL);
    return true;
}

/* ---- the files ---- */

static bool write_office(struct bringing *b, struct outdir *out, struct diag *diag)
{
    struct csv_writer w = {0};
    if (!b->file.n_answers) return true;
    for (size_t i = 0; i < b->file.n; i++) {
        for (size_t c = 0; c < OFFICE_CELLS; c++) csv_writer_text(&w, b->file.lines[i][c]);
        csv_writer_end_row(&w);
    }
    bool ok = outdir_put(out, b->office.name, text_get(&w.text), w.text.n, diag);
    if (ok) outdir_private(out, b->office.name);
    csv_writer_release(&w);
    return ok;
}

static bool write_files(struct bringing *b, struct outdir *out, struct diag *diag)
{
    struct document d = {0};
    struct blank_ledger blank;
    bool ok = init_blank(b->session, b->options, &blank, diag);
    blank.carried = b->intake.tables;
    if (ok) confirmation_sheet(&d, &b->intake.questions, b->intake.notes, b->intake.n_notes, source_of(b));
    ok = ok && blank_ledger_document(&d, &blank, diag);
    if (ok) verbatim_sheet(&d, &b->old);
    ok = ok && xlsx_write(&d, out, b->place.name, diag);
    if (ok) outdir_private(out, b->place.name);
    ok = ok && write_office(b, out, diag) && documents_sound(out, diag);
    document_release(&d);
    return ok && (b->again || init_is_free(b->place.path, diag)) && outdir_commit(out, diag);
}

/* ---- what is said ---- */

static void tell(const struct bringing *b)
{
    const struct intake *k = &b->intake;
    size_t open = questions_open(&k->questions), wrong = 0;
    for (size_t i = 0; i < k->questions.n; i++) wrong += k->questions.list[i].wrong != NULL;
    for (size_t i = 0; i < k->schema->n_tables; i++)
        if (k->tables[i].n_rows) say(stderr, "%s：%zu 行\n", k->tables[i].table->name, k->tables[i].n_rows);
    if (!k->n_layouts) say(stderr, "没有一张表认得出是台账，各表是空的：原来的内容都在“%s”里；先看是不是给错了文件，标题行全不全\n", ANSWERED_VERBATIM);
    for (size_t i = 0; i < b->old.n_others; i++) say(stderr, "没有读 %s\n", b->old.others[i]);
    if (wrong) say(stderr, "有 %zu 个回答用不上，见“%s”的“说明”\n", wrong, CONFIRMATION_SHEET);
    if (b->file.n_hidden) say(stderr, "有 %zu 个词像姓名或号码，没有写进“%s”，下次还会问\n", b->file.n_hidden, b->office.name);
    say(stdout, "%s\n", b->place.path);
    if (b->file.n_answers) say(stdout, "%s\n", b->office.path);
    ending_brought(b->options, b->place.path, open, b->init, &command_check);
}

static bool bring(struct bringing *b, struct diag *diag)
{
    struct outdir *out = NULL;
    if (!read_old(b, diag) || !read_previous(b, diag) || !read_book(b, diag) || !make(b, diag) || !make_office(b, diag) || !outdir_open_for(&out, b->place.dir, NULL, b->place.name, diag)) return false;
    bool ok = write_files(b, out, diag);
    if (ok) printing_notes(out, false);
    outdir_close(out);
    if (ok) tell(b);
    return ok;
}

int init_from(struct session *s, const struct options *o, const struct command *init, struct diag *diag)
{
    struct bringing b = {.session = s, .options = o, .init = init, .place = init_place(s, o->inputs[0])};
    b.office = office_place(s, b.place);
    b.old.written[0] = b.place.path;
    b.old.written[1] = b.office.path;
    bool ok = intake_words_load(&b.words, s->schema, arena_printf(&s->arena, "%s/ledger/intake.yaml", s->data), diag) && bring(&b, diag);
    if (b.intake.schema) intake_release(&b.intake);
    if (b.again) answered_release(&b.answered);
    if (b.report.kind) submission_release(&b.report);
    office_file_release(&b.file);
    old_sheets_release(&b.kept);
    old_sheets_release(&b.previous);
    old_sheets_release(&b.book);
    old_sheets_release(&b.old);
    intake_words_release(&b.words);
    return ok ? 0 : (int)diag->kind;
}
