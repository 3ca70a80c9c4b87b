"""A run that is ended from outside, at many moments: every final name bears a whole file, old or new; SIGTERM, SIGINT and
SIGHUP leave no temporary file either.

    python3 tests/faults/killed.py PROGRAM
"""
import os
import shutil
import signal
import subprocess
import time

from trial import CLEAN, Trial, contents

MOMENTS = 30


def run_until(trial, out, store, number, seconds):
    words = [trial.program, "report", CLEAN, "--year", "2025", "--as-of", "2026-01-20", "-o", out, "--store", store]
    process = subprocess.Popen(words, env=trial.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(number)
    return process.wait()


def main():
    trial = Trial("killed")
    older, newer = trial.path("older"), trial.path("newer")
    trial.report(CLEAN, out=older, as_of="2026-01-19")
    began = time.monotonic()
    trial.report(CLEAN, out=newer)
    whole = time.monotonic() - began
    old, new = contents(older), contents(newer)
    ended = 0
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        for moment in range(MOMENTS):
            out = trial.path("out")
            shutil.copytree(older, out)
            store = os.path.join(out, "records.db")
            code = run_until(trial, out, store, number, whole * 1.2 * moment / MOMENTS)
            trial.expect(code in (0, -number), f"{number.name} at {moment}: exit {code}")
            ended += code == -number
            after = contents(out)
            half = [name for name, data in after.items() if not os.path.basename(name).startswith(".") and name != "records.db" and data not in (old.get(name), new.get(name))]
            trial.expect(not half, f"{number.name} at {moment}: half written {half}")
            missing = sorted(set(old) - set(after))
            trial.expect(not missing, f"{number.name} at {moment}: lost {missing}")
            left = [name for name in after if os.path.basename(name).startswith(".")]
            trial.expect(number == signal.SIGKILL or not left, f"{number.name} at {moment}: left {left[:2]}")
            shutil.rmtree(out)
    trial.expect(ended > MOMENTS, f"only {ended} runs were caught")
    out = trial.path("two")
    pair = [subprocess.Popen([trial.program, "report", CLEAN, "--year", "2025", "--as-of", "2026-01-20", "-o", out], env=trial.environment,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    codes = [process.wait() for process in pair]
    trial.expect(codes == [0, 0] and contents(out) == new, f"two runs at once: exit {codes}")
    trial.end()


if __name__ == "__main__":
    main()
