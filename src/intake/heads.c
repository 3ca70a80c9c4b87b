#include "intake/heads.h"
#include "ledger/schema/codes.h"
#include <string.h>

enum { SEARCHED_ROWS = 15, LEAST_KNOWN = 2 };

static struct heading_meaning meaning_of(const struct schema *schema, const struct ledger_table *t, const char *label, struct text *folded)
{
    text_clear(folded);
    spelling_fold(folded, (struct slice){label, strlen(label)});
    if (!folded->n) return (struct heading_meaning){.verdict = HEADING_UNKNOWN, .column = -1, .wide = -1};
    return heading_meaning(schema, t, (struct slice){folded->bytes, folded->n});
}

/* How much it helps to know this: a column, something to ask about, something to leave alone. */
static int worth(enum heading_verdict verdict)
{
    switch (verdict) {
    case HEADING_OWN:
    case HEADING_ALIAS:
    case HEADING_COLLECTED: return 3;
    case HEADING_AMBIGUOUS: return 2;
    case HEADING_LEFT: return 1;
    default: return 0;
    }
}

/* ---- heads of two lines ---- */

/* The upper words over this cell: its own, or those of the merged cell that reaches over it. In a CSV file nothing is merged: words reach
 * as far as there are words below and none above. */
static const char *upper_word(const struct old_sheet *sheet, const struct old_row *upper, const struct old_row *lower, size_t cell)
{
    if (*old_cell(upper, cell)) return old_cell(upper, cell);
    for (size_t i = 0; i < sheet->n_notes; i++) {
        const struct raw_note *m = &sheet->notes[i];
        if (m->kind == RAW_MERGED && m->line <= upper->line && m->last_line >= upper->line && m->cell <= cell && m->last_cell >= cell)
            return old_cell(upper, m->cell);
    }
    if (sheet->n_notes || !*old_cell(lower, cell)) return "";
    for (size_t i = cell; i && *old_cell(lower, i); i--)
        if (*old_cell(upper, i - 1)) return *old_cell(lower, i - 1) ? old_cell(upper, i - 1) : "";
    return "";
}

/* 申请人信息 above 姓名 says no more than 申请人. */
static const char *without_tail(struct arena *a, const char *word)
{
    static const char *const tails[] = {"信息", "情况", "环节", "事项", "栏"};
    size_t n = strlen(word);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t k = strlen(tails[i]);
        if (n > k && !strcmp(word + n - k, tails[i])) return arena_dup_n(a, word, n - k);
    }
    return word;
}

static const char *two_line_label(struct arena *a, const struct schema *schema, const struct ledger_table *t, const char *up, const char *low,
                                  struct text *folded)
{
    const char *both = arena_printf(a, "%s%s", up, low), *shorter = arena_printf(a, "%s%s", without_tail(a, up), low);
    const char *const tries[] = {both, shorter, low};
    const char *best = both;
    int most = 0;
    if (!*low || !*up) return *low ? low : up;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        int w = worth(meaning_of(schema, t, tries[i], folded).verdict);
        if (w > most) most = w, best = tries[i];
    }
    return best;
}

/* People break the lines of a heading to make its column narrow. */
static const char *one_line(struct arena *a, const char *label)
{
    if (!strpbrk(label, "\r\n\t")) return label;
    char *line = arena_dup(a, label), *to = line;
    for (const char *from = label; *from; from++)
        if (!strchr("\r\n\t", *from)) *to++ = *from;
    *to = 0;
    return line;
}

/* Below another word a heading that is not sure is asked about with that word: 回复日期 below 征求意见 and below 答复 are two things. */
static const char *name_of(struct arena *a, const struct old_head *h, size_t i, const char *up)
{
    const struct heading_meaning *m = &h->meanings[i];
    bool sure = m->verdict == HEADING_OWN || m->verdict == HEADING_ALIAS;
    if (!sure && *up && *h->labels[i] && !strstr(h->labels[i], up)) return one_line(a, arena_printf(a, "%s%s", without_tail(a, up), h->labels[i]));
    return m->alias ? m->alias->seen : h->labels[i];
}

/* ---- columns of one kind each: 行政许可, 行政处罚 ---- */

/* The needed column of codes of a table that counts; NULL where rows are not counted by kind. */
static const struct code_list *kinds_of(const struct ledger_table *t)
{
    const struct code_list *list = NULL;
    bool counts = false;
    for (size_t i = 0; i < t->n_columns; i++) {
        counts |= t->columns[i].needed && t->columns[i].type == COLUMN_COUNT;
        if (t->columns[i].needed && t->columns[i].codes) list = list ? NULL : t->columns[i].codes;
    }
    return counts ? list : NULL;
}

