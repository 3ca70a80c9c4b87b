"""Files of earlier runs and other obstacles in an output folder: no old file stays beside a new report, the program removes no
changed file and follows no link, and no two names become one on another system.

    python3 tests/faults/left_behind.py PROGRAM
"""
import hashlib
import json
import os
import re
import shutil
import unicodedata

from trial import AGENCY, CLEAN, NAME, ROOT, Trial, contents, read, tail, write

HEADINGS = read(os.path.join(CLEAN, "agencies.csv")).splitlines()[0].split(",")
FORMER = NAME.replace("农业农村局", "农业局")
HIDDEN = re.compile(r"(^|/)\.nianbao")


def renamed(trial, name, office=FORMER):
    """The clean ledger of the same office under another name."""
    return trial.ledger(name, edit={"agencies.csv": [(NAME, office)]})


def with_codes(trial, name, codes):
    """A ledger of many small offices, one for each code."""
    ledger = trial.ledger(name)
    own = read(os.path.join(ledger, "agencies.csv"))
    lines = [own.rstrip("\n")]
    for i, code in enumerate(codes):
        filled = {"机关代码": code, "机关名称": f"清河县{name[-1]}第{'一二三四五六七八九十'[i]}局", "机关类型": "B", "层级": "4"}
        lines.append(",".join('"' + filled.get(heading, "") + '"' for heading in HEADINGS))
    write(os.path.join(ledger, "agencies.csv"), "\n".join(lines) + "\n")
    for section in ("overview", "problems", "other"):
        os.makedirs(os.path.join(ledger, "narrative", AGENCY), exist_ok=True)
        os.rename(os.path.join(ledger, section + ".md"), os.path.join(ledger, "narrative", AGENCY, section + ".md"))
    return ledger


def written(trial, what, run, codes=(0, 1)):
    return trial.expect(run.code in codes, f"{what}: exit {run.code}: {tail(run.err, 3)}")


def unlisted(folder):
    listed = {entry["name"] for entry in json.loads(read(os.path.join(folder, "manifest.json")))["outputs"]} | {"manifest.json"}
    return sorted(set(os.listdir(folder)) - listed)


def an_office_takes_another_name(trial):
    out = trial.path("name")
    written(trial, "the former name", trial.report(renamed(trial, "former"), out=out))
    run = trial.report(CLEAN, out=out)
    written(trial, "the new name", run)
    trial.expect(not unlisted(run.folder), f"another name: left {unlisted(run.folder)}")
    trial.expect(sum(f"删去 {run.folder}/{FORMER}" in line for line in run.err.splitlines()) == 3, f"another name: not said: {tail(run.err)}")
    trial.expect(trial.run("verify", out).code == 0, "another name: verify")
    quiet = trial.report(renamed(trial, "again"), "-q", out=out)
    trial.expect("删去" not in quiet.err and not unlisted(quiet.folder), f"-q: {tail(quiet.err)}")


def a_draft_becomes_final(trial):
    out = trial.path("draft")
    draft = trial.report(trial.ledger("faulty", edit={"requests.csv": [("NH-2025-001,,%s,A1" % AGENCY, "NH-2025-001,,%s,B1" % AGENCY)]}), out=out, as_of="2025-11-20")
    trial.expect(draft.code == 1 and "问题清单.xlsx" in os.listdir(draft.folder), f"no draft: exit {draft.code}: {tail(draft.err)}")
    final = trial.report(CLEAN, out=out)
    trial.expect(final.code == 0 and not unlisted(final.folder), f"a draft: left {unlisted(final.folder)}")


