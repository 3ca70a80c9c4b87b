/* Patterns of LIKE and GLOB, read once for many texts. They mean what SQLite's mean, and say most often no: first a text is
 * searched for a word that it must have, which takes a fraction of the time of a walk with wildcards.
 *
 *     struct pattern *p = pattern_new("*〔20[0-9][0-9]〕*", n, PATTERN_GLOB);
 *     yes = pattern_matches(p, text, strlen(text));
 *     free(p);
 */
#ifndef STORE_PATTERN_H
#define STORE_PATTERN_H
#include <stdbool.h>
#include <stddef.h>

enum pattern_kind { PATTERN_GLOB, PATTERN_LIKE };      /* LIKE: letters of ASCII in either case */
enum { PATTERN_LONGEST = 200 };                        /* bytes; what reads patterns refuses longer ones */

struct pattern;
struct pattern *pattern_new(const char *words, size_t n, enum pattern_kind kind);
bool pattern_is(const struct pattern *p, const char *words, size_t n, enum pattern_kind kind);   /* made of them */
/* `text` has n bytes of UTF-8, none of them NUL, and a NUL behind them. */
bool pattern_matches(const struct pattern *p, const char *text, size_t n);

#endif
