/* Words for findings that only the lists for people use. */
#ifndef RENDER_FINDINGS_WORDS_H
#define RENDER_FINDINGS_WORDS_H
#include "rules/finding.h"

static inline const char *finding_state_name(enum finding_state s)
{
    switch (s) {
    case STATE_FAIL: return "未通过";
    case STATE_DISPUTED: return "有争议";
    case STATE_NOT_ASSESSABLE: return "无法核对";
    case STATE_WAIVED: return "已豁免";
    }
    return "";
}

#endif
