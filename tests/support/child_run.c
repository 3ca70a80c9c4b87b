#include "child_run.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { ANSWER = 3 };                                   /* where the child answers */

char child_folder[64], child_kept[128], child_fresh[128];
int child_lock;

int child_set_up(void **state)
{
    (void)state;
    snprintf(child_folder, sizeof child_folder, "/tmp/nianbao-child-XXXXXX");
    if (!mkdtemp(child_folder)) return -1;
    snprintf(child_kept, sizeof child_kept, "%s/kept", child_folder);
    snprintf(child_fresh, sizeof child_fresh, "%s/fresh", child_folder);
    int fd = open(child_kept, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    child_lock = fcntl(fd, F_DUPFD_CLOEXEC, 10);             /* beyond ANSWER */
    close(fd);
    return child_lock < 0 || write(child_lock, "kept", 4) != 4;
}

int child_tear_down(void **state)
{
    (void)state;
    close(child_lock);
    return unlink(child_kept) || rmdir(child_folder);
}

static int open_descriptors(void)
{
    int n = 0;
    DIR *list = opendir("/proc/self/fd");
    assert_non_null(list);
    while (readdir(list)) n++;
    closedir(list);
    return n;
}

void child_run(struct manuscript *m, const char *bytes, child_parser *parse)
{
    struct diag diag;
    struct stat st;
    int before = open_descriptors();
    *m = (struct manuscript){.kind = FILE_HTML};
    assert_true(child_read(m, bytes, strlen(bytes), parse, NULL, &diag));
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);  /* no child, running or dead */
    assert_int_equal(errno, ECHILD);
    assert_int_equal(fstat(child_lock, &st), 0);
    assert_int_equal(st.st_size, 4);
    assert_int_not_equal(access(child_fresh, F_OK), 0);
    assert_int_equal(stat(child_kept, &st), 0);
}

void child_refused(child_parser *parse, const char *words, bool unable)
{
    struct manuscript m;
    child_run(&m, "x", parse);
    assert_non_null(m.refused);
    if (!strstr(m.refused, words)) fail_msg("refused with %s", m.refused);
    assert_int_equal(m.n, 0);
    assert_int_equal(m.unable, unable);
    manuscript_release(&m);
}

void child_send(const char *bytes, size_t n)
{
    while (n) {
        ssize_t sent = write(ANSWER, bytes, n);
        if (sent < 0) _exit(0);
        bytes += sent;
        n -= (size_t)sent;
    }
}
