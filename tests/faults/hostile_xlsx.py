"""Hostile workbooks, given to every command that reads workbooks: each refuses them with a message, in bounded time and memory.

    python3 tests/faults/hostile_xlsx.py PROGRAM
"""
import io
import os
import struct
import zlib

from hostile import Hostile
from trial import AS_OF, CLEAN

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCTYPE = '<!DOCTYPE a [<!ENTITY a0 "xxxxxxxxxx">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + "]>"


def relations(*them):
    return "<Relationships>" + "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in them) + "</Relationships>"


SHEET = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": '<workbook xmlns:r="x"><sheets><sheet name="requests" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relations(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "sharedStrings.xml"), ("r3", "styles", "styles.xml")),
    "xl/sharedStrings.xml": "<sst><si><t>甲</t></si></sst>",
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    SHEET: '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
}


class Packed:
    """Bytes that are stored unchanged, with their entry in the directory."""
    def __init__(self, data, size=None, packed=None, flags=0, method=8):
        start = data[:100_000]
        repeats = len(zlib.compress(start, 1)) * 4 < len(start)   # else looking for repetitions takes long and finds none
        body = zlib.compressobj(9, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY if repeats else zlib.Z_HUFFMAN_ONLY)
        self.body = (body.compress(data) + body.flush()) if method == 8 else data
        self.crc, self.flags, self.method = zlib.crc32(data), flags, method
        self.size, self.packed = len(data) if size is None else size, len(self.body) if packed is None else packed


def archive(entries, overlap=False):
    """A zip file of (name, bytes or Packed), with all faults kept, such as doubled names and wrong sizes. `overlap`: every entry
    of the directory names the first one's bytes."""
    out, directory = io.BytesIO(), b""
    for name, data in entries:
        data = data if isinstance(data, Packed) else Packed(data if isinstance(data, bytes) else data.encode())
        name, at = name.encode(), 0 if overlap else out.tell()
        fields = struct.pack("<HHHHHIIIHH", 20, data.flags | 0x800, data.method, 0, 33, data.crc, data.packed, data.size, len(name), 0)
        if not overlap or not out.tell():
            out.write(b"PK\3\4" + fields + name + data.body)
        directory += b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
    at = out.tell()
    out.write(directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), at, 0))
    return out.getvalue()


def book(**changed):
    """The plain workbook with parts changed (found by the end of their names), added, or left out (None)."""
    parts = dict(PARTS)
    for end, data in changed.items():
        name = {"sheet": SHEET, "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml", "workbook": "xl/workbook.xml",
                "relations": "xl/_rels/workbook.xml.rels", "root": "_rels/.rels"}.get(end, end)
        parts[name] = data
    return archive([(name, data) for name, data in parts.items() if data is not None])


def sheet(rows):
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>"


def row(cells, n=1):
    return f'<row r="{n}">{cells}</row>'


def zipped(cells):
    return book(sheet=sheet(row(cells)))


def structure():
    """(what, bytes, words of the message): faults of the zip file itself."""
    plain = book()
    yield "cut in half", plain[:len(plain) // 2], "不是 XLSX 工作簿"
    yield "cut a byte short", plain[:-1], "不是 XLSX 工作簿"
    yield "empty", b"", "不是 XLSX 工作簿"
    yield "an empty zip file", archive([]), "空的压缩文件|压缩包（ZIP）"
    yield "no workbook in it", archive([("a.txt", b"a")]), "压缩包（ZIP）|缺少部件"
    yield "an old .xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), ".xls"
    yield "a flat bomb", book(sheet=Packed(b"\n" * 100_000_000)), "压缩比异常"
    yield "a bomb that says it is small", book(sheet=Packed(b" " * 100_000_000, size=1000)), "实际大小|损坏|展不开|读不了"
    yield "a part that says it is huge", book(sheet=Packed(b" ", size=0xFFFFFFFE)), "过大|压缩比异常"
    yield "a gigabyte in many parts", archive([*PARTS.items(), *((f"xl/p{i}.xml", Packed(os.urandom(2_000), size=400_000_000)) for i in range(3))]), "过大|压缩比异常"
    yield "overlapping entries", archive([(f"p{i}", b"x" * 100_000) for i in range(500)], overlap=True), "压缩包（ZIP）|缺少部件"
    yield "a nested bomb", book(sheet=archive([("a", Packed(b"\0" * 50_000_000))])), "不是合法的 XML"
    yield "5,000 parts", archive([*PARTS.items(), *((f"p{i}", b"") for i in range(5000))]), "部件过多"
    yield "a doubled part", archive([*PARTS.items(), (SHEET, sheet(""))]), "重名"
    yield "a part doubled in another case", archive([*PARTS.items(), ("XL/WORKBOOK.XML", PARTS["xl/workbook.xml"])]), "重名"
    yield "encrypted", archive([(name, Packed(data.encode(), flags=1)) for name, data in PARTS.items()]), "密"
    yield "an unknown method", book(sheet=Packed(b"abc", method=99)), "展不开|密"
    yield "damaged bytes", book(sheet=Packed(b"\xff" * 100, method=8, packed=50)), "损坏|不是合法|展不开|读不了|XLSX"
    yield "a comment of NUL bytes", plain[:-2] + struct.pack("<H", 500) + bytes(500), None
    yield "names that climb out", archive([*PARTS.items(), ("../../../evil", b"x"), ("/etc/evil", b"x"), ("C:\\evil", b"x")]), None
    zip64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 2**40, 2**40, 2**40, 2**60) + b"PK\6\7" + struct.pack("<IQI", 0, 0, 1)
    yield "a zip64 directory that lies", plain[:-22] + zip64 + plain[-22:-14] + b"\xff" * 12 + b"\0\0", "XLSX 工作簿"


