"""Reads reports of 2014 to 2018, with their annex of statistics, in every form in which agencies hand them over.

    python3 tests/whole/old_annexes.py PRINTER PROGRAM

PRINTER is print_submissions (tests/submission). Every cell of the made-up report holds another number, so that a number in the place of
another is seen. Equal labels (被依法纠错数) are of reviews and of suits.
"""
import csv
import glob
import os
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
import standard_document
import standard_page
from expand_report import load_reports
from standard_annex import Look, report_of
from standard_workbook import Style
from submissions import Reader, cells_of, expect, fail, failures, hand_made, said

WHO = ("某甲县民政局", 2018, "2014")
GIVEN = ["proactive_total", "website", "received", "letter", "on_time", "closed", "review_corrected", "suits_corrected", "fees"]
LOOKS = {
    "official": Look(), "no units": Look(unit=False), "arabic": Look(numbering="arabic"), "bare labels": Look(numbering="none", indent=""),
    "words in the first cell": Look(lines="first"), "serial numbers": Look(serial=True), "one blank a level": Look(indent=" "),
    "side by side": Look(bands=2), "three side by side": Look(bands=3, unit=False, lines="first"), "side by side with numbers": Look(bands=2, serial=True),
    "sections left out": Look(headings=False)}
STYLES = [Style(merged=False), Style(merged=False, repeated=True), Style(blanks=True), Style(full_width=True, left=2, top=3), Style(numbers_as_text=True, thousands=True)]
PAGES = ("utf-8", "gbk", "word", "unclosed", "layout", "split", "portal", "upper case", "tables in cells", "fields", "line breaks", "blank behind")
WORDS = ("plain", "split", "tracked", "merges", "boxes", "nested", "numbering", "halves", "hidden", "fields")


def sparse(report):
    """The same report with few numbers; the other cells are empty."""
    rows = report["tables"]["annex"]
    return {**report, "tables": {"annex": {row: {"amount": value["amount"] if row in GIVEN else None} for row, value in rows.items()}}}


def change_label(old, new, nth=1):
    """Puts other words in the place of the nth label of these words; None takes the row away."""
    def change(sheets):
        cells = sheets[0].cells
        row, col = [place for place, (_, text) in sorted(cells.items()) if text.strip("　") == old][nth - 1]
        if new is None:
            sheets[0].cells = {p: c for p, c in cells.items() if p[0] != row}
        else:
            cells[row, col] = ("s", new)
    return change


def without(cells, *rows):
    return {a: v for a, v in cells.items() if a.split("/")[1] not in rows}


def check_doors(reader, report, cells, what, every):
    """Every manner, or one in `every`."""
    for name, look in list(LOOKS.items())[::every]:
        expect(f"{what}, workbook, {name}", hand_made(reader, report, Style(annex=look)), cells, "workbook", WHO)
    for style in STYLES[::every]:
        expect(f"{what}, workbook, {style}", hand_made(reader, report, style), cells, "workbook", WHO)
    for manner in WORDS[::every]:
        path = reader.path("年报.docx")
        standard_document.write(path, report, manner)
        expect(f"{what}, Word, {manner}", reader.read(path), cells, "word", WHO, 1 if manner in ("tracked", "hidden") else 0)
    for manner in PAGES[::every]:
        path = reader.path("年报.html")
        standard_page.write(path, report, manner)
        got = reader.read(path)
        expect(f"{what}, page, {manner}", got, cells, "page", WHO, len([p for p in got["problems"] if p["id"] == "R10"]))


def check_texts(reader, report):
    texts = hand_made(reader, report)["submissions"][0]["texts"]
    want = {"overview": "概述这一部分的话。", "proactive": "主动公开政府信息的情况这一部分的话。", "problems": "政府信息公开工作存在的主要问题及改进情况这一部分的话。"}
    if {k: v for k, v in texts.items() if k != "preamble"} != want:
        fail(f"texts: {texts}")


