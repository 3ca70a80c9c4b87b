#include "tally/narrative.h"
#include "base/text.h"
#include "form/label.h"
#include "ledger/values/personal.h"
#include "form/markdown.h"
#include "tally/placeholder.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct writer {
    struct store *store;
    struct report *report;
    struct problems *problems;
    struct diag *diag;
    struct block *blocks;                              /* of the section being written */
    size_t n, cap;
    struct hidden { const char *file; int64_t line; } *hidden;     /* where the office's own texts have personal values, in order */
    size_t n_hidden, cap_hidden;
};

static void add_block(struct writer *w, bool heading, const char *text)
{
    w->blocks = memory_grow(w->blocks, w->n, &w->cap, sizeof *w->blocks);
    w->blocks[w->n++] = (struct block){heading, arena_dup(&w->report->arena, text)};
}

/* How many lines of `text` end before a place. Asked for one place behind another, it goes on from the last one. */
struct line_counter { const char *text, *at; int64_t lines; };
static int64_t lines_before(struct line_counter *c, const char *at)
{
    if (!c->at || at < c->at) c->at = c->text, c->lines = 0;
    for (; c->at < at; c->at++) c->lines += *c->at == '\n';
    return c->lines;
}

/* The place of a text in the ledger, for its problems. */
struct text_origin { struct writer *writer; const struct form_section *section; const char *file; int64_t line; struct line_counter before; };

/* A sheet and a table of a database count rows: a text of many lines is one of them. The others are files that people open as text. */
static bool counts_rows(const char *file)
{
    static const char *const texts[] = {".csv", ".md", ".txt"};
    const char *dot = strrchr(file, '.');
    for (size_t i = 0; dot && i < sizeof texts / sizeof *texts; i++)
        if (!strcasecmp(dot, texts[i])) return false;
    return true;
}

/* `line` counts from 0 within the text. */
static int64_t line_of(const struct text_origin *o, int64_t line) { return !o->line ? 0 : counts_rows(o->file) ? o->line : o->line + line; }

/* A document has paragraphs, and no lines that people could count. */
static void add_problem(const struct text_origin *o, int64_t line, const char *words)
{
    struct problem p = {.id = "S13", .table = "narrative", .file = o->file, .line = line_of(o, line), .text = words, .lost = true, .refuses = true};
    struct text key = {0}, more = {0};
    if (!o->line) text_printf(&key, "%s 第%lld段", o->section->id, (long long)line + 1), p.key = text_get(&key);
    if (line && o->line && counts_rows(o->file)) text_printf(&more, "%s（这一格里的第%lld行）", words, (long long)line + 1), p.text = text_get(&more);
    problems_add(o->writer->problems, &p);
    text_release(&key);
    text_release(&more);
}

static void add_fault(void *context, const char *at, const char *why)
{
    struct text_origin *o = context;
    add_problem(o, lines_before(&o->before, at), why);
}

static void add_marks(void *context, int line, const char *names)
{
    const struct text_origin *o = context;
    struct text words = {0};
    text_printf(&words, "正文只可用段落和“### 标题”，这一行有%s", names);
    add_problem(o, line - 1, text_get(&words));
    text_release(&words);
}

/* The program prints the headings of the sections. A heading in the text would be printed twice, or begins words of another section. */
static void find_titles(const struct text_origin *o, const char *source)
{
    const struct form *f = o->writer->report->form;
    struct arena scratch = {0};
    for (int64_t line = 0; *source; line++) {
        size_t length = strcspn(source, "\n"), n = length;
        const char *s = markdown_trim(source, &n);
        while (n && *s == '#') s++, n--;
        s = arena_dup_n(&scratch, s, n);
        for (size_t i = 0; n && i < f->n_sections; i++) {
            bool exact;
            bool bare = o->section == &f->sections[i] && !label_is_subheading(s, n) && !strcmp(label_key(&scratch, s), label_key(&scratch, o->section->heading));
            if (!label_is_title(&scratch, s, f->sections[i].heading, &exact) && !bare) continue;
            exact = exact || bare;
            add_problem(o, line, arena_printf(&scratch, "各部分的标题由程序印：这一行%s“%s”，请删去；属于别的部分的文字，放到那一部分", exact ? "是" : "看来是", f->sections[i].heading));
            break;
        }
        source += length + (source[length] == '\n');
    }
    arena_release(&scratch);
}

