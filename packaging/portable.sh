#!/bin/sh
# A folder that runs on any Linux of the processor, old or new, without installing: packaging/portable.sh DEB OUT [ROOT]
#
# The program of the Debian package with its own loader, libraries and converters of encodings; its fonts are those of the machine, or what
# is put into share/nianbao/fonts. ROOT is a system with the libraries (another processor's); else they are this machine's.
# OUT/nianbao-VERSION-linux-PROCESSOR.tar.xz: bin/nianbao, lib, share, README.zh.md; share/doc/licences has the copyright file of each Debian
# package that a file comes from, files.tsv (file, package), and the licences that those name (common-licenses).
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
mkdir "$top/share/nianbao/fonts"

# A file of a Debian package, with the licence of the package, which must be handed on with the file. This machine's dpkg names the
# package: ROOT may be extracted files alone. Where /lib is a link to /usr/lib, dpkg knows a file by either name.
licences=$top/share/doc/licences
here=$(dpkg-architecture -q DEB_HOST_MULTIARCH)
mkdir "$licences"
cp -rL /usr/share/common-licenses "$licences/common-licenses"
foreign() {
    known=/$(echo "${1#/}" | sed "s,$processor-linux-gnu,$here,") owner=
    [ "$1" != "$loader" ] || known=/usr/lib/$here/libc.so.6
    for known in "$known" "${known#/usr}" "/usr$known" "$(realpath "$known")"; do
        [ -n "$owner" ] || owner=$(dpkg-query -S "$known" 2>/dev/null | sed -n '1s/:.*//p')
    done
    [ -n "$owner" ] || { echo "no Debian package has $1" >&2; exit 1; }
    [ -e "$licences/$owner" ] || cp -L "$root/usr/share/doc/$owner/copyright" "$licences/$owner"
    printf '%s\t%s\n' "$2" "$owner" >>"$licences/files.tsv"
    cp -L "$root/${1#/}" "$top/$2"
}
foreign "$loader" lib/loader
foreign usr/share/color/icc/sRGB.icc share/nianbao/fonts/sRGB.icc

# What a file names as needed, and what those need; the libraries of src/manuscript/pdf/libraries.c are loaded late, and so is that of servers.
needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }
take() {
    while [ $# -gt 0 ]; do
        one=$1
        shift
        case $one in ld-linux*) continue ;; esac
        [ ! -e "$top/lib/$one" ] && [ ! -e "$top/lib/gconv/$one" ] || continue
        for place in usr/$libraries $libraries usr/lib lib; do
            [ ! -e "$root/$place/$one" ] || break
        done
        foreign "$place/$one" "lib/$one"
        set -- "$@" $(needed "$top/lib/$one")
    done
}
take $(needed "$top/lib/nianbao") $(sed -n 's/^    {"\(lib.*\.so\.[0-9]*\)".*/\1/p' "$(dirname "$0")/../src/manuscript/pdf/libraries.c")
take "$(sed -n 's/.*dlopen("\(lib[^"]*\)".*/\1/p' "$(dirname "$0")/../src/database/libpq.c")"
for one in "$root/usr/$libraries"/gconv/GB*.so "$root/usr/$libraries/gconv/EUC-CN.so" "$root/usr/$libraries/gconv/libGB.so" "$root/usr/$libraries/gconv/UTF-16.so"; do foreign "${one#"$root"}" "lib/gconv/${one##*/}"; done
cp "$root/usr/$libraries/gconv/gconv-modules" "$top/lib/gconv/"
[ ! -d "$root/usr/$libraries/gconv/gconv-modules.d" ] || cp -r "$root/usr/$libraries/gconv/gconv-modules.d" "$top/lib/gconv/"
for one in "$top"/lib/gconv/*.so; do take $(needed "$one"); done

cat >"$top/bin/nianbao" <<'END'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/../lib
exec "$here/loader" --library-path "$here" --argv0 "$0" "$here/nianbao" "$@"
END
cat >"$top/README.zh.md" <<END
# 年报（nianbao）$version，不用安装的文件夹

在 $processor 的 Linux 上，打开终端，进到这个文件夹，输入：

    bin/nianbao help
    bin/nianbao report share/doc/nianbao/examples/sample --year 2025

文件夹放在哪里都可以；在别的文件夹里用，写全 bin/nianbao 的路径。各页里写的 nianbao，都是它。

- 第一次用，看[上手](share/doc/nianbao/docs/zh/上手.md)，从第二步起；程序是什么，看[说明](share/doc/nianbao/README.zh.md)。
- 字体用机器上的，或者放进 share/nianbao/fonts 的；一种也没有的，不写 PDF。
- lib 里的库各有各的许可：share/doc/licences/files.tsv 写着每个文件出自哪个 Debian 软件包，旁边是那个软件包的许可。
END
chmod 755 "$top/bin/nianbao" "$top/lib/loader"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw --mtime="$date 00:00:00Z" -cf "$work/all.tar" "$name"
xz -6 -T1 -c "$work/all.tar" >"$out/$name.tar.xz"
echo "$name.tar.xz: $(stat -c %s "$out/$name.tar.xz") bytes, $(du -sk "$top" | cut -f1) KiB unpacked"
