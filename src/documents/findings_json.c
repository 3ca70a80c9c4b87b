/* findings.json: everything that the checks have to say, nothing cut off (docs/zh/输出.md). */
#include "base/json_out.h"
#include "documents/json_files.h"

static void put_finding(struct json_out *j, const struct finding *f)
{
    json_out_object(j, NULL);
    json_out_text(j, "id", f->id);
    json_out_text(j, "class", finding_class_id(f->class));
    json_out_text(j, "severity", finding_severity_id(f->severity));
    json_out_flag(j, "blocking", f->blocking);
    json_out_text(j, "state", finding_state_id(f->state));
    json_out_text(j, "table", f->table);
    json_out_text(j, "file", f->file);
    if (f->row) json_out_count(j, "row", f->row);
    else json_out_null(j, "row");
    json_out_text(j, "column", f->column);
    json_out_text(j, "key", f->key);
    json_out_text(j, "cell", f->cell);
    json_out_text(j, "cell_name", f->cell_name);
    json_out_text(j, "value", f->value);
    json_out_text(j, "expected", f->expected);
    json_out_text(j, "article", f->article);
    json_out_text(j, "message", f->message);
    json_out_text(j, "advice", f->advice);
    json_out_close(j);
}

static void put_findings(struct json_out *j, const struct findings *findings)
{
    json_out_array(j, NULL);
    for (size_t i = 0; i < findings->n; i++) put_finding(j, &findings->list[i]);
    json_out_close(j);
}

bool findings_json_write(const struct findings *findings, struct outdir *out, const char *file, struct diag *diag)
{
    struct json_out j;
    if (!json_out_stage(&j, out, file, diag)) return false;
    put_findings(&j, findings);
    return json_out_commit(&j, diag);
}

bool findings_json_print(FILE *out, const struct findings *findings)
{
    struct json_out j;
    json_out_begin(&j, out, true);
    put_findings(&j, findings);
    text_add_char(&j.bytes, '\n');
    return json_out_end(&j) && !ferror(out);
}

static ssize_t take_bytes(void *digest, const char *bytes, size_t n)
{
    digest_more(digest, bytes, n);
    return (ssize_t)n;
}

/* As the file is written, of which nothing stays in memory. */
bool findings_json_digest(const struct findings *findings, char hex[DIGEST_HEX], struct diag *diag)
{
    struct digest_stream *digest = digest_begin();
    FILE *to = fopencookie(digest, "w", (cookie_io_functions_t){.write = take_bytes});
    if (!to) memory_exhausted();
    bool ok = findings_json_print(to, findings);
    ok = !fclose(to) && ok;
    digest_end(digest, hex);
    return ok || diag_fail(diag, DIAG_SYSTEM, "findings.json 里有文字不是 UTF-8，算不出它的摘要");
}
