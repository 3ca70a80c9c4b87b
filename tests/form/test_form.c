/* The forms that are shipped say what the official ones say; a copy can be changed without touching the program; and
 * what is wrong with a form is told with file and line. */
#include "form/form.h"
#include "base/text.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define TEMPLATES PROJECT_SOURCE_DIR "/report_templates"
#define FIXTURES PROJECT_SOURCE_DIR "/tests/form/fixtures"

/* ---- small helpers ---- */

static char *read_all(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("读不了 %s", path);
    struct text t = {0};
    char buffer[4096];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) text_add_n(&t, buffer, n);
    fclose(f);
    char *s = memory_dup(text_get(&t));
    text_release(&t);
    return s;
}

static void write_all(const char *path, const char *s)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(s, 1, strlen(s), f), strlen(s));
    assert_int_equal(fclose(f), 0);
}

static struct form *load(const char *dir)
{
    struct form *f = NULL;
    struct diag diag;
    if (!form_load(&f, dir, &diag)) fail_msg("%s", diag.text);
    return f;
}

/* A folder of its own for each test: root/ID holds a copy of a form. */
struct copy { char root[32], dir[64]; };

static void copy_form(struct copy *c, const char *from, const char *id)
{
    if (!*c->root) {
        snprintf(c->root, sizeof c->root, "/tmp/nianbao-form-XXXXXX");
        assert_non_null(mkdtemp(c->root));
    }
    snprintf(c->dir, sizeof c->dir, "%s/%s", c->root, id);
    assert_int_equal(mkdir(c->dir, 0777), 0);
    DIR *d = opendir(from);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        char path[512], to[512];
        if (e->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", from, e->d_name);
        snprintf(to, sizeof to, "%s/%s", c->dir, e->d_name);
        char *s = read_all(path);
        write_all(to, s);
        free(s);
    }
    closedir(d);
}

static void remove_folder(const char *dir)
{
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        char path[512];
        struct stat st;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        assert_int_equal(lstat(path, &st), 0);
        if (S_ISDIR(st.st_mode)) remove_folder(path);
        else assert_int_equal(unlink(path), 0);
    }
    closedir(d);
    assert_int_equal(rmdir(dir), 0);
}

/* Puts `new` in the place of the first `old` of a file of the copy; returns the line on which `old` began. */
static int edit(const struct copy *c, const char *file, const char *old, const char *new)
{
    char path[512];
    struct text t = {0};
    int line = 1;
    snprintf(path, sizeof path, "%s/%s", c->dir, file);
    char *s = read_all(path), *at = strstr(s, old);
    if (!at) fail_msg("%s 里没有“%s”", file, old);
    for (const char *p = s; p < at; p++) line += *p == '\n';
    text_add_n(&t, s, (size_t)(at - s));
    text_add(&t, new);
    text_add(&t, at + strlen(old));
    write_all(path, text_get(&t));
    text_release(&t);
    free(s);
    return line;
}

/* ---- what the shipped forms say ---- */

/* The grid as text: place, spans, role, and the label or the cell's address. */
static void dump(const struct form *f, struct text *t)
{
    static const char *const roles[] = {"caption", "corner", "head", "label", "data"};
    for (size_t i = 0; i < f->n_sections; i++) text_printf(t, "section %s %s\n", f->sections[i].id, f->sections[i].heading);
    for (size_t i = 0; i < f->n_tables; i++) {
        const struct form_table *table = &f->tables[i];
        const struct grid *g = &table->grid;
        text_printf(t, "table %s: %d x %d\n", table->id, g->n_rows, g->n_cols);
        for (size_t k = 0; k < g->n_cells; k++) {
            const struct grid_cell *c = &g->cells[k];
            text_printf(t, "%d,%d %dx%d %s %s\n", c->row, c->col, c->rowspan, c->colspan, roles[c->role],
                        c->slot >= 0 ? table->slots[c->slot].address : c->text);
        }
    }
}

