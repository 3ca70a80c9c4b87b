"""Packages made anew by whoever would slip something through: records, words and all lists agree, and verify still names what the program would not have written.

    python3 tests/whole/transfer_forged.py PROGRAM
"""
import hashlib
import json
import os
import re
import shutil

from transfer_base import ROOT, Broken, make, pack, replace
from trial import CLEAN, Trial, contents, read, read_bytes, tail, write

README, RESULTS, WORDS, RULES, SETTINGS = "说明文件.TXT", "四性检测.xml", "其他/用语.yaml", "其他/检查规则.yaml", "其他/设置.txt"


class Forged(Broken):
    def new_digest(self, name, change):
        """The change of a file whose digest the records have."""
        before = hashlib.sha256(read_bytes(self.path(name))).hexdigest()
        change()
        for item in self.items:
            replace(self.path(f"{item}/元数据.xml"), before, hashlib.sha256(read_bytes(self.path(name))).hexdigest())

    def left_out(self, what, key):
        """The readme says of a source of each report that it was not taken."""
        words = []
        for item in self.items:
            manifest = json.loads(read(self.path(f"其他/形成清单/{item.split('/', 1)[1]}.json")))
            report = json.loads(read(self.path(f"{item}/report.json")))
            words.append(f"{report['agency']['name']}{report['year']}年度所用的{what}（SHA-256 {manifest[key][7:]}）与本程序现在的不同，没有收原文，只记摘要")
        data = read_bytes(self.path(README)).decode()
        write(self.path(README), data.replace("没有收的原文：无", "没有收的原文：" + "；".join(words)).encode())


def hold_sources(trial, package):
    """What the readme says was not taken is not there; without a place for it in the readme, what is there is still looked at."""
    forged = Forged(trial, package)
    rule = ("severity: error", "severity: hint")

    def without_place():
        forged.new_digest(WORDS, lambda: forged.replace(WORDS, "没有收的原文：{sources}", "没有收的原文：无"))

    forged.hold("rules changed that were not taken", forged.relisted(lambda: (forged.left_out("检查规则", "rules"), forged.replace(RULES, *rule))), [f"{RULES}：说明文件说没有收"])
    forged.hold("rules that were not taken", forged.relisted(lambda: (forged.left_out("检查规则", "rules"), os.remove(forged.path(RULES)))), ["相符"], code=0, without=[RULES])
    forged.hold("a readme without sources, rules changed", forged.relisted(lambda: (without_place(), forged.replace(RULES, *rule))), [RULES, "不是形成清单所记的那一份"])
    forged.hold("a readme without sources, settings gone", forged.relisted(lambda: (without_place(), os.remove(forged.path(SETTINGS)))), [f"没有看，不算不符：{SETTINGS}"], code=0)


def hold_reasons(trial):
    """A test of the folder that did not pass stands as it was said, but not in the place of a reason that is found again."""
    first = trial.report(CLEAN, "-q", out=trial.path("one"))
    other = trial.report(trial.ledger("other-ledger", edit={"overview.md": [("。", "；")]}), "-q", out=trial.path("other"))
    second = trial.report(trial.ledger("two-ledger", edit={"overview.md": [("。", "！")]}), "-q", "--corrects", other.place, out=trial.path("two"), as_of="2026-02-20")
    run = pack(trial, "另一版", first.place, second.place)
    reason = "更正说明.json 里更正的不是收了的第1版，摘要不同"
    trial.expect(run.code == 1 and reason in run.err and trial.run("verify", run.place).code == 0, f"a correction of another: exit {run.code}: {tail(run.err)}")
    forged = Forged(trial, run.place)
    forged.hold("another reason", forged.relisted(lambda: write(forged.path(RESULTS), re.sub("<说明>[^<]*摘要不同</说明>", "<说明>旧文件夹：里面没有年报</说明>", read(forged.path(RESULTS))))), [f"{RESULTS}：“清单上的文件齐全”没有写", reason])


def hold_forms(trial, package):
    """A form taken out of the package keeps no text of a PDF, and no part of a report, from being looked at."""
    forged = Forged(trial, package)
    first, last = forged.items[0], forged.items[-1]
    forms, other = [os.path.dirname(name) for name in forged.files if name.startswith("其他/表单/") and name.endswith("/form.yaml")], trial.path("bare", "report_templates")
    shutil.copytree(os.path.join(ROOT, "data"), trial.path("bare", "data"))
    shutil.copytree(os.path.join(ROOT, "report_templates"), other)
    for form in forms:
        write(os.path.join(other, os.path.basename(form), "form.yaml"), read(os.path.join(other, os.path.basename(form), "form.yaml")) + "# another\n")

    def without(change):
        def way():
            forged.left_out("表单", "form")
            shutil.rmtree(forged.path("其他/表单"))
            change()
            size = sum(len(data) for name, data in contents(forged.path("电子档案")).items() if not name.endswith("元数据.xml"))
            write(forged.path(README), re.sub("字节数：[0-9]+", f"字节数：{size}", read_bytes(forged.path(README)).decode()).encode())
        return forged.remade(way)

    def narrative(item):
        return lambda: write(forged.path(f"{item}/report.json"), re.sub('("overview": ")', r"\1另有一事。", read(forged.path(f"{item}/report.json")), count=1))

    words = ("--data", trial.path("bare", "data"))
    forged.hold("no forms", without(lambda: None), ["相符（", "内容描述的摘要没有按它核对"], code=0)
    forged.hold("no forms here either", without(lambda: None), ["相符（", "没有看，不算不符：其他/表单/2021", "各部分、各表没有按它核对"], code=0, options=words)
    for item in (first, last):
        for given in ((), words):
            forged.hold(f"a text that the PDF has not, {item} {given}", without(narrative(item)), ["“PDF 的文字可以提取”写着通过", "report.json 的正文"], options=given)


def hold_nothing(trial, package):
    """A package of no report."""
    forged = Forged(trial, package)

    def empty():
        for name in ("电子档案", "内部/2025", "内部/2020", "其他/形成清单", "其他/表单"):
            shutil.rmtree(forged.path(name))
        write(forged.path("目录文件.XML"), re.sub("<件数>3", "<件数>0", re.sub("  <件>.*</件>\n", "", read(forged.path("目录文件.XML")), flags=re.S)))

    forged.hold("no report", forged.relisted(empty), ["目录文件.XML：移交包里没有一件年报"])


def main():
    trial = Trial("transfer-forged")
    make(trial)
    run = pack(trial, "移交")
    trial.expect(run.code == 0, f"archive: exit {run.code}: {tail(run.err)}")
    hold_sources(trial, run.place)
    hold_reasons(trial)
    hold_forms(trial, run.place)
    hold_nothing(trial, run.place)
    trial.end()


if __name__ == "__main__":
    main()
