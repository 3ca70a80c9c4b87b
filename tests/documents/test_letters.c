/* The letter to an agency, the record of what was returned, the list of reminders and the notice, through the plain driver. */
#include "documents/letter.h"
#include "documents/notice.h"
#include "documents/reminders.h"
#include "base/text.h"
#include "render/plain/plain.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define WORDS PROJECT_SOURCE_DIR "/report_templates/letters"

static struct catalogue *catalogue;
static struct letter_words *words;
static struct form *form;

static int load(void **state)
{
    struct diag diag = {0};
    (void)state;
    bool ok = catalogue_load(&catalogue, PROJECT_SOURCE_DIR "/report_templates/rules", &diag) && letter_words_load(&words, WORDS, catalogue, &diag) &&
              form_load(&form, PROJECT_SOURCE_DIR "/report_templates/2021", &diag);
    if (!ok) print_error("%s\n", diag.text);
    return !ok;
}

static int unload(void **state)
{
    (void)state;
    form_free(form);
    letter_words_free(words);
    catalogue_free(catalogue);
    return 0;
}

/* ---- findings ---- */

static struct finding broken(const char *id, const char *line, const char *mending, const char *expected)
{
    struct finding f = rule_finding(catalogue_rule(catalogue, id));
    f.file = "报送/a.xlsx", f.column = "年报!J26", f.cell = "requests/new/total", f.value = "7", f.expected = expected, f.message = "不平";
    f.line = line, f.line_name = "总计", f.left = "新收 7", f.right = "办理结果总计 6", f.mending = mending;
    return f;
}

static struct finding of_text(const char *id, const char *key, const char *value)
{
    struct finding f = rule_finding(catalogue_rule(catalogue, id));
    f.file = "报送/a.xlsx", f.key = key, f.value = value, f.expected = "实际的内容";
    return f;
}

static void add(struct findings *all, struct finding f) { findings_add(all, &f); }

static void find(struct defects *d, struct findings *all)
{
    findings_name(all, form);
    findings_sort(all);
    defects_find(d, words, catalogue, form, "甲局", "C1", all);
}

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

static void has(const struct text *t, const char *part)
{
    if (!strstr(text_get(t), part)) fail_msg("“%s” is not in:\n%s", part, text_get(t));
}

static void lacks(const struct text *t, const char *part)
{
    if (strstr(text_get(t), part)) fail_msg("“%s” is in:\n%s", part, text_get(t));
}

/* ---- faults ---- */

static void equations_that_one_cell_mends_are_one_fault(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    add(&all, broken("D01", "requests/carried_out/total", "只改这一格：新收/总计 7→6", "6"));
    add(&all, broken("D03", "requests/new/total", "只改这一格：新收/总计 7→6", "6"));
    find(&d, &all);
    assert_int_equal(d.n, 1);
    assert_int_equal(d.list[0].n_places, 1);
    assert_int_equal(d.list[0].n_keys, 2);
    assert_string_equal(d.list[0].places[0].place, "新收/总计（年报!J26）");
    assert_string_equal(d.list[0].places[0].expected, "6");
    assert_non_null(strstr(d.list[0].what, "；"));
    defects_release(&d);
    findings_release(&all);
}

static void equations_that_nothing_explains_stand_with_their_sides(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    add(&all, broken("D01", "requests/carried_out/total", "请逐格核对", NULL));
    add(&all, broken("D01", "requests/carried_out/enterprise", "请逐格核对", NULL));
    add(&all, broken("D03", "requests/new/total", "请逐格核对", NULL));
    all.list[1].line_name = "商业企业";
    find(&d, &all);
    assert_int_equal(d.n, 2);
    assert_int_equal(d.list[0].n_places, 2);
    assert_string_equal(d.list[0].places[0].found, "新收 7，而 办理结果总计 6");
    assert_string_equal(d.list[0].places[0].expected, "两边相等");      /* the other side may be the wrong one */
    defects_release(&d);
    findings_release(&all);
}

