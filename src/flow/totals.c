#include "flow/totals.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "flow/reading.h"
#include "flow/taken_texts.h"
#include "form/label.h"
#include "submission/opening.h"
#include "superior/submission_put.h"
#include "tally/narrative.h"
#include "tally/tally.h"
#include "tally/text_numbers.h"
#include <string.h>

/* ---- reading it ---- */

static bool is_code(const char *word)
{
    while (*word && (unsigned char)*word < 0x80) word++;
    return !*word;
}

static bool same_words(const char *a, const char *b)
{
    struct arena scratch = {0};
    bool same = !strcmp(label_key(&scratch, a), label_key(&scratch, b));
    arena_release(&scratch);
    return same;
}

/* --agency names the agency where the file does not; where both do, they must agree. A file may have a code alone. */
static bool settle_agency(struct flow *f, struct submission *s, struct diag *diag)
{
    const char *asked = f->options->agency;
    bool is_its_code = asked && s->code && !strcmp(asked, s->code);
    if (!s->name && asked && !is_code(asked)) s->name = arena_dup(&s->arena, asked);
    if (!s->name) return diag_fail(diag, DIAG_INPUT, "%s 里没有机关名称：请用 --agency 写明名称", s->shown);
    if (!asked || is_its_code || same_words(asked, s->name)) return true;
    return diag_fail(diag, DIAG_INPUT, "%s 是%s的年报，--agency 是%s：请看清是哪个机关的", s->shown, s->name, asked);
}

static bool settle(struct flow *f, struct submission *s, struct diag *diag)
{
    if (!s->kind) return diag_fail(diag, DIAG_INPUT, "%s 不是台账；作为填好的年报，%s%s", s->shown, s->unread ? s->unread : "读不出", s->year && !s->name && !s->code ? "；也可以用 --agency 写明名称" : "");
    if (s->kind == SUBMISSION_PDF)
        return diag_fail(diag, DIAG_INPUT, "%s 是 PDF，读出来的数不够可靠，不能据以公布：请给出 Word（.docx）、工作簿（.xlsx）、网页或 report.json", s->shown);
    if (s->year != f->year) return diag_fail(diag, DIAG_INPUT, "%s 是%d年的年报，--year 是%d年", s->shown, s->year, f->year);
    if (strcmp(s->form, f->form->id)) return diag_fail(diag, DIAG_INPUT, "%s 用的是表单 %s，这里用的是 %s", s->shown, s->form, f->form->id);
    return settle_agency(f, s, diag);
}

/* An office's file has one report. */
static bool find_source(struct flow *f, const char *path, struct submission_source *source, struct problems *said, struct diag *diag)
{
    struct submission_source *list;
    size_t n;
    if (!submission_find(&f->arena, path, f->session->schema, &list, &n, said, diag)) return false;
    if (n != 1) return diag_fail(diag, DIAG_INPUT, "%s 里有 %zu 个机关或年度的数：一次只能做一个机关一年的年报，请分开", path, n);
    *source = list[0];
    source->asked_name = f->options->agency && !is_code(f->options->agency) ? f->options->agency : NULL;
    source->asked_year = f->year;
    return true;
}

static bool put_section(struct flow *f, const struct submission *s, const struct submission_text *t, int64_t agency, struct diag *diag)
{
    int section = code_find(schema_codes(f->session->schema, "narrative_sections"), t->section);
    if (!strcmp(t->section, "preamble")) return true;
    if (section > 0)
        return store_add_prose(f->store, agency, f->year, section, t->markdown, s->shown, 0, diag) && taken_texts_note(f, agency, "section", t->section, s->shown, NULL, diag) &&
               (!t->twice || taken_texts_note(f, agency, "twice", t->section, s->shown, NULL, diag));
    problems_add(&f->problems, &(struct problem){.id = "R10", .file = s->shown, .key = t->section, .text = "表单里没有这一部分，它的文字没有用"});
    return true;
}

