/* The reader of documents accepts whole ones, and refuses one that is cut off anywhere or visibly damaged. */
#include "written_documents.h"
#include "package/package.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>
#include <cmocka.h>

static void whole_documents_are_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAMES; i++)
        if (!sound(names[i])) fail_msg("%s: %s", names[i], diag.text);
}

/* A CSV cut at the end of a row still looks whole, and only a line break follows the last bracket of JSON. */
static bool may_pass(const char *name, const char *bytes, size_t n, size_t cut)
{
    if (strstr(name, ".csv")) return cut > 1 && bytes[cut - 2] == '\r' && bytes[cut - 1] == '\n';
    for (; cut < n; cut++)
        if (bytes[cut] != '\n') return false;
    return true;
}

static void cut_off_documents_are_refused(void **state)
{
    (void)state;
    enum { CUTS = 30 };
    for (size_t i = 0; i < NAMES; i++) {
        size_t n;
        char *bytes = sample_read(folder, names[i], &n);
        for (size_t cut = 0; cut < n; cut += cut < 10 || n - cut < 25 ? 1 : n / CUTS + 1) {
            if (bytes_sound(names[i], bytes, cut) && !may_pass(names[i], bytes, n, cut)) fail_msg("%s cut at %zu of %zu is called whole", names[i], cut, n);
            if (!cut) assert_non_null(strstr(diag.text, "不完整："));
        }
        sample_write(folder, names[i], bytes, n);
        free(bytes);
    }
}

/* Every part in the order of the package, unpacked, into one digest. */
static void digest_parts(const char *path, char hex[DIGEST_HEX])
{
    const struct package_kind *kind = strstr(path, ".docx") ? &package_of_text : &package_of_workbook;
    struct package p;
    char *all = NULL;
    size_t n = 0;
    if (!package_open(&p, path, kind, &diag)) fail_msg("%s", diag.text);
    FILE *out = open_memstream(&all, &n);
    for (zip_int64_t i = 0; i < zip_get_num_entries(p.zip, 0); i++) {
        char chunk[4096];
        zip_file_t *part = zip_fopen_index(p.zip, (zip_uint64_t)i, 0);
        fputs(zip_get_name(p.zip, (zip_uint64_t)i, 0), out);
        for (zip_int64_t got; (got = zip_fread(part, chunk, sizeof chunk)) > 0;) fwrite(chunk, 1, (size_t)got, out);
        zip_fclose(part);
    }
    fclose(out);
    digest_sha256(all, n, hex);
    free(all);
    package_close(&p);
}

static uint32_t next(uint32_t *seed) { return (*seed = *seed * 1664525u + 1013904223u) >> 8; }

static void what_passes_is_unchanged(const char *name)
{
    enum { FLIPS = 50 };
    char was[DIGEST_HEX], now[DIGEST_HEX];
    size_t n;
    uint32_t seed = 10;
    char *bytes = sample_read(folder, name, &n);
    digest_parts(document_path(name), was);
    for (int i = 0; i < FLIPS; i++) {
        size_t at = next(&seed) % n;
        char kept = bytes[at];
        bytes[at] = (char)(kept ^ (1 << next(&seed) % 8));
        if (bytes_sound(name, bytes, n)) {
            digest_parts(document_path(name), now);
            if (strcmp(was, now) != 0) fail_msg("%s: a bit of byte %zu makes another document", name, at);
        }
        bytes[at] = kept;
    }
    sample_write(folder, name, bytes, n);
    free(bytes);
}

static void a_package_that_passes_is_unchanged(void **state)
{
    (void)state;
    what_passes_is_unchanged("年报.xlsx");
    what_passes_is_unchanged("年报.docx");
    what_passes_is_unchanged("年报.ofd");
}

/* Damaged files of the other formats give at worst a message; the sanitizers and valgrind watch. */
static void damage_ends_in_words(void **state)
{
    (void)state;
    enum { ROUNDS = 25 };
    uint32_t seed = 11;
    for (size_t i = 0; i < NAMES; i++) {
        size_t n;
        char *bytes = sample_read(folder, names[i], &n), *damaged = malloc(n + 1);
        for (int round = 0; round < ROUNDS; round++) {
            memcpy(damaged, bytes, n);
            size_t from = next(&seed) % n, length = next(&seed) % 9, at = next(&seed) % n;
            for (size_t k = 0; k < length && at + k < n; k++) damaged[at + k] = round % 2 ? '9' : bytes[(from + k) % n];
            diag.text[0] = 0;
            assert_true(bytes_sound(names[i], damaged, n) || diag.text[0]);
        }
        sample_write(folder, names[i], bytes, n);
        free(damaged);
        free(bytes);
    }
}

static void other_files_are_refused(void **state)
{
    (void)state;
    assert_false(text_sound("a.txt", "a"));
    assert_non_null(strstr(diag.text, "无从核对"));
    assert_false(sound("nowhere.json"));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    assert_false(document_sound(folder, "a.xlsx", &diag));
    assert_false(document_sound(folder, "a.pdf", &diag));
}

static void nothing_unsound_is_committed(void **state)
{
    (void)state;
    struct outdir *out;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "b.json", "[]", 2, &diag));
    assert_true(outdir_put(out, "c.json", "[1,", 3, &diag));
    assert_false(documents_sound(out, &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    assert_non_null(strstr(diag.text, "c.json：写完重读，不完整："));
    outdir_close(out);
    assert_int_equal(access(document_path("b.json"), F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_documents_are_sound), cmocka_unit_test(cut_off_documents_are_refused),
        cmocka_unit_test(a_package_that_passes_is_unchanged), cmocka_unit_test(damage_ends_in_words), cmocka_unit_test(other_files_are_refused),
        cmocka_unit_test(nothing_unsound_is_committed),
    };
    return cmocka_run_group_tests(tests, documents_write, documents_remove);
}
