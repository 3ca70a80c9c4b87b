"""Writes the facts of data/sample as offices would have kept them, before they knew our workbook.

    python3 tests/support/generators/office_ledgers.py TARGET [NAME…]

For each NAME of LAYOUTS there is a folder TARGET/NAME with 旧台账 (one workbook, or a folder of them) and answers.json: what the clerk
answers to what the old ledger does not say, a list of {"about": words that the question or its place has, "answer": words}.
An entry about more words is about less: that of a row goes before that of its column. {"cell": [table, heading, key], "answer": words}
is what the clerk fills in by hand in the new workbook. Nothing that the report counts is lost,
so the report of the ledger, with the answers, has the cells of the sample's.

    heads     a workbook with titles, two-line heads, sub-totals of months, signatures; Sheet1 and Sheet2
    website   a folder of CSV files in GB18030: the export of a website's system, other tables under the office's names
    months    a workbook with a cover, a sheet for each month whose 序号 begin again, a sheet of statistics
    files     a folder of workbooks, one a month, whose heads differ in dress
    one       a clerk's single sheet: months and days without a year, outcomes and deliveries in one column
    sheets    months with our headings and numbers, which check and report read without help; one workbook
    folder    the same; a workbook a month
    aliases/N our ledger in the N-th headings of data/headings (office_sheets, website_systems, wide); all of them are used
"""
import argparse
import collections
import csv
import json
import os
import shutil

import wide_ledger
from office_sheets import dotted, lay, month_and_day, new_book, numbered, real_date, save, write_csv

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SAMPLE = os.path.join(ROOT, "data", "sample")
AGENCY = "江州市云溪县自然资源局"
KINDS = {"A1": "自然人", "B1": "商业企业", "B2": "科研机构", "B3": "社会公益组织", "B4": "法律服务机构", "B9": "其他"}
CHANNELS = {"C1": "当面", "C2": "挂号/EMS", "C3": "平常信函", "C4": "互联网平台", "C5": "电子邮件", "C6": "传真", "C7": "口头代填", "C8": "误投转入"}
DELIVERIES = {"S1": "当面送达", "S3": "邮寄", "S4": "电子邮件", "S5": "当场送达"}
OUTCOMES = {
    "1": "予以公开", "2": "部分公开", "3.1": "属于国家秘密", "3.2": "其他法律行政法规禁止公开", "3.3": "危及“三安全一稳定”", "3.4": "保护第三方合法权益",
    "3.5": "属于三类内部事务信息", "3.6": "属于四类过程性信息", "3.7": "属于行政执法案卷", "3.8": "属于行政查询事项", "4.1": "本机关不掌握相关政府信息",
    "4.2": "没有现成信息需要另行制作", "4.3": "补正后申请内容仍不明确", "5.1": "信访举报投诉类申请", "5.2": "重复申请", "5.3": "要求提供公开出版物",
    "5.4": "无正当理由大量反复申请", "5.5": "要求行政机关确认或重新出具已获取信息", "6.1": "逾期不补正", "6.2": "逾期未缴费", "6.3": "其他"}
GROUPS = {"3": "不予公开", "4": "无法提供", "5": "不予处理", "6": "其他处理"}
DISPUTES = {"FY": "行政复议", "SZ": "未经复议直接起诉", "SF": "复议后起诉"}
DECISIONS = {"XK": "行政许可", "CF": "行政处罚", "QZ": "行政强制"}
RECEIVED = {"C1": "提交日期", "C2": "签收日期", "C3": "实收日期", "C4": "确认日期", "C5": "确认日期", "C6": "确认日期", "C7": "提交日期", "C8": "实收日期"}


def load(name):
    return wide_ledger.read(os.path.join(SAMPLE, name + ".csv"))[1]


def requests():
    """The requests, each with its events in the columns of wide_ledger.EVENTS."""
    rows = load("requests")
    return [{**wide, **ours} for ours, wide in zip(rows, wide_ledger.wide_rows(rows, load("events")))]


REQUESTS = requests()
BEFORE = [f for f in REQUESTS if f["受理编号"].startswith("YX-2024")]
OPEN_BEFORE = [f for f in BEFORE if not f["落款日期"].startswith("2024")]


