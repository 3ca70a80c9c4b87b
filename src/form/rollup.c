#include "form/rollup.h"

static const struct { const char *id, *name; } states[FILING_STATES] = {
    [FILING_IN_TIME] = {"in_time", "按时"}, [FILING_GRACE] = {"grace", "按时（期限顺延）"}, [FILING_LATE] = {"late", "逾期"},
    [FILING_UNDATED] = {"undated", "已报，没有提交日期"}, [FILING_MISSING] = {"missing", "缺报"}, [FILING_PENDING] = {"pending", "缺报，尚未到期"},
    [FILING_UNREAD] = {"unread", "已交未读"}, [FILING_MERGED] = {"merged", "已并入"}, [FILING_LEFT_OUT] = {"left_out", "不汇总"}, [FILING_UNKNOWN] = {"unknown", "不明"}};

const char *filing_state_id(enum filing_state s) { return states[s].id; }
const char *filing_state_name(enum filing_state s) { return states[s].name; }

const struct decimal *rollup_number(const struct rollup *r, size_t part, size_t table, size_t slot)
{
    const struct decimal *n = &r->numbers[part * r->n_slots + r->first[table] + slot];
    return n->scale < 0 ? NULL : n;
}
