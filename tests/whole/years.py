"""--year left out: which ledgers name a year, and which leave a doubt that must be refused with the choices. The answer is worked out by
hand below; where there is one, it is also the year of the report that --year would have given."""
import os
import shutil
import subprocess
import sys
import tempfile

COUNTY = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "county")
PROGRAM = os.path.abspath(sys.argv[1])
HEADS = {
    "机关": "机关代码,机关名称,机关类型,层级",
    "申请登记": "受理编号,申请人类型,申请人名称,申请方式,提交日期,登记日期,信息名称或描述,承办部门,办理结果,法条依据,文书号,落款日期,送达方式,交邮或发出日期,救济告知",
    "办理过程": "受理编号,序号,事件,日期",
    "复议诉讼": "案件编号,受理编号,类别,收案日期,审结日期,结果",
    "规章规范性文件": "文件编号,类型,名称,文号,成文日期,公布日期,施行日期,废止日期,废止或失效方式,主动公开",
    "处理决定": "决定日期,月份,类别,决定书文号,数量",
    "行政事业性收费": "年度,项目名称,金额(万元)",
    "正文": "年度,部分,文本",
    "年报申报数": "年度,单元格,数值",
    "年报公布": "年度,发布日期",
}
ONLY, LAST = "台账里只有这一年", "台账里最后一年，更早的是结转和往年的"


def request(came, replied="", no=[0]):
    """A request that came by e-mail that day, answered that day or open; a day YYYY-MM-DD."""
    no[0] += 1
    answer = f"1,条例第三十六条第（二）项,答{no[0]}号,{replied},S4,{replied},Y" if replied else ",,,,,,"
    return ("申请登记", f"SQ-{no[0]:03},A1,某{no[0]},C4,{came},{came},某项目批复,办公室,{answer}")


def dispute(came, ended="", no=[0]):
    no[0] += 1
    return ("复议诉讼", f"FY-{no[0]},,FY,{came},{ended},{'1' if ended else ''}")


def document(made):
    return ("规章规范性文件", f"WJ-{made},XG,某办法,某规〔{made[:4]}〕1号,{made},{made},{made},,,Y")


def decisions(month):
    return ("处理决定", f",{month},XK,,3")


def fee(year):
    return ("行政事业性收费", f"{year},某收费,1.5")


def text(year):
    return ("正文", f"{year},problems,存在的问题和改进的措施。")


def declared(year):
    return ("年报申报数", f"{year},requests/new/total,3")


def published(year):
    return ("年报公布", f"{year},{year + 1}-01-20")


A2024, A2025, A2026 = (request(f"{y}-03-05", f"{y}-03-12") for y in (2024, 2025, 2026))
CARRIED, LATE = request("2024-12-20", "2025-01-10"), request("2025-12-26", "2026-01-12")
OPEN2024, OPEN2025, OPEN2026 = request("2024-12-27"), request("2025-12-29"), request("2026-01-08")
JANUARY = request("2026-01-05", "2026-01-09")

