/* Which files a package has: those that the manifests of its reports list, those that the program adds, and no others. */
#include "archive/item.h"
#include "archive/reread_inside.h"
#include "archive/transfer_inside.h"
#include "base/intern.h"
#include "base/text.h"
#include <string.h>
#include <sys/stat.h>

static void expect(struct rereading *r, struct intern *known, const char *name)
{
    intern_number(known, name, strlen(name));
    if (!digest_list_find(&r->list, name)) reread_tell(r, "missing", name, "移交包应有这个文件，摘要清单里没有");
}

/* The digests of the manifest are those of the day when the report was made. */
static void take_output(struct rereading *r, struct intern *known, const struct archive_item *item, const json_t *output)
{
    const char *file = json_string_value(json_object_get(output, "name")), *sha256 = json_string_value(json_object_get(output, "sha256"));
    bool internal;
    const struct archive_kind *kind = archive_kind_of(r->words, file, &internal);
    if (!kind && !internal) return;
    const char *name = arena_printf(&r->arena, "%s/%s", kind ? item->place : item->internal_place, file);
    const struct listed_file *listed = digest_list_find(&r->list, name);
    expect(r, known, name);
    if (listed && sha256 && strcmp(sha256, listed->sha256)) reread_tell(r, "changed", name, "与形成清单里的 SHA-256 不同：年报写出以后变了");
}

static void check_private(struct rereading *r, const char *name)
{
    struct stat st;
    if (!lstat(reread_path(r, name), &st) && S_ISREG(st.st_mode) && st.st_mode & (S_IRWXG | S_IRWXO))
        reread_tell(r, "changed", name, "内部的文件别人也能读（权限是%03o，应是600）", (unsigned)st.st_mode & 0777);
}

static bool begins(const char *name, const char *with) { return !strncmp(name, with, strlen(with)); }

static bool ends(const char *name, const char *with)
{
    size_t n = strlen(name), m = strlen(with);
    return n > m && !strcmp(name + n - m, with);
}

static bool is_own_schema(struct rereading *r, const char *file)
{
    struct stat st;
    return !r->own->templates || !stat(arena_printf(&r->arena, "%s/archive/schemas/%s", r->own->templates, file), &st);
}

/* Copies of the program's own files, whose names change with it. Former versions took the guide to the calendars too, of which no digest is made. */
static bool is_source(struct rereading *r, const char *name, const struct archive_item *items, size_t n, bool same_version)
{
    static const char forms[] = "其他/表单/", days[] = "其他/日历/", formats[] = "其他/格式/";
    const char *file = strrchr(name, '/') + 1;
    if (begins(name, SOURCES_OWN_CALENDAR)) return file == name + strlen(SOURCES_OWN_CALENDAR) && ends(name, ".csv");
    if (begins(name, days)) return file == name + strlen(days) && (ends(name, ".csv") || (!same_version && !strcmp(file, "README.md")));
    if (begins(name, formats)) return file == name + strlen(formats) && ends(name, ".schema.json") && (!same_version || is_own_schema(r, file));
    if (!begins(name, forms)) return !strcmp(name, "其他/设置.txt") || !strcmp(name, "其他/检查规则.yaml");
    for (size_t i = 0; i < n; i++) {
        size_t m = strlen(items[i].form);
        if (!strncmp(name + strlen(forms), items[i].form, m) && name + strlen(forms) + m + 1 == file) return true;
    }
    return false;
}

void reread_names(struct rereading *r, const struct archive_item *items, size_t n, bool all, bool same_version)
{
    static const char *const always[] = {ARCHIVE_README_FILE, ARCHIVE_CATALOGUE, ARCHIVE_RESULTS_FILE, ARCHIVE_RESULTS_PAGE, "内部/说明.txt", SOURCES_FONTS, SOURCES_LAYOUT,
                                         "其他/格式/report.schema.json", "其他/格式/findings.schema.json", "其他/格式/manifest.schema.json"};
    struct intern *known = intern_new();
    const json_t *output;
    size_t k;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) expect(r, known, always[i]);
    if (same_version || digest_list_find(&r->list, SOURCES_WORDS)) expect(r, known, SOURCES_WORDS);      /* versions before 0.8 kept none */
    for (size_t i = 0; i < n; i++) {
        expect(r, known, arena_printf(&r->arena, "%s/%s", items[i].place, ARCHIVE_METADATA));
        expect(r, known, arena_printf(&r->arena, "其他/形成清单/%s.json", strchr(items[i].place, '/') + 1));
        json_array_foreach(json_object_get(items[i].manifest, "outputs"), k, output) take_output(r, known, &items[i], output);
    }
    for (size_t i = 0; i < r->list.n; i++) {
        const char *name = r->list.files[i].name;
        if (begins(name, "内部/")) check_private(r, name);
        if (!all || intern_find(known, name, strlen(name)) || (strchr(name, '/') && is_source(r, name, items, n, same_version))) continue;
        reread_tell(r, "added", name, "移交包没有这样的文件：形成清单没有列，也不是程序放的");
    }
    intern_free(known);
}
