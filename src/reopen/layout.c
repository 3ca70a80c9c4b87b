/* A fixed-layout document (OFD), as this program writes it: one document, whose fonts are all embedded. */
#include "base/memory.h"
#include "base/text.h"
#include "reopen/parts_inside.h"
#include "reopen/reopen_inside.h"
#include <stdlib.h>
#include <string.h>

enum { IS_THERE = 1, IS_FONT = 2, IS_PAGE = 4, FONT_WANTED = 8, PAGE_WANTED = 16, MOST_IDS = 1 << 24 };
static const char entrance[] = "OFD.xml";
const struct package_kind parts_of_layout = {.name = "OFD", .remedy = "请重做", .depth = 32, .part_bytes = INT64_C(256) << 20, .passed_over = ""};

struct read_layout {
    struct package package;
    struct arena arena;
    struct intern *named;                              /* the parts that others name */
    unsigned char *ids;                                /* what is known of each */
    int64_t n_ids, highest;                            /* the highest that there is; that the document states, -1: nothing yet */
};
struct layout_part {
    struct read_layout *layout;
    struct package_pump pump;
    const char *name, *base;                           /* what paths in it count from */
    struct text words;                                 /* of the element that is open */
    int64_t steps;                                     /* of a TextCode, from character to character; -1: not to be read, NO_STEPS: it has none */
    bool begun, variant;                               /* behind the root's start; in a TextObject that names its glyphs */
};
enum { NO_STEPS = -2 };

/* The path leads to a part. */
static void take_path(struct layout_part *p, const char *path)
{
    const char *part = package_resolve(&p->layout->arena, p->base, path);
    if (package_has(&p->layout->package, part)) intern_number(p->layout->named, part, strlen(part));
    else package_pump_fail(&p->pump, "所指的部件不在");
}

static void note_id(struct layout_part *p, const char **attributes, const char *name, int what)
{
    struct read_layout *l = p->layout;
    int64_t id = parts_number(attributes, name);
    if (!package_attribute(attributes, name)) return;
    if (id < 1 || id > MOST_IDS) {
        package_pump_fail(&p->pump, "有标识不是正整数");
        return;
    }
    if (id > l->n_ids) {
        l->ids = memory_resize(l->ids, (size_t)(2 * id + 1));
        memset(l->ids + l->n_ids + 1, 0, (size_t)(2 * id - l->n_ids));
        l->n_ids = 2 * id;
    }
    if (what & l->ids[id] & IS_THERE) package_pump_fail(&p->pump, "有标识重复");
    l->ids[id] |= (unsigned char)what;
}

/* The root element is one of the format, in its namespace. */
static void check_root(struct layout_part *p, const char *name, const char **attributes)
{
    static const char *const roots[] = {"Document", "Res", "Page"}, namespace[] = "http://www.ofdspec.org/2016";
    const char *declared = package_attribute(attributes, "ofd");
    bool known = !strcmp(p->name, entrance) && !strcmp(name, "OFD");
    for (size_t i = 0; strcmp(p->name, entrance) != 0 && i < sizeof roots / sizeof *roots; i++) known = known || !strcmp(name, roots[i]);
    if (!known || !declared || strcmp(declared, namespace) != 0) package_pump_fail(&p->pump, "开头的元素不是 OFD 的");
    p->begun = true;
}

static void check_attributes(struct layout_part *p, const char *name, const char **attributes)
{
    static const struct { const char *element, *wanted[5]; } needs[] = {
        {"TextObject", {"ID", "Boundary", "Font", "Size"}}, {"PathObject", {"ID", "Boundary"}}, {"TextCode", {"X", "Y"}}, {"Layer", {"ID"}}, {"Font", {"ID", "FontName"}}, {"Dest", {"PageID"}},
    };
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        for (size_t k = 0; !strcmp(name, needs[i].element) && needs[i].wanted[k]; k++) {
            const char *value = package_attribute(attributes, needs[i].wanted[k]);
            if (!value || !*value) package_pump_fail(&p->pump, "有元素缺少必需的属性");
        }
}

/* How many steps DeltaX has: numbers, "g 3 5.6" for three of the same; -1: it is none. */
static int64_t count_steps(const char *s)
{
    int64_t n = 0, same = 1;
    for (char *end; *s; s += strspn(s, " "), n += same, same = 1) {
        if (*s == 'g') {
            same = strtoll(s + 1, &end, 10);
            if (same < 1 || same > MOST_IDS || n > MOST_IDS || *end != ' ') return -1;
            s = end + 1;
        }
        size_t number = strspn(s, "-.0123456789");
        if (!number) return -1;
        s += number;
    }
    return n;
}

/* Each character but the last has its step to the next one. */
static void check_steps(struct layout_part *p)
{
    int64_t characters = (int64_t)utf8_length(text_get(&p->words));
    if (p->steps == NO_STEPS ? characters > 1 && !p->variant : p->steps != characters - 1) package_pump_fail(&p->pump, "有一行字的间距数与字数不符");
}

