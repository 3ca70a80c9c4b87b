/* Agencies and years side by side: which are read, ranked, tied and named. The order of the reports does not matter. */
#include "compare/comparison_words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { OPEN, FIXED, LATE, DAYS };

static const struct comparison_settings settings = {.cases = 30, .outlier = 3090, .peers = 1, .pooled = 3, .spread = 8, .first = 20};
static struct form_shelf *shelf;
static struct indicators *indicators;

static int open_all(void **state)
{
    struct diag diag;
    (void)state;
    shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
    return indicators_load(&indicators, PROJECT_SOURCE_DIR "/tests/compare/fixtures/indicators.yaml", shelf, &diag) ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    indicators_free(indicators);
    form_shelf_free(shelf);
    return 0;
}

/* A report with this number of closed requests, and of those granted wholly and in part. */
struct made { const char *code, *name; int year; int64_t closed, whole, part; const char *form, *rules; bool draft; };

#define MEANT "directions: {none: n, higher: h, lower: l}\n"
#define SAID "sentences: {faulty: '{count}{fault}', alert: a, worse: w, peers: '{cell}', years: y}\n"

/* Makes the file of that pattern. */
static void write_file(char *path, const char *text)
{
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void add(struct comparison *c, const struct made *m)
{
    const struct { const char *address; int64_t value; } cells[] = {
        {"requests/closed/total", m->closed}, {"requests/1/total", m->whole}, {"requests/2/total", m->part},
        {"review/reconsideration/corrected", 1}, {"review/reconsideration/total", 9}, {"review/reconsideration/pending", 4},
        {"requests/6.1/total", 1}, {"requests/6.2/total", 2}, {"requests/6.3/total", 3}, {"requests/6/total", 8}};
    enum { CELLS = sizeof cells / sizeof *cells };
    struct submission_cell list[CELLS];
    struct submission s = {.kind = SUBMISSION_JSON, .path = "p", .code = m->code, .name = m->name, .form = m->form ? m->form : "2021", .year = m->year,
                           .draft = m->draft, .cells = list, .n = CELLS, .timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    for (int i = 0; i < CELLS; i++) list[i] = (struct submission_cell){.address = cells[i].address, .number = {cells[i].value, 0}};
    s.shown = m->name ? m->name : m->code;
    s.origin.rules_hash = m->rules;
    comparison_add(c, &s, &(struct digests){.sha256 = "0"});
}

static struct comparison *compare(const struct made *list, size_t n)
{
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    for (size_t i = 0; i < n; i++) add(c, &list[i]);
    comparison_finish(c);
    return c;
}

static const struct measure *measure_of(const struct comparison *c, const char *code, size_t year, size_t indicator)
{
    for (size_t i = 0; i < c->n_agencies; i++)
        if (!strcmp(c->agencies[i].code, code)) return &comparison_entry(c, i, year)->measures[indicator];
    fail_msg("no agency %s", code);
    return NULL;
}

static void test_measures(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "甲", .year = 2025, .closed = 60, .whole = 30, .part = 11}, {.code = "B", .name = "乙", .year = 2025, .closed = 29, .whole = 29},
        {.code = "C", .name = "丙", .year = 2025}, {.code = "D", .name = "丁", .year = 2025, .closed = 5, .whole = 6},
        {.code = "E", .name = "戊", .year = 2025, .closed = 40, .whole = 4, .form = "2019"}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    char words[WORDS];
    const struct measure *m = measure_of(c, "A", 0, OPEN);
    assert_int_equal(m->state, MEASURE_ENOUGH);
    assert_string_equal(measure_words(UNIT_PERCENT, m, words), "68.33%");
    assert_string_equal(interval_words(m, words), "55.77%–78.69%");
    assert_string_equal(cases_words(UNIT_PERCENT, m, words), "41/60");
    m = measure_of(c, "B", 0, OPEN);                   /* one case too few: the share is shown, but not ranked */
    assert_int_equal(m->state, MEASURE_FEW);
    assert_int_equal(m->judged.rank, 0);
    assert_int_equal(m->judged.distance, 0);
    assert_string_equal(measure_words(UNIT_PERCENT, m, words), "（100.00%）");
    assert_string_equal(rank_words(m, words), "");
    assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, "C", 0, OPEN), words), "0/0");
    assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, "D", 0, OPEN), words), "有误");
    assert_string_equal(measure_words(UNIT_DAYS, measure_of(c, "A", 0, DAYS), words), "—");
    assert_int_equal(measure_of(c, "A", 0, FIXED)->cases.whole, 5);       /* 9 − 4 */
    assert_int_equal(measure_of(c, "A", 0, LATE)->cases.part, 6);         /* 6.1 + 6.2 + 6.3 */
    assert_int_equal(measure_of(c, "E", 0, LATE)->cases.part, 8);         /* row 6 of the older form */
    assert_int_equal(c->years[0].pooled[OPEN].cases.part, 41 + 29 + 4);   /* without the report that contradicts itself */
    assert_int_equal(c->years[0].pooled[OPEN].cases.whole, 60 + 29 + 40);
    comparison_free(c);
}

