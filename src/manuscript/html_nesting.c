#include "base/spelling.h"
#include "manuscript/html_inside.h"
#include <string.h>
#include <strings.h>

/* The parser looks through its open elements at every tag, and through the attributes that a tag has at each further one. A page from
 * Word has 20,000 tags, 60 deep. */
enum { DEEPEST = 256, MOST_TAGS = 200000, MOST_ATTRIBUTES = 256 };

/* ---- what HTML closes by itself (WHATWG HTML, 13.2.6) ---- */

enum {
    VOID = 1,                                          /* has no content */
    RAW = 2,                                           /* its content is no markup */
    FORMAT = 4,                                        /* goes on behind the block in which it was opened, until it is closed */
    ENDS_P = 8,                                        /* an open p ends before it */
    SPECIAL = 16,                                      /* an end tag of a phrase does not reach beyond it */
    SCOPE = 32,                                        /* nor does any other end tag but those of tables */
    MARKER = 64,                                       /* formats opened in it end in it */
    PART = 128,                                        /* a row, a group of rows: adds no depth of its own to its table */
    CELL = 256,
    FOREIGN = 512                                      /* a tag may close itself in it */
};
static const struct { const char *name; int flags; } known[] = {
    {"area", VOID}, {"base", VOID}, {"basefont", VOID}, {"bgsound", VOID}, {"br", VOID}, {"embed", VOID}, {"frame", VOID}, {"hr", VOID | ENDS_P}, {"img", VOID},
    {"image", VOID}, {"input", VOID}, {"keygen", VOID}, {"link", VOID}, {"meta", VOID}, {"param", VOID}, {"source", VOID}, {"track", VOID}, {"wbr", VOID},
    {"col", VOID}, {"html", VOID}, {"head", VOID}, {"body", VOID},
    {"script", RAW}, {"style", RAW}, {"textarea", RAW}, {"title", RAW}, {"xmp", RAW | ENDS_P}, {"iframe", RAW}, {"noembed", RAW}, {"noframes", RAW},
    {"a", FORMAT}, {"b", FORMAT}, {"big", FORMAT}, {"code", FORMAT}, {"em", FORMAT}, {"font", FORMAT}, {"i", FORMAT}, {"nobr", FORMAT}, {"s", FORMAT},
    {"small", FORMAT}, {"strike", FORMAT}, {"strong", FORMAT}, {"tt", FORMAT}, {"u", FORMAT},
    {"address", ENDS_P}, {"div", ENDS_P}, {"p", ENDS_P},
    {"article", ENDS_P | SPECIAL}, {"aside", ENDS_P | SPECIAL}, {"blockquote", ENDS_P | SPECIAL}, {"center", ENDS_P | SPECIAL}, {"details", ENDS_P | SPECIAL},
    {"dialog", ENDS_P}, {"dir", ENDS_P | SPECIAL}, {"dl", ENDS_P | SPECIAL}, {"fieldset", ENDS_P | SPECIAL}, {"figcaption", ENDS_P | SPECIAL},
    {"figure", ENDS_P | SPECIAL}, {"footer", ENDS_P | SPECIAL}, {"form", ENDS_P | SPECIAL}, {"header", ENDS_P | SPECIAL}, {"hgroup", ENDS_P | SPECIAL},
    {"main", ENDS_P | SPECIAL}, {"menu", ENDS_P | SPECIAL}, {"nav", ENDS_P | SPECIAL}, {"ol", ENDS_P | SPECIAL}, {"pre", ENDS_P | SPECIAL},
    {"listing", ENDS_P | SPECIAL}, {"section", ENDS_P | SPECIAL}, {"summary", ENDS_P | SPECIAL}, {"ul", ENDS_P | SPECIAL}, {"h1", ENDS_P | SPECIAL},
    {"h2", ENDS_P | SPECIAL}, {"h3", ENDS_P | SPECIAL}, {"h4", ENDS_P | SPECIAL}, {"h5", ENDS_P | SPECIAL}, {"h6", ENDS_P | SPECIAL},
    {"li", ENDS_P | SPECIAL}, {"dd", ENDS_P | SPECIAL}, {"dt", ENDS_P | SPECIAL}, {"button", SPECIAL}, {"select", SPECIAL}, {"noscript", SPECIAL},
    {"table", SPECIAL | SCOPE}, {"tr", PART}, {"tbody", PART}, {"thead", PART}, {"tfoot", PART}, {"colgroup", PART},
    {"td", SPECIAL | SCOPE | MARKER | CELL}, {"th", SPECIAL | SCOPE | MARKER | CELL}, {"caption", SPECIAL | SCOPE | MARKER | CELL},
    {"applet", SPECIAL | SCOPE | MARKER}, {"marquee", SPECIAL | SCOPE | MARKER}, {"object", SPECIAL | SCOPE | MARKER}, {"template", SPECIAL | SCOPE | MARKER},
    {"svg", FOREIGN}, {"math", FOREIGN},
};

