#include "base/say.h"
#include "cli/commands.h"

/* Prints the table of commands, for packaging/pages.py: a line a thing, its parts with tabs between. Examples and options belong to the
 * command above them. */

static void print_option(const struct option_words *o)
{
    const char letter[] = {(char)o->letter, 0};
    say(stdout, "option\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", o->name, letter, o->value ? o->value : "", o->title, o->words, o->traits & OPTION_PATH ? "path" : "",
        o->traits & OPTION_RARE ? "rare" : "");
}

int main(void)
{
    for (size_t i = 0; commands[i]; i++) {
        const struct command *c = commands[i];
        say(stdout, "command\t%s\t%s\t%s\t%s\n", c->name, c->arguments, c->title, c->summary);
        for (const struct command_example *e = c->examples; e->line; e++) say(stdout, "example\t%s\t%s\n", e->line, e->words);
        for (const enum option_id *id = c->options; *id != OPTION_COUNT; id++) print_option(options_words(*id));
        print_option(&options_help_words);
    }
    for (size_t i = 0; i < sizeof exit_codes / sizeof *exit_codes; i++) say(stdout, "exit\t%zu\t%s\n", i, exit_codes[i]);
    return fflush(stdout) || ferror(stdout);
}
