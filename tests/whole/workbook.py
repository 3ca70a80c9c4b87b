"""A workbook gives the same report as the folder that it was made from, whichever program wrote it.

    python3 tests/whole/workbook.py PROGRAM [--office]

data/sample is written as a workbook in every dialect of ledger_workbook.py (and with its dates counted from 1904, and with
titles, totals, other formats of dates); each must give the report of the CSV files: cells, notes, texts, deadlines, findings
but for their places. Then what only workbooks have: one input with its hash, several ledgers, a batch, --previous, explain,
and files that are refused with words. With --office LibreOffice opens the workbooks and saves them again.
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
import ledger_workbook

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "data", "sample")
CLEAN = os.path.join(ROOT, "tests", "clean")
DRESSED = ["dialect excel", "title 申请登记 云溪县自然资源局2025年依申请公开台账", "total 处理决定", "total 行政事业性收费", "blank 办理过程 4",
           "sheet 使用说明 先读这里", "sheet Sheet1", "chart 图表1", "format 申请登记 提交日期 'yyyy\"年\"m\"月\"d\"日\";@'",
           "format 申请登记 登记日期 58", "format 办理过程 日期 22", "format 复议诉讼 收案日期 36"]
VARIANTS = {name: [f"dialect {name}"] for name in ledger_workbook.DIALECTS}
VARIANTS |= {"1904": ["dialect wps", "date1904"], "dressed": DRESSED}
problems = []


def say(words):
    problems.append(words)


def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PATH": os.environ["PATH"],
                          **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}})
    return done.returncode, done.stdout, done.stderr


def load(path):
    with open(path, encoding="utf-8") as source:
        return json.load(source)


def report(program, out, *words):
    code, _, err = run(program, "report", *words, "--year", "2025", "--as-of", "2026-01-20", "-q", "-o", out)
    folders = [os.path.join(out, "2025", name) for name in sorted(os.listdir(os.path.join(out, "2025")))] if os.path.isdir(os.path.join(out, "2025")) else []
    return code, err, folders


def content(folder):
    """The results that must not depend on the ledger's form."""
    whole = load(os.path.join(folder, "report.json"))
    for key in ("inputs", "findings"):                # these name the files
        whole["provenance"].pop(key)
    findings = [{k: v for k, v in f.items() if k not in ("file", "row")} for f in load(os.path.join(folder, "findings.json"))]
    with open(os.path.join(folder, "deadlines.csv"), encoding="utf-8-sig") as source:
        return {"report": whole, "findings": sorted(findings, key=lambda f: json.dumps(f, ensure_ascii=False)), "deadlines": source.read()}


def differences(want, got, path=""):
    if isinstance(want, dict) and isinstance(got, dict):
        for key in sorted(set(want) | set(got)):
            yield from differences(want.get(key), got.get(key), f"{path}/{key}")
    elif want != got:
        yield f"{path}: {str(got)[:300]}, expected {str(want)[:300]}"


def make(work, name, edits, source=SAMPLE):
    """A workbook with what lies beside the tables of the ledger."""
    folder = os.path.join(work, name)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.csv", "*.md"))
    path = os.path.join(folder, "台账.xlsx")
    ledger_workbook.make(source, path, edits)
    return path


def same_as_csv(program, work, wanted, name, book):
    code, err, folders = report(program, os.path.join(work, "out-" + name), book)
    if code != 0 or len(folders) != 1:
        return say(f"{name}: exit {code}\n{err}")
    got = content(folders[0])
    if name == "dressed":                              # the reader left out a title and two rows of sums, and says so
        left_out = [f for f in got["findings"] if f["id"] == "S16"]
        got["findings"] = [f for f in got["findings"] if f["id"] != "S16"]
        got["report"]["findings"]["hints"] -= len(left_out)
        if len(left_out) != 3:
            say(f"{name}: S16 {left_out}")
    for line in list(differences(wanted, got))[:5]:
        say(f"{name}: {line}")
    with open(book, "rb") as source:
        digest = hashlib.sha256(source.read()).hexdigest()
    rows = sum(i["rows"] for i in load(os.path.join(folders[0], "manifest.json"))["inputs"] if i["name"] == "台账.xlsx" and i["sha256"] == digest)
    inputs = load(os.path.join(folders[0], "report.json"))["provenance"]["inputs"]
    if [i for i in inputs if i["file"] == "台账.xlsx"] != [{"file": "台账.xlsx", "rows": rows, "sha256": digest}] or not rows:
        say(f"{name}: inputs {inputs}")
    return None


def resave(work, book):
    """The workbook as LibreOffice saves it."""
    out = os.path.join(work, "resaved")
    shutil.copytree(os.path.dirname(book), out, dirs_exist_ok=True)
    os.remove(os.path.join(out, "台账.xlsx"))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, book],
                   check=True, capture_output=True, timeout=240)
    return os.path.join(out, "台账.xlsx")


def several_ledgers(program, work, wanted):
    """One table as CSV, the others as sheets."""
    book = make(work, "most", ["dialect wps", "drop 处理决定"])
    folder = os.path.join(work, "rest")
    os.mkdir(folder)
    shutil.copy(os.path.join(SAMPLE, "decisions.csv"), folder)
    code, err, folders = report(program, os.path.join(work, "out-several"), book, folder)
    if code != 0:
        return say(f"several ledgers: exit {code}\n{err}")
    for line in list(differences(wanted, content(folders[0])))[:5]:
        say(f"several ledgers: {line}")
    return None


