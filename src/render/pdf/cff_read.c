#include "render/pdf/cff_inside.h"

static uint32_t number(const uint8_t *p, unsigned n)
{
    uint32_t v = 0;
    while (n--) v = v << 8 | *p++;
    return v;
}

bool cff_index_at(struct cff_span t, size_t at, struct cff_index *x)
{
    if (at > t.n || t.n - at < 2) return false;
    x->count = number(t.bytes + at, 2);
    if (!x->count) {
        *x = (struct cff_index){.offset_size = 1, .offsets = at, .base = at, .end = at + 2};
        return true;
    }
    if (t.n - at < 3) return false;
    x->offset_size = t.bytes[at + 2];
    x->offsets = at + 3;
    size_t room = (size_t)(x->count + 1) * x->offset_size;
    if (x->offset_size < 1 || x->offset_size > 4 || t.n - x->offsets < room) return false;
    x->base = x->offsets + room - 1;
    x->end = x->base + number(t.bytes + x->offsets + (size_t)x->count * x->offset_size, x->offset_size);
    return x->end > x->base && x->end <= t.n;
}

bool cff_object(struct cff_span t, const struct cff_index *x, uint32_t i, struct cff_span *object)
{
    if (i >= x->count) return false;
    uint32_t from = number(t.bytes + x->offsets + (size_t)i * x->offset_size, x->offset_size);
    uint32_t to = number(t.bytes + x->offsets + (size_t)(i + 1) * x->offset_size, x->offset_size);
    if (from < 1 || to < from || x->base + to > x->end) return false;
    *object = (struct cff_span){t.bytes + x->base + from, to - from};
    return true;
}

/* Reads an operand whose first byte is `first`; *at lies behind that byte. A real number counts as 0. */
static bool read_operand(struct cff_span d, unsigned first, size_t *at, long *value)
{
    size_t left = d.n - *at;
    const uint8_t *p = d.bytes + *at;
    *value = 0;
    if (first == 28 || first == 29) {
        unsigned n = first == 28 ? 2 : 4;
        if (left < n) return false;
        *value = first == 28 ? (int16_t)number(p, 2) : (int32_t)number(p, 4);
        *at += n;
    } else if (first == 30) {
        while (*at < d.n && (d.bytes[*at] & 15) != 15) ++*at;
        if (*at == d.n) return false;
        ++*at;
    } else if (first >= 32 && first <= 246) {
        *value = (long)first - 139;
    } else if (first >= 247 && first <= 254) {
        if (!left) return false;
        *value = first <= 250 ? ((long)first - 247) * 256 + *p + 108 : -((long)first - 251) * 256 - *p - 108;
        ++*at;
    } else {
        return false;
    }
    return true;
}

int cff_operands(struct cff_span d, enum cff_operator op, struct cff_span *raw, long v[2])
{
    size_t at = 0, start = 0;
    int n = 0;
    long found[2] = {0, 0};
    while (at < d.n) {
        unsigned c = d.bytes[at++];
        if (c > 21) {
            long value;
            if (!read_operand(d, c, &at, &value)) return 0;
            if (n < 2) found[n] = value;
            n++;
            continue;
        }
        if (c == 12) {
            if (at == d.n) return 0;
            c = CFF_ESCAPE + d.bytes[at++];
        }
        if (c == (unsigned)op) {
            if (raw) *raw = (struct cff_span){d.bytes + start, at - start};
            for (int i = 0; v && i < 2; i++) v[i] = found[i];
            return n;
        }
        start = at;
        n = 0;
        found[0] = found[1] = 0;
    }
    return 0;
}

bool cff_private(struct cff_span t, const long v[2], struct cff_span *out)
{
    if (v[0] < 0 || v[1] < 0 || (size_t)v[1] > t.n || (size_t)v[0] > t.n - (size_t)v[1]) return false;
    struct cff_span p = {t.bytes + v[1], (size_t)v[0]};
    struct cff_index subroutines;
    long at[2];
    if (cff_operands(p, CFF_SUBRS, NULL, at) > 0) {
        if (at[0] < 0 || !cff_index_at(t, (size_t)v[1] + (size_t)at[0], &subroutines)) return false;
        if (subroutines.end > (size_t)v[1] + p.n) p.n = subroutines.end - (size_t)v[1];
    }
    *out = p;
    return true;
}

int cff_font_of(struct cff_span t, size_t at, uint32_t glyph, uint32_t n_glyphs)
{
    if (at >= t.n) return -1;
    if (t.bytes[at] == 0) return glyph < n_glyphs && at + 1 + glyph < t.n ? t.bytes[at + 1 + glyph] : -1;
    if (t.bytes[at] != 3 || t.n - at < 5) return -1;
    uint32_t ranges = number(t.bytes + at + 1, 2);
    if ((t.n - at - 3) / 3 < ranges) return -1;
    while (ranges--)
        if (number(t.bytes + at + 3 + 3 * (size_t)ranges, 2) <= glyph) return t.bytes[at + 5 + 3 * (size_t)ranges];
    return -1;
}
