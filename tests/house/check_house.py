"""The structure of src/ (src/README.md) as it was built: dependencies run only downwards, and each name means one thing.

    python3 tests/house/check_house.py BUILD SOURCE

Computed from the objects of BUILD (compile_commands.json, nm) and the text of SOURCE/src:

- no object files of a room need each other in a circle, and no rooms do;
- an #include has one spelling, "room/file.h" in quotes, so that this program and boundaries.sh see every one;
- the tag of a struct, enum or union is defined once in all of src, .c files included;
- a private header (no .c file of its name, and neither another folder nor a header that others see includes it) is called *_inside.h, and only its room includes those;
- a header that a single .c file includes, directly or through other headers, besides the file of its own name, must be part of
  its user's own header. A test that includes it counts as a user: it is then the public face of what is tested;
- each name of a Python file is given once in tests: an import takes the file beside the script before any other folder's.
"""
import collections
import json
import os
import re
import subprocess
import sys


def objects(build, source):
    """Path below src → (symbols it defines, symbols it needs), for each object of a room as it was built."""
    src = os.path.join(os.path.realpath(source), "src", "")
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as stream:
        commands = json.load(stream)
    paths = {}
    for command in commands:
        file = os.path.realpath(os.path.join(command["directory"], command["file"]))
        if file.startswith(src) and os.sep in file[len(src):]:
            paths[os.path.join(command["directory"], re.search(r" -o (\S+)", command["command"]).group(1))] = file[len(src):]
    lines = subprocess.run(["nm", "--print-file-name", "--extern-only", *paths], env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.PIPE, text=True, check=True).stdout
    found = {name: (set(), set()) for name in paths.values()}
    for line in lines.splitlines():
        object_file, _, rest = line.rpartition(":")
        kind, symbol = rest.split()[-2:]
        found[paths[object_file]][1 if kind in "Uwv" else 0].add(symbol)
    return found


def needs(found):
    """(user, definer) → the symbols that the user needs of the definer."""
    definer = {symbol: name for name, (defined, _) in found.items() for symbol in defined}
    edges = collections.defaultdict(set)
    for name, (_, undefined) in found.items():
        for symbol in undefined:
            if definer.get(symbol, name) != name:
                edges[name, definer[symbol]].add(symbol)
    return edges


def components(edges):
    """The strongly connected components of more than one node (Tarjan)."""
    after = collections.defaultdict(list)
    for user, definer in sorted(edges):
        after[user].append(definer)
    index, low, stack, out = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in after[node]:
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            component = set(stack[stack.index(node):])
            del stack[stack.index(node):]
            if len(component) > 1:
                out.append(component)

    for node in list(after):
        if node not in index:
            visit(node)
    return out


def room(name):
    return name.split("/")[0]


def circles(edges):
    """One complaint a circle: of files inside rooms, and of rooms."""
    inside = {edge: symbols for edge, symbols in edges.items() if room(edge[0]) == room(edge[1])}
    between = collections.defaultdict(set)
    for (user, definer), symbols in edges.items():
        if room(user) != room(definer):
            between[room(user), room(definer)] |= symbols
    for graph in (inside, between):
        for component in components(graph):
            why = [f"    {a} → {b}: {', '.join(sorted(s))}" for (a, b), s in sorted(graph.items()) if {a, b} <= component]
            yield f"circle of {len(component)}: {' '.join(sorted(component))}\n" + "\n".join(why)


def texts(source):
    """Path below the source folder → text, of all C files."""
    found = {}
    for top in ("src", "tests", "bench", "packaging"):
        for place, _, names in os.walk(os.path.join(source, top)):
            for name in names:
                if name.endswith((".c", ".h")):
                    path = os.path.join(place, name)
                    with open(path, encoding="utf-8") as stream:
                        found[os.path.relpath(path, source)] = stream.read()
    return found


def includes(files):
    """Headers of src/ that are included in another spelling than #include "room/file.h"."""
    rooms = {path.split("/")[1] for path in files if path.startswith("src/") and path.count("/") > 1}
    for path, text in sorted(files.items()):
        if not path.startswith("src/"):
            continue
        for line in re.findall(r"^[ \t]*#[ \t]*include\b.*", text, re.M):
            named = re.match(r'#include (?:"([a-z_]+)/[^".]+\.h"|<([^>]+)>)', line)
            if not named or named[1] and named[1] not in rooms or named[2] and named[2].split("/")[0] in rooms:
                yield f'{path[4:]}: {line.strip()} is not spelled #include "room/file.h"'


def tags(files):
    defined = collections.defaultdict(list)
    for path, text in sorted(files.items()):
        if path.startswith("src/"):
            code = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', " ", text, flags=re.S)
            for tag in re.findall(r"\b(?:struct|enum|union)\s+(\w+)\s*\{", code):
                defined[tag].append(path[4:])
    for tag, places in sorted(defined.items()):
        if len(places) > 1:
            yield f"tag {tag} is defined {len(places)} times: {' '.join(places)}"


def faces(user, header):
    """Whether the user takes the header for what other folders see: it lies in another folder, or is itself a header that they see."""
    return os.path.dirname(user) != os.path.dirname(header) or (user.endswith(".h") and not user.endswith("_inside.h"))


def headers(files):
    direct = {path: {found for name in re.findall(r'^#include "(.*)"', text, re.M) for found in ("src/" + name, "tests/support/" + name)} & files.keys()
              for path, text in files.items()}
    for header in sorted(path for path in files if path.startswith("src/") and path.endswith(".h")):
        name, own = header[4:], header[:-2] + ".c"
        if room(name) == name:
            continue
        users = {path for path, included in direct.items() if header in included}
        strangers = sorted(path for path in users if room(path[4:]) != room(name) and path.startswith("src/"))
        if name.endswith("_inside.h"):
            yield from (f"{path}: {name} is private to its room" for path in strangers)
        elif own not in files and not strangers and not any(faces(user, header) for user in users):
            yield f"{name} is private: its name ends in _inside.h"
        all_users, new = set(), {header}
        while new:
            all_users |= new
            new = {path for path, included in direct.items() if included & new} - all_users
        all_users = {path for path in all_users if path.endswith(".c")} - {own}
        if len(all_users) < 2:
            yield f"{name} has a single user: {' '.join(all_users) or '–'}"


def modules(source):
    places = collections.defaultdict(list)
    for folder, _, names in os.walk(os.path.join(source, "tests")):
        for name in names:
            if name.endswith(".py"):
                places[name].append(os.path.relpath(os.path.join(folder, name), source))
    for _, paths in sorted(places.items()):
        if len(paths) > 1:
            yield f"two Python files of one name, of which an import takes the nearer: {' '.join(sorted(paths))}"


def complaints(build, source):
    files = texts(source)
    yield from circles(needs(objects(build, source)))
    yield from includes(files)
    yield from tags(files)
    yield from headers(files)
    yield from modules(source)


def main():
    found = list(complaints(*sys.argv[1:3]))
    for complaint in found:
        print(f"house: {complaint}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
