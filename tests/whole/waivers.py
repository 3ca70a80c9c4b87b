"""Prints waivers and applies them, for the failing ledger of every check.

    python3 tests/whole/waivers.py PROGRAM [ID…]
    python3 tests/whole/waivers.py PROGRAM --trials N      # of N checks, spread over the catalogue

`nianbao check --waiver-lines` prints a line for every finding that may be waived. With 理由 and 批准人 filled in, as a
spreadsheet saves the file, every such finding must be waived and name the place of its reason, and no other finding may be. The
exit code must be 0 when nothing else blocks. The program must refuse the file as printed, without reasons. A second run with
--waiver-lines prints nothing more. The script leaves out refused ledgers and those with waivers of their own.
"""
import concurrent.futures
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(TESTS, "support/runners"))
import rule_case
import run_case
import run_rules

FREE = {"validity", "continuity", "hierarchy", "timeliness", "quality", "macro"}
REASON = "核实无误，=见附件"


def counted_early(case):
    """Whether the case's own day lies before the year's end: then the report is a draft, whatever is waived."""
    words = case.arguments()
    given = dict(zip(words, words[1:]))
    return given["--as-of"] < f"{given['--year']}-12-31"


def run(case, *words):
    environment = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
    command = [case.program, "check", case.places["ledger"], "-q", *case.arguments(), *words]
    return subprocess.run(command, cwd=case.places["work"], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=run_case.TIMEOUT, check=False)


def fill(lines, path):
    """Reads the printed lines as a spreadsheet does, fills them in, and writes them without the byte order mark and with other quotes."""
    rows = list(csv.DictReader(io.StringIO(lines.decode("utf-8-sig"), newline="")))
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows({**row, "理由": REASON, "批准人": "李主任", "日期": "2026-01-10"} for row in rows)


def may_be_waived(finding):
    return finding["class"] in FREE and finding["state"] != "not_assessable" and finding["table"] != "waivers"


def problems_of_filled(case, path, draft_by_date):
    done = run(case, "--waivers", path, "--json")
    if done.returncode >= 2:
        yield f"filled lines are refused: {done.stdout.decode()[:400]}"
        return
    findings = json.loads(done.stdout)
    for f in findings:
        waived = f["state"] == "waived"
        if waived != may_be_waived(f):
            yield f"{f['id']} {f['cell'] or f['key']} {f['value']}: {f['state']}"
        if waived and (f["blocking"] or not f["advice"].startswith("已豁免，理由见 ")):
            yield f"{f['id']}: waived, blocking {f['blocking']}, {f['advice']}"
    if done.returncode != int(draft_by_date or any(f["blocking"] for f in findings)):
        yield f"exit {done.returncode} after waiving"
    again = run(case, "--waivers", path, "--waiver-lines")
    if again.stdout.count(b"\r\n") != 1:
        yield f"lines are left: {again.stdout.decode()}"


def problems_of(program, rule):
    for section in rule_case.Tests(os.path.join(run_rules.RULES, rule + ".case")).of_kind("fails"):
        yield from problems_of_ledger(program, section)


def problems_of_ledger(program, section):
    with tempfile.TemporaryDirectory(prefix="waive-") as work:
        case = run_rules.RuleCase(program, section, os.path.realpath(work))
        case.lay()
        path = os.path.join(work, "mine.csv")
        printed, before = run(case, "--waiver-lines"), run(case, "--json")
        if printed.returncode >= 2 or os.path.exists(os.path.join(case.places["ledger"], "waivers.csv")):
            return
        places = {(f["id"], f["cell"] or (f["key"], f["file"], f["row"], f["column"]), f["value"]) for f in json.loads(before.stdout) if may_be_waived(f)}
        lines = printed.stdout.count(b"\r\n") - 1
        if bool(lines) != bool(places) or lines > len(places):
            yield f"{lines} lines for {len(places)} places"
        if not lines:
            return
        with open(path, "wb") as out:
            out.write(printed.stdout)
        if run(case, "--waivers", path).returncode != 2:
            yield "lines without a reason are not refused"
        fill(printed.stdout, path)
        yield from problems_of_filled(case, path, counted_early(case))


def checked(program, rule):
    try:
        return [f"{rule}: {line}" for line in problems_of(program, rule)]
    except (run_case.BadCase, ValueError, OSError, subprocess.TimeoutExpired) as error:
        return [f"{rule}: {error}"]


def main():
    program = os.path.abspath(sys.argv[1])
    rules = run_rules.ids(run_rules.RULES)
    if sys.argv[2:3] == ["--trials"]:
        rules = rules[::max(1, len(rules) // int(sys.argv[3]))]
    else:
        rules = sys.argv[2:] or rules
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        found = [line for lines in pool.map(lambda rule: checked(program, rule), rules) for line in lines]
    print("\n".join(found))
    print(f"waivers: {len(rules)} checks, {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
