"""Tests of run_case.py with a program of three lines.

    python3 tests/support/runners/test_run_case.py
"""
import os
import subprocess
import sys
import tempfile
import unittest

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run_case.py")
PROGRAM = """#!/bin/sh
# copies the ledger's r.csv to OUT/x.txt, tells its arguments, and ends with $CODE
echo "args $*"; echo "notice" >&2; cp "$2/r.csv" "$4/x.txt"; exit "${CODE:-0}"
"""


class RunCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.write("program", PROGRAM)
        os.chmod(self.path("program"), 0o755)
        self.write("base/r.csv", "a,b\n")
        self.write("base/q.csv", "1\n")
        self.write("case/base", "../base\n")
        self.write("case/command", "# a comment\nreport {ledger} -o {out}\n")
        self.write("case/stdout", "args report {ledger} -o {out}\n")
        self.write("case/expected/x.txt", "a,b\n")

    def tearDown(self):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(text)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as source:
            return source.read()

    def run_case(self, *more):
        done = subprocess.run([sys.executable, RUNNER, self.path("program"), self.path("case"), *more], capture_output=True,
                              text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_a_case_that_holds(self):
        self.assertEqual(self.run_case(), (0, ""))

    def test_cells_and_what_is_said(self):
        self.write("program", "#!/bin/sh\n"
                   "printf '读入 r.csv\\nA01\\n[无法核对] x：E01\\n甲局：警告 1，无法核对 9\\n' >&2; cp \"$2/r.csv\" \"$4/report.json\"\n")
        os.remove(self.path("case/stdout"))
        os.remove(self.path("case/expected/x.txt"))
        self.write("base/r.csv", '{"tables": {"t": {"r": {"c": 1, "d": null}}}}')
        self.write("cells.json", '{"t/r/c": 1, "t/r/d": null}')
        self.write("case/cells", "")
        self.write("case/said", "A01\n甲局：警告 1\n")
        self.assertEqual(self.run_case(), (0, ""))
        self.write("case/cells", "t/r/c\t2\nt/r/e\t0\n")
        self.write("case/said", "A02\n甲局：警告 1\n")
        code, text = self.run_case()
        self.assertEqual(code, 1)
        for wanted in ("t/r/c: 1, expected 2\n", "t/r/e: no cell, expected 0\n", "-A02\n+A01\n"):
            self.assertIn(wanted, text)

    def test_another_exit_code(self):
        self.write("case/command", "CODE=2 report {ledger} -o {out}\nreport {ledger} -o {out}\n")
        self.write("case/stdout", "args report {ledger} -o {out}\n" * 2)
        code, text = self.run_case()
        self.assertEqual(code, 1)
        self.assertIn("exit 2 0, expected 0 0", text)
        self.write("case/exit", "2 0\n")
        self.assertEqual(self.run_case(), (0, ""))

    def test_printed_text_and_files_are_exact(self):
        self.write("case/stdout", "args report\n")
        self.write("case/stderr", "notice\n\n")
        self.write("case/expected/x.txt", "a,b \n")
        self.write("case/files", "x.txt\n-y.txt\n-*.txt\nz.txt\n")
        code, text = self.run_case()
        self.assertEqual(code, 1)
        for part in ("stdout expected", "stderr expected", "x.txt expected", "*.txt is there and must not be", "z.txt is missing"):
            self.assertIn(part, text)

    def test_overlay_and_edit(self):
        self.write("case/base", "../base\n-q.csv\n")
        self.write("case/ledger/s.csv", "s\n")
        self.write("case/edit", "r.csv\ta,b\tc\\nd\n")
        self.write("case/expected/x.txt", "c\nd\n")
        self.assertEqual(self.run_case("--work", self.path("work")), (0, ""))
        self.assertEqual(sorted(os.listdir(self.path("work/ledger"))), ["r.csv", "s.csv"])
        self.assertEqual(self.read("base/r.csv"), "a,b\n")

    def test_a_case_that_is_wrong_itself(self):
        self.write("case/edit", "r.csv\tnowhere\tc\n")
        self.assertEqual(self.run_case()[0], 2)

    def test_a_folder_of_cases(self):
        os.makedirs(self.path("cases"))
        os.rename(self.path("case"), self.path("cases/a"))
        self.write("cases/a/base", "../../base\n")
        done = lambda: subprocess.run([sys.executable, RUNNER, self.path("program"), self.path("cases"), "--all"],  # noqa: E731
                                      capture_output=True, text=True, check=False)
        self.assertEqual((done().returncode, done().stdout), (0, "1 cases, 0 not as expected\n"))
        self.write("cases/b/base", "../../base\n")
        self.write("cases/b/exit", "3\n")
        again = done()
        self.assertEqual(again.returncode, 1)
        self.assertIn("cases/b\nexit ", again.stdout)
        self.assertIn("2 cases, 1 not as expected", again.stdout)

    def test_update(self):
        self.write("case/stdout", "old\n")
        self.write("case/expected/x.txt", "old\n")
        self.assertEqual(self.run_case("--update"), (0, ""))
        self.assertEqual(self.read("case/stdout"), "args report {ledger} -o {out}\n")
        self.assertEqual(self.read("case/expected/x.txt"), "a,b\n")
        self.assertFalse(os.path.exists(self.path("case/stderr")))
        self.assertEqual(self.run_case(), (0, ""))


if __name__ == "__main__":
    unittest.main()
