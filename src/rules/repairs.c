#include "rules/repairs.h"
#include "base/intern.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The check that reports repaired dates: `value` is what stood there, `expected` the day. */
static bool is_repair(const struct finding *f) { return !strcmp(f->id, "A02") && f->value && f->expected; }

/* Repairs by "file:row" and by key; those of one place are a linked list. */
struct repair { const struct finding *finding; size_t next; };
struct repairs {
    struct intern *places;
    size_t *first, n_first, cap_first;                 /* by place: its first repair, counted from 1 */
    struct repair *list;
    size_t n, cap;
};

static size_t *first_at(struct repairs *all, const char *place, size_t n)
{
    size_t number = (size_t)intern_number(all->places, place, n);
    if (number > all->n_first) {
        all->first = memory_grow(all->first, all->n_first, &all->cap_first, sizeof *all->first);
        all->first[all->n_first++] = 0;
    }
    return &all->first[number - 1];
}

static void put(struct repairs *all, const char *place, size_t n, const struct finding *f)
{
    size_t *first = first_at(all, place, n);
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = (struct repair){f, *first};
    *first = all->n;
}

static void place_of(struct text *out, const struct finding *f)
{
    text_clear(out);
    text_printf(out, "%s:%" PRId64, f->file, f->row);
}

/* The dates of a request and of its events are compared across two files; all others within one row. */
static bool has_record(const struct finding *f)
{
    return f->key && f->table && (!strcmp(f->table, "requests") || !strcmp(f->table, "events"));
}

/* The key of an event is that of its request and a number; findings name the request. */
static size_t record_key(const char *key)
{
    const char *blank = strchr(key, ' ');
    return blank ? (size_t)(blank - key) : strlen(key);
}

static void collect(struct repairs *all, const struct findings *findings)
{
    struct text place = {0};
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *f = &findings->list[i];
        if (!is_repair(f) || !f->file) continue;
        place_of(&place, f);
        put(all, place.bytes, place.n, f);
        if (has_record(f)) put(all, f->key, record_key(f->key), f);
    }
    text_release(&place);
}

static bool shows(const struct finding *f, const char *day)
{
    return (f->value && strstr(f->value, day)) || (f->expected && strstr(f->expected, day));
}

static void name_those(const struct repairs *all, int64_t place, const struct finding *f, struct text *words)
{
    for (size_t at = place ? all->first[place - 1] : 0; at; at = all->list[at - 1].next) {
        const struct finding *repair = all->list[at - 1].finding;
        if (!shows(f, repair->expected)) continue;
        struct text one = {0};
        text_printf(&one, "%s 由“%s”修正而来", repair->expected, repair->value);
        if (!strstr(text_get(words), text_get(&one))) text_printf(words, "%s%s", words->n ? "，" : "", text_get(&one));
        text_release(&one);
    }
}

void repairs_name(struct findings *findings)
{
    struct repairs all = {.places = intern_new()};
    struct text place = {0}, words = {0};
    collect(&all, findings);
    for (size_t i = 0; all.n && i < findings->n; i++) {
        struct finding *f = &findings->list[i];
        if (!f->agency) continue;                          /* found while reading, not by comparing */
        text_clear(&words);
        if (f->file) {
            place_of(&place, f);
            name_those(&all, intern_find(all.places, place.bytes, place.n), f, &words);
        }
        if (has_record(f)) name_those(&all, intern_find(all.places, f->key, record_key(f->key)), f, &words);
        if (words.n) f->message = arena_printf(&findings->arena, "%s（%s，请先核对）", f->message, text_get(&words));
    }
    text_release(&place);
    text_release(&words);
    intern_free(all.places);
    free(all.first);
    free(all.list);
}
