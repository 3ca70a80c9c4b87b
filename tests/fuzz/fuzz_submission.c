/* A report that somebody handed over: a report.json, or a workbook (a zip file). */
#include "base/text.h"
#include "fuzz.h"
#include "group/submission.h"
#include <string.h>

static void hold_cell(const struct form *form, const struct submission_cell *c)
{
    char shown[DECIMAL_TEXT];
    struct decimal again;
    const struct form_table *t = NULL;
    int slot = -1;
    fuzz_hold(form_address(form, c->address, &t, &slot), "a cell is one of the form's");
    fuzz_hold(c->empty || (c->shown && decimal_parse(decimal_format(c->number, shown), &again) && again.value == c->number.value), "a number is a number");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct form_shelf *shelf;
    const struct submission_source source = {.path = fuzz_file(data, n), .shown = "fuzz"};
    const struct form *form = NULL;
    struct problems problems = {0};
    struct submission s;
    struct diag diag;
    if (!shelf) shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
    if (submission_read(&s, &source, shelf, &problems, &diag)) {
        fuzz_hold(s.kind || problems.n, "what is left out is said");
        if (s.kind) fuzz_hold((s.name || s.code) && s.form && form_shelf_id(shelf, s.form, &form, &diag) && form, "a report names its agency and its form");
        for (size_t i = 0; i < s.n && s.kind; i++) hold_cell(form, &s.cells[i]);
        for (size_t i = 0; i < s.n_texts && s.kind; i++) fuzz_hold(s.texts[i].section && s.texts[i].markdown, "a text has words");
        submission_release(&s);
    } else {
        fuzz_hold(*diag.text && utf8_valid(diag.text, strlen(diag.text), NULL), "a refusal says why");
    }
    problems_release(&problems);
    return 0;
}
