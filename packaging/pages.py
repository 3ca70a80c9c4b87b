#!/usr/bin/python3
"""The man page and the bash completion, from the table of commands that the program's own help is printed from.

    packaging/pages.py build/dev/tests/print_commands            # writes packaging/nianbao.1 and packaging/nianbao.bash
    packaging/pages.py build/dev/tests/print_commands --check    # only says whether they are as they should be: test `manual`
"""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MONTHS = "January February March April May June July August September October November December".split()


class Command:
    def __init__(self, name, arguments, title, summary):
        self.name, self.arguments, self.title, self.summary = name, arguments, title, summary
        self.examples, self.options = [], []


class Option:
    def __init__(self, name, letter, value, title, words, path, rare):
        self.name, self.letter, self.value, self.title, self.words = name, letter, value, title, words
        self.path, self.rare = path == "path", rare == "rare"

    def spellings(self):
        return [f"-{self.letter}"] * bool(self.letter) + [f"--{self.name}"]


def table(printer):
    commands, exits = [], []
    for line in subprocess.run([printer], check=True, capture_output=True, text=True).stdout.splitlines():
        kind, *parts = line.split("\t")
        if kind == "command":
            commands.append(Command(*parts))
        elif kind == "example":
            commands[-1].examples.append(parts)
        elif kind == "option":
            commands[-1].options.append(Option(*parts))
        else:
            exits.append(parts)
    return commands, exits


# ---- the man page (mdoc) ----

def plain(text):
    """Text that stays as it is: no escape, no macro at the beginning of a line, hyphens that can be copied."""
    text = re.sub(r"(?<!\S)(?=\S*[a-z]{4})", r"\\%", text.replace("\\", "\\e").replace("-", "\\-"))   # \% : names are not broken
    return "\\&" + text if text[:1] in ".'" else text


def prose(text):
    """A line of text for each part without blanks: mandoc asks that long lines are broken where they can be."""
    return "\n".join(plain(part) for part in text.split(" "))


def option_item(option):
    spelled = " , ".join(f"Fl {plain(one[1:])}" for one in option.spellings())
    return f".It {spelled}" + (f" Ar {plain(option.value)}" if option.value else "")


def options_of(commands):
    """Each option once, with the commands that take it; the rare ones last."""
    found = {}
    for command in commands:
        for option in command.options:
            found.setdefault(tuple(vars(option).values()), (option, []))[1].append(command.name)
    return sorted(found.values(), key=lambda one: (one[0].rare, one[0].name == "help", -len(one[1]), one[0].name))


def man_page(commands, exits, version, date):
    # \\& ends a heading: mandoc takes the last byte of Chinese text for a bracket.
    year, month, day = date.split("-")
    out = [f'.\\" Made by packaging/pages.py from the table of commands; not edited by hand.\n.Dd {MONTHS[int(month) - 1]} {int(day)}, {year}',
           ".Dt NIANBAO 1", f".Os nianbao {version}", ".Sh NAME", ".Nm nianbao", ".Nd 政府信息公开工作年度报告\\&", ".Sh SYNOPSIS"]
    for command in commands:
        out += [".Nm", f".Cm {command.name}", plain(command.arguments), ".Op 选项"]
    out += [".Nm", ".Cm help", ".Op 命令", ".Nm", ".Fl \\-version", ".Op Fl v", ".Sh DESCRIPTION",
            "读政府信息公开的台账，统计条例第四十九条、第五十条要求的表，核对，写出规定格式的年度报告。", "第一次用，先看",
            ".Pa /usr/share/doc/nianbao/docs/zh/上手.md Ns 。"]
    for command in commands:
        out += [f".Ss {command.name}：{plain(command.title)}\\&", prose(command.summary) + "。", ".Pp"]
        for line, words in command.examples:
            out += [f".Dl nianbao {plain(line)}", prose(words) + "。"]
    out += [".Sh OPTIONS", "不写明的，见各命令的", ".Fl \\-help Ns 。", ".Bl -tag -width Ds"]
    for option, names in options_of(commands):
        out += [option_item(option), prose(f"{option.title}（{'、'.join(names) if len(names) < len(commands) else '每个命令'}）：{option.words}。")]
    out += [".El", ".Sh ENVIRONMENT", ".Bl -tag -width Ds", ".It Ev NIANBAO_DATA", "程序的数据文件夹；", ".Fl \\-data", "在它前面。",
            ".It Ev SOURCE_DATE_EPOCH", "以这一秒（1970年起）为现在。", ".It Ev TMPDIR", "临时文件夹。",
            ".It Ev PGPASSFILE", "数据库口令的文件，不写则为 ~/.pgpass；连数据库时 libpq 还读它自己的别的变量。",
            ".It Ev NO_COLOR", "有值的，屏幕上的字没有颜色。", ".It Ev TERM", "是 dumb 的，没有颜色；是 dumb 或者没有值的，进度不改写同一行。", ".El",
            ".Sh FILES", "这是 Debian 软件包的位置；用 cmake 安装的，在它的安装文件夹下面（不另写则为", ".Pa /usr/local Ns ）。",
            ".Bl -tag -width Ds", ".It Pa /usr/share/nianbao", "程序的数据：表单、检查、法定期限、工作日历、设置。",
            ".It Pa /usr/share/doc/nianbao/examples", "样本台账和各机关的年报；机关和数都是编的。", ".El",
            ".Sh EXIT STATUS", ".Bl -tag -width Ds"]
    for code, words in exits:
        out += [f".It {code}", prose(words) + "。"]
    return "\n".join(out + [".El"]) + "\n"


