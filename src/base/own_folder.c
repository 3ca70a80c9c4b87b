#include "base/own_folder.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 4096 };

const char *own_folder(void)
{
    static char path[LONGEST];
    ssize_t n = *path ? 0 : readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0) return path;
    path[n] = 0;
    char *slash = strrchr(path, '/');
    if (slash) *slash = 0;
    return path;
}

const char *own_converters(void)
{
    static char folder[LONGEST + 8];
    char list[sizeof folder + 16];
    snprintf(folder, sizeof folder, "%s/gconv", own_folder());
    snprintf(list, sizeof list, "%s/gconv-modules", folder);
    return access(list, R_OK) ? NULL : folder;
}
