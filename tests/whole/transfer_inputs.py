"""`nianbao archive`: nothing given is left out in silence, no other package is lost, and numbers run as their rule says.

    python3 tests/whole/transfer_inputs.py PROGRAM
"""
import os
import re
import shutil
import xml.etree.ElementTree as ElementTree

from transfer_base import CATALOGUE, FONDS, make, pack
from trial import AGENCY, CLEAN, Trial, contents, tail, write


def hold_place(trial):
    """A package takes the place of another of the same 全宗 only where nothing of that one is lost."""
    place = pack(trial, "place").place
    before = contents(place)
    write(trial.path("别的.yaml"), FONDS.replace("J012", "K7"))
    write(trial.path("没有.yaml"), FONDS.replace("全宗号: J012\n", ""))
    one, inside = trial.path("out", "2025"), trial.path("out", "2025", AGENCY)
    for what, inputs, fonds, out, said in (("another fonds", [], "别的.yaml", "place", ["J012", "K7"]), ("no fonds", [], "没有.yaml", "place", ["J012"]), ("a year fewer", [one], "全宗.yaml", "place", ["2020年", "一起给出"]),
                                           ("an agency fewer", [inside, trial.path("out", "2020")], "全宗.yaml", "place", ["自然资源局", "一起给出"]), ("inside a report", [], "全宗.yaml", inside + "/移交", ["在年报的文件夹"]),
                                           ("a report", [], "全宗.yaml", inside, ["在年报的文件夹"])):
        folder = contents(inside)
        run = pack(trial, out, *inputs, fonds=fonds)
        trial.expect(run.code == 2 and all(word in run.err for word in said), f"{what}: exit {run.code}: {tail(run.err)}")
        trial.expect(contents(place) == before and contents(inside) == folder, f"{what}: something was changed")
    write(os.path.join(place, CATALOGUE), before[CATALOGUE][:-20])
    run = pack(trial, "place")
    trial.expect(run.code == 2 and CATALOGUE in run.err, f"a broken catalogue: exit {run.code}: {tail(run.err)}")
    shutil.rmtree(place)
    pack(trial, "place", one)
    run = pack(trial, "place")
    trial.expect(run.code == 0 and contents(place) == before, f"a year more: exit {run.code}: {tail(run.err)}")


