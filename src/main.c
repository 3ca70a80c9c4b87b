#include "base/memory.h"
#include "base/outdir.h"
#include "base/own_folder.h"
#include "base/progress.h"
#include "base/sandbox.h"
#include "base/say.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/nearest.h"
#include "cli/screen.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Finds the command; the outcome of the command is the exit code. */

enum { MOST_COMMANDS = 32 };

static void help(void)
{
    enum { WORDS = 6, CODES = 8 };                     /* columns */
    say(stdout, "nianbao " NIANBAO_VERSION "：政府信息公开工作年度报告\n\n用法：nianbao 命令 …\n\n");
    for (size_t i = 0; commands[i]; i++) {
        char label[32];
        snprintf(label, sizeof label, "  %s", commands[i]->name);
        screen_label(stdout, COLOUR_GREEN, label, WORDS, " %s", commands[i]->arguments);
        screen_say(stdout, WORDS, "      %s：%s", commands[i]->title, commands[i]->summary);
    }
    say(stdout, "\n先打这一条：nianbao %s\n每个命令的选项和例子：nianbao help 命令\n版本：nianbao --version\n", command_init.examples->line);
    struct text codes = {0};
    for (size_t i = 0; i < sizeof exit_codes / sizeof *exit_codes; i++) text_printf(&codes, "%s%zu %s", i ? "；" : "", i, exit_codes[i]);
    screen_say(stdout, CODES, "退出码：%s", text_get(&codes));
    text_release(&codes);
}

static const struct command *command_named(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (!strcmp(commands[i]->name, name)) return commands[i];
    return NULL;
}

/* By its Chinese name too: 核对. */
static const struct command *command_near(const char *name)
{
    const char *names[MOST_COMMANDS];
    size_t n = 0;
    for (; commands[n] && n < MOST_COMMANDS; n++) {
        names[n] = commands[n]->name;
        if (!strcmp(commands[n]->title, name)) return commands[n];
    }
    const char *near = nearest_word(name, names, n);
    return near ? command_named(near) : NULL;
}

static bool looks_like_file(const char *word)
{
    static const char *const endings[] = {".xlsx", ".xls", ".csv", ".docx", ".json", ".et"};
    size_t n = strlen(word);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (n > strlen(endings[i]) && !strcmp(word + n - strlen(endings[i]), endings[i])) return true;
    return *word && !access(word, F_OK);
}

/* What stands in the place of a command. */
static int refuse_word(int argc, char **argv)
{
    const char *word = argv[1];
    const struct command *near = command_near(word);
    for (int i = 2; *word == '-' && i < argc && !near; i++) near = command_named(argv[i]);
    if (near && *word == '-') say(stderr, "nianbao: 命令写在最前面，如 nianbao %s；见 nianbao help %s\n", near->examples->line, near->name);
    else if (near) say(stderr, "nianbao: 没有命令“%s”；是不是 %s？如 nianbao %s\n", word, near->name, near->examples->line);
    else if (looks_like_file(word))
        say(stderr, "nianbao: %s 前面要写命令：写年报用 nianbao report %s，只核对用 nianbao check %s\n", word, word, word);
    else say(stderr, "nianbao: 没有命令“%s”；有哪些命令见 nianbao help\n", word);
    return DIAG_USAGE;
}

static int refuse_rest(const char *word, const char *follows, const char *rest)
{
    say(stderr, "nianbao: %s 后面%s，“%s”多了\n", word, follows, rest);
    return DIAG_USAGE;
}

static bool is_one(const char *word, const char *a, const char *b, const char *c) { return !strcmp(word, a) || !strcmp(word, b) || !strcmp(word, c); }

static void give_up(void)
{
    progress_end();
    outdir_discard_all();
}

/* Interrupted: removes what was staged; no file had its final name yet. */
static void interrupted(int number)
{
    give_up();
    signal(number, SIG_DFL);
    raise(number);
}

