/* Which findings stand where on the sheets of a marked copy, and their words; see xlsx_marked.h. */
#ifndef RENDER_XLSX_MARKED_FINDINGS_H
#define RENDER_XLSX_MARKED_FINDINGS_H
#include "base/text.h"
#include "render/xlsx_marked.h"

/* One finding: its sheet (from 0, -1 = none), the row of the file and, once it is known, the column (both from 1, 0 = none). */
struct mark { const struct finding *finding; int sheet; int64_t row; int column; bool noted; };
struct marks {
    struct mark *list;                                 /* in the order of the findings */
    struct mark **placed;                              /* those with a row, by sheet and row */
    size_t n, n_placed;
};

void marks_init(struct marks *m, const struct marked_book *book);
void marks_release(struct marks *m);
/* Those of one row; *from runs through `placed` as the rows go on. Returns how many, from &placed[*from]. */
size_t marks_of_row(const struct marks *m, size_t *from, int sheet, int64_t row);

/* What kind of mark a place gets; the worst counts. */
enum mark_kind { MARK_NONE, MARK_SETTLED, MARK_HINT, MARK_FAULT };
enum mark_kind mark_kind_of(const struct finding *f);
uint32_t mark_fill(enum mark_kind kind, bool whole_row);

/* "B01 超期答复：…。怎么办：…（依据）", for the last column, for the note of a cell. */
void mark_add_words(struct text *out, const struct finding *f);
void mark_add_note(struct text *out, const struct finding *f);

#endif
