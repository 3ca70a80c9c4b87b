"""`nianbao archive`: the package is what its own lists say, the same whatever the order and the day, and what is changed in it is named.

    python3 tests/whole/transfer.py PROGRAM
"""
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.append(os.path.join(ROOT, "tests", "faults"))
from trial import AGENCY, CLEAN, NAME, Trial, contents, read, read_bytes, tail, write  # noqa: E402

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
    done = subprocess.run(["openssl", "dgst", "-sm3"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split()[-1]


def hold_package(trial):
    run = pack(trial, "移交")
    trial.expect(run.code == 0, f"archive: exit {run.code}: {tail(run.err)}")
    files = contents(run.place)
    lines = [line.split("\t") for line in files[LIST].decode().splitlines()]
    names = [name.encode() for *_, name in lines]
    trial.expect(names == sorted(names), "the list of digests is not in the order of its names")
    trial.expect({name for *_, name in lines} == set(files) - {LIST}, "the list of digests is not that of all files")
    for sha256, own, name in lines:
        trial.expect(hashlib.sha256(files[name]).hexdigest() == sha256, f"SHA-256 of {name}")
        if name.startswith("电子档案"):
            trial.expect(sm3(files[name]) == own, f"SM3 of {name}")
    items = ElementTree.fromstring(files[CATALOGUE]).findall("件")
    numbers = [item.findtext("档号") for item in items]
    trial.expect(numbers == ["J012-WS·2020-D30-0017", "J012-WS·2025-D30-0017", "J012-WS·2025-D30-0018"], f"档号 {numbers}")
    for item in items:
        place = item.findtext("存储位置")
        record = ElementTree.fromstring(files[f"{place}/元数据.xml"])
        for one in record.find("电子属性"):
            data = files[f"{place}/{one.findtext('文件名')}"]
            trial.expect((int(one.findtext("字节数")), one.findtext("摘要值")) == (len(data), hashlib.sha256(data).hexdigest()), f"{place}: {one.findtext('文件名')}")
        pdf = next(name for name in files if name.startswith(place + "/") and name.endswith(".pdf"))
        said = subprocess.run(["pdfinfo", "-"], input=files[pdf], capture_output=True, check=True).stdout.decode()
        for field, path in (("Title", "内容描述/题名"), ("Author", "内容描述/责任者"), ("Pages", "形式特征/页数")):
            trial.expect(re.search(rf"^{field}:\s+(.*)$", said, re.M).group(1) == record.findtext(path), f"{place}: {path}")
        hold_schemas(trial, files, place)
        if place.startswith("电子档案/2025"):
            trial.expect(record.findtext("管理活动/形成/设置摘要") == hashlib.sha256(files["其他/设置.txt"]).hexdigest(), "设置.txt has not the digest of the settings")
            folder = f"其他/表单/{record.findtext('管理活动/形成/表单')}/"
            form = b"".join(name[len(folder):].encode() + b"\0" + data for name, data in sorted(files.items()) if name.startswith(folder))
            trial.expect(record.findtext("管理活动/形成/表单摘要") == hashlib.sha256(form).hexdigest(), "the form has not its digest")
    for name, data in files.items():
        if not name.startswith("其他"):
            trial.expect("符合" not in data.decode("utf-8", "ignore") or name.startswith("电子档案") or name.startswith("内部"), f"{name} says that it meets a standard")
    results = {item.findtext("名称"): item.findtext("结果") for item in ElementTree.fromstring(files["四性检测.xml"]).findall("项目")}
    trial.expect(all(results[name] == "未检测" for name in ("病毒", "载体", "电子签名、电子印章、时间戳", "全宗应移交的都移交了")), f"四性检测 {results}")
    trial.expect(trial.run("verify", run.place).code == 0, "verify of the package")
    trial.expect(not re.search(r"deadlines|结转|催报|通报|正文对照", "".join(files)), "lists of the office are in the package")
    return files


def fits(schema, value, root, where):
    """What of JSON Schema the package's own schemas use."""
    schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(isinstance(value, kinds[kind]) for kind in types):
        yield f"{where}: {value!r} is no {types}"
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where}: {value!r} is not like {schema['pattern']}"
    if isinstance(value, dict):
        yield from (f"{where}: no {key}" for key in schema.get("required", []) if key not in value)
        for key, one in value.items():
            yield from fits(schema.get("properties", {}).get(key, schema.get("additionalProperties", {})), one, root, f"{where}/{key}")
    for i, one in enumerate(value if isinstance(value, list) else []):
        yield from fits(schema.get("items", {}), one, root, f"{where}/{i}")


def hold_schemas(trial, files, place):
    of = {"report": f"{place}/report.json", "findings": place.replace("电子档案", "内部", 1) + "/findings.json", "manifest": place.replace("电子档案", "其他/形成清单", 1) + ".json"}
    for kind, name in of.items():
        schema = json.loads(files[f"其他/格式/{kind}.schema.json"])
        for fault in fits(schema, json.loads(files[name]), schema, name):
            trial.expect(False, fault)


def hold_same_bytes(trial, files):
    folders = sorted(os.path.join(place) for place, _, names in os.walk(trial.path("out")) if "manifest.json" in names)
    orders = {"another order": folders[::-1], "a folder twice": [folders[0], trial.path("out"), *folders]}
    for what, inputs in orders.items():
        run = pack(trial, "same", *inputs, environment={**trial.environment, "SOURCE_DATE_EPOCH": "1893456000"})
        trial.expect(run.code == 0 and contents(run.place) == files, f"{what}: exit {run.code}, other bytes {[n for n in files if contents(run.place).get(n) != files[n]][:3]} {tail(run.err)}")
    shutil.rmtree(trial.path("same"))


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


def hold_broken(trial, files):
    items = [item.findtext("存储位置") for item in ElementTree.fromstring(files[CATALOGUE]).findall("件")]
    first, second, third = items
    pdf = {place: next(name for name in files if name.startswith(place + "/") and name.endswith(".pdf")) for place in items}

    def path(name):
        return os.path.join(trial.path("broken"), name)

    def swap_pdf():
        write(path(pdf[third]), files[pdf[first]])
        relist(trial.path("broken"))

    def change_metadata():
        replace(path(f"{third}/元数据.xml"), "<保管期限>30年", "<保管期限>永久")
        relist(trial.path("broken"))

    def drop_entry():
        text = read(path(CATALOGUE))
        at = text.index("  <件>\n    <顺序号>2")
        write(path(CATALOGUE), text[:at] + text[text.index("</件>\n", at) + len("</件>\n"):])
        relist(trial.path("broken"))

    def gap():
        for name in (CATALOGUE, f"{third}/元数据.xml"):
            write(path(name), read(path(name)).replace("2025-D30-0018", "2025-D30-0019"))
        os.rename(path(third), path(third.replace("0018", "0019")))
        relist(trial.path("broken"))

    def move_year():
        os.rename(path("电子档案/2020"), path("电子档案/2019"))
        relist(trial.path("broken"))

    def add_page():
        write(path(f"{third}/report.json"), read(path(f"{third}/report.json")).replace('"year": 2025', '"year": 2024'))
        relist(trial.path("broken"))

    def change_number():
        write(path(f"{first}/元数据.xml"), re.sub("<页数>[0-9]+", "<页数>99", read(path(f"{first}/元数据.xml"))))
        relist(trial.path("broken"))

    def redone(change):
        """The change, then every list and record of a package that a text can be changed in: 元数据.xml and the list of digests."""
        def way():
            change()
            for place in items:
                record = path(f"{place}/元数据.xml")
                tree = read(record)
                for name in os.listdir(path(place)) if os.path.isdir(path(place)) else []:
                    data = read_bytes(os.path.join(path(place), name))
                    tree = re.sub(f"(<文件名>{re.escape(name)}</文件名>.*?<字节数>)[0-9]+(.*?<摘要值>)[0-9a-f]+(.*?<摘要值二>)[0-9a-f]+", lambda m, d=data: f"{m[1]}{len(d)}{m[2]}{hashlib.sha256(d).hexdigest()}{m[3]}{sm3(d)}", tree, flags=re.S)
                write(record, tree)
            relist(trial.path("broken"))
        return way

    def in_record(old, new):
        return redone(lambda: replace(path(f"{third}/元数据.xml"), old, new))

    def everywhere(old, new):
        def change():
            for name in files:
                if name.endswith((".xml", ".XML", ".TXT")) and old in read_bytes(path(name)).decode():
                    write(path(name), read_bytes(path(name)).replace(old.encode(), new.encode()))
        return redone(change)

    manifest = f"其他/形成清单/{third.split('/', 1)[1]}.json"
    findings = third.replace("电子档案", "内部", 1) + "/findings.json"
    form = next(name for name in files if name.startswith("其他/表单/") and name.endswith(".yaml"))
    one = files[LIST].decode().splitlines()[0]
    all_redone = {
        "a page": (redone(lambda: replace(path(f"{third}/page.html"), "。", "！")), ["page.html", "与形成清单里的 SHA-256 不同"]),
        "a document taken out": (redone(lambda: (os.remove(path(f"{third}/page.html")), write(path(f"{third}/元数据.xml"), re.sub("    <文件>\n      <文件名>page.html.*?</文件>\n", "", read(path(f"{third}/元数据.xml")), flags=re.S)))), ["page.html", "移交包应有这个文件"]),
        "a document put in": (redone(lambda: write(path(f"{third}/补充.pdf"), files[pdf[third]])), ["补充.pdf", "移交包没有这样的文件"]),
        "a file beside": (redone(lambda: write(path("其他/补充.txt"), "x")), ["其他/补充.txt", "移交包没有这样的文件"]),
        "an empty year": (lambda: os.makedirs(path("电子档案/1999")), ["电子档案/1999", "空的文件夹"]),
        "findings gone": (redone(lambda: os.remove(path(findings))), [findings, "移交包应有这个文件"]),
        "the rules gone": (redone(lambda: os.remove(path("其他/检查规则.yaml"))), ["其他/检查规则.yaml", "说明文件没有说它没收"]),
        "a manifest gone": (redone(lambda: os.remove(path(manifest))), [manifest, "无从核对"]),
        "a form changed": (redone(lambda: write(path(form), files[form] + b"#\n")), [os.path.dirname(form), "不是形成清单所记的那一份"]),
        "a setting changed": (redone(lambda: write(path("其他/设置.txt"), files["其他/设置.txt"] + b"a=1\n")), ["其他/设置.txt", "不是形成清单所记的那一份"]),
        "readable by all": (lambda: os.chmod(path(findings), 0o644), [findings, "权限是644"]),
        "an agency's name": (in_record("<机构名称>", "<机构名称>某"), ["机构名称", "重新写出的是"]),
        "a number of findings": (redone(lambda: write(path(f"{third}/元数据.xml"), re.sub("<提示>[0-9]*", "<提示>77", read(path(f"{third}/元数据.xml"))))), ["<提示>77"]),
        "a digest of the form": (redone(lambda: write(path(f"{third}/元数据.xml"), re.sub("<表单摘要>.", "<表单摘要>z", read(path(f"{third}/元数据.xml"))))), ["<表单摘要>z"]),
        "a 全宗号 of one": (in_record("<全宗号>J012", "<全宗号>J013"), ["<全宗号>J013", "<全宗号>J012"]),
        "a period against 档号": (everywhere("<保管期限>30年", "<保管期限>10年"), ["保管期限是“10年”", "D30"]),
        "an element twice": (in_record("  <密级>公开</密级>\n", "  <密级>公开</密级>\n  <密级>公开</密级>\n"), [f"{third}/元数据.xml", "行是"]),
        "an unknown element": (in_record("  <密级>", "  <说明>x</说明>\n  <密级>"), ["<说明>x"]),
        "another root": (redone(lambda: write(path(CATALOGUE), files[CATALOGUE].decode().replace("目录文件", "目录"))), [CATALOGUE, "第2行"]),
        "a remark": (redone(lambda: replace(path(CATALOGUE), "<备注/>", "<备注>x</备注>")), ["<备注>x"]),
        "the readme": (redone(lambda: write(path("说明文件.TXT"), files["说明文件.TXT"].decode().replace("件数：3", "件数：4"))), ["说明文件.TXT", "件数：4", "件数：3"]),
        "sources of none": (redone(lambda: write(path("说明文件.TXT"), re.sub("没有收的原文：[^\r]*", "没有收的原文：都没有收", files["说明文件.TXT"].decode()))), ["说明文件.TXT", "“都没有收”不是这些年报的"]),
        "a result": (redone(lambda: write(path("四性检测.xml"), files["四性检测.xml"].decode().replace("<结果>未检测", "<结果>通过", 1))), ["四性检测.xml", "<结果>通过", "<结果>未检测"]),
        "a test taken out": (redone(lambda: write(path("四性检测.xml"), re.sub("  <项目>.*?</项目>\n", "", files["四性检测.xml"].decode(), count=1, flags=re.S))), ["四性检测.xml", "重新写出的是"]),
        "the note on what is internal": (redone(lambda: replace(path("内部/说明.txt"), "不公开", "公开")), ["内部/说明.txt", "第1行"]),
    }
    ways = {**all_redone,
        "a byte changed": (lambda: write(path(pdf[third]), files[pdf[third]][:-50] + b"x" + files[pdf[third]][-49:]), ["变了", os.path.basename(pdf[third])]),
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
    for what, (way, words) in ways.items():
        shutil.copytree(trial.path("移交"), trial.path("broken"))
        way()
        run = trial.run("verify", trial.path("broken"))
        unreadable = what.startswith("the list ") and what != "the list changed"
        trial.expect(run.code == (2 if unreadable else 1) and all(word in run.out for word in words), f"{what}: exit {run.code}: {tail(run.out, 12)}")
        shutil.rmtree(trial.path("broken"))
        shutil.rmtree(trial.path("away"), ignore_errors=True)


def hold_missing_values(trial):
    """What the office has not said is empty and listed, never invented."""
    write(trial.path("空.yaml"), "")
    run = pack(trial, "空", fonds="空.yaml")
    files = contents(run.place)
    trial.expect(run.code == 1, f"an empty fonds.yaml: exit {run.code}: {tail(run.err)}")
    place = f"电子档案/2025/{AGENCY}"
    trial.expect(f"{place}/元数据.xml" in files, "without 档号 the folder is the agency's code")
    record = ElementTree.fromstring(files[f"{place}/元数据.xml"])
    for field in ("来源/全宗号", "来源/档案馆代码", "来源/立档单位名称", "档号", "保管期限", "密级", "管理活动/移交/移交单位", "管理活动/移交/移交日期"):
        trial.expect(record.findtext(field) == "", f"{field} is {record.findtext(field)!r}")
    readme = files["说明文件.TXT"].decode()
    trial.expect(all(word in readme for word in ("移交单位", "全宗号、", f"2025年度{NAME}的档号", "2020年度")), "what is missing is not listed")
    trial.expect("不通过 完整性·著录项齐全" in run.err and trial.run("verify", run.place).code == 0, tail(run.err))
    write(trial.path("缺.yaml"), "保管期限: 永久\n档号: '{全宗号}-{件号}'\n")
    run = pack(trial, "空", fonds="缺.yaml")
    trial.expect(f"{place}/元数据.xml" in contents(run.place), "a rule that needs an empty 全宗号 gives no 档号")


HOSTILE = {
    "全宗号: 'J 1'": [":1", "全宗号"],
    "密级: 公开\n保管期限: 20年": [":2", "20年", "永久"],
    "密级: 绝密级": [":1", "绝密级"],
    "移交单位: ok\n档案: 1": [":2", "不认识“档案”"],
    "档号: 'A/{件号}'": ["A/0001"],
    "档号: 'A{件}'": [":1", "{件}"],
    "档号: 'A{件号'": [":1", "后面没有"],
    "档号: 同一个": [":1", "{件号}", "0个"],
    "移交单位: a\n档号: '{件号}-{件号}'": [":2", "{件号}", "2个"],
    "档号: '%s'" % ("{件号}" * 12): [":1", "{件号}", "12个"],
    "档号: 'A｛件号｝'": [":1", "全角"],
    "档号: 'A{件号}｝'": [":1", "全角"],
    "件:\n  - {机关: %s, 年度: 2025, 档号: 'A1'}\n  - {机关: %s, 年度: 2025, 密级: 公开}" % (AGENCY, NAME): [":3", "两次", "第2行"],
    "移交单位: a\n---\n全宗号: J9": [":2", "一份内容"],
    "起始件号: 0": [":1", "起始件号"],
    "起始件号: 1e9": [":1", "起始件号"],
    "件号位数: 40": [":1", "件号位数"],
    "移交日期: 2026-02-30": [":1", "移交日期"],
    "移交单位: [a]": [":1", "一行文字"],
    "移交单位: '张三 13912345678'": [":1", "手机号"],
    "移交单位: " + "长" * 100: [":1", "120"],
    "件: 1": [":1", "列表"],
    "件:\n  - {机关: 没有这个, 年度: 2025, 档号: A1}": [":2", "没有要移交的年报"],
    "件:\n  - {机关: 甲}": [":2", "年度"],
    "件:\n  - {机关: %s, 年度: 2025, 档号: '../../x'}" % AGENCY: [":2", "文件夹的名称"],
    "件:\n  - {机关: %s, 年度: 2025, 档号: 'A.'}" % AGENCY: [":2", "文件夹的名称"],
    "a: &a [*a]": [":1"],
    "x: " + "[" * 200 + "]" * 200: [":1"],
    "移交单位: \"a\\u0007b\"": [":1"],
    "移交单位: \"a\\u202eb\"": [":1"],
    "\t移交单位: a": [":1"],
}


def hold_hostile(trial):
    for i, (text, words) in enumerate(HOSTILE.items()):
        write(trial.path("坏.yaml"), text + "\n")
        run = pack(trial, f"hostile{i}", fonds="坏.yaml")
        trial.expect(run.code == 2 and all(word in run.err for word in words) and "\a" not in run.err, f"{text[:40]!r}: exit {run.code}: {tail(run.err)}")
        trial.expect(not os.path.exists(run.place) or not contents(run.place), f"{text[:40]!r}: wrote something")
    for what, bytes_ in (("no UTF-8", b"a: \xc3(\n"), ("large", b"#" * (2 << 20))):
        write(trial.path("坏.yaml"), bytes_)
        run = pack(trial, "hostile", fonds="坏.yaml")
        trial.expect(run.code == 2 and "坏.yaml" in run.err, f"{what}: exit {run.code}: {tail(run.err)}")


def hold_refused(trial):
    """Inputs that are no reports to hand over, and places that are none for a package."""
    draft = trial.report(CLEAN, "-q", out=trial.path("draft"), as_of="2025-11-20")
    run = pack(trial, "x", draft.place)
    trial.expect(run.code == 2 and "草稿不归档" in run.err, f"a draft: exit {run.code}: {tail(run.err)}")
    run = pack(trial, "x", CLEAN)
    trial.expect(run.code == 2 and "没有写好的年报" in run.err, f"a ledger: exit {run.code}: {tail(run.err)}")
    run = pack(trial, "out")
    trial.expect(run.code == 2 and "已有别的文件" in run.err, f"into the output folder: exit {run.code}: {tail(run.err)}")
    trial.expect(trial.run("archive", trial.path("out"), "-o", trial.path("x")).code == 3, "without --fonds")
    other = trial.report(trial.ledger("other", edit={"overview.md": [("。", "！")]}), "-q", out=trial.path("other-out"))
    run = pack(trial, "x", trial.path("out"), other.place)
    trial.expect(run.code == 2 and "两份不同的" in run.err, f"two reports of a year: exit {run.code}: {tail(run.err)}")
    for edition in ("0", "-1", "2.5", '"2"', "1000"):
        place = trial.path("edition")
        shutil.copytree(trial.path("out", "2025", AGENCY), place)
        replace(os.path.join(place, "report.json"), '"year": 2025', f'"edition": {edition}, "year": 2025')
        run = pack(trial, "x", place)
        trial.expect(run.code == 2 and "版次" in run.err, f"edition {edition}: exit {run.code}: {tail(run.err)}")
        shutil.rmtree(place)
    trial.expect(not os.path.exists(trial.path("x")), "a refused run left its folder")


def hold_found(trial):
    """What is wrong with an output folder is in the test of its package, item by item."""
    def change(name, change_it):
        place = trial.path("changed")
        shutil.copytree(trial.path("out", "2025", AGENCY), place)
        change_it(place)
        run = pack(trial, "found", place)
        results = {item.findtext("名称"): item for item in ElementTree.fromstring(contents(run.place)["四性检测.xml"]).findall("项目")}
        shutil.rmtree(place)
        shutil.rmtree(run.place)
        trial.expect(run.code == 1 and results[name].findtext("结果") == "不通过" and results[name].findtext("说明"), f"{name}: exit {run.code} {results[name].findtext('结果')}: {tail(run.err)}")

    change("文件与形成时相同", lambda place: replace(os.path.join(place, "page.html"), "。", "！"))
    change("文件与形成时相同", lambda place: write(os.path.join(place, "后来.txt"), "x"))
    change("清单上的文件齐全", lambda place: os.remove(os.path.join(place, "page.html")))
    change("各种文件的数相同", lambda place: write(os.path.join(place, "report.json"), re.sub(r'"natural_person": (\d+)', lambda m: f'"natural_person": {int(m[1]) + 1}', read(os.path.join(place, "report.json")), count=1)))
    change("各部分、各表齐全", lambda place: write(os.path.join(place, "report.json"), re.sub(r'"problems": "[^"]*"', '"problems": ""', read(os.path.join(place, "report.json")))))
    change("没有脚本、动作、外部链接、附件、宏", lambda place: replace(os.path.join(place, "page.html"), "</body>", "<script>1</script></body>"))
    def page(old, new, name="page.html"):
        return lambda place: replace(os.path.join(place, name), old, new)

    active = "没有脚本、动作、外部链接、附件、宏"
    for i, end in enumerate(("<svg><set attributeName=\"href\" to=\"x\"/></svg>", "<a href=\"data:text/html,1\">x</a>", "<a href=\"/x\">x</a>", "<p onfocus=\"x\">x</p>", "<math>x</math>", "<img alt=\"x\"/>", "<p style=\"background:u\\72l(x)\">x</p>",
                             "<!--> <p>x</p> -->", "<![CDATA[> x]]>", "<?xml-stylesheet href=\"x\"?>")):
        change(active, page("</h1>", "</h1>" + end, ("page.html", "report.html")[i % 2]))
    change(active, page("</style>", "@import 'x';</style>"))
    change(active, page("<meta name=\"viewport\"", "<meta http-equiv=\"refresh\" content=\"0\"/><meta name=\"viewport\""))

    def part(ending, name, edit):
        """A part of the package changed (edit) or added (bytes)."""
        def way(place):
            path = os.path.join(place, next(one for one in os.listdir(place) if one.endswith(ending) and NAME in one))
            with zipfile.ZipFile(path) as package:
                parts = {one.filename: package.read(one) for one in package.infolist()}
            parts[name] = edit if isinstance(edit, bytes) else edit(parts[name].decode()).encode()
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                for one, data in parts.items():
                    package.writestr(one, data)
        return way

    def put(before, what):
        return lambda text: text.replace(before, what + before, 1)

    outside = "<Relationship Id=\"rId99\" Type=\"http://x/attachedTemplate\" Target=\"http://x/a.dotm\" TargetMode=\"External\"/>"
    change(active, part(".docx", "word/vbaProject.bin", b"x"))
    change(active, part(".xlsx", "xl/vbaProject.bin", b"x"))
    change(active, part(".xlsx", "xl/externalLinks/externalLink1.xml", b"<externalLink/>"))
    change(active, part(".docx", "word/_rels/document.xml.rels", put("</Relationships>", outside)))
    change(active, part(".xlsx", "xl/_rels/workbook.xml.rels", put("</Relationships>", outside)))
    change(active, part(".docx", "word/document.xml", put("</w:body>", "<w:p><w:r><w:instrText> DDE</w:instrText></w:r><w:r><w:instrText>AUTO c x</w:instrText></w:r></w:p>")))
    change(active, part(".docx", "word/document.xml", put("</w:body>", "<w:p><w:fldSimple w:instr=\" INCLUDETEXT x \"/></w:p>")))
    change(active, part(".docx", "[Content_Types].xml", lambda text: text.replace("wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml")))
    change(active, part(".xlsx", "xl/worksheets/sheet1.xml", put("</sheetData>", "<row r=\"999\"><c r=\"A999\"><f>cmd|'/c calc'!A1</f></c></row>")))
    change("没有个人信息的样式", part(".docx", "word/document.xml", put("</w:body>", "<w:p><w:r><w:t>联系电话13912345678</w:t></w:r></w:p>")))
    change("没有个人信息的样式", page("</h1>", "</h1><p>联系电话13912345678</p>"))

    def pdf_change(old, new):
        """Within a dictionary, of the same length: the table of objects stays right."""
        def way(place):
            path = os.path.join(place, next(one for one in os.listdir(place) if one.endswith(".pdf")))
            data = read_bytes(path)
            assert len(old) == len(new) and old in data, old
            write(path, data.replace(old, new, 1))
        return way

    for new in (b"/AA", b"/#41", b"/JS", b"/EF"):
        old = {3: b"/DW", 4: b"/Pg "}[len(new)]
        change(active, pdf_change(old, new))
    change(active, pdf_change(b"/ViewerPreferences", b"/OpenActionAAAAAAA"))
    change("PDF 的字体都嵌入", pdf_change(b"/FontDescriptor ", b"/FontDescriptos "))
    change("PDF 的字体都嵌入", pdf_change(b"/FontFile3 ", b"/FontFile9 "))
    change("PDF/A 的标识", pdf_change(b"conformance>A<", b"conformance>B<"))
    change("PDF/A 的标识", pdf_change(b"part>1<", b"part>3<"))
    change("各部分、各表齐全", lambda place: write(os.path.join(place, "report.json"), re.sub(r'"natural_person": \d+', '"natural_person": true', read(os.path.join(place, "report.json")), count=1)))
    for edition in ("2", "1"):
        change("清单上的文件齐全", page("\"year\": 2025,", f"\"year\": 2025, \"edition\": {edition},", "report.json"))
    change("PDF 的文字可以提取", lambda place: replace(os.path.join(place, "report.json"), '"problems": "', '"problems": "另有一事。'))
    change("没有个人信息的样式", lambda place: replace(os.path.join(place, "report.json"), '"overview": "', '"overview": "申请人电话13912345678。'))
    change("形成过程有记录", lambda place: replace(os.path.join(place, "report.json"), '"rules": "sha256:', '"rules": "sha256:0'))
    change("文件完整、能打开", lambda place: write(os.path.join(place, "report.html"), read(os.path.join(place, "report.html"))[:-20]))
    pdf = next(name for name in os.listdir(trial.path("out", "2025", AGENCY)) if name.endswith(".pdf"))
    change("元数据与内容一致", lambda place: write(os.path.join(place, pdf), read_bytes(os.path.join(place, pdf)).replace(b"/Author <FEFF6C5F", b"/Author <FEFF6CB3")))
    change("没有加密", lambda place: write(os.path.join(place, pdf), read_bytes(os.path.join(place, pdf))[:-200]))


def hold_false_results(trial):
    """Whoever writes 通过 over what was not passed, in every record, is found where the test is made again."""
    place = trial.path("changed")
    shutil.copytree(trial.path("out", "2025", AGENCY), place)
    replace(os.path.join(place, "report.json"), '"overview": "', '"overview": "申请人电话13912345678。')
    run = pack(trial, "found", place)
    package = {name: os.path.join(run.place, name) for name in ("四性检测.xml", "说明文件.TXT")}
    counts = [int(n) for n in re.search(r"通过(\d+)项，不通过(\d+)项", read(package["四性检测.xml"])).groups()]
    text = re.sub(r"<结果>不通过</结果>(\n.*\n)((?: *<说明>.*\n)+)", r"<结果>通过</结果>\1", read(package["四性检测.xml"]))
    write(package["四性检测.xml"], text)
    for path in package.values():
        write(path, read_bytes(path).decode().replace(f"通过{counts[0]}项，不通过{counts[1]}项", f"通过{sum(counts)}项，不通过0项"))
    relist(run.place)
    run = trial.run("verify", run.place)
    trial.expect(counts[1] and run.code == 1 and all(f"“{name}”写着通过，重新检测不是" in run.out for name in ("没有个人信息的样式", "PDF 的文字可以提取")), f"false results: {run.code} {tail(run.out, 12)}")
    shutil.rmtree(place)
    shutil.rmtree(trial.path("found"))


def hold_breaks(trial, files):
    """A run that is ended in its midst leaves an old package or nothing under a final name; the next run makes the whole."""
    began = time.monotonic()
    pack(trial, "time")
    lasts = time.monotonic() - began
    shutil.copytree(trial.path("移交"), trial.path("older"))
    write(trial.path("旧.yaml"), FONDS.replace("-WS·", "-XB·"))
    old = contents(pack(trial, "older", fonds="旧.yaml").place)
    trial.expect(any("-XB·" in name for name in old) and not any("-WS·" in name for name in old), "a package of another 档号 left files")
    words = [trial.program, "archive", trial.path("out"), "--fonds", trial.path("全宗.yaml"), "-q", "-o"]
    caught = 0
    for share in (0.5, 0.8, 0.95):
        for number in (signal.SIGKILL, signal.SIGTERM):
            place = trial.path("killed")
            shutil.copytree(trial.path("older"), place)
            process = subprocess.Popen(words + [place], env=trial.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(lasts * share)
            process.send_signal(number)
            caught += process.wait() == -number
            after = {name: data for name, data in contents(place).items() if not name.startswith(".")}
            half = [name for name, data in after.items() if data not in (old.get(name), files.get(name))]
            trial.expect(not half, f"{number.name} at {share}: half written {half[:3]}")
            done = subprocess.run(words + [place], env=trial.environment, capture_output=True, check=False)
            trial.expect(done.returncode == 0 and trial.run("verify", place).code == 0, f"{number.name} at {share}: the next run: exit {done.returncode}: {done.stderr.decode()[-300:]}")
            trial.expect(contents(place) == files, f"{number.name} at {share}: the next run left other files {sorted(set(contents(place)) ^ set(files))[:3]}")
            shutil.rmtree(place)
    trial.expect(caught, "no run was caught")


def main():
    trial = Trial("transfer")
    make(trial)
    files = hold_package(trial)
    hold_same_bytes(trial, files)
    hold_broken(trial, files)
    hold_missing_values(trial)
    hold_hostile(trial)
    hold_refused(trial)
    hold_found(trial)
    hold_false_results(trial)
    hold_breaks(trial, files)
    trial.end()


if __name__ == "__main__":
    main()
