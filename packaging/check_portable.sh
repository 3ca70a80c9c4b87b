#!/bin/sh
# Tries a portable folder where there is nothing else but fonts: packaging/check_portable.sh TAR.xz PROGRAM
# As root. Each foreign file in it must have its licence. The sample must have the bytes of PROGRAM; a ledger in GB18030, read as GB2312 too, and a PDF that was handed in must be read.
set -eu
[ $# = 2 ] || { echo "usage: packaging/check_portable.sh TAR.xz PROGRAM" >&2; exit 3; }
tar=$(realpath "$1") program=$(realpath "$2")
data=$(realpath "$(dirname "$0")/../data")
root=$(mktemp -d)
work=$(mktemp -d)
trap 'umount "$root/proc"; rm -rf "$root" "$work"' EXIT
mkdir -p "$root/proc" "$root/dev" "$root/tmp" "$root/handed"
mount -t proc proc "$root/proc"
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 444 "$root/dev/urandom" c 1 9
mkdir "$root/nianbao"
tar -C "$root/nianbao" --strip-components=1 -xf "$tar"
for one in "$root"/nianbao/lib/* "$root"/nianbao/lib/gconv/*.so "$root"/nianbao/share/nianbao/fonts/*; do
    name=${one#"$root/nianbao/"}
    case $name in lib/nianbao | lib/gconv) continue ;; esac
    package=$(awk -F '\t' -v name="$name" '$1 == name { print $2 }' "$root/nianbao/share/doc/licences/files.tsv")
    [ -n "$package" ] && [ -s "$root/nianbao/share/doc/licences/$package" ] || { echo "$name: no licence in share/doc/licences" >&2; exit 1; }
    for text in $(sed -n 's,.*/usr/share/common-licenses/\([A-Za-z0-9.-]*[A-Za-z0-9]\).*,\1,p' "$root/nianbao/share/doc/licences/$package"); do
        [ -s "$root/nianbao/share/doc/licences/common-licenses/$text" ] || { echo "$package: no $text in share/doc/licences/common-licenses" >&2; exit 1; }
    done
done
[ -e "$root/nianbao/share/doc/nianbao/docs/zh/上手.md" ] && [ -e "$root/nianbao/share/doc/nianbao/README.zh.md" ]    # its README leads there
# The line that 上手 tells to type, in a folder whose name has a blank.
mkdir "$work/a b"
tar -C "$work/a b" -xf "$tar"
{ echo "cd '$work/a b'" && sed -n 's/.*`\(alias nianbao=[^`]*\)`.*/\1/p' "$data/../docs/zh/上手.md" | sed "s/x86_64/$(uname -m)/" && echo "cd / && nianbao --version"; } | sh >/dev/null
cp -r "$data/sample" "$data/sample-forms/gb18030" "$root/"
cp -r --parents /usr/share/fonts/opentype /usr/share/fonts/truetype/lxgw-wenkai "$root"
alone() { env -i unshare -n /usr/sbin/chroot "$root" /nianbao/lib/loader --library-path /nianbao/lib --argv0 nianbao /nianbao/lib/nianbao "$@"; }
write() { "$@" report "$ledger" --year 2025 --as-of 2026-01-20 -q -o "$out" $more >/dev/null || [ $? = 1 ]; }

ledger=$data/sample out=$work/build more=
write env -i "$program"
ledger=/sample out=/out
write alone
diff -r "$work/build" "$root/out"
alone verify /out >/dev/null
ledger=/gb18030 out=/gb-out
write alone
out=/gb2312-out more="--encoding GB2312"
write alone
find "$root/out" -name '*.pdf' -exec cp {} "$root/handed/" \;
alone compare /handed -q -o /compared >/dev/null
alone check 'postgresql://nobody@/none?host=/nowhere' --year 2025 >"$work/server" 2>&1 && exit 1      # libpq is in the folder: it is the server that is missing
! grep -q libpq5 "$work/server"
echo "$(basename "$tar"): works where there is nothing but fonts, with the bytes of $2"
