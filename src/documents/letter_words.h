/* The words of letters, the list of reminders and the notice: report_templates/letters, which an office edits (docs/zh/汇总.md).
 *
 * C names the texts and, for each, the places {agency}, {year} … that it may have. Loading proves both: a text that is missing or unknown,
 * and a place that a text may not have, are refused with file and line.
 *
 *     struct letter_words *w;
 *     if (!letter_words_load(&w, "report_templates/letters", diag)) return false;
 *     letter_words_fill(arena, w, RETURNED_TITLE, &(struct letter_values){.of = {[PLACE_YEAR] = "2025", …}});
 *     letter_words_free(w);
 */
#ifndef DOCUMENTS_LETTER_WORDS_H
#define DOCUMENTS_LETTER_WORDS_H
#include "base/diag.h"
#include "base/digest.h"
#include "base/memory.h"
#include "rules/catalogue.h"

enum letter_text {
    RETURNED_TITLE, RETURNED_ADDRESSEE, RETURNED_OPENING, RETURNED_OPENING_AGAIN, RETURNED_DUE, RETURNED_DUE_UNKNOWN, RETURNED_MENDED, RETURNED_REMAINING,
    RETURNED_NEW, RETURNED_SECTION, RETURNED_ELSEWHERE, RETURNED_BASIS, RETURNED_MORE, RETURNED_CLOSING, RETURNED_SIGNATURE, RETURNED_NUMBER,
    RETURNED_FAULT, RETURNED_ADVICE, RETURNED_PLACE, RETURNED_FOUND, RETURNED_EXPECTED, RETURNED_EQUAL, RETURNED_CHANGING,
    REMINDERS_TITLE, REMINDERS_SUBTITLE, REMINDERS_UNKNOWN, REMINDERS_SHEET_MISSING, REMINDERS_SHEET_UNREAD, REMINDERS_SHEET_PENDING,
    REMINDERS_NONE_MISSING, REMINDERS_NONE_UNREAD, REMINDERS_NONE_PENDING, REMINDERS_NUMBER, REMINDERS_AGENCY, REMINDERS_CODE, REMINDERS_CONTACT,
    REMINDERS_PHONE, REMINDERS_DUE, REMINDERS_OVER, REMINDERS_FILE, REMINDERS_WHY,
    NOTICE_TITLE, NOTICE_ADDRESSEE, NOTICE_OPENING, NOTICE_OPENING_EARLIER, NOTICE_HEAD_IN_TIME, NOTICE_HEAD_LATE, NOTICE_HEAD_UNDATED, NOTICE_HEAD_MISSING, NOTICE_HEAD_PENDING,
    NOTICE_HEAD_UNREAD, NOTICE_HEAD_RETURNED, NOTICE_HEAD_KINDS, NOTICE_IN_TIME, NOTICE_UNDATED, NOTICE_PENDING, NOTICE_UNREAD, NOTICE_RETURNED,
    NOTICE_KINDS, NOTICE_SIGNATURE, NOTICE_NUMBER, NOTICE_AGENCY, NOTICE_DUE, NOTICE_SUBMITTED, NOTICE_OVER, NOTICE_WHY, NOTICE_KIND,
    NOTICE_AGENCIES, NOTICE_PLACES, NOTICE_COUNT_CAME, NOTICE_COUNT_UNREAD, NOTICE_COUNT_PENDING, NOTICE_COUNT_MISSING, NOTICE_CLOSING_MISSING,
    NOTICE_CLOSING_UNREAD, NOTICE_CLOSING_RETURNED,
    LETTER_TEXTS
};

enum letter_place {
    PLACE_AGENCY, PLACE_PARENT, PLACE_YEAR, PLACE_DATE, PLACE_FILE, PLACE_FAULTS, PLACE_BEFORE, PLACE_MENDED, PLACE_REMAINING, PLACE_NEW, PLACE_DUE,
    PLACE_DAYS, PLACE_LEVEL, PLACE_SECTION, PLACE_ARTICLE, PLACE_PLACES, PLACE_EXPECTED, PLACE_CAME, PLACE_IN_TIME, PLACE_LATE, PLACE_UNDATED,
    PLACE_MISSING, PLACE_UNREAD, PLACE_PENDING, PLACE_RETURNED, PLACE_NAMES, PLACE_COUNT, PLACE_COUNTS,
    LETTER_PLACES
};
struct letter_values { const char *of[LETTER_PLACES]; };       /* what stands in each place; NULL = nothing */

struct letter_level { const char *heading; bool alone; };      /* alone: a letter is written for these findings alone */
struct letter_words {
    struct arena arena;
    const char *texts[LETTER_TEXTS];
    struct letter_level *levels;                               /* in the order of a letter */
    size_t n_levels;
    int level_of[FINDING_STANDINGS];                           /* by standing: place in `levels`, -1 = in no letter */
    struct letter_advice { const char *id, *text; } *advice;   /* to an agency, in the place of that of the check */
    size_t n_advice;
    int days;                                                  /* working days until a report is due again */
    char hash[DIGEST_HEX];                                     /* SHA-256 over the files */
};

/* The ids of checks in the words must be in the catalogue. */
MUST_CHECK bool letter_words_load(struct letter_words **words, const char *dir, const struct catalogue *catalogue, struct diag *diag);
const char *letter_words_advice(const struct letter_words *words, const char *id);     /* NULL: that of the check stands */
void letter_words_free(struct letter_words *words);
/* The text with its places filled; paragraphs are lines. Belongs to the arena. */
const char *letter_words_fill(struct arena *a, const struct letter_words *words, enum letter_text text, const struct letter_values *values);

#endif
