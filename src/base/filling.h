/* Texts with places: words of the data folder in which the program fills {places}.
 *
 *     filling_prove(y, item, "title", "共{count}件", "count items", diag)    // when they are loaded
 *     filling_in(&arena, "共{count}件", (const struct filling[]){{"count", "3"}, {NULL, NULL}})      // 共3件
 */
#ifndef BASE_FILLING_H
#define BASE_FILLING_H
#include "base/memory.h"
#include "base/yaml.h"

struct filling { const char *place, *value; };

/* Whether every { has its }, and each place is one of `places`, which have a blank between them. `key` names the text in what is said. */
MUST_CHECK bool filling_prove(const struct yaml *y, const yaml_item *item, const char *key, const char *words, const char *places, struct diag *diag);
/* `values` ends with one without a place; a value that is NULL or not there fills nothing. */
const char *filling_in(struct arena *a, const char *words, const struct filling *values);
size_t filling_size(const char *words, const struct filling *values);       /* bytes of what filling_in makes */
/* A block of YAML ends with a line feed, which is no paragraph. */
const char *filling_trimmed(struct arena *a, const char *s);
/* A required text, without the line feed that ends a block of YAML; proved. `key` a.b is b in the map a. */
MUST_CHECK bool filling_read(struct arena *a, struct yaml *y, const char *key, const char *places, const char **out, struct diag *diag);

#endif
