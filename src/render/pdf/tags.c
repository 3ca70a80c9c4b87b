#include "render/pdf/tags.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct tag {
    const char *type, *id;
    HPDF_Dict dict;
    HPDF_Array kids;
    HPDF_Page page;                                    /* the page that Pg names; NULL while it has no content */
};

struct tagged_page { HPDF_Page page; HPDF_Array parents; int n_contents; };

struct tags {
    HPDF_Doc pdf;
    HPDF_Dict root;
    HPDF_Array kids;
    struct arena arena;                                /* the tags */
    struct tagged_page *pages;
    size_t n_pages, cap_pages;
    struct tag **named;
    size_t n_named, cap_named;
};

struct tags *tags_new(HPDF_Doc pdf)
{
    struct tags *t = memory_alloc(sizeof *t);
    t->pdf = pdf;
    t->root = object_dict(pdf, "StructTreeRoot", NULL);
    t->kids = HPDF_Array_New(pdf->mmgr);
    HPDF_Dict_Add(t->root, "K", t->kids);
    return t;
}

void tags_free(struct tags *t)
{
    if (!t) return;
    arena_release(&t->arena);
    free(t->pages);
    free(t->named);
    free(t);
}

struct tag *tag_new(struct tags *t, struct tag *parent, const char *type)
{
    struct tag *tag = arena_alloc(&t->arena, sizeof *tag);
    tag->type = type;
    tag->dict = object_dict(t->pdf, "StructElem", NULL);
    tag->kids = HPDF_Array_New(t->pdf->mmgr);
    HPDF_Dict_AddName(tag->dict, "S", type);
    HPDF_Dict_Add(tag->dict, "P", parent ? parent->dict : t->root);
    HPDF_Dict_Add(tag->dict, "K", tag->kids);
    HPDF_Array_Add(parent ? parent->kids : t->kids, tag->dict);
    return tag;
}

const char *tag_type(const struct tag *tag) { return tag->type; }

static HPDF_Binary id_string(struct tags *t, const char *id)
{
    return HPDF_Binary_New(t->pdf->mmgr, (HPDF_BYTE *)(uintptr_t)id, (HPDF_UINT)strlen(id));
}

void tag_cell(struct tags *t, struct tag *tag, int rowspan, int colspan, const char *scope, const char *const *heads,
              size_t n_heads)
{
    if (rowspan < 2 && colspan < 2 && !scope && !n_heads) return;
    HPDF_Dict a = HPDF_Dict_New(t->pdf->mmgr);
    HPDF_Dict_AddName(a, "O", "Table");
    if (rowspan > 1) HPDF_Dict_AddNumber(a, "RowSpan", rowspan);
    if (colspan > 1) HPDF_Dict_AddNumber(a, "ColSpan", colspan);
    if (scope) HPDF_Dict_AddName(a, "Scope", scope);
    if (n_heads) {
        HPDF_Array ids = HPDF_Array_New(t->pdf->mmgr);
        for (size_t i = 0; i < n_heads; i++) HPDF_Array_Add(ids, id_string(t, heads[i]));
        HPDF_Dict_Add(a, "Headers", ids);
    }
    HPDF_Dict_Add(tag->dict, "A", a);
}

void tag_id(struct tags *t, struct tag *tag, const char *id)
{
    tag->id = id;
    HPDF_Dict_Add(tag->dict, "ID", id_string(t, id));
    t->named = memory_grow(t->named, t->n_named, &t->cap_named, sizeof(struct tag *));
    t->named[t->n_named++] = tag;
}

void tag_figure(struct tags *t, struct tag *tag, const char *words, const double box[4])
{
    HPDF_Dict a = HPDF_Dict_New(t->pdf->mmgr);
    HPDF_Array corners = HPDF_Array_New(t->pdf->mmgr);
    for (int i = 0; i < 4; i++) HPDF_Array_AddReal(corners, (HPDF_REAL)box[i]);
    HPDF_Dict_AddName(a, "O", "Layout");
    HPDF_Dict_AddName(a, "Placement", "Block");
    HPDF_Dict_Add(a, "BBox", corners);
    HPDF_Dict_Add(tag->dict, "A", a);
    object_set_text(t->pdf, tag->dict, "Alt", words);
}

