/* The blocks of a document as the body of a text document. */
#include "render/docx/docx_inside.h"
#include "base/text.h"
#include "render/page/list_table.h"
#include "render/page/marks.h"
#include "render/page/page.h"
#include "render/xml.h"
#include <inttypes.h>
#include <math.h>
#include <string.h>

static const double BODY_SIZE = 16, TITLE_SIZE = 22, TITLE_PITCH = 33;

/* ---- room, by estimate ---- */

/* Letters and digits of Latin scripts are half as wide as Chinese characters, as digits of Times New Roman are; — … “ ” are Chinese here. */
static double advance(void *fonts, enum font_role role, uint32_t c, double size)
{
    (void)fonts, (void)role;
    if (mark_is_selector(c)) return 0;
    return c < 0x2E80 && !(c >= 0x2010 && c <= 0x2027) ? size / 2 : size;
}

static void at(void *fonts, const char *place) { (void)fonts, (void)place; }

struct typesetter docx_typesetter(struct arena *arena, bool quarter_space) { return (struct typesetter){arena, advance, at, NULL, quarter_space}; }

static double height_of(const struct docx *x, const char *words)
{
    double width = typeset_natural(&x->setter, &(struct type){FONT_BODY, BODY_SIZE, CHARACTER_PITCH}, words) + 2 * CHARACTER_PITCH;      /* with the indent */
    return ceil(width / AREA_WIDTH) * LINE_PITCH;
}

/* Headings stay with the first line of what they head. */
static void use(struct docx *x, double height)
{
    if (x->lead > 0 && x->used + x->lead + LINE_PITCH > AREA_HEIGHT) x->used = 0;
    x->used = fmod(x->used + x->lead + height, AREA_HEIGHT);
    x->lead = 0;
}

/* ---- words ---- */

/* The title with a line feed before each of its lines but the first. What the layout left out stays in the text. */
static void add_lines(struct text *t, const char *title, const struct paragraph *p)
{
    size_t bytes = strlen(title), laid = 0, line = 1, used;
    for (size_t i = 0; i < bytes; i += used) {
        uint32_t c;
        used = utf8_next(title + i, bytes - i, &c);
        bool is_laid = laid < p->n && p->chars[laid] == (c == '\t' || c == '\n' ? ' ' : c);
        if (is_laid && line < p->n_lines && laid == p->lines[line].first) text_add_char(t, '\n'), line++;
        laid += is_laid;
        text_add_n(t, title + i, used);
    }
}

/* In lines of like length, broken between words. */
static void put_title(struct docx *x, const struct document_title *title)
{
    struct type type = {FONT_TITLE, TITLE_SIZE, TITLE_SIZE};
    struct text lines = {0};
    struct paragraph p = typeset(&x->setter, &type, title->text, PARAGRAPH_BALANCED, AREA_WIDTH, 0);
    title_prefer_words(&p, title->name);
    typeset_again(&x->setter, &type, &p, PARAGRAPH_BALANCED, AREA_WIDTH, 0);
    add_lines(&lines, title->text, &p);
    docx_words(x, "Title", text_get(&lines));
    text_release(&lines);
    use(x, (double)p.n_lines * TITLE_PITCH + 1.5 * LINE_PITCH);
}

/* Word allows 40 letters, digits and _ in the name of a bookmark. */
static void put_bookmark_name(struct text *t, const char *id)
{
    enum { MOST = 40 - sizeof "nianbao_" + 1 };
    text_add(t, "nianbao_");
    for (size_t i = 0; id[i] && i < MOST; i++) text_add_char(t, (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= '0' && id[i] <= '9') ? id[i] : '_');
}

static void put_headed(struct docx *x, int level, const char *words, const char *id, bool new_page)
{
    if (new_page) x->used = x->lead = 0;
    docx_open_paragraph(x, &(struct docx_look){.style = level == 1 ? "Heading1" : "Heading2", .new_page = new_page});
    if (id) {
        text_printf(x->out, "<w:bookmarkStart w:id=\"%zu\" w:name=\"", x->n_bookmarks);
        put_bookmark_name(x->out, id);
        text_add(x->out, "\"/>");
    }
    docx_run(x, NULL, 0, words);
    if (id) text_printf(x->out, "<w:bookmarkEnd w:id=\"%zu\"/>", x->n_bookmarks++);
    docx_close_paragraph(x);
    x->below_table = false;
    x->lead += height_of(x, words);
}

