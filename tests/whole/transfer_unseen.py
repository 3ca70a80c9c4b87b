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
from trial import Trial, contents, read, tail, write


def hold_verified(trial, library, package):
    """Both ways in which a machine can be unable."""
    for what, why in (("libraries", "没有读 PDF 的程序库"), ("time", "限定的时间内读不完")):
        machine = {**trial.environment, "LD_PRELOAD": library, "NO_READER": what}
        run = trial.run("verify", package, environment=machine)
        trial.expect(run.code == 0 and "相符" in run.out and "没有看，不算不符" in run.out and why in run.out and "请安装" not in run.out and "另存" not in run.out, f"{what}: exit {run.code}: {tail(run.out)}")
        run = trial.run("verify", package, "--json", environment=machine)
        folder = json.loads(run.out)["folders"][0]
        trial.expect(json.loads(run.out)["ok"] and not folder["problems"] and folder["unseen"] and all(one["kind"] == "unseen" for one in folder["unseen"]), f"{what}: --json {tail(run.out)}")
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


def main():
    library = os.path.abspath(sys.argv.pop())
    trial = Trial("transfer-unseen")
    make(trial)
    run = pack(trial, "移交")
    trial.expect(run.code == 0, f"archive: exit {run.code}: {tail(run.err)}")
    hold_verified(trial, library, run.place)
    hold_packed(trial, library)
    trial.end()


if __name__ == "__main__":
    main()
