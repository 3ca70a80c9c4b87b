/* The state of the walk over the main part, and what its elements do: each function is called where one of its elements begins or ends. */
#ifndef MANUSCRIPT_DOCX_READER_INSIDE_H
#define MANUSCRIPT_DOCX_READER_INSIDE_H
#include "manuscript/docx_inside.h"

enum { DOCX_DEPTH = 260 };                             /* package_of_text ends at 256 */

struct docx_open { const char *name; size_t saved; };  /* name "": one that means nothing here */
struct docx_field {                                    /* of the kind that begins, separates and ends by w:fldChar */
    enum { DOCX_CODE, DOCX_RESULT, DOCX_DIRECTORY } phase;
    char code[8];                                      /* how it begins: "TOC" */
    size_t n;
};
struct docx_paragraph {
    size_t block, from;                                /* its first byte of `words` */
    int depth;
    const struct docx_style *style;
    int number, level, outline;                        /* −1: as the style says */
    int mark_hidden, run_hidden, run_style_hidden;     /* −1 not said */
    bool joined;                                       /* its mark is deleted */
    bool raised, struck, noted, white;                 /* the run: above or below the line; struck through; behind a note's own sign; in white */
    bool said;                                         /* that it is hidden */
    const char *unsure;
};
struct docx_picture {
    int depth, width, height;                          /* points */
    bool seen, hidden, picture, drawn, object;
    const char *words;
};

struct docx_reader {
    struct manuscript *m;
    struct package_pump pump;
    struct docx_body *body;
    struct docx_blocks blocks;
    struct text words;                                 /* of the open paragraphs, one behind the other */
    struct docx_open open[DOCX_DEPTH];
    int depth, skipped, unseen;                        /* depths of elements: passed over; read for their structure, without text; 0 = none */
    struct docx_paragraph paragraphs[DOCX_DEPTH];
    struct docx_picture pictures[DOCX_DEPTH];
    struct docx_field fields[DOCX_DEPTH];
    int n_paragraphs, n_pictures;
    size_t n_fields, field_base;                       /* open ones; those before the base lie around a text box */
    int tracked, hidden, comments, small_pictures;     /* how many were met */
    const char *unknown;                               /* format of numbers */
};

/* The name of the element that lies so many levels around the one that begins. */
static inline const char *docx_around(const struct docx_reader *r, int levels) { return r->depth > levels ? r->open[r->depth - levels].name : ""; }
/* Passes over the element that begins, with all that is in it. */
static inline void docx_skip(struct docx_reader *r) { r->skipped = r->depth; }
static inline struct docx_paragraph *docx_paragraph(struct docx_reader *r) { return r->n_paragraphs ? &r->paragraphs[r->n_paragraphs - 1] : NULL; }

static inline struct docx_table *docx_table(struct docx_reader *r) { return r->blocks.n_tables ? r->blocks.tables[r->blocks.n_tables - 1] : NULL; }
static inline bool docx_in_deleted_cell(struct docx_reader *r) { return docx_table(r) && docx_table(r)->cell.depth && docx_table(r)->cell.gone; }

/* ---- docx_paragraph.c ---- */

void docx_paragraph_start(struct docx_reader *r, const char **attributes);
void docx_paragraph_end(struct docx_reader *r);
void docx_paragraph_style(struct docx_reader *r, const char **attributes);
void docx_paragraph_outline(struct docx_reader *r, const char **attributes);
void docx_paragraph_number(struct docx_reader *r, const char **attributes);
void docx_bookmark(struct docx_reader *r, const char **attributes);

/* ---- docx_grid.c: tables, and what was tracked ---- */

void docx_tbl_start(struct docx_reader *r, const char **attributes);
void docx_tbl_end(struct docx_reader *r);
void docx_tr_start(struct docx_reader *r, const char **attributes);
void docx_tr_end(struct docx_reader *r);
void docx_tc_start(struct docx_reader *r, const char **attributes);
void docx_tc_end(struct docx_reader *r);
void docx_row_property(struct docx_reader *r, const char **attributes);
void docx_cell_property(struct docx_reader *r, const char **attributes);
void docx_deletion(struct docx_reader *r, const char **attributes);
void docx_insertion(struct docx_reader *r, const char **attributes);

/* ---- docx_run.c ---- */

/* Whether fields and content controls show what stands here; whether the run does, too. */
bool docx_shown(const struct docx_reader *r);
bool docx_seen(struct docx_reader *r);
void docx_add(struct docx_reader *r, const char *bytes, size_t n);
void docx_field_code(struct docx_reader *r, const char *bytes, size_t n);
void docx_run_start(struct docx_reader *r, const char **attributes);
void docx_run_property(struct docx_reader *r, const char **attributes);
void docx_break(struct docx_reader *r, const char **attributes);
void docx_sign(struct docx_reader *r, const char **attributes);
void docx_field_char(struct docx_reader *r, const char **attributes);
void docx_field_simple(struct docx_reader *r, const char **attributes);
void docx_note(struct docx_reader *r, const char **attributes);
/* Fields that a cell left open end with it. */
void docx_fields_close(struct docx_reader *r, size_t open);

/* ---- docx_picture.c ---- */

void docx_picture_start(struct docx_reader *r, const char **attributes);
void docx_picture_end(struct docx_reader *r);
/* Anything within a picture that tells what it is. */
void docx_picture_detail(struct docx_reader *r, const char **attributes);

#endif