static void expect_grid(const char *dir, const char *golden)
{
    struct form *f = load(dir);
    struct text t = {0};
    dump(f, &t);
    char *expected = read_all(golden);
    assert_string_equal(text_get(&t), expected);
    free(expected);
    text_release(&t);
    form_free(f);
}

static void the_grids_are_the_official_ones(void **state)
{
    (void)state;
    expect_grid(TEMPLATES "/2021", FIXTURES "/grid_2021.txt");
    expect_grid(TEMPLATES "/2019", FIXTURES "/grid_2019.txt");
    expect_grid(FIXTURES "/before2019", FIXTURES "/grid_before2019.txt");
}

/* Every place of a grid is covered by exactly one cell; data rows know their heads; ids of heads are unique. */
static void check_grid(const struct form_table *t)
{
    const struct grid *g = &t->grid;
    int *covered = memory_alloc((size_t)(g->n_rows * g->n_cols) * sizeof *covered);
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        for (int r = c->row; r < c->row + c->rowspan; r++)
            for (int k = c->col; k < c->col + c->colspan; k++) covered[r * g->n_cols + k]++;
        assert_int_equal(c->role == GRID_DATA, c->slot >= 0);
        assert_int_equal(c->role == GRID_DATA, c->id == NULL);
        for (size_t k = 0; c->id && k < i; k++)
            if (g->cells[k].id) assert_string_not_equal(c->id, g->cells[k].id);
    }
    for (int i = 0; i < g->n_rows * g->n_cols; i++) assert_int_equal(covered[i], 1);
    free(covered);
    for (int r = 0; r < g->n_rows; r++) {
        assert_true(g->rows[r].head_first + g->rows[r].head_count <= r);
        assert_int_equal(g->rows[r].head, g->rows[r].head_count == 0);
        for (int h = 0; h < g->rows[r].head_count; h++) assert_true(g->rows[g->rows[r].head_first + h].head);
    }
}

/* Every sum stands behind its terms; slots with terms and sum_order are the same. */
static void check_sums(const struct form_table *t)
{
    bool *done = memory_alloc(t->n_slots * sizeof *done);
    size_t sums = 0;
    for (size_t i = 0; i < t->n_slots; i++) sums += t->slots[i].n_terms > 0;
    assert_int_equal(sums, t->n_sums);
    for (size_t i = 0; i < t->n_sums; i++) {
        const struct form_slot *s = &t->slots[t->sum_order[i]];
        for (size_t k = 0; k < s->n_terms; k++) assert_true(!t->slots[s->terms[k]].n_terms || done[s->terms[k]]);
        done[t->sum_order[i]] = true;
    }
    free(done);
}

static void grids_and_sums_are_whole(void **state)
{
    (void)state;
    static const char *const dirs[] = {TEMPLATES "/2021", TEMPLATES "/2019", FIXTURES "/before2019"};
    for (size_t i = 0; i < 3; i++) {
        struct form *f = load(dirs[i]);
        for (size_t t = 0; t < f->n_tables; t++) {
            check_grid(&f->tables[t]);
            check_sums(&f->tables[t]);
        }
        form_free(f);
    }
}

static void cells_are_found_by_address(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    const struct form_table *t = NULL;
    int slot = -1;
    assert_int_equal(f->n_tables, 3);
    assert_int_equal(form_table(f, "proactive")->n_slots, 10);
    assert_int_equal(form_table(f, "requests")->n_slots, 175);
    assert_int_equal(form_table(f, "review")->n_slots, 15);
    assert_true(form_address(f, "requests/3.4/enterprise", &t, &slot));
    assert_string_equal(t->id, "requests");
    assert_string_equal(t->slots[slot].row_label, "4.保护第三方合法权益");
    assert_string_equal(t->slots[slot].col_label, "商业企业");
    assert_int_equal(t->slots[slot].n_terms, 0);
    assert_true(form_address(f, "review/direct_suit/upheld", &t, &slot));
    assert_string_equal(t->slots[slot].row_label, "未经复议直接起诉");
    assert_false(form_address(f, "requests/3.9/enterprise", &t, &slot));
    assert_false(form_address(f, "requests/3.4", &t, &slot));
    assert_false(form_address(f, "", &t, &slot));
    t = form_table(f, "proactive");
    assert_int_equal(t->slots[form_slot(t, "fees", "amount")].type, CELL_DECIMAL);
    assert_int_equal(t->slots[form_slot(t, "rules", "made")].type, CELL_COUNT);
    assert_int_equal(form_slot(t, "rules", "decisions"), -1);
    assert_null(form_table(f, "nothing"));
    form_free(f);
}

