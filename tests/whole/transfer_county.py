"""The sample county's sum, with OFD: packed, verified, and broken in ten ways and more, each of which is named, and nothing else.

    python3 tests/whole/transfer_county.py PROGRAM
"""
import json
import os
import re
import shutil
import xml.etree.ElementTree as ElementTree

from transfer_base import CATALOGUE, LIST, ROOT, Broken, pack
from trial import Trial, contents, read, read_bytes, tail, write

COUNTY, PARENT, TITLE = os.path.join(ROOT, "tests", "county"), "11369925MB001000XL", "清河县人民政府2025年政府信息公开工作年度报告"
FONDS = "移交单位: 清河县人民政府办公室\n立档单位: 清河县人民政府\n档案馆代码: '436921'\n全宗号: K031\n保管期限: 永久\n密级: 公开\n档号: '{全宗号}-XZ·{年度}-{件号}'\n起始件号: 8\n"
RESULTS, README, ITEM = "四性检测.xml", "说明文件.TXT", "电子档案/2025/K031-XZ·2025-0008"
KEPT = {"page.html", "report.html", "report.json", "元数据.xml", f"{TITLE}.docx", f"{TITLE}.ofd", f"{TITLE}.pdf", f"{TITLE}.xlsx"}


def make_package(trial):
    out = trial.path("out")
    run = trial.run("rollup", COUNTY, "--year", "2025", "--parent", PARENT, "--as-of", "2026-02-19", "--ofd", "-o", out, "-q")
    trial.expect(run.code == 0 and os.path.exists(f"{out}/2025/{PARENT}/通报.ofd"), f"rollup: exit {run.code}: {tail(run.err)}")
    write(trial.path("全宗.yaml"), FONDS)
    run = pack(trial, "移交")
    trial.expect(run.code == 0, f"archive: exit {run.code}: {tail(run.err)}")
    verified = trial.run("verify", run.place)
    trial.expect(verified.code == 0 and "相符" in verified.out, f"verify: exit {verified.code}: {tail(verified.out)}")
    files = contents(run.place)
    found = {name[len(ITEM) + 1:] for name in files if name.startswith("电子档案/")}
    trial.expect(found == KEPT, f"the package has {sorted(found ^ KEPT)}")
    trial.expect(not [name for name in files if re.search("通报|催报|退回|报送情况|下级年报问题|正文对照", name)], "lists of the office are in the package")
    results = {item.findtext("名称"): item.findtext("结果") for item in ElementTree.fromstring(files[RESULTS]).findall("项目")}
    trial.expect(set(results.values()) == {"通过", "未检测"}, f"四性检测 {results}")
    return run.place


class County(Broken):
    def named(self, what, way, wanted, words=()):
        """wanted: the kind and the file of everything that verify says."""
        shutil.copytree(self.package, self.place)
        way()
        run = self.trial.run("verify", "--json", self.place)
        got = {(one["kind"], one["file"]) for one in json.loads(run.out)["folders"][0]["problems"]}
        self.trial.expect(run.code == 1 and got == wanted and all(word in run.out for word in words), f"{what}: exit {run.code}: {sorted(got ^ wanted)} {tail(run.out, 12)}")
        shutil.rmtree(self.place)


def break_it(trial, package):
    county = County(trial, package)
    path, files = county.path, county.files
    pdf, docx, ofd = (f"{ITEM}/{TITLE}.{ending}" for ending in ("pdf", "docx", "ofd"))
    record, report, page = (f"{ITEM}/{name}" for name in ("元数据.xml", "report.json", "page.html"))
    findings = ITEM.replace("电子档案", "内部", 1) + "/findings.json"

    def rewritten(name, pattern, words):
        def way():
            text = read(path(name))
            changed = re.sub(pattern, words, text, count=1, flags=re.S)
            assert changed != text, (name, pattern)
            write(path(name), changed)
        return way

    def add(number):
        return lambda m: f"{m[1]}{int(m[2]) + number}"

    number = r'("natural_person": )(\d+)'
    ways = {
        "a sign of the page": (lambda: county.replace(page, "。", "！"), {("changed", page), ("metadata", record)}, ["SHA-256 和 SM3"]),
        "a document removed": (lambda: os.remove(path(docx)), {("missing", docx), ("metadata", record), ("metadata", README)}, []),
        "a document renamed": (lambda: os.rename(path(ofd), path(f"{ITEM}/年报.ofd")), {("missing", ofd), ("added", f"{ITEM}/年报.ofd"), ("metadata", record), ("metadata", README)}, []),
        "a file added": (lambda: write(path("内部/2025/说明.txt"), "x"), {("added", "内部/2025/说明.txt")}, ["后来放进来的"]),
        "the PDF cut": (lambda: write(path(pdf), files[pdf][:-200]), {("changed", pdf), ("incomplete", pdf), ("metadata", pdf), ("metadata", record), ("metadata", CATALOGUE), ("metadata", README), ("metadata", RESULTS)}, []),
        "findings changed, and the list": (county.relisted(lambda: county.replace(findings, "{", "{ ")), {("changed", findings), ("metadata", RESULTS)}, ["形成清单"]),
        "a number, and every digest": (county.remade(rewritten(report, number, add(10))), {("metadata", RESULTS)}, ["各种文件的数相同", "natural_person"]),
        "the year of the metadata, and the list": (county.relisted(rewritten(record, "<年度>2025", "<年度>2024")), {("metadata", record)}, ["“年度”是“2024”"]),
        "a title of the catalogue, and the list": (county.relisted(rewritten(CATALOGUE, "<题名>清河县", "<题名>清水县")), {("catalogue", CATALOGUE), ("metadata", CATALOGUE)}, ["清水县"]),
        "a result of the tests, and the list": (county.relisted(rewritten(RESULTS, "(<名称>病毒</名称>\n *<结果>)未检测", r"\1通过")), {("metadata", RESULTS)}, ["<结果>通过", "<结果>未检测"]),
        "how many numbers were compared, and the list": (county.relisted(rewritten(RESULTS, r"\d+个数", "90000个数")), {("metadata", RESULTS)}, ["90000个数"]),
        "a digest of the list": (rewritten(LIST, "^[0-9a-f]{8}", "00000000"), {("changed", sorted((name.encode() for name in files if name != LIST))[0].decode())}, ["只有 SHA-256"]),
        "a folder that is a link": (lambda: (os.rename(path("内部/2025"), trial.path("away")), os.symlink(trial.path("away"), path("内部/2025"))),
                                    {("link", name) for name in files if name.startswith("内部/2025/")} | {("added", "内部/2025")}, ["符号链接"]),
        "the metadata emptied": (lambda: write(path(record), ""), {("changed", record), ("incomplete", record), ("catalogue", CATALOGUE)}, []),
        "the whole item removed": (lambda: shutil.rmtree(path(ITEM)), {("missing", name) for name in files if name.startswith(ITEM)} | {("catalogue", CATALOGUE), ("added", "电子档案/2025/")}, []),
    }
    for what, way in ways.items():
        county.named(what, *way)


def main():
    trial = Trial("transfer-county")
    break_it(trial, make_package(trial))
    trial.end()


if __name__ == "__main__":
    main()
