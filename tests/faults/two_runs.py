"""Two runs into one output folder, of two offices with the same code: the second run waits for the first or is refused, and their
files do not mix. Where the system allows namespaces, both have the same process id, as in two containers over one share.

    python3 tests/faults/two_runs.py PROGRAM [--trials N]
"""
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import time

from trial import AGENCY, CLEAN, NAME, Trial, contents, tail, write

SUITE = 3
OTHER = NAME.replace("农业农村局", "水利局")


def words(trial, ledger, out, *more):
    return [trial.program, "report", ledger, "--year", "2025", "--as-of", "2026-01-20", "-o", out, *more]


def in_a_container(trial):
    """The command before a program that gives it process id 1; empty where the system does not allow it."""
    prefix = ["unshare", "-rp", "--fork"]
    allowed = shutil.which("unshare") and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    if not allowed:
        print("two_runs: no process namespaces here, the runs have process ids of their own")
    return prefix if allowed else []


def start(trial, command):
    return subprocess.Popen(command, env=trial.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def documents(out):
    """The files of the output folder without the store."""
    return {name: data for name, data in contents(out).items() if not name.endswith(".db")}


def at_once(trial, ledgers, wanted, prefix):
    for attempt in range(trial.trials):
        out = trial.path("shared")
        store = os.path.join(out, "records.db")
        keeps = ["--store", store] if attempt % 2 else []
        runs = []
        for ledger in ledgers:
            runs.append(start(trial, [*prefix, *words(trial, ledger, out, *keeps)]))
            time.sleep(0.02 * (attempt % 6))
        said = [run.communicate()[1].decode() for run in runs]
        codes = [run.returncode for run in runs]
        trial.expect(sorted(codes) in ([0, 0], [0, 4]) and all(code == 0 or "正在写" in words for code, words in zip(codes, said)),
                     f"at once, {attempt}: exits {codes}: {tail(said[0], 1)}; {tail(said[1], 1)}")
        after = documents(out)
        trial.expect(after in wanted, f"at once, {attempt}: mixed: {sorted(name.split('/')[-1] for name in after)}")
        trial.expect(trial.run("verify", out).code == 0, f"at once, {attempt}: verify")
        whole = os.path.exists(store) and sqlite3.connect(store).execute("PRAGMA integrity_check").fetchone() == ("ok",)
        trial.expect(whole or not keeps, f"at once, {attempt}: the store")
        left = [name for name in contents(trial.work) if ".nianbao" in name]
        trial.expect(not left, f"at once, {attempt}: left {left[:3]}")
        shutil.rmtree(out, ignore_errors=True)


def key(file):
    return hashlib.sha256(file.encode()).hexdigest()[:16] + "-"


def held_by_another(trial):
    """A run waits for the process that holds the lock, and names it after ten seconds. All commands wait side by side."""
    out, reports = trial.path("held"), trial.path("reports")
    trial.report(CLEAN, out=out)
    trial.report(CLEAN, out=reports)
    doors = {
        os.path.join(out, "2025", AGENCY, ".nianbao-lock"): words(trial, CLEAN, out),
        os.path.join(out, "2025", f".nianbao-{key('clean（标注）.xlsx')}lock"): words(trial, CLEAN, out, "--mark"),
        trial.path(f".nianbao-{key('kept.db')}lock"): words(trial, CLEAN, trial.path("unused"), "--store", trial.path("kept.db")),
        trial.path(f".nianbao-{key('台账.xlsx')}lock"): [trial.program, "init", trial.path("台账.xlsx")],
        trial.path("compared", "比较", ".nianbao-lock"): [trial.program, "compare", reports, "-o", trial.path("compared")],
    }
    locks = []
    for path in doors:
        write(path, "another-host 42\n")
        locks.append(open(path, "r+", encoding="utf-8"))
        fcntl.flock(locks[-1], fcntl.LOCK_EX)
    before = contents(trial.work)
    for path, run in [(path, start(trial, command)) for path, command in doors.items()]:
        said = run.communicate()[1].decode()
        trial.expect(run.returncode == 4 and "另一个 nianbao（主机 another-host，进程 42）正在写" in said, f"{path}: exit {run.returncode}: {tail(said, 2)}")
    after = contents(trial.work)
    trial.expect(after == before, f"held: changed {sorted(name for name in set(before) | set(after) if before.get(name) != after.get(name))}")
    runs = [(path, start(trial, command)) for path, command in doors.items()]
    time.sleep(1)
    for lock in locks:
        os.remove(lock.name)
        lock.close()
    for path, run in runs:
        said = run.communicate()[1].decode()
        trial.expect(run.returncode == 0, f"{path}: let go: exit {run.returncode}: {tail(said, 2)}")


def main():
    trial = Trial("two_runs", SUITE)
    ledgers = [trial.ledger("one", edit={}), trial.ledger("two", edit={"agencies.csv": [(NAME, OTHER)]})]
    wanted = []
    for i, ledger in enumerate(ledgers):
        run = trial.report(ledger, out=trial.path(f"alone{i}"))
        trial.expect(run.code == 0, f"alone: exit {run.code}: {tail(run.err)}")
        wanted.append(documents(run.place))
    for i, ledger in enumerate(ledgers):               # one run after the other: the page of results names what has changed
        run = trial.report(ledger, out=trial.path(f"alone{1 - i}"))
        trial.expect(run.code == 0, f"after the other: exit {run.code}: {tail(run.err)}")
        wanted.append(documents(run.place))
    at_once(trial, ledgers, wanted, in_a_container(trial))
    held_by_another(trial)
    trial.end()


if __name__ == "__main__":
    main()
