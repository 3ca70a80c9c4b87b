"""Tests of run_rules.py with a program that finds the word “bad”.

    python3 tests/support/runners/test_run_rules.py
"""
import os
import subprocess
import sys
import tempfile
import unittest

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run_rules.py")
# `rules list` has two checks; `check LEDGER` finds X01 in each line of guide.txt that says “bad”, with the words after --note.
PROGRAM = """#!/usr/bin/env -S python3 -I -S
import json, sys
if sys.argv[1] == "rules":
    print("X01\\t数据有误\\t警告\\tNo bad words")
    print("X02\\t数据有误\\t警告\\tNo worse words")
    sys.exit(0)
note = sys.argv[sys.argv.index("--note") + 1] if "--note" in sys.argv else None
found = [{"id": rule, "state": "fail", "severity": "error", "blocking": True, "table": None, "file": "guide.txt", "row": number,
          "column": None, "key": note, "cell": None, "value": line}
         for rule, word in (("X01", "bad"), ("X02", "worse"))
         for number, line in enumerate(open(sys.argv[2] + "/guide.txt", encoding="utf-8", errors="replace").read().splitlines(), 1) if word in line]
print(json.dumps(found))
sys.exit(1 if found else 0)
"""
X01 = """# X01 No bad words

## both
arguments: --note "two words"

### write guide.txt
one
good two

## passes

## passes: copied
exit: 1

### write {work}/aside.txt
worse, and no heading: # 1

### copy {work}/aside.txt to guide.txt

## fails: one

### change guide.txt
- one
+ bad one

## finds
exit: 1
error blocking file=guide.txt row=1 key="two words" value="bad one"

## fails: two lines

### change guide.txt
- one\\ngood two
+ bad
+ then\\x20
+ bad \\\\n

+ bad too

## finds
exit: 1
error blocking file=guide.txt row=1 key="two words" value=bad
error blocking file=guide.txt row=3 key="two words" value="bad \\\\n"
error blocking file=guide.txt row=4 key="two words" value="bad too"
"""
X02 = """# X02 No worse words

## passes

## fails

### write guide.txt
worse

## finds
exit: 1
error blocking file=guide.txt row=1 value=worse
"""


