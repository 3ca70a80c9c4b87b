/* What stands in a cell of ours for what stood in the old one: dates and codes in one spelling, everything else as it was. */
#include "calendar/civil.h"
#include "intake/intake_inside.h"
#include "ledger/schema/codes.h"
#include "ledger/values/date_near.h"
#include "ledger/values/value.h"
#include <stdio.h>
#include <string.h>

/* ---- dates ---- */

/* Serials and days behind the year of the report are no reason to ask: the reader of ledgers judges them. */
static int today_of(const struct intake *k) { return k->facts.year ? civil_day(k->facts.year + 1, 12, 31) : civil_day(9998, 12, 31); }

/* The year of a date that was written without one. */
static int ask_year(struct intake *k, const struct layout *l, const char *label, const char *where, int month)
{
    struct choices choices = {0};
    int year = k->facts.year;
    const char *both = arena_printf(&k->arena, "12月的是%d年，其余是%d年", year - 1, year);
    if (year) {
        choices_offer(&choices, arena_printf(&k->arena, "%d年", year));
        choices_offer(&choices, both);
        choices_offer(&choices, arena_printf(&k->arena, "%d年", year - 1));
    }
    const char *answer = questions_ask(&k->questions, &(struct question){.key = arena_printf(&k->arena, "年/%s/%s", l->head.table->name, label),
                                                                         .text = arena_printf(&k->arena, "“%s”里有没写年份的日期：是哪一年", label),
                                                                         .where = where,
                                                                         .advice = year ? choices.list[0] : NULL,
                                                                         .choices = choices.list,
                                                                         .n_choices = choices.n,
                                                                         .kind = year ? ANSWER_CHOICE : ANSWER_WORDS});
    int64_t given;
    if (!answer) return 0;
    if (year && !strcmp(answer, both)) return month == 12 ? year - 1 : year;
    return year_read(slice_of(answer), &given) ? (int)given : 0;
}

static const char *with_year(struct intake *k, int year, int month, int day, bool months)
{
    if (!year || !civil_valid(year, month, day)) return NULL;
    return months ? arena_printf(&k->arena, "%04d-%02d", year, month) : arena_printf(&k->arena, "%04d-%02d-%02d", year, month, day);
}

static const char *carry_date(struct intake *k, const struct layout *l, const char *label, const char *cell, const char *where)
{
    struct date date;
    char iso[CIVIL_ISO];
    int month, day;
    enum date_verdict verdict = date_read(slice_of(cell), today_of(k), DATES_OF_UNKNOWN, &date);
    if (verdict == DATE_OK && !date.may_slip) return arena_dup(&k->arena, civil_iso(date.day, iso));
    if (verdict != DATE_BAD || date_lacks(slice_of(cell), today_of(k), &date) != DATE_LACKS_YEAR || !month_and_day_read(slice_of(cell), &month, &day))
        return cell;
    const char *whole = with_year(k, ask_year(k, l, label, where, month), month, day, false);
    return whole ? whole : cell;
}

/* 3, 3月, 三月. */
static int month_alone(const char *cell)
{
    int month = 0, n = 0;
    if (sscanf(cell, "%d%n", &month, &n) == 1 && (!strcmp(cell + n, "") || !strcmp(cell + n, "月") || !strcmp(cell + n, "月份")))
        return month >= 1 && month <= 12 ? month : 0;
    month = spelling_numeral(cell);
    const char *rest = cell + (month ? SPELLING_NUMERAL : 0);
    if (month == 10 && spelling_numeral(rest) && spelling_numeral(rest) <= 2) month += spelling_numeral(rest), rest += SPELLING_NUMERAL;
    return month && (!strcmp(rest, "月") || !strcmp(rest, "月份")) ? month : 0;
}

static const char *carry_month(struct intake *k, const struct layout *l, const char *label, const char *cell, const char *where)
{
    struct date date;
    int year, month, day;
    if (month_read(slice_of(cell), today_of(k), DATES_OF_UNKNOWN, &date) == DATE_OK) {
        civil_split(date.day, &year, &month, &day);
        return with_year(k, year, month, 1, true);
    }
    month = month_alone(cell);
    const char *whole = month ? with_year(k, ask_year(k, l, label, where, month), month, 1, true) : NULL;
    return whole ? whole : cell;
}

/* ---- words ---- */

