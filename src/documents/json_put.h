/* Building JSON with Jansson, shared by the drivers that write it.
 *
 * Jansson refuses a text that is not UTF-8; the json_put_… functions then return false, and json_stage, given that,
 * fails with a message that names the file.
 *
 *     json_t *o = json_object();
 *     bool fine = json_put_text(o, "name", name) && json_put_count(o, "rows", n);
 *     return json_stage(out, "a.json", o, fine, diag);
 */
#ifndef DOCUMENTS_JSON_PUT_H
#define DOCUMENTS_JSON_PUT_H
#include "base/outdir.h"
#include <jansson.h>
#include <stdint.h>

MUST_CHECK bool json_put(json_t *object, const char *key, json_t *value);            /* takes `value` */
MUST_CHECK bool json_put_text(json_t *object, const char *key, const char *text);    /* NULL is null */
MUST_CHECK bool json_put_count(json_t *object, const char *key, int64_t count);
MUST_CHECK bool json_put_known(json_t *object, const char *key, int64_t count);      /* -1 is null */
MUST_CHECK bool json_put_sha256(json_t *object, const char *key, const char *hex);   /* "sha256:…"; NULL is null */
/* Writes `root` indented, in the order of insertion, with a newline behind; releases it in any case. */
MUST_CHECK bool json_stage(struct outdir *out, const char *file, json_t *root, bool fine, struct diag *diag);

#endif
