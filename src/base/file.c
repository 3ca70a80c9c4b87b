#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

static bool judge(const struct stat *st, const char *path, int64_t most, struct diag *diag)
{
    if (S_ISDIR(st->st_mode)) {
        errno = EISDIR;
        return diag_fail_errno(diag, "读不了 %s", path);
    }
    if (!S_ISREG(st->st_mode)) return diag_fail(diag, DIAG_INPUT, "%s 不是普通文件", path);
    if (most == FILE_ANY_SIZE || st->st_size <= most) return true;
    return diag_fail(diag, DIAG_INPUT, "%s 过大：超过 %" PRId64 " MB，不予读取", path, most / MEBIBYTE);
}

/* Without O_NONBLOCK, opening a pipe would wait for a writer. */
bool file_open(FILE **out, const char *path, int64_t most, struct diag *diag)
{
    struct stat st;
    FILE *f = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ok = false;
    if (fd < 0 || fstat(fd, &st)) {
        diag_fail_errno(diag, "读不了 %s", path);
        goto out;
    }
    if (!judge(&st, path, most, diag)) goto out;
    f = fdopen(fd, "rb");
    if (!f) {
        diag_fail_errno(diag, "读不了 %s", path);
        goto out;
    }
    *out = f;
    ok = true;
out:
    if (!ok && fd >= 0) close(fd);
    return ok;
}

bool file_check(const char *path, int64_t most, struct diag *diag)
{
    struct stat st;
    if (stat(path, &st)) return diag_fail_errno(diag, "读不了 %s", path);
    return judge(&st, path, most, diag);
}
