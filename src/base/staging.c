#include "base/staging.h"
#include "base/digest.h"
#include "base/folder.h"
#include "base/memory.h"
#include "base/text.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RANDOM = 6, KEY_DIGITS = STAGING_KEY - 2, PATIENCE = 200, PAUSE = 50 };    /* tries; milliseconds between them */
static const char prefix[] = ".nianbao-", lock_end[] = "lock", random_end[] = "XXXXXX";

void staging_key(const char *file, char key[STAGING_KEY])
{
    char hex[DIGEST_HEX];
    key[0] = 0;
    if (!file) return;
    digest_sha256(file, strlen(file), hex);
    snprintf(key, STAGING_KEY, "%.*s-", KEY_DIGITS, hex);
}

static char *hidden_path(const char *folder, const char *key, const char *end)
{
    size_t n = strlen(folder) + sizeof prefix + strlen(key) + strlen(end) + 1;
    char *path = memory_alloc(n);
    snprintf(path, n, "%s/%s%s%s", folder, prefix, key, end);
    return path;
}

/* ---- the lock ---- */

/* Blocks signals between making a file and noting that it is ours: a handler in between would leave the file, or remove another
 * run's. */
static void hold_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, before);
}

static void let_signals(const sigset_t *before)
{
    int error = errno;
    sigprocmask(SIG_SETMASK, before, NULL);
    errno = error;
}

/* A lock file of another user can at least be locked where it may be read: Linux forbids opening it with O_CREAT in a shared folder
 * (fs.protected_regular). */
static int open_lock(const char *path)
{
    int flags = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
    int fd = open(path, O_RDWR | O_CREAT | flags, 0666);
    if (fd >= 0 || errno != EACCES) return fd;
    fd = open(path, O_RDONLY | flags);
    if (fd < 0) errno = EACCES;
    return fd;
}

/* Each locked folder holds a file open; a ledger may have more agencies than a program may open files at first. */
static void want_more_files(int fd)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) || (rlim_t)fd < limit.rlim_cur / 2 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit)) return;      /* opening the next file says so */
}

static enum staging_locked judge(int fd, const char *path)
{
    struct stat here, there;
    int rc;
    while ((rc = flock(fd, LOCK_EX | LOCK_NB)) && errno == EINTR) continue;
    if (rc && errno == EWOULDBLOCK) return STAGING_BUSY;
    if (rc) return errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS || errno == EINVAL || errno == EBADF ? STAGING_NO_LOCKS : STAGING_FAILED;
    if (fstat(fd, &here)) return STAGING_FAILED;
    /* The holder before has removed this file when it ended: the next try makes a new one. */
    if (lstat(path, &there) || here.st_ino != there.st_ino || here.st_dev != there.st_dev) return STAGING_BUSY;
    return STAGING_LOCKED;
}

static void sign(int fd)
{
    char host[64] = "", line[96];
    gethostname(host, sizeof host - 1);
    int n = snprintf(line, sizeof line, "%s %ld\n", host, (long)getpid());
    if (ftruncate(fd, 0) || write(fd, line, (size_t)n) < 0) return;    /* it is only for a message */
}

static enum staging_locked try_lock(struct staging_lock *lock)
{
    sigset_t before;
    hold_signals(&before);
    int fd = open_lock(lock->path);
    enum staging_locked outcome = fd >= 0 ? judge(fd, lock->path) : errno == ENOENT ? STAGING_NO_FOLDER : STAGING_FAILED;
    if (outcome == STAGING_NO_LOCKS) unlink(lock->path);
    if (outcome == STAGING_LOCKED) {
        lock->fd = fd;
        want_more_files(fd);
        lock->held = true;
        sign(fd);
    } else if (fd >= 0) {
        int error = errno;
        close(fd);
        errno = error;
    }
    let_signals(&before);
    return outcome;
}

enum staging_locked staging_lock(struct staging_lock *lock, const char *folder, const char *key)
{
    enum staging_locked outcome = STAGING_BUSY;
    if (!lock->path) lock->path = hidden_path(folder, key, lock_end);
    for (int i = 0; i < PATIENCE && (outcome = try_lock(lock)) == STAGING_BUSY; i++) poll(NULL, 0, PAUSE);
    return outcome;
}