/* 90/100: interval 82.56–94.48; 84 and 83 lie within, 82 does not and is the best of the next group. */
static void test_ranks(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 100, .whole = 90}, {.code = "B", .name = "b", .year = 2025, .closed = 100, .whole = 84},
        {.code = "C", .name = "c", .year = 2025, .closed = 100, .whole = 83}, {.code = "D", .name = "d", .year = 2025, .closed = 100, .whole = 82},
        {.code = "E", .name = "e", .year = 2025, .closed = 100, .whole = 10}, {.code = "F", .name = "f", .year = 2025, .closed = 20, .whole = 20}};
    static const struct { const char *code; int rank, tied; } expected[] = {{"A", 1, 3}, {"B", 1, 3}, {"C", 1, 3}, {"D", 4, 1}, {"E", 5, 1}, {"F", 0, 0}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_int_equal(measure_of(c, expected[i].code, 0, OPEN)->judged.rank, expected[i].rank);
        assert_int_equal(measure_of(c, expected[i].code, 0, OPEN)->judged.tied, expected[i].tied);
    }
    comparison_free(c);
}

/* Of two equal shares the one with more cases leads the group: its narrow interval excludes agencies that the wide one would include. */
static void test_ties_know_no_order(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 30, .whole = 15}, {.code = "B", .name = "b", .year = 2025, .closed = 3000, .whole = 1500},
        {.code = "C", .name = "c", .year = 2025, .closed = 100, .whole = 40}};
    static const size_t orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}};
    for (size_t k = 0; k < 3; k++) {
        struct comparison *c = comparison_new(indicators, NULL, &settings);
        for (size_t i = 0; i < 3; i++) add(c, &list[orders[k][i]]);
        comparison_finish(c);
        assert_string_equal(c->agencies[0].code, "A");
        assert_int_equal(measure_of(c, "A", 0, OPEN)->judged.rank, 1);
        assert_int_equal(measure_of(c, "B", 0, OPEN)->judged.rank, 1);
        assert_int_equal(measure_of(c, "B", 0, OPEN)->judged.tied, 2);
        assert_int_equal(measure_of(c, "C", 0, OPEN)->judged.rank, 3);
        comparison_free(c);
    }
}

static void test_outliers(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "甲", .year = 2025, .closed = 100, .whole = 20, .part = 70}, {.code = "B", .name = "乙", .year = 2025, .closed = 300, .whole = 90, .part = 30},
        {.code = "C", .name = "丙", .year = 2025, .closed = 300, .whole = 100, .part = 20}, {.code = "A", .name = "甲", .year = 2024, .closed = 100, .whole = 25, .part = 15},
        {.code = "B", .name = "乙", .year = 2023, .closed = 300, .whole = 300}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    assert_int_equal(c->n_outliers, 2);                /* B's 2023 is not the year before, and stands alone in its own year */
    for (size_t i = 0; i < c->n_outliers; i++) {
        const struct outlier *o = &c->outliers[i];
        assert_string_equal(c->agencies[c->entries[o->entry].agency].code, "A");
        assert_string_equal(o->address, "requests/2/total");   /* the granted ones are fewer than elsewhere */
        assert_int_equal(o->value, 70);
        assert_int_equal(o->whole, 100);
    }
    const struct outlier *level = &c->outliers[c->outliers[0].before != NO_ENTRY], *change = &c->outliers[c->outliers[0].before == NO_ENTRY];
    assert_int_equal(level->before, NO_ENTRY);
    assert_int_equal(level->distance, fraction_distance((struct fraction){90, 100}, (struct fraction){330, 700}));
    assert_string_equal(outlier_words(&a, c, change), "公开率 90.00%（90/100），2024年 40.00%（40/100）");
    assert_string_equal(outlier_cell_words(&a, c, change), "部分公开/总计（requests/2/total）：70/100，70.00%；2024年 15.00%");
    arena_release(&a);
    comparison_free(c);
}

