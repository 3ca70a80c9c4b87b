#include "manuscript/docx_reader_inside.h"
#include <string.h>

/* ---- what was tracked ---- */

void docx_deletion(struct docx_reader *r, const char **attributes)
{
    struct docx_paragraph *p = docx_paragraph(r);
    struct docx_table *t = docx_table(r);
    const char *in = docx_around(r, 1), *of = docx_around(r, 2);
    (void)attributes;
    r->tracked++;
    if (!strcmp(in, "rPr") && !strcmp(of, "pPr") && p) p->joined = true;
    else if (!strcmp(in, "trPr") && t) t->row_gone = true;
    else docx_skip(r);
}

void docx_insertion(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    r->tracked++;
}

/* ---- tables ---- */

void docx_tbl_start(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    if (docx_in_deleted_cell(r)) docx_skip(r);
    else docx_table_begin(&r->blocks, r->depth);
}

void docx_tbl_end(struct docx_reader *r)
{
    const struct docx_table *t = docx_table(r);
    if (t && t->depth == r->depth) docx_table_end(&r->blocks);
}

void docx_tr_start(struct docx_reader *r, const char **attributes)
{
    struct docx_table *t = docx_table(r);
    (void)attributes;
    if (t && !t->row_depth) docx_row_begin(t, r->depth);
}

void docx_tr_end(struct docx_reader *r)
{
    const struct docx_table *t = docx_table(r);
    if (t && t->row_depth == r->depth) docx_row_end(&r->blocks);
}

void docx_tc_start(struct docx_reader *r, const char **attributes)
{
    struct docx_table *t = docx_table(r);
    (void)attributes;
    if (!t || !t->row_depth || t->cell.depth) return;
    if (t->row_gone) {
        docx_skip(r);
        return;
    }
    docx_cell_begin(&r->blocks, r->depth);
    t->cell.fields = r->n_fields;
}

void docx_tc_end(struct docx_reader *r)
{
    struct docx_table *t = docx_table(r);
    if (!t || !t->cell.depth || t->cell.depth != r->depth) return;
    docx_fields_close(r, t->cell.fields);
    docx_cell_end(&r->blocks);
}

void docx_row_property(struct docx_reader *r, const char **attributes)
{
    struct docx_table *t = docx_table(r);
    if (t && t->row_depth == r->depth - 2 && !strcmp(docx_around(r, 1), "trPr"))
        t->before = docx_number(package_attribute(attributes, "val"), 0, MANUSCRIPT_COLS, 0);
}

static enum docx_merge merge_of(const char *value) { return value && !strncmp(value, "rest", 4) ? DOCX_RESTART : DOCX_CONTINUE; }

void docx_cell_property(struct docx_reader *r, const char **attributes)
{
    struct docx_table *t = docx_table(r);
    const char *name = docx_around(r, 0), *value = package_attribute(attributes, "val"), *tracked = package_attribute(attributes, "vMerge");
    if (!t || !t->cell.depth || t->cell.depth != r->depth - 2 || strcmp(docx_around(r, 1), "tcPr")) return;
    if (!strcmp(name, "gridSpan")) t->cell.cols = docx_number(value, 1, MANUSCRIPT_COLS + 1, 1);
    else if (!strcmp(name, "vMerge")) t->cell.down = merge_of(value);
    else if (!strcmp(name, "hMerge")) t->cell.right = merge_of(value);
    else r->tracked++;
    if (!strcmp(name, "cellDel")) t->cell.gone = true;
    else if (!strcmp(name, "cellMerge")) t->cell.down = tracked ? merge_of(tracked) : DOCX_ALONE;
}