# What offices write: each takes the facts of a request.
def received(f):
    return f[RECEIVED[f["申请方式"]]]


def ended(f):
    return f["落款日期"] or f["终止日期"]


def month(f):
    return received(f)[:7]


def outcome(f):
    return OUTCOMES.get(f["办理结果"], "")


def word(table, column):
    return lambda f: table.get(f[column], f[column])


def only(channels, column):
    """The date of a column, for some channels."""
    return lambda f: f[column] if f["申请方式"] in channels else ""


def or_slash(column):
    """As clerks mark what there was not."""
    return lambda f: f.get(column) or "/"


def with_tab(column):
    """As systems keep spreadsheets from making a number of it."""
    return lambda f: "\t" + f[column]


def in_months(rows=REQUESTS):
    """{2025-01: requests}, without those of last year."""
    months = collections.defaultdict(list)
    for f in rows:
        if month(f) > "2025":
            months[month(f)].append(f)
    return dict(sorted(months.items()))


# ---- The other tables, under an office's headings
DISPUTE_COLUMNS = [("序号", "n"), ("案号", "案件编号"), ("类别", word(DISPUTES, "类别")), ("争议事项", "争议事项"), ("收案日期", "收案日期"),
                   ("结案日期", "审结日期"), ("审理结果", "结果"), ("审级", "审级"), ("前案编号", "前案编号"), ("备注", "备注")]
DOCUMENT_COLUMNS = [("序号", "n"), ("文件名称", "名称"), ("发文字号", "文号"), ("发文日期", "成文日期"), ("公开日期", "公布日期"), ("实施日期", "施行日期"),
                    ("有效期至", "有效期至"), ("失效日期", "废止日期"), ("废止或失效方式", "废止或失效方式"), ("修订", word({"Y": "是"}, "修订"))]
DECISION_COLUMNS = [("月份", "月份"), ("决定日期", "决定日期"), ("类别", word(DECISIONS, "类别")), ("决定书文号", "决定书文号"), ("数量", lambda d: int(d["数量"]))]
FEE_COLUMNS = [("收费项目名称", "项目名称"), ("收费依据", "依据"), ("收费标准", "标准"), ("收费金额（万元）", lambda d: float(d["金额(万元)"]))]
YEAR = [("年度", "年度")]


def monthly_decisions():
    """A row for each month, a column for each kind, as a monthly return has it; the last row is the total."""
    rows = {m: {"月份": m, **dict.fromkeys([*DECISIONS, "合计"], 0)} for m in [*in_months(), "合计"]}
    for d in load("decisions"):
        for m in ((d["月份"] or d["决定日期"])[:7], "合计"):
            rows[m][d["类别"]] += int(d["数量"])
            rows[m]["合计"] += int(d["数量"])
    return list(rows.values())


def total(rows):
    return sum(int(row["数量"]) for row in rows)


# ---- Layouts
class Office:
    """One layout: where it is written, and what its clerk answers."""

    def __init__(self, target, name):
        self.folder, self.answers = os.path.join(target, name), []
        self.old = os.path.join(self.folder, "旧台账")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.old)

    def answer(self, *about, answer):
        self.answers.append({"about": list(about), "answer": answer})

    def by_hand(self, table, heading, key, answer):
        """A cell that the clerk fills in, in the row of the new workbook that has the key."""
        self.answers.append({"cell": [table, heading, key], "answer": answer})

    def answer_rows(self, place, column, lines, rows, truth):
        """What each row of a place is, where the words of a column do not say it."""
        for line, row in zip(lines, rows):
            if truth(row):
                self.answers.append({"about": [place, column, f"第{line}行"], "answer": truth(row)})

    def common(self):
        """What every office without a list of agencies answers."""
        for about, answer in (("机关名称", AGENCY), ("机关代码", "113699210073140615"), ("机关类型", "部门"), ("层级", "县"), ("年度", "2025"), ("怎样编", "建议")):
            self.answer(about, answer=answer)

    def done(self):
        with open(os.path.join(self.folder, "answers.json"), "w", encoding="utf-8") as out:
            json.dump(self.answers, out, ensure_ascii=False, indent=1)
            out.write("\n")


