"""What a clerk sees: each kind of run on a terminal of 80 columns, compared with tests/whole/transcripts/NAME.txt.

    python3 tests/whole/transcripts.py PROGRAM [--update]

A transcript holds the command as it is typed, what the terminal shows, and the exit code where it is not 0. Whatever a run prints to
stdout stands where it appears. The line about fonts is left out: it differs between machines. No line is wider than the terminal, but
for paths and commands, which stay whole so that they can be copied; none begins with a mark that must not. Colours are those of the
same words; NO_COLOR and TERM=dumb have none, and a pipe has neither colours nor broken lines. The command that a run says to type next
can be typed.
"""
import difflib
import fcntl
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
GOLDEN = os.path.join(HERE, "transcripts")
CLEAN, SAMPLE, COUNTY = (os.path.join(ROOT, *parts) for parts in (("tests", "clean"), ("data", "sample"), ("data", "sample-county")))
CLOSING = "，。、；：？！）》」』”’…—·%％"
COLOURS = re.compile("\033\\[[0-9]*m")

RUNS = {
    "写成": "report 台账 --year 2025 --as-of 2026-01-20",
    "草稿": "report 台账 --year 2025 --as-of 2025-11-12 -o '写 到'",
    "拒绝": "report 读不懂的台账 --year 2025 --as-of 2026-01-20",
    "拒绝并标注": "report 读不懂的台账 --year 2025 --as-of 2026-01-20 --mark",
    "核对": "check 样本 --year 2025 --as-of 2026-01-20",
    "核对-v": "check 样本 --year 2025 --as-of 2026-01-20 -v",
    "豁免的行": "check 样本 --year 2025 --as-of 2026-01-20 --waiver-lines",
    "填报数": "report 年报.json --year 2025 --as-of 2026-01-20",
    "汇总": "rollup 县 --year 2025 --as-of 2026-02-10 --parent 11369925MB001000XL",
    "几份台账": "report 各局 --year 2025 --as-of 2026-01-20",
    "空白台账": "init 新台账.xlsx --agency 清河县农业农村局",
    "旧台账": "init 带来的.xlsx --from 旧台账.csv --agency 清河县农业农村局",
    "填报表": "init --form 年报表.xlsx --year 2025 --zero",
    "安静": "report 台账 --year 2025 --as-of 2025-11-12 -q",
}


def edit(folder, name, old, new):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8", newline="") as source:
        text = source.read()
    assert old in text, f"{path} has no {old}"
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(text.replace(old, new))


def lay(work):
    shutil.copytree(CLEAN, os.path.join(work, "台账"))
    shutil.copytree(SAMPLE, os.path.join(work, "样本"))
    shutil.copytree(COUNTY, os.path.join(work, "县"))
    shutil.copyfile(os.path.join(ROOT, "tests", "rules", "S34", "report.json"), os.path.join(work, "年报.json"))
    with open(os.path.join(work, "旧台账.csv"), "w", encoding="utf-8") as out:
        out.write("序号,申请人,申请方式,收件日期,办理结果,答复日期\n1,某某公司,网上申请,2025-03-03,不予公开,2025-03-10\n合计,1件,,,,\n")
    bad = os.path.join(work, "读不懂的台账")
    shutil.copytree(CLEAN, bad)
    edit(bad, "decisions.csv", "2025-0", "0")
    edit(bad, "requests.csv", ",2025-01-", ",1月")
    edit(bad, "requests.csv", ",A1,", ",公民代表,")
    for name, source in (("农业农村局", CLEAN), ("自然资源局", SAMPLE)):
        shutil.copytree(source, os.path.join(work, "各局", name))
    edit(os.path.join(work, "各局", "自然资源局"), "decisions.csv", "2025-", "25-")
    with open(os.path.join(work, "各局", "通讯录.txt"), "w", encoding="utf-8") as out:
        out.write("各局\n")


def environment(**more):
    return {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "TERM": "xterm", **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}, **more}


