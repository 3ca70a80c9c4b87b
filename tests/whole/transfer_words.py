"""A package is written again by the texts and forms that it was written with: those of an office, or of another version, make no other package of it.

    python3 tests/whole/transfer_words.py PROGRAM
"""
import json
import os
import re
import resource
import shutil

from transfer_base import CATALOGUE, FONDS, ROOT, Broken, make, pack, relist, replace
from trial import Trial, contents, read, read_bytes, tail, write

WORDS, LAYOUT = "其他/用语.yaml", "其他/目录结构.txt"
OFFICE = (("archive/words.yaml", "政府信息公开工作年度报告移交说明", "本馆的移交说明"), ("archive/words.yaml", "untested: 请用防病毒软件检测", "untested: 用本馆的软件另行检测"),
          ("archive/words.yaml", "name: 没有加密,", "name: 没有密码,"), ("archive/words.yaml", "内部，不公开。", "只供内部。"), ("archive/words.yaml", "第{edition}版（更正）", "第{edition}版"),
          ("archive/words.yaml", "{file: page.html, format: HTML, needed: no}", "{file: page.html, format: 网页, needed: yes}"), ("archive/words.yaml", "10年: D10}", "10年: D10, 15年: D15}"),
          ("archive/layout.txt", "移交包的目录结构", "本馆移交包的目录结构"))

FORMER = (("archive/words.yaml", "，与形成时写下的清单（manifest.json）比'", "，与清单比'"), ("archive/words.yaml", "name: 没有加密,", "name: 没有密码,"), ("archive/words.yaml", "untested: 请用防病毒软件检测", "untested: 另行检测"),
          ("archive/words.yaml", "内部，不公开。", "只供内部。"), ("archive/words.yaml", "政府信息公开工作年度报告移交说明", "移交说明"), ("archive/words.yaml", "各级问题的数比'", "问题的数比'"),
          ("archive/words.yaml", "abstract: '共{count}部分：{sections}'", "abstract: '{count}部分：{sections}'"))


def data_folder(trial, name, changes):
    """The program's data, with other texts in it."""
    shutil.copytree(os.path.join(ROOT, "data"), trial.path(name, "data"))
    shutil.copytree(os.path.join(ROOT, "report_templates"), trial.path(name, "report_templates"))
    for file, old, new in changes:
        replace(trial.path(name, "report_templates", file), old, new)
    return trial.path(name, "data")


def verified(trial, place, *words):
    run = trial.run("verify", place, "--json", *words)
    return run, json.loads(run.out)["folders"][0]


def hold_office(trial, data):
    """Packed by the office's words, read by the program's own; and the other way round."""
    write(trial.path("馆.yaml"), FONDS.replace("30年", "15年"))
    theirs = trial.run("archive", trial.path("out"), "--fonds", trial.path("馆.yaml"), "-o", trial.path("theirs"), "--data", data, "-q", out=trial.path("theirs"))
    files = contents(theirs.place)
    trial.expect(theirs.code == 0 and "本馆的移交说明" in files["说明文件.TXT"].decode() and "用本馆的软件" in files["四性检测.xml"].decode(), f"packed by an office's words: exit {theirs.code}: {tail(theirs.err)}")
    trial.expect(files.get(WORDS) == read_bytes(os.path.join(data, "..", "report_templates", "archive", "words.yaml")), "the words are not in the package")
    ours = pack(trial, "ours")
    for what, place, words in (("theirs", theirs.place, ()), ("ours", ours.place, ("--data", data))):
        run, folder = verified(trial, place, *words)
        trial.expect(run.code == 0 and not folder["problems"], f"verify of {what}: exit {run.code}: {tail(run.out, 12)}")
        trial.expect({one["file"] for one in folder["unseen"]} == {WORDS, LAYOUT}, f"verify of {what} is silent on words that are not the program's: {folder['unseen']}")
    for what, place, words in (("theirs", theirs.place, ("--data", data)), ("ours", ours.place, ())):
        run, folder = verified(trial, place, *words)
        trial.expect(run.code == 0 and not folder["problems"] and not folder["unseen"], f"verify of {what} by the same words: exit {run.code}: {tail(run.out)}")
    return theirs.place, ours.place


