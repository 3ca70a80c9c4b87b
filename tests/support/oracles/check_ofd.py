"""Checks an OFD against the schemas of GB/T 33190 and draws it back: its characters and lines are those of the PDF beside it.

    python3 tests/support/oracles/check_ofd.py FILE.ofd FILE.pdf

Each function yields faults. The schemas stand here as tables, as far as this program's documents have their elements: children in
order, attributes with their types. Poppler (pdftocairo -svg) says where the PDF has each glyph and each line.
"""
import posixpath
import re
import struct
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter

NAMESPACE = "{http://www.ofdspec.org/2016}"
POINT = 72 / 25.4
TEXT_TOLERANCE, LINE_TOLERANCE = 0.04, 0.01            # points: 0.014 mm
# Of the em, what fonts have at least: left of a mark, right of a dash, above and below the baseline of a repeat mark of vertical text.
COMBINING_LEFT, DASHES, HIGH = 0.12, {"⸺": 1.6, "⸻": 2.4}, {"〱": (1.2, 0.5), "〲": (1.2, 0.5)}
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}

NUMBER = r"-?\d+(\.\d+)?"
ID, REAL, TEXT, NAME = r"[1-9]\d*", NUMBER, r"(?s).+", r"[^\\:*?\"<>|]+"
BOX, MATRIX, COLOUR = rf"{NUMBER}( {NUMBER}){{3}}", rf"{NUMBER}( {NUMBER}){{5}}", r"\d{1,3} \d{1,3} \d{1,3}"
DELTAS = rf"(g \d+ {NUMBER}|{NUMBER})( (g \d+ {NUMBER}|{NUMBER}))*"
PATH = rf"(([ML] {NUMBER} {NUMBER}|C) ?)+"
DAY = r"\d{4}-\d\d-\d\d"
# Children in their order: “?” may be missing, “*” any number, “+” one and more. A string is the type of an element's text.
ELEMENTS = {
    "OFD": (["DocBody"], {"Version": r"1\.0", "DocType": "OFD-A"}),
    "DocBody": (["DocInfo", "DocRoot"], {}),
    "DocInfo": (["DocID", "Title?", "Author?", "Subject?", "Abstract?", "CreationDate?", "ModDate?", "DocUsage?", "Cover?", "Keywords?", "Creator?", "CreatorVersion?"], {}),
    "DocID": ("[0-9a-f]{32}", {}), "Title": (TEXT, {}), "Author": (TEXT, {}), "Subject": (TEXT, {}), "CreationDate": (DAY, {}), "ModDate": (DAY, {}),
    "Creator": (TEXT, {}), "CreatorVersion": (TEXT, {}), "DocRoot": (NAME, {}),
    "Document": (["CommonData", "Pages", "Outlines?"], {}),
    "CommonData": (["MaxUnitID", "PageArea", "PublicRes*", "DocumentRes*", "TemplatePage*", "DefaultCS?"], {}),
    "MaxUnitID": (ID, {}), "PageArea": (["PhysicalBox", "ApplicationBox?", "ContentBox?", "BleedBox?"], {}), "PhysicalBox": (BOX, {}), "PublicRes": (NAME, {}),
    "Pages": (["Page+"], {}), "Outlines": (["OutlineElem+"], {}), "OutlineElem": (["Actions?", "OutlineElem*"], {"Title": TEXT}),
    "Actions": (["Action+"], {}), "Action": (["Goto"], {"Event": "CLICK"}), "Goto": (["Dest"], {}),
    "Dest": ([], {"Type": "XYZ", "PageID": ID, "Left": REAL, "Top": REAL}),
    "Res": (["Fonts*"], {"BaseLoc": NAME}), "Fonts": (["Font+"], {}), "Font": (["FontFile"], {"ID": ID, "FontName": TEXT}), "FontFile": (NAME, {}),
    "Area": (["PhysicalBox"], {}), "Content": (["Layer+"], {}), "Layer": (None, {"ID": ID, "Type": "Body"}),
    "TextObject": (["FillColor?", "StrokeColor?", "CGTransform*", "TextCode+"], {"ID": ID, "Boundary": BOX, "Font": ID, "Size": REAL, "CTM?": MATRIX, "HScale?": REAL}),
    "CGTransform": (["Glyphs"], {"CodePosition": r"\d+", "CodeCount": ID, "GlyphCount": ID}), "Glyphs": (r"\d+( \d+)*", {}),
    "TextCode": (TEXT, {"X": REAL, "Y": REAL, "DeltaX?": DELTAS}),
    "PathObject": (["StrokeColor?", "FillColor?", "AbbreviatedData"], {"ID": ID, "Boundary": BOX, "LineWidth?": REAL, "Stroke?": "false", "Fill?": "true"}),
    "AbbreviatedData": (PATH, {}), "FillColor": ([], {"Value": COLOUR}), "StrokeColor": ([], {"Value": COLOUR}),
}
PAGE_OF_TREE, PAGE_OF_CONTENT = ([], {"ID": ID, "BaseLoc": NAME}), (["Template*", "PageRes*", "Area?", "Content?", "Actions?"], {})


