"""The tests of one check, tests/rules/ID.case, and the ledgers that they describe. tests/rules/README.md describes the file."""
import json
import os
import re
import shutil

import run_case            # first: it adds the folder of the generators to the path
import ledger_workbook

BASE = "tests/clean"
# The lines that each kind of section may have before its first `###`.
SETTINGS = {"both": ("base", "arguments"), "passes": ("base", "arguments", "exit"), "fails": ("base", "arguments"), "finds": ("exit",)}
STEPS = {"change": r"change (?P<file>.+)", "write": r"write (?P<file>.+)", "leave out": r"leave out (?P<file>.+)",
         "copy": r"copy (?P<source>.+) to (?P<file>.+)", "encode": r"encode (?P<file>.+) as (?P<encoding>\S+)", "workbook": r"workbook"}
WITH_LINES = ("change", "write", "workbook")
FINDING = ("state", "severity", "blocking", "table", "file", "row", "column", "key", "cell", "value")
NAMED = FINDING[3:]
SEVERITIES = ("error", "warning", "hint")
BadCase = run_case.BadCase


class Step:
    """One `###`: a change of the ledger."""

    def __init__(self, verb, words):
        self.verb, self.words, self.lines = verb, words, []


class Section:
    """One `##`, with the lines of the file that it takes: first is its own, last the one after it."""

    def __init__(self, kind, name, first):
        self.kind, self.name, self.first, self.last = kind, name, first, first
        self.settings, self.steps, self.lines = {}, [], []
        self.finds = None

    def __str__(self):
        return f"{self.kind}: {self.name}" if self.name else self.kind


class Tests:
    """A file of tests."""

    def __init__(self, path):
        self.path = path
        self.rows = run_case.read(path).split("\n")
        self.sections = []
        for number, line in enumerate(self.rows):
            try:
                self.read_line(number, line)
            except BadCase as error:
                raise BadCase(f"{os.path.basename(path)}, line {number + 1}: {error}") from None
        self.join()

    # -- reading

    def read_line(self, number, line):
        here = self.sections[-1] if self.sections else None
        if line.startswith("## "):
            self.begin_section(number, line)
        elif here is None:
            return
        elif line.startswith("###"):
            begin_step(here, line)
        elif here.steps:
            here.steps[-1].lines.append(line)
            if line.strip() and here.steps[-1].verb not in WITH_LINES:
                raise BadCase(f"nothing may stand below “{here.steps[-1].verb}”: {line}")
        elif line.strip():
            read_setting(here, line)
        if here is not None and line.strip():
            self.sections[-1].last = number + 1

    def begin_section(self, number, line):
        found = re.fullmatch(r"## (\w+)(?:: (\S.*))?", line)
        if not found or found[1] not in SETTINGS:
            raise BadCase(f"unknown section: {line} (known: {', '.join('## ' + kind for kind in SETTINGS)})")
        section = Section(found[1], found[2], number)
        if any(str(section) == str(other) for other in self.sections if section.kind != "finds"):
            raise BadCase(f"a second section of this name: {line}")
        if section.kind == "finds":
            if not self.sections or self.sections[-1].kind != "fails":
                raise BadCase("“## finds” belongs below a “## fails”")
            self.sections[-1].finds = section
        self.sections.append(section)

    def join(self):
        """Adds the lines of `## both` to each of the others."""
        both = next((s for s in self.sections if s.kind == "both"), None)
        for section in self.sections:
            if both and section.kind in ("passes", "fails"):
                section.settings = {**both.settings, **section.settings}
                section.steps = both.steps + section.steps

    # -- content

    def title(self):
        return self.rows[0]

    def of_kind(self, kind):
        return [s for s in self.sections if s.kind == kind]

    # -- writing

    def update(self, title, found):
        """Writes the results (section → exit code and findings) and the title."""
        for section in sorted(found, key=lambda s: -s.first):
            code, findings = found[section]
            rows = ["## finds", f"exit: {code}", *map(print_finding, findings)]
            if section.finds:
                self.rows[section.finds.first:section.finds.last] = rows
            else:
                self.rows[section.last:section.last] = ["", *rows]
        if self.rows[0].startswith("# "):
            self.rows[0] = title
        else:
            self.rows[:0] = [title, ""]
        with open(self.path, "w", encoding="utf-8", newline="") as out:
            out.write("\n".join(self.rows))


def begin_step(section, line):
    for verb, pattern in STEPS.items():
        found = re.fullmatch("### " + pattern, line)
        if found and section.kind != "finds":
            section.steps.append(Step(verb, found.groupdict()))
            return
    raise BadCase(f"unknown step: {line} (known: {', '.join('### ' + verb for verb in STEPS)})")


def read_setting(section, line):
    name, colon, value = line.partition(": ")
    if colon and name in SETTINGS[section.kind]:
        section.settings[name] = value
    elif section.kind == "finds":
        section.lines.append(read_finding(line))
    else:
        raise BadCase(f"unknown line: {line} (known: {', '.join(name + ': …' for name in SETTINGS[section.kind])})")


# -- a finding in a line: error blocking table=requests file=requests.csv row=4 …

