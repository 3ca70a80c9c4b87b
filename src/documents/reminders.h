/* 催报名单: the agencies whose report is missing, unreadable or not yet due, with whom to call. For the office alone (docs/privacy.md). */
#ifndef DOCUMENTS_REMINDERS_H
#define DOCUMENTS_REMINDERS_H
#include "documents/document.h"
#include "documents/letter_words.h"
#include "form/report.h"

/* `report` is the sum; days over are those until the day it was made for. */
void reminders_document(struct document *d, const struct letter_words *words, const struct report *report);

#endif
