#include "archive/words.h"
#include "archive/impersonal.h"
#include "base/text.h"
#include "ledger/values/personal.h"
#include <stdlib.h>
#include <string.h>

static const struct { const char *key, *places; } known[ARCHIVE_TEXTS] = {
    [ARCHIVE_README] = {"readme", "transferor archive fonds transfer_date content first last items files bytes program missing sources left results"},
    [ARCHIVE_CONTENT] = {"content", "first_year last_year agencies names"},
    [ARCHIVE_CONTENT_ONE_YEAR] = {"content_one_year", "first_year last_year agencies names"},
    [ARCHIVE_NONE] = {"none", ""},
    [ARCHIVE_SOURCE] = {"source", "what year agency digest"},
    [ARCHIVE_SOURCE_FORM] = {"source_names.form", ""},
    [ARCHIVE_SOURCE_RULES] = {"source_names.rules", ""},
    [ARCHIVE_SOURCE_CALENDAR] = {"source_names.calendar", ""},
    [ARCHIVE_SOURCE_SETTINGS] = {"source_names.settings", ""},
    [ARCHIVE_ABSTRACT] = {"abstract", "count sections"},
    [ARCHIVE_EDITION] = {"edition", "edition"},
    [ARCHIVE_EARLIER] = {"earlier", "edition number"},
    [ARCHIVE_MISSING] = {"missing", "field item"},
    [ARCHIVE_MISSING_ALL] = {"missing_all", "field"},
    [ARCHIVE_INTERNAL] = {"internal_note", ""},
    [ARCHIVE_TESTS_TITLE] = {"tests_title", ""},
    [ARCHIVE_TESTS_OPENING] = {"tests_opening", "content items program"},
    [ARCHIVE_RESULTS] = {"results", "passed failed untested"},
    [ARCHIVE_NUMBER] = {"columns.number", ""},
    [ARCHIVE_NAME] = {"columns.name", ""},
    [ARCHIVE_OUTCOME] = {"columns.outcome", ""},
    [ARCHIVE_LOOKED] = {"columns.looked", ""},
    [ARCHIVE_FOUND] = {"columns.found", ""},
    [ARCHIVE_PASSED] = {"outcomes.passed", ""},
    [ARCHIVE_FAILED] = {"outcomes.failed", ""},
    [ARCHIVE_UNTESTED] = {"outcomes.untested", ""},
    [ARCHIVE_MORE] = {"more", "shown all"},
};

static const char *const tests[ARCHIVE_TESTS] = {
    [TEST_DIGESTS] = "digests", [TEST_NUMBERS] = "numbers", [TEST_METADATA] = "metadata", [TEST_PROVENANCE] = "provenance", [TEST_SECTIONS] = "sections",
    [TEST_FILES] = "files", [TEST_NUMBERING] = "numbering", [TEST_OFFICE] = "office", [TEST_OPENS] = "opens", [TEST_FONTS] = "fonts", [TEST_TEXT] = "text",
    [TEST_ARCHIVAL] = "archival", [TEST_ENCRYPTION] = "encryption", [TEST_ACTIVE] = "active", [TEST_PERSONAL] = "personal",
};

static const char *const lists[] = {"documents", "internal", "lists", "retention", "secrecy", "tests"};

/* ---- reading ---- */

static bool is_known(const char *key, const char *inside)
{
    size_t n = strlen(key);
    for (size_t i = 0; !inside && i < sizeof lists / sizeof *lists; i++)
        if (!strcmp(lists[i], key)) return true;
    for (int i = 0; i < ARCHIVE_TEXTS; i++) {
        const char *k = known[i].key;
        if (!strncmp(k, key, n) && (inside ? k[n] == '.' && !strcmp(k + n + 1, inside) : !k[n])) return true;
    }
    return false;
}

static bool read_texts(struct archive_words *w, struct yaml *y, struct diag *diag)
{
    yaml_item *root = yaml_root(y);
    for (size_t i = 0; i < yaml_count(root); i++) {
        const char *key = yaml_key(y, root, i);
        yaml_item *item = yaml_at(y, root, i);
        bool map = yaml_kind(item) == YAML_MAP && strcmp(key, "retention") != 0;
        if (!map && !is_known(key, NULL)) return yaml_fail(diag, y, item, "不认识“%s”", key);
        for (size_t k = 0; map && k < yaml_count(item); k++)
            if (!is_known(key, yaml_key(y, item, k))) return yaml_fail(diag, y, item, "不认识“%s.%s”", key, yaml_key(y, item, k));
    }
    for (int i = 0; i < ARCHIVE_TEXTS; i++)
        if (!filling_read(&w->arena, y, known[i].key, known[i].places, &w->texts[i], diag)) return false;
    return true;
}

