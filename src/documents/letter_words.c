#include "documents/letter_words.h"
#include "base/filling.h"
#include "base/text.h"
#include "base/yaml.h"
#include <stdlib.h>
#include <string.h>

enum { FILES = 3, MOST_DAYS = 60 };
static const char *const files[FILES] = {"returned", "reminders", "notice"};

static const char *const places[LETTER_PLACES] = {
    [PLACE_AGENCY] = "agency", [PLACE_PARENT] = "parent", [PLACE_YEAR] = "year", [PLACE_DATE] = "date", [PLACE_FILE] = "file",
    [PLACE_FAULTS] = "faults", [PLACE_BEFORE] = "before", [PLACE_MENDED] = "mended", [PLACE_REMAINING] = "remaining", [PLACE_NEW] = "new",
    [PLACE_DUE] = "due", [PLACE_DAYS] = "days", [PLACE_LEVEL] = "level", [PLACE_SECTION] = "section", [PLACE_ARTICLE] = "article",
    [PLACE_PLACES] = "places", [PLACE_EXPECTED] = "expected", [PLACE_CAME] = "came", [PLACE_IN_TIME] = "in_time", [PLACE_LATE] = "late",
    [PLACE_UNDATED] = "undated", [PLACE_MISSING] = "missing", [PLACE_UNREAD] = "unread", [PLACE_PENDING] = "pending",
    [PLACE_RETURNED] = "returned", [PLACE_NAMES] = "names", [PLACE_COUNT] = "count", [PLACE_COUNTS] = "counts",
};