def print_finding(finding):
    def word(value):
        plain = isinstance(value, int) or re.fullmatch(r'[^\s"\\]+', value)
        return str(value) if plain else json.dumps(value, ensure_ascii=False)
    words = [finding["severity"]] + ["blocking"] * finding["blocking"] + [finding["state"]] * (finding["state"] != "fail")
    return " ".join(words + [f"{name}={word(finding[name])}" for name in NAMED if finding[name] is not None])


def read_finding(line):
    finding = {**dict.fromkeys(FINDING), "state": "fail", "blocking": False}
    for word in re.findall(r'\w+="(?:[^"\\]|\\.)*"(?=\s|$)|\S+', line):
        name, equals, value = word.partition("=")
        if equals and name in NAMED:
            value = json.loads(value) if value.startswith('"') else value
            finding[name] = int(value) if name == "row" else value
        elif word in SEVERITIES:
            finding["severity"] = word
        elif word == "blocking":
            finding["blocking"] = True
        elif word in ("disputed", "not_assessable", "waived"):
            finding["state"] = word
        else:
            raise BadCase(f"unknown word “{word}” in: {line}")
    if not finding["severity"]:
        raise BadCase(f"no severity ({', '.join(SEVERITIES)}): {line}")
    return finding


# -- changes of a file: `- ` the old lines, `+ ` the new ones

def unescape(text):
    """The bytes of a line. \\n is a line's end, \\xHH a byte, \\\\ a backslash."""
    if text != text.rstrip():
        raise BadCase(f"a blank at the end is not seen; write \\x20: {text}")
    other = {b"n": b"\n", b"\\": b"\\"}
    return re.sub(rb"\\(?:x([0-9A-Fa-f]{2})|([n\\]))", lambda m: bytes.fromhex(m[1].decode()) if m[1] else other[m[2]], text.encode())


def changes(lines):
    """The pairs of old and new bytes; old is None where the new lines come at the end."""
    pairs, last = [], None
    for line in lines:
        sign, text = line[:1], line[2:]
        if not line.strip():
            last = None
            continue
        if sign not in "-+" or line[1:2] not in ("", " "):
            raise BadCase(f"neither “- ” nor “+ ” begins: {line}")
        text = unescape(text)
        if sign == "-" and last == "-":
            pairs[-1][0] += b"\n" + text
        elif sign == "-":
            pairs.append([text, None])
        elif last is None:
            pairs.append([None, text])
        else:
            pairs[-1][1] = text if pairs[-1][1] is None else pairs[-1][1] + b"\n" + text
        last = sign
    return pairs


def change(data, lines, name):
    for old, new in changes(lines):
        if old is None:
            data += new + b"\n"
        elif old not in data:
            raise BadCase(f"{name} has no “{old.decode('utf-8', 'backslashreplace')}”")
        else:
            data = data.replace(old, new or b"")
    return data


class RuleCase:
    """One ledger that passes or fails a check, laid in a work folder."""

    def __init__(self, section, work):
        self.section = section
        self.places = {"ledger": os.path.join(work, "ledger"), "out": os.path.join(work, "out"), "root": run_case.ROOT, "work": work}

    def fill(self, text):
        return re.sub(r"\{(\w+)\}", lambda m: self.places.get(m[1], m[0]), text)

    def base(self):
        return self.section.settings.get("base", BASE)

    def path(self, name):
        """A file of the ledger, or one of a place: {work}/settings.yaml, {root}/tests/…"""
        return os.path.join(self.places["ledger"], self.fill(name))

    def lay(self):
        source = os.path.join(run_case.ROOT, self.base())
        if not os.path.isdir(source):
            raise BadCase(f"base: no folder {self.base()}")
        shutil.copytree(source, self.places["ledger"])
        for step in self.section.steps:
            getattr(self, "do_" + step.verb.replace(" ", "_"))(step)

    def do_change(self, step):
        path = self.path(step.words["file"])
        with open(path, "rb") as source:
            data = source.read()
        self.put(path, change(data, step.lines, step.words["file"]))

    def do_write(self, step):
        self.put(self.path(step.words["file"]), ("\n".join(step.lines).rstrip("\n") + "\n").encode())

    def do_leave_out(self, step):
        os.remove(self.path(step.words["file"]))

    def do_copy(self, step):
        with open(self.path(step.words["source"]), "rb") as source:
            self.put(self.path(step.words["file"]), source.read())

    def do_encode(self, step):
        path = self.path(step.words["file"])
        text = run_case.read(path)
        self.put(path, text.encode(step.words["encoding"]))

    def do_workbook(self, step):
        """The tables and texts become one workbook; other files stay beside it."""
        folder = os.path.join(self.places["work"], "book")
        shutil.copytree(self.places["ledger"], folder, ignore=shutil.ignore_patterns("*.csv", "*.md"))
        book = os.path.join(folder, "台账.xlsx")
        ledger_workbook.make(self.places["ledger"], book, [line for line in step.lines if line.strip()])
        self.places["ledger"] = book

    @staticmethod
    def put(path, data):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(data)
