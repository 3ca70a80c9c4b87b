"""Where the machine has no font, or no colour profile, every document but the PDFs (without fonts also
the OFDs) is written, with the same bytes, and the run says so,
with -q too; a PDF of an earlier run is not left beside documents of another day. A path that the office itself names must be right.
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))
DATA = os.path.join(ROOT, "data")
PROGRAM = os.path.abspath(sys.argv[1])
BARE = {"no font": ("font.places: /nonexistent\n", "fonts-noto-cjk"), "no profile": ("icc.srgb: /nonexistent/a.icc; /nonexistent/b.icc\n", "icc-profiles-free")}
OWN = {"font.body: /nonexistent/a.ttf\n": "font.body", "icc.srgb: /nonexistent/a.icc\n": "icc.srgb"}
COMMANDS = {"report": [os.path.join(DATA, "sample"), "--year", "2025"],
            "rollup": [os.path.join(DATA, "sample-county"), "--parent", "清河县人民政府", "--year", "2025"],
            "compare": [os.path.join(DATA, "sample-county")]}
HASHES = ("manifest.json", "report.json", "本次结果.html", "退回记录.json")   # these name the settings or list the files
faults = []


def run(command, out, settings=None):
    done = subprocess.run([PROGRAM, command, *COMMANDS[command], "--as-of", "2026-03-20", "-q", "--ofd", "-o", out, *(["--settings", settings] if settings else [])],
                          capture_output=True, text=True, env={})
    return done.returncode, done.stderr


def written(out):
    """The documents by name."""
    found = {}
    for place, _, names in os.walk(out):
        for name in names:
            with open(os.path.join(place, name), "rb") as stream:
                found[os.path.relpath(os.path.join(place, name), out)] = stream.read()
    return found


def judge(command, work):
    full = os.path.join(work, command)
    code, _ = run(command, full)
    with_fonts = written(full)
    for what, (setting, package) in BARE.items():
        drawn = {name for name in with_fonts if name.endswith((".pdf", ".ofd") if what == "no font" else ".pdf")}
        if code > 1 or not drawn:
            faults.append(f"{command}: exit {code}, drawn: {drawn}")
        settings = os.path.join(work, "settings.yaml")
        with open(settings, "w", encoding="utf-8") as stream:
            stream.write(setting)
        if command != "report" and what == "no profile":
            continue
        for out in (os.path.join(work, command + " " + what), *[full] * (command == "report")):
            again, said = run(command, out, settings)
            without = written(out)
            if again != code or "没有写 PDF" not in said or package not in said:
                faults.append(f"{command}, {what}: exit {again}, not {code}: {said}")
            if set(without) != set(with_fonts) - drawn:
                faults.append(f"{command}, {what}: {sorted(set(without) ^ set(with_fonts) ^ drawn)}")
            changed = [name for name in without if os.path.basename(name) not in HASHES and without[name] != with_fonts.get(name)]
            if changed and out != full:
                faults.append(f"{command}, {what}: other bytes: {changed}")


def main():
    with tempfile.TemporaryDirectory() as work:
        for command in COMMANDS:
            judge(command, work)
        for setting, key in OWN.items():
            settings = os.path.join(work, "own.yaml")
            with open(settings, "w", encoding="utf-8") as stream:
                stream.write(setting)
            code, said = run("report", os.path.join(work, "own"), settings)
            if code != 2 or key not in said or os.path.exists(os.path.join(work, "own")):
                faults.append(f"{setting}: exit {code}: {said}")
    print(*faults, sep="\n")
    return 1 if faults else 0


sys.exit(main())
