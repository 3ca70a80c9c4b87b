"""Turns one published annual report back into a ledger that must give every published cell.

    python3 tests/support/generators/expand_report.py data/real_reports.json 3 OUT     # the report with index 3
    OUT/ledger/*.csv, *.md      the ledger
    OUT/expected.json           the cells it must give, and those where the published table contradicts itself

It knows the ledger's description and the counting rules of the two forms, and uses nothing of the program. Where a published table
contradicts itself, the ledger follows the smallest parts: the leaves before their total, made and repealed before
what remains in force. expected.json then names each such cell with both values under "differs", and a cell that was not
published (null, or no key) under "unpublished".

The place of a row in the list decides its values, so the same report gives the same ledger. Numbers are int or Decimal,
never float: read a report with load_reports().
"""
import datetime
import hashlib
import json
import os
import sys
from decimal import Decimal

from ledger_files import usci, write_ledger

KINDS = {"natural_person": "A1", "enterprise": "B1", "research": "B2", "welfare": "B3", "legal_service": "B4",
         "other_org": "B9"}
RESULTS = {"upheld": "1", "corrected": "2", "other": "3"}
BLOCKS = {"reconsideration": "FY", "direct_suit": "SZ", "suit_after_reconsideration": "SF"}
FIRST_ROWS, LAST_ROWS = ("new", "carried_in"), ("closed", "carried_out")
DECISION_KINDS = {"licences": "XK", "services": "QT", "penalties": "CF", "coercion": "QZ"}
ITEM_KINDS = {**DECISION_KINDS, "fees": "SF", "procurement": "CG"}
MAX_PLACES = 6                                         # of a money cell
GROUNDS = {"3.1": "条例第十四条", "3.2": "条例第十四条；《中华人民共和国统计法》第九条", "3.3": "条例第十四条",
           "3.4": "条例第十五条", "3.5": "条例第十六条第一款（人事管理）", "3.6": "条例第十六条第二款（过程稿）",
           "3.7": "条例第十六条第二款", "3.8": "条例第三十六条第（七）项；《不动产登记暂行条例》第二十七条"}
LEVELS = (("省", 2), ("市", 3), ("县", 4), ("乡", 5))


class Contradiction(Exception):
    """The report cannot be expressed at all (a negative count, more decimals than a form can show)."""


def load_reports(path):
    with open(path, encoding="utf-8") as source:
        return json.load(source, parse_float=Decimal)["reports"]


def whole(value, address):
    """A count as int; None when it was not published."""
    if value is None:
        return None
    number = Decimal(value)
    if number != number.to_integral_value() or number < 0:
        raise Contradiction(f"{address}: {value} is no count")
    return int(number)


class Day:
    """Dates in the statistical year, spread out by a counter."""

    def __init__(self, year):
        self.year = year

    def at(self, month, day):
        return datetime.date(self.year, month, day).isoformat()

    def after(self, iso, days):
        return (datetime.date.fromisoformat(iso) + datetime.timedelta(days)).isoformat()

    def spread(self, n, first, last):
        """The n-th of a run through the days first..last (each a (month, day))."""
        start = datetime.date(self.year, *first)
        span = (datetime.date(self.year, *last) - start).days + 1
        return (start + datetime.timedelta(n * 7 % span)).isoformat()