struct opened {
    struct slice name;
    int flags;
    const char *tag;                                   /* all of it, to tell equal ones */
    size_t n;
    bool gone;                                         /* a format that comes back in the next block */
    bool last;                                         /* it comes back no more */
};
struct nesting {
    struct opened open[DEEPEST];
    int n;
    long tags;
};

static bool same_name(struct slice a, struct slice b) { return a.n == b.n && !strncasecmp(a.s, b.s, a.n); }
static bool named(struct slice a, const char *name) { return same_name(a, (struct slice){name, strlen(name)}); }

static int flags_of(struct slice name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (named(name, known[i].name)) return known[i].flags;
    return 0;
}

/* Closes what was opened from `from` on. Formats come back, but for those within a cell that is closed. */
static void close_from(struct nesting *s, int from)
{
    int left = from;
    for (int i = from; i < s->n && !(s->open[i].flags & MARKER); i++)
        if (s->open[i].flags & FORMAT && !s->open[i].last) {
            s->open[left] = s->open[i];
            s->open[left++].gone = true;
        }
    s->n = left;
}

/* The last one open of that name, not beyond one with any of `bounds`; -1. */
static int find_open(const struct nesting *s, struct slice name, int bounds)
{
    for (int i = s->n; i-- > 0;) {
        if (same_name(s->open[i].name, name)) return i;
        if (s->open[i].flags & bounds) return -1;
    }
    return -1;
}

static void remove_at(struct nesting *s, int at)
{
    s->n--;
    memmove(&s->open[at], &s->open[at + 1], (size_t)(s->n - at) * sizeof *s->open);
}

static int table_at(const struct nesting *s) { return find_open(s, (struct slice){"table", 5}, 0); }

static void close_named(struct nesting *s, const char *name, int bounds)
{
    int at = find_open(s, (struct slice){name, strlen(name)}, bounds);
    if (at >= 0) close_from(s, at);
}

/* Of more than three equal formats browsers bring back only three. */
static void note_fourth(struct nesting *s, const struct opened *new)
{
    int first = -1, same = 0;
    for (int i = s->n; i-- > 0 && !(s->open[i].flags & MARKER);)
        if (!s->open[i].last && s->open[i].n == new->n && !memcmp(s->open[i].tag, new->tag, new->n)) same++, first = i;
    if (same < 3) return;
    s->open[first].last = true;
    if (s->open[first].gone) remove_at(s, first);
}

static bool in_foreign(const struct nesting *s)
{
    for (int i = s->n; i-- > 0;)
        if (s->open[i].flags & FOREIGN) return true;
    return false;
}

/* false: too deep. */
static bool open_tag(struct nesting *s, const struct opened *new, bool closes_itself)
{
    if (new->flags & VOID || (closes_itself && (new->flags &FOREIGN || in_foreign(s)))) return true;
    if (new->flags &(CELL | PART)) {
        int table = table_at(s);
        if (table < 0) return true;                    /* a cell of no table is passed over */
        close_from(s, table + 1);
        if (new->flags & PART) return true;
    }
    if (named(new->name, "li")) close_named(s, "li", SPECIAL);
    if (named(new->name, "dd") || named(new->name, "dt")) close_named(s, "dd", SPECIAL), close_named(s, "dt", SPECIAL);
    if (named(new->name, "option")) close_named(s, "option", SPECIAL);
    if (named(new->name, "a") || named(new->name, "nobr")) {
        int at = find_open(s, new->name, MARKER);
        if (at >= 0) remove_at(s, at);
    }
    if (new->flags & ENDS_P) close_named(s, "p", SCOPE);
    if (new->flags & FORMAT) note_fourth(s, new);
    if (s->n == DEEPEST) return false;
    s->open[s->n++] = *new;
    return true;
}

