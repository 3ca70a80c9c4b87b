/* A web page after decoding, read in this process. What is read goes the way from a child to the program and comes back as it was. */
#include "base/characters.h"
#include "base/text.h"
#include "fuzz.h"
#include "manuscript/html_inside.h"
#include "manuscript/passage.h"
#include <stdlib.h>
#include <string.h>

static void hold_text(const char *text)
{
    struct character_fault fault;
    fuzz_hold(!text || characters_allowed(text, strlen(text), &fault), "a text holds what texts may");
}

static void hold_table(const struct manuscript_table *t)
{
    size_t places = (size_t)t->n_rows * (size_t)t->n_cols, covered = 0;
    bool *taken = calloc(places + 1, 1);
    for (size_t i = 0; i < t->n; i++) {
        const struct manuscript_cell *c = &t->cells[i];
        hold_text(c->text);
        fuzz_hold(c->row >= 0 && c->col >= 0 && c->rows > 0 && c->cols > 0 && c->row + c->rows <= t->n_rows && c->col + c->cols <= t->n_cols, "a cell lies in its table");
        covered += (size_t)c->rows * (size_t)c->cols;
        fuzz_hold(covered <= places, "cells do not overlap");
        for (int r = c->row; r < c->row + c->rows; r++)
            for (int k = c->col; k < c->col + c->cols; k++) {
                fuzz_hold(!taken[(size_t)r * (size_t)t->n_cols + (size_t)k], "cells do not overlap");
                taken[(size_t)r * (size_t)t->n_cols + (size_t)k] = true;
            }
    }
    free(taken);
}

static char *sent(const struct manuscript *m, size_t *n)
{
    char *bytes = NULL;
    FILE *to = open_memstream(&bytes, n);
    fuzz_hold(passage_send(m, to), "a manuscript can be sent");
    fclose(to);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct manuscript m = {.kind = FILE_HTML}, again = {.kind = FILE_HTML};
    size_t n_sent, n_again;
    char *page = malloc(n + 1);
    if (n) memcpy(page, data, n);
    html_parse(&m, page, n);
    for (size_t i = 0; i < m.n; i++) {
        hold_text(m.parts[i].text);
        hold_table(&m.parts[i].table);
    }
    char *bytes = sent(&m, &n_sent);
    fuzz_hold(passage_take(&again, bytes, n_sent), "what was sent is taken");
    char *back = sent(&again, &n_again);
    fuzz_hold(m.refused || (n_sent == n_again && !memcmp(bytes, back, n_sent)), "what comes back is the same");
    free(bytes);
    free(back);
    free(page);
    manuscript_release(&m);
    manuscript_release(&again);
    return 0;
}