class Expander:
    def __init__(self, report):
        self.report, self.year, self.form = report, report["year"], report["form"]
        self.published = report["tables"]
        self.code = make_code(report["agency"])
        self.tables, self.narrative = {}, {}
        self.expected = {"proactive": {}, "requests": {}, "review": {}}

    def add(self, table, **row):
        self.tables.setdefault(table, []).append({**({"机关代码": self.code}), **row})

    def cell(self, table, row, column):
        return whole(self.published.get(table, {}).get(row, {}).get(column), f"{table}/{row}/{column}")

    def expand(self):
        self.agency()
        self.requests()
        self.disputes()
        self.documents()
        self.decisions()
        self.fees()
        if self.form == "2019":
            self.items()
        self.texts()
        return self

    # -- agency and text

    def agency(self):
        name, level = self.report["agency"], self.report.get("level", "")
        department = "部门" in level
        self.add("agencies", 机关名称=name, 机关类型="B" if department else "G",
                 层级=next((n for word, n in LEVELS if level.startswith(word)), 3), 联系地址="人民路1号", 联系电话="0591-12345678",
                 邮编="350000", 网站="http://www.example.gov.cn")

    def texts(self):
        self.narrative = {
            "overview": f"{self.year}年，本机关新收政府信息公开申请{{{{requests/new/total}}}}件，上年结转"
                        "{{requests/carried_in/total}}件，办结{{requests/closed/total}}件，结转下年度"
                        "{{requests/carried_out/total}}件。\n\n"
                        "工作考核和社会评议各开展1次，没有发生责任追究。\n",   # a government must report it (条例第五十条)
            "problems": "一是部分栏目更新不够及时，二是答复文书说理不够充分。下一步将按月检查栏目，组织文书评查，逐项改进。\n",
            "other": "本年度未收取政府信息公开信息处理费，没有其他需要报告的事项。\n",
        }

    # -- requests

    def requests(self):
        leaves = [row for row in self.published["requests"] if row not in FIRST_ROWS + LAST_ROWS]
        sums = {row: {} for row in [*FIRST_ROWS, *leaves, *LAST_ROWS]}
        self.serial = {self.year: 0, self.year - 1: 0}
        for column, kind in KINDS.items():
            plan = self.plan_column(column, leaves)
            for row, count in plan.items():
                sums[row][column] = count
            outcomes = [leaf for leaf in leaves for _ in range(plan[leaf])] + [None] * plan["carried_out"]
            for n, leaf in enumerate(outcomes):        # the requests of last year are answered first
                self.request(kind, leaf, carried=n < plan["carried_in"], n=n)
        for row, columns in sums.items():
            columns["total"] = sum(columns.values())
        self.expected["requests"] = sums

    def plan_column(self, column, leaves):
        """The counts that stand: leaves as published; new, carried in and carried out made to balance with them."""
        given = {row: self.cell("requests", row, column) for row in [*FIRST_ROWS, *leaves, *LAST_ROWS]}
        plan = {leaf: given[leaf] or 0 for leaf in leaves}
        closed = plan["closed"] = sum(plan.values())
        new, before, after = given["new"], given["carried_in"], given["carried_out"]
        if after is None:
            after = max(0, (new or 0) + (before or 0) - closed)
        if before is None:
            before = max(0, closed + after - (new or 0)) if new is not None else 0
        if closed + after < before:
            before = closed + after
        plan.update(new=closed + after - before, carried_in=before, carried_out=after)
        return plan

    def request(self, kind, leaf, carried, n):
        day = Day(self.year - 1 if carried else self.year)
        if leaf is None:
            received = day.spread(n, (12, 10), (12, 28))
        elif carried:
            received = day.spread(n, (12, 9), (12, 25))
        else:
            received = day.spread(n, (1, 6), (10, 10))
        self.serial[day.year] += 1
        serial = self.serial[day.year]
        number = f"SQ-{day.year}-{serial:05d}"
        row = {"受理编号": number, "申请人类型": kind, "申请人名称": applicant(kind, serial), "联系方式": "13800000000",
               "信息名称或描述": f"{day.year}年第{serial}号申请所指的文件", "获取方式": "电子邮件", "登记日期": received}
        row.update(channel(serial, received))
        if leaf:
            self.close(row, "6.3 6.1 6.2".split()[serial % 3] if leaf == "6" else leaf, received, serial)
        elif serial % 2 and not carried:               # the ledger is of January and has the answer
            self.answer(row, "1", Day(self.year + 1).at(1, 4 + serial % 5), serial)
        self.add("requests", **row)

    def close(self, row, code, received, serial):
        """Closes the request within the year, with the events that its outcome needs."""
        number, after = row["受理编号"], Day(self.year).after
        if code == "6.3":
            row.update({"办理结果": code, "终止日期": self.not_before_year(after(received, 6)), "备注": "申请人书面撤回申请"})
            self.event(number, 1, "CX", after(received, 6))
        elif code == "6.1":
            self.event(number, 1, "BZ", after(received, 3), 期限日期=after(received, 17))
            row.update({"办理结果": code, "终止日期": self.not_before_year(after(received, 24))})
        elif code == "6.2":
            self.event(number, 1, "SF", after(received, 3), 对方收到日期=after(received, 4), 金额="100.00", 计费方式="按件")
            row.update({"办理结果": code, "终止日期": self.not_before_year(after(received, 50))})
        else:
            start, days = received, 10 + serial % 9
            if code == "4.3":
                self.event(number, 1, "BZ", after(received, 3), 期限日期=after(received, 17))
                self.event(number, 2, "BH", after(received, 8))
                start, days = after(received, 8), 8
            elif code == "3.4":
                self.event(number, 1, "ZQ", after(received, 2), 对方="第三方", 对方收到日期=after(received, 3))
                self.event(number, 2, "ZF", after(received, 8), 对方="第三方", 意见="不同意")
            elif code == "5.4":
                self.event(number, 1, "LY", after(received, 2))
            self.answer(row, code, self.not_before_year(after(start, days)), serial)

    def not_before_year(self, iso):
        """An answer to a request of last year falls into this one."""
        return max(iso, Day(self.year).at(1, 5))

    def answer(self, row, code, day, serial):
        row.update({"办理结果": code, "文书号": f"信公开答〔{day[:4]}〕{serial}号", "落款日期": day, "救济告知": "Y"})
        delivery = ("S1", "S2", "S3", "S4")[serial % 4]
        row["送达方式"] = delivery
        row["签收送达日期" if delivery in ("S1", "S2") else "交邮或发出日期"] = day
        row.update({"法条依据": GROUNDS.get(code, ""), "应公开机关": "县档案馆" if code == "4.1" else "",
                    "指引渠道": "县信访局" if code == "5.1" else "", "前件受理编号": "SQ-2015-00001" if code == "5.2" else ""})

    def event(self, number, order, kind, day, **more):
        self.add("events", 受理编号=number, 序号=order, 事件=kind, 日期=day, **more)

    # -- disputes

    def disputes(self):
        serial = 0
        for block, kind in BLOCKS.items():
            cells = {column: self.cell("review", block, column) or 0 for column in (*RESULTS, "pending")}
            self.expected["review"][block] = {**cells, "total": sum(cells.values())}
            for column, count in cells.items():
                for n in range(count):
                    serial += 1
                    self.dispute(kind, column, serial, n)

    def dispute(self, kind, column, serial, n):
        day, earlier = Day(self.year), ""
        if kind == "SF":                               # the reconsideration that led to it ended before this year
            earlier = f"FY-{self.year - 1}-前{serial:04d}"
            self.add("disputes", 案件编号=earlier, 类别="FY", 收案日期=Day(self.year - 1).spread(serial, (3, 1), (6, 30)),
                     审结日期=Day(self.year - 1).spread(serial, (7, 1), (10, 31)), 结果="1")
        row = {"案件编号": f"{kind}-{self.year}-{serial:04d}", "类别": kind, "争议事项": "政府信息公开答复", "前案编号": earlier,
               "收案日期": day.spread(n, (1, 10), (9, 30))}
        if column != "pending":
            row.update({"审结日期": day.spread(n, (10, 9), (12, 31)), "结果": RESULTS[column]})
        elif n % 3 == 0:                               # concluded, but only after the closing day
            row.update({"审结日期": Day(self.year + 1).at(1, 9), "结果": "1"})
        elif n % 3 == 1:
            row["结果"] = "4"
        if n % 5 == 4:                                 # pending at the start of the year
            row["收案日期"] = Day(self.year - 1).spread(n, (11, 1), (12, 31))
        self.add("disputes", **row)

    # -- documents

    def documents(self):
        self.documents_made = 0
        for row, kind in (("rules", "GZ"), ("normative", "XG")):
            plan = self.plan_2019(row, kind) if self.form == "2019" else self.plan_2021(row, kind)
            self.expected["proactive"][row] = plan

    def plan_2021(self, row, kind):
        made, repealed, in_force = (self.cell("proactive", row, c) or 0 for c in ("made", "repealed", "in_force"))
        both = min(repealed, max(0, made - in_force))  # made and ended within the year
        still = max(0, in_force - (made - both))
        for n in range(made):
            self.document(kind, made=Day(self.year).spread(n, (1, 4), (9, 30)), ended=n < both, n=n)
        for n in range(repealed - both + still):
            self.document(kind, made=Day(self.year - 1 - n % 5).spread(n, (1, 4), (12, 31)), ended=n < repealed - both, n=n)
        return {"made": made, "repealed": repealed, "in_force": made - both + still}

    def plan_2019(self, row, kind):
        made, published, total = (self.cell("proactive", row, c) or 0 for c in ("made", "published", "published_total"))
        day, earlier = Day(self.year), Day(self.year - 1)
        for n in range(max(made, published)):
            written = day.spread(n, (1, 4), (9, 30)) if n < made else earlier.spread(n, (12, 1), (12, 31))
            shown = "" if n >= published else day.after(written, 5) if n < made else day.spread(n, (1, 4), (1, 20))
            self.document(kind, made=written, ended=total <= n < published, n=n, shown=shown)
        for n in range(max(0, total - published)):
            written = Day(self.year - 1 - n % 5).spread(n, (1, 4), (11, 30))
            self.document(kind, made=written, ended=False, n=n, shown=day.after(written, 6))
        return {"made": made, "published": published, "published_total": total}

    def document(self, kind, made, ended, n, shown=None):
        """ended: within the year, in one of the ways; shown: '' = never published."""
        self.documents_made += 1
        row = {"文件编号": f"WJ{self.documents_made:05d}", "类型": kind, "名称": f"关于第{self.documents_made}项工作的管理办法",
               "文号": f"政发〔{made[:4]}〕{self.documents_made}号", "成文日期": made, "施行日期": made,
               "公布日期": made if shown is None else shown, "主动公开": "N" if shown == "" else "Y"}
        if ended and n % 3 == 0:                       # ends the day after its validity
            row["有效期至"] = Day(self.year).spread(n, (10, 8), (12, 30))
        elif ended:
            row.update({"废止日期": Day(self.year).spread(n, (10, 8), (12, 31)), "废止或失效方式": "废止" if n % 3 == 1 else "宣布失效"})
        elif n % 4 == 0:                               # ends after the closing day
            row["废止日期" if n % 8 else "有效期至"] = Day(self.year + 1).at(1, 1) if n % 8 else Day(self.year).at(12, 31)
            row["废止或失效方式"] = "废止" if n % 8 else ""
        self.add("documents", **row)

    # -- decisions, items, fees

    def decisions(self):
        for row, kind in DECISION_KINDS.items():
            if row not in self.published["proactive"]:
                continue
            count = self.cell("proactive", row, "decisions") or 0
            self.expected["proactive"].setdefault(row, {})["decisions"] = count
            share, rest = divmod(count, 12)
            for month in range(1, 13):
                amount = share + (1 if month <= rest else 0)
                if amount:
                    self.add("decisions", 月份=f"{self.year}-{month:02d}", 类别=kind, 数量=amount)

    def items(self):
        proactive = self.published["proactive"]
        for row, kind in ITEM_KINDS.items():
            cells = proactive.get(row, {})
            names = {"items_before": "上一年项目数量", "items_change": "本年增减", "items": "采购项目数量", "amount": "采购总金额(元)"}
            values = {column: cells[column] for column in names if cells.get(column) is not None}
            self.expected["proactive"].setdefault(row, {}).update(
                {c: decimal_text(v) if c == "amount" else int(v) for c, v in values.items()})
            if values:
                self.add("items", 年度=self.year, 类别=kind, **{names[c]: decimal_text(v) for c, v in values.items()})

    def fees(self):
        if self.form == "2019":
            return
        amount = Decimal(self.published["proactive"].get("fees", {}).get("amount") or 0)
        places = max(0, -amount.as_tuple().exponent)
        if places > MAX_PLACES or amount < 0:
            raise Contradiction(f"proactive/fees/amount: {amount}")
        self.expected["proactive"]["fees"] = {"amount": decimal_text(amount)}
        unit = Decimal(1).scaleb(-places)
        part = (amount / 3).quantize(unit, rounding="ROUND_DOWN")
        for name, value in (("不动产登记费", part), ("耕地开垦费", part), ("土地复垦费", amount - 2 * part)):
            if value:
                self.add("fees", 年度=self.year, 项目名称=name, **{"金额(万元)": decimal_text(value),
                                                            "原始金额(元)": f"{value * 10000:.2f}"})

    # -- the expected cells

    def expectation(self):
        differs, unpublished = {}, []
        for table, rows in self.expected.items():
            for row, cells in rows.items():
                for column, value in cells.items():
                    published = self.published.get(table, {}).get(row, {}).get(column)
                    address = f"{table}/{row}/{column}"
                    if published is None:
                        unpublished.append(address)
                    elif Decimal(published) != Decimal(value):
                        differs[address] = {"published": decimal_text(published), "computed": str(value)}
        return {"agency": self.report["agency"], "code": self.code, "year": self.year, "form": self.form,
                "tables": self.expected, "differs": differs, "unpublished": unpublished}


