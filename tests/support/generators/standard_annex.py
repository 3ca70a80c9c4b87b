"""The statistical annex of the reports of 2014 to 2018 (政府信息公开情况统计表), as offices fill it in: for standard_workbook.Maker.

    from standard_annex import Look, report_of, draw
    report = report_of("某某局", 2018)                      # every cell has another number
    draw(maker, sheet, Look(numbering="circled", unit=False))

The rows are those of 国办发〔2014〕32号: (level, number, words, id, unit). Level 0 is 一、, 1 is （一）, 2 is 1., 3 is （1）; number 0 = none.
A row without an id has no number.
"""
from dataclasses import dataclass

TABLE = "annex"
ROWS = [
    (0, 1, "主动公开情况", None, None),
    (1, 1, "主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "proactive_total", "条"),
    (2, 0, "其中：主动公开规范性文件数", "normative_published", "条"),
    (2, 0, "制发规范性文件总数", "normative_issued", "件"),
    (1, 2, "通过不同渠道和方式公开政府信息的情况", None, None),
    (2, 1, "政府公报公开政府信息数", "gazette", "条"),
    (2, 2, "政府网站公开政府信息数", "website", "条"),
    (2, 3, "政务微博公开政府信息数", "weibo", "条"),
    (2, 4, "政务微信公开政府信息数", "wechat", "条"),
    (2, 5, "其他方式公开政府信息数", "other_channel", "条"),
    (0, 2, "回应解读情况", None, None),
    (1, 1, "回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "hot_topics", "次"),
    (1, 2, "通过不同渠道和方式回应解读的情况", None, None),
    (2, 1, "参加或举办新闻发布会总次数", "press_conferences", "次"),
    (3, 0, "其中：主要负责同志参加新闻发布会次数", "press_conferences_led", "次"),
    (2, 2, "政府网站在线访谈次数", "interviews", "次"),
    (3, 0, "其中：主要负责同志参加政府网站在线访谈次数", "interviews_led", "次"),
    (2, 3, "政策解读稿件发布数", "interpretations", "篇"),
    (2, 4, "微博微信回应事件数", "social_responses", "次"),
    (2, 5, "其他方式回应事件数", "other_responses", "次"),
    (0, 3, "依申请公开情况", None, None),
    (1, 1, "收到申请数", "received", "件"),
    (2, 1, "当面申请数", "in_person", "件"),
    (2, 2, "传真申请数", "fax", "件"),
    (2, 3, "网络申请数", "network", "件"),
    (2, 4, "信函申请数", "letter", "件"),
    (1, 2, "申请办结数", "closed", "件"),
    (2, 1, "按时办结数", "on_time", "件"),
    (2, 2, "延期办结数", "extended", "件"),
    (1, 3, "申请答复数", "answered", "件"),
    (2, 1, "属于已主动公开范围数", "already_public", "件"),
    (2, 2, "同意公开答复数", "granted", "件"),
    (2, 3, "同意部分公开答复数", "granted_part", "件"),
    (2, 4, "不同意公开答复数", "refused", "件"),
    (3, 0, "其中：1.涉及国家秘密", "ref_secret", "件"),
    (3, 2, "涉及商业秘密", "ref_business", "件"),
    (3, 3, "涉及个人隐私", "ref_privacy", "件"),
    (3, 4, "危及国家安全、公共安全、经济安全和社会稳定", "ref_safety", "件"),
    (3, 5, "不是《条例》所指政府信息", "ref_not_info", "件"),
    (3, 6, "法律法规规定的其他情形", "ref_other_law", "件"),
    (2, 5, "不属于本行政机关公开数", "not_this_agency", "件"),
    (2, 6, "申请信息不存在数", "not_exist", "件"),
    (2, 7, "告知作出更改补充数", "told_amend", "件"),
    (2, 8, "告知通过其他途径办理数", "told_other_way", "件"),
    (0, 4, "行政复议数量", "review", "件"),
    (1, 1, "维持具体行政行为数", "review_upheld", "件"),
    (1, 2, "被依法纠错数", "review_corrected", "件"),
    (1, 3, "其他情形数", "review_other", "件"),
    (0, 5, "行政诉讼数量", "suits", "件"),
    (1, 1, "维持具体行政行为或者驳回原告诉讼请求数", "suits_upheld", "件"),
    (1, 2, "被依法纠错数", "suits_corrected", "件"),
    (1, 3, "其他情形数", "suits_other", "件"),
    (0, 6, "举报投诉数量", "complaints", "件"),
    (0, 7, "依申请公开信息收取的费用", "fees", "万元"),
    (0, 8, "机构建设和保障经费情况", None, None),
    (1, 1, "政府信息公开工作专门机构数", "offices", "个"),
    (1, 2, "设置政府信息公开查阅点数", "reading_points", "个"),
    (1, 3, "从事政府信息公开工作人员数", "staff", "人"),
    (2, 1, "专职人员数（不包括政府公报及政府网站工作人员数）", "staff_full", "人"),
    (2, 2, "兼职人员数", "staff_part", "人"),
    (1, 4, "政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "budget", "万元"),
    (0, 9, "政府信息公开会议和培训情况", None, None),
    (1, 1, "召开政府信息公开工作会议或专题会议数", "meetings", "次"),
    (1, 2, "举办各类培训班数", "courses", "次"),
    (1, 3, "接受培训人员数", "trainees", "人次"),
]
SECTIONS = ["一、概述", "二、主动公开政府信息的情况", "六、政府信息公开工作存在的主要问题及改进情况"]
MONEY = {"fees": "0.38", "budget": "12.5"}
OTHERS = {"proactive_total": 4031, "normative_published": 877, "press_conferences_led": 911, "interviews_led": 923, "on_time": 27003}   # parts of others, and wholes
SUMS = {"received": ["in_person", "fax", "network", "letter"], "closed": ["on_time", "extended"],
        "refused": ["ref_secret", "ref_business", "ref_privacy", "ref_safety", "ref_not_info", "ref_other_law"],
        "answered": ["already_public", "granted", "granted_part", "refused", "not_this_agency", "not_exist", "told_amend", "told_other_way"],
        "review": ["review_upheld", "review_corrected", "review_other"], "suits": ["suits_upheld", "suits_corrected", "suits_other"],
        "staff": ["staff_full", "staff_part"]}
HAN = "一二三四五六七八九十"


@dataclass
class Look:
    """How an office writes the annex."""
    unit: bool = True                                  # the column 单位
    indent: str = "　　"                               # in front of a label, once for each level
    numbering: str = "official"                        # "official" 一、（一）1.; "arabic" 1、(1)①; "none"
    heads: tuple = ("统计指标", "单位", "统计数")
    serial: bool = False                               # a column of serial numbers in front
    lines: str = "merged"                              # 一、主动公开情况: "merged" over the row, "first" cell only
    bands: int = 1                                     # how many times the columns stand side by side
    title: bool = True                                 # 政府信息公开情况统计表 over the table
    teller: bool = True                                # 填报单位（盖章） over it
    headings: bool = True                              # of the sections of text


def report_of(agency, year):
    """Every cell has another number, no two are neighbours, sums are right, and no part is larger than its whole."""
    values = {row: {**MONEY, **OTHERS}.get(row, 1000 + 13 * i) for i, (*_, row, _) in enumerate(ROWS) if row}
    for total, terms in SUMS.items():
        values[total] = sum(values[t] for t in terms)
    return {"agency": agency, "year": year, "form": "2014", "tables": {TABLE: {row: {"amount": value} for row, value in values.items()}}}


def label(look, level, number, words):
    official = {0: f"{HAN[number - 1]}、", 1: f"（{HAN[number - 1]}）", 2: f"{number}.", 3: f"{number}."}
    arabic = {0: f"{number}、", 1: f"({number})", 2: chr(0x2460 + number - 1), 3: f"({number})"}
    front = {"official": official, "arabic": arabic}.get(look.numbering, {}).get(level, "") if number else ""
    return look.indent * level + front + words


def draw(maker, sheet, look):
    """The table, from sheet.row on; cells have the addresses annex/ROW/amount."""
    start = 1 if look.serial else 0
    width = start + (3 if look.unit else 2)
    heads = [look.heads[0]] + ([look.heads[1]] if look.unit else []) + [look.heads[2]]
    rows = -(-len(ROWS) // look.bands)
    for band in range(look.bands):
        for i, head in enumerate((["序号"] if look.serial else []) + heads):
            sheet.put(sheet.row, band * width + i, maker.label(head))
        for k, (level, number, words, row, unit) in enumerate(ROWS[band * rows:(band + 1) * rows]):
            at, left = sheet.row + 1 + k, band * width
            text = label(look, level, number, words)
            if look.serial:
                sheet.put(at, left, str(1 + k + band * rows), number=True)
            if not row:
                sheet.put(at, left + start, text, 1, width - start if look.lines == "merged" else 1)
                continue
            sheet.put(at, left + start, text)
            if look.unit:
                sheet.put(at, left + start + 1, unit)
            maker.value(sheet, at, left + width - 1, f"{TABLE}/{row}/amount")
    sheet.row += 1 + rows


def sheets(maker, new_sheet):
    """A report in one sheet: its sections of text, and the annex below them."""
    look, report = maker.style.annex, maker.report
    s = new_sheet("年报", maker.style)
    maker.title(s)
    for heading in SECTIONS if look.headings else ():
        s.line(heading)
        s.line(f"　　{heading[2:]}这一部分的话。")
    if look.title:
        s.line("附表：政府信息公开情况统计表")
        s.line(f"（{report['year']}年度）")
    if look.teller:
        s.line(f"填报单位（盖章）：{report['agency']}")
    draw(maker, s, look)
    yield s
