"""The n-th request for memory fails, alone or with all later ones, in every command and in every library: the run ends with exit
code 4 and a message, and leaves nothing. Where a run makes fewer than n requests, it succeeds.

    python3 tests/faults/memory.py PROGRAM LIBRARY --trials N

LIBRARY is tests/support/preload/failing_allocation.c. The script tries N requests, spread over all those of the commands; the seed is fixed.
"""
import os
import random
import shutil
import sys

from canary_superiors import PARENT, TREE
from trial import AGENCY, AS_OF, CLEAN, Trial, contents, tail, write

SEED = 20260120
WORDS = "内存不足"
NEVER = 10 ** 12


class Memory(Trial):
    def __init__(self, library):
        super().__init__("memory")
        self.library, self.commands, self.normal = library, [], {}
        self.died = {}

    def attempt(self, words, at, always=False, count=None):
        """Runs in an empty folder; returns all files left there, and the run."""
        place, temporary = self.path("place"), self.path("temporary")
        for folder in (place, temporary):
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
        environment = {**self.environment, "LD_PRELOAD": self.library, "FAIL_AT": str(at), "TMPDIR": temporary}
        if always:
            environment["FAIL_ALWAYS"] = "1"
        if count:
            environment["FAIL_COUNT"] = count
        run = self.run(*[word.replace("PLACE", place) for word in words], environment=environment, cwd=place)
        return run, {**contents(place), **{f"TMPDIR/{name}": data for name, data in contents(temporary).items()}}

    def add(self, name, *words, codes=(0,)):
        count = self.path("count")
        run, left = self.attempt(words, NEVER, count=count)
        with open(count, encoding="ascii") as source:
            asked = int(source.read())
        self.expect(run.code in codes, f"{name}: exit {run.code}: {tail(run.err)}")
        again, same = self.attempt(words, NEVER)
        self.expect((again.code, again.out, stable(same)) == (run.code, run.out, stable(left)), f"{name}: two runs differ")
        self.commands.append((name, words, asked))
        self.normal[name] = (run, stable(left))

    def fail(self, command, at, always):
        name, words, asked = command
        run, left = self.attempt(words, at, always)
        what = f"{name}: request {at} of {asked}{' and all after it' if always else ''}"
        normal, whole = self.normal[name]
        if run.code == 4:
            self.expect(WORDS in run.err, f"{what}: exit 4 without a word: {tail(run.err)}")
            self.expect(not left or stable(left) == whole, f"{what}: left {sorted(left)[:4]}")
        else:
            how = f"signal {-run.code}" if run.code < 0 else f"exit {run.code}"
            same = at >= asked and run.code == normal.code and run.out == normal.out and stable(left) == whole
            self.died[how] = self.died.get(how, 0) + (not same)
            self.expect(same, f"{what}: {how}: {tail(run.err, 2)}")


def stable(left):
    """Two kept stores are the same in content and not in every byte."""
    return {name: data if not name.endswith(".db") else b"" for name, data in left.items()}


def commands(trial):
    dated = ["--year", "2025", "--as-of", AS_OF]
    trial.report(CLEAN, out=trial.path("made"))
    made = trial.path("made", "2025", AGENCY)
    county = trial.path("county")
    write(os.path.join(county, "agencies.csv"), TREE)
    shutil.copy(os.path.join(made, "report.json"), county)
    many = trial.path("many")
    for name, code in (("甲县", AGENCY[:-2] + "1A"), ("乙县", AGENCY[:-2] + "2B")):
        for file, data in contents(CLEAN).items():
            write(os.path.join(many, name, file), data.replace(AGENCY.encode(), code.encode()).replace("清河县".encode(), name.encode()))
    trial.add("report", "report", CLEAN, *dated, "--pdf", "2a", "--store", "PLACE/records.db", "-o", "PLACE")
    trial.add("report --mark", "report", CLEAN, *dated, "--mark", "-o", "PLACE")
    trial.add("report of many", "report", many, *dated, "-o", "PLACE", codes=(0, 1))
    trial.add("check", "check", CLEAN, *dated, "--json")
    trial.add("explain", "explain", CLEAN, *dated, "NH-2025-001")
    trial.add("rollup", "rollup", county, *dated, "--parent", PARENT, "-o", "PLACE", codes=(1,))
    trial.add("compare", "compare", county, "--as-of", AS_OF, "-o", "PLACE")
    trial.add("init", "init", "PLACE/台账.xlsx")
    trial.add("verify", "verify", made)
    trial.add("form lint", "form", "lint")
    trial.add("rules", "rules", "doc")


def main():
    number = int(sys.argv.pop()) if sys.argv[-2:-1] == ["--trials"] else sys.exit(__doc__)
    sys.argv.pop()
    trial = Memory(os.path.abspath(sys.argv.pop()))
    commands(trial)
    chance = random.Random(SEED)
    total = len(trial.commands)
    rounds = -(-number // total)
    for i in range(number):
        command, part = trial.commands[i % total], (i // total + chance.random()) / rounds
        # The requests are spread evenly from early to late, and the very first and last ones come in turn.
        at = (1, command[2])[i // total % 2] if i // total % 20 == 19 else 1 + int(part * command[2])
        trial.fail(command, at, i % 2 == 1)
    if trial.died:
        print(f"memory: ended otherwise: {trial.died}")
    trial.end()


if __name__ == "__main__":
    main()
