#include "flow/correction_inside.h"
#include <string.h>

static const struct { const char *key, *places; } known[CORRECTION_TEXTS] = {
    [CORRECTION_OPENING] = {"opening", "edition former former_date count date"},
    [CORRECTION_HEADS + CORRECTION_NUMBER] = {"columns.number", ""},
    [CORRECTION_HEADS + CORRECTION_PLACE] = {"columns.place", ""},
    [CORRECTION_HEADS + CORRECTION_WAS] = {"columns.was", ""},
    [CORRECTION_HEADS + CORRECTION_IS] = {"columns.is", ""},
    [CORRECTION_HEADS + CORRECTION_WHY] = {"columns.why", ""},
    [CORRECTION_UNEXPLAINED] = {"unexplained", ""},
    [CORRECTION_SUM] = {"sum", ""},
    [CORRECTION_EMPTY] = {"empty", ""},
    [CORRECTION_REMOVED] = {"removed", ""},
    [CORRECTION_ADDED] = {"added", ""},
    [CORRECTION_NOTE] = {"note", "cell"},
    [CORRECTION_PARAGRAPH] = {"paragraph", "section nth"},
    [CORRECTION_PARAGRAPH_REMOVED] = {"paragraph_removed", "section nth"},
};

static bool has_only_known(struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"opening", "columns", "unexplained", "sum", "empty", "removed", "added", "note", "paragraph", "paragraph_removed", NULL};
    static const char *const columns[] = {"number", "place", "was", "is", "why", NULL};
    return yaml_only(y, yaml_root(y), keys, diag) && yaml_only(y, yaml_get(y, yaml_root(y), "columns"), columns, diag);
}

bool correction_words_load(struct correction_words *w, struct arena *a, const char *templates, struct diag *diag)
{
    struct yaml *y = NULL;
    bool ok = yaml_load(&y, arena_printf(a, "%s/correction.yaml", templates), diag) && has_only_known(y, diag);
    for (int i = 0; ok && i < CORRECTION_TEXTS; i++) ok = filling_read(a, y, known[i].key, known[i].places, &w->texts[i], diag);
    yaml_close(y);
    return ok;
}
