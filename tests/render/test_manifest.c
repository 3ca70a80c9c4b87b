/* The manifest names what was staged before it, with the digests that the files have. */
#include "render/drivers.h"
#include "sample_report.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *text_at(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

static void lists_inputs_outputs_and_fonts(void **state)
{
    (void)state;
    struct sample s;
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    sample_init(&s);
    s.rendering.n_fonts = 1;
    s.rendering.fonts[0] = (struct used_font){"body", "NotoSerifCJKsc-Regular", "/usr/share/fonts/a.ttc", "ff", true};
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "a.txt", "abc", 3, &diag));
    assert_true(json_write(&s.rendering, out, "report.json", &diag));
    assert_true(manifest_write(&s.rendering, out, "manifest.json", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);

    char *bytes = sample_read(folder, "manifest.json", NULL);
    json_t *root = json_loads(bytes, 0, NULL), *outputs = json_object_get(root, "outputs");
    assert_string_equal(text_at(root, "schema"), "nianbao.manifest/1");
    assert_string_equal(text_at(root, "stamp"), "2026-01-20T00:00:00+08:00");
    assert_string_equal(text_at(root, "rules"), "sha256:bb");
    assert_int_equal(json_array_size(outputs), 2);
    const json_t *first = json_array_get(outputs, 0);
    assert_string_equal(text_at(first, "name"), "a.txt");
    assert_int_equal(json_integer_value(json_object_get(first, "size")), 3);
    assert_string_equal(text_at(first, "sha256"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(text_at(first, "sm3"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    const json_t *input = json_array_get(json_object_get(root, "inputs"), 0), *font = json_array_get(json_object_get(root, "fonts"), 0);
    assert_string_equal(text_at(input, "name"), "申请登记.csv");
    assert_int_equal(json_integer_value(json_object_get(input, "rows")), 12);
    assert_string_equal(text_at(font, "file"), "a.ttc");
    assert_true(json_is_true(json_object_get(font, "substitute")));
    json_decref(root);
    free(bytes);
    sample_remove_folder(folder);
    sample_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_inputs_outputs_and_fonts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
