#include "support/laid_text.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const double SLIGHT = 0.001;

double laid_advance(void *context, uint32_t c)
{
    (void)context;
    if (c == U'—') return 0.89 * LAID_EM;
    if (c == 'W') return 0.93 * LAID_EM;
    return c < 0x2000 ? LAID_EM / 2.0 : LAID_EM;
}

struct paragraph laid_between(struct arena *a, const char *text, enum paragraph_fit fit, double ems, double indent_ems, double between)
{
    struct paragraph p;
    paragraph_read(&p, a, text);
    paragraph_lay(&p, a, &(struct paragraph_style){fit, ems * LAID_EM, indent_ems * LAID_EM, LAID_EM, between, laid_advance, NULL});
    return p;
}

struct paragraph laid(struct arena *a, const char *text, enum paragraph_fit fit, double ems, double indent_ems)
{
    return laid_between(a, text, fit, ems, indent_ems, 0);
}

char *laid_lines(struct arena *a, const struct paragraph *p)
{
    struct text t = {0};
    for (size_t i = 0; i < p->n_lines; i++) {
        if (i) text_add_char(&t, '|');
        for (size_t k = 0; k < p->lines[i].n; k++) text_add_code_point(&t, p->chars[p->lines[i].first + k]);
    }
    char *s = arena_dup(a, text_get(&t));
    text_release(&t);
    return s;
}

static bool is_in(uint32_t c, const uint32_t *list)
{
    while (*list && *list != c) list++;
    return *list != 0;
}

/* GB/T 15834-2011 5.1, UAX #14 classes CL, CP, EX, IS, NS, PO: written down here once more, apart from the list of the layout. */
static const uint32_t never_first[] = U"，。、；：？！）》〉」』】〕〗”’…—～·％‰℃°,.;:?!)]}%";
static const uint32_t never_last[] = U"（《〈「『【〔〖“‘([{￥№";
static const uint32_t half_right[] = U"，。、；：？！）》〉」』】〕〗”’", half_left[] = U"（《〈「『【〔〖“‘";

void laid_assert_sound(const struct paragraph *p, double width)
{
    size_t at = 0;
    for (size_t i = 0; i < p->n_lines; i++) {
        const struct paragraph_line *line = &p->lines[i];
        for (; at < line->first; at++) assert_true(p->chars[at] == ' ');
        at = line->first + line->n;
        if (!line->n) continue;
        uint32_t first = p->chars[line->first], last = p->chars[at - 1];
        double right = p->x[at - 1] + laid_advance(NULL, last);
        assert_true(right <= width + (is_in(last, half_right) ? LAID_EM / 2.0 : 0) + SLIGHT);
        assert_true(p->x[line->first] >= -(is_in(first, half_left) ? LAID_EM / 2.0 : 0) - SLIGHT);
        assert_false(i > 0 && is_in(first, never_first));
        assert_false(i + 1 < p->n_lines && is_in(last, never_last));
        assert_false(i > 0 && first == p->chars[line->first - 1] && (first == U'—' || first == U'…'));
        for (size_t k = line->first + 1; k < at; k++) assert_true(p->x[k] > p->x[k - 1]);
    }
    for (; at < p->n; at++) assert_true(p->chars[at] == ' ');
}