# ---- completion ----

BASH = r'''# bash completion of nianbao. Made by packaging/pages.py from the table of commands; not edited by hand.
# Forms, cells, checks and agencies come from commands that one can type: form, rules, and the title lines of check --plain.

_nianbao_run() { timeout 5 "${words[0]/#\~/$HOME}" "$@" 2>/dev/null </dev/null; }

# A word as it was typed, without what quotes it: into REPLY.
_nianbao_plain() {
    local word=$1 quote= one
    REPLY=
    while [[ $word ]]; do
        one=${word:0:1} word=${word:1}
        if [[ $one == \\ && $quote != \' ]]; then
            [[ $quote && ${word:0:1} != [\"\\\$\`] ]] && REPLY+=\\
            REPLY+=${word:0:1} word=${word:1}
        elif [[ $one == "$quote" ]]; then quote=
        elif [[ ! $quote && $one == [\"\'] ]]; then quote=$one
        else REPLY+=$one
        fi
    done
}

# The value of an option that was typed.
_nianbao_given() {
    local i
    for ((i = 2; i < ${#words[@]} - 2; i++)); do
        [[ ${words[i]} == "$1" ]] && printf '%s\n' "${words[i + 1]}" && return
    done
}

# The first file or folder that is no value of an option.
_nianbao_ledger() {
    local i word
    for ((i = 2; i < ${#words[@]} - 1; i++)); do
        [[ ${words[i]} == -* ]] && { [[ $valued == *" ${words[i]} "* ]] && ((i++)); continue; }
        word=${words[i]/#\~/$HOME}
        [[ -e $word ]] && printf '%s\n' "$word" && return
    done
}

# Files and folders, or with / folders alone. compgen -f takes quotes in its word for quotes at some times and for letters at others.
_nianbao_files() (
    local folder= one
    [[ $cur == */* ]] && folder=${cur%/*}/
    set +f
    shopt -u failglob
    shopt -s nullglob
    for one in "${folder/#\~\//$HOME/}${cur##*/}"*$1; do
        one=${one%/}
        printf '%s\n' "$folder${one##*/}"
    done
)

_nianbao_agencies() {
    local ledger year
    ledger=$(_nianbao_ledger) && [[ $ledger ]] || return
    year=$(_nianbao_given --year)
    [[ $year ]] && set -- --year "$year"
    _nianbao_run check "$ledger" --plain -q "$@" | sed -n 's/^= \(.*\)[0-9]\{4\}年政府信息公开工作年度报告$/\1/p' | sort -u
}

_nianbao_forms() { _nianbao_run form list | cut -f1; }

# The names of the cells of the form that is asked for, or of the newest; once a letter is typed, their addresses.
_nianbao_cells() {
    local form
    form=$(_nianbao_given --form)
    _nianbao_run form show "${form:-$(_nianbao_forms | sort -n | tail -n 1)}" |
        awk -F '\t' -v column=$([[ $cur == [a-z]* ]] && echo 1 || echo 2) '$1 ~ /\// && $2 != "" {sub(/^ +/, "", $1); print $column}'
}

_nianbao() {
    local IFS=$'\n' words=() i cur prev found one files options= verbs= valued=' ' paths=yes REPLY
    local -; set -f                                    # a * in a name is no pattern
    COMPREPLY=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        one=${COMP_WORDS[i]}
        if [[ $one == = && ${COMP_WORDS[i - 1]} == --* ]]; then    # --year=2025 comes as three words
            ((i < COMP_CWORD)) && continue
            one=
        fi
        _nianbao_plain "$one"
        words+=("$REPLY")
    done
    cur=${words[-1]} prev=${words[-2]}
    if ((${#words[@]} == 2)); then
        found=$'@COMMANDS@\nhelp\n--help\n--version'
    else
        case ${words[1]} in
@TABLE@
        help) verbs=$'@COMMANDS@' ;;
        *) options=-v verbs=$'\n' ;;                   # --version
        esac
        case "${words[1]} $prev" in
@VALUES@
        *)
            if [[ $valued == *" $prev "* ]]; then return
            elif [[ $cur == -* ]]; then found=$options
            elif [[ $verbs ]]; then ((${#words[@]} == 3)) && found=$verbs
            elif [[ ${words[1]} == explain && $(_nianbao_ledger) ]]; then
                found=$(_nianbao_cells)
                files=$(_nianbao_files)
                [[ $cur && $files ]] && found+=$'\n'$files || paths=
            else found=$(_nianbao_files)
            fi
            ;;
        esac
    fi
    [[ ! $paths ]] || compopt -o filenames 2>/dev/null    # quotes what needs it, and shows of a path the last part alone
    # compgen -W would run what stands in $() in the name of a file or an agency.
    for one in $found; do [[ $one == "$cur"* ]] && COMPREPLY+=("$one"); done
}
complete -F _nianbao nianbao
'''