static bool is_heading(struct slice name) { return name.n == 2 && (*name.s == 'h' || *name.s == 'H') && name.s[1] >= '1' && name.s[1] <= '6'; }

/* The end tag of a heading ends any other. */
static int find_heading(const struct nesting *s)
{
    for (int i = s->n; i-- > 0 && !(s->open[i].flags & SCOPE);)
        if (is_heading(s->open[i].name)) return i;
    return -1;
}

static void close_tag(struct nesting *s, struct slice name)
{
    int flags = flags_of(name), at;
    if (flags & PART) {
        at = table_at(s);
        if (at >= 0) close_from(s, at + 1);
    } else if (flags & FORMAT) {
        at = find_open(s, name, MARKER);
        if (at >= 0) remove_at(s, at);
    } else {
        at = is_heading(name) ? find_heading(s) : find_open(s, name, named(name, "table") ? 0 : flags & (SPECIAL | ENDS_P) ? SCOPE : SPECIAL | SCOPE);
        if (at >= 0) close_from(s, at);
    }
}

/* ---- tags in the text ---- */

static bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static const char *after(const char *at, const char *end, const char *word)
{
    const char *found = memmem(at, (size_t)(end - at), word, strlen(word));
    return found ? found + strlen(word) : end;
}

static struct slice name_at(const char *at, const char *end)
{
    const char *s = at;
    while (at < end && !is_white(*at) && *at != '/' && *at != '>') at++;
    return (struct slice){s, (size_t)(at - s)};
}

/* Behind the '>' of a tag whose name ends at `at`. A '>' in quotes ends nothing; quotes stand behind '=' only. */
static const char *end_of_tag(const char *at, const char *end, int *attributes, bool *closes_itself)
{
    *attributes = 0;
    while (at < end && *at != '>') {
        if (is_white(*at) || *at == '/') {
            at++;
            continue;
        }
        ++*attributes;
        if (at < end && *at == '=') at++;              /* a name may begin with one */
        while (at < end && !is_white(*at) && *at != '/' && *at != '>' && *at != '=') at++;
        while (at < end && is_white(*at)) at++;
        if (at == end || *at != '=') continue;
        at++;
        while (at < end && is_white(*at)) at++;
        if (at < end && (*at == '"' || *at == '\'')) {
            const char *quote = memchr(at + 1, *at, (size_t)(end - at - 1));
            at = quote ? quote + 1 : end;
        } else {
            while (at < end && !is_white(*at) && *at != '>') at++;
        }
    }
    *closes_itself = at < end && at[-1] == '/';
    return at < end ? at + 1 : end;
}

/* Behind the content of an element that holds no markup, at its end tag. */
static const char *end_of_raw(const char *at, const char *end, struct slice name)
{
    while ((at = memchr(at, '<', (size_t)(end - at)))) {
        if ((size_t)(end - at) > name.n + 2 && at[1] == '/' && !strncasecmp(at + 2, name.s, name.n) &&
            (is_white(at[2 + name.n]) || at[2 + name.n] == '/' || at[2 + name.n] == '>'))
            return at;
        at++;
    }
    return end;
}

static const char *too_deep = "网页里的标记一层套一层，太深，不像一份年报", *too_many = "网页里的标记太多，不像一份年报";

const char *web_too_much(const char *text, size_t n)
{
    struct nesting s = {.n = 0};
    const char *at = text, *end = text + n;
    while (at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        const char *tag = at++;
        bool closes = at < end && *at == '/', closes_itself;
        int attributes;
        if (++s.tags > MOST_TAGS) return too_many;
        if (end - at > 3 && !memcmp(at, "!--", 3)) {
            at = after(at + 1, end, "-->");            /* "<!-->" is one, whole */
            continue;
        }
        if (at < end && (*at == '!' || *at == '?')) {
            at = after(at, end, ">");
            continue;
        }
        at += closes;
        if (at == end || !is_letter(*at)) continue;
        struct slice name = name_at(at, end);
        at = end_of_tag(at + name.n, end, &attributes, &closes_itself);
        if (attributes > MOST_ATTRIBUTES) return too_many;
        if (closes) {
            close_tag(&s, name);
            continue;
        }
        struct opened new = {.name = name, .flags = flags_of(name), .tag = tag, .n = (size_t)(at - tag)};
        if (new.flags & RAW) at = end_of_raw(at, end, name);
        else if (!open_tag(&s, &new, closes_itself)) return too_deep;
    }
    return NULL;
}
