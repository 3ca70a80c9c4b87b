/* An address may name several hosts. What becomes of a silent one is for the caller to say: PQconnectPoll knows no time. So the program connects
 * anew without it. Of those that are left, libpq tries each as before, by its own rules (target_session_attrs, load_balance_hosts).
 */
#include "database/server_inside.h"
#include <stdlib.h>
#include <string.h>

struct host_words { struct slice *list; size_t n; };        /* of a list with commas */

static struct host_words words_of(const char *list)
{
    struct host_words w = {0};
    size_t cap = 0;
    for (const char *at = list; at && *list;) {
        const size_t n = strcspn(at, ",");
        w.list = memory_grow(w.list, w.n, &cap, sizeof *w.list);
        w.list[w.n++] = (struct slice){at, n};
        at = at[n] ? at + n + 1 : NULL;
    }
    return w;
}

static struct slice word_at(const struct host_words *w, size_t i) { return i < w->n ? w->list[i] : w->n == 1 ? w->list[0] : (struct slice){"", 0}; }

static char *without(const struct host_words *w, size_t left)
{
    struct text t = {0};
    for (size_t i = 0, n = 0; i < w->n; i++) {
        if (i == left) continue;
        if (n++) text_add_char(&t, ',');
        text_add_n(&t, w->list[i].s, w->list[i].n);
    }
    char *list = memory_dup(text_get(&t));
    text_release(&t);
    return list;
}

/* The first that fits; where none does, as of one that libpq fills in itself, the first that is written with nothing. */
static size_t current(const struct server *s, const struct host_words *hosts, const struct host_words *addresses, const struct host_words *ports, size_t n)
{
    const char *host = s->pq->PQhost(s->connection), *port = s->pq->PQport(s->connection);
    size_t unnamed = n;
    for (size_t i = 0; i < n; i++) {
        const struct slice name = word_at(hosts, i).n ? word_at(hosts, i) : word_at(addresses, i), at = word_at(ports, i);
        if (!name.n && unnamed == n) unnamed = i;
        if (name.n && host && slice_is(name, host) && (!at.n || (port && slice_is(at, port)))) return i;
    }
    return unnamed < n ? unnamed : 0;
}

bool server_without_host(const struct server *s, struct server_parameters *out)
{
    PQconninfoOption *options = s->pq->PQconninfo(s->connection);
    static const char *const names[] = {"hostaddr", "host", "port"};
    enum { ADDRESSES, HOSTS, PORTS, LISTS };
    struct host_words lists[LISTS];
    for (size_t k = 0; k < LISTS; k++) lists[k] = words_of(server_option(options, names[k]));
    const size_t hosts = lists[ADDRESSES].n ? lists[ADDRESSES].n : lists[HOSTS].n;
    const bool more = options && hosts > 1;
    if (more) {
        const size_t left = current(s, &lists[HOSTS], &lists[ADDRESSES], &lists[PORTS], hosts);
        size_t n = 0, of = 0;
        while (options[of].keyword) of++;
        out->keywords = memory_alloc((of + 1) * sizeof *out->keywords);
        out->values = memory_alloc((of + 1) * sizeof *out->values);
        for (const PQconninfoOption *o = options; o->keyword; o++) {
            size_t k = 0;
            while (k < LISTS && strcmp(o->keyword, names[k]) != 0) k++;
            if (!o->val) continue;
            out->keywords[n] = memory_dup(o->keyword);
            out->values[n++] = k < LISTS && lists[k].n == hosts ? without(&lists[k], left) : memory_dup(o->val);
        }
    }
    for (size_t k = 0; k < LISTS; k++) free(lists[k].list);
    s->pq->PQconninfoFree(options);
    return more;
}

void server_parameters_release(struct server_parameters *p)
{
    for (size_t i = 0; p->keywords && p->keywords[i]; i++) {
        free(p->keywords[i]);
        free(p->values[i]);
    }
    free(p->keywords);
    free(p->values);
    *p = (struct server_parameters){0};
}
