/* What the comparison's page and the pages of the agencies have in common: the files, what concerns an agency, figures and lists. */
#ifndef DOCUMENTS_COMPARISON_PAGES_H
#define DOCUMENTS_COMPARISON_PAGES_H
#include "documents/comparison_inside.h"

/* Places in lists of the comparison, by agency: those of `agency` are list[from[agency]] … list[from[agency + 1] - 1], in their order. */
struct places_of_agencies { size_t *from, *list; };
struct change_place { size_t change, one; };           /* c->changes[change].list[one] */
struct comparison_pages {
    const struct comparison *c;
    const char **files;                                /* by agency */
    struct places_of_agencies first, outliers, changes;       /* in c->first, c->outliers, change_places */
    struct change_place *change_places;
};

/* A figure of an agency's year; pooled years are said. e NULL: no report. counted: of a share only its cases. */
struct item comparison_figure(struct arena *a, const struct comparison *c, const struct comparison_entry *e, size_t indicator, bool counted);

/* Each adds a list to the page, whose rows lead to the pages of the agencies and can be searched and chosen. */
void comparison_page_first(struct document *d, const struct comparison_pages *pages);
void comparison_page_outliers(struct document *d, const struct comparison_pages *pages);
void comparison_page_changes(struct document *d, const struct comparison_pages *pages);
void comparison_page_agencies(struct document *d, const struct comparison_pages *pages, size_t year);

#endif
