"""Every command that a document tells people to type exists, and so does every option in it.

    python3 tests/whole/documented_commands.py PROGRAM

Read are code lines and code spans of README files and docs/ that begin with the program's name. An option counts where the help of its command
has it.
"""
import functools
import glob
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CODE = re.compile(r"^    (.+)$|^> (.+)$|`([^`\n]+)`", re.MULTILINE)
TYPED = re.compile(r"^(?:\./)?(?:build/release/src/)?nianbao(?:\.exe)? +(.*)$")
ALONE = {"--help", "--version", "-h", "-V", "-v", "help", "命令"}   # 命令, COMMAND: whichever
program = os.path.abspath(sys.argv[1])


@functools.lru_cache(maxsize=None)
def options_of(command):
    said = subprocess.run([program, command, "--help"], capture_output=True, encoding="utf-8", check=False)
    return set(re.findall(r"(?<![\w-])-{1,2}[A-Za-z][\w-]*", said.stdout)) if said.returncode == 0 else None


def documents():
    yield from glob.glob("*.md", root_dir=ROOT)
    yield from glob.glob("docs/**/*.md", root_dir=ROOT, recursive=True)
    yield from glob.glob("data/*/README.md", root_dir=ROOT)


def faults(document):
    with open(os.path.join(ROOT, document), encoding="utf-8") as source:
        text = source.read()
    for found in CODE.finditer(text):
        typed = TYPED.match(next(filter(None, found.groups())).split("#")[0].strip())
        if not typed:
            continue
        words = typed[1].split()
        if not words or words[0] in ALONE:
            continue
        known = options_of(words[0])
        if known is None:
            yield f"{document}: no command {words[0]}: {typed[0]}"
            continue
        for option in re.findall(r"(?<![\w-])-{1,2}[A-Za-z][\w-]*", typed[1]):
            if option not in known:
                yield f"{document}: {words[0]} has no {option}: {typed[0]}"


def main():
    problems = [fault for document in documents() for fault in faults(document)]
    print(*problems, sep="\n")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
