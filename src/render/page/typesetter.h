/* Text in a type of some size, measured with the fonts of a driver and laid out in lines; nothing is drawn.
 *
 *     struct typesetter setter = {&arena, advance, at, fonts};
 *     typeset_at(&setter, "标题");
 *     struct paragraph p = typeset(&setter, &(struct type){FONT_TITLE, 22, 22}, title, PARAGRAPH_BALANCED, AREA_WIDTH, 0);
 */
#ifndef RENDER_PAGE_TYPESETTER_H
#define RENDER_PAGE_TYPESETTER_H
#include "render/page/paragraph.h"

/* The types of GB/T 9704: 小标宋 of titles, 仿宋 of prose, 黑体 and 楷体 of headings, 宋体 of tables and page numbers. */
enum font_role { FONT_TITLE, FONT_BODY, FONT_HEI, FONT_KAI, FONT_SONG, FONT_ROLES };

/* em: what a full-width character advances, which is the grid's step in prose. In points, like size. */
struct type { enum font_role role; double size, em; };

struct typesetter {
    struct arena *arena;                               /* of all that is laid out */
    double (*advance)(void *fonts, enum font_role role, uint32_t code_point, double size);     /* in points; 0 where no font has it, and for a selector */
    void (*at)(void *fonts, const char *place);
    void *fonts;
    bool quarter_space;                                /* a quarter of an em between Chinese characters and letters or digits (Word: autoSpaceDE, autoSpaceDN) */
};

/* Names the place of the text that follows, for a message about a character that no font has: “一、总体情况”第2段. The string is
 * borrowed until the next call. */
void typeset_at(const struct typesetter *t, const char *place);
struct paragraph typeset(const struct typesetter *t, const struct type *type, const char *text, enum paragraph_fit fit, double width, double indent);
/* Lays out a paragraph whose breaks were changed. */
void typeset_again(const struct typesetter *t, const struct type *type, struct paragraph *p, enum paragraph_fit fit, double width, double indent);
/* The width of the text as typeset puts it into one line. */
double typeset_natural(const struct typesetter *t, const struct type *type, const char *text);
/* The width of a text that is not laid out, at its own advances. */
double typeset_width(const struct typesetter *t, enum font_role role, double size, const char *text);

#endif
