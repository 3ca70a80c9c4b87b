"""Makes workbooks in the standard form as offices fill them in by hand, without the names and marks of this program.

    from standard_workbook import Style, write
    write("年报.xlsx", report, Style(merged=False, label_columns=1))       # report as in data/real_reports.json
    write("年报.xlsx", report, Style(), {"requests/new/total": "95件"})    # other words in some cells

It knows the official layout (labels as in labels_2021.txt and labels_2019.txt) and needs only the standard library.
"""
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import standard_annex

PERSONS = ["natural_person", "enterprise", "research", "welfare", "legal_service", "other_org", "total"]
RESULTS = [("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"), ("pending", "尚未审结"), ("total", "总计")]
REFUSED = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息",
           "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"]
UNABLE = ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]
UNTREATED = ["1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息"]
OTHERS = ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
          "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"]
PROACTIVE = {
    "2021": [("第二十条第（一）项", [("本年制发件数", "made"), ("本年废止件数", "repealed"), ("现行有效件数", "in_force")],
              [("规章", "rules"), ("行政规范性文件", "normative")]),
             ("第二十条第（五）项", [("本年处理决定数量", "decisions")], [("行政许可", "licences")]),
             ("第二十条第（六）项", [("本年处理决定数量", "decisions")], [("行政处罚", "penalties"), ("行政强制", "coercion")]),
             ("第二十条第（八）项", [("本年收费金额（单位：万元）", "amount")], [("行政事业性收费", "fees")])],
    "2019": [("第二十条第（一）项", [("本年新制作数量", "made"), ("本年新公开数量", "published"), ("对外公开总数量", "published_total")],
              [("规章", "rules"), ("规范性文件", "normative")]),
             ("第二十条第（五）项", [("上一年项目数量", "items_before"), ("本年增/减", "items_change"), ("处理决定数量", "decisions")],
              [("行政许可", "licences"), ("其他对外管理服务事项", "services")]),
             ("第二十条第（六）项", [("上一年项目数量", "items_before"), ("本年增/减", "items_change"), ("处理决定数量", "decisions")],
              [("行政处罚", "penalties"), ("行政强制", "coercion")]),
             ("第二十条第（八）项", [("上一年项目数量", "items_before"), ("本年增/减", "items_change")], [("行政事业性收费", "fees")]),
             ("第二十条第（九）项", [("采购项目数量", "items"), ("采购总金额", "amount")], [("政府集中采购", "procurement")])]}


@dataclass
class Style:
    """How the office fills the form."""
    merged: bool = True                                # merged heads and labels; else only the first cell has the words
    repeated: bool = False                             # not merged, the words in every cell
    label_columns: int = 3                             # of table three: 3, 2 (no vertical label) or 1 (the last label only)
    numbers_as_text: bool = False
    full_width: bool = False                           # ２２
    thousands: bool = False                            # 1,234
    zero: str = "0"                                    # the text of empty cells
    blanks: bool = False                               # blanks and line breaks within labels
    numbering: str = ""                                # "": official; "plain": 1、; "none": no number in front
    title: str = "one"                                 # "one", "two" lines in two rows, "break" within a cell, "after", "none"
    sheets: bool = False                               # a sheet a table
    top: int = 0                                       # rows above, among them 附件
    left: int = 0                                      # empty columns on the left
    headings: bool = True                              # of the six sections
    also: bool = False                                 # the other headings of sections four and five
    inline: bool = False                               # inline strings instead of shared ones
    annex: standard_annex.Look = field(default_factory=standard_annex.Look)    # of a report of 2014 to 2018


class Sheet:
    def __init__(self, name, style):
        self.name, self.style, self.cells, self.merges, self.row = name, style, {}, [], style.top
        if style.top:
            self.cells[(0, style.left)] = ("s", "附件2")

    def put(self, row, col, value, rows=1, cols=1, number=False):
        col += self.style.left
        self.cells[(row, col)] = ("n" if number else "s", value)
        if (rows, cols) == (1, 1):
            return
        if self.style.merged:
            self.merges.append((row, col, row + rows - 1, col + cols - 1))
        elif self.style.repeated:
            for r in range(row, row + rows):
                for c in range(col, col + cols):
                    self.cells[(r, c)] = ("n" if number else "s", value)

    def line(self, text):
        self.put(self.row, 0, text, 1, 10)
        self.row += 1


