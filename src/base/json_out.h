/* JSON written as a stream: nothing of it stays in memory, so that lists may have a million items.
 *
 * Members come out in the order of the calls, indented by two blanks, or on one line. A text that is not UTF-8 is a fault that is
 * kept until the end. No library writes a stream of this kind in C and is packaged: Jansson, which reads JSON here, builds the whole
 * tree first.
 *
 *     struct json_out j;
 *     if (!json_out_stage(&j, out, "a.json", diag)) return false;
 *     json_out_object(&j, NULL);
 *     json_out_text(&j, "name", name);
 *     json_out_array(&j, "rows");
 *     for (…) json_out_count(&j, NULL, row);          // an item of an array has no key
 *     json_out_close(&j);
 *     json_out_close(&j);
 *     return json_out_commit(&j, diag);
 */
#ifndef BASE_JSON_OUT_H
#define BASE_JSON_OUT_H
#include "base/outdir.h"
#include "base/text.h"
#include <stdio.h>

enum { JSON_OUT_DEPTH = 16 };
struct json_out {
    FILE *to;
    struct text bytes;                                 /* gathered before they are written */
    char ends[JSON_OUT_DEPTH];                         /* what closes the open objects and arrays */
    bool begun[JSON_OUT_DEPTH + 1];                    /* whether they have a member */
    int depth;
    bool indented, fault;
    const struct outdir *out;                          /* of a staged file, with its name */
    const char *name;
};

/* On an open stream. */
void json_out_begin(struct json_out *j, FILE *to, bool indented);
/* Whether every text was UTF-8; with the last value everything is written. Releases. */
MUST_CHECK bool json_out_end(struct json_out *j);

/* Stages a file; what is written there is indented and ends with a line break. */
MUST_CHECK bool json_out_stage(struct json_out *j, struct outdir *out, const char *file, struct diag *diag);
/* Also fails where a text was not UTF-8. Releases in any case. */
MUST_CHECK bool json_out_commit(struct json_out *j, struct diag *diag);

/* Keys are the program's own, or texts; NULL in an array and for the outermost value. */
void json_out_object(struct json_out *j, const char *key);
void json_out_array(struct json_out *j, const char *key);
void json_out_close(struct json_out *j);               /* the last one that is open */
void json_out_text(struct json_out *j, const char *key, const char *text);          /* NULL is null */
void json_out_count(struct json_out *j, const char *key, int64_t count);
void json_out_known(struct json_out *j, const char *key, int64_t count);            /* below 0 is null */
void json_out_flag(struct json_out *j, const char *key, bool flag);
void json_out_null(struct json_out *j, const char *key);
void json_out_sha256(struct json_out *j, const char *key, const char *hex);         /* "sha256:…"; NULL is null */

#endif
