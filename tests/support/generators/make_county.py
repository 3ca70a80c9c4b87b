"""Makes data/sample-county: a county's agencies and the annual reports that they handed over. Everything in it is invented.

    python3 tests/support/generators/make_county.py FOLDER [--small]

The figures of each report agree with each other and with last year's, with these exceptions: one agency did not report, one was
late, one mistyped a total, and one was closed in June, so that its successor reports for it. Most agencies hand over the program's
report.json, a few a workbook of the standard form filled by hand or a list of cells.

--small makes tests/county: fewer agencies and no faults. The cases of the checks change it a little.
"""
import csv
import json
import os
import random
import sys

from standard_workbook import Style, write

YEAR = 2025
KINDS = ["natural_person", "enterprise", "research", "welfare", "legal_service", "other_org"]
LEAVES = ["1", "2", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "5.5", "6.1", "6.2", "6.3"]
OFTEN = ["1", "1", "1", "1", "2", "2", "3.4", "3.7", "4.1", "4.1", "4.1", "4.3", "5.1", "5.2", "6.1", "6.3"]
RESULTS = ["upheld", "corrected", "other", "pending"]
BLOCKS = ["reconsideration", "direct_suit", "suit_after_reconsideration"]
# Only superiors compare editions: all reports were made with one edition of forms, checks and calendar.
EDITION = {"form": "sha256:" + "21" * 32, "rules": "sha256:" + "c7" * 32, "calendar": "sha256:" + "5a" * 32}

