/* Which faces the settings give: names that are looked for, what stands in where they are not there, and the one line that says so. */
#include "render/fonts/font_files.h"
#include "render/fonts/fonts.h"
#include "support/sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const char NOTO[] = "/usr/share/fonts/opentype/noto/", WENKAI[] = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf";

struct bench { char *folder; struct settings *settings; struct fonts *fonts; struct diag diag; };

/* overrides: `%s` is the bench's folder. */
static void set_up(struct bench *b, const char *overrides)
{
    char *text = NULL, *path = NULL;
    *b = (struct bench){.folder = sample_folder()};
    for (const char *at = overrides, *mark; *at; at = mark) {
        char *longer;
        mark = strstr(at, "%s");
        if (asprintf(&longer, "%s%.*s%s", text ? text : "", (int)(mark ? mark - at : (long)strlen(at)), at, mark ? b->folder : "") < 0) abort();
        free(text);
        text = longer;
        mark = mark ? mark + 2 : at + strlen(at);
    }
    if (asprintf(&path, "%s/settings.yaml", b->folder) < 0) abort();
    sample_write(b->folder, "settings.yaml", text, strlen(text));
    if (!settings_load(&b->settings, PROJECT_SOURCE_DIR "/data/settings.yaml", path, &b->diag)) fail_msg("%s", b->diag.text);
    free(text);
    free(path);
}

static void tear_down(struct bench *b)
{
    fonts_free(b->fonts);
    settings_free(b->settings);
    sample_remove_folder(b->folder);
}

static void link_font(const struct bench *b, const char *to, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", b->folder, name) < 0) abort();
    assert_int_equal(symlink(to, path), 0);
    free(path);
}

static void open_bench(struct bench *b)
{
    if (!fonts_open(&b->fonts, b->settings, &b->diag)) fail_msg("%s", b->diag.text);
}

static const char *name_of(struct bench *b, enum font_role role, uint32_t c) { return fonts_face(b->fonts, role, c)->name; }

/* The first name that is there, in whatever case it is written; the rest of the list is not opened. */
static void test_usual_places(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b, "font.places: /nonexistent; %s; /usr/share/fonts\nfont.body: 仿宋.ttf; simfang.ttf; NotoSerifCJK-Regular.ttc#NotoSerifCJKsc-Regular\n");
    link_font(&b, WENKAI, "SIMFANG.TTF");
    open_bench(&b);
    assert_string_equal(name_of(&b, FONT_BODY, U'字'), "LXGWWenKai-Regular");
    assert_string_equal(name_of(&b, FONT_SONG, U'字'), "NotoSerifCJKsc-Regular");
    tear_down(&b);
}

static void test_order_of_places(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b, "font.body: x.ttf\n");
    char *places, *wanted;
    const char *const folders[] = {"b", "a", "b/deep"};
    for (size_t i = 0; i < 3; i++) {
        char *path;
        if (asprintf(&path, "%s/%s", b.folder, folders[i]) < 0) abort();
        assert_int_equal(mkdir(path, 0700), 0);
        free(path);
    }
    sample_write(b.folder, "a/one.ttf", "", 0);
    sample_write(b.folder, "b/deep/One.ttf", "", 0);
    sample_write(b.folder, "b/two.ttf", "", 0);
    link_font(&b, ".", "b/loop");
    if (asprintf(&places, "%s/b; %s/a", b.folder, b.folder) < 0 || asprintf(&wanted, "%s/b/deep/One.ttf#F", b.folder) < 0) abort();
    struct font_files *files = font_files_new(places);
    char *one = font_files_find(files, "ONE.ttf#F"), *none = font_files_find(files, "one.tt"), *path = font_files_find(files, "./any.ttf");
    assert_string_equal(one, wanted);
    assert_null(none);
    assert_string_equal(path, "./any.ttf");
    assert_true(font_files_is_path("/a.ttf#x") && !font_files_is_path("a.ttf#x/y"));
    free(one);
    free(path);
    free(places);
    free(wanted);
    font_files_free(files);
    tear_down(&b);
}

