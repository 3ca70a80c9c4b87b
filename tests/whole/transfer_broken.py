"""Packages of `nianbao archive`, broken: whatever is changed in one, its lists and records changed with it, verify names it.

    python3 tests/whole/transfer_broken.py PROGRAM
"""
import os
import re
import shutil

from transfer_base import CATALOGUE, LIST, ROOT, Broken, make, pack, relist, replace
from trial import CLEAN, Trial, contents, read, read_bytes, tail, write


def hold_broken(trial, package):
    broken = Broken(trial, package)
    path, files, (first, second, third) = broken.path, broken.files, broken.items

    def swap_pdf():
        write(path(broken.pdf(third)), files[broken.pdf(first)])
        relist(broken.place)

    def change_metadata():
        replace(path(f"{third}/元数据.xml"), "<保管期限>30年", "<保管期限>永久")
        relist(broken.place)

    def drop_entry():
        text = read(path(CATALOGUE))
        at = text.index("  <件>\n    <顺序号>2")
        write(path(CATALOGUE), text[:at] + text[text.index("</件>\n", at) + len("</件>\n"):])
        relist(broken.place)

    def gap():
        for name in (CATALOGUE, f"{third}/元数据.xml"):
            write(path(name), read(path(name)).replace("2025-D30-0018", "2025-D30-0019"))
        os.rename(path(third), path(third.replace("0018", "0019")))
        relist(broken.place)

    def move_year():
        os.rename(path("电子档案/2020"), path("电子档案/2019"))
        relist(broken.place)

    def add_page():
        write(path(f"{third}/report.json"), read(path(f"{third}/report.json")).replace('"year": 2025', '"year": 2024'))
        relist(broken.place)

    def change_number():
        write(path(f"{first}/元数据.xml"), re.sub("<页数>[0-9]+", "<页数>99", read(path(f"{first}/元数据.xml"))))
        relist(broken.place)

    def in_record(old, new):
        return broken.redone(lambda: replace(path(f"{third}/元数据.xml"), old, new))

    def everywhere(old, new):
        def change():
            for name in files:
                if name.endswith((".xml", ".XML", ".TXT")) and old in read_bytes(path(name)).decode():
                    write(path(name), read_bytes(path(name)).replace(old.encode(), new.encode()))
        return broken.redone(change)

    manifest = f"其他/形成清单/{third.split('/', 1)[1]}.json"
    findings = third.replace("电子档案", "内部", 1) + "/findings.json"
    form = next(name for name in files if name.startswith("其他/表单/") and name.endswith(".yaml"))
    one = files[LIST].decode().splitlines()[0]
    all_redone = {
        "a page": (broken.redone(lambda: replace(path(f"{third}/page.html"), "。", "！")), ["page.html", "与形成清单里的 SHA-256 不同"]),
        "a document taken out": (broken.redone(lambda: (os.remove(path(f"{third}/page.html")), write(path(f"{third}/元数据.xml"), re.sub("    <文件>\n      <文件名>page.html.*?</文件>\n", "", read(path(f"{third}/元数据.xml")), flags=re.S)))), ["page.html", "移交包应有这个文件"]),
        "a document put in": (broken.redone(lambda: write(path(f"{third}/补充.pdf"), files[broken.pdf(third)])), ["补充.pdf", "移交包没有这样的文件"]),
        "a file beside": (broken.redone(lambda: write(path("其他/补充.txt"), "x")), ["其他/补充.txt", "移交包没有这样的文件"]),
        "an empty year": (lambda: os.makedirs(path("电子档案/1999")), ["电子档案/1999", "空的文件夹"]),
        "findings gone": (broken.redone(lambda: os.remove(path(findings))), [findings, "移交包应有这个文件"]),
        "the rules gone": (broken.redone(lambda: os.remove(path("其他/检查规则.yaml"))), ["其他/检查规则.yaml", "说明文件没有说它没收"]),
        "a calendar gone": (broken.redone(lambda: os.remove(path("其他/日历/national.csv"))), ["其他/日历/national.csv", "工作日历"]),
        "a calendar emptied": (broken.redone(lambda: write(path("其他/日历/national.csv"), "")), ["其他/日历/national.csv", "不是形成清单所记的那一份"]),
        "a calendar put in": (broken.redone(lambda: write(path("其他/日历/本单位另加/新.csv"), files["其他/日历/xinjiang.csv"])), ["其他/日历", "不是形成清单所记的那一份"]),
        "the rules emptied": (broken.redone(lambda: write(path("其他/检查规则.yaml"), "")), ["其他/检查规则.yaml", "不是形成清单所记的那一份"]),
        "a rule changed": (broken.redone(lambda: replace(path("其他/检查规则.yaml"), "severity: error", "severity: hint")), ["其他/检查规则.yaml", "不是形成清单所记的那一份"]),
        "a schema gone": (broken.redone(lambda: os.remove(path("其他/格式/correction.schema.json"))), ["其他/格式/correction.schema.json", "移交包应有这个文件"]),
        "a schema emptied": (broken.redone(lambda: write(path("其他/格式/report.schema.json"), "")), ["其他/格式/report.schema.json", "与程序的不同"]),
        "a schema of no program": (broken.redone(lambda: write(path("其他/格式/name.schema.json"), "{}")), ["其他/格式/name.schema.json", "移交包没有这样的文件"]),
        "a guide to the calendars": (broken.redone(lambda: write(path("其他/日历/README.md"), "x")), ["其他/日历/README.md", "移交包没有这样的文件"]),
        "the layout changed": (broken.redone(lambda: replace(path("其他/目录结构.txt"), "移交包", "包")), ["元数据.xml", "<目录结构摘要>"]),
        "a manifest gone": (broken.redone(lambda: os.remove(path(manifest))), [manifest, "无从核对"]),
        "a form changed": (broken.redone(lambda: write(path(form), files[form] + b"#\n")), [os.path.dirname(form), "不是形成清单所记的那一份"]),
        "a setting changed": (broken.redone(lambda: write(path("其他/设置.txt"), files["其他/设置.txt"] + b"a=1\n")), ["其他/设置.txt", "不是形成清单所记的那一份"]),
        "readable by all": (lambda: os.chmod(path(findings), 0o644), [findings, "权限是644"]),
        "an agency's name": (in_record("<机构名称>", "<机构名称>某"), ["机构名称", "重新写出的是"]),
        "a number of findings": (broken.redone(lambda: write(path(f"{third}/元数据.xml"), re.sub("<提示>[0-9]*", "<提示>77", read(path(f"{third}/元数据.xml"))))), ["<提示>77"]),
        "a digest of the form": (broken.redone(lambda: write(path(f"{third}/元数据.xml"), re.sub("<表单摘要>.", "<表单摘要>z", read(path(f"{third}/元数据.xml"))))), ["<表单摘要>z"]),
        "a 全宗号 of one": (in_record("<全宗号>J012", "<全宗号>J013"), ["<全宗号>J013", "<全宗号>J012"]),
        "a period against 档号": (everywhere("<保管期限>30年", "<保管期限>10年"), ["保管期限是“10年”", "D30"]),
        "an element twice": (in_record("  <密级>公开</密级>\n", "  <密级>公开</密级>\n  <密级>公开</密级>\n"), [f"{third}/元数据.xml", "行是"]),
        "an unknown element": (in_record("  <密级>", "  <说明>x</说明>\n  <密级>"), ["<说明>x"]),
        "another root": (broken.redone(lambda: write(path(CATALOGUE), files[CATALOGUE].decode().replace("目录文件", "目录"))), [CATALOGUE, "第2行"]),
        "a remark": (broken.redone(lambda: replace(path(CATALOGUE), "<备注/>", "<备注>x</备注>")), ["<备注>x"]),
        "the readme": (broken.redone(lambda: write(path("说明文件.TXT"), files["说明文件.TXT"].decode().replace("件数：3", "件数：4"))), ["说明文件.TXT", "件数：4", "件数：3"]),
        "sources of none": (broken.redone(lambda: write(path("说明文件.TXT"), re.sub("没有收的原文：[^\r]*", "没有收的原文：都没有收", files["说明文件.TXT"].decode()))), ["说明文件.TXT", "“都没有收”不是这些年报的"]),
        "a result": (broken.redone(lambda: write(path("四性检测.xml"), files["四性检测.xml"].decode().replace("<结果>未检测", "<结果>通过", 1))), ["四性检测.xml", "<结果>通过", "<结果>未检测"]),
        "a test taken out": (broken.redone(lambda: write(path("四性检测.xml"), re.sub("  <项目>.*?</项目>\n", "", files["四性检测.xml"].decode(), count=1, flags=re.S))), ["四性检测.xml", "重新写出的是"]),
        "a result made worse": (broken.redone(lambda: write(path("四性检测.xml"), re.sub("(<名称>没有加密</名称>\n *<结果>)通过", r"\1不通过", files["四性检测.xml"].decode()))), ["四性检测.xml", "<结果>不通过", "<结果>通过"]),
        "how many were looked at": (broken.redone(lambda: write(path("四性检测.xml"), re.sub(r"[0-9]+种字体", "77种字体", files["四性检测.xml"].decode()))), ["77种字体"]),
        "a number, its manifest too": (broken.remade(lambda: write(path(f"{third}/report.json"), re.sub(r'("natural_person": )(\d)', r"\g<1>1\2", read(path(f"{third}/report.json")), count=1))), ["“各种文件的数相同”写着通过", "natural_person"]),
        "another version's words": (broken.redone(lambda: (everywhere("<写包程序>nianbao ", "<写包程序>nianbao 0.0.")(), everywhere("<检测程序>nianbao ", "<检测程序>nianbao 0.0.")(), write(path("四性检测.xml"), read(path("四性检测.xml")).replace("程序不签名", "不签名")))),
                                    ["包是 nianbao 0.0.", "也可能是写法改了"]),
        "the note on what is internal": (broken.redone(lambda: replace(path("内部/说明.txt"), "不公开", "公开")), ["内部/说明.txt", "第1行"]),
    }
    ways = {**all_redone,
        "a byte changed": (lambda: write(path(broken.pdf(third)), files[broken.pdf(third)][:-50] + b"x" + files[broken.pdf(third)][-49:]), ["变了", os.path.basename(broken.pdf(third))]),
        "a file missing": (lambda: os.remove(path(f"{second}/page.html")), ["page.html", "移交包里没有"]),
        "a file added": (lambda: write(path(f"{second}/新.txt"), "x"), ["新.txt", "后来放进来的"]),
        "a file added beside": (lambda: write(path("README"), "x"), ["README", "后来放进来的"]),
        "metadata changed": (lambda: replace(path(f"{first}/元数据.xml"), "<密级>公开", "<密级>内部"), ["元数据.xml", "变了", "“密级”"]),
        "metadata and list changed": (change_metadata, ["“保管期限”，目录里是“30年”，元数据里是“永久”"]),
        "pages changed": (change_number, ["“页数”是“99”"]),
        "the list changed": (lambda: replace(path(LIST), one[:64], "0" * 64), ["只有 SHA-256 与摘要清单不同"]),
        "the list gone": (lambda: os.remove(path(LIST)), [LIST, "不知道哪些文件变了"]),
        "the list with other line ends": (lambda: write(path(LIST), files[LIST].replace(b"\n", b"\r\n")), ["换行是 CRLF", "1 处"]),
        "the list disordered": (lambda: write(path(LIST), "\n".join(files[LIST].decode().splitlines()[::-1]) + "\n"), ["次序不对"]),
        "the list leads out": (lambda: write(path(LIST), f"{'0' * 64}\t{'0' * 64}\t../全宗.yaml\n"), ["第1行不合规矩"]),
        "a gap in 档号": (gap, ["0017", "0019", "断号"]),
        "a year's folder moved": (move_year, ["电子档案/2019", "元数据的年度是2020"]),
        "a PDF replaced by another": (swap_pdf, ["“题名”", "元数据里的摘要值与摘要清单的不同"]),
        "an entry of the catalogue removed": (drop_entry, [f"目录里没有 {second}", "目录写着3件，列了2件"]),
        "the report of another year": (add_page, ["“年度”是“2025”，文件里的是“2024”"]),
        "truncated XML": (lambda: write(path(f"{third}/元数据.xml"), files[f"{third}/元数据.xml"][:700]), ["不是完整的 XML"]),
        "truncated catalogue": (lambda: write(path(CATALOGUE), files[CATALOGUE][:-30]), [CATALOGUE, "不是完整的 XML"]),
        "XML with a document type": (lambda: write(path(CATALOGUE), files[CATALOGUE].replace(b"?>\n", b"?>\n<!DOCTYPE a [<!ENTITY b 'c'>]>\n", 1)), ["不是完整的 XML"]),
        "a link": (lambda: (os.rename(path(second), trial.path("away")), os.symlink(trial.path("away"), path(second))), ["符号链接"]),
    }
    for what, way in {"metadata emptied": lambda: write(path(f"{second}/元数据.xml"), ""), "an item gone": lambda: shutil.rmtree(path(second))}.items():
        broken.hold(what, way, [second], without=["移交包没有这样的文件", "按年报和清单重新写出的是"])
    for what, (way, words) in ways.items():
        unreadable = what.startswith("the list ") and what != "the list changed"
        broken.hold(what, way, words, 2 if unreadable else 1)
        shutil.rmtree(trial.path("away"), ignore_errors=True)


