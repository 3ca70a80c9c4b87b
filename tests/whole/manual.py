"""The man page and the bash completion are what packaging/pages.py makes of the table of commands; mandoc finds nothing to say of the page;
and bash, with the completion loaded, offers what is right at each place and nothing else, without running what a name holds."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))
PAGES = os.path.join(ROOT, "packaging")
COMPLETION = os.path.join(PAGES, "nianbao.bash")
PROGRAM = os.path.abspath(sys.argv[1])
ASK = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _nianbao; ((${#COMPREPLY[@]})) && printf "%s\\n" "${COMPREPLY[@]}"'
PROMPT, LONGEST = "READY> ", 60                        # seconds, after which bash has not answered
faults = []


def offered(*words, folder):
    done = subprocess.run(["bash", "-c", ASK, "bash", COMPLETION, PROGRAM, *words], cwd=folder, capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8"})
    if done.stderr:
        faults.append(f"{words}: {done.stderr}")
    return done.stdout.split("\n")[:-1]


def expect(words, wanted, folder, whole=True):
    found = offered(*words, folder=folder)
    if (sorted(found) != sorted(wanted)) if whole else not set(wanted) <= set(found):
        faults.append(f"nianbao {' '.join(words)}<TAB>: {found}, not {wanted}")


def said(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=True, env={}).stdout


def places(folder):
    """What is offered where."""
    shutil.copytree(os.path.join(ROOT, "data", "sample"), os.path.join(folder, "台账"))
    shutil.copytree(os.path.join(ROOT, "data", "sample"), os.path.join(folder, "两局"), ignore=shutil.ignore_patterns("*.md"))
    with open(os.path.join(folder, "两局", "agencies.csv"), "a", encoding="utf-8") as stream:
        stream.write("11369921007314062X,甲 局$(touch ran),,113699210073101911,B,4,N,全国,,,,,,,,\n")
    for name in ("a b.csv", "a$(touch ran).csv"):
        with open(os.path.join(folder, name), "w", encoding="utf-8"):
            pass
    os.mkdir(os.path.join(folder, "甲 处"))
    with open(os.path.join(folder, "甲 处", "it's.csv"), "w", encoding="utf-8"):
        pass
    commands = re.findall("^  ([a-z]+) .*\n      ", said("--help"), re.M)
    assert len(commands) >= 9
    expect(["r"], [one for one in commands if one.startswith("r")], folder)
    expect(["help", ""], commands, folder)
    for command in commands:
        expect([command, "-"], re.findall("(?:^|  |, )(--?[a-z][a-z-]*)", said("help", command).split("选项：", 1)[1], re.M), folder)
    forms = [line.split("\t")[0] for line in said("form", "list").splitlines()]
    checks = [line.split("\t")[0] for line in said("rules", "list").splitlines()]
    office = "江州市云溪县自然资源局"
    for words, wanted in ((["form", "show", ""], forms), (["form", ""], ["list", "show", "lint"]), (["rules", "show", "A1"], [one for one in checks if one.startswith("A1")]),
                          (["rules", "show", "A12", ""], []), (["report", "x", "--form", ""], forms), (["report", "x", "--pdf", ""], ["1a", "2a"]),
                          (["check", "台账", "--year", ""], []), (["report", "--year", "2025", "台账", "--agency", ""], [office]),
                          (["report", "台账", "--year", "2025", "--agency", "=", "江"], [office]), (["report", "台账", "--agency", "无"], []),
                          (["check", "两局", "--year", "2025", "--agency", ""], [office, "甲 局$(touch ran)"]), (["check", "无", "--agency", ""], []),
                          (["report", "a"], ["a b.csv", "a$(touch ran).csv"]), (["report", "台账", "--out", ""], ["台账", "两局", "甲 处"]),
                          (["explain", "台账", "新收/总"], ["新收/总计"]), (["explain", "台账", "--form", "2014", "不存在/"], []), (["--version", ""], []),
                          (["report", "--year", "=", "2025", "台账", "--agency", ""], [office]), (["report", "--out", "=", "两局", "台账", "--agency", ""], [office]),
                          (["report", "甲\\ 处/"], ["甲 处/it's.csv"]), (["report", "甲\\ 处/it\\'"], ["甲 处/it's.csv"]), (["report", "'甲 处/"], ["甲 处/it's.csv"]),
                          (["report", '"甲 处/it\''], ["甲 处/it's.csv"]), (["report", "a\\ "], ["a b.csv"]), (["report", "~/a\\ "], ["~/a b.csv"]),
                          (["check", "两局", "--year", "2025", "--agency", '"甲'], ["甲 局$(touch ran)"]), (["explain", '"台账"', "requests/new/tot"], ["requests/new/total"]),
                          (["verify", "台"], ["台账"]), (["nothing", ""], [])):
        expect(words, wanted, folder)
    if os.path.exists(os.path.join(folder, "ran")):
        faults.append("a name was run")


def typed(folder):
    """A person at a terminal: nianbao che<TAB>台<TAB> --mar<TAB>, and files whose names have blanks, bare and in quotes."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ.update(HOME=folder, LC_ALL="C.UTF-8", PS1=PROMPT, PATH=f"{os.path.dirname(PROGRAM)}:{os.environ['PATH']}")
        os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
    seen, until = b"", time.monotonic() + LONGEST
    # Each line is typed when bash waits for it: what came earlier would be shown by the terminal as well.
    for line, answer in (("", PROMPT), (f"bind 'set bell-style none'; source {COMPLETION}\n", PROMPT), ("nianbao che\t台\t --mar\t甲\tit\t\"甲 处/i\tEND", "END"), ("\nexit\n", None)):
        os.write(terminal, line.encode())
        answers = seen.count(answer.encode()) if answer else 0
        while answer and seen.count(answer.encode()) == answers and select.select([terminal], [], [], max(0, until - time.monotonic()))[0]:
            seen += os.read(terminal, 65536)
    os.close(terminal)
    os.waitpid(child, 0)
    if "nianbao check 台账/ --mark 甲\\ 处/it\\'s.csv \"甲 处/it's.csv\" END".encode() not in re.sub(rb"\x1b\[[?0-9;]*[a-zA-Z]|\r|\x07", b"", seen):
        faults.append(f"typed at a terminal: {seen.decode(errors='replace')}")


def main():
    made = subprocess.run([sys.executable, os.path.join(PAGES, "pages.py"), sys.argv[2], "--check"], capture_output=True, text=True)
    lint = subprocess.run(["mandoc", "-Tlint", "-W", "style", os.path.join(PAGES, "nianbao.1")], capture_output=True, text=True)
    for done in (made, lint):
        if done.returncode or done.stdout:
            faults.append(done.stdout + done.stderr)
    page = subprocess.run(["mandoc", "-Tutf8", os.path.join(PAGES, "nianbao.1")], capture_output=True, text=True, check=True).stdout
    page = re.sub(".\b", "", page)
    for words in ("nianbao rollup 报送 --year 2025 --parent 清河县人民政府", "-o, --out 文件夹", "NIANBAO_DATA"):
        if words not in page:
            faults.append(f"the man page does not say {words}")
    with tempfile.TemporaryDirectory() as folder:
        places(folder)
        typed(folder)
    for one in faults:
        print(one)
    return 1 if faults else 0


sys.exit(main())
