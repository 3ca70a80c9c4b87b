/* What a form that was filled in says beside its tables: whose report it is, of which year, and whether a request came in. */
#include "base/spelling.h"
#include "form/cell_names.h"
#include "submission/submission_inside.h"
#include <string.h>

bool answer_received(const char *words, enum submission_received *received)
{
    bool odd = false;
    struct slice said = spelling_trim((struct slice){words, strlen(words)}, &odd);
    *received = slice_is(said, "是") ? RECEIVED_YES : slice_is(said, "否") ? RECEIVED_NO : RECEIVED_UNSAID;
    return *received || !said.n;
}

struct said_answer { const char *words, *place; };          /* words NULL: nothing stands there */

/* False where the book has no such cell. */
static bool find(struct arena *a, const struct loaded_book *book, enum form_answer of, struct said_answer *out)
{
    size_t sheet;
    int row, col;
    bool odd = false;
    *out = (struct said_answer){0};
    if (!book->reader || !xlsx_reader_name(book->reader, answer_names[of], &sheet, &row, &col)) return false;
    const struct loaded_sheet *s = &book->list[sheet];
    const struct loaded_cell *c = loaded_sheet_at(s, row, col);
    out->place = loaded_sheet_place(a, s, row, col);
    if (!c || (c->kind != XLSX_TEXT && c->kind != XLSX_NUMBER)) return true;
    struct slice words = spelling_trim((struct slice){c->text, strlen(c->text)}, &odd);
    if (words.n) out->words = arena_dup_n(a, words.s, words.n);
    return true;
}

static void refuse(struct submission_reading *r, const struct said_answer *a, const char *expected)
{
    problems_add(r->problems, &(struct problem){.id = "R02",
                                                .file = r->s->shown,
                                                .column = a->place,
                                                .key = r->s->name,
                                                .value = submission_value(a->words),
                                                .expected = expected,
                                                .text = "这一格没有读"});
}

static void take_year(struct submission_reading *r, const struct said_answer *a)
{
    struct decimal year;
    if (!a->words) return;
    if (decimal_parse(a->words, &year) && decimal_rescale(year, 0, &year) && year.value > 0 && year.value < 10000) r->s->year = (int)year.value;
    else if (cell_list_year(a->words)) r->s->year = cell_list_year(a->words);
    else refuse(r, a, "年份，如 2025");
}

void submission_take_answers(struct submission_reading *r, const struct loaded_book *book)
{
    struct submission *s = r->s;
    struct said_answer a;
    s->filled_in = find(&s->arena, book, ANSWER_RECEIVED, &a);
    if (!s->filled_in) return;
    if (a.words && !answer_received(a.words, &s->received)) refuse(r, &a, "“是”或“否”");
    if (find(&s->arena, book, ANSWER_AGENCY, &a)) s->name = a.words;
    if (find(&s->arena, book, ANSWER_CODE, &a)) s->code = a.words;
    if (find(&s->arena, book, ANSWER_YEAR, &a)) take_year(r, &a);
}
