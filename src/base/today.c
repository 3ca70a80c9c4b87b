#include "base/today.h"
#include <errno.h>
#include <stdlib.h>
#include <time.h>

bool today_seconds(int64_t *seconds, bool *fixed, struct diag *diag)
{
    enum { YEAR_10000 = 253402300800 / 1000 };         /* in thousands of seconds: beyond it there are no four-digit years */
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    *fixed = epoch && *epoch;
    if (!*fixed) {
        *seconds = (int64_t)time(NULL);
        return true;
    }
    errno = 0;
    *seconds = strtoll(epoch, &end, 10);
    if (errno || *end || *seconds < 0 || *seconds / 1000 >= YEAR_10000) return diag_fail(diag, DIAG_USAGE, "SOURCE_DATE_EPOCH 应是秒数：%s", epoch);
    return true;
}
