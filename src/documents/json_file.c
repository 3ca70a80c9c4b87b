#include "documents/json_file.h"
#include "base/say.h"
#include <stdlib.h>
#include <string.h>

bool json_file_open(struct json_file *j, struct outdir *out, const char *file, struct diag *diag)
{
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    *j = (struct json_file){.file = fopen(path, "wx"), .name = file, .out = out, .fine = true};
    if (!j->file) return diag_fail_errno(diag, "写不了 %s/%s", outdir_path(out), file);
    say(j->file, "{");
    return true;
}

/* The value as Jansson prints it, its further lines so many blanks further in; line breaks in texts are escaped. */
static void print_value(struct json_file *j, json_t *value, int blanks)
{
    char *bytes = value ? json_dumps(value, JSON_PRESERVE_ORDER | JSON_INDENT(2) | JSON_ENCODE_ANY) : NULL;
    j->fine = j->fine && bytes;
    for (char *line = bytes, *end; line; line = end) {
        if ((end = strchr(line, '\n'))) *end++ = 0;
        say_json(j->file, line);
        if (end) say(j->file, "\n%*s", blanks, "");
    }
    free(bytes);
}

/* Keys are the program's own: nothing in them needs escaping. */
static void print_key(struct json_file *j, const char *key)
{
    say(j->file, "%s\n  \"%s\": ", j->members ? "," : "", key);
    j->members = true;
}

void json_file_members(struct json_file *j, json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        print_key(j, key);
        print_value(j, value, 2);
    }
    json_decref(object);
}

void json_file_list(struct json_file *j, const char *key)
{
    print_key(j, key);
    say(j->file, "[");
    j->items = false;
}

void json_file_item(struct json_file *j, json_t *item)
{
    say(j->file, "%s\n    ", j->items ? "," : "");
    j->items = true;
    print_value(j, item, 4);
    json_decref(item);
}

void json_file_list_end(struct json_file *j) { say(j->file, j->items ? "\n  ]" : "]"); }

bool json_file_close(struct json_file *j, bool fine, struct diag *diag)
{
    say(j->file, "\n}\n");
    bool written = !ferror(j->file);
    written = !fclose(j->file) && written;
    if (!fine || !j->fine) return diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查台账和表单里的文字", j->name);
    return written || diag_fail_errno(diag, "写不了 %s/%s", outdir_path(j->out), j->name);
}
