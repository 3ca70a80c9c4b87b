"""Runs test cases of the program as a whole.

    python3 tests/support/runners/run_case.py PROGRAM CASEDIR [--update] [--work DIR]
    python3 tests/support/runners/run_case.py PROGRAM FOLDER --all [--update]         # each case of the folder

A case is a folder tests/cases/NAME/ with

    command     the arguments for the program, quoted as in a shell; one run a line, in order; `#` opens a comment line.
                A line may begin with NAME=VALUE words: environment for that run. Without the file: the report of {ledger}
                for 2025, written to {out}; with -v where `said` is compared, so that each finding has a line.
    ledger/     optional: the case's own ledger, or with `base` the files that replace those of the base.
    base        optional: the ledger that this case changes a little, a path relative to the case (../../../data/sample) or to
                the root of the source tree (tests/clean). A line `-requests.csv` leaves that file out.
    edit        optional, with base: FILE<TAB>OLD<TAB>NEW a line; every place of OLD in FILE becomes NEW, and there must be one.
    workbook    optional: the tables and texts of the ledger become one workbook, {work}/book/台账.xlsx, with other files beside
                it; the lines are edits of ledger_workbook.py. {ledger} is then the workbook.
    exit        the exit codes, one a run, in one line ("0 1"); without it, 0 for each
    stdout      the printed text, exactly; of all runs together. Without the file the runner does not compare it.
    stderr      likewise, without the line about fonts (字体), which differ between machines
    said        like stderr, without the lines about files read (读入) and checks not possible (无法核对), and without what to mend first (先改)
                and to type next (接着), which repeat the rest
    files       one path a line that must exist below {out} after the runs; `-path` must not; `*`, `?` and `[` make a pattern
    cells       the cells of the written report are those of cells.json in the folder above the case, except for the cells in
                its lines, ADDRESS<TAB>VALUE (JSON). An empty file: all are equal.
    expected/   files that must be equal, byte for byte, to those of the same path below {out}

The command, the environment and the expected texts may name these places:

    {case}      the case's folder
    {ledger}    the ledger of this case: base with ledger/ laid over it and edit applied (a copy in the work folder)
    {out}       an empty folder, made for this run
    {sample}    data/sample
    {root}      the source tree
    {work}      the work folder, also the current folder of the runs
    {program}   the program, as in the command that a run says to type next

The runner replaces paths in the printed text with these names before it compares, so a case gives the same text on every
machine. The program gets an environment of its own: LC_ALL=C.UTF-8, TZ=Asia/Shanghai, no NIANBAO_DATA, no SOURCE_DATE_EPOCH.

--update writes exit, stdout, stderr, said (those that are there, or the first three if none is) and refreshes the files in expected/ with
the program's present output: read the difference before keeping it. Exit status 0 = as expected, 1 = not, 2 = bad case.
"""
import argparse
import difflib
import glob
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))
sys.path.append(os.path.join(ROOT, "tests", "support", "generators"))
import ledger_workbook

TIMEOUT = 300
REPORT = "report {ledger} --year 2025 --as-of 2026-01-20 -o {out}"


class BadCase(Exception):
    """The case itself is wrong."""


def read(path, default=None):
    if default is not None and not os.path.exists(path):
        return default
    with open(path, encoding="utf-8", newline="") as source:
        return source.read()


def lines(path):
    return [line for line in read(path, "").splitlines() if line.strip() and not line.startswith("#")]