/* Reports of one office with and without its code belong together; the latest name counts. Two reports of one year are refused, both named. */
static void test_agencies(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "新名", .year = 2025, .closed = 40, .draft = true}, {.code = "A", .name = "旧名", .year = 2024, .closed = 40},
        {.name = "旧名", .year = 2023, .closed = 40}, {.name = "无代码", .year = 2024, .closed = 40, .rules = "q"},
        {.code = "B", .year = 2025, .closed = 40, .rules = "r"}, {.code = "B", .name = "重复", .year = 2025, .closed = 40}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    size_t n;
    assert_int_equal(c->n_agencies, 3);
    assert_int_equal(c->n_years, 3);
    assert_string_equal(c->agencies[0].name, "新名");
    assert_string_equal(entry_words(&a, c, comparison_entry(c, 0, 0)), "2025年 新名（草稿）");
    assert_int_equal(comparison_entry(c, 0, 2)->year, 2);
    assert_string_equal(c->agencies[1].name, "重复");
    assert_null(c->agencies[2].code);
    assert_int_equal(c->n_doubles, 1);
    assert_int_equal(c->doubles[0].year, 2025);
    assert_true(comparison_mixed(c));
    const char *const *cautions = comparison_cautions(&a, c, &n);
    assert_int_equal(n, 3);
    assert_string_equal(cautions[0], "没有2025年报告的机关1个：无代码。");
    assert_string_equal(cautions[1], "2025年有1份是草稿，数字还可能变动。");
    assert_string_equal(cautions[2], "各报告所用的检查规则不一致，比较时请留意；各是哪些，见附录。");
    const char *const *editions = comparison_editions(&a, c, &n);
    assert_int_equal(n, 1);
    assert_string_equal(editions[0], "检查规则：q（1份）、r（1份）、未注明（4份）");
    arena_release(&a);
    comparison_free(c);
}

/* A report that does not say which rules it was made by is no other edition. */
static void test_unsaid(void **state)
{
    (void)state;
    static const struct made list[] = {{.code = "A", .name = "a", .year = 2025, .closed = 40, .rules = "r"}, {.code = "B", .name = "b", .year = 2025, .closed = 40}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    size_t n;
    assert_false(comparison_mixed(c));
    comparison_cautions(&a, c, &n);
    assert_int_equal(n, 0);
    comparison_editions(&a, c, &n);
    assert_int_equal(n, 0);
    arena_release(&a);
    comparison_free(c);
}

/* 12/20 of 2025 is too little; with 2024 it is 21/36; the year 2022 is not the year before 2024. B has enough and stays alone; of C the
 * two years before are needed; D's 2024 contradicts itself; E has nothing of its own year. Groups' sums are of the same years. */
static void test_years_together(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 20, .whole = 12}, {.code = "A", .name = "a", .year = 2024, .closed = 16, .whole = 9},
        {.code = "A", .name = "a", .year = 2023, .closed = 50, .whole = 1},
        {.code = "B", .name = "b", .year = 2025, .closed = 30, .whole = 3}, {.code = "B", .name = "b", .year = 2024, .closed = 99, .whole = 99},
        {.code = "C", .name = "c", .year = 2025, .closed = 10, .whole = 1}, {.code = "C", .name = "c", .year = 2024, .closed = 10, .whole = 2},
        {.code = "C", .name = "c", .year = 2023, .closed = 10, .whole = 3}, {.code = "C", .name = "c", .year = 2022, .closed = 99},
        {.code = "D", .name = "d", .year = 2025, .closed = 29}, {.code = "D", .name = "d", .year = 2024, .closed = 5, .whole = 6},
        {.code = "E", .name = "e", .year = 2025}, {.code = "E", .name = "e", .year = 2024, .closed = 40, .whole = 4}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    char words[WORDS];
    const struct measure *m = measure_of(c, "A", 0, OPEN);
    assert_int_equal(m->state, MEASURE_FEW);
    assert_int_equal(m->judged.years, 2);
    assert_int_equal(m->judged.cases.part, 21);
    assert_int_equal(m->judged.cases.whole, 36);
    assert_string_equal(measure_words(UNIT_PERCENT, m, words), "（60.00%）");
    assert_string_equal(judged_words(m, words), "58.33%（近两年合计）");
    assert_string_equal(judged_cases_words(m, words), "21/36");
    assert_int_equal(m->judged.rank, 1);
    assert_int_equal(measure_of(c, "B", 0, OPEN)->judged.years, 1);
    assert_string_equal(judged_words(measure_of(c, "C", 0, OPEN), words), "20.00%（近三年合计）");
    assert_int_equal(measure_of(c, "D", 0, OPEN)->judged.years, 0);
    assert_string_equal(judged_words(measure_of(c, "D", 0, OPEN), words), "");
    assert_int_equal(measure_of(c, "E", 0, OPEN)->judged.years, 0);
    assert_int_equal(measure_of(c, "C", 1, OPEN)->judged.years, 0);       /* only the latest year is judged together with others */
    const struct measure *peers = comparison_peers(c, 0, 0, 2, OPEN);
    assert_int_equal(peers->cases.part, 12 + 3 + 1 + 9 + 99 + 2 + 4);     /* without D's 2024 */
    assert_int_equal(peers->cases.whole, 20 + 30 + 10 + 29 + 16 + 99 + 10 + 40);
    assert_ptr_equal(comparison_peers_of(c, comparison_entry(c, 0, 0), OPEN), peers);
    assert_int_equal(measure_of(c, "A", 0, OPEN)->judged.distance, fraction_distance((struct fraction){21, 36}, peers->cases));
    assert_int_equal(c->groups[0].enough[OPEN], 3);
    assert_true(group_counts_only(c, 0, FIXED));       /* 1/5 a year */
    assert_false(group_counts_only(c, 0, OPEN));
    comparison_free(c);
}

