"""The built program has the protections of the compiler and the linker against errors in reading hostile input.

    python3 tests/whole/hardening.py PROGRAM
"""
import os
import platform
import re
import subprocess
import sys


def readelf(*words):
    done = subprocess.run(["readelf", "--wide", *words], env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8", "replace")


def libraries(program):
    """The archives of the rooms, from which the program is linked."""
    for place, _, names in os.walk(os.path.dirname(os.path.abspath(program))):
        yield from (os.path.join(place, name) for name in names if name.endswith(".a"))


def unmarked(archive):
    """Objects without checked jumps. The C library's start files lack the mark, and so does the whole program."""
    objects = re.split(r"^File: ", readelf("--notes", archive), flags=re.M)[1:]
    return [o.split("\n", 1)[0] for o in objects if not re.search(r"IBT, SHSTK", o)]


def main():
    program = sys.argv[1]
    header, segments, dynamic, symbols = readelf("-h", program), readelf("-l", program), readelf("-d", program), readelf("--dyn-syms", program)
    stack = re.search(r"^\s*GNU_STACK.*", segments, re.M)
    fortified = set(re.findall(r"__(\w+)_chk@", symbols))
    producers = set(re.findall(r"DW_AT_producer.*?: (GNU C\d+ .*|clang .*)", readelf("--debug-dump=info", "--dwarf-depth=1", program)))
    held = {
        "is loaded anywhere (PIE)": re.search(r"Type:\s+DYN", header) and "PIE" in dynamic,
        "its tables of addresses are read-only (GNU_RELRO)": "GNU_RELRO" in segments,
        "… all of them, from the start (BIND_NOW)": re.search(r"BIND_NOW|FLAGS_1.*NOW", dynamic),
        "its stack is no code": stack and re.search(r"\bRW\b", stack.group()),
        "no segment is written and run": not re.search(r"\bRWE\b|\bLOAD.*W E", segments),
        "a damaged stack ends it (__stack_chk_fail)": "__stack_chk_fail@" in symbols,
        "lengths are checked (_FORTIFY_SOURCE)": {"snprintf", "vsnprintf", "memcpy"} <= fortified,
        "large frames touch every page": all("-fstack-clash-protection" in p for p in producers if p.startswith("GNU")),
    }
    if platform.machine() == "x86_64":
        bare = [o for archive in libraries(program) for o in unmarked(archive)]
        held["jumps go where a jump may go (CET)" + "".join(f" {o}" for o in bare[:3])] = not bare
    for what, holds in held.items():
        if not holds:
            print(f"hardening: not so: {what}")
    print(f"hardening: {len(held)} looked at; fortified: {' '.join(sorted(fortified))}")
    sys.exit(0 if all(held.values()) else 1)


if __name__ == "__main__":
    main()
