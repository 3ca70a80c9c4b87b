/* Bars of counts. So narrow that a telephone shows the words in their size; places are whole numbers. */
#include "render/html/html_inside.h"
#include <inttypes.h>
#include <stdio.h>

enum { WIDTH = 400, NAMES = 128, BAR = 136, BAR_END = 350, HEAD = 6, ROW = 28, THICK = 16, NEVER_THINNER = 2 };

static int64_t most_of(const struct count_chart *chart)
{
    int64_t most = 1;
    for (size_t i = 0; i < chart->n; i++)
        if (chart->bars[i].count > most) most = chart->bars[i].count;
    return most;
}

/* One among thousands can be seen. */
static int length_of(int64_t count, int64_t most)
{
    int length = (int)((double)(BAR_END - BAR) * (double)count / (double)most);
    return count && length < NEVER_THINNER ? NEVER_THINNER : length;
}

void html_counts(struct html *h, const struct count_chart *chart)
{
    char words[24];
    int64_t most = most_of(chart);
    svg_open(h, chart->heading, chart->described, WIDTH, HEAD + (int)chart->n * ROW);
    svg_line(h, BAR, HEAD, BAR, HEAD + (int)chart->n * ROW, LOOK_ZERO);
    for (size_t i = 0; i < chart->n; i++) {
        const struct count_bar *b = &chart->bars[i];
        int middle = HEAD + (int)i * ROW + ROW / 2, length = length_of(b->count, most);
        svg_text(h, NAMES, middle + 5, LOOK_MARK_END, b->name);
        if (length) {
            text_printf(h->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", BAR, middle - THICK / 2, length, THICK);
            html_look(h, b->outstanding ? LOOK_BAR_OUT : LOOK_BAR);
            text_add(h->out, "/>");
        }
        snprintf(words, sizeof words, "%" PRId64, b->count);
        svg_text(h, BAR + length + 8, middle + 5, LOOK_MARK_START, words);
        text_add_char(h->out, '\n');
    }
    svg_close(h, chart->caption);
}