def kind_of(f):
    return KINDS[f["申请人类型"]]


def heads_layout(office):
    """Two-line heads; 收件日期 of all channels; 答复方式 is the delivery; last year's requests on top."""
    columns = [("序号", "n"), (("申请人信息", "姓名或名称"), "申请人名称"), (("申请人信息", "类别"), word(wide_ledger.KINDS, "申请人类型")),
               (("申请人信息", "联系电话"), "联系方式"), ("申请方式", word(wide_ledger.CHANNELS, "申请方式")), ("收件日期", received),
               ("所需信息内容描述", "信息名称或描述"), ("承办股室", "承办部门"), (("补正", "告知日期"), or_slash("补正通知时间")), (("补正", "补正收到日期"), or_slash("收到补正材料日期")),
               (("征求第三方意见", "征求日期"), or_slash("征求第三方意见日期")), (("征求第三方意见", "第三方"), or_slash("征求意见对象")), (("征求第三方意见", "回复日期"), or_slash("第三方回复日期")),
               (("延期", "是否延期"), "是否延期答复"), (("延期", "告知日期"), or_slash("延期通知日期")), (("延期", "天数"), lambda f: int(f.get("延长天数") or 0) or "/"),
               (("答复", "日期"), ended), (("答复", "文号"), "文书号"), (("答复", "方式"), word(DELIVERIES, "送达方式")),
               ("办理结果", lambda f: outcome(f) if f["办理结果"] != "6.3" else "申请人撤回"), ("法律依据", "法条依据"), ("备注", lambda f: f["备注"] or "无")]
    rows = numbered(REQUESTS)
    book = new_book()
    lay(book.create_sheet("Sheet1"), columns, rows, titles=["2025年度政府信息公开申请办理情况登记表", f"填报单位（盖章）：{AGENCY}"],
        part=lambda f: f"{int(month(f)[:4])}年{int(month(f)[5:])}月",
        foot=[["填表人：李敏", None, None, None, "审核人：王国强", None, None, "填表日期：2026年1月5日"], ["注：本表由办公室填写，每月5日前报分管领导"]])
    lay(book.create_sheet("Sheet2"), DISPUTE_COLUMNS, numbered(load("disputes")), titles=["复议诉讼情况"])
    lay(book.create_sheet("规范性文件"), DOCUMENT_COLUMNS, numbered(load("documents")), titles=["行政规范性文件目录（截至2025年12月31日）"])
    decisions = load("decisions")
    lay(book.create_sheet("许可处罚强制"), DECISION_COLUMNS, decisions, titles=["2025年行政许可、行政处罚、行政强制台账"], foot=[["合计", None, None, None, total(decisions)]])
    lay(book.create_sheet("收费"), YEAR + FEE_COLUMNS, load("fees"), titles=["2025年行政事业性收费情况表"], foot=[["单位负责人：", None, "填表人：李敏"]])
    save(book, os.path.join(office.old, "2025年依申请公开台账.xlsx"))
    office.common()
    office.answer("Sheet1", answer="申请登记")
    office.answer("Sheet2", answer="复议诉讼")
    office.answer("许可处罚强制", answer="处理决定")
    office.answer("收费", answer="行政事业性收费")
    office.answer("规范性文件", answer="规章规范性文件")
    office.answer("规范性文件", "类型", answer="行政规范性文件")
    office.answer("收件日期", answer="按申请方式")
    office.answer("答复", "方式", answer="送达方式")
    office.answer("征求第三方意见", "回复日期", answer="意见回复日期")