def hold_broken(trial, package):
    broken = Broken(trial, package)
    path = broken.path

    def words(old, new):
        return lambda: replace(path(WORDS), old, new)

    def everywhere(old, new):
        """In the words and in every record that is written by them."""
        def way():
            for name in broken.files:
                if name.endswith((".xml", ".XML", ".TXT", ".txt", ".yaml")) and old in read_bytes(path(name)).decode():
                    write(path(name), read_bytes(path(name)).replace(old.encode(), new.encode()))
        return way

    def without_digest():
        for item in broken.items:
            write(path(f"{item}/元数据.xml"), re.sub(" *<用语摘要>.*\n", "", read(path(f"{item}/元数据.xml"))))

    ways = {
        "the words changed": (words("内部，不公开", "可以公开"), [WORDS, "变了：SHA-256"]),
        "the words changed, and the list": (broken.relisted(words("内部，不公开", "可以公开")), ["<用语摘要>", "内部/说明.txt", "可以公开"]),
        "a comment of the words, and the list": (broken.relisted(lambda: write(path(WORDS), "# x\n" + read(path(WORDS)))), ["<用语摘要>"]),
        "what a test says, in all records": (broken.relisted(everywhere("请用防病毒软件检测", "没有病毒")), ["<用语摘要>"]),
        "words that are none": (broken.relisted(lambda: write(path(WORDS), "x: [")), [WORDS, "用语读不了"]),
        "words with a place too many": (broken.relisted(words("起止档号：{first}", "起止档号：{last2}")), [WORDS, "{last2}"]),
        "outcomes of one name": (broken.relisted(words("untested: 未检测", "untested: 通过")), [WORDS, "不能相同"]),
        "no words": (broken.relisted(lambda: os.remove(path(WORDS))), [WORDS, "移交包应有这个文件"]),
        "no words and no digest of them": (broken.relisted(lambda: (os.remove(path(WORDS)), without_digest())), [WORDS, "移交包应有这个文件"]),
        "the layout, and the list": (broken.relisted(lambda: replace(path(LAYOUT), "移交包", "包")), ["<目录结构摘要>"]),
        "a link": (lambda: (os.rename(path(WORDS), trial.path("away.yaml")), os.symlink(trial.path("away.yaml"), path(WORDS))), [WORDS, "符号链接"]),
    }
    for what, (way, said) in ways.items():
        broken.hold(what, way, said)


def hold_all_rewritten(trial, package):
    """Whoever changes the words, all records and all digests passes, but not in silence."""
    import hashlib
    broken = Broken(trial, package)
    shutil.copytree(package, broken.place)
    replace(broken.path(WORDS), "名称", "名　称")
    before, now = (hashlib.sha256(data).hexdigest() for data in (broken.files[WORDS], read_bytes(broken.path(WORDS))))
    for item in broken.items:
        replace(broken.path(f"{item}/元数据.xml"), before, now)
    relist(broken.place)
    run = trial.run("verify", broken.place)
    trial.expect(run.code == 0 and WORDS in run.out and "与这里的不同" in run.out, f"all rewritten: exit {run.code}: {tail(run.out)}")
    shutil.rmtree(broken.place)


def hold_forms(trial, package):
    """A form that has changed since, and one that the package could not take."""
    heading = re.search("heading: ([^,}\n]*)", read(os.path.join(ROOT, "report_templates", "2021", "form.yaml"))).group(1)
    data = data_folder(trial, "later", [("2021/form.yaml", f"heading: {heading}", "heading: 一、别的标题")])
    run, folder = verified(trial, package, "--data", data)
    trial.expect(run.code == 0 and not folder["problems"] and not folder["unseen"], f"a form that changed since: exit {run.code}: {tail(run.out, 12)}")
    run = trial.run("archive", trial.path("out"), "--fonds", trial.path("全宗.yaml"), "-o", trial.path("later-package"), "--data", data, "-q", out=trial.path("later-package"))
    trial.expect("其他/表单/2021/form.yaml" not in contents(run.place), f"another form was taken: exit {run.code}")
    for words in ((), ("--data", data)):
        again, folder = verified(trial, run.place, *words)
        trial.expect(not folder["problems"] and "其他/表单/2021" in {one["file"] for one in folder["unseen"]}, f"a form that is not in the package {words}: exit {again.code}: {tail(again.out, 12)}")