def what_was_changed_stays(trial):
    out = trial.path("changed")
    written(trial, "before", trial.report(renamed(trial, "changed-ledger"), out=out))
    folder = os.path.join(out, "2025", AGENCY)
    book, page = (os.path.join(folder, f"{FORMER}2025年政府信息公开工作年度报告{end}") for end in (".xlsx", ".pdf"))
    write(book, b"mine")
    write(os.path.join(folder, "notes.txt"), "mine")
    run = trial.report(CLEAN, "-q", out=out)
    written(trial, "changed", run)
    trial.expect(unlisted(folder) == sorted([os.path.basename(book), "notes.txt"]), f"changed: {unlisted(folder)}")
    trial.expect(read(book) == "mine" and not os.path.exists(page), "changed: the wrong file stayed")
    trial.expect(f"没有删 {book}" in run.err and "改动过" in run.err, f"changed: not said: {run.err}")


def a_link_in_the_place_of_an_old_file(trial):
    out, victim = trial.path("linked"), trial.path("victim.pdf")
    written(trial, "before", trial.report(renamed(trial, "linked-ledger"), out=out))
    old = os.path.join(out, "2025", AGENCY, f"{FORMER}2025年政府信息公开工作年度报告.pdf")
    shutil.copy(old, victim)
    os.remove(old)
    os.symlink(victim, old)
    run = trial.report(CLEAN, out=out)
    written(trial, "link", run)
    trial.expect(os.path.islink(old) and os.path.exists(victim) and f"没有删 {old}" in run.err, f"an old file is a link: {tail(run.err)}")


def manifests_that_lie(trial):
    """The program touches nothing outside of the folder and no file that differs from the list."""
    secret = trial.path("secret.txt")
    write(secret, "secret")
    digest = hashlib.sha256(b"secret").hexdigest()
    entry = {"size": 6, "sha256": digest, "sm3": "0" * 64}
    names = ["../secret.txt", secret, "..", ".", "", "sub/secret.txt", "link/kept.txt", "folder"]
    lies = {
        "outside": (json.dumps({"schema": "nianbao.manifest/1", "outputs": [{"name": name, **entry} for name in names]}), False),
        "no JSON": ("{", True), "another's": ('{"outputs": []}', True), "bytes": (b"\xff\xfe\0", True), "empty": ("", True),
        "half an entry": ('{"schema": "nianbao.manifest/1", "outputs": [{"name": "notes.txt"}]}', True),
        "twice": ('{"schema": "nianbao.manifest/1", "schema": "nianbao.manifest/1", "outputs": []}', True),
    }
    kept = trial.path("beyond", "kept.txt")
    write(kept, "secret")
    for what, (text, said) in lies.items():
        out = trial.path("lies-" + what)
        folder = os.path.join(out, "2025", AGENCY)
        for file in ("notes.txt", "sub/secret.txt", "folder/x"):
            write(os.path.join(folder, file), "secret")
        os.symlink(os.path.dirname(kept), os.path.join(folder, "link"))
        write(os.path.join(folder, "manifest.json"), text)
        run = trial.report(CLEAN, out=out)
        written(trial, what, run)
        # A file of an inner folder that is as the list says was written by the program; a link leads outside.
        inner = [] if what == "outside" else ["sub"]
        trial.expect(sorted(unlisted(folder)) == ["folder", "link", "notes.txt", *inner] and read(secret) == read(kept) == "secret", f"{what}: {unlisted(folder)}")
        trial.expect(("没有删；请自己看一看" in run.err) == said, f"{what}: {tail(run.err)}")
    out = trial.path("lies-link")
    os.makedirs(os.path.join(out, "2025", AGENCY))
    os.symlink(os.path.join(trial.path("lies-twice"), "2025", AGENCY, "manifest.json"), os.path.join(out, "2025", AGENCY, "manifest.json"))
    run = trial.report(CLEAN, out=out)
    trial.expect(run.code == 0 and "没有删；请自己看一看" in run.err, f"a manifest that is a link: {tail(run.err)}")