/* Worse than the others, by two years together: said so, with the cell; what is better than the others is not. */
static void test_first(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 25, .whole = 2, .part = 1}, {.code = "A", .name = "a", .year = 2024, .closed = 25, .whole = 1, .part = 1},
        {.code = "B", .name = "b", .year = 2025, .closed = 200, .whole = 100, .part = 20}, {.code = "C", .name = "c", .year = 2025, .closed = 200, .whole = 90, .part = 30},
        {.code = "D", .name = "d", .year = 2025, .closed = 100, .whole = 95, .part = 2}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    assert_int_equal(c->n_outliers, 3);
    assert_int_equal(c->n_first, 2);                   /* D's is better */
    assert_int_equal(c->first[1].cause, FIRST_PEERS);  /* 6 + 6 of A's 50 were closed otherwise */
    assert_int_equal(c->first[0].cause, FIRST_WORSE);
    assert_int_equal(c->first[0].entry, 0);
    assert_string_equal(c->first[0].name, "予以公开/总计");
    assert_int_equal(c->first[0].value, 3);            /* of both years */
    assert_int_equal(c->first[0].whole, 50);
    assert_string_equal(c->first[0].why, "公开率10.00%低于全体62.18%");        /* (3 + 120 + 120 + 97 + 2) / 550 */
    const struct outlier *o = c->outliers;
    while (o->entry || o->indicator != OPEN) o++;
    assert_string_equal(outlier_words(&a, c, o), "公开率 10.00%（5/50，近两年合计），全体 62.18%（342/550）");
    arena_release(&a);
    comparison_free(c);
}

static struct comparison *compare_peers(const struct made *list, size_t n, struct peers **peers)
{
    struct diag diag;
    struct comparison_settings how = settings;
    how.peers = 3;
    assert_true(peers_load(peers, PROJECT_SOURCE_DIR "/report_templates/peers.yaml", &diag));
    struct comparison *c = comparison_new(indicators, *peers, &how);
    for (size_t i = 0; i < n; i++) add(c, &list[i]);
    return c;
}

/* Cities differ from offices, not from each other: among peers nothing stands out. A group of two is shown, not judged. */
static void test_groups(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "C1", .name = "南江市人民政府", .year = 2025, .closed = 400, .whole = 80}, {.code = "C2", .name = "北江市人民政府", .year = 2025, .closed = 420, .whole = 88},
        {.code = "C3", .name = "东江市人民政府", .year = 2025, .closed = 380, .whole = 74}, {.code = "D1", .name = "江西省财政厅", .year = 2025, .closed = 100, .whole = 90},
        {.code = "D2", .name = "江西省教育厅", .year = 2025, .closed = 120, .whole = 106}, {.code = "D3", .name = "江西省公安厅", .year = 2025, .closed = 90, .whole = 82},
        {.code = "X1", .name = "甲镇", .year = 2025, .closed = 50, .whole = 1}, {.code = "X2", .name = "乙镇", .year = 2025, .closed = 50, .whole = 49},
        {.code = "Y", .name = "丙", .year = 2025, .closed = 50, .whole = 49}};
    struct peers *peers;
    struct comparison *mixed = compare(list, 6), *c = compare_peers(list, sizeof list / sizeof *list, &peers);
    comparison_finish(c);
    struct arena a = {0};
    assert_int_equal(mixed->n_outliers, 6);            /* each, against all together */
    assert_int_equal(c->n_outliers, 0);
    assert_int_equal(c->n_groups, 4);
    assert_string_equal(c->groups[0].id, "government.3");
    assert_string_equal(group_words(&a, c, 0), "市级政府（3个）");
    assert_string_equal(group_words(&a, c, 1), "省级部门（3个）");
    assert_null(group_note(&a, c, 1));
    assert_string_equal(group_note(&a, c, 2), "乡镇街道只有2个，少于3个，只列数，不互相比较。");
    assert_string_equal(c->groups[3].label, "其他机关");
    assert_false(c->groups[3].judged);
    assert_int_equal(measure_of(c, "D3", 0, OPEN)->judged.rank, 1);
    assert_int_equal(measure_of(c, "X2", 0, OPEN)->judged.years, 1);
    assert_int_equal(measure_of(c, "X2", 0, OPEN)->judged.rank, 0);
    assert_null(comparison_peers_of(c, comparison_entry(c, 7, 0), OPEN));
    arena_release(&a);
    comparison_free(c);
    comparison_free(mixed);
    peers_free(peers);
}

