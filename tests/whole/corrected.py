"""`report --corrects`: a second edition says exactly what it changes in the first, on its last page and as JSON; the third corrects the second.

    python3 tests/whole/corrected.py PROGRAM
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.extend(os.path.join(ROOT, "tests", *folder) for folder in (("faults",), ("support", "oracles")))
import check_pdf  # noqa: E402
from trial import CLEAN, Trial, contents, read, read_bytes, tail, write  # noqa: E402

SAMPLE, CODE = os.path.join(ROOT, "data", "sample"), "113699210073140615"
TITLE = "江州市云溪县自然资源局2025年政府信息公开工作年度报告"

SECOND = {"requests.csv": [("YX-2025-010,,113699210073140615,A1,邱国栋,居民身份证,369921196009111873", "YX-2025-010,,113699210073140615,B1,云溪县石塘建材有限公司,,")],
          "overview.md": [("答复质量和公开时效总体平稳。", "答复质量和公开时效总体良好。\n\n新增的一段，写制度的建设。")]}
LATER = "2026-03-05"


def load(folder, file="report.json"):
    return json.loads(read(os.path.join(folder, file)))


def cells(report):
    return {f"{t}/{r}/{c}": value for t, rows in report["tables"].items() for r, cols in rows.items() for c, value in cols.items()}


def words(value):
    return None if value is None else str(value)


def paragraphs(report):
    return [(section, re.sub("^### ", "", one)) for section, text in report["narrative"].items() for one in text.split("\n\n") if one]


def hold_entries(trial, what, first, second, document):
    """The entries are the difference of the two reports, computed here."""
    old, new, entries = cells(first), cells(second), document["entries"]
    wanted = {(a, words(old[a]), words(new[a])) for a in new if old[a] != new[a]}
    trial.expect({(e["cell"], e["was"], e["is"]) for e in entries if e["kind"] == "cell"} == wanted, f"{what}: cells {sorted(wanted)}")
    notes = {(a, first["notes"].get(a), second["notes"].get(a)) for a in {**first["notes"], **second["notes"]} if first["notes"].get(a) != second["notes"].get(a)}
    trial.expect({(e["cell"], e["was"], e["is"]) for e in entries if e["kind"] == "note"} == notes, f"{what}: notes {notes}")
    before, after = paragraphs(first), paragraphs(second)
    said = [e for e in entries if e["kind"] == "paragraph"]
    trial.expect({(e["section"], e["was"]) for e in said if e["was"]} == set(before) - set(after), f"{what}: paragraphs that were")
    trial.expect({(e["section"], e["is"]) for e in said if e["is"]} == set(after) - set(before), f"{what}: paragraphs that are")
    return entries


def last_page(folder):
    pdf = os.path.join(folder, TITLE + ".pdf")
    pages = int(re.search(r"^Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, check=True).stdout.decode(), re.M)[1])
    text = subprocess.run(["pdftotext", "-f", str(pages), "-l", str(pages), pdf, "-"], capture_output=True, check=True).stdout.decode()
    return re.sub(r"\s", "", text)


def folder_of(run):
    return os.path.join(run.place, "2025", CODE)


def change(trial, name):
    target = trial.path(name)
    shutil.copytree(SAMPLE, target)
    for file, pairs in SECOND.items():
        text = read(os.path.join(target, file))
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        write(os.path.join(target, file), text)
    return target


def make(trial, name, ledger, *more, as_of=LATER):
    run = trial.report(ledger, "-q", *more, out=trial.path(name), as_of=as_of)
    if not trial.expect(run.code == 0, f"{name}: exit {run.code}: {tail(run.err)}"):
        trial.end()
    return run


def hold_copied(trial, first):
    """The lines about what is not explained are lines of the file: one for a cell that has changed together with its note."""
    ledger = trial.path("noted")
    shutil.copytree(SAMPLE, ledger)
    file = os.path.join(ledger, "documents.csv")
    text = read(file)
    assert "2024-07-19,废止" in text and "2025-03-31,,期满失效" in text
    write(file, text.replace("2024-07-19,废止", "2025-02-19,废止").replace("2025-03-31,,期满失效", "2025-03-31,2025-03-31,宣布失效"))
    run = trial.report(ledger, "-q", "--corrects", first.place, as_of=LATER)
    lines = re.findall(r"^  (.*): $", run.err, re.M)
    trial.expect(len(lines) == 2 and lines[1] == "行政规范性文件/本年废止件数", f"not explained: {lines}")
    write(trial.path("照抄.yaml"), "".join(f"{line}: 核实\n" for line in lines))
    run = trial.report(ledger, "-q", "--corrects", first.place, "--reasons", trial.path("照抄.yaml"), as_of=LATER)
    trial.expect(run.code == 1 and "没有写明" not in run.err, f"the lines copied: exit {run.code}: {tail(run.err)}")


def hold_second(trial):
    first = make(trial, "first", SAMPLE, as_of="2026-01-20")
    trial.expect("edition" not in load(folder_of(first)), "a first edition says so")
    changed = change(trial, "changed")
    write(trial.path("原因.yaml"), "新收/自然人: 申请人是企业，登记时错填\nrequests/new/enterprise: 同上\n一、总体情况: 措辞不准\n更正日期: 2026-03-01\n")
    second = make(trial, "second", changed, "--corrects", first.place, "--reasons", trial.path("原因.yaml"))
    document = load(folder_of(second), "更正说明.json")
    entries = hold_entries(trial, "second", load(folder_of(first)), load(folder_of(second)), document)
    trial.expect((document["edition"], load(folder_of(second))["edition"]) == (2, 2), "it is the second edition")
    old = read_bytes(os.path.join(folder_of(first), "report.json"))
    trial.expect(document["corrects"] == {"edition": 1, "as_of": "2026-01-20", "report": "sha256:" + hashlib.sha256(old).hexdigest()}, f"corrects {document['corrects']}")
    why = {e["cell"] or e["section"]: e["why"] for e in entries}
    trial.expect(why["requests/new/natural_person"] == "申请人是企业，登记时错填" and why["overview"] == "措辞不准" and {e["when"] for e in entries} == {"2026-03-01"}, f"reasons {why}")
    sums = [e for e in entries if e["cell"] and e["cell"].startswith("requests/closed/")]
    trial.expect(sums and all(e["why"] == "合计，随各项更正" for e in sums), f"sums {sums}")
    hold_copied(trial, first)
    unexplained = [e["place"] for e in entries if e["why"] is None]
    trial.expect(unexplained and all(f"  {place}: \n" in second.err for place in unexplained), f"not explained, and not said: {unexplained} {second.err}")
    for said, page in (("last page of the PDF", last_page(folder_of(second))), ("page.html", re.sub(r"\s|<[^>]*>", "", read(os.path.join(folder_of(second), "page.html")))),
                       ("report.html", re.sub(r"\s|<[^>]*>", "", read(os.path.join(folder_of(second), "report.html")))),
                       ("DOCX", re.sub(r"<[^>]*>", "", zipfile.ZipFile(os.path.join(folder_of(second), TITLE + ".docx")).read("word/document.xml").decode()).replace("\n", "")),
                       ("XLSX", zipfile.ZipFile(os.path.join(folder_of(second), TITLE + ".xlsx")).read("xl/sharedStrings.xml").decode())):
        trial.expect("本报告是第2版，更正第1版（2026年1月20日）" in page and "2026年3月1日" in page, f"{said} has no correction: {page[:200]}")
        for entry in entries:                          # a cell's words may be taken apart by the numbers beside it
            trial.expect(re.sub(r"\s", "", entry["place"].split("/")[-1] if "PDF" in said else entry["place"]) in re.sub(r"\s", "", page), f"{said} lacks {entry['place']}")
        trial.expect("（没有写明）" in page and "合计，随各项更正" in page, f"{said}: reasons")
    for run in (first, second):
        faults = list(check_pdf.problems(folder_of(run), "2"))
        trial.expect(not faults, f"the PDF: {faults}")
    trial.expect("一、总体情况" not in last_page(folder_of(first)) and "更正说明" not in last_page(folder_of(first)), "the first edition has none")
    verified = trial.run("verify", second.place)
    trial.expect(verified.code == 0, f"verify: {tail(verified.out)}")
    again = make(trial, "again", changed, "--corrects", os.path.join(folder_of(first), "report.json"), "--reasons", trial.path("原因.yaml"))
    trial.expect(contents(again.place) == contents(second.place), "not the same bytes from the file and from its folder")
    return first, second, changed


def hold_third(trial, second, changed):
    """A correction of a correction."""
    write(trial.path("全部.yaml"), "全部: 核实后更正\n")
    before = load(folder_of(second))
    third = make(trial, "third", SAMPLE, "--corrects", second.place, "--reasons", trial.path("全部.yaml"), as_of="2026-04-01")
    document = load(folder_of(third), "更正说明.json")
    entries = hold_entries(trial, "third", before, load(folder_of(third)), document)
    trial.expect((document["edition"], document["corrects"]["edition"]) == (3, 2) and all(e["why"] for e in entries) and "没有写明" not in third.err, f"third {document['edition']} {third.err}")
    same = make(trial, "same", changed, "--corrects", second.place)
    trial.expect(load(folder_of(same))["edition"] == 2 and not os.path.exists(os.path.join(folder_of(same), "更正说明.json")) and "没有一格、一段不同" in same.err, f"nothing changed: {same.err}")
    return third


def hold_read_back(trial, second, changed):
    """What reads a report back does not take the last page for a part of its last section."""
    document = trial.path("改过.docx")
    shutil.copy(os.path.join(folder_of(second), TITLE + ".docx"), document)
    run = make(trial, "texts", changed, "--texts", document)
    trial.expect(load(folder_of(run))["narrative"] == load(folder_of(second))["narrative"], "texts that were taken from the Word file are others")
    for ending in (".docx", ".pdf", ".xlsx"):
        folder = trial.path("handed" + ending)
        os.mkdir(folder)
        shutil.copy(os.path.join(folder_of(second), TITLE + ending), folder)
        run = trial.run("compare", folder, "--as-of", LATER, "-o", trial.path("compared" + ending))
        trial.expect(run.code == 0 and "[D" not in run.err and "[R" not in run.err, f"{ending}: exit {run.code}: {tail(run.err)}")


def hold_refused(trial, first, changed):
    reasons = {"没有这一格: x": ["原因.yaml:1", "没有这一格"], "新收/总计: x": ["原因.yaml:1", "没有变"], "全部: x\n新收/自然人: ''": ["原因.yaml:2", "一行文字"],
               "全部: 张三的手机13912345678": ["原因.yaml:1", "个人信息"], "全部: 何桂兰的申请": ["原因.yaml:1", "个人信息"], "更正日期: 2026-02-30": ["原因.yaml:1", "更正日期"], "- a": ["原因.yaml:1"], "全部：核实": ["原因.yaml:1", "半角"], "六、其他需要报告的事项: x": ["没有变"],
               "全部: [a]": ["原因.yaml:1"], "全部: a\n全部: b": ["写了两次"], "全部: a\n新收/自然人: '核实\u3000'": ["原因.yaml:2", "U+3000"], "全部: '核\u200b实'": ["原因.yaml:1", "U+200B"], "全部: '\u00a0核实'": ["原因.yaml:1", "U+00A0"],
               "全部: a\n'新收/自然人\u3000': b": ["原因.yaml:2", "U+3000"], "全部: '核实 '": ["原因.yaml:1", "空格"], "更正日期: '2026-01-20\u2060'": ["原因.yaml:1", "U+2060"]}
    for text, said in reasons.items():
        write(trial.path("原因.yaml"), text + "\n")
        run = trial.report(changed, "--corrects", first.place, "--reasons", trial.path("原因.yaml"), "-q", out=trial.path("x"))
        trial.expect(run.code == 2 and all(word in run.err for word in said), f"{text!r}: exit {run.code}: {tail(run.err)}")
    draft = trial.report(SAMPLE, "-q", out=trial.path("draft"), as_of="2025-11-20")
    text = read(os.path.join(folder_of(first), "report.json"))
    write(trial.path("last-year", "report.json"), text.replace('"year": 2025', '"year": 2024'))
    write(trial.path("broken", "report.json"), text[:-100])
    for what, path, said in (("a draft", draft.place, "是草稿"), ("last year's", trial.path("last-year", "report.json"), "不是"), ("broken", trial.path("broken", "report.json"), "不是"),
                             ("not there", trial.path("nowhere"), "不存在"), ("another format", os.path.join(folder_of(first), "page.html"), "不是")):
        run = trial.report(changed, "--corrects", path, "-q", out=trial.path("x"))
        trial.expect(run.code == 2 and said in run.err, f"{what}: exit {run.code}: {tail(run.err)}")
    run = trial.report(changed, "--reasons", trial.path("全部.yaml"), "-q", out=trial.path("x"))
    trial.expect(run.code == 3 and "--corrects" in run.err, f"reasons for nothing: exit {run.code}: {tail(run.err)}")
    trial.expect(not os.path.exists(trial.path("x")), "a refused run left its folder")
    run = trial.report(changed, "--corrects", trial.path("last-year"), "-q", out=trial.path("y"))
    trial.expect(run.code == 2 and "里没有" in run.err and "2025年" in run.err and not os.path.exists(run.place), f"a folder without it: exit {run.code}: {tail(run.err)}")


def hold_twice(trial, first, changed):
    """One cell or section has one reason, whatever it is called; its day lies between the two editions."""
    reasons = {"全部: a\n新收/自然人: x\nrequests/new/natural_person: y": [".yaml:3:", "第2行"], "overview: x\n全部: a\n一、总体情况: x": [".yaml:3:", "第1行"],
               "全部: a\n---\n全部: b": [".yaml:2:", "一份内容"], "更正日期: 2026-03-06": [".yaml:1:", "晚于", LATER], "更正日期: 2026-01-19": [".yaml:1:", "早于", "2026-01-20"]}
    for text, said in reasons.items():
        write(trial.path("原因.yaml"), text + "\n")
        run = trial.report(changed, "--corrects", first.place, "--reasons", trial.path("原因.yaml"), "-q", out=trial.path("x"), as_of=LATER)
        trial.expect(run.code == 2 and all(word in run.err for word in said), f"{text!r}: exit {run.code}: {tail(run.err)}")
    for day in ("2026-01-20", LATER):
        write(trial.path("原因.yaml"), f"更正日期: {day}\n")
        make(trial, "day", changed, "--corrects", first.place, "--reasons", trial.path("原因.yaml"))
    run = trial.report(changed, "--corrects", first.place, "-q", out=trial.path("x"), as_of="2026-01-19")
    trial.expect(run.code == 2 and "早于原来的第1版" in run.err, f"before the first edition: exit {run.code}: {tail(run.err)}")
    trial.expect(not os.path.exists(trial.path("x")), "a refused run left its folder")


def hold_kept(trial, first, second, changed):
    """No edition is written over, or into, by whatever way its folder is named."""
    before, later = contents(first.place), contents(second.place)
    os.symlink(first.place, trial.path("link"))
    file = os.path.join(folder_of(first), "report.json")
    ways = {"folder": (first.place, first.place), "file": (file, first.place), "a link": (first.place, trial.path("link")), "through a link": (trial.path("link", "2025"), first.place),
            "not the last one": (trial.path(), second.place), "the folder of the report": (file, folder_of(first)), "below it": (first.place, os.path.join(folder_of(first), "更正"))}
    for what, (corrects, out) in ways.items():
        holder = trial.path("two")
        if what == "not the last one":
            for run in (first, second):
                shutil.copytree(run.place, os.path.join(holder, os.path.basename(run.place)))
            corrects, out = holder, os.path.join(holder, os.path.basename(first.place))
        run = trial.report(changed, "--corrects", corrects, "-q", out=out, as_of=LATER)
        trial.expect(run.code == 2 and "会盖掉它" in run.err, f"{what}: exit {run.code}: {tail(run.err)}")
        if what == "not the last one":
            trial.expect(contents(out) == before, f"{what}: the first edition was changed")
        trial.expect((contents(first.place), contents(second.place)) == (before, later), f"{what}: an edition was changed")
    write(trial.path("cwd", "report.json"), read(file))
    run = trial.run("report", changed, "--year", "2025", "--as-of", LATER, "--corrects", "report.json", "-o", "out", "-q", cwd=trial.path("cwd"))
    trial.expect(run.code == 0, f"a file beside the new folder: exit {run.code}: {tail(run.err)}")


def hold_not_lost(trial, first, second, third, changed):
    """What lies in the output folder is not lost in silence: a first edition is replaced and named, another edition stays."""
    place = trial.path("kept")
    shutil.copytree(first.place, place)
    run = make(trial, "kept", SAMPLE, as_of="2026-01-25")
    trial.expect("代替了它" not in run.err, f"the same numbers and words: {run.err}")
    run = make(trial, "kept", changed)
    n = len(load(folder_of(second), "更正说明.json")["entries"])
    trial.expect(f"kept/2025/{CODE} 里原来的第1版（2026年1月25日）不是草稿，这次写的代替了它，单元格、段落有 {n} 处不同" in run.err, f"a first edition is replaced: {run.err}")
    run = trial.report(SAMPLE, "-q", out=place, as_of="2025-11-20")
    trial.expect(run.code == 1 and "这次写的草稿代替了它" in run.err, f"by a draft: exit {run.code}: {tail(run.err)}")
    make(trial, "kept", SAMPLE, "--corrects", first.place.replace("first", "second"), as_of="2026-04-01")
    trial.expect(load(folder_of(run))["edition"] == 3, "over a draft of the first edition")
    again = trial.path("kept-2")
    make(trial, "kept-2", changed, "--corrects", first.place)
    write(trial.path("全部.yaml"), "全部: 核实后更正\n")
    run = make(trial, "kept-2", changed, "--corrects", first.place, "--reasons", trial.path("全部.yaml"))
    trial.expect("代替了它" not in run.err, f"the same edition with reasons: {run.err}")
    write(trial.path("other", "report.json"), read(os.path.join(folder_of(first), "report.json")) + "\n")
    before = {place: contents(place) for place in (again, third.place, first.place)}
    os.symlink(again, trial.path("link-2"))
    ways = {"plain": ([], again), "through a link": ([], trial.path("link-2")), "of another file": (["--corrects", trial.path("other")], again), "over the third": (["--corrects", first.place], third.place),
            "nothing has changed": (["--corrects", second.place], third.place), "the third over the first": (["--corrects", second.place], first.place)}
    for what, (more, out) in ways.items():
        run = trial.report(SAMPLE if "third over" in what else changed, "-q", *more, out=out, as_of="2026-04-02")
        trial.expect(run.code == 2 and "会盖掉它" in run.err and "-o" in run.err, f"{what}: exit {run.code}: {tail(run.err)}")
        trial.expect(all(contents(place) == files for place, files in before.items()), f"{what}: an edition was changed")
    os.remove(os.path.join(again, "2025", CODE, "report.json"))
    run = trial.report(changed, "-q", out=again, as_of=LATER)
    trial.expect(run.code == 2 and "更正说明.json" in run.err and os.path.exists(os.path.join(again, "2025", CODE, "更正说明.json")), f"without report.json: exit {run.code}: {tail(run.err)}")


def hold_tampered(trial, first, changed):
    """What is corrected is what was published."""
    text = read(os.path.join(folder_of(first), "report.json"))
    ways = {"another number": (re.sub(r'"natural_person": (\d+)', lambda m: f'"natural_person": {int(m[1]) + 1}', text, count=1), True, "不符"),
            "a negative one": (re.sub(r'"natural_person": (\d+)', '"natural_person": -4', text, count=1), False, "负数"), "no number": (re.sub(r'"natural_person": (\d+)', '"natural_person": "x"', text, count=1), False, "不是数")}
    for edition in ("0", "-1", "1.5", '"2"', "1000", "null"):
        ways[f"edition {edition}"] = (text.replace('"year": 2025', f'"edition": {edition}, "year": 2025', 1), False, "版次")
    for what, (changed_text, whole, said) in ways.items():
        shutil.rmtree(trial.path("tampered"), ignore_errors=True)
        if whole:
            shutil.copytree(folder_of(first), trial.path("tampered"))
        write(trial.path("tampered", "report.json"), changed_text)
        for path in (trial.path("tampered"), trial.path("tampered", "report.json")):
            run = trial.report(changed, "--corrects", path, "-q", out=trial.path("x"), as_of=LATER)
            trial.expect(run.code == 2 and said in run.err and not os.path.exists(run.place), f"{what}: exit {run.code}: {tail(run.err)}")


def hold_batch(trial, first, changed):
    """In a folder of ledgers an agency of which nothing was published is a first edition, beside another that is corrected."""
    for name, ledger in (("甲", changed), ("乙", CLEAN)):
        shutil.copytree(ledger, trial.path("batch", name))
    run = trial.report(trial.path("batch"), "--corrects", first.place, "-q", out=trial.path("batch-out"), as_of=LATER)
    trial.expect(run.code == 0 and "没有它原来的年报" in run.err and load(folder_of(run))["edition"] == 2, f"batch: exit {run.code}: {tail(run.err)}")
    trial.expect("edition" not in load(run.folder), "an agency without a former report is no first edition")
    run = trial.report(trial.path("batch"), "--corrects", trial.path("last-year"), "-q", out=trial.path("y"), as_of=LATER)
    trial.expect(run.code == 2 and run.err.count("里没有") == 2 and not os.path.exists(run.place), f"batch, another year: exit {run.code}: {tail(run.err)}")
    before = contents(first.place)
    run = trial.report(trial.path("batch"), "--corrects", first.place, "-q", out=first.place, as_of=LATER)
    trial.expect(run.code == 2 and "会盖掉它" in run.err and all(contents(first.place).get(name) == data for name, data in before.items()), f"batch over it: exit {run.code}: {tail(run.err)}")


def hold_personal(trial, first, changed):
    """What a text that was published had of a person is not published again."""
    text = read(os.path.join(folder_of(first), "report.json"))
    write(trial.path("named", "report.json"), text.replace("城北片区改造", "申请人何桂兰（电话13912345678）反映，城北片区改造"))
    run = make(trial, "hidden", changed, "--corrects", trial.path("named", "report.json"))
    for name, data in contents(run.place).items():
        shown = data.decode("utf-8", "ignore")
        trial.expect("何桂兰" not in shown and "13912345678" not in shown, f"{name} names the person again")
    trial.expect("申请人■■■" in read(os.path.join(folder_of(run), "更正说明.json")), "what was there is not blacked out")


def hold_archived(trial, first, second, third, changed):
    """All editions in one package, told apart; one in between that is not there is missed."""
    write(trial.path("全宗.yaml"), "移交单位: a\n立档单位: a\n档案馆代码: '1'\n全宗号: J1\n保管期限: 永久\n密级: 公开\n档号: '{全宗号}-{年度}-{件号}'\n")
    text = read(os.path.join(changed, "overview.md"))
    shutil.copytree(changed, trial.path("again-changed"))
    write(trial.path("again-changed", "overview.md"), text.replace("写制度的建设", "写培训"))
    stranger = make(trial, "stranger", trial.path("again-changed"), "--corrects", first.place)
    gaps = {"without the second": ([first, third], ["第3版）：前面的第2版没有收"]), "the third alone": ([third], ["第3版）：前面的第1版到第2版没有收"]), "without the first": ([second, third], ["第2版）：前面的第1版没有收"]),
            "another second": ([first, stranger, third], ["第3版）：更正说明.json 里更正的不是收了的第2版"])}
    for what, (runs, said) in gaps.items():
        gap = trial.run("archive", *(run.place for run in runs), "--fonds", trial.path("全宗.yaml"), "-o", trial.path("缺一版"))
        trial.expect(gap.code == 1 and all(words in gap.err for words in said) and gap.err.count("版）：") == 1, f"archive {what}: exit {gap.code}: {tail(gap.err)}")
        trial.expect(trial.run("verify", trial.path("缺一版")).code == 0, f"verify of a package {what}")
        shutil.rmtree(trial.path("缺一版"))
    run = trial.run("archive", first.place, second.place, third.place, "--fonds", trial.path("全宗.yaml"), "-o", trial.path("移交"))
    files = contents(trial.path("移交"))
    catalogue = files["目录文件.XML"].decode()
    trial.expect(run.code == 0 and "<备注>第3版（更正）</备注>" in catalogue and "<备注/>" in catalogue, f"archive: exit {run.code}: {tail(run.err)}")
    trial.expect("电子档案/2025/J1-2025-0003/更正说明.json" in files and "<版次>3</版次>" in files["电子档案/2025/J1-2025-0003/元数据.xml"].decode(), "the correction is not in the package")
    trial.expect(trial.run("verify", trial.path("移交")).code == 0, "verify of the package")


def hold_words(trial, first, changed):
    """The words are data: what is missing or unknown is refused by the run and by form lint, with file and line."""
    data, templates = trial.path("data"), trial.path("report_templates")
    shutil.copytree(os.path.join(ROOT, "data"), data, ignore=shutil.ignore_patterns("sample*"))
    shutil.copytree(os.path.join(ROOT, "report_templates"), templates)
    words = os.path.join(templates, "correction.yaml")
    sound = read(words)
    for old, new, said in (("{former_date}", "{day}", "{day}"), ("sum:", "total:", "total"), ("was: 原来", "vas: 原来", "vas"), ("{count}处", "{count处", "后面没有")):
        at = sound.rindex(old)
        write(words, sound[:at] + new + sound[at + len(old):])
        for run in (trial.run("form", "lint", "--data", data), trial.report(changed, "--corrects", first.place, "--data", data, "-q", out=trial.path("x"))):
            trial.expect(run.code == 2 and "correction.yaml:" in run.err and said in run.err, f"{new}: exit {run.code}: {tail(run.err)}")
    write(words, sound.replace("（没有写明）", "（未说明）"))
    run = make(trial, "words", changed, "--corrects", first.place, "--data", data)
    trial.expect("（未说明）" in last_page(folder_of(run)), "the office's own words are not printed")


def main():
    trial = Trial("corrected")
    first, second, changed = hold_second(trial)
    third = hold_third(trial, second, changed)
    hold_read_back(trial, second, changed)
    hold_refused(trial, first, changed)
    hold_twice(trial, first, changed)
    hold_kept(trial, first, second, changed)
    hold_not_lost(trial, first, second, third, changed)
    hold_tampered(trial, first, changed)
    hold_personal(trial, first, changed)
    hold_archived(trial, first, second, third, changed)
    hold_words(trial, first, changed)
    hold_batch(trial, first, changed)
    trial.end()


if __name__ == "__main__":
    main()