/* What the file answers, and what --zero declares: a check compares both with the number. */
static bool put_received(struct flow *f, const struct submission *s, int64_t agency, struct diag *diag)
{
    static const char *const words[] = {[RECEIVED_NO] = "否", [RECEIVED_YES] = "是"};
    return (!s->received || taken_texts_note(f, agency, "received", NULL, s->shown, words[s->received], diag)) &&
           (!f->options->zero || s->received == RECEIVED_NO || taken_texts_note(f, agency, "received", NULL, NULL, words[RECEIVED_NO], diag));
}

static bool put(struct flow *f, const struct submission *s, struct diag *diag)
{
    int64_t agency = ledger_agencies_add(&f->agencies, s->code, s->name, NULL);
    bool ok = store_begin(f->store, diag) && store_add_agency(f->store, s->code, s->name, diag) && submission_put_cells(f->store, s, f->form, "submission", agency, diag);
    for (size_t i = 0; ok && i < s->n_texts; i++) ok = put_section(f, s, &s->texts[i], agency, diag);
    return ok && put_received(f, s, agency, diag) && store_commit(f->store, diag);
}

/* The reader quotes what it passed over. */
static bool take_problems(struct flow *f, const struct problems *all, struct diag *diag)
{
    for (size_t i = 0; i < all->n; i++) {
        struct problem p = all->list[i];
        if (!taken_texts_quote(f, &p.text, diag) || !taken_texts_quote(f, &p.value, diag)) return false;
        problems_add(&f->problems, &p);
    }
    return true;
}

bool totals_read(struct flow *f, const char *path, struct diag *diag)
{
    struct submission_source source;
    struct submission *s = &f->totals;
    struct problems said = {0};
    if (f->session->as_of <= civil_day(f->year, 12, 31)) return diag_fail(diag, DIAG_USAGE, "%d年还没有结束，填好的年报要到年末以后才能做", f->year);
    if (!reading_forms(f, diag) || !session_store(f->session, &f->store, NULL, diag)) return false;
    store_know_people(f->store, f->people);
    bool ok = find_source(f, path, &source, &said, diag) && submission_read(s, &source, f->session->shelf, &said, diag) && settle(f, s, diag) &&
              flow_add_input(f, source.path, source.shown, diag) && put(f, s, diag) && take_problems(f, &said, diag);
    problems_release(&said);
    return ok && reading_waivers(f, diag) && store_link(f->store, &f->problems, diag);
}

/* ---- the report ---- */

/* A web page has other lines around its title: where it comes from, when it was published. Only sentences are a preamble. */
static bool is_sentence(const char *line, size_t n)
{
    static const char *const ends[] = {"。", "：", "；", "！"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);
        if (n >= k && !memcmp(line + n - k, ends[i], k)) return true;
    }
    return false;
}

static bool take_preamble(struct flow *f, struct report *r, const char *words, struct diag *diag)
{
    const struct submission *s = &f->totals;
    struct text preamble = {0};
    bool ok = true;
    for (size_t n; ok && words && *words; words += n + (words[n] == '\n')) {
        n = strcspn(words, "\n");
        const char *line = arena_dup_n(&r->arena, words, n);
        if (s->kind == SUBMISSION_PAGE && !is_sentence(line, n)) ok = taken_texts_note(f, r->agency.id, "words", "before", s->shown, line, diag);
        else text_printf(&preamble, "%s%s", preamble.n ? "\n" : "", line);
    }
    r->preamble = preamble.n ? arena_dup(&r->arena, text_get(&preamble)) : NULL;
    text_release(&preamble);
    return ok;
}

