/* Which files below a folder are reports. */
#include "base/characters.h"
#include "base/file_kind.h"
#include "base/folder.h"
#include "base/intern.h"
#include "base/text.h"
#include "submission/submission_inside.h"
#include "ledger/schema/schema.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH = 3 };

struct source_search { struct arena *arena; const struct schema *schema; size_t root; struct submission_source *list; size_t n, cap; struct problems *problems; };

static bool is_lock(const char *name) { return !strncmp(name, "~$", 2); }    /* of an office program that has the file open */

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), k = strlen(end);
    return n > k && !strcasecmp(name + n - k, end);
}

/* Written by this program beside reports, or the ledger's own table of cells. */
static bool is_ours(const char *name)
{
    static const char *const names[] = {"问题清单.xlsx", "比较.xlsx", "比较.pdf", "比较.html", "comparison.json", "report.html", "page.html", "findings.json", "findings.csv",
                                        "报送情况.csv", "deadlines.csv", "结转清单.csv", "下级年报问题.csv", "manifest.json", "本次结果.html", "正文对照.html",
                                        "催报名单.xlsx", "通报.docx", "通报.pdf", "退回记录.json", "更正说明.json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(name, names[i])) return true;
    return ends_with(name, "（标注）.xlsx");            /* a marked copy is one of a ledger, never of a report (flow/names.h) */
}

static bool ends_with_one(const char *name, const char *const *endings, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ends_with(name, endings[i])) return true;
    return false;
}

/* Also workbooks that cannot be read: the superior has to know of them. */
static bool is_book(const char *name, enum file_kind kind)
{
    static const char *const endings[] = {".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb"};
    return kind == FILE_XLSX || ends_with_one(name, endings, sizeof endings / sizeof *endings);
}

/* Judged by its bytes, or where these tell nothing by its name. */
static bool is_document(const char *name, enum file_kind kind)
{
    static const char *const endings[] = {".docx", ".doc", ".wps", ".pdf", ".ofd", ".rtf", ".txt", ".html", ".htm", ".xml", ".json", ".jpg", ".png", ".zip", ".rar", ".7z"};
    switch (kind) {
    case FILE_NONE: case FILE_SQLITE: case FILE_KEPT: return false;
    case FILE_EMPTY: case FILE_TEXT: case FILE_JSON: case FILE_BINARY: return ends_with_one(name, endings, sizeof endings / sizeof *endings);
    default: return true;
    }
}

/* agencies.csv, 年报申报数.csv: tables of the superior's own ledger. */
static bool is_table(const struct source_search *f, const char *name)
{
    size_t n = strlen(name), k = strlen(".csv");
    return f->schema && schema_table_named(f->schema, arena_dup_n(f->arena, name, n - k));
}

static void add(struct source_search *f, struct submission_source source)
{
    f->list = memory_grow(f->list, f->n, &f->cap, sizeof *f->list);
    f->list[f->n++] = source;
}

/* *yes tells whether the CSV file is one of cells. */
static bool add_cells(struct source_search *f, const char *path, const char *shown, bool *yes, struct diag *diag)
{
    struct submission_rows **rows;
    size_t n;
    if (!cells_list(f->arena, path, shown, yes, &rows, &n, f->problems, diag)) return false;
    for (size_t i = 0; i < n; i++) add(f, (struct submission_source){.path = path, .shown = shown, .code = rows[i]->code, .year = rows[i]->year, .rows = rows[i]});
    return true;
}

/* The only workbook beside a report.json is the same report; of several, the one named 年度报告. */
static void pair(struct source_search *f, size_t first)
{
    struct submission_source *json = NULL;
    size_t books = 0, twin = f->n;
    for (size_t i = first; i < f->n; i++) {
        if (ends_with(f->list[i].path, "/report.json")) json = &f->list[i];
        if (!ends_with(f->list[i].path, ".xlsx")) continue;
        if (!books++ || (strstr(f->list[i].path, "年度报告") && !strstr(f->list[twin].path, "年度报告"))) twin = i;
    }
    for (size_t i = first; i < f->n && json; i++) f->list[i].beside = f->list[i].document;
    if (!json || twin == f->n) return;
    if (books > 1 && !strstr(f->list[twin].path, "年度报告")) return;
    json->workbook = f->list[twin].path;
    memmove(f->list + twin, f->list + twin + 1, (f->n - twin - 1) * sizeof *f->list);
    f->n--;
}

