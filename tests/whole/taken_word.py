"""The Word file that the program writes is edited as in Word and in LibreOffice; `report --texts` prints the edited words and changes nothing else.

    python3 tests/whole/taken_word.py PROGRAM

In Word a change is tracked, or a run is split; LibreOffice writes the whole file anew. The edited sentence must stand in the PDF, and
cells, notes and the other paragraphs must be those of the first report.
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "data", "sample")
FAULTS = []
OLD, NEW = "组织业务培训2次", "组织业务培训12次"           # in section one of the sample
QUIET = {"S34", "S35", "S37", "S38", "S39", "R02", "R03", "R04", "R05", "R06", "R08"}


def say(words):
    FAULTS.append(words)
    print(words)


def report(program, out, *more, ledger=SAMPLE):
    done = subprocess.run([program, "report", ledger, "--year", "2025", "--as-of", "2026-01-20", "-o", out, "--json", *more], capture_output=True,
                          env={"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}, timeout=300, check=False)
    return done.returncode, json.loads(done.stdout or "[]"), done.stderr.decode()


def one(out, pattern):
    return glob.glob(os.path.join(out, "2025", "*", pattern))[0]


def read(out):
    with open(one(out, "report.json"), encoding="utf-8") as source:
        return json.load(source)


def printed(pdf):
    return re.sub(r"\s", "", subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout)


def change_part(source, target, part, change):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == part:
                text = content.decode("utf-8")
                content = change(text).encode("utf-8")
                if content.decode("utf-8") == text:
                    raise ValueError(f"{source}: nothing to change in {part}")
            new.writestr(info, content, zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED)


def convert(path, to, work):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", to, "--outdir", os.path.join(work, to), path],
                   check=True, capture_output=True, timeout=240)
    return os.path.join(work, to, os.path.splitext(os.path.basename(path))[0] + "." + to)


def run_with(text, words):
    """Replaces the run that holds `words` by what `words` becomes."""
    found = re.search(r"<w:r>(?:(?!</w:r>).)*?" + re.escape(OLD) + r"(?:(?!</w:r>).)*?</w:r>", text, re.S)
    run = found[0]
    properties = (re.search(r"<w:rPr>.*?</w:rPr>", run, re.S) or [""])[0]
    before, after = re.search(r"<w:t[^>]*>(.*?)</w:t>", run, re.S)[1].split(OLD)

    def plain(t, tag="t"):
        return f'<w:r>{properties}<w:{tag} xml:space="preserve">{t}</w:{tag}></w:r>'

    return text[:found.start()] + plain(before) + words(plain) + plain(after) + text[found.end():]


def tracked(text):
    by = 'w:author="局领导" w:date="2026-01-21T09:00:00Z"'
    return run_with(text, lambda run: run("组织业务培训") + f'<w:ins w:id="901" {by}>' + run("1") + "</w:ins>" + run("2次") + f'<w:del w:id="902" {by}>' + run("旧话", "delText") + "</w:del>")


def split(text):
    return run_with(text, lambda run: run("组织") + '<w:proofErr w:type="spellStart"/>' + run("业务培训1") + '<w:bookmarkStart w:id="903" w:name="_GoBack"/>' + run("2") + '<w:bookmarkEnd w:id="903"/>' + run("次"))


def in_office(docx, work):
    odt, edited = convert(docx, "odt", work), os.path.join(work, "edited.odt")

    def change(text):
        # LibreOffice may have parted the words into spans.
        pattern = "(?:<[^>]*>)*".join(map(re.escape, OLD))
        return re.sub(pattern, NEW, text, count=1)

    change_part(odt, edited, "content.xml", change)
    return convert(edited, "docx", work)


def compare(at, program, first, path, work, edited=True):
    out = os.path.join(work, "again-" + at)
    code, findings, said = report(program, out, "--texts", path)
    if code:
        say(f"{at}: exit {code}: {said}")
        return
    wanted, got = read(first), read(out)
    narrative = {s: t.replace(OLD, NEW) if edited else t for s, t in wanted["narrative"].items()}
    if edited and narrative == wanted["narrative"]:
        say(f"{at}: the sample no longer holds {OLD}")
    for section, text in narrative.items():
        for a, b in zip(text.split("\n\n") + [""], got["narrative"][section].split("\n\n") + [""]):
            if a != b:
                say(f"{at}: {section}: {a!r} became {b!r}")
    for key in ("tables", "notes", "status"):
        if wanted[key] != got[key]:
            say(f"{at}: {key} differs")
    loud = [f for f in findings if f["id"] in QUIET]
    if loud:
        say(f"{at}: {loud}")
    before, after = printed(one(first, "*.pdf")), printed(one(out, "*.pdf"))
    if after != (before.replace(OLD, NEW) if edited else before):
        say(f"{at}: the PDF differs in more than the sentence, or not in it")


def numbers_and_headings(program, first, docx, work):
    """A number or the note of a cell that was edited is named, with its place, and not taken; a heading with other words is named and its section still read."""
    path, out = os.path.join(work, "number.docx"), os.path.join(work, "again-number")
    total = str(read(first)["tables"]["requests"]["new"]["total"])
    change_part(docx, path, "word/document.xml", lambda t: t.replace(f">{total}<", ">9999<", 1).replace("五、存在的主要问题及改进情况", "五、问题和打算", 1)
                .replace("</w:tbl>", "</w:tbl><w:p><w:r><w:t>表中含局属单位的数。</w:t></w:r></w:p>", 1)
                .replace("（其中修订1件）", "（其中修订2件）", 1).replace("（其中修订1件，含期满失效1件）", "", 1))
    code, findings, said = report(program, out, "--texts", path)
    unequal = [(f["cell"], f["value"], f["expected"]) for f in findings if f["id"] == "S34"]
    if code != 1 or unequal != [("requests/new/total", "9999", total)] or not all("表三" in f["column"] for f in findings if f["id"] == "S34"):
        say(f"a number: exit {code}: {said} {[f for f in findings if f['id'] == 'S34']}")
    if [(f["value"], f["expected"]) for f in findings if f["id"] == "R04"] != [("五、问题和打算", "五、存在的主要问题及改进情况")]:
        say(f"a heading: {[f for f in findings if f['id'] == 'R04']}")
    words = {(f["key"] or f["cell"], f["value"], f["expected"]) for f in findings if f["id"] == "S38"}
    if words != {("proactive", "表中含局属单位的数。", None), ("proactive/normative/made", "其中修订2件", "其中修订1件"),
                 ("proactive/normative/repealed", "没有附注", "其中修订1件，含期满失效1件")}:
        say(f"words below a table, notes of cells: {words}")
    for key in ("tables", "notes", "narrative"):
        if read(first)[key] != read(out)[key]:
            say(f"a number and a heading: {key} differs")
    # The file that was written is the next one to edit.
    code, findings, said = report(program, os.path.join(work, "next"), "--texts", one(out, "*.docx"))
    if code or any(f["id"] in QUIET for f in findings):
        say(f"the next file: exit {code}: {[f for f in findings if f['id'] in QUIET]}")


def long_name(program, work):
    """A name that the title breaks is read whole, also where the file lost its properties."""
    ledger, name = os.path.join(work, "ledger"), "中国（江州）自由贸易试验区云溪片区管理委员会自然资源和规划建设局"
    shutil.copytree(SAMPLE, ledger)
    agencies = os.path.join(ledger, "agencies.csv")
    with open(agencies, encoding="utf-8") as source:
        text = source.read()
    with open(agencies, "w", encoding="utf-8") as target:
        target.write(text.replace(",江州市云溪县自然资源局,", f",{name},", 1))
    first, bare = os.path.join(work, "long"), os.path.join(work, "bare.docx")
    report(program, first, ledger=ledger)
    docx = one(first, "*.docx")
    change_part(docx, bare, "_rels/.rels", lambda t: re.sub(r'<Relationship Id="[^"]*" Type="[^"]*-properties" [^>]*/>', "", t))
    for path in (docx, bare):
        code, findings, said = report(program, os.path.join(work, "long-again"), "--texts", path, ledger=ledger)
        if code or any(f["id"] in QUIET for f in findings):
            say(f"a long name, {os.path.basename(path)}: exit {code}: {said} {[f for f in findings if f['id'] in QUIET]}")
    # A PDF has only lines; its file's name says which of them belong together.
    alone, out = os.path.join(work, "alone"), os.path.join(work, "compared")
    os.makedirs(alone)
    shutil.copy(one(first, "*.pdf"), alone)
    subprocess.run([program, "compare", alone, "-o", out], check=True, capture_output=True, timeout=120)
    with open(os.path.join(out, "比较", "comparison.json"), encoding="utf-8") as source:
        if name not in source.read():
            say("a long name in a PDF: only a part of it was read")


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="word-") as work:
        first = os.path.join(work, "first")
        report(program, first)
        docx = one(first, "*.docx")
        compare("unchanged", program, first, docx, work, edited=False)
        for at, change in (("tracked", tracked), ("split", split)):
            path = os.path.join(work, at + ".docx")
            change_part(docx, path, "word/document.xml", change)
            compare(at, program, first, path, work)
        numbers_and_headings(program, first, docx, work)
        long_name(program, work)
        compare("office", program, first, in_office(docx, work), work)
    print(f"Word files edited: {len(FAULTS)} faults")
    sys.exit(bool(FAULTS))


if __name__ == "__main__":
    main()
