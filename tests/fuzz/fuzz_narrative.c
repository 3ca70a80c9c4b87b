/* An office's own words, as a file of a ledger: Markdown, placeholders, and the numbers found in what is printed. The first
 * byte chooses the section, and whether the numbers of this run are reliable. */
#include "base/characters.h"
#include "calendar/civil.h"
#include "fuzz.h"
#include "tally/narrative.h"
#include "tally/text_numbers.h"
#include <stdlib.h>
#include <string.h>

static struct schema *schema;
static struct form *form;
static struct store *store;
static int64_t agency;                                 /* each input holds the words of another agency */

static void open_store(void)
{
    enum { INPUTS = 200 };                             /* for one store */
    struct diag diag;
    if (!schema)
        fuzz_hold(schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && form_load(&form, PROJECT_SOURCE_DIR "/report_templates/2021", &diag), "the data load");
    if (store && agency < INPUTS) return;
    store_close(store);
    fuzz_hold(store_open(&store, NULL, schema, &diag), "the store opens");
    agency = 0;
}

static void set(struct report *r, const char *address, const char *number)
{
    const struct form_table *t = NULL;
    struct decimal d;
    int slot = -1;
    fuzz_hold(form_address(form, address, &t, &slot), "the cell is there");
    fuzz_hold(decimal_parse(number, &d), "the number can be parsed");
    report_set(r, report_table(r, t->id), slot, d);
}

static struct report *new_report(void)
{
    struct diag diag;
    struct report *r = report_new(form);
    r->agency = (struct agency){.id = ++agency, .code = "HD01", .name = "海东区教育局"};
    r->year = 2025;
    r->as_of = civil_day(2026, 1, 20);
    r->closing_day = civil_day(2025, 12, 31);
    r->title = "海东区教育局2025年政府信息公开工作年度报告";
    set(r, "requests/new/natural_person", "7");
    set(r, "requests/new/enterprise", "9223372036854775800");
    set(r, "proactive/fees/amount", "24252.311082");
    struct cell_record last = {.set = "declared", .agency = agency, .year = 2024, .table = "requests", .row = "new", .col = "natural_person", .value = 10, .shown = "10"};
    fuzz_hold(store_add_agency(store, NULL, r->agency.name, &diag) && store_put_cell(store, &last, &diag), "the agency is in the store");
    return r;
}

static bool is_blank(const char *s, size_t *n)
{
    *n = strncmp(s, "\u3000", 3) ? 1 : 3;
    return *n == 3 || strchr(" \t\r\n#", *s);
}

/* Whether the blocks hold the office's text, from the first on; blanks and marks of headings do not count. */
static void hold_words(const char *source, const struct report_section *s)
{
    size_t k = 0, n;
    const char *p = "";
    for (; *source; source += n) {
        if (is_blank(source, &n)) continue;
        while (!*p || is_blank(p, &n))
            if (*p) p += n;
            else if (k == s->n_blocks) fuzz_hold(false, "every written word is printed");
            else p = s->blocks[k++].text;
        fuzz_hold(*p == *source, "what was written is printed as it was");
        p++;
        n = 1;
    }
}

static void hold_report(const struct report *r)
{
    for (size_t i = 0; i < form->n_sections; i++)
        for (size_t k = 0; k < r->sections[i].n_blocks; k++) {
            const char *s = r->sections[i].blocks[k].text;
            fuzz_hold(*s && !strchr(s, '\n') && utf8_valid(s, strlen(s), NULL), "a block is one line of text");
        }
}

static void hold_problems(const struct problems *problems, size_t from, const char *source)
{
    int64_t lines = 1;
    for (; *source; source++) lines += *source == '\n';
    for (size_t i = from; i < problems->n; i++) {
        const struct problem *p = &problems->list[i];
        struct character_fault odd;
        fuzz_hold(characters_allowed(p->text, strlen(p->text), &odd), "a message is clean");
        fuzz_hold(p->line >= 1 && p->line <= lines && p->refuses, "a fault has its line");
    }
}

static void take_words(const char *words, int section, struct problems *problems)
{
    struct diag diag = {0};
    size_t before = problems->n;
    struct report *r = new_report();
    const char *id = schema_codes(schema, "narrative_sections")->codes[section - 1].code;
    fuzz_hold(store_add_prose(store, agency, r->year, section, words, "narrative/words.md", 1, &diag), "the words are in the store");
    fuzz_hold(narrative_write(store, r, problems, &diag) && text_numbers_write(store, r->agency.id, &diag), diag.text);
    hold_report(r);
    hold_problems(problems, before, words);
    for (size_t i = 0; i < form->n_sections; i++)
        if (!strcmp(form->sections[i].id, id) && !strstr(words, "{{")) hold_words(words, &r->sections[i]);
    report_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct problems problems = {0};
    char *words;
    size_t length;
    const char *encoding;
    if (!n) return 0;
    open_store();
    if (data[0] & 0x80) problems_add(&problems, &(struct problem){.id = "S13", .text = "另一处", .refuses = true});
    size_t before = problems.n;
    if (ledger_text(fuzz_file(data + 1, n - 1), "narrative/words.md", NULL, &problems, &words, &length, &encoding)) {
        fuzz_hold(utf8_valid(words, length, NULL) && strlen(words) == length, "a text is UTF-8 and whole");
        take_words(words, data[0] % 3 + 1, &problems);
        free(words);
    } else {
        fuzz_hold(problems.n > before, "a refusal says why");
    }
    problems_release(&problems);
    return 0;
}
