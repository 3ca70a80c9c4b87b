#include "base/json_out.h"
#include "base/say.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 1 << 14 };                             /* bytes that are gathered */

static void flush(struct json_out *j)
{
    if (j->bytes.n) say_json(j->to, text_get(&j->bytes));
    text_clear(&j->bytes);
}

void json_out_begin(struct json_out *j, FILE *to, bool indented) { *j = (struct json_out){.to = to, .indented = indented}; }

bool json_out_end(struct json_out *j)
{
    flush(j);
    text_release(&j->bytes);
    return !j->fault;
}

bool json_out_stage(struct json_out *j, struct outdir *out, const char *file, struct diag *diag)
{
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    FILE *to = fopen(path, "wx");
    if (!to) return diag_fail_errno(diag, "写不了 %s/%s", outdir_path(out), file);
    json_out_begin(j, to, true);
    j->out = out;
    j->name = file;
    return true;
}

bool json_out_commit(struct json_out *j, struct diag *diag)
{
    text_add_char(&j->bytes, '\n');
    bool fine = json_out_end(j), written = !ferror(j->to);
    written = !fclose(j->to) && written;
    if (!fine) return diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查台账和表单里的文字", j->name);
    return written || diag_fail_errno(diag, "写不了 %s/%s", outdir_path(j->out), j->name);
}

/* ---- values ---- */

static void add_string(struct json_out *j, const char *s)
{
    struct text *t = &j->bytes;
    size_t n = strlen(s);
    if (!utf8_valid(s, n, NULL)) {
        j->fault = true;
        n = 0;
    }
    text_add_char(t, '"');
    for (size_t from = 0, i = 0; i <= n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (i < n && c >= 0x20 && c != '"' && c != '\\') continue;
        text_add_n(t, s + from, i - from);
        from = i + 1;
        if (i == n) break;
        const char *at = strchr("\bb\ff\nn\rr\tt\"\"\\\\", c);
        if (at) text_printf(t, "\\%c", at[1]);
        else text_printf(t, "\\u%04X", c);
    }
    text_add_char(t, '"');
}

static void add_break(struct json_out *j, bool after_comma)
{
    static const char deepest[] = "\n                                ";
    static_assert(sizeof deepest - 2 >= 2 * (size_t)JSON_OUT_DEPTH, "as many blanks as the deepest line begins with");
    if (j->indented) text_add_n(&j->bytes, deepest, 1 + 2 * (size_t)j->depth);
    else if (after_comma) text_add_char(&j->bytes, ' ');
}

/* What stands before a value: the comma behind the one before, the line break, the key. */
static void open_value(struct json_out *j, const char *key)
{
    if (j->bytes.n >= ENOUGH) flush(j);
    if (j->depth) {
        bool more = j->begun[j->depth];
        if (more) text_add_char(&j->bytes, ',');
        add_break(j, more);
    }
    j->begun[j->depth] = true;
    if (!key) return;
    add_string(j, key);
    text_add(&j->bytes, ": ");
}

static void open_group(struct json_out *j, const char *key, char begin, char end)
{
    if (j->depth == JSON_OUT_DEPTH) abort();               /* only the program nests */
    open_value(j, key);
    text_add_char(&j->bytes, begin);
    j->ends[j->depth++] = end;
    j->begun[j->depth] = false;
}

void json_out_object(struct json_out *j, const char *key) { open_group(j, key, '{', '}'); }
void json_out_array(struct json_out *j, const char *key) { open_group(j, key, '[', ']'); }

void json_out_close(struct json_out *j)
{
    bool any = j->begun[j->depth--];
    if (any) add_break(j, false);
    text_add_char(&j->bytes, j->ends[j->depth]);
}

void json_out_text(struct json_out *j, const char *key, const char *text)
{
    open_value(j, key);
    if (text) add_string(j, text);
    else text_add(&j->bytes, "null");
}

void json_out_count(struct json_out *j, const char *key, int64_t count)
{
    open_value(j, key);
    text_add_integer(&j->bytes, count);
}

void json_out_known(struct json_out *j, const char *key, int64_t count)
{
    if (count < 0) json_out_null(j, key);
    else json_out_count(j, key, count);
}

void json_out_flag(struct json_out *j, const char *key, bool flag)
{
    open_value(j, key);
    text_add(&j->bytes, flag ? "true" : "false");
}

void json_out_null(struct json_out *j, const char *key)
{
    open_value(j, key);
    text_add(&j->bytes, "null");
}

void json_out_sha256(struct json_out *j, const char *key, const char *hex)
{
    struct text t = {0};
    if (hex) text_printf(&t, "sha256:%s", hex);
    json_out_text(j, key, hex ? text_get(&t) : NULL);
    text_release(&t);
}
