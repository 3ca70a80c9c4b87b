/* What a package's reports were made by, and what the program adds, against the digests that the manifests record and the program's own files. */
#include "archive/item.h"
#include "archive/reread_inside.h"
#include "archive/transfer_inside.h"
#include "base/folder.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char days[] = "其他/日历", rules[] = "其他/检查规则.yaml", settings[] = "其他/设置.txt", another[] = "不是形成清单所记的那一份（SHA-256 不同）";

/* ---- digests as the program makes them ---- */

static bool digest_form(struct rereading *r, const char *form, char hex[DIGEST_HEX])
{
    const char **names, *folder = reread_path(r, arena_printf(&r->arena, "其他/表单/%s", form));
    size_t n;
    struct diag why;
    return folder_names(&r->arena, folder, "", NULL, &names, &n, &why) && digest_files(folder, names, n, hex, &why);
}

/* rules/catalogue.c: the name of each file, NUL, its bytes; but for the page that is about all of them. Here they stand in one file (sources.c). */
static bool digest_rules(struct rereading *r, char hex[DIGEST_HEX])
{
    static const char head[] = "--- # ", about[] = "about.yaml";
    size_t n;
    char *bytes = reread_bytes(r, rules, &n);
    struct digest_stream *d = digest_begin();
    for (const char *at = bytes, *next; at && *at; at = next) {
        const char *end = strchr(at, '\n');
        bool headed = end && !strncmp(at, head, sizeof head - 1);
        next = headed ? strstr(end, "\n--- # ") : NULL;
        next = next ? next + 1 : bytes + n;
        const char *name = headed ? arena_dup_n(&r->arena, at + sizeof head - 1, (size_t)(end - at) - (sizeof head - 1)) : "";
        if (!strcmp(name, about)) continue;
        digest_more(d, name, strlen(name) + 1);
        if (headed) digest_more(d, end + 1, (size_t)(next - end - 1));
    }
    digest_end(d, hex);
    free(bytes);
    return bytes;
}

static const char *below(const char *name, const char *folder)
{
    size_t n = strlen(folder);
    return !strncmp(name, folder, n) && name[n] == '/' && !strchr(name + n + 1, '/') ? name + n + 1 : NULL;
}

static bool is_table(const char *file) { return strlen(file) > 4 && !strcmp(file + strlen(file) - 4, ".csv"); }

/* clock/calendar_files.c: a line each of name and digest, by name; the office's own behind the others. The list's digests are those of the files, or that
 * was told. */
static void digest_calendars(struct rereading *r, char hex[DIGEST_HEX])
{
    struct text lines = {0};
    const char *folders[] = {days, arena_dup_n(&r->arena, SOURCES_OWN_CALENDAR, strlen(SOURCES_OWN_CALENDAR) - 1)};
    for (size_t k = 0; k < sizeof folders / sizeof *folders; k++)
        for (size_t i = 0; i < r->list.n; i++) {
            const char *file = below(r->list.files[i].name, folders[k]);
            if (file && is_table(file)) text_printf(&lines, "%s %s\n", file, r->list.files[i].sha256);
        }
    digest_sha256(text_get(&lines), lines.n, hex);
    text_release(&lines);
}

/* ---- against the program's own files ---- */

/* Each file of the program's folder must be in the package's; `ending`: of those whose bytes are compared. */
static void compare_folder(struct rereading *r, const char *own, const char *folder, const char *ending, const char *words)
{
    const char **names;
    size_t n;
    struct diag unread;                                /* the program's own files: without them nothing is said */
    if (!folder_names(&r->arena, own, "", NULL, &names, &n, &unread)) return;
    for (size_t i = 0; i < n; i++) {
        const char *name = arena_printf(&r->arena, "%s/%s", folder, names[i]), *path = arena_printf(&r->arena, "%s/%s", own, names[i]);
        const struct listed_file *listed = digest_list_find(&r->list, name);
        size_t m = strlen(names[i]), e = strlen(ending);
        char hex[DIGEST_HEX];
        struct stat st;
        if (stat(path, &st) || !S_ISREG(st.st_mode)) continue;
        if (!listed) reread_tell(r, "missing", name, "移交包应有这个文件，摘要清单里没有");
        else if (m > e && !strcmp(names[i] + m - e, ending) && digest_file_sha256(path, hex, &unread) && strcmp(hex, listed->sha256)) reread_tell(r, "changed", name, "%s", words);
    }
}

/* Another version may have had other ones. */
void reread_own_files(struct rereading *r, bool same_version)
{
    if (!r->own->templates || !same_version) return;
    compare_folder(r, arena_printf(&r->arena, "%s/archive/schemas", r->own->templates), "其他/格式", ".json", "与程序的不同：包是同一版程序写的，应当相同");
}

/* ---- what the reports were made by ---- */

/* Where the program has the same calendars, it says which file is another. */
static void check_calendars(struct rereading *r, const char *recorded)
{
    char hex[DIGEST_HEX];
    const char *former = "其他/日历/本单位另加.csv";
    digest_calendars(r, hex);
    if (!strcmp(hex, recorded)) return;
    if (*r->of_another && digest_list_find(&r->list, former)) {
        reread_tell(r, "unseen", days, "本单位另加的日历原来的文件名，写包的那一版没有记，摘要无从核对");
        return;
    }
    reread_tell(r, "changed", days, "工作日历%s：里面的 CSV 变了、少了或者多了", another);
    if (r->own->calendar_hash && !strcmp(r->own->calendar_hash, recorded)) compare_folder(r, arena_printf(&r->arena, "%s/calendars", r->own->data), days, ".csv", another);
}

const char *reread_source_name(struct rereading *r, const struct archive_item *item, int made)
{
    return made == MADE_BY_FORM ? arena_printf(&r->arena, "其他/表单/%s", item->form) : made == MADE_BY_RULES ? rules : made == MADE_BY_CALENDAR ? days : settings;
}

bool reread_there(struct rereading *r, const char *name)
{
    struct stat st;
    return !lstat(reread_path(r, name), &st);
}

void reread_source(struct rereading *r, const struct archive_item *item, int made)
{
    const char *recorded = item->made_by[made], *name = reread_source_name(r, item, made);
    char hex[DIGEST_HEX];
    struct diag why;
    if (!recorded) return;
    if (!reread_there(r, name)) {
        reread_tell(r, "missing", name, "说明文件没有说它没收，移交包里却没有");
    } else if (made == MADE_BY_CALENDAR) {
        check_calendars(r, recorded);
    } else {
        bool ok = made == MADE_BY_FORM ? digest_form(r, item->form, hex) : made == MADE_BY_RULES ? digest_rules(r, hex) : !reread_link(r, name) && digest_file_sha256(reread_path(r, name), hex, &why);
        if (!ok || strcmp(hex, recorded)) reread_tell(r, "changed", name, "%s", another);
    }
}