static void put_prose(struct docx *x, const char *words)
{
    if (!words) return;
    docx_words(x, "NormalIndent", words);
    use(x, height_of(x, words));
}

/* Above a signature stands an empty line. */
static void put_heading(struct docx *x, int level, const char *words, const char *id) { put_headed(x, level, words, id, false); }

static void put_placed(struct docx *x, const struct document_block *b)
{
    const bool below = b->words.place == PROSE_SIGNED, first = below && !x->signing;
    x->signing = below;
    if (!b->words.text) return;
    if (first) {
        docx_open_paragraph(x, &(struct docx_look){.style = "Normal", .keep_next = true});
        docx_close_paragraph(x);
    }
    const char *style = b->words.place ? "Normal" : "NormalIndent";
    docx_open_paragraph(x, &(struct docx_look){.style = style, .signs = below, .keep_next = first || x->leads_to_signature});
    docx_run(x, NULL, 0, b->words.text);
    docx_close_paragraph(x);
    x->below_table = false;
    use(x, height_of(x, b->words.text));
}

/* ---- lists and charts ---- */

/* Right below a heading a list needs no title. */
static void put_list(struct docx *x, const struct list *list, const char *section)
{
    if (list->title && x->lead <= 0) put_heading(x, 2, list->title, NULL);
    if (list->n_rows) docx_table(x, list_table(x->setter.arena, list, list->id), list->title ? list->title : section, false);
    else put_prose(x, list->without);
}

static void put_tally(struct docx *x, const struct document_tally *t)
{
    put_prose(x, !t->list->n_rows ? t->without : !t->count ? t->none : arena_printf(x->setter.arena, "%" PRId64 "%s", t->count, t->some));
}

enum { BAR_NAME, BAR_RATE, BAR_CASES, BAR_RANK, BAR_COLUMNS };

/* One line for what is left out, and one for all together. */
static void fill_bar(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct bar_chart *c = list->context;
    size_t bar = row - (row > c->gap);
    if (c->gap < c->n && row == c->gap) {
        items[BAR_NAME] = item_text(arena_printf(scratch, "……（略%zu个）", c->omitted));
    } else if (bar == c->n) {
        items[BAR_NAME] = item_text(c->all_words);
    } else {
        items[BAR_NAME] = item_text(c->bars[bar].name);
        items[BAR_RATE] = item_text(c->bars[bar].rate_words);
        items[BAR_CASES] = item_text(c->bars[bar].cases_words);
        items[BAR_RANK] = item_text(c->bars[bar].rank_words);
    }
}

static void put_bars(struct docx *x, const struct bar_chart *c)
{
    const struct list_column columns[BAR_COLUMNS] = {
        [BAR_NAME] = {.id = "name", .label = c->names_label ? c->names_label : "", .type = ITEM_TEXT, .share = 4, .heads_row = true},
        [BAR_RATE] = {.id = "rate", .label = "比率", .type = ITEM_TEXT, .share = 2, .centred = true},
        [BAR_CASES] = {.id = "cases", .label = "件数", .type = ITEM_TEXT, .share = 2, .centred = true},
        [BAR_RANK] = {.id = "rank", .label = "名次", .type = ITEM_TEXT, .share = 1, .centred = true},
    };
    const struct list list = {.id = "bars", .columns = columns, .n_columns = BAR_COLUMNS, .n_rows = c->n + (c->gap < c->n) + c->has_all, .fill = fill_bar,
                              .context = c, .remark = c->caption};
    if (c->heading) put_heading(x, 2, c->heading, NULL);
    docx_table(x, list_table(x->setter.arena, &list, list.id), c->described, false);
}

static void fill_series(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct line_chart *c = list->context;
    items[0] = item_text(c->series[row]);
    for (size_t i = 0; i < c->n_points; i++) {
        int rate = c->rates[row * c->n_points + i];
        if (rate >= 0) items[i + 1] = item_text(arena_printf(scratch, "%d.%02d%%", rate / 100, rate % 100));
    }
}

