#!/bin/sh
# A folder that runs on any Linux of the processor, old or new, without installing: packaging/portable.sh DEB OUT [ROOT]
#
# The program of the Debian package with its own loader, libraries and converters of encodings; its fonts are those of the machine, or what
# is put into share/nianbao/fonts. ROOT is a system with the libraries (another processor's); else they are this machine's.
# OUT/nianbao-VERSION-linux-PROCESSOR.tar.xz: bin/nianbao, lib, share, README.zh.md.
set -eu
[ $# -ge 2 ] || { echo "usage: packaging/portable.sh DEB OUT [ROOT]" >&2; exit 3; }
deb=$(realpath "$1") root=${3-}
mkdir -p "$2"
out=$(realpath "$2")
date=$(sed -n 's/^[0-9.]* (\([0-9-]*\))$/\1/p' "$(dirname "$0")/../CHANGELOG" | head -n 1)
version=$(dpkg-deb -f "$deb" Version)
case $(dpkg-deb -f "$deb" Architecture) in
amd64) processor=x86_64 loader=lib64/ld-linux-x86-64.so.2 ;;
arm64) processor=aarch64 loader=lib/ld-linux-aarch64.so.1 ;;
*) echo "no portable folder for this processor" >&2; exit 1 ;;
esac
libraries=lib/$processor-linux-gnu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=nianbao-$version-linux-$processor
top=$work/$name
mkdir -p "$top/bin" "$top/lib/gconv" "$work/deb"
dpkg-deb -x "$deb" "$work/deb"
mv "$work/deb/usr/share" "$top/share"
mv "$work/deb/usr/bin/nianbao" "$top/lib/nianbao"
mv "$top/share/doc/nianbao/README.zh.md" "$top/README.zh.md"
cp "$root/usr/share/color/icc/sRGB.icc" "$top/share/nianbao/" && mkdir "$top/share/nianbao/fonts" && mv "$top/share/nianbao/sRGB.icc" "$top/share/nianbao/fonts/"
cp -L "$root/$loader" "$top/lib/loader"

# What a file names as needed, and what those need; the libraries of src/manuscript/pdf/libraries.c are loaded late.
needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }
take() {
    while [ $# -gt 0 ]; do
        one=$1
        shift
        case $one in ld-linux*) continue ;; esac
        [ ! -e "$top/lib/$one" ] || continue
        for place in usr/$libraries $libraries usr/lib lib; do
            [ ! -e "$root/$place/$one" ] || break
        done
        cp -L "$root/$place/$one" "$top/lib/$one"
        set -- "$@" $(needed "$top/lib/$one")
    done
}
take $(needed "$top/lib/nianbao") $(sed -n 's/^    {"\(lib.*\.so\.[0-9]*\)".*/\1/p' "$(dirname "$0")/../src/manuscript/pdf/libraries.c")
cp "$root/usr/$libraries"/gconv/GB*.so "$root/usr/$libraries"/gconv/UTF-16.so "$root/usr/$libraries/gconv/gconv-modules" "$top/lib/gconv/"
[ ! -d "$root/usr/$libraries/gconv/gconv-modules.d" ] || cp -r "$root/usr/$libraries/gconv/gconv-modules.d" "$top/lib/gconv/"
for one in "$top"/lib/gconv/*.so; do take $(needed "$one"); done

cat >"$top/bin/nianbao" <<'END'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/../lib
exec "$here/loader" --library-path "$here" --argv0 "$0" "$here/nianbao" "$@"
END
chmod 755 "$top/bin/nianbao" "$top/lib/loader"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw --mtime="$date 00:00:00Z" -cf "$work/all.tar" "$name"
xz -6 -T1 -c "$work/all.tar" >"$out/$name.tar.xz"
echo "$name.tar.xz: $(stat -c %s "$out/$name.tar.xz") bytes, $(du -sk "$top" | cut -f1) KiB unpacked"
