"""An edition that is handed over after the one that it corrects: 全宗.yaml says under which 档号 that one went, and its digest is held against the correction.

    python3 tests/whole/transfer_editions.py PROGRAM
"""
import hashlib
import os
import xml.etree.ElementTree as ElementTree

from transfer_base import CATALOGUE, FONDS, Broken, replace
from trial import AGENCY, CLEAN, NAME, Trial, contents, read, read_bytes, tail, write

TWIN = "11369925MB001037XW"


def make_editions(trial):
    """Three editions, each in a folder of its own."""
    runs = [trial.report(CLEAN, "-q", out=trial.path("one"))]
    for name, words, as_of in (("two", "！", "2026-02-20"), ("three", "；", "2026-03-20")):
        ledger = trial.ledger(name + "-ledger", edit={"overview.md": [("。", words)]})
        runs.append(trial.report(ledger, "-q", "--corrects", runs[-1].place, out=trial.path(name), as_of=as_of))
    for run in runs:
        trial.expect(run.code == 0, f"report: exit {run.code}: {tail(run.err)}")
    return [run.place for run in runs]


def digest(place):
    return hashlib.sha256(read_bytes(os.path.join(place, "2025", AGENCY, "report.json"))).hexdigest()


def said(*entries):
    return FONDS + "已移交:\n" + "".join(f"  - {{机关: {agency}, 年度: {year}, 版次: {edition}, 档号: {number}, 摘要: '{sha256}'}}\n" for agency, year, edition, number, sha256 in entries)


def hold_alone(trial, one, two, three):
    first, second = (AGENCY, 2025, 1, "J012-WS·2025-D30-0003", digest(one)), (NAME, 2025, 2, "J012-WS·2025-D30-0009", "sha256:" + digest(two))
    cases = {"nothing said": ([two], FONDS, 1, ["前面的第1版没有收", "已移交"]), "the first said": ([two], said(first), 0, []), "of another digest": ([two], said(first[:4] + ("0" * 64,)), 1, ["不是写明以前移交的第1版", "摘要不同"]),
             "the third alone": ([three], said(second, first), 0, []), "the third without the first": ([three], said(second), 1, ["前面的第1版没有收"]), "the third without the second": ([three], said(first), 1, ["前面的第2版没有收"]),
             "the third of another second": ([three], said(first, second[:4] + ("0" * 64,)), 1, ["不是写明以前移交的第2版"]), "the second between": ([one, three], said(second), 0, []), "two and three": ([two, three], said(first), 0, [])}
    for what, (inputs, text, code, words) in cases.items():
        write(trial.path("版.yaml"), text)
        run = trial.run("archive", *inputs, "--fonds", trial.path("版.yaml"), "-o", trial.path(what))
        trial.expect(run.code == code and all(one in run.err for one in words), f"{what}: exit {run.code}: {tail(run.err)}")
        trial.expect(run.err.count("程序没有见到它") == text.count("档号: J012"), f"{what}: said {tail(run.err)}")
        verified = trial.run("verify", trial.path(what))
        trial.expect(verified.code == 0, f"verify of {what}: {tail(verified.out)}")
    files = contents(trial.path("the third alone"))
    item = ElementTree.fromstring(files[CATALOGUE]).find("件")
    trial.expect(item.findtext("备注") == "第3版（更正）；第1版以前已移交，档号J012-WS·2025-D30-0003；第2版以前已移交，档号J012-WS·2025-D30-0009", f"the remark is {item.findtext('备注')}")
    record = ElementTree.fromstring(files[item.findtext("存储位置") + "/元数据.xml"])
    trial.expect([(e.findtext("版次"), e.findtext("档号"), e.findtext("摘要值")) for e in record.iter("以前移交")] == [("1", first[3], digest(one)), ("2", second[3], digest(two))], "the metadata have not what was said")