static int find_code(const struct code_list *list, const char *word, struct text *scratch)
{
    int found = codes_find(list, slice_of(word), scratch);
    if (found) return found;
    int odd = codes_find_odd(list, slice_of(word), scratch);
    return odd > 0 ? odd : 0;
}

static const char *among_of(const struct code_list *list, int found) { return found < 0 ? list->ambiguous[-found - 1].among : NULL; }

/* 不予公开 beside 商业秘密: the detail says which of those that the word may be. */
static int by_detail(struct intake *k, const struct code_list *list, const char *word, int found, const char *detail, struct text *scratch)
{
    const char *among = among_of(list, found);
    if (!*detail || found > 0) return found;
    int of_detail = find_code(list, detail, scratch);
    if (of_detail > 0 && (!found || (among && !strncmp(list->codes[of_detail - 1].code, among, strlen(among))))) return of_detail;
    int both = codes_find_odd(list, slice_of(arena_printf(&k->arena, "%s（%s）", word, detail)), scratch);
    return both > 0 ? both : found;
}

static void offer_codes(struct choices *c, struct intake *k, const char *before, const struct code_list *list, const char *among)
{
    for (size_t i = 0; i < list->n; i++)
        if (!among || !strncmp(list->codes[i].code, among, strlen(among)))
            choices_offer(c, *before ? arena_printf(&k->arena, "%s：%s", before, list->codes[i].choice) : list->codes[i].choice);
}

/* What the office said last year (--headings). */
static const struct column_word *office_word(const struct ledger_column *c, const char *word)
{
    struct text folded = {0};
    spelling_fold(&folded, slice_of(word));
    const struct column_word *w = c->words;
    while (w && strcmp(w->folded, text_get(&folded))) w = w->next;
    text_release(&folded);
    return w;
}

static const char *carry_code(struct intake *k, const struct layout *l, const struct ledger_column *c, const char *cell, const char *detail,
                              const char *where)
{
    struct text scratch = {0};
    struct choices choices = {0};
    int found = by_detail(k, c->codes, cell, find_code(c->codes, cell, &scratch), detail, &scratch);
    text_release(&scratch);
    const struct column_word *said = office_word(c, found <= 0 && *detail ? arena_printf(&k->arena, "%s（%s）", cell, detail) : cell);
    if (said) return said->code ? c->codes->codes[said->code - 1].choice : NULL;
    if (found > 0) return c->codes->codes[found - 1].choice;
    const char *word = *detail ? arena_printf(&k->arena, "%s（%s）", cell, detail) : cell;
    bool kinds = !strcmp(c->codes->name, "applicant_kinds") && carried_named(l->head.table, "applicant") >= 0;
    if (kinds) choices_offer(&choices, INTAKE_BY_NAME);
    offer_codes(&choices, k, "", c->codes, among_of(c->codes, found));
    choices_offer(&choices, INTAKE_EMPTY);
    choices_offer(&choices, INTAKE_ROW_BY_ROW);
    const char *answer = questions_ask(
        &k->questions, &(struct question){.key = arena_printf(&k->arena, "词/%s/%s/%s", l->head.table->name, c->heading, word),
                                          .text = arena_printf(&k->arena, "%s“%s”是哪一种", c->heading, word),
                                          .where = where,
                                          .advice = kinds                                                                           ? INTAKE_BY_NAME
                                                    : found < 0 && strstr(c->codes->ambiguous[-found - 1].advice, "没有办完的留空") ? INTAKE_EMPTY
                                                                                                                                    : NULL,
                                          .note = found < 0 ? c->codes->ambiguous[-found - 1].advice : NULL,
                                          .choices = choices.list,
                                          .n_choices = choices.n});
    if (!answer || !strcmp(answer, INTAKE_ROW_BY_ROW)) return word;
    return strcmp(answer, INTAKE_EMPTY) ? answer : NULL;
}

