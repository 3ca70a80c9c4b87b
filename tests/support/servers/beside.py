"""Runs of the program on a server's tables beside runs on the same rows as CSV files, and what of the server may be seen in what they write.

    trial = Beside("server", server)
    trial.same("the sample", url, folder)              # exit code, messages, every document, but for the names of the inputs
    run = trial.on_server(url)                         # any run; that it tells nothing of the server is held each time
"""
import io
import json
import os
import re
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
sys.path[:0] = [HERE, os.path.join(ROOT, "tests", "faults")]
import tables  # noqa: E402
from postgres import DATABASE, OWNER, PASSWORD, SECRET  # noqa: E402
from trial import Trial, contents, tail  # noqa: E402

LABEL = "数据库"
DAY = {"year": "2025", "as_of": "2026-01-20"}


def parts(files):
    """{name: bytes} of files, those in packages by themselves. The digests of packages' parts are compared with the parts."""
    found = {}
    for name, data in files.items():
        if data[:2] != b"PK":
            found[name] = data
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found.update({f"{name}: {part}": package.read(part) for part in package.namelist()})
    return found


def without_inputs(name, data):
    """A document without the list of the inputs, the digest of the findings, which name them, and, in a manifest, the digests of documents that have such a list."""
    if not name.endswith(".json"):
        return data
    tree = json.loads(data)
    if not isinstance(tree, dict):
        return data
    for one in (tree, tree.get("provenance", {})):
        one.pop("inputs", None)
    tree.get("provenance", {}).pop("findings", None)
    for one in tree.get("outputs", []):
        if not one["name"].endswith((".pdf", ".docx", ".md")):
            one.update(size=0, sha256="", sm3="")
    return json.dumps(tree, ensure_ascii=False, indent=1).encode()


class Beside(Trial):
    def __init__(self, name, server):
        super().__init__(name)
        self.server, self.of_files = server, {}
        os.makedirs(self.path("home"))
        self.environment["HOME"] = self.path("home")
        self.secrets = [DATABASE, OWNER, SECRET, PASSWORD, os.path.basename(server.folder), "_x7"]

    def on_server(self, url, *words, command="report", year="2025", as_of="2026-01-20", out=None, **how):
        self.runs += 1
        out = out or self.path(f"out{self.runs}")
        more = ["-o", out] if command == "report" else []
        run = self.run(command, url, *(["--year", year] if year else []), *(["--as-of", as_of] if as_of else []), *more, *words, out=out, **how)
        self.hold_secrets(f"run {self.runs}", run)
        return run

    def hold_secrets(self, what, run):
        """Nothing of the server is in any output, and no line on the screen is libpq's own; on the screen a command to be typed next may name it, and whatever stops the run at once."""
        self.expect(PASSWORD not in run.out + run.err, f"{what}: the screen has the password")
        self.expect(not re.search("^[A-Za-z]+: ", re.sub("^nianbao: ", "", run.err, flags=re.M), re.M), f"{what}: a line that is not ours: {tail(run.err)}")
        self.expect(not re.search("应为 (请|在视图|再运行|先在|等|核对|是这|数据库里)", run.err), f"{what}: what to do is said as what should be: {tail(run.err)}")
        screen = "\n".join(line for line in (run.out + run.err).splitlines() if not line.startswith(("接着：", "nianbao: ")))
        told = parts(contents(run.place)) if os.path.isdir(run.place) else {}
        for name, data in [("the screen", screen.encode()), *told.items(), *((name, name.encode()) for name in told)]:
            for secret in (*self.secrets, "postgresql:", "postgres:"):
                self.expect(secret.encode() not in data, f"{what}: {name} has {secret!r}: {context(data, secret)}")

    def hold_refused(self, what, run, *words, code=(2,)):
        """Refused with these words, and nothing written."""
        self.expect(run.code in code, f"{what}: exit {run.code}: {tail(run.err)}")
        for word in words:
            self.expect(re.search(word, run.err), f"{what}: not said: {word}: {tail(run.err, 12)}")
        self.expect(not os.path.isdir(run.place) or not contents(run.place), f"{what}: written: {list(contents(run.place))[:4] if os.path.isdir(run.place) else ''}")

    def same(self, what, url, folder, *words, on_server=(), **how):
        """The rows of the folder, in the order of a server's, and the tables: the same messages, and every document the same."""
        self.runs += 1
        if (folder, words) not in self.of_files:
            self.of_files[folder, words] = self.report(tables.ordered(folder, self.path(f"ordered{self.runs}")), *words, "-v", **DAY)
        beside = self.of_files[folder, words]
        run = self.on_server(url, *words, *on_server, "-v", **how)
        if not self.expect(run.code == beside.code, f"{what}: exit {run.code}, of CSV {beside.code}: {tail(run.err)}"):
            return run
        said = [self.plain(one.err, one.place) for one in (beside, run)]
        self.expect(said[0] == said[1], f"{what}: said otherwise: {differing(*said)}")
        files = [parts(contents(one.place)) if os.path.isdir(one.place) else {} for one in (beside, run)]
        self.expect(set(files[0]) == set(files[1]), f"{what}: other documents: {set(files[0]) ^ set(files[1])}")
        for name in set(files[0]) & set(files[1]):
            if not name.endswith((".json", ".xml", ".csv", ".html")):
                self.expect(files[0][name] == files[1][name], f"{what}: {name} has other bytes")
                continue
            pair = [self.plain(without_inputs(name, one[name]).decode(), "") for one in files]
            self.expect(pair[0] == pair[1], f"{what}: {name}: {differing(*pair)}")
        return run

    def plain(self, text, place):
        """Without what must differ: names of the files and of the label, the folder, how the rows were encoded."""
        names = "|".join(tables.TABLES)
        text = re.sub(r"^接着：.*$", "", text.replace(place or "\0", "OUT"), flags=re.M)
        text = re.sub(rf"({names})\.csv", r"\1", text)
        text = re.sub(rf"{LABEL}:({names}|{'|'.join(table['id'] for table in tables.TABLES.values())})", lambda found: tables.NAMES[found[1]], text)
        return re.sub(r"\b(UTF-8|PostgreSQL)\b", "KIND", text)


def context(data, word):
    at = data.find(word.encode())
    return data[max(0, at - 60):at + 60].decode("utf-8", "replace") if at >= 0 else ""


def differing(one, other):
    pairs = [(a, b) for a, b in zip(one.splitlines(), other.splitlines()) if a != b]
    return f"{pairs[0][0][:160]!r} for {pairs[0][1][:160]!r}" if pairs else f"{len(one.splitlines())} lines for {len(other.splitlines())}: {(one + other)[-200:]!r}"
