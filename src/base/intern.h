/* A table that numbers strings: the first one is 1, and the same string always gets the same number. In memory only.
 *
 *     struct intern *names = intern_new();
 *     int64_t a = intern_number(names, "A1|张三", 8);   // 1, and 1 again next time
 *     intern_free(names);
 */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct intern;
struct intern *intern_new(void);
/* For words that are long and many: not they are kept but 96 bits of their hashes, under a key of this run. That two among ten million words
 * have one number is less likely than 10^-14. */
struct intern *intern_new_hashed(void);
int64_t intern_number(struct intern *all, const char *s, size_t n);   /* adds it when new */
/* The same in two steps. The first one has the place of the word brought near, which takes long where there are many: other work fits between. */
struct intern_key { uint64_t first, second; };
struct intern_key intern_expect(const struct intern *all, const char *s, size_t n);
int64_t intern_number_of(struct intern *all, struct intern_key key, const char *s, size_t n);
int64_t intern_find(const struct intern *all, const char *s, size_t n);   /* 0 = not there */
bool intern_any(const struct intern *all);
void intern_free(struct intern *all);

#endif