# Rows; the year and what is said of it, or the years that are offered (none = nothing names a year).
LEDGERS = {
    "only requests of one year": ([A2025], 2025, ONLY),
    "all of last year": ([A2024, fee(2024), text(2024)], 2024, ONLY),
    "carried in": ([CARRIED, A2025], 2025, LAST),
    "carried in and out": ([CARRIED, A2025, LATE, OPEN2025], 2025, LAST),
    "answered last year, the year is named": ([A2024, CARRIED, A2025, decisions("2025-03")], 2025, LAST),
    "answered last year, no year is named": ([A2024, CARRIED, A2025], [2024, 2025]),
    "two whole years": ([A2024, A2025], [2024, 2025]),
    "two years of decisions": ([A2025, decisions("2024-03"), decisions("2025-03")], [2024, 2025]),
    "decisions and fees differ": ([decisions("2025-03"), fee(2024)], [2024, 2025]),
    "January, with a few rows of the new year": ([A2025, LATE, JANUARY, OPEN2026, decisions("2025-03")], [2025, 2026]),
    "January, some carried in": ([A2024, CARRIED, A2025, JANUARY, decisions("2025-03")], [2025, 2026]),
    "January, and nothing names a year": ([A2025, LATE, OPEN2026], [2025, 2026]),
    "January, all rows are open": ([OPEN2025, OPEN2026], [2025, 2026]),
    "January, all answered in it": ([LATE, JANUARY], [2025, 2026]),
    "one request across the new year": ([LATE], [2025, 2026]),
    "one open request": ([OPEN2025], 2025, ONLY),
    "open since two years": ([OPEN2024, OPEN2025], [2024, 2025]),
    "fees left from a template": ([A2025, fee(2024)], [2024, 2025]),
    "fees of this year, requests of last": ([A2024, fee(2025)], [2024, 2025]),
    "fees of this year, requests of last, one of them open": ([A2024, OPEN2024, fee(2025)], [2024, 2025]),
    "fees of this year, requests carried in": ([CARRIED, fee(2025)], 2025, LAST),
    "a document of the new year": ([A2025, document("2026-01-06")], [2025, 2026]),
    "documents of old": ([A2025, document("2015-09-10"), document("2025-02-01")], 2025, ONLY),
    "documents alone": ([document("2015-09-10"), document("2025-02-01")], []),
    "a case that ended last year": ([A2025, dispute("2024-02-01", "2024-05-06"), fee(2025)], 2025, LAST),
    "a case that goes on": ([A2025, dispute("2024-11-01"), dispute("2024-12-01", "2025-02-05")], 2025, LAST),
    "texts alone": ([text(2025)], 2025, ONLY),
    "texts of two years": ([text(2024), text(2025)], [2024, 2025]),
    "texts of two years, the year is named": ([text(2024), text(2025), fee(2025)], 2025, LAST),
    "last year's numbers and its publication": ([A2025, declared(2024), published(2024)], 2025, ONLY),
    "last year's numbers alone": ([declared(2024), published(2024)], []),
    "numbers of the next year": ([A2025, declared(2026)], [2025, 2026]),
    "an answer before the request": ([A2025, request("2025-05-06", "2015-05-12")], 2025, ONLY),
    "a month of another year by a slip": ([A2025, decisions("2025-03"), decisions("2015-04")], [2015, 2025]),
    "years apart": ([request(f"{y}-03-05", f"{y}-03-12") for y in range(2018, 2026)], [2022, 2023, 2024, 2025]),
    "empty": ([], []),
}


