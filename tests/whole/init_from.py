"""nianbao init --from: what is asked, what becomes of answers, and what is kept of the office's own typing.

    python3 tests/whole/init_from.py PROGRAM

offices.py shows that whole ledgers come through; here each rule of the two runs is tried by itself, over a small ledger.
"""
import csv
import os
import shutil
import stat
import subprocess
import sys
import tempfile

import openpyxl

AGENCY = {"机关/机关代码": "NH0001", "机关/机关名称": "清河县农业农村局", "机关/机关类型": "B 部门", "机关/层级": "4 县"}
HEADS = ["序号", "申请人", "申请人类别", "申请方式", "收件日期", "申请内容", "办理结果", "答复日期", "答复文号", "送达方式", "寄出日期", "是否延期", "备注", "密级"]
ROWS = [
    ["1", "王小明", "公民", "网上申请", "2025-03-03", "补贴名单", "予以公开", "2025-03-10", "清农答1号", "邮件", "2025-03-10", "否", "", "内部"],
    ["2", "清河红旗小学", "其他组织", "邮寄", "2025-04-01", "会议纪要", "答复", "2025-04-10", "清农答2号", "邮寄", "2025-04-11", "是", "", ""],
    ["3", "李四", "公民", "当面", "2025-05-06", "档案", "不予公开", "2025-05-12", "清农答3号", "当面", "", "", "已延期，张三同意", ""],
    ["4", "赵六", "公民", "当面", "2025-12-29", "图纸", "办理中", "", "", "", "", "", "未延期", ""],
]
ANSWERS = {
    **AGENCY, "列/申请登记/收件日期": "按申请方式", "词/申请登记/申请方式/邮寄": "C2 挂号/EMS", "词/申请登记/申请人类型/其他组织": "B9 其他",
    "词/申请登记/办理结果/答复": "2 部分公开", "词/申请登记/办理结果/不予公开": "3.6 属于四类过程性信息", "词/申请登记/办理结果/办理中": "空着", "编号/申请登记": "NH-2025-{序号}",
    "行/旧.csv/4/延期告知日期": "2025-04-08", "行/旧.csv/5/延期告知日期": "没有这回事"}


class Trial:
    def __init__(self, program, work):
        self.program, self.work, self.faults = program, work, []
        self.old, self.new = os.path.join(work, "旧.csv"), os.path.join(work, "新.xlsx")

    def expect(self, what, holds):
        if not holds:
            self.faults.append(what)

    def write_old(self, rows=ROWS, heads=HEADS):
        with open(self.old, "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([["清河县农业农村局2025年依申请公开台账"], heads, *rows, ["合计", "4件"]])

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, check=False, cwd=self.work)
        for name in ("王小明", "李四", "张三", "红旗小学"):
            self.expect(f"{arguments}: {name} is printed", name not in done.stdout + done.stderr)
        return done.returncode, done.stdout + done.stderr

    def init(self, *more):
        return self.run("init", self.new, "--from", self.old, *more)

    def asked(self):
        """By key: the row, the answer, what is said."""
        sheet = openpyxl.load_workbook(self.new)["请确认"]
        return {row[8].value: (row[0].row, row[4].value, row[6].value or "") for row in sheet.iter_rows(min_row=2) if row[8].value}

    def answer(self, answers, **cells):
        book = openpyxl.load_workbook(self.new)
        rows = self.asked()
        for key, answer in answers.items():
            if key in rows:
                book["请确认"].cell(rows[key][0], 5).value = answer
        for place, value in cells.items():
            sheet, cell = place.split("_")
            book[sheet][cell] = value
        book.save(self.new)

    def table(self, name):
        rows = list(openpyxl.load_workbook(self.new)[name].iter_rows(values_only=True))
        return [dict(zip(rows[0], row)) for row in rows[1:]]