/* A role of which no file is there is drawn with the fallbacks, each character with the first that has it. */
static void test_fallback_stands_in(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b, "font.body: 仿宋.ttf; none.ttf\nfont.fallback: nothing.ttf; LXGWWenKai-Regular.ttf; NotoSerifCJK-Regular.ttc#NotoSerifCJKsc-Regular\n");
    open_bench(&b);
    assert_string_equal(name_of(&b, FONT_BODY, U'字'), "LXGWWenKai-Regular");
    assert_string_equal(name_of(&b, FONT_BODY, U'\U00020021'), "NotoSerifCJKsc-Regular");
    bool none;
    char *line = fonts_substitutes(b.settings, &none);
    assert_false(none);
    assert_non_null(strstr(line, "仿宋以 LXGWWenKai-Regular 代替"));
    free(line);
    tear_down(&b);
}

static void test_nothing_at_all(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b, "font.places: %s\n");
    open_bench(&b);
    assert_non_null(strstr(fonts_lacking(b.fonts), "小标宋"));
    assert_non_null(strstr(fonts_lacking(b.fonts), "font.title"));
    bool none;
    char *line = fonts_substitutes(b.settings, &none);
    assert_true(none && !strcmp(line, fonts_lacking(b.fonts)));
    free(line);
    tear_down(&b);
}

/* A damaged file in a usual place does not stop a report; the line names it. */
static void test_unusable_is_told(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b, "font.places: %s; /usr/share/fonts\n");
    sample_write(b.folder, "simhei.ttf", "no font", 7);
    open_bench(&b);
    assert_string_equal(name_of(&b, FONT_HEI, U'字'), "NotoSansCJKsc-Bold");
    bool none;
    char *line = fonts_substitutes(b.settings, &none);
    assert_false(none);
    assert_non_null(strstr(line, "simhei.ttf"));
    free(line);
    tear_down(&b);
}

/* What the machine has in its usual places is not the test's: it has what Debian's packages bring. */
static void test_the_line(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b, "font.places: /usr/share/fonts/opentype/noto; /usr/share/fonts/truetype/lxgw-wenkai\n");
    bool none;
    char *line = fonts_substitutes(b.settings, &none);
    assert_false(none);
    assert_string_equal(line, "小标宋以 NotoSerifCJKsc-Bold 代替，仿宋以 NotoSerifCJKsc-Regular 代替（可以安装，或在设置 font.title、font.body 里写出路径）");
    free(line);
    open_bench(&b);
    const char *hei = name_of(&b, FONT_HEI, U'字');
    assert_true(!strcmp(hei, "NotoSansCJKsc-Medium") || !strcmp(hei, "NotoSansCJKsc-Bold"));
    tear_down(&b);
}

/* A variant has a code of its own, and its own glyph where the face has one (礼 with U+FE00 in Noto Serif). */
static void test_variants(void **state)
{
    (void)state;
    struct bench b;
    set_up(&b, "font.places: /usr/share/fonts/opentype/noto; /usr/share/fonts/truetype/lxgw-wenkai\n");
    open_bench(&b);
    struct face *song = fonts_face(b.fonts, FONT_SONG, 0x793C), *kai = fonts_face(b.fonts, FONT_KAI, 0x793C);
    unsigned plain = face_code(song, 0x793C, 0), variant = face_code(song, 0x793C, 0xFE00), other = face_code(song, 0x793C, 0xE0100);
    assert_true(plain && variant && other && plain != variant && plain != other && variant != other);
    assert_int_equal(face_code(song, 0x793C, 0xFE00), variant);
    assert_int_equal(face_code(song, 0x793C, 0), plain);
    assert_int_not_equal(song->codes[variant].glyph, song->codes[plain].glyph);
    assert_int_equal(song->codes[other].glyph, song->codes[plain].glyph);
    assert_int_equal(kai->codes[face_code(kai, 0x793C, 0xFE00)].glyph, kai->codes[face_code(kai, 0x793C, 0)].glyph);
    assert_true(fonts_advance(b.fonts, FONT_SONG, 0xFE00, 10) == 0);
    struct diag unsaid;
    assert_true(fonts_complete(b.fonts, &(struct paper){0}, &unsaid));
    tear_down(&b);
}

