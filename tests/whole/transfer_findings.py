"""What was found before publication is held against report.json: a list that lost a finding, or has another one, is found though every digest was made anew.

    python3 tests/whole/transfer_findings.py PROGRAM
"""
import hashlib
import json
import os
import re
import shutil

from transfer_base import Broken, make, pack
from trial import Trial, contents, read, read_bytes, tail, write



def dump(path, value):
    write(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def digest(path):
    return "sha256:" + hashlib.sha256(read_bytes(path)).hexdigest()


def changes(place):
    """Ways to change the lists in this folder, each with the words that must be said."""
    path = os.path.join(place, "findings.json")

    def listed(change):
        def way():
            entries = json.loads(read(path))
            dump(path, change(entries))
        return way

    def put(key, value, which=0):
        def change(entries):
            entries[which][key] = value
            return entries
        return listed(change)

    def table(change):
        return lambda: write(os.path.join(place, "findings.csv"), change(read(os.path.join(place, "findings.csv"))))

    other = ["findings.json", "与 report.json 所记的摘要不同"]
    return {"emptied": (listed(lambda entries: []), [*other, "有0条"]), "one dropped": (listed(lambda entries: entries[1:]), other), "one doubled": (listed(lambda entries: [entries[0], *entries]), other),
            "a severity": (put("severity", "hint"), other), "waived": (put("state", "waived"), [*other, "豁免的有1条，report.json 里是0条"]), "its words": (put("message", "已经改正"), other),
            "a class": (put("class", "nothing"), other), "no list": (lambda: write(path, "{}"), other),
            "a row of the table dropped": (table(lambda text: "\r\n".join(text.split("\r\n")[:1] + text.split("\r\n")[2:])), ["findings.csv", "第1条起"]), "a word of the table": (table(lambda text: text.replace("超期", "提示", 1)), ["findings.csv"]),
            "a row more": (table(lambda text: text + text.split("\r\n")[1] + "\r\n"), ["findings.csv"]), "its heading": (table(lambda text: text.replace("编号", "号", 1)), ["findings.csv"])}


def hold_folder(trial, folder):
    for what in changes(folder):
        place = trial.path("changed")
        shutil.copytree(folder, place)
        way, words = changes(place)[what]
        before = contents(place)
        way()
        manifest = json.loads(read(os.path.join(place, "manifest.json")))
        for output in manifest["outputs"]:
            data = read_bytes(os.path.join(place, output["name"]))
            output.update({"size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        dump(os.path.join(place, "manifest.json"), manifest)
        trial.expect(contents(place) != before, f"{what}: nothing was changed")
        run = trial.run("verify", place)
        trial.expect(run.code == 1 and all(word in run.out for word in words), f"a folder, {what}: exit {run.code}: {tail(run.out)}")
        if what in ("emptied", "a row more"):
            run = pack(trial, "changed-package", place)
            trial.expect(run.code == 1 and "不通过 真实性·各种文件的数相同" in run.err, f"packed, {what}: exit {run.code}: {tail(run.err)}")
            shutil.rmtree(run.place)
        shutil.rmtree(place)


def hold_package(trial, package):
    broken = Broken(trial, package)
    item = next(one for one in broken.items if json.loads(broken.files[one.replace("电子档案", "内部", 1) + "/findings.json"]))
    internal = item.replace("电子档案", "内部", 1)
    for what in changes(broken.path(internal)):
        way, words = changes(broken.path(internal))[what]
        broken.hold(f"a package, {what}", broken.remade(way), ["各种文件的数相同", words[0]])

    def with_digest(change):
        def way():
            change()
            report = read(broken.path(f"{item}/report.json"))
            write(broken.path(f"{item}/report.json"), re.sub('("findings": )"sha256:[0-9a-f]+"', lambda m: f'{m[1]}"{digest(broken.path(internal + "/findings.json"))}"', report))
        return broken.remade(way)

    for what in ("emptied", "one dropped", "a severity", "waived"):
        broken.hold(f"its digest too, {what}", with_digest(changes(broken.path(internal))[what][0]), ["各种文件的数相同", "findings.json", "report.json 里是"])
    for what, said, words in (("no digest", "", "没有 findings.json 的摘要"), ("a digest of another kind", '"findings": "md5:0",', "不是 sha256:"), ("a short digest", '"findings": "sha256:0",', "不是 sha256:"), ("a digest that is no text", '"findings": null,', "不是 sha256:")):
        def way(said=said):
            changes(broken.path(internal))["its words"][0]()
            changes(broken.path(internal))["a word of the table"][0]()
            write(broken.path(f"{item}/report.json"), re.sub('"findings": "sha256:[0-9a-f]+",', said, read(broken.path(f"{item}/report.json"))))
        broken.hold(f"its words, {what}", broken.remade(way), ["各种文件的数相同", words])
        broken.hold(f"its words, {what}, of a former program", broken.remade(lambda way=way: (way(), broken.replace(f"{item}/report.json", f'"program": "{PROGRAM}"', '"program": "nianbao 0.7.9"'))), ["形成过程有记录" if not said else words])
    broken.hold("its digest too, its words", with_digest(changes(broken.path(internal))["its words"][0]), ["各种文件的数相同", "findings.csv"])


    def unlisted():
        os.remove(broken.path(internal + "/findings.json"))
        path = broken.path(f"其他/形成清单/{item.split('/', 1)[1]}.json")
        manifest = json.loads(read(path))
        manifest["outputs"] = [one for one in manifest["outputs"] if one["name"] != "findings.json"]
        dump(path, manifest)

    broken.hold("a list that no manifest names", broken.redone(unlisted), ["各种文件的数相同", "findings.json", "report.json 里有它的摘要"])


def hold_older(trial, folder):
    """A report of a former version has no digest: the numbers of its findings are compared, and a sound one passes."""
    place = trial.path("older")
    shutil.copytree(folder, place)
    report = re.sub('    "findings": "sha256:[0-9a-f]+",\n', "", read(os.path.join(place, "report.json"))).replace(f'"program": "{PROGRAM}"', '"program": "nianbao 0.7.9"')
    for what, change, code in (("sound", lambda: None, 0), ("emptied", lambda: dump(os.path.join(place, "findings.json"), []), 1)):
        write(os.path.join(place, "report.json"), report)
        change()
        manifest = json.loads(read(os.path.join(place, "manifest.json")))
        for output in manifest["outputs"]:
            data = read_bytes(os.path.join(place, output["name"]))
            output.update({"size": len(data), "sha256": hashlib.sha256(data).hexdigest(), **({"sm3": hashlib.new("sm3", data).hexdigest()} if "sm3" in output else {})})
        dump(os.path.join(place, "manifest.json"), manifest)
        run = trial.run("verify", place)
        trial.expect(run.code == code and ("report.json 里是" in run.out) == bool(code), f"a former version's report, {what}: exit {run.code}: {tail(run.out)}")
    shutil.rmtree(place)


def main():
    trial = Trial("transfer-findings")
    make(trial)
    run = pack(trial, "移交")
    folders = [place for place, _, names in os.walk(trial.path("out", "2025")) if "findings.json" in names]
    folder = next(place for place in folders if json.loads(read(os.path.join(place, "findings.json"))))
    report = json.loads(read(os.path.join(folder, "report.json")))
    global PROGRAM
    PROGRAM = report["provenance"]["program"]
    trial.expect(report["provenance"]["findings"] == digest(os.path.join(folder, "findings.json")), "report.json has not the digest of findings.json")
    verified = trial.run("verify", trial.path("out"))
    trial.expect(run.code == 0 and verified.code == 0 and trial.run("verify", run.place).code == 0, f"sound: {run.code} {tail(run.err)} {tail(verified.out)}")
    hold_folder(trial, folder)
    hold_package(trial, run.place)
    hold_older(trial, folder)
    trial.end()


if __name__ == "__main__":
    main()