/* Libraries take from the environment files to read, converters to load, ways to shape letters and traces to write; getopt takes
 * another order of arguments. The office wants none of it: only the variables that the program itself reads stay, and the folder
 * of SQLite's temporary file; screen_begin() has looked for what it asks. The program uses no local time; a library that asks gets
 * UTC. */
static void forget_environment(void)
{
    static const char *const ours[] = {"NIANBAO_DATA", "SOURCE_DATE_EPOCH", "TMPDIR"};
    enum { OURS = sizeof ours / sizeof *ours };
    const char *values[OURS];
    bool whole = true;
    for (size_t i = 0; i < OURS; i++) values[i] = getenv(ours[i]);
    clearenv();
    for (size_t i = 0; i < OURS; i++) whole = (!values[i] || !setenv(ours[i], values[i], 1)) && whole;
    if (own_converters()) whole = !setenv("GCONV_PATH", own_converters(), 1) && whole;
    if (!whole || setenv("TZ", "UTC0", 1)) memory_exhausted();
}

static void shut_in(bool connected)
{
    forget_environment();
    if (connected) sandbox_forbid_calls_but_sending();
    else sandbox_forbid_calls();
}

/* A file opened in the place of a closed stream would receive what is printed there: words in a lock or a document. /dev/null, opened
 * for reading, fails on writing as a closed stream does. */
static void reserve_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0) return;
}

int main(int argc, char **argv)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    struct options options;
    struct diag diag = {0};
    bool wants_help;
    reserve_streams();
    memory_on_exhaustion(give_up);
    memory_hold_freed();
    screen_begin();
    const bool connects = connect_is_asked(argc, argv);
    if (!connects) shut_in(false);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) signal(ends[i], interrupted);
    signal(SIGXFSZ, SIG_IGN);                          /* a write then fails like on a full disk, and is undone */
    signal(SIGPIPE, SIG_IGN);                          /* a closed terminal must not end the run */
    const struct command *command = argc > 1 ? command_named(argv[1]) : NULL;
    if (argc < 2 || (is_one(argv[1], "help", "--help", "-h") && argc < 3)) {
        help();
        return argc < 2 ? DIAG_USAGE : 0;
    }
    if (is_one(argv[1], "--version", "-V", "-V")) {
        if (argc > 3 || (argc == 3 && !is_one(argv[2], "-v", "--verbose", "-v"))) return refuse_rest(argv[1], "只能写 -v", argv[argc > 3 ? 3 : 2]);
        say(stdout, "nianbao " NIANBAO_VERSION "\n");
        if (argc > 2) about_print(stdout);
        return 0;
    }
    if (is_one(argv[1], "help", "--help", "-h")) {
        if (!(command = command_named(argv[2]))) return refuse_word(argc - 1, argv + 1);
        if (argc > 3) return refuse_rest(argv[1], "只写一个命令", argv[3]);
        options_help(command);
        return 0;
    }
    if (!command) return refuse_word(argc, argv);
    if (!options_read(command, argc - 1, argv + 1, &options, &wants_help, &diag)) {
        say(stderr, "nianbao: %s\n", diag.text);
        return DIAG_USAGE;
    }
    if (wants_help) {
        options_help(command);
        return 0;
    }
    /* What reaches a server is in the environment and on the network: it is connected before anything else is read, and then no more. */
    if (connects) {
        if (!connect_servers(command, &options, &diag)) {
            say(stderr, "nianbao: %s\n", diag.text);
            return (int)diag.kind;
        }
        shut_in(options.server);
    }
    if (!options.quiet) progress_begin(screen_redraws(stderr));
    options.program = argv[0];
    int code = command->run(&options, &diag);
    progress_end();
    connect_end(&options);
    if (diag.text[0]) say(stderr, "nianbao: %s\n", diag.text);
    if (fflush(stdout) || ferror(stdout)) return DIAG_SYSTEM;
    return code;
}
