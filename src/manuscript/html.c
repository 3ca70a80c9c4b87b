#include "manuscript/manuscript_inside.h"

bool html_read(struct manuscript *m, const char *path, struct diag *diag)
{
    (void)path, (void)diag;
    manuscript_refuse(m, "读不出来");
    return true;
}
