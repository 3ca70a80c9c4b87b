#include "base/digest.h"
#include "base/file.h"
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A digest that cannot be had is a broken installation, not a state to go on in. */
static EVP_MD_CTX *start(const EVP_MD *kind)
{
    /* Before its first use: no openssl.cnf is read, nothing that one names is loaded, and none can switch a digest off. */
    if (!OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL)) abort();
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    if (!c || !EVP_DigestInit_ex(c, kind, NULL)) abort();
    return c;
}

static void more(EVP_MD_CTX *c, const void *bytes, size_t n)
{
    if (!EVP_DigestUpdate(c, bytes, n)) abort();
}

static void finish(EVP_MD_CTX *c, char hex[DIGEST_HEX])
{
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (!EVP_DigestFinal_ex(c, raw, &n)) abort();
    for (unsigned i = 0; i < n && i < (DIGEST_HEX - 1) / 2; i++) snprintf(hex + 2 * i, 3, "%02x", raw[i]);
    EVP_MD_CTX_free(c);
}

void digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX])
{
    EVP_MD_CTX *c = start(EVP_sha256());
    more(c, bytes, n);
    finish(c, hex);
}

/* The context itself, under a name that lets no other file know the library. */
struct digest_stream *digest_begin(void) { return (struct digest_stream *)start(EVP_sha256()); }
void digest_more(struct digest_stream *d, const void *bytes, size_t n) { more((EVP_MD_CTX *)d, bytes, n); }

void digest_end(struct digest_stream *d, char hex[DIGEST_HEX])
{
    char unwanted[DIGEST_HEX];
    finish((EVP_MD_CTX *)d, hex ? hex : unwanted);
}

/* Feeds a file to one or two digests; returns its size, -1 with diag filled when it cannot be read. */
static int64_t feed(const char *path, EVP_MD_CTX *a, EVP_MD_CTX *b, struct diag *diag)
{
    unsigned char buffer[1 << 16];
    int64_t size = 0;
    FILE *f;
    if (!file_open(&f, path, FILE_ANY_SIZE, diag)) return -1;
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0; size += (int64_t)n) {
        more(a, buffer, n);
        if (b) more(b, buffer, n);
    }
    if (ferror(f)) {
        diag_fail_errno(diag, "读不了 %s", path);
        size = -1;
    }
    fclose(f);
    return size;
}

bool digest_file(const char *path, bool sm3, struct digests *out, struct diag *diag)
{
    EVP_MD_CTX *sha = start(EVP_sha256()), *other = sm3 ? start(EVP_sm3()) : NULL;
    *out = (struct digests){.size = feed(path, sha, other, diag)};
    finish(sha, out->sha256);
    if (other) finish(other, out->sm3);
    return out->size >= 0;
}

bool digest_file_sha256(const char *path, char hex[DIGEST_HEX], struct diag *diag)
{
    EVP_MD_CTX *c = start(EVP_sha256());
    bool ok = feed(path, c, NULL, diag) >= 0;
    finish(c, hex);
    return ok;
}

bool digest_files(const char *dir, const char *const *names, size_t n, char hex[DIGEST_HEX], struct diag *diag)
{
    EVP_MD_CTX *c = start(EVP_sha256());
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++) {
        char path[4096];
        more(c, names[i], strlen(names[i]) + 1);
        if (snprintf(path, sizeof path, "%s/%s", dir, names[i]) >= (int)sizeof path) {
            errno = ENAMETOOLONG;
            ok = diag_fail_errno(diag, "%s/%s", dir, names[i]);
        } else {
            ok = feed(path, c, NULL, diag) >= 0;
        }
    }
    finish(c, hex);
    return ok;
}