def what_dead_runs_have_left(trial):
    out = trial.path("dead")
    folder = os.path.join(out, "2025", AGENCY)
    before = trial.report(CLEAN, out=out)
    # A run killed while it renamed its files: one file has its final name, the list has not.
    orphan = os.path.join(folder, "旧名2025年政府信息公开工作年度报告.pdf")
    write(orphan, "orphan")
    listed = {"schema": "nianbao.manifest/1", "outputs": [{"name": os.path.basename(orphan), "size": 6, "sha256": hashlib.sha256(b"orphan").hexdigest(), "sm3": "0" * 64}]}
    write(os.path.join(folder, ".nianbao-aB3dE6", "manifest.json"), json.dumps(listed))
    write(os.path.join(folder, ".nianbao-aB3dE6", "report.json"), "x")
    write(os.path.join(folder, ".nianbao-zzzzzz", "x"), "x")
    write(os.path.join(folder, ".nianbao-0123456789abcdef-zzzzzz", "records.db"), "x")
    write(os.path.join(folder, ".nianbao-0123456789abcdef-lock"), "")
    write(os.path.join(folder, ".nianbao-lock"), "elsewhere 7\n")
    others = [".nianbao-toolong", ".nianbao-short/x", ".nianbao-file42", ".other-aB3dE6/x"]
    for name in others:
        write(os.path.join(folder, name), "x")
    os.makedirs(trial.path("behind"))
    write(trial.path("behind", "x"), "x")
    os.symlink(trial.path("behind"), os.path.join(folder, ".nianbao-linked"))
    write(os.path.join(out, "2025", ".nianbao-0123456789abcdef-yyyyyy", "manifest.json"), json.dumps(listed))
    verified = trial.run("verify", out)
    trial.expect(verified.code == 1 and verified.out.count("是中断的运行留下的临时文件") == 10, f"dead link: verify: {verified.out}")
    shutil.rmtree(os.path.join(out, "2025", ".nianbao-0123456789abcdef-yyyyyy"))
    run = trial.report(CLEAN, out=out)
    trial.expect(run.code == before.code == 0, f"dead link: exit {run.code}: {tail(run.err)}")
    trial.expect(unlisted(folder) == sorted({name.split("/")[0] for name in others} | {".nianbao-linked"}), f"dead: {unlisted(folder)}")
    trial.expect(os.listdir(trial.path("behind")) == ["x"], "dead link: the program followed it")


def links_in_the_place_of_folders(trial):
    elsewhere = trial.path("elsewhere")
    for what, words, below in (("agency", ["report", CLEAN], ("2025", AGENCY)), ("year", ["report", CLEAN], ("2025",)),
                               ("marked", ["check", CLEAN, "--mark"], ("2025",))):
        out = trial.path("link-" + what)
        link = os.path.join(out, *below)
        os.makedirs(elsewhere)
        os.makedirs(os.path.dirname(link))
        os.symlink(elsewhere, link)
        run = trial.run(*words, "--year", "2025", "--as-of", "2026-01-20", "-o", out)
        trial.expect(run.code == 4 and f"写不到 {link}：是符号链接" in run.err, f"{what}: exit {run.code}: {tail(run.err, 2)}")
        trial.expect(not contents(elsewhere), f"{what}: written through the link")
        shutil.rmtree(elsewhere)
    reports = trial.path("link-agency-reports")
    trial.report(CLEAN, out=reports)
    os.makedirs(elsewhere)
    os.makedirs(trial.path("link-compare"))
    os.symlink(elsewhere, trial.path("link-compare", "比较"))
    run = trial.run("compare", reports, "-o", trial.path("link-compare"))
    trial.expect(run.code == 4 and "是符号链接" in run.err and not contents(elsewhere), f"compare: exit {run.code}: {tail(run.err, 2)}")
    os.makedirs(trial.path("real"))
    os.symlink(trial.path("real"), trial.path("given"))
    run = trial.report(CLEAN, out=trial.path("given"))
    trial.expect(run.code == 0 and os.path.isdir(trial.path("real", "2025", AGENCY)), f"-o is a link: exit {run.code}: {tail(run.err, 2)}")


