#!/bin/sh
# Judges a Debian package without installing it: packaging/check_deb.sh DEB PROGRAM
# lintian finds no error, no page leads to one that is not there, the extracted files alone write the sample's documents with the bytes of PROGRAM, and so does the program from
# another place, by the data of /usr where the package is installed. packaging/bare_install.sh installs it in a bare system.
set -eu
[ $# = 2 ] || { echo "usage: packaging/check_deb.sh DEB PROGRAM" >&2; exit 3; }
deb=$(realpath "$1") program=$(realpath "$2")
sample=$(realpath "$(dirname "$0")/../data/sample")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
write() { env -i "$1" report "$2" --year 2025 --as-of 2026-01-20 -q -o "$3" >/dev/null || [ $? = 1 ]; }

lintian --allow-root --fail-on error "$deb"
dpkg-deb -x "$deb" "$work/files"
find "$work/files" -name '*.md' ! -path '*/examples/*' | while read -r page; do
    grep -o ']([^):#]*' "$page" | cut -c 3- | while read -r link; do [ -e "$(dirname "$page")/$link" ] || echo "$page leads to $link"; done
done >"$work/dead"
[ ! -s "$work/dead" ] || { cat "$work/dead" >&2; exit 1; }
write "$program" "$sample" "$work/build"
write "$work/files/usr/bin/nianbao" "$work/files/usr/share/doc/nianbao/examples/sample" "$work/package"
diff -r "$work/build" "$work/package"
[ "$(find "$work/package" -name '*.pdf' | wc -l)" = 1 ]
env -i "$work/files/usr/bin/nianbao" verify "$work/package" >/dev/null
grep -q /usr/share/nianbao "$work/files/usr/bin/nianbao"
dpkg-deb -f "$deb" Recommends | grep -qx libpq5          # loaded when a ledger lies in a server
echo "$(basename "$deb"): $(stat -c %s "$deb") bytes, $(du -sk "$work/files" | cut -f1) KiB installed, the sample with the bytes of $2"
