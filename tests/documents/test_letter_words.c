/* The words of letters, lists and notices are proved when they are read. */
#include "letters_found.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void refuses(const char *file, const char *old, const char *new, const char *why)
{
    static const char *const files[] = {"returned.yaml", "reminders.yaml", "notice.yaml"};
    struct arena a = {0};
    struct diag diag = {0};
    struct letter_words *w = NULL;
    char *folder = sample_folder();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *bytes = sample_read(WORDS, files[i], NULL);
        char *at = strcmp(files[i], file) ? NULL : strstr(bytes, old);
        if (!strcmp(files[i], file)) assert_non_null(at);
        const char *edited = at ? arena_printf(&a, "%.*s%s%s", (int)(at - bytes), bytes, new, at + strlen(old)) : bytes;
        sample_write(folder, files[i], edited, strlen(edited));
        free(bytes);
    }
    assert_false(letter_words_load(&w, folder, catalogue, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, why) || !strstr(diag.text, file)) fail_msg("“%s” does not say “%s”", diag.text, why);
    sample_remove_folder(folder);
    arena_release(&a);
}

static void words_are_proved(void **state)
{
    (void)state;
    refuses("returned.yaml", "于{due}前", "于{until}前", "不能用 {until}");
    refuses("returned.yaml", "（文件：{file}）", "（文件：{file）", "后面没有 }");
    refuses("returned.yaml", "basis: （依据", "basi: （依据", "不认识“basi”");
    refuses("returned.yaml", "days: 5", "days: 0", "1 到 60");
    refuses("returned.yaml", "[警告, 有争议]", "[警告, 须改正]", "写了两次");
    refuses("returned.yaml", "[警告, 有争议]", "[警告, 已豁免]", "不认识级别“已豁免”");
    refuses("returned.yaml", "alone: no", "alone: 不", "yes 或 no");
    refuses("returned.yaml", "  D11: ", "  D99: ", "检查 D99");
    refuses("returned.yaml", "于{due}前", "于due}前", "的 } 前面没有 {");
    refuses("notice.yaml", "关于{year}年", "关于｛year｝年", "全角的｛｝");
    refuses("reminders.yaml", "phone: 联系电话, ", "", "缺少“columns.phone”");
    refuses("reminders.yaml", "截至{date}。", "截至{due}。", "不能用 {due}");
    refuses("notice.yaml", "addressee: 各有关机关：", "addressee:", "缺少“addressee”");
    refuses("notice.yaml", "kinds: 主要问题}", "kinds: 主要问题, more: 别的}", "不认识“headings.more”");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_proved),
    };
    return cmocka_run_group_tests(tests, letters_load, letters_unload);
}
