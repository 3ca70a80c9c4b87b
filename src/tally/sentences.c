#include "tally/sentences.h"
#include "base/overlap.h"
#include "base/text.h"
#include "form/label.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SAME = 250, WORDS_SAME = 200, ALIKE = 40, MOVED = 60 };    /* scores; below them per cent */

struct sentence {
    const char *text, *bare;                           /* as it stands; without blanks, # for each number */
    const char **numbers;                              /* n of them, as digits */
    bool *dated;                                       /* 年, 月, 日, 号 stands behind */
    size_t n;
    uint64_t *shingles;
    size_t n_shingles;
    size_t partner;                                    /* in the other text; SIZE_MAX = none */
    bool moved;
};
struct sentences { struct sentence *list; size_t n; bool cut; };

/* ---- reading ---- */

static bool ends(uint32_t c) { return c == U'。' || c == U'！' || c == U'？' || c == U'；' || c == '\n' || c == '\r'; }
static bool blank(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000; }
static int digit(uint32_t c) { return c >= '0' && c <= '9' ? (int)(c - '0') : c >= U'０' && c <= U'９' ? (int)(c - U'０') : -1; }

static bool is_date_unit(const char *s)
{
    static const char *const units[] = {"年", "月", "日", "号"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strncmp(s, units[i], strlen(units[i]))) return true;
    return false;
}

/* The text stays with the pairs; what it is compared by goes into `work`. */
static void read_sentence(struct arena *a, struct arena *work, struct sentence *s, const char *words, size_t size)
{
    struct text bare = {0}, number = {0};
    *s = (struct sentence){.text = arena_dup_n(a, words, size), .partner = SIZE_MAX};
    s->numbers = arena_alloc(work, (size + 1) * sizeof *s->numbers);
    s->dated = arena_alloc(work, (size + 1) * sizeof *s->dated);
    for (size_t i = 0, used; i < size; i += used) {
        uint32_t c;
        used = utf8_next(s->text + i, size - i, &c);
        bool point = c == '.' && number.n && i + 1 < size && digit((unsigned char)s->text[i + 1]) >= 0;
        if (digit(c) >= 0 || point) {
            text_printf(&number, "%c", point ? '.' : '0' + digit(c));
            if (i + used < size) continue;
        }
        if (number.n) {
            s->dated[s->n] = is_date_unit(s->text + i);
            s->numbers[s->n++] = arena_dup(work, text_get(&number));
            text_clear(&number);
            text_add(&bare, "#");
        }
        if (digit(c) < 0 && !blank(c)) text_add_n(&bare, s->text + i, used);
    }
    s->bare = arena_dup(work, text_get(&bare));
    s->shingles = overlap_shingles(s->text, &s->n_shingles);
    text_release(&bare);
    text_release(&number);
}

static void read_sentences(struct arena *a, struct arena *work, struct sentences *all, const char *text)
{
    size_t size = strlen(text), from = 0;
    *all = (struct sentences){.list = memory_resize(NULL, SENTENCES_MOST * sizeof *all->list)};
    for (size_t i = 0, used; i < size; i += used) {
        uint32_t c;
        used = utf8_next(text + i, size - i, &c);
        if (i == from && blank(c)) {
            from = i + used;
            continue;
        }
        bool end = ends(c), line = c == '\n' || c == '\r';
        if (!end && i + used < size) continue;
        size_t n = (line ? i : i + used) - from;
        bool heading = label_is_subheading(text + from, n);
        if (!heading && all->n == SENTENCES_MOST) {
            all->cut = true;
            return;
        }
        if (!heading) read_sentence(a, work, &all->list[all->n++], text + from, n);
        from = i + used;
    }
}

static void free_sentences(struct sentences *all)
{
    for (size_t i = 0; i < all->n; i++) free(all->list[i].shingles);
    free(all->list);
}

/* ---- aligning ---- */

static bool same_number_lists(const struct sentence *a, const struct sentence *b)
{
    for (size_t i = 0; i < a->n && i < b->n; i++)
        if (strcmp(a->numbers[i], b->numbers[i])) return false;
    return a->n == b->n;
}

static int score(const struct sentence *a, const struct sentence *b)
{
    if (!strcmp(a->bare, b->bare)) return same_number_lists(a, b) ? SAME : WORDS_SAME;
    int share = (overlap_of(a->shingles, a->n_shingles, b->shingles, b->n_shingles) + overlap_of(b->shingles, b->n_shingles, a->shingles, a->n_shingles)) / 2;
    return share >= ALIKE ? share : 0;
}

