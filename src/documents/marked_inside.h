/* Which findings stand where on the sheets of a marked copy, and their words. */
#ifndef DOCUMENTS_MARKED_INSIDE_H
#define DOCUMENTS_MARKED_INSIDE_H
#include "base/text.h"
#include "documents/marked.h"

/* One finding: its sheet (from 0, -1 = none), the row of the file and, once it is known, the column (both from 1, 0 = none). */
struct mark { const struct finding *finding; int sheet; int64_t row; int column; };
struct marks {
    struct mark *list;                                 /* in the order of the findings */
    struct mark **placed;                              /* those with a row, by sheet and row */
    size_t n, n_placed;
};

/* Takes its arrays from the arena. */
void marks_init(struct marks *m, struct arena *arena, const struct marked_ledger *ledger);
/* Those of one row; *from runs through `placed` as the rows go on. Returns how many, from &placed[*from]. */
size_t marks_of_row(const struct marks *m, size_t *from, int sheet, int64_t row);

enum mark_kind mark_kind_of(const struct finding *f);
/* "B01 落款日期：…。怎么办", for the column beside the row; and the same with article, for the note of a cell. */
void mark_add_words(struct text *out, const struct finding *f);
void mark_add_note(struct text *out, const struct finding *f);

#endif
