"""What `nianbao archive` finds wrong with an output folder: 四性检测 says 不通过, item by item.

    python3 tests/whole/transfer_found.py PROGRAM
"""
import hashlib
import os
import re
import shutil
import xml.etree.ElementTree as ElementTree
import zipfile

from transfer_base import ROOT, make, pack, relist, replace
from trial import AGENCY, CLEAN, NAME, Trial, contents, read, read_bytes, tail, write


def hold_found(trial):
    """What is wrong with an output folder is in the test of its package, item by item."""
    def change(name, change_it):
        place = trial.path("changed")
        shutil.copytree(trial.path("out", "2025", AGENCY), place)
        change_it(place)
        run = pack(trial, "found", place)
        results = {item.findtext("名称"): item for item in ElementTree.fromstring(contents(run.place)["四性检测.xml"]).findall("项目")}
        shutil.rmtree(place)
        shutil.rmtree(run.place)
        trial.expect(run.code == 1 and results[name].findtext("结果") == "不通过" and results[name].findtext("说明"), f"{name}: exit {run.code} {results[name].findtext('结果')}: {tail(run.err)}")

    change("文件与形成时相同", lambda place: replace(os.path.join(place, "page.html"), "。", "！"))
    change("文件与形成时相同", lambda place: write(os.path.join(place, "后来.txt"), "x"))
    change("清单上的文件齐全", lambda place: os.remove(os.path.join(place, "page.html")))
    change("各种文件的数相同", lambda place: write(os.path.join(place, "report.json"), re.sub(r'"natural_person": (\d+)', lambda m: f'"natural_person": {int(m[1]) + 1}', read(os.path.join(place, "report.json")), count=1)))
    change("各部分、各表齐全", lambda place: write(os.path.join(place, "report.json"), re.sub(r'"problems": "[^"]*"', '"problems": ""', read(os.path.join(place, "report.json")))))
    change("没有脚本、动作、外部链接、附件、宏", lambda place: replace(os.path.join(place, "page.html"), "</body>", "<script>1</script></body>"))
    def page(old, new, name="page.html"):
        return lambda place: replace(os.path.join(place, name), old, new)

    active = "没有脚本、动作、外部链接、附件、宏"
    for i, end in enumerate(("<svg><set attributeName=\"href\" to=\"x\"/></svg>", "<a href=\"data:text/html,1\">x</a>", "<a href=\"/x\">x</a>", "<p onfocus=\"x\">x</p>", "<math>x</math>", "<img alt=\"x\"/>", "<p style=\"background:u\\72l(x)\">x</p>",
                             "<!--> <p>x</p> -->", "<![CDATA[> x]]>", "<?xml-stylesheet href=\"x\"?>")):
        change(active, page("</h1>", "</h1>" + end, ("page.html", "report.html")[i % 2]))
    change(active, page("</style>", "@import 'x';</style>"))
    change(active, page("<meta name=\"viewport\"", "<meta http-equiv=\"refresh\" content=\"0\"/><meta name=\"viewport\""))

    def part(ending, name, edit):
        """A part of the package changed (edit) or added (bytes)."""
        def way(place):
            path = os.path.join(place, next(one for one in os.listdir(place) if one.endswith(ending) and NAME in one))
            with zipfile.ZipFile(path) as package:
                parts = {one.filename: package.read(one) for one in package.infolist()}
            parts[name] = edit if isinstance(edit, bytes) else edit(parts[name].decode()).encode()
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                for one, data in parts.items():
                    package.writestr(one, data)
        return way

    def put(before, what):
        return lambda text: text.replace(before, what + before, 1)

    outside = "<Relationship Id=\"rId99\" Type=\"http://x/attachedTemplate\" Target=\"http://x/a.dotm\" TargetMode=\"External\"/>"
    change(active, part(".docx", "word/vbaProject.bin", b"x"))
    change(active, part(".xlsx", "xl/vbaProject.bin", b"x"))
    change(active, part(".xlsx", "xl/externalLinks/externalLink1.xml", b"<externalLink/>"))
    change(active, part(".docx", "word/_rels/document.xml.rels", put("</Relationships>", outside)))
    change(active, part(".xlsx", "xl/_rels/workbook.xml.rels", put("</Relationships>", outside)))
    change(active, part(".docx", "word/document.xml", put("</w:body>", "<w:p><w:r><w:instrText> DDE</w:instrText></w:r><w:r><w:instrText>AUTO c x</w:instrText></w:r></w:p>")))
    change(active, part(".docx", "word/document.xml", put("</w:body>", "<w:p><w:fldSimple w:instr=\" INCLUDETEXT x \"/></w:p>")))
    change(active, part(".docx", "[Content_Types].xml", lambda text: text.replace("wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml")))
    change(active, part(".xlsx", "xl/worksheets/sheet1.xml", put("</sheetData>", "<row r=\"999\"><c r=\"A999\"><f>cmd|'/c calc'!A1</f></c></row>")))
    change("没有个人信息的样式", part(".docx", "word/document.xml", put("</w:body>", "<w:p><w:r><w:t>联系电话13912345678</w:t></w:r></w:p>")))
    change("没有个人信息的样式", page("</h1>", "</h1><p>联系电话13912345678</p>"))

    def pdf_change(old, new):
        """Within a dictionary, of the same length: the table of objects stays right."""
        def way(place):
            path = os.path.join(place, next(one for one in os.listdir(place) if one.endswith(".pdf")))
            data = read_bytes(path)
            assert len(old) == len(new) and old in data, old
            write(path, data.replace(old, new, 1))
        return way

    for new in (b"/AA", b"/#41", b"/JS", b"/EF"):
        old = {3: b"/DW", 4: b"/Pg "}[len(new)]
        change(active, pdf_change(old, new))
    change(active, pdf_change(b"/ViewerPreferences", b"/OpenActionAAAAAAA"))
    change("PDF 的字体都嵌入", pdf_change(b"/FontDescriptor ", b"/FontDescriptos "))
    change("PDF 的字体都嵌入", pdf_change(b"/FontFile3 ", b"/FontFile9 "))
    change("PDF/A 的标识", pdf_change(b"conformance>A<", b"conformance>B<"))
    change("PDF/A 的标识", pdf_change(b"part>1<", b"part>3<"))
    change("各部分、各表齐全", lambda place: write(os.path.join(place, "report.json"), re.sub(r'"natural_person": \d+', '"natural_person": true', read(os.path.join(place, "report.json")), count=1)))
    for edition in ("2", "1"):
        change("清单上的文件齐全", page("\"year\": 2025,", f"\"year\": 2025, \"edition\": {edition},", "report.json"))
    change("PDF 的文字可以提取", lambda place: replace(os.path.join(place, "report.json"), '"problems": "', '"problems": "另有一事。'))
    change("没有个人信息的样式", lambda place: replace(os.path.join(place, "report.json"), '"overview": "', '"overview": "申请人电话13912345678。'))
    change("形成过程有记录", lambda place: replace(os.path.join(place, "report.json"), '"rules": "sha256:', '"rules": "sha256:0'))
    change("文件完整、能打开", lambda place: write(os.path.join(place, "report.html"), read(os.path.join(place, "report.html"))[:-20]))
    pdf = next(name for name in os.listdir(trial.path("out", "2025", AGENCY)) if name.endswith(".pdf"))
    change("元数据与内容一致", lambda place: write(os.path.join(place, pdf), read_bytes(os.path.join(place, pdf)).replace(b"/Author <FEFF6C5F", b"/Author <FEFF6CB3")))
    change("没有加密", lambda place: write(os.path.join(place, pdf), read_bytes(os.path.join(place, pdf))[:-200]))


