"""Every file that a document of the repository names, shows or links to exists, and so does every document that a comment of src/ cites.
docs/README.md leads to every page of docs/, a page shows every picture of docs/pictures, and none of these is too large to be looked at. The
figures of docs/testing.md are what there is.

    python3 tests/house/check_documentation.py
"""
import glob
import os
import re
import sys

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
ROOMS = "src tests data docs bench report_templates packaging".split()
LINK = re.compile(r"\]\(([^)#:]+)[^)]*\)")
PATH = re.compile(r"(?<![\w./-])((?:%s)/[\w./*{,}-]*[\w*}/])" % "|".join(ROOMS))
INSIDE = re.compile(r"`([a-z]+/[\w./*-]+\.[ch])`")          # of src/, as src/README.md and docs/ name it
DOCUMENT = re.compile(r"(?<![\w./-])([a-z_]+\.md)\b")
OF_LEDGERS = {"overview.md", "problems.md", "other.md"}      # files of a ledger folder
CITED = re.compile(r"[\w-]+\.md(?: \d[\d.]*\b)?")           # sections have no numbers here
LARGEST_PICTURE = 150_000                                   # bytes
PLACEHOLDER = re.compile(r"/[A-Z]{2,}\b")                   # tests/rules/ID.case


def alternatives(path):
    """`a{b,c}` is `ab` and `ac`."""
    part = re.search(r"\{([^{}]*)\}", path)
    if not part:
        return [path]
    return [p for word in part.group(1).split(",") for p in alternatives(path[:part.start()] + word + path[part.end():])]


def named(folder, text):
    for path in LINK.findall(text):
        yield path, [os.path.join(folder, path)]
    for path in PATH.findall(text):
        yield path, [os.path.join(ROOT, path), os.path.join(folder, path)]
    for path in INSIDE.findall(text):
        yield path, [os.path.join(ROOT, path), os.path.join(ROOT, "src", path)]
    for path in DOCUMENT.findall(text):
        if path not in OF_LEDGERS:
            yield path, [os.path.join(ROOT, "docs", path), os.path.join(ROOT, path), os.path.join(folder, path)]


def documents():
    """Those at the top and in docs/, and the README of each folder; other .md files are texts of ledgers."""
    yield from glob.glob("*.md", root_dir=ROOT)
    yield from glob.glob("docs/**/*.md", root_dir=ROOT, recursive=True)
    for room in ROOMS:
        if room != "docs":
            yield from glob.glob(f"{room}/**/README.md", root_dir=ROOT, recursive=True)


def linked_from(document):
    """Files of the repository, by their paths in it."""
    return {os.path.normpath(os.path.join(os.path.dirname(document), path)) for path in LINK.findall(read(document))}


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as f:
        return f.read()


def folders(path):
    return len(glob.glob(path + "/*/", root_dir=ROOT))


def figures():
    """A figure of docs/testing.md is true when there are as many, and less than twice as many."""
    units = sum(read(path).count("cmocka_unit_test") for path in glob.glob("tests/**/*.c", root_dir=ROOT, recursive=True))
    many = re.findall(r"^ *trials\(\S+ \S+ \d+ (\d+)", read("tests/CMakeLists.txt"), re.M)
    there = {"checks of the catalogue": len(glob.glob("tests/rules/*.case", root_dir=ROOT)), "on purpose": folders("tests/cases"), "with ledgers": folders("tests/near"),
             "runs of the whole program": folders("tests/cases") + folders("tests/near"), "functions of units": units,
             "targets of fuzzing": len(glob.glob("tests/fuzz/fuzz_*.c", root_dir=ROOT)), "random ledgers": sum(map(int, many))}
    text = read("docs/testing.md")
    for what, n in there.items():
        said = re.search(r"(\d+) (?:\| )?" + what, text)
        if not said or not n < int(said[1]) * 2 <= n * 2:
            yield f"docs/testing.md: {said[1] if said else 'no figure'} {what}: there are {n}"


def main():
    missing = set(figures())
    for document in documents():
        for path, places in named(os.path.join(ROOT, os.path.dirname(document)), read(document)):
            for one in alternatives(path):
                if not PLACEHOLDER.search(one) and not any(glob.glob(place.replace(path, one).rstrip("/")) for place in places):
                    missing.add(f"{document}: {one}")
    known = OF_LEDGERS.union(map(os.path.basename, documents()))
    for source in glob.glob("src/**/*.[ch]", root_dir=ROOT, recursive=True):
        missing.update(f"{source}: {one}" for one in CITED.findall(read(source)) if one not in known)
    entry = linked_from("docs/README.md").union({"docs/README.md"})
    missing.update(f"docs/README.md does not lead to {page}" for page in glob.glob("docs/**/*.md", root_dir=ROOT, recursive=True) if page not in entry)
    shown = set().union(*map(linked_from, documents()))
    for picture in glob.glob("docs/pictures/*.[ps][nv]g", root_dir=ROOT):
        if picture not in shown:
            missing.add(f"no page shows {picture}")
        if os.path.getsize(os.path.join(ROOT, picture)) > LARGEST_PICTURE:
            missing.add(f"{picture} is larger than {LARGEST_PICTURE} bytes")
    print(*sorted(missing), sep="\n")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
