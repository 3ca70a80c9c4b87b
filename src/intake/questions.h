/* What only the office can decide about its old ledger, and what it has answered.
 *
 * Each question has a key that is the same in every run over the same ledger: 列/申请登记/收件日期. The answers of an earlier run are known
 * before the questions are asked; questions_ask gives the answer or NULL, and the caller goes on without.
 *
 *     const char *answer = questions_ask(&q, &(struct question){.key = …, .text = "“收件日期”是哪一天", .choices = choices, .n_choices = 4});
 *     if (answer && !strcmp(answer, choices[0])) …
 */
#ifndef INTAKE_QUESTIONS_H
#define INTAKE_QUESTIONS_H
#include "base/intern.h"
#include "base/memory.h"
#include <stdbool.h>
#include <stddef.h>

enum answer_kind {
    ANSWER_CHOICE, /* one of the choices */
    ANSWER_WORDS,  /* a choice, or words of one's own */
    ANSWER_DATE    /* a choice, or a date */
};
struct question {
    const char *key;
    const char *text, *where; /* for people; where: sheets, rows, how many */
    const char *advice;       /* what is probably right; NULL = not known */
    const char *note;         /* what follows from the answers; NULL = nothing to say */
    const char *const *choices;
    size_t n_choices;
    enum answer_kind kind;
    bool optional; /* without an answer nothing is wrong: the cells stay in 原样 */
    /* Filled in by questions_ask. */
    const char *answer; /* as the office gave it; NULL = none yet */
    const char *wrong;  /* why the answer cannot be used; NULL = it can, or there is none */
    size_t n_cells;     /* how often it was asked */
};
struct questions {
    struct arena arena;
    struct question *list;
    size_t n, cap;
    struct intern *keys; /* number of a key → list[number - 1] */
    struct given_answer {
        const char *key, *answer;
    } * answers;
    size_t n_answers, cap_answers;
};

void questions_init(struct questions *q);
void questions_release(struct questions *q);
/* An answer of an earlier run; both strings are copied. The last one for a key counts. */
void questions_answer(struct questions *q, const char *key, const char *answer);
/* Asks, or counts one more cell of a question that was asked; strings are copied, once. The usable answer, which lives as long as the
 * questions: one of the choices, other words of ANSWER_WORDS, a date as 2025-03-31; NULL where there is none. */
const char *questions_ask(struct questions *q, const struct question *asked);
/* How many wait for an answer without which figures are wrong or the run is refused. */
size_t questions_open(const struct questions *q);

#endif
