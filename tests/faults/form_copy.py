"""A form is data: the 2021 form copied, relabelled, a row dropped and a sum added, without rebuilding the program.
The program reports every slip of such work with file and line.

    python3 tests/faults/form_copy.py PROGRAM
"""
import json
import os
import re
import shutil

from trial import CLEAN, ROOT, Trial, read, tail, write

SUM = "            - {label: （三）小计, id: refused, sum: [3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7, 3.8]}\n".replace("            -", "              -")


def change(path, *pairs):
    text = read(path)
    for old, new in pairs:
        if old not in text:
            raise SystemExit(f"form_copy: {path} has no {old!r}")
        text = text.replace(old, new)
    write(path, text)


def line_of(path, word):
    for number, line in enumerate(read(path).splitlines(), 1):
        if word in line:
            return number
    raise SystemExit(f"form_copy: {path} has no {word!r}")


def copied_data(trial, name):
    """Copies the program's data, and in it the form 2021 to 2021x, as an office would. Returns both folders."""
    data = trial.path(name, "data")
    shutil.copytree(os.path.join(ROOT, "data"), data, ignore=shutil.ignore_patterns("sample", "real_*"))
    shutil.copytree(os.path.join(ROOT, "report_templates"), os.path.join(data, "report_templates"))
    form = os.path.join(data, "report_templates", "2021x")
    shutil.copytree(os.path.join(data, "report_templates", "2021"), form)
    change(os.path.join(form, "form.yaml"), ("id: '2021'", "id: '2021x'"))
    return data, form


def acceptance(trial):
    data, form = copied_data(trial, "good")
    change(os.path.join(form, "requests.yaml"),
           ("（一）予以公开, id: 1", "（一）同意公开, id: 1"),
           ("              - {label: 5.要求行政机关确认或重新出具已获取信息, names: [确认或重新出具], id: 5.5}\n", ""),
           (" 5.4, 5.5,", " 5.4,"),
           ("              - {label: 8.属于行政查询事项, names: [行政查询事项], id: 3.8}\n", "              - {label: 8.属于行政查询事项, names: [行政查询事项], id: 3.8}\n" + SUM))
    change(os.path.join(form, "form.yaml"), (" 5.4, 5.5,", " 5.4,"))
    run = trial.run("form", "lint", "2021x", "--data", data)
    trial.expect(run.code == 0, f"lint of the copied form: exit {run.code}: {tail(run.err)}")
    run = trial.run("form", "lint", "--data", data)
    trial.expect(run.code == 0, f"lint of all: exit {run.code}: {tail(run.err)}")
    declared = "".join(line for line in read(os.path.join(CLEAN, "declared.csv")).splitlines(True) if "requests/5.5/" not in line)
    clean = trial.ledger("clean", files={"declared.csv": declared})
    run = trial.report(clean, "--data", data, "--form", "2021x")
    if not trial.expect(run.code == 0, f"report with the copied form: exit {run.code}: {tail(run.err)}"):
        return
    report = json.loads(read(os.path.join(run.folder, "report.json")))
    rows = report["tables"]["requests"]
    trial.expect(report["form"] == "2021x", f"form {report['form']}")
    trial.expect("5.5" not in rows, "the dropped row is there")
    trial.expect(rows.get("refused", {}).get("total") == 2, f"（三）小计: {rows.get('refused')}, expected 3.4 + 3.6 = 2")
    trial.expect(rows["closed"]["total"] == 16, f"closed is {rows['closed']['total']}: the new sum was counted twice")
    html = read(os.path.join(run.folder, "report.html"))
    trial.expect("（一）同意公开" in html and "（一）予以公开" not in html, "the label is not the new one")
    trial.expect('id="requests-refused-total"' in html and "requests-5.5" not in html, "the page has other rows")
    text = trial.run("verify", run.folder, "--data", data) if "--data" in trial.run("verify", "--help").out else trial.run("verify", run.folder)
    trial.expect(text.code == 0, f"verify: exit {text.code}: {tail(text.out + text.err)}")
    lost = trial.ledger("lost", edit={"requests.csv": [(",5.1,条例", ",5.5,条例")]}, without=["declared.csv"], files={"overview.md": "概况。\n"})
    run = trial.report(lost, "--data", data, "--form", "2021x")
    trial.expect(run.code == 2 and "5.5" in run.err, f"an outcome without a row: exit {run.code}: {tail(run.err)}")
    path = os.path.join(form, "review.sql")
    whole = read(path)
    write(path, whole.replace("code('dispute_kinds', 'FY')", "code('dispute_kinds', 'FX')"))
    run = trial.report(clean, "--data", data, "--form", "2021x")
    trial.expect(run.code == 2 and "review.sql:" in run.err, f"a code that is not there: exit {run.code}: {tail(run.err)}")
    write(path, whole)
    two = trial.report(CLEAN, "--data", data)
    trial.expect(two.code == 2 and "--form" in two.err, f"two forms of one year: exit {two.code}: {tail(two.err)}")


