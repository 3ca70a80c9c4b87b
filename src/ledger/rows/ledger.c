#include "ledger/rows/ledger_inside.h"
#include "base/characters.h"
#include "base/file_kind.h"
#include "base/text.h"
#include "ledger/rows/encoding.h"
#include "ledger/rows/raw_rows.h"
#include "workbook/xlsx_reader.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* ---- folders ---- */

/* Hidden files and the locks of office programs are nobody's records. */
static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.' && strncmp(entry->d_name, "~$", 2) != 0; }

static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

/* Names in a folder, sorted by bytes whatever the locale. */
static bool list_folder(struct arena *arena, const char *path, const char ***names, size_t *n, struct diag *diag)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_visible, by_bytes);
    if (count < 0) return diag_fail_errno(diag, "读不了台账文件夹 %s", path);
    *names = arena_alloc(arena, (size_t)count * sizeof **names);
    *n = (size_t)count;
    for (int i = 0; i < count; i++) {
        (*names)[i] = arena_dup(arena, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return true;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The name without this extension, in either case; NULL where it has another. */
static const char *stem(struct arena *a, const char *name, const char *extension)
{
    size_t n = strlen(name), k = strlen(extension);
    return n > k && !strcasecmp(name + n - k, extension) ? arena_dup_n(a, name, n - k) : NULL;
}

static const char *join(struct arena *a, const char *dir, const char *name) { return arena_printf(a, "%s/%s", dir, name); }

/* As people are told of it: a name may hold bytes of another encoding, and what no terminal should get. */
static const char *join_shown(struct arena *a, const char *folder, const char *name)
{
    return characters_shown(a, folder ? join(a, folder, name) : name);
}

/* ---- what a file is ---- */

void ledger_add_other(struct ledger *l, const char *shown)
{
    l->others = memory_grow(l->others, l->n_others, &l->cap_others, sizeof *l->others);
    l->others[l->n_others++] = shown;
}

void ledger_refuse(struct problems *problems, const char *shown, const char *text, const char *expected)
{
    problems_add(problems, &(struct problem){.id = "S09", .file = shown, .text = text, .expected = expected, .lost = true, .refuses = true});
}

/* Overview.MD, 总体情况（定稿）.md: somebody's text of a section, which must not give way to the form's default text. */
static bool names_a_section(struct arena *a, const struct code_list *sections, const char *name)
{
    const char *text = stem(a, name, ".md");
    if (!text) text = stem(a, name, ".txt");
    for (size_t i = 0; text && i < sections->n; i++)
        if (strcasestr(text, sections->codes[i].code) || strstr(text, sections->codes[i].label)) return true;
    return false;
}

/* overview.md … by the code or the name of the section; anything else is named and left alone. */
static void add_prose_or_other(struct ledger *l, const struct schema *schema, struct problems *problems, const char *path, const char *shown,
                               const char *name, const char *agency)
{
    const struct code_list *sections = schema_codes(schema, "narrative_sections");
    const char *section = stem(&l->arena, name, ".md");
    for (size_t i = 0; section && sections && i < sections->n; i++) {
        if (strcmp(section, sections->codes[i].code) && strcmp(section, sections->codes[i].label)) continue;
        l->prose = memory_grow(l->prose, l->n_prose, &l->cap_prose, sizeof *l->prose);
        l->prose[l->n_prose++] = (struct ledger_prose){path, shown, sections->codes[i].code, agency, false};
        return;
    }
    if (sections && names_a_section(&l->arena, sections, name)) ledger_refuse(problems, shown, "正文文件的名称不对，没有读", "overview.md、problems.md、other.md");
    else ledger_add_other(l, shown);
}

static void refuse_name(struct sorting *s, const char *path, const char *name, const char *shown)
{
    if (!ledger_is_book(path)) {
        ledger_add_unknown(s, (struct unknown){.name = name, .shown = shown});
        return;
    }
    const char *words = arena_printf(&s->ledger->arena, "是%s，只是名称改成了 .csv，没有读", file_kind_name(file_kind_of(path)));
    ledger_refuse(s->problems, shown, words, "改回原来的名称，存为 .xlsx，把工作簿作为台账");
}

/* In the order of the tables, then in that of arrival. */
static void insert_file(struct ledger *l, const struct ledger_file *file)
{
    l->files = memory_grow(l->files, l->n_files, &l->cap_files, sizeof *l->files);
    size_t i = l->n_files++;
    for (; i && l->files[i - 1].table > file->table; i--) l->files[i] = l->files[i - 1];
    l->files[i] = *file;
}

/* Two files of one table in one folder are two states of it; which one is the last nobody but the office knows. */
void ledger_add_table(const struct sorting *s, const struct ledger_file *file)
{
    size_t place = (size_t)(file->table - s->schema->tables);
    if (s->shown_of[place]) {
        const char *words = file->book ? "“%s”这张表有两张工作表，另一张是 %s：只能留一张" : "“%s”这张表有两个文件，另一个是 %s：只能留一个";
        ledger_refuse(s->problems, file->shown, arena_printf(&s->ledger->arena, words, file->table->name, s->shown_of[place]), NULL);
        return;
    }
    s->shown_of[place] = file->shown;
    insert_file(s->ledger, file);
}

/* ---- narrative/ and narrative/机关代码/ ---- */

static bool open_agency_prose(struct ledger *l, const char *dir, const char *shown, const char *agency,
                              const struct schema *schema, struct problems *problems, struct diag *diag)
{
    const char **names;
    size_t n;
    if (!list_folder(&l->arena, dir, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *path = join(&l->arena, dir, names[i]), *seen = join_shown(&l->arena, shown, names[i]);
        if (is_folder(path)) ledger_add_other(l, seen);
        else add_prose_or_other(l, schema, problems, path, seen, names[i], agency);
    }
    return true;
}

static bool open_narrative(struct ledger *l, const char *dir, const char *shown_dir, const struct schema *schema, struct problems *problems,
                           struct diag *diag)
{
    const char **names;
    size_t n;
    if (!list_folder(&l->arena, dir, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *path = join(&l->arena, dir, names[i]), *shown = join_shown(&l->arena, shown_dir, names[i]);
        if (is_folder(path)) {
            if (!open_agency_prose(l, path, shown, names[i], schema, problems, diag)) return false;
        } else {
            add_prose_or_other(l, schema, problems, path, shown, names[i], NULL);
        }
    }
    return true;
}

/* ---- the whole ---- */

static bool is_shown(const struct ledger *l, const char *folder)
{
    size_t n = strlen(folder);
    for (size_t i = 0; i < l->n_files; i++)
        if (!strncmp(l->files[i].shown, folder, n) && l->files[i].shown[n] == '/') return true;
    return false;
}

/* What its files are shown under: nothing where there is but one ledger, else the folder's name, else the whole path. */
static const char *folder_shown(struct ledger *l, const char *path)
{
    char real[PATH_MAX];
    if (!l->several) return NULL;
    const char *slash = realpath(path, real) ? strrchr(real, '/') : NULL;
    const char *name = slash && slash[1] ? slash + 1 : path;
    const char *shown = characters_shown(&l->arena, name);
    return is_shown(l, shown) ? characters_shown(&l->arena, path) : shown;
}

static bool open_folder(struct sorting *s, const char *path, struct diag *diag)
{
    struct ledger *l = s->ledger;
    const char **names, *folder = folder_shown(l, path);
    size_t n;
    if (!list_folder(&l->arena, path, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *file = join(&l->arena, path, names[i]), *name = stem(&l->arena, names[i], ".csv");
        const char *shown = join_shown(&l->arena, folder, names[i]);
        const struct table *table = name ? schema_table_named(s->schema, name) : NULL;
        if (is_folder(file)) {
            if (strcmp(names[i], "narrative")) ledger_add_other(l, join(&l->arena, shown, ""));
            else if (!open_narrative(l, file, shown, s->schema, s->problems, diag)) return false;
        } else if (table) {
            ledger_add_table(s, &(struct ledger_file){.path = file, .shown = shown, .table = table});
        } else if (name) {
            refuse_name(s, file, name, shown);
        } else if (ledger_is_second(file, names[i], s->schema)) {
            ledger_refuse(s->problems, shown, "文件夹里已有各表的 CSV 文件，又有这个工作簿：不知道该用哪一份，没有读", "只留一份；另一份移到别的文件夹");
        } else {
            add_prose_or_other(l, s->schema, s->problems, file, shown, names[i], NULL);
        }
    }
    return true;
}

/* ---- texts beside a workbook ---- */

static bool is_prose(struct arena *a, const struct schema *schema, const char *name)
{
    const struct code_list *sections = schema_codes(schema, "narrative_sections");
    return sections && (stem(a, name, ".md") || stem(a, name, ".txt")) && names_a_section(a, sections, name);
}

/* Whether other ledgers lie in the folder: then nobody can tell whose a text beside them is. */
static bool is_shared(struct ledger *l, const struct schema *schema, const char *dir, const char *const *names, size_t n)
{
    size_t books = 0;
    for (size_t i = 0; i < n && books < 2; i++) books += ledger_is_ledger_book(join(&l->arena, dir, names[i]), schema);
    return books > 1;
}

/* overview.md … in the workbook's folder, and its narrative/, are the workbook's as they are those of a folder of tables. */
static bool add_prose_beside(const struct sorting *s, const char *book, struct diag *diag)
{
    struct ledger *l = s->ledger;
    const char *slash = strrchr(book, '/'), *dir = slash ? arena_dup_n(&l->arena, book, slash > book ? (size_t)(slash - book) : 1) : ".";
    const char **names, *folder = folder_shown(l, dir);
    size_t n, first = l->n_prose;
    bool shared = false, counted = false;
    if (!list_folder(&l->arena, dir, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *file = join(&l->arena, dir, names[i]), *shown = join_shown(&l->arena, folder, names[i]);
        bool texts = is_folder(file) ? !strcmp(names[i], "narrative") : is_prose(&l->arena, s->schema, names[i]);
        if (texts && !counted) shared = is_shared(l, s->schema, dir, names, n);
        counted = counted || texts;
        if (!texts) continue;
        if (is_folder(file)) {
            if (!open_narrative(l, file, shown, s->schema, s->problems, diag)) return false;
        } else if (shared) {
            problems_add(s->problems, &(struct problem){.id = "S32", .file = shown, .text = "这个文件夹里不止一个台账，分不清正文是哪一个的，没有读", .lost = true, .refuses = true});
        } else {
            add_prose_or_other(l, s->schema, s->problems, file, shown, names[i], NULL);
        }
    }
    for (size_t i = first; i < l->n_prose; i++) l->prose[i].shared = shared;
    return true;
}

bool ledger_open(struct ledger *l, const char *path, const struct schema *schema, struct problems *problems, struct diag *diag)
{
    struct stat st;
    if (stat(path, &st)) return diag_fail(diag, DIAG_INPUT, "台账 %s %s", path, errno == ENOENT ? "不存在" : "打不开");
    struct sorting s = {.ledger = l, .schema = schema, .problems = problems, .shown_of = arena_alloc(&l->arena, schema->n_tables * sizeof *s.shown_of)};
    if (!l->path) l->path = arena_dup(&l->arena, path);
    if (!l->in_parts) l->in_parts = arena_alloc(&l->arena, schema->n_tables * sizeof *l->in_parts);
    bool ok = S_ISDIR(st.st_mode) ? open_folder(&s, path, diag) : ledger_add_book(&s, path, diag) && add_prose_beside(&s, path, diag);
    ledger_tell_unknown(&s);
    return ok;
}

void ledger_release(struct ledger *l)
{
    free(l->files);
    free(l->prose);
    free(l->others);
    for (size_t i = 0; i < l->n_books; i++) xlsx_reader_close(l->books[i].reader);
    free(l->books);
    arena_release(&l->arena);
    *l = (struct ledger){0};
}

bool ledger_holds_tables(struct arena *arena, const char *path, const struct schema *schema, bool *has, struct diag *diag)
{
    const char **names;
    size_t n;
    *has = !is_folder(path) && ledger_is_ledger_book(path, schema);
    if (!is_folder(path)) return true;
    if (!list_folder(arena, path, &names, &n, diag)) return false;
    for (size_t i = 0; i < n && !*has; i++) {
        const char *name = stem(arena, names[i], ".csv");
        *has = name && schema_table_named(schema, name) && !is_folder(join(arena, path, names[i]));
    }
    return true;
}

static void append(const char ***list, size_t *n, size_t *cap, const char *path)
{
    *list = memory_grow(*list, *n, cap, sizeof **list);
    (*list)[(*n)++] = path;
}

/* A folder with tables, else the workbooks in it. */
static bool gather(struct ledger_batch *b, struct arena *arena, const char *folder, const struct schema *schema, bool down, struct diag *diag)
{
    const char **names;
    size_t n;
    if (!list_folder(arena, folder, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *path = join(arena, folder, names[i]);
        bool tables = false;
        if (!is_folder(path)) {
            if (ledger_is_ledger_book(path, schema)) append(&b->paths, &b->n, &b->cap, path);
            else if (!is_prose(arena, schema, names[i])) append(&b->others, &b->n_others, &b->cap_others, path);
        } else if (down) {
            if (!ledger_holds_tables(arena, path, schema, &tables, diag)) return false;
            if (tables) append(&b->paths, &b->n, &b->cap, path);
            else if (!gather(b, arena, path, schema, false, diag)) return false;
        }
    }
    return true;
}

bool ledger_is_batch(struct arena *arena, const char *path, const struct schema *schema, struct ledger_batch *batch, struct diag *diag)
{
    bool own;
    *batch = (struct ledger_batch){0};
    if (!is_folder(path)) return true;                 /* ledger_open says what is wrong with it */
    if (!ledger_holds_tables(arena, path, schema, &own, diag)) return false;
    if (own || gather(batch, arena, path, schema, true, diag)) return true;
    ledger_batch_release(batch);
    return false;
}

void ledger_batch_release(struct ledger_batch *batch)
{
    free(batch->paths);
    free(batch->others);
    *batch = (struct ledger_batch){0};
}

static void say_odd(struct problems *problems, const char *shown, const struct encoded_text *t, size_t odd, const struct character_fault *first)
{
    int64_t line = 1;
    for (size_t i = 0; i < first->at; i++) line += t->text[i] == '\n';
    const char *words = arena_printf(&problems->arena, "正文里有 %zu 个不能印出的字符，已去掉；这里是第一个，%s", odd, first->words);
    problems_add(problems, &(struct problem){.id = "S05", .file = shown, .line = line, .text = words});
}

bool ledger_text(const char *path, const char *shown, const char *encoding, struct problems *problems, char **text, size_t *n,
                 const char **used)
{
    struct encoded_text t;
    struct fault fault;
    if (!encoding_open(&t, path, encoding, &fault)) {
        problems_add(problems, &(struct problem){.id = fault.id, .file = shown, .line = fault.line, .text = fault.text,
                                                 .expected = fault.expected[0] ? fault.expected : NULL, .refuses = true});
        return false;
    }
    if (t.n > RAW_MAX_CELL_BYTES) {
        problems_add(problems, &(struct problem){.id = "S03", .file = shown, .text = "一篇文字超过 1 MiB，不予读取", .refuses = true});
        encoding_close(&t);
        return false;
    }
    struct text plain = {0};
    struct character_fault first;
    size_t odd = characters_clean(&plain, t.text, t.n, &first);
    if (odd) say_odd(problems, shown, &t, odd, &first);
    else text_add_n(&plain, t.text, t.n);
    *text = plain.bytes;
    *n = plain.n;
    *used = t.encoding;
    encoding_close(&t);
    return true;
}