void staging_holder(const struct staging_lock *lock, char *words, size_t room)
{
    char bytes[128] = "", host[65];
    long pid;
    words[0] = 0;
    int fd = open(lock->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return;
    if (read(fd, bytes, sizeof bytes - 1) > 0 && sscanf(bytes, "%64[A-Za-z0-9._-] %ld", host, &pid) == 2)
        snprintf(words, room, "（主机 %s，进程 %ld）", host, pid);
    close(fd);
}

void staging_unlock(struct staging_lock *lock)
{
    sigset_t before;
    if (!lock->held) return;
    hold_signals(&before);
    unlink(lock->path);                                /* while it is held: a waiting run sees that the file is gone */
    lock->held = false;
    close(lock->fd);
    let_signals(&before);
}

/* ---- the staging folder ---- */

bool staging_make(char **path, volatile bool *there, const char *folder, const char *key)
{
    sigset_t before;
    *path = hidden_path(folder, key, random_end);
    hold_signals(&before);
    bool made = mkdtemp(*path) != NULL;
    *there = made;
    let_signals(&before);
    return made;
}

/* opendir() would ask for memory, which a handler must not. */
bool staging_remove(const char *path, const char *except)
{
    _Alignas(struct dirent64) char bytes[4096];
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return errno == ENOENT;
    for (bool removed = true; removed;) {              /* removing may move the place at which a folder is read */
        removed = false;
        lseek(fd, 0, SEEK_SET);
        for (ssize_t n; (n = getdents64(fd, bytes, sizeof bytes)) > 0;)
            for (ssize_t at = 0; at < n;) {
                const struct dirent64 *entry = (const struct dirent64 *)(bytes + at);
                at += entry->d_reclen;
                if (except && !strcmp(entry->d_name, except)) continue;
                if (!unlinkat(fd, entry->d_name, 0)) removed = true;
            }
    }
    close(fd);
    return !rmdir(path);
}

/* ---- what dead runs have left ---- */

static bool is_random(const char *s)
{
    size_t n = 0;
    while (isalnum((unsigned char)s[n])) n++;
    return n == RANDOM && !s[n];
}

/* The key of a hidden name; false: it is none of ours. */
static bool take_apart(const char *name, char key[STAGING_KEY], bool *is_lock)
{
    key[0] = 0;
    if (strncmp(name, prefix, sizeof prefix - 1)) return false;
    name += sizeof prefix - 1;
    if (strspn(name, "0123456789abcdef") == KEY_DIGITS && name[KEY_DIGITS] == '-') {
        memcpy(key, name, KEY_DIGITS + 1);
        key[KEY_DIGITS + 1] = 0;
        name += KEY_DIGITS + 1;
    }
    *is_lock = !strcmp(name, lock_end);
    return *is_lock || is_random(name);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return !lstat(path, &st) && S_ISDIR(st.st_mode);
}

/* Of another key: only when no run holds its lock. */
static void sweep_other(const char *folder, const char *key, const char *path, bool is_lock)
{
    struct staging_lock lock = {.path = hidden_path(folder, key, lock_end)};
    if (try_lock(&lock) == STAGING_LOCKED) {
        if (!is_lock) staging_remove(path, *key ? NULL : STAGING_LIST);
        staging_unlock(&lock);
    }
    free(lock.path);
}

void staging_sweep(const char *folder, const char *key, void (*take)(void *context, const char *path), void *context)
{
    struct arena arena = {0};
    struct text path = {0};
    const char **names;
    size_t n;
    struct diag unreadable;                            /* said by what opens the folder next */
    if (!folder_every_name(&arena, folder, "", &names, &n, &unreadable)) n = 0;
    for (size_t i = 0; i < n; i++) {
        char found[STAGING_KEY];
        bool is_lock;
        text_clear(&path);
        text_printf(&path, "%s/%s", folder, names[i]);
        if (take_apart(names[i], found, &is_lock) && (is_lock || is_folder(text_get(&path)))) {
            if (strcmp(found, key)) sweep_other(folder, found, text_get(&path), is_lock);
            else if (!is_lock && !staging_remove(text_get(&path), *key ? NULL : STAGING_LIST)) take(context, text_get(&path));
        }
    }
    text_release(&path);
    arena_release(&arena);
}