# (what, file, old, new, a word of the reported line or None for the line of `new`, words of the message)
SLIPS = [
    ("an unknown row in an identity", "form.yaml", "left: [new, carried_in]", "left: [new, carried_inn]", "carried_inn", "carried_inn"),
    ("an unknown column in an identity", "form.yaml", "left: [upheld, corrected,", "left: [upheld, korrected,", "korrected", "korrected"),
    ("an identity of an unknown table", "form.yaml", "    table: review\n    for: rows", "    table: reviews\n    for: rows", "table: reviews", "reviews"),
    ("an identity of an unknown check", "form.yaml", "check: D04", "check: Q04", "id: I4", "Q04"),
    ("a table that is not there", "form.yaml", "table: proactive, ", "table: proactiv, ", "table: proactiv, ", "proactiv"),
    ("another id than the folder's", "form.yaml", "id: '2021x'", "id: '2021y'", "id: '2021y'", ""),
    ("an unknown key", "form.yaml", "basis:", "basics:", "basics:", "basics"),
    ("a ledger table that is not there", "form.yaml", "reads: [requests,", "reads: [request,", None, "request"),
    ("broken YAML", "form.yaml", "sections:", "sections: [", None, ""),
    ("an unknown id in a sum", "requests.yaml", "sum: [1, 2, 3.1,", "sum: [1, 2, 3.9,", "sum: [1, 2, 3.9,", "3.9"),
    ("a sum of itself", "requests.yaml", "sum: [1, 2, 3.1,", "sum: [closed, 2, 3.1,", "sum: [closed, 2", "closed"),
    ("a cycle", "requests.yaml", "sum: [1, 2, 3.1,", "sum: [refused, 2, 3.1,", None, "refused"),
    ("a row twice", "requests.yaml", "id: 3.2}", "id: 3.1}", "其他法律行政法规", "3.1"),
    ("a column twice", "requests.yaml", "id: research}", "id: enterprise}", "科研机构", "enterprise"),
    ("a row without label", "requests.yaml", "{label: （一）予以公开, id: 1}", "{id: 1}", "{id: 1}", ""),
    ("a wrong id", "requests.yaml", "id: 6.2}", "id: 6/2}", "6/2", "6/2"),
    ("widths that do not fit", "requests.yaml", "widths: [5.5, ", "widths: [", None, "widths"),
    ("an unknown type", "proactive.yaml", "type: decimal", "type: decimel", "decimel", "decimal"),
    ("a query file that is not there", "requests.yaml", "query: requests.sql", "query: request.sql", "request.sql", "request.sql"),
    ("an unknown table in a query", "requests.sql", "FROM request_shapes(", "FROM request_shape(", None, "request_shape"),
    ("an unknown column in a query", "review.sql", "SELECT CASE kind", "SELECT CASE kinds", "kinds", "kinds"),
    ("broken SQL", "proactive.sql", "UNION ALL", "UNION OLL", None, "OLL"),
    ("two statements", "review.sql", "-- 年内收到的", "SELECT 1; -- 年内收到的", None, ""),
    ("a query that writes", "review.sql", "SELECT CASE kind", "DELETE FROM disputes; SELECT CASE kind", None, ""),
    ("a query that reads the schema", "review.sql", "FROM disputes\n", "FROM disputes, sqlite_schema\n", None, ""),
    ("a query that loads a file", "review.sql", "no AS key", "readfile('/etc/passwd') AS key", None, ""),
    ("a query that attaches", "review.sql", "SELECT CASE kind", "ATTACH 'x.db' AS x; SELECT CASE kind", None, ""),
    ("a missing result column", "review.sql", "1 AS amount,", "1 AS amounts,", None, "amount"),
    ("a default text without text", "overview.yaml", "AS text\n    FROM n WHERE made IS NOT NULL", "AS words\n    FROM n WHERE made IS NOT NULL", None, "text"),
]


