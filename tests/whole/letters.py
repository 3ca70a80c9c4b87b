"""The letters, the list of reminders and the notice of a rollup, over several runs into one folder.

    python3 tests/whole/letters.py PROGRAM

  - an agency with something to mend has a letter, in Word and PDF with the same words, and no other has one; only the owner may read them;
  - the same reports give the same letters, byte for byte, on a later day too; a report that is handed in again has what was mended, what was
    not and what is new; a letter without a reason goes, and its folder with the last one; verify finds nothing;
  - 退回记录.json that was changed is not used, and a note says so; one of an agency whose file cannot be read now is kept for its next report;
  - what could not be read in a report that counts is in its letter, without the code of the agency and the superior's folders;
  - two agencies of one name, a name that no file can have, a folder of results that lies among the reports;
  - a person whom the table of agencies names stands in 催报名单.xlsx and nowhere else.
Exit status 0 = no fault.
"""
import glob
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COUNTY = os.path.join(TESTS, "..", "data", "sample-county")
PARENT, LETTERS, RECORD = "11369925MB001000XL", "退回修改意见", "退回记录.json"
CIVIL, FINANCE, LISTED, CONTACT = "清河县民政局", "清河县财政局", "清河县柳河镇人民政府", "周青禾"
faults = []


def expect(holds, words):
    if not holds:
        faults.append(words)
        print(words)


class County:
    def __init__(self, program, work):
        self.program, self.folder, self.out = program, os.path.join(work, "county"), os.path.join(work, "out")
        shutil.copytree(COUNTY, self.folder)

    def path(self, agency):
        return os.path.join(self.folder, "报送", "2025", agency, "report.json")

    def change(self, agency, how):
        with open(self.path(agency), encoding="utf-8") as file:
            report = json.load(file)
        how(report)
        with open(self.path(agency), "w", encoding="utf-8") as file:
            json.dump(report, file, ensure_ascii=False)

    def replace(self, name, old, new):
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        expect(old in text, f"{name} has no {old}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))

    def run(self, day, code=1):
        run = subprocess.run([self.program, "rollup", self.folder, "--year", "2025", "--parent", PARENT, "--as-of", day, "-o", self.out],
                             capture_output=True, text=True)
        expect(run.returncode == code, f"exit {run.returncode}: {run.stderr[-400:]}")
        self.said = run.stderr
        self.results = os.path.join(self.out, "2025", PARENT)

    def letters(self):
        """{agency: bytes of both files}"""
        found = {}
        for path in sorted(glob.glob(os.path.join(self.results, LETTERS, "*"))):
            name, ending = os.path.splitext(os.path.basename(path))
            found.setdefault(name, {})[ending] = open(path, "rb").read()
            expect(stat.S_IMODE(os.stat(path).st_mode) == 0o600, f"others can read {path}")
        for name, files in found.items():
            expect(set(files) == {".docx", ".pdf"}, f"{name}: {set(files)}")
        return found

    def words(self, agency):
        """Those of both formats, without blanks; each must have them all."""
        base = os.path.join(self.results, LETTERS, agency)
        with zipfile.ZipFile(base + ".docx") as book:
            text = book.read("word/document.xml").decode()
        word = "".join(re.sub(r"<[^>]*>", "", text).split())
        paper = "".join(subprocess.run(["pdftotext", "-raw", base + ".pdf", "-"], capture_output=True, text=True).stdout.split())
        return word, paper

    def says(self, agency, *parts):
        word, paper = self.words(agency)
        for part in parts:
            expect(part in word and part in paper, f"{agency}: no {part}")

    def verified(self):
        run = subprocess.run([self.program, "verify", self.results], capture_output=True, text=True)
        expect(run.returncode == 0, f"verify: {run.stdout}{run.stderr}")


def wrong_total(by):
    def change(report):
        report["tables"]["requests"]["new"]["total"] += by
    return change


def rounds(county):
    county.change(FINANCE, wrong_total(4))
    county.run("2026-02-19")
    first = county.letters()
    expect(set(first) == {CIVIL, FINANCE}, f"letters {set(first)}")
    county.says(CIVIL, "关于清河县民政局2025年", "于2026年2月28日前", "新收/总计（年报!J26）", "只改这一格：新收/总计7→6")
    expect("退回修改：2 个机关" in county.said and f"{CONTACT}" not in county.said, "the end of the run")
    county.verified()
    county.run("2026-02-19")
    expect(county.letters() == first, "the same reports give other letters")
    county.run("2026-02-25")
    expect(county.letters() == first, "a later day gives other letters")
    expect("不计为缺报" not in county.said, "nothing is unreadable")

    def again(report):                                 # one equation still fails, one text is new, another equation holds
        report["tables"]["requests"]["new"]["total"] -= 1
        report["narrative"]["problems"] = "XX"
    county.change(FINANCE, again)
    county.run("2026-03-02")
    second = county.letters()
    expect(second[CIVIL] == first[CIVIL] and second[FINANCE] != first[FINANCE], "only the report that was handed in again has another letter")
    county.says(FINANCE, "对照2026年2月19日的修改意见", "仍未改正的：必须改正的问题", "新出现的：必须改正的问题", "2026年3月2日")
    county.run("2026-03-05")
    expect(county.letters() == second, "the second letter changes")
    county.verified()

    def mended(report):
        report["tables"]["requests"]["new"]["total"] -= 3
    county.change(FINANCE, mended)
    county.run("2026-03-06")
    county.says(FINANCE, "上次提出、已经改正的", "仍未改正")
    with open(county.path(FINANCE), encoding="utf-8") as file:
        whole = file.read()
    with open(county.path(FINANCE), "w", encoding="utf-8") as file:
        file.write("{")
    county.run("2026-03-09")
    expect(set(county.letters()) == {CIVIL} and "已交未读 1" in county.said, "a file that cannot be read has a letter")
    with open(county.path(FINANCE), "w", encoding="utf-8") as file:
        file.write(whole.replace('"2026-01-20"', '"2026-01-21"'))
    county.run("2026-03-10")
    county.says(FINANCE, "对照2026年3月6日的修改意见")


def last_letter_goes(county):
    shutil.copy(os.path.join(COUNTY, "报送", "2025", FINANCE, "report.json"), county.path(FINANCE))
    os.remove(glob.glob(os.path.join(county.folder, "报送", "2025", f"{CIVIL}*.xlsx"))[0])
    county.run("2026-03-11")
    expect(not os.path.exists(os.path.join(county.results, LETTERS)), "a folder without letters stays")
    county.verified()


def changed_record(county):
    county.change(FINANCE, wrong_total(2))
    county.run("2026-03-12")
    path = os.path.join(county.results, RECORD)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("不平", "不足"))
    county.change(FINANCE, wrong_total(1))
    county.run("2026-03-13")
    expect("改动过，没有用" in county.said, "a record that was changed is used")
    expect("上次" not in county.words(FINANCE)[0], "a record that was changed is in the letter")


