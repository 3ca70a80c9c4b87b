"""A server that goes away, changes or makes others wait while its rows are read: clear words, nothing written, one snapshot; and the program
stays in its sandbox.

    python3 tests/whole/server_lost.py PROGRAM [LIBRARY]

LIBRARY (support/preload/taken_over.c) makes the attempts of a program that was taken over; without it (a sanitized program enters no
sandbox) they are left out.
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tests", "support", "servers"), os.path.join(ROOT, "tests", "faults")]
import tables  # noqa: E402
from beside import Beside  # noqa: E402
from postgres import OWNER, Server, environment  # noqa: E402
from relay import Relay  # noqa: E402
from trial import CLEAN, contents, tail, write  # noqa: E402

LIBRARY = os.path.abspath(sys.argv.pop()) if len(sys.argv) == 3 else None
MANY = 30_000                                          # requests: megabytes, more than any buffer between the two


def make(server):
    tables.put(server, CLEAN, leave=("文本",))
    server.sql(f"""CREATE SCHEMA many_x7;
CREATE TABLE many_x7."申请登记" AS SELECT 'M-' || n AS "受理编号", r."机关代码", r."申请人类型", '某' || n AS "申请人名称", 'C1' AS "申请方式", '2025-03-03' AS "提交日期",
    repeat('某项目批复', 10) || n AS "信息名称或描述" FROM generate_series(1, {MANY}) n, (SELECT * FROM "申请登记" LIMIT 1) r;
""" + "\n".join(f'CREATE VIEW many_x7.{tables.quoted(name)} AS TABLE public.{tables.quoted(name)};' for name in tables.rows_of(CLEAN) if name not in ("申请登记", "文本", "办理过程", "复议诉讼"))
               + '\nCREATE VIEW many_x7."办理过程" AS SELECT * FROM public."办理过程" WHERE false; CREATE VIEW many_x7."复议诉讼" AS SELECT * FROM public."复议诉讼" WHERE false;')


def hold_lost(trial, server):
    """While rows stream: the server is stopped at once, the connection is ended by an administrator, the cable is cut."""
    def stop():
        server.stop("immediate")

    def terminate():
        server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{OWNER}' AND pid <> pg_backend_pid() AND backend_type = 'client backend'")

    def cut():
        return "cut"

    for do in (terminate, cut, stop):
        with Relay(server, 1_000_000, do) as relay:
            run = trial.on_server(relay.url(), "--schema", "many_x7", "--store", trial.path("kept.db"))
        trial.expect(relay.done, f"{do.__name__}: the rows did not come that far")
        trial.hold_refused(do.__name__, run, "连接断|断开|中断", "没有写任何文件", code=(2, 4))
        trial.expect(run.err.count("申请登记") < 6 and run.err.count("断") < 4, f"{do.__name__}: said of every table: {run.err[-900:]}")
        trial.expect(not os.path.exists(trial.path("kept.db")), f"{do.__name__}: a store was kept")
    server.start()


def hold_gone_before(trial, server):
    """The connection ends before the first table, after what stood in the folder was written by an earlier run."""
    out = trial.path("kept")
    first = trial.on_server(server.url(), out=out)
    trial.expect(first.code in (0, 1), f"the first run: exit {first.code}: {tail(first.err)}")
    before = contents(out)
    with Relay(server, 2_000, lambda: "cut") as relay:
        run = trial.on_server(relay.url(), out=out)
    trial.expect(run.code in (2, 4) and contents(out) == before, f"gone at once: exit {run.code}, other files: {tail(run.err)}")


def hold_snapshot(trial, server):
    """Rows that others add, change and remove between two tables and within one are not seen; the next run sees them."""
    before = trial.on_server(server.url())

    def add():
        server.sql("""BEGIN; INSERT INTO "处理决定" ("机关代码", "月份", "类别", "数量") SELECT "机关代码", '2025-05', 'CF', '1000' FROM "机关" LIMIT 1;
