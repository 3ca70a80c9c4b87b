"""Canaries in the files that a superior receives: reports made from a ledger with names, and files handed over by mistake beside or
instead of a report. rollup, compare and init print none of them and leave none behind.

    python3 tests/faults/canary_superiors.py PROGRAM
"""
import glob
import io
import json
import os
import sys
import zipfile

import private
from canary import STEMS, Canaries, other_tables, traces, with_canaries, workbook
from trial import AS_OF, CLEAN, NAME, ROOT, contents, read, read_bytes, write

sys.path.insert(0, os.path.join(ROOT, "tests", "support", "generators"))
import standard_workbook  # noqa: E402  (the folder is known only now)

PARENT = "11369925007314000X"
TREE = """机关代码,机关名称,别名,上级机关代码,机关类型,层级,垂直管理,工作日历,启用日期,停用日期,承接机关代码,变更日期,联系地址,联系电话,邮编,网站
11369925007314000X,江州市清河县人民政府,清河县人民政府,,G,4,N,全国,,,,,江州市清河县城关镇中心街1号,0789-6551000,339500,http://www.qinghe.gov.example
11369925007314088N,江州市清河县农业农村局,清河县农业农村局;县农业农村局,11369925007314000X,B,4,N,全国,,,,,江州市清河县城关镇兴农路8号,0789-6551020,339500,http://www.qinghe.gov.example/nyncj
"""


def handed_over(trial, what, files):
    """A superior's folder with the tree and these files of the agency."""
    folder = trial.path(f"county{trial.runs}")
    trial.runs += 1
    write(os.path.join(folder, "agencies.csv"), TREE)
    for name, data in files.items():
        write(os.path.join(folder, name), data)
    out = f"{folder}-out"
    run = trial.quiet(f"{what}: rollup", "rollup", folder, "--year", "2025", "--parent", PARENT, "--as-of", AS_OF, "-v", "-o", out,
                      "--store", f"{folder}.db", place=out)
    trial.look(f"{what}: the store of rollup", {name: data for name, data in contents(trial.work).items() if name.startswith(os.path.basename(folder) + ".db")})
    trial.quiet(f"{what}: rollup --json", "rollup", folder, "--year", "2025", "--parent", PARENT, "--as-of", AS_OF, "--json", "-o", out, place=out)
    trial.quiet(f"{what}: compare", "compare", folder, "--as-of", AS_OF, "-v", "-o", f"{out}-compared", place=f"{out}-compared", codes=(0, 1, 2, 3))
    return run


