#include "documents/json_put.h"
#include <stdlib.h>
#include <string.h>

bool json_put(json_t *object, const char *key, json_t *value) { return !json_object_set_new(object, key, value); }

bool json_put_text(json_t *object, const char *key, const char *text)
{
    return json_put(object, key, text ? json_string(text) : json_null());
}

bool json_put_count(json_t *object, const char *key, int64_t count) { return json_put(object, key, json_integer(count)); }

bool json_put_known(json_t *object, const char *key, int64_t count)
{
    return json_put(object, key, count < 0 ? json_null() : json_integer(count));
}

bool json_put_sha256(json_t *object, const char *key, const char *hex)
{
    return json_put(object, key, hex ? json_sprintf("sha256:%s", hex) : json_null());
}

bool json_stage(struct outdir *out, const char *file, json_t *root, bool fine, struct diag *diag)
{
    bool ok = false;
    char *bytes = NULL;
    if (!fine || !root) {
        diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查台账和表单里的文字", file);
        goto out;
    }
    bytes = json_dumps(root, JSON_PRESERVE_ORDER | JSON_INDENT(2));
    if (!bytes) {
        diag_fail(diag, DIAG_SYSTEM, "写不了 %s：内存不足", file);
        goto out;
    }
    size_t n = strlen(bytes);
    bytes[n] = '\n';                                   /* in the place of the NUL: outdir_put takes a length */
    ok = outdir_put(out, file, bytes, n + 1, diag);
out:
    free(bytes);
    json_decref(root);
    return ok;
}
