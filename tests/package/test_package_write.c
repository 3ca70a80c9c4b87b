/* A package that was written: its parts in their order, and the same bytes whatever the time zone. */
#include "package/package_write.h"
#include "base/text.h"
#include "package/package.h"
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

static const char types[] = "<Types><Default Extension=\"xml\"/></Types>", body[] = "<document>年报&amp;</document>";
static const struct package_part parts[] = {{"[Content_Types].xml", types, sizeof types - 1}, {"word/document.xml", body, sizeof body - 1}, {"word/empty.xml", "", 0}};
enum { PARTS = sizeof parts / sizeof *parts };
static char folder[] = "/tmp/nianbao-test-XXXXXX";
static struct diag diag;

static const char *path(void)
{
    static char p[64];
    snprintf(p, sizeof p, "%s/a.docx", folder);
    return p;
}

/* Its bytes; malloc()ed. */
static char *write_parts(size_t *n)
{
    struct outdir *out;
    assert_true(outdir_open(&out, folder, &diag));
    if (!package_write(parts, PARTS, out, "a.docx", &diag)) fail_msg("%s", diag.text);
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    FILE *f = fopen(path(), "rb");
    char *bytes = calloc(1, 4096);
    assert_non_null(f);
    *n = fread(bytes, 1, 4096, f);
    fclose(f);
    return bytes;
}

static void take(void *user, const char *bytes, size_t n) { text_add_n(user, bytes, n); }

static void the_parts_are_read_again(void **state)
{
    (void)state;
    static const struct package_handlers handlers = {.text = take};
    struct package p;
    struct package_pump pump;
    struct text words = {0};
    size_t n;
    free(write_parts(&n));
    if (!package_open(&p, path(), &package_of_text, &diag)) fail_msg("%s", diag.text);
    assert_int_equal(zip_get_num_entries(p.zip, 0), PARTS);
    for (zip_uint64_t i = 0; i < PARTS; i++) {
        zip_uint8_t system;
        zip_uint32_t attributes;
        assert_string_equal(zip_get_name(p.zip, i, 0), parts[i].name);
        assert_int_equal(zip_file_get_external_attributes(p.zip, i, 0, &system, &attributes), 0);
        assert_int_equal(system, ZIP_OPSYS_DOS);
        assert_int_equal(attributes, 0);
    }
    if (!package_pump_all(&pump, &p, parts[1].name, &handlers, &words, &diag)) fail_msg("%s", diag.text);
    assert_string_equal(text_get(&words), "年报&");
    text_release(&words);
    package_close(&p);
}

/* 1 January 1980, 0:00 as MS-DOS writes it, in the head of the first part. */
static void every_zone_and_locale_gives_the_same_bytes(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kathmandu", "Africa/Monrovia", "<-01>1<+01>,0,364"};
    size_t n, n_first;
    char *first = write_parts(&n_first);
    assert_memory_equal(first + 10, "\0\0\x21\0", 4);
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        assert_int_equal(setenv("TZ", zones[i], 1), 0);
        tzset();
        (void)setlocale(LC_ALL, i % 2 ? "C.UTF-8" : "C");
        char *bytes = write_parts(&n);
        assert_int_equal(n, n_first);
        if (memcmp(bytes, first, n) != 0) fail_msg("other bytes in %s", zones[i]);
        free(bytes);
    }
    free(first);
}

static void one_name_is_one_part(void **state)
{
    (void)state;
    const struct package_part twice[] = {parts[0], parts[0]};
    struct outdir *out;
    assert_true(outdir_open(&out, folder, &diag));
    assert_false(package_write(twice, 2, out, "b.docx", &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    assert_non_null(strstr(diag.text, "写不了 b.docx"));
    assert_null(outdir_name(out, 0));
    outdir_close(out);
}

static int setup(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int teardown(void **state)
{
    (void)state;
    return unlink(path()) || rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_parts_are_read_again), cmocka_unit_test(every_zone_and_locale_gives_the_same_bytes),
                                       cmocka_unit_test(one_name_is_one_part)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
