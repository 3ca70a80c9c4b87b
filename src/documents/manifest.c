/* manifest.json: every input and output with size, SHA-256 and SM3, and what they were made with. Names are relative to
 * the ledger and to the output folder; `nianbao verify` reads it back. */
#include "documents/manifest.h"
#include "documents/json_file.h"
#include "documents/json_put.h"
#include "documents/manifest_read.h"
#include <string.h>

static json_t *fonts_json(const struct manifest *r, bool *fine)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->n_fonts; i++) {
        const struct used_font *f = &r->fonts[i];
        const char *slash = strrchr(f->path, '/');     /* where a font lies is the machine's affair, its hash says which it is */
        json_t *o = json_object();
        *fine = *fine && json_put_text(o, "role", f->role) && json_put_text(o, "face", f->face) &&
                json_put_text(o, "file", slash ? slash + 1 : f->path) && json_put_text(o, "sha256", f->sha256) &&
                json_put(o, "substitute", json_boolean(f->substitute));
        *fine = !json_array_append_new(list, o) && *fine;
    }
    return list;
}

static bool put_digests(json_t *o, const struct digests *d)
{
    return json_put_count(o, "size", d->size) && json_put_text(o, "sha256", d->sha256) && json_put_text(o, "sm3", d->sm3);
}

static json_t *input_json(const struct input_file *f, bool *fine)
{
    json_t *o = json_object();
    *fine = *fine && json_put_text(o, "name", f->name) && put_digests(o, &f->digests) && json_put_known(o, "rows", f->rows);
    return o;
}

static bool outputs_json(struct outdir *out, json_t **list, bool *fine, struct diag *diag)
{
    *list = json_array();
    for (size_t i = 0; outdir_name(out, i); i++) {
        struct digests d;
        if (!outdir_digest(out, i, &d, diag)) return false;
        json_t *o = json_object();
        *fine = *fine && json_put_text(o, "name", outdir_name(out, i)) && put_digests(o, &d);
        *fine = !json_array_append_new(*list, o) && *fine;
    }
    return true;
}

static json_t *head_json(const struct manifest *m, bool *fine)
{
    json_t *o = json_object();
    *fine = json_put_text(o, "schema", "nianbao.manifest/1") && *fine;
    *fine = json_put_text(o, "program", m->program) && *fine;
    *fine = json_put_text(o, "stamp", m->stamp) && *fine;
    for (size_t i = 0; i < m->n_hashes; i++) *fine = json_put_sha256(o, m->hashes[i].key, m->hashes[i].hex) && *fine;
    *fine = json_put(o, "fonts", fonts_json(m, fine)) && *fine;
    return o;
}

bool manifest_put(const struct manifest *m, struct outdir *out, const char *file, struct diag *diag)
{
    json_t *outputs = NULL, *tail = json_object();
    struct json_file j;
    bool fine = true;
    manifest_drop_former(out);
    if (!outputs_json(out, &outputs, &fine, diag) || !json_file_open(&j, out, file, diag)) {
        json_decref(outputs);
        json_decref(tail);
        return false;
    }
    json_file_members(&j, head_json(m, &fine));
    json_file_list(&j, "inputs");
    for (size_t i = 0; i < m->n_inputs; i++) json_file_item(&j, input_json(&m->inputs[i], &fine));
    json_file_list_end(&j);
    fine = json_put(tail, "outputs", outputs) && fine;
    json_file_members(&j, tail);
    size_t last = 0;
    struct digests own;                                /* so that commit looks at this file again too */
    while (outdir_name(out, last + 1)) last++;
    return json_file_close(&j, fine, diag) && outdir_digest(out, last, &own, diag);
}
