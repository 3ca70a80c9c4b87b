#include "documents/findings.h"
#include "documents/marked_inside.h"
#include "workbook/sheet_places.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MARKED_LIST "问题清单"
enum { LAST_ROW = 1 << 20, MOST_LINKS = 65000 };       /* rows of a sheet; it has room for 65,530 links */

/* What the sheets of one copy share. */
struct marked {
    struct document *d;
    const struct marked_ledger *ledger;
    struct marks marks;
    struct finding_place *places;                      /* by mark */
};
/* One sheet being copied: where it is among the marks, and the words of the row that was given last. */
struct sheet_copy {
    struct copy copy;
    struct marked *of;
    int number;
    size_t at;                                         /* in marks.placed */
    size_t left_out, cut;                              /* blocks that say what had no room */
    struct copy_mark *row;
    size_t cap;
    struct arena words;
};

/* ---- rows ---- */

static struct marked_sheet *sheet_of(struct copy *c) { return &((struct sheet_copy *)c->user)->of->ledger->sheets[((struct sheet_copy *)c->user)->number]; }

static bool begin(struct copy *c)
{
    ((struct sheet_copy *)c->user)->at = 0;
    return sheet_of(c)->begin(sheet_of(c));
}

static bool next(struct copy *c, struct copy_row *row) { return sheet_of(c)->next(sheet_of(c), row); }

static void end(struct copy *c)
{
    sheet_of(c)->end(sheet_of(c));
    arena_release(&((struct sheet_copy *)c->user)->words);
}

static const char *words_of(struct arena *a, const struct finding *f, void (*add)(struct text *, const struct finding *))
{
    struct text t = {0};
    add(&t, f);
    const char *words = arena_dup(a, text_get(&t));
    text_release(&t);
    return words;
}

/* Beside the headings stands the word 问题: what is wrong with them is in their notes and in the list. */
static size_t marks_of(struct copy *c, const struct copy_row *row, int width, const struct copy_mark **marks)
{
    struct sheet_copy *s = c->user;
    const struct marked_sheet *sheet = sheet_of(c);
    size_t n = marks_of_row(&s->of->marks, &s->at, s->number, row->line);
    arena_release(&s->words);
    while (s->cap < n) s->row = memory_grow(s->row, s->cap, &s->cap, sizeof *s->row);
    for (size_t i = 0; i < n; i++) {
        struct mark *m = s->of->marks.placed[s->at + i];
        const struct finding *f = m->finding;
        m->column = f->sheet_column ? f->sheet_column : f->column ? sheet->column(sheet, f->column) : 0;
        if (m->column > width) m->column = 0;
        s->row[i] = (struct copy_mark){m->column, mark_kind_of(f), words_of(&s->words, f, mark_add_note), row->header ? NULL : words_of(&s->words, f, mark_add_words)};
    }
    *marks = s->row;
    return n;
}

/* ---- the list ---- */

/* D17 where the cell is known, else the first cell of the row. */
static void find_places(struct marked *m)
{
    size_t links = 0;
    for (size_t i = 0; i < m->marks.n; i++) {
        const struct mark *k = &m->marks.list[i];
        const struct finding *f = k->finding;
        char letters[SHEET_LETTERS];
        const char *sheet = k->sheet >= 0 ? m->ledger->sheets[k->sheet].name : f->file ? f->file : f->cell ? "年报" : NULL;
        m->places[i] = (struct finding_place){.sheet = sheet, .cell = f->cell_name ? arena_printf(&m->d->arena, "%s（%s）", f->cell_name, f->cell) : f->cell};
        if (k->sheet < 0 || k->row <= 0 || k->row > LAST_ROW) continue;
        const char *cell = arena_printf(&m->d->arena, "%s%" PRId64, sheet_letters(k->column ? k->column : 1, letters), k->row);
        m->places[i].cell = k->column ? cell : arena_printf(&m->d->arena, "第%" PRId64 "行", k->row);
        if (++links <= MOST_LINKS) m->places[i].link = arena_printf(&m->d->arena, "%s!%s", sheet, cell);
    }
}

/* The list is the first sheet and drawn last: until then it is not known what had no room on the others. */
static void written(struct copy *c)
{
    struct sheet_copy *s = c->user;
    struct document *d = s->of->d;
    const char *name = sheet_of(c)->name;
    free(s->row);
    s->row = NULL;
    s->cap = 0;
    if (c->without_note)
        d->blocks[s->left_out].words.text = arena_printf(&d->arena, "“%s”有 %zu 格没有批注（批注最多 %zu 个），问题写在最后一列。", name, c->without_note, c->notes);
    if (c->cut) d->blocks[s->cut].words.text = arena_printf(&d->arena, "“%s”的行数超过一张工作表的 %d 行，后面的行没有写进来。", name, LAST_ROW);
    if ((size_t)s->number + 1 == s->of->ledger->n_sheets) find_places(s->of);
}

static void add_opening(struct document *d, const struct marked_ledger *ledger)
{
    document_title(d, ledger->title, NULL, NULL);
    document_prose(d, "各工作表是台账的副本，行和列都在原处，最后一列是问题。红格是有问题的格子，停在上面看批注；橙色的行是整行的问题；灰色的已豁免或无法核对。点“单元格”可以跳到那里。", NULL);
    document_prose(d, "个人信息、自由填写的文字和不认识的列已隐去；请在原来的台账里改，不要在这里改。", NULL);
    if (ledger->remark) document_prose(d, ledger->remark, NULL);
}

static struct sheet_copy *copy_new(struct marked *m, int number)
{
    struct sheet_copy *s = arena_alloc(&m->d->arena, sizeof *s);
    s->of = m;
    s->number = number;
    s->copy = (struct copy){.unreadable = "读不出来，原因见“" MARKED_LIST "”", .heading = "问题", .user = s, .begin = begin, .next = next, .end = end,
                            .marks = marks_of, .written = written};
    return s;
}

void marked_document(struct document *d, const struct marked_ledger *ledger)
{
    struct marked *m = arena_alloc(&d->arena, sizeof *m);
    struct sheet_copy **copies = arena_alloc(&d->arena, (ledger->n_sheets + 1) * sizeof *copies);
    m->d = d;
    m->ledger = ledger;
    marks_init(&m->marks, &d->arena, ledger);
    m->places = arena_alloc(&d->arena, (m->marks.n + 1) * sizeof *m->places);
    const struct finding **findings = arena_alloc(&d->arena, (m->marks.n + 1) * sizeof *findings);
    for (size_t i = 0; i < m->marks.n; i++) findings[i] = m->marks.list[i].finding;
    find_places(m);
    document_sheet(d, MARKED_LIST, true);
    add_opening(d, ledger);
    for (size_t i = 0; i < ledger->n_sheets; i++) {
        copies[i] = copy_new(m, (int)i);
        copies[i]->left_out = d->n_blocks;
        document_prose(d, NULL, NULL);
        copies[i]->cut = d->n_blocks;
        document_prose(d, NULL, NULL);
    }
    findings_marked_list(d, findings, m->places, m->marks.n);
    for (size_t i = 0; i < ledger->n_sheets; i++) {
        document_sheet(d, ledger->sheets[i].name, true);
        document_add(d, BLOCK_COPY)->copy = &copies[i]->copy;
    }
}