def links_that_hide_documents(trial):
    """verify does not read a folder that is a link: it says so and does not call its files unchanged."""
    out = trial.path("some-linked")
    trial.report(CLEAN, out=out)
    shutil.copytree(os.path.join(out, "2025", AGENCY), trial.path("moved"))
    os.symlink(CLEAN, os.path.join(out, "台账"))
    run = trial.run("verify", out)
    trial.expect(run.code == 0, f"a link to something else: exit {run.code}: {run.out}")
    for at, to in (("2025/X", "../../moved"), ("2024", "2025")):
        os.symlink(to, os.path.join(out, at))
        run = trial.run("verify", out)
        trial.expect(run.code == 1 and f"{os.path.basename(at)}：是符号链接，不跟随" in run.out, f"{at} is a link: exit {run.code}: {run.out}")
        os.remove(os.path.join(out, at))


def links_among_what_was_handed_over(trial):
    out, others = trial.path("handed-out"), trial.path("handed-elsewhere")
    shutil.copytree(os.path.join(ROOT, "tests", "county", "报送"), trial.path("handed"))
    os.mkdir(others)
    first, second, *_ = sorted(os.listdir(trial.path("handed", "2025")))
    shutil.move(trial.path("handed", "2025", first), others)
    os.symlink(os.path.join(others, first), trial.path("handed", "2025", first))
    whole = trial.path("handed", "2025", second, "report.json")
    shutil.move(whole, os.path.join(others, "report.json"))
    os.symlink(os.path.join(others, "report.json"), whole)
    run = trial.run("compare", trial.path("handed"), "-o", out)
    trial.expect(run.code in (0, 1) and f"{first}：是链接" in run.err, f"a folder that is a link is passed over: {tail(run.err)}")
    trial.expect("报告编制" in run.out + run.err and second in read(os.path.join(out, "比较", "comparison.json")), "a file that is a link is not read")


def paths_that_are_empty(trial):
    for words in (("report", CLEAN, "-o", ""), ("check", CLEAN, "--store", ""), ("report", CLEAN, "--previous=")):
        run = trial.run(*words, "--year", "2025", "--as-of", "2026-01-20", cwd=trial.path())
        trial.expect(run.code == 3 and "后面是空的" in run.err, f"{words}: exit {run.code}: {tail(run.err)}")


def names_of_devices(trial):
    codes = ["CON", "nul.txt", "com1", "LPT²", "a:b", "dots...", 'q"?*<>|', "back\\slash"]
    safe = ["_CON", "_nul.txt", "_com1", "_LPT²", "a_b", "dots___", "q______", "back_slash"]
    run = trial.report(with_codes(trial, "devices", [code.replace('"', '""') for code in codes]))
    trial.expect(sorted(os.listdir(os.path.join(run.place, "2025"))) == sorted(safe + [AGENCY]) if written(trial, "devices", run) else False,
                 f"devices: {run.code}: {tail(run.err)}")


