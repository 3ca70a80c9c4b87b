/* The readers of the formats, and how they build a manuscript. Every adding function copies its texts into the arena, and turns what
 * exceeds a limit into a refusal; a reader may look at m->refused and stop. */
#ifndef MANUSCRIPT_MANUSCRIPT_INSIDE_H
#define MANUSCRIPT_MANUSCRIPT_INSIDE_H
#include "manuscript/manuscript.h"

/* Each reads the file at `path` into m. False where the run cannot go on; what is wrong with the file goes to m->refused. */
MUST_CHECK bool docx_read(struct manuscript *m, const char *path, struct diag *diag);
MUST_CHECK bool html_read(struct manuscript *m, const char *path, struct diag *diag);
MUST_CHECK bool pdf_read(struct manuscript *m, const char *path, struct diag *diag);

/* The first reason stays. A clause that says what to do: "没有文字，像是扫描件：请交来电子稿（Word 或工作簿）". */
void manuscript_refuse(struct manuscript *m, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same where this machine is the reason. */
void manuscript_unable(struct manuscript *m, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A remark is kept once. */
void manuscript_remark(struct manuscript *m, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An empty paragraph without a mark adds nothing, and gives NULL. The part is good until the next one is added. */
struct manuscript_part *manuscript_add_paragraph(struct manuscript *m, int page, const char *text, const char *mark);
void manuscript_add_picture(struct manuscript *m, int page, const char *text);
/* A new table at the end; the pointer is good until the next part is added. */
struct manuscript_table *manuscript_add_table(struct manuscript *m, int page);
/* Cells in any order; manuscript_read sorts them. A cell outside of MANUSCRIPT_ROWS × MANUSCRIPT_COLS is a refusal. n_rows and n_cols
 * grow with the cells. */
void manuscript_add_cell(struct manuscript *m, struct manuscript_table *t, const struct manuscript_cell *cell);
void manuscript_add_property(struct manuscript *m, const char *name, const char *value);

/* Adds text to `out` with runs of blanks (space, tab, no-break, full-width) as one, none at the ends of a line, '\n' kept. */
struct text;
void manuscript_add_words(struct text *out, const char *words, size_t n);
/* The same, but blanks between words stay as they were typed (a tab is one blank): what was written is printed again. */
void manuscript_add_prose(struct text *out, const char *words, size_t n);

#endif
