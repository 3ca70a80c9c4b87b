"""A machine that cannot read PDFs: a sound package is no other one there, what was not looked at is said, and what was changed is still found.

    python3 tests/whole/transfer_unseen.py PROGRAM LIBRARY

LIBRARY is support/preload/no_reader.c.
"""
import json
import os
import shutil
import sys
import xml.etree.ElementTree as ElementTree

from transfer_base import Broken, make, pack
from trial import AGENCY, Trial, contents, read, tail, write


def hold_verified(trial, library, package):
    """Both ways in which a machine can be unable. A file can be made so that the time gives out: that is no pass."""
    for what, why, late in (("libraries", "没有读 PDF 的程序库", False), ("time", "限定的时间内读不完", True)):
        machine = {**trial.environment, "LD_PRELOAD": library, "NO_READER": what}
        run = trial.run("verify", package, environment=machine)
        said = ["没有核对完", "没有判定：四性检测.xml"] if late else ["相符", "没有看，不算不符：四性检测.xml"]
        trial.expect(run.code == late and all(one in run.out for one in [*said, why]) and ("相符（" in run.out) != late and "请安装" not in run.out and "另存" not in run.out, f"{what}: exit {run.code}: {tail(run.out)}")
        run = trial.run("verify", package, "--json", environment=machine)
        folder = json.loads(run.out)["folders"][0]
        trial.expect(run.code == late and json.loads(run.out)["ok"] != late and not folder["problems"] and {one["kind"] for one in folder["unseen"]} == {"undecided" if late else "unseen"}, f"{what}: --json {tail(run.out)}")
        broken = Broken(trial, package)
        pdf = broken.pdf(broken.items[0])
        for name, way in (("a PDF", lambda pdf=pdf: write(broken.path(pdf), broken.files[pdf] + b"\n")), ("a page", lambda: broken.replace(f"{broken.items[0]}/page.html", "。", "！"))):
            shutil.copytree(package, broken.place)
            way()
            run = trial.run("verify", broken.place, environment=machine)
            trial.expect(run.code == 1 and "变了：SHA-256" in run.out, f"{what}, {name} changed: exit {run.code}: {tail(run.out)}")
            shutil.rmtree(broken.place)


def hold_packed(trial, library):
    """Written there, the tests are untested, and a machine that can read agrees with the package, or finds what was not seen."""
    machine = {**trial.environment, "LD_PRELOAD": library, "NO_READER": "libraries"}
    run = pack(trial, "there", environment=machine)
    results = {item.findtext("名称"): item.findtext("结果") for item in ElementTree.fromstring(contents(run.place)["四性检测.xml"]).findall("项目")}
    trial.expect(run.code == 0 and results["没有个人信息的样式"] == results["PDF 的文字可以提取"] == "未检测" and "没有检测完" in run.err, f"packed there: exit {run.code} {results} {tail(run.err)}")
    for name, environment in (("here", trial.environment), ("there", machine)):
        verified = trial.run("verify", run.place, environment=environment)
        trial.expect(verified.code == 0, f"packed there, verified {name}: {tail(verified.out)}")
    for folder, _, names in os.walk(trial.path("out")):
        if "report.json" in names:
            path = os.path.join(folder, "report.json")
            write(path, read(path).replace('"overview": "', '"overview": "申请人电话13912345678。', 1))
    run = pack(trial, "there", environment=machine)
    trial.expect(run.code == 1 and "不通过 安全性·没有个人信息的样式" in run.err, f"what is wrong elsewhere: exit {run.code}: {tail(run.err)}")


def hold_late(trial, library):
    """Written where the time gave out: 未检测 with the reason, and no success; elsewhere the test is made, and agrees."""
    machine = {**trial.environment, "LD_PRELOAD": library, "NO_READER": "time"}
    run = pack(trial, "late", environment=machine)
    tests = {item.findtext("名称"): item for item in ElementTree.fromstring(contents(run.place)["四性检测.xml"]).findall("项目")}
    for name in ("没有个人信息的样式", "PDF 的文字可以提取"):
        trial.expect(tests[name].findtext("结果") == "未检测" and "限定的时间内读不完" in tests[name].findtext("说明"), f"{name}: {tests[name].findtext('结果')} {tests[name].findtext('说明')}")
    trial.expect(run.code == 1 and "没有检测完" in run.err and "限定的时间内读不完" in run.err, f"packed late: exit {run.code}: {tail(run.err)}")
    for where, environment, code in (("late", machine, 1), ("here", trial.environment, 0)):
        verified = trial.run("verify", run.place, environment=environment)
        trial.expect(verified.code == code and ("没有核对完" in verified.out) == bool(code), f"packed late, verified {where}: exit {verified.code}: {tail(verified.out)}")
    handed = trial.path("handed", "2025", AGENCY)
    os.makedirs(handed)
    folder = trial.path("out", "2025", AGENCY)
    pdf = next(name for name in os.listdir(folder) if name.endswith(".pdf"))
    shutil.copy(os.path.join(folder, pdf), handed)
    compared = trial.run("compare", trial.path("handed", "2025"), "--as-of", "2026-02-01", "-o", trial.path("compared"), "-q", environment=machine)
    trial.expect(compared.code != 0 and "限定的时间内读不完" in compared.err, f"a submission that cannot be read: exit {compared.code}: {tail(compared.err)}")


def main():
    library = os.path.abspath(sys.argv.pop())
    trial = Trial("transfer-unseen")
    make(trial)
    run = pack(trial, "移交")
    trial.expect(run.code == 0, f"archive: exit {run.code}: {tail(run.err)}")
    hold_verified(trial, library, run.place)
    hold_late(trial, library)
    hold_packed(trial, library)
    trial.end()


if __name__ == "__main__":
    main()
