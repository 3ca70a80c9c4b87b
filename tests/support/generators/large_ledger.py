"""Makes a large ledger of data/sample: each record many times under other numbers, and a fault in every tenth row.

    python3 tests/support/generators/large_ledger.py TARGET TIMES [CLEAN]

The n-th copy of a record has another number (YX-2025-012 becomes YX-2025-1012), of the same form, and so has whatever names it; it has another
applicant and other words. In every tenth row (CLEAN: in none) one or two cells are empty, or hold what another row has there. The same
arguments give the same bytes.
"""
import csv
import os
import random
import re
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SAMPLE = os.path.join(ROOT, "data", "sample")
NUMBERS = {"受理编号", "来件编号", "前件受理编号", "案件编号", "前案编号", "文件编号", "解读编号", "解读材料编号", "索引号", "目录索引号", "文书号",
           "决定书文号", "编号", "文号"}
WORDS = {"申请人名称", "信息名称或描述", "名称", "解读标题", "题目", "项目名称", "对方"}
GIVEN = "建国桂兰志远秀英文华玉明海燕军平春梅晓东丽红永强淑芬立新雨泽思源宏伟嘉怡"
SINGLE = {"agencies", "declared", "publication", "texts"}         # an agency has one row, or one for each cell
KEPT = set("机关代码 类别 年度 申请人类型 申请方式 事件 序号 义务编号 期间 渠道 条数 数量 金额(万元) 事项 类型 解读形式 公开属性 所属栏目".split())
DATED = set("提交日期 签收日期 实收日期 确认日期 登记日期 日期 收案日期 成文日期 决定日期 月份 名称 解读标题 题目 项目名称 文号 解读编号 编号 发布日期 落款日期 交邮或发出日期 签收送达日期 终止日期 办理结果".split())   # never empty where they were not


def numbered(text, copy):
    """The last number of the text, some thousands on."""
    found = list(re.finditer(r"\d+", text))
    if not copy or not found:
        return text
    at = found[-1]
    return text[:at.start()] + str(int(at[0]) + 1000 * copy).zfill(len(at[0])) + text[at.end():]


def worded(text, copy):
    """The words of another person or matter."""
    if not copy or not text:
        return text
    return text[:-1] + GIVEN[copy % len(GIVEN)] + (GIVEN[copy // len(GIVEN) % len(GIVEN)] if copy >= len(GIVEN) else "")


def copied(row, copy):
    return {k: numbered(v, copy) if k in NUMBERS else worded(v, copy) if k in WORDS else v for k, v in row.items()}


def spoil(rows, keys, draw):
    """A fault in every tenth row, but none that lets the program refuse the ledger: keys are unique, and what a row must have is there."""
    headings = sorted(set(rows[0]) - KEPT - keys) if rows else []
    for row in rows:
        if draw.randrange(10):
            continue
        for heading in draw.sample(headings, min(2, len(headings))):
            other = draw.choice(rows)[heading]
            if heading not in DATED:
                row[heading] = draw.choice(["", other])
            elif row[heading] and other:
                row[heading] = other


def make(target, times, clean=False):
    draw = random.Random(20250131)
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(SAMPLE)):
        table, ending = os.path.splitext(name)
        path = os.path.join(SAMPLE, name)
        if ending != ".csv" or table in SINGLE:
            if os.path.isfile(path):
                shutil.copy(path, target)
            continue
        with open(path, encoding="utf-8", newline="") as source:
            reader = csv.DictReader(source)
            once = list(reader)
        rows = [copied(row, copy) for copy in range(times) for row in once]
        if not clean:
            spoil(rows, {reader.fieldnames[0]} & {"受理编号", "案件编号", "文件编号"}, draw)
        with open(os.path.join(target, name), "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, reader.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]), len(sys.argv) > 3)
