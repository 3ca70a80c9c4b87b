/* YAML files as trees with the line of every node: forms, checks, code lists and settings are such files.
 *
 * libyaml parses. This face makes items of its events, and adds what its document API lacks: look-up by key, unique keys, bounds, and messages with file and line.
 * Nodes belong to their file; strings live until yaml_close. A scalar that is plain and empty, `~` or `null` is no value. Keys of a
 * mapping are unique, or loading fails. Such files come from outside as well: their bytes, their depth and their items with every alias
 * written out are bounded, and no item may contain itself.
 *
 *     struct yaml *y;
 *     if (!yaml_load(&y, "settings.yaml", diag)) return false;
 *     const char *s = yaml_text(y, yaml_get(y, yaml_root(y), "font"));
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H
#include "base/diag.h"
#include <stddef.h>
#include <stdint.h>

enum { YAML_MAX_BYTES = 1 << 20, YAML_MAX_ITEMS = 1 << 18, YAML_MAX_DEPTH = 100 };

struct yaml;
struct text;
typedef struct yaml_item yaml_item;                    /* a text, a list or a map */

enum yaml_kind { YAML_NONE, YAML_TEXT, YAML_LIST, YAML_MAP };

MUST_CHECK bool yaml_load(struct yaml **y, const char *path, struct diag *diag);
void yaml_close(struct yaml *y);                       /* not yaml_free: libyaml calls one of its own by that name */
yaml_item *yaml_root(struct yaml *y);                  /* NULL for an empty file */
const struct text *yaml_bytes(const struct yaml *y);   /* the file as it was read */
int yaml_line(const yaml_item *item);                  /* from 1; 0 for NULL */
int yaml_text_line(const yaml_item *item);             /* where the text itself begins: the line behind "|" of a block */

enum yaml_kind yaml_kind(const yaml_item *item);       /* YAML_NONE for NULL */
yaml_item *yaml_get(struct yaml *y, const yaml_item *map, const char *key);   /* NULL when absent or not a map */
const char *yaml_text(const struct yaml *y, const yaml_item *item);           /* NULL when not a scalar or no value */
size_t yaml_count(const yaml_item *item);              /* items of a list, pairs of a map; 0 otherwise */
yaml_item *yaml_at(struct yaml *y, const yaml_item *list, size_t i);          /* of a map: the i-th value */
const char *yaml_key(struct yaml *y, const yaml_item *map, size_t i);

/* Fails with "file:line: …" */
bool yaml_fail(struct diag *diag, const struct yaml *y, const yaml_item *item, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
#ifdef __clang_analyzer__                              /* as in base/diag.h */
#define yaml_fail(...) (yaml_fail(__VA_ARGS__), false)
#endif
/* Whether map has no key but these (NULL-terminated list); an unknown key is reported with its line. */
MUST_CHECK bool yaml_only(struct yaml *y, const yaml_item *map, const char *const *keys, struct diag *diag);
/* A required text; fails naming the key. */
MUST_CHECK bool yaml_need(struct yaml *y, const yaml_item *map, const char *key, const char **out, struct diag *diag);
/* true or false; false where the map has no such key. */
MUST_CHECK bool yaml_flag(struct yaml *y, const yaml_item *map, const char *key, bool *out, struct diag *diag);

#endif
