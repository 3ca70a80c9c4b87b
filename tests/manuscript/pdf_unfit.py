"""PDF files that are not what they should be: each is refused in words, or the cell that cannot be read is named; none is guessed,
and none takes long.

    python3 tests/manuscript/pdf_unfit.py PRINT_MANUSCRIPT
"""
import os
import subprocess
import sys
import tempfile
import time

from small_pdf import PRIVATE, assemble, font_objects, grid, pdf, stream, table, text

PLAIN = [["项", "自然人", "总计"], ["一", "12", "12"], ["二", "3", "3"]]
PICTURE = "q 595 0 0 842 0 0 cm /I Do Q\n"
SCANNED = "扫描件"


def with_number(number):
    """The plain table with one cell, row 1 and column 1, that `number` fills: a content stream."""
    return table([PLAIN[0], ["一", "", "12"], PLAIN[2]]) + number


def refused():
    """name → (file, a word of the refusal)"""
    one = table(PLAIN)
    loop = assemble(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 3>>"])
    nested = assemble(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>", stream(b"/X Do"),
                       stream(b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>")])
    many = "".join(f"{50 + i % 500} {50 + i % 700} m {51 + i % 500} {50 + i % 700} l S\n" for i in range(65000))
    return {
        "scan": (pdf([PICTURE, PICTURE], image=True), SCANNED),
        "scan with hidden text": (pdf([PICTURE + table(PLAIN, mode="3 Tr")], image=True), SCANNED),
        "scan over its text": (pdf([one + PICTURE], image=True), SCANNED),
        "no letters": (pdf([grid([100, 200, 300], [700, 680, 660])]), "没有文字"),
        "no rules": (pdf(["".join(text(100 + 60 * k, 700 - 20 * i, word) for i, row in enumerate(PLAIN) for k, word in enumerate(row))]), "格线"),
        "201 pages": (pdf([one] * 201), "201页"),
        "10000 pages": (pdf([""] * 10000), "10000页"),
        "10000 pages that are one": (pdf([one]).replace(b"/Count 1", b"/Count 9999999"), "页"),
        "huge page": (pdf([one], box="0 0 10000000 10000000"), "太大"),
        "upside down": (pdf([table([["自然人总计自然人总计", "12"], ["其中件数合计自然人", "3"], ["自然人总计自然人总计", "12"]], width=150)], extra="/Rotate 180"), "颠倒"),
        "cut off": (pdf([one])[:-300], "不完整"),
        "no PDF": (b"%PDF-1.7\n" + b"x" * 5000 + b"startxref\n0\n%%EOF\n", "损坏"),
        "pages that hold themselves": (loop, "页"),
        "forms that draw themselves": (nested, "没有"),
        "65000 rules": (pdf([many], squeeze=True), "太多"),
        "120000 letters": (pdf(["".join(text(100, 700 - i % 600, "12345678901234567890") for i in range(6000))], squeeze=True), "太"),
    }


def unsure():
    """name → (content stream, a word of the reason): the number cell of row 1."""
    return {
        "hidden": (with_number(text(164, 666, "12", mode="3 Tr")), "看不见"),
        "white": (with_number("1 g " + text(164, 666, "12") + "0 g "), "看不见"),
        "pale": (with_number("0.85 g " + text(164, 666, "12") + "0 g "), "淡"),
        "painted over": (with_number(text(164, 666, "12") + "1 g 162 664 50 14 re f 0 g "), "看不见"),
        "corrected above": (with_number(text(164, 666, "12") + text(164, 666, "34")), "叠"),
        "two numbers": (with_number(text(164, 666, "12") + text(200, 666, "3")), "两个数"),
        "two lines": (with_number(text(164, 671, "12", 7) + text(164, 662, "3", 7)), "两个数"),
        "sign of a note": (with_number(text(164, 666, "12") + text(174, 670, "1", 6)), "注号"),
        "higher, of nearly the same size": (with_number(text(164, 667, "12") + text(174, 671, "1", 9.2)), "注号"),
        "a blank between": (with_number(text(164, 666, "12") + text(177, 666, "15")), "两个数"),
        "two lines, full-width": (with_number(text(164, 671, "１", 7) + text(164, 662, "２", 7)), "两个数"),
        "over the rule below": (with_number(text(164, 658, "12")), "格线"),
        "over the rule": (with_number(text(157, 666, "1")), "格线"),
        "into the next": (with_number(text(164, 666, "12345678901234567890")), "隔壁"),
        "private character": (with_number(text(164, 666, "1" + PRIVATE)), "读不出"),
        "drawn": (with_number("165 666 m 168 672 l 171 666 l 168 660 l f\n"), "画出来"),
        "drawn in pieces": (with_number("1 w 165 666 m 168 672 l 171 666 l S\n"), "画出来"),
        "turned": (with_number("BT /F 8 Tf 0 1 -1 0 180 663 Tm <2122> Tj ET\n"), "正的"),
        "struck out": (with_number(text(164, 666, "12") + text(176, 666, "34") + "0.5 w 164 669 m 174 669 l S\n"), "删去"),
        "half a rule": (with_number(text(164, 666, "12") + "190 680 m 190 671 l S 188 671 m 219 671 l S\n"), ""),
    }


def transparent():
    """The plain table drawn as a group of its own, moved."""
    return assemble(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[6 0 R]/Count 1>>", *font_objects(3),
                     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 8 0 R>>/ExtGState<</G <</ca .9/CA .9>>>>>>/Contents 7 0 R>>",
                     stream(b"/G gs 1 0 0 1 20 -30 cm /X Do"),
                     stream(table(PLAIN).encode(), "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>/Resources<</Font<</F 3 0 R>>>>")])


def notes():
    """name → (content stream of row 1, column 1, its text)"""
    return {
        "note in a smaller font": (text(164, 671, "12") + text(164, 663, "其中一件", 5), "12（其中一件）"),
        "note in brackets": (text(164, 671, "12") + text(164, 663, "（其中一件）", 5), "12（其中一件）"),
        "words of the same font": (text(164, 671, "12", 8) + text(164, 662, "其中一件", 8), "12其中一件"),
        "spread digits": (text(164, 666, "1") + text(172, 666, "2") + text(180, 666, "3"), "123"),
        "unit": (text(164, 671, "12") + text(164, 663, "件", 5), "12件"),
    }


def cut():
    """name → (two pages that part a row, each of its texts; "?" is unsure)"""
    page = [["项", "自然人", "总计"], ["1.合计自", "１２", "12"]]
    return {
        "rest of a label": (page, [["然人总", "", ""], ["2.件", "3", "3"]], ["1.合计自然人总", "１２", "12"]),
        "rest of a number": (page, [["然人总", "3", ""], ["2.件", "3", "3"]], ["1.合计自然人总", "?", "12"]),
        "rest of a note": ([page[0], ["1.合计自", "12（其中", "12"]], [["然人总", "1件）", ""], ["2.件", "3", "3"]], ["1.合计自然人总", "12（其中1件）", "12"]),
        "a unit": (page, [["然人总", "件", ""], ["2.件", "3", "3"]], ["1.合计自然人总", "１２件", "12"]),
        "rest of heads": ([["自然人", "自然人总", "自然人", "合计", "总"]], [["", "数", "数", "", "计"], ["1", "2", "3", "4", "5"]], ["1", "2", "3", "4", "5"]),
        "heads again": ([["自然人", "数", "合计", "自", "总"]], [["自然人", "数", "合计", "自", "总"], ["1", "2", "3", "4", "5"]], ["自然人", "数", "合计", "自", "总"]),
        "numbers again": (page, [["然人总", "3", "4"], ["2.件", "3", "3"]], ["1.合计自", "?", "?"]),
    }


def read():
    """name → file, read whole and sure"""
    return {
        "plain": pdf([table(PLAIN)]),
        "font that is not in the file": pdf([grid([100, 160, 220, 280], [700, 680, 660, 640]) + "".join(
            text(104 + 60 * k, 686 - 20 * i, word, font="H") for i, row in enumerate([["a", "b", "c"], ["d", "12", "12"], ["e", "3", "3"]])
            for k, word in enumerate(row))]),
        "script": pdf([table(PLAIN)], catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        "turned page": pdf([f"0 1 -1 0 842 0 cm {table(PLAIN)}"], box="0 0 842 595", extra="/Rotate 90"),
        "cropped": pdf([table(PLAIN)], extra="/CropBox[50 400 500 800]"),
        "larger": pdf([f"1.5 0 0 1.5 0 0 cm {table(PLAIN)}"], box="0 0 893 1263"),
        "white box below": pdf(["1 g 0 0 595 842 re f 0 g " + table(PLAIN)]),
        "thin boxes as rules": pdf(["".join(f"{x} 640 0.7 60 re f\n" for x in (100, 160, 220, 280)) + "".join(f"100 {y} 180 0.7 re f\n" for y in (700, 680, 660, 640))
                                    + "".join(text(104 + 60 * k, 686 - 20 * i, word) for i, row in enumerate(PLAIN) for k, word in enumerate(row))]),
        "open sides": pdf(["0.5 w " + "".join(f"100 {y} m 280 {y} l S\n" for y in (700, 680, 660, 640)) + "160 640 m 160 700 l S 220 640 m 220 700 l S\n"
                           + "".join(text(104 + 60 * k, 686 - 20 * i, word) for i, row in enumerate(PLAIN) for k, word in enumerate(row))]),
        "over two pages": pdf([table(PLAIN[:2]), table(PLAIN[2:], top=780)]),
        "transparent": transparent(),
        "picture behind": pdf([PICTURE + table(PLAIN)], image=True),
    }


def run(printer, path):
    begin = time.monotonic()
    done = subprocess.run([printer, path], capture_output=True, text=True, check=False, timeout=60)
    return [line.split("\t") for line in done.stdout.splitlines()] + ([["failed", done.stderr]] if done.returncode else []), time.monotonic() - begin


def main():
    problems, slowest = [], (0, "")
    with tempfile.TemporaryDirectory() as work:
        def look(name, data):
            nonlocal slowest
            path = os.path.join(work, "a.pdf")
            with open(path, "wb") as out:
                out.write(data)
            lines, seconds = run(sys.argv[1], path)
            slowest = max(slowest, (seconds, name))
            return lines

        for name, (data, word) in refused().items():
            lines = look(name, data)
            if len(lines) != 2 or lines[1][0] != "refused" or word not in lines[1][1]:
                problems.append(f"{name}: {lines[1:4]}, expected a refusal with {word}")
        for name, (content, word) in unsure().items():
            lines = look(name, pdf([content]))
            cells = [line for line in lines if line[:3] == ["cell", "1", "1"]]
            if len(cells) != 1 or cells[0][7] == "-" or word not in cells[0][7]:
                problems.append(f"{name}: {cells or lines[1:]}, expected it to be unsure: {word}")
        for name, (content, words) in notes().items():
            cells = [line for line in look(name, pdf([with_number(content)])) if line[:3] == ["cell", "1", "1"]]
            if [cell[6:] for cell in cells] != [[words, "-"]]:
                problems.append(f"{name}: {cells}, expected {words}")
        for name, (first, second, words) in cut().items():
            cells = [line for line in look(name, pdf([table(first), table(second, top=780)])) if line[:2] == ["cell", "1"]]
            if [cell[6] if cell[7] == "-" else "?" for cell in cells] != words:
                problems.append(f"{name}: {cells}, expected {words}")
        for name, data in read().items():
            cells = [line[6:] for line in look(name, data) if line[0] == "cell"]
            texts = [words for words, _ in cells]
            if any(line[0] == "remark" for line in look(name, data)):
                problems.append(f"{name}: a remark")
            if any(why != "-" for _, why in cells) or texts[4:6] != ["12", "12"] or texts[7:] != ["3", "3"]:
                problems.append(f"{name}: {cells}")
        lines = look("shifted", pdf([table(PLAIN)]).replace(b"%PDF-1.7\n", b"%PDF-1.7\n%%%\n"))
        if ["remark", "文件里的目录与内容对不上，可能损坏过，读出的可能不全"] not in lines:
            problems.append(f"objects are not where the file says: {lines[-1]}")
    print("\n".join(problems))
    print(f"unfit PDF: {len(problems)} problems, slowest {slowest[0]:.1f} s ({slowest[1]})")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