def website_layout(office):
    """The system's words: 不予公开, with the reason in another column; names of people and of organisations in two columns."""
    person = lambda f: f["申请人类型"] == "A1"
    columns = [("申请单编号", "受理编号"), ("查询码", lambda f: f"{sum(map(ord, f['受理编号'])) * 7919 % 1000000:06}"), ("申请人分类", word({**KINDS, "A1": "公民"}, "申请人类型")),
               ("申请人姓名", lambda f: f["申请人名称"] if person(f) else ""), ("法人或组织名称", lambda f: "" if person(f) else f["申请人名称"]),
               ("证件名称", "证件类型"), ("证件号码", with_tab("证件号码")), ("联系电话", with_tab("联系方式")), ("通讯地址", "通信地址"), ("接收渠道", word(wide_ledger.CHANNELS, "申请方式")),
               ("申请时间", lambda f: f["提交日期"] and f["提交日期"] + " 09:12:33"), ("邮件签收时间", "签收日期"), ("实际收到时间", "实收日期"), ("受理时间", "登记日期"),
               ("所需信息内容描述", "信息名称或描述"), ("所需信息的索引号", ""), ("用途描述", lambda f: "自身生产、生活需要"), ("获取信息的方式", "获取方式"), ("是否减免费用", lambda f: "否"),
               ("受理部门", lambda f: AGENCY), ("承办科室", "承办部门"), ("办理状态", lambda f: "已办结" if f["办理结果"] else "办理中"),
               ("处理结果", lambda f: GROUPS.get(f["办理结果"][:1], outcome(f))), ("具体情形", lambda f: outcome(f) if f["办理结果"][:1] in GROUPS else ""),
               ("答复依据", "法条依据"), ("答复书文号", "文书号"), ("答复时间", ended), ("答复书送达方式", word(DELIVERIES, "送达方式")), ("寄出时间", "交邮或发出日期"),
               ("送达签收日期", "签收送达日期"), ("补正通知时间", "补正通知时间"), ("补正期限", "补正期限"), ("补正提交日期", "收到补正材料日期"), ("延期通知时间", "延期通知日期"),
               ("延长天数", "延长天数"), ("延期审批人", "延期审批人"), ("是否公示", lambda f: ""), ("满意度", lambda f: ""), ("备注说明", "备注")]
    name = "依申请公开信息导出_20260105.csv"
    # The system has no requests before 2025 but those that were open.
    rows = OPEN_BEFORE + [f for f in REQUESTS if month(f) > "2025"]
    lines = write_csv(os.path.join(office.old, name), columns, rows)
    office.answer_rows(name, "处理结果", lines, rows, lambda f: outcome(f) if f["办理结果"][:1] in GROUPS else "")
    for code, label in OUTCOMES.items():
        if code[0] in GROUPS:
            office.answer("处理结果", GROUPS[code[0]], label, answer=label)
    office.answer("处理结果", "具体情形", answer="按“具体情形”")
    office.answer("受理时间", answer="登记日期")
    write_csv(os.path.join(office.old, "行政复议诉讼一览表.csv"), DISPUTE_COLUMNS, numbered(load("disputes")), titles=["行政复议、行政诉讼案件一览表"])
    write_csv(os.path.join(office.old, "规范性文件清单.csv"), DOCUMENT_COLUMNS, numbered(load("documents")))
    kinds = [(label + "（件）", code) for code, label in DECISIONS.items()]
    write_csv(os.path.join(office.old, "行政许可处罚月报.csv"), [("月份", "月份"), *kinds, ("合计", "合计")], monthly_decisions(), titles=["2025年行政许可、处罚、强制月报"])
    write_csv(os.path.join(office.old, "收费情况表.csv"), YEAR + FEE_COLUMNS, load("fees"))
    agency = [("单位名称", "机关名称"), ("统一社会信用代码", "机关代码"), ("上级单位代码", "上级机关代码"), ("单位类型", lambda a: "政府部门"), ("行政层级", lambda a: "县级"),
              ("办公地址", "联系地址"), ("联系电话", "联系电话"), ("邮政编码", "邮编"), ("门户网站", "网站")]
    write_csv(os.path.join(office.old, "单位信息.csv"), agency, load("agencies"))
    office.common()
    for file, table in ((name, "申请登记"), ("行政复议诉讼一览表", "复议诉讼"), ("规范性文件清单", "规章规范性文件"), ("行政许可处罚月报", "处理决定"), ("收费情况表", "行政事业性收费"),
                        ("单位信息", "机关")):
        office.answer(file, answer=table)
    office.answer("规范性文件清单", "类型", answer="行政规范性文件")


