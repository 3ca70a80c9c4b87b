"""Small disks for the temporary folder and the output folder: the program writes whole documents or none, and says why.

    python3 tests/faults/small_disk.py PROGRAM [--trials N]

Every command first writes with plenty of space: other programs must find these documents whole. Then the script tries N sizes
of a small disk over /tmp and /var/tmp, and N sizes of one that holds the output folder. The program must write the same bytes, or
end with exit 4 and a message and leave nothing. It must print the same too. Disks are mounted in a
user namespace where the system allows one.
"""
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

TRIALS = int(sys.argv[3]) if sys.argv[2:3] == ["--trials"] else 1
del sys.argv[2:]

from trial import AGENCY, CLEAN, NAME, ROOT, Trial, contents, read, tail, write  # noqa: E402  (takes the program and nothing else)

INSIDE = "NIANBAO_TEST_NAMESPACE"
COUNTY = os.path.join(ROOT, "tests", "county")
PLACE = "/mnt"                                        # the inputs lie here, because the small disk covers /tmp
FIRST_SIZES = [28, 4, 16, 40, 52]                     # kilobytes; then any


def commands(batch, ready):
    year = ["--year", "2025", "--as-of", "2026-02-19"]
    with open(os.path.join(COUNTY, "agencies.csv"), encoding="utf-8-sig") as source:
        government = source.read().splitlines()[1].split(",")[0]
    return {
        "report": lambda out: ["report", os.path.join(ROOT, "data", "sample"), *year, "-o", out],
        "batch": lambda out: ["report", batch, *year, "-v", "-o", out],
        "mark": lambda out: ["check", os.path.join(ROOT, "data", "sample"), *year, "--mark", "-o", out],
        "check": lambda out: ["check", CLEAN, *year, "--json"],
        "init": lambda out: ["init", os.path.join(out, "台账.xlsx")],
        "compare": lambda out: ["compare", os.path.join(COUNTY, "报送"), "--as-of", "2026-02-19", "-o", out],
        "archive": lambda out: ["archive", ready, "--fonds", os.path.join(PLACE, "全宗.yaml"), "-o", out],
        "rollup": lambda out: ["rollup", COUNTY, *year, "--parent", government, "-o", out],
    }


def fault_of(name, data):
    """What other programs find wrong with a document; None when it is whole."""
    try:
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                for part in book.namelist():
                    ElementTree.fromstring(book.read(part))
        elif name.endswith(".json"):
            json.loads(data)
        elif name.endswith((".html", ".xml", ".XML")):
            ElementTree.fromstring(data)
        elif name.endswith(".csv"):
            assert data.decode("utf-8").endswith("\n" if name.startswith("其他/") else "\r\n")   # calendars as they are shipped
        elif name.endswith(".pdf") and shutil.which("qpdf"):
            with open(os.path.join(PLACE, "a.pdf"), "wb") as target:
                target.write(data)
            done = subprocess.run(["qpdf", "--check", target.name], capture_output=True, check=False)
            assert done.returncode == 0, done.stderr.decode()
        return None
    except (AssertionError, ValueError, KeyError, EOFError, ElementTree.ParseError, zipfile.BadZipFile) as error:
        return str(error) or type(error).__name__


class Disk:
    def __init__(self, kilobytes, *places):
        self.places = places
        for place in places:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", place], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for place in self.places:
            subprocess.run(["umount", place], check=True)


def shown(run, out):
    """The printed text, without the name of the folder."""
    return [text.replace(out, "OUT") for text in (run.out, run.err)]


