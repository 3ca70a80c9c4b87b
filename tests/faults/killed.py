"""A run that a signal ends, at many moments: every final name has a whole file, old or new. SIGTERM, SIGINT and SIGHUP leave no
hidden file either. The next run removes everything that SIGKILL has left, also when the office has another name by then.

    python3 tests/faults/killed.py PROGRAM [--trials N]          N moments for SIGKILL; the same for the others, at most 30
"""
import os
import shutil
import signal
import subprocess
import time

from trial import CLEAN, NAME, Trial, contents

MOMENTS, SUITE = 30, 30
OLD_NAME, NEXT_NAME = NAME.replace("农业农村局", "农业局"), NAME.replace("农业农村局", "农村局")


def words(trial, ledger, out, as_of="2026-01-20"):
    return [trial.program, "report", ledger, "--year", "2025", "--as-of", as_of, "-o", out, "--store", os.path.join(out, "records.db")]


def run_until(trial, out, number, seconds):
    """A run that the signal comes to after that time: its exit code, and how long it lasted."""
    began = time.monotonic()
    process = subprocess.Popen(words(trial, CLEAN, out), env=trial.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
    return process.wait(), time.monotonic() - began


def documents(folder):
    return {name: data for name, data in contents(folder).items() if name != "records.db"}


def hidden(names):
    return [name for name in names if any(part.startswith(".") for part in name.split(os.sep))]


def whole_run(trial, name, ledger, over=None):
    """The files of a run into a new folder, or into a copy of that of a run before it, and its time."""
    out = trial.path(name)
    if over:
        shutil.copytree(trial.path(over), out)
    began = time.monotonic()
    done = subprocess.run(words(trial, ledger, out), env=trial.environment, capture_output=True, check=False)
    trial.expect(done.returncode == 0, f"{name}: exit {done.returncode}")
    return documents(out), time.monotonic() - began


def at_a_moment(trial, what, number, seconds, old, new):
    """Kills a run and judges the folder. Returns whether the signal came in time, how long the run lasted, and the folder."""
    out = trial.path("out")
    shutil.copytree(trial.path("older"), out)
    code, lasted = run_until(trial, out, number, seconds)
    trial.expect(code in (0, -number), f"{what}: exit {code}")
    after = documents(out)
    left = hidden(after)
    half = [name for name, data in after.items() if name not in left and data not in (old.get(name), new.get(name))]
    trial.expect(not half, f"{what}: half written {half}")
    lost = sorted(set(old) - set(after))
    arrived = all(after.get(name) == data for name, data in new.items() if not name.endswith("manifest.json"))
    trial.expect(not lost or (arrived and not set(lost) & set(new)), f"{what}: lost {lost}")
    trial.expect(number == signal.SIGKILL or not (left or hidden(os.listdir(out))), f"{what}: left {left[:2]}")
    return code == -number, lasted, out


def main():
    trial = Trial("killed", SUITE)
    ledgers = {"older": trial.ledger("former", edit={"agencies.csv": [(NAME, OLD_NAME)]}), "newer": CLEAN,
               "next": trial.ledger("coming", edit={"agencies.csv": [(NAME, NEXT_NAME)]})}
    (old, _), (new, lasts), (coming, _) = (whole_run(trial, name, ledger, over) for (name, ledger), over in zip(ledgers.items(), (None, "older", "older")))
    few, ended, followed = trial.trials <= SUITE, 0, 0
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        moments = trial.trials if number == signal.SIGKILL else min(trial.trials, MOMENTS)
        for moment in range(moments):
            # Every second moment is near the end, where files get their names.
            share = moment / moments if moment % 2 else 0.8 + 0.4 * moment / moments
            what = f"{number.name} at {moment}"
            caught, lasted, out = at_a_moment(trial, what, number, lasts * share, old, new)
            ended += caught
            lasts = lasts if caught else lasted        # a machine that others use is not as fast at one time as at another
            if number == signal.SIGKILL and (not few or (moment % 2 == 0 and moment >= 2 * moments // 3)):
                followed += 1
                done = subprocess.run(words(trial, ledgers["next"], out), env=trial.environment, capture_output=True, check=False)
                after = documents(out)
                trial.expect(done.returncode == 0, f"{what}: the next run: exit {done.returncode}: {done.stderr.decode()[-200:]}")
                trial.expect(after == coming and not hidden(os.listdir(out)), f"{what}: the next run left {sorted(set(after) - set(coming))}")
            shutil.rmtree(out)
    trial.expect(2 * ended > trial.trials and followed, f"only {ended} runs were caught")
    trial.end()


if __name__ == "__main__":
    main()
