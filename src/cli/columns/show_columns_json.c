#include "cli/columns/show_columns.h"
#include "base/json_out.h"
#include "base/say.h"

/* The headings for machines, on stdout: an array of objects. */
bool show_columns_json(const struct heading_log *log)
{
    static const char *const verdicts[] = {"own", "alias", "by_code", "left_alone", "unknown", "slip", "ambiguous", "twice", "missing", "near"};
    struct json_out j;
    json_out_begin(&j, stdout, true);
    json_out_array(&j, NULL);
    for (size_t i = 0; i < log->n; i++) {
        const struct heading_note *h = &log->list[i];
        json_out_object(&j, NULL);
        json_out_text(&j, "file", h->file);
        json_out_text(&j, "table", h->table);
        json_out_count(&j, "row", h->line);
        if (h->cell) json_out_count(&j, "column", h->cell);
        else json_out_null(&j, "column");
        json_out_text(&j, "seen", h->seen);
        json_out_text(&j, "verdict", verdicts[h->verdict]);
        json_out_flag(&j, "dressed", h->dressed);
        json_out_flag(&j, "refused", heading_refused(h->verdict));
        json_out_text(&j, "heading", h->heading);
        json_out_text(&j, "event", h->event);
        json_out_text(&j, "why", h->why);
        json_out_close(&j);
    }
    json_out_close(&j);
    bool ok = json_out_end(&j);
    say(stdout, "\n");
    return ok;
}
