"""The shared parts of the tests of this folder: copies of the clean ledger, runs of the program, a list of faults.

    trial = Trial("store")                     # reads PROGRAM from the command line, makes a work folder
    ledger = trial.ledger("a", edit={"requests.csv": [("C1", "C2")]}, without=["items.csv"], files={"overview.md": "…"})
    run = trial.report(ledger, "--pdf", "2a")  # run.code, run.out, run.err (text), run.folder (OUT/2025/CODE)
    trial.expect(run.code == 0, f"exit {run.code}")
    trial.end()                                # prints the faults, exit status 1 if there were any
"""
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLEAN = os.path.join(ROOT, "tests", "clean")
AGENCY = "11369925007314088N"
NAME = "江州市清河县农业农村局"
TITLE = NAME + "2025年政府信息公开工作年度报告"
AS_OF = "2026-01-20"


class Run:
    def __init__(self, done, out):
        self.code, self.place = done.returncode, out
        self.out, self.err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    @property
    def folder(self):
        return os.path.join(self.place, "2025", AGENCY)


class Trial:
    def __init__(self, name, few=None):
        """few: the number of attempts without --trials; None = the test makes no attempts."""
        words = sys.argv[1:]
        self.trials = int(words.pop()) if few and len(words) == 3 and words.pop(1) == "--trials" else few
        if len(words) != 1:
            sys.exit(f"usage: {os.path.basename(sys.argv[0])} PROGRAM{' [--trials N]' if few else ''}")
        self.name, self.program = name, os.path.abspath(words[0])
        self.holder = tempfile.TemporaryDirectory(prefix=f"nianbao-{name}-")
        self.work = os.path.realpath(self.holder.name)
        self.failed, self.held, self.runs = [], 0, 0
        self.environment = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
        self.environment.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})

    def path(self, *parts):
        return os.path.join(self.work, *parts)

    def ledger(self, name, edit=None, without=(), files=None):
        """A changed copy of the clean ledger; it must have every OLD of an edit."""
        target = self.path(name)
        shutil.copytree(CLEAN, target)
        for file in without:
            os.remove(os.path.join(target, file))
        for file, pairs in (edit or {}).items():
            text = read(os.path.join(target, file))
            for old, new in pairs:
                if old not in text:
                    sys.exit(f"{self.name}: {file} has no {old!r}")
                text = text.replace(old, new)
            write(os.path.join(target, file), text)
        for file, text in (files or {}).items():
            write(os.path.join(target, file), text)
        return target

    def run(self, *words, out=None, environment=None, **how):
        done = subprocess.run([self.program, *words], env=self.environment if environment is None else environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False, **how)
        return Run(done, out)

    def report(self, ledger, *words, out=None, year="2025", as_of=AS_OF, **how):
        self.runs += 1
        out = out or self.path(f"out{self.runs}")
        ledgers = [ledger] if isinstance(ledger, str) else ledger
        return self.run("report", *ledgers, "--year", year, "--as-of", as_of, "-o", out, *words, out=out, **how)

    def clear(self):
        """Removes everything that the earlier attempts have left in the work folder."""
        for name in os.listdir(self.work):
            shutil.rmtree(self.path(name)) if os.path.isdir(self.path(name)) else os.remove(self.path(name))

    def expect(self, holds, what):
        if holds:
            self.held += 1
        else:
            self.failed.append(what)
        return holds

    def end(self):
        for what in self.failed:
            print(f"{self.name}: {what}")
        print(f"{self.name}: {self.held} held, {len(self.failed)} failed")
        self.holder.cleanup()
        sys.exit(1 if self.failed else 0)


def read(path):
    with open(path, encoding="utf-8", newline="") as source:
        return source.read()


def read_bytes(path):
    with open(path, "rb") as source:
        return source.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(text if isinstance(text, bytes) else text.encode())


def contents(folder):
    """{relative path: bytes} of every file below the folder."""
    found = {}
    for place, _, names in os.walk(folder):
        for path in (os.path.join(place, name) for name in names):
            if not os.path.isfile(path):
                continue
            with open(path, "rb") as source:
                found[os.path.relpath(path, folder)] = source.read()
    return found


def tail(text, lines=6):
    return " | ".join(text.strip().splitlines()[-lines:])
