/* Runs a fuzz target over files and over the files of folders, so that the suite repeats the inputs of fuzzing without libFuzzer.
 *
 *     fuzz_documents tests/fuzz/kept/documents
 */
#include "fuzz.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static size_t replayed;

static void replay_file(const char *path)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    fuzz_hold(f && !fstat(fileno(f), &st), path);
    uint8_t *bytes = malloc((size_t)st.st_size + 1);
    fuzz_hold(bytes && fread(bytes, 1, (size_t)st.st_size, f) == (size_t)st.st_size, path);
    fclose(f);
    LLVMFuzzerTestOneInput(bytes, (size_t)st.st_size);
    free(bytes);
    replayed++;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static void replay_folder(const char *folder)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, by_bytes);
    fuzz_hold(n >= 0, folder);
    for (int i = 0; i < n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') replay_file(path);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct stat st;
        fuzz_hold(!stat(argv[i], &st), argv[i]);
        if (S_ISDIR(st.st_mode)) replay_folder(argv[i]);
        else replay_file(argv[i]);
    }
    printf("%zu inputs\n", replayed);
    return replayed ? 0 : 1;
}
