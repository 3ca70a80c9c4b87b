#include "base/file.h"
#include "calendar/civil.h"
#include "flow/correction_inside.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What lies in the output folder: a report.json, or only its 更正说明.json. */
struct lying { const char *report, *correction; bool corrects; };

static bool is_file(const char *path)
{
    struct stat st;
    return !lstat(path, &st) && S_ISREG(st.st_mode);
}

/* Whether the correction that lies there is of the report with this digest. */
static bool is_of_same(const char *path, const char *sha256)
{
    enum { MOST = 64 };
    struct diag unread;
    char *line = NULL;
    size_t cap = 0;
    bool found = false;
    FILE *file;
    if (!file_open(&file, path, MOST * MEBIBYTE, &unread)) return false;
    while (!found && getline(&line, &cap, file) >= 0) found = strstr(line, sha256);
    free(line);
    fclose(file);
    return found;
}

/* An edition is made again over itself; a first one that is a draft gives way to any. */
static bool gives_way(const struct lying *there, const struct submission *s, const struct report *r)
{
    const int edition = r->edition > 1 ? r->edition : 1;
    if (s->edition != edition) return s->edition == 1 && s->draft;
    return edition == 1 || s->draft || !there->corrects || (r->correction && is_of_same(there->correction, r->correction->former_sha256));
}

static const char *day_of(struct arena *a, const struct submission *s)
{
    char words[CIVIL_WORDS];
    int day;
    return s->origin.as_of && civil_parse_iso(s->origin.as_of, &day) ? arena_printf(a, "（%s）", civil_words(day, words)) : "";
}

static bool differences(struct flow *f, const struct submission *s, struct report *r, size_t *n, struct diag *diag)
{
    struct correction_words words;
    struct correction c = {0};
    *n = 0;
    if (strcmp(s->form, r->form->id)) return true;
    if (!correction_words_load(&words, &r->arena, f->session->templates, diag)) return false;
    struct report *was = submission_report(s, r->form);
    correction_compare(&c, &words, was, r);
    report_free(was);
    *n = c.n;
    return true;
}

/* Before it is published a report is made again and again: that is allowed, and said. */
static bool say_replaced(struct flow *f, const struct flow_report *one, const struct submission *s, struct diag *diag)
{
    struct report *r = one->report;
    size_t n;
    if (!differences(f, s, r, &n, diag)) return false;
    const bool other_form = strcmp(s->form, r->form->id);
    if (!n && !other_form && !r->draft) return true;
    outdir_note(one->out, true, "%s：%s 里原来的第%d版%s不是草稿，这次写的%s代替了它，%s；已经公布了的，请找回公布的那一份，用 --corrects 更正，写到新的文件夹", r->agency.name, outdir_path(one->out), s->edition,
                day_of(&f->arena, s), r->draft ? "草稿" : "", other_form ? "表单不同" : arena_printf(&f->arena, "单元格、段落有 %zu 处不同", n));
    return true;
}

static bool refuse(struct flow *f, const struct flow_report *one, const struct submission *s, struct diag *diag)
{
    const int edition = one->report->edition > 1 ? one->report->edition : 1;
    const char *path = outdir_path(one->out), *again = s->edition > 1 ? "；要重写那一版的，用 --corrects 给出它更正的那一份" : "";
    return diag_fail(diag, DIAG_INPUT, "%s 里有第%d版%s，这次写的是第%d版%s，会盖掉它；请用 -o 给一个新的文件夹%s", path, s->edition, day_of(&f->arena, s), edition,
                     s->edition == edition ? "，但不是更正同一份年报的" : "", again);
}

bool correction_keep(struct flow *f, const struct flow_report *one, struct diag *diag)
{
    const char *folder = outdir_path(one->out);
    struct lying there = {arena_printf(&f->arena, "%s/report.json", folder), arena_printf(&f->arena, "%s/" REPORT_CORRECTION ".json", folder), false};
    const struct submission_source source = {.path = there.report, .shown = there.report};
    struct submission s = {0};
    struct problems said = {0};
    there.corrects = is_file(there.correction);
    bool ok = !is_file(there.report) || submission_read(&s, &source, f->session->shelf, &said, diag);
    if (ok && s.kind == SUBMISSION_JSON && s.edition) {
        ok = gives_way(&there, &s, one->report) ? s.draft || say_replaced(f, one, &s, diag) : refuse(f, one, &s, diag);
    } else if (ok && there.corrects) {
        ok = diag_fail(diag, DIAG_INPUT, "%s 里有更正过的一版（" REPORT_CORRECTION ".json），它的 report.json 没有或者读不了，这次写会盖掉它；请用 -o 给一个新的文件夹", folder);
    }
    submission_release(&s);
    problems_release(&said);
    return ok;
}