static const char *carry_flag(struct intake *k, const struct layout *l, const char *label, const char *cell, const char *where)
{
    static const struct ledger_column flag = {.heading = "", .type = COLUMN_FLAG};
    static const char *const choices[] = {"是", "否", INTAKE_EMPTY};
    struct row_context context = {.schema = k->schema};
    struct value_reader reader = {.context = &context};
    struct value v;
    struct fault fault = {0};
    bool reads = value_read(&reader, &flag, slice_of(cell), &v, &fault);
    value_reader_release(&reader);
    if (reads) return v.kind == VALUE_NONE ? NULL : v.integer ? "是" : "否";
    const char *answer = questions_ask(&k->questions, &(struct question){.key = arena_printf(&k->arena, "词/%s/%s/%s", l->head.table->name, label, cell),
                                                                         .text = arena_printf(&k->arena, "%s“%s”是“是”还是“否”", label, cell),
                                                                         .where = where,
                                                                         .choices = choices,
                                                                         .n_choices = sizeof choices / sizeof *choices});
    return !answer ? cell : strcmp(answer, INTAKE_EMPTY) ? answer : NULL;
}

const char *cell_carry(struct intake *k, const struct layout *l, const struct ledger_column *c, const char *label, const char *cell,
                       const char *detail, const char *where)
{
    if (c->type != COLUMN_FLAG && value_absent(slice_of(cell))) return NULL;
    switch (c->type) {
    case COLUMN_DATE: return carry_date(k, l, label, cell, where);
    case COLUMN_MONTH: return carry_month(k, l, label, cell, where);
    case COLUMN_CODE: return carry_code(k, l, c, cell, detail, where);
    case COLUMN_FLAG: return carry_flag(k, l, label, cell, where);
    default: return cell;
    }
}

/* ---- words of a column of several meanings ---- */

static int column_of(const struct ledger_table *t, const char *heading, size_t n)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strlen(t->columns[i].heading) == n && !memcmp(t->columns[i].heading, heading, n)) return (int)i;
    return -1;
}

struct meaning {
    int column, found;
};

static size_t meanings_of(const struct ledger_table *t, const char *words, const char *cell, struct meaning *all, size_t most)
{
    static const char between[] = "、";
    struct text scratch = {0};
    size_t n = 0;
    while (*words && n < most) {
        const char *end = strstr(words, between);
        size_t length = end ? (size_t)(end - words) : strlen(words);
        int column = column_of(t, words, length);
        if (column >= 0 && t->columns[column].codes) all[n++] = (struct meaning){column, find_code(t->columns[column].codes, cell, &scratch)};
        words = end ? end + strlen(between) : words + length;
    }
    text_release(&scratch);
    return n;
}

const char *cell_mixed(struct intake *k, const struct layout *l, const struct heading_alias *alias, const char *label, const char *cell,
                       const char *where, int *column)
{
    enum { MOST = 8 };
    const struct ledger_table *t = l->head.table;
    struct meaning all[MOST];
    struct choices choices = {0};
    size_t n = meanings_of(t, alias->meanings, cell, all, MOST), n_known = 0, known = 0, unclear = 0;
    for (size_t i = 0; i < n; i++) {
        if (all[i].found > 0) n_known++, known = i;
        unclear += all[i].found < 0;
    }
    *column = -1;
    if (!*cell || value_absent(slice_of(cell))) return NULL;
    if (n_known == 1 && !unclear) {
        *column = all[known].column;
        return t->columns[*column].codes->codes[all[known].found - 1].choice;
    }
    for (size_t i = 0; i < n; i++)
        if (!unclear || all[i].found)
            offer_codes(&choices, k, t->columns[all[i].column].heading, t->columns[all[i].column].codes,
                        among_of(t->columns[all[i].column].codes, all[i].found));
    if (carried_note_column(t) >= 0) choices_offer(&choices, INTAKE_NOTE);
    choices_offer(&choices, INTAKE_EMPTY);
    const char *answer = questions_ask(&k->questions, &(struct question){.key = arena_printf(&k->arena, "词/%s/%s/%s", t->name, label, cell),
                                                                         .text = arena_printf(&k->arena, "%s“%s”是什么", label, cell),
                                                                         .where = where,
                                                                         .choices = choices.list,
                                                                         .n_choices = choices.n});
    if (!answer && n) { /* it must not look as if nothing stood there: the reader of ledgers refuses it */
        *column = all[0].column;
        return cell;
    }
    if (!answer || !strcmp(answer, INTAKE_EMPTY)) return NULL;
    if (!strcmp(answer, INTAKE_NOTE)) {
        *column = carried_note_column(t);
        return arena_printf(&k->arena, "%s：%s", label, cell);
    }
    const char *colon = strstr(answer, "：");
    *column = column_of(t, answer, (size_t)(colon - answer));
    return colon + strlen("：");
}
