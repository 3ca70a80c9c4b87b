#include "base/scratch.h"
#include "base/memory.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool can_hold_files(const char *path)
{
    struct stat st;
    return path && !stat(path, &st) && S_ISDIR(st.st_mode) && !access(path, W_OK | X_OK);
}

const char *scratch_folder(void)
{
    const char *const places[] = {getenv("TMPDIR"), "/var/tmp", "/usr/tmp", "/tmp", "."};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (can_hold_files(places[i])) return places[i];
    return NULL;
}

int scratch_open(void)
{
    const char *folder = scratch_folder();
    struct text path = {0};
    if (!folder) {
        errno = ENOENT;
        return -1;
    }
    text_printf(&path, "%s/nianbao-XXXXXX", folder);
    int fd = mkostemp(path.bytes, O_CLOEXEC);
    if (fd >= 0) unlink(path.bytes);
    text_release(&path);
    return fd;
}
