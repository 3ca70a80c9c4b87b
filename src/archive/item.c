#include "archive/item.h"
#include "base/characters.h"
#include "base/file.h"
#include "calendar/civil.h"
#include "documents/manifest_read.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* ---- its two JSON files ---- */

static json_t *load(const char *path, struct diag *diag)
{
    enum { MOST = 64 };
    struct stat st;
    FILE *f;
    if (lstat(path, &st) || !S_ISREG(st.st_mode)) {
        diag_fail(diag, DIAG_INPUT, "%s 读不了，或者不是普通文件", path);
        return NULL;
    }
    if (!file_open(&f, path, MOST * MEBIBYTE, diag)) return NULL;
    json_error_t error;
    json_t *root = json_loadf(f, JSON_REJECT_DUPLICATES, &error);
    if (fclose(f) || !root) diag_fail(diag, DIAG_INPUT, "%s 第%d行：不是合法的 JSON；请用 nianbao verify 核对这个文件夹", path, root ? 0 : error.line);
    return root;
}

/* A text that a document may hold; NULL = not given. Dates, digests and codes go into names and XML as they stand. */
static const char *text_of(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    struct character_fault fault;
    return s && *s && characters_allowed(s, strlen(s), &fault) && !strpbrk(s, "\r\n\t") ? s : NULL;
}

static bool is_hex(const char *s) { return s && strlen(s) == DIGEST_HEX - 1 && strspn(s, "0123456789abcdef") == DIGEST_HEX - 1; }

static const char *digest_of(const json_t *object, const char *key)
{
    static const char mark[] = "sha256:";
    const char *s = text_of(object, key);
    return s && !strncmp(s, mark, sizeof mark - 1) && is_hex(s + sizeof mark - 1) ? s + sizeof mark - 1 : NULL;
}

static bool is_stamp(const char *s)
{
    char day[CIVIL_ISO];
    int number;
    if (!s || strlen(s) != strlen("2026-01-20T00:00:00+08:00") || s[10] != 'T') return false;
    memcpy(day, s, 10);
    day[10] = 0;
    return civil_parse_iso(day, &number);
}

static bool read_facts(struct archive_item *i, struct diag *diag)
{
    static const char *const keys[MADE_BY] = {"form", "rules", "calendar", "settings"};
    const json_t *agency = json_object_get(i->report, "agency"), *year = json_object_get(i->report, "year"), *edition = json_object_get(i->report, "edition"),
                 *provenance = json_object_get(i->report, "provenance");
    const char *schema = text_of(i->report, "schema"), *status = text_of(i->report, "status");
    i->code = text_of(agency, "code"), i->name = text_of(agency, "name"), i->type = text_of(agency, "type");
    i->form = text_of(i->report, "form");
    i->program = text_of(i->manifest, "program"), i->stamp = text_of(i->manifest, "stamp");
    if (!schema || strcmp(schema, "nianbao.report/1") || !i->name || !i->form || !json_is_integer(year) || !json_is_object(json_object_get(i->report, "tables")))
        return diag_fail(diag, DIAG_INPUT, "%s/report.json 不是本程序写的年报", i->folder);
    if (!manifest_is_whole(i->manifest) || !i->program || !is_stamp(i->stamp)) return diag_fail(diag, DIAG_INPUT, "%s/manifest.json 不是本程序的清单，或者残缺", i->folder);
    if (json_integer_value(year) < 2008 || json_integer_value(year) > 9998) return diag_fail(diag, DIAG_INPUT, "%s/report.json 的年度不对", i->folder);
    if (!status || strcmp(status, "final")) return diag_fail(diag, DIAG_INPUT, "%s 是草稿，草稿不归档；请写成正式的年报以后再移交", i->folder);
    if (edition && (!json_is_integer(edition) || json_integer_value(edition) < 1 || json_integer_value(edition) > 999))
        return diag_fail(diag, DIAG_INPUT, "%s/report.json 的版次（edition）应是 1 到 999 的整数；请用 nianbao verify 核对这个文件夹", i->folder);
    i->year = (int)json_integer_value(year);
    i->edition = edition ? (int)json_integer_value(edition) : 1;
    for (int k = 0; k < MADE_BY; k++) {
        const char *one = digest_of(i->manifest, keys[k]), *other = digest_of(provenance, keys[k]);
        i->made_by[k] = one && other && !strcmp(one, other) ? one : NULL;
    }
    return true;
}

/* ---- its files ---- */

