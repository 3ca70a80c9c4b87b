"""What the bench's runners share: building, and the least CPU time of several runs."""
import os
import shutil
import subprocess
import sys

BENCH = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(BENCH)
WORK = os.path.join(ROOT, "build", "bench")
BUILD = os.path.join(ROOT, "build", "release")
PROGRAM = os.path.join(BUILD, "src", "nianbao")
DUCKDB = "@duckdb/node-api@1.5.6-r.1"


def prepare(targets, scripts):
    """Builds the release and the bench's own programs, and installs DuckDB for the scripts."""
    subprocess.run(["cmake", "--preset", "release"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", BUILD, "--target", "nianbao", *targets], check=True, stdout=subprocess.DEVNULL)
    os.makedirs(WORK, exist_ok=True)
    if not os.path.isdir(os.path.join(WORK, "node_modules", "@duckdb")):
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", WORK, DUCKDB], check=True)
    for script in scripts:
        shutil.copy(os.path.join(BENCH, script), WORK)         # node looks for packages beside the script


def time_once(command, cwd, stdin):
    """CPU seconds, seconds by the clock and MB of memory of one run, and what it printed."""
    with open(stdin or os.devnull, "rb") as source, open(os.path.join(WORK, "printed"), "w+b") as printed:
        begun = os.times().elapsed
        process = subprocess.Popen(command, cwd=cwd, stdin=source, stdout=printed, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        took = os.times().elapsed - begun
        printed.seek(0)
        return process.returncode, usage.ru_utime + usage.ru_stime, took, usage.ru_maxrss / 1024, printed.read().decode()


def measure(command, times, allowed=(0,), cwd=None, stdin=None):
    best = None
    for _ in range(times):
        code, cpu, took, memory, printed = time_once(command, cwd, stdin)
        if code not in allowed:
            sys.exit(f"bench: {' '.join(command)}: exit code {code}")
        if best is None or cpu < best[0]:
            best = (cpu, took, memory, printed)
    return best