/* The pairs in order with the highest sum of scores. */
static void align(struct sentences *now, struct sentences *before, const uint8_t *scores)
{
    size_t n = now->n, m = before->n, width = m + 1;
    uint32_t *best = memory_alloc((n + 1) * width * sizeof *best);
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k <= m; k++) {
            uint32_t *here = &best[i * width + k], up = i ? here[-(ptrdiff_t)width] : 0, left = k ? here[-1] : 0;
            *here = up > left ? up : left;
            if (i && k && scores[(i - 1) * m + k - 1] && here[-(ptrdiff_t)width - 1] + scores[(i - 1) * m + k - 1] > *here)
                *here = here[-(ptrdiff_t)width - 1] + scores[(i - 1) * m + k - 1];
        }
    for (size_t i = n, k = m; i && k;) {
        const uint32_t *here = &best[i * width + k];
        if (*here == here[-(ptrdiff_t)width]) i--;
        else if (*here == here[-1]) k--;
        else {
            now->list[--i].partner = --k;
            before->list[k].partner = i;
        }
    }
    free(best);
}

static void find_moved(struct sentences *now, struct sentences *before, const uint8_t *scores)
{
    for (size_t i = 0; i < now->n; i++) {
        size_t best = SIZE_MAX;
        if (now->list[i].partner != SIZE_MAX) continue;
        for (size_t k = 0; k < before->n; k++) {
            uint8_t s = scores[i * before->n + k];
            if (before->list[k].partner == SIZE_MAX && s >= MOVED && (best == SIZE_MAX || s > scores[i * before->n + best])) best = k;
        }
        if (best == SIZE_MAX) continue;
        now->list[i].partner = best;
        now->list[i].moved = true;
        before->list[best].partner = i;
        before->list[best].moved = true;
    }
}

/* ---- what two sentences have in common ---- */

enum { MOST_POINTS = 600, RUN = 4 };
struct points { uint32_t at[MOST_POINTS]; size_t offset[MOST_POINTS + 1]; bool common[MOST_POINTS]; size_t n; };

static bool read_points(struct points *p, const char *s)
{
    size_t size = strlen(s);
    p->n = 0;
    for (size_t i = 0; i < size;) {
        if (p->n == MOST_POINTS) return false;
        p->offset[p->n] = i;
        i += utf8_next(s + i, size - i, &p->at[p->n]);
        p->common[p->n++] = false;
    }
    p->offset[p->n] = size;
    return true;
}

/* Marks the runs of the longest common subsequence that are long enough. */
static void mark_common(struct points *a, struct points *b)
{
    size_t width = b->n + 1, run = 0;
    uint16_t *length = memory_alloc((a->n + 1) * width * sizeof *length);
    for (size_t i = a->n + 1; i-- > 0;)
        for (size_t k = b->n + 1; k-- > 0;) {
            uint16_t *here = &length[i * width + k];
            if (i == a->n || k == b->n) *here = 0;
            else if (a->at[i] == b->at[k]) *here = (uint16_t)(here[width + 1] + 1);
            else *here = here[width] > here[1] ? here[width] : here[1];
        }
    for (size_t i = 0, k = 0; i <= a->n && k <= b->n;) {
        bool same = i < a->n && k < b->n && a->at[i] == b->at[k];
        if (same) {
            run++, i++, k++;
            continue;
        }
        for (size_t r = 1; run >= RUN && r <= run; r++) a->common[i - r] = b->common[k - r] = true;
        run = 0;
        if (i == a->n || k == b->n) break;
        if (length[(i + 1) * width + k] >= length[i * width + k + 1]) i++;
        else k++;
    }
    free(length);
}

/* A number is marked as a whole or not at all. */
static void keep_whole_numbers(struct points *p)
{
    for (size_t i = 0, end; i < p->n; i = end + (end == i)) {
        bool all = true;
        for (end = i; end < p->n && digit(p->at[end]) >= 0; end++) all = all && p->common[end];
        for (size_t k = i; k < end && !all; k++) p->common[k] = false;
    }
}