static void put_lines(struct docx *x, const struct line_chart *c)
{
    struct list_column *columns = arena_alloc(x->setter.arena, (c->n_points + 1) * sizeof *columns);
    columns[0] = (struct list_column){.id = "series", .label = c->points_label, .type = ITEM_TEXT, .share = 3, .heads_row = true};
    for (size_t i = 0; i < c->n_points; i++)
        columns[i + 1] = (struct list_column){.id = c->points[i], .label = c->points[i], .type = ITEM_TEXT, .share = 1, .centred = true};
    const struct list list = {.id = "lines", .columns = columns, .n_columns = (int)c->n_points + 1, .n_rows = c->n_series, .fill = fill_series, .context = c};
    put_heading(x, 2, c->heading, NULL);
    docx_table(x, list_table(x->setter.arena, &list, list.id), c->described, false);
}

static void fill_panel(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct panel_chart *c = list->context;
    items[0] = item_text(c->panels[row].name);
    for (size_t i = 0; i < c->n_points; i++) {
        char words[PANEL_WORDS];
        items[i + 1] = item_text(arena_dup(scratch, panel_point_words(&c->panels[row].points[i], words)));
    }
}

static void put_panels(struct docx *x, const struct panel_chart *c)
{
    struct list_column *columns = arena_alloc(x->setter.arena, (c->n_points + 1) * sizeof *columns);
    columns[0] = (struct list_column){.id = "panel", .label = c->names_label, .type = ITEM_TEXT, .share = 3, .heads_row = true};
    for (size_t i = 0; i < c->n_points; i++)
        columns[i + 1] = (struct list_column){.id = c->points[i], .label = c->points[i], .type = ITEM_TEXT, .share = 1, .centred = true};
    const struct list list = {.id = "panels", .columns = columns, .n_columns = (int)c->n_points + 1, .n_rows = c->n, .fill = fill_panel, .context = c, .remark = c->caption};
    put_heading(x, 2, c->heading, NULL);
    docx_table(x, list_table(x->setter.arena, &list, list.id), panels_described(x->setter.arena, c, 0, c->n), false);
}

/* ---- all ---- */

static void put_block(struct docx *x, const struct document_block *b, const char *section)
{
    switch (b->kind) {
    case BLOCK_TITLE: put_title(x, &b->title); break;
    case BLOCK_HEADING: put_headed(x, b->words.level, b->words.text, b->words.id, b->words.new_page); break;
    case BLOCK_PROSE: put_placed(x, b); break;
    case BLOCK_CAUTION: put_prose(x, b->words.text); break;
    case BLOCK_GRID: docx_table(x, b->grid.table, b->grid.title, true); break;
    case BLOCK_LIST: put_list(x, b->list, section); break;
    case BLOCK_BARS: put_bars(x, b->bars); break;
    case BLOCK_LINES: put_lines(x, b->lines); break;
    case BLOCK_PANELS: put_panels(x, b->panels); break;
    case BLOCK_TALLY: put_tally(x, &b->tally); break;
    case BLOCK_COUNTS: case BLOCK_MATTERS: case BLOCK_CHOICES: break;      /* of pages */
    case BLOCK_SHEET: case BLOCK_COPY: case BLOCK_ENTRY: case BLOCK_FIELD: case BLOCK_KINDS: break;      /* of workbooks */
    }
}

void docx_blocks(struct docx *x, const struct document *d)
{
    const char *section = d->facts.title;
    if (d->facts.draft) {
        docx_words(x, "Draft", d->facts.draft);
        use(x, LINE_PITCH);
    }
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct document_block *b = &d->blocks[i];
        x->leads_to_signature = b->kind == BLOCK_PROSE && !b->words.place && i + 1 < d->n_blocks && b[1].kind == BLOCK_PROSE && b[1].words.place == PROSE_SIGNED;
        if (b->kind == BLOCK_HEADING && b->words.level == 1) section = b->words.text;
        put_block(x, b, section);
    }
    docx_part_tables(x);
}
