/* manifest.json: every input and output with size and digests, and what they were made with. Names are relative to
 * the ledger and to the output folder; `nianbao verify` reads it back. */
#include "documents/manifest.h"
#include "base/json_out.h"
#include "documents/manifest_read.h"
#include <stdlib.h>
#include <string.h>

static void put_fonts(struct json_out *j, const struct manifest *m)
{
    json_out_array(j, "fonts");
    for (size_t i = 0; i < m->n_fonts; i++) {
        const struct used_font *f = &m->fonts[i];
        const char *slash = strrchr(f->path, '/');     /* Base name only: local paths must not leak. */
        json_out_object(j, NULL);
        json_out_text(j, "role", f->role);
        json_out_text(j, "face", f->face);
        json_out_text(j, "file", slash ? slash + 1 : f->path);
        json_out_text(j, "revision", f->revision);
        json_out_text(j, "tables_sha256", f->tables);
        json_out_flag(j, "substitute", f->substitute);
        json_out_close(j);
    }
    json_out_close(j);
}

static void put_file(struct json_out *j, const char *name, const struct digests *d)
{
    json_out_text(j, "name", name);
    json_out_count(j, "size", d->size);
    json_out_text(j, "sha256", d->sha256);
    if (*d->sm3) json_out_text(j, "sm3", d->sm3);
}

static void put_inputs(struct json_out *j, const struct manifest *m)
{
    json_out_array(j, "inputs");
    for (size_t i = 0; i < m->n_inputs; i++) {
        json_out_object(j, NULL);
        put_file(j, m->inputs[i].name, &m->inputs[i].digests);
        json_out_known(j, "rows", m->inputs[i].rows);
        json_out_close(j);
    }
    json_out_close(j);
}

/* The first `n` files that are staged: the manifest is not among them. */
static void put_outputs(struct json_out *j, const struct outdir *out, const struct digests *digests, size_t n)
{
    json_out_array(j, "outputs");
    for (size_t i = 0; i < n; i++) {
        json_out_object(j, NULL);
        put_file(j, outdir_name(out, i), &digests[i]);
        json_out_close(j);
    }
    json_out_close(j);
}

static bool digest_outputs(struct outdir *out, struct digests **digests, size_t *n, struct diag *diag)
{
    for (*n = 0; outdir_name(out, *n); ++*n) {}
    *digests = memory_alloc((*n + 1) * sizeof **digests);
    for (size_t i = 0; i < *n; i++)
        if (!outdir_digest(out, i, &(*digests)[i], diag)) return false;
    return true;
}

bool manifest_put(const struct manifest *m, struct outdir *out, const char *file, struct diag *diag)
{
    struct digests *digests = NULL, own;
    struct json_out j;
    size_t n;
    manifest_drop_former(out);
    bool ok = digest_outputs(out, &digests, &n, diag) && json_out_stage(&j, out, file, diag);
    if (ok) {
        json_out_object(&j, NULL);
        json_out_text(&j, "schema", "nianbao.manifest/1");
        json_out_text(&j, "program", m->program);
        json_out_text(&j, "stamp", m->stamp);
        if (m->basis) {
            json_out_text(&j, "basis", m->basis);
            json_out_text(&j, "basis_words", m->basis_words);
        }
        for (size_t i = 0; i < m->n_hashes; i++) json_out_sha256(&j, m->hashes[i].key, m->hashes[i].hex);
        put_fonts(&j, m);
        put_inputs(&j, m);
        put_outputs(&j, out, digests, n);
        json_out_close(&j);
        /* Its own digest is worked out so that commit looks at this file again too. */
        ok = json_out_commit(&j, diag) && outdir_digest(out, n, &own, diag);
    }
    free(digests);
    return ok;
}
