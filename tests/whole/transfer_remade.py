"""四性检测.pdf and 字体.json are made again: a changed one, its digests made anew, is found; fonts of another machine are no difference.

    python3 tests/whole/transfer_remade.py PROGRAM
"""
import json
import os
import re
import shutil

from transfer_base import FONDS, ROOT, Broken, make, pack, replace
from trial import Trial, contents, read, read_bytes, tail, write

PAGE, FONTS, RESULTS = "四性检测.pdf", "其他/字体.json", "四性检测.xml"


def hold_broken(trial, package, other):
    """other: a 四性检测.pdf of the same reports with another result."""
    broken = Broken(trial, package)
    path, files = broken.path, broken.files
    made_with = re.search("<所用>.*?</所用>", files[RESULTS].decode()).group()

    def fonts(change):
        def way():
            entries = json.loads(read(path(FONTS)))
            change(entries)
            write(path(FONTS), "[" + ",".join("\n  " + json.dumps(one, ensure_ascii=False, sort_keys=True) for one in entries) + "\n]\n")
        return broken.relisted(way)

    def in_page(old, new):
        assert len(old) == len(new) and old in files[PAGE], old
        return broken.relisted(lambda: write(path(PAGE), files[PAGE].replace(old, new, 1)))

    remade = ["四性检测.pdf", "重新写出的"]
    ways = {
        "the page of other results": (broken.relisted(lambda: write(path(PAGE), other)), remade),
        "a report in its place": (broken.relisted(lambda: write(path(PAGE), files[broken.pdf(broken.items[0])])), remade),
        "a name in it": (in_page(b"/UseOutlines", b"/UseThumbsXX"), remade),
        "bytes behind its end": (broken.relisted(lambda: write(path(PAGE), files[PAGE] + b"\n")), ["四性检测.pdf"]),
        "a font fewer": (fonts(lambda entries: entries.pop()), [FONTS, "重新写出的是"]),
        "a font more": (fonts(lambda entries: entries.append({**entries[0], "face": "zzz"})), [FONTS, "重新写出的是"]),
        "another revision": (fonts(lambda entries: entries[0].update(revision="9.9")), [FONTS, "9.9"]),
        "fonts emptied": (broken.relisted(lambda: write(path(FONTS), "")), [FONTS]),
    }
    for what, (way, words) in ways.items():
        broken.hold(what, way, words)
    shutil.copytree(package, broken.place)
    broken.relisted(lambda: (replace(path(RESULTS), made_with, "<所用>字体 另一种</所用>"), write(path(PAGE), other)))()
    run = trial.run("verify", broken.place)
    trial.expect(run.code == 0 and f"没有看，不算不符：{PAGE}" in run.out, f"fonts that are another machine's: exit {run.code}: {tail(run.out)}")
    shutil.rmtree(broken.place)
    broken.hold("a report in its place, with other fonts", broken.relisted(lambda: (replace(path(RESULTS), made_with, "<所用>字体 另一种</所用>"), write(path(PAGE), files[broken.pdf(broken.items[0])]))), [PAGE, "标题"])


def hold_machines(trial, package):
    """Packed with other fonts, or read where there is none."""
    write(trial.path("字体.yaml"), "font.hei: LXGWWenKai-Light.ttf; NotoSerifCJK-Regular.ttc#NotoSerifCJKsc-Regular\n")
    run = trial.run("archive", trial.path("out"), "--fonds", trial.path("全宗.yaml"), "-o", trial.path("there"), "--settings", trial.path("字体.yaml"), "-q", out=trial.path("there"))
    trial.expect(contents(run.place)[PAGE] != contents(package)[PAGE], f"the same fonts: exit {run.code}: {tail(run.err)}")
    verified = trial.run("verify", run.place)
    trial.expect(verified.code == 0 and f"没有看，不算不符：{PAGE}" in verified.out, f"other fonts: exit {verified.code}: {tail(verified.out)}")
    shutil.copytree(os.path.join(ROOT, "data"), trial.path("bare", "data"))
    shutil.copytree(os.path.join(ROOT, "report_templates"), trial.path("bare", "report_templates"))
    text = read(trial.path("bare", "data", "settings.yaml"))
    write(trial.path("bare", "data", "settings.yaml"), re.sub(r"(?m)^(font\.places:\n  value: )[^\n]*\n[^\n]*\n", r"\1/nonexistent\n", text))
    verified = trial.run("verify", package, "--data", trial.path("bare", "data"))
    trial.expect(verified.code == 0 and f"没有看，不算不符：{PAGE}" in verified.out and "字体" in verified.out, f"no fonts: exit {verified.code}: {tail(verified.out)}")


def main():
    trial = Trial("transfer-remade")
    make(trial)
    write(trial.path("缺.yaml"), FONDS.replace("密级: 公开\n", ""))
    other = contents(pack(trial, "缺", fonds="缺.yaml").place)[PAGE]
    run = pack(trial, "移交")
    verified = trial.run("verify", run.place)
    trial.expect(run.code == 0 and verified.code == 0 and "没有看" not in verified.out, f"archive: exit {run.code}: {tail(run.err)} {tail(verified.out)}")
    hold_broken(trial, run.place, other)
    hold_machines(trial, run.place)
    trial.end()


if __name__ == "__main__":
    main()
