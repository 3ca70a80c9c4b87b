"""An office's own totals, filled into the standard form, are published by `report` as they stand: no number is made, changed or lost.

    python3 tests/whole/totals.py PROGRAM

The published reports (data/real_reports.json) are filled in as workbook, Word file, web page and CSV of cells: the tables of report.json
must be theirs. The sample's documents are given back: cells, texts, notes and preamble must be the same, also once more. Then the faults
that people make: each must be found, and an input that is not sure must be refused.
"""
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(TESTS)
sys.path.append(os.path.join(TESTS, "support/generators"))
import standard_document
import standard_page
import standard_workbook
from expand_report import load_reports

FAULTS = []
SECTIONS = {"overview": "总体情况", "problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项"}      # as the generators write them
LISTS = ("deadlines.csv", "结转清单.csv", "报送情况.csv")


def say(words):
    FAULTS.append(words)
    print(words)


class Office:
    def __init__(self, program, work):
        self.program, self.work, self.n = program, work, 0

    def path(self, name):
        self.n += 1
        folder = os.path.join(self.work, str(self.n))
        os.mkdir(folder)
        return os.path.join(folder, name)

    def run(self, command, *arguments):
        done = subprocess.run([self.program, command, *arguments], capture_output=True, text=True, timeout=120, check=False, cwd=self.work,
                              env={"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"})
        return done.returncode, done.stdout, done.stderr

    def report(self, path, year, *more):
        """(exit code, report.json or None, findings, the folder)."""
        out = self.path("out")
        code, printed, said = self.run("report", path, "--year", str(year), "--as-of", f"{year + 1}-03-20", "-o", out, "--json", *more)
        folder = (glob.glob(os.path.join(out, "*", "*", "")) or [None])[0]
        if code > 1 or not folder:
            if folder:
                say(f"{path}: exit {code}, and there are files")
            return code, said, [], None
        with open(os.path.join(folder, "report.json"), encoding="utf-8") as source:
            return code, json.load(source), json.loads(printed), folder


def flat(tables):
    return {f"{t}/{r}/{c}": None if v is None else Decimal(str(v)) for t, rows in tables.items() for r, columns in rows.items() for c, v in columns.items()}


def ids(findings, blocking=None):
    return {f["id"] for f in findings if blocking is None or f["blocking"] == blocking}


