/* A report.json that somebody handed over. */
#include "base/text.h"
#include "fuzz.h"
#include "group/submission.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct submission s;
    struct diag diag;
    if (!submission_read(&s, fuzz_file(data, n), &diag)) {
        fuzz_hold(*diag.text && utf8_valid(diag.text, strlen(diag.text), NULL), "a refusal says why");
        return 0;
    }
    fuzz_hold(s.name && s.form, "a report names its agency and its form");
    for (size_t i = 0; i < s.n; i++) {
        const struct submission_cell *c = &s.cells[i];
        char shown[DECIMAL_TEXT];
        struct decimal again;
        fuzz_hold(c->address && strchr(c->address, '/'), "a cell has an address");
        fuzz_hold(c->empty || (c->shown && decimal_parse(decimal_format(c->number, shown), &again) && again.value == c->number.value), "a number is a number");
    }
    for (size_t i = 0; i < s.n_texts; i++) fuzz_hold(s.texts[i].section && s.texts[i].markdown, "a text has words");
    submission_release(&s);
    return 0;
}