static struct tagged_page *page_of(struct tags *t, HPDF_Page page)
{
    for (size_t i = t->n_pages; i-- > 0;)
        if (t->pages[i].page == page) return &t->pages[i];
    t->pages = memory_grow(t->pages, t->n_pages, &t->cap_pages, sizeof *t->pages);
    struct tagged_page *p = &t->pages[t->n_pages];
    *p = (struct tagged_page){page, HPDF_Array_New(t->pdf->mmgr), 0};
    HPDF_Xref_Add(t->pdf->xref, p->parents);
    HPDF_Dict_AddNumber(page, "StructParents", (HPDF_INT32)t->n_pages++);
    HPDF_Dict_AddName(page, "Tabs", "S");
    return p;
}

int tag_content(struct tags *t, struct tag *tag, HPDF_Page page)
{
    struct tagged_page *p = page_of(t, page);
    if (!tag->page) {
        tag->page = page;
        HPDF_Dict_Add(tag->dict, "Pg", page);
    }
    if (tag->page == page) {
        HPDF_Array_AddNumber(tag->kids, p->n_contents);
    } else {                                           /* a number alone would be taken for one of the page that Pg names */
        HPDF_Dict reference = HPDF_Dict_New(t->pdf->mmgr);
        HPDF_Dict_AddName(reference, "Type", "MCR");
        HPDF_Dict_Add(reference, "Pg", page);
        HPDF_Dict_AddNumber(reference, "MCID", p->n_contents);
        HPDF_Array_Add(tag->kids, reference);
    }
    HPDF_Array_Add(p->parents, tag->dict);
    return p->n_contents++;
}

static int by_id(const void *a, const void *b)
{
    const struct tag *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* One leaf is enough for a name tree; its names are sorted. */
static void add_id_tree(struct tags *t)
{
    if (!t->n_named) return;
    HPDF_Dict tree = object_dict(t->pdf, NULL, NULL), leaf = object_dict(t->pdf, NULL, NULL);
    HPDF_Array names = HPDF_Array_New(t->pdf->mmgr), kids = HPDF_Array_New(t->pdf->mmgr), limits = HPDF_Array_New(t->pdf->mmgr);
    qsort(t->named, t->n_named, sizeof(struct tag *), by_id);
    for (size_t i = 0; i < t->n_named; i++) {
        HPDF_Array_Add(names, id_string(t, t->named[i]->id));
        HPDF_Array_Add(names, t->named[i]->dict);
    }
    HPDF_Array_Add(limits, id_string(t, t->named[0]->id));
    HPDF_Array_Add(limits, id_string(t, t->named[t->n_named - 1]->id));
    HPDF_Dict_Add(leaf, "Limits", limits);
    HPDF_Dict_Add(leaf, "Names", names);
    HPDF_Array_Add(kids, leaf);
    HPDF_Dict_Add(tree, "Kids", kids);
    HPDF_Dict_Add(t->root, "IDTree", tree);
}

void tags_finish(struct tags *t)
{
    HPDF_Dict marked = HPDF_Dict_New(t->pdf->mmgr), parents = object_dict(t->pdf, NULL, NULL);
    HPDF_Array numbers = HPDF_Array_New(t->pdf->mmgr);
    HPDF_Dict_AddBoolean(marked, "Marked", HPDF_TRUE);
    HPDF_Dict_Add(t->pdf->catalog, "MarkInfo", marked);
    for (size_t i = 0; i < t->n_pages; i++) {
        HPDF_Array_AddNumber(numbers, (HPDF_INT32)i);
        HPDF_Array_Add(numbers, t->pages[i].parents);
    }
    HPDF_Dict_Add(parents, "Nums", numbers);
    HPDF_Dict_Add(t->root, "ParentTree", parents);
    HPDF_Dict_AddNumber(t->root, "ParentTreeNextKey", (HPDF_INT32)t->n_pages);
    add_id_tree(t);
    HPDF_Dict_Add(t->pdf->catalog, "StructTreeRoot", t->root);
}
