#!/bin/sh
# What a release hands out, in OUT: packaging/release.sh OUT (docs/releasing.md)
# Two builds in two folders must give the same package. With --arm64 also that processor's, as root.
set -eu
case $# in 1) ;; 2) [ "$2" = --arm64 ] ;; *) false ;; esac || { echo "usage: packaging/release.sh OUT [--arm64]" >&2; exit 3; }
here=$(realpath "$(dirname "$0")")
[ -z "$(ls -A "$1" 2>/dev/null)" ] || { echo "$1 is not empty: what lies there would be summed with the release" >&2; exit 1; }
mkdir -p "$1"
out=$(realpath "$1")
cd "$here/.."
[ -z "$(git status --porcelain)" ] || { echo "the working tree is not clean: a release is what was committed" >&2; exit 1; }
version=$(sed -n 's/^project(nianbao VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ "$(sed -n 's/^\([0-9.]*\) ([0-9-]*)$/\1/p' CHANGELOG | head -n 1)" = "$version" ] || { echo "CHANGELOG and CMakeLists.txt name two versions" >&2; exit 1; }
program=build/release/src/nianbao
cmake --preset release >/dev/null
cmake --build --preset release >/dev/null
packaging/deb.sh "$out"
packaging/deb.sh "$out/again"
deb=$out/nianbao_${version}_$(dpkg --print-architecture).deb
cmp "$deb" "$out/again/$(basename "$deb")"
rm -r "$out/again"
packaging/check_deb.sh "$deb" "$program"
packaging/sbom.py "$deb" >"$out/$(basename "$deb" .deb).spdx.json"
packaging/portable.sh "$deb" "$out"
[ "${2-}" != --arm64 ] || packaging/arm64.sh "$out" "$program"
git archive --format=tar --prefix="nianbao-$version-src/" HEAD | xz -6 -T1 >"$out/nianbao-$version-src.tar.xz"
cd "$out"
sha256sum -- nianbao* >SHA256SUMS
openssl dgst -sm3 -r nianbao* >SM3SUMS
ls -l