DELETE FROM "办理过程"; UPDATE "申请登记" SET "办理结果" = '6.3'; ALTER TABLE "other_x7" ADD COLUMN b text; COMMIT;""")

    server.sql('CREATE TABLE "other_x7" (a text)')
    copied = "CREATE SCHEMA before_x7;" + "".join(f'CREATE TABLE before_x7.{tables.quoted(n)} AS TABLE public.{tables.quoted(n)};' for n in ("处理决定", "办理过程", "申请登记"))
    server.sql(copied)
    with Relay(server, 3_000, add) as relay:
        during = trial.on_server(relay.url())
    after = trial.on_server(server.url())
    trial.expect(relay.done, "the rows did not come that far")
    figures = [contents(one.folder).get("report.json", b"") for one in (before, during, after)]
    trial.expect(figures[0] and figures[0] == figures[1], f"rows of later are in the report: {tail(during.err)}")
    trial.expect(figures[1] != figures[2], "the change had no effect: the test shows nothing")
    server.sql("".join(f'TRUNCATE public.{tables.quoted(n)}; INSERT INTO public.{tables.quoted(n)} TABLE before_x7.{tables.quoted(n)};' for n in ("处理决定", "办理过程", "申请登记")) + 'DROP TABLE "other_x7"; DROP SCHEMA before_x7 CASCADE;')


def hold_waiting(trial, server):
    """A table that another locks, a statement that takes too long by the office's own limits, a session that is asked to stop."""
    with subprocess.Popen(server.psql(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True) as other:
        other.stdin.write('BEGIN; LOCK TABLE "申请登记" IN ACCESS EXCLUSIVE MODE; SELECT 1;\n')
        other.stdin.flush()
        other.stdout.readline()
        for setting in ("lock_timeout=200", "statement_timeout=2000"):
            run = trial.on_server(server.url(options=f"-c {setting}"))
            trial.hold_refused(f"locked, {setting}", run, "申请登记|表", "锁|占用|超时|时限|取消", code=(2, 4))

        def cancel():
            until = time.monotonic() + 20
            while time.monotonic() < until and not server.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
                time.sleep(0.05)

        thread = threading.Thread(target=cancel)
        thread.start()
        run = trial.on_server(server.url())
        thread.join()
        trial.hold_refused("cancelled", run, "取消|中止", code=(2, 4))
        other.stdin.write("ROLLBACK;\n")
    trial.expect(trial.on_server(server.url()).code in (0, 1), "the lock has gone, and the run does not work")


def hold_silent(trial, server):
    """A server that lives and says nothing: connect_timeout ends the wait until it is connected, statement_timeout with some seconds the wait
    for an answer. Side by side, since each waits."""
    def limited(seconds):
        return {**trial.environment, "PGCONNECT_TIMEOUT": str(seconds)}

    settings = "&options=-c%20statement_timeout%3D4s"  # what comes before has that long too, on a machine that is busy
    cases = {"accepts": (0, "&connect_timeout=2", trial.environment, "连不上数据库：等了 2 秒"), "accepts, of the environment": (0, "", limited(2), "连不上数据库：等了 2 秒"),
             "answers the first words": (500, settings, limited(6), "数据库没有回音.*connect_timeout"), "answers questions": (4_000, settings, trial.environment, "数据库没有回音.*statement_timeout"),
             "sends some of the rows": (1_000_000, settings, trial.environment, "数据库没有回音.*statement_timeout")}

    def try_one(number, what, after, more, environment, words):
        silent = threading.Event()
        with Relay(server, after, lambda: (silent.wait(40), "cut")[1]) as relay:
            begun = time.monotonic()
            run = trial.on_server(relay.url() + more, "--schema", "many_x7", environment=environment, out=trial.path(f"silent{number}"))
            took = time.monotonic() - begun
            silent.set()
        trial.expect(relay.done, f"silent, {what}: never came to that")
        trial.hold_refused(f"silent, {what}", run, words, code=(4,))
        trial.expect(2 <= took < 30, f"silent, {what}: waited for {took:.1f} s")
        trial.expect("没有写任何文件" in run.err or after < 10_000, f"silent, {what}: {tail(run.err)}")

    threads = [threading.Thread(target=try_one, args=(number, what, *case)) for number, (what, case) in enumerate(cases.items())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def hold_hosts(trial, server):
    """Several hosts: one that says nothing costs its own time, and the next is tried."""
    def address(*hosts, **more):
        return server.url(host=",".join(hosts), **more)

    ended = threading.Event()
    with Relay(server, 0, lambda: (ended.wait(60), "cut")[1]) as one, Relay(server, 0, lambda: (ended.wait(60), "cut")[1]) as other:
        silent, lost, good = one.folder.name, trial.path("no-socket"), server.folder
        cases = {"a silent one first": ((silent, good), 2, None), "two of them": ((silent, other.folder.name, good), 4, None), "the good one first": ((good, silent), 0, None),
                 "behind one that is not there": ((lost, silent, good), 2, None), "the same one twice": ((silent, silent, good), 4, None),
                 "the last one silent": ((lost, silent), 2, "等了 2 秒，数据库没有回音"), "none but silent ones": ((silent, other.folder.name), 4, "等了 2 秒，数据库没有回音")}

        def try_one(number, what, hosts, seconds, words):
            begun = time.monotonic()
            more = {"port": ",".join([str(server.port)] * len(hosts))} if number % 2 else {}
            run = trial.on_server(address(*hosts, connect_timeout="2", **more), out=trial.path(f"hosts{number}"))
            took = time.monotonic() - begun
            if words:
                trial.hold_refused(f"hosts, {what}", run, words, code=(4,))
            else:
                trial.expect(run.code in (0, 1) and os.path.isdir(run.folder), f"hosts, {what}: exit {run.code}: {tail(run.err)}")
            trial.expect(seconds <= took < seconds + 25, f"hosts, {what}: took {took:.1f} s")

        threads = [threading.Thread(target=try_one, args=(number, what, *case)) for number, (what, case) in enumerate(cases.items())]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ended.set()
    with socket.socket() as listening:                 # it takes connections, and nobody answers them
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        run = trial.on_server(f"postgresql:///platform_x7?hostaddr=127.0.0.1,127.0.0.1&port={port},1&connect_timeout=2&user=owner_x7")
    trial.hold_refused("addresses without names", run, "连不上数据库：等了 2 秒，数据库没有回音，别的主机也连不上.*port 1 ", code=(4,))
    for word in ("abc", "2s", "9999999999"):
        trial.hold_refused(f"connect_timeout={word}", trial.on_server(server.url(connect_timeout=word)), "connect_timeout 不是整数", code=(3,))
        trial.hold_refused(f"PGCONNECT_TIMEOUT={word}", trial.on_server(server.url(), environment={**trial.environment, "PGCONNECT_TIMEOUT": word}), "connect_timeout 不是整数", code=(3,))


def hold_stderr(trial):
    """libpq is kept from printing only while it reads its files of passwords: what is said while the program waits goes where it should."""
    folder = trial.path("waiting")
    os.makedirs(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.join(folder, ".s.PGSQL.5432"))
        listening.listen()
        listening.settimeout(30)
        words = [trial.program, "check", f"postgresql:///x?host={folder.replace('/', '%2F')}&connect_timeout=20"]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=trial.environment) as run:
            client, _ = listening.accept()
            client.recv(8)                             # it has asked, and waits for the answer
            where = os.readlink(f"/proc/{run.pid}/fd/2")
            client.close()
            said = run.communicate()[1].decode()
    trial.expect(where.startswith("pipe:"), f"while it waits, what it says goes to {where}")
    trial.expect(run.returncode == 4 and "连不上数据库" in said, f"a server that hangs up: exit {run.returncode}: {said}")


def hold_sandbox(trial, server):
    """As faults/confined.py, of a run that has a connection."""
    said = trial.run("--version", "--verbose").out
    files, calls = "Landlock：无" not in said, "seccomp：有" in said
    if not LIBRARY:
        return
    outside = tempfile.mkdtemp(prefix="outside-", dir=os.path.dirname(LIBRARY))
    write(os.path.join(outside, "secret"), "secret")
    for command in ("report", "check"):
        run = trial.on_server(server.url(), command=command, environment={**trial.environment, "LD_PRELOAD": LIBRARY, "OUTSIDE": outside})
        answers = dict(re.findall(r"^taken over: ([^:]+): (.*)$", run.err, re.M))
        of_files = {"read", "list", "write", "truncate", "create", "folder", "link", "rename", "remove"}
        granted = [a for a, answer in answers.items() if answer != "refused" and (files if a in of_files else calls)]
        trial.expect(run.code in (0, 1) and len(answers) >= 20 and not granted, f"{command}: exit {run.code}, {len(answers)} attempts, granted: {granted}")
    shutil.rmtree(outside)


def main():
    with Server() as server:
        trial = Beside("server-lost", server)
        make(server)
        for hold in (hold_snapshot, hold_waiting, hold_silent, hold_hosts, hold_sandbox, hold_gone_before, hold_lost):
            hold(trial, server)
        hold_stderr(trial)
    trial.end()


if __name__ == "__main__":
    main()
