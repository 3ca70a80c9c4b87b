/* A table that numbers strings: the first one is 1, and the same string always gets the same number. In memory only.
 *
 *     struct intern *names = intern_new();
 *     int64_t a = intern_number(names, "A1|张三", 8);   // 1, and 1 again next time
 *     intern_free(names);
 */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H
#include <stddef.h>
#include <stdint.h>

struct intern;
struct intern *intern_new(void);
int64_t intern_number(struct intern *all, const char *s, size_t n);   /* adds it when new */
int64_t intern_find(const struct intern *all, const char *s, size_t n);   /* 0 = not there */
void intern_free(struct intern *all);

#endif
