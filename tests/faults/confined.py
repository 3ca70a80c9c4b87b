"""A ledger that took over the program could do no harm: the system refuses each attempt. Everything that an office may do still works:
links, folders that do not exist yet, files in many places.

    python3 tests/faults/confined.py PROGRAM LIBRARY

LIBRARY (support/preload/taken_over.c) is loaded into every command, makes its attempts at the command's end, and prints the answers of
the system.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from trial import AGENCY, AS_OF, CLEAN, NAME, ROOT, Trial, contents, read, read_bytes, tail, write

LIBRARY = os.path.abspath(sys.argv.pop())
OF_FILES = {"read", "list", "write", "truncate", "create", "folder", "link", "rename", "remove"}
ATTEMPTS = 22                                          # and more on some machines


def fences(trial):
    """The protections of this kernel: where the machine lacks one, the program is not at fault."""
    said = trial.run("--version", "--verbose").out
    landlock = re.search(r"^Landlock：(?:ABI (\d+)|无)", said, re.M)
    seccomp = re.search(r"^seccomp：(有|无)$", said, re.M)
    if not trial.expect(landlock and seccomp and "SQLite 3." in said and "OpenSSL 3." in said, f"--version -v: {said}"):
        return True, True
    files, calls = int(landlock.group(1) or 0) >= 2, seccomp.group(1) == "有"
    print(f"confined: Landlock {'held' if files else 'NOT on this machine'}, seccomp {'held' if calls else 'NOT on this machine'}")
    return files, calls


def attempts(trial, files, calls, what, *words, code=0):
    """The run names no folder that holds the library, and temporary folders are elsewhere."""
    outside = tempfile.mkdtemp(prefix="outside-", dir=os.path.dirname(LIBRARY))
    write(os.path.join(outside, "secret"), "secret")
    run = trial.run(*words, environment={**trial.environment, "LD_PRELOAD": LIBRARY, "OUTSIDE": outside})
    trial.expect(run.code == code, f"{what}: exit {run.code}: {tail(run.err)}")
    answers = dict(re.findall(r"^taken over: ([^:]+): (.*)$", run.err, re.M))
    trial.expect(len(answers) >= ATTEMPTS, f"{what}: only {len(answers)} attempts")
    granted = [f"{a} ({said})" for a, said in answers.items() if said != "refused" and (files if a in OF_FILES else calls)]
    trial.expect(not granted, f"{what}: a program that was taken over may {', '.join(granted)}")
    trial.expect(not files or contents(outside) == {"secret": b"secret"}, f"{what}: files outside were changed")
    shutil.rmtree(outside)


def every_command(trial, files, calls):
    day = ["--year", "2025", "--as-of", AS_OF]
    out, county = trial.path("taken"), os.path.join(ROOT, "data", "sample-county")
    for what, *words in (
            ("init", "init", trial.path("new", "blank.xlsx")),
            ("report", "report", CLEAN, *day, "-o", out, "--store", trial.path("kept", "records.db"), "--mark"),
            ("check", "check", CLEAN, *day),
            ("explain", "explain", CLEAN, *day, "requests/3.4/total"),
            ("compare", "compare", os.path.join(out, "2025", AGENCY), "--as-of", AS_OF, "-o", out),
            ("verify", "verify", out),
            ("form", "form", "lint"),
            ("rules", "rules", "list")):
        attempts(trial, files, calls, what, *words)
    parent = read(os.path.join(county, "agencies.csv")).splitlines()[1].split(",")[0]
    attempts(trial, files, calls, "rollup", "rollup", county, "--parent", parent, *day, "-o", trial.path("sum"), code=1)
    batch = trial.path("batch")
    for name in ("a", "b"):
        shutil.copytree(CLEAN, os.path.join(batch, name))
    attempts(trial, files, calls, "batch", "check", batch, *day, code=2)     # one agency in two ledgers


def while_it_runs(trial, calls):
    """The pipe is small and full before the program has printed everything: the program waits, and the kernel tells its state."""
    with subprocess.Popen(["sh", "-c", 'exec "$0" rules doc 0<&- 2>&-', trial.program], stdout=subprocess.PIPE, pipesize=4096, env=trial.environment) as process:
        process.stdout.read(1)
        streams = [os.path.exists(f"/proc/{process.pid}/fd/{fd}") and os.readlink(f"/proc/{process.pid}/fd/{fd}") for fd in (0, 2)]
        status = dict(line.split(":\t", 1) for line in read(f"/proc/{process.pid}/status").splitlines() if ":\t" in line)
        process.stdout.read()
    trial.expect(streams == ["/dev/null"] * 2, f"a place of a closed stream is free for a file: {streams}")
    trial.expect(not calls or (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2"), f"a running program: {status}")


def links_to(trial, folder, name):
    """A copy of the folder in which every table is a link. Texts must lie in the ledger itself."""
    target = trial.path(name)
    for place, _, names in os.walk(folder):
        os.makedirs(os.path.join(target, os.path.relpath(place, folder)), exist_ok=True)
        for file in names:
            make = shutil.copy if file.endswith(("txt", "md")) else os.symlink
            make(os.path.join(place, file), os.path.join(target, os.path.relpath(place, folder), file))
    return target


def what_offices_do(trial):
    plain = trial.report(CLEAN)
    trial.expect(plain.code == 0, f"plain: exit {plain.code}: {tail(plain.err)}")
    wanted = contents(plain.place)

    def same(what, ledger, *words, out=None, **how):
        run = trial.report(ledger, *words, out=out, **how)
        found = contents(os.path.realpath(run.place if "cwd" not in how else os.path.join(how["cwd"], run.place)))
        trial.expect(run.code == 0, f"{what}: exit {run.code}: {tail(run.err)}")
        trial.expect(found == wanted, f"{what}: other files: {sorted(k for k in set(found) | set(wanted) if found.get(k) != wanted.get(k))[:3]}")

    linked = links_to(trial, CLEAN, "linked")
    os.symlink(linked, trial.path("link"))
    same("a ledger of links", linked)
    same("a link to a ledger of links", trial.path("link"))
    data = trial.path("share")
    links_to(trial, os.path.join(ROOT, "data"), "share")
    os.symlink(os.path.join(ROOT, "report_templates"), os.path.join(data, "report_templates"))
    same("a data folder of links", CLEAN, "--data", data)
    same("an output folder below folders that are not there", CLEAN, out=trial.path("deep", "er", "out"))
    os.makedirs(trial.path("disk"))
    os.symlink(trial.path("disk"), trial.path("elsewhere"))
    same("an output folder that is a link", CLEAN, out=trial.path("elsewhere"))
    os.makedirs(trial.path("here"))
    same("an output folder in the current one", CLEAN, out="out", cwd=trial.path("here"))
    same("the ledger as the current folder", ".", out="../beside", cwd=trial.ledger("home"))
    same("a store in a folder to be made", CLEAN, "--store", trial.path("stores", "2025", "records.db"))
    trial.expect(os.path.exists(trial.path("stores", "2025", "records.db")), "no store")
    same("no temporary folder", CLEAN, environment={**trial.environment, "TMPDIR": "/nonexistent"})
    # More rows than SQLite keeps in memory: its temporary file goes into the first of its candidates that is a folder.
    lines = read(os.path.join(CLEAN, "catalogue.csv")).splitlines()
    cells = next(csv.reader(lines[1:2]))
    place = next(csv.reader(lines[:1])).index("内容概述")
    rows = (",".join([f"QH0311/2018-1{i:04}", *cells[1:place], "概述" * 5000, *cells[place + 1:]]) for i in range(1200))
    large = trial.ledger("large", files={"catalogue.csv": "\n".join([*lines, *rows]) + "\n"})
    write(trial.path("no-folder"), "")
    os.chmod(trial.path("no-folder"), 0o755)
    run = trial.run("check", large, "--year", "2025", "--as-of", AS_OF, "-q", environment={**trial.environment, "TMPDIR": trial.path("no-folder")})
    trial.expect(run.code == 0, f"TMPDIR is a file: exit {run.code}: {tail(run.err)}")
    shutil.rmtree(large)
    # Fonts, settings, calendars, waivers and last year's reports may lie anywhere.
    font, face = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", "#NotoSerifCJKsc-Regular"
    own = trial.path("fonts", "own.ttc")
    for folder in ("fonts", "usual/office"):
        os.makedirs(trial.path(folder))
    shutil.copy(font, own)
    # In the folder where names are looked for, a link that leads out of it.
    shutil.copy(font, trial.path("elsewhere.ttc"))
    os.symlink(trial.path("elsewhere.ttc"), trial.path("usual/office", "simfang.ttf"))
    write(trial.path("set", "settings.yaml"), f"font.places: /usr/share/fonts; {trial.path('usual')}\nfont.song: {own}{face}\nfont.fallback: {own}{face}; {font}{face}\n")
    shutil.copy(os.path.join(ROOT, "data", "calendars", "national.csv"), trial.path("set", "own.csv"))
    write(trial.path("told", "waivers.csv"), trial.run("check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--waiver-lines").out)
    run = trial.report(CLEAN, "--settings", trial.path("set", "settings.yaml"), "--calendar", trial.path("set", "own.csv"), "--previous", os.path.join(ROOT, "tests", "cases", "previous", "last"),
                       "--waivers", trial.path("told", "waivers.csv"), "--mark")
    trial.expect(run.code in (0, 1) and any(name.endswith(".pdf") for name in contents(run.place)), f"files in many places: exit {run.code}: {tail(run.err)}")
    fonts = {font["role"]: font["file"] for font in json.loads(next(data for name, data in contents(run.place).items() if name.endswith("manifest.json")))["fonts"]}
    trial.expect(fonts.get("body") == "simfang.ttf" and fonts.get("song") == "own.ttc", f"fonts in many places: {fonts}")
    for what, book in (("init in the current folder", "blank.xlsx"), ("init in a folder to be made", trial.path("books", "new", "blank.xlsx"))):
        run = trial.run("init", book, "--agency", NAME, cwd=trial.path("here"))
        trial.expect(run.code == 0 and os.path.exists(os.path.join(trial.path("here"), book)), f"{what}: exit {run.code}: {tail(run.err)}")
    batch = trial.path("ledgers")
    os.makedirs(batch)
    os.symlink(linked, os.path.join(batch, "one"))
    other = trial.ledger("other")
    for file in os.listdir(other):
        text = read(os.path.join(other, file))
        write(os.path.join(other, file), text.replace("11369925007314088N", "11369925007314089L").replace(NAME, "江州市清河县水利局"))
    os.symlink(other, os.path.join(batch, "two"))
    run = trial.run("check", batch, "--year", "2025", "--as-of", AS_OF)
    trial.expect("符号" not in run.err and run.code in (0, 1) and run.err.count("== ") == 2, f"a folder of linked ledgers: exit {run.code}: {tail(run.err)}")


def main():
    if not os.path.exists(LIBRARY):
        sys.exit(f"confined: {LIBRARY} is not built: without it nothing makes an attempt")
    trial = Trial("confined")
    files, calls = fences(trial)
    every_command(trial, files, calls)
    while_it_runs(trial, calls)
    what_offices_do(trial)
    trial.end()


if __name__ == "__main__":
    main()
