/* 退回修改意见: the letter to one agency on what is wrong with its report. Words and levels are data (letter_words.h). */
#ifndef DOCUMENTS_LETTER_H
#define DOCUMENTS_LETTER_H
#include "documents/document.h"
#include "documents/returned.h"

struct letter {
    const struct letter_words *words;
    const char *agency, *parent;                       /* to whom, from whom */
    const char *file;                                  /* of the report, without its folders */
    int year, day, due;                                /* due NO_DAY: that year's calendar is not known */
    const struct defects *faults;
    const struct returned_round *before;               /* of the report that this one replaces; NULL = it is the first */
};

/* Whether the faults are worth a letter. */
bool letter_is_due(const struct letter_words *words, const struct defects *faults);
/* The title of the letter, for document_init. Belongs to the arena. */
const char *letter_title(struct arena *a, const struct letter *letter);
/* Everything that `letter` points at must outlive the document. */
void letter_document(struct document *d, const struct letter *letter);

/* 2026年2月19日; "" for NO_DAY. Shared with the notice. */
const char *letter_day(struct arena *a, int day);

#endif