/* Eight offices of very different habits: measured by chance each stands out; by their own spread only the last does. */
static void test_spread(void **state)
{
    (void)state;
    static struct made list[9];
    static const int64_t granted[] = {300, 340, 420, 480, 520, 560, 640, 700, 990};
    static const char *const codes[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I"};
    struct comparison_settings chance = settings;
    chance.spread = 10;
    for (size_t i = 0; i < 9; i++) list[i] = (struct made){.code = codes[i], .name = codes[i], .year = 2025, .closed = 1000, .whole = granted[i]};
    struct comparison *own = compare(list, 9), *c = comparison_new(indicators, NULL, &chance);
    for (size_t i = 0; i < 9; i++) add(c, &list[i]);
    comparison_finish(c);
    assert_int_equal(c->n_outliers, 7);
    assert_int_equal(own->n_outliers, 0);
    /* 4950/9000; the sizes in order are 0.…; the median is that of F or D */
    int64_t far = measure_of(c, "I", 0, OPEN)->judged.distance, middle = measure_of(c, "G", 0, OPEN)->judged.distance;
    assert_int_equal(far, fraction_distance((struct fraction){990, 1000}, (struct fraction){4950, 9000}));
    assert_true(measure_of(own, "I", 0, OPEN)->judged.distance < far && measure_of(own, "G", 0, OPEN)->judged.distance < middle);
    comparison_free(c);
    comparison_free(own);
}

/* A report with a wrong cell: what uses the cell is shown with a mark, in no rank and no sum; what does not is as before. */
static void test_faults(void **state)
{
    (void)state;
    static const struct made list[] = {{.code = "A", .name = "甲", .year = 2025, .closed = 167, .whole = 30}, {.code = "B", .name = "乙", .year = 2025, .closed = 60, .whole = 30},
                                       {.code = "C", .name = "丙", .year = 2025, .closed = 60, .whole = 31, .draft = true}};
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    struct arena a = {0};
    char words[WORDS];
    size_t n;
    for (size_t i = 0; i < 3; i++) add(c, &list[i]);
    for (size_t i = 0; i < FAULTS_KEPT + 2; i++)
        comparison_add_fault(c, 0, &(struct comparison_fault){"D04", arena_printf(&a, "第%zu处不平", i + 1), "requests/closed/total", "办理结果总计/总计"});
    comparison_add_fault(c, 2, &(struct comparison_fault){.check = "D30", .text = "说明与表不符"});
    comparison_add_doubt(c, 2, "requests/2/total");
    comparison_finish(c);
    const struct comparison_entry *e = comparison_entry(c, 0, 0);
    assert_int_equal(e->blocking, FAULTS_KEPT + 2);
    assert_int_equal(e->n_faults, FAULTS_KEPT);
    assert_int_equal(e->measures[OPEN].state, MEASURE_DOUBTFUL);
    assert_string_equal(measure_words(UNIT_PERCENT, &e->measures[OPEN], words), "17.96%※");
    assert_int_equal(e->measures[OPEN].judged.years, 0);
    assert_int_equal(e->measures[FIXED].state, MEASURE_FEW);
    assert_int_equal(measure_of(c, "C", 0, OPEN)->state, MEASURE_DOUBTFUL);
    assert_int_equal(measure_of(c, "C", 0, LATE)->state, MEASURE_ENOUGH);
    assert_int_equal(c->years[0].pooled[OPEN].cases.whole, 60);
    assert_int_equal(c->years[0].faulty, 2);
    assert_string_equal(entry_words(&a, c, e), "2025年 甲（有5处须改正）");
    assert_string_equal(entry_short_words(&a, c, comparison_entry(c, 2, 0)), "丙（草稿，有1处须改正）");
    const char *const *faults = comparison_faults(&a, c, &n);
    assert_int_equal(n, 2);
    assert_string_equal(faults[0], "2025年 甲（有5处须改正）：[D04] 第1处不平；[D04] 第2处不平；[D04] 第3处不平；另有2处。");
    assert_int_equal(c->first[0].cause, FIRST_FAULTY);
    assert_string_equal(c->first[0].name, "办理结果总计/总计");
    assert_string_equal(c->first[0].why, "5第1处不平");   /* the sentence of the fixture */
    assert_int_equal(c->first[1].entry, 2);
    arena_release(&a);
    comparison_free(c);
}

/* With a tree: those that have to report and did not. Without: those that did another year. */
static void test_missing(void **state)
{
    (void)state;
    static const struct made list[] = {{.code = "A", .name = "安居县教育局", .year = 2025, .closed = 9}, {.code = "B", .name = "安居县民政局", .year = 2024, .closed = 9},
                                       {.name = "安居县旧局", .year = 2024, .closed = 9}};
    struct peers *peers;
    struct comparison *c = compare_peers(list, 3, &peers);
    struct arena a = {0};
    comparison_expect(c, "A", "安居县教育局", "B", 4, true);
    comparison_expect(c, "B", "安居县民政局", "B", 4, true);
    comparison_expect(c, NULL, "安居县旧局", "B", 4, false);
    comparison_expect(c, "D", "乐平市人民政府", "G", 4, true);
    comparison_expect(c, "E", "安居县供水公司", "E", 4, false);
    comparison_finish(c);
    assert_true(c->tree);
    assert_int_equal(c->n_missing, 2);
    assert_string_equal(c->missing[0].name, "乐平市人民政府");
    assert_int_equal(c->missing[0].last, 0);
    assert_string_equal(c->groups[c->missing[0].group].label, "县级政府");       /* the table knows its level */
    assert_int_equal(c->groups[c->missing[0].group].n, 0);
    assert_int_equal(c->missing[1].last, 2024);
    assert_string_equal(comparison_missing_words(&a, c, MISSING_NAMED), "没有2025年报告的机关2个：乐平市人民政府、安居县民政局。");
    comparison_free(c);
    peers_free(peers);
    c = compare_peers(list, 3, &peers);
    comparison_finish(c);
    assert_false(c->tree);
    assert_string_equal(comparison_missing_words(&a, c, MISSING_NAMED), "没有2025年报告的机关2个：安居县民政局、安居县旧局。");
    assert_string_equal(comparison_missing_words(&a, c, 1), "没有2025年报告的机关2个：安居县民政局等");
    arena_release(&a);
    comparison_free(c);
    peers_free(peers);
}

/* Of one form an indicator is something near, of another it is nothing: near is shown, said, and not judged together with other years. */
static void test_other_forms(void **state)
{
    (void)state;
    static const char yaml[] =
        "forms: ['2021', '2019']\n" MEANT SAID "indicators:\n"
        "  - {id: a, group: g, label: 公开率, formula: f, unit: percent, direction: none, numerator: [requests/1/total], denominator: [requests/closed/total],"
        " forms: {'2019': {numerator: [requests/2/total], approximate: 只有部分公开}}}\n"
        "  - {id: b, group: g, label: 其他率, formula: f, unit: percent, direction: none, numerator: [requests/6.1/total], denominator: [requests/closed/total],"
        " forms: {'2019': none}}\n";
    static const struct made list[] = {{.code = "A", .name = "a", .year = 2025, .closed = 20, .whole = 12, .form = "2021"},
                                       {.code = "A", .name = "a", .year = 2024, .closed = 50, .part = 9, .form = "2019"}};
    char path[] = "/tmp/indicators-XXXXXX", words[WORDS];
    struct indicators *all;
    struct arena a = {0};
    struct diag diag = {0};
    size_t n;
    write_file(path, yaml);
    if (!indicators_load(&all, path, shelf, &diag)) fail_msg("%s", diag.text);
    unlink(path);
    struct comparison *c = comparison_new(all, NULL, &settings);
    for (size_t i = 0; i < 2; i++) add(c, &list[i]);
    comparison_finish(c);
    assert_int_equal(measure_of(c, "A", 0, 0)->judged.years, 0);
    assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, "A", 1, 0), words), "18.00%");
    assert_int_equal(measure_of(c, "A", 1, 1)->state, MEASURE_ABSENT);
    assert_int_equal(c->years[1].pooled[1].state, MEASURE_ABSENT);
    const char *const *method = comparison_method(&a, c, &n);
    assert_string_equal(method[n - 2], "其余指标n。");
    assert_string_equal(method[n - 1], "2019版表单的公开率只是近似：只有部分公开。");
    arena_release(&a);
    comparison_free(c);
    indicators_free(all);
}

