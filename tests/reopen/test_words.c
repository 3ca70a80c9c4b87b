/* What documents say where no reader sees it, and what they could do by themselves: parts are put into documents of ours. */
#include "package/package.h"
#include "base/text.h"
#include "reopen/document.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *folder;
static struct diag diag;

static const char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int setup(void **state)
{
    (void)state;
    struct sample s;
    struct outdir *out;
    struct settings *settings;
    folder = sample_folder();
    sample_init(&s);
    assert_true(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag));
    s.paper.settings = settings;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(draw_ofd(&s, out, "年报.ofd", &diag) && draw_docx(&s, out, "年报.docx", &diag) && draw_xlsx(&s, out, "年报.xlsx", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    sample_release(&s);
    settings_free(settings);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sample_remove_folder(folder);
    return 0;
}

/* A document of ours with one more part, or with `old` of a part it has replaced. */
static void put_part(const char *from, const char *to, const char *part, const char *old, const char *words)
{
    int failed;
    zip_t *zip;
    size_t n;
    char *bytes = sample_read(folder, from, &n);
    sample_write(folder, to, bytes, n);
    free(bytes);
    assert_non_null(zip = zip_open(path_of(to), 0, &failed));
    struct text all = {0};
    if (old) {
        zip_stat_t stat;
        assert_int_equal(zip_stat(zip, part, 0, &stat), 0);
        char *is = calloc(1, stat.size + 1);
        zip_file_t *f = zip_fopen(zip, part, 0);
        assert_int_equal(zip_fread(f, is, stat.size), stat.size);
        zip_fclose(f);
        char *at = strstr(is, old);
        assert_non_null(at);
        text_printf(&all, "%.*s%s%s", (int)(at - is), is, words, at + strlen(old));
        free(is);
    } else {
        text_add(&all, words);
    }
    assert_true(zip_file_add(zip, part, zip_source_buffer(zip, text_get(&all), all.n, 0), ZIP_FL_OVERWRITE) >= 0);
    assert_int_equal(zip_close(zip), 0);
    text_release(&all);
}

static void look_for(void *context, const char *words)
{
    const char **wanted = context;
    if (*wanted && strstr(words, *wanted)) *wanted = NULL;
}

static bool says(const char *name, const char *words)
{
    if (!words_of_document(path_of(name), name, look_for, &words, &diag)) fail_msg("%s: %s", name, diag.text);
    return !words;
}

static void words_stand_in_any_part(void **state)
{
    (void)state;
    static const struct { const char *from, *part, *old, *words; } put[] = {
        {"年报.xlsx", "xl/worksheets/sheet9.xml", NULL, "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>张三 139</t></is><is><r><t>李四 137</t></r><r><t>00001111</t></r></is></c></row></sheetData></worksheet>"},
        {"年报.xlsx", "xl/comments1.xml", NULL, "<comments><comment><text><r><t>李四 137</t></r><r><t>00001111</t></r></text></comment></comments>"},
        {"年报.xlsx", "xl/workbook.xml", "<sheets>", "<sheets><sheet name=\"李四 13700001111\" state=\"veryHidden\"/>"},
        {"年报.xlsx", "docProps/core.xml", "</cp:coreProperties>", "<x>李四 13700001111</x></cp:coreProperties>"},
        {"年报.xlsx", "xl/worksheets/sheet1.xml", "</sheetData>", "<row><c><f>\"李四 13700001111\"</f></c></row></sheetData>"},
        {"年报.docx", "word/document.xml", "</w:body>", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>李四 1370</w:t></w:r><w:r><w:t>0001111</w:t></w:r></w:p></w:body>"},
        {"年报.docx", "word/header1.xml", NULL, "<w:hdr xmlns:w=\"w\"><w:p><w:drawing><x descr=\"李四 13700001111\"/></w:drawing></w:p></w:hdr>"},
        {"年报.ofd", "Doc_0/Pages/Page_0/Content.xml", "<ofd:TextCode ", "<ofd:TextCode X=\"0\" Y=\"0\">李四 137000</ofd:TextCode><ofd:TextCode X=\"9\" Y=\"0\">01111</ofd:TextCode><ofd:TextCode "},
        {"年报.ofd", "Doc_0/Document.xml", "Title=\"", "Title=\"李四 13700001111"},
    };
    for (size_t i = 0; i < sizeof put / sizeof *put; i++) {
        char name[64];
        snprintf(name, sizeof name, "又一份%s", strrchr(put[i].from, '.'));
        assert_false(says(put[i].from, "李四 13700001111"));
        put_part(put[i].from, name, put[i].part, put[i].old, put[i].words);
        if (!says(name, "李四 13700001111")) fail_msg("%s: the words are not given", put[i].part);
    }
}

static void texts_of_two_cells_are_two(void **state)
{
    (void)state;
    put_part("年报.xlsx", "两格.xlsx", "xl/worksheets/sheet9.xml", NULL, "<worksheet><sheetData><row><c><v>137</v></c><c><v>00001111</v></c></row></sheetData></worksheet>");
    assert_true(says("两格.xlsx", "00001111"));
    assert_false(says("两格.xlsx", "13700001111"));
}

static void a_layout_does_nothing_by_itself(void **state)
{
    (void)state;
    struct arena a = {0};
    static const struct { const char *part, *old, *words, *found; } put[] = {
        {"Doc_0/Attachs/Attachments.xml", NULL, "<ofd:Attachments xmlns:ofd=\"o\"/>", "Attachments.xml"},
        {"Doc_0/Pages/Page_0/../x/Content.xml", NULL, "<ofd:Page xmlns:ofd=\"o\"/>", "不是程序写的"},
        {"Doc_0/Res/Font_9.js", NULL, "x", "Font_9.js"},
        {"Doc_0/Document.xml", "</ofd:Document>", "<ofd:Attachments>a</ofd:Attachments></ofd:Document>", "Attachments"},
        {"Doc_0/Document.xml", "<ofd:Goto>", "<ofd:URI URI=\"http://x\"/><ofd:Goto>", "URI"},
        {"Doc_0/Document.xml", "<ofd:Outlines>", "<ofd:Extensions>a</ofd:Extensions><ofd:Outlines>", "Extensions"},
        {"OFD.xml", "</ofd:DocBody>", "<ofd:Signatures>a</ofd:Signatures></ofd:DocBody>", "Signatures"},
        {"Doc_0/Pages/Page_0/Content.xml", "</ofd:Content>", "<ofd:Video>a</ofd:Video></ofd:Content>", "Video"},
    };
    assert_null(active_in_document(&a, path_of("年报.ofd"), "年报.ofd"));
    for (size_t i = 0; i < sizeof put / sizeof *put; i++) {
        put_part("年报.ofd", "动.ofd", put[i].part, put[i].old, put[i].words);
        const char *found = active_in_document(&a, path_of("动.ofd"), "动.ofd");
        if (!found || !strstr(found, put[i].found)) fail_msg("%s: %s", put[i].part, found ? found : "nothing was found");
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_stand_in_any_part), cmocka_unit_test(texts_of_two_cells_are_two), cmocka_unit_test(a_layout_does_nothing_by_itself)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
