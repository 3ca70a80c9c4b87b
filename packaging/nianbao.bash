# bash completion of nianbao. Made by packaging/pages.py from the table of commands; not edited by hand.
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
        found=$'init\nreport\ncheck\nexplain\nrollup\ncompare\narchive\nverify\nform\nrules\nhelp\n--help\n--version'
    else
        case ${words[1]} in
        init)
            options=$'--from\n--form\n--agency\n--year\n--zero\n--previous\n--headings\n--encoding\n--data\n-h\n--help'
            valued=' --from --form --agency --year --previous --headings --encoding --data '
            ;;
        report)
            options=$'--year\n-o\n--out\n--mark\n--texts\n--zero\n--previous\n--corrects\n--reasons\n--agency\n--waivers\n--as-of\n-v\n--verbose\n-q\n--quiet\n--form\n--pdf\n--ofd\n--region\n--calendar\n--encoding\n--headings\n--schema\n--tables\n--label\n--store\n--json\n--settings\n--data\n-h\n--help'
            valued=' --year -o --out --texts --previous --corrects --reasons --agency --waivers --as-of --form --pdf --region --calendar --encoding --headings --schema --tables --label --store --settings --data '
            ;;
        check)
            options=$'--year\n--mark\n-o\n--out\n--columns\n--texts\n--zero\n--previous\n--agency\n--waivers\n--waiver-lines\n--as-of\n-v\n--verbose\n-q\n--quiet\n--form\n--region\n--calendar\n--encoding\n--headings\n--schema\n--tables\n--label\n--store\n--json\n--plain\n--settings\n--data\n-h\n--help'
            valued=' --year -o --out --texts --previous --agency --waivers --as-of --form --region --calendar --encoding --headings --schema --tables --label --store --settings --data '
            ;;
        explain)
            options=$'--year\n--agency\n--previous\n--as-of\n--form\n--region\n--calendar\n--encoding\n--headings\n--schema\n--tables\n--label\n--json\n--settings\n--data\n-h\n--help'
            valued=' --year --agency --previous --as-of --form --region --calendar --encoding --headings --schema --tables --label --settings --data '
            ;;
        rollup)
            options=$'--year\n--parent\n-o\n--out\n--previous\n--corrects\n--reasons\n--waivers\n--as-of\n-v\n--verbose\n-q\n--quiet\n--form\n--pdf\n--ofd\n--region\n--calendar\n--encoding\n--headings\n--schema\n--tables\n--label\n--store\n--json\n--settings\n--data\n-h\n--help'
            valued=' --year --parent -o --out --previous --corrects --reasons --waivers --as-of --form --pdf --region --calendar --encoding --headings --schema --tables --label --store --settings --data '
            ;;
        compare)
            options=$'--year\n-o\n--out\n--as-of\n-v\n--verbose\n-q\n--quiet\n--pdf\n--ofd\n--settings\n--data\n-h\n--help'
            valued=' --year -o --out --as-of --pdf --settings --data '
            ;;
        archive)
            options=$'--fonds\n-o\n--out\n-v\n--verbose\n-q\n--quiet\n--calendar\n--settings\n--data\n-h\n--help'
            valued=' --fonds -o --out --calendar --settings --data '
            ;;
        verify)
            options=$'--json\n--data\n-h\n--help'
            valued=' --data '
            ;;
        form)
            options=$'--data\n-h\n--help'
            verbs=$'list\nshow\nlint'
            valued=' --data '
            ;;
        rules)
            options=$'--data\n-h\n--help'
            verbs=$'list\nshow\ndoc'
            valued=' --data '
            ;;
        help) verbs=$'init\nreport\ncheck\nexplain\nrollup\ncompare\narchive\nverify\nform\nrules' ;;
        *) options=-v verbs=$'\n' ;;                   # --version
        esac
        case "${words[1]} $prev" in
        "init --from" | "init --form" | "init --previous" | "init --headings" | "report --texts" | "report --previous" | "report --corrects" | "report --reasons" | "report --waivers" | "report --calendar" | "report --headings" | "report --tables" | "report --store" | "report --settings" | "check --texts" | "check --previous" | "check --waivers" | "check --calendar" | "check --headings" | "check --tables" | "check --store" | "check --settings" | "explain --previous" | "explain --calendar" | "explain --headings" | "explain --tables" | "explain --settings" | "rollup --previous" | "rollup --corrects" | "rollup --reasons" | "rollup --waivers" | "rollup --calendar" | "rollup --headings" | "rollup --tables" | "rollup --store" | "rollup --settings" | "compare --settings" | "archive --fonds" | "archive --calendar" | "archive --settings") found=$(_nianbao_files) ;;
        "init --agency" | "report --agency" | "check --agency" | "explain --agency") found=$(_nianbao_agencies) ;;
        "init --encoding" | "report --encoding" | "check --encoding" | "explain --encoding" | "rollup --encoding") found=$'UTF-8\nGB18030\nGBK' ;;
        "init --data" | "report -o" | "report --out" | "report --data" | "check -o" | "check --out" | "check --data" | "explain --data" | "rollup -o" | "rollup --out" | "rollup --data" | "compare -o" | "compare --out" | "compare --data" | "archive -o" | "archive --out" | "archive --data" | "verify --data" | "form --data" | "rules --data") found=$(_nianbao_files /) ;;
        "report --form" | "check --form" | "explain --form" | "rollup --form" | "form show" | "form lint") found=$(_nianbao_forms) ;;
        "report --pdf" | "rollup --pdf" | "compare --pdf") found=$'1a\n2a' ;;
        "rules show") found=$(_nianbao_run rules list | cut -f1) ;;
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