def attempt(trial, what, words, wanted, out):
    """Compares a run on a small disk with `wanted`, the run with enough space."""
    run = trial.run(*words(out), out=out)
    left, (code, printed, files) = contents(out), wanted
    if run.code == 4:
        trial.expect(re.search("nianbao: [^\n]*[一-鿿]", run.err), f"{what}: exit 4 without words: {tail(run.err)}")
        if what.startswith("batch"):                   # each ledger on its own
            folders = {os.path.dirname(file) for file in left}
            files = {file: data for file, data in files.items() if os.path.dirname(file) in folders}
            trial.expect(left == files, f"{what}: exit 4, left {sorted(set(left) ^ set(files))[:3]}")
        else:
            trial.expect(not os.listdir(out), f"{what}: exit 4, left {sorted(os.listdir(out))} {sorted(left)[:3]}")
        return
    trial.expect(run.code == code, f"{what}: exit {run.code}, not {code}: {tail(run.err)}")
    trial.expect(shown(run, out) == printed, f"{what}: printed other words")
    trial.expect(sorted(left) == sorted(files), f"{what}: other files: {sorted(set(left) ^ set(files))[:4]}")
    broken = {name: fault_of(name, data) for name, data in left.items() if files.get(name) != data}
    trial.expect(not broken, f"{what}: exit {run.code}, other documents: {dict(list(broken.items())[:3])}")


def with_room(trial, name, words, out):
    os.makedirs(out)
    run = trial.run(*words(out), out=out)
    files = contents(out)
    trial.expect(run.code in (0, 1), f"{name}: exit {run.code}: {tail(run.err)}")
    trial.expect(files or name == "check", f"{name}: wrote nothing")
    for file, data in files.items():
        fault = fault_of(file, data)
        trial.expect(fault is None, f"{name}: {file}: {fault}")
    if any(os.path.basename(file) == "manifest.json" for file in files):
        verified = trial.run("verify", out)
        trial.expect(verified.code == 0, f"{name}: verify: exit {verified.code}: {tail(verified.out)}")
    return run.code, shown(run, out), files


def small_disks(trial):
    chance = random.Random(28)
    covered = ["/tmp", "/var/tmp"]
    if any(path.startswith(folder + "/") for path in (ROOT, trial.program) for folder in covered):
        covered = [os.path.join(PLACE, "tmp")]
        os.makedirs(covered[0])
    trial.environment["TMPDIR"] = covered[0]
    batch = os.path.join(PLACE, "batch")
    for name, code in ((NAME, AGENCY), ("江州市清河县农业局", "11369925MB001000XL")):
        shutil.copytree(CLEAN, os.path.join(batch, name))
        for file in (os.path.join(batch, name, file) for file in os.listdir(CLEAN)):
            write(file, read(file).replace(AGENCY, code).replace(NAME, name))
    ready = os.path.join(PLACE, "ready")
    trial.run("report", CLEAN, "--year", "2025", "--as-of", "2026-02-19", "-o", ready)
    write(os.path.join(PLACE, "全宗.yaml"), "全宗号: J012\n")
    all_of = {name: (words, with_room(trial, name, words, os.path.join(PLACE, "room-" + name))) for name, words in commands(batch, ready).items()}
    for i in range(TRIALS):
        size = FIRST_SIZES[i] if i < len(FIRST_SIZES) else chance.randrange(4, 400, 4)
        for name, (words, wanted) in all_of.items():
            out = os.path.join(PLACE, f"scratch-{name}-{i}")
            os.makedirs(out)
            with Disk(size, *covered):
                attempt(trial, f"{name}, temporary folder of {size} KB", words, wanted, out)
            shutil.rmtree(out)
        for name, (words, wanted) in all_of.items():
            total = sum(len(data) + 4096 for data in wanted[2].values()) // 1024 + 8
            size = chance.randrange(4, total + total // 4, 4)
            out = os.path.join(PLACE, "disk")
            os.makedirs(out, exist_ok=True)
            with Disk(size, out):
                attempt(trial, f"{name}, output folder of {size} KB", words, wanted, out)


def main():
    trial = Trial("small_disk")
    if os.environ.get(INSIDE):
        subprocess.run(["mount", "-t", "tmpfs", "none", PLACE], check=True)
        small_disks(trial)
        trial.end()
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", PLACE]
    if not shutil.which("unshare") or subprocess.run(tried, capture_output=True, check=False).returncode != 0:
        print(f"small_disk: no mounts over {PLACE} here, nothing was tried")
        trial.end()
    done = subprocess.run(["unshare", "-rm", sys.executable, os.path.abspath(__file__), trial.program, "--trials", str(TRIALS)],
                          env={**os.environ, INSIDE: "1"}, check=False)
    trial.expect(done.returncode == 0, "in a namespace")
    trial.end()


if __name__ == "__main__":
    main()