class Maker:
    def __init__(self, report, style, other):
        self.report, self.style, self.other, self.form = report, style, other, report["form"]

    def label(self, text):
        if self.style.numbering and text[:1] in "一二三四（12345678" and len(text) > 2 and text[1:2] in "、.一二三四五六七）":
            rest = text.split("）", 1)[1] if text[0] == "（" and text[2] == "）" else text[2:]
            text = rest if self.style.numbering == "none" else f"1、{rest}"
        if self.style.blanks and len(text) > 3:
            text = text[:2] + "　" + text[2:-1] + "\n" + text[-1:]
        return text

    def value(self, sheet, row, col, address, cols=1):
        table, r, c = address.split("/")
        value = self.other.get(address, self.report["tables"].get(table, {}).get(r, {}).get(c))
        if value is None:
            return
        text = str(value)
        if address not in self.other:
            if text == "0":
                text = self.style.zero
            if self.style.thousands and text.isdigit():
                text = f"{int(text):,}"
            if self.style.full_width:
                text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        number = text.lstrip("-").replace(".", "", 1).isdigit() and text.isascii() and not self.style.numbers_as_text and address not in self.other
        if text:
            sheet.put(row, col, text, 1, cols, number)

    def proactive(self, s):
        for caption, heads, rows in PROACTIVE[self.form]:
            width = {"2021": {3: [1, 1, 1], 1: [3]}, "2019": {3: [1, 1, 2], 2: [2, 2]}}[self.form][len(heads)]
            s.put(s.row, 0, self.label(caption), 1, 1 + sum(width))
            s.put(s.row + 1, 0, self.label("信息内容"))
            for i, (head, _) in enumerate(heads):
                s.put(s.row + 1, 1 + sum(width[:i]), self.label(head), 1, width[i])
            for k, (label, row) in enumerate(rows):
                s.put(s.row + 2 + k, 0, self.label(label))
                for i, (_, col) in enumerate(heads):
                    self.value(s, s.row + 2 + k, 1 + sum(width[:i]), f"proactive/{row}/{col}", width[i])
            s.row += 2 + len(rows)

    def request_rows(self):
        """(group, subgroup, label, id), None where a label spans the column."""
        groups = [("（三）不予公开", REFUSED, 3), ("（四）无法提供", UNABLE, 4), ("（五）不予处理", UNTREATED, 5)]
        if self.form == "2021":
            groups.append(("（六）其他处理", OTHERS, 6))
        yield None, None, "一、本年新收政府信息公开申请数量", "new"
        yield None, None, "二、上年结转政府信息公开申请数量", "carried_in"
        third = "三、本年度办理结果"
        yield third, None, "（一）予以公开", "1"
        yield third, None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "2"
        for group, labels, number in groups:
            for i, label in enumerate(labels):
                yield third, group, label, f"{number}.{i + 1}"
        if self.form == "2019":
            yield third, None, "（六）其他处理", "6"
        yield third, None, "（七）总计", "closed"
        yield None, None, "四、结转下年度继续办理", "carried_out"

    def requests(self, s):
        n, top = self.style.label_columns, s.row
        s.put(top, 0, self.label("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"), 3, n)
        s.put(top, n, self.label("申请人情况"), 1, 7)
        s.put(top + 1, n, self.label("自然人"), 2, 1)
        s.put(top + 1, n + 1, self.label("法人或其他组织"), 1, 5)
        s.put(top + 1, n + 6, self.label("总计"), 2, 1)
        for i, label in enumerate(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]):
            s.put(top + 2, n + 1 + i, self.label(label))
        rows = list(self.request_rows())
        for i, (group, sub, label, row) in enumerate(rows):
            at = top + 3 + i
            depth = (group is not None) + (sub is not None)
            first = max(0, depth - (3 - n))
            s.put(at, first, self.label(label), 1, n - first)
            for level, name in ((0, group), (1, sub)):
                place = level - (3 - n)
                if name and place >= 0 and (i == 0 or rows[i - 1][level] != name):
                    span = sum(1 for r in rows if r[level] == name)
                    s.put(at, place, self.label(name), span, 1)
            for c, person in enumerate(PERSONS):
                self.value(s, at, n + c, f"requests/{row}/{person}")
        s.row = top + 3 + len(rows)

    def review(self, s):
        top = s.row
        s.put(top, 0, self.label("行政复议"), 2, 5)
        s.put(top, 5, self.label("行政诉讼"), 1, 10)
        s.put(top + 1, 5, self.label("未经复议直接起诉"), 1, 5)
        s.put(top + 1, 10, self.label("复议后起诉"), 1, 5)
        for b, block in enumerate(["reconsideration", "direct_suit", "suit_after_reconsideration"]):
            for i, (result, label) in enumerate(RESULTS):
                s.put(top + 2, 5 * b + i, self.label(label))
                self.value(s, top + 3, 5 * b + i, f"review/{block}/{result}")
        s.row = top + 4

    def title(self, s):
        name, rest = self.report["agency"], f"{self.report['year']}年政府信息公开工作年度报告"
        for line in {"one": [name + rest], "two": [name, rest], "break": [f"{name}\n{rest}"], "none": [],
                     "after": [f"{name}政府信息公开工作年度报告（{self.report['year']}年）"]}[self.style.title]:
            s.line(line)

    def sheets(self):
        if self.form == "2014":
            yield from standard_annex.sheets(self, Sheet)
            return
        four = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况" if self.style.also else "四、政府信息公开行政复议、行政诉讼情况"
        five = "五、政府信息公开工作存在的主要问题及改进情况" if self.style.also else "五、存在的主要问题及改进情况"
        parts = [("一、总体情况", None), ("二、主动公开政府信息情况", self.proactive), ("三、收到和处理政府信息公开申请情况", self.requests),
                 (four, self.review), (five, None), ("六、其他需要报告的事项", None)]
        s = Sheet("年报", self.style)
        self.title(s)
        yield s
        for heading, table in parts:
            if self.style.sheets and table:
                s = Sheet(heading[:2] + heading[2:8], self.style)
                yield s
            if self.style.headings:
                s.line(heading)
            if table:
                table(s)
            elif self.style.headings:
                s.line(f"　　{heading[2:]}这一部分的话。")
            s.row += 1


