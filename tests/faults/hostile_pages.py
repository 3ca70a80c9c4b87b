"""Pages that would keep a parser busy or fill its memory: each is answered in seconds, with words.

    python3 tests/faults/hostile_pages.py PRINTER

PRINTER is print_manuscript (tests/manuscript).
"""
import os
import resource
import subprocess
import sys
import tempfile

MIB = 1 << 20
SECONDS = 8                                            # of work, which does not depend on what else the machine does; 2 as a rule
TABLE = "<table>" + "<tr><td>规章<td>1<td>2<td>3" * 3 + "</table>"
DEEP, MANY, LARGE, NOTHING, READ = "一层套一层", "标记太多", "超过 8 MB", "没有文字和表格", ""
PAGES = {
    "open div": ("<html>" + "<div>" * 200000, DEEP), "open span": ("<html>" + "<span>" * 200000, DEEP), "unknown": ("<html>" + "<x-y>" * 100000, DEEP),
    "nested tables": ("<html>" + "<table><tr><td>" * 100000, DEEP), "nested lists": ("<html>" + "<ul><li>" * 100000, DEEP),
    "list within sections": ("<html>" + "<li><section>" * 50000, DEEP), "svg": ("<html><svg>" + "<g>" * 100000, DEEP),
    "formats": ("<html>" + "".join(f"<font size={i}>" for i in range(20000)), DEEP),
    "formats in paragraphs": ("<html>" + "".join(f"<p><font size={i}>x" for i in range(20000)), DEEP),
    "formats of many kinds": ("<html>" + "<b><i><u><a href=x>" * 30000, DEEP),
    "formats between rows": ("<html><table>" + "".join(f"<b id={i}><tr>" for i in range(20000)), DEEP),
    "wrong order": ("<html>" + "<b><i><p></b></i>x" * 9000, READ), "links in links": ("<html>" + "<a href=x>x<p>" * 19000, READ),
    "open p": ("<html>" + "<p>一" * 15000, READ), "open td": ("<html><table>" + "<tr><td>一<td>二" * 2900 + "</table>", READ), "open li": ("<html><ul>" + "<li>一" * 15000, READ),
    "open option": ("<html><p>一<select>" + "<option>一" * 90000, READ),
    "text before a table": ("<html><table>" + "x<br>" * 90000, "段落和表格太多"), "many tags": ("<html>" + "<br>" * 300000, MANY),
    "attributes": ("<html><p " + " ".join(f"a{i}=1" for i in range(400000)) + ">x", MANY),
    "brackets": ("<html>" + "<" * (8 * MIB - 6), MANY), "text": ("<html>" + "一" * (2 * MIB), READ), "too large": ("<html>" + " " * (8 * MIB), LARGE),
    "entities": ("<html><p>" + "&amp;" * MIB, READ), "wide": ("<html><table><tr>" + "<td colspan=1000000000>1" * 3 + "</table>", READ),
    "one wide": ("<html><table><tr><td colspan=1000000000>表二</td></tr><tr><td>规章<td>1<td>2</tr></table>", READ),
    "tall": ("<html><table>" + "<tr><td rowspan=1000000000>1<td>2" * 50 + "</table>", READ), "many columns": ("<html><table><tr>" + "<td>1" * 5000 + "</table>", "有一张表太大"),
    "many rows": ("<html><table>" + "<tr><td>1<td>2" * 5000 + "</table>", "有一张表太大"), "many tables": ("<html>" + TABLE * 3000, READ),
    "negative": ("<html><table><tr><td rowspan=-5 colspan=-1>1<td colspan=0>2<td colspan=x>3</table>", READ), "open comment": ("<html><p>一<!--" + "-" * MIB, READ),
    "open script": ("<html><p>一<script>" + "</scrip" * 100000, READ), "open quote": ('<html><p>一<p a="' + "<b>" * 100000, READ), "nothing": ("<html>", NOTHING),
    "script alone": ("<html><body><div id=app></div><script>draw()</script>", NOTHING),
    "templates": ("<html>" + "<template>" * 100000, DEEP), "frames": ("<html><frameset>" + "<frameset>" * 100000, DEEP),
    "controls": ("<html><p>一\x01\x7f\x1b[2J&#1;&#x202E;&#xFFFF;\u2028二</p>", READ)}


def work_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    failures = []
    with tempfile.TemporaryDirectory() as work:
        for name, (text, words) in PAGES.items():
            path = os.path.join(work, "page.html")
            with open(path, "w", encoding="utf-8", newline="") as out:
                out.write(text)
            before = work_of_children()
            done = subprocess.run([sys.argv[1], path], capture_output=True, text=True, check=False)
            took = work_of_children() - before
            refusal = next((line.split("\t")[1] for line in done.stdout.splitlines() if line.startswith("refused")), "")
            right = any((w in refusal) if w else not refusal for w in words.split("|"))
            if "-v" in sys.argv:
                print(f"{took:5.2f} s  {name}: {refusal or str(len(done.stdout)) + ' bytes'}")
            if done.returncode or took > SECONDS or not right:
                failures.append(name)
                print(f"FAIL {name}: exit {done.returncode}, {took:.1f} s of work, {refusal or 'read'} {done.stderr[-300:]}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