/* A number that is in no sum is no missing report: it stands with its mark. */
static void test_change_of_a_faulty_report(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 61, .whole = 20}, {.code = "A", .name = "a", .year = 2024, .closed = 50, .whole = 30},
        {.code = "B", .name = "b", .year = 2025, .closed = 90, .whole = 30}, {.code = "B", .name = "b", .year = 2024, .closed = 90, .whole = 10}};
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    struct arena a = {0};
    for (size_t i = 0; i < 4; i++) add(c, &list[i]);
    comparison_add_fault(c, 0, &(struct comparison_fault){.check = "D04", .text = "不平", .address = "requests/closed/total"});
    comparison_finish(c);
    const struct comparison_change *x = &c->changes[0];
    for (size_t i = 0; i < x->n; i++) {
        bool faulty = x->list[i].agency == 0;
        assert_int_equal(x->list[i].kind, faulty ? CONTRIBUTION_WENT : CONTRIBUTION_BOTH);
        assert_string_equal(contribution_cases_words(&a, c, x->indicator, &x->list[i], true), faulty ? "20/61※" : "30/90");
    }
    assert_int_equal(x->n, 2);
    arena_release(&a);
    comparison_free(c);
}

/* 2024: 40/100 = A 30/50 + B 10/50; 2025: 60/110 = A 20/40 + C 40/70. A: (20 − 16)/110 − (30 − 20)/100 = −0.0636…; B: −(10 − 20)/100 = 0.1;
 * C: (40 − 28)/110 = 0.1090…; together 0.1454… = 60/110 − 40/100. */