def two_runs(t):
    t.write_old()
    code, said = t.init()
    t.expect(f"first run: {code} {said}", code == 0)
    t.expect("only the owner may read the workbook", stat.S_IMODE(os.stat(t.new).st_mode) == 0o600)
    keys = set(t.asked()) - {"来源"}
    t.expect(f"asked {sorted(keys ^ set(ANSWERS) ^ {'列/申请登记/密级'})}", keys == set(ANSWERS) | {"列/申请登记/密级"})
    code, said = t.run("check", t.new, "--year", "2025", "--as-of", "2026-01-20")
    t.expect(f"unanswered is refused by S42: {code}", code == 2 and "S42" in said)
    t.answer(ANSWERS, 机关_M2="清河县人民路1号", 申请登记_AI2="机关自己写的话")
    code, said = t.init()
    t.expect(f"second run: {code} {said}", code == 0 and "还有" not in said)
    rows = t.table("申请登记")
    day = [str(row[heading])[:10] for row, heading in zip(rows, ("确认日期", "签收日期", "提交日期", "提交日期"))]
    t.expect(f"days by channel: {day}", day == ["2025-03-03", "2025-04-01", "2025-05-06", "2025-12-29"])
    t.expect("numbers", [row["受理编号"] for row in rows] == [f"NH-2025-00{n}" for n in range(1, 5)])
    t.expect(f"outcomes: {[row['办理结果'] for row in rows]}", [str(row["办理结果"])[:3] for row in rows] == ["1 予", "2 部", "3.6", "Non"])
    t.expect("extension", str(rows[1].get("延期告知日期"))[:10] == "2025-04-08" and rows[2].get("延期告知日期") is None)
    t.expect("what the office typed stays", t.table("机关")[0]["联系地址"] == "清河县人民路1号" and rows[0]["备注"] == "机关自己写的话")
    everything = str([list(row.values()) for row in t.table("原样")])
    t.expect("every cell stands in 原样", all(cell in everything for row in [HEADS, *ROWS] for cell in row))
    code, said = t.run("report", t.new, "--year", "2025", "--as-of", "2026-01-20", "-o", os.path.join(t.work, "out"))
    t.expect(f"report: {code} {said}", code in (0, 1) and os.path.exists(os.path.join(t.work, "out", "2025", "NH0001", "report.json")))


def third_run_changes_nothing(t):
    before = t.asked(), t.table("申请登记"), t.table("机关")
    code, _ = t.init()
    t.expect("a third run changes nothing", code == 0 and before == (t.asked(), t.table("申请登记"), t.table("机关")))


def next_year(t):
    """The office's file answers for headings and words; the reader of ledgers uses it too."""
    office = os.path.join(t.work, "新（标题和用词）.csv")
    with open(office, encoding="utf-8-sig", newline="") as source:
        lines = list(csv.reader(source))
    t.expect(f"office file: {lines}", ["申请登记", "收件日期", "按申请方式", "", "", ""] in lines and ["申请登记", "", "办理结果", "", "答复", "2"] in lines)
    t.new = os.path.join(t.work, "明年.xlsx")
    code, said = t.init("--headings", office)
    keys = set(t.asked()) - {"来源", "列/申请登记/密级"}
    t.expect(f"asked next year: {code} {said} {sorted(keys)}", code == 0 and keys == {*AGENCY, "编号/申请登记", "行/旧.csv/4/延期告知日期", "行/旧.csv/5/延期告知日期"})
    t.new = os.path.join(t.work, "新.xlsx")


def last_year(t):
    """The office and what was open come from the workbook of the year before; a blank ledger takes nothing."""
    t.old, t.new = os.path.join(t.work, "今年.csv"), os.path.join(t.work, "今年.xlsx")
    t.write_old([[*row[:4], row[4].replace("2025-", "2026-"), *row[5:7], *("" for _ in row[7:])] for row in ROWS[:1]])
    code, said = t.init("--previous", os.path.join(t.work, "新.xlsx"), "--year", "2026")
    rows = t.table("申请登记") if os.path.exists(t.new) else []
    t.expect(f"last year's open request: {code} {said}", code == 0 and [row["受理编号"] for row in rows if row["受理编号"]] == ["NH-2025-004"])
    t.expect(f"last year's office: {said}", code == 0 and t.table("机关")[0]["机关代码"] == "NH0001")
    code, said = t.run("init", os.path.join(t.work, "空白.xlsx"), "--previous", os.path.join(t.work, "新.xlsx"))
    t.expect(f"--previous of a blank ledger: {code} {said}", code == 3 and "--from" in said)
    t.old, t.new = os.path.join(t.work, "旧.csv"), os.path.join(t.work, "新.xlsx")


