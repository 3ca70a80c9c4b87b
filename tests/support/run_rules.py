"""Runs the passing and the failing ledger of every check.

    python3 tests/support/run_rules.py PROGRAM [ID…] [--update]

tests/rules/ID/pass and tests/rules/ID/fail are small changes of the clean ledger (tests/clean), laid as run_case.py lays
them: `ledger/` (files that replace), `edit` (FILE<TAB>OLD<TAB>NEW), `base` (only to leave files out: tests/clean, then
-FILE lines). Besides:

    arguments   more words for `nianbao check`, one line; {ledger} and {case} are known. The last --year or --as-of counts.
    exit        pass only: the exit code, 0 without it (an overlay may break another check than its own)
    expect      fail only: JSON {"exit": N, "findings": [{…}, …]}: every finding of this id, in order, with the keys PLACE

A base of tests/county is what a superior has: agencies and, below 报送, their reports. It is run by `nianbao rollup`, and the
findings are those on the government's report and on each one handed over.

A passing ledger comes as near to the fault as it can. Every id that `nianbao rules list` prints must have both, but for
those in ELSEWHERE, and every folder must be a check. --update writes `expect` from what the program says now: read it.
"""
import argparse
import concurrent.futures
import json
import os
import shlex
import subprocess
import sys
import tempfile

import run_case

RULES = os.path.join(run_case.ROOT, "tests", "rules")
PLACE = ("state", "severity", "blocking", "table", "file", "row", "column", "key", "cell", "value")
COMMAND = ["--year", "2025", "--as-of", "2026-01-20", "--json", "-q"]
COUNTY = os.path.join("tests", "county")
ROLLUP = ["--year", "2025", "--parent", "清河县人民政府", "--as-of", "2026-02-19", "--json", "-q"]
# Checks that no ledger can break.
ELSEWHERE = {"S12": "a fault of a form or rule folder: tests/faults/form_copy.py",
             "R01": "a file that is no report: tests/support/check_submissions.py", "R03": "two files that differ: the same",
             "R04": "a label in a workbook: the same", "R08": "numbers beside the tables of a workbook: tests/support/check_split_tables.py",
             "S32": "two workbooks in a folder: tests/near/text_shared"}


class RuleCase(run_case.Case):
    """One overlay of the clean ledger."""

    def base(self):
        return super().base() or ["tests/clean"]

    def command(self):
        if self.base()[0] != COUNTY:
            return [self.program, "check", self.places["ledger"], *COMMAND]
        return [self.program, "rollup", self.places["ledger"], *ROLLUP, "-o", self.places["out"]]

    @staticmethod
    def findings(printed):
        if isinstance(printed, list):
            return printed
        return printed["findings"] + [f for s in printed["submissions"] for f in s["findings"]]

    def check(self):
        """The exit code and the findings of `nianbao check`, or of `nianbao rollup`."""
        self.lay_ledger()
        words = [self.fill(w) for w in shlex.split(run_case.read(self.path("arguments"), ""))]
        environment = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
        environment.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
        done = subprocess.run([*self.command(), *words], cwd=self.places["work"], env=environment,
                              timeout=run_case.TIMEOUT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        try:
            return done.returncode, self.findings(json.loads(done.stdout))
        except ValueError:
            raise run_case.BadCase(f"exit {done.returncode}, no findings: {done.stderr.decode('utf-8', 'replace').strip()}") from None


def check(program, rule, kind):
    folder = os.path.join(RULES, rule, kind)
    with tempfile.TemporaryDirectory(prefix="rule-") as work:
        case = RuleCase(program, folder, os.path.realpath(work))
        code, findings = case.check()
        return case, code, [{key: f[key] for key in PLACE} for f in findings if f["id"] == rule], findings


def problems_of_pass(program, rule):
    case, code, found, findings = check(program, rule, "pass")
    for f in found:
        yield f"found: {json.dumps(f, ensure_ascii=False)}"
    wanted = int(run_case.read(case.path("exit"), "0"))
    if code != wanted:
        others = " ".join(sorted({f["id"] for f in findings if f["blocking"]}))
        yield f"exit {code}, expected {wanted} (blocking: {others})"


def dump(expected):
    rows = ",\n  ".join(json.dumps(f, ensure_ascii=False) for f in expected["findings"])
    return '{"exit": %d, "findings": [\n  %s\n]}\n' % (expected["exit"], rows)


def problems_of_fail(program, rule, update):
    case, code, found, _ = check(program, rule, "fail")
    if update and found:
        with open(case.path("expect"), "w", encoding="utf-8") as out:
            out.write(dump({"exit": code, "findings": found}))
    expected = json.loads(run_case.read(case.path("expect")))
    if not expected["findings"]:
        yield "expects nothing"
    if code != expected["exit"]:
        yield f"exit {code}, expected {expected['exit']}"
    for f in expected["findings"]:
        if f not in found:
            yield f"not found: {json.dumps(f, ensure_ascii=False)}"
    for f in found:
        if f not in expected["findings"]:
            yield f"not expected: {json.dumps(f, ensure_ascii=False)}"
    if len(found) != len(expected["findings"]):
        yield f"{len(found)} findings, expected {len(expected['findings'])}"


def problems_of_rule(program, rule, update):
    """The lines to print about one rule."""
    found = []
    for kind in ("pass", "fail"):
        if not os.path.isdir(os.path.join(RULES, rule, kind)):
            found.append(f"{rule}/{kind}: there is no such ledger")
            continue
        try:
            lines = problems_of_pass(program, rule) if kind == "pass" else problems_of_fail(program, rule, update)
            found += [f"{rule}/{kind}: {line}" for line in lines]
        except (run_case.BadCase, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as error:
            found.append(f"{rule}/{kind}: {error}")
    return found


def catalogue(program):
    done = subprocess.run([program, "rules", "list"], capture_output=True, text=True, check=True)
    return [line.split("\t")[0] for line in done.stdout.splitlines() if line]


def main():
    parser = argparse.ArgumentParser(description="runs the passing and the failing ledger of every check")
    parser.add_argument("program")
    parser.add_argument("ids", nargs="*", help="only these")
    parser.add_argument("--update", action="store_true", help="write what the program finds now as what is expected")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    rules = [r for r in catalogue(program) if r not in ELSEWHERE]
    folders = sorted(name for name in os.listdir(RULES) if os.path.isdir(os.path.join(RULES, name)))
    found = [f"{name}: no check has this id" for name in folders if name not in rules]
    chosen = [r for r in rules if not options.ids or r in options.ids]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for lines in pool.map(lambda rule: problems_of_rule(program, rule, options.update), chosen):
            found += lines
    for line in found:
        print(line)
    print(f"rules: {len(chosen)} checks, {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
