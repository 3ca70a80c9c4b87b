/* A cell as a count and as an amount, under every rule. */
#include "fuzz.h"
#include "ledger/values/value_number.h"
#include <stdlib.h>
#include <string.h>

static void hold_decimal(struct decimal d)
{
    char shown[DECIMAL_TEXT];
    struct decimal again, wide;
    fuzz_hold(d.scale >= 0 && d.scale <= DECIMAL_MAX_SCALE, "a number has at most six decimals");
    fuzz_hold(decimal_parse(decimal_format(d, shown), &again) && again.value == d.value && again.scale == d.scale, "a number is read as it is shown");
    if (decimal_rescale(d, DECIMAL_MAX_SCALE, &wide))
        fuzz_hold(decimal_rescale(wide, d.scale, &again) && again.value == d.value, "a change of scale loses no digit");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct text scratch = {0};
    struct decimal d;
    bool odd = false;
    struct slice s = spelling_trim((struct slice){(const char *)data, n}, &odd);
    for (int i = 0; i < 16; i++) {
        const struct number_rule rule = {.decimals = i & 1 ? DECIMAL_MAX_SCALE : 0, .negative = i & 2, .unit = (enum number_unit)(i >> 2)};
        if (number_read(s, &rule, &scratch, &d) != NUMBER_OK) continue;
        fuzz_hold(d.scale <= rule.decimals && (rule.negative || d.value >= 0), "the number keeps to its rule");
        hold_decimal(d);
    }
    char *text = malloc(n + 1);
    fuzz_hold(text != NULL, "memory is available");
    memcpy(text, data, n);
    text[n] = 0;
    if (decimal_parse(text, &d)) hold_decimal(d);
    free(text);
    text_release(&scratch);
    return 0;
}