/* The letter must not ask for a number that it asks to change elsewhere. */
static void a_number_of_a_text_waits_for_its_table(void **state)
{
    (void)state;
    struct finding text = of_text("D11", "overview 第1段 第1个数", "新收申请6件"), other = of_text("D11", "overview 第1段 第2个数", "制发3件");
    text.cell = "requests/new/total", text.expected = "表中的 7";
    other.cell = "proactive/normative/made", other.expected = "表中的 2";
    struct findings all = {0};
    struct defects d = {0};
    add(&all, broken("D01", "requests/carried_out/total", "只改这一格：新收/总计 7→6", "6"));
    add(&all, text);
    add(&all, other);
    find(&d, &all);
    assert_int_equal(d.n, 3);
    assert_string_equal(d.list[0].places[0].expected, "表中的 2");
    for (size_t i = 1; i < d.n; i++)
        if (!d.list[i].certain) assert_string_equal(d.list[i].places[0].expected, "与改正后的表一致（现在是表中的 7）");
    defects_release(&d);
    findings_release(&all);
}

static void findings_of_one_check_are_one_fault_with_its_places(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    struct finding waived = of_text("D21", "problems 第9段", "XX"), hint = of_text("D21", "problems 第8段", "XX");
    waived.state = STATE_WAIVED;
    hint.severity = SEVERITY_HINT, hint.blocking = false;
    add(&all, of_text("D21", "problems 第1段", "XX"));
    add(&all, of_text("D21", "problems 第2段", "某某"));
    add(&all, of_text("D21", "overview 第1段", "某某"));
    add(&all, waived);
    add(&all, hint);
    find(&d, &all);
    assert_int_equal(d.n, 2);                          /* by part of the report, in its order */
    assert_int_equal(d.list[0].n_places, 1);
    assert_int_equal(d.list[1].n_places, 2);
    assert_string_equal(d.list[1].places[1].place, "“五、存在的主要问题及改进情况”第2段");
    assert_true(letter_is_due(words, &d));
    defects_release(&d);
    findings_release(&all);
}

static void warnings_alone_make_no_letter(void **state)
{
    (void)state;
    struct findings all = {0};
    struct defects d = {0};
    struct finding warning = of_text("D20", "overview", "2000字");
    add(&all, warning);
    find(&d, &all);
    assert_int_equal(d.n, 1);
    assert_false(letter_is_due(words, &d));
    defects_release(&d);
    findings_release(&all);
}

/* ---- letters ---- */

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

static void write_file(const char *path, const char *bytes)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(bytes, f);
    fclose(f);
}

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
        write_file(path, wrong[i]);
        assert_false(returned_read(&back, path, 2025));
    }
    returned_release(&all);
    sample_remove_folder(folder);
    arena_release(&a);
}

/* ---- list and notice ---- */

