"""docs/rules.md, `nianbao rules list` and `nianbao rules show ID` must say the same: one table gives all three.

    python3 tests/whole/rules_doc.py PROGRAM

docs/rules.md is made by `nianbao rules doc >docs/rules.md`.
"""
import difflib
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
program = os.path.abspath(sys.argv[1])


def printed(*words):
    return subprocess.run([program, "rules", *words], capture_output=True, encoding="utf-8", check=True).stdout


def rows_of(doc):
    """The cells of the document by id; each group's heading says how many checks it has."""
    rows, announced = {}, 0
    for line in doc.splitlines():
        heading = re.match(r"## [A-Z]　.*（(\d+)）$", line)
        announced += int(heading[1]) if heading else 0
        cells = [c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and re.fullmatch(r"[A-Z]\d\d[a-z]?", cells[0]):
            rows[cells[0]] = cells
    assert announced == len(rows), f"{announced} announced, {len(rows)} rows"
    return rows


def main():
    with open(os.path.join(ROOT, "docs", "rules.md"), encoding="utf-8") as source:
        kept = source.read()
    made = printed("doc")
    problems = list(difflib.unified_diff(kept.splitlines(), made.splitlines(), "docs/rules.md", "nianbao rules doc", lineterm=""))
    rows = rows_of(made)
    listed = [line.split("\t") for line in printed("list").splitlines()]
    if [line[0] for line in listed] != list(rows):
        problems.append(f"listed and documented differ: {set(rows) ^ {line[0] for line in listed}}")
    for rule, kind, weight, message in listed:
        cells = rows.get(rule, [])
        if cells[1:3] + cells[4:5] != [kind, weight, message]:
            problems.append(f"{rule}: listed {kind} {weight} {message}, documented {cells}")
        shown = printed("show", rule)
        for words in (rule + "　" + message, "类别：" + kind, "级别：" + weight, "依据：" + cells[3], "怎么办：" + cells[5]):
            if words not in shown:
                problems.append(f"{rule}: show does not say {words}")
    files = {name[:-5] for name in os.listdir(os.path.join(ROOT, "report_templates", "rules")) if re.match(r"[A-Z]\d\d", name)}
    if files != set(rows):
        problems.append(f"files and documented differ: {files ^ set(rows)}")
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
