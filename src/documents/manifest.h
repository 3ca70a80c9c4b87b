/* manifest.json: every input and output with size and SHA-256, documents for others (outdir_private) also with SM3, and what they
 * were made with.
 *
 * The outputs are what is staged so far, so it is put last. `nianbao verify` reads it back.
 */
#ifndef DOCUMENTS_MANIFEST_H
#define DOCUMENTS_MANIFEST_H
#include "base/outdir.h"
#include "form/report.h"

#define MANIFEST_FILE "manifest.json"

/* A face that a document embeds. What was drawn with it lies in the document and under its digest; the entry says which font that was, so
 * that a later run can be made with the same one: its revision, and the SHA-256 of its table directory, in which a font file states the
 * length and the checksum of each of its tables. */
enum { MOST_USED_FONTS = 8, FONT_REVISION = 16 };
struct used_font { char role[16]; char face[64]; char path[512]; char revision[FONT_REVISION]; char tables[DIGEST_HEX]; bool substitute; };

struct manifest_hash { const char *key, *hex; };       /* form, rules …; hex NULL = not known */
struct manifest {
    const char *program, *stamp;
    const struct manifest_hash *hashes;
    size_t n_hashes;
    const struct used_font *fonts;
    size_t n_fonts;
    const struct input_file *inputs;                   /* rows -1 = it has no rows */
    size_t n_inputs;
    const char *basis, *basis_words;                   /* totals: of numbers that were filled in, and the same for people; NULL = of records, or of reports */
};

MUST_CHECK bool manifest_put(const struct manifest *m, struct outdir *out, const char *file, struct diag *diag);

#endif