class RunRules(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.write("program", PROGRAM)
        os.chmod(self.path("program"), 0o755)
        self.write("X01.case", X01)
        self.write("X02.case", X02)

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(text)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as source:
            return source.read()

    def replace(self, name, old, new):
        text = self.read(name)
        self.assertIn(old, text)
        self.write(name, text.replace(old, new, 1))

    def run_rules(self, *more):
        done = subprocess.run([sys.executable, RUNNER, self.path("program"), "--rules", self.folder.name, *more], capture_output=True,
                              encoding="utf-8", check=False)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def fails_with(self, said, *more):
        code, out = self.run_rules(*more)
        self.assertEqual(code, 1)
        self.assertIn(said, out)

    def test_all_is_as_expected(self):
        self.assertEqual(self.run_rules(), (0, "rules: 2 checks, 6 ledgers, 0 problems\n"))

    def test_only_one(self):
        self.assertEqual(self.run_rules("X02"), (0, "rules: 1 checks, 2 ledgers, 0 problems\n"))

    def test_unknown_id(self):
        self.fails_with("X09: no check has this id\n", "X09")

    def test_a_finding_that_is_not_there(self):
        self.replace("X02.case", "value=worse", "value=worst")
        self.fails_with("X02 fails: not found: error blocking file=guide.txt row=1 value=worst\n"
                        "X02 fails: not expected: error blocking file=guide.txt row=1 value=worse\n", "X02")

    def test_another_state_or_severity(self):
        self.replace("X02.case", "error blocking", "error blocking waived")
        self.fails_with("X02 fails: not found: error blocking waived ", "X02")
        self.replace("X02.case", "error blocking waived", "hint")
        self.fails_with("X02 fails: not found: hint file=guide.txt", "X02")

    def test_another_order(self):
        lines = self.read("X01.case").splitlines(True)
        self.write("X01.case", "".join([*lines[:-2], lines[-1], lines[-2]]))
        self.fails_with("X01 fails: two lines: the findings come in another order\n", "X01")

    def test_another_exit(self):
        self.replace("X02.case", "## finds\nexit: 1", "## finds\nexit: 0")
        self.fails_with("X02 fails: exit 1, expected 0\n", "X02")
        self.replace("X02.case", "exit: 0\n", "")
        self.fails_with("X02 fails: there is no “exit: 1”\n", "X02")
        self.replace("X01.case", "exit: 1", "exit: 0")
        self.fails_with("X01 passes: copied: exit 1, expected 0 (blocking: X02)\n", "X01")

    def test_a_passing_ledger_that_fails(self):
        self.replace("X02.case", "## passes\n", "## passes\n\n### write guide.txt\nworse still\n")
        self.fails_with('X02 passes: found: error blocking file=guide.txt row=1 value="worse still"\n', "X02")

    def test_no_passing_or_failing_ledger(self):
        self.replace("X02.case", "## passes\n", "")
        self.fails_with("X02: there is no “## passes”\n", "X02")
        self.write("X02.case", "# X02 No worse words\n\n## passes\n")
        self.fails_with("X02: there is no “## fails”\n", "X02")
        os.remove(self.path("X02.case"))
        self.fails_with("X02: there is no file ", "X02")

    def test_nothing_is_expected(self):
        self.replace("X02.case", "error blocking file=guide.txt row=1 value=worse\n", "")
        self.fails_with("X02 fails: there are no lines below a “## finds”\n", "X02")

    def test_a_file_of_no_check(self):
        self.write("X03.case", X02)
        self.fails_with("X03: no check has this id\n")

    def test_another_title(self):
        self.replace("X02.case", "No worse", "Worse")
        self.fails_with("X02: the first line is not “# X02 No worse words”\n", "X02")

    def test_what_is_unknown(self):
        for old, new, said in (("## passes\n", "## passed\n", "line 3: unknown section: ## passed (known: ## both, "),
                               ("### write", "### wrote", "line 7: unknown step: ### wrote guide.txt (known: "),
                               ("### write", "exit: 0\n\n### write", "line 7: unknown line: exit: 0 (known: base: …, arguments: …)"),
                               ("error blocking", "error stopping", "line 12: unknown word “stopping”"),
                               ("error blocking", "blocking", "line 12: no severity"),
                               ("## fails\n", "## finds\n", "line 5: “## finds” belongs below"),
                               ("## passes\n", "## passes\n\n## passes\n", "line 5: a second section of this name")):
            with self.subTest(new):
                self.write("X02.case", X02)
                self.replace("X02.case", old, new)
                self.fails_with("X02: X02.case, " + said, "X02")

    def test_a_change_of_what_is_not_there(self):
        self.replace("X01.case", "- one\n", "- three\n")
        self.fails_with("X01 fails: one: guide.txt has no “three”\n", "X01")
        self.replace("X01.case", "- three\n", "* one\n")
        self.fails_with("X01 fails: one: neither “- ” nor “+ ” begins: * one\n", "X01")
        self.replace("X01.case", "* one\n", "- one \n")
        self.fails_with("X01 fails: one: a blank at the end is not seen", "X01")

    def test_update(self):
        self.replace("X01.case", "No bad words", "An old title")
        self.replace("X01.case", "key=\"two words\" value=bad\n", "value=other\n")
        self.replace("X02.case", "## finds\nexit: 1\nerror blocking file=guide.txt row=1 value=worse\n", "")
        self.assertEqual(self.run_rules("--update"), (0, "rules: 2 checks, 6 ledgers, 0 problems\n"))
        self.assertEqual(self.read("X01.case"), X01)
        self.assertEqual(self.read("X02.case").rstrip("\n"), X02.rstrip("\n"))

    def test_update_of_a_file_without_a_first_line(self):
        self.write("X02.case", X02.split("\n\n", 1)[1])
        self.assertEqual(self.run_rules("X02", "--update"), (0, "rules: 1 checks, 2 ledgers, 0 problems\n"))
        self.assertEqual(self.read("X02.case"), X02)


if __name__ == "__main__":
    unittest.main()
