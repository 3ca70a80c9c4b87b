/* Writing a comparison: one driver a format, as for reports (render.h).
 *
 * Drivers read the model (compare/comparison.h) and nothing else; figures and sentences are those of comparison_words.h.
 * The same comparison gives the same bytes.
 */
#ifndef RENDER_COMPARE_H
#define RENDER_COMPARE_H
#include "compare/comparison_words.h"
#include "render/render.h"

struct comparison_rendering {
    const struct comparison *comparison;
    const char *title, *program, *stamp;
    const char *author;                                /* whom the documents name: nobody has to say who compares */
    struct rendering paper;                            /* settings, part of PDF/A, and the fonts that were used; it has no report */
};

struct comparison_driver {
    const char *file;
    bool (*write)(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag);
};
/* In the order of writing; the last has file NULL. The manifest is the last one. */
extern const struct comparison_driver comparison_drivers[];

MUST_CHECK bool xlsx_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool pdf_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool html_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool json_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag);

/* What a chart shows of a year by one indicator, in the order of the ranks: all that have a share, those with few cases
 * behind the others; where they are more than `most`, those with enough cases; and of more than `most` of these the first
 * and the last halves. */
struct chart_line { const struct comparison_entry *entry; const struct measure *measure; bool upwards; };      /* upwards: from the lowest share */
struct chart {
    const struct indicator *indicator;
    const struct measure *all;                         /* of the year */
    int year;
    struct chart_line *lines;
    size_t n, total;                                   /* shown, and all that have a share */
    size_t gap;                                        /* before this line others are left out; n = nowhere */
    int top;                                           /* the axis ends here: hundredths of a percent, a multiple of step */
    int step;
    const char *heading;                               /* 公开率（2025年，12个机关） */
    const char *described;                             /* in words, for those who cannot see it */
};
/* Lives in the arena. n is 0 where there is nothing to show. */
struct chart chart_make(struct arena *a, const struct comparison *c, size_t indicator, size_t year, size_t most);
/* Whether the agency stands out in this year by this indicator. */
bool chart_stands_out(const struct comparison *c, const struct measure *m);

#endif
