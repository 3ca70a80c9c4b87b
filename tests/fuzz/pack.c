#include "pack.h"
#include "base/memory.h"
#include "fuzz.h"
#include <zip.h>

uint8_t *fuzz_pack(const uint8_t *data, size_t n, size_t *packed)
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