static void totals_are_the_sums_of_the_form(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021"), *old = load(TEMPLATES "/2019");
    const struct form_table *t = form_table(f, "requests"), *review = form_table(f, "review");
    assert_int_equal(t->n_sums, 24 + 7);
    assert_int_equal(t->slots[form_slot(t, "new", "total")].n_terms, 6);
    assert_int_equal(t->slots[form_slot(t, "closed", "enterprise")].n_terms, 21);
    /* Where the two cross, the sum of the row holds: (七)总计 of the 总计 column adds up the leaves' totals. */
    const struct form_slot *corner = &t->slots[form_slot(t, "closed", "total")];
    assert_int_equal(corner->n_terms, 21);
    assert_int_equal(corner->terms[0], form_slot(t, "1", "total"));
    assert_int_equal(review->n_sums, 3);
    assert_int_equal(review->slots[form_slot(review, "reconsideration", "total")].n_terms, 4);
    t = form_table(old, "requests");
    assert_int_equal(t->n_slots, 23 * 7);
    assert_int_equal(t->slots[form_slot(t, "closed", "total")].n_terms, 19);
    form_free(f);
    form_free(old);
}

static void sections_and_identities_are_read(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    assert_int_equal(f->first_year, 2021);
    assert_int_equal(f->last_year, 0);
    assert_int_equal(f->n_sections, 6);
    assert_true(f->sections[0].invented);
    assert_int_equal(f->sections[0].n_defaults, 5);
    assert_string_equal(f->sections[0].defaults[1].heading, "（二）依申请公开");
    assert_ptr_equal(f->sections[2].table, form_table(f, "requests"));
    assert_false(f->sections[4].invented);
    assert_string_equal(f->sections[5].always_word, "信息处理费");
    assert_non_null(f->sections[5].always.query);
    assert_int_equal(f->n_identities, 4);
    assert_string_equal(f->identities[0].id, "I1");
    assert_string_equal(f->identities[0].check, "D01");
    assert_string_equal(f->identities[0].standing, "official");
    assert_false(f->identities[0].by_row);
    assert_int_equal(f->identities[1].n_left, 21);
    assert_true(f->identities[2].by_row);
    assert_string_equal(f->identities[3].table->id, "review");
    form_free(f);
}

/* The line of a query is the one on which its SQL begins, so that a fault in it can be named. */
static void queries_know_their_lines(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    char *s = read_all(TEMPLATES "/2021/form.yaml"), *at = strstr(s, "  SELECT name || :year");
    int line = 1;
    for (const char *p = s; p < at; p++) line += *p == '\n';
    assert_int_equal(f->title_line, line);
    assert_int_equal(strncmp(f->title_query, "SELECT name || :year", 20), 0);
    assert_int_equal(form_table(f, "requests")->query_line, 1);
    free(s);
    form_free(f);
}

/* ---- a form is data ---- */

