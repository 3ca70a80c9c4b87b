"""The shared parts of the tests of `nianbao archive`: reports, packages of them, and copies of a package that are broken one way each.

    trial = Trial("transfer"); make(trial); package = pack(trial, "移交")
    broken = Broken(trial, package.place)
    broken.hold("a page", broken.redone(lambda: broken.replace("电子档案/2025/…/page.html", "。", "！")), ["page.html", "与形成清单里的 SHA-256 不同"])
"""
import hashlib
import json
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.append(os.path.join(ROOT, "tests", "faults"))
from trial import CLEAN, contents, read, read_bytes, tail, write  # noqa: E402

SAMPLE, OLD = os.path.join(ROOT, "data", "sample"), os.path.join(ROOT, "tests", "cases", "form-2019", "ledger")
LIST, CATALOGUE = "摘要清单.txt", "目录文件.XML"
FONDS = """移交单位: 清河县人民政府办公室
立档单位: 清河县人民政府办公室
档案馆代码: '436921'
全宗号: J012
保管期限: 30年
密级: 公开
档号: '{全宗号}-WS·{年度}-{保管期限}-{件号}'
起始件号: 17
"""


def make(trial):
    """Output folders of two agencies and two years."""
    for ledger, year, as_of in ((CLEAN, "2025", "2026-01-20"), (SAMPLE, "2025", "2026-01-21"), (OLD, "2020", "2021-01-20")):
        run = trial.report(ledger, "-q", out=trial.path("out"), year=year, as_of=as_of)
        trial.expect(run.code == 0, f"report {ledger}: exit {run.code}: {tail(run.err)}")
    write(trial.path("全宗.yaml"), FONDS)


def pack(trial, name, *inputs, fonds="全宗.yaml", **how):
    return trial.run("archive", *(inputs or [trial.path("out")]), "--fonds", trial.path(fonds), "-o", trial.path(name), "-q", out=trial.path(name), **how)


def sm3(data):
    return hashlib.new("sm3", data).hexdigest()


def replace(path, old, new):
    text = read(path)
    assert old in text, (path, old)
    write(path, text.replace(old, new, 1))


def relist(package):
    """A list of digests that agrees with the files as they are now: whoever changes both."""
    lines = []
    for name, data in contents(package).items():
        if name != LIST:
            lines.append((name.encode(), f"{hashlib.sha256(data).hexdigest()}\t{sm3(data)}\t{name}\n"))
    write(os.path.join(package, LIST), "".join(line for _, line in sorted(lines)))


class Broken:
    """Copies of a package, each changed in one way; what verify says must have the words."""

    def __init__(self, trial, package):
        self.trial, self.package, self.files, self.place = trial, package, contents(package), trial.path("broken")
        self.items = [item.findtext("存储位置") for item in ElementTree.fromstring(self.files[CATALOGUE]).findall("件")]

    def path(self, name):
        return os.path.join(self.place, name)

    def pdf(self, item):
        return next(name for name in self.files if name.startswith(item + "/") and name.endswith(".pdf"))

    def replace(self, name, old, new):
        replace(self.path(name), old, new)

    def relisted(self, change):
        return lambda: (change(), relist(self.place))

    def redone(self, change):
        """The change, then every list and record of a package that a text can be changed in: 元数据.xml and the list of digests."""
        def way():
            change()
            for item in self.items:
                if not os.path.isfile(self.path(f"{item}/元数据.xml")):
                    continue
                record = read(self.path(f"{item}/元数据.xml"))
                for name in os.listdir(self.path(item)):
                    data = read_bytes(self.path(f"{item}/{name}"))
                    if data != self.files.get(f"{item}/{name}"):
                        record = re.sub(f"(<文件名>{re.escape(name)}</文件名>.*?<字节数>)[0-9]+(.*?<摘要值>)[0-9a-f]+(.*?<摘要值二>)[0-9a-f]+", lambda m, d=data: f"{m[1]}{len(d)}{m[2]}{hashlib.sha256(d).hexdigest()}{m[3]}{sm3(d)}", record, flags=re.S)
                write(self.path(f"{item}/元数据.xml"), record)
            relist(self.place)
        return way

    def remade(self, change):
        """The change, then the manifests of the reports too: whoever writes anew everything that has digests."""
        def way():
            change()
            for item in self.items:
                path = self.path(f"其他/形成清单/{item.split('/', 1)[1]}.json")
                manifest = json.loads(read(path))
                for output in manifest["outputs"]:
                    for place in (item, item.replace("电子档案", "内部", 1)):
                        name = f"{place}/{output['name']}"
                        data = read_bytes(self.path(name)) if name in self.files else None
                        if data is not None and data != self.files[name]:
                            output.update({"size": len(data), "sha256": hashlib.sha256(data).hexdigest(), **({"sm3": sm3(data)} if "sm3" in output else {})})
                write(path, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        return self.redone(way)

    def hold(self, what, way, words, code=1, without=(), options=()):
        """`without`: words that must not be said."""
        shutil.copytree(self.package, self.place)
        way()
        run = self.trial.run("verify", self.place, *options)
        self.trial.expect(run.code == code and all(word in run.out for word in words) and not any(word in run.out for word in without), f"{what}: exit {run.code}: {tail(run.out, 12)}")
        shutil.rmtree(self.place)