def check_owner(reader, report, cells):
    """An annex alone says whose it is and of which year by its title and 填报单位."""
    alone = Style(annex=Look(headings=False), title="none")
    expect("the annex alone", hand_made(reader, report, alone), cells, "workbook", WHO)
    if hand_made(reader, report, alone)["submissions"][0]["texts"]:
        fail("an annex alone has words")
    expect("its name in the next cell", hand_made(reader, report, alone, None, lambda s: (change_label("填报单位（盖章）：某甲县民政局", "填报单位（盖章）：")(s),
           s[0].cells.update({(2, 1): ("s", "某甲县民政局")}))), cells, "workbook", WHO)
    path = reader.path("附表.docx")
    standard_document.write(path, report, "plain", alone)
    expect("the annex alone as a Word file", reader.read(path), cells, "word", WHO)
    two = lambda s: s.append(type("Copy", (), {**vars(s[0]), "name": "乙", "cells": {p: (k, v.replace("民政局", "水务局")) for p, (k, v) in s[0].cells.items()}}))  # noqa: E731
    said("a sheet an agency", hand_made(reader, report, alone, None, two), {"id": "R01", "text": "几份报告"}, 1)


def check_faults(reader, report, cells):
    def got(*changes, look=Look(), other=None):
        return hand_made(reader, report, Style(annex=look), other, lambda s: [c(s) for c in changes])
    number = lambda row: str(cells[f"annex/{row}/amount"])  # noqa: E731
    read = got(other={"annex/received/amount": "4件", "annex/trainees/amount": "30人次", "annex/budget/amount": "3.5万元", "annex/fax/amount": "/", "annex/letter/amount": ""})
    expect("words in cells", read, {**cells, **{f"annex/{row}/amount": v for row, v in {"received": 4, "trainees": 30, "budget": "3.5", "fax": None, "letter": None}.items()}}, "workbook", WHO)
    said("yuan in a cell", got(other={"annex/fees/amount": "35元"}), {"id": "R02", "cell": "annex/fees/amount"}, 1)
    said("yuan beside the row", got(lambda s: [s[0].cells.update({p: ("s", "元")}) for p, c in s[0].cells.items() if c[1] == "万元"]), {"id": "R02", "cell": "annex/fees/amount", "text": "单位是元"}, 2)
    read = got(change_label("七、依申请公开信息收取的费用", "七、依申请公开信息收取的费用（元）"), look=Look(unit=False))
    said("yuan in the label", read, {"id": "R02", "cell": "annex/fees/amount", "value": number("fees")}, 2)
    for old, new in (("4.信函申请数", "4.信件申请数"), ("1.属于已主动公开范围数", "1.属于主动公开范围数"), ("其中：1.涉及国家秘密", "其中：涉及国家机密")):
        read = got(change_label(old, new))
        said("a label misspelt", read, {"id": "R04", "value": new}, 1)
        expect("a label misspelt", read, cells, "workbook", WHO, 1)
    read = got(change_label("4.信函申请数", "4.邮政渠道收件"))
    said("a row of a province", read, {"id": "D16", "value": "4.邮政渠道收件", "text": "没有这一行"}, 2)
    expect("a row of a province", read, without(cells, "letter"), "workbook", WHO, 2)
    read = got(change_label("2.兼职人员数", None))
    said("a row left out", read, {"id": "D16", "text": "缺少一行：2.兼职人员数"}, 1)
    expect("a row left out", read, without(cells, "staff_part"), "workbook", WHO, 1)

    # Labels that stand twice: never the other one's number, and nothing lost in silence.
    first = "（一）维持具体行政行为或者驳回原告诉讼请求数"
    expect("the row above left out", got(change_label(first, None)), without(cells, "suits_upheld"), "workbook", WHO, 1)
    read = got(change_label("（二）被依法纠错数", None, 2))
    said("one of two left out", read, {"id": "D16", "text": "五、行政诉讼数量的（二）被依法纠错数"}, 1)
    expect("one of two left out", read, without(cells, "suits_corrected"), "workbook", WHO, 1)
    reviews = [change_label(label, None) for label in ("四、行政复议数量", "（一）维持具体行政行为数", "（二）被依法纠错数", "（三）其他情形数")]
    expect("no reviews", got(*reviews), without(cells, "review", "review_upheld", "review_corrected", "review_other"), "workbook", WHO, 4)
    read = got(change_label("五、行政诉讼数量", "五、应诉件数"), change_label(first, "（一）胜诉"))
    said("behind rows of other words", read, {"id": "D16", "value": "（二）被依法纠错数", "text": "看不出是哪一行"}, 8)
    expect("behind rows of other words", read, without(cells, "suits", "suits_upheld", "suits_corrected", "suits_other"), "workbook", WHO, 8)
    read = got(change_label("五、行政诉讼数量", None), change_label(first, None))
    said("both look like reviews", read, {"id": "R03", "cell": "annex/review_corrected/amount", "value": number("suits_corrected")})
    expect("both look like reviews", read, without(cells, "review_corrected", "review_other", "suits", "suits_upheld", "suits_corrected", "suits_other"), "workbook", WHO, len(read["problems"]))


