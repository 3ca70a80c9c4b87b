/* Letters of a cell or a page put into lines, each from left to right. */
#ifndef PDF_LINES_H
#define PDF_LINES_H
#include "manuscript/pdf/page.h"

struct pdf_line {
    struct pdf_box box;
    double size;                                       /* height of most of its letters, ideographs if it has any */
    double font;                                       /* its largest font; 0 = not known */
    size_t n_wide;                                     /* how many of them are ideographs or as wide */
    int page;
    const char *text;                                  /* without blanks beside ideographs; other runs of blanks are one */
    double widest_gap, narrowest_gap;                  /* between two digits, in heights of a letter */
    size_t n_gaps;                                     /* between two digits */
    bool unreadable, overlapping;                      /* a letter has no meaning of its own; letters lie on each other */
    bool raised;                                       /* a digit beside a digit is smaller, higher or lower: the sign of a note? */
};
struct pdf_line_list { struct pdf_line *of; size_t n, cap; };

/* Adds the lines of the letters, from the top down; the letters are put in order. Texts go to the arena. */
void pdf_lines_add(struct pdf_line_list *lines, struct arena *arena, const struct pdf_letter **letters, size_t n, int page);

/* What has no blanks around it: ideographs, their punctuation, full-width forms. */
bool pdf_is_wide(uint32_t c);
bool pdf_is_blank(uint32_t c);
/* Adds `next` to a text that a line break or a page parts from it: a blank only between two words of letters. */
struct text;
void pdf_continue(struct text *text, const char *next);
/* The last and the first character; 0 of an empty text. */
uint32_t pdf_last(const char *text);
uint32_t pdf_first(const char *text);

#endif