class Case:
    def __init__(self, program, folder, work):
        self.program = os.path.abspath(program)
        self.folder = os.path.realpath(folder)
        self.places = {"out": os.path.join(work, "out"), "ledger": os.path.join(work, "ledger"), "case": self.folder,
                       "sample": os.path.join(ROOT, "data", "sample"), "root": ROOT, "work": work, "program": self.program}
        self.problems = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def fill(self, text):
        return re.sub(r"\{(\w+)\}", lambda m: self.places.get(m[1], m[0]), text)

    def normalise(self, text):
        """Replaces paths with {out} …; longer paths first, because one may lie within another."""
        for name, place in sorted(self.places.items(), key=lambda item: -len(item[1])):
            text = text.replace(place, "{" + name + "}")
        return text

    # -- the ledger

    def base(self):
        return lines(self.path("base"))

    def lay_ledger(self):
        self.lay_folder()
        if os.path.exists(self.path("workbook")):
            folder = os.path.join(self.places["work"], "book")
            shutil.copytree(self.places["ledger"], folder, ignore=shutil.ignore_patterns("*.csv", "*.md"))
            book = os.path.join(folder, "台账.xlsx")
            ledger_workbook.make(self.places["ledger"], book, lines(self.path("workbook")))
            self.places["ledger"] = book

    def lay_folder(self):
        base = self.base()
        target = self.places["ledger"]
        if not base:
            if os.path.isdir(self.path("ledger")):
                shutil.copytree(self.path("ledger"), target)
            elif os.path.exists(self.path("edit")):
                raise BadCase("edit needs base")
            return
        source = next((p for p in (self.path(base[0]), os.path.join(ROOT, base[0])) if os.path.isdir(p)), None)
        if source is None:
            raise BadCase(f"base: no folder {base[0]}")
        shutil.copytree(source, target)
        for name in base[1:]:
            if not name.startswith("-") or not os.path.exists(os.path.join(target, name[1:])):
                raise BadCase(f"base: {name}")
            os.remove(os.path.join(target, name[1:]))
        if os.path.isdir(self.path("ledger")):
            shutil.copytree(self.path("ledger"), target, dirs_exist_ok=True)
        self.edit_ledger()

    def edit_ledger(self):
        for line in lines(self.path("edit")):
            parts = line.split("\t")
            if len(parts) != 3:
                raise BadCase(f"edit: not FILE<TAB>OLD<TAB>NEW: {line}")
            name, old, new = (part.replace("\\n", "\n") for part in parts)
            path = os.path.join(self.places["ledger"], name)
            text = read(path)
            if old not in text:
                raise BadCase(f"edit: {name} has no {old!r}")
            with open(path, "w", encoding="utf-8", newline="") as out:
                out.write(text.replace(old, new))

    # -- the runs

    def run(self):
        """Runs every command line; returns exit codes, stdout, stderr."""
        verbose = " -v" if os.path.exists(self.path("said")) else ""
        commands = lines(self.path("command")) if os.path.exists(self.path("command")) else [REPORT + verbose]
        os.makedirs(self.places["out"])
        codes, out, err = [], [], []
        for command in commands:
            words = [self.fill(word) for word in shlex.split(command)]
            environment = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
            environment.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
            while words and re.match(r"[A-Z_]+=", words[0]):
                name, value = words.pop(0).split("=", 1)
                environment[name] = value
            done = subprocess.run([self.program, *words], cwd=self.places["work"], env=environment, timeout=TIMEOUT,
                                  stdin=subprocess.DEVNULL, capture_output=True, check=False)
            codes.append(done.returncode)
            out.append(done.stdout)
            err.append(done.stderr)
        return (" ".join(map(str, codes)) + "\n", *(self.printed(b"".join(part)) for part in (out, err)))

    def printed(self, data):
        return self.normalise(data.decode("utf-8", "backslashreplace"))

    # -- comparing

    def compare(self, name, expected, got):
        if expected != got:
            self.problems.append("".join(
                difflib.unified_diff(expected.splitlines(True), got.splitlines(True), f"{name} expected", f"{name} got")))

    @staticmethod
    def texts(out, err):
        err = re.sub("^字体：.*\\n", "", err, flags=re.M)
        said = [line for line in err.splitlines(True) if not line.startswith(("读入 ", "[无法核对]", "先改：", "接着："))]
        return {"stdout": out, "stderr": err, "said": re.sub("，无法核对 [0-9]+(?=）?$)|（无法核对 [0-9]+）$", "", "".join(said), flags=re.M)}

    def check_printed(self, codes, out, err):
        wanted = read(self.path("exit"), " ".join("0" for _ in codes.split()) + "\n")
        if wanted.split() != codes.split():
            self.problems.append(f"exit {codes.strip()}, expected {wanted.strip()}\n{err}")
        for name, text in self.texts(out, err).items():
            if os.path.exists(self.path(name)):
                self.compare(name, read(self.path(name)), text)

    def check_files(self):
        for line in lines(self.path("files")):
            unwanted, pattern = line.startswith("-"), line.lstrip("-")
            full = os.path.join(self.places["out"], pattern)
            found = glob.glob(full) if re.search(r"[*?[]", pattern) else [full] if os.path.lexists(full) else []
            if unwanted and found:
                self.problems.append(f"{pattern} is there and must not be\n")
            if not unwanted and not found:
                self.problems.append(f"{pattern} is missing\n")

    def check_cells(self):
        if not os.path.exists(self.path("cells")):
            return
        with open(os.path.join(os.path.dirname(self.folder), "cells.json"), encoding="utf-8") as source:
            wanted = json.load(source)
        wanted.update((address, json.loads(value)) for address, value in (line.split("\t") for line in lines(self.path("cells"))))
        reports = glob.glob(os.path.join(self.places["out"], "**", "report.json"), recursive=True)
        if len(reports) != 1:
            self.problems.append(f"{len(reports)} reports were written, not one\n")
            return
        with open(reports[0], encoding="utf-8") as source:
            got = {f"{table}/{row}/{column}": value for table, rows in json.load(source)["tables"].items()
                   for row, columns in rows.items() for column, value in columns.items()}
        for address in sorted(wanted.keys() | got.keys()):
            if wanted.get(address, "no cell") != got.get(address, "no cell"):
                self.problems.append(f"{address}: {got.get(address, 'no cell')}, expected {wanted.get(address, 'no cell')}\n")

    def expected_files(self):
        top = self.path("expected")
        for folder, folders, names in os.walk(top):
            folders.sort()
            for name in sorted(names):
                yield os.path.relpath(os.path.join(folder, name), top)

    def check_expected(self):
        for name in self.expected_files():
            made = os.path.join(self.places["out"], name)
            if not os.path.isfile(made):
                self.problems.append(f"{name} was not written\n")
                continue
            with open(self.path(os.path.join("expected", name)), "rb") as a, open(made, "rb") as b:
                expected, got = a.read(), b.read()
            if expected != got:
                try:
                    self.compare(name, expected.decode(), got.decode())
                except UnicodeDecodeError:
                    self.problems.append(f"{name}: {len(expected)} bytes expected, {len(got)} differing bytes written\n")

    def update(self, codes, out, err):
        printed = {"exit": codes, **self.texts(out, err)}
        there = [name for name in printed if os.path.exists(self.path(name))] or ["exit", "stdout", "stderr"]
        for name in there:
            with open(self.path(name), "w", encoding="utf-8", newline="") as target:
                target.write(printed[name])
        for name in list(self.expected_files()):
            shutil.copyfile(os.path.join(self.places["out"], name), self.path(os.path.join("expected", name)))