def months_layout(office):
    """序号 begins again each month; 收到日期 of all channels; words of unclear meaning that are one thing in this office."""
    words = {"6.1": "视为放弃申请", "6.2": "逾期未缴纳费用", "6.3": "撤回申请", "5.1": "非政府信息公开申请", "": "办理中"}
    columns = [("序号", "n"), ("申请人", "申请人名称"), ("申请人性质", word(wide_ledger.KINDS, "申请人类型")), ("身份证号", "证件号码"), ("联系电话", "联系方式"),
               ("收件方式", word(wide_ledger.CHANNELS, "申请方式")), ("收到日期", received), ("申请事项", "信息名称或描述"), ("承办股室", "承办部门"),
               ("答复期限", lambda f: ""), ("告知补正日期", "补正通知时间"), ("补正材料收到日期", "收到补正材料日期"), ("征求第三方日期", "征求第三方意见日期"),
               ("第三方名称", "征求意见对象"), ("第三方意见日期", "第三方回复日期"), ("延期告知日期", "延期通知日期"), ("延长天数", lambda f: f.get("延长天数") and int(f["延长天数"])),
               ("答复日期", ended), ("答复文号", "文书号"), ("办理结果", lambda f: words.get(f["办理结果"], outcome(f))), ("答复依据", "法条依据"),
               ("答复书送达方式", word(DELIVERIES, "送达方式")), ("邮寄日期", "交邮或发出日期"), ("申请人签收日期", "签收送达日期"), ("经办人", lambda f: "李敏"), ("备注", "备注")]
    book = new_book()
    cover = book.create_sheet("封面")
    for line in ([], [], [None, "政府信息依申请公开"], [None, "办件台账"], [None, "（2025年度）"], [], [None, AGENCY], [None, "二〇二五年一月启用"]):
        cover.append(line)
    months = in_months()
    lay(book.create_sheet("上年结转"), columns, numbered(OPEN_BEFORE), titles=["2024年结转办件"])
    for key, rows in months.items():
        n = int(key[5:])
        lay(book.create_sheet(f"{n}月"), columns, numbered(rows), titles=[f"依申请公开办件台账（2025年{n}月）"], foot=[["本月小计", None, f"{len(rows)}件"], ["制表：李敏", None, None, "审核：王国强"]])
    statistics = [("月份", "月份"), ("收到件数", "a"), ("其中：自然人", "b"), ("其中：法人或其他组织", "c"), ("已办结", "d"), ("未办结", "e")]
    counts = [{"月份": f"{int(key[5:])}月", "a": len(rows), "b": sum(f["申请人类型"] == "A1" for f in rows), "c": sum(f["申请人类型"] != "A1" for f in rows),
               "d": sum(bool(f["办理结果"]) for f in rows), "e": sum(not f["办理结果"] for f in rows)} for key, rows in months.items()]
    counts.append({"月份": "合计", **{k: sum(c[k] for c in counts) for k in "abcde"}})
    lay(book.create_sheet("全年汇总"), statistics, counts, titles=["2025年依申请公开办件统计"])
    lay(book.create_sheet("复议应诉"), DISPUTE_COLUMNS, numbered(load("disputes")), titles=["政府信息公开行政复议、行政应诉案件登记"])
    lay(book.create_sheet("现行规范性文件"), DOCUMENT_COLUMNS, numbered(load("documents")))
    lay(book.create_sheet("许可处罚"), DECISION_COLUMNS, load("decisions"))
    lay(book.create_sheet("收费"), YEAR + FEE_COLUMNS, load("fees"))
    save(book, os.path.join(office.old, "依申请公开办件台账（2025）.xlsx"))
    office.common()
    for sheet, table in [(f"{n}月", "申请登记") for n in range(1, 13)] + [("上年结转", "申请登记"), ("全年汇总", "不是台账"), ("复议应诉", "复议诉讼"), ("现行规范性文件", "规章规范性文件"),
                                                                   ("许可处罚", "处理决定"), ("收费", "行政事业性收费")]:
        office.answer(sheet, answer=table)
    office.answer("现行规范性文件", "类型", answer="行政规范性文件")
    office.answer("申请人", answer="申请人名称")
    office.answer("收到日期", answer="按申请方式")
    office.answer("办理结果", "视为放弃申请", answer=OUTCOMES["6.1"])
    office.answer("办理结果", "非政府信息公开申请", answer=OUTCOMES["5.1"])
    office.answer("办理结果", "办理中", answer="建议")


