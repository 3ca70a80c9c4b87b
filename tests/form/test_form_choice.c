/* A form is data: an office can change a copy without changing the program, and the year chooses the form. */
#include "form_fixture.h"

/* ---- a form is data ---- */

static void a_copy_may_be_changed(void **state)
{
    (void)state;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2026");
    edit(&c, "form.yaml", "id: '2021'", "id: '2026'");
    edit(&c, "form.yaml", "[2021, ~]", "[2026, ~]");
    edit(&c, "requests.yaml", "label: 2.重复申请", "label: 2.重复申请（改）");
    /* Removes a row from the tree, the sum and the identity, and adds one that sums three others. */
    edit(&c, "requests.yaml", "              - {label: 5.要求行政机关确认或重新出具已获取信息, names: [确认或重新出具], id: 5.5}\n", "");
    edit(&c, "requests.yaml", "5.4, 5.5, 6.1", "5.4, 6.1");
    edit(&c, "form.yaml", "5.4, 5.5, 6.1", "5.4, 6.1");
    edit(&c, "requests.yaml", "              - {label: 3.其他, id: 6.3}\n",
         "              - {label: 3.其他, id: 6.3}\n              - {label: 小计, id: other_ways, sum: [6.1, 6.2, 6.3]}\n");
    struct form *f = load(c.dir), *was = load(TEMPLATES "/2021");
    const struct form_table *t = form_table(f, "requests");
    assert_int_equal(t->n_slots, 175);
    assert_int_equal(form_slot(t, "5.5", "total"), -1);
    assert_string_equal(t->slots[form_slot(t, "5.2", "total")].row_label, "2.重复申请（改）");
    assert_int_equal(t->slots[form_slot(t, "other_ways", "research")].n_terms, 3);
    assert_int_equal(t->slots[form_slot(t, "closed", "research")].n_terms, 20);
    assert_int_equal(f->identities[1].n_left, 20);
    assert_string_not_equal(f->hash, was->hash);
    check_grid(t);
    check_sums(t);
    form_free(f);
    form_free(was);
    remove_folder(c.root);
}

static void a_form_without_applicant_kinds(void **state)
{
    (void)state;
    struct form *f = load(FIXTURES "/before2019");
    const struct form_table *t = form_table(f, "indicators");
    assert_int_equal(t->n_slots, 10);
    assert_int_equal(t->slots[form_slot(t, "fees", "amount")].type, CELL_DECIMAL);
    assert_int_equal(t->slots[form_slot(t, "received", "amount")].n_terms, 4);
    assert_int_equal(f->last_year, 2018);
    form_free(f);
}

static void the_hash_is_that_of_the_files(void **state)
{
    (void)state;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2021");
    struct form *f = load(c.dir), *was = load(TEMPLATES "/2021");
    assert_string_equal(f->hash, was->hash);
    form_free(f);
    edit(&c, "review.sql", "--", "-- ");
    f = load(c.dir);
    assert_string_not_equal(f->hash, was->hash);
    form_free(f);
    form_free(was);
    remove_folder(c.root);
}

/* ---- the form of a year ---- */

static void the_year_chooses_the_form(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diag diag;
    const char *id = NULL, **ids = NULL;
    size_t n = 0;
    assert_true(form_list(&a, TEMPLATES, &ids, &n, &diag));
    assert_true(n >= 2);
    assert_string_equal(ids[0], "2014");
    assert_true(form_of_year(&a, TEMPLATES, 2018, NULL, &id, &diag));
    assert_string_equal(id, "2014");
    assert_true(form_of_year(&a, TEMPLATES, 2019, NULL, &id, &diag));
    assert_string_equal(id, "2019");
    assert_true(form_of_year(&a, TEMPLATES, 2020, NULL, &id, &diag));
    assert_string_equal(id, "2019");
    assert_true(form_of_year(&a, TEMPLATES, 2021, NULL, &id, &diag));
    assert_string_equal(id, "2021");
    assert_true(form_of_year(&a, TEMPLATES, 2030, NULL, &id, &diag));
    assert_string_equal(id, "2021");
    assert_true(form_of_year(&a, TEMPLATES, 2013, NULL, &id, &diag));
    assert_null(id);
    arena_release(&a);
}

static void a_new_form_takes_over(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diag diag;
    const char *id = NULL;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2021");
    copy_form(&c, TEMPLATES "/2021", "2026");
    assert_false(form_of_year(&a, c.root, 2027, NULL, &id, &diag));
    assert_non_null(strstr(diag.text, "--form"));
    assert_true(form_of_year(&a, c.root, 2027, "2021", &id, &diag));
    assert_string_equal(id, "2021");
    assert_true(form_of_year(&a, c.root, 2027, "2026", &id, &diag));
    assert_string_equal(id, "2026");
    edit(&c, "form.yaml", "[2021, ~]", "[2026, ~]");
    assert_true(form_of_year(&a, c.root, 2027, NULL, &id, &diag));
    assert_string_equal(id, "2026");
    assert_true(form_of_year(&a, c.root, 2025, NULL, &id, &diag));
    assert_string_equal(id, "2021");
    arena_release(&a);
    remove_folder(c.root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_may_be_changed), cmocka_unit_test(a_form_without_applicant_kinds),
        cmocka_unit_test(the_hash_is_that_of_the_files), cmocka_unit_test(the_year_chooses_the_form),
        cmocka_unit_test(a_new_form_takes_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
