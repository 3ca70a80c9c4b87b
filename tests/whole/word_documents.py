"""Reads published reports from Word files: every cell and every paragraph, whatever the manner in which the file is written.

    python3 tests/whole/word_documents.py PRINTER SUBMISSIONS [--office]

PRINTER is print_manuscript; SUBMISSIONS, print_submissions, finds the report in the same files: its agency, its year, each number.
--office: each file goes through LibreOffice and comes back from .odt, .doc and .rtf; then only the texts of the cells are compared.
"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.append(os.path.join(ROOT, "tests/support/generators"))
from standard_document import MANNERS, expected, numbers, write  # noqa: E402

# LibreOffice itself loses deleted rows, computes fields within fields, writes ? for 、 in numbers of RTF, and makes a note's own sign text.
LOST = {"strict": ("odt", "doc", "rtf"), "removed": ("odt", "doc", "rtf"), "fields": ("odt", "doc", "rtf"), "numbering": ("rtf",), "notes": ("rtf",)}
# What a reader must say of a file besides.
SAID = {"tracked": "有修订痕迹", "removed": "有修订痕迹", "hidden": "隐藏的文字", "notes": "有 2 条脚注，没有读进正文：“含上年第1批”、“含上年第2批”"}


def plain(text):
    return "\n".join(" ".join(line.replace("　", " ").split()) for line in text.split("\n")).strip()


def read(printer, paths):
    """The parts, remarks and refusal of each file."""
    out = subprocess.run([printer, *paths], capture_output=True, text=True, check=True).stdout
    files = []
    for line in out.splitlines():
        kind, *fields = line.split("\t")
        if kind == "file":
            files.append(([], [], []))
        elif kind == "paragraph":
            files[-1][0].append(("paragraph", fields[2].replace("⏎", "\n")))
        elif kind == "table":
            files[-1][0].append(("table", []))
        elif kind == "cell":
            if fields[6] != "-":
                fields[5] += f" ({fields[6]})"
            files[-1][0][-1][1].append((*map(int, fields[:4]), fields[5].replace("⏎", "\n")))
        elif kind in ("remark", "refused"):
            files[-1][1 if kind == "remark" else 2].append(fields[0])
    return files


def compare(what, wanted, spots, got, exact, failures):
    """Counts the numbers that were read in their place, and names what differs."""
    parts, _, refused = got
    tables, wanted_tables = [p for k, p in parts if k == "table"], [p for k, p in wanted if k == "table"]
    right = 0
    for i, cells in enumerate(wanted_tables):
        have = {(r, c): (rows, cols, plain(t)) for r, c, rows, cols, t in (tables[i] if i < len(tables) else [])}
        if not exact:                                  # other programs move columns: the texts of a row in their order
            rows = {}
            for (r, c), (_, _, t) in sorted(have.items()):
                rows.setdefault(r, []).append(t)
            for r in sorted({r for r, *_ in cells}):
                own = [(c, plain(t)) for r2, c, _, _, t in sorted(cells) if r2 == r]
                same = [t for _, t in own if t] == [t for t in rows.get(r, []) if t]
                right += sum((i, r, c) in spots for c, _ in own) if same else 0
                if not same:
                    failures.append(f"{what}: table {i + 1}, row {r}: {rows.get(r)}, expected {[t for _, t in own]}")
            continue
        for r, c, rows, cols, text in cells:
            found = have.pop((r, c), None)
            if found == (rows, cols, plain(text)):
                right += (i, r, c) in spots
            else:
                failures.append(f"{what}: table {i + 1}, ({r}, {c}): {found}, expected {(rows, cols, plain(text))}")
        failures += [f"{what}: table {i + 1}: {place} {cell} is in no form" for place, cell in have.items()]
    wanted_text, text = [plain(p) for k, p in wanted if k == "paragraph"], [plain(p) for k, p in parts if k == "paragraph" and p]
    if refused or len(tables) != len(wanted_tables):
        failures.append(f"{what}: {len(tables)} tables, {refused}")
    if exact and text != wanted_text:
        failures.append(f"{what}: the text is {text}, expected {wanted_text}")
    return right


def submitted(submissions, made, failures):
    """How many numbers of each manner the reader of submissions finds at their addresses."""
    out = subprocess.run([submissions, os.path.join(ROOT, "report_templates"), *[path for _, _, path in made]], capture_output=True, text=True, check=True).stdout
    figures = {}
    for (manner, report, path), s in zip(made, json.loads(out)["submissions"], strict=True):
        wanted = {f"{t}/{r}/{c}": str(v) for t, rows in report["tables"].items() for r, cells in rows.items() for c, v in cells.items() if v is not None}
        wrong = {a: (s["cells"].get(a), v) for a, v in wanted.items() if not s["cells"].get(a) or s["cells"][a][0] is None or float(s["cells"][a][0]) != float(v)}
        if wrong or s["name"] != report["agency"].translate(str.maketrans("()", "（）")) or s["year"] != report["year"] or s["form"] != report["form"]:
            failures.append(f"{os.path.basename(path)} as a report: {s['name']} {s['year']} {s['form']}, {len(wrong)} of {len(wanted)} wrong: {list(wrong.items())[:3]}")
        before = figures.get(manner, (0, 0))
        figures[manner] = before[0] + len(wanted) - len(wrong), before[1] + len(wanted)
    return figures


def again(folder, paths, format):
    """The files, each converted into a format and back."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for step, (ending, sources) in enumerate(((format, paths), ("docx", None))):
        out = os.path.join(folder, f"{format}-{step}")
        sources = sources or [os.path.join(folder, f"{format}-0", os.path.basename(p)[:-4] + format) for p in paths]
        subprocess.run(["soffice", profile, "--headless", "--convert-to", ending, "--outdir", out, *sources], check=True, capture_output=True)
    return [os.path.join(folder, f"{format}-1", os.path.basename(p)) for p in paths]


def main():
    printer, submissions, office = sys.argv[1], sys.argv[2], "--office" in sys.argv
    with open(os.path.join(ROOT, "data/real_reports.json"), encoding="utf-8") as source:
        reports = json.load(source)["reports"]
    failures, lines = [], []
    with tempfile.TemporaryDirectory() as folder:
        for how in ("odt", "doc", "rtf") if office else ("",):
            made, figures = [], {}
            for manner in [m for m in MANNERS if how not in LOST.get(m, ())]:
                for i, report in list(enumerate(reports))[3:4] if office else enumerate(reports):
                    path = os.path.join(folder, f"{manner}-{i}.docx")
                    write(path, report, manner)
                    made.append((manner, report, path))
            paths, found = [p for _, _, p in made], {} if office else submitted(submissions, made, failures)
            for (manner, report, path), got in zip(made, read(printer, again(folder, paths, how) if how else paths)):
                spots = numbers(report, manner)
                right = compare(f"{how} {os.path.basename(path)}".strip(), expected(report, manner), spots, got, not how, failures)
                before = figures.get(manner, (0, 0))
                figures[manner] = before[0] + right, before[1] + len(spots)
                if not how and manner in SAID and not any(SAID[manner] in remark for remark in got[1]):
                    failures.append(f"{os.path.basename(path)}: nothing is said of it: {got[1]}")
            lines += [f"{how:4}{manner:10}{right:6} of {total}" + (" in the grid, {} of {} as a report".format(*found[manner]) if found else "") for manner, (right, total) in figures.items()]
    print("\n".join(failures[:40] + lines))
    print(f"{len(failures)} failures")
    sys.exit(1 if failures or not lines else 0)


if __name__ == "__main__":
    main()