def check_forms(reader, report):
    """A report on the form of other years is named, and none of its numbers is read."""
    newer = next(r for r in load_reports(os.path.join(os.path.dirname(TESTS), "data", "real_reports.json")) if r["form"] == "2019")
    for what, one in (("of 2019 in 2018", {**newer, "year": 2018}), ("of 2014 in 2019", {**report, "year": 2019}), ("of 2014 in 2023", {**report, "year": 2023})):
        got = hand_made(reader, one)
        said(f"the form {what}", got, {"id": "R01", "text": f"{one['year']}年的应是"}, 1)
        if got["submissions"][0]["kind"] != "none":
            fail(f"the form {what} was read")
        path = reader.path("年报.docx")
        standard_document.write(path, one, "plain")
        said(f"the form {what}, Word", reader.read(path), {"id": "R01", "text": f"{one['year']}年的应是"}, 1)


def check_list(reader):
    path = reader.path("各单位.csv")
    with open(path, "w", encoding="utf-8") as out:
        out.write("机关代码,年度,单元格,数值\nA,2018,annex/received/amount,4\nA,2018,行政复议被依法纠错数/统计数,1\nA,2018,被依法纠错数/统计数,1\nB,2021,requests/new/total,4\n")
    got = reader.read(path)
    said("a name of two cells", got, {"id": "R02", "line": 4, "text": "可以是几个单元格"})
    said("few rows", got, {"id": "D16", "value": "2行", "expected": "58行"})
    said("few rows of another form", got, {"id": "D16", "value": "1行", "expected": "25行"}, 5)


def our_documents(program, report, folder):
    """What the program writes of a list of cells, by file name."""
    path = os.path.join(folder, "填报.csv")
    with open(path, "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(["机关代码", "年度", "单元格", "数值"])
        lines.writerows(["A", report["year"], a, "" if v is None else v] for a, v in {**cells_of(report["tables"]), "本年收到申请": "是"}.items())
    done = subprocess.run([program, "report", path, "--agency", report["agency"], "--as-of", f"{report['year'] + 1}-02-19", "-o", os.path.join(folder, "out"), "-q"],
                          capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        fail(f"our documents: exit {done.returncode} {done.stderr}")
    there = os.path.join(glob.escape(folder), "out", "*", "*")
    return {kind: glob.glob(os.path.join(there, name)) for kind, name in
            (("json", "report.json"), ("ours", "*年度报告.xlsx"), ("word", "*年度报告.docx"), ("page", "page.html"), ("pdf", "*年度报告.pdf"))}


def check_ours(reader, program, report, cells, what, work):
    for kind, paths in our_documents(program, report, os.path.join(work, what)).items():
        if len(paths) != 1:
            fail(f"{what}: no {kind} was written")
            continue
        copy = reader.path(os.path.basename(paths[0]))
        os.rename(paths[0], copy)
        got = reader.read(copy)
        expect(f"{what}, our {kind}", got, cells, kind, WHO, len([p for p in got["problems"] if p["id"] == "R10"]))


def main():
    printer, program = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    report = report_of(*WHO[:2])
    few = sparse(report)
    with tempfile.TemporaryDirectory() as work:
        reader = Reader(printer, work)
        for what, one, every in (("whole", report, 1), ("sparse", few, 4)):
            os.mkdir(os.path.join(work, what))
            cells = cells_of(one["tables"])
            check_doors(reader, one, cells, what, every)
            check_ours(reader, program, one, cells, what, work)
        cells = cells_of(report["tables"])
        check_texts(reader, report)
        check_owner(reader, report, cells)
        check_faults(reader, report, cells)
        check_forms(reader, report)
        check_list(reader)
        print(f"{reader.n} files, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
