#include "written_book.h"
#include "base/memory.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>
#include <cmocka.h>

static const char *path_of(const char *folder, const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

const char *written_cell(const char *folder, const char *name, const char *sheet, int row, int col, enum xlsx_kind *kind)
{
    static char found[4096];
    struct xlsx_reader *book;
    struct xlsx_sheet *s;
    const struct xlsx_row *r;
    struct diag diag;
    *found = 0;
    assert_true(xlsx_reader_open(&book, path_of(folder, name), &diag));
    size_t i = 0;
    while (i < xlsx_reader_sheets(book) && strcmp(xlsx_reader_sheet_name(book, i), sheet)) i++;
    assert_true(i < xlsx_reader_sheets(book));
    assert_true(xlsx_sheet_open(&s, book, i, &diag));
    while (xlsx_sheet_next(s, &r, &diag) && r)
        for (size_t k = 0; r->row == row && k < r->n; k++)
            if (r->cells[k].col == col) {
                snprintf(found, sizeof found, "%s", r->cells[k].text);
                if (kind) *kind = r->cells[k].kind;
            }
    xlsx_sheet_close(s);
    xlsx_reader_close(book);
    return found;
}

char *written_part(const char *folder, const char *name, const char *entry)
{
    int error;
    zip_stat_t st;
    zip_t *z = zip_open(path_of(folder, name), ZIP_RDONLY, &error);
    assert_non_null(z);
    assert_int_equal(zip_stat(z, entry, 0, &st), 0);
    char *bytes = memory_alloc(st.size + 1);
    zip_file_t *f = zip_fopen(z, entry, 0);
    assert_int_equal(zip_fread(f, bytes, st.size), st.size);
    zip_fclose(f);
    zip_discard(z);
    return bytes;
}