/* Where each text stands, and the places that it may have. A key a.b is b in the map a. */
#define OF_LETTER "agency parent year date "
#define OF_NOTICE "parent year date expected came in_time late undated missing unread pending returned "
static const struct { const char *file, *key, *places; } known[LETTER_TEXTS] = {
    [RETURNED_TITLE] = {"returned", "title", OF_LETTER},
    [RETURNED_ADDRESSEE] = {"returned", "addressee", OF_LETTER},
    [RETURNED_OPENING] = {"returned", "opening", OF_LETTER "file faults"},
    [RETURNED_OPENING_AGAIN] = {"returned", "opening_again", OF_LETTER "file faults before mended remaining new"},
    [RETURNED_DUE] = {"returned", "due", OF_LETTER "due days"},
    [RETURNED_DUE_UNKNOWN] = {"returned", "due_unknown", OF_LETTER "days"},
    [RETURNED_MENDED] = {"returned", "mended", OF_LETTER},
    [RETURNED_REMAINING] = {"returned", "remaining", OF_LETTER "level"},
    [RETURNED_NEW] = {"returned", "new", OF_LETTER "level"},
    [RETURNED_SECTION] = {"returned", "section", "section"},
    [RETURNED_ELSEWHERE] = {"returned", "elsewhere", ""},
    [RETURNED_BASIS] = {"returned", "basis", "article"},
    [RETURNED_MORE] = {"returned", "more", "places count"},
    [RETURNED_CLOSING] = {"returned", "closing", OF_LETTER},
    [RETURNED_SIGNATURE] = {"returned", "signature", OF_LETTER},
    [RETURNED_NUMBER] = {"returned", "columns.number", ""},
    [RETURNED_FAULT] = {"returned", "columns.fault", ""},
    [RETURNED_ADVICE] = {"returned", "columns.advice", ""},
    [RETURNED_PLACE] = {"returned", "columns.place", ""},
    [RETURNED_FOUND] = {"returned", "columns.found", ""},
    [RETURNED_EXPECTED] = {"returned", "columns.expected", ""},
    [RETURNED_EQUAL] = {"returned", "equal", ""},
    [RETURNED_CHANGING] = {"returned", "changing", "expected"},
    [REMINDERS_TITLE] = {"reminders", "title", "parent year date"},
    [REMINDERS_SUBTITLE] = {"reminders", "subtitle", "parent year date"},
    [REMINDERS_UNKNOWN] = {"reminders", "unknown", ""},
    [REMINDERS_SHEET_MISSING] = {"reminders", "sheets.missing", ""},
    [REMINDERS_SHEET_UNREAD] = {"reminders", "sheets.unread", ""},
    [REMINDERS_SHEET_PENDING] = {"reminders", "sheets.pending", ""},
    [REMINDERS_NONE_MISSING] = {"reminders", "none.missing", ""},
    [REMINDERS_NONE_UNREAD] = {"reminders", "none.unread", ""},
    [REMINDERS_NONE_PENDING] = {"reminders", "none.pending", ""},
    [REMINDERS_NUMBER] = {"reminders", "columns.number", ""},
    [REMINDERS_AGENCY] = {"reminders", "columns.agency", ""},
    [REMINDERS_CODE] = {"reminders", "columns.code", ""},
    [REMINDERS_CONTACT] = {"reminders", "columns.contact", ""},
    [REMINDERS_PHONE] = {"reminders", "columns.phone", ""},
    [REMINDERS_DUE] = {"reminders", "columns.due", ""},
    [REMINDERS_OVER] = {"reminders", "columns.over", ""},
    [REMINDERS_FILE] = {"reminders", "columns.file", ""},
    [REMINDERS_WHY] = {"reminders", "columns.why", ""},
    [NOTICE_TITLE] = {"notice", "title", OF_NOTICE},
    [NOTICE_ADDRESSEE] = {"notice", "addressee", OF_NOTICE},
    [NOTICE_OPENING] = {"notice", "opening", OF_NOTICE "counts"},
    [NOTICE_OPENING_EARLIER] = {"notice", "opening_earlier", OF_NOTICE "counts"},
    [NOTICE_HEAD_IN_TIME] = {"notice", "headings.in_time", ""},
    [NOTICE_HEAD_LATE] = {"notice", "headings.late", ""},
    [NOTICE_HEAD_UNDATED] = {"notice", "headings.undated", ""},
    [NOTICE_HEAD_MISSING] = {"notice", "headings.missing", ""},
    [NOTICE_HEAD_PENDING] = {"notice", "headings.pending", ""},
    [NOTICE_HEAD_UNREAD] = {"notice", "headings.unread", ""},
    [NOTICE_HEAD_RETURNED] = {"notice", "headings.returned", ""},
    [NOTICE_HEAD_KINDS] = {"notice", "headings.kinds", ""},
    [NOTICE_IN_TIME] = {"notice", "in_time", OF_NOTICE "names count"},
    [NOTICE_UNDATED] = {"notice", "undated", OF_NOTICE "names count"},
    [NOTICE_PENDING] = {"notice", "pending", OF_NOTICE "names count"},
    [NOTICE_UNREAD] = {"notice", "unread", OF_NOTICE},
    [NOTICE_RETURNED] = {"notice", "returned", OF_NOTICE "names count"},
    [NOTICE_KINDS] = {"notice", "kinds", OF_NOTICE},
    [NOTICE_SIGNATURE] = {"notice", "signature", OF_NOTICE},
    [NOTICE_NUMBER] = {"notice", "columns.number", ""},
    [NOTICE_AGENCY] = {"notice", "columns.agency", ""},
    [NOTICE_DUE] = {"notice", "columns.due", ""},
    [NOTICE_SUBMITTED] = {"notice", "columns.submitted", ""},
    [NOTICE_OVER] = {"notice", "columns.over", ""},
    [NOTICE_WHY] = {"notice", "columns.why", ""},
    [NOTICE_KIND] = {"notice", "columns.kind", ""},
    [NOTICE_AGENCIES] = {"notice", "columns.agencies", ""},
    [NOTICE_PLACES] = {"notice", "columns.places", ""},
    [NOTICE_COUNT_CAME] = {"notice", "counts.came", OF_NOTICE},
    [NOTICE_COUNT_UNREAD] = {"notice", "counts.unread", OF_NOTICE},
    [NOTICE_COUNT_PENDING] = {"notice", "counts.pending", OF_NOTICE},
    [NOTICE_COUNT_MISSING] = {"notice", "counts.missing", OF_NOTICE},
    [NOTICE_CLOSING_MISSING] = {"notice", "closing.missing", OF_NOTICE},
    [NOTICE_CLOSING_UNREAD] = {"notice", "closing.unread", OF_NOTICE},
    [NOTICE_CLOSING_RETURNED] = {"notice", "closing.returned", OF_NOTICE},
};

