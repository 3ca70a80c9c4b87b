#include "cli/show_headings.h"
#include "base/say.h"
#include <jansson.h>
#include <stdlib.h>

/* The headings for machines, on stdout: an array of objects. */

static json_t *text_json(const char *s) { return s ? json_string(s) : json_null(); }

bool show_headings_json(const struct heading_log *log)
{
    static const char *const verdicts[] = {"own", "alias", "left_alone", "unknown", "slip", "ambiguous", "twice", "missing", "near"};
    json_t *array = json_array();
    for (size_t i = 0; i < log->n; i++) {
        const struct heading_note *h = &log->list[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:I, s:o, s:o, s:s, s:b, s:b, s:o, s:o, s:o}", "file", text_json(h->file), "table", text_json(h->table),
                                               "row", (json_int_t)h->line, "column", h->cell ? json_integer((json_int_t)h->cell) : json_null(), "seen", text_json(h->seen),
                                               "verdict", verdicts[h->verdict], "dressed", (int)h->dressed, "refused", (int)heading_refused(h->verdict), "heading", text_json(h->heading),
                                               "event", text_json(h->event), "why", text_json(h->why)));
    }
    char *bytes = json_dumps(array, JSON_PRESERVE_ORDER | JSON_INDENT(2));
    bool ok = bytes != NULL;
    if (ok) say_json(stdout, bytes), say(stdout, "\n");
    free(bytes);
    json_decref(array);
    return ok;
}
