#include "fuzz.h"
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void fuzz_hold(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

static void write_all(int fd, const uint8_t *bytes, size_t n)
{
    while (n) {
        ssize_t done = write(fd, bytes, n);
        fuzz_hold(done > 0, "the input could be written");
        bytes += done;
        n -= (size_t)done;
    }
}

const char *fuzz_file(const void *bytes, size_t n)
{
    static char path[64];
    static int fd = -1;
    if (fd < 0) fd = memfd_create("fuzz", MFD_CLOEXEC);
    fuzz_hold(fd >= 0 && !ftruncate(fd, 0) && !lseek(fd, 0, SEEK_SET), "there is a file in memory");
    write_all(fd, bytes, n);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return path;
}

/* ---- parts ---- */

static bool begins_part(const uint8_t *data, size_t n, size_t at)
{
    return n - at >= 4 && !memcmp(data + at, "====", 4) && (!at || data[at - 1] == '\n');
}

bool fuzz_part_next(const uint8_t *data, size_t n, size_t *at, struct fuzz_part *part)
{
    size_t k = 0, i = *at;
    while (i < n && !begins_part(data, n, i)) i++;
    if (i >= n) return false;
    for (i += 4; i < n && data[i] != '\n'; i++)
        if (k + 1 < sizeof part->name && (isalnum(data[i]) || strchr("._-/", data[i] ? data[i] : ' '))) part->name[k++] = (char)data[i];
    part->name[k] = 0;
    if (i < n) i++;
    part->bytes = data + i;
    size_t from = i;
    while (i < n && !begins_part(data, n, i)) i++;
    part->n = i - from;
    *at = i;
    return true;
}

/* ---- folders ---- */

static char root[128], folder[256];

static void empty_folder(void)
{
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        if (e->d_name[0] != '.') unlinkat(dirfd(d), e->d_name, 0);
    if (d) closedir(d);
}

static void remove_folder(void)
{
    empty_folder();
    rmdir(folder);
    rmdir(root);
}

static void make_folder(const char *name)
{
    const char *place = access("/dev/shm", W_OK) ? getenv("TMPDIR") : "/dev/shm";
    snprintf(root, sizeof root, "%s/nianbao-fuzz-XXXXXX", place ? place : "/tmp");
    fuzz_hold(mkdtemp(root) != NULL, "a folder can be made");
    snprintf(folder, sizeof folder, "%s/%s", root, name);
    fuzz_hold(!mkdir(folder, 0700), "a folder can be made");
    atexit(remove_folder);
}

const char *fuzz_folder(const char *name, const uint8_t *data, size_t n)
{
    struct fuzz_part part;
    if (!*root) make_folder(name);
    empty_folder();
    for (size_t at = 0; fuzz_part_next(data, n, &at, &part);) {
        char path[512];
        if (!*part.name || part.name[0] == '.' || strchr(part.name, '/')) continue;
        snprintf(path, sizeof path, "%s/%s", folder, part.name);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        fuzz_hold(fd >= 0, "the input could be written");
        write_all(fd, part.bytes, part.n);
        close(fd);
    }
    return folder;
}