def local(element):
    return element.tag.removeprefix(NAMESPACE)


def children_fit(names, wanted):
    pattern = "".join(f"(?:{name.rstrip('?*+')};){name[len(name.rstrip('?*+')):]}" for name in wanted)
    return re.fullmatch(pattern, "".join(name + ";" for name in names))


def element_faults(element, where):
    name = local(element)
    if not element.tag.startswith(NAMESPACE) or (name != "Page" and name not in ELEMENTS):
        yield f"{where}: element {element.tag}"
        return
    content, attributes = ELEMENTS[name] if name != "Page" else PAGE_OF_TREE if "BaseLoc" in element.attrib else PAGE_OF_CONTENT
    known = {key.rstrip("?"): kind for key, kind in attributes.items()}
    for key, value in element.attrib.items():
        if key not in known or not re.fullmatch(known[key], value):
            yield f"{where}: {name} {key}={value!r}"
    yield from (f"{where}: {name} without {key}" for key in attributes if not key.endswith("?") and key not in element.attrib)
    names = [local(child) for child in element]
    if isinstance(content, str):
        if names or not re.fullmatch(content, element.text or ""):
            yield f"{where}: {name} holds {element.text!r} {names}"
    elif content is None:
        yield from (f"{where}: {name} holds {child}" for child in names if child not in ("TextObject", "PathObject"))
    elif not children_fit(names, content):
        yield f"{where}: {name} holds {names}"
    if not isinstance(content, str) and (element.text or "").strip():
        yield f"{where}: {name} holds the text {element.text!r}"
    for child in element:
        yield from element_faults(child, where)