def hold_refused(trial, one, two, three):
    entry = (AGENCY, 2025, 1, "J012-A", digest(one))
    cases = {"it is here": ([one, two], said(entry), [":10", "就在给出的年报里"]), "no later one": ([two], said((AGENCY, 2025, 3, "J012-A", digest(one))), [":10", "没有要移交的后一版"]), "another year": ([two], said((AGENCY, 2024, 1, "J012-A", digest(one))), [":10", "没有要移交的后一版"]),
             "twice": ([two], said(entry, (NAME, 2025, 1, "J012-B", digest(one))), [":11", "写了两次"]), "a short digest": ([two], said(entry[:4] + ("abc",)), [":10", "摘要", "64"]), "no 档号": ([two], said(entry).replace("档号: J012-A, ", ""), [":10", "档号"]),
             "no digest": ([two], said(entry).replace(f", 摘要: '{digest(one)}'", ""), [":10", "摘要"]), "no edition": ([two], said(entry).replace("版次: 1, ", ""), [":10", "版次"]), "another key": ([two], said(entry).replace("摘要:", "摘要值:"), [":10", "摘要值"]),
             "no list": ([two], FONDS + "已移交: 1\n", [":9", "列表"]), "a 档号 that is given again": ([two], said(entry[:3] + ("J012-WS·2025-D30-0017", digest(one))), ["0017", "另一件"])}
    cases["two editions of one 档号"] = ([three], said(entry, (AGENCY, 2025, 2, "j012-a", digest(two))), [":11", "同一个档号"])
    cases["two editions of one digest"] = ([three], said(entry, (AGENCY, 2025, 2, "J012-B", digest(one))), [":11", "第10行"])
    for what, (inputs, text, words) in cases.items():
        write(trial.path("错.yaml"), text)
        run = trial.run("archive", *inputs, "--fonds", trial.path("错.yaml"), "-o", trial.path("refused"), "-q")
        trial.expect(run.code == 2 and all(one in run.err for one in words) and not os.path.exists(trial.path("refused")), f"{what}: exit {run.code}: {tail(run.err)}")


def hold_names(trial, one, two):
    """Two agencies of one name are told apart by their codes alone."""
    other = trial.ledger("twin-ledger")
    for name in os.listdir(other):
        if name.endswith(".csv"):
            write(os.path.join(other, name), read(os.path.join(other, name)).replace(AGENCY, TWIN))
    first = trial.report(other, "-q", out=trial.path("twin"))
    changed = trial.ledger("twin-two", edit={"overview.md": [("。", "！")]})
    for name in os.listdir(changed):
        if name.endswith(".csv"):
            write(os.path.join(changed, name), read(os.path.join(changed, name)).replace(AGENCY, TWIN))
    second = trial.report(changed, "-q", "--corrects", first.place, out=trial.path("twin-out"), as_of="2026-02-20")
    trial.expect(first.code == 0 and second.code == 0, f"a twin: {tail(first.err)} {tail(second.err)}")
    for what, text in {"已移交": said((NAME, 2025, 1, "J012-A", digest(one))), "件": FONDS + f"件:\n  - {{机关: {NAME}, 年度: 2025, 版次: 2, 保管期限: 永久}}\n"}.items():
        write(trial.path("同名.yaml"), text)
        run = trial.run("archive", two, second.place, "--fonds", trial.path("同名.yaml"), "-o", trial.path("twins"), "-q")
        trial.expect(run.code == 2 and all(one in run.err for one in (":10", NAME, AGENCY, TWIN)), f"{what} of one name: exit {run.code}: {tail(run.err)}")


def hold_broken(trial, package):
    broken = Broken(trial, package)
    record = f"{broken.items[0]}/元数据.xml"

    def without():
        text = read(broken.path(record))
        write(broken.path(record), text[:text.index("    <以前移交>")] + text[text.rindex("</以前移交>\n") + len("</以前移交>\n"):])
        replace(broken.path(CATALOGUE), "；第1版以前已移交，档号J012-WS·2025-D30-0003", "")

    broken.hold("a 档号", broken.relisted(lambda: replace(broken.path(record), "J012-WS·2025-D30-0003", "J012-WS·2025-D30-0004")), [CATALOGUE, "0004"])
    broken.hold("a digest", broken.relisted(lambda: write(broken.path(record), read(broken.path(record)).replace(digest(trial.path("one")), "0" * 64))), ["“清单上的文件齐全”写着通过", "摘要不同"])
    def everywhere(old, new):
        def way():
            for name in (record, CATALOGUE):
                write(broken.path(name), read(broken.path(name)).replace(old, new))
        return broken.relisted(way)

    own = broken.items[0].rsplit("/", 1)[1]
    broken.hold("an edition that is none", everywhere("<版次>1</版次>", "<版次>7</版次>"), [record, "以前移交的第7版不会在第2版以前"])
    broken.hold("a digest that is none", broken.relisted(lambda: write(broken.path(record), read(broken.path(record)).replace(digest(trial.path("one")), "abc"))), [record, "“abc”不是 SHA-256"])
    broken.hold("the 档号 of an item", everywhere("J012-WS·2025-D30-0003", own), [record, own, "就是包里一件的"])
    broken.hold("nothing said", broken.relisted(without), ["“清单上的文件齐全”写着通过", "前面的第1版没有收"])


def main():
    trial = Trial("transfer-editions")
    one, two, three = make_editions(trial)
    hold_alone(trial, one, two, three)
    hold_refused(trial, one, two, three)
    hold_names(trial, one, two)
    hold_broken(trial, trial.path("the first said"))
    trial.end()


if __name__ == "__main__":
    main()
