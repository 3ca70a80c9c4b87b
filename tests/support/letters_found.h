/* Findings made by hand, and the faults that a letter makes of them.
 *
 *     struct findings all = {0};
 *     struct defects d = {0};
 *     add(&all, of_text("D21", "problems 第1段", "XX"));
 *     find(&d, &all);
 *     … defects_release(&d), findings_release(&all);
 */
#ifndef TESTS_LETTERS_FOUND_H
#define TESTS_LETTERS_FOUND_H
#include "base/text.h"
#include "documents/letter.h"

#define WORDS PROJECT_SOURCE_DIR "/report_templates/letters"

extern struct catalogue *catalogue;
extern struct letter_words *words;
extern struct form *form;

/* For the group of tests. */
int letters_load(void **state);
int letters_unload(void **state);

/* A sum that does not come out, and what would mend it; a place in a text. */
struct finding broken(const char *id, const char *line, const char *mending, const char *expected);
struct finding of_text(const char *id, const char *key, const char *value);
void add(struct findings *all, struct finding f);
void find(struct defects *d, struct findings *all);

void has(const struct text *t, const char *part);
void lacks(const struct text *t, const char *part);

#endif
