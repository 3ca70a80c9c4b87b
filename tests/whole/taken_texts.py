"""Takes the texts of a written report back from its files: report → file → `report --texts` prints the same.

    python3 tests/whole/taken_texts.py PROGRAM [--trials N]

Random texts, with what Markdown would take for marks, go through report.json, the page, the workbook and the Word file: the second report must be the same
to the byte, but for its findings and inputs. Then files are edited: the edited words are printed as they stand, and a number
that was edited is named and not taken.
"""
import argparse
import csv
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import openpyxl

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLEAN = os.path.join(ROOT, "tests", "clean")
CODE, NAME = "11369925007314088N", "江州市清河县农业农村局"
SECTIONS = {"overview": "overview.md", "problems": "problems.md", "other": "other.md"}
WORDS = ["政务公开", "落实发布审查", "（见附件）", "“一网通办”", "A*B*C", "3.5万元", "50%", "A#热线", "｛｝", "{单}", "〔注〕", "《条例》", "5 - 3", "a_b_c", "½", "e-mail", "&", "<5件",
         "C++", "第1. 点", "——", "······", "㎡", "=1+1", "+86", "@各科室", "'引'", "\"双\"", "信息处理费", "……", "①", "■点", "𠮷", "é", "A  B"]
STARTS = ["", "", "", "一是", "（1）", "1、", "①", "第一，", "=", "'", "“", "（一）关于", "“一、总体情况”中", "本年", "*"]
faults = []


def say(words):
    faults.append(words)
    print(words)


