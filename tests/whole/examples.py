"""Every example of a command's help is typed as it stands, in a folder that has the files it names, and must come through:
exit 0, or 1 for a draft."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))
SAMPLE = os.path.join(ROOT, "data", "sample-forms", "台账.xlsx")
COUNTY = os.path.join(ROOT, "data", "sample-county")
PROGRAM = os.path.abspath(sys.argv[1])


def run(words, folder):
    return subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, env={"SOURCE_DATE_EPOCH": "1768867200"})


def examples(name):
    """The lines below 例： that begin with the program's name."""
    lines = run(["help", name], "/").stdout.split("例：\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [re.sub("^  nianbao ", "", line) for line in lines if line.startswith("  nianbao ")]


def make_files(folder):
    """What the examples name: a ledger, its report written to out, the report as it was edited, reports that were handed in, and what the office says of its fonds."""
    for name in ("台账.xlsx", "旧台账.xlsx"):
        shutil.copy(SAMPLE, os.path.join(folder, name))
    assert run(["report", "台账.xlsx", "--year", "2025"], folder).returncode in (0, 1)
    for found, _, names in os.walk(os.path.join(folder, "out")):
        for ending, name in ((".docx", "改过的年报.docx"), ("报告.xlsx", "年报表.xlsx")):
            for one in names:
                if one.endswith(ending):
                    shutil.copy(os.path.join(found, one), os.path.join(folder, name))
    shutil.copytree(COUNTY, os.path.join(folder, "报送"))
    with open(os.path.join(folder, "全宗.yaml"), "w", encoding="utf-8") as out:
        out.write("全宗号: J012\n")


def main():
    commands = re.findall("^  ([a-z]+) .*\n      ", run(["--help"], "/").stdout, re.M)
    faults = 0
    with tempfile.TemporaryDirectory() as work:
        whole = os.path.join(work, "whole")
        os.mkdir(whole)
        make_files(whole)
        for name in commands:
            lines = examples(name)
            if not lines:
                print(f"{name}: its help has no example")
            faults += not lines
            for i, line in enumerate(lines):
                folder = os.path.join(work, f"{name}{i}")
                shutil.copytree(whole, folder)
                if name == "init":
                    for made in ("台账.xlsx", "年报表.xlsx"):
                        os.remove(os.path.join(folder, made))
                done = run(line.split(), folder)
                if not line.startswith(name) or done.returncode not in (0, 1):
                    print(f"{line}: exit {done.returncode}\n{done.stderr}")
                    faults += 1
    if len(commands) < 9:
        print(f"only {commands} were found in the help")
    return 1 if faults or len(commands) < 9 else 0


sys.exit(main())