static void a_copy_may_be_changed(void **state)
{
    (void)state;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2026");
    edit(&c, "form.yaml", "id: '2021'", "id: '2026'");
    edit(&c, "form.yaml", "[2021, ~]", "[2026, ~]");
    edit(&c, "requests.yaml", "label: 2.重复申请", "label: 2.重复申请（改）");
    /* One row goes, from the tree, from the sum and from the identity; a new one sums three others. */
    edit(&c, "requests.yaml", "              - {label: 5.要求行政机关确认或重新出具已获取信息, id: 5.5}\n", "");
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

/* ---- what is wrong is told with its place ---- */

static const struct { const char *file, *old, *new; int down; const char *words; } faults[] = {
    /* `down`: lines from the edit to the line that is named */
    {"form.yaml", "basis:", "base:", 0, "不认识“base”"},
    {"form.yaml", "id: '2021'", "id: '2022'", 0, "应与文件夹名相同"},
    {"form.yaml", "years: [2021, ~]", "years: [2021]", 0, "years 应是起止年份"},
    {"form.yaml", "years: [2021, ~]", "years: [2021, 2020]", 0, "起年在止年之后"},
    {"form.yaml", "years: [2021, ~]", "years: [MMXXI, ~]", 0, "应是年份"},
    {"form.yaml", "reads: [requests, events", "reads: [requests, requests, events", 0, "写了两次"},
    {"form.yaml", "table: requests}", "table: petitions}", 0, "没有文件 petitions.yaml"},
    {"form.yaml", "table: review}", "table: requests}", 0, "用了两次"},
    {"form.yaml", "{id: review,", "{id: requests,", 0, "部分“requests”写了两次"},
    {"form.yaml", "{id: review,", "{id: Review,", 0, "只能用小写字母"},
    {"form.yaml", "texts: overview.yaml", "texts: nowhere.yaml", 0, "没有文件 nowhere.yaml"},
    {"form.yaml", "texts: overview.yaml", "texts: ../overview.yaml", 0, "应是本文件夹里的一个 .yaml 文件"},
    {"form.yaml", "invented: false", "invented: perhaps", 0, "true 或 false"},
    {"form.yaml", "invented: true, texts: overview.yaml", "invented: true", 0, "要有 texts"},
    {"form.yaml", "invented: false", "invented: false, texts: overview.yaml", 0, "不能有 texts"},
    {"form.yaml", "left: [new, carried_in]", "left: [new, carried]", 0, "没有这一行"},
    {"form.yaml", "right: [total]", "right: [sum]", 0, "没有这一列"},
    {"form.yaml", "for: rows", "for: cells", 0, "不认识“cells”"},
    {"form.yaml", "standing: official", "standing: certain", 0, "不认识“certain”"},
    {"form.yaml", "id: I2", "id: I1", 0, "等式“I1”写了两次"},
    {"form.yaml", "table: review\n", "table: appeals\n", 0, "没有表“appeals”"},
    {"overview.yaml", "query: |", "sql: |", 0, "不认识“sql”"},
    {"proactive.yaml", "widths: [1.3, 1, 1, 1]", "widths: [1.3, 1, 1]", 2, "占4栏，widths 有3栏"},
    {"proactive.yaml", "widths: [1.3, 1, 1, 1]", "widths: [1.3, 0, 1, 1]", 0, "栏宽应是正数"},
    {"proactive.yaml", "id: proactive", "id: active", 0, "应与文件名相同"},
    {"proactive.yaml", "query: proactive.sql", "query: lost.sql", 0, "没有文件 lost.sql"},
    {"proactive.yaml", "query: proactive.sql", "query: proactive.yaml", 0, ".sql 文件"},
    {"proactive.yaml", "type: decimal", "type: money", 0, "count（整数）或 decimal"},
    {"proactive.yaml", "span: 3}", "span: 0}", 0, "span 应是"},
    {"proactive.yaml", "span: 3}", "span: 2}", -3, "占3栏"},
    {"proactive.yaml", "id: coercion", "id: penalties", 0, "标识“penalties”写了两次"},
    {"proactive.yaml", "id: coercion", "id: licences", 0, "行标识“licences”写了两次"},
    {"proactive.yaml", "id: repealed}", "id: made}", 0, "标识“made”写了两次"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章, id: rules, colour: red}", 0, "不认识“colour”"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{label: 规章}", 0, "缺少“id”"},
    {"proactive.yaml", "{label: 规章, id: rules}", "{id: rules}", 0, "缺少“label”"},
    {"requests.yaml", "sum: [natural_person,", "sum: [persons,", 0, "没有这一列"},
    {"requests.yaml", "sum: [1, 2,", "sum: [0, 2,", 0, "没有这一行"},
    {"requests.yaml", "sum: [1, 2,", "sum: [2, 2,", 0, "写了两次"},
    {"requests.yaml", "sum: [1, 2,", "sum: [closed, 2,", 0, "合计绕成了圈：requests/closed/natural_person → requests/closed/natural_person"},
    {"requests.yaml", "id: carried_out}", "id: carried_out, sum: [new, closed]}\n      - {label: 小计, id: new, sum: [carried_out]}", 1, "写了两次"},
    {"requests.yaml", "id: new}", "id: new, sum: [carried_in]}\n      - {label: 小计, id: half, sum: [new, carried_out]}", 0, NULL},
    {"requests.yaml", "id: carried_in}", "id: carried_in, sum: [carried_out]}\n      - {label: 小计, id: half, sum: [carried_in]}", 0, NULL},
    {"proactive.yaml", "columns:\n      - {label: 本年处理决定数量, id: decisions, span: 3}", "columns: []", 0, "至少一项"},
    {"form.yaml", "table: requests\n    for: columns\n    left: [new, carried_in]\n    right: [closed, carried_out]",
     "table: proactive\n    for: columns\n    left: [rules, fees]\n    right: [normative]", 2, "要用 proactive/fees/made，本表没有这一格"},
    {"form.yaml", "table: requests\n    for: columns\n    left: [new, carried_in]\n    right: [closed, carried_out]",
     "table: proactive\n    for: columns\n    left: [rules]\n    right: [fees]", -2, "不在相同的列上"},
    {"review.yaml", "        row: reconsideration\n", "", 1, "不属于任何一行"},
    {"review.yaml", "row: direct_suit,", "row: reconsideration,", 0, "行标识“reconsideration”写了两次"},
    {"review.yaml", "- columns:", "- corner: 信息内容\n    columns:", 0, "不认识“corner”"},
};

