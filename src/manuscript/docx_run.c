#include "manuscript/docx_reader_inside.h"
#include "base/characters.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool docx_shown(const struct docx_reader *r)
{
    for (size_t i = r->field_base; i < r->n_fields; i++)
        if (r->fields[i].phase != DOCX_RESULT) return false;
    return !r->unseen;
}

static bool run_is_hidden(const struct docx_reader *r, const struct docx_paragraph *p)
{
    if (p->noted) return true;
    if (p->run_hidden >= 0) return p->run_hidden;
    return r->body->styles->hidden || ((p->style && p->style->hidden > 0) != (p->run_style_hidden > 0));   /* two styles that hide show again */
}

bool docx_seen(struct docx_reader *r)
{
    const struct docx_paragraph *p = docx_paragraph(r);
    return p && docx_shown(r) && !run_is_hidden(r, p);
}

static bool has_digits(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isdigit((unsigned char)bytes[i])) return true;
    return false;
}

static bool has_words(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strchr(" \t\r\n", bytes[i]) || !bytes[i]) return true;
    return false;
}

/* A digit behind a digit that stands higher or lower is rather the sign of a note than a part of the number. */
static void judge(struct docx_reader *r, struct docx_paragraph *p, const char *bytes, size_t n)
{
    bool behind_digit = r->words.n > p->from && isdigit((unsigned char)r->words.bytes[r->words.n - 1]);
    if (p->raised && behind_digit && isdigit((unsigned char)*bytes)) p->unsure = "有上标或下标的数字，可能是注号";
    if (p->struck && has_words(bytes, n)) p->unsure = "有带删除线的字";
    if (p->white && has_digits(bytes, n)) p->unsure = "有白色的数字，看得见的也许不是这个数";
}

void docx_add(struct docx_reader *r, const char *bytes, size_t n)
{
    struct docx_paragraph *p = docx_paragraph(r);
    if (!p || !docx_shown(r) || !n) return;
    if (run_is_hidden(r, p)) {
        if (!p->noted && !p->said && has_words(bytes, n)) {
            r->hidden++;
            p->said = true;
        }
        return;
    }
    judge(r, p, bytes, n);
    text_add_n(&r->words, bytes, n);
    for (size_t i = r->words.n - n; i < r->words.n; i++)
        if (strchr("\t\r\n", r->words.bytes[i])) r->words.bytes[i] = ' ';   /* line ends of the XML are no line breaks */
}

/* ---- runs ---- */

void docx_run_start(struct docx_reader *r, const char **attributes)
{
    struct docx_paragraph *p = docx_paragraph(r);
    (void)attributes;
    if (!p) return;
    p->run_hidden = p->run_style_hidden = -1;
    p->raised = p->style && p->style->raised > 0;
    p->struck = p->style && p->style->struck > 0;
    p->noted = p->said = p->white = false;
}

/* w:rPr of a run, or of the mark at the end of a paragraph. */
void docx_run_property(struct docx_reader *r, const char **attributes)
{
    struct docx_paragraph *p = docx_paragraph(r);
    const char *name = docx_around(r, 0), *of = docx_around(r, 2), *value = package_attribute(attributes, "val");
    bool of_run = !strcmp(of, "r"), of_mark = !strcmp(of, "pPr");
    if (!p || strcmp(docx_around(r, 1), "rPr") || (!of_run && !of_mark)) return;
    if (of_mark) {
        if (!strcmp(name, "vanish")) p->mark_hidden = docx_on(attributes);
        return;
    }
    if (!strcmp(name, "vanish")) p->run_hidden = docx_on(attributes);
    else if (!strcmp(name, "vertAlign") || !strcmp(name, "position")) p->raised |= docx_raises(attributes);
    else if (!strcmp(name, "rStyle")) {
        const struct docx_style *style = docx_style(r->body->styles, value);
        p->run_style_hidden = style ? style->hidden : -1;
        p->raised |= style && style->raised > 0;
        p->struck |= style && style->struck > 0;
    } else if (!strcmp(name, "color")) {
        p->white = value && !strcasecmp(value, "FFFFFF");   /* on a dark ground they are seen: asked all the same */
    } else {
        p->struck |= docx_on(attributes);
    }
}

