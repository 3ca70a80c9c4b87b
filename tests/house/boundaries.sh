#!/bin/sh
# Which rooms may include which (src/README.md): every #include of another room must be in the room's list, and only the places
# listed for a library may include its headers. usage: boundaries.sh SOURCE_DIR
set -eu
cd "$1"
bad=0
complain() { echo "$1"; bad=1; }

allowed() {
    # a room, or one header of a room
    case $1 in
    base) echo "base" ;;
    calendar) echo "base calendar" ;;
    package) echo "base package" ;;
    workbook) echo "base calendar package workbook" ;;
    manuscript) echo "base package ledger/rows/encoding.h manuscript" ;;
    form) echo "base calendar form" ;;
    ledger) echo "base calendar workbook ledger" ;;
    database) echo "base calendar ledger database" ;;
    store) echo "base calendar form/asked.h ledger store" ;;
    clock) echo "base calendar ledger store clock" ;;
    tally) echo "base calendar ledger form store tally" ;;
    rules) echo "base calendar workbook/sheet_places.h ledger form store rules" ;;
    intake) echo "base calendar workbook ledger intake" ;;
    submission) echo "base calendar workbook manuscript form ledger submission" ;;
    superior) echo "base calendar form ledger store submission superior" ;;
    compare) echo "base form submission compare" ;;
    documents) echo "base calendar form intake ledger/schema/schema.h ledger/rows/confirmation.h workbook/sheet_places.h tally rules compare documents" ;;
    render) echo "base calendar/civil.h package/package_write.h form/form.h form/table.h documents render" ;;
    reopen) echo "base package reopen" ;;
    archive) echo "base calendar/civil.h form ledger/schema/schema.h ledger/values/personal.h manuscript/manuscript.h documents render reopen archive" ;;
    flow) echo "base calendar workbook ledger database form store clock tally rules submission superior compare documents render reopen flow" ;;
    cli) echo "base calendar package/package.h workbook ledger database intake form store clock tally rules submission superior compare documents render reopen archive flow cli manuscript/pdf/libraries.h" ;;
    *) return 1 ;;
    esac
}

for room in */; do
    room=${room%/}
    list=$(allowed "$room") || { complain "$room: 不在 src/README.md 的房间之列"; continue; }
    for file in $(find "$room" -name '*.[ch]' | sort); do
        for other in $(sed -n 's/^#include "\([a-z_]*\/.*\)".*/\1/p' "$file" | sort -u); do
            case " $list " in
            *" ${other%%/*} "* | *" $other "*) ;;
            *) complain "$file: $room 不得引用 $other" ;;
            esac
        done
    done
done

# library header : the only places that may include it
while read -r header places; do
    for file in $(grep -rlE "^#include <$header" . | sed 's/^\.\///' | sort); do
        found=0
        for place in $places; do
            case $file in
            $place) found=1 ;;
            esac
        done
        [ "$found" = 1 ] || complain "$file: <$header> 只能在 $places"
    done
done <<'EOF'
sqlite3 store/* store/columns/* database/sqlite* cli/about*
xlsxwriter render/xlsx/* cli/about*
hpdf render/pdf/* cli/about*
hb render/fonts/* cli/about*
linebreak render/page/* cli/about*
zip package/* cli/about*
expat package/* manuscript/pdf/drawing* reopen/plain* reopen/pdf_facts* reopen/active* archive/tree* cli/verify/* cli/about*
gumbo manuscript/html*
iconv ledger/rows/encoding*
yaml.h base/yaml* cli/about*
utf8proc base/text* base/characters* render/page/marks* cli/about*
openssl base/digest* cli/about*
poppler manuscript/pdf/libraries*
cairo manuscript/pdf/libraries*
libpq-fe database/libpq*
jansson documents/manifest_read* documents/returned* manuscript/passage* submission/* archive/* cli/verify/* cli/about*
time.h base/today*
EOF

# Only one place reads the clock, and only one place ends the program.
for file in $(grep -rnE '\b(time|gettimeofday|clock_gettime)\(' --include='*.c' . | cut -d: -f1 | sort -u); do
    [ "$file" = ./base/today.c ] || complain "$file: 只有 base/today.c 可以看钟"
done
for file in $(grep -rnE '(^|[^_a-z])exit\(' --include='*.c' . | cut -d: -f1 | sort -u); do
    [ "$file" = ./main.c ] || complain "$file: 只有 main.c 可以结束程序"
done

# Only one function prints (base/say.h): every value that reaches a terminal goes through it. render/ and base/outdir.c write files;
# memory.c prints only its last message.
printing='(^|[^_a-z])(v?printf|v?fprintf|v?dprintf|puts|fputs|putchar|fputc|putc|perror|psignal|error|warnx?|errx?|json_dumpf|json_dumpfd)\('
for file in $(grep -rnE "$printing" --include='*.c' . | grep -vE ':[0-9]+: \*' | cut -d: -f1 | sort -u); do
    case $file in ./base/say.c | ./base/staging.c) ;; *) complain "$file: 只有 base/say.c 可以写终端" ;; esac   # staging.c: into the lock's file
done
for file in $(grep -rlE '(^|[^_a-z])fwrite\(' --include='*.c' . | sort); do
    case $file in ./base/say.c | ./render/*) ;; *) complain "$file: 只有 base/say.c 可以写终端" ;; esac
done
for file in $(grep -rlE '(^|[^_a-z])(stdout|stderr|STDOUT_FILENO|STDERR_FILENO)' --include='*.c' . | sort); do
    case $file in ./cli/* | ./flow/batch.c | ./main.c | ./base/memory.c | ./base/progress.c) ;; *) complain "$file: 只有 cli 可以用标准输出" ;; esac   # batch.c: children's output
done

# Every document is read again before it gets its name; SQLite checks its own writes.
for file in $(grep -rl 'outdir_commit(' --include='*.c' . | grep -v -e '^./base/' -e '^./store/store_open.c$' | sort); do
    grep -q 'documents\?_sound(' "$file" || complain "$file: outdir_commit 之前须 documents_sound"
done
exit $bad
