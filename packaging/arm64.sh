#!/bin/sh
# The Debian package and the portable folder for arm64, built on another machine and tried under qemu: packaging/arm64.sh OUT PROGRAM [ROOT]
# As root; needs gcc-aarch64-linux-gnu, qemu-user-static, mmdebstrap, lintian and a mirror. lintian finds no error; the sample's documents must have
# the bytes of PROGRAM.
# OUT must hold this machine's own package. ROOT, a folder with the arm64 libraries, is made when it is not there, and kept.
set -eu
[ $# -ge 2 ] || { echo "usage: packaging/arm64.sh OUT PROGRAM [ROOT]" >&2; exit 3; }
here=$(realpath "$(dirname "$0")") out=$1 program=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=${3-$work/root}
if [ ! -e "$root/usr/include" ]; then
    mmdebstrap --quiet --variant=extract --architectures=arm64 --include="libc6-dev,libsqlite3-dev,libxlsxwriter-dev,libhpdf-dev,libharfbuzz-dev,libyaml-dev,libjansson-dev,libzip-dev,libexpat1-dev,libgumbo-dev,libpoppler-glib-dev,libcairo2-dev,libunibreak-dev,libutf8proc-dev,libssl-dev,libpq-dev,libpq5,icc-profiles-free" bookworm "$root"
fi
root=$(realpath "$root")
# libexpat.so is a link to /lib/…, which is not there: the linker would take libexpat.a, and Debian's mended library would never reach the program.
find "$root/usr/lib/aarch64-linux-gnu" -type l -lname '/*' | while read -r link; do ln -sfr "$root$(readlink "$link")" "$link"; done
cat >"$work/toolchain.cmake" <<END
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_SYSROOT $root)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
END
NIANBAO_CROSS="-DCMAKE_TOOLCHAIN_FILE=$work/toolchain.cmake -DPKG_CONFIG_EXECUTABLE=/usr/bin/pkg-config"
NIANBAO_DEPENDS=$(dpkg-deb -f "$(ls "$out"/nianbao_*_"$(dpkg --print-architecture)".deb)" Depends)
export NIANBAO_CROSS NIANBAO_DEPENDS
PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$root/usr/lib/aarch64-linux-gnu/pkgconfig:$root/usr/share/pkgconfig \
    "$here/deb.sh" "$out" arm64
deb=$(ls "$out"/nianbao_*_arm64.deb)
lintian --allow-root --fail-on error "$deb"
"$here/portable.sh" "$deb" "$out" "$root"

# The portable folder is tried: it has all that the program needs.
mkdir "$work/tried"
tar -C "$work/tried" -xf "$(ls "$out"/nianbao-*-linux-aarch64.tar.xz)"
top=$(ls -d "$work"/tried/nianbao-*)
sample=$here/../data/sample
write() { "$@" report "$ledger" --year 2025 --as-of 2026-01-20 -q -o "$tried" >/dev/null || [ $? = 1 ]; }
arm() { qemu-aarch64-static "$top/lib/loader" --library-path "$top/lib" "$top/lib/nianbao" "$@"; }
ledger=$sample tried=$work/here
write "$program"
tried=$work/arm64
NIANBAO_DATA=$top/share/nianbao
export NIANBAO_DATA
write arm
diff -r "$work/here" "$work/arm64"
echo "$(basename "$deb"): $(stat -c %s "$deb") bytes; under qemu the sample has the bytes of $2"
