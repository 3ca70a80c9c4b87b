/* 通报: how the agencies handed in their reports, and the kinds of faults that were found. It names agencies, never persons. */
#ifndef DOCUMENTS_NOTICE_H
#define DOCUMENTS_NOTICE_H
#include "documents/document.h"
#include "documents/defects.h"
#include "form/report.h"

/* A letter: to whom, its file below the folder of the run, without its ending; how many faults; whether it is about a report handed in again. */
struct sent_letter { const char *agency, *file; size_t faults; bool again; };
/* The faults of all reports, by check; and the letters, in the order of the filings. */
struct defect_kind { const char *id, *what; size_t agencies, places, last; };      /* last: the report that had it last */
struct defect_kinds {
    struct arena arena;
    struct defect_kind *list;
    size_t n, cap, reports;
    struct sent_letter *letters;
    size_t n_letters, cap_letters;
};
/* Counts the findings on one report: those of levels for which alone a letter is written. */
void defect_kinds_take(struct defect_kinds *all, const struct letter_words *words, const struct catalogue *catalogue, const struct findings *findings);
void defect_kinds_sent(struct defect_kinds *all, const struct sent_letter *letter);      /* copies it */
void defect_kinds_release(struct defect_kinds *all);

void notice_document(struct document *d, const struct letter_words *words, const struct report *report, const struct defect_kinds *kinds);

#endif
