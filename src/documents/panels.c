/* Small line charts in words, for those who cannot see them. */
#include "base/text.h"
#include "documents/document.h"
#include <stdio.h>

char *panel_point_words(const struct panel_point *at, char buffer[PANEL_WORDS])
{
    buffer[0] = 0;
    if (at->rate >= 0) snprintf(buffer, PANEL_WORDS, "%d.%02d%%%s", at->rate / 100, at->rate % 100, at->doubtful ? " ×" : at->few ? " ○" : "");
    return buffer;
}

const char *panel_sign_words(const struct panel_chart *c, enum panel_sign sign)
{
    const char *const words[PANEL_SIGNS] = {[PANEL_LINE] = c->own_name, [PANEL_FEW] = "件数少", [PANEL_DOUBTFUL] = "存疑", [PANEL_ALL] = c->all_name};
    return words[sign];
}

const char *panels_described(struct arena *a, const struct panel_chart *c, size_t first, size_t n)
{
    struct text t = {0};
    text_printf(&t, "%s。", c->described);
    for (size_t i = first; i < first + n && i < c->n; i++) {
        text_printf(&t, "%s：", c->panels[i].name);
        for (size_t p = 0; p < c->n_points; p++) {
            const struct panel_point *at = &c->panels[i].points[p];
            text_printf(&t, "%s%s", p ? "，" : "", c->points[p]);
            if (at->rate < 0) text_add(&t, "没有数");
            else text_printf(&t, " %d.%02d%%", at->rate / 100, at->rate % 100);
            if (at->rate >= 0 && (at->doubtful || at->few)) text_printf(&t, "（%s）", panel_sign_words(c, at->doubtful ? PANEL_DOUBTFUL : PANEL_FEW));
        }
        text_add(&t, "。");
    }
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}