def hold_older(trial, package, others):
    """A package of a former version kept no words: it is read by the program's own. `others`: one whose words were others, which are not looked at; results and numbers are."""
    def former(broken, change=lambda: None):
        def way():
            change()
            os.remove(broken.path(WORDS))
            for name in broken.files:
                if name.endswith((".xml", ".XML", ".TXT")):
                    text = read_bytes(broken.path(name)).decode()
                    write(broken.path(name), re.sub(" *<(用语|目录结构)摘要>.*\n", "", re.sub("(<(?:写包|检测)程序>|程序：)nianbao [0-9.]+", r"\1nianbao 0.7.9", text)))
            relist(broken.place)
        return way

    Broken(trial, package).hold("a former version's package", former(Broken(trial, package)), ["相符（"], code=0, without=["用语没有核对"])
    broken = Broken(trial, others)
    path, results = broken.path, "四性检测.xml"

    def words(name, old, new):
        return lambda: write(path(name), read_bytes(path(name)).replace(old.encode(), new.encode(), 1))

    broken.hold("a former version's words", former(broken), ["相符（", f"没有看，不算不符：{results}：用语与这里的不同", "说明文件.TXT：用语与这里的不同", "内部/说明.txt：用语与这里的不同"], code=0)
    for what, change, said in (("a result", words(results, "<结果>通过<", "<结果>未检测<"), [results, "<结果>"]), ("how many were looked at", words(results, "个文件的字节数", "7个文件的字节数"), [results, "7个文件的字节数"]),
                               ("how many passed", words(results, "<结果>通过", "<结果>通过9"), [results, "<结果>通过9"]), ("how many items", words("说明文件.TXT", "件数：3", "件数：4"), ["说明文件.TXT：第1行"]),
                               ("an agency", words(results, "江州市", "河州市"), [results, "河州市"]), ("a record", words(f"{broken.items[0]}/元数据.xml", "<提示>", "<提示>7"), ["<提示>7"])):
        broken.hold(f"a former version's words, {what}", former(broken, change), said)


def hold_impersonal(trial, package):
    """A person's number in a text of the data folder goes into no package; where another wrote it there, it is named."""
    idcard, mobile = "11010519491231002X", "13812345678"
    for i, (file, old, new, said) in enumerate((("archive/words.yaml", "# 字段的名称", f"# 联系人 {mobile}\n# 字段的名称", "words.yaml:2: 里有手机号"), ("archive/words.yaml", "不公开。\n#", f"不公开。问{idcard}\n#", "里有身份证号"),
                                                ("archive/words.yaml", "none: 无", 'none: "\\x31\\x33812345678"', "里有手机号"), ("archive/layout.txt", "移交包的目录结构", f"目录结构 {mobile}", "layout.txt:1: 里有手机号"),
                                                ("archive/schemas/report.schema.json", '"description": "', f'"description": "{idcard}', "里有身份证号"))):
        data = data_folder(trial, f"私{i}", [(file, old, new)])
        run = trial.run("archive", trial.path("out"), "--fonds", trial.path("全宗.yaml"), "-o", trial.path("private"), "--data", data, "-q", out=trial.path("private"))
        trial.expect(run.code == 2 and said in run.err and os.path.basename(file) in run.err and not os.path.exists(run.place), f"{file}, {new}: exit {run.code}: {tail(run.err)}")
        shutil.rmtree(trial.path(f"私{i}"))
    broken = Broken(trial, package)
    broken.hold("a number in the words", broken.relisted(lambda: write(broken.path(WORDS), f"# {mobile}\n" + read(broken.path(WORDS)))), [WORDS, "里有手机号"])


def hold_size(trial, package):
    """Words and a name that would make gigabytes: the text is named."""
    broken = Broken(trial, package)
    item = broken.items[1]

    def way():
        name = json.loads(read(broken.path(f"{item}/report.json")))["agency"]["name"]
        broken.replace(f"{item}/report.json", name, "县" * 300000)
        replace(broken.path(WORDS), "内容描述：{content}", "{content}" * 2000)

    broken.hold("a text of gigabytes", broken.remade(way), [WORDS, "“readme”填好以后太大"])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    trial.expect(most < 2 << 20, f"a text of gigabytes took {most} KiB")


def main():
    trial = Trial("transfer-words")
    make(trial)
    data = data_folder(trial, "馆", OFFICE)
    theirs, ours = hold_office(trial, data)
    hold_broken(trial, ours)
    hold_broken_alone = Broken(trial, theirs)
    hold_broken_alone.hold("an office's readme", hold_broken_alone.relisted(lambda: replace(hold_broken_alone.path("说明文件.TXT"), "本馆的移交说明", "移交说明")), ["说明文件.TXT", "本馆的移交说明"])
    hold_all_rewritten(trial, ours)
    hold_forms(trial, ours)
    others = data_folder(trial, "从前", FORMER)
    hold_older(trial, ours, trial.run("archive", trial.path("out"), "--fonds", trial.path("全宗.yaml"), "-o", trial.path("others"), "--data", others, "-q", out=trial.path("others")).place)
    hold_impersonal(trial, ours)
    hold_size(trial, ours)
    trial.end()


if __name__ == "__main__":
    main()
