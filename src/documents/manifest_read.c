#include "documents/manifest_read.h"
#include "base/file.h"
#include "base/text.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool is_part(const char *part, size_t n)
{
    enum { MOST = 255 };
    bool leads_up = (n == 1 || n == 2) && !memcmp(part, "..", n);
    return n && n <= MOST && !leads_up && !memchr(part, '/', n);
}

bool manifest_names_file(const char *name)
{
    const char *slash = strchr(name, '/');
    if (!slash) return is_part(name, strlen(name)) && strcmp(name, "manifest.json");
    return name[0] != '.' && is_part(name, (size_t)(slash - name)) && is_part(slash + 1, strlen(slash + 1));
}

static bool is_entry(const json_t *e)
{
    const json_t *sm3 = json_object_get(e, "sm3");
    return json_is_string(json_object_get(e, "name")) && json_is_integer(json_object_get(e, "size")) &&
           json_is_string(json_object_get(e, "sha256")) && (!sm3 || json_is_string(sm3));
}

bool manifest_is_whole(const json_t *root)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    const json_t *outputs = json_object_get(root, "outputs"), *entry;
    size_t i;
    if (!schema || strcmp(schema, "nianbao.manifest/1") || !json_is_array(outputs)) return false;
    json_array_foreach(outputs, i, entry)
        if (!is_entry(entry)) return false;
    return true;
}

/* NULL: it is not there, cannot be read, or is none of ours. */
static json_t *load(const char *path)
{
    enum { MOST = 64 };
    struct stat st;
    struct diag unread;
    FILE *file;
    if (lstat(path, &st) || !S_ISREG(st.st_mode) || !file_open(&file, path, MOST * MEBIBYTE, &unread)) return NULL;
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, NULL);
    fclose(file);
    if (root && manifest_is_whole(root)) return root;
    json_decref(root);
    return NULL;
}

bool manifest_lists(const char *folder, const char *name, char sha256[DIGEST_HEX])
{
    struct text path = {0};
    bool found = false;
    size_t i;
    text_printf(&path, "%s/manifest.json", folder);
    json_t *root = load(text_get(&path)), *entry;
    json_array_foreach(json_object_get(root, "outputs"), i, entry) {
        const char *hex = json_string_value(json_object_get(entry, "sha256"));
        if (strcmp(json_string_value(json_object_get(entry, "name")), name) || strlen(hex) >= DIGEST_HEX) continue;
        memcpy(sha256, hex, strlen(hex) + 1);
        found = true;
    }
    json_decref(root);
    text_release(&path);
    return found;
}

void manifest_drop_former(struct outdir *out)
{
    const char *path;
    for (size_t i = 0; (path = outdir_former(out, i)); i++) {
        struct stat st;
        size_t k;
        json_t *root = load(path), *entry;
        if (!root && (!lstat(path, &st) || errno != ENOENT))
            outdir_note(out, true, "%s 读不了，或者不是本程序的清单：不知道上次写了哪些文件，没有删；请自己看一看有没有旧文件", path);
        json_array_foreach(json_object_get(root, "outputs"), k, entry) {
            const char *name = json_string_value(json_object_get(entry, "name"));
            if (manifest_names_file(name) && !outdir_has(out, name))
                outdir_drop(out, name, json_string_value(json_object_get(entry, "sha256")));
        }
        json_decref(root);
    }
}
