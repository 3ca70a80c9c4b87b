"""The cells of workbooks, counted by Python's zipfile and Expat: the cost of reading in another program.

    python3 bench/expat_cells.py PATH       a workbook, or the workbooks in a folder

It resolves shared strings. It checks nothing and ignores styles.
"""
import os
import sys
import zipfile
from xml.parsers import expat


class Strings:
    """Shared strings: the text of every si."""

    def __init__(self):
        self.all, self.text = [], None

    def begin(self, tag, _):
        if tag == "si":
            self.text = []

    def words(self, words):
        if self.text is not None:
            self.text.append(words)

    def end(self, tag):
        if tag == "si":
            self.all.append("".join(self.text))
            self.text = None


class Cells:
    def __init__(self, strings):
        self.strings, self.n, self.kind, self.text = strings, 0, None, None

    def begin(self, tag, attributes):
        if tag == "c":
            self.kind, self.text = attributes.get("t"), []

    def words(self, words):
        if self.text is not None:
            self.text.append(words)

    def end(self, tag):
        if tag != "c":
            return
        value = "".join(self.text)
        if self.kind == "s":
            value = self.strings[int(value)]
        self.n += value != ""
        self.text = None


def parse(source, target):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = target.begin, target.end, target.words
    parser.ParseFile(source)
    return target


def count(path):
    with zipfile.ZipFile(path) as book:
        names, strings = book.namelist(), Strings()
        if "xl/sharedStrings.xml" in names:
            with book.open("xl/sharedStrings.xml") as source:
                parse(source, strings)
        n = 0
        for name in names:
            if name.startswith("xl/worksheets/sheet"):
                with book.open(name) as source:
                    n += parse(source, Cells(strings.all)).n
        return n


def main(path):
    books = [path] if os.path.isfile(path) else [os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith(".xlsx")]
    print(sum(map(count, books)))


if __name__ == "__main__":
    main(sys.argv[1])
