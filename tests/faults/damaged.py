"""Ledgers with random damage: the program ends with 0, 1 or 2, never by a signal. A refused run says why and writes nothing.
No personal value comes out, whatever the damage moves into other columns.

    python3 tests/faults/damaged.py PROGRAM [--trials N]
"""
import os
import random

import private
from trial import CLEAN, Trial, contents, tail, write

FEW = 40
PIECES = [b",", b"\"", b"\n", b"\r", b"\0", b"\xef\xbb\xbf", b"\xff", b";", b"\t", b",,", b"\"\"", b"\n\n", "　".encode(), "\u200b".encode(), "合计".encode(), b"-1", b"=1+1", b"99999999999999999999"]


def damage(chance, data):
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at, to = sorted(chance.randint(0, len(data)) for _ in range(2))
        lines = data.split(b"\n")
        line = chance.randrange(len(lines))
        cells = lines[line].split(b",")
        how = chance.randrange(9)
        if how == 0:
            data = data[:at] + data[min(to, at + chance.randint(1, 40)):]
        elif how == 1:
            data = data[:at] + chance.choice(PIECES) + data[at:]
        elif how == 2:
            data = data[:at]
        elif how == 3:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]
        elif how == 4:
            data = b"\n".join(lines[:line] + lines[line + 1:])
        elif how == 5:
            data = b"\n".join(lines[:line] + [lines[line]] * 2 + lines[line + 1:])
        else:
            a, b = chance.randrange(len(cells)), chance.randrange(len(cells))
            if how == 6:
                cells[a], cells[b] = cells[b], cells[a]
            elif how == 7:
                del cells[a]
            else:
                cells.insert(a, cells[b])
            data = b"\n".join(lines[:line] + [b",".join(cells)] + lines[line + 1:])
    return data


def main():
    trial = Trial("damaged", FEW)
    rows, words = private.with_canaries()
    files = sorted(name for name in os.listdir(CLEAN) if name.endswith((".csv", ".md")))
    for seed in range(trial.trials):
        chance = random.Random(seed)
        ledger = trial.ledger(f"ledger{seed}", files={"requests.csv": private.table(rows)})
        name = chance.choice(["requests.csv", chance.choice(files)])
        with open(os.path.join(ledger, name), "rb") as source:
            data = source.read()
        write(os.path.join(ledger, name), damage(chance, data))
        run = trial.report(ledger, "-v")
        what = f"seed {seed}, {name}"
        trial.expect(run.code in (0, 1, 2), f"{what}: exit {run.code}: {tail(run.err)}")
        trial.expect(run.code != 2 or not contents(run.place), f"{what}: refused, yet written")
        trial.expect(run.code != 2 or "有 " in run.err or "nianbao: " in run.err, f"{what}: refused without a word")
        traces = list(private.traces(words, {"stdout": run.out.encode(), "stderr": run.err.encode(), **contents(run.place)}))
        trial.expect(not traces, f"{what} (exit {run.code}): {traces[:1]}")
    trial.end()


if __name__ == "__main__":
    main()