const char *letter_words_fill(struct arena *a, const struct letter_words *words, enum letter_text text, const struct letter_values *values)
{
    struct filling all[LETTER_PLACES + 1] = {0};
    for (int p = 0; p < LETTER_PLACES; p++) all[p] = (struct filling){places[p], values->of[p]};
    return filling_in(a, words->texts[text], all);
}

/* ---- reading ---- */

static bool is_known(const char *file, const char *key, const char *inside)
{
    size_t n = strlen(key);
    for (int i = 0; i < LETTER_TEXTS; i++) {
        if (strcmp(known[i].file, file)) continue;
        const char *k = known[i].key;
        if (!inside ? !strcmp(k, key) : !strncmp(k, key, n) && k[n] == '.' && !strcmp(k + n + 1, inside)) return true;
    }
    return false;
}

static bool has_only_known(struct yaml *y, const char *file, struct diag *diag)
{
    yaml_item *root = yaml_root(y);
    for (size_t i = 0; i < yaml_count(root); i++) {
        const char *key = yaml_key(y, root, i);
        yaml_item *item = yaml_at(y, root, i);
        if (!strcmp(file, "returned") && (!strcmp(key, "levels") || !strcmp(key, "days") || !strcmp(key, "advice"))) continue;
        if (yaml_kind(item) != YAML_MAP && !is_known(file, key, NULL)) return yaml_fail(diag, y, item, "不认识“%s”", key);
        for (size_t k = 0; yaml_kind(item) == YAML_MAP && k < yaml_count(item); k++)
            if (!is_known(file, key, yaml_key(y, item, k))) return yaml_fail(diag, y, item, "不认识“%s.%s”", key, yaml_key(y, item, k));
    }
    return true;
}

static bool read_standings(struct letter_words *w, struct yaml *y, yaml_item *list, int level, struct diag *diag)
{
    if (yaml_kind(list) != YAML_LIST) return yaml_fail(diag, y, list ? list : yaml_root(y), "levels 的 standings 应是级别的列表");
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *s = yaml_text(y, yaml_at(y, list, i));
        int k = 0;
        while (s && k < STANDING_WAIVED && strcmp(finding_standing_name(k), s)) k++;
        if (!s || k == STANDING_WAIVED) return yaml_fail(diag, y, list, "不认识级别“%s”；能用的：须改正、超期、错误、警告、有争议、提示", s ? s : "");
        if (w->level_of[k] >= 0) return yaml_fail(diag, y, list, "级别“%s”写了两次", s);
        w->level_of[k] = level;
    }
    return true;
}

static bool read_levels(struct letter_words *w, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"heading", "standings", "alone", NULL};
    yaml_item *list = yaml_get(y, yaml_root(y), "levels");
    if (yaml_kind(list) != YAML_LIST || !yaml_count(list)) return yaml_fail(diag, y, list ? list : yaml_root(y), "缺少“levels”，或者不是列表");
    w->levels = arena_alloc(&w->arena, yaml_count(list) * sizeof *w->levels);
    for (size_t i = 0; i < yaml_count(list); i++) {
        yaml_item *item = yaml_at(y, list, i);
        const char *heading, *alone;
        if (!yaml_only(y, item, keys, diag) || !yaml_need(y, item, "heading", &heading, diag) || !yaml_need(y, item, "alone", &alone, diag)) return false;
        if (strcmp(alone, "yes") && strcmp(alone, "no")) return yaml_fail(diag, y, yaml_get(y, item, "alone"), "alone 应是 yes 或 no");
        w->levels[w->n_levels] = (struct letter_level){arena_dup(&w->arena, heading), !strcmp(alone, "yes")};
        if (!read_standings(w, y, yaml_get(y, item, "standings"), (int)w->n_levels++, diag)) return false;
    }
    return true;
}

