#include "output_folder.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

char folder[64];

int make_folder(void **state)
{
    (void)state;
    strncpy(folder, "/tmp/nianbao-out-XXXXXX", sizeof folder - 1);
    return mkdtemp(folder) ? 0 : 1;
}

int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

const char *at(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

bool holds(const char *name, const char *text)
{
    char bytes[64] = "";
    FILE *f = fopen(at(name), "rb");
    if (!f) return false;
    size_t n = fread(bytes, 1, sizeof bytes - 1, f);
    fclose(f);
    return n == strlen(text) && !memcmp(bytes, text, n);
}

int files_in_folder(void)
{
    int n = -2;                                        /* . and .. */
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    while (readdir(dir)) n++;
    closedir(dir);
    return n;
}
