/* What identifies a person in texts that will be printed or shown (docs/privacy.md): numbers that prove themselves (of
 * residents, mobiles, bank cards), what data/ledger/personal.yaml describes (passports, addresses …), and the names of the
 * ledger's own applicants.
 *
 *     struct personal_marks marks = {0};
 *     personal_scan(&scope, text, &marks);
 *     personal_black_out(text, &marks, &out);         // 申请人■■■
 *     personal_marks_release(&marks);
 */
#ifndef LEDGER_PERSONAL_H
#define LEDGER_PERSONAL_H
#include "base/intern.h"
#include "base/spelling.h"
#include "ledger/schema/schema.h"

/* Bytes of the text. Not sure: it may as well be an ordinary word or the office's own, and the office has to look. */
struct personal_mark { size_t from, to; const char *kind; bool sure; };
struct personal_marks { struct personal_mark *list; size_t n, cap; };

struct personal_scope {
    const struct schema *schema;                       /* NULL: only numbers that prove themselves */
    const struct intern *people;                       /* of personal_learn_name; NULL = no names are known */
    const char *own;                                   /* texts in which the office says how to reach it: its own numbers are no secret */
};

/* Everything in the text, in the order in which it stands; no two of them overlap. */
void personal_scan(const struct personal_scope *scope, const char *text, struct personal_marks *marks);
void personal_marks_release(struct personal_marks *marks);
/* Adds the text to `out`, with a ■ for every character of the marks that are sure. */
void personal_black_out(const char *text, const struct personal_marks *marks, struct text *out);
/* Adds the kinds of the marks that are sure, or of the others, each once: 身份证号、手机号. false where there are none. */
bool personal_kinds(const struct personal_marks *marks, bool sure, struct text *out);

/* Adds the persons whom a cell of 申请人名称 names (张三、李四等3人) to `people`, which lives in memory only. */
void personal_learn_name(const struct schema *schema, struct intern *people, struct slice cell);
/* false: none of them stands in the text, for there are too few letters together or not the first two of any. */
bool personal_may_name(const struct intern *people, struct slice text);
/* Whether the text names one of `people` (not NULL), in a name that is no ordinary word and none of `own`. */
bool personal_names(const struct personal_scope *scope, struct slice text);
/* Whether applicants of this kind are people (a place in applicant_kinds; 0: not given). */
bool personal_kind(const struct schema *schema, const struct code_list *kinds, int64_t kind);
/* Whether a key is a person's number, or holds one: of a resident, a mobile, a passport. It would be published with the key. */
struct row_context;
bool personal_key(const struct row_context *context, struct slice key);
struct personal_look;
bool personal_key_looked_at(const struct row_context *context, struct slice key, const struct personal_look *look);
/* Whether it names one of the ledger's applicants: 王小明2025-001. */
bool personal_key_names(const struct row_context *context, struct slice key);

/* What one look at a text tells. */
struct personal_look {
    uint64_t letters[2];                               /* the characters of ASCII in it, a bit each: those of other widths too, letters in upper case;
                                                          all digits where there is one */
    size_t digits;                                     /* of any width */
    bool ascii;                                        /* it has no other characters */
    bool year;                                         /* four digits that stand alone begin with 19 or 20 */
    bool number;                                       /* false: none of the numbers that prove themselves stands in it, for its figures are too few:
                                                          personal_pattern, personal_hidden and (but for the rules of personal.yaml) personal_key find
                                                          nothing. true tells nothing. */
    bool nameless;                                     /* it is known to name none of the ledger's applicants: the caller has asked. false tells nothing. */
};
struct personal_look personal_look(struct slice text);
static inline bool personal_look_has(const struct personal_look *look, char c) { return look->letters[c >> 6] >> (c & 63) & 1; }
bool personal_may_be_number(struct slice text);        /* `number` alone */
/* What kind of number that proves itself stands in the text: 身份证号, 手机号 or 银行卡号; NULL = none. However it is spelled:
 * full-width, 一三八, parted by blanks, hyphens or points, half masked, with +86 before it. */
const char *personal_pattern(const char *text);

/* The text as it may stand in a finding: PROBLEM_PERSONAL where a mobile or identity number stands in it, else itself (NULL
 * too). Narrower than personal_pattern: keys and amounts have groups of digits too (410102-2025-1). */
const char *personal_hidden(const char *text);

#endif
