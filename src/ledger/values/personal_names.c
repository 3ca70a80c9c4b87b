#include "ledger/schema/cell_words.h"
#include "ledger/schema/name_kinds.h"
#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

/* A name is stored and looked for in the letters that personal_letters_of makes, without blanks and the dots of 阿依古丽·买买提. */

enum { SHORT_NAME = 2, SHORTEST_LATIN = 5, LONGEST_NAME = 16, NAME_BYTES = 4 * LONGEST_NAME + 4 };

static bool is_han(uint32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }
static bool is_latin(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static bool is_dot(uint32_t c) { return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == '.'; }

/* Without 等3人, 女士 and the like behind the name. */
static size_t without_ending(const struct personal_rules *rules, const uint32_t *c, size_t n)
{
    for (size_t i = SHORT_NAME; i < n; i++)
        if (c[i] == U'等') n = i;
    if (n < SHORT_NAME + 2) return n;
    struct text end = {0};
    for (size_t i = n - 2; i < n; i++) text_add_code_point(&end, c[i]);
    bool title = intern_find(rules->no_names, end.bytes, end.n);
    text_release(&end);
    return title ? n - 2 : n;
}

/* The first two letters of each name are among the words too, behind a mark that no name has. */
struct name_beginning { char bytes[1 + 2 * sizeof(uint32_t)]; };

static struct name_beginning beginning_of(uint32_t first, uint32_t second)
{
    struct name_beginning b = {{1}};
    memcpy(b.bytes + 1, &first, sizeof first);
    memcpy(b.bytes + 1 + sizeof first, &second, sizeof second);
    return b;
}

static void learn(const struct schema *schema, struct intern *people, const uint32_t *c, size_t n)
{
    const struct personal_rules *rules = schema->personal;
    struct text name = {0};
    bool latin = n && is_latin(c[0]);
    n = without_ending(rules, c, n);
    if (n < (latin ? SHORTEST_LATIN : SHORT_NAME) || n > LONGEST_NAME) return;
    text_add_code_point(&name, c[0]);
    bool ok = n > SHORT_NAME || intern_find(rules->surnames, name.bytes, name.n);
    for (size_t i = 1; i < n; i++) text_add_code_point(&name, c[i]);
    struct slice whole = {name.bytes, name.n};
    struct name_beginning beginning = beginning_of(c[0], c[1]);
    ok = ok && !intern_find(people, whole.s, whole.n) && !strstr(name.bytes, "某") && !intern_find(rules->no_names, whole.s, whole.n) && !cell_words_all(schema, whole) && !name_kind(schema, whole);
    if (ok) {
        intern_number(people, whole.s, whole.n);
        intern_number(people, beginning.bytes, sizeof beginning.bytes);
    }
    text_release(&name);
}

/* The stretches of letters that are names; `joins`: 王 明 is one name and not two. */
static void learn_stretches(const struct schema *schema, struct intern *people, const struct personal_letters *t, bool joins)
{
    uint32_t name[LONGEST_NAME + 1];
    size_t n = 0;
    for (size_t i = 0; i <= t->n; i++) {
        uint32_t c = i < t->n ? t->list[i].c : 0;
        if (is_dot(c) || (n && joins && spelling_blank(c))) continue;
        if ((is_han(c) || is_latin(c)) && (!n || is_han(c) == is_han(name[0]))) {
            if (n <= LONGEST_NAME) name[n++] = c;
            continue;
        }
        if (n && (joins || is_han(name[0]))) learn(schema, people, name, n);
        n = 0;
        if (is_han(c) || is_latin(c)) name[n++] = c;
    }
}

bool personal_kind(const struct schema *schema, const struct code_list *kinds, int64_t kind)
{
    const char *code = kind ? kinds->codes[kind - 1].code : NULL;
    return !code || intern_find(schema->personal->kinds, code, strlen(code));
}

void personal_learn_name(const struct schema *schema, struct intern *people, struct slice cell)
{
    struct personal_letters t;
    bool blank = false;
    personal_letters_of(cell, &t);
    learn_stretches(schema, people, &t, true);
    for (size_t i = 0; i < t.n && !blank; i++) blank = spelling_blank(t.list[i].c);
    if (blank) learn_stretches(schema, people, &t, false);
    free(t.list);
}

static bool begins(const struct intern *people, uint32_t first, uint32_t second)
{
    struct name_beginning beginning = beginning_of(first, second);
    return first && intern_find(people, beginning.bytes, sizeof beginning.bytes);
}

/* No name has letters of two kinds, and a Latin one has several. Every key is asked. */
bool personal_may_name(const struct intern *people, struct slice text)
{
    uint32_t before = 0;
    size_t latin = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t c = (unsigned char)text.s[i], han;
        if (c < 0x80) {
            i++;
            if (c > '.' && !is_latin(c & ~32u)) {      /* most of them are digits */
                before = 0, latin = 0;
                continue;
            }
        } else if ((han = personal_common_han((const unsigned char *)text.s + i, text.n - i))) {
            c = han, i += 3;
        } else {
            struct personal_letter odd;                /* a copy of i: its address would keep it out of the registers */
            size_t at = i;
            if (!personal_letter_next_odd(text, &at, &odd)) break;
            c = odd.c, i = at;
        }
        if (c >= '0' && c <= '9') {
            before = 0, latin = 0;
        } else if (is_han(c)) {
            if (begins(people, before, c)) return true;
            before = c, latin = 0;
        } else if (is_latin(c & ~32u)) {
            if (++latin == SHORTEST_LATIN) return true;
            before = 0;
        } else if (!is_dot(c) && !spelling_blank(c)) {
            before = 0, latin = 0;
        }
    }
    return false;
}

/* The longest name that begins at `i`: its end, and how many letters it has; 0 = none. */
static size_t name_at(const struct intern *people, const struct personal_letters *t, size_t i, size_t *letters, char found[NAME_BYTES])
{
    struct text name = {0};
    size_t end = 0, n = 0;
    for (size_t k = i; k < t->n && n < LONGEST_NAME; k++) {
        uint32_t c = t->list[k].c;
        if (is_dot(c) || spelling_blank(c)) continue;
        if (!is_han(c) && !is_latin(c)) break;
        text_add_code_point(&name, c);
        n++;
        bool whole = !is_latin(c) || k + 1 == t->n || !is_latin(t->list[k + 1].c);
        if (n < SHORT_NAME || !whole || !intern_find(people, name.bytes, name.n)) continue;
        end = k + 1;
        *letters = n;
        memcpy(found, name.bytes, name.n + 1);
    }
    text_release(&name);
    return end;
}

void personal_find_names(const struct personal_rules *rules, const struct intern *people, const struct personal_letters *t, struct personal_marks *marks)
{
    char name[NAME_BYTES];
    if (!intern_any(people)) return;                   /* a superior's ledger has no applicants */
    for (size_t i = 0, letters; i < t->n; i++) {
        uint32_t c = t->list[i].c;
        if (!(is_han(c) || is_latin(c)) || (is_latin(c) && i && is_latin(t->list[i - 1].c))) continue;
        size_t end = name_at(people, t, i, &letters, name);
        if (!end) continue;
        personal_mark_add(marks, t->list[i].from, t->list[end - 1].to, "申请人姓名", letters > SHORT_NAME || !intern_find(rules->ordinary, name, strlen(name)));
        i = end - 1;
    }
}
