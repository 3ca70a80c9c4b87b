/* A workbook: the bytes of a zip file as they are, or (without "PK" in front) XML parts that are packed here, so that the
 * fuzzer can change XML without repairing checksums. */
#include "base/text.h"
#include "fuzz.h"
#include "workbook/xlsx_reader.h"
#include "pack.h"
#include "rows.h"
#include <stdlib.h>
#include <string.h>

static void read_sheet(struct xlsx_reader *book, size_t number)
{
    struct xlsx_sheet *sheet;
    const struct xlsx_row *row;
    struct diag diag;
    int last = -1, day, second;
    if (!xlsx_sheet_open(&sheet, book, number, &diag)) return;
    while (xlsx_sheet_next(sheet, &row, &diag) && row) {
        fuzz_hold(row->row > last && row->n, "rows come in order, with cells");
        last = row->row;
        for (size_t i = 0; i < row->n; i++) {
            fuzz_hold(row->cells[i].col >= 0 && row->cells[i].col < 16384 && (!i || row->cells[i].col > row->cells[i - 1].col), "cells come in order");
            fuzz_hold(utf8_valid(row->cells[i].text, strlen(row->cells[i].text), NULL), "a cell is UTF-8");
            if (row->cells[i].kind == XLSX_DATE && xlsx_reader_date(book, row->cells[i].text, &day, &second))
                fuzz_hold(second >= 0 && second < 86400, "a time lies within a day");
        }
    }
    xlsx_sheet_close(sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct xlsx_reader *book;
    struct diag diag;
    size_t packed = n;
    bool is_zip = n > 1 && data[0] == 'P' && data[1] == 'K';
    uint8_t *own = is_zip ? NULL : fuzz_pack(data, n, &packed);
    const char *path = fuzz_file(own ? own : data, packed);
    if (xlsx_reader_open(&book, path, &diag)) {
        for (size_t i = 0; i < xlsx_reader_sheets(book); i++) {
            const struct ledger_table *t = schema_table_named(fuzz_schema(), xlsx_reader_sheet_name(book, i));
            read_sheet(book, i);
            if (t) fuzz_read_rows(&(struct ledger_file){.path = path, .shown = "fuzz.xlsx[1]", .table = t, .book = book, .sheet = i, .book_shown = "fuzz.xlsx"});
        }
        xlsx_reader_close(book);
    } else {
        fuzz_hold(utf8_valid(diag.text, strlen(diag.text), NULL), "a message is UTF-8");
    }
    free(own);
    return 0;
}