def names_that_fold(trial):
    pairs = [("é局", unicodedata.normalize("NFD", "é局")), ("Жx", "жX"), ("x.", "x_")]
    for i, pair in enumerate(pairs):
        run = trial.report(with_codes(trial, f"pair{i}", pair))
        trial.expect(run.code == 2 and not contents(run.place), f"{pair}: exit {run.code}: {tail(run.err)}")
        trial.expect("已用于另一个机关" in run.err or "代码" in run.err, f"{pair}: {tail(run.err)}")
    many = trial.path("batch")
    for i, code in enumerate(("QH:1", "QH?1", "QH-2")):
        place = os.path.join(many, str(i))
        shutil.copytree(with_codes(trial, f"one{i}", [code]), place)
        write(os.path.join(place, "agencies.csv"), "\n".join(line for line in read(os.path.join(place, "agencies.csv")).splitlines() if AGENCY not in line))
        shutil.rmtree(os.path.join(place, "narrative"))
        for file in os.listdir(place):
            if file.endswith(".csv") and file != "agencies.csv":
                write(os.path.join(place, file), read(os.path.join(place, file)).splitlines()[0] + "\n")
    run = trial.report(many)
    folders = os.listdir(os.path.join(run.place, "2025")) if os.path.isdir(run.place) else []
    trial.expect(run.code == 2 and sorted(folders) == ["QH-2", "QH_1"] and "已用于另一个机关" in run.err, f"batch: exit {run.code}, {folders}: {tail(run.err)}")
    # The first agency keeps its name also where its run is refused: the next run would write it.
    write(os.path.join(many, "0", "fees.csv"), "x\n")
    run = trial.report(many)
    folders = os.listdir(os.path.join(run.place, "2025")) if os.path.isdir(run.place) else []
    trial.expect(run.code == 2 and folders == ["QH-2"] and "已用于另一个机关" in run.err, f"a refused first: exit {run.code}, {folders}: {tail(run.err)}")
    # Marked copies are named by their ledgers.
    for i, name in enumerate(("台账:1", "台账?1", "台账2")):
        os.rename(os.path.join(many, str(i)), os.path.join(many, name))
    out = trial.path("marks")
    run = trial.run("check", many, "--year", "2025", "--as-of", "2026-01-20", "--mark", "-o", out)
    copies = sorted(os.listdir(os.path.join(out, "2025")))
    trial.expect(run.code == 2 and copies == ["台账2（标注）.xlsx", "台账_1（标注）.xlsx"], f"marked copies of one name: exit {run.code}, {copies}")
    trial.expect(run.err.count("已用于另一个同名的台账") == 1, f"the later one is refused: {tail(run.err, 8)}")


def old_marked_copies(trial):
    ledger, out = trial.ledger("marked", edit={"requests.csv": [("C1,2025-01-06", "C1,2025-13-06")]}), trial.path("marked-out")
    copy = os.path.join(out, "2025", "marked（标注）.xlsx")
    run = trial.run("check", ledger, "--year", "2025", "--as-of", "2026-01-20", "--mark", "-o", out)
    trial.expect(os.path.exists(copy), f"no marked copy: exit {run.code}: {tail(run.err)}")
    refused = trial.report(ledger, out=out)
    trial.expect(refused.code == 2 and os.path.exists(copy), "a refused run removed the marked copy")
    shutil.rmtree(ledger)
    shutil.copytree(CLEAN, ledger)
    kept = trial.path("kept.xlsx")
    shutil.copy(copy, kept)
    run = trial.report(ledger, out=out)
    trial.expect(run.code == 0 and not os.path.exists(copy) and f"删去 {copy}" in run.err, f"an old marked copy stays: {tail(run.err)}")
    write(copy, b"mine")
    run = trial.report(ledger, out=out)
    trial.expect(run.code == 0 and read(copy) == "mine" and f"没有删 {copy}" in run.err, f"a file of the user: {tail(run.err)}")
    touch_up(kept, copy)
    run = trial.report(ledger, "-q", out=out)
    trial.expect(run.code == 0 and os.path.exists(copy) and f"没有删 {copy}" in run.err, f"a marked copy that was changed: {tail(run.err)}")


def touch_up(source, target):
    """The workbook as a spreadsheet program saves it: it was modified later than created."""
    import zipfile
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-02-02T08:00:00Z", data)
            new.writestr(name, data)


def main():
    trial = Trial("left_behind")
    an_office_takes_another_name(trial)
    a_draft_becomes_final(trial)
    what_was_changed_stays(trial)
    a_link_in_the_place_of_an_old_file(trial)
    manifests_that_lie(trial)
    what_dead_runs_have_left(trial)
    links_in_the_place_of_folders(trial)
    links_that_hide_documents(trial)
    links_among_what_was_handed_over(trial)
    paths_that_are_empty(trial)
    names_of_devices(trial)
    names_that_fold(trial)
    old_marked_copies(trial)
    hidden = [name for name in contents(trial.work) if HIDDEN.search(name) and not name.startswith("dead/")]
    trial.expect(not hidden, f"left {hidden[:3]}")
    trial.end()


if __name__ == "__main__":
    main()
