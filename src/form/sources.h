/* From which parts of a sum a broken equation comes: those in whose own reports it does not hold.
 *
 * The equation's gap in the sum (left - right) is the sum of the parts' gaps, so each of them has a share. Gaps may cancel: the
 * sum holds, and parts do not. What a part did not give is not wrong there (form/mending.h decides). A part with a single wrong number, as form/mending.h finds it, is said with that number.
 *
 *     sources_find(&r->arena, r->form, r->rollup);
 *     const struct source_line *line = sources_of(r->rollup, identity, line);     // NULL: it holds in every part
 *     if (line) sources_words(&text, line, 10);
 */
#ifndef FORM_SOURCES_H
#define FORM_SOURCES_H
#include "base/text.h"
#include "form/form.h"
#include "form/rollup.h"

/* A part, and the gap in its own report. */
struct source {
    const struct filing *part;
    struct decimal gap;
    const struct form_slot *slot;                      /* the one number that would have to be another; NULL = not certain */
    bool empty;                                        /* nothing stands there; was is 0 */
    struct decimal was, right;                         /* of that slot: what stands there, what should */
};
struct source_line {
    const struct form_identity *identity;
    const struct form_line *line;
    struct decimal gap;                                /* of the sum */
    struct source *list;                               /* the largest gap first; equal ones in the order of the parts */
    size_t n;
};

/* Fills sources and n_sources, in the order of the form's tables, identities and lines. */
void sources_find(struct arena *arena, const struct form *form, struct rollup *all);
const struct source_line *sources_of(const struct rollup *all, const struct form_identity *identity, const struct form_line *line);
/* 新收/总计 多1（写的42，应为41）, 新收/总计 空着（应为41）; nothing where it is not certain. */
void source_wrong(struct text *out, const struct source *one);
/* The first `most` of a line with what is wrong there, else with the gap and whether it runs against the sum's; then how many there are. */
void sources_words(struct text *out, const struct source_line *line, size_t most);

#endif
