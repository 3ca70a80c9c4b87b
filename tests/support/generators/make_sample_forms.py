"""Writes data/sample-forms: the sample ledger in the other forms in which offices have theirs. LibreOffice saves the workbook.

    python3 tests/support/generators/make_sample_forms.py PROGRAM
"""
import os
import shutil
import subprocess
import sys
import tempfile

import wide_ledger
from filled_ledger import Filler, tables_of
from ledger_workbook import NAMES

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))
SAMPLE = os.path.join(ROOT, "data", "sample")
FORMS = os.path.join(ROOT, "data", "sample-forms")


def as_exported():
    """GB18030, CRLF and Chinese file names, as an office's system exports them."""
    folder = os.path.join(FORMS, "gb18030")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name in sorted(os.listdir(SAMPLE)):
        stem, kind = os.path.splitext(name)
        with open(os.path.join(SAMPLE, name), encoding="utf-8-sig", newline="") as source:
            text = source.read().replace("\r\n", "\n").replace("\n", "\r\n")
        with open(os.path.join(folder, NAMES.get(stem, stem) + kind), "wb") as out:
            out.write(text.encode("gb18030"))


def as_filled(program, work):
    """The blank ledger of nianbao init, filled in, and saved by LibreOffice."""
    blank, filled = os.path.join(work, "blank.xlsx"), os.path.join(work, "台账.xlsx")
    subprocess.run([program, "init", blank], check=True, capture_output=True)
    filler = Filler(blank)
    for name, (headings, rows) in tables_of(SAMPLE).items():
        filler.fill(name, headings, rows)
    filler.fill("豁免", [], [])
    filler.save(filled)
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--outdir", FORMS, filled], check=True, capture_output=True, timeout=300)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_sample_forms.py PROGRAM")
    os.makedirs(FORMS, exist_ok=True)
    as_exported()
    shutil.rmtree(os.path.join(FORMS, "wide"), ignore_errors=True)
    wide_ledger.make(SAMPLE, os.path.join(FORMS, "wide"), title=None)
    with tempfile.TemporaryDirectory() as work:
        as_filled(os.path.abspath(sys.argv[1]), work)


if __name__ == "__main__":
    main()
