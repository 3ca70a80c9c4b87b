"""One character that no font has, in one agency's name: what is about all agencies is written all the same, but for the PDFs that would have to
print it, which are named with the character and what to do. The exit code is 1, and a PDF of an earlier run does not stay.

    python3 tests/whole/rare_name.py PROGRAM
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 2))
NAME, OTHER, RARE = "清河县市场监督管理局", "清河县民政局", "清河县\U0002A6D6市场监督管理局"
FAULTS = []


def expect(what, true):
    if not true:
        FAULTS.append(what)


def county(work, name, rare):
    """Two agencies that get a letter, one of them with that name."""
    ledger = os.path.join(work, name)
    shutil.copytree(os.path.join(ROOT, "tests", "county"), ledger)
    for path in glob.glob(os.path.join(ledger, "**", "*"), recursive=True):
        if os.path.isdir(path):
            continue
        with open(path, encoding="utf-8") as source:
            text = source.read()
        if os.path.join("报送", "2025", NAME) in path or os.path.join("报送", "2025", OTHER) in path:
            text = text.replace('"new":{"natural_person":', '"new":{"natural_person":1')
        with open(path, "w", encoding="utf-8") as out:
            out.write(text.replace(NAME, RARE) if rare else text)
    return ledger


def run(program, *words):
    done = subprocess.run([program, *words, "--ofd", "-q"], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def files(folder):
    return {os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names}


def judge(what, code, said, before, now, lost):
    expect(f"{what}: exit {code}", code == 1)
    for name in lost:
        expect(f"{what}: {name} was not written before", name in before)
    expect(f"{what}: not written {sorted(before - now)}, and not {sorted(lost)}", before - now == lost)
    expect(f"{what} does not name the character and what to do: {said}", "“\U0002A6D6”U+2A6D6" in said and "font.fallback" in said)
    for name in lost:
        expect(f"{what} does not name {name}", name.endswith(".ofd") or os.path.basename(name) in said)


def rollup(program, work):
    out = os.path.join(work, "out")
    options = ["--year", "2025", "--parent", "清河县人民政府", "--as-of", "2026-02-19", "-o", out]
    folder = os.path.join(out, "2025", "11369925MB001000XL")
    run(program, "rollup", county(work, "plain", False), *options)
    before = {name.replace(NAME, RARE) for name in files(folder)}
    code, said = run(program, "rollup", county(work, "rare", True), *options)
    lost = {f"{name}.{ending}" for name in (f"退回修改意见/{RARE}", "通报") for ending in ("pdf", "ofd")}
    judge("rollup", code, said, before, files(folder), lost)
    expect("rollup: the other agency has no letter", f"退回修改意见/{OTHER}.pdf" in files(folder))


def compare(program, work):
    out = os.path.join(work, "compared")
    run(program, "compare", os.path.join(work, "plain"), "-o", out)
    before = {name.replace(NAME, RARE) for name in files(out)}
    code, said = run(program, "compare", os.path.join(work, "rare"), "-o", out)
    judge("compare", code, said, before, {name for name in files(out)}, {"比较/比较.pdf", "比较/比较.ofd"})


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="rare-") as work:
        rollup(program, work)
        compare(program, work)
    for fault in FAULTS:
        print(fault)
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
