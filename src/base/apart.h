/* Names for people, of which several may be the same: two agencies of a county may both be called 社会事务局.
 *
 *     struct coded_name list[] = {{"民政局", "QH01"}, {"民政局", "QH02"}, {"财政局", "QH03"}};
 *     const char **shown = names_apart(&arena, list, 3);         // 民政局（QH01）, 民政局（QH02）, 财政局
 */
#ifndef BASE_APART_H
#define BASE_APART_H
#include "base/memory.h"

struct coded_name { const char *name, *code; };        /* code may be NULL */

/* By place: the name, with the code behind it only where another of the list has that name and another code. A name without a code stays as
 * it is. The list is the arena's; a name that nothing is added to is the given one. */
const char **names_apart(struct arena *a, const struct coded_name *list, size_t n);

#endif
