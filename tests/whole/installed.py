"""What `cmake --install` installs works from where it lies, and nothing is forgotten: no page leads to one that is not there.
A release is not made without what was asked for in wrong words.

    python3 tests/whole/installed.py PROGRAM BUILD_FOLDER DATADIR

DATADIR is where a program without data beside it looks last.
"""
import filecmp
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))
PROGRAM, BUILD, DATADIR = (os.path.abspath(path) for path in sys.argv[1:4])
TOP = ("README.md", "README.zh.md", "CHANGELOG", "CONTRIBUTING.md", "LICENSE", "SECURITY.md",
       "src/README.md", "tests/README.md", "tests/near/README.md", "tests/rules/README.md", "tests/fuzz/README.md", "bench/README.md", "data/calendars/README.md")
faults = []


def files(folder):
    return {os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names}


def dead_links(top):
    for page in files(top):
        if not page.endswith(".md") or "/examples/" in page:    # a sample has a file in another encoding
            continue
        with open(os.path.join(top, page), encoding="utf-8") as stream:
            for link in re.findall(r"\]\(([^)#:]+)", stream.read()):
                if not os.path.exists(os.path.join(top, os.path.dirname(page), link)):
                    faults.append(f"{page} leads to {link}, which is not installed")


def report(program, ledger, out):
    done = subprocess.run([program, "report", ledger, "--year", "2025", "--as-of", "2026-01-20", "-q", "-o", out], capture_output=True, text=True, env={})
    if done.returncode > 1:
        faults.append(f"{program} report: {done.returncode} {done.stderr}")


def main():
    with tempfile.TemporaryDirectory() as work:
        into = os.path.join(work, "there")
        subprocess.run(["cmake", "--install", BUILD, "--prefix", into], check=True, stdout=subprocess.DEVNULL)
        found = files(into)
        share, doc = "share/nianbao/", "share/doc/nianbao/"
        wanted = {"bin/nianbao", "share/man/man1/nianbao.1", "share/bash-completion/completions/nianbao", *(doc + name for name in TOP)}
        wanted |= {doc + "docs/" + name for name in files(os.path.join(ROOT, "docs")) if not name.endswith(".py")}
        wanted |= {share + "report_templates/" + name for name in files(os.path.join(ROOT, "report_templates"))}
        for name in files(os.path.join(ROOT, "data")):
            wanted.add((doc + "examples/" if name.startswith(("sample", "real_")) else share) + name)
        faults.extend(f"{name} is {'not ' * (name in wanted)}installed" for name in sorted(wanted ^ found))

        dead_links(into)
        report(PROGRAM, os.path.join(ROOT, "data", "sample"), os.path.join(work, "build"))
        report(os.path.join(into, "bin", "nianbao"), os.path.join(into, doc, "examples", "sample"), os.path.join(work, "installed"))
        written = files(os.path.join(work, "build"))
        same, other, missing = filecmp.cmpfiles(os.path.join(work, "build"), os.path.join(work, "installed"), written, shallow=False)
        if len(same) < 10 or other or missing or written != files(os.path.join(work, "installed")):
            faults.append(f"the installed program writes other files: {other} {missing}")

        done = subprocess.run([os.path.join(ROOT, "packaging", "release.sh"), os.path.join(work, "release"), "--arm"], capture_output=True, text=True)
        if done.returncode != 3 or os.path.exists(os.path.join(work, "release")):
            faults.append(f"packaging/release.sh takes --arm: {done.returncode} {done.stderr}")

        alone = os.path.join(work, "nianbao")
        shutil.copy(PROGRAM, alone)
        done = subprocess.run([alone, "form", "list"], capture_output=True, text=True, env={})
        if (done.returncode == 0) != os.path.exists(os.path.join(DATADIR, "nianbao")) or done.returncode and os.path.join(DATADIR, "nianbao") not in done.stderr:
            faults.append(f"a program without data: {done.returncode} {done.stderr}")
    print(*faults, sep="\n")
    return 1 if faults else 0


sys.exit(main())
