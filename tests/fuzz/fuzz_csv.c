/* A ledger's CSV file through encodings, quoting, headings and values. The first byte chooses the table. */
#include "fuzz.h"
#include "rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!n) return 0;
    const struct schema *s = fuzz_schema();
    fuzz_read_rows(&(struct ledger_file){.path = fuzz_file(data + 1, n - 1), .shown = "fuzz.csv", .table = &s->tables[data[0] % s->n_tables]});
    return 0;
}
