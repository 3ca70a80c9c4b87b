#include "cli/again.h"
#include <string.h>

static bool takes(const struct command *c, enum option_id id)
{
    static const enum option_id for_printing[] = {OPTION_JSON, OPTION_PLAIN, OPTION_WAIVER_LINES, OPTION_COLUMNS, OPTION_QUIET, OPTION_VERBOSE};
    for (size_t i = 0; i < sizeof for_printing / sizeof *for_printing; i++)
        if (for_printing[i] == id) return false;
    return options_takes(c, id);
}

static bool is_plain(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=@%+";
    for (const char *c = word; *c; c++)
        if ((unsigned char)*c < 0x80 && !strchr(plain, *c)) return false;
    return *word;
}

static void add_word(struct text *out, const char *word)
{
    if (out->n) text_add_char(out, ' ');
    if (is_plain(word)) {
        text_add(out, word);
        return;
    }
    text_add_char(out, '\'');
    for (const char *c = word; *c; c++)
        if (*c == '\'') text_add(out, "'\\''");
        else text_add_char(out, *c);
    text_add_char(out, '\'');
}

/* Inputs come first, as the help shows them; one that begins with a dash comes last, behind the mark that ends the options. */
static void add_inputs(struct text *out, const struct options *o, const char *input, bool dashed)
{
    bool any = false;
    for (size_t i = 0; i < (input ? 1 : o->n_inputs); i++) {
        const char *word = input ? input : o->inputs[i];
        if ((*word == '-') != dashed) continue;
        if (dashed && !any) add_word(out, "--");
        add_word(out, word);
        any = true;
    }
}

void again(struct text *out, const struct options *o, const struct command *c, enum option_id add, const char *input)
{
    bool given = add == OPTION_COUNT;
    add_word(out, o->program);
    add_word(out, c->name);
    add_inputs(out, o, input, false);
    for (size_t i = 0; i < o->n_given; i++) {
        const struct given_option *g = &o->given[i];
        given = given || g->option == (int)add;
        if (!takes(c, (enum option_id)g->option)) continue;
        text_printf(out, " --%s", g->name);
        if (g->value) add_word(out, g->value);
    }
    if (!given && takes(c, add)) text_printf(out, " --%s", options_name(add));
    add_inputs(out, o, input, true);
}
