/* What the path of a submission tells: agency and year in the name of the file, the year in the names of its folders; and why a file
 * of another kind cannot be read. */
#include "base/file_kind.h"
#include "base/text.h"
#include "submission/submission_inside.h"
#include "submission/title.h"
#include <string.h>
#include <strings.h>

/* The last part of *rest, of a file without its ending; *rest becomes the folders above it. */
static const char *last_part(struct arena *arena, const char **rest, bool file)
{
    const char *slash = strrchr(*rest, '/'), *from = slash ? slash + 1 : *rest, *dot = file ? strrchr(from, '.') : NULL;
    const char *part = dot && dot > from ? arena_dup_n(arena, from, (size_t)(dot - from)) : arena_dup(arena, from);
    *rest = slash ? arena_dup_n(arena, *rest, (size_t)(slash - *rest)) : "";
    return part;
}

const char *submission_file_stem(struct arena *arena, const char *shown) { return last_part(arena, &shown, true); }
const char *submission_folder_above(struct arena *arena, const char **rest) { return **rest ? last_part(arena, rest, false) : NULL; }

void submission_take_path(struct submission *s)
{
    const char *rest = s->shown, *stem = last_part(&s->arena, &rest, true);
    struct title title = {0};
    if (!title_read(&s->arena, stem, &title)) title.year = title_year(stem);
    if (!s->name) s->name = title.name;
    if (!s->year) s->year = title.year;
    for (const char *folder; !s->year && (folder = submission_folder_above(&s->arena, &rest));) s->year = title_year(folder);
}

/* The year of the nearest part of the path that names one, where it is not the report's own; else 0. */
static int year_of_path(struct submission *s, bool *folder)
{
    const char *rest = s->shown, *part = last_part(&s->arena, &rest, true);
    *folder = false;
    for (; part; part = submission_folder_above(&s->arena, &rest), *folder = true) {
        bool own;
        int other = title_other_year(part, s->year, &own);
        if (own || other) return own ? 0 : other;
    }
    return 0;
}

void submission_refuse_year(struct submission *s, bool folder, struct problems *problems)
{
    const char *words = arena_printf(&s->arena, "标题或内容是%d年的，%s写的是%d年，没有用：改正写错的那一处，重新报送", s->year, folder ? "文件夹" : "文件名", s->other_year);
    problems_add(problems, &(struct problem){.id = "R05", .file = s->shown, .key = s->name ? s->name : s->code, .value = arena_printf(&s->arena, "%d年", s->year), .text = words, .lost = true});
    s->kind = SUBMISSION_NONE;
    s->unread = words;
}

/* Reports are submitted in the year after theirs, and some offices put them into a folder of that year: that alone is no error. */
bool submission_years_agree(struct submission_reading *r)
{
    struct submission *s = r->s;
    bool folder;
    s->other_year = year_of_path(s, &folder);
    if (!s->other_year || (folder && s->other_year == s->year + 1)) return true;
    submission_refuse_year(s, folder, r->problems);
    return false;
}

static const char *why_not(struct arena *arena, const char *path)
{
    size_t n = strlen(path);
    enum file_kind kind = file_kind_of(path);
    if (kind == FILE_TEXT && n > 4 && !strcasecmp(path + n - 4, ".csv")) return "是 CSV，但没有“机关代码、年度、单元格、数值”这几列：请用单元格清单，或把表格存为 .xlsx";
    return arena_printf(arena, "是%s，读不出年报：请%s", file_kind_name(kind), file_kind_report_advice(kind));
}

void submission_take_document(struct submission_reading *r) { submission_leave_out(r, "%s", why_not(&r->s->arena, r->s->path)); }