static void test_changes(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 40, .whole = 20}, {.code = "A", .name = "a", .year = 2024, .closed = 50, .whole = 30},
        {.code = "B", .name = "b", .year = 2024, .closed = 50, .whole = 10}, {.code = "C", .name = "c", .year = 2025, .closed = 70, .whole = 40},
        {.code = "D", .name = "d", .year = 2023, .closed = 70, .whole = 40}};
    static const struct { size_t agency; enum contribution_kind kind; int64_t amount; } expected[] = {{2, CONTRIBUTION_CAME, 1091}, {1, CONTRIBUTION_WENT, 1000}, {0, CONTRIBUTION_BOTH, -636}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    char words[WORDS];
    assert_int_equal(c->n_changes, 1);                 /* of the fixture's indicators one has charts */
    const struct comparison_change *x = &c->changes[0];
    contribution_exact sum = 0;
    assert_true(x->told);
    assert_int_equal(x->amount, 1455);
    assert_int_equal(x->n, 3);
    for (size_t i = 0; i < x->n; i++) {
        assert_int_equal(x->list[i].agency, expected[i].agency);
        assert_int_equal(x->list[i].kind, expected[i].kind);
        assert_int_equal(x->list[i].amount, expected[i].amount);
        sum += contribution_of(x->list[i].before, x->list[i].now, x->before, x->now);
    }
    assert_true(sum == contribution_of(x->before, x->now, x->before, x->now));
    assert_string_equal(change_words(&a, c, x), "公开率：2024年 40.00%（40/100），2025年 54.55%（60/110），+14.55个百分点。");
    assert_string_equal(change_note(&a, c, x), "两年的机关不尽相同：1个只有2024年的数，1个只有2025年的数；全体的变化包含这个原因。");
    assert_string_equal(amount_words(UNIT_PERCENT, x->list[2].amount, words), "−6.36个百分点");
    assert_string_equal(contribution_cases_words(&a, c, x->indicator, &x->list[0], false), "无");
    assert_string_equal(contribution_cases_words(&a, c, x->indicator, &x->list[0], true), "40/70");
    arena_release(&a);
    comparison_free(c);
}

/* ---- the file of indicators ---- */

static void refuse(const char *yaml, const char *why)
{
    char path[] = "/tmp/indicators-XXXXXX";
    struct indicators *all = NULL;
    struct diag diag = {0};
    char text[4096];
    snprintf(text, sizeof text, "forms: ['2021', '2019']\nindicators:\n%s%s", yaml, strstr(yaml, "sentences") ? "" : MEANT SAID);
    write_file(path, text);
    bool ok = indicators_load(&all, path, shelf, &diag);
    unlink(path);
    assert_false(ok);
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, why)) fail_msg("%s", diag.text);
}

