"""The tables of a ledger as CSV files: their ids and Chinese headings, and how a folder of them is written.

The headings are written here by hand from the description of the ledger. The script does not read data/ledger, so that a slip in
the program's own table definitions makes a test fail.
"""
import csv
import os

HEADINGS = {
    "agencies": "机关代码 机关名称 别名 上级机关代码 机关类型 层级 垂直管理 工作日历 启用日期 停用日期 承接机关代码 变更日期 "
                "联系地址 联系电话 联系人 邮编 网站",
    "requests": "受理编号 来件编号 机关代码 申请人类型 申请人名称 证件类型 证件号码 联系方式 通信地址 申请方式 提交日期 签收日期 "
                "实收日期 确认日期 登记日期 信息名称或描述 文号 获取方式 承办部门 办理结果 法条依据 文书号 落款日期 送达方式 "
                "交邮或发出日期 签收送达日期 终止日期 救济告知 主动公开转化 前件受理编号 目录索引号 应公开机关 指引渠道 原答复期限 备注",
    "events": "受理编号 机关代码 序号 事件 日期 对方 对方收到日期 期限日期 工作日数 批准人 批准日期 意见 金额 页数 计费方式 文书号 备注",
    "disputes": "案件编号 机关代码 受理编号 类别 争议事项 收案日期 审结日期 结果 审级 前案编号 共同被告复议机关 备注",
    "documents": "文件编号 机关代码 类型 名称 文号 成文日期 公布日期 施行日期 有效期至 废止日期 废止或失效方式 修订 主动公开 "
                 "目录索引号 解读材料编号",
    "decisions": "机关代码 决定日期 月份 类别 决定书文号 数量 公示日期 撤回公示日期",
    "items": "机关代码 年度 类别 上一年项目数量 本年增减 采购项目数量 采购总金额(元)",
    "fees": "机关代码 年度 项目名称 依据 标准 金额(万元) 原始金额(元)",
    "catalogue": "索引号 名称 机关代码 发布机构 生成日期 公开日期 变更日期 生效日期 废止日期 文号 主题分类 体裁 所属栏目 关键词 内容概述 "
                 "有效性 公开属性 不予公开理由 审查人 审查日期 条款 网址 正文文件 载体渠道",
    "interpretations": "解读编号 机关代码 文件编号 索引号 解读标题 解读形式 发布日期 双向关联",
    "channels": "机关代码 年度 月份 渠道 条数",
    "proposals": "编号 机关代码 年度 类别 题目 交办日期 承办机关 答复日期 办结日期 结果类别 满意度 公开日期 不公开理由 期限月数",
    "duties": "义务编号 机关代码 期间 触发日期 完成日期 索引号 网址 未完成原因",
    "supervision": "机关代码 年度 事项 次数 人数 日期 结果",
    "declared": "机关代码 年度 单元格 数值",
    "publication": "机关代码 年度 本年收到申请 发布日期 提交日期 网址",
    "texts": "编号 机关代码 种类 文件",
}
HEADINGS = {table: line.split() for table, line in HEADINGS.items()}


def write_table(folder, table, rows):
    """Writes TABLE.csv. Rows are dicts by heading. A missing heading gives an empty cell; an unknown heading is an error of the caller."""
    headings = HEADINGS[table]
    with open(os.path.join(folder, table + ".csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, headings, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_ledger(folder, tables, narrative):
    """Writes every table (header alone where there are no rows) and the Markdown files of the narrative."""
    os.makedirs(folder, exist_ok=True)
    for table in HEADINGS:
        write_table(folder, table, tables.get(table, []))
    for section, text in narrative.items():
        with open(os.path.join(folder, section + ".md"), "w", encoding="utf-8", newline="") as out:
            out.write(text)


def usci(body):
    """A 17-character 统一社会信用代码 body with its check character (GB 32100-2015)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]