def hold_digests(trial):
    """A digest that the documents bear may have figures like those of a permit; it is no personal value."""
    folder = os.path.join(ROOT, "data", "calendars")
    lines = "".join(f"{name} {hashlib.sha256(read_bytes(os.path.join(folder, name))).hexdigest()}\n" for name in sorted(os.listdir(folder)) if name.endswith(".csv"))
    extra = read_bytes(os.path.join(folder, "xinjiang.csv"))
    name = next(f"{i}.csv" for i in range(9999) if re.search("[hmc][0-9]{8}[a-f]", hashlib.sha256((lines + f"{i}.csv {hashlib.sha256(extra).hexdigest()}\n").encode()).hexdigest()))
    write(trial.path(name), extra)
    out = trial.report(CLEAN, "-q", "--calendar", trial.path(name), out=trial.path("digests"))
    run = pack(trial, "found", out.place)
    trial.expect(run.code == 0, f"a digest like a permit: exit {run.code}: {tail(run.err)}")
    shutil.rmtree(run.place)


def hold_false_results(trial):
    """Whoever writes 通过 over what was not passed, in every record, is found where the test is made again."""
    place = trial.path("changed")
    shutil.copytree(trial.path("out", "2025", AGENCY), place)
    replace(os.path.join(place, "report.json"), '"overview": "', '"overview": "申请人电话13912345678。')
    run = pack(trial, "found", place)
    package = {name: os.path.join(run.place, name) for name in ("四性检测.xml", "说明文件.TXT")}
    counts = [int(n) for n in re.search(r"通过(\d+)项，不通过(\d+)项", read(package["四性检测.xml"])).groups()]
    text = re.sub(r"<结果>不通过</结果>(\n.*\n)((?: *<说明>.*\n)+)", r"<结果>通过</结果>\1", read(package["四性检测.xml"]))
    write(package["四性检测.xml"], text)
    for path in package.values():
        write(path, read_bytes(path).decode().replace(f"通过{counts[0]}项，不通过{counts[1]}项", f"通过{sum(counts)}项，不通过0项"))
    relist(run.place)
    run = trial.run("verify", run.place)
    trial.expect(counts[1] and run.code == 1 and all(f"“{name}”写着通过，重新检测不是" in run.out for name in ("没有个人信息的样式", "PDF 的文字可以提取")), f"false results: {run.code} {tail(run.out, 12)}")
    shutil.rmtree(place)
    shutil.rmtree(trial.path("found"))


def main():
    trial = Trial("transfer-found")
    make(trial)
    hold_found(trial)
    hold_digests(trial)
    hold_false_results(trial)
    trial.end()


if __name__ == "__main__":
    main()
