/* An output folder that was damaged or forged: files behind lines "====NAME"; parts with a folder in their names are packed
 * as 年报.xlsx. Without a manifest.json of its own the folder gets one that names every file, with its right digests. */
#include "base/digest.h"
#include "base/text.h"
#include "cli/verify/verify.h"
#include "fuzz.h"
#include "pack.h"
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put_file(const char *folder, const char *name, const void *bytes, size_t n)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    fuzz_hold(f && fwrite(bytes, 1, n, f) == n && !fclose(f), "a file can be written");
}

static bool has_packed(const uint8_t *data, size_t n)
{
    struct fuzz_part part;
    for (size_t at = 0; fuzz_part_next(data, n, &at, &part);)
        if (strchr(part.name, '/')) return true;
    return false;
}

static void make_manifest(const char *folder)
{
    json_t *root = json_pack("{s:s, s:[]}", "schema", "nianbao.manifest/1", "outputs"), *outputs = json_object_get(root, "outputs");
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[512];
        struct digests digests;
        struct diag diag;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (e->d_name[0] == '.' || !digest_file(path, true, &digests, &diag)) continue;
        json_array_append_new(outputs, json_pack("{s:s, s:I, s:s, s:s}", "name", e->d_name, "size", (json_int_t)digests.size, "sha256", digests.sha256, "sm3", digests.sm3));
    }
    if (d) closedir(d);
    char *bytes = json_dumps(root, 0);
    put_file(folder, "manifest.json", bytes, strlen(bytes));
    free(bytes);
    json_decref(root);
}

static char *run(const char *folder, bool json, int *code)
{
    char *printed = NULL;
    size_t n = 0;
    struct diag diag = {0};
    FILE *out = open_memstream(&printed, &n);
    *code = 2;
    if (!verify_run(folder, NULL, out, json, code, &diag)) fuzz_hold(*diag.text && diag.kind != DIAG_SYSTEM, "a refusal says why");
    fclose(out);
    fuzz_hold(utf8_valid(printed, n, NULL), "a message is UTF-8");
    return printed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char path[512];
    int words = 0, machine = 0;
    const char *folder = fuzz_folder("out", data, n);
    if (has_packed(data, n)) {
        size_t packed;
        uint8_t *book = fuzz_pack(data, n, &packed);
        put_file(folder, "年报.xlsx", book, packed);
        free(book);
    }
    snprintf(path, sizeof path, "%s/manifest.json", folder);
    if (access(path, F_OK)) make_manifest(folder);
    char *said = run(folder, false, &words), *listed = run(folder, true, &machine);
    bool well = !strncmp(said, folder, strlen(folder)) && !strncmp(said + strlen(folder), "：相符（", strlen("：相符（"));
    fuzz_hold(words == machine && !words == well, "words and exit code say the same");
    for (const char *p = said; *p; p++) fuzz_hold((unsigned char)*p >= 0x20 || *p == '\n', "a message commands no terminal");
    json_t *root = json_loads(listed, 0, NULL);
    fuzz_hold(root || (machine == 2 && !*listed), "what machines are told is JSON");
    json_decref(root);
    free(said);
    free(listed);
    return 0;
}
