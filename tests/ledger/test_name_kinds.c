/* The kind of applicant that a name suggests. */
#include "ledger/schema/name_kinds.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct schema *schema;

static int load(void **state)
{
    (void)state;
    struct diag diag;
    return schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) ? 0 : 1;
}

static int release(void **state)
{
    (void)state;
    schema_free(schema);
    return 0;
}

static void assert_speaks_of(const char *name, const char *code)
{
    struct text folded = {0};
    spelling_fold(&folded, (struct slice){name, strlen(name)});
    int kind = name_kind(schema, (struct slice){folded.bytes, folded.n});
    text_release(&folded);
    assert_string_equal(kind ? schema_codes(schema, "applicant_kinds")->codes[kind - 1].code : "", code);
}

static void endings_speak(void **state)
{
    (void)state;
    assert_speaks_of("江州明理律师事务所", "B4");
    assert_speaks_of("江州明理律师事务所（普通合伙）", "B4");
    assert_speaks_of("江州禾丰种业有限公司", "B1");
    assert_speaks_of("江州明信会计师事务所", "B1");
    assert_speaks_of("柳林村村民委员会", "B9");
    assert_speaks_of("江州绿野环保志愿者协会", "B3");
}

static void others_say_nothing(void **state)
{
    (void)state;
    assert_speaks_of("刘秀英", "");
    assert_speaks_of("刘秀英（江州禾丰种业有限公司）", "");
    assert_speaks_of("（江州禾丰种业有限公司）", "");
    assert_speaks_of("江州市建筑设计研究院", "");
    assert_speaks_of("某事务所", "");
    assert_speaks_of(")", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(endings_speak), cmocka_unit_test(others_say_nothing)};
    return cmocka_run_group_tests(tests, load, release);
}
