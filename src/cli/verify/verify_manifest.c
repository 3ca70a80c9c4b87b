/* The files of an output folder against its manifest. */
#include "base/digest.h"
#include "base/folder.h"
#include "cli/verify/verify_inside.h"
#include "documents/manifest_read.h"
#include "reopen/document.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char manifest_name[] = "manifest.json";
const char *const verify_pages[PAGES] = {"report.html", "page.html"};

json_t *verify_load_json(const char *path, struct diag *diag)
{
    struct stat st;
    json_error_t error;
    if (lstat(path, &st)) {
        diag_fail_errno(diag, "读不了 %s", path);
        return NULL;
    }
    if (!S_ISREG(st.st_mode) || st.st_size > VERIFY_MAX_FILE) {
        diag_fail(diag, DIAG_INPUT, "%s 不是普通文件，或者过大", path);
        return NULL;
    }
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!root) diag_fail(diag, DIAG_INPUT, "%s 第 %d 行：不是合法的 JSON", path, error.line);
    return root;
}

static bool is_regular(struct verify_folder *f, const char *path, const char *name)
{
    struct stat st;
    if (lstat(path, &st)) verify_add(f, "missing", name, NULL, errno == ENOENT ? "清单里有，文件夹里没有" : "读不了");
    else if (S_ISLNK(st.st_mode)) verify_add(f, "link", name, NULL, "是符号链接，不跟随；归档里应是文件本身");
    else if (!S_ISREG(st.st_mode)) verify_add(f, "link", name, NULL, "不是普通文件");
    else return true;
    return false;
}

static bool is_link(const char *path)
{
    struct stat st;
    return !lstat(path, &st) && S_ISLNK(st.st_mode);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end);
}

void verify_note_document(struct verify_folder *f, const char *name)
{
    static const char *const without[] = {"问题清单.xlsx", "催报名单.xlsx", "通报.docx"};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        if (!strcmp(name, without[i])) return;
    if (strchr(name, '/')) return;                     /* a letter */
    name = arena_dup(&f->arena, name);
    for (int i = 0; i < PAGES; i++)
        if (!strcmp(name, verify_pages[i])) f->pages[i] = name;
    if (!strcmp(name, "report.json")) f->report = name;
    else if (!strcmp(name, "findings.json")) f->findings = name;
    else if (!strcmp(name, "findings.csv")) f->findings_table = name;
    else if (ends_with(name, ".xlsx") && !f->workbook) f->workbook = name;
    else if (ends_with(name, ".docx") && !f->text) f->text = name;
}

static void check_file(struct verify_folder *f, const char *folder, const json_t *entry)
{
    struct digests now;
    struct diag diag;
    const char *name = json_string_value(json_object_get(entry, "name"));
    const char *path = verify_path(&f->arena, folder, name), *slash = strchr(name, '/');
    f->files++;
    f->findings_listed = f->findings_listed || !strcmp(name, "findings.json");
    if (slash && is_link(verify_path(&f->arena, folder, arena_dup_n(&f->arena, name, (size_t)(slash - name))))) {
        verify_add(f, "link", name, NULL, "所在的文件夹是符号链接，不跟随；归档里应是文件夹本身");
        return;
    }
    if (!is_regular(f, path, name)) return;
    verify_note_document(f, name);
    const char *listed = json_string_value(json_object_get(entry, "sm3"));
    f->sm3 += listed != NULL;
    if (!digest_file(path, listed, &now, &diag)) {
        verify_add(f, "unreadable", name, NULL, "%s", diag.text);
        return;
    }
    json_int_t size = json_integer_value(json_object_get(entry, "size"));
    bool sha256 = !strcmp(now.sha256, json_string_value(json_object_get(entry, "sha256")));
    bool sm3 = !listed || !strcmp(now.sm3, listed);
    if (size != now.size) verify_add(f, "changed", name, NULL, "变了：清单为 %lld 字节，现为 %lld 字节", (long long)size, (long long)now.size);
    else if (!sha256 && (!listed || !sm3)) verify_add(f, "changed", name, NULL, "变了：SHA-256%s与清单不同", listed ? " 和 SM3 " : " ");
    else if (!sha256 || !sm3) verify_add(f, "changed", name, NULL, "只有 %s 与清单不同，清单可能被改过", sha256 ? "SM3" : "SHA-256");
    if (!document_sound(path, name, &diag)) verify_add(f, diag.kind == DIAG_INPUT ? "incomplete" : "unreadable", name, NULL, "%s", diag.text);
}

/* Takes the entries whose names are sound and new; `known` gets their names, and the folders that they lie in. */
static void check_entries(struct verify_folder *f, const char *folder, const json_t *outputs, json_t *known)
{
    size_t i;
    json_t *entry;
    json_array_foreach(outputs, i, entry) {
        const char *name = json_string_value(json_object_get(entry, "name"));
        if (!manifest_names_file(name)) {
            verify_add(f, "name", name, NULL, "清单里的文件名不合规矩，没有去读");
        } else if (json_object_get(known, name)) {
            verify_add(f, "name", name, NULL, "清单里列了两次");
        } else if (!json_object_set_new(known, name, json_true())) {
            const char *slash = strchr(name, '/');
            if (slash) json_object_setn_new(known, name, (size_t)(slash - name), json_false());
            check_file(f, folder, entry);
        }
    }
}

/* `below`: "", or a folder of the manifest's with a slash behind it. */
static void find_added(struct verify_folder *f, const char *folder, const char *below, const json_t *known)
{
    struct arena a = {0};
    struct diag diag;
    const char **names;
    size_t n;
    if (!folder_every_name(&a, verify_path(&a, folder, below), "", &names, &n, &diag)) {
        verify_add(f, "unreadable", *below ? below : NULL, NULL, "文件夹读不了");
        arena_release(&a);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const char *name = arena_printf(&a, "%s%s", below, names[i]);
        const json_t *listed = json_object_get(known, name);
        if (json_is_false(listed) && !*below && !is_link(verify_path(&a, folder, name))) find_added(f, folder, arena_printf(&a, "%s/", name), known);
        else if (strcmp(name, manifest_name) && !listed)
            verify_add(f, "added", name, NULL, verify_is_leftover(name) ? VERIFY_LEFTOVER : "清单里没有，是后来放进来的");
    }
    arena_release(&a);
}

void verify_manifest(struct verify_folder *f, const char *folder)
{
    struct diag diag;
    json_t *root = verify_load_json(verify_path(&f->arena, folder, manifest_name), &diag), *known = json_object();
    if (!root || !manifest_is_whole(root)) {
        f->unreadable = true;
        verify_add(f, "unreadable", manifest_name, NULL, "%s", root ? "不是本程序的清单（nianbao.manifest/1），或者残缺" : diag.text);
    } else {
        check_entries(f, folder, json_object_get(root, "outputs"), known);
        find_added(f, folder, "", known);
        f->comparison = json_object_get(known, "comparison.json") && !json_object_get(known, "report.json");
        static const char *const wanted[] = {"report.json", "report.html"};
        for (size_t i = 0; !f->comparison && i < sizeof wanted / sizeof *wanted; i++)
            if (!json_object_get(known, wanted[i])) verify_add(f, "missing", wanted[i], NULL, "清单里没有列，数字无从核对");
    }
    json_decref(known);
    json_decref(root);
}
