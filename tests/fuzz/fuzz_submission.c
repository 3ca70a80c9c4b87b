/* A report that an agency handed over: a report.json, a CSV of cells, or a workbook (a zip file as it is, or XML parts behind
 * lines "====NAME" that are packed here). The content chooses the reader, as in the program. */
#include "base/text.h"
#include "fuzz.h"
#include "submission/submission_inside.h"
#include "pack.h"
#include <stdlib.h>
#include <string.h>

static void hold_cell(const struct form *form, const struct submission_cell *c)
{
    char shown[DECIMAL_TEXT];
    struct decimal again;
    const struct form_table *t = NULL;
    int slot = -1;
    fuzz_hold(form_address(form, c->address, &t, &slot), "a cell is one of the form's");
    fuzz_hold(c->empty || (c->shown && decimal_parse(decimal_format(c->number, shown), &again) && again.value == c->number.value), "the shown text of a cell is its number");
    fuzz_hold(!c->note || utf8_valid(c->note, strlen(c->note), NULL), "a note is UTF-8");
}

static void hold_submission(const struct submission *s, struct form_shelf *shelf)
{
    const struct form *form = NULL;
    struct diag diag;
    fuzz_hold((s->name || s->code) && s->form && form_shelf_id(shelf, s->form, &form, &diag) && form, "a report names its agency and its form");
    for (size_t i = 0; i < s->n; i++) {
        hold_cell(form, &s->cells[i]);
        fuzz_hold(submission_cell(s, s->cells[i].address) == &s->cells[i], "a cell is read once");
    }
    for (size_t i = 0; i < s->n_texts; i++) fuzz_hold(s->texts[i].section && s->texts[i].markdown, "a text has words");
    report_free(submission_report(s, form));
}

static void read_one(const struct submission_source *source, struct form_shelf *shelf, struct problems *problems)
{
    struct submission s;
    struct diag diag;
    if (submission_read(&s, source, shelf, problems, &diag)) {
        fuzz_hold(s.kind || problems->n, "a file that is left out has a problem");
        if (s.kind) hold_submission(&s, shelf);
        submission_release(&s);
    } else {
        fuzz_hold(*diag.text && utf8_valid(diag.text, strlen(diag.text), NULL), "a refusal says why");
    }
}

static void hold_problems(const struct problems *problems)
{
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *p = &problems->list[i];
        const char *const said[] = {p->text, p->value, p->expected, p->key, p->column, p->cell};
        for (size_t k = 0; k < sizeof said / sizeof *said; k++) fuzz_hold(!said[k] || utf8_valid(said[k], strlen(said[k]), NULL), "a message is UTF-8");
    }
}

static void read_file(const char *path, struct form_shelf *shelf)
{
    struct arena arena = {0};
    struct problems problems = {0};
    struct submission_rows **rows = NULL;
    struct diag diag;
    size_t n = 0;
    bool cells = false;
    fuzz_hold(cells_list(&arena, path, "fuzz", &cells, &rows, &n, &problems, &diag), "a CSV can be looked into");
    for (size_t i = 0; i < n; i++)
        read_one(&(struct submission_source){.path = path, .shown = "fuzz", .code = rows[i]->code, .year = rows[i]->year, .rows = rows[i]}, shelf, &problems);
    if (!cells) read_one(&(struct submission_source){.path = path, .shown = "fuzz"}, shelf, &problems);
    hold_problems(&problems);
    problems_release(&problems);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct form_shelf *shelf;
    size_t packed = n;
    uint8_t *own = n > 4 && !memcmp(data, "====", 4) ? fuzz_pack(data, n, &packed) : NULL;
    if (!shelf) shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
    read_file(fuzz_file(own ? own : data, packed), shelf);
    free(own);
    return 0;
}
