"""The program reports every loss in data/ or report_templates/: it never ends by a signal and never goes on without data that C relies on.

    python3 tests/faults/lost.py PROGRAM

The script removes, in a copy, everything that C knows by name, and a sample of each kind of the rest.
"""
import glob
import os
import shutil

import yaml

from known import hold_lists, sources
from trial import CLEAN, ROOT, Trial, read, write

EVERY = {"file": 1, "check": 9, "setting": 1, "key": 8, "deep": 50, "line": 5}


def folders_below(node, path=()):
    for key in (node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()):
        yield path + (key,)
        yield from folders_below(node[key], path + (key,))


def losses(base):
    """(kind, file, what): a whole file, a key, an entry, a line."""
    for path in sorted(glob.glob(os.path.join(base, "**", "*.*"), recursive=True)):
        name = os.path.relpath(path, base)
        rule = "/rules/" in name
        yield ("check" if rule else "file"), name, None
        if name.endswith(".yaml") and not rule:
            for what in folders_below(yaml.load(read(path), yaml.CBaseLoader)):
                yield ("setting" if name == "settings.yaml" and len(what) == 1 else "key" if len(what) == 1 else "deep"), name, what
        elif name.endswith(".csv"):
            for line in {0, 1, len(read(path).splitlines()) - 1}:
                yield "line", name, line


def lose(path, what, instead=None):
    """Removes it or replaces it with something else."""
    text = None if what is None else read(path)
    os.remove(path)
    if isinstance(what, tuple):
        tree = node = yaml.load(text, yaml.CBaseLoader)
        for key in what[:-1]:
            node = node[key]
        if instead is None:
            del node[what[-1]]
        else:
            node[what[-1]] = instead
        write(path, yaml.dump(tree, Dumper=yaml.CDumper, allow_unicode=True, sort_keys=False))
    elif isinstance(what, str):
        write(path, text.replace(what, instead, 1))
    elif what is not None:
        lines = text.splitlines(True)
        del lines[what]
        write(path, "".join(lines))


class Copies:
    def __init__(self, trial):
        self.trial, self.base = trial, trial.path("base")
        ignore = shutil.ignore_patterns("sample*", "README.md", "real_reports.json")
        shutil.copytree(os.path.join(ROOT, "data"), self.base, ignore=ignore)
        shutil.copytree(os.path.join(ROOT, "report_templates"), os.path.join(self.base, "report_templates"))

    def run(self, loss, known=False, instead=None, report=True):
        """Runs lint and report on a copy with something removed or replaced. Both must report and name a thing that C knows."""
        kind, name, what = loss
        copy = self.trial.path("copy")
        shutil.copytree(self.base, copy, copy_function=os.link)
        lose(os.path.join(copy, name), what, instead)
        lint = self.trial.run("form", "lint", "--data", copy)
        tell = f"without {name} {what if what is not None else ''}" + (f", but {instead}" if instead else "")
        self.trial.expect(lint.code in (0, 2, 3), f"{tell}: lint ended with {lint.code}: {lint.err[-200:]}")
        self.trial.expect(lint.code == 0 or lint.err.strip(), f"{tell}: lint says nothing")
        if known:
            self.trial.expect(lint.code == 2 and known in lint.err, f"{tell}: lint ended with {lint.code}: {lint.err[-200:]}")
        if report and (known or kind != "check"):
            done = self.trial.run("report", CLEAN, "--year", "2025", "--as-of", "2026-01-20", "-o", self.trial.path("out"), "--data", copy)
            self.trial.expect(done.code in (0, 1, 2, 3), f"{tell}: report ended with {done.code}: {done.err[-200:]}")
            self.trial.expect(not known or done.code == 2, f"{tell}: report ended with {done.code}")
            broken = "查询有误" in done.err or "记录库出错" in done.err
            self.trial.expect(not broken or lint.code, f"{tell}: lint finds nothing, and report says {done.err[-200:]}")
        shutil.rmtree(copy)
        shutil.rmtree(self.trial.path("out"), ignore_errors=True)


MOST = 3


def main():
    trial = Trial("lost", 1)                           # a third of the losses of each kind; --trials 3 tries all that EVERY names
    checks, keys, tables, codes = hold_lists(trial, sources())
    copies = Copies(trial)
    for number, check in enumerate(sorted(checks)):
        if number % 4 == 0 or check in ("S12", "W01"):
            copies.run(("check", f"report_templates/rules/{check}.yaml", None), check)
    for key in sorted(keys):
        copies.run(("setting", "settings.yaml", (key,)), key)
    definitions = yaml.load(read(os.path.join(copies.base, "ledger", "tables.yaml")), yaml.CBaseLoader)
    for number, (table, columns) in enumerate(sorted(tables.items())):
        copies.run(("key", "ledger/tables.yaml", (table,)), "nianbao: ")
        names = [column["column"] for column in definitions[table]["columns"]]
        for column in list(columns)[number % 3::4]:
            copies.run(("deep", "ledger/tables.yaml", (table, "columns", names.index(column))), "nianbao: ")
        for column in list(columns)[(number + 1) % 3::4]:    # the same column, but something else
            copies.run(("deep", "ledger/tables.yaml", (table, "columns", names.index(column), "type")), "nianbao: ", "month" if columns[column] != "text" else "year")
    lists = yaml.load(read(os.path.join(copies.base, "ledger", "codes.yaml")), yaml.CBaseLoader)
    for name, words in codes.items():
        for word in words:
            place = [one["code"] for one in lists[name]["codes"]].index(word)
            copies.run(("deep", "ledger/codes.yaml", (name, "codes", place, "code")), f"“{name}”的 {word}", "ZZ")
    copies.run(("file", "report_templates/2021/form.yaml", "id: overview"), "narrative_sections", "id: lookover")
    copies.run(("file", "calendars/national.csv", None), "全国")
    copies.run(("file", "ledger/guide.yaml", None), "guide.yaml", report=False)   # init alone reads it
    seen = {}
    for loss in losses(copies.base):
        seen[loss[0]] = seen.get(loss[0], -1) + 1
        if seen[loss[0]] % (EVERY[loss[0]] * MOST // min(trial.trials, MOST)) == 0:
            copies.run(loss)
    trial.end()


if __name__ == "__main__":
    main()
