/* Remarks: cells that belong to the sheet and to no record, such as a signature, a note, the end of the list, a page, a month.
 *
 *     enum remark r = remark_of(schema, cell);           // "审核人：李某" → REMARK_SIGNED
 */
#ifndef LEDGER_REMARK_H
#define LEDGER_REMARK_H
#include "base/spelling.h"
#include "ledger/schema/schema.h"

enum remark {
    REMARK_NONE,
    REMARK_LABEL,                                      /* 审核人： with nothing behind it: the next cell has the name */
    REMARK_SIGNED, REMARK_NOTE, REMARK_END, REMARK_PAGE,
    REMARK_MONTH,                                      /* 三、3月份, 2025年3月, 第一季度 */
    REMARK_SUM,                                        /* 3月小计, 办公室合计 */
    REMARK_DATE,                                       /* a date alone */
    REMARK_PIECES                                      /* 1件, 共3条 */
};
/* `data/ledger/rows.yaml` has the words. */
enum remark remark_of(const struct schema *schema, struct slice cell);
/* Whether a cell is named as a sum or a part of one is, whatever stands beside it. */
enum sum_name {
    SUM_NAME_NONE,
    SUM_NAME_LIKE,                                     /* begins or ends so: 小计：渔业, 其中：减免, 收费总额, or speaks of all: 全部项目 */
    SUM_NAME_WORD                                      /* is nothing else: 合计（万元）, 汇总 */
};
enum sum_name sum_name_of(const struct schema *schema, struct slice cell);

#endif
