/* Which words name a person. */
#include "base/intern.h"
#include "intake/intake_inside.h"
#include "ledger/values/personal.h"
#include "ledger/values/value.h"
#include <string.h>

static bool ends_like_unit(const struct schema *schema, struct slice name)
{
    for (size_t i = 0; i < schema->units_end.n; i++) {
        size_t n = strlen(schema->units_end.words[i]);
        if (name.n >= n && !memcmp(name.s + name.n - n, schema->units_end.words[i], n)) return true;
    }
    return false;
}

static bool is_learnt(const struct schema *schema, struct slice name)
{
    struct intern *people = intern_new();
    personal_learn_name(schema, people, name);
    bool is = intern_number(people, " ", 1) > 1; /* it is the first where no name was learnt */
    intern_free(people);
    return is;
}

bool intake_is_person(const struct schema *schema, const char *name)
{
    enum { LONGEST = 3 };
    struct text folded = {0};
    spelling_fold(&folded, slice_of(name));
    struct slice whole = {text_get(&folded), folded.n};
    size_t first = utf8_next(whole.s, whole.n, &(uint32_t){0}), two = first + utf8_next(whole.s + first, whole.n - first, &(uint32_t){0});
    bool is = utf8_length(whole.s) <= LONGEST && !ends_like_unit(schema, whole) && is_learnt(schema, slice_of(name)) &&
              is_learnt(schema, (struct slice){whole.s, two}); /* of two characters, the first must be a surname */
    text_release(&folded);
    return is;
}

struct intern *intake_people(const struct intake *k)
{
    struct intern *people = intern_new();
    for (size_t t = 0; t < k->schema->n_tables; t++) {
        int name = carried_named(k->tables[t].table, "applicant");
        for (size_t r = 0; name >= 0 && r < k->tables[t].n_rows; r++)
            if (k->tables[t].rows[r].cells[name]) personal_learn_name(k->schema, people, slice_of(k->tables[t].rows[r].cells[name]));
    }
    return people;
}

static bool is_marked(const struct schema *schema, const struct intern *people, const char *word, bool sure)
{
    const struct personal_scope scope = {.schema = schema, .people = people};
    struct personal_marks marks = {0};
    bool is = false;
    personal_scan(&scope, word, &marks);
    for (size_t i = 0; i < marks.n; i++) is |= marks.list[i].sure || !sure;
    personal_marks_release(&marks);
    return is;
}

/* Two characters together that a code or another spelling of it has: 公开了. */
static bool is_like_a_code(const struct code_list *list, const char *word)
{
    for (const char *at = word; *at; at += utf8_next(at, strlen(at), &(uint32_t){0})) {
        size_t n = utf8_next(at, strlen(at), &(uint32_t){0}), both = at[n] ? n + utf8_next(at + n, strlen(at + n), &(uint32_t){0}) : 0;
        for (size_t c = 0; both && c < list->n; c++) {
            if (memmem(list->codes[c].label, strlen(list->codes[c].label), at, both)) return true;
            for (size_t i = 0; i < list->codes[c].n_aliases; i++)
                if (memmem(list->codes[c].aliases[i], strlen(list->codes[c].aliases[i]), at, both)) return true;
        }
    }
    return false;
}

/* 兴农路8号 */
static bool is_address(const struct schema *schema, const char *word)
{
    bool figure = false, place = false;
    for (const char *at = word; *at;) {
        uint32_t c;
        at += utf8_next(at, strlen(at), &c);
        c = spelling_narrow(c);
        figure |= c >= '0' && c <= '9';
    }
    for (size_t i = 0; i < schema->places.n; i++) place |= strstr(word, schema->places.words[i]) != NULL;
    return figure && place;
}

bool intake_names_person(const struct intake *k, const struct intern *people, const struct code_list *list, const char *word)
{
    if (value_looks_personal(slice_of(word)) || is_marked(k->schema, people, word, false)) return true;
    if (list && is_address(k->schema, word)) return true;
    if (!list || !intake_is_person(k->schema, word) || is_like_a_code(list, word)) return false;
    struct intern *itself = intern_new();
    personal_learn_name(k->schema, itself, slice_of(word));
    bool sure = is_marked(k->schema, itself, word, true); /* 公平 is a name, but rather an ordinary word */
    intern_free(itself);
    return sure;
}