def parts():
    """The XML parts."""
    for name, root in (("sheet", "worksheet"), ("strings", "sst"), ("styles", "styleSheet"), ("workbook", "workbook"), ("relations", "Relationships"), ("root", "Relationships")):
        yield f"a billion laughs in {name}", book(**{name: f"{DOCTYPE}<{root}>&a9;</{root}>"}), "DOCTYPE"
        yield f"an external entity in {name}", book(**{name: f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><{root}>&b;</{root}>'}), "DOCTYPE"
        yield f"bytes of no encoding in {name}", book(**{name: f"<{root}>".encode() + b"\xff\xfe\xed\xa0\x80" + f"</{root}>".encode()}), "不是合法的 XML"
        yield f"NUL in {name}", book(**{name: f"<{root}>".encode() + b"\0" + f"</{root}>".encode()}), "不是合法的 XML"
        yield f"{name} 100,000 deep", book(**{name: f"<{root}>" + "<a>" * 100_000}), "层次过深"
        yield f"{name} cut off", book(**{name: f"<{root}><a"}), "不是合法的 XML"
    yield "an attribute of 50 MB", book(sheet=f'<worksheet a="{os.urandom(500_000).hex() * 50}"/>'), "过长|压缩比"
    yield "a comment of 50 MB", book(sheet=f'<worksheet><!--{os.urandom(500_000).hex() * 50}--></worksheet>'), "过长|压缩比"
    yield "100,000 attributes", book(sheet="<worksheet " + " ".join(f'a{i}="{i}"' for i in range(100_000)) + "/>"), "过长"
    yield "a cell of 100 MB", zipped(f'<c t="inlineStr"><is><t>{os.urandom(1_000_000).hex() * 50}</t></is></c>'), "过长|压缩比"
    yield "a shared string of 100 MB", book(strings=f"<sst><si><t>{os.urandom(1_000_000).hex() * 50}</t></si></sst>"), "过长|压缩比"
    yield "shared strings of 200 MB", book(strings="<sst>" + f"<si><t>{os.urandom(25_000).hex()}</t></si>" * 4000 + "</sst>"), "文字过多|压缩比"
    yield "ten million empty strings", book(strings="<sst>" + "<si/>" * 10_000_000 + "</sst>"), "文字过多|压缩比"
    yield "a million styles", book(styles="<styleSheet><cellXfs>" + "<xf/>" * 1_000_000 + "</cellXfs></styleSheet>"), "样式过多"
    yield "a million sheets", book(workbook="<workbook><sheets>" + '<sheet name="a" id="r1"/>' * 1_000_000 + "</sheets></workbook>"), "工作表目录|压缩比"
    yield "a million relations", book(relations=relations(*(("r1", "worksheet", "worksheets/sheet1.xml"),) * 200_000)), "关系过多|压缩比"
    yield "two million merges", book(sheet="<worksheet><sheetData/>" + '<mergeCell ref="A1"/>' * 2_000_000 + "</worksheet>"), "合并单元格|压缩比"
    yield "a sheet that is not there", book(sheet=None), "缺少部件"
    yield "no relations", book(relations=None), "缺少部件"
    yield "a circle of relations", book(relations=relations(("r1", "worksheet", "workbook.xml"))), None
    yield "a target outside", book(relations='<Relationships><Relationship Id="r1" Type="%s/worksheet" TargetMode="External" Target="file:///etc/passwd"/></Relationships>' % OFFICE), "没有对应的部件"
    yield "a target that climbs out", book(relations=relations(("r1", "worksheet", "../../../../../../etc/passwd"))), "缺少部件"


def cells():
    """Places, indexes and values in a sheet."""
    for place in ("XFE1", "ZZZZZZ9", "A0", "A1048577", "A99999999999999999999", "1A", "AA", "", "A-1", "A1:B2", "Ａ１"):
        yield f"a cell at {place!r}", zipped(f'<c r="{place}"><v>1</v></c>'), "错乱"
    for number in ("0", "-1", "1048577", "99999999999999999999", "4294967297", "x"):
        yield f"row {number}", book(sheet=sheet(f'<row r="{number}"><c><v>1</v></c></row>')), "行号错乱"
    yield "a row beyond the last", book(sheet=sheet(row("", 1048576) + "<row><c><v>1</v></c></row>")), "行号错乱"
    yield "two million rows", book(sheet=sheet("<row><c><v>1</v></c></row>" * 2_000_000)), "行号错乱|压缩比"
    yield "20,000 columns", zipped("<c><v>1</v></c>" * 20_000), "错乱"
    yield "rows out of order", book(sheet=sheet(row("<c><v>1</v></c>", 2) + row("<c><v>1</v></c>", 1))), "行号错乱"
    yield "a doubled row", book(sheet=sheet(row("<c><v>1</v></c>") * 2)), "行号错乱"
    yield "cells out of order", zipped('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>'), "错乱"
    yield "a doubled cell", zipped('<c r="A1"><v>1</v></c><c r="A1"><v>1</v></c>'), "错乱"
    yield "a cell of another row", zipped('<c r="A2"><v>1</v></c>'), "错乱"
    for index in ("1", "-1", "99999999999999999999", "0x0", "1.0", "x"):
        yield f"shared string {index}", zipped(f'<c t="s"><v>{index}</v></c>'), "文字表"
    for style in ("99999", "-1", "99999999999999999999", "x"):
        yield f"style {style}", zipped(f'<c s="{style}"><v>1</v></c>'), None
    yield "an unknown kind of cell", zipped(f'<c t="{"x" * 10_000}"><v>1</v></c>'), None
    yield "numbers that are none", zipped('<c><v>1e999</v></c><c><v>nan</v></c><c><v>-</v></c>'), None


def reports():
    """Sheets in which the program looks for a report's tables: it holds each whole sheet in memory and compares labels with the form's."""
    def text(words):
        return f'<c t="inlineStr"><is><t>{words}</t></is></c>'

    def report(rows, behind=""):
        corner = '<row r="3000"><c r="DX3000"><v>1</v></c></row>'
        return f'<worksheet><sheetData>{row(text("甲局2025年政府信息公开工作年度报告"))}{rows}{corner}</sheetData>{behind}</worksheet>'
    sheets = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="r1"/>' for i in range(1000))
    yield "a thousand times one sheet", book(workbook=f'<workbook xmlns:r="x"><sheets>{sheets}</sheets></workbook>', sheet=report(row(text("自然人"), 2))), "过大"
    merges = "<mergeCells>" + '<mergeCell ref="A2:DX2999"/>' * 30_000 + "</mergeCells>"
    yield "merges over merges", book(sheet=report(row(text("自然人"), 2), merges)), "找不到年报的表|没有当作年报"
    merge = '<mergeCells><mergeCell ref="A2:DX2999"/></mergeCells>'
    yield "a merged text of 1 MiB", book(sheet=report(row(text(os.urandom(520_000).hex()), 2), merge)), "找不到年报的表|没有当作年报"
    labels = "".join(row(text("自然人") * 126, r) + row("".join(text(f"一本年新收政府信息公开申请数{c}") for c in range(120)) + "<c><v>1</v></c>", r + 1) for r in range(2, 1500, 2))
    yield "a sheet of nothing but heads", book(sheet=report(labels)), "找不到年报的表|没有当作年报|压缩比"
    alike = "".join(text(f"申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申請{c}") for c in range(100))
    yield "a sheet of labels that are almost the form's", book(sheet=report(row(text("自然人"), 2) + "".join(row(alike + "<c><v>1</v></c>", r) for r in range(3, 1500)))), "找不到年报的表|没有当作年报|压缩比"


def through_compare(trial, what, data, said):
    """A report that was handed over."""
    path = trial.path("年报.xlsx")
    with open(path, "wb") as out:
        out.write(data)
    trial.attack(f"{what} (compare)", ["compare", path, "--as-of", AS_OF, "-o", trial.path("compared")], 2, said)


def through_verify(trial, what, data, said):
    """`verify` reads back the workbook that it finds in an output folder."""
    with open(trial.workbook, "wb") as out:
        out.write(data)
    trial.attack(f"{what} (verify)", ["verify", trial.written], 1, said or "")


def through_check(trial, what, data, said):
    """A ledger that is one workbook. No attack has a sheet that could be counted."""
    path = trial.path("ledger.xlsx")
    with open(path, "wb") as out:
        out.write(data)
    trial.attack(f"{what} (check)", ["check", path, "--year", "2025", "--as-of", AS_OF, "--agency", "甲局"], 2, f"{said}|标题行" if said else "")


def main():
    trial = Hostile("hostile-xlsx")
    run = trial.report(CLEAN)
    trial.written = run.place
    trial.workbook = next(os.path.join(run.folder, name) for name in sorted(os.listdir(run.folder)) if name.endswith(".xlsx") and name != "问题清单.xlsx")
    for kind in (structure, parts, cells):
        for what, data, said in kind():
            through_verify(trial, what, data, said)
            through_check(trial, what, data, said)
    for what, data, said in reports():
        through_compare(trial, what, data, said)
    trial.end()


if __name__ == "__main__":
    main()
