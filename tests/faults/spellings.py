"""One ledger written in many ways: encodings, line ends, names, order, dressing. The numbers must be the same every time.

    python3 tests/faults/spellings.py PROGRAM
"""
import csv
import datetime
import io
import json
import os
import random
import shutil

from trial import CLEAN, Trial, read, write

CHINESE = {"agencies": "机关", "requests": "申请登记", "events": "办理过程", "disputes": "复议诉讼", "documents": "规章规范性文件",
           "decisions": "处理决定", "items": "事项数", "fees": "行政事业性收费", "catalogue": "主动公开目录", "interpretations": "政策解读",
           "channels": "渠道发布", "proposals": "建议提案", "duties": "公开义务执行", "supervision": "监督保障", "declared": "年报申报数",
           "publication": "年报公布", "texts": "文本", "narrative": "正文"}
DATES = ("日期", "有效期至")


def tables(ledger):
    return sorted(name for name in os.listdir(ledger) if name.endswith(".csv"))


def each_file(change):
    """A way that rewrites the bytes of every CSV file."""
    def way(ledger):
        for name in tables(ledger):
            path = os.path.join(ledger, name)
            write(path, change(read(path)))
    return way


def each_table(change):
    """A way that rewrites the rows (header first) of every CSV file."""
    def change_text(text):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(change(list(csv.reader(io.StringIO(text)))))
        return out.getvalue()
    return each_file(change_text)


def quoted(text):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


def renamed(ledger):
    for name in tables(ledger):
        os.rename(os.path.join(ledger, name), os.path.join(ledger, CHINESE[name[:-4]] + ".CSV"))
    for old, new in (("overview", "总体情况"), ("problems", "存在的主要问题及改进情况"), ("other", "其他需要报告的事项")):
        path = os.path.join(ledger, old + ".md")
        write(os.path.join(ledger, "narrative", old + ".md"), read(path))
        os.remove(path)


def columns_shuffled(rows):
    order = list(range(len(rows[0])))
    random.Random(7).shuffle(order)
    return [[row[i] for i in order] for row in rows]


def rows_shuffled(rows):
    body = rows[1:]
    random.Random(11).shuffle(body)
    return [rows[0]] + body


def dressed(rows):
    """A title, an empty line, blanks around every cell, an unnamed empty column, empty lines at the end."""
    wide = [[f" {cell}\u3000" if cell else "" for cell in row] + [""] for row in rows]
    return [["清河县农业农村局台账"] + [""] * len(rows[0]), []] + wide + [[""] * 3, []]


def dates_spelt(rows):
    shapes = ["{0}/{1}/{2}", "{0}.{1}.{2}", "{0}年{1}月{2}日", "{0}-{1}-{2} 00:00:00", "{0:04d}{1:02d}{2:02d}"]
    where = [i for i, heading in enumerate(rows[0]) if heading.endswith(DATES)]
    for n, row in enumerate(rows[1:]):
        for i in where:
            if len(row[i]) == 10:
                row[i] = shapes[(n + i) % len(shapes)].format(*(int(part) for part in row[i].split("-")))
    return rows


def numbers_spelt(rows):
    for heading, spell in (("数量", lambda v: f"{v}件"), ("条数", lambda v: f"{int(v):,}"), ("金额(万元)", lambda v: v + "万元"),
                           ("金额", lambda v: f"￥{v}元"), ("年度", lambda v: f"{v}年"), ("数值", lambda v: f"{v} ")):
        if heading in rows[0]:
            i = rows[0].index(heading)
            for row in rows[1:]:
                row[i] = spell(row[i]) if row[i] else ""
    return rows


def codes_spelt(rows):
    names = {"申请人类型": {"A1": "自然人", "B1": "商业企业", "B2": "科研机构", "B3": "社会公益组织", "B4": "法律服务机构", "B9": "业主委员会"},
             "办理结果": {"1": "同意公开", "2": "部分公开", "3.4": "保护第三方合法权益", "6.3": "撤回", "4.1": "信息不存在", "": "待定"},
             "送达方式": {"S1": "直接", "S3": "邮政", "S4": "电子送达"}, "类型": {"XG": "规范性文件"},
             "类别": {"XK": "许可", "CF": "行政处罚", "FY": "行政复议", "SZ": "直接起诉"}}
    for i, heading in enumerate(rows[0]):
        for row in rows[1:]:
            row[i] = names.get(heading, {}).get(row[i], row[i])
    return rows


NUMERALS = "〇一二三四五六七八九"


def numeral(n):
    """31 is 三十一."""
    tens = "十" if n // 10 == 1 else NUMERALS[n // 10] + "十" if n >= 10 else ""
    return tens + (NUMERALS[n % 10] if n % 10 else "")


def dates_respelt(spell):
    """Writes every date as spell(year, month, day, text) gives it, where it gives a text."""
    def change(rows):
        where = [i for i, heading in enumerate(rows[0]) if heading.endswith(DATES)]
        for row in rows[1:]:
            for i in where:
                if len(row[i]) == 10:
                    row[i] = spell(*(int(part) for part in row[i].split("-")), row[i]) or row[i]
        return rows
    return each_table(change)


