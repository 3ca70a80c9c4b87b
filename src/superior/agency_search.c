#include "superior/agency_search.h"
#include "base/intern.h"
#include "base/text.h"
#include "form/label.h"
#include <stdlib.h>
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

/* ---- the names of all agencies ---- */

/* A name, an alias or the code of an agency, as label_key compares it. */
struct agency_key { size_t agency, next; bool code; const char *key; };     /* next: + 1, of another agency with this key */
struct agency_index {
    struct arena arena;
    struct intern *keys, *asked;                       /* asked: the words that were looked up */
    struct agency_key *list;                           /* in the order of the agencies */
    size_t n, cap;
    size_t *first_of;                                  /* by the key's number, in list, + 1 */
    size_t n_keys, cap_keys;
    size_t *lengths, n_lengths, cap_lengths;           /* that keys have, each once */
    int64_t *answers;                                  /* by the number of the words */
    size_t n_answers, cap_answers;
};

static void add_length(struct agency_index *x, size_t length)
{
    for (size_t i = 0; i < x->n_lengths; i++)
        if (x->lengths[i] == length) return;
    x->lengths = memory_grow(x->lengths, x->n_lengths, &x->cap_lengths, sizeof *x->lengths);
    x->lengths[x->n_lengths++] = length;
}

static void add_key(struct agency_index *x, size_t agency, const char *words, bool code)
{
    const char *key = label_key(&x->arena, words);
    if (!*key) return;
    size_t number = (size_t)intern_number(x->keys, key, strlen(key)) - 1;
    x->list = memory_grow(x->list, x->n, &x->cap, sizeof *x->list);
    if (number == x->n_keys) {
        x->first_of = memory_grow(x->first_of, x->n_keys, &x->cap_keys, sizeof *x->first_of);
        x->first_of[x->n_keys++] = 0;
        add_length(x, strlen(key));
    }
    x->list[x->n] = (struct agency_key){agency, x->first_of[number], code, key};
    x->first_of[number] = ++x->n;
}

static void add_agency(struct agency_index *x, size_t agency, const struct ledger_agency *a)
{
    if (a->code) add_key(x, agency, a->code, true);
    if (a->name) add_key(x, agency, a->name, false);
    for (const char *rest = a->aliases ? a->aliases : ""; *rest;) {
        size_t n = strcspn(rest, ";");
        const char *wide = strstr(rest, "；");
        if (wide && (size_t)(wide - rest) < n) n = (size_t)(wide - rest);
        add_key(x, agency, arena_dup_n(&x->arena, rest, n), false);
        rest += n + (rest[n] == ';' ? 1 : rest[n] ? strlen("；") : 0);
    }
}

static struct agency_index *index_of(const struct agency_search *s)
{
    if (*s->index) return *s->index;
    struct agency_index *x = memory_alloc(sizeof *x);
    x->keys = intern_new();
    x->asked = intern_new();
    for (size_t i = 0; i < s->agencies->n; i++) add_agency(x, i, &s->agencies->list[i]);
    return *s->index = x;
}

void agency_index_free(struct agency_index *x)
{
    if (!x) return;
    intern_free(x->keys);
    intern_free(x->asked);
    free(x->list);
    free(x->first_of);
    free(x->lengths);
    free(x->answers);
    arena_release(&x->arena);
    free(x);
}

/* ---- words ---- */

static bool words_in_name(const char *name, const char *words) { return strstr(name, words) != NULL; }
static bool words_end_name(const char *name, const char *words)
{
    size_t n = strlen(name), k = strlen(words);
    return n >= k && !strcmp(name + n - k, words);
}

/* The longest name so far, and whether another agency's is as long. */
struct longest { size_t length; int64_t agency; bool tied; };

static void take_match(const struct agency_search *s, struct longest *best, size_t agency)
{
    const struct ledger_agency *a = &s->agencies->list[agency];
    size_t n = a->name ? strlen(a->name) : 1;
    if (n < best->length || best->agency == (int64_t)agency + 1) return;
    *best = (struct longest){n, (int64_t)agency + 1, n == best->length};
}

/* The agency whose whole name, or code, is in the words: the longest name counts, and of two equally long ones none. */
static int64_t whole_name(const struct agency_search *s, const char *words)
{
    const struct agency_index *x = index_of(s);
    struct longest best = {0};
    size_t all = strlen(words);
    for (size_t at = 0; at < all; at++)
        for (size_t i = 0; i < x->n_lengths; i++) {
            int64_t key = at + x->lengths[i] <= all ? intern_find(x->keys, words + at, x->lengths[i]) : 0;
            for (size_t k = key ? x->first_of[key - 1] : 0; k; k = x->list[k - 1].next) take_match(s, &best, x->list[k - 1].agency);
        }
    return best.tied ? 0 : best.agency;
}

/* The only agency whose name fits the words; 0 where two do. */
static int64_t only_one(const struct agency_search *s, bool (*fits)(const char *name, const char *words), const char *words)
{
    const struct agency_index *x = index_of(s);
    int64_t found = 0;
    for (size_t i = 0; i < x->n; i++) {
        int64_t agency = (int64_t)x->list[i].agency + 1;
        if (x->list[i].code || agency == found || !fits(x->list[i].key, words)) continue;
        if (found) return 0;
        found = agency;
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

static int64_t look_up(const struct agency_search *s, const char *words)
{
    const char *key = label_key(s->arena, words);
    int64_t found = whole_name(s, key);
    return found ? found : part_of_name(s, leading_words(s->arena, key));
}

/* Many files lie in one folder: its words are looked up once. */
static int64_t agency_in(const struct agency_search *s, const char *words)
{
    struct agency_index *x = index_of(s);
    size_t number = (size_t)intern_number(x->asked, words, strlen(words)) - 1;
    if (number < x->n_answers) return x->answers[number];
    x->answers = memory_grow(x->answers, x->n_answers, &x->cap_answers, sizeof *x->answers);
    return x->answers[x->n_answers++] = look_up(s, words);
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

/* Whether the words have a name or the code of the agency. */
static bool holds(const struct agency_search *s, int64_t agency, const char *words)
{
    const struct agency_index *x = index_of(s);
    for (size_t i = 0; i < x->n; i++)
        if ((int64_t)x->list[i].agency + 1 == agency && strstr(words, x->list[i].key)) return true;
    return false;
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