/* Loads the changed copy and expects "FILE:LINE: …words…"; without words it must load. */
static void expect_fault(const struct copy *c, const char *file, int line, const char *words)
{
    struct form *f = NULL;
    struct diag diag;
    char place[160];
    bool ok = form_load(&f, c->dir, &diag);
    if (!words) {
        if (!ok) fail_msg("%s", diag.text);
        form_free(f);
        return;
    }
    snprintf(place, sizeof place, "%s/%s:%d: ", c->dir, file, line);
    if (ok) fail_msg("没有发现：%s", words);
    if (!strstr(diag.text, words) || (line && strncmp(diag.text, place, strlen(place)))) fail_msg("应是 %s%s，却是 %s", place, words, diag.text);
    assert_int_equal(diag.kind, DIAG_INPUT);
}

static void faults_are_named_with_file_and_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct copy c = {0};
        copy_form(&c, TEMPLATES "/2021", "2021");
        int line = edit(&c, faults[i].file, faults[i].old, faults[i].new);
        expect_fault(&c, faults[i].file, line + faults[i].down, faults[i].words);
        remove_folder(c.root);
    }
}

static void a_cycle_is_named_cell_by_cell(void **state)
{
    (void)state;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2021");
    edit(&c, "requests.yaml", "id: new}", "id: new, sum: [carried_in]}");
    edit(&c, "requests.yaml", "id: carried_in}", "id: carried_in, sum: [carried_out]}");
    int line = edit(&c, "requests.yaml", "id: carried_out}", "id: carried_out, sum: [new]}");
    struct form *f = NULL;
    struct diag diag;
    assert_false(form_load(&f, c.dir, &diag));
    assert_non_null(strstr(diag.text, "requests/new/natural_person → requests/carried_in/natural_person → requests/carried_out/natural_person"
                                      " → requests/new/natural_person"));
    assert_true(line > 0);
    remove_folder(c.root);
}