def in_numerals(year, month, day, _):
    return "".join(NUMERALS[int(d)] for d in str(year)) + f"年{numeral(month)}月{numeral(day)}日"


def without_separators(year, month, day, _):
    """A date without separators, only where it has one reading."""
    text = f"{year}{month}{day}"
    doubtful = len(text) == 7 and text[4] == "1" and text[5] in "12" and text[6] != "0"
    return None if doubtful or len(text) == 8 else text


def as_serial(year, month, day, _):
    return str((datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days) if 2008 <= year <= 2026 else None


def in_greenwich(year, month, day, _):
    """Midnight in Beijing, as a web page exports it."""
    return (datetime.date(year, month, day) - datetime.timedelta(1)).isoformat() + "T16:00:00.000Z"


def unseen(rows):
    """Invisible characters in keys and around every cell."""
    return [rows[0]] + [["\ufeff" + cell[:2] + ("\u200b" if i == 0 and len(cell) > 4 else "") + cell[2:] + "\u200f" if cell else "" for i, cell in enumerate(row)] for row in rows[1:]]


def summed(rows):
    """Adds a row of sums to each table that has one column of numbers."""
    for heading in ("数量", "条数"):
        if heading in rows[0]:
            i = rows[0].index(heading)
            return rows + [["合　计" if k == 0 else str(sum(int(row[i]) for row in rows[1:])) if k == i else "" for k in range(len(rows[0]))]]
    return rows


def real_dirt(ledger):
    source = os.path.join(os.path.dirname(CLEAN), "cases", "real-dirt", "ledger")
    for name in os.listdir(source):
        shutil.copyfile(os.path.join(source, name), os.path.join(ledger, name))


WAYS = {
    "GB18030": each_file(lambda t: t.encode("gb18030")),
    "UTF-8 with a mark": each_file(lambda t: b"\xef\xbb\xbf" + t.encode()),
    "UTF-16": each_file(lambda t: b"\xff\xfe" + t.encode("utf-16-le")),
    "CRLF": each_file(lambda t: t.replace("\n", "\r\n")),
    "CR": each_file(lambda t: t.replace("\n", "\r")),
    "no line end at the end": each_file(lambda t: t.rstrip("\n")),
    "every cell quoted": each_file(quoted),
    "Chinese names, narrative/": renamed,
    "columns in another order": each_table(columns_shuffled),
    "rows in another order": each_table(rows_shuffled),
    "title line, blanks": each_table(dressed),
    "dates spelt otherwise": each_table(dates_spelt),
    "numbers spelt otherwise": each_table(numbers_spelt),
    "labels for codes": each_table(codes_spelt),
    "dates in numerals": dates_respelt(in_numerals),
    "dates without separators": dates_respelt(without_separators),
    "dates as serials": dates_respelt(as_serial),
    "dates in Greenwich": dates_respelt(in_greenwich),
    "dates with a time": dates_respelt(lambda year, month, day, text: f"{year}年{month}月{day}日 下午3:05"),
    "invisible characters": each_table(unseen),
    "rows of sums": each_table(summed),
    "a page of real dirt": real_dirt,
}
# The checks that report a cell that is read otherwise than it is written. No other check may find anything.
TOLD = {
    "title line, blanks": {"S05", "S16"}, "dates spelt otherwise": {"S15"}, "numbers spelt otherwise": {"S15"}, "dates in numerals": {"S15"},
    "dates without separators": {"A02"}, "dates as serials": {"S15", "A02"}, "dates in Greenwich": {"A02"}, "dates with a time": {"S15"},
    "invisible characters": {"S05"}, "rows of sums": {"S16"},
    # A repaired date breaks one order on purpose, and the catalogue stays incomplete.
    "a page of real dirt": {"A02", "A12", "A16a", "H02", "H03a", "H04", "S05", "S10", "S15", "S16"},
}


def known(folder):
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as source:
        report = json.load(source)
    return {key: report[key] for key in ("tables", "notes", "narrative", "timeliness", "agency")}


def told(folder):
    with open(os.path.join(folder, "findings.json"), encoding="utf-8") as source:
        return {finding["id"] for finding in json.load(source)}


def main():
    trial = Trial("spellings")
    first = trial.report(CLEAN)
    wanted = known(first.folder)
    for i, (name, way) in enumerate(WAYS.items()):
        ledger = trial.ledger(f"way{i}")
        way(ledger)
        run = trial.report(ledger)
        if trial.expect(run.code == (1 if "A12" in TOLD.get(name, ()) else 0), f"{name}: exit {run.code}: {run.err}"):
            trial.expect(known(run.folder) == wanted, f"{name}: other numbers")
            trial.expect(told(run.folder) == TOLD.get(name, set()), f"{name}: tells of {sorted(told(run.folder))}")
    forced = trial.ledger("forced")
    WAYS["GB18030"](forced)
    trial.expect(trial.report(forced, "--encoding", "GB18030").code in (0, 2), "--encoding GB18030 fails")
    run = trial.report(forced, "--encoding", "UTF-8")
    trial.expect(run.code == 2 and "S02" in run.err, f"GB18030 forced to UTF-8: exit {run.code}")
    trial.end()


if __name__ == "__main__":
    main()