static const char *marked(struct arena *a, const char *s, const struct points *p)
{
    struct text out = {0};
    for (size_t i = 0; i < p->n; i++) {
        if (p->common[i] && (!i || !p->common[i - 1])) text_add(&out, "【");
        text_add_n(&out, s + p->offset[i], p->offset[i + 1] - p->offset[i]);
        if (p->common[i] && (i + 1 == p->n || !p->common[i + 1])) text_add(&out, "】");
    }
    const char *copy = arena_dup(a, text_get(&out));
    text_release(&out);
    return copy;
}

static void mark(struct arena *a, struct sentence_pair *pair)
{
    struct points *now = memory_alloc(sizeof *now), *before = memory_alloc(sizeof *before);
    if (read_points(now, pair->now) && read_points(before, pair->before)) {
        mark_common(now, before);
        keep_whole_numbers(now);
        keep_whole_numbers(before);
        pair->now = marked(a, pair->now, now);
        pair->before = marked(a, pair->before, before);
    }
    free(now);
    free(before);
}

/* ---- pairs ---- */

static bool is_next_year(const char *now, const char *before)
{
    return strlen(now) == 4 && strlen(before) == 4 && !strncmp(before, "20", 2) && strtol(now, NULL, 10) == strtol(before, NULL, 10) + 1;
}

static bool only_years_differ(const struct sentence *a, const struct sentence *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->numbers[i], b->numbers[i]) && !is_next_year(a->numbers[i], b->numbers[i])) return false;
    return true;
}

/* Numbers but for dates, one after the other. */
static bool numbers_stay(const struct sentence *a, const struct sentence *b)
{
    size_t i = 0, k = 0, n = 0;
    for (;; i++, k++, n++) {
        while (i < a->n && a->dated[i]) i++;
        while (k < b->n && b->dated[k]) k++;
        if (i == a->n || k == b->n) return n && i == a->n && k == b->n;
        if (strcmp(a->numbers[i], b->numbers[k])) return false;
    }
}

static void add(struct sentence_pairs *p, const struct sentence *now, const struct sentence *before)
{
    struct sentence_pair pair = {.now = now ? now->text : NULL, .before = before ? before->text : NULL, .kind = now ? SENTENCE_NEW : SENTENCE_GONE};
    if (now && before) {
        int s = score(now, before);
        pair.kind = s == SAME ? SENTENCE_COPIED : s < WORDS_SAME ? SENTENCE_REWRITTEN : only_years_differ(now, before) ? SENTENCE_DATED : SENTENCE_COUNTED;
        pair.percent = s < WORDS_SAME ? s : 100;
        pair.same_numbers = numbers_stay(now, before);
        pair.moved = now->moved;
        mark(&p->arena, &pair);
    }
    p->counts[pair.kind]++;
    p->list[p->n++] = pair;
}

void sentences_compare(struct sentence_pairs *p, const char *now, const char *before)
{
    struct sentences a, b;
    size_t k = 0;
    struct arena work = {0};
    read_sentences(&p->arena, &work, &a, now);
    read_sentences(&p->arena, &work, &b, before);
    uint8_t *scores = memory_alloc(a.n * b.n + 1);
    for (size_t i = 0; i < a.n; i++)
        for (size_t m = 0; m < b.n; m++) scores[i * b.n + m] = (uint8_t)score(&a.list[i], &b.list[m]);
    align(&a, &b, scores);
    find_moved(&a, &b, scores);
    p->cut = a.cut || b.cut;
    p->list = arena_alloc(&p->arena, (a.n + b.n + 1) * sizeof *p->list);
    for (size_t i = 0; i < a.n; i++) {
        const struct sentence *s = &a.list[i];
        if (s->partner != SIZE_MAX && !s->moved)
            for (; k < s->partner; k++)
                if (b.list[k].partner == SIZE_MAX) add(p, NULL, &b.list[k]);
        if (s->partner != SIZE_MAX && !s->moved) k = s->partner + 1;
        add(p, s, s->partner == SIZE_MAX ? NULL : &b.list[s->partner]);
    }
    for (; k < b.n; k++)
        if (b.list[k].partner == SIZE_MAX) add(p, NULL, &b.list[k]);
    free(scores);
    free_sentences(&a);
    free_sentences(&b);
    arena_release(&work);
}

void sentence_pairs_release(struct sentence_pairs *p)
{
    arena_release(&p->arena);
    *p = (struct sentence_pairs){0};
}
