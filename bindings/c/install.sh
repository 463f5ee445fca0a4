#!/bin/sh
# Builds the library and installs it: header, shared and static library, pkg-config and CMake files.
#
#     bindings/c/install.sh PREFIX
#
# Needs cargo and a shell. DESTDIR, if set, is put before PREFIX in the places written to, but not in their contents.
# Further cargo options come from NAMEWIRE_CARGO_FLAGS, such as "--offline --locked".
set -eu

if [ $# -ne 1 ] || [ -z "$1" ]; then
    echo "usage: $0 PREFIX" >&2
    exit 2
fi
case $1 in
    /*) prefix=$1 ;;
    *) prefix=$(pwd)/$1 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

# shellcheck disable=SC2086  # The options are words.
cargo build ${NAMEWIRE_CARGO_FLAGS-} --release -p namewire-c --lib
target=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
version=$(cargo pkgid -p namewire-c | sed 's/.*[@#]//')
major=${version%%.*}
built=$target/${CARGO_BUILD_TARGET:+$CARGO_BUILD_TARGET/}release

to=${DESTDIR-}$prefix
mkdir -p "$to/include" "$to/lib/pkgconfig" "$to/lib/cmake/namewire"

# put MODE FILE PLACE: beside its place first, then renamed, so that programs that run keep the old file.
put() {
    cp "$2" "$3.new"
    chmod "$1" "$3.new"
    mv -f "$3.new" "$3"
}

if [ "$(uname -s)" = Darwin ]; then
    shared=libnamewire.$version.dylib
    soname=libnamewire.$major.dylib
    plain=libnamewire.dylib
    static_libs="-lSystem -lc -lm"
else
    shared=libnamewire.so.$version
    soname=libnamewire.so.$major
    plain=libnamewire.so
    static_libs=$(cat "$here/static-libs.txt")
fi

put 644 include/namewire.h "$to/include/namewire.h"
put 644 "$built/libnamewire.a" "$to/lib/libnamewire.a"
put 755 "$built/$plain" "$to/lib/$shared"
ln -sf "$shared" "$to/lib/$soname"
ln -sf "$soname" "$to/lib/$plain"

# fill TEMPLATE PLACE SEPARATOR: replaces the names between @ signs.
fill() {
    libs=$(echo "$static_libs" | sed "s/ /$3/g")
    sed -e "s|@PREFIX@|$prefix|g" -e "s|@VERSION@|$version|g" -e "s|@SHARED@|$shared|g" \
        -e "s|@SONAME@|$soname|g" -e "s|@STATIC_LIBS@|$libs|g" "$1" >"$2.new"
    chmod 644 "$2.new"
    mv -f "$2.new" "$2"
}

fill "$here/namewire.pc.in" "$to/lib/pkgconfig/namewire.pc" ' '
fill "$here/cmake/namewire-config.cmake.in" "$to/lib/cmake/namewire/namewire-config.cmake" ';'
fill "$here/cmake/namewire-config-version.cmake.in" "$to/lib/cmake/namewire/namewire-config-version.cmake" ' '

echo "namewire $version is installed in $to"
