#include "cli/columns/show_columns.h"
#include "base/characters.h"
#include "base/say.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "workbook/sheet_places.h"
#include "rules/rules.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- for people ---- */

/* In columns of a terminal: characters from the CJK radicals on are two wide, and so are dashes and quotes among them. */
static size_t width_of(const char *s)
{
    struct text shown = {0};
    size_t width = 0;
    characters_show(&shown, s, strlen(s), true);
    for (size_t i = 0; i < shown.n;) {
        uint32_t c;
        i += utf8_next(shown.bytes + i, shown.n - i, &c);
        width += c >= 0x2E80 || (c >= 0x2014 && c <= 0x2026) ? 2 : 1;
    }
    text_release(&shown);
    return width;
}

static void print_padded(const char *s, size_t width)
{
    size_t shown = width_of(s);
    say(stdout, "%s%*s", s, shown < width ? (int)(width - shown) : 0, "");
}

static const char *taken_for(const struct heading_note *h, struct text *words)
{
    text_clear(words);
    if (h->verdict != HEADING_OWN && h->verdict != HEADING_ALIAS && h->verdict != HEADING_COLLECTED) text_add(words, "（没有读）");
    else if (h->event) text_printf(words, "办理过程：%s", h->event);
    else text_add(words, h->heading);
    return text_get(words);
}

static const char *reason(const struct heading_note *h, struct text *words)
{
    text_clear(words);
    switch (h->verdict) {
    case HEADING_OWN: text_add(words, h->event ? "宽台账的列" : "台账的标题"); break;
    case HEADING_ALIAS: h->event ? text_printf(words, "别名，即“%s”（%s）", h->heading, h->why) : text_printf(words, "别名（%s）", h->why); break;
    case HEADING_COLLECTED: text_printf(words, "每行归入哪一列，按它的代码（%s）", h->why); break;
    case HEADING_LEFT: text_printf(words, "知道这一列，不需要（%s）", h->why); break;
    case HEADING_UNKNOWN: text_add(words, "不认识的标题"); break;
    case HEADING_SLIP:
    case HEADING_NEAR:
    case HEADING_AMBIGUOUS:
    case HEADING_TWICE:
    case HEADING_MISSING: text_printf(words, "拒绝：%s", h->why); break;
    }
    if (h->dressed && !heading_refused(h->verdict)) text_add(words, "，去掉标注");
    if (h->verdict == HEADING_AMBIGUOUS) text_printf(words, "（%s）", h->heading);
    return text_get(words);
}

static bool same_file(const struct heading_note *a, const struct heading_note *b) { return !strcmp(a->file, b->file); }

static void print_column(const struct heading_note *h)
{
    char letters[SHEET_LETTERS];
    if (!h->cell) say(stdout, "   -  ");
    else if (h->sheet) say(stdout, "%4s  ", sheet_letters((int)h->cell, letters));
    else say(stdout, "%4zu  ", h->cell);
}

static void print_file(const struct heading_note *list, size_t n)
{
    struct text words = {0};
    size_t seen = width_of("标题"), taken = width_of("读作");
    for (size_t i = 0; i < n; i++) {
        size_t a = width_of(list[i].seen), b = width_of(taken_for(&list[i], &words));
        if (a > seen) seen = a;
        if (b > taken) taken = b;
    }
    say(stdout, "%s（%s）第%" PRId64 "行\n      ", list->file, list->table, list->line);
    print_padded("标题", seen + 2);
    print_padded("读作", taken + 2);
    say(stdout, "依据\n");
    for (size_t i = 0; i < n; i++) {
        print_column(&list[i]);
        print_padded(list[i].seen, seen + 2);
        print_padded(taken_for(&list[i], &words), taken + 2);
        say(stdout, "%s\n", reason(&list[i], &words));
    }
    text_release(&words);
}

void show_columns_print(const struct heading_log *log)
{
    for (size_t i = 0, k; i < log->n; i = k) {
        for (k = i + 1; k < log->n && same_file(&log->list[i], &log->list[k]); k++) {}
        if (i) say(stdout, "\n");
        print_file(&log->list[i], k - i);
    }
}

/* ---- reading headers alone ---- */

/* The rows of the agencies are read as well: other tables need a column for the agency only where there are several. */
static void read_header(const struct row_context *context, const struct ledger_file *file)
{
    struct row_source *source;
    if (!row_source_open(&source, context, file)) return;
    while (!strcmp(file->table->id, "agencies") && row_source_next(source)) {}
    row_source_close(source);
}

static void read_headers(const struct row_context *context, const struct ledger *ledger)
{
    for (size_t t = 0; t < context->schema->n_tables; t++)
        for (size_t i = 0; i < ledger->n_files; i++)
            if (ledger->files[i].table == &context->schema->tables[t]) read_header(context, &ledger->files[i]);
}

static bool has_agencies(const struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->n_files; i++)
        if (!strcmp(ledger->files[i].table->id, "agencies")) return true;
    return false;
}

static void print_problems(const struct session *s, const struct problems *problems, const struct sheet_places *places)
{
    struct findings all = {0};
    rules_take_problems(s->catalogue, s->schema, problems, &all);
    findings_place(&all, places);
    findings_sort(&all);
    terminal_findings(stderr, s->catalogue, &all, TERMINAL_ALL);
    findings_release(&all);
}

int show_columns(const struct session *s, const struct options *o, const char *const *ledgers, size_t n, struct diag *diag)
{
    struct ledger ledger = {.several = n > 1, .encoding = o->encoding, .databases = s->databases};
    struct problems problems = {0};
    struct ledger_agencies agencies = {0};
    struct heading_log log = {0};
    struct sheet_places places = {0};
    struct intern *applicants = intern_new();
    int code = 0;
    for (size_t i = 0; !code && i < n; i++)
        if (!ledger_open(&ledger, ledgers[i], s->schema, &problems, diag)) code = (int)diag->kind;
    if (!code && !ledger_prove_encoding(&ledger, o->waivers, diag)) code = (int)diag->kind;
    if (!code) {
        const struct row_context context = {s->schema, &problems, &agencies, applicants, s->as_of, o->encoding, &places, &log, 0, NULL};
        if (o->agency && !has_agencies(&ledger)) ledger_agencies_add(&agencies, NULL, o->agency, NULL);
        read_headers(&context, &ledger);
        if (!o->json) show_columns_print(&log);
        else if (!show_columns_json(&log)) say(stderr, "nianbao: 写不了标准输出\n");
        if (!o->quiet) print_problems(s, &problems, &places);
        if (problems.refusing) code = DIAG_INPUT;
        if (ledger_lost(&ledger, diag)) code = (int)diag->kind;
    }
    intern_free(applicants);
    heading_log_release(&log);
    sheet_places_release(&places);
    ledger_agencies_release(&agencies);
    problems_release(&problems);
    ledger_release(&ledger);
    return code;
}
