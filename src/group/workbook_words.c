/* The narrative of a workbook: what stands between the headings of the sections. */
#include "base/text.h"
#include "group/inside.h"
#include "group/label.h"
#include "ledger/spelling.h"
#include <string.h>

static const struct form_section *section_of(const struct form *form, struct arena *arena, const char *words)
{
    const char *key = label_key(arena, words);
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        bool same = !strcmp(key, label_key(arena, s->heading));
        for (size_t k = 0; k < s->n_also && !same; k++) same = !strcmp(key, label_key(arena, s->also[k]));
        if (same) return s;
    }
    return NULL;
}

/* （一）主动公开 alone on its line. */
static bool is_heading(struct slice s)
{
    enum { MAX_HEADING = 90 };
    bool numbered = s.n > 6 && (!strncmp(s.s, "（", strlen("（")) || *s.s == '(');
    for (size_t i = 0; i + 3 <= s.n && numbered; i++) numbered = strncmp(s.s + i, "。", 3) != 0;
    return numbered && s.n <= MAX_HEADING;
}

/* A cell may hold several paragraphs, one a line. */
static void add_paragraphs(struct text *t, const char *words)
{
    while (*words) {
        size_t n = strcspn(words, "\r\n");
        bool odd = false;
        struct slice line = spelling_trim((struct slice){words, n}, &odd);
        if (line.n) {
            text_add(t, t->n ? "\n\n" : "");
            text_add(t, is_heading(line) ? "### " : "");
            text_add_n(t, line.s, line.n);
        }
        words += n + (words[n] != 0);
    }
}

static void finish(struct submission *s, const struct form_section *section, struct text *t)
{
    const char *words = text_get(t);
    bool there = false;
    for (size_t i = 0; section && i < s->n_texts; i++) there |= !strcmp(s->texts[i].section, section->id);
    if (section && !section->table && !there && *words && strcmp(words, "【待填写】")) submission_add_text(s, section->id, words);
    text_clear(t);
}

static const struct sheet_cell *first_text(const struct sheet *sheet, int row)
{
    for (int c = 0; c < sheet->n_cols; c++) {
        const struct sheet_cell *cell = sheet_at(sheet, row, c);
        if (cell && cell->kind == XLSX_TEXT) return cell;
    }
    return NULL;
}

void workbook_words(struct submission *s, const struct form *form, const struct sheet *sheet)
{
    const struct form_section *section = NULL;
    struct arena scratch = {0};
    struct text t = {0};
    for (int r = 0; r < sheet->n_rows; r++) {
        const struct sheet_cell *cell = first_text(sheet, r);
        if (!cell) continue;
        const struct form_section *next = section_of(form, &scratch, cell->text);
        if (next) {
            finish(s, section, &t);
            section = next;
        } else if (section && !section->table) {
            add_paragraphs(&t, cell->text);
        }
    }
    finish(s, section, &t);
    text_release(&t);
    arena_release(&scratch);
}