FILES_COLUMNS = [("受理编号", "受理编号"), ("申请人类型", word(KINDS, "申请人类型")), ("申请人名称", "申请人名称"), ("联系方式", "联系方式"), ("申请方式", word(CHANNELS, "申请方式")),
                 ("申请日期", only(("C1", "C4", "C5", "C6", "C7"), "提交日期")), ("收文日期", lambda f: f["签收日期"] or f["实收日期"]), ("信息名称或描述", "信息名称或描述"),
                 ("获取方式", "获取方式"), ("承办部门", "承办部门"), ("办理结果", outcome), ("法条依据", "法条依据"), ("文书号", "文书号"), ("落款日期", "落款日期"),
                 ("送达方式", word(DELIVERIES, "送达方式")), ("交邮或发出日期", "交邮或发出日期"), ("签收送达日期", "签收送达日期"), ("终止日期", "终止日期"), ("补正告知日期", "补正通知时间"),
                 ("补正收到日期", "收到补正材料日期"), ("征求意见日期", "征求第三方意见日期"), ("征求对象", "征求意见对象"), ("意见回复日期", "第三方回复日期"), ("延期告知日期", "延期通知日期"),
                 ("延期天数", "延长天数"), ("备注", "备注")]
DRESSES = [lambda h, i: h, lambda h, i: f"{h}（必填）" if i in (0, 1, 4) else h, lambda h, i: f"*{h}" if i < 5 else h, lambda h, i: h[:2] + "\n" + h[2:],
           lambda h, i: f"{i + 1}.{h}", lambda h, i: f"{h}(年月日)" if h.endswith("日期") else h, lambda h, i: f" {h} ", lambda h, i: f"{h}：",
           lambda h, i: f"{h}（选填）" if i > 20 else h, lambda h, i: f"★{h}" if i == 0 else h, lambda h, i: h + "\n（yyyy-mm-dd）" if h.endswith("日期") else h,
           lambda h, i: "　".join(h) if len(h) == 2 else h]


def files_layout(office):
    """A workbook a month; a needed column has 收文日期 for letters; the heads of each month in another dress."""
    def one(name, rows, dress, titles):
        book = new_book()
        lay(book.create_sheet("Sheet1"), [(DRESSES[dress](h, i), v) for i, (h, v) in enumerate(FILES_COLUMNS)], rows, day=dotted if dress % 2 else real_date,
            titles=titles, foot=[["填报人：李敏", None, "联系电话：0789-6223180"]] if dress % 3 == 0 else [])
        save(book, os.path.join(office.old, name))

    one("2024年结转.xlsx", OPEN_BEFORE, 0, [])
    for key, rows in in_months().items():
        n = int(key[5:])
        one(f"2025年{n}月依申请公开台账.xlsx", rows, n - 1, [f"2025年{n}月依申请公开台账"] if n % 2 else [])
    book = new_book()
    lay(book.create_sheet("复议诉讼案件"), DISPUTE_COLUMNS, numbered(load("disputes")))
    lay(book.create_sheet("规范性文件目录"), DOCUMENT_COLUMNS, numbered(load("documents")))
    lay(book.create_sheet("许可、处罚、强制"), DECISION_COLUMNS, load("decisions"))
    lay(book.create_sheet("收费项目"), YEAR + FEE_COLUMNS, load("fees"))
    save(book, os.path.join(office.old, "其他统计表.xlsx"))
    office.common()
    office.answer("Sheet1", answer="申请登记")
    for sheet, table in (("复议诉讼案件", "复议诉讼"), ("规范性文件目录", "规章规范性文件"), ("许可、处罚、强制", "处理决定"), ("收费项目", "行政事业性收费")):
        office.answer(sheet, answer=table)
    office.answer("规范性文件目录", "类型", answer="行政规范性文件")
    office.answer("收文日期", answer="按申请方式")