def write(folder, rows):
    os.makedirs(folder)
    for table, heads in HEADS.items():
        lines = [heads] + [row for name, row in rows if name == table]
        if table == "机关":
            lines.append("11369925007314088N,清河县农业农村局,B,4")
        with open(os.path.join(folder, table + ".csv"), "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
    return folder


def run(*words, as_of="2026-01-20"):
    return subprocess.run([PROGRAM, *words, "--as-of", as_of], capture_output=True, text=True, timeout=120)


def judge(name, done, expected):
    """What is wrong with a run, or None."""
    said = [line for line in done.stderr.splitlines() if line.startswith("年度：")]
    if isinstance(expected[0], int):
        if said != [f"年度：{expected[0]}（{expected[1]}）"] or done.returncode > 2:
            return f"{name}: should be {expected}, exit {done.returncode}\n{done.stderr[:600]}"
        return None
    offered = "请写明做哪一年：" + " 或 ".join(f"--year {y}" for y in expected[0]) if expected[0] else "看不出是哪一年"
    if said or done.returncode != 3 or offered not in done.stderr or done.stderr.count("\n") != 1:
        return f"{name}: should be refused with {expected[0]}, exit {done.returncode}\n{done.stderr[:600]}"
    return None


def several(work):
    """Ledgers side by side: each by itself, and all must agree."""
    def one(name, code, rows):
        folder = write(os.path.join(work, name), rows)
        with open(os.path.join(folder, "机关.csv"), "w", encoding="utf-8") as out:
            out.write(HEADS["机关"] + f"\n{code},{code}局,B,4\n")
        return folder
    this = [A2025, fee(2025)]
    one("agree/a", "A1", this), one("agree/b", "B1", [CARRIED, A2025]), one("agree/c", "C1", [])
    one("differ/a", "A1", this), one("differ/b", "B1", [A2024])
    one("doubt/a", "A1", this), one("doubt/b", "B1", [A2024, A2025])
    one("broken/a", "A1", this)
    with open(os.path.join(work, "broken", "b.xlsx"), "wb") as out:
        out.write(b"PK\3\4 no workbook")
    pair = [os.path.join(work, "differ", name) for name in "ab"]
    yield "a batch that agrees", run("check", os.path.join(work, "agree")), (2025, LAST)
    yield "a batch with a broken workbook", run("check", os.path.join(work, "broken")), (2025, ONLY)
    yield "a batch of two years", run("check", os.path.join(work, "differ")), None
    yield "two ledgers of two years", run("check", *pair), None
    yield "a batch with a doubt", run("check", os.path.join(work, "doubt")), ([2024, 2025],)


def one_of_two(work):
    """One agency of a ledger of two: the other's years say nothing of its own; rows that name nobody, or nobody known, do."""
    def ledger(name, *rows):
        folder = write(os.path.join(work, name), [])
        for table, text in {"机关": "机关代码,机关名称,机关类型,层级\nA1,甲局,B,4\nB1,乙局,B,4\n", "处理决定": "机关代码,月份,类别,数量\n" + "".join(f"{row}\n" for row in rows)}.items():
            with open(os.path.join(folder, table + ".csv"), "w", encoding="utf-8") as out:
                out.write(text)
        return folder
    folder = ledger("two", "A1,2025-03,XK,1", "乙局,2024-03,XK,1")
    for asked, expected in ("A1", (2025, ONLY)), ("甲局", (2025, ONLY)), ("B1", (2024, ONLY)), ("乙局", (2024, ONLY)):
        yield f"one of two, {asked}", run("check", folder, "--agency", asked), expected
    yield "both of two", run("check", folder), ([2024, 2025],)


def rolled_up(work):
    """A superior's folder: with last year's reports beside this year's, and without."""
    words = ["rollup", "", "--parent", "11369925MB001000XL", "-o", os.path.join(work, "out")]
    both, one = (os.path.join(work, name) for name in ("both", "one"))
    shutil.copytree(COUNTY, both)
    shutil.copytree(COUNTY, one, ignore=shutil.ignore_patterns("2024"))
    for folder, expected in (both, (2025, "收来的年报里最后一年，更早的作往年的")), (one, (2025, "年报都是这一年的")):
        words[1] = folder
        yield f"a rollup of {folder}", run(*words, as_of="2026-02-19"), expected
    words[1] = both
    yield "a rollup before the year is over", run(*words, as_of="2025-12-31"), ([2024, 2025],)


def main():
    faults = []
    with tempfile.TemporaryDirectory() as work:
        for i, (name, (rows, *expected)) in enumerate(LEDGERS.items()):
            folder = write(os.path.join(work, f"ledger{i}"), rows)
            faults.append(judge(name, run("check", folder), expected))
            if isinstance(expected[0], int):
                bare = run("check", folder, "--plain", "-q")
                given = run("check", folder, "--plain", "-q", "--year", str(expected[0]))
                if (bare.stdout, bare.stderr, bare.returncode) != (given.stdout, given.stderr, given.returncode):
                    faults.append(f"{name}: differs from --year {expected[0]}")
        for name, done, expected in several(os.path.join(work, "several")):
            if expected:
                faults.append(judge(name, done, expected))
            elif done.returncode != 3 or "是2025年的" not in done.stderr or "是2024年的" not in done.stderr:
                faults.append(f"{name}: should be refused\n{done.stderr}")
        faults += [judge(*one) for one in one_of_two(os.path.join(work, "one-of"))]
        faults += [judge(*one) for one in rolled_up(os.path.join(work, "county"))]
        november = write(os.path.join(work, "november"), [CARRIED, request("2025-03-05", "2025-03-12")])
        faults.append(judge("in the year itself, nothing names it", run("check", november, as_of="2025-11-12"), ([2024, 2025],)))
        november = write(os.path.join(work, "november2"), [CARRIED, request("2025-03-05", "2025-03-12"), fee(2025)])
        faults.append(judge("in the year itself", run("check", november, as_of="2025-11-12"), (2025, LAST)))
    faults = [fault for fault in faults if fault]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


sys.exit(main())
