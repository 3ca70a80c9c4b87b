"""A ledger of many agencies: each active one gets a report of its own rows and no other; batches; two ledgers.

    python3 tests/faults/agencies.py PROGRAM
"""
import csv
import io
import json
import os
import shutil

from trial import AGENCY, AS_OF, CLEAN, Trial, contents, read, tail, write

HEADINGS = read(os.path.join(CLEAN, "agencies.csv")).splitlines()[0].split(",")
# code, name, kind, level, active from, active until
AGENCIES = [
    ("QH", "清河县人民政府", "G", "4", "", ""),
    ("QH-OFFICE", "清河县人民政府办公室", "O", "4", "", ""),
    (AGENCY, "江州市清河县农业农村局", "B", "4", "", ""),
    ("QH-WATER", "清河县水利局", "B", "4", "", ""),
    ("QH-CLOSED", "清河县粮食局", "B", "4", "", "2024-12-31"),
    ("QH-ENDED", "清河县畜牧局", "B", "4", "", "2025-06-30"),
    ("QH-COMING", "清河县数据局", "B", "4", "2026-01-01", ""),
    ("QH-BUS", "清河县公交公司", "E", "4", "", ""),
    ("QH-TOWN", "清河县柳林镇人民政府", "X", "5", "", ""),
]
REPORTING = {"QH-OFFICE", AGENCY, "QH-WATER", "QH-ENDED", "QH-TOWN"}


