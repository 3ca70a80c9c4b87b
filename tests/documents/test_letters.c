/* The letter to an agency, through the plain driver, and the record of what was returned. */
#include "letters_found.h"
#include "render/plain/plain.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct letter letter_of(const struct defects *faults, const struct returned_round *before)
{
    return (struct letter){.words = words, .agency = "甲局", .parent = "某县人民政府", .file = "a.xlsx", .year = 2025, .day = civil_day(2026, 2, 19),
                           .due = civil_day(2026, 2, 28), .faults = faults, .before = before};
}

static void print(struct text *t, const struct letter *letter)
{
    struct document d;
    document_init(&d, &(struct document_facts){.title = "信", .stamp = BLANK_STAMP});
    letter_document(&d, letter);
    plain_add(t, &d);
    document_release(&d);
}

static void the_first_letter_has_all_that_an_agency_needs(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    struct text t = {0};
    add(&all, broken("D01", "requests/carried_out/total", "只改这一格：新收/总计 7→6", "6"));
    add(&all, of_text("D11", "overview 第1段", "8件"));
    find(&d, &all);
    struct letter letter = letter_of(&d, NULL);
    print(&t, &letter);
    has(&t, "甲局");
    has(&t, "2026年2月28日前");
    has(&t, "（一）“一、总体情况”");
    has(&t, "改成一致");                               /* words of the letters, not those for the office that counts */
    lacks(&t, "占位符");
    has(&t, "新收/总计（年报!J26）");
    has(&t, "只改这一格：新收/总计 7→6");
    has(&t, "国办公开办函〔2021〕30号");
    has(&t, "某县人民政府\n2026年2月19日");
    lacks(&t, "上次");
    letter.due = NO_DAY;
    text_clear(&t);
    print(&t, &letter);
    has(&t, "5个工作日内");
    text_release(&t);
    defects_release(&d);
    findings_release(&all);
}

static void the_next_letter_says_what_was_mended(void **state)
{
    (void)state;
    struct findings first = {0}, second = {0};
    struct defects was = {0}, is = {0};
    struct arena a = {0};
    struct text t = {0};
    add(&first, broken("D01", "requests/carried_out/total", "只改这一格：新收/总计 7→6", "6"));
    add(&first, of_text("D21", "problems 第1段", "XX"));
    add(&second, broken("D01", "requests/carried_out/total", "只改这一格：上年结转/总计 3→2", "2"));
    add(&second, of_text("D21", "overview 第1段", "XX"));
    find(&was, &first);
    find(&is, &second);
    const struct returned_round before = returned_round_of(&a, &was, "aa", civil_day(2026, 2, 1), BLANK_STAMP);
    const struct letter letter = letter_of(&is, &before);
    print(&t, &letter);
    has(&t, "对照2026年2月1日的修改意见，已经改正1项，仍未改正1项，新出现1项");
    has(&t, "# 一、上次提出、已经改正的");
    has(&t, "# 二、上次提出、仍未改正的：必须改正的问题");
    has(&t, "# 三、新出现的：必须改正的问题");
    text_release(&t);
    arena_release(&a);
    defects_release(&was);
    defects_release(&is);
    findings_release(&first);
    findings_release(&second);
}

/* ---- the record ---- */

static void the_record_is_read_back(void **state)
{
    (void)state;
    struct returned all = {0}, back = {0};
    struct outdir *out;
    struct diag diag = {0};
    struct arena a = {0};
    char *folder = sample_folder();
    const char *keys[] = {"D01 requests/new/total"};
    struct returned_defect fault = {"新收/总计", "不平", keys, 1};
    const struct returned_round now = {"bb", civil_day(2026, 2, 19), BLANK_STAMP, &fault, 1};
    returned_add(&all, &(struct returned_agency){NULL, "甲局", now, {0}});
    returned_add(&all, &(struct returned_agency){"C2", "乙局", now, now});
    assert_true(outdir_open(&out, folder, &diag) && returned_write(&all, 2025, out, &diag) && outdir_commit(out, &diag));
    outdir_close(out);
    const char *path = arena_printf(&a, "%s/%s", folder, RETURNED_FILE);
    assert_true(returned_read(&back, path, 2025));
    const struct returned_agency *first = returned_of(&back, NULL, "甲局"), *second = returned_of(&back, "C2", "别名");
    assert_non_null(first);
    assert_null(first->before.sha256);
    assert_non_null(second);
    assert_true(returned_same(&second->before, &now));
    assert_true(returned_has(&second->now, keys, 1));
    assert_null(returned_of(&back, "C3", "乙局"));
    returned_release(&back);
    assert_false(returned_read(&back, path, 2024));
    static const char *const wrong[] = {"", "[]", "{\"schema\":\"nianbao.returned/1\",\"year\":2025,\"agencies\":[{\"code\":null,\"name\":\"甲\",\"now\":null,\"before\":null}]}",
                                        "{\"schema\":\"nianbao.returned/1\",\"year\":2025,\"agencies\":[{\"code\":null,\"name\":\"甲\",\"now\":{\"sha256\":\"a\",\"day\":\"2026-02-30\","
                                        "\"stamp\":\"\",\"faults\":[]},\"before\":null}]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        sample_write(folder, RETURNED_FILE, wrong[i], strlen(wrong[i]));
        assert_false(returned_read(&back, path, 2025));
    }
    returned_release(&all);
    sample_remove_folder(folder);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_letter_has_all_that_an_agency_needs), cmocka_unit_test(the_next_letter_says_what_was_mended),
        cmocka_unit_test(the_record_is_read_back),
    };
    return cmocka_run_group_tests(tests, letters_load, letters_unload);
}
