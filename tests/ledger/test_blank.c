/* The definitions of the blank ledger: they are complete, and the reader understands them in a filled ledger. */
#include "ledger/schema/codes.h"
#include "ledger/values/value.h"
#include "ledger_fixture.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_release(&f);
    return 0;
}

static void notes(void **state)
{
    (void)state;
    for (size_t t = 0; t < f.schema->n_tables; t++) {
        const struct ledger_table *table = &f.schema->tables[t];
        if (!table->about) fail_msg("%s", table->id);
        for (size_t i = 0; i < table->n_columns; i++)
            if (!table->columns[i].note) fail_msg("%s %s", table->id, table->columns[i].heading);
    }
}

static void choices(void **state)
{
    (void)state;
    struct text scratch = {0};
    for (size_t i = 0; i < f.schema->n_lists; i++) {
        const struct code_list *list = &f.schema->lists[i];
        for (size_t k = 0; k < list->n; k++) {
            const char *choice = list->codes[k].choice;
            if (codes_find(list, (struct slice){choice, strlen(choice)}, &scratch) != (int)k + 1) fail_msg("%s %s", list->name, choice);
            /* A drop-down list shows at most 255 characters. */
            assert_in_range(utf8_length(choice), 1, 255);
        }
    }
    assert_string_equal(schema_codes(f.schema, "deliveries")->codes[0].choice, "S1 直接送达");
    assert_string_equal(schema_codes(f.schema, "media")->codes[0].choice, "政府公报");
    text_release(&scratch);
}

/* Every example would be a valid row if it had no impossible values. The reader refuses each of its numbers. */
static void examples(void **state)
{
    (void)state;
    const struct row_context context = {.schema = f.schema, .today = 20500};
    struct value_reader reader = {.context = &context};
    for (size_t t = 0; t < f.schema->n_tables; t++) {
        const struct ledger_table *table = &f.schema->tables[t];
        size_t untrue = 0;
        for (size_t i = 0; i < table->n_columns; i++) {
            const struct ledger_column *c = &table->columns[i];
            struct value v;
            struct fault fault;
            if (c->needed && !c->example) fail_msg("%s %s: needed and not in the example", table->id, c->heading);
            if (!c->example || c->type == COLUMN_AGENCY) continue;
            untrue += c->untrue;
            value_reader_begin(&reader);
            if (c->example[0] == '-' && (c->type == COLUMN_COUNT || c->type == COLUMN_MONEY)) {
                if (value_read(&reader, c, (struct slice){c->example, strlen(c->example)}, &v, &fault)) fail_msg("%s %s: %s", table->id, c->heading, c->example);
                continue;
            }
            if (!value_read(&reader, c, (struct slice){c->example, strlen(c->example)}, &v, &fault) || fault.id || v.kind == VALUE_NONE)
                fail_msg("%s %s: %s", table->id, c->heading, c->example);
        }
        if (!untrue) fail_msg("%s: the example could be true", table->id);
    }
    value_reader_release(&reader);
}

static void conditions(void **state)
{
    (void)state;
    const struct ledger_table *t = schema_table(f.schema, "requests");
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        if (strcmp(c->heading, "签收送达日期")) continue;
        assert_int_equal(c->n_wanted, 1);
        assert_string_equal(t->columns[c->wanted->column].heading, "送达方式");
        assert_int_equal(c->wanted->n_codes, 2);
        assert_string_equal(c->wanted->codes[1], "S2");
        return;
    }
    fail();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(notes, set_up, tear_down), cmocka_unit_test_setup_teardown(choices, set_up, tear_down),
        cmocka_unit_test_setup_teardown(examples, set_up, tear_down), cmocka_unit_test_setup_teardown(conditions, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
