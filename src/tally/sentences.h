/* Two texts side by side, sentence by sentence: this year's and last year's.
 *
 *     struct sentence_pairs p = {0};
 *     sentences_compare(&p, "2025年，公开信息120条。新建专栏。", "2024年，公开信息120条。");
 *     // p.list[0]: DATED, same_numbers; p.list[1]: NEW, before NULL
 *     sentence_pairs_release(&p);
 *
 * Headings within a section, （一）…, are left out. Sentences are aligned in their order; what has only moved is found afterwards. Runs of at least four characters that a sentence
 * has in common with the old one stand in 【】 on both sides, as long as neither has more than 600 characters. Work is bounded: of each text the first SENTENCES_MOST sentences
 * are compared.
 */
#ifndef TALLY_SENTENCES_H
#define TALLY_SENTENCES_H
#include "base/memory.h"
#include <stdbool.h>
#include <stddef.h>

enum { SENTENCES_MOST = 300 };

enum sentence_kind {
    SENTENCE_COPIED,                                   /* word by word; blanks do not count */
    SENTENCE_DATED,                                    /* only the year moved on */
    SENTENCE_COUNTED,                                  /* only numbers are others */
    SENTENCE_REWRITTEN,
    SENTENCE_NEW,                                      /* before is NULL */
    SENTENCE_GONE,                                     /* now is NULL */
    SENTENCE_KINDS
};
struct sentence_pair {
    const char *now, *before;
    enum sentence_kind kind;
    int percent;                                       /* of a rewritten one: how much of both is common */
    bool same_numbers;                                 /* it has numbers other than dates, and all are last year's */
    bool moved;
};
/* In the order of this year's text; a sentence that is gone stands where it stood. */
struct sentence_pairs {
    struct arena arena;
    struct sentence_pair *list;
    size_t n;
    bool cut;                                          /* a text was longer */
    size_t counts[SENTENCE_KINDS];
};

void sentences_compare(struct sentence_pairs *p, const char *now, const char *before);
void sentence_pairs_release(struct sentence_pairs *p);

#endif