def one_layout(office):
    """No kind of applicant; months and days; 答复方式 is the outcome, but how it went out where all was given; extensions without a date."""
    sent = {"S1": "当面领取", "S3": "邮寄", "S4": "发邮箱"}
    way = lambda f: sent.get(f["送达方式"], "予以公开") if f["办理结果"] == "1" and int(f["受理编号"][-3:]) % 4 == 0 else \
        {"4.1": "信息不存在", "6.3": "撤回", "5.1": "信访"}.get(f["办理结果"], outcome(f))
    channel = {"C1": "现场", "C2": "邮寄", "C3": "平信", "C4": "网上", "C5": "邮箱", "C6": "传真", "C7": "口头", "C8": "转来"}
    number = lambda f: f["受理编号"]
    extended = [number(f) for f in REQUESTS if f.get("延期通知日期")]
    without, remarked = extended[1], extended[2]
    columns = [("编号", "n"), ("申请人", "申请人名称"), ("电话", "联系方式"), ("怎么来的", word(channel, "申请方式")), ("收到日期", received), ("要什么", "信息名称或描述"),
               ("哪个股室办", "承办部门"), ("是否延期", lambda f: "是" if number(f) in extended and number(f) != remarked else ""),
               ("延期日期", lambda f: "" if number(f) in (without, remarked) else f.get("延期通知日期", "")),
               ("答复日期", ended), ("文号", "文书号"), ("答复方式", way), ("备注", lambda f: "已延期" if number(f) == remarked else f["备注"])]
    book = new_book()
    lines = lay(book.create_sheet("办件登记"), columns, numbered(REQUESTS), day=month_and_day, titles=["办件登记（2025年）"])
    plain = [(h, v) for h, v in DISPUTE_COLUMNS if h != "类别"]
    plain.insert(2, ("类别", lambda d: "复议" if d["类别"] == "FY" else "诉讼"))
    disputes = numbered(load("disputes"))
    lay(book.create_sheet("官司"), plain, disputes, day=dotted)
    lay(book.create_sheet("我局红头文件"), DOCUMENT_COLUMNS, numbered(load("documents")), day=dotted)
    lay(book.create_sheet("审批和罚款"), DECISION_COLUMNS, load("decisions"), day=dotted, titles=["2025年"])
    lay(book.create_sheet("收的费"), FEE_COLUMNS, load("fees"), titles=["2025年"])
    save(book, os.path.join(office.old, "办件登记.xlsx"))
    office.common()
    for sheet, table in (("办件登记", "申请登记"), ("官司", "复议诉讼"), ("我局红头文件", "规章规范性文件"), ("审批和罚款", "处理决定"), ("收的费", "行政事业性收费")):
        office.answer(sheet, answer=table)
    office.answer("我局红头文件", "类型", answer="行政规范性文件")
    for heading, ours in (("申请人", "申请人名称"), ("怎么来的", "申请方式"), ("要什么", "信息名称或描述"), ("哪个股室办", "承办部门"), ("收到日期", "按申请方式"), ("延期日期", "延期告知日期"),
                          ("文号", "文书号"), ("答复方式", "办理结果")):
        office.answer(heading, answer=ours)
    office.answer("申请方式“邮寄”", "是哪一种", answer=CHANNELS["C2"])
    office.answer("申请方式“转来”", "是哪一种", answer=CHANNELS["C8"])
    for text in sent.values():
        office.answer("答复方式", text, answer=OUTCOMES["1"])
    office.answer_rows("办件登记", "申请人类型", lines, REQUESTS, kind_of)
    office.answer_rows("办件登记", "答复方式", lines, REQUESTS, outcome)
    office.answer_rows("办件登记", "延期", lines, REQUESTS, lambda f: f["延期通知日期"] if number(f) in (without, remarked) else "")
    office.answer("类别“诉讼”", answer="各行不同，在新台账里逐行填")
    for d in disputes:
        if d["类别"] != "FY":
            office.by_hand("复议诉讼", "类别", d["案件编号"], f"{d['类别']} {DISPUTES[d['类别']]}")
    # The years of the title; any other is written.
    office.answer("里有没写年份的日期", "是哪一年", answer="2025年")
    office.answer("申请人类型", answer="按名称判断")
    for f in REQUESTS:
        if f["申请人名称"]:
            office.answer(f"申请人“{f['申请人名称']}”", answer=kind_of(f))