# What is said behind an option or a verb, where it is no path; an option that is not here has a value that only the user knows.
VALUES = {"--form": "$(_nianbao_forms)", "--pdf": "$'1a\\n2a'", "--agency": "$(_nianbao_agencies)", "--encoding": "$'UTF-8\\nGB18030\\nGBK'"}
VERBS = {"表单": "$(_nianbao_forms)", "编号": "$(_nianbao_run rules list | cut -f1)"}


def quoted(lines):
    return "$'" + "\\n".join(lines) + "'"


def completion(commands):
    rows, values = [], []
    for command in commands:
        verbs = re.findall(r"(?:^|\| )([a-z]+)(?: \[?(\w+)\]?)?", command.arguments)
        spelled = [one for option in command.options for one in option.spellings()]
        valued = [one for option in command.options if option.value for one in option.spellings()]
        rows.append(f"        {command.name})\n            options={quoted(spelled)}" + (f"\n            verbs={quoted(verb for verb, _ in verbs)}" if verbs else "")
                    + (f"\n            valued=' {' '.join(valued)} '" if valued else "") + "\n            ;;")
        for option in command.options:
            found = None if not option.value else f'$(_nianbao_files{" /" if option.value == "文件夹" else ""})' if option.path else VALUES.get(f"--{option.name}")
            if found:
                values.append((" | ".join(f'"{command.name} {one}"' for one in option.spellings()), found))
        values += [(f'"{command.name} {verb}"', VERBS[word]) for verb, word in verbs if word in VERBS]
    grouped = {}
    for pattern, found in values:
        grouped.setdefault(found, []).append(pattern)
    cases = "\n".join(f"        {' | '.join(patterns)}) found={found} ;;" for found, patterns in grouped.items())
    return BASH.replace("@COMMANDS@", "\\n".join(command.name for command in commands)).replace("@TABLE@", "\n".join(rows)).replace("@VALUES@", cases)


def main():
    commands, exits = table(sys.argv[1])
    with open(os.path.join(HERE, os.pardir, "CHANGELOG"), encoding="utf-8") as stream:
        version, date = re.search(r"^(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$", stream.read(), re.M).groups()
    faults = 0
    for name, text in (("nianbao.1", man_page(commands, exits, version, date)), ("nianbao.bash", completion(commands))):
        path = os.path.join(HERE, name)
        if sys.argv[2:] == ["--check"]:
            with open(path, encoding="utf-8") as stream:
                if stream.read() != text:
                    print(f"packaging/{name} is not what the table of commands says: run packaging/pages.py {sys.argv[1]}")
                    faults = 1
        else:
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(text)
    return faults


if __name__ == "__main__":
    sys.exit(main())
