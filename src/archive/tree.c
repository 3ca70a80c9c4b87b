#include "archive/tree.h"
#include "base/file.h"
#include "base/text.h"
#include <expat.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_DEPTH = 12, MAX_NODES = 200000, MAX_TOKEN = 1 << 18, CHUNK = 1 << 15 };

struct tree_growth { XML_Parser parser; struct arena *arena; struct tree *root, *at; struct text text; int depth, nodes; size_t silent; };

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct tree_growth *g = user;
    (void)attributes;
    g->silent = 0;
    text_clear(&g->text);
    if (++g->depth > MAX_DEPTH || ++g->nodes > MAX_NODES) {
        XML_StopParser(g->parser, XML_FALSE);
        return;
    }
    struct tree *node = arena_alloc(g->arena, sizeof *node);
    *node = (struct tree){.name = arena_dup(g->arena, name), .text = "", .parent = g->at};
    if (!g->at) g->root = node;
    else if (g->at->last) g->at->last->next = node;
    else g->at->first = node;
    if (g->at) g->at->last = node;
    g->at = node;
}

static void on_end(void *user, const XML_Char *name)
{
    struct tree_growth *g = user;
    (void)name;
    g->silent = 0;
    if (!g->at->first) g->at->text = arena_dup(g->arena, text_get(&g->text));
    g->at = g->at->parent;
    g->depth--;
}

static void on_text(void *user, const XML_Char *bytes, int n)
{
    struct tree_growth *g = user;
    g->silent = 0;
    text_add_n(&g->text, bytes, (size_t)n);
}

static void on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    XML_StopParser(((struct tree_growth *)user)->parser, XML_FALSE);
}

static bool parse(struct tree_growth *g, FILE *f)
{
    char bytes[CHUNK];
    XML_SetUserData(g->parser, g);
    XML_SetElementHandler(g->parser, on_start, on_end);
    XML_SetCharacterDataHandler(g->parser, on_text);
    XML_SetStartDoctypeDeclHandler(g->parser, on_doctype);
    for (bool end = false; !end;) {
        size_t n = fread(bytes, 1, sizeof bytes, f);
        end = n < sizeof bytes;
        g->silent += n;
        if (g->silent > MAX_TOKEN || XML_Parse(g->parser, bytes, (int)n, end) != XML_STATUS_OK) return false;
    }
    return !ferror(f);
}

const struct tree *tree_read(struct arena *arena, const char *path, struct diag *diag)
{
    const int64_t most = 64 * MEBIBYTE;
    struct tree_growth g = {.arena = arena};
    struct stat st;
    FILE *f;
    if (lstat(path, &st) || !S_ISREG(st.st_mode)) {
        diag_fail(diag, DIAG_INPUT, "不在，或者不是普通文件");
        return NULL;
    }
    if (!file_open(&f, path, most, diag)) return NULL;
    g.parser = XML_ParserCreate("UTF-8");
    bool ok = g.parser && parse(&g, f);
    unsigned long line = g.parser ? XML_GetCurrentLineNumber(g.parser) : 0;
    if (g.parser) XML_ParserFree(g.parser);
    if (fclose(f)) ok = false;
    text_release(&g.text);
    if (!ok) diag_fail(diag, DIAG_INPUT, "第%lu行起不是完整的 XML", line);
    return ok ? g.root : NULL;
}

const struct tree *tree_at(const struct tree *node, const char *path)
{
    while (node && *path) {
        size_t n = strcspn(path, "/");
        const struct tree *child = node->first;
        while (child && (strlen(child->name) != n || strncmp(child->name, path, n) != 0)) child = child->next;
        node = child;
        path += n + (path[n] == '/');
    }
    return node;
}

const char *tree_text(const struct tree *node, const char *path)
{
    const struct tree *found = tree_at(node, path);
    return found ? found->text : "";
}
