#include "render/fonts/runs.h"
#include "render/page/marks.h"

static const double EDGE = 0.05, OVERLAP = 0.02;       /* of the pitch: blank at both ends; of the ink: drawn over the next one's */

size_t text_next_character(const uint32_t *chars, size_t i, size_t n)
{
    return i + 1 + (i + 1 < n && mark_is_selector(chars[i + 1]));
}

/* How many dashes of one mark begin here. */
static size_t count_dashes(const uint32_t *chars, size_t n)
{
    size_t k = 0;
    if (chars[0] != U'—' && chars[0] != U'―') return 0;
    while (k < n && chars[k] == chars[0]) k++;
    return k > 1 ? k : 0;
}

bool text_run_next(struct fonts *fonts, enum font_role role, const uint32_t *chars, size_t n, struct text_run *run)
{
    for (size_t i = run->first + run->n, end; i < n; i = end) {
        struct face *face = fonts_face(fonts, role, chars[i]);
        size_t dashes = count_dashes(chars + i, n - i);
        end = dashes ? i + dashes : text_next_character(chars, i, n);
        while (!dashes && end < n && fonts_face(fonts, role, chars[end]) == face && !count_dashes(chars + end, n - end)) end = text_next_character(chars, end, n);
        *run = (struct text_run){face, i, end - i, dashes > 0};
        if (face) return true;
    }
    return false;
}

struct dashes dashes_of(struct face *face, uint32_t c, double size, const double *offsets, size_t n)
{
    struct dashes d = {.first = offsets[0], .pitch = offsets[1] - offsets[0]};
    struct face_ink own = face_ink(face, c);
    double width = (own.to - own.from) * size / 1000;
    d.ink = d.pitch * ((double)n - 2 * EDGE) / (double)n;
    d.scale = width > 0 ? d.ink * (1 + OVERLAP) / width : 1;
    d.before = own.from * d.scale * size / 1000;
    return d;
}

double dashes_at(const struct dashes *d, size_t i) { return d->first + EDGE * d->pitch + (double)i * d->ink - d->before; }