static bool need_list(struct yaml *y, const char *key, yaml_item **list, struct diag *diag)
{
    *list = yaml_get(y, yaml_root(y), key);
    return (yaml_kind(*list) == YAML_LIST && yaml_count(*list)) || yaml_fail(diag, y, *list ? *list : yaml_root(y), "缺少“%s”，或者不是列表", key);
}

static bool read_names(struct archive_words *w, struct yaml *y, const char *key, const char ***names, size_t *n, struct diag *diag)
{
    yaml_item *list;
    if (!need_list(y, key, &list, diag)) return false;
    *names = arena_alloc(&w->arena, yaml_count(list) * sizeof **names);
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *s = yaml_text(y, yaml_at(y, list, i));
        if (!s || !*s) return yaml_fail(diag, y, yaml_at(y, list, i), "“%s”里应是文字", key);
        (*names)[(*n)++] = arena_dup(&w->arena, s);
    }
    return true;
}

static bool read_documents(struct archive_words *w, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"file", "format", "needed", NULL};
    yaml_item *list;
    if (!need_list(y, "documents", &list, diag)) return false;
    w->documents = arena_alloc(&w->arena, yaml_count(list) * sizeof *w->documents);
    for (size_t i = 0; i < yaml_count(list); i++) {
        yaml_item *one = yaml_at(y, list, i);
        const char *file, *format, *needed;
        if (!yaml_only(y, one, keys, diag) || !yaml_need(y, one, "file", &file, diag) || !yaml_need(y, one, "format", &format, diag) || !yaml_need(y, one, "needed", &needed, diag)) return false;
        if (strcmp(needed, "yes") && strcmp(needed, "no")) return yaml_fail(diag, y, one, "needed 应是 yes 或 no");
        w->documents[w->n_documents++] = (struct archive_kind){arena_dup(&w->arena, file), arena_dup(&w->arena, format), !strcmp(needed, "yes")};
    }
    return true;
}

static bool read_retention(struct archive_words *w, struct yaml *y, struct diag *diag)
{
    yaml_item *map = yaml_get(y, yaml_root(y), "retention");
    if (yaml_kind(map) != YAML_MAP || !yaml_count(map)) return yaml_fail(diag, y, map ? map : yaml_root(y), "缺少“retention”，应是 保管期限: 代码");
    w->retention = arena_alloc(&w->arena, yaml_count(map) * sizeof *w->retention);
    for (size_t i = 0; i < yaml_count(map); i++) {
        const char *code = yaml_text(y, yaml_at(y, map, i));
        if (!code) return yaml_fail(diag, y, yaml_at(y, map, i), "“%s”没有代码", yaml_key(y, map, i));
        w->retention[w->n_retention++] = (struct archive_retention){arena_dup(&w->arena, yaml_key(y, map, i)), arena_dup(&w->arena, code)};
    }
    return true;
}

static bool read_test(struct archive_words *w, struct yaml *y, yaml_item *one, bool *made, struct diag *diag)
{
    static const char *const keys[] = {"nature", "id", "name", "looked", "untested", NULL};
    struct archive_test_words t = {.test = ARCHIVE_TESTS};
    const char *id = yaml_text(y, yaml_get(y, one, "id"));
    if (!yaml_only(y, one, keys, diag) || !yaml_need(y, one, "nature", &t.nature, diag) || !yaml_need(y, one, "name", &t.name, diag)) return false;
    if (id) {
        for (t.test = 0; t.test < ARCHIVE_TESTS && strcmp(tests[t.test], id);) t.test++;
        if (t.test == ARCHIVE_TESTS) return yaml_fail(diag, y, one, "程序没有检测项目“%s”；程序不检测的不写 id，写 untested", id);
        if (made[t.test]) return yaml_fail(diag, y, one, "检测项目“%s”写了两次", id);
        made[t.test] = true;
        if (!yaml_need(y, one, "looked", &t.looked, diag) || !filling_prove(y, one, "looked", t.looked, "count", diag)) return false;
        if (yaml_get(y, one, "untested")) return yaml_fail(diag, y, one, "有 id 的由程序检测，不写 untested");
    } else if (!yaml_need(y, one, "untested", &t.untested, diag)) {
        return false;
    }
    t.nature = arena_dup(&w->arena, t.nature), t.name = arena_dup(&w->arena, t.name);
    t.looked = arena_dup(&w->arena, t.looked), t.untested = arena_dup(&w->arena, t.untested);
    w->tests[w->n_tests++] = t;
    return true;
}

