/* A library for LD_PRELOAD (whole/transfer_unseen.py): a machine that cannot read PDFs. NO_READER=libraries: poppler is not there; NO_READER=time: it is
 * so slow that the reader's time is over at once. */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

static bool no_libraries, no_time;

/* The program clears its environment. */
__attribute__((constructor)) static void begin(void)
{
    const char *what = getenv("NO_READER");
    no_libraries = what && !strcmp(what, "libraries");
    no_time = what && !strcmp(what, "time");
}

void *dlopen(const char *name, int how)
{
    void *(*real)(const char *, int);
    *(void **)&real = dlsym(RTLD_NEXT, "dlopen");
    return no_libraries && name && strstr(name, "poppler") ? NULL : real(name, how);
}

int timerfd_settime(int fd, int flags, const struct itimerspec *when, struct itimerspec *before)
{
    const struct itimerspec at_once = {.it_value.tv_nsec = 1};
    return (int)syscall(SYS_timerfd_settime, fd, flags, no_time ? &at_once : when, before);
}
