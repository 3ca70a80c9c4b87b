/* findings.json: everything that the checks have to say, nothing cut off (docs/outputs.md). */
#include "base/say.h"
#include "documents/json_files.h"
#include "documents/json_put.h"
#include <stdlib.h>
#include <string.h>

static json_t *finding_json(const struct finding *f)
{
    json_t *o = json_object();
    bool fine = json_put_text(o, "id", f->id) && json_put_text(o, "class", finding_class_id(f->class)) &&
                json_put_text(o, "severity", finding_severity_id(f->severity)) &&
                json_put(o, "blocking", json_boolean(f->blocking)) && json_put_text(o, "state", finding_state_id(f->state)) && json_put_text(o, "table", f->table) &&
                json_put_text(o, "file", f->file) && json_put(o, "row", f->row ? json_integer(f->row) : json_null()) &&
                json_put_text(o, "column", f->column) && json_put_text(o, "key", f->key) && json_put_text(o, "cell", f->cell) &&
                json_put_text(o, "value", f->value) && json_put_text(o, "expected", f->expected) &&
                json_put_text(o, "article", f->article) && json_put_text(o, "message", f->message) &&
                json_put_text(o, "advice", f->advice);
    if (fine) return o;
    json_decref(o);
    return NULL;
}

/* What a finding is, two blanks further in than Jansson puts it; line breaks in texts are escaped. */
static bool print_finding(FILE *f, const struct finding *finding)
{
    json_t *o = finding_json(finding);
    char *bytes = o ? json_dumps(o, JSON_PRESERVE_ORDER | JSON_INDENT(2)) : NULL;
    json_decref(o);
    if (!bytes) return false;
    for (char *line = bytes, *end; line; line = end) {
        if ((end = strchr(line, '\n'))) *end++ = 0;
        say(f, "  ");
        say_json(f, line);
        if (end) say(f, "\n");
    }
    free(bytes);
    return true;
}

/* One finding after another: there may be a million, and as one tree they would fill the memory. A file that cannot be
 * written shows when it is closed. */
static bool print_findings(FILE *f, const struct findings *findings)
{
    say(f, findings->n ? "[\n" : "[");
    for (size_t i = 0; i < findings->n; i++) {
        if (!print_finding(f, &findings->list[i])) return false;
        say(f, i + 1 < findings->n ? ",\n" : "\n");
    }
    say(f, "]\n");
    return true;
}

bool findings_json_write(const struct findings *findings, struct outdir *out, const char *file, struct diag *diag)
{
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    FILE *f = fopen(path, "wx");
    if (!f) return diag_fail_errno(diag, "写不了 %s/%s", outdir_path(out), file);
    bool fine = print_findings(f, findings), written = !ferror(f);
    written = !fclose(f) && written;
    if (!fine) return diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查台账和表单里的文字", file);
    return written || diag_fail_errno(diag, "写不了 %s/%s", outdir_path(out), file);
}

bool findings_json_print(FILE *out, const struct findings *findings) { return print_findings(out, findings) && !ferror(out); }