/* A line is set character by character: what that garbles is refused, whether a font has it or not. */
static void test_scripts_that_need_shaping(void **state)
{
    (void)state;
    static const uint32_t shaped[] = {0x0634, 0xFEDF, 0x05D0, 0x0F56, 0x0F92, 0x182E, 0xA840, 0x0915}, plain[] = {0x4E00, 0x03A9, 0x0416, 0x30A2};
    struct bench b;
    struct diag why;
    set_up(&b, "font.places: /usr/share/fonts/opentype/noto; /usr/share/fonts/truetype/lxgw-wenkai; /usr/share/fonts/truetype/dejavu\n"
               "font.fallback: NotoSerifCJK-Regular.ttc#NotoSerifCJKsc-Regular; DejaVuSans.ttf\n");
    open_bench(&b);
    fonts_at(b.fonts, "第1段");
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) assert_non_null(fonts_face(b.fonts, FONT_BODY, plain[i]));
    assert_true(fonts_complete(b.fonts, &(struct paper){0}, &why));
    for (size_t i = 0; i < sizeof shaped / sizeof *shaped; i++) assert_null(fonts_face(b.fonts, FONT_BODY, shaped[i]));
    assert_false(fonts_complete(b.fonts, &(struct paper){0}, &why));
    assert_non_null(strstr(why.text, "8 个字"));
    assert_non_null(strstr(why.text, "排不了"));
    assert_non_null(strstr(why.text, "U+0634（第1段）"));
    assert_null(strstr(why.text, "font.fallback"));
    assert_null(fonts_face(b.fonts, FONT_BODY, 0xA000));
    assert_false(fonts_complete(b.fonts, &(struct paper){.ofd = true}, &why));
    assert_non_null(strstr(why.text, "PDF 和 OFD 没有写：1 个字在所设的字体里都没有"));
    assert_non_null(strstr(why.text, "“ꀀ”U+A000（第1段）；8 个字"));
    tear_down(&b);
}

static char *directory_digest(const char *path, size_t n_bytes)
{
    static char hex[DIGEST_HEX];
    unsigned char bytes[1024];
    FILE *f = fopen(path, "rb");
    assert_true(f && n_bytes <= sizeof bytes && fread(bytes, 1, n_bytes, f) == n_bytes);
    fclose(f);
    digest_sha256(bytes, n_bytes, hex);
    return hex;
}

/* The manifest says which font it was: another release, or one outline changed (the checksum of a table), is another font; what was drawn
 * makes no difference. */
static void test_identity(void **state)
{
    (void)state;
    struct bench b;
    size_t n;
    char revision[3][FONT_REVISION], tables[3][DIGEST_HEX];
    enum { OFFSET_TABLE = 12, RECORD = 16, CHECKSUM = 4 };
    set_up(&b, "font.kai: /usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf\nfont.song: %s/changed.ttf\n");
    char *font = sample_read("/usr/share/fonts/truetype/lxgw-wenkai", "LXGWWenKai-Regular.ttf", &n);
    font[OFFSET_TABLE + CHECKSUM] ^= 1;
    sample_write(b.folder, "changed.ttf", font, n);
    open_bench(&b);
    struct face *kai = fonts_face(b.fonts, FONT_KAI, U'字'), *changed = fonts_face(b.fonts, FONT_SONG, U'字');
    face_identify(kai, revision[0], tables[0]);
    face_code(kai, U'字', 0);
    face_identify(kai, revision[1], tables[1]);
    face_identify(changed, revision[2], tables[2]);
    assert_string_equal(tables[0], directory_digest(WENKAI, OFFSET_TABLE + RECORD * (size_t)font[5]));
    assert_string_equal(tables[0], tables[1]);
    assert_string_not_equal(tables[0], tables[2]);
    assert_string_equal(revision[0], revision[2]);
    assert_true(strtod(revision[0], NULL) > 0);
    face_identify(fonts_face(b.fonts, FONT_BODY, U'字'), revision[1], tables[1]);      /* of a collection */
    assert_string_not_equal(tables[0], tables[1]);
    assert_true(strtod(revision[1], NULL) > 1);
    free(font);
    tear_down(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_usual_places), cmocka_unit_test(test_order_of_places), cmocka_unit_test(test_fallback_stands_in),
                                       cmocka_unit_test(test_nothing_at_all), cmocka_unit_test(test_unusable_is_told), cmocka_unit_test(test_the_line), cmocka_unit_test(test_variants), cmocka_unit_test(test_scripts_that_need_shaping),
                                       cmocka_unit_test(test_identity)};
    if (access(NOTO, R_OK) || access(WENKAI, R_OK)) return 77;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
