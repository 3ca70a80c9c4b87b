/* A JSON file that is written piece by piece: lists of thousands would fill the memory as one tree. What comes out is what
 * json_stage writes.
 *
 *     struct json_file j;
 *     bool fine = true;                               // whether all texts are UTF-8: see json_put.h
 *     if (!json_file_open(&j, out, "a.json", diag)) return false;
 *     json_file_members(&j, head);                    // the members of an object, in their order
 *     json_file_list(&j, "inputs");
 *     for (…) json_file_item(&j, item);
 *     json_file_list_end(&j);
 *     return json_file_close(&j, fine, diag);
 *
 * Trees are taken, and released. A fault is kept until the end.
 */
#ifndef DOCUMENTS_JSON_FILE_H
#define DOCUMENTS_JSON_FILE_H
#include "base/outdir.h"
#include <jansson.h>
#include <stdio.h>

struct json_file {
    FILE *file;
    const char *name;                                  /* for messages; borrowed */
    const struct outdir *out;
    bool fine, members, items;                         /* fine so far; whether a member, an item of the open list, was written */
};

MUST_CHECK bool json_file_open(struct json_file *j, struct outdir *out, const char *file, struct diag *diag);
void json_file_members(struct json_file *j, json_t *object);
void json_file_list(struct json_file *j, const char *key);
void json_file_item(struct json_file *j, json_t *item);
void json_file_list_end(struct json_file *j);
/* `fine`: whether the caller could put every text. */
MUST_CHECK bool json_file_close(struct json_file *j, bool fine, struct diag *diag);

#endif
