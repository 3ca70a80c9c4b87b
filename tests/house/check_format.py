"""The spacing within lines and the indentation of statements are those of .clang-format.

    python3 tests/house/check_format.py [--mend]          # --mend writes it into the files

The author breaks the lines and chooses the column of a trailing comment: the script ignores what clang-format would change there.
"""
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
STYLE = "{BasedOnStyle: InheritParentConfig, ColumnLimit: 0}"          # no line is too long, so each break stays


def sources():
    for room in ("src", "bench", "tests", "packaging"):
        for folder, _, names in sorted(os.walk(os.path.join(ROOT, room))):
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith((".c", ".h")))


def begins_statement(text, at):
    """Whether the line after `at`, the end of a line, does not continue the line before."""
    before = re.sub(rb"\s*(/\*[^*]*\*/)?\s*$", b"", text[:at].rsplit(b"\n", 1)[-1])
    return not before or before[-1:] in b";}:" or bool(re.search(rb"(^|[\w)] )\{$", before)) or before.lstrip().startswith(b"#")


def judged(text, at, old, new):
    """Several blanks are columns that the author chose. clang-format 14 reads every file as C++, where `class` and `new` are
    keywords and the star of `struct {…} *all` multiplies."""
    if b"\n" in old and b"\n" in new:
        return b"\\" not in old and begins_statement(text, at)
    misread = re.search(rb"\b(class|new)\b", text[max(0, at - 7):at + len(old) + 6]) or text[:at].endswith(b"} *")
    return b"\n" not in old + new and len(new) < 2 and len(old) < 3 and not misread and not text.startswith(b"/*", at + len(old))


def changes(paths):
    """For each path its text, and the bytes that clang-format would replace, with their replacements."""
    asked = subprocess.run(["clang-format-14", "--style=" + STYLE, "--output-replacements-xml", *paths], stdout=subprocess.PIPE, check=True)
    for path, xml in zip(paths, re.split(rb"(?=<\?xml )", asked.stdout)[1:]):
        with open(path, "rb") as f:
            text = f.read()
        all_of_it = [(int(r.get("offset")), int(r.get("length")), (r.text or "").encode()) for r in tree.fromstring(xml).iter("replacement")]
        yield path, text, [(at, n, new) for at, n, new in all_of_it if judged(text, at, text[at:at + n], new)]


def main():
    found = 0
    for path, text, wanted in changes(list(sources())):
        mended = text
        for at, length, new in reversed(wanted):
            mended = mended[:at] + new + mended[at + length:]
            found += 1
            print(f"{os.path.relpath(path, ROOT)}:{text.count(bytes([10]), 0, at) + 1}: {text[at:at + length]!r} → {new!r}")
        if "--mend" in sys.argv and mended != text:
            with open(path, "wb") as f:
                f.write(mended)
    sys.exit(1 if found and "--mend" not in sys.argv else 0)


if __name__ == "__main__":
    main()
