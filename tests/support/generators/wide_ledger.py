"""Makes a wide ledger of another system from a ledger: one row for each request, with its events in columns of that row, other
headings, and words in place of codes.

    python3 tests/support/generators/wide_ledger.py FROM TO [--bom | --gb18030 | --utf16]

The script copies the other files of FROM and writes no file of events. It refuses a second event of one kind for a request, which
a wide row cannot hold. Headings are those of data/headings (an office's sheet with columns of a website's system),
words are labels and aliases of data/ledger/codes.yaml.
"""
import argparse
import collections
import csv
import os
import shutil
import sys

# The program's heading → the one of the wide ledger. Other headings keep their names; None: the other system lacks the column.
HEADINGS = {
    "受理编号": "申请单编号", "来件编号": None, "机关代码": "受理单位", "申请人类型": "申请人性质", "申请人名称": "申请人姓名/名称",
    "证件类型": "证件名称", "联系方式": "联系电话", "通信地址": "通讯地址", "申请方式": "收件渠道", "提交日期": "申请时间",
    "签收日期": "邮件签收日期", "实收日期": "实际收到日期", "登记日期": "登记时间", "信息名称或描述": "所需信息内容描述",
    "获取方式": "获取信息的方式", "承办部门": "承办科室", "办理结果": "答复类型", "法条依据": "法律依据", "文书号": "答复书文号",
    "落款日期": "答复日期", "送达方式": "文书送达方式", "交邮或发出日期": "寄出日期", "签收送达日期": "送达签收日期",
    "救济告知": "是否告知救济途径", "前件受理编号": "重复申请编号", "目录索引号": "目录索引号",
}
KINDS = {"A1": "公民", "B1": "企业", "B2": "科研院所", "B3": "社会团体", "B4": "律师事务所", "B9": "其他"}
CHANNELS = {"C1": "当面申请", "C2": "EMS", "C3": "平信", "C4": "网上申请", "C5": "电邮", "C6": "传真", "C7": "口头申请"}
OUTCOMES = {"1": "同意公开", "2": "同意部分公开", "3.1": "国家秘密", "4.1": "信息不存在", "5.2": "重复申请", "6.1": "逾期不补正"}
DELIVERIES = {"S1": "当面送达", "S3": "邮政快递", "S4": "电子邮件", "S5": "当场"}
WORDS = {"申请人类型": KINDS, "申请方式": CHANNELS, "办理结果": OUTCOMES, "送达方式": DELIVERIES, "救济告知": {"Y": "是", "N": "否"}}
# Event → its columns in the wide ledger, by columns of the events; the second of a pair shares the name of the other party.
EVENTS = {
    "BZ": {"日期": "补正通知时间", "期限日期": "补正期限", "文书号": "补正文书号"},
    "BH": {"日期": "收到补正材料日期"},
    "LY": {"日期": "要求说明理由日期"},
    "LF": {"日期": "收到理由日期"},
    "ZQ": {"日期": "征求第三方意见日期", "对方": "征求意见对象", "对方收到日期": "第三方签收日期"},
    "ZF": {"日期": "第三方回复日期", "对方": "征求意见对象", "意见": "第三方意见"},
    "XB": {"日期": "征求其他机关日期", "对方": "征求意见机关"},
    "XF": {"日期": "其他机关回复日期", "对方": "征求意见机关"},
    "GZ": {"日期": "征求共同制作机关日期", "对方": "共同制作机关", "对方收到日期": "共同制作机关收到日期"},
    "GF": {"日期": "共同制作机关回复日期", "对方": "共同制作机关", "意见": "共同制作机关意见"},
    "YQ": {"日期": "延期通知日期", "工作日数": "延长天数", "批准人": "延期审批人", "批准日期": "延期审批日期", "文书号": "延期文书号"},
    "SF": {"日期": "收费告知日期", "对方收到日期": "收费通知签收日期", "金额": "信息处理费", "页数": "计费页数", "计费方式": "计费方式", "文书号": "收费通知书文号"},
    "JF": {"日期": "缴费时间", "金额": "实缴金额"},
    "GD": {"日期": "第三方告知日期", "对方": "征求意见对象", "备注": "告知第三方说明"},
    "YC": {"日期": "延迟告知日期", "期限日期": "延迟答复至"},
    "LD": {"日期": "联系中断日期"},
    "LH": {"日期": "联系恢复日期"},
    "ZC": {"日期": "转出日期", "对方": "转出机关"},
    "CX": {"日期": "撤回日期"},
}
FLAGS = {"BZ": "是否补正", "ZQ": "是否征求第三方意见", "YQ": "是否延期答复", "SF": "是否收费"}
ENCODINGS = {"bom": "utf-8-sig", "gb18030": "gb18030", "utf16": "utf-16"}


def read(path):
    """The headings, and the rows by them."""
    with open(path, encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        return reader.fieldnames, list(reader)


def put(row, column, value, request):
    """A column that two events share must have one value."""
    if value and row.get(column, value) != value:
        raise ValueError(f"{request}: {column} cannot be both {row[column]} and {value}")
    if value:
        row[column] = value


def wide_rows(requests, events):
    by_request = collections.defaultdict(list)
    for event in events:
        by_request[event["受理编号"]].append(event)
    for n, request in enumerate(requests, 1):
        row = {"序号": str(n), "办理状态": "已办结" if request["办理结果"] else "办理中", "所需信息的用途": "自身需要"}
        for ours, value in request.items():
            theirs = HEADINGS.get(ours, ours)
            if theirs:
                row[theirs] = WORDS.get(ours, {}).get(value, value)
        kinds = [event["事件"] for event in by_request[request["受理编号"]]]
        if len(kinds) != len(set(kinds)):
            raise ValueError(f"{request['受理编号']}: one kind of event twice")
        for kind, flag in FLAGS.items():
            row[flag] = "是" if kind in kinds else "否"
        for event in by_request[request["受理编号"]]:
            columns = EVENTS[event["事件"]]
            for column, value in event.items():
                if column in columns:
                    put(row, columns[column], value, request["受理编号"])
                elif value and column not in ("受理编号", "机关代码", "序号", "事件"):
                    raise ValueError(f"{request['受理编号']}: no wide column for {column} of {event['事件']}")
        yield row


def columns_of(ours):
    columns = ["序号"] + [HEADINGS.get(c, c) for c in ours if HEADINGS.get(c, c)]
    for kind, event in EVENTS.items():
        if kind in FLAGS:
            columns.append(FLAGS[kind])
        columns += [c for c in event.values() if c not in columns]
    return columns + ["办理状态", "所需信息的用途"]


def make(source, target, encoding="utf-8", title="2025年度政府信息公开申请台账"):
    headings, requests = read(os.path.join(source, "requests.csv"))
    events = read(os.path.join(source, "events.csv"))[1]
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(source)):
        if name not in ("requests.csv", "events.csv"):
            shutil.copy(os.path.join(source, name), os.path.join(target, name))
    with open(os.path.join(target, "申请登记.csv"), "w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, columns_of(headings), restval="")
        out.write(title + "\r\n" if title else "")
        writer.writeheader()
        writer.writerows(wide_rows(requests, events))


def main():
    parser = argparse.ArgumentParser(description="makes a wide ledger out of a ledger")
    parser.add_argument("source")
    parser.add_argument("target")
    for name in ENCODINGS:
        parser.add_argument("--" + name, action="store_const", const=ENCODINGS[name], dest="encoding")
    options = parser.parse_args()
    try:
        make(options.source, options.target, options.encoding or "utf-8")
    except ValueError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
