#include "clock/calendar_files.h"
#include "base/folder.h"
#include "calendar/civil.h"
#include "ledger/rows/csv.h"
#include "ledger/rows/encoding.h"
#include <string.h>
#include <unistd.h>

enum { DATE, KIND, NAME, SOURCE, STATUS, REGION, COLUMNS };
static const char *const headings[COLUMNS] = {"date", "kind", "name", "source", "status", "region"};
enum { FIRST_YEAR = 1990, LAST_YEAR = 2099 };          /* any other year is a typing error, and would only cost memory */

struct calendar_reader {
    struct calendars *calendars;
    struct text why, hashes;
    const char *shown;                                 /* the file at hand */
    int64_t line;
    int layer;
    int cell_of[COLUMNS];
    struct text cells[COLUMNS];
};

__attribute__((format(printf, 2, 0))) static void fault(struct calendar_reader *r, const char *format, const char *what)
{
    text_printf(&r->why, "%s:%lld: ", r->shown, (long long)r->line);
    text_printf(&r->why, format, what);
    text_add_char(&r->why, '\n');
}

static void take_header(struct calendar_reader *r, const struct raw_row *row)
{
    bool odd = false;
    r->line = row->line;
    for (int c = 0; c < COLUMNS; c++) {
        r->cell_of[c] = -1;
        for (size_t i = 0; i < row->n; i++)
            if (slice_is(spelling_trim(row->cells[i], &odd), headings[c])) r->cell_of[c] = (int)i;
        if (r->cell_of[c] < 0) fault(r, "没有“%s”这一列；标题应是 date,kind,name,source,status,region", headings[c]);
    }
}

static const char *cell(const struct calendar_reader *r, int column) { return text_get(&r->cells[column]); }
static bool cell_is(const struct calendar_reader *r, int column, const char *word) { return !strcmp(cell(r, column), word); }

static void take_row(struct calendar_reader *r, const struct raw_row *row)
{
    struct calendar_row day = {.layer = r->layer};
    bool odd = false;
    size_t filled = 0, faults = r->why.n;
    r->line = row->line;
    for (int c = 0; c < COLUMNS; c++) {
        size_t at = (size_t)r->cell_of[c];
        struct slice s = at < row->n ? spelling_trim(row->cells[at], &odd) : (struct slice){"", 0};
        text_clear(&r->cells[c]);
        text_add_n(&r->cells[c], s.s, s.n);
        filled += s.n > 0;
    }
    if (!filled) return;
    if (!civil_parse_iso(cell(r, DATE), &day.day) || civil_year(day.day) < FIRST_YEAR || civil_year(day.day) > LAST_YEAR)
        fault(r, "“%s”不是 2025-10-01 这样的日期", cell(r, DATE));
    if (!cell_is(r, KIND, "holiday") && !cell_is(r, KIND, "workday")) fault(r, "kind 应是 holiday 或 workday：%s", cell(r, KIND));
    if (!cell_is(r, STATUS, "official") && !cell_is(r, STATUS, "provisional")) fault(r, "status 应是 official 或 provisional：%s", cell(r, STATUS));
    for (int c = 0; c < COLUMNS; c++)
        if (!r->cells[c].n) fault(r, "%s 是空的", headings[c]);
    if (r->why.n > faults) return;
    day.work = cell_is(r, KIND, "workday");
    day.official = cell_is(r, STATUS, "official");
    day.name = cell(r, NAME);
    day.source = cell(r, SOURCE);
    day.region = cell(r, REGION);
    struct text place = {0};
    text_printf(&place, "%s:%lld", r->shown, (long long)r->line);
    day.place = text_get(&place);
    calendars_add(r->calendars, &day);
    text_release(&place);
}

static void take_rows(struct calendar_reader *r, struct raw_rows *rows)
{
    struct raw_row row;
    struct fault broken = {0};
    enum raw_result result = rows->next(rows, &row, &broken);
    size_t faults = r->why.n;
    r->line = 1;
    if (result == RAW_END) fault(r, "%s", "文件是空的");
    if (result == RAW_ROW) take_header(r, &row);
    if (r->why.n > faults) return;
    while (result == RAW_ROW && (result = rows->next(rows, &row, &broken)) == RAW_ROW) take_row(r, &row);
    r->line = broken.line;
    if (result == RAW_BROKEN) fault(r, "%s", broken.text);
}

static bool read_file(struct calendar_reader *r, const char *path, const char *shown, struct diag *diag)
{
    struct encoded_text t = {0};
    struct fault unreadable = {0};
    char sha256[DIGEST_HEX];
    r->shown = shown;
    if (!digest_file_sha256(path, sha256, diag)) return false;
    text_printf(&r->hashes, "%s %s\n", shown, sha256);
    if (!encoding_open(&t, path, NULL, &unreadable)) {
        r->line = unreadable.line ? unreadable.line : 1;
        fault(r, "%s", unreadable.text);
    } else {
        struct raw_rows *rows = csv_open(t.text, t.n);
        take_rows(r, rows);
        rows->close(rows);
    }
    encoding_close(&t);
    return true;
}

static bool read_folder(struct calendar_reader *r, const char *dir, struct diag *diag)
{
    struct arena words = {0};
    const char **names;
    size_t n;
    bool ok = folder_names(&words, dir, "日历文件夹", ".csv", &names, &n, diag);
    for (size_t i = 0; ok && i < n; i++) ok = read_file(r, arena_printf(&words, "%s/%s", dir, names[i]), names[i], diag);
    arena_release(&words);
    return ok;
}

static bool read_extra(struct calendar_reader *r, const char *path, struct diag *diag)
{
    if (access(path, R_OK)) return diag_fail(diag, DIAG_INPUT, "--calendar 给出的 %s 不存在或者读不了", path);
    const char *slash = strrchr(path, '/');
    r->layer = 1;
    return read_file(r, path, slash ? slash + 1 : path, diag);
}

/* As many whole faults as a message holds. */
static bool refuse(const struct text *why, struct diag *diag)
{
    struct text words = {0};
    const char *line = text_get(why);
    for (const char *end; (end = strchr(line, '\n')) && words.n + (size_t)(end - line) < sizeof diag->text - 100; line = end + 1)
        text_printf(&words, "%s%.*s", words.n ? "；" : "", (int)(end - line), line);
    diag_fail(diag, DIAG_INPUT, "工作日历有误：%s%s", text_get(&words), *line ? "……" : "");
    text_release(&words);
    return false;
}

bool calendar_files_load(struct calendars **out, const char *dir, const char *extra, char hash[DIGEST_HEX], struct diag *diag)
{
    struct calendar_reader r = {.calendars = calendars_new()};
    bool ok = read_folder(&r, dir, diag) && (!extra || read_extra(&r, extra, diag));
    if (ok && !r.why.n) ok = calendars_build(r.calendars, &r.why) || r.why.n;
    if (ok && r.why.n) ok = refuse(&r.why, diag);
    digest_sha256(text_get(&r.hashes), r.hashes.n, hash);
    if (ok) *out = r.calendars;
    else calendars_free(r.calendars);
    for (int c = 0; c < COLUMNS; c++) text_release(&r.cells[c]);
    text_release(&r.hashes);
    text_release(&r.why);
    return ok;
}
