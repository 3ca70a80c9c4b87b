/* What an office writes about its database: the address, and the names of tables and queries; and what a server answers, in our words. */
#include "database/databases.h"
#include "database/names.h"
#include "database/server_words.h"
#include "../ledger/ledger_fixture.h"
#include <sys/stat.h>

static struct schema *schema;
static char folder[] = "/tmp/names-XXXXXX";

static int set_up(void **state)
{
    struct diag diag;
    (void)state;
    return schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    schema_free(schema);
    return rmdir(folder);
}

static const char *put(const char *name, const char *text)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* ---- the address ---- */

static void test_address(void **state)
{
    (void)state;
    assert_true(server_is_address("postgresql://db/x"));
    assert_true(server_is_address("postgres://db/x"));
    assert_false(server_is_address("postgresql:/db"));
    assert_false(server_is_address("台账/postgresql://"));
    assert_false(server_is_address("https://db/x"));
}

/* Neither is tried, and no word of either is repeated. */
static void test_password_in_address(void **state)
{
    static const char *const refused[] = {"postgresql://u:geheim@127.0.0.1:1/db", "postgresql://127.0.0.1:1/db?user=u&password=geheim", "postgres://127.0.0.1:1/db?sslpassword=geheim",
                                          "postgresql://u:geheim@[127/db", "postgresql://u:geheim@h/db?nosuchoption=1"};
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct server *s = NULL;
        struct diag diag = {0};
        assert_false(server_connect(&s, refused[i], NULL, &diag));
        assert_int_equal(diag.kind, DIAG_USAGE);
        assert_null(strstr(diag.text, "geheim"));
        assert_non_null(strstr(diag.text, i < 3 ? "口令" : "postgresql://主机"));
    }
}

static void test_no_server(void **state)
{
    struct server *s = NULL;
    struct diag diag = {0};
    (void)state;
    assert_false(server_connect(&s, "postgresql://127.0.0.1:1/db", NULL, &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    assert_non_null(strstr(diag.text, "连不上数据库"));
}

/* ---- --tables ---- */

static void fails(const char *path, const char *with)
{
    struct database_names names;
    struct diag diag = {0};
    assert_false(database_names_read(&names, path, schema, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, with)) fail_msg("%s: %s", path, diag.text);
    assert_int_equal(remove(path), 0);
}

static void test_file_of_names(void **state)
{
    struct database_names names;
    struct diag diag;
    (void)state;
    const char *path = put("names.yaml", "申请登记: gov.apply\nfees: \"收费.表.2025\"\n机关: orgs\n");
    assert_true(database_names_read(&names, path, schema, &diag));
    assert_int_equal(names.n, 3);
    const struct database_name *requests = database_names_of(&names, schema_table(schema, "requests")), *fees = database_names_of(&names, schema_table(schema, "fees"));
    assert_string_equal(requests->in, "gov");
    assert_string_equal(requests->relation, "apply");
    assert_string_equal(fees->in, "收费");
    assert_string_equal(fees->relation, "表.2025");
    assert_null(database_names_of(&names, schema_table(schema, "agencies"))->in);
    assert_null(database_names_of(&names, schema_table(schema, "events")));
    database_names_release(&names);
    assert_int_equal(remove(path), 0);
    fails(put("a.yaml", "申请登记: x\n\nrequests: y\n"), "a.yaml:3：“申请登记”在");
    fails(put("b.yaml", "申请登记: x\n申请: y\n"), "b.yaml:2：台账没有“申请”这张表");
    fails(put("c.yaml", "申请登记:\n"), "后面应是 表 或 模式.表");
    fails(put("d.yaml", "申请登记: gov.\n"), "后面应是 表 或 模式.表");
    fails(put("e.yaml", "- 申请登记\n"), "一行一张表");
    fails(put("f.yaml", ""), "一行一张表");
}

static void test_folder_of_queries(void **state)
{
    struct database_names names;
    struct diag diag;
    (void)state;
    fails(folder, "没有查询");
    assert_true(mkdtemp(memcpy(folder, "/tmp/names-XXXXXX", sizeof "/tmp/names-XXXXXX")));
    const char *path = put("申请登记.sql", "\xEF\xBB\xBF\n SELECT 1 -- all;\n ;\n; ");
    assert_true(database_names_read(&names, folder, schema, &diag));
    assert_int_equal(names.n, 1);
    assert_null(names.list[0].relation);
    assert_string_equal(names.list[0].query, "\n SELECT 1 -- all");             /* lines of messages are those of the file */
    database_names_release(&names);
    put("requests.sql", "SELECT 2");
    assert_false(database_names_read(&names, folder, schema, &diag));
    assert_non_null(strstr(diag.text, "已经有了"));
    assert_int_equal(remove(path), 0);
    path = put("申请登记.sql", " ;\n");
    assert_int_equal(remove(path), 0);
    path = put("requests.sql", " ;\n");
    assert_false(database_names_read(&names, folder, schema, &diag));
    assert_non_null(strstr(diag.text, "是空的"));
    put("requests.sql", "SELECT '\xC3'");
    assert_false(database_names_read(&names, folder, schema, &diag));
    assert_non_null(strstr(diag.text, "UTF-8"));
    assert_int_equal(remove(path), 0);
}

static void test_ids_are_headings(void **state)
{
    (void)state;
    const struct ledger_table *t = schema_table(schema, "requests");
    assert_string_equal(database_heading(t, "applicant_kind"), "申请人类型");
    assert_string_equal(database_heading(t, "NO"), "受理编号");
    assert_string_equal(database_heading(t, "受理编号"), "受理编号");
    assert_string_equal(database_heading(t, "applicant kind"), "applicant kind");
}

/* ---- a server's answers ---- */

static void test_words(void **state)
{
    (void)state;
    assert_string_equal(server_words("42501").text, "没有读它的权限");
    assert_string_equal(server_words("22007").text, server_words("22P02").text);
    assert_string_equal(server_words("99999").text, "数据库拒绝了查询");
    assert_false(server_words("57014").lost);
    assert_true(server_words("57P01").lost);
    assert_true(server_words("25P03").lost);
    assert_true(server_words("08006").lost);
    assert_true(server_words("").lost);
    assert_string_not_equal(server_words("53300").text, server_words("53100").text);
}

static const char *state_of(const char *message)
{
    static char found[SQLSTATE + 1];
    server_words_state(message, found);
    return found;
}

static void test_state_in_message(void **state)
{
    (void)state;
    assert_string_equal(state_of("connection to server at \"h\" (10.0.0.1), port 5432 failed: FATAL:  28P01: password authentication failed for user \"u\"\n"), "28P01");
    assert_string_equal(state_of("致命错误:  3D000: 数据库 \"x\" 不存在\nLOCATION:  InitPostgres, postinit.c:885\n"), "3D000");
    assert_string_equal(state_of("one host: FATAL:  53300: too many\nother host: FATAL:  28000: no\n"), "28000");
    assert_string_equal(state_of("could not translate host name \"x\" to address: Name or service not known\n"), "");
    assert_string_equal(state_of("FATAL:  28P0"), "");
    assert_string_equal(state_of(""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_address), cmocka_unit_test(test_password_in_address), cmocka_unit_test(test_no_server), cmocka_unit_test(test_file_of_names),
                                       cmocka_unit_test(test_folder_of_queries), cmocka_unit_test(test_ids_are_headings), cmocka_unit_test(test_words), cmocka_unit_test(test_state_in_message)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
