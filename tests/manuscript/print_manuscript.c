/* For tests: prints what a reader of src/manuscript reads from each file, one part a line, fields between tabs.
 *
 *     print_manuscript FILE…
 *
 *     file      NAME                                    (of the path the last part)
 *     refused   WHY
 *     property  NAME  VALUE
 *     paragraph PAGE  MARK or -  TEXT
 *     picture   PAGE  TEXT
 *     table     PAGE  ROWS  COLS
 *     cell      ROW   COL  ROWS  COLS  PAGE  TEXT  WHY IT IS UNSURE or -
 *     remark    TEXT
 *
 * In a text, a line break is printed as ⏎. After a refusal only the refusal is printed: the parts are what was read until then. */
#include "manuscript/manuscript.h"
#include <stdio.h>
#include <string.h>

static void put(const char *text)
{
    for (; *text; text++) {
        if (*text == '\n') fputs("⏎", stdout);
        else putchar(*text == '\t' ? ' ' : *text);
    }
}

static void put_cell(const struct manuscript_cell *c)
{
    printf("cell\t%d\t%d\t%d\t%d\t%d\t", c->row, c->col, c->rows, c->cols, c->page);
    put(c->text);
    putchar('\t');
    put(c->unsure ? c->unsure : "-");
    putchar('\n');
}

static void put_part(const struct manuscript_part *p)
{
    switch (p->kind) {
    case MANUSCRIPT_PARAGRAPH:
        printf("paragraph\t%d\t%s\t", p->page, p->mark ? p->mark : "-");
        put(p->text);
        putchar('\n');
        break;
    case MANUSCRIPT_PICTURE:
        printf("picture\t%d\t", p->page);
        put(p->text);
        putchar('\n');
        break;
    case MANUSCRIPT_TABLE:
        printf("table\t%d\t%d\t%d\n", p->page, p->table.n_rows, p->table.n_cols);
        for (size_t i = 0; i < p->table.n; i++) put_cell(&p->table.cells[i]);
        break;
    }
}

static void put_manuscript(const struct manuscript *m)
{
    for (size_t i = 0; i < m->n_properties; i++) {
        printf("property\t%s\t", m->properties[i].name);
        put(m->properties[i].value);
        putchar('\n');
    }
    for (size_t i = 0; i < m->n; i++) put_part(&m->parts[i]);
    for (size_t i = 0; i < m->n_remarks; i++) {
        printf("remark\t");
        put(m->remarks[i]);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct manuscript m;
        struct diag diag;
        const char *slash = strrchr(argv[i], '/');
        if (!manuscript_read(&m, argv[i], &diag)) {
            fprintf(stderr, "%s\n", diag.text);
            return (int)diag.kind;
        }
        printf("file\t%s\n", slash ? slash + 1 : argv[i]);
        if (m.refused) printf("refused\t%s\n", m.refused);
        else put_manuscript(&m);
        manuscript_release(&m);
    }
    return 0;
}