def cells_csv(path, report, code):
    with open(path, "w", encoding="utf-8-sig", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(["机关代码", "年度", "单元格", "数值"])
        lines.writerows([code, report["year"], a, "" if v is None else v] for a, v in flat(report["tables"]).items())


def published(office):
    for report in load_reports(os.path.join(ROOT, "data", "real_reports.json")):
        name, year = report["agency"], report["year"]
        want = flat(report["tables"])
        files = {"年报.xlsx": lambda p, r=report: standard_workbook.write(p, r), "年报.docx": lambda p, r=report: standard_document.write(p, r, "plain"),
                 "年报.html": lambda p, r=report: standard_page.write(p, r, "utf-8"), "年报.csv": lambda p, r=report: cells_csv(p, r, "11369925007314088N")}
        for file, write in files.items():
            path = office.path(file)
            write(path)
            code, made, findings, folder = office.report(path, year, *(["--agency", name] if file.endswith(".csv") else []))
            if not folder:
                say(f"{name} {year} {file}: {made}")
                continue
            got = flat(made["tables"])
            wrong = [(a, str(want.get(a)), str(got[a])) for a in got if got[a] != want.get(a)]
            if wrong or set(want) - set(got):
                say(f"{name} {year} {file}: {wrong[:5]} {sorted(set(want) - set(got))[:5]}")
            empty = [a for a, v in got.items() if v is None]
            if bool(empty) != ("R12" in ids(findings, True)) or (empty and code != 1):
                say(f"{name} {year} {file}: {len(empty)} empty cells, R12 is {'R12' in ids(findings)}")
            if (made["provenance"].get("basis"), manifest(folder).get("basis_words")) != ("totals", "按填报数，无台账") or set(made["timeliness"].values()) != {None} or "R11" not in ids(findings):
                say(f"{name} {year} {file}: it is not said that these are totals")
            if any(made["narrative"][key] != ("" if file.endswith(".csv") else f"{heading}这一部分的话。") for key, heading in SECTIONS.items()):
                say(f"{name} {year} {file}: the words are others: {made['narrative']}")
            if file.endswith(".csv") and "G06" not in ids(findings, True):
                say(f"{name} {year} {file}: no section is asked for")
            if any(os.path.exists(os.path.join(folder, one)) for one in LISTS) or not glob.glob(os.path.join(folder, "*年度报告.pdf")):
                say(f"{name} {year} {file}: {os.listdir(folder)}")


def parts(made):
    return {key: made[key] for key in ("tables", "notes", "narrative", "year", "form", "status")}


def manifest(folder):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as source:
        return json.load(source)


def words(folder):
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as source:
        return source.read()


def round_trip(office):
    """Gives the sample's Word file."""
    _, first, _, ledger = office.report(os.path.join(ROOT, "data", "sample"), 2025)
    for kind in ("*年度报告.docx", "*年度报告.xlsx", "report.html", "page.html", "report.json"):
        code, again, findings, folder = office.report(glob.glob(os.path.join(ledger, kind))[0], 2025)
        if not folder:
            say(f"sample, {kind}: {again}")
            continue
        if code or parts(again) != parts(first):
            say(f"sample, {kind}: exit {code}, {ids(findings)}, {[k for k, v in parts(first).items() if again[k] != v]} differ")
        same = words(folder) == words(ledger)
        if same == (kind == "report.json"):            # it has no preamble, and the form's has no address
            say(f"sample, {kind}: the words are {'the same' if same else 'others'}")
        if kind == "*年度报告.docx":
            third = office.report(glob.glob(os.path.join(folder, kind))[0], 2025)
            if not third[3] or parts(third[1]) != parts(first) or words(third[3]) != words(ledger):
                say(f"sample, {kind}: the third report is another one")
    with open(os.path.join(ledger, "manifest.json"), encoding="utf-8") as source:
        if "basis" in json.load(source) or "basis" in first["provenance"]:
            say("sample: a report of records says that it has a basis")
    return glob.glob(os.path.join(ledger, "*年度报告.docx"))[0]


def edited(office, source, *changes):
    """A copy of the Word file; each change is a pattern and its replacement in document.xml."""
    path = office.path("年报.docx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/document.xml":
                text = content.decode()
                for pattern, replacement in changes:
                    text, n = re.subn(pattern, replacement, text, count=1, flags=re.S)
                    if not n:
                        raise ValueError(f"{source}: nothing matches {pattern}")
                content = text.encode()
            new.writestr(info, content)
    return path


def expect(office, name, path, wanted, *more, year=2025):
    """The ids must be among the blocking findings, and the report a draft."""
    code, made, findings, folder = office.report(path, year, *more)
    if not folder or code != 1 or made["status"] != "draft" or not set(wanted) <= ids(findings, True):
        say(f"{name}: exit {code}, {ids(findings, True) if folder else made}")
    return made if folder else None


def refuse(office, name, wanted, path, *more, year=2025):
    code, made, _, folder = office.report(path, year, *more)
    if folder or code not in (2, 3) or wanted not in made:
        say(f"{name}: exit {code}, {made}")


def zero_reports(office, report, book, zeros):
    """A report without a request is declared, by --zero or by a line of the list; numbers that say otherwise are found."""
    year, code_of = report["year"], "11369925007314088N"
    made = expect(office, "all zeros", book(zeros), ["D23"], year=year)
    if made and set(flat(made["tables"]).values()) != {Decimal(0)}:
        say("all zeros have become other numbers")

    def cells(answer=None, other=None, texts=()):
        path = office.path("清单.csv")
        cells_csv(path, dict(report, tables={t: {r: {c: (other or zeros).get(f"{t}/{r}/{c}", v) for c, v in columns.items()} for r, columns in rows.items()}
                                             for t, rows in report["tables"].items()}), code_of)
        with open(path, "a", encoding="utf-8", newline="") as out:
            out.write("".join(f"{code_of},{year},本年收到申请,{one}\n" for one in answer or []))
            csv.writer(out).writerows([code_of, year, *line] for line in texts)
        return path

    carried = dict(zeros, **{f"requests/{r}/{c}": "1" for r in ("carried_in", "1", "closed") for c in ("natural_person", "total")})
    agency, unread = ["--agency", report["agency"]], {"R02"}
    given = [("--zero", book(zeros), ["--zero"], set()), ("a line", cells(["否"]), agency, set()), ("a line and --zero", cells(["否"]), [*agency, "--zero"], set()),
             ("no answer", cells(), agency, {"D23"}), ("requests came in, there are none", cells(["是"]), agency, {"D24"}),
             ("the file says that requests came in", cells(["是"]), [*agency, "--zero"], {"D24"}), ("other words", cells(["没有"]), agency, {"D23"} | unread),
             ("two answers", cells(["否", "是"]), agency, unread), ("--zero, and requests", book(), ["--zero"], {"D24"}),
             ("a line, and requests", cells(["否"], {"-": ""}), agency, {"D24"}), ("one was carried in", cells(None, carried), agency, set())]
    for name, path, more, wanted in given:
        _, made, findings, folder = office.report(path, year, *more)
        if not folder or ids(findings, True) & {"D23", "D24", "R02", "R12"} != wanted:
            say(f"zero, {name}: {sorted(ids(findings, True)) if folder else made}")
    lines = (("一、总体情况", "完成了各项工作。\n（一）主动公开\n及时公开。"), ("overview", "又一段。"), ("五、存在的主要问题及改进情况", "栏目更新不够及时，已明确专人检查。"),
             ("其他需要报告的事项", "没有收取信息处理费。"))
    code, made, findings, folder = office.report(cells(["否"], texts=lines), year, *agency)
    want = {"overview": "完成了各项工作。\n\n### （一）主动公开\n\n及时公开。\n\n又一段。", "problems": "栏目更新不够及时，已明确专人检查。", "other": "没有收取信息处理费。"}
    if code or made["narrative"] != want:
        say(f"a list with texts: exit {code}, {made['narrative'] if folder else made}, {sorted(ids(findings))}")
    refuse(office, "--zero with a ledger", "年报公布", os.path.join(ROOT, "data", "sample"), "--zero")


def faults(office, sample):
    reports = load_reports(os.path.join(ROOT, "data", "real_reports.json"))
    report = next(r for r in reports if r["form"] == "2021")
    year, name = report["year"], report["agency"]

    def book(other=None, change=None, file="年报.xlsx", **style):
        path = office.path(file)
        standard_workbook.write(path, report, standard_workbook.Style(**style), other or {}, change)
        return path

    made = expect(office, "an empty cell", book({"requests/new/natural_person": ""}), ["R12"], year=year)
    if made and made["tables"]["requests"]["new"]["natural_person"] is not None:
        say("an empty cell has become a number")
    expect(office, "a dash", book({"review/reconsideration/upheld": "/"}), ["R12"], year=year)
    expect(office, "words in a cell", book({"requests/new/natural_person": "约95件"}), ["R02", "R12"], year=year)
    expect(office, "an equation", book({"requests/new/natural_person": "99999"}), ["D01", "D03"], year=year)

    def drop(sheets):
        """The row of 规章 goes."""
        sheet = sheets[0]
        row = next(r for (r, _), (_, text) in sheet.cells.items() if text == "规章")
        for place in [p for p in sheet.cells if p[0] == row]:
            del sheet.cells[place]

    expect(office, "a missing row", book(change=drop), ["D16", "R12"], year=year)
    zeros = dict.fromkeys(flat(report["tables"]), "0")
    zero_reports(office, report, book, zeros)
    blank = expect(office, "all blank", book(dict.fromkeys(zeros, "")), ["R06", "R12"], year=year)
    if blank and set(flat(blank["tables"]).values()) != {None}:
        say("a blank form has become a report of zeros")

    refuse(office, "the year", f"--year 是{year - 1}年", book(), year=year - 1)
    refuse(office, "the agency", "--agency 是", book(), "--agency", "别的局", year=year)
    refuse(office, "no agency", "--agency", book(title="none"), year=year)
    def second(sheets):
        """Another office's report on more sheets."""
        more = list(standard_workbook.Maker(dict(report, agency="另一个局"), standard_workbook.Style(), {}).sheets())
        for i, sheet in enumerate(more):
            sheet.name = f"第二份{i}"
        sheets.extend(more)

    refuse(office, "two reports in a workbook", "几份报告", book(change=second), year=year)
    code, made, _, folder = office.report(book(title="none"), year, "--agency", "某某局")
    if not folder or made["agency"]["name"] != "某某局" or made["agency"]["code"] is not None:
        say(f"an agency by option: exit {code}, {made if not folder else made['agency']}")
    refuse(office, "a code for a name", "机关", book(title="none"), "--agency", "11369925007314088N", year=year)
    path = office.path("清单.csv")
    cells_csv(path, report, "11369925007314088N")
    refuse(office, "a list without a name", "没有机关名称", path, year=year)
    with open(path, "a", encoding="utf-8") as out:
        out.write(f"11369925007314089N,{year},requests/new/total,1\n")
    refuse(office, "a list of two", "2 个机关或年度", path, "--agency", name, year=year)

    pdf = glob.glob(os.path.join(os.path.dirname(sample), "*.pdf"))[0]
    refuse(office, "a PDF", "PDF", pdf)
    refuse(office, "two", "一次只能做一份", sample, sample)
    refuse(office, "with a ledger", "不能和台账一起读", sample, os.path.join(ROOT, "data", "sample"))
    for option in (["--texts", sample], ["--store", os.path.join(office.work, "s.db")], ["--mark"]):
        refuse(office, option[0], option[0], sample, *option)
    folder = os.path.dirname(office.path("x"))
    shutil.copy(sample, os.path.join(folder, "年报.docx"))
    refuse(office, "its folder", "请给出这个文件", folder)
    shutil.copy(os.path.join(TESTS, "near/base_xlsx/ledger/台账.xlsx"), folder)
    code, _, said = office.run("check", folder, "--year", "2025", "--as-of", "2026-03-20")
    if code > 1 or "年报.docx" not in said:
        say(f"a ledger beside a form: exit {code}, {said}")
    tables = sorted(glob.glob(os.path.join(ROOT, "data", "sample", "*.csv")))
    as_folder = office.run("check", os.path.join(ROOT, "data", "sample"), "--plain", "--year", "2025", "--as-of", "2026-03-20")
    one_by_one = office.run("check", *tables, "--plain", "--year", "2025", "--as-of", "2026-03-20")
    if one_by_one[:2] != as_folder[:2]:
        say(f"the tables one by one: exit {one_by_one[0]}, {one_by_one[2]}")
    code, _, said = office.run("check", os.path.join(ROOT, "data", "sample", "declared.csv"), "--year", "2025", "-v", "--as-of", "2026-03-20")
    if code != 2 or "读入 declared.csv" not in said:
        say(f"the table 年报申报数: exit {code}, {said}")
    refuse(office, "no report", "", edited(office, sample, (r"<w:tbl>.*</w:tbl>", "<w:p/>")))
    for command in ("check", "explain"):
        more = ["--columns"] if command == "check" else []
        code, _, said = office.run(command, sample, *more, "--year", "2025", *(["requests/new/total"] if command == "explain" else []))
        if code not in (2, 3) or "填好的年报" not in said:
            say(f"{command}: exit {code}, {said}")


def texts(office, sample):
    """Words of the Word file are published, through every check of words; nothing is written in their stead."""
    old = "组织业务培训2次"
    made = expect(office, "a mobile number", edited(office, sample, (old, "联系13912345678，组织业务培训2次")), ["A19"])
    if made and ("13912345678" in json.dumps(made) or "■" not in made["narrative"]["overview"]):
        say("a mobile number is printed")
    asked = "对本报告如有疑问"
    made = expect(office, "a mobile number in the preamble", edited(office, sample, (asked, f"申请人李四的手机13912345678，家住和平里小区3号楼2单元501室。{asked}")), ["A19"])
    _, _, findings, folder = office.report(edited(office, sample, (asked, f"申请人李四的手机13912345678。{asked}")), 2025)
    if not made or not folder or "13912345678" in words(folder) or asked not in words(folder) or "A38" in ids(findings):
        say("a mobile number in the preamble is printed, or the office's telephone is asked about")
    expect(office, "another period in the preamble", edited(office, sample, ("2025年1月1日", "2024年1月1日")), ["D22"])
    expect(office, "words against a cell", edited(office, sample, (old, "本年新收政府信息公开申请1件")), ["D11"])
    expect(office, "a black bar", edited(office, sample, (old, "由■■■负责")), ["S39"])
    code, made, findings, folder = office.report(edited(office, sample, (old, "组织业务培训12次")), 2025)
    if code or not folder or "组织业务培训12次" not in made["narrative"]["overview"] or "组织业务培训12次" not in words(folder):
        say(f"an edited sentence: exit {code}, {ids(findings)}")


def missing_section(office):
    """A section that the file does not have is asked for, and the form's paragraphs, made of records, do not stand in."""
    report = load_reports(os.path.join(ROOT, "data", "real_reports.json"))[-1]
    path = office.path("年报.docx")
    standard_document.write(path, report, "plain")
    made = expect(office, "a section is missing", edited(office, path, (SECTIONS["other"] + "这一部分的话。", "【待填写】")), ["G06"], year=report["year"])
    if made and made["narrative"]["other"]:
        say(f"a section that is missing is written: {made['narrative']['other']}")


def last_year(office):
    """What was published for the year before is compared with these totals."""
    reports = [r for r in load_reports(os.path.join(ROOT, "data", "real_reports.json")) if r["agency"] == "江苏省宿迁市人民政府(全市汇总)"]
    before, now = sorted(reports, key=lambda r: r["year"])
    path = office.path("年报.docx")
    standard_document.write(path, now, "plain")
    for name, other, wanted in (("as published", {}, False), ("with another number carried over", {"requests/carried_out/natural_person": "77777"}, True)):
        last = office.path("年报.xlsx")
        standard_workbook.write(last, before, standard_workbook.Style(), other)
        _, made, findings, folder = office.report(path, now["year"], "--previous", last)
        if not folder or ("E01" in ids(findings, True)) != wanted or {"E03", "E06"} & {f["id"] for f in findings if f["state"] == "not_assessable"}:
            say(f"last year {name}: {sorted(ids(findings)) if folder else made}")
    refuse(office, "this year's report as last year's", f"{now['year'] - 1}", path, "--previous", path, year=now["year"])


def main():
    with tempfile.TemporaryDirectory() as work:
        office = Office(os.path.abspath(sys.argv[1]), work)
        published(office)
        sample = round_trip(office)
        faults(office, sample)
        texts(office, sample)
        missing_section(office)
        last_year(office)
    print(f"{len(FAULTS)} faults")
    return bool(FAULTS)


if __name__ == "__main__":
    sys.exit(main())
