#!/bin/sh
# Installs the Debian package in a bare Debian 12 that has no network, and works there: packaging/bare_install.sh DEB PROGRAM [BARE.tar]
# As root; needs mmdebstrap and, to make the bare system and to fetch what the package depends on, a mirror. BARE.tar is kept and used again.
set -eu
[ $# -ge 2 ] || { echo "usage: packaging/bare_install.sh DEB PROGRAM [BARE.tar]" >&2; exit 3; }
deb=$(realpath "$1") program=$(realpath "$2") bare=${3-}
sample=$(realpath "$(dirname "$0")/../data/sample")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
[ -n "$bare" ] || bare=$work/bare.tar
[ -e "$bare" ] || mmdebstrap --quiet --variant=minbase bookworm "$bare"
mkdir "$root"
tar -C "$root" -xf "$bare"
cp "$deb" "$root/nianbao.deb"
mknod -m 666 "$root/dev/null" c 1 3 2>/dev/null || true
mknod -m 444 "$root/dev/urandom" c 1 9 2>/dev/null || true
cp /etc/resolv.conf "$root/etc/resolv.conf"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
inside() { chroot "$root" "$@" </dev/null; }
offline() { unshare -n chroot "$root" "$@" </dev/null; }

# What a local folder of packages would hold.
inside apt-get -qq update
inside apt-get -qq -y --no-install-recommends --download-only install /nianbao.deb >/dev/null 2>&1
offline sh -c 'dpkg -i /var/cache/apt/archives/*.deb /nianbao.deb' >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }

write() { "$@" report "$ledger" --year 2025 --as-of 2026-01-20 -q -o "$out" >/dev/null || [ $? = 1 ]; }
ledger=$sample out=$work/build
write env -i "$program"
ledger=/usr/share/doc/nianbao/examples/sample out=/tmp/out
write offline env -i nianbao
diff -r "$work/build" "$root/tmp/out"
offline nianbao verify /tmp/out >/dev/null

# A ledger in GB18030, which glibc converts by a file of its own.
cp -r "$sample" "$root/tmp/gb"
for file in "$root"/tmp/gb/*.csv; do iconv -t GB18030 "$file" -o "$file.gb" && mv "$file.gb" "$file"; done
ledger=/tmp/gb out=/tmp/gb-out
write offline env -i nianbao
for place in out gb-out; do find "$root/tmp/$place" -name report.json -exec grep -v sha256 {} + >"$work/$place"; done
cmp "$work/out" "$work/gb-out"

# A PDF that was handed in, which loads libraries late; and a copy of the program elsewhere, by the compiled-in folder.
offline sh -c 'mkdir /tmp/elsewhere && cp /usr/bin/nianbao /tmp/elsewhere/ && /tmp/elsewhere/nianbao form list' >/dev/null
offline nianbao --version -v | grep -q '^poppler [0-9]'

# A server cannot be read without libpq5, which is only recommended: the program says what to install.
code=0
offline nianbao check postgresql://nobody@/none --year 2025 >"$work/server" 2>&1 || code=$?
[ "$code" = 4 ]
grep -q libpq5 "$work/server"
echo "$(basename "$deb"): installed offline, $(offline dpkg-query -W | wc -l) packages there, the sample with the bytes of $2"
