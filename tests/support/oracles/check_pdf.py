"""Checks a written PDF with other programs.

    python3 tests/support/oracles/check_pdf.py DIR [--part 2]      # an output folder: DIR/YEAR/AGENCY

  - PDFBox Preflight: valid PDF/A-1b (not with --part 2, which it does not know);
  - qpdf --check: no error, no warning; no encryption, no script, no link, no attached file;
  - pdffonts: every font embedded, a subset, with Unicode values;
  - pdftotext: every official heading and label of the form, the title, and the text of the sections, exact;
  - pdfinfo: Author is the agency, Title the report's; tagged, with H1, H2, P and one Table with TR, TH and TD a table, and one more of what a
    corrected edition changes;
  - bookmarks: one for each heading of a section, below it one for each of its （一）, each leading straight to a page.
Each fault is printed. Exit status 0 = none.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys

from written_report import labels, load_report, only_file, output_of, pdf_structure, pdf_text

JAVA = "/usr/share/java"
JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "jaxb-api", "javax.activation")
JAR_PACKAGES = "libpdfbox2-java libjaxb-api-java libactivation-java"
FORBIDDEN = ("Encrypt", "JavaScript", "JS", "Launch", "URI", "EmbeddedFile", "EmbeddedFiles", "AA", "SMask")


def preflight(path):
    jars = [jar for name in JARS for jar in sorted(glob.glob(f"{JAVA}/{name}.jar"))]
    done = subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", ":".join(jars), "org.apache.pdfbox.preflight.Validator_A1b", path],
                          capture_output=True, text=True, check=False)
    if "NoClassDefFoundError" in done.stderr or "ClassNotFound" in done.stderr:
        yield f"Preflight cannot run; install {JAR_PACKAGES}: {done.stderr.splitlines()[0]}"
    elif done.returncode:
        yield f"Preflight: {done.stdout.strip()} {done.stderr.strip()}"


def qpdf(path):
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"qpdf --check: {done.stdout}{done.stderr}"
    objects = subprocess.run(["qpdf", "--json=1", path], capture_output=True, text=True, check=False).stdout
    for name in FORBIDDEN:
        if re.search(rf'"/{name}"', objects):
            yield f"the PDF has /{name}"


def fonts(path):
    rows = output_of("pdffonts", path).splitlines()[2:]
    if not rows:
        yield "no fonts"
    for row in rows:
        embedded, subset, unicode_values = row.split()[-5:-2]
        if (embedded, subset, unicode_values) != ("yes", "yes", "yes"):
            yield f"pdffonts: {row}"


def flat(text):
    return "".join(text.split())


def words(path, report, title):
    text = flat(pdf_text(path, "-raw"))
    for label in [title, *labels(report["form"])]:
        if flat(label) not in text:
            yield f"pdftotext does not give {label}"
    for section in report["narrative"].values():
        for paragraph in section.splitlines():
            if flat(paragraph.lstrip("# ")) not in text:
                yield f"pdftotext does not give {paragraph[:60]}"


def information(path, report, title):
    info = dict(re.match(r"([^:]+):\s*(.*)", line).groups() for line in output_of("pdfinfo", "-enc", "UTF-8", path).splitlines()
                if re.match(r"[^:]+:", line))
    for key, want in (("Author", report["agency"]["name"]), ("Title", title), ("Tagged", "yes"), ("Encrypted", "no"),
                      ("JavaScript", "no"), ("Suspects", "no")):
        if info.get(key) != want:
            yield f"pdfinfo: {key} is {info.get(key)}, expected {want}"
    if "A4" not in info.get("Page size", ""):
        yield f"pdfinfo: page size {info.get('Page size')}"


def structure(path, report):
    elements = pdf_structure(path)
    count = {name: sum(e[1] == name for e in elements) for name in ("Document", "H1", "H2", "P", "Table", "TR", "TH", "TD")}
    corrected = os.path.exists(os.path.join(os.path.dirname(path), "更正说明.json"))
    tables = len(report["tables"]) + corrected
    if count["Document"] != 1 or count["H1"] != 1 or count["H2"] < 6 + corrected or not count["P"] or count["Table"] != tables:
        yield f"structure: {count}"
    inside, seen = 0, {}
    for depth, name, _ in elements:
        if name == "Table":
            inside, seen = depth, {}
        elif inside and depth > inside:
            seen.setdefault(name, depth)
            if name in ("TH", "TD") and ("TR" not in seen or depth <= seen["TR"]):
                yield f"structure: {name} outside a TR"
        elif name in ("TR", "TH", "TD"):
            yield f"structure: {name} outside a Table"
    cells = sum(len(columns) for rows in report["tables"].values() for columns in rows.values())
    if count["TD"] < cells:
        yield f"structure: {count['TD']} TD, the form has {cells} cells"


def bookmark_lines(bookmarks, level):
    for one in bookmarks:
        yield level, flat(one["title"]), one["dest"]
        yield from bookmark_lines(one["kids"], level + 1)


def bookmarks(path):
    outline = json.loads(output_of("qpdf", "--json=1", "--json-key=outlines", path))["outlines"]
    lines = list(bookmark_lines(outline, 2))
    headings = [(int(name[1]), flat(text)) for _, name, text in pdf_structure(path) if name in ("H2", "H3")]
    if [line[:2] for line in lines] != headings:
        yield f"bookmarks: {[line[:2] for line in lines]}, the headings are {headings}"
    yield from (f"bookmark {title}: destination {to}" for _, title, to in lines if not isinstance(to, list) or to[1] != "/XYZ")


def problems(folder, part="1"):
    report, path = load_report(folder), only_file(folder, ".pdf")
    title = os.path.basename(path).removesuffix(".pdf")
    if part == "1":
        yield from preflight(path)
    yield from qpdf(path)
    yield from fonts(path)
    yield from words(path, report, title)
    yield from information(path, report, title)
    yield from structure(path, report)
    yield from bookmarks(path)


def main():
    parser = argparse.ArgumentParser(description="checks a written PDF")
    parser.add_argument("folder")
    parser.add_argument("--part", choices=("1", "2"), default="1")
    options = parser.parse_args()
    found = list(problems(options.folder, options.part))
    for line in found:
        print(line)
    print(f"{options.folder}: {len(found)} faults")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
