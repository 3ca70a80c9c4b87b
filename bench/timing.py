"""What the bench's runners share: building, and the least CPU time of several rounds."""
import collections
import os
import re
import shutil
import subprocess
import sys

BENCH = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(BENCH)
WORK = os.path.join(ROOT, "build", "bench")
BUILD = os.path.join(ROOT, "build", "release")
PROGRAM = os.path.join(BUILD, "src", "nianbao")
PYTHON = "/usr/bin/python3"                            # it has Debian's packages
NODE_PACKAGES = {"duckdb": "@duckdb/node-api@1.5.6-r.1", "sheetjs": "xlsx@0.18.5"}
FOLDERS = {"duckdb": "@duckdb/node-api", "sheetjs": "xlsx"}

# One command: `before` is called before each run; `allowed` are its exit codes. None as a command is a peer that this machine lacks.
Job = collections.namedtuple("Job", "what command allowed cwd stdin before", defaults=[(0,), None, None, None])
Result = collections.namedtuple("Result", "cpu took memory printed")


def prepare(targets, scripts):
    """Builds the release and the bench's own programs, and installs the packages of node that the scripts need."""
    subprocess.run(["cmake", "--preset", "release"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", BUILD, "--target", "nianbao", *targets], check=True, stdout=subprocess.DEVNULL)
    os.makedirs(WORK, exist_ok=True)
    absent = [package for name, package in NODE_PACKAGES.items() if scripts and not has(name)]
    if absent and not (shutil.which("npm") and not subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", WORK, *NODE_PACKAGES.values()]).returncode):
        print(f"bench: cannot install {', '.join(absent)}: its rows stay empty", file=sys.stderr)
    for script in scripts:
        shutil.copy(os.path.join(BENCH, script), WORK)         # node looks for packages beside the script


def has(peer):
    """Whether this machine has a peer: a package of node, a module of Debian's Python, or a program."""
    if peer in FOLDERS:
        return bool(shutil.which("node")) and os.path.isdir(os.path.join(WORK, "node_modules", FOLDERS[peer]))
    if peer in ("xlsxwriter", "reportlab", "openpyxl"):
        return not subprocess.run([PYTHON, "-c", f"import {peer}"], stderr=subprocess.DEVNULL).returncode
    return bool(shutil.which(peer))


def tell_absent(peers):
    """Says once which packages of Debian the peers need."""
    packages = {"sqlite3": "sqlite3", "valgrind": "valgrind", "xlsxwriter": "python3-xlsxwriter", "reportlab": "python3-reportlab", "openpyxl": "python3-openpyxl",
                "xlsx2csv": "xlsx2csv", "soffice": "libreoffice-writer-nogui"}
    absent = [packages[peer] for peer in peers if not has(peer)]
    if absent:
        print(f"bench: rows stay empty without: apt-get install {' '.join(absent)}", file=sys.stderr)


def time_once(job):
    with open(job.stdin or os.devnull, "rb") as source, open(os.path.join(WORK, "printed"), "w+b") as printed:
        begun = os.times().elapsed
        process = subprocess.Popen(job.command, cwd=job.cwd, stdin=source, stdout=printed, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        took = os.times().elapsed - begun
        if process.returncode not in job.allowed:
            sys.exit(f"bench: {' '.join(job.command)}: exit code {process.returncode}")
        printed.seek(0)
        return Result(usage.ru_utime + usage.ru_stime, took, usage.ru_maxrss / 1024, printed.read().decode())


def rounds(jobs, times):
    """Runs all jobs in turn, several times, so that a busy minute hits each. The result of each is its run of least CPU time; None without a command."""
    best = [None] * len(jobs)
    for _ in range(times):
        for i, job in enumerate(jobs):
            if not job.command:
                continue
            if job.before:
                job.before()
            result = time_once(job)
            if best[i] is None or result.cpu < best[i].cpu:
                best[i] = result
    return best


def instructions(job):
    """How many instructions the job takes, or None without valgrind. They do not depend on what else the machine does."""
    if not job.command or not has("valgrind"):
        return None
    if job.before:
        job.before()
    with open(job.stdin or os.devnull, "rb") as source:
        run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *job.command], cwd=job.cwd, stdin=source,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode not in job.allowed or not found:
        sys.exit(f"bench: callgrind: {' '.join(job.command)}: exit code {run.returncode}")
    return int(found[1])


def apart(work, *of):
    """Does it in a process of its own: what this one holds would count as memory of the programs that it starts."""
    process = os.fork()
    if not process:
        try:
            work(*of)
            os._exit(0)
        except SystemExit as end:
            print(end.code, file=sys.stderr, flush=True)
            os._exit(1)
    if os.waitpid(process, 0)[1]:
        sys.exit(1)
