"""Last year's kept store gives the same results as last year's ledger. The program only reads it, and refuses a wrong one with a message.

    python3 tests/faults/kept_store.py PROGRAM
"""
import json
import os
import shutil
import sqlite3
import stat

from trial import AGENCY, AS_OF, CLEAN, ROOT, Trial, tail

LAST = os.path.join(ROOT, "tests", "cases", "previous", "last")
# Breaks every check of the carry-over: one request lost, one invented, one answered in between with another date and kind.
EDIT = {"requests.csv": [("NH-2024-009,,%s,A1" % AGENCY, "NH-2024-090,,%s,B1" % AGENCY), ("NH-2025-001,,%s,A1" % AGENCY, "NH-2024-010,,%s,B1" % AGENCY),
                         ("C1,2025-01-06,,,,2025-01-06", "C1,2024-12-30,,,,2024-12-30")]}


def keep(trial, ledger, name, year, as_of):
    path = trial.path(name)
    run = trial.run("check", ledger, "--year", year, "--as-of", as_of, "--store", path, "-q")
    trial.expect(run.code <= 1, f"{name} was not kept: {tail(run.err)}")
    return path


def findings(trial, ledger, previous):
    run = trial.run("check", ledger, "--year", "2025", "--as-of", AS_OF, "--previous", previous, "--json", "-q")
    found = json.loads(run.out) if run.code <= 1 else []
    return run, [{k: (v or "").replace(os.path.basename(previous), "LAST") if k == "expected" else v for k, v in f.items()} for f in found]


def same_as_the_ledger(trial, store):
    changed = trial.ledger("changed", edit=EDIT)
    by_store, by_ledger = findings(trial, changed, store), findings(trial, changed, LAST)
    trial.expect(by_store[0].code == by_ledger[0].code == 1, f"exits {by_store[0].code} and {by_ledger[0].code}: {tail(by_store[0].err)}")
    trial.expect(by_store[1] == by_ledger[1], "store and ledger give other findings")
    found = sorted({f["id"] for f in by_store[1]} & {"E11", "E12", "E13", "E14", "E15"})
    trial.expect(found == ["E11", "E12", "E13", "E14", "E15"], f"found only {found}")
    clean, none = findings(trial, CLEAN, store)
    trial.expect(clean.code == 0 and not none, f"the clean ledger has {none}")


def only_read(trial, store):
    before = open(store, "rb").read()
    os.chmod(store, 0o400)
    folder = trial.path("locked")
    os.mkdir(folder)
    shutil.copy2(store, folder)
    os.chmod(folder, 0o500)
    run, _ = findings(trial, CLEAN, os.path.join(folder, "last.db"))
    trial.expect(run.code == 0, f"a store that cannot be written is not read: {tail(run.err)}")
    trial.expect(os.listdir(folder) == ["last.db"], f"something was left beside it: {os.listdir(folder)}")
    trial.expect(open(store, "rb").read() == before, "the store was changed")
    os.chmod(folder, 0o700)
    os.chmod(store, 0o600)


def changed_copy(trial, store, name, *statements):
    path = trial.path(name)
    shutil.copyfile(store, path)
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()
    return path


def damaged_copy(trial, store, name, at, length):
    data = bytearray(open(store, "rb").read())
    data[at:at + length] = b"\xA5" * length
    path = trial.path(name)
    with open(path, "wb") as out:
        out.write(data)
    return path


def refused(trial, path, words):
    run, _ = findings(trial, CLEAN, path)
    trial.expect(run.code == 2 and words in run.err and path in run.err, f"{os.path.basename(path)}: exit {run.code}: {tail(run.err)}")


def refusals(trial, store):
    refused(trial, keep(trial, CLEAN, "this.db", "2025", AS_OF), "是2025年的记录库，这里要2024年的")
    refused(trial, keep(trial, LAST, "november.db", "2024", "2024-11-20"), "只统计到2024-11-20")
    refused(trial, changed_copy(trial, store, "other.db", "PRAGMA application_id = 7"), "损坏了，或被改动过")
    refused(trial, changed_copy(trial, store, "version.db", "PRAGMA user_version = 7"), "另一个版本的程序")
    refused(trial, changed_copy(trial, store, "view.db", "DROP TABLE requests", "CREATE VIEW requests AS SELECT 1 AS no"), "损坏了，或被改动过")
    refused(trial, changed_copy(trial, store, "unfinished.db", "DELETE FROM run"), "没有做完")
    refused(trial, changed_copy(trial, store, "stranger.db", "UPDATE agencies SET code = 'X', name = '别的机关'", "DROP TABLE kept_digest", "DROP TABLE kept_problems"), "里面没有本机关2024年的记录")
    for name, change in (("value", "UPDATE requests SET registered = registered + 1 WHERE id = 1"), ("row", "DELETE FROM requests WHERE id = (SELECT max(id) FROM requests)")):
        refused(trial, changed_copy(trial, store, f"{name}.db", change), "被改动过（内容与留下时的不一样）")
    refused(trial, changed_copy(trial, store, "digest.db", "DELETE FROM kept_digest"), "被改动过（kept_digest）")
    of_earlier, _ = findings(trial, CLEAN, changed_copy(trial, store, "earlier.db", "DROP TABLE kept_digest", "DROP TABLE kept_problems"))      # as 0.7 kept them
    trial.expect(of_earlier.code == 0, f"a store without a digest: exit {of_earlier.code}: {tail(of_earlier.err)}")
    refused(trial, damaged_copy(trial, store, "damaged.db", os.path.getsize(store) - 4096, 4096), "损坏了")
    refused(trial, damaged_copy(trial, store, "head.db", 16, 84), "损坏了")
    half = trial.path("half.db")
    with open(store, "rb") as whole, open(half, "wb") as copy:
        copy.write(whole.read(os.path.getsize(store) // 2))
    refused(trial, half, "half.db 是 --store 留下的记录库，损坏了")
    empty = trial.path("empty.db")
    sqlite3.connect(empty).execute("CREATE TABLE t(x)").connection.close()
    refused(trial, empty, "里没有台账的表")


def what_is_no_store(trial):
    """--store with the name of a ledger, a workbook or a text: it may be the office's only copy."""
    ledger = trial.ledger("by-mistake", files={"short.txt": "x", "none.db": ""})
    for name, taken in (("requests.csv", False), ("overview.md", False), ("short.txt", False), ("none.db", True), ("new.db", True)):
        path = os.path.join(ledger, name)
        before = open(path, "rb").read() if os.path.exists(path) else None
        run = trial.run("check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--store", path, "-q")
        after = open(path, "rb").read()
        if taken:
            trial.expect(run.code == 0 and after.startswith(b"SQLite format 3"), f"--store {name}: exit {run.code}: {tail(run.err)}")
        else:
            trial.expect(run.code == 3 and "不是记录库，没有改动" in run.err and after == before, f"--store {name}: exit {run.code}, changed {after != before}: {tail(run.err)}")

    pipe = trial.path("pipe")                          # devices are like it, and root could replace them
    os.mkfifo(pipe)
    run = trial.run("check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--store", pipe, "-q")
    trial.expect(run.code == 3 and "不是记录库，没有改动" in run.err and stat.S_ISFIFO(os.lstat(pipe).st_mode), f"--store on a pipe: exit {run.code}: {tail(run.err)}")


def main():
    trial = Trial("kept-store")
    store = keep(trial, LAST, "last.db", "2024", "2025-01-20")
    same_as_the_ledger(trial, store)
    only_read(trial, store)
    refusals(trial, store)
    what_is_no_store(trial)
    trial.end()


if __name__ == "__main__":
    main()
