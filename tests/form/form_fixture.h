/* Forms for the tests of this room: the helpers load a form, copy it into a folder of its own, change it and remove it.
 *
 *     struct copy c = {0};
 *     copy_form(&c, TEMPLATES "/2021", "2021");
 *     edit(&c, "form.yaml", "old", "new");               // the line of the change
 *     remove_folder(c.root);
 */
#ifndef TESTS_FORM_FIXTURE_H
#define TESTS_FORM_FIXTURE_H
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

static inline char *read_all(const char *path)
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

static inline void write_all(const char *path, const char *s)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(s, 1, strlen(s), f), strlen(s));
    assert_int_equal(fclose(f), 0);
}

static inline struct form *load(const char *dir)
{
    struct form *f = NULL;
    struct diag diag;
    if (!form_load(&f, dir, &diag)) fail_msg("%s", diag.text);
    return f;
}

/* A folder of its own for each test: root/ID holds a copy of a form. */
struct copy { char root[32], dir[64]; };

static inline void copy_form(struct copy *c, const char *from, const char *id)
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

static inline void remove_folder(const char *dir)
{
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        char path[512];
        struct stat st;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        assert_in_range(snprintf(path, sizeof path, "%s/%s", dir, e->d_name), 1, sizeof path - 1);
        assert_int_equal(lstat(path, &st), 0);
        if (S_ISDIR(st.st_mode)) remove_folder(path);
        else assert_int_equal(unlink(path), 0);
    }
    closedir(d);
    assert_int_equal(rmdir(dir), 0);
}

/* Replaces the first `old` in a file of the copy with `new`; returns the line on which `old` began. */
static inline int edit(const struct copy *c, const char *file, const char *old, const char *new)
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

/* Every place of a grid is covered by exactly one cell; data rows know their heads; ids of heads are unique. */
static inline void check_grid(const struct form_table *t)
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

/* Every sum comes after its terms, and sum_order holds exactly the slots with terms. */
static inline void check_sums(const struct form_table *t)
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

#endif
