"""Runs the passing and the failing ledgers of every check.

    python3 tests/support/runners/run_rules.py PROGRAM [ID…] [--update] [--rules FOLDER]

tests/rules/ID.case holds them; tests/rules/README.md describes the file. A passing ledger must give no finding of this
check, a failing one exactly the findings below its `## finds`. Every id that `nianbao rules list` prints must have a file with
both, but for those in ELSEWHERE, and every file must be of a check. The first line of a file is `# ID TITLE`, as the list has it.

A ledger over tests/county is a superior's folder: agencies and, below 报送, their reports. `nianbao rollup` runs over it, and the
findings are those on the government's report and on each one handed over. `nianbao check` runs over any other ledger.

--update writes `## finds` and the first line from the program's present output: read the difference before keeping it.
"""
import argparse
import concurrent.futures
import json
import os
import shlex
import subprocess
import sys
import tempfile

import rule_case
import run_case

RULES = os.path.join(run_case.ROOT, "tests", "rules")
COMMAND = {"--year": "2025", "--as-of": "2026-01-20"}
COUNTY = "tests/county"
ROLLUP = {"--year": "2025", "--parent": "清河县人民政府", "--as-of": "2026-02-19"}
# Checks that no ledger can break.
ELSEWHERE = {"S12": "a fault of a form or rule folder: tests/faults/form_copy.py",
             "R01": "a file that is no report: tests/whole/submissions.py", "R03": "two files that differ: the same",
             "R04": "a label in a workbook: the same", "R08": "numbers beside the tables of a workbook: tests/whole/split_tables.py",
             "R09": "a PDF: tests/whole/mixed_forms.py", "R10": "a page: the same", "R11": "no ledger: tests/whole/totals.py", "R12": "the same",
             "S32": "two workbooks in a folder: tests/near/text_shared"}
TROUBLE = (rule_case.BadCase, OSError, ValueError, LookupError, subprocess.TimeoutExpired)


class RuleCase(rule_case.RuleCase):
    """One ledger of a check, and the program that runs over it."""

    def __init__(self, program, section, work):
        super().__init__(section, work)
        self.program = program

    def arguments(self):
        """The usual options, where the ledger does not give its own."""
        given = [self.fill(word) for word in shlex.split(self.section.settings.get("arguments", ""))]
        usual = ROLLUP if self.base() == COUNTY else COMMAND
        return [word for option in usual.items() if option[0] not in given for word in option] + given

    def command(self):
        if self.base() == COUNTY:
            return [self.program, "rollup", self.places["ledger"], "-o", self.places["out"], "--json", "-q"]
        return [self.program, "check", self.places["ledger"], "--json", "-q"]

    @staticmethod
    def findings(printed):
        if isinstance(printed, list):
            return printed
        return printed["findings"] + [f for s in printed["submissions"] for f in s["findings"]]

    def check(self):
        """The exit code and the findings of `nianbao check`, or of `nianbao rollup`."""
        self.lay()
        environment = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
        environment.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
        done = subprocess.run([*self.command(), *self.arguments()], cwd=self.places["work"], env=environment,
                              timeout=run_case.TIMEOUT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        try:
            return done.returncode, self.findings(json.loads(done.stdout))
        except ValueError:
            raise rule_case.BadCase(f"exit {done.returncode}, no findings: {done.stderr.decode('utf-8', 'replace').strip()}") from None


def check(program, rule, section):
    """The exit code, the findings of this check, and the ids of all that block."""
    with tempfile.TemporaryDirectory(prefix="rule-") as work:
        code, findings = RuleCase(program, section, os.path.realpath(work)).check()
    found = [{key: f[key] for key in rule_case.FINDING} for f in findings if f["id"] == rule]
    return code, found, sorted({f["id"] for f in findings if f["blocking"]})


def problems_of_passing(section, code, found, blocking):
    for f in found:
        yield f"found: {rule_case.print_finding(f)}"
    wanted = int(section.settings.get("exit", "0"))
    if code != wanted:
        yield f"exit {code}, expected {wanted} (blocking: {' '.join(blocking)})"


def problems_of_failing(section, code, found):
    if not section.finds or not section.finds.lines:
        yield "there are no lines below a “## finds”"
        return
    wanted, expected = section.finds.settings.get("exit"), section.finds.lines
    if str(code) != wanted:
        yield f"exit {code}, expected {wanted}" if wanted else f"there is no “exit: {code}”"
    yield from (f"not found: {rule_case.print_finding(f)}" for f in expected if f not in found)
    yield from (f"not expected: {rule_case.print_finding(f)}" for f in found if f not in expected)
    if found != expected and sorted(map(str, found)) == sorted(map(str, expected)):
        yield "the findings come in another order"
    if len(found) != len(expected):
        yield f"{len(found)} findings, expected {len(expected)}"


def problems_of_section(program, rule, section):
    code, found, blocking = check(program, rule, section)
    return list(problems_of_passing(section, code, found, blocking) if section.kind == "passes" else problems_of_failing(section, code, found))


def update(program, rule, tests, title):
    found = {}
    for section in tests.of_kind("fails"):
        code, findings, _ = check(program, rule, section)
        if findings:
            found[section] = code, findings
    tests.update(title, found)


def problems_of_file(program, folder, rule, title, write):
    """How many ledgers ran, and the lines to print about one check."""
    path = os.path.join(folder, rule + ".case")
    if not os.path.exists(path):
        return 0, [f"{rule}: there is no file {os.path.relpath(path, run_case.ROOT)}"]
    try:
        if write:
            update(program, rule, rule_case.Tests(path), title)
        tests = rule_case.Tests(path)
    except TROUBLE as error:
        return 0, [f"{rule}: {error}"]
    lines = [f"{rule}: the first line is not “{title}”"] if tests.title() != title else []
    lines += [f"{rule}: there is no “## {kind}”" for kind in ("passes", "fails") if not tests.of_kind(kind)]
    sections = tests.of_kind("passes") + tests.of_kind("fails")
    for section in sections:
        try:
            lines += [f"{rule} {section}: {line}" for line in problems_of_section(program, rule, section)]
        except TROUBLE as error:
            lines.append(f"{rule} {section}: {error}")
    return len(sections), lines


def catalogue(program):
    """The first line of each check's file, by id."""
    done = subprocess.run([program, "rules", "list"], capture_output=True, text=True, check=True)
    checks = (line.split("\t") for line in done.stdout.splitlines() if line)
    return {check[0]: f"# {check[0]} {check[3]}" for check in checks if check[0] not in ELSEWHERE}


def ids(folder):
    return sorted(name[:-len(".case")] for name in os.listdir(folder) if name.endswith(".case"))


def main():
    parser = argparse.ArgumentParser(description="runs the passing and the failing ledgers of every check")
    parser.add_argument("program")
    parser.add_argument("ids", nargs="*", help="only these")
    parser.add_argument("--update", action="store_true", help="write what the program finds now as what is expected")
    parser.add_argument("--rules", default=RULES, help="the folder of the files")
    options = parser.parse_intermixed_args()
    program = os.path.abspath(options.program)
    rules = catalogue(program)
    found = [f"{name}: no check has this id" for name in sorted({*ids(options.rules), *options.ids}) if name not in rules]
    chosen = [r for r in rules if not options.ids or r in options.ids]
    ran = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for count, lines in pool.map(lambda r: problems_of_file(program, options.rules, r, rules[r], options.update), chosen):
            ran += count
            found += lines
    for line in found:
        print(line)
    print(f"rules: {len(chosen)} checks, {ran} ledgers, {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
