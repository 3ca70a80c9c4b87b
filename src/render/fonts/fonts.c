#include "render/fonts/fonts.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/page/marks.h"
#include "render/fonts/font_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* `genuine`: words in the PostScript names of the faces that GB/T 9704 means. A face without them is a substitute. */
static const struct { const char *key, *name, *type; const char *genuine[6]; } roles[FONT_ROLES] = {
    [FONT_TITLE] = {"font.title", "title", "小标宋", {"XiaoBiaoSong", "FZXBS"}},
    [FONT_BODY] = {"font.body", "body", "仿宋", {"FangSong", "Fangsong", "FandolFang", "FZFSK", "FZFSJW"}},
    [FONT_HEI] = {"font.hei", "hei", "黑体", {"Hei", "Sans", "FZHTK", "FZHTJW"}},
    [FONT_KAI] = {"font.kai", "kai", "楷体", {"Kai", "FZKTK", "FZKTJW"}},
    [FONT_SONG] = {"font.song", "song", "宋体", {"Song", "SimSun", "Serif", "FZSSK", "FZSSJW"}},
};

enum { MAX_NAMED = 8 };                                /* missing characters that one message names */

struct missing_character { uint32_t code_point; char *place; bool shaped; };      /* shaped: whatever font has it, it cannot be set */

struct fonts {
    struct font_files *files;
    struct face **faces;                               /* each opened once, though several roles may share it */
    char **specs;                                      /* of the faces */
    size_t n_faces, cap_faces, cap_specs;
    struct face *role[FONT_ROLES];
    struct face **fallback;
    size_t n_fallback, cap_fallback;
    const char *place;
    struct missing_character *missing;
    size_t n_missing, cap_missing;
    struct text unusable;                              /* why files that are there were passed over */
    struct text lacking;                               /* why nothing can be drawn */
    char *profile;
};

static bool open_face(struct fonts *f, const char *spec, const char *key, struct face **face, struct diag *diag)
{
    for (size_t i = 0; i < f->n_faces; i++)
        if (!strcmp(f->specs[i], spec)) {
            *face = f->faces[i];
            return true;
        }
    if (!face_open(face, spec, key, diag)) return false;
    f->faces = memory_grow(f->faces, f->n_faces, &f->cap_faces, sizeof *f->faces);
    f->specs = memory_grow(f->specs, f->n_faces, &f->cap_specs, sizeof *f->specs);
    f->faces[f->n_faces] = *face;
    f->specs[f->n_faces++] = memory_dup(spec);
    (*face)->number = (unsigned)f->n_faces;
    snprintf((*face)->resource, sizeof(*face)->resource, "F%u", (*face)->number);
    return true;
}

/* Opens what one entry of a setting names. *face stays NULL where there is no such file, and where there is one that cannot be used,
 * unless it `must` be there. */
static bool open_entry(struct fonts *f, const char *entry, const char *key, bool must, struct face **face, struct diag *diag)
{
    struct diag why;
    char *spec = font_files_find(f->files, entry);
    *face = NULL;
    bool ok = !spec || open_face(f, spec, key, face, &why);
    free(spec);
    if (ok) return true;
    *face = NULL;
    if (must || why.kind == DIAG_SYSTEM) {
        *diag = why;
        return false;
    }
    text_printf(&f->unusable, "；%s", why.text);
    return true;
}

/* The face of a role is the first one that is there. A list that ends with a path wants that file, at least. */
static bool open_role(struct fonts *f, int role, const char *list, struct diag *diag)
{
    bool ok = true;
    for (char *entry; ok && !f->role[role] && (entry = font_files_next(&list)); free(entry))
        ok = open_entry(f, entry, roles[role].key, !*list && font_files_is_path(entry), &f->role[role], diag);
    return ok;
}

static bool open_fallbacks(struct fonts *f, const char *list, struct diag *diag)
{
    bool ok = true;
    struct face *face;
    for (char *entry; ok && (entry = font_files_next(&list)); free(entry)) {
        ok = open_entry(f, entry, "font.fallback", font_files_is_path(entry), &face, diag);
        if (!ok || !face) continue;
        f->fallback = memory_grow(f->fallback, f->n_fallback, &f->cap_fallback, sizeof(struct face *));
        f->fallback[f->n_fallback++] = face;
    }
    return ok;
}

