"""Texts that identify a person, in printed words, in counts and in keys: the program finds each with its place, blacks it out in every
document of the draft, and never repeats it.

    python3 tests/faults/texts.py PROGRAM
"""
import csv
import io
import json
import os

import canary
import private
from trial import CLEAN, Trial, contents, read, tail

# The typed text, and the parts of it that no output may hold.
TYPED = {
    "110105194912310021": ["194912310021"], "１１０１０５１９４９１２３１００２Ｘ": ["１９４９１２３１００２"], "110105491231002": ["491231002"], "110105××××××××0021": ["110105×"],
    "138,1234,5678": ["1234,5678"], "138…1234…5678": ["1234…5678"], "138 1234 5678": ["1234 5678"], "一三八一二三四五六七八": ["二三四五六七八"], "①③⑧①②③④⑤⑥⑦⑧": ["②③④⑤⑥⑦⑧"],
    "护照E12345678": ["E12345678"], "H12345678": ["H12345678"], "座机0371-12345678": ["0371-12345678"], "zhangsan@qq.com": ["zhangsan@"], "微信号：zhangsan_88": ["zhangsan_88"], "QQ：87654321": ["87654321"],
    "京A·12345": ["A·12345"], "家住云溪县桥湾村9组42号": ["桥湾村9组"], "周文博": ["周文博"], "马 建 国": ["马 建 国"],
}
COUNTS = {"decisions.csv": "数量", "channels.csv": "条数", "supervision.csv": "人数", "fees.csv": "金额(万元)", "declared.csv": "数值", "events.csv": "金额"}
NUMBERS = ["13912345678", "110101199003077758", "１３９１２３４５６７８", "110101900307775"]
KEYS = ["440304201001061237", "110105491231002", "E12345678", "139-1234-5678", "一三九一二三四五六七八", "陈志强2025-001", "NH13912345678", "110105********0021"]


def traces(parts, files):
    return [f"“{part}” in {where}" for part in parts for name, data in files.items() for where, inner in canary.inside(name, data)
            for code in {part.encode(), part.encode("utf-16-be"), part.encode("utf-16-le"), json.dumps(part).strip('"').encode()} if code in inner]


def outputs(run):
    return {"stdout": run.out.encode(), "stderr": run.err.encode(), **contents(run.place)}


def check_texts(trial):
    """All texts at once, each on a line of its own: one run, one finding for each line."""
    for section, file in (("problems", "problems.md"), ("overview", "overview.md")):
        old = read(os.path.join(CLEAN, file))
        lines = [f"有人反映：{typed}，情况属实。" for typed in TYPED]
        ledger = trial.ledger(f"texts-{section}", files={file: old.rstrip("\n") + "\n\n" + "\n".join(lines) + "\n"})
        run = trial.report(ledger, "-v")
        trial.expect(run.code == 1, f"{file}: exit {run.code}: {tail(run.err)}")
        findings = [f for f in json.load(open(os.path.join(run.folder, "findings.json"), encoding="utf-8")) if f["id"] == "A19"]
        first = old.rstrip("\n").count("\n") + 3
        rows = [f["row"] for f in findings]
        trial.expect(rows == list(range(first, first + len(TYPED))), f"{file}: found in lines {rows}, typed from {first} to {first + len(TYPED) - 1}")
        trial.expect(all(f["file"] == file and f["blocking"] for f in findings), f"{file}: {findings[:1]}")
        report = json.dumps(json.load(open(os.path.join(run.folder, "report.json"), encoding="utf-8")), ensure_ascii=False)
        for typed in TYPED:
            word = typed if typed in ("周文博", "马 建 国") else None
            trial.expect(not word or f"有人反映：{'■' * len(word)}，" in report, f"{word} is not blacked out by as many")
        found = traces([part for parts in TYPED.values() for part in parts], outputs(run))
        trial.expect(not found, f"{file}: {found[:3]}")


def check_note(trial):
    """The note of a waiver is printed under the table of its cell; the office's own telephone may stand in it."""
    note = "由周文博（13912345678、0571-88123456、zhouwb@163.com）核实，电话0789-6551020"
    ledger = trial.ledger("note", edit={"declared.csv": [("2025,requests/new/total,16", "2025,requests/new/total,17")]})
    plain = trial.run("check", ledger, "--year", "2025", "--as-of", "2026-01-20", "--waiver-lines")
    rows = [row for row in csv.reader(io.StringIO(plain.out)) if row]
    at = {heading: i for i, heading in enumerate(rows[0])}
    for row in rows[1:]:
        row[at["理由"]], row[at["批准人"]], row[at["附注"]] = "核实", "局长", note
    trial.expect(len(rows) > 1, f"nothing to waive: {plain.out[:200]}{tail(plain.err)}")
    with open(os.path.join(ledger, "waivers.csv"), "w", encoding="utf-8") as out:
        out.write(private.table(rows))
    run = trial.report(ledger, "-v")
    trial.expect(run.code == 1 and "附注里有申请人姓名、手机号、座机号、电子邮箱" in run.err + run.out, f"note: exit {run.code}: {tail(run.err)}")
    trial.expect(f"由■■■（{'■' * 11}、{'■' * 13}、{'■' * 14}）核实，电话0789-6551020" in read(os.path.join(run.folder, "report.html")), "the note is not printed")
    found = traces(["周文博", "13912345678", "88123456", "zhouwb"], outputs(run))
    trial.expect(not found, f"note: {found[:3]}")


def rows_of(file):
    return list(csv.reader(io.StringIO(read(os.path.join(CLEAN, file)))))


def check_counts(trial):
    for n, number in enumerate(NUMBERS):
        files = {}
        for file, heading in COUNTS.items():
            rows = rows_of(file)
            rows[-1][rows[0].index(heading)] = number
            files[file] = private.table(rows)
        run = trial.report(trial.ledger(f"counts{n}", files=files), "-v", "--mark")
        said = [line for line in (run.out + run.err).splitlines() if "号码填到了数里" in line]
        trial.expect(run.code == 2 and all(any(line.strip().startswith(file) for line in said) for file in COUNTS), f"{number}: exit {run.code}: {said}")
        found = traces([number], outputs(run))
        trial.expect(not found, f"{number} as a count: {found[:2]}")


def check_keys(trial):
    """In the requests, and as the number of a case."""
    for n, key in enumerate(KEYS):
        files = {}
        for file, heading in (("requests.csv", "受理编号"), ("disputes.csv", "案件编号")):
            rows = rows_of(file)
            rows[2][rows[0].index(heading)] = key
            files[file] = private.table(rows)
        run = trial.report(trial.ledger(f"keys{n}", files=files), "-v", "--mark")
        said = run.out + run.err
        trial.expect(run.code == 2 and all(f"{file}:3" in said for file in files), f"{key}: exit {run.code}: {tail(run.err)}")
        found = traces([key], outputs(run))
        trial.expect(not found, f"{key} as a key: {found[:2]}")


def main():
    trial = Trial("texts")
    check_texts(trial)
    check_note(trial)
    check_counts(trial)
    check_keys(trial)
    trial.end()


if __name__ == "__main__":
    main()
