/* What a reader of a page chooses of it, without a script: years, kinds; a fragment shows all. */
#include "markup.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { YEARS, KINDS };

static void fill_kind(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)list;
    items[0] = item_text(arena_printf(scratch, "机关%zu", row));
    items[0].file = "机关/甲 局.html";
    items[0].option = (int)row;                        /* the first belongs to none */
    items[1] = item_count(scratch, (int64_t)row);
}

static char *chosen(bool whole)
{
    static const char *const years[] = {"2025年", "2024年"}, *const kinds[] = {"部门", "乡<镇"};
    static const struct page_choices all = {{{"年度", "全部年度", years, 2}, {"同类", "全部", kinds, 2}}, "查找机关"};
    static const struct list_column columns[] = {{"a", "机关", ITEM_TEXT, .heads_row = true}, {"b", "件数", ITEM_COUNT}};
    struct document d;
    document_init(&d, &(struct document_facts){.title = "样本", .stamp = "2026-01-20T00:00:00+08:00"});
    d.whole_page = whole;
    d.up = "../比较.html", d.up_words = "回到<比较>";
    document_add(&d, BLOCK_CHOICES)->choices = &all;
    document_prose(&d, "2024年的话。", NULL);
    d.blocks[d.n_blocks - 1].options[YEARS] = 2;
    struct list *list = document_list(&d, "kinds", columns, 2);
    list->n_rows = 3, list->fill = fill_kind, list->sortable = list->searched = true, list->choice = KINDS;
    return page_of(&d, NULL);
}

static void a_page_shows_what_is_chosen_without_a_script(void **state)
{
    (void)state;
    char *page = chosen(true);
    is_well_formed(strchr(page, '\n'));
    HAS(page, "<nav><a href=\"../%E6%AF%94%E8%BE%83.html\">回到&lt;比较&gt;</a></nav>",
        "<input type=\"radio\" class=\"pick\" name=\"c0\" id=\"c0-0\" aria-label=\"年度：全部年度\" checked=\"checked\"/>",
        "<input type=\"radio\" class=\"pick\" name=\"c1\" id=\"c1-2\" aria-label=\"同类：乡&lt;镇\"/>", "<label for=\"c1-2\">乡&lt;镇</label>",
        "<div data-c0=\"2\">\n<p>2024年的话。</p>\n</div>", "<tr><th scope=\"row\"><a href=\"%E6%9C%BA%E5%85%B3/%E7%94%B2%20%E5%B1%80.html\">机关0</a></th>",
        "<tr data-c1=\"2\"><th scope=\"row\">", "#c1-2:checked~* [data-c1]:not([data-c1=\"2\"])", "<p class=\"search\" hidden=\"hidden\">");
    assert_null(strstr(page, "c0-3"));
    free(page);
}

static void a_fragment_has_no_choices(void **state)
{
    (void)state;
    char *fragment = chosen(false);
    is_well_formed(fragment);
    HAS(fragment, "2024年的话。", "机关2");
    assert_null(strstr(fragment, "<input"));
    assert_null(strstr(fragment, "data-c"));
    assert_null(strstr(fragment, "<nav"));
    free(fragment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_shows_what_is_chosen_without_a_script), cmocka_unit_test(a_fragment_has_no_choices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
