"""The same input gives the same bytes in every file, wherever and however the program runs.

    python3 tests/faults/same_bytes.py PROGRAM
"""
import os
import shutil

from trial import AS_OF, CLEAN, Trial, contents, read, tail, write


def first_difference(a, b):
    for name in sorted(set(a) | set(b)):
        if a.get(name) != b.get(name):
            return name
    return None


def fresh_copy(trial, name):
    """A copy of the ledger whose files were made in the opposite order and on another day."""
    target = trial.path(name)
    os.makedirs(target)
    for file in sorted(os.listdir(CLEAN), reverse=True):
        shutil.copy(os.path.join(CLEAN, file), os.path.join(target, file))
        os.utime(os.path.join(target, file), (1, 1))
    return target


# A configuration of OpenSSL without any digest: it has the "null" provider instead of the default one.
NO_DIGESTS = """openssl_conf = init
[init]
providers = providers
[providers]
null = chosen
[chosen]
activate = 1
"""


def hostile(trial):
    """Variables that libraries read from the environment: files to read, code to load, ways to shape letters, debug output."""
    write(trial.path("env", "openssl.cnf"), NO_DIGESTS)
    write(trial.path("env", "gconv", "gconv-modules"), "module GB18030// INTERNAL NOTHERE 1\nmodule INTERNAL GB18030// NOTHERE 1\n")
    fifo = trial.path("env", "fifo")                   # a program that opens it waits for ever
    os.mkfifo(fifo)
    alone = [("OPENSSL_CONF", trial.path("env", "openssl.cnf")), ("OPENSSL_CONF", fifo), ("TZ", ":" + fifo), ("POSIXLY_CORRECT", "1")]
    others = {"OPENSSL_MODULES": trial.path("env"), "GCONV_PATH": trial.path("env", "gconv"), "LOCPATH": trial.path("env"), "TZDIR": trial.path("env"),
              "HB_SHAPER_LIST": "fallback", "HB_OPTIONS": "uniscribe-bug-compatible", "EXPAT_ACCOUNTING_DEBUG": "2", "EXPAT_ENTITY_DEBUG": "1",
              "EXPAT_ENTROPY_DEBUG": "1", "SQLITE_TMPDIR": fifo, "TMPDIR": fifo}
    return alone, others


def into_the_same_folder(trial, wanted):
    """The page of results says what has changed since the last run: the second run differs there (and in the manifest, which has the page's
    digest), the third from the second in nothing."""
    out = trial.path("kept")
    runs = [contents(trial.report(CLEAN, out=out).place) for _ in range(3)]
    trial.expect(runs[0] == wanted, f"a new folder: another {first_difference(wanted, runs[0])}")
    other = [os.path.basename(name) for name in sorted(set(wanted) | set(runs[1])) if wanted.get(name) != runs[1].get(name)]
    trial.expect(sorted(other) == ["manifest.json", "本次结果.html"], f"an output folder written before: other {other}")
    trial.expect(runs[1] == runs[2], f"an output folder written twice before: another {first_difference(runs[1], runs[2])}")


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
    alone, others = hostile(trial)
    for name, value in alone:
        again(f"{name}={value}", environment={**plain, name: value})
    old = trial.ledger("old")                          # the environment says from which folder its converter is loaded
    write(os.path.join(old, "requests.csv"), read(os.path.join(CLEAN, "requests.csv")).encode("gb18030"))
    runs = [trial.report(old, "-q", environment=environment) for environment in (plain, {**plain, **others})]
    trial.expect(runs[0].code == 0 and contents(runs[0].place) == contents(runs[1].place) and not runs[1].err, f"{others}: {tail(runs[1].err)}")
    again("files of another day", ledger=fresh_copy(trial, "copy"))
    again("a relative ledger in another folder", ledger="ledger", cwd=elsewhere)
    again("a ledger with a slash behind it", ledger=CLEAN + "/")
    into_the_same_folder(trial, wanted)
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