# name, kind, level, requests a year, normative documents in force, licences, penalties, coercions, fees (万元), what it works on, two problems
AGENCIES = [
    ("清河县人民政府办公室", "O", 4, 14, 22, 0, 0, 0, None, "县政府规范性文件和常务会议议题的公开",
     "部分会议议题的解读材料没有与文件同时上网，群众要在两个栏目里找。已把解读列入文件报批的必备材料。",
     "依申请公开的内部会签偶有耽搁，个别答复压在期限的最后一天。今年起会签改为线上办理，两个工作日未签视为同意。"),
    ("清河县发展和改革局", "B", 4, 9, 6, 212, 3, 0, None, "重大建设项目、价格收费和粮食储备",
     "重大项目的批准结果公开及时，施工进展更新偏慢。已与项目单位约定每月十日前报送进度。",
     "并入粮食储备职能以后，原粮食局网页的旧目录没有全部迁移。年底前已逐条核对，补迁一百二十余条。"),
    ("清河县教育体育局", "B", 4, 11, 5, 64, 2, 0, "36.25", "招生入学、学校收费和校外培训",
     "小学划片范围用文字写成，家长看不明白。今年春季改用地图标注，并在报名系统里给出查询。",
     "民办幼儿园的收费备案在各校自行张贴，缺少统一的表。下一步汇成一张表，随备案更新。"),
    ("清河县公安局", "B", 4, 17, 4, 18342, 6021, 37, "412.608", "户籍、出入境、交通管理的办事信息和行政处罚公示",
     "执法办案信息与政府信息的界线，基层窗口掌握不一。编了二十个例子，发到每个派出所照着判断。",
     "交通技术监控设备新增地点的公示晚于启用的情形出现过一次，已改为先公示后接入平台。"),
    ("清河县民政局", "B", 4, 6, 3, 143, 0, 0, None, "低保、特困供养、养老服务和社会组织登记",
     "乡村公示栏上的救助名单停留时间短，有人外出回来看不到。今后公示期满仍在村级微信群保留一年。",
     "社会组织年检结论只给了汇总，没有逐个列明。第四季度起按名单公布结论和整改要求。"),
    ("清河县财政局", "B", 4, 8, 7, 12, 5, 0, "3.1", "预决算、政府采购和财政专项资金",
     "部门预算公开的格式年年相同，看不出绩效目标完成得怎样。已在附表里加了目标与完成对照。",
     "直达资金的去向分散在各部门网站，今后由本局按季汇总到一个专栏。"),
    ("清河县人力资源和社会保障局", "B", 4, 10, 5, 97, 31, 0, "18.4", "就业补贴、社会保险、事业单位招聘",
     "招聘考试的成绩复核渠道写在公告末尾，考生常打电话来问。新公告把复核办法放在首段，并附表格下载。",
     "稳岗补贴的名单公布后没有保留历次版本，企业难以对照。已恢复近三年的名单。"),
    ("清河县自然资源局", "B", 4, 26, 4, 5310, 44, 2, "127.009", "征地、规划许可和不动产登记",
     "征地批准文件的附图清晰度不够，被征地群众难以辨认地块。自五月起附图按原始比例扫描上传。",
     "历史征地档案查找费时，三件申请因此延期。正在把二〇〇五年以前的档案做成电子目录。"),
    ("清河县住房和城乡建设局", "B", 4, 21, 6, 1208, 39, 5, "64.77", "保障性住房、物业管理和老旧小区改造",
     "改造小区的资金使用情况公布得笼统，业主意见较多。自本年项目起按小区列出每一笔支出。",
     "物业企业信用评价只公布等次，没有说明扣分理由，已在评价结果后附上扣分事项。"),
    ("清河县交通运输局", "B", 4, 7, 3, 640, 118, 9, "22.5", "", "", ""),
    ("清河县农业农村局", "B", 4, 9, 6, 322, 27, 1, None, "惠农补贴、农村宅基地和农产品质量安全",
     "补贴发放明细里同名的人难以区分，有农户误以为漏发。在名单里加上村组，不加任何证件信息。",
     "抽检不合格产品的后续处置没有跟进公布，现在每批处置完毕五日内补充结果。"),
    ("清河县卫生健康局", "B", 4, 8, 5, 486, 61, 3, "8.905", "疫苗接种、医疗机构校验和公共卫生",
     "乡镇卫生院的收费价格表更新不同步，已由县里统一生成二维码，价格一改处处同改。",
     "健康科普信息转载多、本地内容少。明年每季度请县医院的医生写一篇本地常见病的问答。"),
    ("清河县市场监督管理局", "B", 4, 19, 5, 9034, 287, 14, "55.36", "登记注册、食品安全和消费维权",
     "处罚决定公示以后，当事人信用修复的办法不好找。已在每份公示下加上修复的条件和窗口地址。",
     "投诉举报答复与依申请公开答复偶有混用，今年组织办案人员学习了两者的区别并统一了文书样式。"),
    ("清河县城关镇人民政府", "X", 5, 5, 2, 88, 4, 1, None, "城市社区服务、征收补偿和环境整治",
     "拆迁补偿结果只在征收范围内张贴，已搬走的住户看不到。今年同时在镇网页和社区群里发布。",
     "社区换届后，有两个社区的公开栏没有专人管，已指定网格员每周查看一次。"),
    ("清河县柳河镇人民政府", "X", 5, 2, 1, 41, 0, 0, None, "农田水利、防汛和乡村建设",
     "灌溉水费的分摊办法村民问得多，说明材料却只有一页。已按渠系写明计算过程和各组面积。",
     "防汛责任人名单更换后旧牌没有及时摘下，汛前汛后各检查一遍已写进制度。"),
    ("清河县石桥乡人民政府", "X", 5, 1, 1, 23, 1, 0, None, "山区道路、林果生产和扶持项目",
     "扶持项目的验收结果公开不全，只写合格与否。今后连同验收人和存在的缺陷一并公布。",
     "山区住户上网不便，公开信息到不了户。乡里每月印一期两页的明白纸，由护林员带到各户。"),
]
GOVERNMENT = "清河县人民政府"
OFF = [  # name, kind, level, vertical, parent, until, successor
    ("清河县粮食和物资储备局", "B", 4, False, GOVERNMENT, "2025-06-30", "清河县发展和改革局"),
    ("国家税务总局清河县税务局", "B", 4, True, GOVERNMENT, "", ""),
    ("清河县自来水有限公司", "E", 4, False, GOVERNMENT, "", ""),
    ("清河县市场监督管理局城关所", "P", 4, False, "清河县市场监督管理局", "", ""),
]
MISSING, LATE, WRONG = "清河县交通运输局", "清河县石桥乡人民政府", "清河县民政局"
# The agencies that fill in the standard form by hand, and their style.
BY_HAND = {"清河县民政局": Style(top=1), "清河县教育体育局": Style(merged=False, label_columns=2, zero="0", title="two"),
           "清河县住房和城乡建设局": Style(blanks=True, numbers_as_text=True, also=True)}