static bool read_tests(struct archive_words *w, struct yaml *y, struct diag *diag)
{
    yaml_item *list;
    bool made[ARCHIVE_TESTS] = {false};
    if (!need_list(y, "tests", &list, diag)) return false;
    w->tests = arena_alloc(&w->arena, yaml_count(list) * sizeof *w->tests);
    for (size_t i = 0; i < yaml_count(list); i++)
        if (!read_test(w, y, yaml_at(y, list, i), made, diag)) return false;
    for (int i = 0; i < ARCHIVE_TESTS; i++)
        if (!made[i]) return yaml_fail(diag, y, list, "“tests”里缺少检测项目“%s”", tests[i]);
    return true;
}

/* They stand in the package, and in what it says: a number may be spelled in a way that only reading YAML shows. */
static bool prove_impersonal(struct yaml *y, yaml_item *item, struct diag *diag)
{
    const char *s = yaml_text(y, item), *kind = s ? personal_pattern(s) : NULL;
    if (kind) return yaml_fail(diag, y, item, "里有%s；移交包里不写个人信息，请改了再写", kind);
    for (size_t i = 0; i < yaml_count(item); i++)
        if (!prove_impersonal(y, yaml_at(y, item, i), diag)) return false;
    return true;
}

bool archive_words_load(struct archive_words **words, const char *path, struct diag *diag)
{
    struct archive_words *w = memory_alloc(sizeof *w);
    struct yaml *y = NULL;
    w->path = arena_dup(&w->arena, path);
    w->filled = arena_alloc(&w->arena, sizeof *w->filled);
    bool ok = yaml_load(&y, path, diag) && impersonal_text(NULL, path, text_get(yaml_bytes(y)), yaml_bytes(y)->n, diag) && prove_impersonal(y, yaml_root(y), diag) && read_texts(w, y, diag) && read_documents(w, y, diag) && read_names(w, y, "internal", &w->internal, &w->n_internal, diag) &&
              read_names(w, y, "lists", &w->lists, &w->n_lists, diag) && read_names(w, y, "secrecy", &w->secrecy, &w->n_secrecy, diag) && read_retention(w, y, diag) && read_tests(w, y, diag);
    for (int i = ARCHIVE_PASSED; ok && i <= ARCHIVE_UNTESTED; i++)
        for (int k = ARCHIVE_PASSED; ok && k < i; k++)
            if (!strcmp(w->texts[i], w->texts[k])) ok = yaml_fail(diag, y, yaml_get(y, yaml_root(y), "outcomes"), "“outcomes”里的三种结果不能相同：%s", w->texts[i]);
    yaml_close(y);
    if (ok) *words = w;
    else archive_words_free(w);
    return ok;
}

const char *archive_words_path(struct arena *a, const char *templates) { return arena_printf(a, "%s/archive/words.yaml", templates); }

const char *archive_layout_path(struct arena *a, const char *templates) { return arena_printf(a, "%s/archive/layout.txt", templates); }

void archive_words_free(struct archive_words *words)
{
    if (!words) return;
    arena_release(&words->arena);
    free(words);
}

/* ---- filling them ---- */

const char *archive_words_fill(const struct archive_words *words, struct arena *a, enum archive_text text, const struct filling *values)
{
    static const size_t most = 8 << 20, most_of_all = 256 << 20;
    struct archive_filled *filled = words->filled;
    const size_t n = filling_size(words->texts[text], values);
    if (n > most || n > most_of_all - filled->all) {
        if (!filled->too_large) filled->too_large = known[text].key;
        return "";
    }
    filled->all += n;
    return filling_in(a, words->texts[text], values);
}

const char *archive_words_too_large(const struct archive_words *words)
{
    const char *key = words->filled->too_large;
    *words->filled = (struct archive_filled){0};
    return key;
}

/* ---- files ---- */

static bool holds(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(names[i], name)) return true;
    return false;
}

/* Of any format, those too that a later version writes. */
static bool is_list(const struct archive_words *w, const char *name)
{
    const char *ending = strrchr(name, '.');
    size_t n = ending ? (size_t)(ending - name) : strlen(name);
    for (size_t i = 0; i < w->n_lists; i++)
        if (strlen(w->lists[i]) == n && !strncmp(w->lists[i], name, n)) return true;
    return false;
}

const struct archive_kind *archive_kind_of(const struct archive_words *w, const char *name, bool *internal)
{
    size_t n = strlen(name);
    *internal = holds(w->internal, w->n_internal, name);
    if (strchr(name, '/') || *internal || is_list(w, name) || holds(w->lists, w->n_lists, name)) return NULL;
    for (size_t i = 0; i < w->n_documents; i++) {
        const struct archive_kind *k = &w->documents[i];
        size_t m = strlen(k->file);
        if (k->file[0] == '.' ? n > m && !strcmp(name + n - m, k->file) : !strcmp(name, k->file)) return k;
    }
    return NULL;
}
