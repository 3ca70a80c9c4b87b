/* A document as plain lines for tests and for comparing by eye or by program: the ids of a cell, a tab, and what is printed there.
 *
 *     requests/3.4/enterprise	12
 *     findings/0/id	B01
 *     # 一、总体情况
 */
#ifndef RENDER_PLAIN_H
#define RENDER_PLAIN_H
#include "base/text.h"
#include "documents/document.h"

/* Adds the lines to `t`. */
void plain_add(struct text *t, const struct document *d);

#endif
