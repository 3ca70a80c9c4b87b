"""The line that says what is being done: only on a terminal, only after a second, and gone when the run is over."""
import concurrent.futures
import fcntl
import os
import pty
import re
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))
CLEAN = os.path.join(ROOT, "tests", "clean")
AGENCY = "11369925007314088N"
PROGRAM = os.path.abspath(sys.argv[1])
ERASE = "\r\x1b[K"
HELD, LONGEST = 2.5, 60                                # seconds


def hold_lock(out):
    """As another run that is writing there would."""
    folder = os.path.join(out, "2025", AGENCY)
    os.makedirs(folder)
    lock = open(os.path.join(folder, ".nianbao-lock"), "w", encoding="utf-8")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def release(lock):
    os.remove(lock.name)
    lock.close()


def run(words, held, terminal, work, term="xterm", ledger=CLEAN):
    """A report whose run waits for a lock, that many seconds or until those words are seen: what came on stderr, and on stdout."""
    out = os.path.join(work, "out")
    environment = {name: value for name, value in os.environ.items() if name != "TERM"}
    if term:
        environment["TERM"] = term
    lock = hold_lock(out)
    ours, theirs = pty.openpty() if terminal else os.pipe()
    started = time.monotonic()
    with tempfile.TemporaryFile() as printed:
        child = subprocess.Popen([PROGRAM, "report", ledger, "--year", "2025", "--as-of", "2026-01-20", "-o", out, *words],
                                 stdout=printed, stderr=theirs, env=environment)
        os.close(theirs)
        said, released = b"", False
        os.set_blocking(ours, False)
        while True:
            passed = time.monotonic() - started
            if not released and (held in said.decode(errors="ignore") or passed > LONGEST if isinstance(held, str) else passed > held):
                release(lock)
                released = True
            ended = child.poll() is not None
            try:
                said += os.read(ours, 65536)
            except BlockingIOError:
                pass
            except OSError:                            # a terminal whose other side is closed
                pass
            if ended and released:
                break
            time.sleep(0.01)
        os.close(ours)
        printed.seek(0)
        assert child.returncode == 0, (child.returncode, said)
        subprocess.run(["rm", "-r", out], check=True)
        return said.decode().replace("\r\n", "\n"), printed.read().decode()


def seen(said):
    """What a terminal shows in the end: each erased line is gone."""
    return re.sub("[^\n\r]*" + re.escape(ERASE), "", said)


def two_ledgers(work):
    """A folder with two ledgers: the clean one, and the same of another office."""
    folder, other = os.path.join(work, "two"), "11369925007315128Q"
    for name, code in (("a", AGENCY), ("b", other)):
        os.makedirs(os.path.join(folder, name))
        for file in os.listdir(CLEAN):
            with open(os.path.join(CLEAN, file), encoding="utf-8") as source, open(os.path.join(folder, name, file), "w", encoding="utf-8") as copy:
                copy.write(source.read().replace(AGENCY, code).replace("农业农村局", "农业农村局" if name == "a" else "林业局"))
    return folder


def main():
    faults = []
    with tempfile.TemporaryDirectory() as work, concurrent.futures.ThreadPoolExecutor() as together:
        def begin(name, *how, **more):
            return together.submit(run, *how, os.path.join(work, name), **more)
        runs = {"quick": begin("quick", [], 0, True), "slow": begin("slow", [], "写各种文件……", True), "piped": begin("piped", [], HELD, False),
                "quiet": begin("quiet", ["-q"], HELD, True), "dumb": begin("dumb", [], HELD, True, term="dumb"), "unnamed": begin("unnamed", [], HELD, True, term=None),
                "many": begin("many", [], "已处理台账", True, ledger=two_ledgers(work))}
        said = {name: one.result()[0].replace(os.path.join(work, name), "") for name, one in runs.items()}
        printed = {name: one.result()[1].replace(os.path.join(work, name), "") for name, one in runs.items()}
    if ERASE + "写各种文件……" not in said["slow"]:
        faults.append(f"nothing was said of what is being done: {said['slow']!r}")
    if not re.search(re.escape(ERASE) + "已处理台账 [01] / 2", said["many"]):
        faults.append(f"nothing was said of how many ledgers are done: {said['many']!r}")
    for name in ("slow", "many"):
        if re.search("……|已处理台账", seen(said[name])):
            faults.append(f"something is left of the line: {seen(said[name])!r}")
    if seen(said["slow"]) != seen(said["quick"]):
        faults.append(f"a line changes what else is said: {seen(said['slow'])!r}")
    for name in ("piped", "dumb", "unnamed"):
        if re.search("\r|\x1b.K|……|已处理", said[name]):
            faults.append(f"{name}: a line was drawn: {said[name]!r}")
    if said["quiet"]:
        faults.append(f"-q says nothing: {said['quiet']!r}")
    if len({printed[name] for name in ("quick", "slow", "piped")}) != 1:
        faults.append("what is printed on stdout depends on the time")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


sys.exit(main())
