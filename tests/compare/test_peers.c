/* Which agencies are peers: by the codes of the table of agencies, by names; and what is refused in the file. */
#include "compare/peers.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct peers *peers;

static int open_all(void **state)
{
    struct diag diag;
    (void)state;
    return peers_load(&peers, PROJECT_SOURCE_DIR "/report_templates/peers.yaml", &diag) ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    peers_free(peers);
    return 0;
}

static const char *kind(struct peer p) { return p.kind < peers->n_kinds ? peers->kinds[p.kind].id : ""; }

static void test_names(void **state)
{
    (void)state;
    static const struct { const char *name, *kind; int level; } known[] = {
        {"安居县人民政府", "government", 4}, {"贵州省人民政府", "government", 2}, {"南昌市", "government", 3}, {"黔东南苗族侗族自治州人民政府", "government", 3},
        {"内蒙古自治区鄂托克旗人民政府", "government", 4}, {"北京市海淀区人民政府", "government", 4}, {"江苏省宿迁市人民政府(全市汇总)", "government", 3},
        {"宿迁市人民政府（全市汇总）", "government", 3}, {"安居县人民政府办公室", "office", 4}, {"江州市清河区教育局", "department", 4},
        {"江西省教育厅", "department", 2}, {"省教育厅", "department", 2}, {"市民政局", "department", 3}, {"江州市政府办公室", "office", 3}, {"市政管理局", "department", 0}, {"上海市科学技术委员会", "department", 2},
        {"国家税务总局清河县税务局", "department", 4}, {"江州市城市管理局", "department", 3}, {"市场监督管理局", "department", 0}, {"教育局", "department", 0},
        {"天门市拖市镇人民政府", "township", 3}, {"吴起县周湾镇", "township", 4}, {"城关街道办事处", "township", 0}, {"江州经济技术开发区管理委员会", "zone", 4},
        {"江州市供水公司", "enterprise", 3}, {"甲", "", 0}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct peer p = peers_by_name(peers, known[i].name);
        if (strcmp(kind(p), known[i].kind) || p.level != known[i].level) fail_msg("%s: %s %d", known[i].name, kind(p), p.level);
    }
}

/* Codes count before names; a code that is not given leaves it to the name. */
static void test_codes(void **state)
{
    (void)state;
    struct peer p = peers_by_codes(peers, "G", 4, "乐平市人民政府");
    assert_string_equal(kind(p), "government");
    assert_int_equal(p.level, 4);
    p = peers_by_codes(peers, "X", 0, "安居县某中心");
    assert_string_equal(kind(p), "township");
    assert_int_equal(p.level, 4);
    assert_string_equal(kind(peers_by_codes(peers, NULL, 0, "安居县教育局")), "department");
    assert_string_equal(kind(peers_by_codes(peers, "?", 0, "安居县教育局")), "department");
    assert_string_equal(peers_level_label(peers, 4), "县级");
    assert_string_equal(peers_level_label(peers, 0), "");
}

static void refuse(const char *yaml, const char *why)
{
    char path[] = "/tmp/peers-XXXXXX";
    struct peers *all = NULL;
    struct diag diag = {0};
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    fputs(yaml, f);
    fclose(f);
    bool ok = peers_load(&all, path, &diag);
    unlink(path);
    assert_false(ok);
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, why)) fail_msg("%s", diag.text);
}

#define LEVEL "levels: [{code: 3, label: 市级, names: [市]}]\n"
#define KIND "{id: a, label: l, types: [G], endings: [局]}"

static void test_refusals(void **state)
{
    (void)state;
    refuse("levels: [{code: 4x, label: 县级, names: [县]}]\nnot_places: []\nkinds: [" KIND "]\n", ":1: 层级的代码应是 1、2、3 这样的数，所见“4x”");
    refuse("levels: []\n", "应有 levels");
    refuse("levels: []\nnot_places: []\nkinds: []\n", "应有 levels");
    refuse(LEVEL "kinds: [" KIND "]\n", "not_places 应是词的列表");
    refuse(LEVEL "not_places: []\nkinds: [" KIND ", {id: a, label: l, types: [], endings: []}]\n", "“a”写了两次");
    refuse(LEVEL "not_places: []\nkinds: [" KIND ", {id: b, label: l, types: [G], endings: []}]\n", "“G”写了两次");
    refuse(LEVEL "not_places: []\nkinds: [" KIND ", {id: b, label: l, types: [], endings: [局]}]\n", "“局”写了两次");
    refuse(LEVEL "not_places: []\nkinds: [{id: a, label: l, levelled: yes, types: [], endings: []}]\n", "levelled 应是");
    refuse(LEVEL "not_places: []\nkinds: [{id: a, label: l, types: [[]], endings: []}]\n", "types 应是词的列表");
    refuse("levels: [{code: 3, label: a, names: []}, {code: 2, label: b, names: []}]\nnot_places: []\nkinds: [" KIND "]\n", "从高到低");
    refuse(LEVEL "not_places: []\nkinds: [" KIND "]\ncolour: red\n", "colour");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_codes), cmocka_unit_test(test_refusals)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
