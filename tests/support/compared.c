#include "compared.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

const struct comparison_settings settings = {.cases = 30, .outlier = 3090, .peers = 1, .pooled = 3, .spread = 8, .first = 20};
struct form_shelf *shelf;
struct indicators *indicators;

int compared_open(void **state)
{
    struct diag diag;
    (void)state;
    shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
    return indicators_load(&indicators, PROJECT_SOURCE_DIR "/tests/compare/fixtures/indicators.yaml", shelf, &diag) ? 0 : -1;
}

int compared_close(void **state)
{
    (void)state;
    indicators_free(indicators);
    form_shelf_free(shelf);
    return 0;
}

void add(struct comparison *c, const struct made *m)
{
    const struct { const char *address; int64_t value; } cells[] = {
        {"requests/closed/total", m->closed}, {"requests/1/total", m->whole}, {"requests/2/total", m->part},
        {"review/reconsideration/corrected", 1}, {"review/reconsideration/total", 9}, {"review/reconsideration/pending", 4},
        {"requests/6.1/total", 1}, {"requests/6.2/total", 2}, {"requests/6.3/total", 3}, {"requests/6/total", 8}};
    enum { CELLS = sizeof cells / sizeof *cells };
    struct submission_cell list[CELLS];
    struct submission s = {.kind = SUBMISSION_JSON, .path = "p", .code = m->code, .name = m->name, .form = m->form ? m->form : "2021", .year = m->year,
                           .draft = m->draft, .cells = list, .n = CELLS, .timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    for (int i = 0; i < CELLS; i++) list[i] = (struct submission_cell){.address = cells[i].address, .number = {cells[i].value, 0}};
    s.shown = m->name ? m->name : m->code;
    s.origin.rules_hash = m->rules;
    comparison_add(c, &s, &(struct digests){.sha256 = "0"});
}

struct comparison *compare(const struct made *list, size_t n)
{
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    for (size_t i = 0; i < n; i++) add(c, &list[i]);
    comparison_finish(c);
    return c;
}

const struct measure *measure_of(const struct comparison *c, const char *code, size_t year, size_t indicator)
{
    for (size_t i = 0; i < c->n_agencies; i++)
        if (!strcmp(c->agencies[i].code, code)) return &comparison_entry(c, i, year)->measures[indicator];
    fail_msg("no agency %s", code);
    return NULL;
}

struct comparison *compare_peers(const struct made *list, size_t n, struct peers **peers)
{
    struct diag diag;
    struct comparison_settings how = settings;
    how.peers = 3;
    assert_true(peers_load(peers, PROJECT_SOURCE_DIR "/report_templates/peers.yaml", &diag));
    struct comparison *c = comparison_new(indicators, *peers, &how);
    for (size_t i = 0; i < n; i++) add(c, &list[i]);
    return c;
}
