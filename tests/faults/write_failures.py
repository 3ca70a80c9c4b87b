"""The program cannot write: it ends with exit 4 and a Chinese message, keeps the files of the run before, and leaves nothing half-written.

    python3 tests/faults/write_failures.py PROGRAM

Full and read-only disks need a mount of their own: the test runs itself again in a user namespace where the system
allows one, and says so where it does not.
"""
import os
import resource
import shutil
import subprocess
import sys

from trial import CLEAN, Trial, contents, read, tail, write

INSIDE = "NIANBAO_TEST_NAMESPACE"
SIZE = 4 << 20


def limited(what, value):
    return lambda: resource.setrlimit(what, (value, value))


def hidden(files):
    return [name for name in files if os.path.basename(name).startswith(".")]


def check_failed(trial, what, run, before, out, code=4):
    """Checks that the run failed as expected and that `out` is unchanged."""
    trial.expect(run.code == code, f"{what}: exit {run.code}: {tail(run.err, 2)}")
    trial.expect(run.code == 0 or run.err.strip(), f"{what}: not a word")
    after = contents(out)
    trial.expect(not hidden(after), f"{what}: left {hidden(after)[:3]}")
    changed = sorted(name for name in set(before) | set(after) if before.get(name) != after.get(name))
    trial.expect(not changed, f"{what}: changed {changed[:3]}")


def before_and_out(trial, name):
    out = trial.path(name)
    run = trial.report(CLEAN, out=out, as_of="2026-01-19")
    trial.expect(run.code in (0, 1), f"{name}: exit {run.code}: {tail(run.err)}")
    return contents(out), out


def in_the_way(trial):
    for name in ("report.json", "manifest.json", "deadlines.csv"):
        before, out = before_and_out(trial, "way-" + name)
        place = os.path.join(out, "2025", "11369925007314088N", name)
        os.remove(place)
        os.makedirs(os.path.join(place, "x"))
        before = contents(out)
        check_failed(trial, f"a folder named {name}", trial.report(CLEAN, out=out), before, out)
    write(trial.path("file"), "")
    run = trial.report(CLEAN, out=trial.path("file"))
    trial.expect(run.code == 4 and "Traceback" not in run.err, f"-o FILE: exit {run.code}")
    run = trial.report(CLEAN, out=trial.path("file", "below"))
    trial.expect(run.code == 4, f"-o below a FILE: exit {run.code}")
    os.symlink(trial.path("nowhere"), trial.path("dangling"))
    run = trial.report(CLEAN, out=trial.path("dangling"))
    trial.expect(run.code in (0, 4), f"-o a dangling link: exit {run.code}")
    os.makedirs(trial.path("store.db"))
    before, out = before_and_out(trial, "store")
    run = trial.report(CLEAN, "--store", trial.path("store.db"), out=out)
    trial.expect(run.code == 4, f"--store a folder: exit {run.code}")
    trial.expect(not hidden(contents(trial.work)), "--store a folder: a temporary file was left")


