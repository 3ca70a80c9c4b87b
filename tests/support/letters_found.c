#include "letters_found.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

struct catalogue *catalogue;
struct letter_words *words;
struct form *form;

int letters_load(void **state)
{
    struct diag diag = {0};
    (void)state;
    bool ok = catalogue_load(&catalogue, PROJECT_SOURCE_DIR "/report_templates/rules", &diag) && letter_words_load(&words, WORDS, catalogue, &diag) &&
              form_load(&form, PROJECT_SOURCE_DIR "/report_templates/2021", &diag);
    if (!ok) print_error("%s\n", diag.text);
    return !ok;
}

int letters_unload(void **state)
{
    (void)state;
    form_free(form);
    letter_words_free(words);
    catalogue_free(catalogue);
    return 0;
}

struct finding broken(const char *id, const char *line, const char *mending, const char *expected)
{
    struct finding f = rule_finding(catalogue_rule(catalogue, id));
    f.file = "报送/a.xlsx", f.column = "年报!J26", f.cell = "requests/new/total", f.value = "7", f.expected = expected, f.message = "不平";
    f.line = line, f.line_name = "总计", f.left = "新收 7", f.right = "办理结果总计 6", f.mending = mending;
    return f;
}

struct finding of_text(const char *id, const char *key, const char *value)
{
    struct finding f = rule_finding(catalogue_rule(catalogue, id));
    f.file = "报送/a.xlsx", f.key = key, f.value = value, f.expected = "实际的内容";
    return f;
}

void add(struct findings *all, struct finding f) { findings_add(all, &f); }

void find(struct defects *d, struct findings *all)
{
    findings_name(all, form);
    findings_sort(all);
    defects_find(d, words, catalogue, form, "甲局", "C1", all);
}

void has(const struct text *t, const char *part)
{
    if (!strstr(text_get(t), part)) fail_msg("“%s” is not in:\n%s", part, text_get(t));
}

void lacks(const struct text *t, const char *part)
{
    if (strstr(text_get(t), part)) fail_msg("“%s” is in:\n%s", part, text_get(t));
}