def run(options, folder):
    """0 = as expected, 1 = not, 2 = bad case. Prints the faults below the case's name."""
    work = os.path.realpath(options.work or tempfile.mkdtemp(prefix="case-"))
    os.makedirs(work, exist_ok=not options.work)
    try:
        case = Case(options.program, folder, work)
        case.lay_ledger()
        codes, out, err = case.run()
        if options.update:
            case.update(codes, out, err)
        case.check_printed(codes, out, err)
        case.check_files()
        case.check_cells()
        case.check_expected()
    except (BadCase, OSError, subprocess.TimeoutExpired) as error:
        print(f"{folder}: {error}", file=sys.stderr)
        return 2
    finally:
        if not options.work:
            shutil.rmtree(work, ignore_errors=True)
    if case.problems:
        print(f"== {folder}", *case.problems, sep="\n", end="")
    return 1 if case.problems else 0


def main():
    parser = argparse.ArgumentParser(description="runs test cases")
    parser.add_argument("program")
    parser.add_argument("case")
    parser.add_argument("--all", action="store_true", help="CASE is a folder of cases: run each")
    parser.add_argument("--update", action="store_true", help="write what the program does now as what is expected")
    parser.add_argument("--work", help="keep the work folder here (it must not exist)")
    options = parser.parse_args()
    if not options.all:
        sys.exit(run(options, options.case))
    if options.work:
        parser.error("--work is for one case")
    folders = sorted(entry.path for entry in os.scandir(options.case) if entry.is_dir())
    codes = [run(options, folder) for folder in folders]
    print(f"{len(codes)} cases, {sum(code != 0 for code in codes)} not as expected")
    sys.exit(max(codes, default=2))


if __name__ == "__main__":
    main()