int old_head_kind(const struct intake_words *words, const struct code_list *list, const char *label)
{
    struct text scratch = {0}, folded = {0};
    spelling_fold(&folded, (struct slice){label, strlen(label)});
    int found = folded.n ? codes_find(list, (struct slice){folded.bytes, folded.n}, &scratch) : 0;
    for (size_t i = 0; i < words->n_units && found <= 0; i++) {
        size_t n = strlen(words->units[i]);
        if (folded.n > n && !memcmp(folded.bytes + folded.n - n, words->units[i], n))
            found = codes_find(list, (struct slice){folded.bytes, folded.n - n}, &scratch);
    }
    text_release(&scratch);
    text_release(&folded);
    return found > 0 ? found : 0;
}

/* ---- one row, or two, as the head of one table ---- */

static int score(struct old_head *h, struct arena *a, const struct schema *schema, const struct intake_words *words, const struct old_sheet *sheet,
                 struct text *folded)
{
    const struct code_list *kinds = kinds_of(h->table);
    const struct old_row *upper = &sheet->rows[h->row], *lower = &sheet->rows[h->row + h->n_rows - 1];
    int sum = 0;
    h->n = upper->n > lower->n ? upper->n : lower->n;
    h->labels = arena_alloc(a, (h->n + 1) * sizeof *h->labels);
    h->meanings = arena_alloc(a, (h->n + 1) * sizeof *h->meanings);
    h->uppers = arena_alloc(a, (h->n + 1) * sizeof *h->uppers);
    h->names = arena_alloc(a, (h->n + 1) * sizeof *h->names);
    h->n_known = h->n_labels = 0;
    for (size_t i = 0; i < h->n; i++) {
        const char *low = old_cell(lower, i);
        const char *up = h->n_rows == 2 ? upper_word(sheet, upper, lower, i) : "";
        h->labels[i] = one_line(a, two_line_label(a, schema, h->table, up, low, folded));
        h->meanings[i] = meaning_of(schema, h->table, h->labels[i], folded);
        h->names[i] = name_of(a, h, i, up);
        h->uppers[i] = *up ? meaning_of(schema, h->table, up, folded).wide : -1;
        h->n_labels += *h->labels[i] != 0;
        int w = worth(h->meanings[i].verdict);
        if (!w && kinds && *h->labels[i] && old_head_kind(words, kinds, h->labels[i])) w = worth(HEADING_OWN);
        for (size_t k = 0; k < i && w; k++) /* a second column of one meaning shows nothing new */
            if (!strcmp(h->labels[k], h->labels[i])) w = 0;
        h->n_known += w > 1;
        sum += w;
    }
    return sum;
}

static bool better(int sum, const struct old_head *h, int best, const struct old_head *found)
{
    if (h->n_known < LEAST_KNOWN) return false;
    if (!found->table || sum != best) return !found->table || sum > best;
    /* The same words known: where fewer are unknown, then in one line, below a title that reaches over it. */
    size_t unknown = h->n_labels - h->n_known, before = found->n_labels - found->n_known;
    return unknown != before ? unknown < before : h->n_rows < found->n_rows;
}

static void search(struct old_head *found, struct arena *a, const struct schema *schema, const struct intake_words *words,
                   const struct old_sheet *sheet, const struct ledger_table *t, int *best, struct text *folded)
{
    for (size_t row = 0; row < sheet->n_rows && row < SEARCHED_ROWS; row++)
        for (size_t n = 1; n <= 2 && row + n <= sheet->n_rows; n++) {
            struct old_head h = {.table = t, .row = row, .n_rows = n};
            int sum = score(&h, a, schema, words, sheet, folded);
            if (!better(sum, &h, *best, found)) continue;
            *best = sum;
            *found = h;
        }
}

/* ---- is it sure? ---- */

static bool knows(const struct old_head *h, int column)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->meanings[i].column == column && worth(h->meanings[i].verdict) > 1) return true;
    return false;
}

/* Nearly all headings are known, or half of them and every needed column: a table of statistics has neither. */
static bool is_sure(const struct old_head *h)
{
    size_t needed = 0, there = 0;
    for (size_t i = 0; i < h->table->n_columns; i++) {
        needed += h->table->columns[i].needed;
        there += h->table->columns[i].needed && knows(h, (int)i);
    }
    if (h->n_known >= 6) return true;
    return (h->n_known >= 3 && 3 * h->n_known >= 2 * h->n_labels) || (there == needed && 2 * h->n_known >= h->n_labels);
}

void old_head_find_of(struct old_head *head, struct arena *a, const struct schema *schema, const struct intake_words *words,
                      const struct old_sheet *sheet, const struct ledger_table *table)
{
    struct text folded = {0};
    int best = 0;
    *head = (struct old_head){0};
    search(head, a, schema, words, sheet, table, &best, &folded);
    head->sure = head->table && is_sure(head);
    text_release(&folded);
}

void old_head_find(struct old_head *head, struct arena *a, const struct schema *schema, const struct intake_words *words, const struct old_sheet *sheet)
{
    struct text folded = {0};
    int best = 0;
    *head = (struct old_head){0};
    for (size_t t = 0; t < schema->n_tables; t++) search(head, a, schema, words, sheet, &schema->tables[t], &best, &folded);
    head->sure = head->table && is_sure(head);
    text_release(&folded);
}
