/* A workbook: the bytes of a zip file as they are, or (without "PK" in front) XML parts that are packed here, so that the
 * fuzzer can change XML without having to mend checksums. */
#include "base/memory.h"
#include "base/text.h"
#include "fuzz.h"
#include "ledger/xlsx_reader.h"
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static uint8_t *pack(const uint8_t *data, size_t n, size_t *packed)
{
    zip_error_t error;
    zip_stat_t s;
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *z = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    struct fuzz_part part;
    fuzz_hold(z != NULL, "a zip file can be made");
    zip_source_keep(memory);
    for (size_t at = 0; fuzz_part_next(data, n, &at, &part);) {
        zip_source_t *bytes = zip_source_buffer(z, part.bytes, part.n, 0);
        zip_int64_t i = zip_file_add(z, part.name, bytes, ZIP_FL_ENC_UTF_8);
        if (i < 0) zip_source_free(bytes);
        else fuzz_hold(!zip_set_file_compression(z, (zip_uint64_t)i, ZIP_CM_STORE, 0), "a part can be stored");
    }
    fuzz_hold(!zip_close(z), "the zip file closes");
    *packed = 0;
    if (!zip_source_stat(memory, &s) && (s.valid & ZIP_STAT_SIZE)) *packed = s.size;
    uint8_t *bytes = memory_alloc(*packed + 1);
    if (*packed && !zip_source_open(memory)) {
        fuzz_hold(zip_source_read(memory, bytes, *packed) == (zip_int64_t)*packed, "the zip file is read back");
        zip_source_close(memory);
    }
    zip_source_free(memory);
    return bytes;
}

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
                fuzz_hold(second >= 0 && second < 86400, "a second is of a day");
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
    uint8_t *own = is_zip ? NULL : pack(data, n, &packed);
    if (xlsx_reader_open(&book, fuzz_file(own ? own : data, packed), &diag)) {
        for (size_t i = 0; i < xlsx_reader_sheets(book); i++) read_sheet(book, i);
        xlsx_reader_close(book);
    } else {
        fuzz_hold(utf8_valid(diag.text, strlen(diag.text), NULL), "a message is UTF-8");
    }
    free(own);
    return 0;
}
