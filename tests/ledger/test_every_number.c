/* Numbers in every accepted way of writing are read back as the same number; a number with a wrong sign or comma is refused. */
#include "ledger/values/value_number.h"
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const struct number_rule count = {0, false, UNIT_OF_COUNT}, yuan = {2, false, UNIT_YUAN};
static struct text scratch;

static bool is(const struct number_rule *rule, const char *s, int64_t value, int scale)
{
    struct decimal d = {0, 0};
    return number_read((struct slice){s, strlen(s)}, rule, &scratch, &d) == NUMBER_OK && d.value == value && d.scale == scale;
}

static bool refused(const struct number_rule *rule, const char *s)
{
    struct decimal d = {0, 0};
    return number_read((struct slice){s, strlen(s)}, rule, &scratch, &d) != NUMBER_OK;
}

/* Groups of `size` digits from the right, parted by `mark`. */
static const char *grouped(int64_t n, size_t size, const char *mark, char *out)
{
    char plain[32];
    snprintf(plain, sizeof plain, "%" PRId64, n);
    size_t len = strlen(plain), at = 0;
    for (size_t i = 0; i < len; i++) {
        if (i && (len - i) % size == 0) at += (size_t)snprintf(out + at, 64 - at, "%s", mark);
        out[at++] = plain[i];
    }
    out[at] = 0;
    return out;
}

static const char *wide(const char *s, char *out)
{
    size_t at = 0;
    for (; *s; s++) at += (size_t)snprintf(out + at, 128 - at, "\xEF\xBC%c", *s - ' ' + 0x80);
    return out;
}

static void holds(int64_t n)
{
    static const char *const units[] = {"%s件", "%s 件", "%s宗", "%s份", "%s项", "%s人次", "%s条", "+%s", "%s.0"};
    char plain[32], commas[64], s[160], w[128];
    snprintf(plain, sizeof plain, "%" PRId64, n);
    grouped(n, 3, ",", commas);
    if (!is(&count, plain, n, 0) || !is(&count, commas, n, 0) || !is(&count, wide(commas, w), n, 0) || !is(&count, grouped(n, 3, "，", s), n, 0)) fail_msg("%s", plain);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        snprintf(s, sizeof s, units[i], commas);
        if (!is(&count, s, n, 0)) fail_msg("%s", s);
    }
    snprintf(s, sizeof s, "%s.05元", commas);
    if (!is(&yuan, s, n * 100 + 5, 2)) fail_msg("%s", s);
    static const char *const bad[] = {"约%s", "%s余件", "-%s", "%s.5", "%s万", "%s千", "%s元", "%s,1", "1 %s", "%s%%", "%se2"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(s, sizeof s, bad[i], plain);
        if (n && !refused(&count, s)) fail_msg("%s", s);
    }
    if (n >= 10000 && !refused(&count, grouped(n, 4, ",", s))) fail_msg("%s", s);
}

static void counts(void **state)
{
    (void)state;
    for (int64_t n = 0; n <= 20000; n++) holds(n);
    for (int64_t n = 1; n < 1000000000; n = n * 7 + 3) holds(n);
    text_release(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
