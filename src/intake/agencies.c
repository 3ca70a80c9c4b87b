/* The table of agencies, where the old ledger has none: a row for the office, or for each agency that the rows name. */
#include "base/intern.h"
#include "intake/intake_inside.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_ASKED = 20 };                              /* agencies; of more, the rows are filled in the new ledger */

static bool is_code(const char *agency)
{
    for (; *agency; agency++)
        if ((unsigned char)*agency >= 0x80) return false;
    return true;
}

/* What the rows call their agencies, each once, in the order of the rows. */
struct named { struct agency_named { const char *name; int64_t place; } *list; size_t n, cap; };   /* place: from 1, whatever is answered */

static struct named agencies_of_rows(const struct intake *k)
{
    struct named all = {0};
    struct intern *seen = intern_new();
    for (size_t t = 0; t < k->schema->n_tables; t++)
        for (size_t r = 0; k->tables[t].table->agency >= 0 && r < k->tables[t].n_rows; r++) {
            const char *name = k->tables[t].rows[r].cells[k->tables[t].table->agency];
            if (!name || intern_number(seen, name, strlen(name)) <= (int64_t)all.n) continue;
            all.list = memory_grow(all.list, all.n, &all.cap, sizeof *all.list);
            all.list[all.n] = (struct agency_named){name, (int64_t)all.n + 1};
            all.n++;
        }
    intern_free(seen);
    return all;
}

/* `named`: what the rows call it, where they name several; NULL = the only one. */
static const char *ask_agency(struct intake *k, const struct ledger_column *c, const char *named, const char *advice)
{
    const char **choices = arena_alloc(&k->arena, ((c->codes ? c->codes->n : 0) + 1) * sizeof *choices);
    size_t n = 0;
    if (advice) choices[n++] = advice;
    for (size_t i = 0; c->codes && i < c->codes->n; i++) choices[n++] = c->codes->codes[i].choice;
    return questions_ask(&k->questions, &(struct question){.key = named ? arena_printf(&k->arena, "机关/%s/%s", named, c->heading) : arena_printf(&k->arena, "机关/%s", c->heading),
                                                           .text = named ? arena_printf(&k->arena, "“%s”的%s", named, c->heading) : arena_printf(&k->arena, "本机关的%s", c->heading),
                                                           .where = "机关",
                                                           .advice = advice,
                                                           .note = c->note,
                                                           .choices = choices,
                                                           .n_choices = n,
                                                           .kind = c->codes ? ANSWER_CHOICE : ANSWER_WORDS});
}

/* A row with what is known and the answers. `seen`: what the rows call it, or NULL; of `several` that is its code or its name, and not only
 * likely. Its place is the row's line, so that the next run knows the row again when answers made more or fewer agencies of the names. */
static void add_agency(struct intake *k, struct carried_table *to, const struct agency_named *of, bool several, bool asks)
{
    const char *seen = of ? of->name : NULL;
    const struct ledger_table *t = to->table;
    const struct submitted *last = k->facts.submitted;
    if (several && last && !(last->code && !strcmp(last->code, seen)) && !(last->name && !strcmp(last->name, seen))) last = NULL;
    const char *known = several ? seen : k->facts.agency;
    struct carried_row *row = carried_add(to, &k->arena, "", several ? of->place : 0);
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!t->columns[i].needed) continue;
        bool code = t->columns[i].type == COLUMN_KEY, fits = known && is_code(known) == code && !t->columns[i].codes;
        const char *reported = !last ? NULL : code ? last->code : !t->columns[i].codes ? last->name : NULL;
        const char *advice = fits ? known : seen && is_code(seen) == code && !t->columns[i].codes ? seen : NULL;
        row->cells[i] = fits ? known : reported ? reported : asks ? ask_agency(k, &t->columns[i], several ? seen : NULL, advice) : NULL;
    }
}

/* 农业农村局 and 清河县农业农村局 may be one agency, 清河县民政局 and 清河县民政局城关所 hardly: asked. Without an answer what is probable. */
static bool is_one(struct intake *k, const char *name, const char *other)
{
    static const char one[] = "是一个机关", two[] = "是两个机关";
    const char *choices[] = {one, two}, *longer = strlen(name) > strlen(other) ? name : other, *shorter = longer == name ? other : name;
    const char *at = strstr(longer, shorter);
    if (!at) return false;
    const char *advice = at[strlen(shorter)] ? two : one;
    const char *answer = questions_ask(&k->questions, &(struct question){.key = arena_printf(&k->arena, "机关/%s/%s", name, other),
                                                                         .text = arena_printf(&k->arena, "“%s”和“%s”是不是一个机关", other, name),
                                                                         .where = "机关",
                                                                         .advice = advice,
                                                                         .note = "是一个机关的，长的作机关名称，另一个填进别名",
                                                                         .choices = choices,
                                                                         .n_choices = 2,
                                                                         .kind = ANSWER_CHOICE});
    return !strcmp(answer ? answer : advice, one);
}

static void join(struct intake *k, const struct ledger_table *t, struct carried_row *row, const char *name)
{
    const char **named = &row->cells[carried_named(t, "name")], **aliases = &row->cells[carried_named(t, "aliases")];
    const char *alias = *named && strlen(name) > strlen(*named) ? *named : name;
    if (alias != name) *named = name;
    *aliases = *aliases ? arena_printf(&k->arena, "%s；%s", *aliases, alias) : alias;
}

/* Leaves in `all` one name of each agency; another name of the same agency goes into `joined`, with the place of that one. */
struct joined { const char *name; size_t with; };

static size_t take_apart(struct intake *k, struct named *all, struct joined *joined)
{
    size_t kept = 0, n = 0;
    for (size_t i = 0; i < all->n; i++) {
        size_t j = 0;
        while (j < kept && !is_one(k, all->list[i].name, all->list[j].name)) j++;
        if (j < kept) joined[n++] = (struct joined){all->list[i].name, j};
        else all->list[kept++] = all->list[i];
    }
    all->n = kept;
    return n;
}

void agencies_carry(struct intake *k)
{
    struct carried_table *to = &k->tables[schema_table(k->schema, "agencies") - k->schema->tables];
    if (to->n_rows) return;
    struct named seen = agencies_of_rows(k);
    const size_t all = seen.n;
    const bool asks = all <= MOST_ASKED;
    struct joined *joined = arena_alloc(&k->arena, (all + 1) * sizeof *joined);
    const size_t n_joined = asks ? take_apart(k, &seen, joined) : 0;
    if (all < 2) add_agency(k, to, all ? &seen.list[0] : NULL, false, true);
    for (size_t i = 0; all >= 2 && i < seen.n; i++) add_agency(k, to, &seen.list[i], true, asks);
    for (size_t i = 0; i < n_joined; i++) join(k, to->table, &to->rows[joined[i].with], joined[i].name);
    if (seen.n >= 2)
        intake_note(k, to->table->name, arena_printf(&k->arena, "各行写了 %zu 个机关，一个一行%s", seen.n, asks ? "" : "：代码、名称、类型、层级请在“机关”表里逐行填"));
    free(seen.list);
}