def two_of_one_name(program, work):
    """Two workbooks of the same name in two folders: inputs and places distinguish them."""
    others = [f"drop {sheet.name}" for sheet in ledger_workbook.Book(SAMPLE).sheets if sheet.name != "处理决定"]
    books = [make(work, "甲", ["drop 处理决定"]), make(work, "乙", [*others, "set 处理决定!F3 number 1.5"])]
    code, out, _ = run(program, "check", *books, "--year", "2025", "--as-of", "2026-01-20", "--json", "-q")
    places = [(f["file"], f["row"]) for f in json.loads(out) if f["id"] == "A20"]
    if code != 2 or places != [("乙/台账.xlsx:处理决定", 3)]:
        say(f"two of one name: exit {code}, {places}")


def batch(program, work):
    """A folder with a workbook, a folder of CSV, a folder with a workbook in it, a workbook that is none and an old one."""
    folder = os.path.join(work, "all")
    os.makedirs(os.path.join(folder, "乙"))
    shutil.copytree(CLEAN, os.path.join(folder, "甲"))
    ledger_workbook.make(SAMPLE, os.path.join(folder, "乙", "台账.xlsx"), [])
    ledger_workbook.make(SAMPLE, os.path.join(folder, "丙.xlsx"), ["rename 机关 封面", *(f"drop {n}" for n in ledger_workbook.NAMES.values() if n not in ("机关", "文本"))])
    with open(os.path.join(folder, "丁.xls"), "wb") as out:
        out.write(ole("Workbook"))
    code, out, err = run(program, "check", folder, "--year", "2025", "--as-of", "2026-01-20", "-q")
    started = [line.removeprefix(f"== {folder}/") for line in err.splitlines() if line.startswith("== ")]
    if sorted(started) != sorted(["丁.xls", "丙.xlsx", "乙/台账.xlsx", "甲"]) or code != 2:
        say(f"batch: exit {code}, {started}\n{out}{err}")
    if err.count("旧格式的工作簿") != 1:
        say(f"batch: the old workbook\n{err}")


def previous_and_explain(program, work):
    book = make(work, "previous", ["dialect strict"], CLEAN)
    tables = os.path.join(work, "台账")                 # without its texts: those of last year differ
    shutil.copytree(CLEAN, tables, ignore=shutil.ignore_patterns("*.md"))
    found = [run(program, "check", CLEAN, "--year", "2025", "--as-of", "2026-01-20", "--json", "-q", "--previous", last) for last in (tables, book)]
    if found[0][0] or found[0] != (found[1][0], found[1][1].replace("台账.xlsx", "台账"), found[1][2]) or len(found[0][1]) < 100:
        say(f"--previous: {found}")
    for words in (("requests/3.4/total",), ("requests/1/total",), ("NH-2025-002",)):
        of_folder = run(program, "explain", CLEAN, "--year", "2025", "--as-of", "2026-01-20", *words)
        of_book = run(program, "explain", book, "--year", "2025", "--as-of", "2026-01-20", *words)
        if (of_folder[0], of_folder[1]) != (of_book[0], unplaced(of_book[1])) or of_folder[0]:
            say(f"explain {words}: {of_book}\n{of_folder}")


def unplaced(text):
    """"台账.xlsx:申请登记 第17行" → "requests.csv:17"."""
    for table, name in ledger_workbook.NAMES.items():
        parts = text.split(f"台账.xlsx:{name} 第")
        text = parts[0] + "".join(f"{table}.csv:" + part.replace("行", "", 1) for part in parts[1:])
    return text


def ole(stream, before=504):
    """An old Office file with this stream in its directory."""
    name = stream.encode("utf-16le")
    return b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(before) + name.ljust(64, b"\0") + bytes([len(name) + 2, 0, 2]) + bytes(61)


def refusals(program, work):
    given = {"旧.xls": (ole("Workbook"), "旧格式的工作簿"), "密.xlsx": (ole("EncryptedPackage", 70136), "加了密码"),
             "表.et": (ole("Workbook"), "旧格式的工作簿"), "文.xlsx": (ole("WordDocument"), "旧格式的文字文档"), "a.csv": (b"x", "文件、工作表或视图对不上台账的表"), "说明.txt": (b"x", "不是 XLSX 工作簿"), "空.xlsx": (b"", "不是 XLSX 工作簿")}
    for name, (data, words) in given.items():
        path = os.path.join(work, name)
        with open(path, "wb") as out:
            out.write(data)
        refused(program, path, words)
    ods = os.path.join(work, "表.ods")
    with zipfile.ZipFile(ods, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    refused(program, ods, ".ods")
    xlsb = os.path.join(work, "表.xlsb")
    with zipfile.ZipFile(xlsb, "w") as out:
        out.writestr("_rels/.rels", '<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>')
        out.writestr("xl/workbook.bin", b"\x83\x01\x00")
    refused(program, xlsb, ".xlsb")


def refused(program, path, words):
    code, out, err = run(program, "check", path, "--year", "2025", "--as-of", "2026-01-20")
    if code != 2 or words not in err or out:
        say(f"{os.path.basename(path)}: exit {code} {out}{err}, expected {words}")


def main():
    program, office = os.path.abspath(sys.argv[1]), "--office" in sys.argv
    with tempfile.TemporaryDirectory(prefix="workbook-") as work:
        code, err, folders = report(program, os.path.join(work, "out-csv"), SAMPLE)
        if code != 0:
            sys.exit(f"data/sample: exit {code}\n{err}")
        wanted = content(folders[0])
        if office:
            for name in ("excel", "dressed", "1904"):
                same_as_csv(program, work, wanted, name, resave(work, make(work, name, VARIANTS[name])))
        else:
            for name, edits in VARIANTS.items():
                same_as_csv(program, work, wanted, name, make(work, name, edits))
            several_ledgers(program, work, wanted)
            two_of_one_name(program, work)
            batch(program, work)
            previous_and_explain(program, work)
            refusals(program, work)
    for words in problems:
        print(words)
    print(f"workbooks: {len(problems)} problems")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