/* Notes the lines of personal values now: the paragraphs made of the text no longer have lines. */
static bool find_hidden(const struct text_origin *o, const char *filled)
{
    struct writer *w = o->writer;
    struct personal_marks marks = {0};
    const char *file = arena_dup(&w->report->arena, o->file);
    bool ok = store_scan_text(w->store, w->report->agency.id, w->report->preamble, filled, &marks, w->diag);
    struct line_counter before = {.text = filled};
    for (size_t i = 0; i < marks.n; i++) {
        w->hidden = memory_grow(w->hidden, w->n_hidden, &w->cap_hidden, sizeof *w->hidden);
        w->hidden[w->n_hidden++] = (struct hidden){file, line_of(o, lines_before(&before, filled + marks.list[i].from))};
    }
    personal_marks_release(&marks);
    return ok;
}

/* Fills and splits one text of the office; that of a document (line 0) has no marks but its paragraphs. Faults of the text are problems; false only when the environment failed. */
static bool take_text(struct writer *w, const struct form_section *section, const char *source, const char *file, int64_t line)
{
    const struct placeholders p = {w->report, w->store, w->problems->refusing > 0};
    struct text_origin origin = {w, section, file, line, {.text = source}};
    struct placeholder_faults faults = {add_fault, &origin, 0};
    struct text filled = {0};
    bool ok = placeholders_fill(&p, source, &filled, &faults, w->diag);
    if (ok) {
        if (line) markdown_marks(source, (struct markdown_faults){add_marks, &origin});
        find_titles(&origin, source);
        ok = find_hidden(&origin, text_get(&filled));
        if (line) markdown_blocks(&w->report->arena, text_get(&filled), &w->blocks, &w->n, &w->cap);
        else markdown_printed_blocks(&w->report->arena, text_get(&filled), &w->blocks, &w->n, &w->cap);
    }
    text_release(&filled);
    return ok;
}

/* The office's own text of a section, in the order in which it was read; *mentions tells whether `word` is in it. */
static bool own_text(struct writer *w, const struct form_section *s, bool *mentions)
{
    static const char sql[] =
        "SELECT n.text, f.name, n.line FROM narrative n JOIN files f ON f.id = n.file"
        " WHERE n.agency = :agency AND n.year = :year AND code_text('narrative_sections', n.section) = :section ORDER BY n.id";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, w->store, sql, "narrative", 1, w->diag);
    if (!ok) return false;
    query_bind_asked(q, report_asked(w->report));
    query_bind_text(q, ":section", s->id);
    while (ok && (ok = query_next(q, &row, w->diag)) && row) {
        const char *text = query_text(q, 0);
        if (!text) continue;
        *mentions = *mentions || (s->always_word && strstr(text, s->always_word));
        ok = take_text(w, s, text, query_text(q, 1), query_integer(q, 2));
    }
    query_close(q);
    return ok;
}

/* Without a table that the form needs, its query would print "none": 未收取信息处理费. */
static bool lacks_table(const struct writer *w, const struct query *q)
{
    const struct form *f = w->report->form;
    for (size_t i = 0; query_reads(q, i); i++)
        for (size_t k = 0; k < f->n_reads; k++)
            if (!strcmp(f->reads[k], query_reads(q, i)) && !store_has(w->store, query_reads(q, i))) return true;
    return false;
}

/* Numbers a heading of the form （三） anew: paragraphs that were not printed leave no gap. */
static void add_form_heading(struct writer *w, const char *heading)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    size_t turn = 0;
    const char *words = strstr(heading, "）");
    for (size_t i = 0; i < w->n; i++) turn += w->blocks[i].heading && label_is_subheading(w->blocks[i].text, strlen(w->blocks[i].text));
    if (!words || !label_is_subheading(heading, strlen(heading)) || turn >= sizeof numerals / sizeof *numerals) add_block(w, true, heading);
    else add_block(w, true, arena_printf(&w->report->arena, "（%s%s", numerals[turn], words));
}

