/* Comparing labels of a printed form with what people have typed: 一、/1./（一） or no number at all, full-width or narrow, with
 * blanks, line breaks and other brackets.
 *
 * A key is what remains of a label: its words without blanks, punctuation, 其中： and the number in front. Two labels are the
 * same when their keys are, and perhaps the same when the keys are near (label_near).
 *
 *     label_key(&arena, "（三）　不予 公开")               // "不予公开"
 *     label_short(&arena, "部分公开（区分处理的，…）")     // "部分公开": the remark in brackets left out
 */
#ifndef FORM_LABEL_H
#define FORM_LABEL_H
#include "base/memory.h"
#include <stdbool.h>

const char *label_key(struct arena *arena, const char *label);
/* The key of what stands before a bracket that closes at the end; the whole key where there is none. */
const char *label_short(struct arena *arena, const char *label);
/* Whether few characters added, left out or changed make one of the other: one for a short key, at most three for a
 * long one, none below four characters. Equal keys are near. */
bool label_near(const char *a, const char *b);
/* How many characters are added, left out or changed; SIZE_MAX where either has more than 48. */
size_t label_distance(const char *a, const char *b);
/* Whether a third of the characters at most is otherwise. Published reports have 其他法律行政止公开 for 其他法律行政法规禁止公开: enough where the label
 * stands in the place of the other. */
bool label_near_in_order(const char *a, const char *b);
/* Whether a line is this heading of the form (一、总体情况), or means to be: the same number, and of the words at most a third
 * is otherwise. *exact tells which. */
bool label_is_title(struct arena *arena, const char *line, const char *heading, bool *exact);
/* （一）主动公开 alone on its line. */
bool label_is_subheading(const char *s, size_t n);

#endif