def on_terminal(program, words, work, columns=80, **more):
    """(what a terminal of so many columns shows, exit code)"""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    run = subprocess.Popen(["nianbao", *words], executable=program, cwd=work, env=environment(**more), stdin=subprocess.DEVNULL, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:                                # the last writer has closed it
            break
        if not part:
            break
        shown += part
    os.close(master)
    kept = re.sub("(?:\r\033\\[K[^\r\n]*)*\r\033\\[K", "", shown.decode().replace("\r\n", "\n"))     # what is being done: a slow machine shows it, and erases it
    return re.sub("^字体：.*\n(?:      .*\n)*", "", kept, flags=re.M), run.wait(timeout=300)


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


def stays_whole(line):
    """A path, a command, a line of a table for machines."""
    return re.match("out/|写 到/| *nianbao |接着：.*nianbao |[^ ]*$", line) or line.count(",") >= 8


def faults_of_lines(shown, columns):
    for line in shown.splitlines():
        if width(line) > columns and not stays_whole(line):
            yield f"{width(line)} columns: {line}"
        if line.lstrip()[:1] and line.lstrip()[:1] in CLOSING and not line.lstrip().startswith("……"):
            yield f"begins with a mark: {line}"


def check_golden(name, command, program, work, update):
    for folder in ("out", "写 到"):
        shutil.rmtree(os.path.join(work, folder), ignore_errors=True)
    shown, code = on_terminal(program, shlex.split(command), work, NO_COLOR="1")
    text = f"$ nianbao {command}\n{shown}" + (f"$ # {code}\n" if code else "")
    path = os.path.join(GOLDEN, name + ".txt")
    if update:
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
    with open(path, encoding="utf-8", newline="") as source:
        expected = source.read()
    yield from difflib.unified_diff(expected.splitlines(), text.splitlines(), f"{name} expected", f"{name} got", lineterm="")
    yield from faults_of_lines(shown, 80)
    said = [line for line in shown.splitlines() if line.startswith(("结果：", "先改：", "先填：", "接着："))]
    if "-q" not in command and len(said) != 3:
        yield f"{name}: the end of the run has not three lines: {said}"


def check_widths(program, work):
    words = shlex.split(RUNS["核对"])
    for columns in (30, 53, 132):
        shown, _ = on_terminal(program, words, work, columns, NO_COLOR="1")
        yield from faults_of_lines(shown, columns)


def check_colours(program, work):
    words = shlex.split(RUNS["核对"])
    plain, _ = on_terminal(program, words, work, NO_COLOR="1")
    coloured, _ = on_terminal(program, words, work)
    empty, _ = on_terminal(program, words, work, NO_COLOR="")
    dumb, _ = on_terminal(program, words, work, TERM="dumb")
    if "\033" in plain or "\033" in dumb or "\033[31m[超期]\033[0m" not in coloured or empty != coloured:
        yield f"colours: {coloured}"
    if COLOURS.sub("", coloured) != plain:
        yield "the words differ without colours"


def check_pipe(program, work):
    """Not a terminal: nothing is broken; --json has stdout for itself; -q has no end."""
    def run(*more):
        words = [*shlex.split(RUNS["核对"]), *more]
        return subprocess.run(["nianbao", *words], executable=program, cwd=work, env=environment(), capture_output=True, text=True, check=False)
    piped, json, quiet = run(), run("--json"), run("-q")
    if "\033" in piped.stderr or piped.stdout or not re.search("^结果：.*）\n先改：B01 × 2 .*\n接着：.*\n\\Z", piped.stderr, flags=re.M):
        yield f"in a pipe: {piped}"
    if not json.stdout.startswith("[") or not re.search("^结果：.*\n先改：.*\n接着：.*\n\\Z", json.stderr, flags=re.M):
        yield f"--json: {json.stdout[:50]} {json.stderr}"
    if quiet.stderr or quiet.stdout:
        yield f"-q: {quiet}"


def check_next(program, work):
    """From a refusal to the marked copy, and from a check to the report and to verify, by typing what is said."""
    for name, codes in (("拒绝", [2, 2]), ("核对", [0, 0, 0]), ("草稿", [1, 1])):
        words = shlex.split(RUNS[name])
        for expected in codes:
            done = subprocess.run(["nianbao", *words], executable=program, cwd=work, env=environment(), capture_output=True, text=True, check=False)
            if done.returncode != expected:
                yield f"{name}: {words}: exit {done.returncode}, expected {expected}: {done.stderr}"
            found = re.search("接着：.*：nianbao (.*)", done.stderr)
            if not found:
                break
            words = shlex.split(found[1])


def main():
    program, update = os.path.abspath(sys.argv[1]), sys.argv[2:] == ["--update"]
    found = []
    with tempfile.TemporaryDirectory(prefix="transcripts-") as work:
        lay(work)
        for name, command in RUNS.items():
            found += check_golden(name, command, program, work, update)
        for check in (check_widths, check_colours, check_pipe, check_next):
            found += check(program, work)
    kept = {name.removesuffix(".txt") for name in os.listdir(GOLDEN)}
    found += [f"no run: {name}" for name in sorted(kept - RUNS.keys())]
    print("\n".join(found))
    print(f"transcripts: {len(RUNS)} runs, {len(found)} problems")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
