#include "package/package_write.h"
#include "base/memory.h"
#include <stdlib.h>
#include <zip.h>

enum { FIRST_DAY = 1 << 5 | 1, MIDNIGHT = 0, LEVEL = 6 };      /* of MS-DOS: year since 1980, month, day */

static bool add(zip_t *zip, const struct package_part *part)
{
    zip_source_t *bytes = zip_source_buffer(zip, part->bytes, part->n, 0);
    zip_int64_t at = bytes ? zip_file_add(zip, part->name, bytes, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        zip_source_free(bytes);
        return false;
    }
    return !zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, LEVEL) && !zip_file_set_dostime(zip, (zip_uint64_t)at, MIDNIGHT, FIRST_DAY, 0) &&
           !zip_file_set_external_attributes(zip, (zip_uint64_t)at, 0, ZIP_OPSYS_DOS, 0);
}

/* Packs into `packed`, which the caller keeps. */
static bool pack(zip_source_t *packed, const struct package_part *parts, size_t n, zip_error_t *error)
{
    zip_t *zip = zip_open_from_source(packed, ZIP_TRUNCATE, error);
    if (!zip) return false;
    zip_source_keep(packed);
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++) ok = add(zip, &parts[i]);
    if (ok && !zip_close(zip)) return true;
    zip_error_set(error, zip_error_code_zip(zip_get_error(zip)), zip_error_code_system(zip_get_error(zip)));
    zip_discard(zip);
    return false;
}

static bool stage(zip_source_t *packed, struct outdir *out, const char *file, struct diag *diag)
{
    zip_stat_t s;
    if (zip_source_stat(packed, &s) || zip_source_open(packed)) return diag_fail(diag, DIAG_SYSTEM, "写不了 %s：压缩库出错", file);
    char *bytes = memory_alloc(s.size + 1);
    bool ok = zip_source_read(packed, bytes, s.size) == (zip_int64_t)s.size || diag_fail(diag, DIAG_SYSTEM, "写不了 %s：压缩库出错", file);
    zip_source_close(packed);
    ok = ok && outdir_put(out, file, bytes, s.size, diag);
    free(bytes);
    return ok;
}

bool package_write(const struct package_part *parts, size_t n, struct outdir *out, const char *file, struct diag *diag)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *packed = zip_source_buffer_create(NULL, 0, 0, &error);
    bool ok = (packed && pack(packed, parts, n, &error)) || diag_fail(diag, DIAG_SYSTEM, "写不了 %s：压缩库出错：%s", file, zip_error_strerror(&error));
    ok = ok && stage(packed, out, file, diag);
    zip_source_free(packed);
    zip_error_fini(&error);
    return ok;
}
