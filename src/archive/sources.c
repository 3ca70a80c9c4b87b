/* 其他/: what the reports were made by. A file of the program is taken only where its digest is the one that a report bears. */
#include "archive/impersonal.h"
#include "archive/transfer_inside.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/intern.h"
#include "ledger/values/personal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- copies ---- */

static bool read_whole(const char *path, char **bytes, size_t *n, struct diag *diag)
{
    const int64_t most = 256 * MEBIBYTE;
    struct stat st;
    FILE *f;
    if (!file_open(&f, path, most, diag)) return false;
    bool ok = !fstat(fileno(f), &st);
    *bytes = memory_alloc((size_t)st.st_size + 1);
    *n = ok ? fread(*bytes, 1, (size_t)st.st_size + 1, f) : 0;
    ok = ok && !ferror(f) && *n == (size_t)st.st_size;
    fclose(f);
    if (!ok) free(*bytes);
    return ok || diag_fail(diag, DIAG_SYSTEM, "%s 读不下去，或者正在被改动；请再运行一次", path);
}

bool sources_copy(struct outdir *out, const char *name, const char *path, const char *sha256, struct diag *diag)
{
    char *bytes, now[DIGEST_HEX];
    size_t n;
    if (!read_whole(path, &bytes, &n, diag)) return false;
    digest_sha256(bytes, n, now);
    bool ok = (!sha256 || !strcmp(now, sha256) || diag_fail(diag, DIAG_SYSTEM, "%s 正在被改动；请再运行一次", path)) && outdir_put(out, name, bytes, n, diag);
    free(bytes);
    return ok;
}

/* A text of the data folder, which an office may change. */
static bool copy_text(const struct archive_package *p, struct outdir *out, const char *name, const char *path, const char *sha256, struct diag *diag)
{
    char *bytes;
    size_t n;
    if (!read_whole(path, &bytes, &n, diag)) return false;
    bytes[n] = 0;
    bool ok = impersonal_text(p->schema, path, bytes, n, diag);
    free(bytes);
    return ok && sources_copy(out, name, path, sha256, diag);
}

/* The files of a folder with this ending (NULL: all), not those of folders in it. */
static bool copy_folder(const struct archive_package *p, struct outdir *out, struct arena *a, const char *from, const char *ending, const char *to, struct diag *diag)
{
    const char **names;
    size_t n;
    struct stat st;
    bool ok = folder_names(a, from, "文件夹", ending, &names, &n, diag);
    for (size_t i = 0; ok && i < n; i++) {
        const char *path = arena_printf(a, "%s/%s", from, names[i]);
        if (stat(path, &st) || !S_ISREG(st.st_mode)) continue;
        ok = copy_text(p, out, arena_printf(a, "%s/%s", to, names[i]), path, NULL, diag);
    }
    return ok;
}

/* ---- fonts and settings ---- */

/* Each font once, in the order of their entries as texts. */
static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

void sources_fonts(const struct archive_item *items, size_t n_items, struct text *t)
{
    char **all = NULL;
    size_t n = 0, cap = 0, k;
    const json_t *font;
    for (size_t i = 0; i < n_items; i++)
        json_array_foreach(json_object_get(items[i].manifest, "fonts"), k, font) {
            all = memory_grow(all, n, &cap, sizeof *all);
            all[n++] = json_dumps(font, JSON_SORT_KEYS);
            if (!all[n - 1]) memory_exhausted();
        }
    if (n) qsort(all, n, sizeof *all, by_text);
    text_add(t, "[");
    for (size_t i = 0, put = 0; i < n; i++) {
        if (i && !strcmp(all[i], all[i - 1])) continue;
        text_printf(t, "%s\n  %s", put++ ? "," : "", all[i]);
    }
    text_add(t, "\n]\n");
    for (size_t i = 0; i < n; i++) free(all[i]);
    free(all);
}

static bool put_fonts(const struct archive_package *p, struct outdir *out, struct diag *diag)
{
    struct text t = {0};
    sources_fonts(p->items, p->n, &t);
    bool ok = outdir_put(out, SOURCES_FONTS, text_get(&t), t.n, diag);
    text_release(&t);
    return ok;
}

/* The values in force, in the very bytes of which the digest was made (base/settings.h). */
static bool put_settings(const struct archive_package *p, struct outdir *out, struct diag *diag)
{
    static const char settings_file[] = "其他/设置.txt";
    const char *text = settings_hashed(p->settings);
    return impersonal_text(p->schema, settings_file, text, strlen(text), diag) && outdir_put(out, settings_file, text, strlen(text), diag);
}

