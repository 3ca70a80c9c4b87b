/* A package of another version that keeps no words: those it was written by are not at hand. What its records say otherwise is taken as it stands where the
 * values stand in it that the program fills in, and told: words are no difference, results and numbers are. */
#include "archive/reread_inside.h"
#include "archive/transfer_inside.h"
#include <stdlib.h>
#include <string.h>

bool reread_is_wordless(const struct rereading *r) { return !r->words_sha256 && *r->of_another; }

/* Once a file. */
static void tell(struct rereading *r, const char *file)
{
    if (r->words_told && !strcmp(r->words_told, file)) return;
    r->words_told = file;
    reread_tell(r, "unseen", file, "用语与这里的不同，移交包是另一版程序写的，没有带它的用语：用语没有核对，结果和数照样核对");
}

static bool is_word(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

/* Takes the value out of the words, so that each value has a place of its own; a number is not part of another, or of a name (SM3). */
static bool take(char *words, const char *value)
{
    const size_t n = strlen(value);
    const bool number = strspn(value, "0123456789") == n;
    for (char *s = n ? words : NULL; s && (s = strstr(s, value)); s++) {
        if (number && ((s > words && is_word(s[-1])) || is_word(s[n]))) continue;
        memset(s, '_', n);
        return true;
    }
    return !n;
}

static bool take_all(char *words, const struct filling *values)
{
    for (const struct filling *v = values; v->place; v++)
        if (v->value && !take(words, v->value)) return false;
    return true;
}

/* The words by which `said` is written again: `own`, or itself. */
static const char *adopt(struct rereading *r, const char *file, const char *own, const char *said, const struct filling *values)
{
    if (!own || !*said || strpbrk(said, "{}") || !strcmp(filling_in(&r->arena, own, values), said)) return own;
    if (!take_all(arena_dup(&r->arena, said), values)) return own;
    tell(r, file);
    return said;
}

void reread_adopt_abstract(struct rereading *r, struct archive_words *w, const struct archive_item *item, const struct tree *record)
{
    struct filling values[RECORD_ABSTRACT];
    if (!reread_is_wordless(r) || item->abstract || !item->its_form) return;
    record_abstract_values(&r->arena, item, values);
    w->texts[ARCHIVE_ABSTRACT] = adopt(r, arena_printf(&r->arena, "%s/%s", item->place, ARCHIVE_METADATA), r->words->texts[ARCHIVE_ABSTRACT], tree_text(record, "内容描述/摘要"), values);
}

static void adopt_test(struct rereading *r, struct archive_result *one, const struct tree *entry)
{
    static const char file[] = ARCHIVE_RESULTS_FILE;
    const char *all = arena_printf(&r->arena, "%zu", one->count);
    const struct filling none[] = {{NULL, NULL}}, count[] = {{"count", all}, {NULL, NULL}};
    struct archive_test_words *t = arena_alloc(&r->arena, sizeof *t);
    *t = *one->words;
    t->nature = adopt(r, file, t->nature, tree_text(entry, "性"), none);
    t->name = adopt(r, file, t->name, tree_text(entry, "名称"), none);
    t->looked = adopt(r, file, t->looked, tree_text(entry, "检测对象和依据"), count);
    t->untested = adopt(r, file, t->untested, tree_text(entry, "说明"), none);
    one->words = t;
}

void reread_adopt_results(struct rereading *r, const struct archive_package *p, struct archive_words *w, struct archive_results *results)
{
    static const char file[] = ARCHIVE_RESULTS_FILE;
    struct diag unread;
    const struct tree *root = reread_is_wordless(r) && reread_may_open(r, file) ? tree_read(&r->arena, reread_path(r, file), &unread) : NULL, *entry = root ? root->first : NULL;
    struct filling content[RECORD_CONTENT], counts[RECORD_RESULTS];
    if (!root) return;
    for (size_t i = 0; i < results->n; i++, entry = entry ? entry->next : NULL) {
        while (entry && strcmp(entry->name, "项目")) entry = entry->next;
        if (entry) adopt_test(r, &results->list[i], entry);
    }
    record_content_values(&r->arena, p, content);
    record_results_values(&r->arena, p, counts);
    const enum archive_text kind = record_content_kind(p);
    w->texts[kind] = adopt(r, file, w->texts[kind], tree_text(root, "检测内容"), content);
    w->texts[ARCHIVE_RESULTS] = adopt(r, file, w->texts[ARCHIVE_RESULTS], tree_text(root, "结果"), counts);
}

/* Whether the readme has all values that no words are made of; `bytes` ends with a NUL. */
bool reread_adopt_readme(struct rereading *r, const struct archive_package *p, const char *bytes)
{
    struct archive_words w = *p->words;
    struct archive_package bare = *p;
    struct filling counts[RECORD_RESULTS];
    struct text values = {0};
    if (!reread_is_wordless(r)) return false;
    w.texts[ARCHIVE_README] = "\n{transferor}\n{archive}\n{fonds}\n{transfer_date}\n{first}\n{last}\n{items}\n{files}\n{bytes}\n{program}";
    bare.words = &w;
    record_readme(&values, &bare, &r->arena, "", "");
    record_results_values(&r->arena, p, counts);
    char *left = arena_dup(&r->arena, bytes);
    bool all = true;
    for (const char *at = strchr(text_get(&values), '\n'); all && at && *++at; at = strchr(at, '\n')) all = take(left, arena_dup_n(&r->arena, at, strcspn(at, "\r\n")));
    text_release(&values);
    all = all && take_all(left, counts);
    if (all) tell(r, ARCHIVE_README_FILE);
    return all;
}

void reread_note(struct rereading *r, const char *name, const char *wanted, size_t m)
{
    size_t n;
    char *bytes = reread_is_wordless(r) ? reread_bytes(r, name, &n) : NULL;
    if (!bytes) reread_compare(r, name, wanted, m);
    else if (n != m || memcmp(bytes, wanted, n) != 0) tell(r, name);
    free(bytes);
}
