#include "ledger/rows/row_source.h"
#include "ledger/values/value_key.h"
#include <stdlib.h>
#include <string.h>

/* Every name is known by its number in `spellings`; owners[number - 1] is the agency that goes by it, or SEVERAL where
 * two do: then only the code identifies one. Codes come before names. */
enum { SEVERAL = -1 };

static int64_t *owner_of(struct ledger_agencies *all, const char *s, size_t n)
{
    if (!all->spellings) all->spellings = intern_new();
    size_t number = (size_t)intern_number(all->spellings, s, n);
    if (number > all->n_owners) {
        all->owners = memory_grow(all->owners, all->n_owners, &all->cap_owners, sizeof *all->owners);
        all->owners[all->n_owners++] = 0;
    }
    return &all->owners[number - 1];
}

static void folded(struct text *out, char kind, struct slice s)
{
    text_clear(out);
    text_add_char(out, kind);
    key_fold(out, s);
}

static void learn(struct ledger_agencies *all, char kind, struct slice name, int64_t id)
{
    struct text key = {0};
    folded(&key, kind, name);
    if (key.n > 1) {
        int64_t *owner = owner_of(all, text_get(&key), key.n);
        *owner = *owner && *owner != id ? SEVERAL : id;
    }
    text_release(&key);
}

/* Takes the next of the aliases, parted by semicolons of either width. */
static bool next_alias(const char **rest, struct slice *alias)
{
    const char *from = *rest, *p = from;
    if (!*from) return false;
    for (uint32_t c; *p;) {
        size_t used = utf8_next(p, strnlen(p, UTF8_MOST), &c);
        *rest = p + used;
        if (spelling_narrow(c) == ';') {
            *alias = (struct slice){from, (size_t)(p - from)};
            return true;
        }
        p += used;
    }
    *alias = (struct slice){from, (size_t)(p - from)};
    return true;
}

static void add_word(struct ledger_agencies *all, struct ledger_agency *a, struct slice word, const char *means)
{
    struct text folded = {0};
    key_fold(&folded, word);
    a->words[a->n_words++] = (struct agency_word){{arena_dup_n(&all->arena, text_get(&folded), folded.n), folded.n}, means};
    text_release(&folded);
}

static void add_words(struct ledger_agencies *all, struct ledger_agency *a)
{
    const char *const words[] = {a->code, a->name};
    struct slice alias;
    size_t n = 2;
    for (const char *rest = a->aliases ? a->aliases : ""; next_alias(&rest, &alias);) n++;
    a->words = arena_alloc(&all->arena, n * sizeof *a->words);
    for (size_t k = 0; k < 2; k++)
        if (words[k]) add_word(all, a, (struct slice){words[k], strlen(words[k])}, words[k]);
    for (const char *rest = a->aliases ? a->aliases : ""; next_alias(&rest, &alias);) add_word(all, a, alias, a->name);
}

int64_t ledger_agencies_add(struct ledger_agencies *all, const char *code, const char *name, const char *aliases)
{
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    struct arena *a = &all->arena;
    struct ledger_agency *one = &all->list[all->n++];
    *one = (struct ledger_agency){arena_dup(a, code), arena_dup(a, name), arena_dup(a, aliases), NULL, 0};
    add_words(all, one);
    text_printf(&all->own, "%s\n%s\n", name ? name : "", aliases ? aliases : "");
    int64_t id = (int64_t)all->n;
    if (code) learn(all, 'c', (struct slice){code, strlen(code)}, id);
    if (name) learn(all, 'n', (struct slice){name, strlen(name)}, id);
    struct slice alias;
    for (const char *rest = aliases ? aliases : ""; next_alias(&rest, &alias);) learn(all, 'n', alias, id);
    return id;
}

/* Who is known by a word: an id, 0 where no agency has it, less where several have. */
static int64_t known_by(const struct ledger_agencies *all, struct slice s)
{
    if (!all->spellings || s.n > 1024) return 0;
    struct text key = {0};
    int64_t id = 0;
    for (const char *kind = "cn"; *kind && !id; kind++) {
        folded(&key, *kind, s);
        int64_t number = intern_find(all->spellings, text_get(&key), key.n);
        if (number) id = all->owners[number - 1];
    }
    text_release(&key);
    return id;
}

int64_t ledger_agencies_find_slice(const struct ledger_agencies *all, struct slice s)
{
    int64_t id = known_by(all, s);
    return id > 0 ? id : 0;
}

bool ledger_agencies_share(const struct ledger_agencies *all, const char *name) { return known_by(all, (struct slice){name, strlen(name)}) < 0; }

int64_t ledger_agencies_find(const struct ledger_agencies *all, const char *code_or_name)
{
    return ledger_agencies_find_slice(all, (struct slice){code_or_name, strlen(code_or_name)});
}

/* The word of this agency that comes near: its code, its name, or its name for an alias. One slip, whatever the widths and blanks. */
static const char *near_word(const struct ledger_agency *a, struct slice folded_word)
{
    for (size_t k = 0; k < a->n_words; k++)
        if (spelling_near(folded_word, a->words[k].folded)) return a->words[k].means;
    return NULL;
}

bool ledger_agencies_near(const struct ledger_agencies *all, struct slice s, struct text *out)
{
    enum { LONGEST = 300, MOST = 3 };
    struct text word = {0};
    size_t found = 0;
    if (s.n <= LONGEST) key_fold(&word, s);
    for (size_t i = 0; word.n && i < all->n && found < MOST; i++) {
        const char *one = near_word(&all->list[i], (struct slice){word.bytes, word.n});
        if (!one) continue;
        text_printf(out, "%s%s", found++ ? " 或 " : "", one);
    }
    text_release(&word);
    return found > 0;
}

void ledger_agencies_release(struct ledger_agencies *all)
{
    arena_release(&all->arena);
    free(all->list);
    free(all->owners);
    intern_free(all->spellings);
    text_release(&all->own);
    *all = (struct ledger_agencies){0};
}
