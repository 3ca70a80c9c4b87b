"""`nianbao archive`: the package is what its own lists say, the same whatever the order and the day; a wrong 全宗.yaml and a run that is ended
make none.

    python3 tests/whole/transfer.py PROGRAM
"""
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree

from transfer_base import CATALOGUE, FONDS, LIST, make, pack, replace, sm3
from trial import AGENCY, CLEAN, NAME, Trial, contents, tail, write


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
    "档号: 'A/{件号}'": ["坏.yaml:1", "A/0001"],
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
    "件:\n  - {机关: %s, 年度: 2025, 档号: Z1}\n  - {机关: %s, 年度: 2020, 档号: z1}" % (AGENCY, AGENCY): ["坏.yaml:2", "Z1", "另一件"],
    "全宗号: J1\n档号: 'A-{件号}'\n件:\n  - {机关: %s, 年度: 2020, 档号: A-0001}" % AGENCY: ["坏.yaml:2", "A-0001", "另一件"],
    "移交单位: 甲\n全宗号：J1\n密级: 公开": [":2", "半角的冒号"],
    "密级: 公开\n全宗号: 'J1": [":2", "引号没有配对"],
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
    "密级: 公开\n移交日期: 2025-06-30": [":2", "2025-06-30", "2026-01-21", "早于", "年份"],
    "密级: 公开\n移交日期: 2036-01-22": [":2", "2036-01-22", "10年", "年份"],
    "密级: 公开\n移交单位: '某某局\u3000'": [":2", "移交单位", "U+3000"],
    "密级: 公开\n立档单位: '\u3000某某局'": [":2", "立档单位", "U+3000"],
    "密级: 公开\n全宗号: 'J012\u00a0'": [":2", "全宗号", "U+00A0"],
    "密级: 公开\n全宗号: J%s" % ("0" * 130): [":2", "全宗号", "120"],
    "密级: 公开\n全宗号: [J012]": [":2", "全宗号", "一行文字"],
    "密级: 公开\n移交单位: '某\u200b局'": [":2", "移交单位", "U+200B"],
    "密级: 公开\n移交日期: '\ufeff2026-06-30'": [":2", "移交日期", "U+FEFF"],
    "密级: '公开\u2003'": [":1", "密级", "U+2003"],
    "档号: 'A\u00ad{件号}'": [":1", "档号", "U+00AD"],
    "件:\n  - {机关: '%s\u200b', 年度: 2025, 档号: A1}" % AGENCY: [":2", "机关", "U+200B"],
}


def hold_days(trial):
    """The day of the newest report itself, and ten years behind it, are days of a transfer."""
    for day in ("2026-01-21", "2036-01-21"):
        write(trial.path("日.yaml"), FONDS + f"移交日期: {day}\n")
        run = pack(trial, "day", fonds="日.yaml")
        trial.expect(run.code == 0, f"移交日期 {day}: exit {run.code}: {tail(run.err)}")
        shutil.rmtree(run.place)


def hold_hostile(trial):
    for i, (text, words) in enumerate(HOSTILE.items()):
        write(trial.path("坏.yaml"), text + "\n")
        run = pack(trial, f"hostile{i}", fonds="坏.yaml")
        trial.expect(run.code == 2 and all(word in run.err for word in words) and "\a" not in run.err, f"{text[:40]!r}: exit {run.code}: {tail(run.err)}")
        trial.expect(not os.path.exists(run.place) or not contents(run.place), f"{text[:40]!r}: wrote something")
    for what, bytes_, said in (("no UTF-8", "密级: 公开\n移交单位: 甲\n".encode("gbk"), "坏.yaml:1: YAML 写法有误：不是 UTF-8"), ("no UTF-8 below", b"# a\n\n# \xc3(\n", "坏.yaml:3: YAML 写法有误：不是 UTF-8"), ("large", b"#" * (2 << 20), "坏.yaml")):
        write(trial.path("坏.yaml"), bytes_)
        run = pack(trial, "hostile", fonds="坏.yaml")
        trial.expect(run.code == 2 and said in run.err, f"{what}: exit {run.code}: {tail(run.err)}")


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


def hold_breaks(trial, files):
    """A run that is ended in its midst leaves an old package or nothing under a final name; the next run makes the whole."""
    began = time.monotonic()
    pack(trial, "time")
    lasts = time.monotonic() - began                   # measured anew by each run that follows: others may use the machine too
    shutil.copytree(trial.path("移交"), trial.path("older"))
    write(trial.path("旧.yaml"), FONDS.replace("-WS·", "-XB·"))
    old = contents(pack(trial, "older", fonds="旧.yaml").place)
    trial.expect(any("-XB·" in name for name in old) and not any("-WS·" in name for name in old), "a package of another 档号 left files")
    words = [trial.program, "archive", trial.path("out"), "--fonds", trial.path("全宗.yaml"), "-q", "-o"]
    caught = 0
    for share in (0.3, 0.6, 0.9):
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
            began = time.monotonic()
            done = subprocess.run(words + [place], env=trial.environment, capture_output=True, check=False)
            lasts = time.monotonic() - began
            trial.expect(done.returncode == 0 and trial.run("verify", place).code == 0, f"{number.name} at {share}: the next run: exit {done.returncode}: {done.stderr.decode()[-300:]}")
            trial.expect(contents(place) == files, f"{number.name} at {share}: the next run left other files {sorted(set(contents(place)) ^ set(files))[:3]}")
            shutil.rmtree(place)
    trial.expect(caught, "no run was caught")


def main():
    trial = Trial("transfer")
    make(trial)
    files = hold_package(trial)
    hold_same_bytes(trial, files)
    hold_missing_values(trial)
    hold_hostile(trial)
    hold_days(trial)
    hold_refused(trial)
    hold_breaks(trial, files)
    trial.end()


if __name__ == "__main__":
    main()
