"""Same input, same bytes in every file, wherever and however the program is run.

    python3 tests/faults/same_bytes.py PROGRAM
"""
import os
import shutil

from trial import AS_OF, CLEAN, Trial, contents, tail


def first_difference(a, b):
    for name in sorted(set(a) | set(b)):
        if a.get(name) != b.get(name):
            return name
    return None


def fresh_copy(trial, name):
    """The ledger with its files made in the opposite order and of another day."""
    target = trial.path(name)
    os.makedirs(target)
    for file in sorted(os.listdir(CLEAN), reverse=True):
        shutil.copy(os.path.join(CLEAN, file), os.path.join(target, file))
        os.utime(os.path.join(target, file), (1, 1))
    return target


def main():
    trial = Trial("same_bytes")
    first = trial.report(CLEAN)
    trial.expect(first.code == 0, f"exit {first.code}: {tail(first.err)}")
    wanted = contents(first.place)
    link = trial.path("bin", "年报")
    os.makedirs(os.path.dirname(link))
    os.symlink(trial.program, link)
    plain, bare = trial.environment, {k: v for k, v in trial.environment.items() if k.endswith("SAN_OPTIONS")}
    elsewhere = trial.path("cwd")
    os.makedirs(elsewhere)
    shutil.copytree(CLEAN, os.path.join(elsewhere, "ledger"))
    program = trial.program

    def again(what, ledger=CLEAN, **how):
        run = trial.report(ledger, **how)
        if trial.expect(run.code == 0, f"{what}: exit {run.code}: {tail(run.err)}"):
            trial.expect(first_difference(wanted, contents(run.place)) is None, f"{what}: another {first_difference(wanted, contents(run.place))}")

    again("a second run")
    again("an empty environment", environment=bare)
    for name, value in (("TZ", "America/Los_Angeles"), ("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("LC_ALL", "zh_CN.GB18030"), ("LC_ALL", "de_DE.UTF-8"),
                        ("LC_ALL", "tr_TR.UTF-8"), ("LANGUAGE", "fr"), ("NO_COLOR", "1"), ("HOME", "/nonexistent"), ("MALLOC_PERTURB_", "165")):
        again(f"{name}={value}", environment={**plain, name: value})
    again("files of another day", ledger=fresh_copy(trial, "copy"))
    again("a relative ledger in another folder", ledger="ledger", cwd=elsewhere)
    again("a ledger with a slash behind it", ledger=CLEAN + "/")
    again("an output folder written before", out=first.place)
    old = os.umask(0o077)
    again("umask 077")
    os.umask(0)
    again("umask 000")
    os.umask(old)
    trial.program = link
    again("through a symbolic link")
    trial.program = program
    dated = {**plain, "SOURCE_DATE_EPOCH": "1768900000"}
    runs = [contents(trial.report(CLEAN, as_of=AS_OF, environment=dated).place) for _ in range(2)]
    trial.expect(runs[0] == runs[1], "SOURCE_DATE_EPOCH: two runs differ")
    trial.expect(os.stat(os.path.join(first.folder, "report.html")).st_mode & 0o111 == 0, "a report may be executed")
    trial.end()


if __name__ == "__main__":
    main()
