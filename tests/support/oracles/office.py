"""Files saved again by LibreOffice. It starts once for all of them: a start takes longer than saving one."""
import os
import shutil
import subprocess
import sys
import tempfile

XLSX = "xlsx:Calc MS Excel 2007 XML"


def saved(work, paths, kind):
    """The paths of what LibreOffice makes of these files, in their order; each keeps its name and has a folder of its own in `work`."""
    folder = tempfile.mkdtemp(prefix="office", dir=work)
    copies = [os.path.join(folder, f"{n}{os.path.splitext(path)[1]}") for n, path in enumerate(paths)]
    for path, copy in zip(paths, copies):
        shutil.copy(path, copy)
    made, ending = os.path.join(folder, "made"), "." + kind.partition(":")[0]
    try:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", kind, "--outdir", made, *copies],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600, check=True)
    except FileNotFoundError:
        sys.exit("soffice is missing: install the packages libreoffice-calc-nogui and libreoffice-writer-nogui")
    targets = []
    for n, path in enumerate(paths):
        os.mkdir(os.path.join(folder, str(n)))
        targets.append(os.path.join(folder, str(n), os.path.splitext(os.path.basename(path))[0] + ending))
        os.rename(os.path.join(made, f"{n}{ending}"), targets[-1])
    return targets