/* Some two hundred small files as one, a document of YAML each. */
static bool put_rules(const struct archive_package *p, struct outdir *out, struct arena *a, struct diag *diag)
{
    const char *folder = arena_printf(a, "%s/rules", p->templates), **names;
    struct text t = {0};
    size_t n, size;
    bool ok = folder_names(a, folder, "检查目录", ".yaml", &names, &n, diag);
    for (size_t i = 0; ok && i < n; i++) {
        char *bytes;
        const char *path = arena_printf(a, "%s/%s", folder, names[i]);
        ok = read_whole(path, &bytes, &size, diag);
        if (!ok) break;
        bytes[size] = 0;
        ok = impersonal_text(p->schema, path, bytes, size, diag);
        text_printf(&t, "--- # %s\n", names[i]);
        text_add_n(&t, bytes, size);
        free(bytes);
    }
    ok = ok && outdir_put(out, "其他/检查规则.yaml", text_get(&t), t.n, diag);
    text_release(&t);
    return ok;
}

/* ---- which of them are the same ---- */

static bool is_ours(const struct archive_package *p, const struct archive_item *item, int made)
{
    const struct form *form = item->its_form;
    const char *now[MADE_BY] = {[MADE_BY_FORM] = form ? form->hash : NULL, [MADE_BY_RULES] = p->rules_hash, [MADE_BY_CALENDAR] = p->calendar_hash, [MADE_BY_SETTINGS] = settings_hash(p->settings)};
    return item->made_by[made] && now[made] && !strcmp(item->made_by[made], now[made]);
}

const char *sources_describe(const struct archive_words *words, const struct archive_item *item, int made, struct arena *a)
{
    static const enum archive_text names[MADE_BY] = {ARCHIVE_SOURCE_FORM, ARCHIVE_SOURCE_RULES, ARCHIVE_SOURCE_CALENDAR, ARCHIVE_SOURCE_SETTINGS};
    const struct filling values[] = {{"what", words->texts[names[made]]}, {"year", arena_printf(a, "%d", item->year)}, {"agency", item->name}, {"digest", item->made_by[made]}, {NULL, NULL}};
    return item->made_by[made] ? archive_words_fill(words, a, ARCHIVE_SOURCE, values) : NULL;
}

static void describe(const struct archive_package *p, const struct archive_item *item, int made, struct arena *a, struct text *missing)
{
    const char *words = sources_describe(p->words, item, made, a);
    if (words) text_printf(missing, "%s%s", missing->n ? "；" : "", words);
}

static bool put_own_calendar(const struct archive_package *p, struct outdir *out, struct arena *a, struct diag *diag)
{
    const char *slash = strrchr(p->calendar, '/'), *name = slash ? slash + 1 : p->calendar;
    char *safe = outdir_safe_name(name);
    bool ok = !strcmp(safe, name) && !personal_pattern(name) && strlen(name) > 4 && !strcmp(name + strlen(name) - 4, ".csv");
    free(safe);
    if (!ok) return diag_fail(diag, DIAG_INPUT, "--calendar 的文件名“%s”不能写进移交包：应以 .csv 结尾，没有 / \\ : * ? \" < > |，没有个人信息；名称在日历的摘要里，改不得，请不用 --calendar 再写一次", name);
    return copy_text(p, out, arena_printf(a, SOURCES_OWN_CALENDAR "%s", name), p->calendar, NULL, diag);
}

static bool put_source(const struct archive_package *p, const struct archive_item *item, int made, struct outdir *out, struct arena *a, struct diag *diag)
{
    switch (made) {
    case MADE_BY_FORM: return copy_folder(p, out, a, arena_printf(a, "%s/%s", p->templates, item->form), NULL, arena_printf(a, "其他/表单/%s", item->form), diag);
    case MADE_BY_RULES: return put_rules(p, out, a, diag);
    case MADE_BY_CALENDAR:
        return copy_folder(p, out, a, arena_printf(a, "%s/calendars", p->data), ".csv", "其他/日历", diag) &&
               (!p->calendar || put_own_calendar(p, out, a, diag));
    default: return put_settings(p, out, diag);
    }
}

bool sources_put(const struct archive_package *p, struct outdir *out, struct arena *a, struct text *missing, struct diag *diag)
{
    struct intern *put = intern_new();
    bool ok = put_fonts(p, out, diag);
    for (size_t i = 0; ok && i < p->n; i++)
        for (int k = 0; ok && k < MADE_BY; k++) {
            const char *key = arena_printf(a, "%d %s", k, k == MADE_BY_FORM ? p->items[i].form : "");
            if (!is_ours(p, &p->items[i], k)) describe(p, &p->items[i], k, a, missing);
            else if (!intern_find(put, key, strlen(key))) intern_number(put, key, strlen(key)), ok = put_source(p, &p->items[i], k, out, a, diag);
        }
    intern_free(put);
    const char *schemas = arena_printf(a, "%s/archive/schemas", p->templates);
    return ok && copy_folder(p, out, a, schemas, ".schema.json", "其他/格式", diag) && copy_text(p, out, SOURCES_WORDS, archive_words_path(a, p->templates), p->words_sha256, diag) &&
           copy_text(p, out, SOURCES_LAYOUT, archive_layout_path(a, p->templates), p->layout_sha256, diag);
}
