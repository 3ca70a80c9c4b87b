#include "render/page/typesetter.h"
#include "base/text.h"
#include "render/page/marks.h"
#include <string.h>

struct type_setting { const struct typesetter *setter; const struct type *type; };

/* Full-width characters take the step of the grid, all others their own. */
static double advance(void *context, uint32_t code_point)
{
    const struct type_setting *s = context;
    const struct type *t = s->type;
    double own = s->setter->advance(s->setter->fonts, t->role, code_point, t->size);
    return own > 0.95 * t->size ? own * t->em / t->size : own;
}

void typeset_at(const struct typesetter *t, const char *place) { t->at(t->fonts, place); }

static struct paragraph_style style_of(struct type_setting *s, enum paragraph_fit fit, double width, double indent)
{
    static const double QUARTER = 0.25;
    double em = s->type->em;
    return (struct paragraph_style){fit, width, indent, em, s->setter->quarter_space ? QUARTER * em : 0, advance, s};
}

void typeset_again(const struct typesetter *t, const struct type *type, struct paragraph *p, enum paragraph_fit fit, double width, double indent)
{
    struct type_setting setting = {t, type};
    struct paragraph_style style = style_of(&setting, fit, width, indent);
    paragraph_lay(p, t->arena, &style);
}

struct paragraph typeset(const struct typesetter *t, const struct type *type, const char *text, enum paragraph_fit fit, double width, double indent)
{
    struct paragraph p;
    paragraph_read(&p, t->arena, text);
    typeset_again(t, type, &p, fit, width, indent);
    return p;
}

double typeset_natural(const struct typesetter *t, const struct type *type, const char *text)
{
    struct type_setting setting = {t, type};
    struct paragraph_style style = style_of(&setting, PARAGRAPH_LEFT, 0, 0);
    return paragraph_natural_width(text, &style);
}

double typeset_width(const struct typesetter *t, enum font_role role, double size, const char *text)
{
    double width = 0;
    uint32_t before = 0;
    size_t bytes = strlen(text);
    for (size_t i = 0; i < bytes;) {
        uint32_t code_point;
        i += utf8_next(text + i, bytes - i, &code_point);
        if (mark_is_left_out(code_point, before)) continue;
        width += t->advance(t->fonts, role, code_point, size);
        before = code_point;
    }
    return width;
}