def hold_left(trial):
    """Whatever was given and is not in the package is named, on the screen and in the package."""
    given = trial.path("given")
    shutil.copytree(trial.path("out"), given)
    os.remove(os.path.join(given, "2020", os.listdir(os.path.join(given, "2020"))[0], "report.json"))
    lost = os.path.join(given, "2020", os.listdir(os.path.join(given, "2020"))[0])
    os.symlink(trial.path("out", "2020"), os.path.join(given, "2019"))
    shutil.copytree(trial.path("移交"), os.path.join(given, "旧包"))
    os.mkdir(trial.path("空的"))
    write(trial.path("台账.csv"), "a\n")
    compared = trial.run("compare", trial.path("out", "2025"), "--as-of", "2026-02-01", "-o", os.path.join(given, "比较"), "-q")
    trial.expect(compared.code == 0, f"compare: {tail(compared.err)}")
    inputs = [given, trial.path("移交"), trial.path("空的"), CLEAN, trial.path("台账.csv")]
    run = trial.run("archive", *inputs, "--fonds", trial.path("全宗.yaml"), "-o", trial.path("left"), out=trial.path("left"))
    files = contents(run.place)
    readme = files["说明文件.TXT"].decode()
    tests = {item.findtext("名称"): item for item in ElementTree.fromstring(files["四性检测.xml"]).findall("项目")}
    for path, why in ((lost, "清单里有 report.json"), (os.path.join(given, "2019"), "符号链接"), (os.path.join(given, "旧包"), "移交包"), (trial.path("移交"), "移交包"), (trial.path("空的"), "没有写好的年报"),
                      (CLEAN, "没有写好的年报"), (trial.path("台账.csv"), "是文件"), (os.path.join(given, "比较", "比较"), "比较")):
        said = [line for line in run.err.splitlines() if line.startswith("没有收：" + path + "：")]
        trial.expect(len(said) == 1 and why in said[0] and f"{os.path.relpath(path, trial.work) if path.startswith(trial.work) else os.path.basename(path)}（" in readme and path not in readme, f"{path} is left out in silence: {said} {tail(run.err, 12)}")
    trial.expect(run.code == 1 and tests["清单上的文件齐全"].findtext("结果") == "不通过" and os.path.relpath(lost, trial.work) in tests["清单上的文件齐全"].findtext("说明"), f"a lost report.json: exit {run.code}: {tail(run.err)}")
    trial.expect(files[CATALOGUE].decode().count("<件>") == 2, "other reports are in the package")
    os.mkdir(trial.path("王某13812345678"))
    packages = []
    for place in (trial.work, ".", "../" + os.path.basename(trial.work)):
        run = pack(trial, "named", os.path.join(place, "out"), os.path.join(place, "王某13812345678"), cwd=trial.work)
        packages.append(contents(run.place))
    trial.expect(run.code == 0 and packages[0] == packages[1] == packages[2], f"a folder spelled in another way: exit {run.code}: {tail(run.err)}")
    trial.expect(not [name for name, data in packages[0].items() if b"13812345678" in data or trial.work.encode() in data], "a folder's path or number is in the package")
    shutil.move(trial.path("left"), os.path.join(given, "新包"))
    os.remove(os.path.join(given, "2019"))
    for _ in range(2):
        run = pack(trial, "given/再写", given)
        trial.expect(run.code == 1, f"a package below its input: exit {run.code}: {tail(run.err)}")
        again = contents(run.place)
    shutil.rmtree(run.place)
    trial.expect(contents(pack(trial, "given/再写", given).place) == again, "a package below its input is told of itself")
    run = pack(trial, "none", trial.path("空的"), lost)
    trial.expect(run.code == 2 and lost in run.err and not os.path.exists(run.place), f"nothing to pack: exit {run.code}: {tail(run.err)}")


def hold_rows(trial):
    """Numbers run in the row that the rule makes, wherever 件号 stands beside other figures."""
    for rule, wanted in (("{全宗号}-{年度}{件号}", "J012-20250018"), ("{机关代码}{件号}", f"{AGENCY}0017"), ("{件号}·{年度}", "0018·2025")):
        write(trial.path("行.yaml"), FONDS.replace("{全宗号}-WS·{年度}-{保管期限}-{件号}", rule))
        run = pack(trial, "rows", fonds="行.yaml")
        files = contents(run.place)
        trial.expect(run.code == 0 and wanted in files[CATALOGUE].decode(), f"{rule}: exit {run.code}: {tail(run.err)}")
        verified = trial.run("verify", run.place)
        trial.expect(verified.code == 0, f"verify of {rule}: {tail(verified.out)}")
        shutil.rmtree(run.place)
    write(trial.path("行.yaml"), FONDS.replace("-WS·{年度}-{保管期限}-{件号}", "-{年度}{件号}") + "件:\n  - {机关: %s, 年度: 2025, 档号: J012-20250030}\n" % AGENCY)
    run = pack(trial, "rows", fonds="行.yaml")
    trial.expect(run.code == 1 and re.findall("  (.*) 之间断号", run.err) == ["J012-20250017 和 J012-20250030"], f"a gap in a row: exit {run.code}: {tail(run.err)}")
    verified = trial.run("verify", run.place)
    trial.expect(verified.code == 1 and verified.out.count("断号") == 1, f"verify of a gap: {tail(verified.out)}")


def main():
    trial = Trial("transfer-inputs")
    make(trial)
    pack(trial, "移交")
    hold_place(trial)
    hold_left(trial)
    hold_rows(trial)
    trial.end()


if __name__ == "__main__":
    main()
