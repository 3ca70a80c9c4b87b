/* Findings for people at a terminal: an entry for each check, under the catalogue's sentence for it, with its places and then what
 * to do. Rows of one column that have the same fault share a line:
 *
 *     [须改正] A04 × 16 日期不在2008年5月1日至今天之间（条例第四十五条）
 *       requests.csv 第14–18行 [落款日期]：所见“2025-11-14”、“2025-11-26”等，应为 2008-05-01 至 2025-11-12
 *       怎么办：核对年份；多半是录入错误
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H
#include "base/text.h"
#include "rules/catalogue.h"
#include <stdio.h>

/* What blocks publishing; all that was found, with one line for what could not be checked; or everything, each finding on its line. */
enum terminal_extent { TERMINAL_BLOCKING, TERMINAL_SOME, TERMINAL_ALL };
/* `findings` are sorted. Where `catalogue` lacks a check, or is NULL, the message of its first finding is the heading. */
void terminal_findings(FILE *out, const struct catalogue *catalogue, const struct findings *findings, enum terminal_extent extent);
/* Adds the checks to be mended first, at most `most`: what blocks, then what concerns a figure, then late answers, then the rest:
 * "A04 × 16 日期不在…；B01 超过法定期限才答复". Hints and what was waived are none of them. How many checks there are in all. */
size_t terminal_first(struct text *out, const struct catalogue *catalogue, const struct findings *findings, size_t most);

#endif
