"""Canaries in every personal column of every kind of input, whole and damaged. No command prints one or leaves one in a file, in any
encoding or spelling.

    python3 tests/faults/canary.py PROGRAM [--trials N]

private.py damages the rows of CSV files. This script takes the same rows through encodings, workbooks, last year's ledgers,
batches, waivers and every command, and searches more places: streams of the PDF, free pages of the store, temporary files.
"""
import base64
import csv
import hashlib
import io
import os
import shutil
import stat
import subprocess
import unicodedata
import xml.sax.saxutils
import zipfile

import openpyxl

import private
from hostile_xlsx import book, sheet
from trial import AS_OF, CLEAN, NAME, ROOT, Trial, contents, read, tail, write

LAST = os.path.join(ROOT, "tests", "cases", "previous", "last")
# The common part of all canaries of a column: letters of both cases and both widths, and digits.
STEMS = ["金丝雀Qzx", "Ｋx雀证", "11010119", "1381234", "１３９４５６７", "雀巢路Vw"]


def canary(column, line):
    contact = f"１３９４５６７{line:04d}" if line % 3 == 0 else f"1381234{line:04d}"
    return {"申请人名称": f"金丝雀Qzx{chr(0x4E00 + line)}", "证件类型": f"Ｋx雀证{chr(0x4E00 + line)}", "证件号码": private.identity(line), "联系方式": contact,
            "通信地址": f"雀巢路Vw{line}弄"}[column]


def with_canaries(folder):
    rows = list(csv.reader(io.StringIO(read(os.path.join(folder, "requests.csv")))))
    for n, row in enumerate(rows[1:], 2):
        for column in private.PERSONAL:
            row[rows[0].index(column)] = canary(column, n)
    return rows


# ---- searching