class Font:
    """An OpenType file: which glyph shows a character, and how many there are."""

    def __init__(self, data):
        count = struct.unpack(">H", data[4:6])[0]
        self.tables = {}
        for tag, _, at, size in (struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i]) for i in range(count)):
            self.tables[tag.decode()] = data[at:at + size]
        self.sound = data[:4] in (b"OTTO", b"\0\1\0\0") and ("CFF " in self.tables) == (data[:4] == b"OTTO") and {"head", "hhea", "hmtx", "maxp", "cmap", "name", "OS/2", "post"} <= set(self.tables)
        self.glyphs = struct.unpack(">H", self.tables["maxp"][4:6])[0]
        self.formats, self.cmap = set(), {}
        cmap = self.tables["cmap"]
        for i in range(struct.unpack(">H", cmap[2:4])[0]):
            at = struct.unpack(">I", cmap[8 + 8 * i:12 + 8 * i])[0]
            self.read_cmap(cmap[at:])

    def read_cmap(self, table):
        kind = struct.unpack(">H", table[:2])[0]
        self.formats.add(kind)
        if kind == 12:
            for first, last, glyph in (struct.unpack(">III", table[16 + 12 * i:28 + 12 * i]) for i in range(struct.unpack(">I", table[12:16])[0])):
                self.cmap |= {first + k: glyph + k for k in range(last - first + 1)}
        elif kind == 4:
            n = struct.unpack(">H", table[6:8])[0] // 2
            words = struct.unpack(f">{len(table) // 2}H", table[:len(table) // 2 * 2])
            ends, starts, deltas, offsets = words[7:7 + n], words[8 + n:8 + 2 * n], words[8 + 2 * n:8 + 3 * n], words[8 + 3 * n:8 + 4 * n]
            for i in range(n):
                for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
                    glyph = (code + deltas[i]) & 0xFFFF if not offsets[i] else words[8 + 3 * n + i + offsets[i] // 2 + code - starts[i]]
                    self.cmap.setdefault(code, (glyph + deltas[i]) & 0xFFFF if offsets[i] and glyph else glyph)


class Ofd:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.parts = {info.filename: self.zip.read(info) for info in self.zip.infolist()}
        self.trees = {name: ET.fromstring(data) for name, data in self.parts.items() if name.endswith(".xml")}
        self.root = self.find(self.trees["OFD.xml"], "DocRoot")[0].text
        self.document = self.trees[self.root]
        self.pages = [self.beside(self.root, page.get("BaseLoc")) for page in self.find(self.document, "Page")]
        self.resources = [self.beside(self.root, one.text) for one in self.find(self.document, "PublicRes")]
        self.fonts = {}
        for name in self.resources:
            base = self.beside(name, self.trees[name].get("BaseLoc"))
            self.fonts |= {font.get("ID"): posixpath.join(base, self.find(font, "FontFile")[0].text) for font in self.find(self.trees[name], "Font")}

    @staticmethod
    def find(tree, name):
        return list(tree.iter(NAMESPACE + name))

    @staticmethod
    def beside(part, path):
        return posixpath.normpath(posixpath.join(posixpath.dirname(part), path))


def package_faults(ofd):
    infos = ofd.zip.infolist()
    if infos[0].filename != "OFD.xml" or ofd.zip.testzip():
        yield "the package does not begin with OFD.xml, or is damaged"
    if {(info.date_time, info.create_system, info.external_attr) for info in infos} != {((1980, 1, 1, 0, 0, 0), 0, 0)} or any(info.flag_bits & 1 for info in infos):
        yield "a part bears a time, an owner or a password"
    named = {"OFD.xml", ofd.root, *ofd.pages, *ofd.resources, *ofd.fonts.values()}
    if named != set(ofd.parts) or len(infos) != len(named):
        yield f"parts that nothing names, or that are not there: {named ^ set(ofd.parts)}"
    for name, tree in ofd.trees.items():
        if not ofd.parts[name].startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:'):
            yield f"{name} begins with {ofd.parts[name][:60]!r}"
        yield from element_faults(tree, name)


def inside(box, outer):
    x, y, width, height = box
    return x >= 0 and y >= 0 and width > 0 and height > 0 and x + width <= outer[2] and y + height <= outer[3]


def numbers(text):
    return [float(word) for word in text.split()]


def reference_faults(ofd):
    pages = {page.get("ID") for page in ofd.find(ofd.document, "Page")}
    ids = [element.get("ID") for tree in ofd.trees.values() for element in tree.iter() if element.get("ID")]
    highest = int(ofd.find(ofd.document, "MaxUnitID")[0].text)
    yield from (f"id {one} is there {n} times" for one, n in Counter(ids).items() if n > 1)
    if max(map(int, ids)) > highest:
        yield f"id {max(map(int, ids))} above MaxUnitID {highest}"
    yield from (f"a bookmark to page {to.get('PageID')}" for to in ofd.find(ofd.document, "Dest") if to.get("PageID") not in pages)
    area = numbers(ofd.find(ofd.document, "PhysicalBox")[0].text)
    used = set()
    for name in ofd.pages:
        for item in [*ofd.find(ofd.trees[name], "TextObject"), *ofd.find(ofd.trees[name], "PathObject")]:
            used |= {item.get("Font")} - {None}
            if not inside(numbers(item.get("Boundary")), area):
                yield f"{name}: {item.get('ID')} reaches over the page: {item.get('Boundary')}"
    if used != set(ofd.fonts):
        yield f"fonts {used}, embedded {set(ofd.fonts)}"


def deltas(text):
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = int(next(words)), float(next(words))
            yield from [step] * count
        else:
            yield float(word)


def font_faults(ofd):
    """Every character has a glyph: by the cmap, a variant by CGTransform."""
    fonts = {one: Font(ofd.parts[file]) for one, file in ofd.fonts.items()}
    wanted, variants = {one: set() for one in fonts}, {one: set() for one in fonts}
    yield from (f"font {one} of formats {font.formats} has {sorted(font.tables)}" for one, font in fonts.items() if not font.sound or not font.formats <= {4, 12})
    for name in ofd.pages:
        for item in ofd.find(ofd.trees[name], "TextObject"):
            text = "".join(code.text for code in ofd.find(item, "TextCode"))
            font, changed = fonts[item.get("Font")], ofd.find(item, "CGTransform")
            wanted[item.get("Font")] |= set(map(ord, text)) - SELECTORS
            for change in changed:
                glyphs = [int(glyph) for glyph in change[0].text.split()]
                variants[item.get("Font")] |= set(glyphs)
                if len(text.encode("utf-16-le")) // 2 != int(change.get("CodeCount")) or len(glyphs) != 1 or not 0 < glyphs[0] < font.glyphs:
                    yield f"{name}: {text!r} as the glyphs {glyphs} of {font.glyphs}"
            if not changed and any(ord(c) in SELECTORS for c in text):
                yield f"{name}: {text!r} has no glyph of its own"
    for one, font in fonts.items():
        missing = {c for c in wanted[one] if not 0 < font.cmap.get(c, 0) < font.glyphs}
        shown = {font.cmap[c] for c in wanted[one] - missing} | variants[one]
        if missing or set(font.cmap.values()) - shown:
            yield f"font {one}: missing {missing}, not used {set(font.cmap.values()) - shown}"
        if font.glyphs > 2 * len(shown) + 8:           # .notdef, and parts of glyphs
            yield f"font {one}: {font.glyphs} glyphs for {len(shown)}"


def colour_of(item, name):
    found = item.find(NAMESPACE + name)
    return tuple(map(int, found.get("Value").split())) if found is not None else (0, 0, 0)


def room_faults(tree, where):
    """A reader cuts off what lies beyond the boundary: a combining mark stands before its place, a dash of two or three ems goes on
    behind it, a repeat mark of vertical text above and below its line."""
    for item in tree.iter(NAMESPACE + "TextObject"):
        (width, height), size = numbers(item.get("Boundary"))[2:], float(item.get("Size"))
        for code in item.iter(NAMESPACE + "TextCode"):
            x, y = float(code.get("X")), float(code.get("Y"))
            for character, step in zip(code.text, [*deltas(code.get("DeltaX")), 0]):
                if unicodedata.combining(character) and x < COMBINING_LEFT * size:
                    yield f"{where}: U+{ord(character):04X} has {x} to its left"
                if width - x < DASHES.get(character, 0) * size:
                    yield f"{where}: U+{ord(character):04X} has {width - x:.3f} to its right"
                above, below = HIGH.get(character, (0, 0))
                if y < above * size or height - y < below * size:
                    yield f"{where}: U+{ord(character):04X} has {y} above its line and {height - y:.3f} below"
                x += step


def characters(tree):
    """Character, place in points from the page's upper left corner; selectors are part of the character before them."""
    for item in tree.iter(NAMESPACE + "TextObject"):
        left, top, width, height = numbers(item.get("Boundary"))
        a, b, c, d, e, f = numbers(item.get("CTM") or "1 0 0 1 0 0")
        for code in item.iter(NAMESPACE + "TextCode"):
            shown = re.findall("(?s).[\ufe00-\ufe0f\U000e0100-\U000e01ef]*", code.text)
            x, y, steps = float(code.get("X")), float(code.get("Y")), list(deltas(code.get("DeltaX")))
            assert len(steps) == len(shown) - 1, code.text
            for character, step in zip(shown, [*steps, 0]):
                at = a * x + c * y + e, b * x + d * y + f
                assert 0 <= at[0] <= width and 0 <= at[1] <= height, (character, at)
                yield character, (left + at[0]) * POINT, (top + at[1]) * POINT, colour_of(item, "FillColor")
                x += step


def lines(tree):
    """Every part of a path: whether it is filled, its colour and width, its points."""
    for item in tree.iter(NAMESPACE + "PathObject"):
        left, top, width, height = numbers(item.get("Boundary"))
        filled = item.get("Fill") == "true"
        for part in re.findall(r"M[^M]*", item.find(NAMESPACE + "AbbreviatedData").text):
            points = [tuple(map(float, point)) for point in re.findall(rf"[ML] ({NUMBER.replace('(', '(?:')}) ({NUMBER.replace('(', '(?:')})", part)]
            assert all(0 <= x <= width and 0 <= y <= height for x, y in points), part
            yield (filled, colour_of(item, "FillColor" if filled else "StrokeColor"), 0 if filled else float(item.get("LineWidth")) * POINT,
                   [((left + x) * POINT, (top + y) * POINT) for x, y in points], "C" in part)


def drawn_colour(style, key):
    return tuple(round(float(part) * 2.55) for part in re.search(rf"{key}:rgb\(([\d.]+)%,([\d.]+)%,([\d.]+)%\)", style).groups())


def drawn(pdf, page):
    """What poppler draws of a page of the PDF: the places of glyphs with their colours, and the parts of paths as lines() gives them."""
    svg = subprocess.run(["pdftocairo", "-svg", "-noshrink", "-nocenter", "-f", str(page), "-l", str(page), pdf, "-"], capture_output=True, check=True, timeout=120).stdout
    glyphs, paths = [], []

    def walk(element, style):
        name, style = element.tag.rpartition("}")[2], element.get("style") or style
        if name == "defs":
            return
        if name == "use":
            glyphs.append((float(element.get("x")), float(element.get("y")), drawn_colour(style, "fill")))
        elif name == "path":
            a, b, c, d, e, f = numbers(re.sub(r"matrix\((.*)\)", r"\1", element.get("transform", "matrix(1,0,0,1,0,0)")).replace(",", " "))
            filled = "fill:none" not in style
            for part in re.findall(r"M[^MZ]*L[^MZ]*Z?", element.get("d")):
                points = [(a * x + c * y + e, b * x + d * y + f) for x, y in (map(float, point) for point in re.findall(r"[ML] (\S+) (\S+)", part))]
                width = 0 if filled else float(re.search(r"stroke-width:([\d.]+)", style).group(1))
                paths.append((filled, drawn_colour(style, "fill" if filled else "stroke"), width, points, "Z" in part))
        for child in element:
            walk(child, style)

    walk(ET.fromstring(svg), "")
    return glyphs, paths


def far(a, b):
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def near_colour(a, b):
    return all(abs(x - y) <= 1 for x, y in zip(a, b))


def page_faults(tree, pdf, page, largest):
    glyphs, paths = drawn(pdf, page)
    read, ruled = list(characters(tree)), list(lines(tree))
    if len(glyphs) != len(read):
        yield f"page {page}: {len(read)} characters, {len(glyphs)} glyphs in the PDF"
    for (character, x, y, colour), (to_x, to_y, ink) in zip(read, glyphs):
        largest[0] = max(largest[0], far((x, y), (to_x, to_y)))
        if far((x, y), (to_x, to_y)) > TEXT_TOLERANCE or not near_colour(colour, ink):
            yield f"page {page}: {character} at {x:.3f} {y:.3f} {colour}, in the PDF at {to_x:.3f} {to_y:.3f} {ink}"
    if len(paths) != len(ruled):
        yield f"page {page}: {len(ruled)} lines, {len(paths)} in the PDF"
    for (filled, colour, width, points, closed), (was_filled, ink, thick, places, shut) in zip(ruled, paths):
        same = (filled, len(points), closed) == (was_filled, len(places), shut) and near_colour(colour, ink) and abs(width - thick) < LINE_TOLERANCE
        # A rectangle begins at the same corner, and its points may go the other way round.
        distance = max(map(far, sorted(points), sorted(places))) if same else 0
        largest[1] = max(largest[1], distance)
        if not same or distance > LINE_TOLERANCE:
            yield f"page {page}: {filled, colour, width, points}, in the PDF {was_filled, ink, thick, places}"
    words = subprocess.run(["pdftotext", "-raw", "-f", str(page), "-l", str(page), pdf, "-"], capture_output=True, check=True, timeout=120).stdout.decode()
    if Counter("".join(words.split())) != Counter("".join("".join(one[0] for one in read).split())):
        yield f"page {page}: other characters than pdftotext reads: {Counter(''.join(words.split())) - Counter(''.join(one[0] for one in read))}"


def information_faults(ofd, pdf):
    said = subprocess.run(["pdfinfo", "-isodates", pdf], capture_output=True, check=True, timeout=120).stdout.decode()
    said = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    said = {key: value.strip() for key, value in said.items()}
    own = {local(element): element.text for element in ofd.find(ofd.trees["OFD.xml"], "DocInfo")[0]}
    for key, name in (("Title", "Title"), ("Author", "Author"), ("Subject", "Subject")):
        if said.get(name) != own.get(key):
            yield f"{key} {own.get(key)!r}, in the PDF {said.get(name)!r}"
    if f"{own['Creator']} {own['CreatorVersion']}" != said["Creator"] or said["CreationDate"][:10] != own["CreationDate"]:
        yield f"{own}, in the PDF {said}"
    if int(said["Pages"]) != len(ofd.pages):
        yield f"{len(ofd.pages)} pages, {said['Pages']} in the PDF"


def outline_faults(ofd, pdf):
    """Titles and pages of the bookmarks, as pdftohtml lists those of the PDF."""
    titles = [element.get("Title") for element in ofd.find(ofd.document, "OutlineElem")]
    said = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", pdf], capture_output=True, check=True, timeout=120).stdout.decode()
    pages = {page.get("ID"): i + 1 for i, page in enumerate(ofd.find(ofd.document, "Page"))}
    own = [(title, pages.get(to.get("PageID"))) for title, to in zip(titles, ofd.find(ofd.document, "Dest"))]
    theirs = [(ET.fromstring(item).text, int(page)) for item, page in re.findall(r'(<item page="(\d+)">.*?</item>)', said)]
    if own != theirs:
        yield f"bookmarks {own}, in the PDF {theirs}"


def check(path, pdf, largest=None):
    """Every fault. largest: its first two numbers become the largest distances of a character and a line, in points."""
    largest = [0, 0] if largest is None else largest
    ofd = Ofd(path)
    yield from package_faults(ofd)
    yield from reference_faults(ofd)
    yield from font_faults(ofd)
    yield from information_faults(ofd, pdf)
    yield from outline_faults(ofd, pdf)
    for i, name in enumerate(ofd.pages):
        yield from room_faults(ofd.trees[name], name)
        yield from page_faults(ofd.trees[name], pdf, i + 1, largest)


if __name__ == "__main__":
    reached = [0, 0]
    wrong = list(check(sys.argv[1], sys.argv[2], reached))
    print("\n".join([*wrong[:20], f"{len(wrong)} faults; largest distance: {reached[0]:.4f} pt of a character, {reached[1]:.4f} pt of a line"]))
    sys.exit(1 if wrong else 0)
