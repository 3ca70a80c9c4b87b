/* Numbers that tell who somebody is, in words that are to be printed (ledger.md 4). */
#ifndef LEDGER_PERSONAL_H
#define LEDGER_PERSONAL_H

/* What kind of personal number stands in the text: 身份证号, 手机号 or 银行卡号; NULL = none. However it is spelled:
 * full-width, parted by blanks, hyphens or points, with +86 before it. */
const char *personal_pattern(const char *text);

#endif