static bool take_file(struct archive_item *item, const struct archive_words *words, const char *name, struct diag *diag)
{
    struct archive_file f = {.name = name};
    struct stat st;
    f.kind = archive_kind_of(words, name, &f.internal);
    if (!f.kind && !f.internal) return true;
    f.path = arena_printf(&item->arena, "%s/%s", item->folder, name);
    f.missing = lstat(f.path, &st) || !S_ISREG(st.st_mode);
    if (!f.missing && !digest_file(f.path, true, &f.digests, diag)) return false;
    item->files[item->n_files++] = f;
    if (!f.missing && f.kind && !strcmp(f.kind->file, ".pdf") && !item->pdf) item->pdf = &item->files[item->n_files - 1];
    return true;
}

static bool listed_twice(const json_t *outputs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(json_string_value(json_object_get(json_array_get(outputs, i), "name")), name)) return true;
    return false;
}

static bool read_files(struct archive_item *item, const struct archive_words *words, struct diag *diag)
{
    const json_t *outputs = json_object_get(item->manifest, "outputs"), *entry;
    size_t i;
    item->files = arena_alloc(&item->arena, (json_array_size(outputs) + 1) * sizeof *item->files);
    json_array_foreach(outputs, i, entry) {
        const char *name = json_string_value(json_object_get(entry, "name"));
        struct character_fault fault;
        if (!manifest_names_file(name) || !characters_allowed(name, strlen(name), &fault) || strpbrk(name, "\r\n\t") || listed_twice(outputs, i, name))
            return diag_fail(diag, DIAG_INPUT, "%s/manifest.json 里的文件名不合规矩；请用 nianbao verify 核对这个文件夹", item->folder);
        if (!take_file(item, words, name, diag)) return false;
    }
    return true;
}

static void read_title(struct archive_item *item)
{
    struct diag unread;                                /* told by the test of whole files */
    if (!item->pdf) {
        item->title = arena_printf(&item->arena, "%s%d年政府信息公开工作年度报告", item->name, item->year);
        return;
    }
    item->has_facts = pdf_facts_read(&item->facts, &item->arena, item->pdf->path, &unread);
    item->title = item->has_facts && item->facts.title ? item->facts.title : arena_dup_n(&item->arena, item->pdf->name, strlen(item->pdf->name) - strlen(".pdf"));
}

bool archive_item_read(struct archive_item *item, const struct archive_words *words, const char *folder, const char *manifest, struct diag *diag)
{
    *item = (struct archive_item){0};
    item->folder = arena_dup(&item->arena, folder);
    item->report = load(arena_printf(&item->arena, "%s/report.json", folder), diag);
    item->manifest = item->report ? load(manifest, diag) : NULL;
    if (!item->manifest || !read_facts(item, diag) || !read_files(item, words, diag)) return false;
    read_title(item);
    return true;
}

void archive_item_release(struct archive_item *item)
{
    json_decref(item->report);
    json_decref(item->manifest);
    arena_release(&item->arena);
}

bool archive_item_take_form(struct archive_item *item, struct form_shelf *shelf, struct diag *diag)
{
    const char **ids;
    size_t n;
    item->its_form = NULL;
    if (!form_shelf_ids(shelf, &ids, &n, diag)) return false;
    for (size_t i = 0; i < n; i++)
        if (!strcmp(ids[i], item->form)) return form_shelf_id(shelf, ids[i], &item->its_form, diag);
    return true;
}

/* ---- what it is called ---- */

const char *archive_item_agency(const struct archive_item *item) { return item->code ? item->code : item->name; }

const char *archive_item_id(struct arena *a, const struct archive_item *item)
{
    return arena_printf(a, "%s-%d-%d", archive_item_agency(item), item->year, item->edition);
}

int archive_item_order(const struct archive_item *a, const struct archive_item *b)
{
    int agency = strcmp(archive_item_agency(a), archive_item_agency(b));
    return a->year != b->year ? (a->year > b->year) - (a->year < b->year) : agency ? agency : (a->edition > b->edition) - (a->edition < b->edition);
}

const char *archive_item_words(struct arena *a, const struct archive_item *item)
{
    return item->edition > 1 ? arena_printf(a, "%d年度%s（第%d版）", item->year, item->name, item->edition) : arena_printf(a, "%d年度%s", item->year, item->name);
}

const char *archive_item_day(struct arena *a, const struct archive_item *item) { return arena_dup_n(a, item->stamp, strlen("2026-01-20")); }

const struct archive_earlier *archive_item_earlier(const struct archive_item *item, int edition)
{
    for (size_t i = 0; i < item->n_earlier; i++)
        if (item->earlier[i].edition == edition) return &item->earlier[i];
    return NULL;
}