def decimal_text(value):
    """Exact digits, never an exponent."""
    return format(Decimal(value), "f")


def make_code(name):
    """A well-formed code that no agency has; the same name always gives the same code."""
    return usci("11990000" + f"{int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10**9:09d}")


def applicant(kind, serial):
    names = {"A1": "申请人第{}号", "B1": "第{}贸易有限公司", "B2": "第{}研究所", "B3": "第{}公益基金会", "B4": "第{}律师事务所",
             "B9": "第{}村民委员会"}
    return names[kind].format(serial)


def channel(serial, received):
    """The channel and the dates that it needs, all of them the day of receipt."""
    code = f"C{serial % 7 + 1}"
    dates = {"C1": ["提交日期"], "C2": ["签收日期"], "C3": ["实收日期", "确认日期"], "C4": ["提交日期", "确认日期"],
             "C5": ["提交日期", "确认日期"], "C6": ["提交日期", "确认日期"], "C7": ["提交日期"]}
    return {"申请方式": code, **{column: received for column in dates[code]}}


def expand(report, folder):
    """Writes FOLDER/ledger and FOLDER/expected.json; returns the expectation."""
    expander = Expander(report).expand()
    write_ledger(os.path.join(folder, "ledger"), expander.tables, expander.narrative)
    expectation = expander.expectation()
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as out:
        json.dump(expectation, out, ensure_ascii=False, indent=1)
        out.write("\n")
    return expectation


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: expand_report.py REPORTS.json INDEX OUT")
    report = load_reports(sys.argv[1])[int(sys.argv[2])]
    expectation = expand(report, sys.argv[3])
    print(f"{expectation['agency']} {expectation['year']}: {len(expectation['differs'])} contradicting cells, "
          f"{len(expectation['unpublished'])} unpublished")


if __name__ == "__main__":
    main()