def names(county):
    odd, twin = "清河县“数据/政务”服务:局*?<1>", "清河县发展和改革局"
    county.replace("agencies.csv", "清河县农业农村局", odd)
    county.replace("报送/2025/清河县农业农村局/report.json", "清河县农业农村局", odd)
    county.replace("agencies.csv", FINANCE, twin)
    county.replace(f"报送/2025/{FINANCE}/report.json", FINANCE, twin)
    shutil.rmtree(os.path.join(county.folder, "报送", "2024"))
    for agency in ("清河县农业农村局", "清河县发展和改革局"):
        county.change(agency, wrong_total(3))
    county.out = os.path.join(county.folder, "out")
    county.run("2026-03-16")
    first = county.letters()
    expect({"清河县“数据_政务”服务_局___1_", f"{twin}（11369925MB001074XG）", f"{twin}（11369925MB001222XG）"} <= set(first), f"letters {set(first)}")
    county.run("2026-03-16")
    expect("退回修改意见/" not in county.said.split("退回修改：")[0] and county.letters() == first, "its own letters are read as reports")


def handed_over(county):
    sheet = os.path.join("报送", "2025", LISTED + ".csv")
    county.replace(sheet, "proactive/licences/decisions,41", "proactive/licences/decisions,四十一左右")
    county.run("2026-03-16")
    county.says(LISTED, "这一格不是", "四十一左右")
    for words in county.words(LISTED):
        expect("报送/2025" not in words and "11369925MB" not in words, f"{LISTED}: {words}")
    county.replace(sheet, "四十一左右", "41")


def privacy(county):
    seen = []
    for folder, _, files in os.walk(county.results):
        for name in files:
            data = open(os.path.join(folder, name), "rb").read()
            if name.endswith((".xlsx", ".docx")):
                with zipfile.ZipFile(os.path.join(folder, name)) as package:
                    data = b"".join(package.read(part) for part in package.namelist())
            if name.endswith(".pdf"):
                data = subprocess.run(["pdftotext", os.path.join(folder, name), "-"], capture_output=True).stdout
            if CONTACT.encode() in data:
                seen.append(name)
    expect(seen == ["催报名单.xlsx"], f"{CONTACT} is in {seen}")


def main():
    with tempfile.TemporaryDirectory() as work:
        county = County(os.path.abspath(sys.argv[1]), work)
        county.replace("agencies.csv", "沈听雨", CONTACT)
        rounds(county)
        privacy(county)
        last_letter_goes(county)
        changed_record(county)
        handed_over(county)
        names(county)
    print(f"{len(faults)} faults")
    return bool(faults)


sys.exit(main())
