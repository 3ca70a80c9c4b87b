#include "superior/agency_search.h"
#include "base/text.h"
#include "form/label.h"
#include <string.h>

static const char *folder_of(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? arena_dup_n(arena, file, (size_t)(slash - file)) : "";
}

/* The words at the beginning of a name, up to a number or to what reports are called: 民政局2025年年报 → 民政局. */
static const char *leading_words(struct arena *arena, const char *key)
{
    static const char *const ends[] = {"政府信息", "信息公开", "年报", "年度", "工作", "报告", "上报", "报送", "终稿", "定稿", "盖章"};
    size_t n = strcspn(key, "0123456789");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *at = strstr(key, ends[i]);
        if (at && (size_t)(at - key) < n) n = (size_t)(at - key);
    }
    return arena_dup_n(arena, key, n);
}

/* Whether one of the agency's names fits the words. */
static bool any_name(const struct agency_search *s, const struct ledger_agency *a, bool (*fits)(const char *name, const char *words), const char *words)
{
    if (a->name && fits(label_key(s->arena, a->name), words)) return true;
    for (const char *rest = a->aliases ? a->aliases : ""; *rest;) {
        size_t n = strcspn(rest, ";");
        const char *wide = strstr(rest, "；");
        if (wide && (size_t)(wide - rest) < n) n = (size_t)(wide - rest);
        if (fits(label_key(s->arena, arena_dup_n(s->arena, rest, n)), words)) return true;
        rest += n + (rest[n] == ';' ? 1 : rest[n] ? strlen("；") : 0);
    }
    return false;
}

static bool name_in_words(const char *name, const char *words) { return *name && strstr(words, name); }
static bool words_in_name(const char *name, const char *words) { return strstr(name, words) != NULL; }
static bool words_end_name(const char *name, const char *words)
{
    size_t n = strlen(name), k = strlen(words);
    return n >= k && !strcmp(name + n - k, words);
}

/* The agency whose whole name, or code, is in the words: the longest name counts, and of two equally long ones none. */
static int64_t whole_name(const struct agency_search *s, const char *words)
{
    size_t best = 0;
    int64_t found = 0;
    for (size_t i = 0; i < s->agencies->n; i++) {
        const struct ledger_agency *a = &s->agencies->list[i];
        bool coded = a->code && strstr(words, label_key(s->arena, a->code));
        size_t n = a->name ? strlen(a->name) : 1;
        if ((!coded && !any_name(s, a, name_in_words, words)) || n < best) continue;
        found = n == best ? 0 : (int64_t)i + 1;
        best = n;
    }
    return found;
}

/* The only agency whose name fits the words; 0 where two do. */
static int64_t only_one(const struct agency_search *s, bool (*fits)(const char *name, const char *words), const char *words)
{
    int64_t found = 0;
    for (size_t i = 0; i < s->agencies->n; i++) {
        if (!any_name(s, &s->agencies->list[i], fits, words)) continue;
        if (found) return 0;
        found = (int64_t)i + 1;
    }
    return found;
}

/* 民政局 is 清河县民政局, although 清河县民政局城关所 has the words too; 石桥乡 is 清河县石桥乡人民政府. */
static int64_t part_of_name(const struct agency_search *s, const char *words)
{
    enum { LEAST = 3 * 3 };                            /* three characters */
    if (strlen(words) < LEAST) return 0;
    int64_t found = only_one(s, words_end_name, words);
    return found ? found : only_one(s, words_in_name, words);
}

static int64_t agency_in(const struct agency_search *s, const char *words)
{
    const char *key = label_key(s->arena, words);
    int64_t found = whole_name(s, key);
    return found ? found : part_of_name(s, leading_words(s->arena, key));
}

int64_t agency_search_submission(const struct agency_search *s, const struct submission *sub)
{
    int64_t found = sub->code ? ledger_agencies_find(s->agencies, sub->code) : 0;
    if (!found && sub->name) found = ledger_agencies_find(s->agencies, sub->name);
    if (!found && sub->name) found = agency_in(s, sub->name);
    if (!found) found = agency_in(s, submission_file_stem(s->arena, sub->shown));
    const char *rest = folder_of(s->arena, sub->shown);
    for (const char *folder; !found && (folder = submission_folder_above(s->arena, &rest));) found = agency_in(s, folder);
    for (size_t i = 0; i < SUBMISSION_HEADINGS && !found; i++)
        if (sub->headings[i]) found = agency_in(s, sub->headings[i]);
    return found;
}

/* ---- a report whose path names another agency ---- */

static bool holds(const struct agency_search *s, int64_t agency, const char *words)
{
    const struct ledger_agency *a = &s->agencies->list[agency - 1];
    return (a->code && strstr(words, label_key(s->arena, a->code))) || any_name(s, a, name_in_words, words);
}

/* Whether the part names `agency` too: 石桥乡转清河县民政局. Where one name is part of the other (a government's in its office's),
 * only the longer is named. */
static bool names_too(const struct agency_search *s, int64_t agency, int64_t found, const char *part)
{
    const char *other = s->agencies->list[found - 1].name;
    return holds(s, agency, label_key(s->arena, part)) && !(other && holds(s, agency, label_key(s->arena, other)));
}

static bool is_above(const struct agency_tree *tree, int64_t above, int64_t agency)
{
    const struct tree_agency *a = agency_tree_find(tree, agency);
    for (size_t i = 0; a && i <= tree->n; i++) {
        if (a->parent == above) return true;
        a = agency_tree_find(tree, a->parent);
    }
    return false;
}

/* An agency that was renamed or merged may still go by its old name; the successor's folder may hold its last report. */
static bool is_succeeded(const struct agency_tree *tree, int64_t agency, int64_t by)
{
    const struct tree_agency *a = agency_tree_find(tree, agency);
    return a && a->successor == by;
}

int64_t agency_search_other(const struct agency_search *s, const struct agency_tree *tree, const char *shown, int64_t agency, bool *folder)
{
    const char *rest = folder_of(s->arena, shown);
    *folder = false;
    for (const char *part = submission_file_stem(s->arena, shown); part; part = submission_folder_above(s->arena, &rest), *folder = true) {
        int64_t found = agency_in(s, part);
        if (!found) continue;
        if (found == agency || names_too(s, agency, found, part)) return 0;
        bool holder = found == tree->root || is_above(tree, found, tree->root) || is_succeeded(tree, found, agency) ||
                      (*folder && (is_above(tree, found, agency) || is_succeeded(tree, agency, found)));
        return holder ? 0 : found;
    }
    return 0;
}
