"""Makes random trees of agencies with random reports, and computes what `nianbao rollup` must say.

    python3 tests/whole/rollups.py PROGRAM [ROUNDS]

The agencies are of every kind, level and date, with a superior or without one. Each hands over no report, one or several, as
report.json, as workbooks filled by hand or as lists of cells; there are drafts, two years, wrong codes, and the workbook of one
agency beside the report.json of another. The script computes the sum and its parts, the state of each agency and the findings of
group F from docs/zh/汇总.md. The published report differs from the sum in cells that F01 must name. Folders given in another order,
or twice, change nothing.
"""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/generators"))
import make_county
from standard_workbook import Style, write

YEAR, AS_OF = 2025, "2026-02-19"
DUE, SOFT = "2026-01-31", "2026-02-02"               # the closing day of departments and townships; the first working day after it
HEAD = "机关代码 机关名称 上级机关代码 机关类型 层级 垂直管理 工作日历 启用日期 停用日期 承接机关代码".split()
ROOT = make_county.credit_code(7)
NAME = "平江县人民政府"
problems = []


def same(what, wanted, got):
    if wanted != got:
        problems.append(f"{what}: expected {wanted}, got {got}")


def flat(tables):
    return {f"{t}/{r}/{c}": v for t, rows in tables.items() for r, cols in rows.items() for c, v in cols.items()}