BY_LIST = "清河县柳河镇人民政府"
CONTACTS = ["周青禾", "林见山", "许知秋", "何望川", "沈听雨"]
SMALL = ["清河县人民政府办公室", "清河县发展和改革局", "清河县民政局", "清河县市场监督管理局", "清河县石桥乡人民政府"]


def credit_code(serial):
    """A unified social credit code with its check digit (GB 32100)."""
    digits, weights = "0123456789ABCDEFGHJKLMNPQRTUWXY", [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    body = "11369925" + f"MB{serial:06d}" + "X"
    body = body[:17]
    return body + digits[(31 - sum(digits.index(c) * w for c, w in zip(body, weights)) % 31) % 31]


CODES = {name: credit_code(1000 + i * 37) for i, name in enumerate([GOVERNMENT] + [a[0] for a in AGENCIES] + [o[0] for o in OFF])}


def spread(r, n, kinds=(60, 24, 2, 3, 6, 5)):
    row = dict.fromkeys(KINDS, 0)
    for kind in r.choices(KINDS, kinds, k=n):
        row[kind] += 1
    return row


def total(row):
    return {**row, "total": sum(row.values())}


def requests_of(r, new, carried_in, open_at_end):
    """Rows of table three; carried_in and the result are rows by kind."""
    received = spread(r, new)
    waiting = [k for k in KINDS for _ in range(received[k] + carried_in[k])]
    r.shuffle(waiting)
    rows = {leaf: dict.fromkeys(KINDS, 0) for leaf in LEAVES}
    closed, out = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    for i, kind in enumerate(waiting):
        if i < open_at_end:
            out[kind] += 1
        else:
            rows[r.choice(OFTEN)][kind] += 1
            closed[kind] += 1
    table = {"new": total(received), "carried_in": total(carried_in)}
    table.update({leaf: total(rows[leaf]) for leaf in LEAVES})
    table.update({"closed": total(closed), "carried_out": total(out)})
    return table, out


def review_of(r, n):
    block = dict.fromkeys(RESULTS, 0)
    for result in r.choices(RESULTS, (6, 2, 1, 1), k=n):
        block[result] += 1
    return total(block)


def tables_of(r, agency, carried_in, in_force, open_at_end, change):
    _, _, _, asked, _, licences, penalties, coercion, fees = agency[:9]
    made, repealed = change
    table, out = requests_of(r, asked, carried_in, open_at_end)
    proactive = {
        "rules": {"made": 0, "repealed": 0, "in_force": 0},
        "normative": {"made": made, "repealed": repealed, "in_force": in_force},
        "licences": {"decisions": licences}, "penalties": {"decisions": penalties}, "coercion": {"decisions": coercion},
        "fees": {"amount": fees or "0"}}
    review = {block: review_of(r, (asked // 8 if block == "reconsideration" else asked // 20)) for block in BLOCKS}
    return {"proactive": proactive, "requests": table, "review": review}, out


def narrative_of(agency, year, t):
    name, work, problems = agency[0], agency[9], agency[10:]
    q, p = t["requests"], t["proactive"]["normative"]
    fee = "未收取政府信息公开信息处理费" if name != "清河县自然资源局" else "收取政府信息公开信息处理费1件，共260元"
    overview = (f"{year}年，{name}重点做好{work}。\n\n### （一）主动公开\n\n制发行政规范性文件{p['made']}件，废止{p['repealed']}件，现行有效{p['in_force']}件。\n\n"
                f"### （二）依申请公开\n\n新收政府信息公开申请{q['new']['total']}件，上年结转{q['carried_in']['total']}件；"
                f"办结{q['closed']['total']}件，结转下年度继续办理{q['carried_out']['total']}件。")
    if year < YEAR:
        problems = (f"{work}的公开内容还不够细，更新有快有慢。",)
    return {"overview": overview, "problems": "\n\n".join(problems), "other": f"{year}年，本机关{fee}。"}


def report(agency, year, tables):
    q = tables["requests"]
    return {
        "schema": "nianbao.report/1", "agency": {"code": CODES[agency[0]], "name": agency[0], "type": agency[1], "level": agency[2]},
        "year": year, "form": "2021", "status": "final", "tables": tables, "notes": {}, "narrative": narrative_of(agency, year, tables),
        "timeliness": {"answered": q["closed"]["total"], "in_time": q["closed"]["total"], "disputed": 0, "late": 0, "unknown": 0,
                       "median_working_days": None, "p90_working_days": None},
        "findings": {"blocking": 0, "late": 0, "warnings": 0, "hints": 0, "not_assessable": 0},
        "provenance": {"program": "nianbao 0.1.0", **EDITION, "settings": "sha256:" + "9e" * 32, "as_of": f"{year + 1}-01-20", "inputs": []}}


def write_report(folder, agency, year, tables):
    place = os.path.join(folder, "报送", str(year), agency[0])
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, "report.json"), "w", encoding="utf-8") as out:
        json.dump(report(agency, year, tables), out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n")


def write_by_hand(folder, agency, year, tables):
    """Replaces the words of the section with these."""
    words = narrative_of(agency, year, tables)

    def change(sheets):
        for sheet in sheets:
            for place, (kind, value) in list(sheet.cells.items()):
                for section, title in (("overview", "总体情况"), ("problems", "主要问题及改进情况"), ("other", "其他需要报告的事项")):
                    if kind != "n" and value.endswith(title + "这一部分的话。"):
                        sheet.cells[place] = (kind, "\n".join("　　" + line for line in words[section].split("\n") if line and line[0] != "#"))
    place = os.path.join(folder, "报送", str(year))
    os.makedirs(place, exist_ok=True)
    write(os.path.join(place, f"{agency[0]}{year}年政府信息公开工作年度报告.xlsx"),
          {"agency": agency[0], "year": year, "form": "2021", "tables": tables}, BY_HAND[agency[0]], change=change)


CELL_HEADINGS = ["机关代码", "年度", "单元格", "数值"]


def cells_of(agency, year, tables):
    return [[CODES[agency[0]], year, f"{table}/{row}/{col}", value] for table, rows in tables.items() for row, cols in rows.items() for col, value in cols.items()]


def write_list(folder, agency, year, tables):
    write_csv(folder, os.path.join("报送", str(year), f"{agency[0]}.csv"), [CELL_HEADINGS, *cells_of(agency, year, tables)])


def write_csv(folder, name, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def write_tree(folder, agencies, small):
    head = "机关代码 机关名称 别名 上级机关代码 机关类型 层级 垂直管理 工作日历 启用日期 停用日期 承接机关代码 变更日期 联系地址 联系电话 邮编 网站".split()
    rows = [head, [CODES[GOVERNMENT], GOVERNMENT, "", "", "G", 4, "N", "全国", "", "", "", "", "江州市清河县城关镇人民路1号", "0789-6550001", "339500",
                   "http://www.qinghe.gov.example"]]
    for i, a in enumerate(agencies):
        rows.append([CODES[a[0]], a[0], "", CODES[GOVERNMENT], a[1], a[2], "N", "全国", "", "", "", "", "", "" if small else f"0789-65500{i + 11}", "", ""])
    for name, kind, level, vertical, parent, until, successor in OFF:
        rows.append([CODES[name], name, "", CODES[parent], kind, level, "Y" if vertical else "N", "全国", "", until, CODES.get(successor, ""),
                     "2025-07-01" if until else "", "", "", "", ""])
    if not small:                                      # whom the county asks for a report that is missing
        rows = [rows[0] + ["联系人"], rows[1] + [""]] + [row + [CONTACTS[i % len(CONTACTS)]] for i, row in enumerate(rows[2:])]
    write_csv(folder, "agencies.csv", rows)
    days = [["机关代码", "年度", "发布日期", "提交日期", "网址"]]
    for i, a in enumerate(agencies):
        late = a[0] == LATE and not small
        if a[0] != MISSING:
            days.append([CODES[a[0]], YEAR, "2026-02-10" if late else f"2026-01-{19 + i % 11}", "2026-02-09" if late else f"2026-01-{16 + i % 12}", ""])
    days.append([CODES[GOVERNMENT], YEAR, "2026-02-19", "2026-02-19", ""])
    write_csv(folder, "publication.csv", days)


def write_words(folder):
    words = {
        "overview.md": "{year}年，清河县人民政府贯彻条例，全县各行政机关的政府信息公开工作情况如下。\n\n### （一）依申请公开\n\n"
                       "全县新收政府信息公开申请{{{{requests/new/total}}}}件，上年结转{{{{requests/carried_in/total}}}}件；办结{{{{requests/closed/total}}}}件，"
                       "结转下年度继续办理{{{{requests/carried_out/total}}}}件。\n\n### （二）监督保障\n\n政务公开列入部门年度考核，分值四分；委托第三方开展社会评议一次；"
                       "没有发生责任追究。\n",
        "problems.md": "一是部门之间公开的深浅不一，同类事项有的列到每一笔，有的只给总数。今年选了征地、救助两类统一了样式，明年扩大到全部民生事项。\n\n"
                       "二是乡镇力量薄弱，年报的数字由一人兼职填报，总数填错的情形仍有。已安排县政府办公室逐份核对并退回改正。\n"}
    for name, text in words.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text.format(year=YEAR))


def main():
    folder, small = sys.argv[1], "--small" in sys.argv[2:]
    agencies = [a for a in AGENCIES if not small or a[0] in SMALL]
    os.makedirs(folder, exist_ok=True)
    r = random.Random(20260120)
    closed = (OFF[0][0], "B", 4, 4, 2, 31, 2, 0, None, "粮食收购和应急储备")
    last = {}
    for a in [*agencies, closed]:
        tables, out = tables_of(r, a, spread(r, a[3] // 6), a[4], min(2, a[3] // 5) if a is not closed else 1, (1 if a[4] > 3 else 0, 0))
        last[a[0]] = (out, tables)
        write_report(folder, a, YEAR - 1, tables)
    for a in agencies:
        carried_in = dict(last[a[0]][0])
        in_force = a[4]
        if a[0] == OFF[0][6]:                          # takes over requests and documents of the closed agency
            carried_in = {k: carried_in[k] + last[closed[0]][0][k] for k in KINDS}
        made, repealed = (2, 1) if a[4] > 5 else (1, 0) if a[4] > 4 else (0, 0)
        tables, _ = tables_of(r, a, carried_in, in_force + made - repealed, min(2, a[3] // 6), (made, repealed))
        if a[0] == WRONG and not small:
            tables["requests"]["new"]["total"] += 1    # the slip that the sample shows
        if a[0] == BY_LIST:
            write_list(folder, a, YEAR, tables)
        elif a[0] in BY_HAND and not small:
            write_by_hand(folder, a, YEAR, tables)
        elif a[0] != MISSING:
            write_report(folder, a, YEAR, tables)
    write_tree(folder, agencies, small)
    write_words(folder)


if __name__ == "__main__":
    main()
