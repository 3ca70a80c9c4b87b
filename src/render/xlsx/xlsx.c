#include "render/xlsx/xlsx.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>

/* The sheets of copies and of entry hold one block each. */
static const struct document_block *block_of(const struct drawn_sheet *s, enum block_kind kind)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->blocks[i].kind == kind) return &s->blocks[i];
    return NULL;
}

static void put_sheet(struct drawing *w, struct drawn_sheet *s)
{
    if (w->book.fault) return;
    if (s->print) print_put(w, s);
    else if (s->entry) entry_put(&w->book, s->sheet, s->facts->name, block_of(s, BLOCK_ENTRY)->entry);
    else if (!s->copy) stack_put(w, s);
}

bool xlsx_write(const struct document *d, struct outdir *out, const char *file, struct diag *diag)
{
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    struct drawing w = {.document = d};
    book_open(&w.book, path, file, &d->facts);
    if (!w.book.fault) xlsx_plan_sheets(&w);
    for (size_t i = 0; i < w.n_sheets && !w.book.fault; i++)
        if (w.sheets[i].copy) copy_put(&w.book, w.sheets[i].sheet, block_of(&w.sheets[i], BLOCK_COPY)->copy);
    xlsx_plan_rows(&w);
    for (size_t i = 0; i < w.n_sheets; i++) put_sheet(&w, &w.sheets[i]);
    for (size_t i = 0; i < d->n_properties; i++) book_put_property(&w.book, d->properties[i].name, d->properties[i].value);
    bool ok = book_close(&w.book, diag);
    xlsx_plan_release(&w);
    arena_release(&w.looked_at.arena);
    free(w.looked_at.items);
    return ok;
}