class Report:
    """One report as handed over, and its rank among the reports of its agency."""

    def __init__(self, r, agency, year):
        self.code, self.name, self.year = agency["机关代码"], agency["机关名称"], year
        self.draft, self.as_of, self.kind = False, f"{year + 1}-01-{r.randint(5, 28):02d}", r.choice("jjjwc")
        invented = (self.name, "B", 4, r.randint(0, 30), 3, r.randint(0, 900), r.randint(0, 9), 0, r.choice([None, "1.5", "0.25", "12"]), "事项", "问题")
        carried = make_county.spread(r, r.randint(0, 4))
        self.tables, _ = make_county.tables_of(r, invented, carried, r.randint(3, 9), 0, (1, 0))
        if self.kind == "j":
            self.draft = r.random() < 0.2
        else:
            self.as_of = ""

    def write(self, folder, name):
        """Returns the path as the program shows it: relative to the folder on the command line."""
        shown = {"j": f"{name}/report.json", "w": f"{name}/{name}.xlsx", "c": f"{name}/{name}.csv"}[self.kind]
        path = os.path.join(folder, shown)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if self.kind == "w":
            write(path, {"agency": self.name, "year": self.year, "form": "2021", "tables": self.tables}, Style(merged=False))
        elif self.kind == "c":
            with open(path, "w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([["机关代码", "年度", "单元格", "数值"], *[[self.code, self.year, a, v] for a, v in flat(self.tables).items()]])
        else:
            words = {"overview": f"{self.year}年，{self.name}。", "problems": self.name, "other": "未收取信息处理费。"}
            with open(path, "w", encoding="utf-8") as out:
                json.dump({"schema": "nianbao.report/1", "agency": {"code": self.code, "name": self.name}, "year": self.year, "form": "2021",
                           "status": "draft" if self.draft else "final", "tables": self.tables, "notes": {}, "narrative": words,
                           "provenance": {"as_of": self.as_of}}, out)
        self.shown = shown
        return shown


def plant(r):
    """The tree: rows of agencies.csv."""
    rows = []
    for i in range(r.randint(6, 14)):
        code = make_county.credit_code(100 + i)
        parent = r.choice([a["机关代码"] for a in rows]) if rows and r.random() < 0.2 else "" if r.random() < 0.05 else ROOT
        row = dict.fromkeys(HEAD, "")
        row.update({"机关代码": code, "机关名称": f"平江县第{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[i]}局", "上级机关代码": parent, "机关类型": r.choice("BBBBBOXPEN"), "层级": r.choice("445"),
                    "垂直管理": "Y" if r.random() < 0.1 else "N", "工作日历": "全国", "启用日期": r.choice([""] * 8 + ["2025-03-01", "2026-01-01"]),
                    "停用日期": r.choice([""] * 7 + ["2024-06-30", "2025-06-30", "2025-12-31"])})
        if row["停用日期"] and rows and r.random() < 0.7:
            row["承接机关代码"] = r.choice(rows)["机关代码"]
        rows.append(row)
    return rows


def standing(a, by_code):
    up, steps = a, 0
    while up and up["上级机关代码"] != ROOT and steps < 50:
        up, steps = by_code.get(up["上级机关代码"]), steps + 1
    if not up or steps == 50:
        return "stranger"
    if a["停用日期"] and a["停用日期"] < "2025-01-01":
        return "closed"
    if a["启用日期"] > "2025-12-31":
        return "not_yet"
    if a["机关类型"] == "E":
        return "enterprise"
    if a["上级机关代码"] != ROOT:
        return "below"
    if a["垂直管理"] == "Y":
        return "vertical"
    if a["机关类型"] == "N":
        return "internal"
    return "merged" if a["停用日期"] and a["停用日期"] < "2025-12-31" and a["承接机关代码"] else "summed"


def state(a, where, counted, submitted):
    if where == "merged" and not counted:
        return "merged"
    if where not in ("summed", "merged"):
        return "unknown" if where == "stranger" else "left_out"
    if not counted:
        return "missing"
    day = submitted.get(a["机关代码"])
    return "undated" if not day else "in_time" if day <= DUE else "grace" if day <= SOFT else "late"


def best(reports):
    """Final before draft, the later day, the name that comes first."""
    top = [r for r in reports if r.draft == min(x.draft for x in reports)]
    top = [r for r in top if r.as_of == max(x.as_of for x in top)]
    return min(top, key=lambda r: r.shown.encode())


class Round:
    def __init__(self, program, seed, work):
        self.r, self.program, self.seed, self.work = random.Random(seed), program, seed, work
        self.rows = plant(self.r)
        self.by_code = {a["机关代码"]: a for a in self.rows}
        self.handed = {a["机关代码"]: [] for a in self.rows}
        self.unknown, self.aside = set(), set()
        self.folders = [os.path.join(work, name) for name in ("台账", "甲", "乙")]
        for folder in self.folders:
            os.makedirs(folder)

    def write_csv(self, name, rows):
        with open(os.path.join(self.folders[0], name), "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)

    def hand_over(self):
        r, self.submitted, beside = self.r, {}, None
        for i, a in enumerate(self.rows):
            for k in range(r.choice([0, 1, 1, 1, 1, 2, 3])):
                one = Report(r, a, YEAR)
                where, name = r.choice(self.folders[1:]), f"{i:02d}{'abc'[k]}"
                if beside and one.kind == "w" and not k:   # in a folder with another's report.json
                    (where, name), beside = beside, None
                elif one.kind == "j":
                    beside = where, name
                if one.kind == "j" and r.random() < 0.1:   # the name identifies the agency, and the program reports the code
                    one.code = make_county.credit_code(5000 + i * 9 + k)
                    one.odd = True
                one.write(where, name)
                self.handed[a["机关代码"]].append(one)
            last = [Report(r, a, YEAR - 1) for _ in range(r.choice([0, 0, 1, 1, 2, 3]))]
            for k, one in enumerate(last):
                one.write(self.folders[1 + k % 2], f"{i:02d}上年{k}")
            self.aside |= {one.shown for one in last} - {best(last).shown} if last else set()
            if r.random() < 0.8:
                self.submitted[a["机关代码"]] = f"2026-{r.choice(['01-20', '01-31', '02-01', '02-02', '02-03'])}"
        stranger = Report(r, {"机关代码": make_county.credit_code(9000), "机关名称": "邻县某局"}, YEAR)
        self.unknown.add(stranger.write(self.folders[2], "邻县"))

    def expect(self):
        self.counts = {code: best(reports) for code, reports in self.handed.items() if reports}
        self.stands = {a["机关代码"]: standing(a, self.by_code) for a in self.rows}
        self.parts = {code: flat(one.tables) for code, one in self.counts.items() if self.stands[code] in ("summed", "merged")}
        self.sum = {}
        for cells in self.parts.values():
            for address, value in cells.items():
                self.sum[address] = self.sum.get(address, 0) + millionths_of(value)

    def declare(self):
        """The published report: the sum, but for a few cells."""
        addresses = sorted(self.sum)
        self.wrong = set(self.r.sample(addresses, 4)) if addresses else set()
        lines = [[ROOT, YEAR, a, format_number(v + (1000000 if a in self.wrong else 0))] for a, v in sorted(self.sum.items())]
        for line in lines:                             # one left blank: wrong where the sum is not zero
            if line[2] not in self.wrong and self.r.random() < 0.01:
                line[3] = "/"
                self.wrong |= {line[2]} if self.sum[line[2]] else set()
        self.write_csv("declared.csv", [["机关代码", "年度", "单元格", "数值"], *lines])

    def run(self, folders):
        done = subprocess.run([self.program, "rollup", *folders, "--year", str(YEAR), "--parent", ROOT, "--as-of", AS_OF, "-o", os.path.join(self.work, "out"),
                               "--json", "-q"], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            problems.append(f"round {self.seed}: exit {done.returncode} {done.stderr[-300:]}")
            return None
        return json.loads(done.stdout)

    def play(self):
        root = dict(zip(HEAD, [ROOT, NAME, "", "G", "4", "N", "全国", "", "", ""]))
        self.hand_over()
        self.expect()
        self.write_csv("agencies.csv", [HEAD, *[[a[h] for h in HEAD] for a in [root, *self.rows]]])
        self.write_csv("publication.csv", [["机关代码", "年度", "发布日期", "提交日期", "网址"], *[[c, YEAR, "2026-02-05", d, ""] for c, d in self.submitted.items()]])
        self.declare()
        said = self.run(self.folders)
        if said:
            self.compare(said)
            again = self.run([self.folders[2], self.folders[0], self.folders[1], self.folders[2]])
            same(f"round {self.seed}: in another order, sums", said["cells"], again and again["cells"])
            same(f"round {self.seed}: in another order, counted", {(f["code"], f["file"]) for f in said["filings"]}, {(f["code"], f["file"]) for f in again["filings"]})

    def compare(self, said):
        at = f"round {self.seed}: "
        same(at + "sum", {a: v for a, v in self.sum.items() if self.parts}, {a: millionths_of(c["value"]) for a, c in said["cells"].items() if c["value"] is not None})
        same(at + "parts", {a: {c: millionths_of(p[a]) for c, p in self.parts.items() if millionths_of(p[a])} for a in self.sum},
             {a: {c: millionths_of(v) for c, v in cell["parts"].items()} for a, cell in said["cells"].items()} if self.sum else {})
        always = ("summed", "merged", "vertical", "enterprise", "internal")
        wanted = {c: state(self.by_code[c], s, c in self.parts, self.submitted) for c, s in self.stands.items() if s in always or c in self.counts}
        same(at + "states", wanted, {f["code"]: f["state"] for f in said["filings"] if f["code"] in self.by_code})
        same(at + "files", {c: one.shown for c, one in self.counts.items()}, {f["code"]: f["file"] for f in said["filings"] if f["file"] and f["code"] in self.by_code})
        same(at + "others", {c: {x.shown for x in rs} - {self.counts[c].shown} for c, rs in self.handed.items() if len(rs) > 1},
             {f["code"]: set(f["other_file"].split("、")) for f in said["filings"] if f["twice"]})
        same(at + "unknown agencies", self.unknown, {f["file"] for f in said["filings"] if f["code"] not in self.by_code})
        self.compare_findings(said, wanted)

    def compare_findings(self, said, states):
        found = {}
        same(f"round {self.seed}: last year's reports that do not count", self.aside, {f["file"] for f in said["findings"] if f["id"] == "R01"})
        for f in said["findings"]:
            if f["state"] == "fail":
                found.setdefault(f["id"], set()).add(f["cell"] or f["key"])
        reached = {s: {c for c in self.counts if self.stands[c] == s} for s in ("below", "enterprise", "vertical", "stranger")}
        wanted = {"F01": self.wrong, "F02": {c for c, s in states.items() if s in ("missing", "pending")},
                  "F03": reached["below"] | {c for c, rs in self.handed.items() if len(rs) > 1}, "F04": reached["enterprise"], "F08": reached["vertical"],
                  "F12": {c for c in self.parts if self.counts[c].draft}, "F15": {c for c in self.parts if hasattr(self.counts[c], "odd")},
                  "F14": reached["stranger"] | {make_county.credit_code(9000)}}
        for check, keys in wanted.items():
            got = found.get(check, set())
            same(f"round {self.seed}: {check}", keys, {"邻县某局" == k and make_county.credit_code(9000) or k for k in got})


def millionths_of(value):
    """Amounts in millionths, so that everything is an integer."""
    whole, _, fraction = str(value).partition(".")
    return int(whole) * 1000000 + int((fraction + "000000")[:6])


def format_number(millionths):
    whole, fraction = divmod(millionths, 1000000)
    return f"{whole}.{fraction:06d}".rstrip("0").rstrip(".") if fraction else str(whole)


def main():
    program, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 12
    for seed in range(rounds):
        with tempfile.TemporaryDirectory() as work:
            Round(program, seed, work).play()
    for problem in problems:
        print(problem)
    print(f"rollups: {rounds} trees, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