/* A role without a face of its own takes the first fallback. */
static void fill_roles(struct fonts *f)
{
    for (int r = 0; r < FONT_ROLES; r++) {
        if (f->role[r]) continue;
        if (f->n_fallback) f->role[r] = f->fallback[0];
        else if (!f->lacking.n)
            text_printf(&f->lacking, "没有找到%s的字体文件，请安装 fonts-noto-cjk，或在设置 %s 里写出字体的路径%s", roles[r].type, roles[r].key, text_get(&f->unusable));
    }
}

/* The first profile that is there. A single one is the office's own: that it cannot be read is a fault, which the PDF driver finds. */
static void find_profile(struct fonts *f, const char *list)
{
    bool several = strchr(list, ';');
    for (char *path; !f->profile && (path = font_files_next(&list));) {
        if (!several || !access(path, R_OK)) f->profile = path;
        else free(path);
    }
    if (!f->profile) text_printf(&f->lacking, "%s没有找到 sRGB 特性文件，请安装 icc-profiles-free，或在设置 icc.srgb 里写出它的路径", f->lacking.n ? "；" : "");
}

bool fonts_open(struct fonts **out, const struct settings *settings, struct diag *diag)
{
    struct fonts *f = memory_alloc(sizeof *f);
    bool ok = true;
    f->place = "";
    f->files = font_files_new(settings_text(settings, "font.places"));
    for (int r = 0; r < FONT_ROLES && ok; r++) ok = open_role(f, r, settings_text(settings, roles[r].key), diag);
    ok = ok && open_fallbacks(f, settings_text(settings, "font.fallback"), diag);
    if (!ok) {
        fonts_free(f);
        return false;
    }
    fill_roles(f);
    find_profile(f, settings_text(settings, "icc.srgb"));
    *out = f;
    return true;
}

void fonts_free(struct fonts *f)
{
    if (!f) return;
    for (size_t i = 0; i < f->n_faces; i++) {
        face_free(f->faces[i]);
        free(f->specs[i]);
    }
    for (size_t i = 0; i < f->n_missing; i++) free(f->missing[i].place);
    font_files_free(f->files);
    text_release(&f->unusable);
    text_release(&f->lacking);
    free(f->faces);
    free(f->specs);
    free(f->fallback);
    free(f->missing);
    free(f->profile);
    free(f);
}

void fonts_at(struct fonts *f, const char *place) { f->place = place; }

/* Whether it belongs to a script that runs from the right, or whose letters join, stack or change their order: set one by one from the
 * left, as lines are here, its words are garbled. */
static bool needs_shaping(uint32_t code_point)
{
    static const hb_script_t scripts[] = {HB_SCRIPT_TIBETAN, HB_SCRIPT_MONGOLIAN, HB_SCRIPT_PHAGS_PA, HB_SCRIPT_TAI_THAM, HB_SCRIPT_MYANMAR, HB_SCRIPT_KHMER,
        HB_SCRIPT_DEVANAGARI, HB_SCRIPT_BENGALI, HB_SCRIPT_GUJARATI, HB_SCRIPT_GURMUKHI, HB_SCRIPT_ORIYA, HB_SCRIPT_TAMIL, HB_SCRIPT_TELUGU,
        HB_SCRIPT_KANNADA, HB_SCRIPT_MALAYALAM, HB_SCRIPT_SINHALA};
    const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (scripts[i] == script) return true;
    return hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL;
}

static void remember_missing(struct fonts *f, uint32_t code_point, bool shaped)
{
    for (size_t i = 0; i < f->n_missing; i++)
        if (f->missing[i].code_point == code_point) return;
    f->missing = memory_grow(f->missing, f->n_missing, &f->cap_missing, sizeof *f->missing);
    f->missing[f->n_missing++] = (struct missing_character){code_point, memory_dup(f->place), shaped};
}

struct face *fonts_face(struct fonts *f, enum font_role role, uint32_t code_point)
{
    const bool shaped = needs_shaping(code_point);
    if (!shaped && face_has(f->role[role], code_point)) return f->role[role];
    for (size_t i = 0; !shaped && i < f->n_fallback; i++)
        if (face_has(f->fallback[i], code_point)) return f->fallback[i];
    remember_missing(f, code_point, shaped);
    return NULL;
}

double fonts_advance(struct fonts *f, enum font_role role, uint32_t code_point, double size)
{
    if (mark_is_selector(code_point)) return 0;
    struct face *face = fonts_face(f, role, code_point);
    return face ? face_advance(face, code_point) * size / 1000 : 0;
}

