/* Lines of a file as people write them: 2–58、60. They come in ascending order; a line may come twice.
 *
 *     lines_add(&l, 2); lines_add(&l, 3); lines_add(&l, 7);
 *     lines_text(&l, &text);                             // "第 2–3、7 行"
 */
#ifndef LEDGER_LINES_H
#define LEDGER_LINES_H
#include "base/text.h"
#include <stdint.h>

struct lines {
    struct text before;                                /* the ranges that have ended */
    int64_t first;                                     /* of all; 0 = none yet */
    int64_t from, to;                                  /* the range at hand */
    bool more;                                         /* there was no room for all */
};

void lines_add(struct lines *l, int64_t line);
void lines_text(const struct lines *l, struct text *out);
void lines_release(struct lines *l);

#endif