def with_sheet(book, register):
    """The workbook of a report with the sheet of another one as its second sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(register) as other, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/workbook.xml":
                text = text.replace(b"</sheets>", b'<sheet name="\xe5\x8f\xb0\xe8\xb4\xa6" sheetId="99" r:id="rId99"/></sheets>')
            if name == "xl/_rels/workbook.xml.rels":
                text = text.replace(b"</Relationships>", b'<Relationship Id="rId99" Target="worksheets/sheet99.xml" '
                                    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>')
            new.writestr(name, text)
        new.writestr("xl/worksheets/sheet99.xml", other.read("xl/worksheets/sheet1.xml"))
    return out.getvalue()


def reports(trial, rows):
    """report.json, our workbook, both, and each together with files that the agency should not have sent."""
    ledger = trial.ledger("ledger", files={"requests.csv": private.table(rows)})
    made = trial.report(ledger)
    text, (book,) = read(os.path.join(made.folder, "report.json")), glob.glob(os.path.join(glob.escape(made.folder), "*年度报告.xlsx"))
    title = os.path.basename(book)
    register = workbook(trial.path("register.xlsx"), "申请登记", rows, **other_tables())
    byhand = trial.path("byhand.xlsx")
    standard_workbook.write(byhand, {**json.loads(text), "agency": NAME})
    narrow = [["总计", "自然人", "商业企业", "科研机构", *rows[0]], *[["1", "2", "3", "4", *row] for row in rows[1:]]]
    alike = workbook(trial.path("alike.xlsx"), "申请登记", [row[4:9] + row[:4] for row in narrow])
    words = [[{"A1": "自然人", "B1": "商业企业", "B2": "科研机构"}.get(cell, {"1": "予以公开", "2": "部分公开"}.get(cell, cell)) for cell in row] for row in rows]
    of_words = workbook(trial.path("words.xlsx"), "申请登记", words)
    cases = {
        "report.json": {"a/report.json": text},
        "our workbook": {f"a/{title}": read_bytes(book)},
        "both": {"a/report.json": text, f"a/{title}": read_bytes(book)},
        "all that was written": {f"a/{name}": data for name, data in contents(made.folder).items()},
        "the report and the ledger": {"a/report.json": text, **{f"a/ledger/{name}": data for name, data in contents(ledger).items()}},
        "the ledger as a workbook": {"a/report.json": text, "a/台账.xlsx": read_bytes(register)},
        "the ledger in the workbook of the report": {f"a/{title}": with_sheet(book, register)},
        "both, the ledger in the workbook": {"a/report.json": text, f"a/{title}": with_sheet(book, register)},
        "a register with the heads of the form": {f"a/{title}": with_sheet(book, alike)},
        "by hand": {"a/年报.xlsx": read_bytes(byhand)},
        "by hand, and the ledger in words": {"a/年报.xlsx": with_sheet(byhand, of_words)},
        "by hand, and the ledger": {"a/年报.xlsx": with_sheet(byhand, register)},
        "by hand, and a register with the heads of the form": {"a/年报.xlsx": with_sheet(byhand, alike)},
        "the register for a table of the superior's": {"requests.csv": private.table(rows), "a/report.json": text},
    }
    for what, files in cases.items():
        run = handed_over(trial, what, files)
        trial.expect(run.code in (0, 1) or what != "report.json", f"{what}: exit {run.code}: {run.err[-300:]}")


def blank(trial, rows):
    """A blank ledger shows no values, also when a filled one lies in the folder."""
    place = trial.path("blank")
    os.makedirs(place)
    trial.quiet("init", "init", os.path.join(place, "台账.xlsx"), "--agency", "江州市清河县农业农村局", place=place)
    filled = workbook(os.path.join(trial.path("filled"), "台账.xlsx"), "requests", rows)
    before = read_bytes(filled)
    trial.quiet("init over a ledger", "init", filled, codes=(3, 4))
    trial.expect(read_bytes(filled) == before, "init has written over a ledger")


def looks_into_marked_copies(trial):
    """The search finds a canary in any part of a marked copy: cells, notes, names and the list."""
    edited = trial.ledger("edited", edit={"requests.csv": [(",2024-12-20,2024-12-20,2024年耕地", ",2024-12-20,2024-13-45,2024年耕地")]})
    out = trial.path("marked-out")
    trial.run("check", edited, "--year", "2025", "--as-of", AS_OF, "--mark", "-o", out)
    with zipfile.ZipFile(next(iter(glob.glob(os.path.join(out, "2025", "*.xlsx"))))) as copy:
        parts = {name: copy.read(name) for name in copy.namelist()}
    trial.expect(any("comments" in name for name in parts), f"a marked copy has {sorted(parts)}")
    for name, data in parts.items():
        again = io.BytesIO()
        with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as packed:
            for other, text in parts.items():
                packed.writestr(other, text if other != name else data[:len(data) // 2] + STEMS[0].encode() + data[len(data) // 2:])
        trial.expect(list(traces({"x.xlsx": again.getvalue()})), f"nothing is found in {name} of a marked copy")


def main():
    trial = Canaries("canary-superiors")
    rows = with_canaries(CLEAN)
    looks_into_marked_copies(trial)
    reports(trial, rows)
    blank(trial, rows)
    trial.end()


if __name__ == "__main__":
    main()
