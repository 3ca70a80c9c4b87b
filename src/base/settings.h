/* The settings, data/settings.yaml: every threshold, font path and local rule, with its default and source.
 *
 * The shipped file maps a key ("font.body") to {value, meaning, source}; a file given with --settings maps keys to
 * values and may name only keys that the shipped one has. Relative paths of the shipped font.places and icc.srgb lie beside it. Values are texts; settings_number reads one as a number, settings_is as yes.
 */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H
#include "base/diag.h"
#include "base/digest.h"
#include <stdint.h>

struct settings;

/* `overrides` may be NULL. */
MUST_CHECK bool settings_load(struct settings **s, const char *path, const char *overrides, struct diag *diag);
void settings_free(struct settings *s);
/* The value of a key that settings_load has proved (settings.c lists them) or settings_has knows; "" when it is empty. */
const char *settings_text(const struct settings *s, const char *key);
bool settings_has(const struct settings *s, const char *key);
/* The same as a whole number; settings_load has refused a value that is none where the shipped value is one. */
int64_t settings_number(const struct settings *s, const char *key);
/* Whether it is "yes"; settings_load has refused all but yes and no where the shipped value is one of these. */
bool settings_is(const struct settings *s, const char *key);
/* SHA-256 over all keys and values in force, in the order of the shipped file. */
const char *settings_hash(const struct settings *s);
const char *settings_hashed(const struct settings *s);         /* the text that it is of: key=value, a line each */
/* All keys in order; NULL past the end. */
const char *settings_key(const struct settings *s, size_t i);

#endif