def streams(trial):
    before, out = before_and_out(trial, "streams")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([trial.program, "report", CLEAN, "--year", "2025", "--as-of", "2026-01-19", "-o", out], stdout=full,
                              stderr=subprocess.DEVNULL, check=False)
        trial.expect(done.returncode == 4, f"stdout full: exit {done.returncode}")
        done = subprocess.run([trial.program, "check", CLEAN, "--year", "2025", "--as-of", "2026-01-19", "--json"], stdout=full,
                              stderr=subprocess.DEVNULL, check=False)
        trial.expect(done.returncode == 4, f"--json, stdout full: exit {done.returncode}")
    for closed in (">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
        out = trial.path("closed" + closed.replace(" ", ""))
        command = f'"$0" report "$1" --year 2025 --as-of 2026-01-19 -o "$2" --store "$2.db" {closed}'
        done = subprocess.run(["sh", "-c", command, trial.program, CLEAN, out], capture_output=True, check=False)
        trial.expect(done.returncode in (0, 4), f"{closed}: exit {done.returncode}")
        now = contents(out)
        trial.expect(not now or now == before, f"{closed}: other files")
    command = '"$0" report "$1" --year 2025 --as-of 2026-01-19 -o "$2" --store "$2.db" 2>&1 >/dev/null | true'
    out = trial.path("pipe")
    subprocess.run(["sh", "-c", command, trial.program, CLEAN, out], capture_output=True, check=False)
    left = hidden(contents(trial.work))
    trial.expect(not left, f"a reader that went away: left {left[:3]}")


def too_large(trial):
    """A limit on the size of files replaces a full disk where the test cannot mount one."""
    before, out = before_and_out(trial, "limit")
    sizes = [len(data) for data in before.values()]
    for limit in sorted({0, 1, 1000, 4096, *(size - 1 for size in sizes)}):
        run = trial.report(CLEAN, out=out, preexec_fn=limited(resource.RLIMIT_FSIZE, limit))
        check_failed(trial, f"no file over {limit} bytes", run, before, out)


def kept_too_large(trial):
    """The store that is kept does not fit: SQLite's own words say that in English."""
    for limit in (0, 100_000):
        run = trial.report(CLEAN, "--store", trial.path("kept.db"), preexec_fn=limited(resource.RLIMIT_FSIZE, limit))
        trial.expect(run.code == 4 and "读写出错" in run.err and "腾出地方" in run.err and "I/O" not in run.err, f"--store, no file over {limit} bytes: exit {run.code}: {tail(run.err, 1)}")
        trial.expect(not os.path.exists(trial.path("kept.db")), f"--store, no file over {limit} bytes: one was kept")


def spilled(trial):
    """Columns that exceed the memory set aside for them go into a file in the temporary folder."""
    lines = read(os.path.join(CLEAN, "catalogue.csv")).splitlines()
    cells, place = lines[1].split(","), lines[0].split(",").index("内容概述")
    rows = (",".join([f"QH0311/2018-1{i:04}", *cells[1:place], f"概述{i}" + "概述" * 5000, *cells[place + 1:]]) for i in range(1200))
    large = trial.ledger("large", files={"catalogue.csv": "\n".join([*lines, *rows]) + "\n"})
    before, out = before_and_out(trial, "spilled")
    run = trial.report(large, out=out, preexec_fn=limited(resource.RLIMIT_FSIZE, 1 << 20))
    check_failed(trial, "no temporary file over 1 MB", run, before, out)
    trial.expect("TMPDIR" in run.err and "文件过大" in run.err, f"no temporary file over 1 MB: {tail(run.err, 1)}")


def little_memory(trial):
    with open(trial.program, "rb") as program:
        if b"__asan_init" in program.read():
            return
    _, out = before_and_out(trial, "memory")
    trial.report(CLEAN, out=out, as_of="2026-01-19")   # from the second run on, the page of results says that nothing has changed
    before = contents(out)

    def fits(kilo):
        run = trial.report(CLEAN, out=out, as_of="2026-01-19", preexec_fn=limited(resource.RLIMIT_AS, kilo << 10))
        if run.code == 127 or "error while loading shared libraries" in run.err:
            return False
        trial.expect(run.code in (0, 4), f"{kilo} kB: exit {run.code}: {tail(run.err, 2)}")
        after = contents(out)
        trial.expect(after == before, f"{kilo} kB: other files, or {hidden(after)[:2]} left")
        return run.code == 0

    limits = [mega << 10 for mega in (16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 256)]
    enough = next((kilo for kilo in limits if fits(kilo)), None)
    if not trial.expect(enough, "256 MB are not enough"):
        return
    little = limits[limits.index(enough) - 1]
    while enough - little > 256:                       # where the last steps fail: the PDF driver cuts fonts down after drawing
        middle = (enough + little) // 2
        enough, little = (middle, little) if fits(middle) else (enough, middle)
    for kilo in range(little - 4096, little, 512):
        fits(kilo)


# ---- in a namespace of its own

def mount(trial, name, *options):
    place = trial.path(name)
    os.makedirs(place, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", *options, "none", place], check=True)
    return place


def full_disk(trial):
    place = mount(trial, "disk", "-o", f"size={SIZE}")
    out, filler = os.path.join(place, "out"), os.path.join(place, "filler")
    run = trial.report(CLEAN, out=out, as_of="2026-01-19")
    trial.expect(run.code == 0, f"disk: exit {run.code}")
    before = contents(out)
    total = sum(len(data) for data in before.values())
    for left in (0, 4096, *range(20000, total, 40000)):
        free = shutil.disk_usage(place).free
        with open(filler, "wb") as fill:
            fill.write(b"x" * max(0, free - left))
        check_failed(trial, f"disk with {left} bytes left", trial.report(CLEAN, out=out), before, out)
        store = os.path.join(place, "records.db")
        run = trial.report(CLEAN, "--store", store, out=trial.path("elsewhere"))
        trial.expect(run.code == 0 or (run.code == 4 and not os.path.exists(store)), f"store with {left} bytes left: exit {run.code}: {tail(run.err, 2)}")
        trial.expect(not hidden(os.listdir(place)), f"store with {left} bytes left: left {hidden(os.listdir(place))}")
        for file in (filler, store):
            if os.path.exists(file):
                os.remove(file)
    run = trial.report(CLEAN, out=out)
    trial.expect(run.code == 0, f"disk with room again: exit {run.code}")


def read_only(trial):
    place = mount(trial, "locked", "-o", f"size={SIZE}")
    out = os.path.join(place, "out")
    trial.report(CLEAN, out=out, as_of="2026-01-19")
    before = contents(out)
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    check_failed(trial, "read-only disk", trial.report(CLEAN, out=out), before, out)
    check_failed(trial, "read-only disk, new folder", trial.report(CLEAN, out=os.path.join(place, "new")), before, out)
    run = trial.run("check", CLEAN, "--year", "2025", "--as-of", "2026-01-20", cwd=place)
    trial.expect(run.code == 0, f"check on a read-only disk: exit {run.code}")


def main():
    if os.environ.get(INSIDE):
        trial = Trial("write_failures, mounts")
        full_disk(trial)
        read_only(trial)
        subprocess.run(["umount", trial.path("disk"), trial.path("locked")], check=True)
        trial.end()
    trial = Trial("write_failures")
    in_the_way(trial)
    streams(trial)
    too_large(trial)
    kept_too_large(trial)
    spilled(trial)
    little_memory(trial)
    if shutil.which("unshare") and subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", trial.work], capture_output=True, check=False).returncode == 0:
        done = subprocess.run(["unshare", "-rm", sys.executable, os.path.abspath(__file__), trial.program], env={**os.environ, INSIDE: "1"}, check=False)
        trial.expect(done.returncode == 0, "full or read-only disk")
    else:
        print("write_failures: no mounts here, full and read-only disks were not tried")
    trial.end()


if __name__ == "__main__":
    main()
