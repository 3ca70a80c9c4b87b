"""Hostile queries in a data folder: the limit on a query's work, and not a clock, ends each one soon. The message names the file, and
the program writes nothing. It bounds findings that are too many or too long, and says so.

    python3 tests/faults/queries.py PROGRAM --trials N

The script tries N of the attacks, the cheap ones first.
"""
import json
import os
import shutil
import sys

from hostile import Hostile
from trial import AS_OF, CLEAN, ROOT, read, tail, write

N = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)"
BIG = N + ", big(x) AS MATERIALIZED (SELECT replace(printf('%0900000d', 0), '0', 'a') UNION ALL SELECT replace(printf('%0900000d', 1), '0', 'a'))"
FEW = BIG.replace("3000000", "200")                    # the rows cost little: the function does the rest of the work
STEPS, LENGTH, NO_TEXT, PATTERN = "查询做了过多的步骤", "查询得出的文字过长", "里不能有 字节 0xED", "不能超过 200 字节"
ATTACKS = [
    ("SELECT 'a' || char(55296) AS value", NO_TEXT),
    (BIG + " SELECT sum(instr(x, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' || i)) AS value FROM big, n", STEPS),
    (BIG + " SELECT group_concat(x || i) AS value FROM big, n", LENGTH + "|" + STEPS),
    (BIG + " SELECT count(digest_text(x || i)) AS value FROM big, n", STEPS),
    (N + " SELECT sum(length(printf('%.*f', 4000, 1.5 / i)) + length(printf('%.*f', 3999, 1.5 / i))) AS value FROM n", STEPS),
    (N + " SELECT i AS key FROM n", STEPS),
    (BIG + " SELECT x || i AS value FROM big, n", STEPS),
    (BIG + " SELECT count(*) AS value FROM big, n WHERE x || i = 'a'", STEPS),
    (BIG + " SELECT trim(x, x) AS value FROM big", PATTERN),
    (BIG + " SELECT sum(instr(a.x || i, b.x || i)) AS value FROM big a, big b, n", STEPS),
    (BIG + " SELECT sum(length(replace(x, 'aaaab', i))) AS value FROM big, n", STEPS),
    (BIG + " SELECT sum(overlap(a.x || i, b.x)) AS value FROM big a, big b, n", STEPS),
    (BIG + " SELECT count(personal_pattern(x || i)) AS value FROM big, n", STEPS),
    (BIG + " SELECT count(personal_pattern(replace(x, 'aaaa', '1a-2') || i)) AS value FROM big, n", STEPS),
    (FEW + " SELECT count(personal_pattern(replace(x, 'aaaa', 'a@a.') || i)) AS value FROM big, n", STEPS),
    (FEW + " SELECT count(bare(replace(substr(x, 1, 80000), 'a', '第（一') || i)) AS value FROM big, n", STEPS),
    (BIG + " SELECT count(fold(replace(x, 'aaa', '第') || i)) AS value FROM big, n", STEPS),
    (BIG + " SELECT count(bare(x || i)) AS value FROM big, n", STEPS),
    (BIG + " SELECT count(*) AS value FROM big, n WHERE x || i GLOB '*a*a*a*a*a*a*a*b'", STEPS),
    (BIG + " SELECT count(*) AS value FROM big, n WHERE x || i LIKE '%a_a_a_a_a_a_a_a_a_a_a_a_a_b'", STEPS),
    (BIG + " SELECT sum(length(upper(substr(x, i)))) AS value FROM big, n", STEPS),
    (BIG + " SELECT count(*) AS value FROM (SELECT DISTINCT x || i AS y FROM big, n)", STEPS),
    (BIG + " SELECT y AS value FROM (SELECT x || i AS y FROM big, n) ORDER BY y", STEPS),
    (N + " SELECT sum(length(printf('%*d', 20000 + i, i))) AS value FROM n", STEPS),
    ("WITH RECURSIVE d(x) AS (SELECT 'ab' UNION ALL SELECT x || x FROM d) SELECT max(length(x)) AS value FROM d", LENGTH),
    (N + " SELECT sum(a.i * b.i) AS value FROM n a, n b", STEPS),
    (N + " SELECT count(*) AS value FROM cells a, cells b, n WHERE a.value + b.value = i", STEPS),
]


class Queries(Hostile):
    def __init__(self):
        super().__init__("queries")
        self.data = self.path("data")
        shutil.copytree(os.path.join(ROOT, "data"), self.data, ignore=shutil.ignore_patterns("sample", "real_*"))
        shutil.copytree(os.path.join(ROOT, "report_templates"), os.path.join(self.data, "report_templates"))
        self.rule = os.path.join(self.data, "report_templates", "rules", "D15.yaml")
        self.rule_head = read(self.rule).split("query: |")[0]
        self.clean = self.ledger("plain", without=["overview.md"])

    def words(self, out):
        return ["report", self.clean, "--year", "2025", "--as-of", AS_OF, "-q", "--data", self.data, "-o", out]

    def set_rule(self, query):
        write(self.rule, self.rule_head + f"query: |\n  {query}\n")

    def found(self, query):
        self.set_rule(query)
        run = self.run("check", CLEAN, "--year", "2025", "--as-of", AS_OF, "-q", "--json", "--data", self.data)
        self.expect(run.code in (0, 1), f"{query}: exit {run.code}: {tail(run.err)}")
        return [one for one in json.loads(run.out or "[]") if one["id"] == "D15"]


def bounded(trial):
    found = trial.found("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12345) "
                        "SELECT i AS key, iif(i = 11000, 'warning', 'hint') AS severity FROM n")
    trial.expect(len(found) == 10001, f"{len(found)} findings of one check")
    said = [one for one in found if "查出 12345 处" in one["message"]]
    trial.expect(len(said) == 1, "the report does not say that findings are not listed")
    found = trial.found("SELECT replace(printf('%050000d', 0), '0', '长') AS value, '短' AS key")
    trial.expect(len(found) == 1 and len(found[0]["value"]) < 1500 and "共 50000 字" in found[0]["value"], f"a long text: {[len(one['value']) for one in found]}")


def main():
    number = int(sys.argv.pop()) if sys.argv[-2:-1] == ["--trials"] else sys.exit(__doc__)
    sys.argv.pop()
    trial = Queries()
    out = trial.path("out")
    for query, said in ATTACKS[:number]:
        trial.set_rule(query)
        text = trial.attack(query[-90:], trial.words(out), 2, said, out)
        trial.expect("rules/D15.yaml:" in text, f"{query}: the check is not named: {tail(text)}")
    bounded(trial)
    trial.set_rule("SELECT 1 AS key WHERE 0")
    paragraphs = os.path.join(trial.data, "report_templates", "2021", "overview.yaml")
    write(paragraphs, f"- heading: （一）主动公开\n  query: |\n    {N} SELECT '字' || i AS text FROM n\n")
    text = trial.attack("a form without end", trial.words(out), 2, STEPS, out)
    trial.expect("2021/overview.yaml:" in text, f"the form is not named: {tail(text)}")
    trial.end()


if __name__ == "__main__":
    main()
