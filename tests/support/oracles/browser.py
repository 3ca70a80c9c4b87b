"""A page in other programs: headless Chromium, and the checker tidy."""
import os
import subprocess
import sys


def chromium(work, page, *options):
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work}/chromium", "--enable-logging=stderr", *options,
               "file://" + page]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    except FileNotFoundError:
        sys.exit("chromium is missing: install the package chromium")


def printed(work, page):
    """The path of the PDF that the browser prints."""
    path = os.path.join(work, "printed.pdf")
    if os.path.exists(path):
        os.remove(path)
    chromium(work, page, "--no-pdf-header-footer", f"--print-to-pdf={path}")
    return path


def tidy(path):
    """What the checker says of a page: errors and warnings."""
    try:
        return subprocess.run(["tidy", "-quiet", "-errors", path], capture_output=True, text=True, timeout=60, check=False).stderr.splitlines()
    except FileNotFoundError:
        sys.exit("tidy is missing: install the package tidy")