/* The title is the program's; the preamble that of the file, or the form's where the file can have none. */
static bool take_opening(struct flow *f, struct report *r, struct diag *diag)
{
    const struct submission *s = &f->totals;
    const struct opening o = opening_of(&r->arena, submission_preamble(s));
    bool ok = tally_opening(f->store, r, diag) && taken_texts_note(f, r->agency.id, "made", "title", NULL, r->title, diag);
    if ((s->kind == SUBMISSION_JSON || s->kind == SUBMISSION_CELLS || s->filled_in) && !submission_preamble(s)) return ok;
    ok = ok && take_preamble(f, r, o.preamble, diag) && (!o.title || taken_texts_note(f, r->agency.id, "words", "title", s->shown, o.title, diag)) &&
         (!o.before || taken_texts_note(f, r->agency.id, "words", "before", s->shown, o.before, diag));
    for (size_t i = 0; ok && i < s->n_beside; i++) ok = taken_texts_note(f, r->agency.id, "words", s->beside[i].section, s->shown, s->beside[i].markdown, diag);
    return ok;
}

static const char *heading_of(const struct form *form, const struct form_table *t)
{
    for (size_t i = 0; i < form->n_sections; i++)
        if (form->sections[i].table == t) return form->sections[i].heading;
    return t->id;
}

/* What reading said of the cell that it could not read; NULL = nothing. */
static const struct problem *unread(const struct problems *said, const char *address)
{
    for (size_t i = 0; i < said->n; i++) {
        const struct problem *p = &said->list[i];
        if (!strcmp(p->id, "R02") && p->cell && !strcmp(p->cell, address)) return p;
    }
    return NULL;
}

/* Nothing is taken as 0: a cell that is missing, empty or unread blocks, unless the form lets it be empty. */
static void say_empty(struct flow *f, const struct report_table *t)
{
    const struct submission *s = &f->totals;
    const char *first = NULL;
    size_t n = 0, n_unread = 0;
    for (size_t i = 0; i < t->form->n_slots; i++) {
        const struct form_slot *slot = &t->form->slots[i];
        bool said = unread(&f->problems, slot->address) != NULL;
        if (t->cells[i].state == CELL_NUMBER || (slot->may_be_empty && !said)) continue;
        n_unread += said;
        if (!n++) first = slot->address;
    }
    if (!n) return;
    const struct submission_cell *cell = submission_cell(s, first);
    const struct problem *said = unread(&f->problems, first);
    const char *words = arena_printf(&f->arena, "“%s”有 %zu 格没有数，%s", heading_of(f->form, t->form), n,
                                     n_unread == n ? "都是读不出来的（R02）" : "这是第一格");
    problems_add(&f->problems, &(struct problem){.id = "R12",
                                                 .file = s->shown,
                                                 .column = cell ? cell->place : said ? said->column : NULL,
                                                 .key = t->form->id,
                                                 .cell = first,
                                                 .value = arena_printf(&f->arena, "%zu格", n),
                                                 .expected = "每格一个数，没有的填 0",
                                                 .text = words});
}

/* Once, what records would have shown. */
static void say_what_it_is(struct flow *f)
{
    struct text words = {0};
    text_add(&words, REPORT_TOTALS "：没有核对须有记录才能核对的 ");
    rules_of_records(f->session->catalogue, f->form, &words);
    problems_add(&f->problems, &(struct problem){.id = "R11", .value = text_get(&words), .unmade = true});
    text_release(&words);
}

bool totals_report(struct flow *f, struct diag *diag)
{
    const struct submission *s = &f->totals;
    const struct agency agency = {.id = 1, .code = s->code, .name = s->name};
    struct report *r = flow_report_new(f, &agency);
    r->totals = true;
    r->timeliness = (struct timeliness){-1, -1, -1, -1, -1, -1, -1};
    submission_fill(s, r);
    for (size_t i = 0; i < f->form->n_tables; i++) say_empty(f, &r->tables[i]);
    say_what_it_is(f);
    return take_opening(f, r, diag) && narrative_write(f->store, r, &f->problems, diag) && text_numbers_write(f->store, r->agency.id, diag);
}