/* How many there are of one kind, what to do about them, and the first ones. */
static void add_missing(struct text *said, const struct fonts *f, bool shaped, const char *advice)
{
    struct text list = {0};
    size_t n = 0;
    for (size_t i = 0; i < f->n_missing; i++) {
        if (f->missing[i].shaped != shaped || n++ >= MAX_NAMED) continue;
        text_add(&list, n > 1 ? "、“" : "“");
        text_add_code_point(&list, f->missing[i].code_point);
        text_printf(&list, "”U+%04X（%s）", (unsigned)f->missing[i].code_point, f->missing[i].place);
    }
    if (n) text_printf(said, "%s%zu 个字%s：%s%s", said->n ? "；" : "", n, advice, text_get(&list), n > MAX_NAMED ? "……" : "");
    text_release(&list);
}

bool fonts_complete(const struct fonts *f, const struct paper *paper, struct diag *diag)
{
    if (!f->n_missing) return true;
    struct text said = {0};
    add_missing(&said, f, false, "在所设的字体里都没有，请改字，或在设置 font.fallback 里加上有这些字的字体");
    add_missing(&said, f, true, "从右往左写，或者随前后的字变形（维吾尔文、藏文、蒙古文等），排不了，请改用汉字");
    diag_fail(diag, DIAG_INPUT, "PDF%s没有写：%s", paper->ofd ? " 和 OFD " : " ", text_get(&said));
    text_release(&said);
    return false;
}

const char *fonts_lacking(const struct fonts *f) { return text_get(&f->lacking); }
const char *fonts_profile(const struct fonts *f) { return f->profile; }

struct face *fonts_each(const struct fonts *f, size_t i) { return i < f->n_faces ? f->faces[i] : NULL; }

static bool is_genuine(int role, const char *name)
{
    for (size_t i = 0; i < sizeof roles[role].genuine / sizeof *roles[role].genuine; i++)
        if (roles[role].genuine[i] && strstr(name, roles[role].genuine[i])) return true;
    return false;
}

char *fonts_substitutes(const struct settings *settings, bool *none)
{
    struct fonts *f = NULL;
    struct diag unsaid;                                /* pdf_write says it */
    struct text line = {0}, keys = {0};
    *none = false;
    if (!fonts_open(&f, settings, &unsaid)) return memory_dup("");
    *none = f->lacking.n;
    for (int role = 0; role < FONT_ROLES && !f->lacking.n; role++) {
        const char *name = f->role[role]->name;
        if (is_genuine(role, name)) continue;
        text_printf(&line, "%s%s以 %s 代替", line.n ? "，" : "", roles[role].type, name);
        text_printf(&keys, "%s%s", keys.n ? "、" : "", roles[role].key);
    }
    if (keys.n) text_printf(&line, "（可以安装，或在设置 %s 里写出路径）", text_get(&keys));
    if (*none) text_add(&line, text_get(&f->lacking));
    else text_add(&line, text_get(&f->unusable) + (line.n || !f->unusable.n ? 0 : strlen("；")));
    char *words = line.n ? memory_dup(text_get(&line)) : memory_dup("");
    text_release(&line);
    text_release(&keys);
    fonts_free(f);
    return words;
}

static void report_face(struct paper *paper, const char *role, const struct face *face, bool substitute)
{
    if (paper->n_fonts == MOST_USED_FONTS) return;
    struct used_font *u = &paper->fonts[paper->n_fonts++];
    snprintf(u->role, sizeof u->role, "%s", role);
    snprintf(u->face, sizeof u->face, "%s", face->name);
    snprintf(u->path, sizeof u->path, "%s", face->path);
    u->substitute = substitute;
    face_identify(face, u->revision, u->tables);
}

/* Whether a fallback face was drawn with and is not already listed for a role. */
static bool only_fallback(const struct fonts *f, const struct face *face)
{
    for (int role = 0; role < FONT_ROLES; role++)
        if (f->role[role] == face) return false;
    return face_used(face);
}

const char *fonts_library(void) { return hb_version_string(); }

void fonts_report(const struct fonts *f, struct paper *paper)
{
    paper->n_fonts = 0;
    for (int role = 0; role < FONT_ROLES; role++) {
        const struct face *face = f->role[role];
        if (face_used(face)) report_face(paper, roles[role].name, face, !is_genuine(role, face->name));
    }
    for (size_t i = 0; i < f->n_fallback; i++)
        if (only_fallback(f, f->fallback[i])) report_face(paper, "fallback", f->fallback[i], false);
}