def place(row, col):
    name, n = "", col + 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row + 1}"


def sheet_xml(sheet, strings, inline):
    rows = {}
    for (row, col), (kind, value) in sorted(sheet.cells.items()):
        if kind == "n":
            cell = f'<c r="{place(row, col)}"><v>{value}</v></c>'
        elif inline:
            cell = f'<c r="{place(row, col)}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        else:
            cell = f'<c r="{place(row, col)}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
        rows.setdefault(row, []).append(cell)
    data = "".join(f'<row r="{r + 1}">{"".join(cells)}</row>' for r, cells in sorted(rows.items()))
    merges = "".join(f'<mergeCell ref="{place(a, b)}:{place(c, d)}"/>' for a, b, c, d in sheet.merges)
    merges = f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ""
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData>{merges}</worksheet>'


def write(path, report, style=Style(), other=None, change=None):
    """`other`: words for cells by address. `change` may edit the list of sheets before they are written."""
    office, main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheets, strings = list(Maker(report, style, other or {}).sheets()), {}
    if change:
        change(sheets)
    n = range(1, len(sheets) + 1)
    parts = {f"xl/worksheets/sheet{i}.xml": sheet_xml(s, strings, style.inline) for i, s in zip(n, sheets)}
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">' + "".join(f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in strings) + "</sst>"
    parts["xl/workbook.xml"] = f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + "".join(
        f'<sheet name="{escape(s.name)}" sheetId="{i}" r:id="rId{i}"/>' for i, s in zip(n, sheets)) + "</sheets></workbook>"
    relation = '<Relationship Id="rId{}" Type="' + office + '/{}" Target="{}"/>'
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = relations.format("".join(
        [relation.format(i, "worksheet", f"worksheets/sheet{i}.xml") for i in n] + [relation.format(len(sheets) + 1, "sharedStrings", "sharedStrings.xml")]))
    parts["_rels/.rels"] = relations.format(relation.format(1, "officeDocument", "xl/workbook.xml"))
    override = '<Override PartName="/{}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + override.format("xl/workbook.xml", "sheet.main") + override.format("xl/sharedStrings.xml", "sharedStrings")
        + "".join(override.format(f"xl/worksheets/sheet{i}.xml", "worksheet") for i in n) + "</Types>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
