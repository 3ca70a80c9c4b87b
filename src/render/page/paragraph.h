/* A paragraph laid out in lines: arithmetic over measured characters, without fonts and pages.
 *
 * Breaks are chosen for the paragraph as a whole, not line by line: of all ways to break it, the one whose lines are
 * least stretched or squeezed. Marks that follow each other stand half an em closer (》（, 。”), as in Word. A closing mark may
 * stand with its blank half outside the line's end; the other blank halves of marks may be squeezed; a line is stretched by a
 * little between all characters and no further. No library that is at hand does this for Chinese: HarfBuzz shapes and libunibreak
 * names the places for breaks, and neither chooses among them.
 *
 *     struct paragraph p;
 *     paragraph_read(&p, &arena, "　　2025年……");
 *     paragraph_lay(&p, &arena, &(struct paragraph_style){PARAGRAPH_JUSTIFIED, 442.2, 31.58, 15.79, 3.95, advance, fonts});
 *     for (size_t i = 0; i < p.n_lines; i++) draw(p.chars + p.lines[i].first, p.x + p.lines[i].first, p.lines[i].n);
 */
#ifndef RENDER_PAGE_PARAGRAPH_H
#define RENDER_PAGE_PARAGRAPH_H
#include "base/memory.h"
#include <stdbool.h>
#include <stdint.h>

enum paragraph_fit {
    PARAGRAPH_JUSTIFIED,                               /* prose: all lines but the last end at the width */
    PARAGRAPH_LEFT,                                    /* labels: the fewest lines, ragged right */
    PARAGRAPH_BALANCED                                 /* titles and heads: the fewest lines, of like length, each centred */
};

struct paragraph_style {
    enum paragraph_fit fit;
    double width, indent;                              /* of the column; of the first line */
    double em;                                         /* what a full-width character advances */
    double between;                                    /* between a Chinese character and a letter or digit; 0 = they touch */
    double (*advance)(void *context, uint32_t code_point);
    void *context;
};

struct paragraph_line { size_t first, n; double width; };

struct paragraph {
    uint32_t *chars;                                   /* what shows nothing is left out; a tab is a blank */
    int *breaks;                                       /* costs (line_breaks.h); the caller may change them before paragraph_lay */
    double *x;                                         /* of each character, from the column's left edge */
    size_t n;
    struct paragraph_line *lines;
    size_t n_lines;
};

/* Both take their arrays from the arena. */
void paragraph_read(struct paragraph *p, struct arena *a, const char *text);
/* May be called again with another style. */
void paragraph_lay(struct paragraph *p, struct arena *a, const struct paragraph_style *style);
/* The width of a text in one line. */
double paragraph_natural_width(const char *text, const struct paragraph_style *style);
/* The width of its widest line. */
double paragraph_width(const struct paragraph *p);

/* Prices the breaks of a title (title.c): best behind `name`, the name of an agency as it stands in the title ("" = none), worse
 * between the words 政府信息公开, 工作 and 年度报告; within the name or a word only where a line cannot hold it. */
void title_prefer_words(struct paragraph *p, const char *name);

#endif