static void list_and_notice_name_every_state(void **state)
{
    (void)state;
    struct filing filings[] = {
        {.agency = 1, .name = "甲局", .state = FILING_MISSING, .contact = "周青禾", .phone = "0789-1", .due = civil_day(2026, 1, 31), .submitted = NO_DAY},
        {.agency = 2, .name = "乙局", .state = FILING_UNREAD, .unread = "乙.doc", .why = "另存为 .docx", .due = civil_day(2026, 1, 31), .submitted = NO_DAY},
        {.agency = 3, .name = "丙局", .state = FILING_LATE, .counted = true, .due = civil_day(2026, 1, 31), .submitted = civil_day(2026, 2, 9), .contact = "许知秋"},
        {.agency = 4, .name = "丁局", .state = FILING_IN_TIME, .counted = true, .due = civil_day(2026, 1, 31), .submitted = civil_day(2026, 1, 9)},
        {.name = "看不出是哪个机关", .state = FILING_UNREAD, .unread = "x.pdf", .due = NO_DAY, .submitted = NO_DAY},
    };
    struct rollup all = {.filings = filings, .n_filings = sizeof filings / sizeof *filings};
    struct report r = {.agency = {.name = "某县人民政府"}, .year = 2025, .as_of = civil_day(2026, 2, 19), .form = form, .rollup = &all};
    struct defect_kinds kinds = {0};
    struct findings found = {0};
    struct document d;
    struct text t = {0};
    document_init(&d, &(struct document_facts){.title = "单", .stamp = BLANK_STAMP});
    reminders_document(&d, words, &r);
    plain_add(&t, &d);
    document_release(&d);
    has(&t, "周青禾");
    has(&t, "0789-1");
    has(&t, "19");
    has(&t, "乙.doc");
    has(&t, "（看不出是哪个机关）");
    lacks(&t, "丙局");
    text_clear(&t);
    add(&found, of_text("D21", "problems 第1段", "XX"));
    add(&found, of_text("D21", "problems 第2段", "XX"));
    add(&found, of_text("D20", "overview", "2000字"));
    defect_kinds_take(&kinds, words, catalogue, &found);
    defect_kinds_take(&kinds, words, catalogue, &found);
    defect_kinds_sent(&kinds, &(struct sent_letter){"丁局", "退回修改意见/丁局", 2, false});
    assert_int_equal(kinds.n, 1);                      /* warnings are no fault of a notice */
    assert_int_equal(kinds.list[0].agencies, 2);
    assert_int_equal(kinds.list[0].places, 4);
    document_init(&d, &(struct document_facts){.title = "通报", .stamp = BLANK_STAMP});
    notice_document(&d, words, &r, &kinds);
    plain_add(&t, &d);
    document_release(&d);
    has(&t, "应报4个机关，已报2个，已交但文件不能用1个，缺报1个。");
    lacks(&t, "期限未到");                             /* nobody is */
    lacks(&t, "看不出是哪个机关");                     /* what nobody handed in is for the office's own list */
    has(&t, "请没有报送的机关立即报送。请文件不能用的机关");
    has(&t, "按时报送的有1个机关：丁局。");
    has(&t, "修改意见另发：丁局。");
    has(&t, "正文里还有没有填写的地方");
    lacks(&t, "周青禾");                               /* no names of persons */
    lacks(&t, "许知秋");
    lacks(&t, "0789");
    has(&t, "条例》第四十九条");
    text_clear(&t);
    struct form of_2018 = *form;                       /* a year before the regulation in force cites the earlier one */
    of_2018.earlier_law = true;
    r.form = &of_2018;
    document_init(&d, &(struct document_facts){.title = "通报", .stamp = BLANK_STAMP});
    notice_document(&d, words, &r, &kinds);
    plain_add(&t, &d);
    document_release(&d);
    has(&t, "（国务院令第492号）第三十一条");
    lacks(&t, "第四十九条");
    text_release(&t);
    findings_release(&found);
    defect_kinds_release(&kinds);
}

/* ---- the words ---- */

static void refuses(const char *file, const char *old, const char *new, const char *why)
{
    static const char *const files[] = {"returned.yaml", "reminders.yaml", "notice.yaml"};
    struct arena a = {0};
    struct diag diag = {0};
    struct letter_words *w = NULL;
    char *folder = sample_folder();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char bytes[16384];
        FILE *f = fopen(arena_printf(&a, "%s/%s", WORDS, files[i]), "rb");
        assert_non_null(f);
        size_t n = fread(bytes, 1, sizeof bytes - 1, f);
        bytes[n] = 0;
        fclose(f);
        char *at = strcmp(files[i], file) ? NULL : strstr(bytes, old);
        if (!strcmp(files[i], file)) assert_non_null(at);
        const char *edited = at ? arena_printf(&a, "%.*s%s%s", (int)(at - bytes), bytes, new, at + strlen(old)) : bytes;
        write_file(arena_printf(&a, "%s/%s", folder, files[i]), edited);
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
        cmocka_unit_test(equations_that_one_cell_mends_are_one_fault), cmocka_unit_test(equations_that_nothing_explains_stand_with_their_sides),
        cmocka_unit_test(a_number_of_a_text_waits_for_its_table),
        cmocka_unit_test(findings_of_one_check_are_one_fault_with_its_places), cmocka_unit_test(warnings_alone_make_no_letter),
        cmocka_unit_test(the_first_letter_has_all_that_an_agency_needs), cmocka_unit_test(the_next_letter_says_what_was_mended),
        cmocka_unit_test(the_record_is_read_back), cmocka_unit_test(list_and_notice_name_every_state), cmocka_unit_test(words_are_proved),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