static bool add_file(struct source_search *f, const char *name, const char *path, struct diag *diag)
{
    bool cells = false;
    struct submission_source source = {.path = path, .shown = characters_shown(f->arena, path + f->root)};
    if (is_ours(name) || ends_with(name, ".md") || (ends_with(name, ".csv") && is_table(f, name))) return true;
    enum file_kind kind = file_kind_of(path);
    if (ends_with(name, ".csv") && !add_cells(f, path, source.shown, &cells, diag)) return false;
    source.document = strcmp(name, "report.json") && !is_book(name, kind);
    if (!cells && (!source.document || ends_with(name, ".csv") || is_document(name, kind))) add(f, source);
    return true;
}

/* A folder of documents that this program writes beside another file of its own. */
static bool is_our_folder(const char *name, const char *const *beside, size_t n)
{
    static const struct { const char *folder, *beside; } ours[] = {{"机关", "comparison.json"}, {"退回修改意见", "manifest.json"}};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        for (size_t k = 0; !strcmp(name, ours[i].folder) && k < n; k++)
            if (!strcmp(beside[k], ours[i].beside)) return true;
    return false;
}

static bool look_in(struct source_search *f, const char *dir, int depth, struct diag *diag)
{
    const char **names;
    size_t n, first = f->n;
    bool ok = folder_names(f->arena, dir, "", NULL, &names, &n, diag);
    for (int pass = 0; pass < 2; pass++) {             /* the files of a folder, so that they can be paired; then its folders */
        for (size_t i = 0; i < n && ok; i++) {
            const char *path = arena_printf(f->arena, "%s/%s", dir, names[i]);
            struct stat st, end;
            if (is_lock(names[i]) || lstat(path, &st)) continue;
            bool link = S_ISLNK(st.st_mode), file = !stat(path, &end) && S_ISREG(end.st_mode);
            /* Links to folders are not followed: they may lead back up. */
            if (!pass && link && !file)
                problems_add(f->problems, &(struct problem){.id = "R01", .file = characters_shown(f->arena, path + f->root),
                                                            .text = "是链接，所指的不是文件，没有读；请放入文件夹本身，或者在命令里写明它"});
            else if (!pass && file) ok = add_file(f, names[i], path, diag);
            if (pass && S_ISDIR(st.st_mode) && depth && !is_our_folder(names[i], names, n)) ok = look_in(f, path, depth - 1, diag);
        }
        if (!pass) pair(f, first);
    }
    return ok;
}

static bool look_at(struct source_search *f, const char *path, struct diag *diag)
{
    const char *slash = strrchr(path, '/'), *shown = characters_shown(f->arena, slash ? slash + 1 : path);
    bool cells = false;
    path = arena_dup(f->arena, path);
    if (ends_with(path, ".csv") && !add_cells(f, path, shown, &cells, diag)) return false;
    if (!cells) add(f, (struct submission_source){.path = path, .shown = shown});
    return true;
}

static int by_path(const void *a, const void *b)
{
    const struct submission_source *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (!order && x->code && y->code) order = strcmp(x->code, y->code);
    return order ? order : (x->year > y->year) - (x->year < y->year);
}

bool submission_find(struct arena *arena, const char *path, const struct schema *schema, struct submission_source **list, size_t *n,
                     struct problems *problems, struct diag *diag)
{
    struct stat st;
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') length--;
    const char *root = arena_dup_n(arena, path, length);
    struct source_search f = {.arena = arena, .schema = schema, .root = length + 1, .problems = problems};
    if (stat(root, &st)) return diag_fail_errno(diag, "读不了 %s", path);
    bool ok = S_ISDIR(st.st_mode) ? look_in(&f, root, DEPTH, diag) : look_at(&f, root, diag);
    if (f.n) qsort(f.list, f.n, sizeof *f.list, by_path);
    *list = arena_alloc(arena, (f.n + 1) * sizeof **list);
    if (f.n) memcpy(*list, f.list, f.n * sizeof **list);
    *n = f.n;
    free(f.list);
    return ok;
}

bool submission_is_new(struct intern *seen, const struct submission_source *source)
{
    char *real = realpath(source->path, NULL);
    struct text key = {0};
    text_printf(&key, "%s\n%s\n%d", real ? real : source->path, source->code ? source->code : "", source->year);
    bool fresh = !intern_find(seen, key.bytes, key.n);
    intern_number(seen, key.bytes, key.n);
    text_release(&key);
    free(real);
    return fresh;
}
