/* The reader of Word files, file by file: what each knows of the package and gives to the others.
 *
 * docx.c opens the package; docx_parts.c finds its parts and reads its properties; docx_body.c walks over the main part and hands
 * what it meets to docx_blocks.c (paragraphs, text) and docx_table.c (grids); docx_styles.c and docx_numbering.c know what a
 * paragraph is called and how it is numbered. */
#ifndef MANUSCRIPT_DOCX_INSIDE_H
#define MANUSCRIPT_DOCX_INSIDE_H
#include "base/text.h"
#include "manuscript/manuscript_inside.h"
#include "package/package.h"

/* A whole number of an attribute, held between least and most; `other` where it is absent or none. */
int docx_number(const char *value, int least, int most, int other);
/* An on/off attribute: an element without it is on. */
bool docx_on(const char **attributes);
/* Whether w:vertAlign or w:position lifts or lowers its characters. */
bool docx_raises(const char **attributes);

/* ---- docx_parts.c ---- */

struct docx_parts {
    const char *main, *styles, *numbering, *footnotes, *endnotes, *core, *custom;   /* names of parts; NULL = has none */
    bool macros;
};
MUST_CHECK bool docx_parts_find(struct docx_parts *parts, const struct package *package, struct arena *arena, struct diag *diag);
/* Adds the title ("title") and the custom properties to m. */
MUST_CHECK bool docx_properties(struct manuscript *m, const struct docx_parts *parts, const struct package *package, struct diag *diag);
/* The words of all footnotes or endnotes, each in “ ”, and how many there are. */
MUST_CHECK bool docx_notes(const struct package *package, const char *part, struct text *words, int *n, struct diag *diag);

/* ---- docx_styles.c ---- */

enum { DOCX_TEXT_LEVEL = 9 };                          /* of the outline: no heading */
struct docx_style {
    const char *id, *based_on;
    bool is_default;                                   /* of paragraphs */
    int hidden, raised, struck;                        /* 1 yes, 0 no, −1 not said */
    int number, level;                                 /* of a list; −1 not said, number 0 = no list */
    int outline;                                       /* 0 to 8 of a heading, 9 of text; −1 not said */
};
struct docx_styles {
    struct arena arena;
    struct docx_style *list, *paragraph;               /* sorted by id; `paragraph` is the default one, or NULL */
    size_t n, cap;
    bool hidden;                                       /* what no style says anything of */
};
MUST_CHECK bool docx_styles_read(struct docx_styles *s, const struct package *package, const char *part, struct diag *diag);
/* With all that it inherits; NULL where there is none of that id. */
const struct docx_style *docx_style(const struct docx_styles *s, const char *id);
void docx_styles_release(struct docx_styles *s);

/* ---- docx_numbering.c ---- */

struct docx_numbering;
MUST_CHECK bool docx_numbering_read(struct docx_numbering **numbering, const struct package *package, const char *part, struct diag *diag);
/* Counts the next paragraph of list `number` and adds its label as it is seen, "（一）" or "1." and perhaps a blank. `level` −1: that
 * of the style. *unknown becomes a format of numbers that is not known here, and stays else as it is. NULL numbering adds nothing. */
void docx_numbering_label(struct docx_numbering *numbering, int number, int level, const char *style, struct text *label, const char **unknown);
void docx_numbering_free(struct docx_numbering *numbering);
/* docx_count.c: n in a format of numbers (w:numFmt); false, with n in digits, where it is not known. */
bool docx_count(struct text *out, const char *format, int n);

/* ---- docx_blocks.c ---- */

/* What becomes a part of the manuscript, in the order in which it begins. Paragraphs of a cell are blocks too, until the table is
 * known to be a grid. */
struct docx_block {
    enum { DOCX_PARAGRAPH, DOCX_TABLE, DOCX_PICTURE, DOCX_GONE } kind;
    int owner;                                         /* how many tables it lies in */
    bool joined;                                       /* its end is deleted or hidden: the next paragraph goes on in it */
    bool heading;
    bool taken;                                        /* into the text of a cell */
    const char *text, *mark, *unsure;
    struct manuscript_cell *cells;
    size_t n, cap;
};
enum docx_merge { DOCX_ALONE, DOCX_RESTART, DOCX_CONTINUE };
struct docx_cell {                                     /* as it is read; its place follows at the end of the row */
    size_t first;                                      /* block */
    int cols, depth;                                   /* depth 0: none is open */
    enum docx_merge down, right;
    bool gone;                                         /* deleted with tracking */
    size_t fields;                                     /* open ones at its beginning */
    const char *text, *unsure;
};
struct docx_table {
    size_t block;
    int depth, row_depth;                              /* of elements */
    int row, before;                                   /* rows that are placed; columns left out at the beginning of this one */
    bool row_gone;
    struct docx_cell cell, *cells;                     /* the open one; those of the row */
    size_t n, cap;
    size_t above[MANUSCRIPT_COLS];                     /* 1 + cell that a merge downwards goes on from, by its first column */
};
struct docx_blocks {
    struct manuscript *m;
    struct arena arena;
    struct docx_block *list;
    size_t n, cap;
    struct docx_table *tables[260];                    /* open ones, the innermost at n_tables - 1; as deep as elements can be */
    int n_tables;
    const char *mark;                                  /* a bookmark before the next paragraph */
    int covered;                                       /* cells with words that a merge covers */
    const char *first_covered;
};
/* The index of a new block of that kind. */
size_t docx_block_add(struct docx_blocks *b, int kind);
/* Makes parts of all blocks, and frees them. */
void docx_blocks_finish(struct docx_blocks *b);
void docx_table_begin(struct docx_blocks *b, int depth);
void docx_table_end(struct docx_blocks *b);
void docx_row_begin(struct docx_table *t, int depth);
void docx_row_end(struct docx_blocks *b);
void docx_cell_begin(struct docx_blocks *b, int depth);
void docx_cell_end(struct docx_blocks *b);

/* ---- docx_body.c ---- */

struct docx_body {
    const struct docx_styles *styles;
    struct docx_numbering *numbering;
    int notes;                                         /* how many references to them were met */
};
/* Reads the main part into m. */
MUST_CHECK bool docx_body_read(struct manuscript *m, const struct package *package, const char *part, struct docx_body *body, struct diag *diag);

#endif
