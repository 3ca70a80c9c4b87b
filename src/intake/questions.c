#include "intake/questions.h"
#include "calendar/civil.h"
#include "ledger/values/value_date.h"
#include <stdlib.h>
#include <string.h>

void questions_init(struct questions *q) { *q = (struct questions){.keys = intern_new()}; }

void questions_release(struct questions *q)
{
    free(q->list);
    free(q->answers);
    intern_free(q->keys);
    arena_release(&q->arena);
}

void questions_answer(struct questions *q, const char *key, const char *answer)
{
    q->answers = memory_grow(q->answers, q->n_answers, &q->cap_answers, sizeof *q->answers);
    q->answers[q->n_answers++] = (struct given_answer){arena_dup(&q->arena, key), arena_dup(&q->arena, answer)};
}

static const char *given(const struct questions *q, const char *key)
{
    for (size_t i = q->n_answers; i; i--)
        if (!strcmp(q->answers[i - 1].key, key)) return *q->answers[i - 1].answer ? q->answers[i - 1].answer : NULL;
    return NULL;
}

/* The choice that the answer is, in any width and with any blanks; or NULL. */
static const char *chosen(const struct question *one, const char *answer)
{
    struct text seen = {0}, choice = {0};
    const char *found = NULL;
    spelling_fold(&seen, (struct slice){answer, strlen(answer)});
    for (size_t i = 0; i < one->n_choices && !found; i++) {
        text_clear(&choice);
        spelling_fold(&choice, (struct slice){one->choices[i], strlen(one->choices[i])});
        if (!strcmp(text_get(&seen), text_get(&choice))) found = one->choices[i];
    }
    text_release(&seen);
    text_release(&choice);
    return found;
}

static const char *usable(struct questions *q, struct question *one)
{
    struct date date;
    char iso[CIVIL_ISO];
    if (!one->answer) return NULL;
    const char *choice = chosen(one, one->answer);
    if (choice || one->kind == ANSWER_WORDS) return choice ? choice : one->answer;
    if (one->kind == ANSWER_DATE) {
        enum date_verdict verdict = date_read((struct slice){one->answer, strlen(one->answer)}, civil_day(9998, 12, 31), DATES_OF_UNKNOWN, &date);
        if (verdict == DATE_OK) return arena_dup(&q->arena, civil_iso(date.day, iso));
        one->wrong = "请填 2025-03-31 这样的日期，或从下拉列表选";
    } else {
        one->wrong = "请从下拉列表选";
    }
    return NULL;
}

const char *questions_ask(struct questions *q, const struct question *asked)
{
    size_t number = (size_t)intern_number(q->keys, asked->key, strlen(asked->key));
    if (number <= q->n) {
        struct question *before = &q->list[number - 1];
        before->n_cells++;
        return before->wrong ? NULL : usable(q, before);
    }
    q->list = memory_grow(q->list, q->n, &q->cap, sizeof *q->list);
    struct question *one = &q->list[q->n++];
    *one = *asked;
    one->key = arena_dup(&q->arena, asked->key);
    one->text = arena_dup(&q->arena, asked->text);
    one->where = arena_dup(&q->arena, asked->where);
    one->advice = arena_dup(&q->arena, asked->advice);
    one->note = arena_dup(&q->arena, asked->note);
    const char **choices = arena_alloc(&q->arena, (asked->n_choices + 1) * sizeof *choices);
    for (size_t i = 0; i < asked->n_choices; i++) choices[i] = arena_dup(&q->arena, asked->choices[i]);
    one->choices = choices;
    one->answer = given(q, one->key);
    one->n_cells = 1;
    return usable(q, one);
}

size_t questions_open(const struct questions *q)
{
    size_t n = 0;
    for (size_t i = 0; i < q->n; i++) n += !q->list[i].optional && (!q->list[i].answer || q->list[i].wrong);
    return n;
}
