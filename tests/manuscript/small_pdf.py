"""Small PDF files made by hand, for what no office program would write: a content stream a page, one font whose letters are boxes."""
import zlib

LETTERS = "0123456789.,一二三四项数合计自然人总（）其中件-１２"
PRIVATE = "\ue123"


def stream(data, extra="", squeeze=False):
    if squeeze:
        data, extra = zlib.compress(data, 9), extra + "/Filter/FlateDecode"
    return f"<<{extra}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def assemble(objects, trailer="/Root 1 0 R"):
    """The file of these objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()


def font_objects(first, named=True):
    """A Type 3 font of which each letter is a box; `named`: it says which characters its codes mean."""
    letters = LETTERS + PRIVATE
    procs = "".join(f"/g{i} {first + 2} 0 R" for i in range(len(letters)))
    differences = " ".join(f"/g{i}" for i in range(len(letters)))
    widths = " ".join("500" if letter in LETTERS[:12] else "1000" for letter in letters)
    cmap = "begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n" + f"{len(letters)} beginbfchar\n" + "".join(
        f"<{i + 32:02X}> <{letter.encode('utf-16-be').hex()}>\n" for i, letter in enumerate(letters)) + "endbfchar endcmap"
    return [f"<</Type/Font/Subtype/Type3/FontBBox[0 -200 1000 800]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<{procs}>>/FirstChar 32"
            f"/LastChar {31 + len(letters)}/Widths[{widths}]/Encoding<</Type/Encoding/Differences[32 {differences}]>>"
            f"{f'/ToUnicode {first + 1} 0 R' if named else ''}/Resources<<>>>>",
            stream(cmap.encode()), stream(b"1000 0 0 -200 1000 800 d1 50 0 400 700 re f")]


def pdf(contents, box="0 0 595 842", extra="", catalog="", named=True, squeeze=False, image=False):
    """A file with these content streams, one a page."""
    n = len(contents)
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(n))
    objects = [f"<</Type/Catalog/Pages 2 0 R{catalog}>>", f"<</Type/Pages/Kids[{kids}]/Count {n}>>", *font_objects(3, named),
               stream(bytes(range(256)) * 3, "/Type/XObject/Subtype/Image/Width 16/Height 16/BitsPerComponent 8/ColorSpace/DeviceRGB"),
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "null", "null"]
    for i, content in enumerate(contents):
        pictures = "/XObject<</I 6 0 R>>" if image else ""
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources<</Font<</F 3 0 R/H 7 0 R>>{pictures}>>/Contents {11 + 2 * i} 0 R{extra}>>")
        objects.append(stream(content.encode() if isinstance(content, str) else content, squeeze=squeeze))
    return assemble(objects)


def text(x, y, words, size=10, font="F", mode=""):
    """Words with their first letter's origin at x, y, in the file's own coordinates."""
    codes = "".join(f"{(LETTERS + PRIVATE).index(letter) + 32:02X}" for letter in words) if font == "F" else words.encode().hex()
    return f"BT {mode} /{font} {size} Tf {x} {y} Td <{codes}> Tj ET\n"


def grid(xs, ys):
    """Rules along all of xs and ys."""
    return "0.5 w\n" + "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys) + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def table(rows, x=100, top=700, width=60, height=20, **how):
    """A ruled table of one text a cell, each at the left of its cell."""
    xs, ys = [x + width * i for i in range(len(rows[0]) + 1)], [top - height * i for i in range(len(rows) + 1)]
    return grid(xs, ys) + "".join(text(xs[k] + 4, ys[i] - 14, words, **how) for i, row in enumerate(rows) for k, words in enumerate(row) if words)
