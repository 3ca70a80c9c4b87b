/* Numbers that tell who somebody is, in words that are to be printed or said (ledger.md 4). */
#ifndef LEDGER_PERSONAL_H
#define LEDGER_PERSONAL_H

/* What kind of personal number stands in the text: 身份证号, 手机号 or 银行卡号; NULL = none. However it is spelled:
 * full-width, parted by blanks, hyphens or points, with +86 before it. */
const char *personal_pattern(const char *text);

/* The text as it may stand in a finding: PROBLEM_PERSONAL where a mobile or identity number stands in it, else itself (NULL
 * too). Narrower than personal_pattern: keys and amounts have groups of digits too (410102-2025-1). */
const char *personal_hidden(const char *text);

#endif
