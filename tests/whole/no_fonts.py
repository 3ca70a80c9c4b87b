"""Where the machine has no font, or no colour profile, every document but the PDFs and OFDs is written, with the same bytes; the run says
so, with -q too, as its page 本次结果.html does and its end (接着), and its exit code is 1, as of what is not whole; a PDF of an earlier run is not left beside documents of another day. A path that the office itself names must be right.
"""
import glob
import os
import shutil
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


def run(command, out, settings=None, more=("--ofd",)):
    done = subprocess.run([PROGRAM, command, *COMMANDS[command], "--as-of", "2026-03-20", "-q", *more, "-o", out, *(["--settings", settings] if settings else [])],
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
        drawn = {name for name in with_fonts if name.endswith((".pdf", ".ofd"))}
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
            if again != 1 or "没有写 PDF 和 OFD：" not in said or package not in said:
                faults.append(f"{command}, {what}: exit {again}, not 1: {said}")
            pages = [text.decode() for name, text in without.items() if os.path.basename(name) == "本次结果.html"]
            if bool(pages) != (command != "compare") or any(package not in page or "PDF 作附件" in page or "或者 PDF" in page for page in pages):
                faults.append(f"{command}, {what}: 本次结果.html")
            if set(without) != set(with_fonts) - drawn:
                faults.append(f"{command}, {what}: {sorted(set(without) ^ set(with_fonts) ^ drawn)}")
            changed = [name for name in without if os.path.basename(name) not in HASHES and without[name] != with_fonts.get(name)]
            if changed and out != full:
                faults.append(f"{command}, {what}: other bytes: {changed}")


def exit_codes(work):
    """A run that would be whole is not without fonts. Without --ofd no OFD is named."""
    settings = os.path.join(work, "settings.yaml")
    with open(settings, "w", encoding="utf-8") as stream:
        stream.write(BARE["no font"][0])
    codes = [run("compare", os.path.join(work, "plain"), one, ()) for one in (None, settings)]
    if [code for code, _ in codes] != [0, 1] or "没有写 PDF：" not in codes[1][1]:
        faults.append(f"compare without --ofd: {codes}")


def ends(work):
    """A run without findings, of one ledger and of a folder of two, does not send anyone to a PDF that is not there."""
    ledger, folder = os.path.join(ROOT, "tests", "clean"), os.path.join(work, "folder")
    for name in ("a", "b"):
        shutil.copytree(ledger, os.path.join(folder, name))
    for path in glob.glob(os.path.join(folder, "b", "*")):
        with open(path, "r+", encoding="utf-8") as stream:
            other = stream.read().replace("11369925007314088N", "11369925MB001000XL").replace("农业农村局", "林业局")
            stream.seek(0)
            stream.write(other)
            stream.truncate()
    settings = os.path.join(work, "settings.yaml")
    for setting, _ in [("", ""), *BARE.values()]:
        with open(settings, "w", encoding="utf-8") as stream:
            stream.write(setting or "{}\n")
        for source in (ledger, folder):
            done = subprocess.run([PROGRAM, "report", source, "--year", "2025", "--as-of", "2026-01-20", "--settings", settings, "-o", os.path.join(work, "end")], capture_output=True, text=True, check=False, env={})
            end = done.stderr[done.stderr.rfind("接着："):]
            if done.returncode != bool(setting) or ("看 PDF" in end) == bool(setting) or ("安装以后再运行" in end) != bool(setting):
                faults.append(f"{source}, {setting!r}: exit {done.returncode}: {done.stderr}")


def main():
    with tempfile.TemporaryDirectory() as work:
        for command in COMMANDS:
            judge(command, work)
        exit_codes(work)
        ends(work)
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
