#!/bin/sh
# Builds the Debian package of the working tree's files: packaging/deb.sh OUT [ARCHITECTURE]
# Another architecture than this machine's is built by packaging/arm64.sh, which says where its libraries are.
# The same files give the same bytes: the version and the date are those of CHANGELOG.
set -eu
[ $# -ge 1 ] || { echo "usage: packaging/deb.sh OUT [ARCHITECTURE]" >&2; exit 3; }
architecture=${2-$(dpkg --print-architecture)}
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
eval "$(sed -n 's/^\([0-9.]*\) (\([0-9-]*\))$/version=\1 date=\2/p;' CHANGELOG | head -n 1)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/nianbao"
git ls-files -z >"$work/list" 2>/dev/null || find . \( -path ./build -o -path ./out -o -path ./.git \) -prune -o -type f -print0 >"$work/list"
tar --null -T "$work/list" -cf - | tar -C "$work/nianbao" -xf -
cd "$work/nianbao"
cp -r packaging/debian debian
mkdir debian/source
echo "3.0 (native)" >debian/source/format
cat >debian/changelog <<END
nianbao ($version) unstable; urgency=medium

  * What changed is in changelog.gz.

 -- nianbao maintainers <nianbao@nianbao.invalid>  $(LC_ALL=C date -u -d "$date" '+%a, %d %b %Y %T +0000')
END
unset SOURCE_DATE_EPOCH CFLAGS CPPFLAGS LDFLAGS
dpkg-buildpackage -b -us -uc -d -a"$architecture" >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; exit 1; }
mv "$work"/nianbao_*.deb "$out/"
