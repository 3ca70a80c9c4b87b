/* findings.json and findings.csv: everything that the checks have to say, nothing cut off (output.md 5). */
#include "render/child_findings.h"
#include "render/csv_writer.h"
#include "render/drivers.h"
#include "render/findings_words.h"
#include "base/memory.h"
#include "base/say.h"
#include "render/json_put.h"
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

bool findings_json_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    FILE *f = fopen(path, "wx");
    if (!f) return diag_fail_errno(diag, "写不了 %s/%s", outdir_path(out), file);
    bool fine = print_findings(f, r->findings), written = !ferror(f);
    written = !fclose(f) && written;
    if (!fine) return diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查台账和表单里的文字", file);
    return written || diag_fail_errno(diag, "写不了 %s/%s", outdir_path(out), file);
}

bool findings_json_print(FILE *out, const struct findings *findings) { return print_findings(out, findings) && !ferror(out); }

/* ---- findings.csv and 下级年报问题.csv ---- */

/* The columns are the keys of findings.json, in their order, in the clerk's words. */
static void put_heads(struct csv_writer *w)
{
    static const char *const heads[] = {"编号", "类别", "级别", "是否阻断", "状态", "表", "文件", "行",
                                        "列", "键", "单元格", "所见值", "应为", "依据", "问题", "怎么办"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) csv_writer_text(w, heads[i]);
    csv_writer_end_row(w);
}

static void put_finding(struct csv_writer *w, const struct finding *f)
{
    csv_writer_text(w, f->id);
    csv_writer_text(w, finding_class_name(f->class));
    csv_writer_text(w, finding_standing_name(finding_standing(f)));
    csv_writer_text(w, f->blocking ? "是" : "否");
    csv_writer_text(w, finding_state_name(f->state));
    csv_writer_text(w, f->table);
    csv_writer_text(w, f->file);
    if (f->row) csv_writer_number(w, f->row);
    else csv_writer_text(w, NULL);
    const char *const rest[] = {f->column, f->key, f->cell, f->value, f->expected, f->article, f->message, f->advice};
    for (size_t k = 0; k < sizeof rest / sizeof *rest; k++) csv_writer_text(w, rest[k]);
    csv_writer_end_row(w);
}

bool findings_csv_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    struct csv_writer w = {0};
    put_heads(&w);
    for (size_t i = 0; i < r->findings->n; i++) put_finding(&w, &r->findings->list[i]);
    bool ok = outdir_put(out, file, text_get(&w.text), w.text.n, diag);
    csv_writer_release(&w);
    return ok;
}

struct child_findings_file { FILE *stream; struct csv_writer writer; const char *folder; };

static bool flush(struct child_findings_file *file, struct diag *diag)
{
    struct text *t = &file->writer.text;
    bool ok = fwrite(text_get(t), 1, t->n, file->stream) == t->n || diag_fail_errno(diag, "写不了 %s/%s", file->folder, CHILD_FINDINGS_FILE);
    text_clear(t);
    return ok;
}

bool child_findings_open(struct child_findings_file **out, struct outdir *dir, struct diag *diag)
{
    const char *path = outdir_stage(dir, CHILD_FINDINGS_FILE, diag);
    FILE *stream = path ? fopen(path, "wx") : NULL;
    if (!stream) return path ? diag_fail_errno(diag, "写不了 %s/%s", outdir_path(dir), CHILD_FINDINGS_FILE) : false;
    outdir_private(dir, CHILD_FINDINGS_FILE);
    struct child_findings_file *file = memory_alloc(sizeof *file);
    file->stream = stream;
    file->folder = outdir_path(dir);
    csv_writer_text(&file->writer, "机关代码");
    csv_writer_text(&file->writer, "机关名称");
    put_heads(&file->writer);
    *out = file;
    return true;
}

bool child_findings_add(struct child_findings_file *file, const struct filing *filing, const struct findings *findings, struct diag *diag)
{
    for (size_t i = 0; i < findings->n; i++) {
        csv_writer_text(&file->writer, filing->code);
        csv_writer_text(&file->writer, filing->name);
        put_finding(&file->writer, &findings->list[i]);
    }
    return flush(file, diag);
}

bool child_findings_close(struct child_findings_file *file, bool ok, struct diag *diag)
{
    bool written = flush(file, diag);
    if (fclose(file->stream) && written) written = diag_fail_errno(diag, "写不了 %s/%s", file->folder, CHILD_FINDINGS_FILE);
    csv_writer_release(&file->writer);
    free(file);
    return written || !ok;
}
