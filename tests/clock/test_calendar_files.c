/* The calendars of the data folder against a day-by-day reading of the file; a year that an office adds; refused files. */
#include "clock_fixture.h"
#include "clock/calendar_files.h"
#include <sys/stat.h>
#include <unistd.h>

/* ---- as shipped ---- */

enum { FIRST = 2013, LAST = 2026, DAYS = 366 * (LAST - FIRST + 1) };

/* Reads the lines of a file without the program's reader. */
static void read_file(const char *path, char kinds[DAYS], int first)
{
    char line[512];
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f));
    while (fgets(line, sizeof line, f)) {
        char iso[11] = {0};
        memcpy(iso, line, 10);
        kinds[day(iso) - first] = !strncmp(line + 10, ",workday,", 9);
    }
    fclose(f);
}

static void read_kinds(char kinds[DAYS], int first)
{
    for (int i = 0; i < DAYS; i++) kinds[i] = civil_weekday(first + i) < 6;
    read_file(PROJECT_SOURCE_DIR "/data/calendars/national.csv", kinds, first);
}

static void sums_are_those_of_a_loop(void **state)
{
    (void)state;
    static char kinds[DAYS];
    const struct calendar *c = calendars_national(calendars);
    int first = civil_day(FIRST, 1, 1), last = civil_day(LAST, 12, 31), sum = 0, n, to;
    read_kinds(kinds, first);
    for (int d = first; d <= last; d++) {
        sum += kinds[d - first];
        assert_true(calendar_count(c, first - 1, d, &n));
        assert_int_equal(n, sum);
        if (kinds[d - first]) assert_true(calendar_add(c, first - 1, sum, &to) && to == d);
    }
    assert_false(calendar_known(c, last + 1));
    assert_false(calendar_known(c, first - 1));
}

/* The limits from every day of these years, found by walking day by day. */
static void limits_are_those_of_a_walk(void **state)
{
    (void)state;
    static const int limits[] = {3, 5, 7, 15, 20, 40};
    const struct calendar *c = calendars_national(calendars);
    for (int from = civil_day(FIRST, 1, 1); from < civil_day(LAST, 1, 1); from++) {
        int at = from, walked = 0, to;
        bool work;
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
            while (walked < limits[i]) {
                assert_true(calendar_is(c, ++at, &work));
                walked += work;
            }
            assert_true(calendar_add(c, from, limits[i], &to) && to == at);
        }
    }
}

static void notices_are_named(void **state)
{
    (void)state;
    const struct calendar *c = calendars_national(calendars), *region = calendars_find(calendars, "新疆");
    assert_string_equal(calendar_day(c, day("2025-10-06"))->name, "国庆节、中秋节");
    assert_string_equal(calendar_day(c, day("2020-02-01"))->source, "国办发明电〔2020〕1号（疫情延长）");
    assert_null(calendar_day(c, day("2025-06-06")));
    assert_string_equal(calendar_day(region, day("2025-06-06"))->name, "古尔邦节");
    assert_true(calendars_provisional(calendars, c, 2027));
    assert_false(calendar_known(c, day("2027-02-06")));
    assert_true(calendar_known(region, day("2023-06-01")) && !calendar_known(region, day("2024-06-01")));
}

/* ---- other files ---- */

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

#define HEAD "date,kind,name,source,status,region\n"

static void assert_refused(const char *text, const char *words)
{
    char path[] = "/tmp/calendarXXXXXX", hash[DIGEST_HEX];
    struct calendars *all;
    struct diag diag;
    close(mkstemp(path));
    put(path, text);
    assert_false(calendar_files_load(&all, PROJECT_SOURCE_DIR "/data/calendars", path, hash, &diag));
    unlink(path);
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, words)) fail_msg("%s", diag.text);
}

static void broken_files_are_refused(void **state)
{
    (void)state;
    assert_refused("", "文件是空的");
    assert_refused("date,kind,name,source,region\n", "没有“status”这一列");
    assert_refused(HEAD "2027-2-3,holiday,x,y,official,全国\n", ":2: “2027-2-3”不是");
    assert_refused(HEAD "2027-02-30,holiday,x,y,official,全国\n", "不是 2025-10-01 这样的日期");
    assert_refused(HEAD "9027-02-03,holiday,x,y,official,全国\n", "不是 2025-10-01 这样的日期");
    assert_refused(HEAD "2027-02-03,free,x,y,official,全国\n", "kind 应是");
    assert_refused(HEAD "2027-02-03,holiday,x,y,sure,全国\n", "status 应是");
    assert_refused(HEAD "2027-02-03,holiday,x,,official,全国\n", "source 是空的");
    assert_refused(HEAD "2027-02-03,holiday,x,y,official\n", "region 是空的");
    assert_refused(HEAD "2027-02-03,workday,x,y,official,全国\n", "不是周六或周日");
    assert_refused(HEAD "2027-02-03,holiday,x,y,official,全国\n2027-02-03,holiday,x,y,official,全国\n", "只能写一次");
    assert_refused(HEAD "2027-02-03,holiday,\"x,y,official,全国\n", "引号");
    assert_refused(HEAD "2027-02-03,free,x,y,official,全国\n2027-02-04,free,x,y,official,全国\n", ":3: kind");
}

static void a_year_can_be_added(void **state)
{
    (void)state;
    char path[] = "/tmp/calendarXXXXXX", hash[DIGEST_HEX];
    struct calendars *all;
    struct diag diag;
    int due;
    close(mkstemp(path));
    put(path, "\xEF\xBB\xBFregion,status,source,name,kind,date\r\n全国,official,某号,元旦,holiday,2027-01-01\r\n\r\n全国,official,某号,调休,workday,2027-01-09\r\n");
    assert_true(calendar_files_load(&all, PROJECT_SOURCE_DIR "/data/calendars", path, hash, &diag));
    assert_string_not_equal(hash, calendar_hash);
    assert_true(calendar_add(calendars_national(all), day("2026-12-31"), 6, &due));
    assert_int_equal(due, day("2027-01-09"));
    calendars_free(all);
    unlink(path);
}

static void missing_files_cannot_be_read(void **state)
{
    (void)state;
    char hash[DIGEST_HEX];
    struct calendars *all;
    struct diag diag;
    assert_false(calendar_files_load(&all, PROJECT_SOURCE_DIR "/data/calendars", "/nowhere.csv", hash, &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    assert_false(calendar_files_load(&all, "/nowhere", NULL, hash, &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_a_loop), cmocka_unit_test(limits_are_those_of_a_walk), cmocka_unit_test(notices_are_named),
        cmocka_unit_test(broken_files_are_refused), cmocka_unit_test(a_year_can_be_added), cmocka_unit_test(missing_files_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, open_law, close_law);
}
