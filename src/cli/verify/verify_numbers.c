/* Compares the numbers of workbook, text document, pages and JSON cell by cell. */
#include "base/text.h"
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

static bool same_in_pages(const struct verify_folder *f, const struct cell_reading *r)
{
    for (int i = 0; i < PAGES; i++)
        if (f->pages[i] && (!r->html[i] || strcmp(r->json, r->html[i]))) return false;
    return true;
}

static void compare(struct verify_folder *f, const struct cell_reading *r)
{
    char buffer[64];
    struct text words = {0};
    f->cells++;
    /* A workbook has no entry for a blank cell: there, empty and absent are the same. */
    bool same_in_text = !f->text || (r->json && r->docx && !strcmp(r->json, r->docx));
    if (r->json && same_in_pages(f, r) && same_in_workbook(r) && same_in_text) return;
    const char *xlsx = r->xlsx && r->xlsx_is_number ? digits(r->xlsx, buffer) : r->xlsx;
    text_printf(&words, "XLSX 为 %s", xlsx ? shown(xlsx) : "空");
    if (f->text) text_printf(&words, "，DOCX 为 %s", shown(r->docx));
    for (int i = 0; i < PAGES; i++)
        if (f->pages[i]) text_printf(&words, "，%s 为 %s", f->pages[i], shown(r->html[i]));
    verify_add(f, "number", f->workbook, r->address, "%s，JSON 为 %s", text_get(&words), shown(r->json));
    text_release(&words);
}

static bool read_pages(struct verify_folder *f, const char *folder, struct readings *r)
{
    bool all = f->pages[PAGE_FRAGMENT];                /* reported before: missing, or not in the manifest */
    for (int i = 0; i < PAGES; i++) {
        struct diag diag;
        if (!f->pages[i] || readings_from_html(r, i, verify_path(&f->arena, folder, f->pages[i]), &diag)) continue;
        verify_add(f, "unreadable", f->pages[i], NULL, "数字读不出来：%s", diag.text);
        all = false;
    }
    return all;
}

/* Former versions wrote no text document. Its numbers are told apart by their places on the fragment. */
static bool read_text(struct verify_folder *f, const char *folder, struct readings *r)
{
    struct diag diag;
    if (!f->text || readings_from_docx(r, verify_path(&f->arena, folder, f->text), &diag)) return true;
    verify_add(f, "unreadable", f->text, NULL, "数字读不出来：%s", diag.text);
    return false;
}

void verify_numbers(struct verify_folder *f, const char *folder)
{
    struct readings r;
    const struct {
        const char *file;
        bool (*read)(struct readings *, const char *, struct diag *);
    } sources[] = {{f->report, readings_from_json}, {f->workbook, readings_from_xlsx}};
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
    all = read_pages(f, folder, &r) && all && read_text(f, folder, &r);
    for (size_t i = 0; all && i < r.n; i++) compare(f, &r.list[i]);
    if (all && !r.n) verify_add(f, "unreadable", f->report, NULL, "里面没有一个数");
    readings_release(&r);
}
