/* Damaged files never harm the reader: a fixed sequence changes, cuts and repeats bytes of sound files. The reader must end,
 * give a sensible message and leak nothing; the sanitizers and valgrind watch it. */
#include "ledger_fixture.h"

#ifndef ROUNDS
#define ROUNDS 60
#endif

static uint32_t next(uint32_t *seed) { return *seed = *seed * 1664525u + 1013904223u; }

static uint32_t below(uint32_t *seed, size_t n) { return n ? (uint32_t)((uint64_t)(next(seed) >> 8) * n >> 24) : 0; }

static size_t damage(char *bytes, size_t n, uint32_t *seed)
{
    static const char *const nasty[] = {"\"", ",", "\n", "\r", "\"\"", "\xE3\x80\x80", "\xFF", "\xEF\xBB\xBF", "年", "9999999999999999999", "E+", "-", "."};
    for (uint32_t times = 1 + below(seed, 4); times && n; times--) {
        size_t at = below(seed, n);
        const char *piece = nasty[below(seed, sizeof nasty / sizeof *nasty)];
        size_t k = strlen(piece);
        switch (below(seed, 4)) {
        case 0: bytes[at] = (char)next(seed); break;
        case 1: n = at; break;
        case 2: memmove(bytes + at, bytes + at + 1, n - at - 1); n--; break;
        default:
            memmove(bytes + at + k, bytes + at, n - at);
            memcpy(bytes + at, piece, k);
            n += k;
        }
    }
    return n;
}

static void read_damaged(struct fixture *f, const char *name, const char *bytes, size_t n)
{
    char path[256];
    struct row_source *s;
    fixture_put(f, name, bytes, n);
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    f->context.problems = &f->problems;
    f->context.agencies = &f->agencies;
    char stem[64];
    snprintf(stem, sizeof stem, "%.*s", (int)(strlen(name) - 4), name);
    struct ledger_file file = {.path = path, .shown = name, .table = schema_table(f->schema, stem)};
    if (row_source_open(&s, &f->context, &file)) {
        while (row_source_next(s)) {
            text_clear(&f->rows);
            fixture_show_row(&f->rows, file.table, row_source_values(s));
            assert_true(utf8_valid(text_get(&f->rows), f->rows.n, NULL));
        }
        row_source_close(s);
    } else {
        assert_true(f->problems.n > 0);
    }
    for (size_t i = 0; i < f->problems.n; i++) {
        const struct problem *p = &f->problems.list[i];
        assert_true(p->id && p->text && p->file);
        assert_true(utf8_valid(p->text, strlen(p->text), NULL) && (!p->value || utf8_valid(p->value, strlen(p->value), NULL)));
    }
    problems_release(&f->problems);
}

static void survives(void **state)
{
    (void)state;
    static const char *const names[] = {"requests.csv", "decisions.csv", "catalogue.csv", "fees.csv"};
    struct fixture f = fixture_new();
    fixture_one_agency(&f);
    uint32_t seed = 2025;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[256], whole[4096], bytes[8192];
        snprintf(path, sizeof path, "%s/tests/ledger/seeds/%s", PROJECT_SOURCE_DIR, names[i]);
        FILE *in = fopen(path, "rb");
        assert_non_null(in);
        size_t n = fread(whole, 1, sizeof whole, in);
        fclose(in);
        assert_true(n > 0);
        for (int round = 0; round < ROUNDS; round++) {
            memcpy(bytes, whole, n);
            read_damaged(&f, names[i], bytes, round ? damage(bytes, n, &seed) : n);
        }
        fixture_remove(&f, names[i]);
    }
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(survives)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