def refused(t):
    with open(t.new, "rb") as source:
        before = source.read()

    def still_refused(what, words):
        code, said = t.init()
        with open(t.new, "rb") as source:
            now = source.read()
        t.expect(f"{what}: {code} {said}", code in (2, 3) and words in said)
        t.expect(f"{what}: the workbook was touched", now == typed)

    for what, change, words in (
            ("a row is gone", lambda book: book["申请登记"].delete_rows(3), "不是原来那一行"),
            ("rows are sorted", lambda book: book["申请登记"].move_range("A2:AJ2", rows=9), "不是原来那一行"),
            ("the headings are gone", lambda book: (book["申请登记"].delete_rows(1), book["申请登记"].delete_cols(1, 4)), "标题行没有了"),
            ("a column is new", lambda book: book["申请登记"].cell(1, 60, "自己的一列"), "自己加的一列"),
            ("a sheet is new", lambda book: book.create_sheet("草稿").append(["话"]), "自己加的工作表")):
        book = openpyxl.load_workbook(t.new)
        change(book)
        book.save(t.new)
        with open(t.new, "rb") as source:
            typed = source.read()
        still_refused(what, words)
        with open(t.new, "wb") as out:
            out.write(before)
    typed = before
    t.write_old(ROWS[:-1])
    still_refused("the old ledger is another one", "换一个文件名")
    t.write_old()
    t.new, typed = t.old, b""
    code, said = t.run("init", os.path.join(t.work, "别的.xlsx"), "--from", os.path.join(t.work, "没有.xlsx"))
    t.expect(f"no such ledger: {code} {said}", code == 2 and "不存在" in said)
    with open(os.path.join(t.work, "菜单.csv"), "w", encoding="utf-8") as out:
        out.write("周一,周二\n白菜,萝卜\n")
    code, said = t.run("init", os.path.join(t.work, "别的.xlsx"), "--from", os.path.join(t.work, "菜单.csv"))
    t.expect(f"no ledger: {code} {said}", code == 0 and "认得出是台账" in said)


def wrong_answers(t):
    t.new = os.path.join(t.work, "错.xlsx")
    t.init()
    t.answer({**ANSWERS, "列/申请登记/收件日期": "随便", "行/旧.csv/4/延期告知日期": "三月"})
    code, said = t.init()
    asked = t.asked()
    t.expect(f"answers that cannot be used: {said}", code == 0 and "2 个回答用不上" in said and "还有 2 个" in said)
    t.expect("the reason stands beside", all("用不上" in asked[key][2] for key in ("列/申请登记/收件日期", "行/旧.csv/4/延期告知日期")))
    t.expect("another answer was used", t.table("申请登记")[1]["办理结果"] == "2 部分公开")


def office_file_stays(t):
    """What the office has added to its file of headings and words, and what --headings said, stays; an answer that is taken back goes."""
    t.new, office = os.path.join(t.work, "标题.xlsx"), os.path.join(t.work, "标题（标题和用词）.csv")

    def lines():
        with open(office, encoding="utf-8-sig", newline="") as source:
            return list(csv.reader(source))

    t.init()
    t.answer(ANSWERS)
    t.init()
    own, given = ["申请登记", "我的列", "备注", "自己写的", "", ""], ["申请登记", "", "办理结果", "", "答复", "2"]
    with open(office, "a", encoding="utf-8", newline="") as out:
        csv.writer(out).writerow(own)
    t.answer({"词/申请登记/办理结果/答复": "1 予以公开"})
    code, said = t.init()
    t.expect(f"a changed answer: {code} {said} {lines()}", own in lines() and given not in lines() and [*given[:5], "1"] in lines())
    t.answer({"词/申请登记/办理结果/答复": None})
    t.init()
    t.expect(f"an answer taken back: {lines()}", own in lines() and not any(line[4] == "答复" for line in lines()))
    before, last = lines(), shutil.copy(office, os.path.join(t.work, "上年.csv"))
    for name, headings in ((t.new, office), (os.path.join(t.work, "又一年.xlsx"), last)):
        t.new = name
        t.init("--headings", headings)
        t.answer(ANSWERS)
        t.init("--headings", headings)
        with open(name.replace(".xlsx", "（标题和用词）.csv"), encoding="utf-8-sig", newline="") as source:
            after = list(csv.reader(source))
        t.expect(f"--headings: {after}", all(line in after for line in before) and given in after)
    t.new = os.path.join(t.work, "旁人.xlsx")
    with open(os.path.join(t.work, "旁人（标题和用词）.csv"), "w", encoding="utf-8") as out:
        out.write("别的东西\n")
    code, said = t.init()
    t.expect(f"another file of that name: {code} {said}", code == 3 and "（标题和用词）.csv 已经有了" in said and not os.path.exists(t.new))