/* Line and page breaks; tabs and hyphens of a run. Those of w:tabs are places, not characters. */
void docx_break(struct docx_reader *r, const char **attributes)
{
    const char *name = docx_around(r, 0);
    (void)attributes;
    if (!strcmp(docx_around(r, 1), "tabs") || !docx_seen(r)) return;
    text_add_char(&r->words, !strcmp(name, "br") || !strcmp(name, "cr") ? '\n' : !strcmp(name, "noBreakHyphen") ? '-' : ' ');
}

/* A character by its number, perhaps in a font of symbols, whose characters are private ones: those of the font Symbol that stand at
 * the places of ASCII's digits and signs are these. */
void docx_sign(struct docx_reader *r, const char **attributes)
{
    const char *font = package_attribute(attributes, "font"), *number = package_attribute(attributes, "char");
    struct text character = {0};
    uint32_t c = number ? (uint32_t)strtoul(number, NULL, 16) : 0;
    uint32_t low = c >= 0xF000 && c <= 0xF0FF ? c - 0xF000 : c;
    if (font && !strcasecmp(font, "Symbol") && low > ' ' && low < '@') c = low;
    if (!c || c > 0x10FFFF || character_of(c) != CHARACTER_PLAIN) c = 0x25A1;   /* □ */
    text_add_code_point(&character, c);
    docx_add(r, text_get(&character), character.n);
    text_release(&character);
}

/* The reference is no text, and neither is a sign of the writer's own that follows in the run. */
void docx_note(struct docx_reader *r, const char **attributes)
{
    const char *own = package_attribute(attributes, "customMarkFollows");
    struct docx_paragraph *p = docx_paragraph(r);
    r->body->notes++;
    if (p && own && strcmp(own, "0") && strcasecmp(own, "false") && strcasecmp(own, "off")) p->noted = true;
}

/* ---- fields ---- */

void docx_field_code(struct docx_reader *r, const char *bytes, size_t n)
{
    struct docx_field *f = r->n_fields > r->field_base ? &r->fields[r->n_fields - 1] : NULL;
    for (size_t i = 0; f && i < n && f->n + 1 < sizeof f->code; i++)
        if (f->n || !isspace((unsigned char)bytes[i])) f->code[f->n++] = bytes[i];
}

static bool is_directory(const char *code)
{
    code += strspn(code, " \t\r\n");
    return !strncasecmp(code, "TOC", 3) && !isalnum((unsigned char)code[3]);
}

/* The directory repeats the headings of the text. */
static void say_directory(struct docx_reader *r) { manuscript_remark(r->m, "目录没有读"); }

/* A field without a result that Word draws from its code: ② in a ring, a fraction. One that was never computed is empty for people too. */
static bool draws(const struct docx_field *f) { return f->phase == DOCX_CODE && !strncasecmp(f->code, "EQ", 2) && !isalnum((unsigned char)f->code[2]); }

void docx_field_char(struct docx_reader *r, const char **attributes)
{
    const char *type = package_attribute(attributes, "fldCharType");
    if (!type) return;
    if (!strcmp(type, "begin")) {
        if (r->n_fields == DOCX_DEPTH) manuscript_refuse(r->m, "域套得太深：请在 Word 或 WPS 里把域转成文字后另存");
        else r->fields[r->n_fields++] = (struct docx_field){.phase = DOCX_CODE};
    } else if (r->n_fields > r->field_base) {
        struct docx_field *f = &r->fields[r->n_fields - 1];
        if (!strcmp(type, "end")) {
            struct docx_paragraph *p = docx_paragraph(r);
            if (draws(f) && p) p->unsure = "有公式域画出来的字（如带圈的字）";
            r->n_fields--;
        } else if (!strcmp(type, "separate")) {
            f->phase = is_directory(f->code) ? DOCX_DIRECTORY : DOCX_RESULT;
            if (f->phase == DOCX_DIRECTORY) say_directory(r);
        }
    }
}

void docx_field_simple(struct docx_reader *r, const char **attributes)
{
    const char *code = package_attribute(attributes, "instr");
    if (!code || !is_directory(code)) return;
    say_directory(r);
    docx_skip(r);
}

void docx_fields_close(struct docx_reader *r, size_t open)
{
    if (r->n_fields <= open) return;
    manuscript_remark(r->m, "有没有写完的域，其中的文字没有读");
    r->n_fields = open;
}
