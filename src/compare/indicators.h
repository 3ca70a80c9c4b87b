/* The indicators by which agencies are compared: report_templates/indicators.yaml; C knows none of them.
 *
 * An indicator is a share (percent), a number of working days, or a count, made of cells of the report: signed sums of
 * addresses, given for all forms and where a form has other rows for that form. A form may have none of it, or something near.
 * Loading proves every address against the forms that the file names; an unknown cell is refused with file and line. timeliness/…
 * are the figures of report.json's timeliness. What is said of agencies is there too: sentences with places in braces.
 *
 *     struct indicators *all;
 *     if (!indicators_load(&all, "report_templates/indicators.yaml", shelf, diag)) return false;
 *     const struct indicator_cells *c = indicators_cells(all, 0, "2021");    // NULL: not for that form
 *     indicators_free(all);
 */
#ifndef COMPARE_INDICATORS_H
#define COMPARE_INDICATORS_H
#include "form/shelf.h"
#include "submission/submission.h"

enum indicator_unit { UNIT_PERCENT, UNIT_DAYS, UNIT_COUNT };
enum indicator_direction { DIRECTION_NONE, DIRECTION_HIGHER, DIRECTION_LOWER };       /* which values are better */

struct indicator_term { const char *address, *name; int sign; };      /* name 予以公开/总计, NULL of a figure; sign 1 or -1 */
struct indicator_sum { struct indicator_term *terms; size_t n; };
struct indicator_cells {
    struct indicator_sum numerator, denominator;       /* numerator.n 0: the form has no such indicator (none) */
    const char *approximate;                           /* how the form's cells differ from what the label says; NULL = they do not */
};
struct indicator {
    const char *id, *group, *label, *formula;
    enum indicator_unit unit;
    enum indicator_direction direction;
    bool chart, alert;                                 /* has charts; is looked at first where it is above 0 */
    struct indicator_cells *cells;                     /* by the place of the form in indicators.forms */
};
/* What is said of an agency to look at first; each is a sentence with {places}, proved at load (docs/zh/比较.md). */
enum indicator_sentence { SENTENCE_FAULTY, SENTENCE_ALERT, SENTENCE_WORSE, SENTENCE_PEERS, SENTENCE_YEARS, INDICATOR_SENTENCES };
struct indicators {
    struct arena arena;
    const char *directions[3];                         /* by direction, what it means: 越高越好 */
    const char *sentences[INDICATOR_SENTENCES];
    const char **forms;                                /* ids */
    size_t n_forms;
    struct indicator *list;
    size_t n;
    size_t most_terms;                                 /* of one numerator */
    char hash[DIGEST_HEX];                             /* SHA-256 of the file */
};

MUST_CHECK bool indicators_load(struct indicators **all, const char *path, struct form_shelf *shelf, struct diag *diag);
void indicators_free(struct indicators *all);
/* The cells of the i-th indicator in that form; NULL where the file does not name the form. */
const struct indicator_cells *indicators_cells(const struct indicators *all, size_t i, const char *form);

/* The value of one term. ABSENT: the submission has no such cell, or no whole number in it; BLANK: the cell was left blank, which is no 0. */
enum indicator_answer { INDICATOR_ABSENT, INDICATOR_BLANK, INDICATOR_NUMBER };
enum indicator_answer indicator_value(const struct indicator_term *term, const struct submission *s, int64_t *value);
/* requests/1/total＋requests/2/total, for people and for comparison.json; "" for an empty sum. Belongs to the arena. */
const char *indicator_sum_text(struct arena *arena, const struct indicator_sum *sum);
/* The sentence with its {places} filled in. Belongs to the arena. */
struct indicator_place { const char *name, *value; };
const char *indicator_say(struct arena *arena, const struct indicators *all, enum indicator_sentence sentence, const struct indicator_place *places, size_t n);
const char *indicator_unit_id(enum indicator_unit unit);                  /* percent days count */
const char *indicator_direction_id(enum indicator_direction direction);   /* none higher lower */

#endif