static bool read_advice(struct letter_words *w, struct yaml *y, const struct catalogue *catalogue, struct diag *diag)
{
    yaml_item *map = yaml_get(y, yaml_root(y), "advice");
    w->advice = arena_alloc(&w->arena, (yaml_count(map) + 1) * sizeof *w->advice);
    for (size_t i = 0; i < yaml_count(map); i++) {
        const char *id = yaml_key(y, map, i), *s = yaml_text(y, yaml_at(y, map, i));
        if (yaml_kind(map) != YAML_MAP || !s) return yaml_fail(diag, y, map, "advice 应是 检查的编号: 怎样改");
        if (!catalogue_rule(catalogue, id)) return yaml_fail(diag, y, yaml_at(y, map, i), "检查 %s 不在检查目录里", id);
        w->advice[w->n_advice++] = (struct letter_advice){arena_dup(&w->arena, id), filling_trimmed(&w->arena, s)};
    }
    return true;
}

const char *letter_words_advice(const struct letter_words *words, const char *id)
{
    for (size_t i = 0; i < words->n_advice; i++)
        if (!strcmp(words->advice[i].id, id)) return words->advice[i].text;
    return NULL;
}

static bool read_days(struct letter_words *w, struct yaml *y, struct diag *diag)
{
    const char *s;
    char *end;
    if (!yaml_need(y, yaml_root(y), "days", &s, diag)) return false;
    long days = strtol(s, &end, 10);
    if (*end || days < 1 || days > MOST_DAYS) return yaml_fail(diag, y, yaml_get(y, yaml_root(y), "days"), "days 应是 1 到 %d 的工作日数", MOST_DAYS);
    w->days = (int)days;
    return true;
}

/* `hashes` gets the digest of the file. */
static bool read_file(struct letter_words *w, const char *dir, const char *file, const struct catalogue *catalogue, struct text *hashes, struct diag *diag)
{
    struct yaml *y = NULL;
    char hex[DIGEST_HEX];
    const char *path = arena_printf(&w->arena, "%s/%s.yaml", dir, file);
    bool ok = yaml_load(&y, path, diag) && digest_file_sha256(path, hex, diag) && has_only_known(y, file, diag);
    for (int i = 0; ok && i < LETTER_TEXTS; i++)
        if (!strcmp(known[i].file, file)) ok = filling_read(&w->arena, y, known[i].key, known[i].places, &w->texts[i], diag);
    if (ok && !strcmp(file, "returned")) ok = read_levels(w, y, diag) && read_days(w, y, diag) && read_advice(w, y, catalogue, diag);
    if (ok) text_add(hashes, hex);
    yaml_close(y);
    return ok;
}

bool letter_words_load(struct letter_words **words, const char *dir, const struct catalogue *catalogue, struct diag *diag)
{
    struct letter_words *w = memory_alloc(sizeof *w);
    struct text hashes = {0};
    bool ok = true;
    for (int i = 0; i < FINDING_STANDINGS; i++) w->level_of[i] = -1;
    for (int i = 0; ok && i < FILES; i++) ok = read_file(w, dir, files[i], catalogue, &hashes, diag);
    if (ok) digest_sha256(text_get(&hashes), hashes.n, w->hash);
    text_release(&hashes);
    if (ok) *words = w;
    else letter_words_free(w);
    return ok;
}

void letter_words_free(struct letter_words *words)
{
    if (!words) return;
    arena_release(&words->arena);
    free(words);
}
