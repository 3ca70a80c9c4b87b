#include "base/characters.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "flow/correction_inside.h"
#include "form/addresses.h"
#include "store/store.h"
#include <stdlib.h>
#include <string.h>

static const char all_key[] = "全部", date_key[] = "更正日期";
enum { MOST_BYTES = 1000 };

struct reasons {
    struct correction *c;
    struct report *r;
    struct yaml *y;
    struct store *store;
    const char *of_all;
    const yaml_item **from;                            /* one an entry: where its reason stands */
};

static const struct form_section *section_of(const struct form *form, const char *key)
{
    for (size_t i = 0; i < form->n_sections; i++)
        if (!form->sections[i].table && (!strcmp(form->sections[i].id, key) || !strcmp(form->sections[i].heading, key))) return &form->sections[i];
    return NULL;
}

/* A cell's reason is that of its note too, a section's that of all its paragraphs. */
static bool give(struct reasons *w, const yaml_item *item, const char *key, const char *why, struct diag *diag)
{
    const struct form_section *section = section_of(w->r->form, key);
    const struct form_table *table;
    struct text unknown = {0};
    int slot = 0;
    bool found = false, is_cell = !section && address_find(w->r->form, key, &table, &slot, &unknown);
    if (!section && !is_cell) yaml_fail(diag, w->y, item, "“%s”：%s；应是单元格（新收/总计）、部分的标题，或者“全部”", key, text_get(&unknown));
    text_release(&unknown);
    if (!section && !is_cell) return false;
    for (size_t i = 0; i < w->c->n; i++) {
        struct correction_entry *e = &w->c->entries[i];
        if (section ? !e->section || strcmp(e->section, section->id) != 0 : !e->address || strcmp(e->address, table->slots[slot].address) != 0) continue;
        if (w->from[i])
            return yaml_fail(diag, w->y, item, "“%s”的原因写了两次，第%d行已经写过同一处（中文的名称和标识是一处）；请只留一个", key, yaml_line(w->from[i]));
        w->from[i] = item;
        e->why = why;
        found = true;
    }
    return found || yaml_fail(diag, w->y, item, "“%s”没有变，不用写原因；请看是不是写错了地方", key);
}

/* As for any printed text: numbers, addresses, names of the ledger's applicants. */
static bool is_discreet(struct reasons *w, const char *key, const yaml_item *item, const char *why, struct diag *diag)
{
    struct text shown = {0};
    bool ok = store_black_out(w->store, NULL, why, &shown, diag);
    if (ok && strcmp(text_get(&shown), why)) ok = yaml_fail(diag, w->y, item, "“%s”的原因里有个人信息；更正说明是要公布的，请改写成看不出是谁的话", key);
    text_release(&shown);
    return ok;
}

static bool is_visible(struct reasons *w, const char *key, const yaml_item *item, const char *words, struct diag *diag)
{
    struct character_fault unseen;
    if (!characters_visible(words, strlen(words), &unseen)) return yaml_fail(diag, w->y, item, "“%s”%s里有 %s，人看不出来；请删去，重新打一遍", key, words == key ? "" : "的原因", unseen.words);
    size_t n = strlen(words);
    return (!n || (*words != ' ' && words[n - 1] != ' ')) || yaml_fail(diag, w->y, item, "“%s”%s的两头有空格；请删去", key, words == key ? "" : "的原因");
}

static bool take(struct reasons *w, const char *key, const yaml_item *item, struct diag *diag)
{
    const char *why = yaml_text(w->y, item);
    char iso[CIVIL_ISO];
    int day, former;
    if (!why || !*why || strlen(why) > MOST_BYTES || strpbrk(why, "\r\n\t")) return yaml_fail(diag, w->y, item, "“%s”的原因应是一行文字，不超过 %d 字节", key, MOST_BYTES);
    if (!is_visible(w, key, item, key, diag) || !is_visible(w, key, item, why, diag)) return false;
    if (!is_discreet(w, key, item, why, diag)) return false;
    why = arena_dup(&w->r->arena, why);
    if (!strcmp(key, all_key)) {
        w->of_all = why;
        return true;
    }
    if (strcmp(key, date_key)) return give(w, item, key, why, diag);
    if (!civil_parse_iso(why, &day)) return yaml_fail(diag, w->y, item, "“%s”应是 2026-03-05 这样的日期：%s", date_key, why);
    if (day > w->r->as_of) return yaml_fail(diag, w->y, item, "“%s” %s 晚于写这一版的日期 %s（--as-of）", date_key, why, civil_iso(w->r->as_of, iso));
    if (w->c->former_date && civil_parse_iso(w->c->former_date, &former) && day < former)
        return yaml_fail(diag, w->y, item, "“%s” %s 早于原来的第%d版（%s）", date_key, why, w->c->former, w->c->former_date);
    w->c->date = why;
    return true;
}

bool correction_explain(struct correction *c, struct report *r, struct store *store, const char *path, struct diag *diag)
{
    struct reasons w = {.c = c, .r = r, .store = store, .from = memory_alloc((c->n + 1) * sizeof *w.from)};
    bool ok = yaml_load(&w.y, path, diag);
    yaml_item *root = ok ? yaml_root(w.y) : NULL;
    if (root && yaml_kind(root) != YAML_MAP) ok = yaml_fail(diag, w.y, root, "这里应是“单元格或部分: 原因”；冒号是半角的，后面空一格");
    for (size_t i = 0; ok && i < yaml_count(root); i++) ok = take(&w, yaml_key(w.y, root, i), yaml_at(w.y, root, i), diag);
    for (size_t i = 0; ok && w.of_all && i < c->n; i++)
        if (!c->entries[i].why) c->entries[i].why = w.of_all;
    free(w.from);
    yaml_close(w.y);
    return ok;
}
