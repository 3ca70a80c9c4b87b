/* Tables of glyphs (CFF) made anew for a PDF. */
#include "base/text.h"
#include "render/pdf/cff.h"
#include <hb-subset.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Font files come from outside: the reader refuses a damaged table or takes some font from it, and does nothing else. */
static void test_damaged_cff(void **state)
{
    (void)state;
    hb_blob_t *file = hb_blob_create_from_file_or_fail("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc");
    if (!file) skip();
    hb_face_t *face = hb_face_create(file, 0);
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_add_range(hb_subset_input_glyph_set(input), 0, 5);
    hb_face_t *small = hb_subset_or_fail(face, input);
    hb_blob_t *table = hb_face_reference_table(small, HB_TAG('C', 'F', 'F', ' '));
    unsigned n;
    const char *bytes = hb_blob_get_data(table, &n);
    static const uint16_t glyphs[] = {0, 1, 2, 3, 4};
    struct text out = {0};
    assert_true(cff_by_code((const uint8_t *)bytes, n, glyphs, 5, "Test", &out));
    assert_true(out.n > 100);
    for (unsigned i = 0; i < n * 4; i++) {
        uint8_t *copy = malloc(n);
        memcpy(copy, bytes, n);
        copy[i / 4] = (uint8_t)(copy[i / 4] + (uint8_t[]){1, 127, 128, 255}[i % 4]);
        text_clear(&out);
        (void)cff_by_code(copy, i % 3 ? n : i / 4, glyphs, 5, "Test", &out);
        free(copy);
    }
    text_release(&out);
    hb_blob_destroy(table);
    hb_face_destroy(small);
    hb_subset_input_destroy(input);
    hb_face_destroy(face);
    hb_blob_destroy(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_damaged_cff),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