def run(program, ledger, out, *more, command="report"):
    shutil.rmtree(out, ignore_errors=True)
    to = ["-o", out] if command == "report" else []
    done = subprocess.run([program, command, ledger, "--year", "2025", "--as-of", "2026-01-20", *to, "--json", *more], stdin=subprocess.DEVNULL,
                          capture_output=True, env={"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}, timeout=300, check=False)
    try:
        findings = json.loads(done.stdout or "[]")
    except ValueError:
        findings = []
    return done.returncode, findings, done.stderr.decode("utf-8")


def folder(out):
    return os.path.join(out, "2025", CODE)


def written(out, end):
    return glob.glob(os.path.join(folder(out), "*年度报告" + end))[0]


def report(out):
    with open(os.path.join(folder(out), "report.json"), encoding="utf-8") as source:
        return json.load(source)


def raw(path):
    with open(path, "rb") as source:
        return source.read()


def lay(work, texts):
    """The clean ledger with other texts; None: the section has none."""
    ledger = os.path.join(work, "ledger")
    shutil.rmtree(ledger, ignore_errors=True)
    shutil.copytree(CLEAN, ledger)
    for section, name in SECTIONS.items():
        path = os.path.join(ledger, name)
        os.remove(path)
        if texts.get(section) is not None:
            with open(path, "w", encoding="utf-8") as out:
                out.write(texts[section])
    return ledger


def paragraph(r):
    words = r.choice(STARTS) + "".join(r.choice(WORDS) for _ in range(r.choice([1, 3, 6, 12, 300])))
    return words + r.choice(["。", "。", "", "；", "："])


def text(r):
    parts = []
    for _ in range(r.randint(1, 6)):
        if r.random() < 0.3:
            parts.append("### " + r.choice(["（一）", "（二）", "", ""]) + r.choice(["主动公开", "平台建设", "监督 保障"]))
        parts.append(paragraph(r))
    return "\n\n".join(parts)


def as_page(report_):
    """A page shows several blanks as one."""
    return {**report_, "narrative": {s: re.sub(" +", " ", t) for s, t in report_["narrative"].items()}}


def same_report(at, one, two):
    a, b = report(one), report(two)
    if "page.html" in at:
        a, b = as_page(a), as_page(b)
    for key in ("tables", "notes", "narrative", "timeliness"):
        if a[key] != b[key]:
            say(f"{at}: {key} differs: {a[key]} and {b[key]}" if key == "narrative" else f"{at}: {key} differs")
    if report(one)["narrative"] == report(two)["narrative"] and a["status"] == b["status"]:
        for end in (".pdf", ".xlsx"):
            if raw(written(one, end)) != raw(written(two, end)):
                say(f"{at}: the {end} differs")


def forms(out):
    return [os.path.join(folder(out), "report.json"), os.path.join(folder(out), "page.html"), written(out, ".xlsx"), written(out, ".docx")]


def round_trips(program, work, trials):
    taken = 0
    for trial in range(trials):
        r = random.Random(trial)
        texts = {s: text(r) if r.random() < 0.85 else None for s in SECTIONS}
        ledger, first, second = lay(work, texts), os.path.join(work, "first"), os.path.join(work, "second")
        code, findings, said = run(program, ledger, first)
        if code == 2:                                  # the ledger's own Markdown is refused
            continue
        taken += 1
        for path in forms(first):
            at = f"trial {trial}, {os.path.basename(path)[-9:]}"
            if trial % 2:
                lay(work, {})
            again, findings, said = run(program, ledger, second, "--texts", path)
            if again == 2:
                say(f"{at}: refused: {said} {findings} {texts}")
                continue
            same_report(at, first, second)
            lost = [s for s in SECTIONS if report(first)["narrative"][s]]
            found = {f["id"] for f in findings}
            for wrong in found & {"S34", "S35", "S38", "S39", "R02", "R03", "R04"}:
                say(f"{at}: {wrong} of a report that nobody edited: {[f for f in findings if f['id'] == wrong]}")
            absent = [f["key"] for f in findings if f["id"] == "S37"]
            if sorted(absent) != sorted(set(SECTIONS) - set(lost)):
                say(f"{at}: absent are {absent}")
            inputs = [i["file"] for i in report(second)["provenance"]["inputs"]]
            if os.path.basename(path) not in inputs:
                say(f"{at}: {inputs} lack the file")
            lay(work, texts)
    if taken < trials / 3:
        say(f"only {taken} of {trials} texts were no Markdown faults")


def edited_json(program, work):
    """Every line of a file's text is printed as it stands, whatever Markdown would make of it."""
    ledger, first, second, path = lay(work, {"problems": "一是少。"}), *(os.path.join(work, n) for n in ("first", "second", "年报.json"))
    run(program, ledger, first)
    lines = ["- 一项", "1. 二项", "* 三", "> 四", "# 五", "#### 六", "**七**", "`八`", "\\*九\\*", "| 十 | 甲 |", "---", "<b>乙</b>&nbsp;", "[丙](http://example)", "![丁](a.png)",
             "~~戊~~", "收到{{requests/new/total}}件", "{{ requests/new/total }}", "{己}", "　缩进", "（一）庚", "信息处理费没有收"]
    edited = report(first)
    edited["narrative"]["problems"] = "\n\n".join(lines)
    edited["narrative"]["other"] = "\n\n".join(lines)
    with open(path, "w", encoding="utf-8") as out:
        json.dump(edited, out, ensure_ascii=False)
    code, findings, said = run(program, ledger, second, "--texts", path)
    total = str(report(first)["tables"]["requests"]["new"]["total"])
    expected = "\n\n".join(re.sub(r"\{\{.*?\}\}", total, line) for line in lines)
    if code not in (0, 1):
        say(f"edited JSON: exit {code}: {said} {findings}")
        return
    for section in ("problems", "other"):
        if report(second)["narrative"][section] != expected:
            say(f"edited JSON: {section} is {report(second)['narrative'][section]!r}")


def faulty_json(program, work):
    ledger, first, second, path = lay(work, {"problems": "一是少。"}), *(os.path.join(work, n) for n in ("first", "second", "年报.json"))
    run(program, ledger, first)
    edited = report(first)
    edited["narrative"]["problems"] = "一是少。\n\n有{{requests/wrong/total}}件。"
    edited["narrative"]["other"] = "联系人电话13812345678，未收取信息处理费。"
    with open(path, "w", encoding="utf-8") as out:
        json.dump(edited, out, ensure_ascii=False)
    code, findings, _ = run(program, ledger, second, "--texts", path)
    if code != 2 or [(f["file"], f["key"]) for f in findings if f["id"] == "S13"] != [("年报.json", "problems 第3段")]:
        say(f"a wrong placeholder: exit {code}, {findings}")
    edited["narrative"]["problems"] = "一是少。"
    with open(path, "w", encoding="utf-8") as out:
        json.dump(edited, out, ensure_ascii=False)
    code, findings, _ = run(program, ledger, second, "--texts", path)
    if code != 1 or [f["file"] for f in findings if f["id"] == "A19"] != ["年报.json"]:
        say(f"a telephone: exit {code}, {findings}")
    for root, _, names in os.walk(second):
        for name in names:
            if b"13812345678" in raw(os.path.join(root, name)):
                say(f"a telephone stands in {name}")
    # The draft with the words blacked out is no way around: its ■ must go.
    code, findings, _ = run(program, ledger, first, "--texts", os.path.join(folder(second), "report.json"))
    if code != 1 or not any(f["id"] == "S39" for f in findings):
        say(f"blacked out words: exit {code}, {findings}")


def hides(program, work):
    """What is not used is quoted, but no applicant of the ledger and no telephone with it."""
    ledger, first, second, path = lay(work, {"problems": "一是少。"}), *(os.path.join(work, n) for n in ("first", "second", "年报.html"))
    with open(os.path.join(ledger, "requests.csv"), encoding="utf-8") as source:
        name = next(row["申请人名称"] for row in csv.DictReader(source) if row["申请人类型"] == "A1")
    run(program, ledger, first)
    page = raw(os.path.join(folder(first), "page.html")).decode("utf-8")
    words = f"申请人{name}，电话13812345678。"
    edited = page.replace("</table>", f"</table><p>{words}</p>").replace("所列数据", words + "所列数据").replace("工作年度报告</h1>", f"年度报告</h1><p>{words}</p>")
    edited = edited.replace("</body>", f"<h2>五、存在的主要问题及改进情况</h2><p>{words}</p></body>")
    with open(path, "w", encoding="utf-8") as out:
        out.write(edited)
    code, findings, said = run(program, ledger, second, "--texts", path)
    if not {"S38", "R10"} <= {f["id"] for f in findings} or name in said + str(findings) or "13812345678" in said + str(findings):
        say(f"hides: exit {code}, {said}, {findings}")
    for root, _, names in os.walk(second):
        for file in names:
            if any(word.encode() in raw(os.path.join(root, file)) for word in (name, "13812345678")):
                say(f"hides: {file} has the words")


def edited_workbook(program, work):
    ledger, first, second, path = lay(work, {"problems": "一是平台少。\n\n二是人少。"}), *(os.path.join(work, n) for n in ("first", "second", "年报.xlsx"))
    run(program, ledger, first)
    book = openpyxl.load_workbook(written(first, ".xlsx"))
    page, machine = book["年报"], book["申请处理情况"]
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "二是人少" in cell.value:
                cell.value = "二是人手少，明年增加2人。\n三是新的一段。"
            elif isinstance(cell.value, str) and cell.value.strip().startswith("根据《"):
                cell.value = cell.value.replace("编制本报告", "写成本报告")
            elif isinstance(cell.value, str) and cell.value.startswith(NAME):
                cell.value = cell.value.replace("工作年度报告", "年度报告")
    below = next(row for row in range(1, page.max_row) if str(page.cell(row, 1).value).strip().startswith("三、收到")) - 1
    page.cell(below, 1).value = "表中含局属单位的数。"
    name = book.defined_names["T_requests_new_total"].attr_text.split("!")[1].replace("$", "")
    machine[name].value = 17
    book.save(path)
    code, findings, said = run(program, ledger, second, "--texts", path)
    if code != 1:
        say(f"edited workbook: exit {code}: {said}")
        return
    if report(second)["narrative"]["problems"] != "一是平台少。\n\n二是人手少，明年增加2人。\n\n三是新的一段。":
        say(f"edited workbook: {report(second)['narrative']['problems']!r}")
    if [(f["cell"], f["value"], f["expected"], f["column"]) for f in findings if f["id"] == "S34"] != [("requests/new/total", "17", "16", f"申请处理情况!{name}")]:
        say(f"edited workbook: {[f for f in findings if f['id'] == 'S34']}")
    if [f["key"] for f in findings if f["id"] == "S38"] != ["preamble", "proactive", "title"]:
        say(f"edited workbook: {[f for f in findings if f['id'] == 'S38']}")
    if report(second)["tables"] != report(first)["tables"]:
        say("edited workbook: a number was taken")
    # The report that was made is the next one to edit: nothing is left to say but the texts of the ledger.
    code, findings, _ = run(program, ledger, first, "--texts", written(second, ".xlsx"))
    if code or {f["id"] for f in findings if f["id"] in ("S34", "S35", "S37", "S38", "S39")}:
        say(f"the new workbook: exit {code}, {findings}")
    if report(second)["narrative"] != report(first)["narrative"]:
        say("the new workbook: other texts")


def refusals(program, work):
    ledger, first, other = lay(work, {"problems": "一是少。"}), os.path.join(work, "first"), os.path.join(work, "files")
    run(program, ledger, first)
    made = report(first)
    shutil.rmtree(other, ignore_errors=True)
    os.mkdir(other)

    def write(name, **change):
        with open(os.path.join(other, name), "w", encoding="utf-8") as out:
            json.dump({**made, **change}, out, ensure_ascii=False)
        return os.path.join(other, name)

    def refused(at, path, *words):
        out = os.path.join(work, "second")
        code, _, said = run(program, ledger, out, "--texts", path)
        if code != 2 or not all(w in said for w in words) or os.path.exists(out):
            say(f"{at}: exit {code}, {said}")

    refused("another year", write("a.json", year=2024), "2024年", "2025年", "a.json")
    refused("another agency", write("b.json", agency={"code": "X", "name": "江州市清河县民政局"}), "民政局", "农业农村局")
    refused("no file", os.path.join(other, "nothing.docx"), "nothing.docx")
    with open(os.path.join(other, "c.csv"), "w", encoding="utf-8") as out:
        out.write(f"机关代码,年度,单元格,数值\n{CODE},2025,requests/new/total,16\n")
    refused("only numbers", os.path.join(other, "c.csv"), "正文")
    refused("a PDF", written(first, ".pdf"), "PDF")
    with open(os.path.join(other, "d.json"), "w", encoding="utf-8") as out:
        out.write("{")
    refused("broken", os.path.join(other, "d.json"), "d.json")
    for name in ("a.json", "b.json", "c.csv", "d.json"):
        os.remove(os.path.join(other, name))
    # A PDF beside the file that it was made of is left alone; alone in the folder it is refused.
    shutil.copy(written(first, ".pdf"), other)
    refused("a folder with a PDF alone", other, "PDF")
    write("甲.json")
    code, _, said = run(program, ledger, os.path.join(work, "beside"), "--texts", other)
    if code == 2 or "是 PDF" in said:
        say(f"a PDF beside a report: exit {code}, {said}")
    write("乙.json")
    refused("two of one agency", other, "甲.json", "乙.json")
    refused("a whole output folder, in which another file may be the edited one", folder(first), "report.json")


def several(program, work):
    """A folder of one file for each agency; another agency's file is left alone, an agency without a file keeps the ledger's texts."""
    ledger, files = os.path.join(work, "county"), os.path.join(work, "files")
    shutil.rmtree(files, ignore_errors=True)
    shutil.rmtree(ledger, ignore_errors=True)
    os.mkdir(files)
    codes = {"甲局": "A1", "乙局": "A2", "丙局": "A3"}
    made = json.loads(raw(os.path.join(ROOT, "tests", "rules", "S34", "report.json")))
    for name, code in codes.items():
        one = os.path.join(ledger, name)
        os.makedirs(one)
        with open(os.path.join(one, "agencies.csv"), "w", encoding="utf-8") as out:
            out.write(f"机关代码,机关名称,机关类型,层级,垂直管理\n{code},{name},B,4,N\n")
        with open(os.path.join(one, "problems.md"), "w", encoding="utf-8") as out:
            out.write(f"{name}写的。\n")
        if name != "丙局":
            made.update(agency={"code": code, "name": name}, narrative={"overview": "总。", "problems": f"{name}改的。", "other": "信息处理费没有收。"})
            with open(os.path.join(files, code + ".json"), "w", encoding="utf-8") as out:
                json.dump(made, out, ensure_ascii=False)
    code, _, said = run(program, ledger, os.path.join(work, "second"), "--texts", files)
    for name, c in codes.items():
        path = os.path.join(work, "second", "2025", c, "report.json")
        narrative = json.loads(raw(path))["narrative"]["problems"] if os.path.exists(path) else None
        if narrative != name + ("写的。" if name == "丙局" else "改的。"):
            say(f"several: {name}: exit {code}, {narrative}: {said}")
        findings = json.loads(raw(os.path.join(work, "second", "2025", c, "findings.json"))) if narrative else []
        findings = findings if isinstance(findings, list) else findings["findings"]
        if any(f["id"] == "S37" for f in findings) != (name == "丙局"):
            say(f"several: {name}: {[f for f in findings if f['id'] == 'S37']}")
    code, _, said = run(program, ledger, os.path.join(work, "second"), "--texts", os.path.join(files, "A1.json"))
    if code != 3 or "文件夹" not in said:
        say(f"one file for several ledgers: exit {code}, {said}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--trials", type=int, default=12)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory(prefix="taken-") as work:
        round_trips(program, work, options.trials)
        for step in (edited_json, faulty_json, hides, edited_workbook, refusals, several):
            step(program, work)
    print(f"taken texts: {options.trials} round trips, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
