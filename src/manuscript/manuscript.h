/* A document for people that came from outside, a Word file, a web page or a PDF: its paragraphs and tables in the order in which they
 * are read.
 *
 * What every source yields for a table is where each cell stands in its grid, how far it reaches, and its text. Nothing is
 * interpreted here: which table is the official one, and what a cell means, is found where reports are read (submission/). What
 * cannot be told (a cell that may be two) keeps its place and says why it is unsure; what was passed over (a deleted row, a picture)
 * is a remark.
 *
 *     struct manuscript m;
 *     if (!manuscript_read(&m, "年报.docx", diag)) return false;      // the run cannot go on
 *     if (m.refused) say(m.refused);                               // else m.parts
 *     manuscript_release(&m);
 *
 * Blanks at the ends of texts are gone, and so are runs of blanks (no-break and full-width ones too), but for paragraphs of Word; a line break in a cell or a
 * paragraph is '\n'. Everything lives in the manuscript's arena.
 */
#ifndef MANUSCRIPT_MANUSCRIPT_H
#define MANUSCRIPT_MANUSCRIPT_H
#include "base/diag.h"
#include "base/file_kind.h"
#include "base/memory.h"
#include <stdbool.h>
#include <stddef.h>

/* No report comes near: five to seven pages, three tables. What exceeds them is refused. */
enum { MANUSCRIPT_PARTS = 20000, MANUSCRIPT_CELLS = 100000, MANUSCRIPT_ROWS = 3000, MANUSCRIPT_COLS = 128, MANUSCRIPT_TEXT = 8 << 20, MANUSCRIPT_REMARKS = 200 };

struct manuscript_cell {
    int row, col, rows, cols;                          /* from 0; how many rows and columns it takes, at least 1 */
    int page;                                          /* from 1; 0 = the source has no pages */
    const char *text;                                  /* never NULL */
    const char *unsure;                                /* why it may not be what it seems: "两个数挤在一格里"; NULL = it is sure */
};
struct manuscript_table {
    struct manuscript_cell *cells;                     /* by row, then column; never overlapping */
    size_t n, cap;
    int n_rows, n_cols;
};
enum manuscript_kind {
    MANUSCRIPT_PARAGRAPH,
    MANUSCRIPT_TABLE,
    MANUSCRIPT_PICTURE                                 /* a picture as wide as a table may be one */
};
struct manuscript_part {
    enum manuscript_kind kind;
    int page;                                          /* where it begins; 0 = the source has no pages */
    const char *text;                                  /* of a paragraph; of a picture what it says of itself, or "" */
    bool heading;                                      /* by its style; a level of the outline, whichever */
    bool aside;                                        /* of a page: outside of what holds its tables and sections, like navigation */
    const char *mark;                                  /* a bookmark of ours before the paragraph, without its prefix: "overview"; or NULL */
    struct manuscript_table table;
};
struct manuscript_property { const char *name, *value; };

struct manuscript {
    struct arena arena;
    enum file_kind kind;                               /* FILE_DOCX, FILE_HTML or FILE_PDF */
    struct manuscript_part *parts;
    size_t n, cap;
    struct manuscript_property *properties;            /* of a Word file: nianbao.code … (documents/report.h); of a page its meta tags */
    size_t n_properties, cap_properties;
    const char **remarks;                              /* what was passed over or taken in a way that people should know: "有修订痕迹，按接受修订读" */
    size_t n_remarks, cap_remarks;
    size_t n_cells, n_bytes;                           /* of all tables; of all texts */
    const char *refused;                               /* why nothing was read, and what to do; NULL = it was read */
    bool unable;                                       /* it was refused for want of time, memory or a library here: the document may be sound */
    bool exhausted;                                    /* with `unable`: time or memory gave out, which a document can be made for */
};

/* Whether files of this kind are read here. */
bool manuscript_reads(enum file_kind kind);
/* Reads a file of such a kind. False where the run cannot go on. */
MUST_CHECK bool manuscript_read(struct manuscript *m, const char *path, struct diag *diag);
void manuscript_release(struct manuscript *m);         /* also of a zeroed one */
/* The value of a property, or NULL. */
const char *manuscript_property(const struct manuscript *m, const char *name);

#endif
