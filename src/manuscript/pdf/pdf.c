#include "base/file.h"
#include "manuscript/child.h"
#include "manuscript/pdf/pdf_inside.h"

#define MOST_BYTES (64 * MEBIBYTE)

/* The libraries and what they open late: tables that say which characters the codes of Chinese fonts mean. No font is needed, since
 * nothing is drawn for people. */
static const char *const readable[] = {"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/usr/share/poppler", "/nix/store", "/gnu/store",
                                       "/etc/ld.so.cache", NULL};

bool pdf_read(struct manuscript *m, const char *path, struct diag *diag)
{
    struct text bytes = {0};
    char chunk[1 << 16];
    FILE *f;
    size_t n;
    struct diag too_large;
    if (!file_check(path, MOST_BYTES, &too_large)) {
        manuscript_refuse(m, "%s", too_large.text);
        return true;
    }
    if (!file_open(&f, path, MOST_BYTES, diag)) return false;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) text_add_n(&bytes, chunk, n);
    bool ok = !ferror(f) || diag_fail_errno(diag, "读不了文稿");
    fclose(f);
    ok = ok && child_read(m, text_get(&bytes), bytes.n, pdf_parse, readable, diag);
    text_release(&bytes);
    return ok;
}
