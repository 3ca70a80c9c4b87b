/* Compares the numbers of workbook, page and JSON cell by cell. */
#include "cli/verify/verify_inside.h"
#include <stdlib.h>
#include <string.h>

/* A spreadsheet stores a double, of which 15 significant digits are the number that was written. */
static const char *digits(const char *number, char buffer[64])
{
    snprintf(buffer, 64, "%.15g", strtod(number, NULL));
    return buffer;
}

static bool same_in_workbook(const struct cell_reading *r)
{
    char a[64], b[64];
    const char *json = r->json ? r->json : "", *xlsx = r->xlsx ? r->xlsx : "";
    if (!r->xlsx_is_number) return !strcmp(json, xlsx);
    return *json && !strcmp(digits(json, a), digits(xlsx, b));
}

static const char *shown(const char *value)
{
    if (!value) return "无此格";
    return *value ? value : "空";
}

static void compare(struct verify_folder *f, const struct cell_reading *r)
{
    char buffer[64];
    f->cells++;
    /* A workbook has no entry for a blank cell: there, empty and absent are the same. */
    if (r->json && r->html && !strcmp(r->json, r->html) && same_in_workbook(r)) return;
    const char *xlsx = r->xlsx && r->xlsx_is_number ? digits(r->xlsx, buffer) : r->xlsx;
    verify_add(f, "number", f->workbook, r->address, "XLSX 为 %s，网页为 %s，JSON 为 %s", xlsx ? shown(xlsx) : "空",
               shown(r->html), shown(r->json));
}

void verify_numbers(struct verify_folder *f, const char *folder)
{
    struct readings r;
    const struct {
        const char *file;
        bool (*read)(struct readings *, const char *, struct diag *);
    } sources[] = {{f->report, readings_from_json}, {f->page, readings_from_html}, {f->workbook, readings_from_xlsx}};
    bool all = true;
    readings_init(&r);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct diag diag;
        if (!sources[i].file) {
            all = false;                               /* reported before: missing, or not in the manifest */
        } else if (!sources[i].read(&r, verify_path(&f->arena, folder, sources[i].file), &diag)) {
            verify_add(f, "unreadable", sources[i].file, NULL, "数字读不出来：%s", diag.text);
            all = false;
        }
    }
    for (size_t i = 0; all && i < r.n; i++) compare(f, &r.list[i]);
    if (all && !r.n) verify_add(f, "unreadable", f->report, NULL, "里面没有一个数");
    readings_release(&r);
}