def names_stay_out(t):
    """A name or a number in a column of codes is asked about, but does not get into the file that is used next year."""
    t.old, t.new = os.path.join(t.work, "名.csv"), os.path.join(t.work, "名.xlsx")
    odd = {"申请人类别": ["李四", "欧阳明月", "孙小红"], "申请方式": ["张三", "13812345678", "王小明来"], "办理结果": ["110101199003078515", "给了他", "兴农路8号"]}
    t.write_old([*ROWS, *([str(5 + n), "欧阳明月", *(odd[head][n] if head in odd else cell for head, cell in list(zip(HEADS, ROWS[0]))[2:])] for n in range(3))])
    t.init()
    asked = [key for key in t.asked() if key.startswith("词/")]
    t.expect(f"asked {asked}", all(any(key.endswith(f"/{word}") for key in asked) for words in odd.values() for word in words))
    t.answer({**ANSWERS, **{key: {"申请人类型": "A1 自然人", "申请方式": "C1 当面", "办理结果": "1 予以公开"}[key.split("/")[2]] for key in asked if key not in ANSWERS}})
    code, said = t.init()
    with open(os.path.join(t.work, "名（标题和用词）.csv"), encoding="utf-8-sig") as source:
        text = source.read()
    t.expect(f"names in the office file: {code} {said} {text}", code == 0 and "给了他" in text and "8 个词" in said and
             not any(word in text for words in odd.values() for word in words if word != "给了他"))
    t.expect(f"the answers count: {t.table('申请登记')[-1]}", t.table("申请登记")[-1]["申请方式"] == "C1 当面")


def from_the_folder_written_to(t):
    """The workbook may lie in the folder of the old ledgers: the next run does not take it for one of them."""
    folder = os.path.join(t.work, "夹")
    os.mkdir(folder)
    t.old, t.new = os.path.join(folder, "旧.csv"), os.path.join(folder, "新.xlsx")
    t.write_old()
    t.old = folder
    t.init()
    t.answer(ANSWERS)
    for _ in range(2):
        code, said = t.init()
        t.expect(f"from its own folder: {code} {said}", code == 0 and "没有读" not in said and len(t.table("申请登记")) == len(ROWS))


def too_long(t):
    """What a cell of a workbook cannot hold is refused with its place, and not cut."""
    t.old, t.new = os.path.join(t.work, "长.csv"), os.path.join(t.work, "长.xlsx")
    for n, code in ((32000, 0), (32001, 2)):
        t.write_old([[*ROWS[0][:5], "长" * n, *ROWS[0][6:]]])
        got, said = t.init()
        t.expect(f"{n} characters: {got} {said}", got == code and (not code or "第3行：第 6 列" in said))
    t.expect("whole in 原样", any("长" * 32000 in str(list(row.values())) for row in t.table("原样")))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: init_from.py PROGRAM")
    with tempfile.TemporaryDirectory() as work:
        t = Trial(os.path.abspath(sys.argv[1]), work)
        for part in (two_runs, third_run_changes_nothing, next_year, last_year, wrong_answers, office_file_stays, too_long, from_the_folder_written_to, names_stay_out,
                     lambda t: setattr(t, "old", os.path.join(work, "旧.csv")), lambda t: (setattr(t, "new", os.path.join(work, "新.xlsx")), refused(t))):
            part(t)
    for fault in t.faults:
        print(fault)
    sys.exit(bool(t.faults))


if __name__ == "__main__":
    main()