def table(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def agencies(chosen=None):
    rows = [HEADINGS]
    for code, name, kind, level, begin, end in AGENCIES:
        if chosen is None or code in chosen:
            filled = {"机关代码": code, "机关名称": name, "机关类型": kind, "层级": level, "启用日期": begin, "停用日期": end}
            rows.append([filled.get(heading, "") for heading in HEADINGS])
    return table(rows)


def request(number, agency, kind, day, outcome="", letter="", sent=""):
    headings = read(os.path.join(CLEAN, "requests.csv")).splitlines()[0].split(",")
    filled = {"受理编号": number, "机关代码": agency, "申请人类型": kind, "申请方式": "C1", "提交日期": day, "登记日期": day, "办理结果": outcome,
              "文书号": letter, "落款日期": sent, "送达方式": "S4" if sent else "", "交邮或发出日期": sent}
    return [filled.get(heading, "") for heading in headings]


def county(trial, name):
    """The clean ledger with other agencies beside its own; texts in narrative/CODE/."""
    ledger = trial.ledger(name, without=["overview.md", "problems.md", "other.md"])
    write(os.path.join(ledger, "agencies.csv"), agencies())
    rows = list(csv.reader(io.StringIO(read(os.path.join(ledger, "requests.csv")))))
    # Each agency numbers its requests on its own: the water bureau has an NH-2025-001 too.
    rows += [request("NH-2025-001", "QH-WATER", "B1", "2025-05-06", "1", "清水答〔2025〕1号", "2025-05-12"), request("SL-2", "清河县水利局", "A1", "2025-12-30"),
             request("BUS-1", "QH-BUS", "A1", "2025-03-03", "1", "公交答1号", "2025-03-05"), request("XM-1", "QH-ENDED", "A1", "2025-02-03", "4.1", "清牧答1号", "2025-02-17")]
    write(os.path.join(ledger, "requests.csv"), table(rows))
    for section in ("overview", "problems", "other"):
        write(os.path.join(ledger, "narrative", AGENCY, section + ".md"), read(os.path.join(CLEAN, section + ".md")))
    for code in REPORTING - {AGENCY}:
        write(os.path.join(ledger, "narrative", code, "problems.md"), "答复文书说理不够充分，已经开展培训，明年继续改进。\n")
    head, *published = csv.reader(io.StringIO(read(os.path.join(ledger, "publication.csv"))))
    without = [[code, "2025", *("" for _ in head[2:]), "否"] for code in ("QH-OFFICE", "QH-TOWN")]      # a report of zeros is declared
    write(os.path.join(ledger, "publication.csv"), table([[*head, "本年收到申请"], *[[*row, ""] for row in published], *without]))
    return ledger


def reports(out):
    found = {}
    top = os.path.join(out, "2025")
    for folder in sorted(os.listdir(top)) if os.path.isdir(top) else []:
        found[folder] = json.loads(read(os.path.join(top, folder, "report.json")))
    return found


def totals(report, row):
    return report["tables"]["requests"][row]["total"]


def many(trial):
    ledger = county(trial, "county")
    run = trial.report(ledger)
    trial.expect(run.code == 0, f"exit {run.code}: {tail(run.err)}")
    found = reports(run.place)
    trial.expect(set(found) == REPORTING, f"reports of {sorted(found)}, expected {sorted(REPORTING)}")
    if set(found) >= REPORTING:
        alone = json.loads(read(os.path.join(trial.report(CLEAN).folder, "report.json")))
        for key in ("tables", "narrative", "notes"):
            trial.expect(found[AGENCY][key] == alone[key], f"the bureau's {key} are others than alone")
        water = found["QH-WATER"]
        trial.expect((totals(water, "new"), totals(water, "1"), totals(water, "carried_out")) == (2, 1, 1), f"water: {water['tables']['requests']['new']}")
        trial.expect(totals(found["QH-ENDED"], "4.1") == 1, "the bureau closed in June lost its request")
        trial.expect(all(totals(found[code], "new") == 0 for code in ("QH-OFFICE", "QH-TOWN")), "an agency without rows has some")
        trial.expect(water["tables"]["proactive"]["normative"]["in_force"] == 0, "water has the bureau's documents")
    # The government gets a report as soon as a row belongs to it.
    own = county(trial, "own")
    write(os.path.join(own, "requests.csv"), read(os.path.join(own, "requests.csv")) + table([request("ZF-1", "QH", "A1", "2025-07-01")]))
    run = trial.report(own)
    trial.expect("QH" in reports(run.place) and totals(reports(run.place)["QH"], "new") == 1, f"the government's own row: {sorted(reports(run.place))}")
    trial.expect(run.code == 1, f"the government wrote no section five: exit {run.code}")
    for chosen in (AGENCY, "江州市清河县农业农村局"):
        run = trial.report(ledger, "--agency", chosen)
        trial.expect(run.code == 0 and set(reports(run.place)) == {AGENCY}, f"--agency {chosen}: exit {run.code}, {sorted(reports(run.place))}")
    run = trial.report(ledger, "--agency", "清河县")
    trial.expect(run.code == 2 and "清河县" in run.err, f"--agency of no agency: exit {run.code}")


def wrong(trial):
    ledger = county(trial, "unknown")
    change = read(os.path.join(ledger, "requests.csv")).replace(f",{AGENCY},A1", ",,A1", 1)
    write(os.path.join(ledger, "requests.csv"), change)
    run = trial.report(ledger)
    trial.expect(run.code == 2 and "S08" in run.err and "requests.csv:2" in run.err, f"a row of no agency: exit {run.code}: {tail(run.err)}")
    ledger = county(trial, "stray")
    write(os.path.join(ledger, "narrative", "QH-X", "problems.md"), "谁的正文，没有人知道。\n")
    run = trial.report(ledger)
    trial.expect(run.code == 2 and "QH-X" in run.err, f"a text of no agency: exit {run.code}: {tail(run.err)}")
    ledger = county(trial, "rootprose")
    write(os.path.join(ledger, "problems.md"), "谁的正文，没有人知道。\n")
    run = trial.report(ledger)
    trial.expect(run.code == 2 and "problems.md" in run.err, f"a text without agency: exit {run.code}: {tail(run.err)}")
    ledger = county(trial, "events")
    write(os.path.join(ledger, "events.csv"), read(os.path.join(ledger, "events.csv")) + "NH-2025-002,QH-WATER,9,GD,2025-03-03" + "," * 12 + "\n")
    run = trial.report(ledger)
    trial.expect(run.code == 2 and "A14" in run.err, f"an event of another agency's request: exit {run.code}: {tail(run.err)}")
    ledger = county(trial, "slash")
    write(os.path.join(ledger, "agencies.csv"), read(os.path.join(ledger, "agencies.csv")).replace("QH-TOWN,", "QH/TOWN,") + read(os.path.join(ledger, "agencies.csv")).splitlines()[-1].replace("QH-TOWN", "QH_TOWN").replace("柳林镇", "桃园镇") + "\n")
    os.rename(os.path.join(ledger, "narrative", "QH-TOWN"), os.path.join(ledger, "narrative", "QH_TOWN"))
    run = trial.report(ledger)
    trial.expect(run.code == 2 and not contents(run.place), f"two agencies for one folder: exit {run.code}, {len(contents(run.place))} files: {tail(run.err, 2)}")
    ledger = county(trial, "twins")
    write(os.path.join(ledger, "agencies.csv"), read(os.path.join(ledger, "agencies.csv")) + read(os.path.join(ledger, "agencies.csv")).splitlines()[-1] + "\n")
    run = trial.report(ledger)
    trial.expect(run.code == 2 and "A05" in run.err, f"an agency twice: exit {run.code}")


def no_table(trial):
    """Without agencies.csv the name on the command line is the agency."""
    ledger = trial.ledger("unnamed", without=["agencies.csv", "declared.csv"], files={"overview.md": "概况。\n"})
    for name in os.listdir(ledger):
        if name.endswith(".csv"):
            path = os.path.join(ledger, name)
            write(path, read(path).replace(AGENCY, ""))
    run = trial.report(ledger)
    trial.expect(run.code == 2 and "--agency" in run.err, f"no agency: exit {run.code}: {tail(run.err)}")
    run = trial.report(ledger, "--agency", "清河县农业农村局")
    trial.expect(run.code == 0, f"--agency without a table: exit {run.code}: {tail(run.err)}")
    found = reports(run.place)
    trial.expect(set(found) == {"清河县农业农村局"} and totals(found["清河县农业农村局"], "new") == 16, f"--agency without a table: {sorted(found)}")
    trial.expect(found and found["清河县农业农村局"]["agency"] == {"code": None, "name": "清河县农业农村局", "type": None, "level": None}, "the agency is not null where unknown")


def batch(trial):
    top = trial.path("batch")
    os.makedirs(top)
    for code, day in (("QH-WATER", "2025-05-06"), ("QH-TOWN", "2025-06-06")):
        ledger = trial.ledger("one", without=["declared.csv", "overview.md", "other.md", "guide.txt", "texts.csv"])
        for name in os.listdir(ledger):
            if name.endswith(".csv"):
                write(os.path.join(ledger, name), read(os.path.join(ledger, name)).splitlines()[0] + "\n")
        write(os.path.join(ledger, "agencies.csv"), agencies({code}))
        write(os.path.join(ledger, "requests.csv"), read(os.path.join(ledger, "requests.csv")) + table([request("1", code, "A1", day)]))
        shutil.move(ledger, os.path.join(top, code))
    os.makedirs(os.path.join(top, "旧文件"))
    run = trial.report(top)
    trial.expect(run.code == 0 and set(reports(run.place)) == {"QH-WATER", "QH-TOWN"}, f"batch: exit {run.code}, {sorted(reports(run.place))}: {tail(run.err)}")
    write(os.path.join(top, "QH-TOWN", "fees.csv"), "x\n")
    run = trial.report(top)
    trial.expect(run.code == 2 and set(reports(run.place)) == {"QH-WATER"}, f"a batch with one refused: exit {run.code}, {sorted(reports(run.place))}")
    write(os.path.join(top, "QH-TOWN", "fees.csv"), read(os.path.join(top, "QH-WATER", "fees.csv")))
    two = trial.report([os.path.join(top, "QH-WATER"), os.path.join(top, "QH-TOWN")])
    trial.expect(two.code in (0, 2), f"two ledgers: exit {two.code}: {tail(two.err)}")
    shutil.copytree(os.path.join(top, "QH-WATER"), os.path.join(top, "again"))
    write(os.path.join(top, "again", "requests.csv"), read(os.path.join(top, "again", "requests.csv")) + table([request("2", "QH-WATER", "A1", "2025-09-09")]))
    run = trial.report(top)
    trial.expect(run.code == 2 and not contents(run.place), f"a batch with one agency twice: exit {run.code}, {len(contents(run.place))} files")
    store = trial.report(top, "--store", trial.path("batch.db"))
    trial.expect(store.code == 3, f"--store with a batch: exit {store.code}")
    check = trial.run("check", os.path.join(top, "QH-WATER"), os.path.join(top, "again"), "--year", "2025", "--as-of", AS_OF)
    trial.expect(check.code == 2 and "有 2 份台账" in check.err, f"two ledgers of one agency, given one after the other: exit {check.code}: {tail(check.err)}")


def governments(trial):
    """A government listed in several ledgers of a batch belongs to the one that has its rows; two that have some are refused."""
    top = trial.path("governments")
    for name, owner in (("a", "QH-WATER"), ("z", "QH")):
        ledger = trial.ledger("one", without=["declared.csv", "overview.md", "problems.md", "other.md", "guide.txt", "texts.csv"])
        for file in os.listdir(ledger):
            if file.endswith(".csv"):
                write(os.path.join(ledger, file), read(os.path.join(ledger, file)).splitlines()[0] + "\n")
        write(os.path.join(ledger, "agencies.csv"), agencies({"QH-WATER", "QH"} if name == "a" else {"QH"}))
        write(os.path.join(ledger, "requests.csv"), read(os.path.join(ledger, "requests.csv")) + table([request("1", owner, "A1", "2025-05-06")]))
        os.makedirs(top, exist_ok=True)
        shutil.move(ledger, os.path.join(top, name))
    run = trial.report(top)
    trial.expect(set(reports(run.place)) == {"QH-WATER", "QH"}, f"a government's own ledger beside a list of it: exit {run.code}, {sorted(reports(run.place))}: {tail(run.err)}")
    write(os.path.join(top, "a", "requests.csv"), read(os.path.join(top, "a", "requests.csv")) + table([request("2", "QH", "A1", "2025-06-06")]))
    run = trial.report(top)
    trial.expect(run.code == 2 and "已用于另一个机关" in run.err, f"two ledgers with the government's rows: exit {run.code}: {tail(run.err)}")
    trial.expect(totals(reports(run.place)["QH"], "new") == 1, "the first ledger's report of the government")
    first = os.path.join(top, "0")                     # alone in its ledger, which has no rows
    shutil.move(os.path.join(top, "z"), first)
    write(os.path.join(first, "requests.csv"), read(os.path.join(first, "requests.csv")).splitlines()[0] + "\n")
    run = trial.report(top)
    trial.expect(set(reports(run.place)) == {"QH-WATER", "QH"}, f"a government's empty ledger first: exit {run.code}, {sorted(reports(run.place))}: {tail(run.err)}")


def side_by_side(trial):
    """The agencies of a batch run side by side: the outcome is the same as one after another, whichever is done first."""
    top, codes = trial.path("side"), ["B00", "B00"] + ["B%02d" % i for i in range(2, 10)]
    os.makedirs(top)
    for i, code in enumerate(codes):
        ledger = trial.ledger("member", without=["declared.csv", "overview.md", "other.md", "guide.txt", "texts.csv"])
        for name in os.listdir(ledger):
            if name.endswith(".csv"):
                write(os.path.join(ledger, name), read(os.path.join(ledger, name)).splitlines()[0] + "\n")
        one = dict(zip(HEADINGS, [""] * len(HEADINGS)), 机关代码=code, 机关名称=f"清河县第{i}局", 机关类型="B", 层级="4")
        write(os.path.join(ledger, "agencies.csv"), table([HEADINGS, [one[heading] for heading in HEADINGS]]))
        rows = [request(str(n), code, "A1", "2025-05-06") for n in range(1, 4000 if i == 0 else 3)]    # the first is the last to be done
        write(os.path.join(ledger, "requests.csv"), read(os.path.join(ledger, "requests.csv")) + table(rows))
        shutil.move(ledger, os.path.join(top, "%02d" % i))
    twice = trial.report(top)
    trial.expect(twice.code == 2 and not contents(twice.place), f"two ledgers of one agency: exit {twice.code}, {len(contents(twice.place))} files")
    trial.expect(f"有 2 份台账：{top}/00、{top}/01" in twice.err, f"both are named: {tail(twice.err)}")
    shutil.rmtree(os.path.join(top, "01"))
    together = trial.report(top)
    found = reports(together.place)
    trial.expect(together.code == 0 and set(found) == set(codes), f"side by side: exit {together.code}, {sorted(found)}: {tail(together.err)}")
    trial.expect(totals(found["B00"], "new") == 3999, f"all of the first: {totals(found['B00'], 'new')}")
    shown = [line[-2:] for line in together.err.splitlines() if line.startswith("== ")]
    trial.expect(shown == ["%02d" % i for i in range(10) if i != 1], f"shown in the order of the ledgers: {shown}")
    alone = trial.report(os.path.join(top, "04"))
    trial.expect(contents(os.path.join(alone.place, "2025", "B04")) == contents(os.path.join(together.place, "2025", "B04")), "a report of a batch has the bytes of one made alone")
    again = trial.report(top)
    trial.expect(contents(again.place) == contents(together.place), "two runs of a batch have the same bytes")


def main():
    trial = Trial("agencies")
    many(trial)
    wrong(trial)
    no_table(trial)
    batch(trial)
    governments(trial)
    side_by_side(trial)
    trial.end()


if __name__ == "__main__":
    main()
