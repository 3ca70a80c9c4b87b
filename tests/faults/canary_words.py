"""Names among words that may be shown: a name of two to four characters alone, before, behind and between known words, in every
column of requests except texts. No output holds one.

    python3 tests/faults/canary_words.py PROGRAM

The names of canary.py look like nothing else. These look like a code, a date or a clerk's own word.
"""
from canary import CLEAN, STEMS, Canaries, other_tables, private, with_canaries, workbook
import canary

NAMES = ["雀佳", "雀公开", "欧阳雀", "司马雀佳"]
DRESSES = ["{}", "{}撤回", "网上申请{}", "2025-03-05 {}", "{} 2025-03-05 星期三", "不予公开（{}）", "不予公开-{}", "{}：同上", "3月6日{}", "已告知{}", "#{}", "{}1.0"]
# This trial leaves these columns alone: keys and texts have their own rules.
TEXTS = {"受理编号", "来件编号", "信息名称或描述", "文号", "承办部门", "法条依据", "文书号", "前件受理编号", "目录索引号", "应公开机关", "指引渠道", "备注", *private.PERSONAL}


def main():
    trial = Canaries("canary-words")
    canary.LOOKED_FOR[:] = [(name, [name.encode(), name.encode("gb18030"), name.encode("utf-16-le")]) for name in NAMES] + [(stem, [stem.encode()]) for stem in STEMS]
    rows = with_canaries(CLEAN)
    kinds = [i for i, heading in enumerate(rows[0]) if heading not in TEXTS]
    trial.expect(len(kinds) > 8, "columns of dates and codes")
    for n, dress in enumerate(DRESSES):
        changed = [list(row) for row in rows]
        for k, i in enumerate(kinds):
            changed[1 + k % (len(rows) - 1)][i] = dress.format(NAMES[(n + k) % len(NAMES)])
        ledger = trial.ledger(f"words{n}", files={"requests.csv": private.table(changed)})
        book = workbook(trial.path(f"words{n}.xlsx"), "requests", changed, **other_tables())
        for what, place in (("CSV", ledger), ("XLSX", book)):
            out = trial.path(f"out{n}{what}")
            trial.quiet(f"{dress}, {what}: check", "check", place, "--year", "2025", "--as-of", canary.AS_OF, "-v", "--json", codes=(2,))
            if n % 4 == 0:
                trial.quiet(f"{dress}, {what}: report", "report", place, "--year", "2025", "--as-of", canary.AS_OF, "-v", "--mark", "-o", out, codes=(2,), place=out)
    trial.end()


if __name__ == "__main__":
    main()