#define ONE "  - {id: a, group: g, label: l, formula: f, unit: percent, direction: none, "

static void test_refusals(void **state)
{
    (void)state;
    refuse(ONE "numerator: [requests/9.9/total],\n    denominator: [requests/closed/total]}\n", ":3: 表单 2021，“requests/9.9/total”：表单里没有这个单元格，最接近的是 属于国家秘密/总计（requests/3.1/total）");
    refuse(ONE "numerator: [不予公开/总计],\n    denominator: [requests/closed/total]}\n", "可以是几个单元格，请写明是哪一个：属于国家秘密/总计、");
    refuse(ONE "numerator: [予以公开/总计, '-部分公开：总计'],\n    denominator: [办理结果总计/总记]}\n", ":4: 表单 2021，“办理结果总计/总记”：表单里没有这个单元格，最接近的是 办理结果总计/总计");
    refuse(ONE "numerator: [requests/6.1/total],\n    denominator: [requests/closed/total]}\n", "表单 2019，“requests/6.1/total”：表单里没有这个单元格，最接近的是");
    refuse(ONE "numerator: [requests/1/total],\n    denominator: [requests/nothing/*]}\n", ":4: ");
    refuse(ONE "numerator: [proactive/fees/*], denominator: [requests/closed/total]}\n", "不是件数");
    refuse(ONE "numerator: [requests/1/total]}\n", "没有 denominator");
    refuse(ONE "denominator: [requests/1/total]}\n", "没有 numerator");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], colour: red}\n", "colour");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], forms: {'1999': {}}}\n", "1999");
    refuse("  - {id: a, group: g, label: l, formula: f, unit: litres, direction: none, numerator: [requests/1/total]}\n", "litres");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n" ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n",
           ":4: 指标“a”写了两次");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], forms: {'2019': nothing}}\n", "表单 2019 没有这个指标的，写 none");
    refuse("  - {id: a, group: g, label: '', formula: f, unit: count, direction: none, numerator: [requests/1/total]}\n", ":3: label 不能空着");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], alert: true}\n", "只有件数可以写 alert");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], chart: yes}\n", "chart 应是 true 或 false");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n" MEANT
           "sentences: {faulty: '{count', alert: a, worse: w, peers: p, years: y}\n", "句子里不能有“{count}”");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n" MEANT
           "sentences: {faulty: f, alert: '{cases}', worse: w, peers: p, years: y}\n", "句子里不能有“{cases}”");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\nsentences: {}\n", "应有 directions 和 sentences");
}

/* The shipped file is sound, and its first share is the sum of its cells. */
static void test_shipped(void **state)
{
    (void)state;
    struct indicators *all = NULL;
    struct diag diag = {0};
    if (!indicators_load(&all, PROJECT_SOURCE_DIR "/report_templates/indicators.yaml", shelf, &diag)) fail_msg("%s", diag.text);
    for (size_t i = 0; i < all->n; i++) {
        const struct indicator_cells *new_form = indicators_cells(all, i, "2021"), *old_form = indicators_cells(all, i, "2019");
        assert_non_null(new_form);
        assert_non_null(old_form);
        if (!strcmp(all->list[i].id, "withheld")) assert_int_equal(new_form->numerator.n, 8);
        if (!strcmp(all->list[i].id, "otherwise")) assert_int_equal(old_form->numerator.n, 1);
        if (!strcmp(all->list[i].id, "corrected_suit")) assert_int_equal(new_form->denominator.n, 4);
        for (size_t k = 0; k < new_form->numerator.n; k++) assert_non_null(new_form->numerator.terms[k].name);      /* printed for offices */
        if (!strcmp(all->list[i].id, "late")) assert_string_equal(new_form->numerator.terms[0].name, "办理时限/超期");
    }
    assert_null(indicators_cells(all, 0, "1999"));
    indicators_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures), cmocka_unit_test(test_ranks), cmocka_unit_test(test_ties_know_no_order), cmocka_unit_test(test_outliers),
        cmocka_unit_test(test_agencies), cmocka_unit_test(test_unsaid), cmocka_unit_test(test_years_together), cmocka_unit_test(test_groups), cmocka_unit_test(test_spread),
        cmocka_unit_test(test_faults), cmocka_unit_test(test_missing), cmocka_unit_test(test_changes), cmocka_unit_test(test_change_of_a_faulty_report), cmocka_unit_test(test_other_forms), cmocka_unit_test(test_first), cmocka_unit_test(test_refusals), cmocka_unit_test(test_shipped),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
