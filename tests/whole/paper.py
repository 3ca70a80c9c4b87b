"""Random texts, printed: qpdf finds no fault in the PDF, pdftotext reads the given texts from it, and the OFD has them in the same places.

    python3 tests/whole/paper.py FUZZ_DOCUMENTS [--trials N]

FUZZ_DOCUMENTS is the fuzz target of that name, built to replay: it puts the texts into every place of a report.
"""
import glob
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support", "oracles"))
import check_ofd

FEW = 4
PAPER, DRAFT, ARCHIVE = 2, 8, 16
ALPHABETS = ["".join(map(chr, range(0x4E00, 0x9FA6))), "，。；：？！“”‘’（）《》、—…〔〕", "0123456789.%-+/()", "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ",
             "①②③④⑤㈠㈡ⅠⅡⅢαβγДЖЯ℃㎡×÷±", "<>&\"'\\[]{}#*_`|=@~^$"]
SELECTORS = "\ufe00\ufe01\ufe0f\U000e0100\U000e01ef"   # of a variant of the character before them
# In the order of fuzz_documents.c. Texts that the PDF does not print stay empty.
TITLE, AGENCY, PREAMBLE, HEADING, PARAGRAPH, FOOTNOTE, NOTE, SECTION, LABEL = range(9)
PRINTED = (TITLE, PREAMBLE, HEADING, PARAGRAPH, FOOTNOTE, NOTE, SECTION, LABEL)


def words(chance, most):
    alphabets = chance.choices(ALPHABETS, weights=[12, 4, 3, 3, 1, 1], k=chance.randint(1, most))
    text = "".join(chance.choice(alphabet) + (chance.choice(SELECTORS) if alphabet is ALPHABETS[0] and chance.random() < 0.1 else "") for alphabet in alphabets).strip()
    return text or "字"


def squeezed(text):
    return re.sub(r"\s", "", text)


def tool(*command):
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def one(program, seed, wrong):
    """Whether the program made the PDF: it refuses a text with a character that no font has."""
    chance = random.Random(f"paper {seed}")
    texts = [words(chance, 12 if place in (TITLE, HEADING, SECTION, LABEL) else 120) for place in range(9)]
    with tempfile.TemporaryDirectory(prefix="nianbao-paper-") as work:
        given, kept = os.path.join(work, "input"), os.path.join(work, "kept")
        os.mkdir(kept)
        with open(given, "wb") as out:
            out.write(bytes([PAPER + chance.choice([0, DRAFT]) + chance.choice([0, ARCHIVE])]) + "\0".join(texts).encode())
        done = subprocess.run([program, given], capture_output=True, check=False, timeout=120, env={**os.environ, "KEEP_IN": kept})
        if done.returncode:
            wrong.append(f"{seed}: {done.stderr.decode()[-300:]}")
        for path in glob.glob(os.path.join(kept, "*.pdf")):
            check = tool("qpdf", "--check", path)
            if check.returncode:
                wrong.append(f"{seed}: qpdf: {(check.stdout + check.stderr).decode()[-300:]}")
            pages = tool("pdftotext", "-raw", path, "-").stdout.decode().split("\f")
            read = squeezed("".join(re.sub(r"\n— ?\d+ ?—\s*$", "", page) for page in pages))
            wrong += [f"{seed}: place {place} is not printed: {texts[place]} in {read}" for place in PRINTED if squeezed(texts[place]) not in read]
            wrong += [f"{seed}: OFD: {fault[:300]}" for fault in check_ofd.check(path[:-4] + ".ofd", path)]
            return True
    return False


def main():
    trials = int(sys.argv[3]) if sys.argv[2:3] == ["--trials"] else FEW
    wrong = []
    made = sum(one(sys.argv[1], seed, wrong) for seed in range(trials))
    if made * 2 < trials:
        wrong.append(f"only {made} of {trials} were made")
    print("\n".join([*wrong, f"{made} of {trials} printed, {len(wrong)} wrong"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