/* A YAML alias that leads back to itself must end in a message, not in the stack. */
static void a_tree_without_end_is_refused(void **state)
{
    (void)state;
    struct copy c = {0};
    copy_form(&c, TEMPLATES "/2021", "2021");
    edit(&c, "requests.yaml", "        children:\n          - {label: 自然人, id: natural_person}",
         "        children: &all\n          - {label: 自然人, children: *all}");
    expect_fault(&c, "requests.yaml", 0, "层次过深");
    remove_folder(c.root);
}

static void files_must_be_text_and_plain(void **state)
{
    (void)state;
    struct copy c = {0};
    char path[512];
    copy_form(&c, TEMPLATES "/2021", "2021");
    snprintf(path, sizeof path, "%s/review.sql", c.dir);
    char *sql = read_all(path);
    write_all(path, "SELECT '\xC4\xEA'");
    expect_fault(&c, "review.sql", 0, "不是 UTF-8 文本");
    write_all(path, sql);
    free(sql);
    snprintf(path, sizeof path, "%s/old", c.dir);
    assert_int_equal(mkdir(path, 0777), 0);
    expect_fault(&c, "old", 0, "表单文件夹里只放文件");
    assert_int_equal(rmdir(path), 0);
    snprintf(path, sizeof path, "%s/form.yaml", c.dir);
    write_all(path, "# nothing\n");
    expect_fault(&c, "form.yaml", 1, "文件是空的");
    write_all(path, "id: [\n");
    expect_fault(&c, "form.yaml", 0, "YAML 写法有误");
    assert_int_equal(unlink(path), 0);
    struct form *f = NULL;
    struct diag diag;
    assert_false(form_load(&f, c.dir, &diag));
    assert_non_null(strstr(diag.text, "form.yaml"));
    remove_folder(c.root);
}

/* ---- which form a year asks for ---- */

static void the_year_chooses_the_form(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diag diag;
    const char *id = NULL, **ids = NULL;
    size_t n = 0;
    assert_true(form_list(&a, TEMPLATES, &ids, &n, &diag));
    assert_true(n >= 2);
    assert_string_equal(ids[0], "2019");
    assert_true(form_of_year(&a, TEMPLATES, 2019, NULL, &id, &diag));
    assert_string_equal(id, "2019");
    assert_true(form_of_year(&a, TEMPLATES, 2020, NULL, &id, &diag));
    assert_string_equal(id, "2019");
    assert_true(form_of_year(&a, TEMPLATES, 2021, NULL, &id, &diag));
    assert_string_equal(id, "2021");
    assert_true(form_of_year(&a, TEMPLATES, 2030, NULL, &id, &diag));
    assert_string_equal(id, "2021");
    assert_true(form_of_year(&a, TEMPLATES, 2018, NULL, &id, &diag));
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
        cmocka_unit_test(the_grids_are_the_official_ones),
        cmocka_unit_test(grids_and_sums_are_whole),
        cmocka_unit_test(cells_are_found_by_address),
        cmocka_unit_test(totals_are_the_sums_of_the_form),
        cmocka_unit_test(sections_and_identities_are_read),
        cmocka_unit_test(queries_know_their_lines),
        cmocka_unit_test(a_copy_may_be_changed),
        cmocka_unit_test(a_form_without_applicant_kinds),
        cmocka_unit_test(the_hash_is_that_of_the_files),
        cmocka_unit_test(faults_are_named_with_file_and_line),
        cmocka_unit_test(a_cycle_is_named_cell_by_cell),
        cmocka_unit_test(a_tree_without_end_is_refused),
        cmocka_unit_test(files_must_be_text_and_plain),
        cmocka_unit_test(the_year_chooses_the_form),
        cmocka_unit_test(a_new_form_takes_over),
    };
    return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
