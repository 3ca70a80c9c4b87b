/* The law and the calendars of the data folder, and requests made by hand. Each test program includes this header once. */
#ifndef CLOCK_FIXTURE_H
#define CLOCK_FIXTURE_H
#include "calendar/civil.h"
#include "clock/calendar_files.h"
#include "clock/faults.h"
#include "clock/verdict.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct schema *schema;
static struct settings *settings;
static struct clock_law *law;
static struct calendars *calendars;
static char calendar_hash[DIGEST_HEX];

static inline int open_law(void **state)
{
    (void)state;
    struct diag diag;
    bool ok = schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag) &&
              clock_law_load(&law, PROJECT_SOURCE_DIR "/data", schema, settings, &diag) &&
              calendar_files_load(&calendars, PROJECT_SOURCE_DIR "/data/calendars", NULL, calendar_hash, &diag);
    if (!ok) print_error("%s\n", diag.text);
    return ok ? 0 : 1;
}

static inline int close_law(void **state)
{
    (void)state;
    calendars_free(calendars);
    clock_law_free(law);
    settings_free(settings);
    schema_free(schema);
    return 0;
}

/* "" means no day. */
static inline int day(const char *iso)
{
    int n;
    if (!iso || !*iso) return NO_DAY;
    if (!civil_parse_iso(iso, &n)) fail_msg("no date: %s", iso);
    return n;
}

static inline const char *shown(int d)
{
    static char ring[8][CIVIL_ISO];
    static int at;
    return d == NO_DAY ? "" : civil_iso(d, ring[at++ % 8]);
}

enum { MANY = 12 };

/* The text behind " key=" in an event, up to the next blank; "" where the event has no such key. */
static inline const char *part(const char *event, const char *key, char value[64])
{
    const char *at = strstr(event, key);
    value[0] = 0;
    if (at) snprintf(value, 64, "%.*s", (int)strcspn(at + strlen(key), " "), at + strlen(key));
    return value;
}

/* "YQ 2025-03-28 approved=2025-03-27 days=20 approver"; a field that is left out is empty. */
static inline struct clock_event event_of(const char *text, int64_t id)
{
    char code[3] = {text[0], text[1], 0}, v[64];
    struct clock_event e = {.id = id, .event = code_find(schema_codes(schema, "events"), code), .answer = -1};
    if (!e.event) fail_msg("no event: %s", text);
    e.day = day(part(text + 2, " ", v));
    e.party_received = day(part(text, " received=", v));
    e.until = day(part(text, " until=", v));
    e.approved = day(part(text, " approved=", v));
    e.party = *part(text, " party=", v);
    e.days = *part(text, " days=", v) ? (int)strtol(v, NULL, 10) : NO_COUNT;
    e.amount = *part(text, " amount=", v) ? strtoll(v, NULL, 10) * 10000 : CLOCK_NO_AMOUNT;     /* in fen */
    e.has_approver = strstr(text, " approver") != NULL;
    return e;
}

/* A request received on the strict day or, if the lenient one is given, perhaps only on that. "; " separates the events. `room` has
 * space for MANY. */
static inline struct clock_request request_of(const char *receipt, const char *lenient, const char *reply, const char *outcome, const char *as_of,
                                              const char *events, struct clock_event *room)
{
    struct clock_request r = {.id = 1, .receipt = day(receipt), .receipt_lenient = day(lenient && *lenient ? lenient : receipt), .receipt_by = "提交日期",
                              .lenient_by = "登记日期", .decisive = day(reply), .as_of = day(as_of), .events = room};
    r.decisive_by = reply && *reply ? "交邮或发出日期" : NULL;
    r.outcome = r.decisive_by ? code_find(schema_codes(schema, "outcomes"), outcome && *outcome ? outcome : "1") : 0;
    r.regime = &law->regimes[law->n_regimes - 1];
    while (r.regime > law->regimes && r.receipt < r.regime->from) r.regime--;
    r.national = r.calendar = calendars_national(calendars);
    while (*events) {
        char one[256];
        size_t n = strcspn(events, ";");
        snprintf(one, sizeof one, "%.*s", (int)n, events);
        room[r.n_events] = event_of(one, (int64_t)r.n_events + 1);
        r.n_events++;
        events += n + strspn(events + n, "; ");
    }
    return r;
}

#endif