def hold_own_calendar(trial):
    """The office's own calendar lies under its own name, which the digest has; without it the digest is another."""
    write(trial.path("放假.csv"), read_bytes(os.path.join(ROOT, "data", "calendars", "xinjiang.csv")))
    out = trial.report(CLEAN, "-q", "--calendar", trial.path("放假.csv"), out=trial.path("own-out"))
    run = trial.run("archive", out.place, "--fonds", trial.path("全宗.yaml"), "--calendar", trial.path("放假.csv"), "-o", trial.path("own"), "-q", out=trial.path("own"))
    verified = trial.run("verify", run.place)
    trial.expect(run.code == 0 and verified.code == 0 and "其他/日历/本单位另加/放假.csv" in contents(run.place), f"an own calendar: {run.code} {tail(run.err)} {tail(verified.out)}")
    broken = Broken(trial, run.place)
    broken.hold("an own calendar gone", broken.relisted(lambda: shutil.rmtree(broken.path("其他/日历/本单位另加"))), ["其他/日历", "不是形成清单所记的那一份"])
    broken.hold("an own calendar renamed", broken.relisted(lambda: os.rename(broken.path("其他/日历/本单位另加/放假.csv"), broken.path("其他/日历/本单位另加/放.csv"))), ["其他/日历", "不是形成清单所记的那一份"])
    write(trial.path("a:b.csv"), read_bytes(trial.path("放假.csv")))
    out = trial.report(CLEAN, "-q", "--calendar", trial.path("a:b.csv"), out=trial.path("odd-out"))
    run = trial.run("archive", out.place, "--fonds", trial.path("全宗.yaml"), "--calendar", trial.path("a:b.csv"), "-o", trial.path("odd"), "-q")
    trial.expect(run.code == 2 and "a:b.csv" in run.err and not os.path.exists(trial.path("odd")), f"a calendar's odd name: {run.code} {tail(run.err)}")


def main():
    trial = Trial("transfer-broken")
    make(trial)
    run = pack(trial, "移交")
    trial.expect(run.code == 0, f"archive: exit {run.code}: {tail(run.err)}")
    hold_broken(trial, run.place)
    hold_own_calendar(trial)
    trial.end()


if __name__ == "__main__":
    main()