def forms(stem):
    """Every way in which the stem could stand in a file."""
    for word in {form(stem) for form in (str, str.upper, str.lower, lambda s: unicodedata.normalize("NFKC", s), lambda s: unicodedata.normalize("NFKC", s).upper(),
                                         lambda s: unicodedata.normalize("NFKC", s).lower())}:
        data = word.encode()
        yield from (word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"))
        yield from (hexed.encode() for hexed in (data.hex(), data.hex().upper(), word.encode("utf-16-be").hex(), word.encode("utf-16-be").hex().upper()))
        if word.isascii():
            continue                                   # escaped, figures are figures
        yield "".join(f"%{byte:02X}" for byte in data).encode()
        yield "".join(f"%{byte:02x}" for byte in data).encode()
        yield word.encode("ascii", "backslashreplace")
        yield "".join(f"\\u{ord(c):04X}" if ord(c) > 127 else c for c in word).encode()
        yield word.encode("ascii", "xmlcharrefreplace")
        yield "".join(f"&#x{ord(c):X};" if ord(c) > 127 else c for c in word).encode()
        yield "".join(f"\\{byte:03o}" for byte in data).encode()
        for shift in range(3):
            yield base64.b64encode(bytes(shift) + data)[4:-4]


LOOKED_FOR = [(stem, sorted({form for form in forms(stem) if len(form) >= 6})) for stem in STEMS]


def inside(name, data):
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield f"{name}:{member.filename}", archive.read(member) + member.filename.encode() + member.comment
    if data[:4] == b"%PDF":
        yield from private.inside(name, data)
        plain = subprocess.run(["qpdf", "--stream-data=uncompress", "--object-streams=disable", "-", "-"], input=data, capture_output=True, check=False) if shutil.which("qpdf") else None
        if plain and plain.returncode in (0, 3):
            yield f"{name}:uncompressed", plain.stdout


def traces(files, clean=set()):
    """`clean`: digests of what held none; the same report comes of the same rows again and again."""
    for name, data in files.items():
        digest = hashlib.sha256(data).digest()
        if digest in clean:
            continue
        found = [f"“{stem}” as {code[:40]!r} in {where}" for where, part in inside(name, data) for stem, codes in LOOKED_FOR for code in codes if code in part]
        yield from found
        if not found:
            clean.add(digest)


# ---- running

FEW = 4


class Canaries(Trial):
    def __init__(self, name="canary", few=None):
        super().__init__(name, few)
        self.temporary = self.path("tmp")
        os.mkdir(self.temporary)
        self.environment.update(TMPDIR=self.temporary, SQLITE_TMPDIR=self.temporary)

    def look(self, what, files):
        found = list(traces(files))
        self.expect(not found, f"{what}: {found[:1]}")

    def quiet(self, what, *words, codes=(0, 1, 2), place=None, keep=()):
        """Runs the program and searches everything that it printed, wrote and left behind."""
        run = self.run(*words)
        files = {"stdout": run.out.encode(), "stderr": run.err.encode()}
        for path in keep:
            beside = os.path.dirname(path)
            files.update({f"beside:{name}": data for name, data in contents(beside).items()})
        files.update(contents(place) if place else {})
        self.expect(run.code in codes, f"{what}: exit {run.code}: {tail(run.err)[:300]}")
        self.expect(not contents(self.temporary), f"{what}: left {os.listdir(self.temporary)}")
        self.look(what, files)
        return run

    def every_command(self, what, ledgers, codes=(0, 1, 2), more=()):
        self.runs += 1
        out, kept = self.path(f"out{self.runs}"), self.path(f"kept{self.runs}", "store.db")
        os.makedirs(os.path.dirname(kept))
        plain = [*ledgers, "--year", "2025", "--as-of", AS_OF, *more]
        run = self.quiet(f"{what}: report", "report", *plain, "-v", "--mark", "-o", out, "--store", kept, codes=codes, place=out, keep=[kept])
        if os.path.exists(kept):
            self.expect(stat.S_IMODE(os.stat(kept).st_mode) == 0o600, f"{what}: the store has mode {stat.S_IMODE(os.stat(kept).st_mode):o}")
            self.expect(os.listdir(os.path.dirname(kept)) == ["store.db"], f"{what}: beside the store lies {os.listdir(os.path.dirname(kept))}")
        self.quiet(f"{what}: check", "check", *plain, "-v", "--json", codes=codes)
        self.quiet(f"{what}: waiver lines", "check", *plain, "--waiver-lines", codes=codes)
        self.headings(what, ledgers)
        for thing in ("requests/new/total", "NH-2025-001"):
            self.quiet(f"{what}: explain {thing}", "explain", *plain, thing, codes=(*codes, 3))
            self.quiet(f"{what}: explain {thing} --json", "explain", *plain, thing, "--json", codes=(*codes, 3))
        return run

    def headings(self, what, ledgers):
        for words in ([], ["--json"]):
            self.quiet(f"{what}: check --columns {' '.join(words)}", "check", *ledgers, "--year", "2025", "--columns", *words)


def workbook(path, table, rows, **others):
    """A workbook with the tables as text cells."""
    def cells(row, n):
        text = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{xml.sax.saxutils.escape(cell)}</t></is></c>' if cell else "<c/>" for cell in row)
        return f'<row r="{n}">{text}</row>'
    tables = {table: rows, **others}
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = list(tables)
    parts = {f"xl/worksheets/sheet{i + 1}.xml": sheet("".join(cells(row, n + 1) for n, row in enumerate(tables[name]))) for i, name in enumerate(names)}
    parts["relations"] = "<Relationships>" + "".join(f'<Relationship Id="r{i + 1}" Type="{office}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(names))) + "</Relationships>"
    parts["workbook"] = '<workbook xmlns:r="x"><sheets>' + "".join(f'<sheet name="{name}" sheetId="{i + 1}" r:id="r{i + 1}"/>' for i, name in enumerate(names)) + "</sheets></workbook>"
    write(path, book(**parts))
    return path


def other_tables(folder=CLEAN):
    return {name[:-4]: list(csv.reader(io.StringIO(read(os.path.join(folder, name))))) for name in sorted(os.listdir(folder)) if name.endswith(".csv") and name not in ("requests.csv", "texts.csv", "申请登记.csv")}


def shapes(trial, name, rows, text=None):
    """The rows of requests as a ledger in UTF-8, GB18030, UTF-16 and as a workbook. `text`: the file, where rows cannot say it."""
    text = text or private.table(rows)
    yield "UTF-8", [trial.ledger(f"{name}-utf8", files={"requests.csv": text})]
    yield "GB18030", [trial.ledger(f"{name}-gb", files={"requests.csv": text.encode("gb18030")})]
    yield "UTF-16", [trial.ledger(f"{name}-utf16", files={"requests.csv": b"\xff\xfe" + text.encode("utf-16-le")})]
    yield "XLSX", [workbook(trial.path(f"{name}-book.xlsx"), "requests", rows, **other_tables())]


def whole(trial, rows):
    for shape, ledgers in shapes(trial, "whole", rows):
        run = trial.every_command(f"whole, {shape}", ledgers, codes=(0, 1))
        trial.expect(run.code in (0, 1), f"{shape}: exit {run.code}")


def damaged(trial, rows):
    """Damaged rows of private.py, as many as there are trials, each in another shape with all commands and in two others with check."""
    changes = list(private.WRONG.items())
    few = min(trial.trials, len(changes))
    for i, (what, change) in enumerate(changes[k * len(changes) // few] for k in range(few)):
        changed = [list(row) for row in rows]
        changed[3] = change(changed[3], {heading: k for k, heading in enumerate(rows[0])})
        text = private.wrong_table(rows, change, 3)
        for k, (shape, ledgers) in enumerate(shapes(trial, f"damaged{i}", changed, text)):
            if k == i % 4:
                trial.every_command(f"{what}, {shape}", ledgers)
            elif k % 2:
                trial.quiet(f"{what}, {shape}: check", "check", *ledgers, "--year", "2025", "--as-of", AS_OF, "-v")


def doubled(trial, rows):
    name = rows[0].index("申请人名称")
    twice = [*rows, rows[3], rows[3]]
    named = [list(row) for row in rows]
    named[4][0] = named[5][0] = named[4][name]
    for what, table in (("doubled keys", twice), ("a name as two keys", named)):
        for shape, ledgers in shapes(trial, what.replace(" ", "-"), table):
            if shape in ("GB18030", "XLSX"):
                trial.every_command(f"{what}, {shape}", ledgers)


def headings(trial, rows):
    """First lines that hold what should stand below them."""
    head, body = rows[0], rows[1:]
    name = head.index("申请人名称")
    cases = {
        "no first line": body,
        "a name for a heading": [[body[0][name] if i == name else cell for i, cell in enumerate(head)], *body],
        "a name as one more heading": [[*head, body[0][name]], *[[*row, row[name]] for row in body]],
        "a person for four headings": [[*head[:4], *body[0][4:9], *head[9:]], *body],
        "the headings twice over": [head + body[0], *body],
        "two rows in one heading": [[*head[:-1], head[-1] + "\n" + ",".join(body[0])], *body],
        "a title with a name": [[f"{body[0][name]}等申请登记表"], head, *body],
    }
    for i, (what, table) in enumerate(cases.items()):
        for shape, ledgers in shapes(trial, what.replace(" ", "-"), table):
            if shape in (("UTF-8", "XLSX") if trial.trials > FEW else ("UTF-8", "XLSX")[i % 2:][:1]):
                trial.every_command(f"{what}, {shape}", ledgers)


def last_year(trial):
    rows = with_canaries(LAST)
    folder = shutil.copytree(LAST, trial.path("last"))
    write(os.path.join(folder, "requests.csv"), private.table(rows))
    store = trial.path("laststore", "last.db")
    os.makedirs(os.path.dirname(store))
    trial.quiet("last year's store", "check", folder, "--year", "2024", "--as-of", "2025-01-20", "--store", store, codes=(0, 1), keep=[store])
    other = trial.ledger("other", edit={"requests.csv": [("NH-2024-009", "NH-2024-090")]})
    for what, previous in (("ledger", folder), ("store", store), ("workbook", workbook(trial.path("last.xlsx"), "requests", rows, **other_tables(LAST)))):
        for ledger in (CLEAN, other):
            trial.every_command(f"--previous {what}", [ledger], more=["--previous", previous])
    for i, (what, change) in enumerate(private.WRONG.items()):
        wrong = shutil.copytree(LAST, trial.path(f"last{i}"))
        write(os.path.join(wrong, "requests.csv"), private.wrong_table(rows, change, min(2, len(rows) - 1)))
        trial.quiet(f"--previous ledger, {what}", "check", CLEAN, "--year", "2025", "--as-of", AS_OF, "--previous", wrong, "-v")


def batch_and_waivers(trial, rows):
    holder = trial.path("batch")
    for name in ("a", "b"):
        shutil.copytree(CLEAN, os.path.join(holder, name))
        write(os.path.join(holder, name, "requests.csv"), private.table(rows) if name == "a" else private.wrong_table(rows, private.WRONG["a cell lost before"], 3))
    out = trial.path("batch-out")
    trial.quiet("batch", "report", holder, "--year", "2025", "--as-of", AS_OF, "-v", "-o", out, place=out)
    ledger = trial.ledger("waived", files={"requests.csv": private.table(rows)})
    lines = trial.run("check", ledger, "--year", "2025", "--as-of", AS_OF, "--waiver-lines").out or "检查编号\n"
    waivers = trial.path("waivers.csv")
    head, *rest = lines.splitlines()
    write(waivers, "\n".join([f"{head},申请人名称,联系方式", *[f"{line},{canary('申请人名称', 6)},{canary('联系方式', 6)}" for line in rest]]) + "\n")
    trial.quiet("waivers with names", "check", ledger, "--year", "2025", "--as-of", AS_OF, "--waivers", waivers, "-v")
    two = [trial.ledger("one", files={"requests.csv": private.table(rows)}), trial.ledger("two", files={"requests.csv": private.table(rows)})]
    trial.every_command("one ledger twice", two)


def changed_since(trial):
    """The report.json of the run before may have been changed by anybody: 本次结果.html repeats nothing of it but figures and a day."""
    made = trial.report(CLEAN)
    path = os.path.join(made.folder, "report.json")
    whole = read(path)
    name, number = canary("申请人名称", 6), canary("证件号码", 6)
    cases = {
        "its form": whole.replace('"form": "2021"', f'"form": "{name}"'),
        "its day": whole.replace(f'"as_of": "{AS_OF}"', f'"as_of": "{name}"'),
        "its agency": whole.replace(NAME, name),
        "a cell": whole.replace('"total": 16', f'"total": "{name}"', 1),
        "a cell of a number": whole.replace('"total": 16', f'"total": {number[:17]}', 1),
        "a cell's name": whole.replace('"natural_person"', f'"{name}"', 1),
        "a text": whole.replace('"overview": "', f'"overview": "{name}', 1),
        "no JSON": name + whole,
    }
    for what, text in cases.items():
        trial.expect(text != whole, f"the last run, {what}: not changed")
        write(path, text)
        run = trial.quiet(f"the last run, {what}", "report", CLEAN, "--year", "2025", "--as-of", AS_OF, "-o", made.place, "-v", place=made.place)
        trial.expect(run.code == 0 and "本次结果.html" in os.listdir(made.folder), f"the last run, {what}: exit {run.code}")


def answered(path, answers):
    """Types an answer into every question of 请确认: what is advised, else the first of `answers` that is one of its choices, else A."""
    document = openpyxl.load_workbook(path)
    asked = document["请确认"]
    for row in asked.iter_rows(min_row=2):
        values = [cell.value for cell in row]
        if values[8] and values[8] != "来源":
            row[4].value = values[3] or next((answer for answer in answers if answer in values[9:]), "A")
    document.save(path)


def brought(trial):
    """An old ledger of an office with canaries in every column: init --from prints none, and what is used next year has none, but for one that is a
    heading. The workbook holds them, and only its owner can read it."""
    head = ["序号", "申请人", "身份证号码", "联系电话", "通信地址", "申请人类别", "申请方式", "收件日期", "申请内容", "办理结果", "答复日期", "是否延期", "备注", "经手"]
    rows = []
    for n in range(2, 30):
        row = [str(n), canary("申请人名称", n), canary("证件号码", n), canary("联系方式", n), canary("通信地址", n), "公民", "当面", "2025-03-03", "补贴名单", "予以公开",
               "2025-03-10", "否", f"已延期，{canary('申请人名称', n)}同意", canary("申请人名称", n)]
        if n % 2:                                      # a canary in a column that holds no person
            row[5 + n // 2 % 8] = row[1 + n // 16 * 2 % 3]
        rows.append(row)
    titled = [[f"{rows[0][1]}等申请登记表"], head, *rows, ["合计", "28件", rows[0][1]], [f"填表人：{rows[0][1]}，{rows[0][3]}"]]
    gone = [[*head[:1], rows[0][1], *head[2:]], *rows]
    for what, lines in (("as it is", titled), ("a name for a heading", gone), ("no headings", rows)):
        for shape in ("UTF-8", "GB18030", "XLSX"):
            folder = trial.path(f"brought-{what}-{shape}".replace(" ", "-"))
            os.mkdir(folder)
            old, new = os.path.join(folder, "旧.xlsx" if shape == "XLSX" else "旧.csv"), os.path.join(folder, "new", "新.xlsx")
            os.mkdir(os.path.dirname(new))
            if shape == "XLSX":
                workbook(old, "台账", lines)
            else:
                write(old, private.table(lines).encode(shape))
            for run in ("first", "answered", "again"):
                if run == "answered":
                    answered(new, ("A1 自然人", "C1 当面", "1 予以公开", "否", "没有这回事", "只留在原样"))
                done = trial.run("init", new, "--from", old, "--year", "2025")
                beside = {name: data for name, data in contents(os.path.dirname(new)).items() if name != "新.xlsx" and "heading" not in what}
                trial.expect(done.code == 0, f"init --from {what}, {shape}, {run}: exit {done.code}: {tail(done.err)[:300]}")
                trial.look(f"init --from {what}, {shape}, {run}", {"stdout": done.out.encode(), "stderr": done.err.encode(), **beside})
                for name in os.listdir(os.path.dirname(new)):
                    mode = stat.S_IMODE(os.stat(os.path.join(os.path.dirname(new), name)).st_mode)
                    trial.expect(mode == 0o600, f"init --from {what}, {shape}, {run}: {name} has mode {mode:o}")
            trial.expect(what != "as it is" or "新（标题和用词）.csv" in os.listdir(os.path.dirname(new)), f"init --from {what}, {shape}: nothing is kept for next year")
            trial.quiet(f"init --from {what}, {shape}: check", "check", new, "--year", "2025", "--as-of", AS_OF, "-v")
    new = os.path.join(trial.path("brought-as-it-is-XLSX"), "new", "新.xlsx")
    headless = openpyxl.load_workbook(new)
    headless["申请登记"].delete_rows(1)
    headless["申请登记"].delete_cols(1, 4)
    headless.save(new)
    trial.quiet("init --from, the headings are gone", "init", new, "--from", os.path.join(trial.path("brought-as-it-is-XLSX"), "旧.xlsx"), "--year", "2025", codes=(2,))


def finds_itself(trial):
    """The search must find every form of every stem, also in packed files."""
    for stem, codes in LOOKED_FOR:
        for code in codes:
            trial.expect(list(traces({"x": b"__" + code + b"__"})), f"{code!r} of {stem} is not found")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.xml", "x" * 1000 + STEMS[0])
    trial.expect(list(traces({"x.xlsx": packed.getvalue()})), "nothing is found in a zip file")


def main():
    trial = Canaries(few=FEW)
    rows = with_canaries(CLEAN)
    finds_itself(trial)
    whole(trial, rows)
    damaged(trial, rows)
    doubled(trial, rows)
    headings(trial, rows)
    last_year(trial)
    batch_and_waivers(trial, rows)
    changed_since(trial)
    brought(trial)
    trial.end()


if __name__ == "__main__":
    main()