static void read_highest(struct layout_part *p)
{
    const char *words = text_get(&p->words);
    if (*words && strlen(words) < 18 && !words[strspn(words, "0123456789")]) p->layout->highest = strtoll(words, NULL, 10);
    else package_pump_fail(&p->pump, "最大标识不是整数");
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct layout_part *p = user;
    const char *steps = package_attribute(attributes, "DeltaX"), *base = package_attribute(attributes, "BaseLoc");
    bool page = !strcmp(name, "Page") && base;
    text_clear(&p->words);
    p->steps = steps ? count_steps(steps) : NO_STEPS;
    if (!p->begun) check_root(p, name, attributes);
    check_attributes(p, name, attributes);
    if (page && !package_attribute(attributes, "ID")) package_pump_fail(&p->pump, "有元素缺少必需的属性");
    p->variant = !strcmp(name, "CGTransform") || (p->variant && strcmp(name, "TextObject") != 0);
    note_id(p, attributes, "ID", IS_THERE | (page ? IS_PAGE : !strcmp(name, "Font") ? IS_FONT : 0));
    note_id(p, attributes, "PageID", PAGE_WANTED);
    if (!strcmp(name, "TextObject")) note_id(p, attributes, "Font", FONT_WANTED);
    if (page) take_path(p, base);
    else if (base) p->base = arena_printf(&p->layout->arena, "%s/", package_resolve(&p->layout->arena, p->name, base));
}

static void on_end(void *user, const char *name)
{
    static const char *const paths[] = {"DocRoot", "PublicRes", "FontFile"};
    struct layout_part *p = user;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (!strcmp(name, paths[i])) take_path(p, text_get(&p->words));
    if (!strcmp(name, "MaxUnitID")) read_highest(p);
    if (!strcmp(name, "TextCode")) check_steps(p);
    text_clear(&p->words);
}

static void on_text(void *user, const char *bytes, size_t n) { text_add_n(&((struct layout_part *)user)->words, bytes, n); }

static bool read_xml(struct read_layout *l, const char *name, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct layout_part p = {.layout = l, .name = name, .base = name};
    struct diag why;
    bool ok = package_pump_all(&p.pump, &l->package, name, &handlers, &p, &why);
    if (!ok) parts_refuse(name, p.pump.fault ? p.pump.fault : "残缺", diag);
    text_release(&p.words);
    return ok;
}

static uint64_t number_at(const unsigned char *p, int bytes)
{
    uint64_t v = 0;
    for (int i = 0; i < bytes; i++) v = v << 8 | p[i];
    return v;
}

/* OpenType: a head of 12 bytes, then a record of 16 for each table, which says where it lies; the last table ends with the file, but for
 * what fills it up to a multiple of 4. */
static bool is_font(const unsigned char *p, size_t n)
{
    enum { HEAD = 12, RECORD = 16 };
    uint64_t end = 0, tables = n >= HEAD ? number_at(p + 4, 2) : 0;
    if (!tables || (memcmp(p, "OTTO", 4) && number_at(p, 4) != 0x10000) || HEAD + tables * RECORD > n) return false;
    for (uint64_t i = 0; i < tables; i++) {
        const unsigned char *r = p + HEAD + i * RECORD;
        uint64_t behind = number_at(r + 8, 4) + number_at(r + 12, 4);
        if (behind > end) end = behind;
    }
    return end <= n && n - end < 4;
}

/* libzip compares a part with its checksum when nothing is left to be read. */
static bool read_font(struct read_layout *l, const char *name, struct diag *diag)
{
    zip_stat_t s;
    zip_file_t *f = zip_stat(l->package.zip, name, 0, &s) ? NULL : zip_fopen(l->package.zip, name, 0);
    bool ok = f && s.size < (zip_uint64_t)parts_of_layout.part_bytes;
    unsigned char *bytes = memory_alloc(ok ? s.size + 1 : 1);
    ok = ok && zip_fread(f, bytes, s.size) == (zip_int64_t)s.size && !zip_fread(f, bytes + s.size, 1) && is_font(bytes, s.size);
    if (f) zip_fclose(f);
    free(bytes);
    return ok || parts_refuse(name, "残缺", diag);
}

static bool read_parts(struct read_layout *l, struct diag *diag)
{
    zip_int64_t n = zip_get_num_entries(l->package.zip, 0);
    if (!package_has(&l->package, entrance)) return parts_refuse(entrance, "不在", diag);
    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(l->package.zip, (zip_uint64_t)i, 0), *ending = strrchr(name, '.');
        if (!(ending && !strcmp(ending, ".xml") ? read_xml : read_font)(l, name, diag)) return false;
    }
    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(l->package.zip, (zip_uint64_t)i, 0);
        if (strcmp(name, entrance) && intern_find(l->named, name, strlen(name)) <= 0) return parts_refuse(name, "没有别的部件指向它", diag);
    }
    return true;
}

static bool ids_agree(const struct read_layout *l, struct diag *diag)
{
    int64_t pages = 0;
    for (int64_t id = 1; id <= l->n_ids; id++) {
        int known = l->ids[id];
        if (known & IS_THERE && id > l->highest) return parts_refuse("Document.xml", "所说的最大标识比用到的小", diag);
        if (known & FONT_WANTED && !(known & IS_FONT)) return parts_refuse("PublicRes.xml", "缺少用到的字体", diag);
        if (known & PAGE_WANTED && !(known & IS_PAGE)) return parts_refuse("Document.xml", "大纲所指的页不在", diag);
        pages += known & IS_PAGE ? 1 : 0;
    }
    return pages > 0 || parts_refuse("Document.xml", "没有页", diag);
}

bool layout_sound(const char *path, struct diag *diag)
{
    struct read_layout l = {.named = intern_new(), .highest = -1};
    bool ok = parts_open(&l.package, path, &parts_of_layout, diag) && read_parts(&l, diag) && ids_agree(&l, diag);
    package_close(&l.package);
    intern_free(l.named);
    arena_release(&l.arena);
    free(l.ids);
    return ok;
}
