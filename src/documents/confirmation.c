#include "documents/blank_ledger.h"
#include "documents/entry.h"
#include "intake/answered.h"
#include <string.h>

/* ---- 请确认 ---- */

static const struct {
    int pixels;
    bool wraps;
    const char *note;
} looks[CONFIRMATION_COLUMNS] = {[CONFIRMATION_NUMBER] = {46, false, NULL},
                             [CONFIRMATION_TEXT] = {270, true, NULL},
                             [CONFIRMATION_WHERE] = {200, true, "原来的台账里的地方"},
                             [CONFIRMATION_ADVICE] = {170, true, "照这样答，多半是对的；程序不替您决定"},
                             [CONFIRMATION_ANSWER] = {210, true, "点格子右边的箭头选，或者照“说明”填。答完保存，再运行一次同样的命令"},
                             [CONFIRMATION_NEED] = {70, false, "“要答”的没有答完，不能统计"},
                             [CONFIRMATION_NOTE] = {330, true, NULL},
                             [CONFIRMATION_APPLIED] = {100, false, "程序用：上一次采用了的回答，请不要改"},
                             [CONFIRMATION_KEY] = {60, false, "程序用：请不要改"}};

static const char *note_of(struct arena *a, const struct question *q)
{
    if (!q->wrong) return q->note;
    return q->note ? arena_printf(a, "这个回答用不上：%s。%s", q->wrong, q->note) : arena_printf(a, "这个回答用不上：%s", q->wrong);
}

static const char *where_of(struct arena *a, const struct question *q)
{
    return q->n_cells > 1 ? arena_printf(a, "%s 等 %zu 处", q->where, q->n_cells) : q->where;
}

static void question_row(struct document *d, struct entry_row *row, const char **values, const struct question *q, size_t number)
{
    values[CONFIRMATION_NUMBER] = arena_printf(&d->arena, "%zu", number);
    values[CONFIRMATION_TEXT] = q->text;
    values[CONFIRMATION_WHERE] = where_of(&d->arena, q);
    values[CONFIRMATION_ADVICE] = q->advice;
    values[CONFIRMATION_ANSWER] = q->answer;
    values[CONFIRMATION_NEED] = q->optional ? "可不答" : CONFIRMATION_NEEDED;
    values[CONFIRMATION_NOTE] = note_of(&d->arena, q);
    values[CONFIRMATION_APPLIED] = q->wrong ? NULL : q->answer;
    values[CONFIRMATION_KEY] = q->key;
    *row = (struct entry_row){.values = values, .choices = q->choices, .n_choices = q->n_choices, .open = q->kind != ANSWER_CHOICE};
}

static const char **new_values(struct document *d) { return arena_alloc(&d->arena, CONFIRMATION_COLUMNS * sizeof(const char *)); }

void confirmation_sheet(struct document *d, const struct questions *questions, const struct carried_note *notes, size_t n_notes, const char *source)
{
    static const char *const wanted[] = {CONFIRMATION_NEEDED};
    static const struct entry_condition unanswered = {.kind = WHEN_ONE_OF, .column = CONFIRMATION_NEED, .values = wanted, .n_values = 1, .urgent = true};
    struct entry *entry = arena_alloc(&d->arena, sizeof *entry);
    struct entry_column *columns = arena_alloc(&d->arena, CONFIRMATION_COLUMNS * sizeof *columns);
    struct entry_row *rows = arena_alloc(&d->arena, (questions->n + n_notes + 1) * sizeof *rows);
    size_t n = 0;
    for (int c = 0; c < CONFIRMATION_COLUMNS; c++)
        columns[c] = (struct entry_column){.heading = confirmation_headings[c],
                                           .note = looks[c].note,
                                           .type = looks[c].wraps ? ENTRY_PROSE : ENTRY_TEXT,
                                           .need = c == CONFIRMATION_ANSWER ? ENTRY_NEEDED : ENTRY_FREE,
                                           .bold = c == CONFIRMATION_ANSWER,
                                           .pixels = looks[c].pixels,
                                           .hidden = c >= CONFIRMATION_APPLIED};
    columns[CONFIRMATION_ANSWER].conditions = &unanswered;
    columns[CONFIRMATION_ANSWER].n_conditions = 1;
    for (int optional = 0; optional <= 1; optional++)
        for (size_t i = 0; i < questions->n; i++)
            if (questions->list[i].optional == optional) question_row(d, &rows[n], new_values(d), &questions->list[i], n + 1), n++;
    for (size_t i = 0; i < n_notes; i++) {
        const char **values = new_values(d);
        values[CONFIRMATION_TEXT] = notes[i].text;
        values[CONFIRMATION_WHERE] = notes[i].where;
        values[CONFIRMATION_NEED] = "看一下";
        rows[n++] = (struct entry_row){.values = values, .quiet = true};
    }
    const char **last = new_values(d);
    last[CONFIRMATION_TEXT] = "（程序用的一行，请不要改）";
    last[CONFIRMATION_APPLIED] = source;
    last[CONFIRMATION_KEY] = ANSWERED_SOURCE;
    rows[n++] = (struct entry_row){.values = last, .quiet = true};
    *entry = (struct entry){.columns = columns, .n_columns = CONFIRMATION_COLUMNS, .rows = rows, .n_rows = n, .asked = CONFIRMATION_ANSWER, .wraps = true};
    document_sheet(d, CONFIRMATION_SHEET, true);
    document_add(d, BLOCK_ENTRY)->entry = entry;
}

/* ---- 原样 ---- */

void verbatim_sheet(struct document *d, const struct old_sheets *sheets)
{
    enum { PLACE = 2, PIXELS = 90, PLACE_PIXELS = 200 };
    struct entry *entry = arena_alloc(&d->arena, sizeof *entry);
    size_t width = 0, n = 0, n_rows = 0;
    for (size_t s = 0; s < sheets->n; s++) {
        if (sheets->list[s].width > width) width = sheets->list[s].width;
        n_rows += sheets->list[s].n_rows;
    }
    struct entry_column *columns = arena_alloc(&d->arena, (PLACE + width) * sizeof *columns);
    struct entry_row *rows = arena_alloc(&d->arena, (n_rows + 1) * sizeof *rows);
    columns[0] = (struct entry_column){.heading = "来自", .type = ENTRY_TEXT, .need = ENTRY_FREE, .pixels = PLACE_PIXELS};
    columns[1] = (struct entry_column){.heading = "行", .type = ENTRY_TEXT, .need = ENTRY_FREE, .pixels = PIXELS};
    for (size_t i = 0; i < width; i++)
        columns[PLACE + i] =
            (struct entry_column){.heading = arena_printf(&d->arena, "第%zu列", i + 1), .type = ENTRY_TEXT, .need = ENTRY_FREE, .pixels = PIXELS};
    for (size_t s = 0; s < sheets->n; s++)
        for (size_t r = 0; r < sheets->list[s].n_rows; r++) {
            const struct old_row *from = &sheets->list[s].rows[r];
            const char **values = arena_alloc(&d->arena, (PLACE + width) * sizeof *values);
            values[0] = sheets->list[s].shown;
            values[1] = arena_printf(&d->arena, "%lld", (long long)from->line);
            memcpy(values + PLACE, from->cells, from->n * sizeof *values);
            rows[n++].values = values;
        }
    *entry = (struct entry){.columns = columns, .n_columns = PLACE + width, .rows = rows, .n_rows = n, .asked = -1};
    document_sheet(d, ANSWERED_VERBATIM, true);
    document_add(d, BLOCK_ENTRY)->entry = entry;
}