# ---- What check reads without help
def our_columns(table):
    return [(h, h) for h in wide_ledger.read(os.path.join(SAMPLE, table + ".csv"))[0]]


def month_columns():
    wide = [(c, c) for event in wide_ledger.EVENTS.values() for c in event.values()]
    return our_columns("requests") + list(dict.fromkeys(wide))


OTHERS = {"agencies": "机关", "disputes": "复议诉讼", "documents": "规章规范性文件", "decisions": "处理决定", "fees": "行政事业性收费"}


def sheets_layout(office):
    book = new_book()
    lay(book.create_sheet("上年结转"), month_columns(), BEFORE)
    for key, rows in in_months().items():
        lay(book.create_sheet(f"{int(key[5:])}月"), month_columns(), rows)
    for table, name in OTHERS.items():
        lay(book.create_sheet(name), our_columns(table), load(table))
    save(book, os.path.join(office.old, "2025年台账.xlsx"))


def folder_layout(office):
    for key, rows in {"2024年结转": BEFORE, **{f"2025年{int(k[5:])}月": rows for k, rows in in_months().items()}}.items():
        book = new_book()
        lay(book.create_sheet("申请登记"), month_columns(), rows)
        save(book, os.path.join(office.old, f"{key}台账.xlsx"))
    book = new_book()
    for table, name in OTHERS.items():
        lay(book.create_sheet(name), our_columns(table), load(table))
    save(book, os.path.join(office.old, "其他.xlsx"))


# ---- Every heading that the data knows
HEADING_FILES = ("office_sheets", "website_systems", "wide")
FILLER = "略"


def known_headings():
    """({our heading: its others}, those that are known and left alone)."""
    named, alone = collections.defaultdict(list), []
    for file in HEADING_FILES:
        with open(os.path.join(ROOT, "data", "headings", file + ".csv"), encoding="utf-8") as source:
            for table, seen, ours in csv.reader(source):
                if table == "requests":
                    (named[ours] if ours else alone).append(seen)
    return named, alone


def wide_names():
    """The names of wide_ledger's event columns, and of its flags → ours."""
    with open(os.path.join(ROOT, "data", "headings", "wide.csv"), encoding="utf-8") as source:
        return {seen: ours for _, seen, ours in csv.reader(source)}


def aliases(target):
    named, alone = known_headings()
    ours = wide_names()
    keys = {h: h for h, _ in our_columns("requests")}
    for column in list(wide_ledger.FLAGS.values()) + [h for h, _ in month_columns()]:
        keys.setdefault(ours.get(column, column), column)
    number = max(map(len, named.values()))
    share = -(-len(alone) // number)
    for n in range(number):
        folder = os.path.join(target, "aliases", f"{n + 1:02}", "旧台账")
        shutil.rmtree(os.path.dirname(folder), ignore_errors=True)
        columns = [(named[h][n] if n < len(named.get(h, [])) else h, key) for h, key in keys.items()]
        columns += [(h, lambda f: FILLER) for h in alone[n * share:(n + 1) * share]]
        write_csv(os.path.join(folder, "申请登记.csv"), columns, REQUESTS, encoding="utf-8")
        for table in OTHERS:
            shutil.copy(os.path.join(SAMPLE, table + ".csv"), folder)


LAYOUTS = {"heads": heads_layout, "website": website_layout, "months": months_layout, "files": files_layout, "one": one_layout, "sheets": sheets_layout,
           "folder": folder_layout}
ASKED = ("heads", "website", "months", "files", "one")


def make(target, name):
    if name == "aliases":
        return aliases(target)
    office = Office(target, name)
    LAYOUTS[name](office)
    return office.done()


def main():
    parser = argparse.ArgumentParser(description="writes the sample's facts as offices keep them")
    parser.add_argument("target")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    for name in options.names or [*LAYOUTS, "aliases"]:
        make(options.target, name)


if __name__ == "__main__":
    main()
