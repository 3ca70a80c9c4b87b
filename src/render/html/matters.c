/* What somebody has to look at, in groups. A page hides a group by a box that is not ticked: by its style sheet, without a script, so
 * that everything is there where a reader has neither. */
#include "render/html/html_inside.h"

static void put_box(struct html *h, const struct matter_groups *all, size_t group)
{
    text_printf(h->out, "<input type=\"checkbox\" class=\"pick%zu\" id=\"%s-pick%zu\" checked=\"checked\"/><label for=\"%s-pick%zu\">", group, all->id, group,
                all->id, group);
    xml_escape(h->out, all->groups[group].name);
    text_add(h->out, "</label>\n");
}

static void put_choice(struct html *h, const struct matter_groups *all)
{
    if (!h->whole || all->n < 2) return;
    text_add(h->out, "<span class=\"choose\">");
    xml_escape(h->out, all->choose);
    text_add(h->out, "</span>\n");
    for (size_t i = 0; i < all->n; i++) put_box(h, all, i);
}

static void put_heading(struct html *h, const struct matter *m)
{
    text_add(h->out, "<h4");
    html_look(h, LOOK_H4);
    text_add_char(h->out, '>');
    if (m->mark) {
        text_add(h->out, "<b");
        html_look(h, LOOK_MARK_ID);
        text_add_char(h->out, '>');
        xml_escape(h->out, m->mark);
        text_add(h->out, "</b> ");
    }
    xml_escape(h->out, m->text);
    text_add(h->out, "</h4>\n");
}

static void put_line(struct html *h, const struct matter_line *line)
{
    text_add(h->out, "<p");
    html_look(h, LOOK_MATTER_LINE);
    text_add(h->out, "><b>");
    xml_escape(h->out, line->label);
    text_add(h->out, "</b>　");
    xml_escape(h->out, line->text);
    text_add(h->out, "</p>\n");
}

static void put_matter(struct html *h, const struct matter *m)
{
    text_add(h->out, "<article");
    html_look(h, LOOK_MATTER);
    text_add(h->out, ">\n");
    put_heading(h, m);
    for (size_t i = 0; i < m->n_lines; i++) put_line(h, &m->lines[i]);
    if (m->n_places) text_add(h->out, "<ul>\n");
    for (size_t i = 0; i < m->n_places; i++) html_element(h, "li", LOOK_PLACE, m->places[i]);
    if (m->n_places) text_add(h->out, "</ul>\n");
    if (m->remark) html_element(h, "p", LOOK_REMARK, m->remark);
    text_add(h->out, "</article>\n");
}

void html_matters(struct html *h, const struct matter_groups *all)
{
    text_add(h->out, h->whole ? "<div class=\"matters\">\n" : "<div>\n");
    put_choice(h, all);
    for (size_t g = 0; g < all->n; g++) {
        const struct matter_group *group = &all->groups[g];
        if (h->whole) text_printf(h->out, "<section class=\"of%zu%s\">\n", g, group->alert ? " alert" : "");
        else text_add(h->out, "<section>\n");
        html_element(h, "h3", LOOK_H3, group->name);
        for (size_t i = 0; i < group->n; i++) put_matter(h, &group->matters[i]);
        text_add(h->out, "</section>\n");
    }
    text_add(h->out, "</div>\n");
}

void html_matters_style(struct text *out, size_t groups)
{
    text_add(out, html_matter_style);
    for (size_t g = 0; g < groups; g++)
        text_printf(out, ".pick%zu:not(:checked)~.of%zu>article{display:none}.pick%zu:not(:checked)~.of%zu>h3::after{content:\"（没有勾选，不显示）\"}\n", g, g, g, g);
}