/* A paragraph of the form: its heading once, then one paragraph a row. */
static bool default_text(struct writer *w, const struct form_paragraph *p)
{
    struct query *q = NULL;
    bool row = true, headed = !p->heading, ok = query_open(&q, w->store, p->query, p->file, p->line, w->diag);
    if (!ok) return false;
    query_bind_asked(q, report_asked(w->report));
    int at = query_column(q, "text");
    row = !lacks_table(w, q);
    while (row && ok && (ok = query_next(q, &row, w->diag)) && row) {
        const char *text = query_text(q, at);
        if (!text || !*text) continue;
        if (!headed) add_form_heading(w, p->heading);
        headed = true;
        add_block(w, false, text);
    }
    query_close(q);
    return ok;
}

/* Puts the text into the store, which returns the words that may be printed. The preamble is the form's own words, but an office without
 * records wrote its own: it is checked like its other texts, and does not excuse what stands in itself. */
static bool put_text(struct writer *w, const char *section, const char *place, const struct hidden *from, const char **text, size_t *marks)
{
    bool preamble = !strcmp(section, "preamble"), theirs = preamble && w->report->totals;
    const struct printed_text printed = {.agency = w->report->agency.id, .section = section, .place = place, .body = *text, .own = theirs ? NULL : w->report->preamble,
                                         .file = from ? from->file : NULL, .line = from ? from->line : 0, .unchecked = preamble && !theirs, .opening = theirs};
    struct text shown = {0};
    bool ok = store_put_printed(w->store, &printed, &shown, marks, w->diag);
    if (ok && *marks) *text = arena_dup(&w->report->arena, text_get(&shown));
    text_release(&shown);
    return ok;
}

/* The first `n_own` blocks are the office's own. */
static bool put_texts(struct writer *w, struct report_section *s, size_t n_own)
{
    char place[64];
    for (size_t i = 0, at = 0, marks; i < s->n_blocks; i++, at += marks) {
        snprintf(place, sizeof place, "第%zu段", i + 1);
        const struct hidden *from = i < n_own && w->n_hidden ? &w->hidden[at < w->n_hidden ? at : w->n_hidden - 1] : NULL;
        if (!put_text(w, s->form->id, place, from, &s->blocks[i].text, &marks)) return false;
    }
    return true;
}

static bool write_section(struct writer *w, struct report_section *s)
{
    const struct form_section *f = s->form;
    bool mentions = false;
    w->n = w->n_hidden = 0;
    if (!own_text(w, f, &mentions)) return false;
    size_t n_own = w->n;
    if (!w->n && (!f->invented || w->report->totals)) {
        s->missing = true;
        add_block(w, false, "【待填写】");
    } else if (!w->n) {
        for (size_t i = 0; i < f->n_defaults; i++)
            if (!default_text(w, &f->defaults[i])) return false;
    }
    const struct form_paragraph *always = w->report->rollup && f->summed.query ? &f->summed : &f->always;
    if (always->query && !mentions && !w->report->totals && !default_text(w, always)) return false;
    s->n_blocks = w->n;
    s->blocks = arena_alloc(&w->report->arena, (w->n + 1) * sizeof *s->blocks);
    if (w->n) memcpy(s->blocks, w->blocks, w->n * sizeof *s->blocks);
    return put_texts(w, s, n_own);
}

/* Preamble, notes and title are printed too. */
static bool put_other_words(struct writer *w)
{
    struct report *r = w->report;
    size_t marks;
    if (!put_text(w, "title", "标题", NULL, &r->title, &marks) || (r->preamble && !put_text(w, "preamble", "引言", NULL, &r->preamble, &marks))) return false;
    for (size_t i = 0; i < r->form->n_tables; i++)
        for (size_t s = 0; s < r->tables[i].form->n_slots; s++)
            if (r->tables[i].cells[s].note &&
                !put_text(w, r->tables[i].form->id, r->tables[i].form->slots[s].address, NULL, &r->tables[i].cells[s].note, &marks))
                return false;
    return true;
}

bool narrative_write(struct store *store, struct report *r, struct problems *problems, struct diag *diag)
{
    struct writer w = {.store = store, .report = r, .problems = problems, .diag = diag};
    bool ok = store_begin(store, diag);
    for (size_t i = 0; ok && i < r->form->n_sections; i++)
        if (!r->form->sections[i].table) ok = write_section(&w, &r->sections[i]);
    ok = ok && put_other_words(&w) && store_commit(store, diag);
    free(w.blocks);
    free(w.hidden);
    return ok;
}