def slips(trial):
    data, form = copied_data(trial, "slips")
    change(os.path.join(form, "requests.yaml"), ("id: 4.3}\n", "id: 4.3}\n" + SUM.replace("3.1, 3.2", "closed, 3.2")))
    run = trial.run("form", "lint", "2021x", "--data", data)
    trial.expect(run.code == 0, f"the form with a sum of a sum: exit {run.code}: {tail(run.err)}")
    for what, file, old, new, word, message in SLIPS:
        path = os.path.join(form, file)
        whole = read(path)
        if not trial.expect(old in whole, f"{what}: {file} has no {old!r}"):
            continue
        change(path, (old, new)) if whole.count(old) == 1 else write(path, whole.replace(old, new, 1))
        run = trial.run("form", "lint", "2021x", "--data", data)
        said = run.out + run.err
        trial.expect(run.code == 2, f"{what}: exit {run.code}: {tail(said)}")
        place = re.search(r"([\w.]+\.(?:yaml|sql)):(\d+)", said)
        if trial.expect(place is not None, f"{what}: no file and line: {tail(said, 2)}"):
            if word:
                trial.expect(place[1] == file and int(place[2]) == line_of(path, word), f"{what}: {place[0]}, expected {file}:{line_of(path, word)}: {tail(said, 2)}")
        trial.expect(message in said, f"{what}: “{message}” is not said: {tail(said, 2)}")
        again = trial.report(CLEAN, "--data", data, "--form", "2021x", "-q")
        trial.expect(again.code in (0, 1, 2) and (again.code == 2 or what in CHECKED_BY_LINT_ALONE), f"{what}: report ends with {again.code}")
        write(path, whole)
    run = trial.run("form", "lint", "2021x", "--data", data)
    trial.expect(run.code == 0, f"the form is whole again: exit {run.code}: {tail(run.err)}")


# Faults that only lint sees: the report of this ledger does not meet them.
CHECKED_BY_LINT_ALONE = {"an identity of an unknown check", "a ledger table that is not there", "a default text without text"}


def rule_slips(trial):
    data, _ = copied_data(trial, "rules")
    folder = os.path.join(data, "report_templates", "rules")
    for what, old, new in (("an unknown table in a check", "FROM cells WHERE", "FROM cellars WHERE"), ("an unknown key in a check", "article:", "artikel:"),
                           ("an unknown class", "class: validity", "class: valid"), ("an unknown severity", "severity: error", "severity: fatal")):
        path = os.path.join(folder, "D07.yaml")
        whole = read(path)
        write(path, whole.replace(old, new))
        run = trial.run("form", "lint", "--data", data)
        said = run.out + run.err
        trial.expect(run.code == 2 and re.search(r"D07\.yaml:\d+", said), f"{what}: exit {run.code}: {tail(said, 2)}")
        write(path, whole)


def list_slips(trial):
    data, _ = copied_data(trial, "lists")
    path = os.path.join(data, "lists", "claim_fillers.csv")
    write(path, read(path) + "有,\n")
    for words in (("form", "lint"), ("check", CLEAN, "--year", "2025", "--as-of", "2026-01-20", "--form", "2021")):
        run = trial.run(*words, "--data", data)
        said = run.out + run.err
        trial.expect(run.code == 2 and "现行有效" in said and "“有”" in said, f"a claim that holds a filler: {words[0]}: exit {run.code}: {tail(said, 2)}")


def default_headings(trial):
    """A heading of the form without content leaves no gap in the numbers."""
    run = trial.report(trial.ledger("gap", without=["overview.md", "channels.csv"]))
    words = json.loads(read(os.path.join(run.folder, "report.json")))["narrative"]["overview"]
    numbers = "".join(re.findall(r"^### （(.)）", words, re.M))
    trial.expect("平台建设" not in words and numbers == "一二三四", f"the headings are numbered {numbers}")


def main():
    trial = Trial("form_copy")
    acceptance(trial)
    slips(trial)
    rule_slips(trial)
    list_slips(trial)
    default_headings(trial)
    trial.end()


if __name__ == "__main__":
    main()
