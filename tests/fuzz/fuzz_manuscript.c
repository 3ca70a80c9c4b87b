/* A Word file from outside: a zip file as it is, or XML parts behind lines "====NAME" that are packed here. Other kinds of files are
 * read in a child and are no inputs of this target. */
#include "base/characters.h"
#include "base/text.h"
#include "fuzz.h"
#include "manuscript/manuscript.h"
#include "pack.h"
#include <stdlib.h>
#include <string.h>

static void hold_text(const char *text)
{
    struct character_fault fault;
    size_t n = strlen(text);
    fuzz_hold(characters_allowed(text, n, &fault), "a text has allowed characters only");
    fuzz_hold(!n || (text[0] != '\n' && text[0] != ' ' && text[n - 1] != '\n' && text[n - 1] != ' '), "a text has no blanks at its ends");
}

static void hold_table(const struct manuscript_table *t)
{
    fuzz_hold(t->n_rows <= MANUSCRIPT_ROWS && t->n_cols <= MANUSCRIPT_COLS, "a table has its limits");
    for (size_t i = 0; i < t->n; i++) {
        const struct manuscript_cell *c = &t->cells[i], *last = i ? &t->cells[i - 1] : NULL;
        fuzz_hold(c->row >= 0 && c->col >= 0 && c->rows > 0 && c->cols > 0 && c->row + c->rows <= t->n_rows && c->col + c->cols <= t->n_cols, "a cell lies in its table");
        fuzz_hold(!last || last->row < c->row || (last->row == c->row && last->col + last->cols <= c->col), "cells are in order and do not overlap");
        hold_text(c->text);
    }
}

static void hold_manuscript(const struct manuscript *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct manuscript_part *p = &m->parts[i];
        if (p->kind == MANUSCRIPT_TABLE) hold_table(&p->table);
        else if (p->kind == MANUSCRIPT_PARAGRAPH) hold_text(p->text);
        fuzz_hold(p->kind != MANUSCRIPT_PARAGRAPH || *p->text || p->mark, "no paragraph is empty");
    }
    for (size_t i = 0; i < m->n_remarks; i++) fuzz_hold(*m->remarks[i] && utf8_valid(m->remarks[i], strlen(m->remarks[i]), NULL), "a remark is UTF-8");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct manuscript m;
    struct diag diag;
    size_t packed = n;
    uint8_t *own = n > 4 && !memcmp(data, "====", 4) ? fuzz_pack(data, n, &packed) : NULL;
    const char *path = fuzz_file(own ? own : data, packed);
    if (file_kind_of(path) == FILE_DOCX) {
        fuzz_hold(manuscript_read(&m, path, &diag), "a file that is wrong is refused");
        fuzz_hold(!m.refused || utf8_valid(m.refused, strlen(m.refused), NULL), "a refusal is UTF-8");
        if (!m.refused) hold_manuscript(&m);
        manuscript_release(&m);
    }
    free(own);
    return 0;
}
