"""The sample in every form of data/sample-forms gives the sample's report.json, byte for byte but for the inputs.

    python3 tests/whole/sample_forms.py PROGRAM
"""
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FORMS = ["sample-forms/gb18030", "sample-forms/台账.xlsx", "sample-forms/wide"]


def report(program, ledger, out):
    done = subprocess.run([program, "report", os.path.join(ROOT, "data", ledger), "--year", "2025", "--as-of", "2026-01-20", "-q", "-o", out],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    path = os.path.join(out, "2025", "113699210073140615", "report.json")
    if done.returncode or not os.path.exists(path):
        return f"exit {done.returncode}: {done.stderr.decode()[-400:]}", ""
    with open(path, encoding="utf-8") as source:
        text = source.read()
    inputs = json.dumps(json.loads(text)["provenance"]["inputs"], ensure_ascii=False)
    text = re.sub('    "findings": "sha256:.*\n', "", text)      # findings name the files
    return re.sub(r'"inputs": \[.*?\n? *\]', '"inputs": []', text, flags=re.S), inputs


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_sample_forms.py PROGRAM")
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        wanted, _ = report(sys.argv[1], "sample", os.path.join(work, "sample"))
        for i, ledger in enumerate(FORMS):
            got, inputs = report(sys.argv[1], ledger, os.path.join(work, str(i)))
            if got == wanted and '"inputs": []' in got:
                continue
            failed += 1
            differs = [f"{a!r} for {b!r}" for a, b in zip(got.splitlines(), wanted.splitlines()) if a != b]
            print(f"{ledger}: {differs[:3] or got[:400]} ({inputs[:200]})")
    print(f"sample forms: {len(FORMS)} forms, {failed} differ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
