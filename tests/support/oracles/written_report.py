"""Reads a written report for the tests: its files, its form's labels, and the text and structure of its PDF."""
import functools
import glob
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


class Real(Exception):
    """A JSON real stands where a count (integer) or money (string) belongs."""


def refuse_real(text):
    raise Real(text)


def load_report(folder):
    """report.json of an output folder (DIR/YEAR/AGENCY); refuses binary floating point in it."""
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as source:
        return json.load(source, parse_float=refuse_real)


def only_file(folder, suffix, without=()):
    """The one file of the folder with that suffix, not counting the names in `without`."""
    found = [p for p in glob.glob(os.path.join(glob.escape(folder), "*" + suffix)) if os.path.basename(p) not in without]
    if len(found) != 1:
        raise FileNotFoundError(f"{folder}: {len(found)} files *{suffix}, expected one")
    return found[0]


def labels(form):
    """The official headings and labels of a form, exact, in the order in which they first stand in it."""
    with open(os.path.join(HERE, f"labels_{form}.txt"), encoding="utf-8") as source:
        return source.read().split("\n")[:-1]


def output_of(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: exit {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}"
                           f"{done.stdout.decode('utf-8', 'replace')}")
    return done.stdout.decode("utf-8")


def pdf_text(path, mode):
    """Text of the PDF without page numbers, the draft line and the letters of its watermark, and form feeds; mode: -raw or -layout."""
    text = output_of("pdftotext", "-enc", "UTF-8", mode, path, "-").replace("\f", "\n")
    text = re.sub(r"^[ \t]*(草稿：.*|草|稿)$", "", text, flags=re.M)
    return re.sub(r"^[ \t]*—[ \t]*\d+[ \t]*—[ \t]*$", "", text, flags=re.M)


def pdf_elements(path):
    """The names of the structure tree's elements. For a long document pdfinfo finds the text of each in minutes, its name at once."""
    names = (re.match(r"([A-Z][A-Za-z0-9]*)([ :]|$)", line.strip()) for line in output_of("pdfinfo", "-enc", "UTF-8", "-struct", path).splitlines())
    return [name[1] for name in names if name]


@functools.lru_cache(maxsize=4)                        # pdfinfo takes seconds
def pdf_structure(path):
    """The structure tree as a list of (depth, element, text), text joined from the lines below the element itself."""
    elements, open_at = [], []
    for line in output_of("pdfinfo", "-enc", "UTF-8", "-struct-text", path).splitlines():
        indent, content = len(line) - len(line.lstrip()), line.strip()
        if content.startswith('"'):
            if open_at:
                elements[open_at[-1][1]][2].append(content[1:-1])
        elif re.match(r"[A-Z][A-Za-z0-9]*([ :]|$)", content):
            while open_at and open_at[-1][0] >= indent:
                open_at.pop()
            open_at.append((indent, len(elements)))
            elements.append((len(open_at), re.split("[ :]", content)[0], []))
    return [(depth, name, "".join(text)) for depth, name, text in elements]
