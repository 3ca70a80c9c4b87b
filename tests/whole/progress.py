"""The line that says what is being done: only on a terminal, only after a second, and gone when the run is over."""
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


def run(words, seconds_held, terminal, work):
    """A report whose run waits that long for a lock: what came on stderr, and on stdout."""
    out = os.path.join(work, "out")
    lock = hold_lock(out)
    ours, theirs = pty.openpty() if terminal else os.pipe()
    started = time.monotonic()
    with tempfile.TemporaryFile() as printed:
        child = subprocess.Popen([PROGRAM, "report", CLEAN, "--year", "2025", "--as-of", "2026-01-20", "-o", out, *words],
                                 stdout=printed, stderr=theirs)
        os.close(theirs)
        said, released = b"", False
        os.set_blocking(ours, False)
        while True:
            if not released and time.monotonic() - started > seconds_held:
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


def main():
    faults = []
    with tempfile.TemporaryDirectory() as work:
        quick, listed = run([], 0, True, work)
        slow, also_listed = run([], 3, True, work)
        piped, piped_listed = run([], 3, False, work)
        quiet, _ = run(["-q"], 3, True, work)
        if ERASE + "写各种文件……" not in slow:
            faults.append(f"nothing was said of what is being done: {slow!r}")
        if seen(slow) != seen(quick) or "……" in seen(slow):
            faults.append(f"something is left of the line: {seen(slow)!r}")
        if "\r" in piped or "\x1b" in piped or "……" in piped:
            faults.append(f"a pipe is no terminal: {piped!r}")
        if quiet:
            faults.append(f"-q says nothing: {quiet!r}")
        if not listed == also_listed == piped_listed:
            faults.append("what is printed on stdout depends on the time")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


sys.exit(main())
