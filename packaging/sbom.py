#!/usr/bin/python3
"""What a Debian package brings with it: an SPDX 2.3 list (JSON) of the package and of all that it depends on or recommends, from dpkg's own records.

    packaging/sbom.py DEB >nianbao.spdx.json

These packages must be installed. Names, versions and architectures are dpkg's; the copyright file of each package, whose
SHA-256 the list holds, says its licence, since dpkg's records do not.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
import urllib.parse


def asked(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def installed():
    """Each installed package and each virtual one: name → fields of dpkg."""
    found, provided = {}, {}
    form = "${binary:Package}\t${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\t${Homepage}\t${Depends}, ${Pre-Depends}\t${Provides}\t${db:Status-Status}\n"
    for line in asked("dpkg-query", "-W", "-f", form).splitlines():
        _, name, version, architecture, source, source_version, homepage, depends, provides, status = line.split("\t")
        if status != "installed" or name in found:
            continue
        found[name] = {"version": version, "architecture": architecture, "source": f"{source} {source_version}", "homepage": homepage, "depends": depends}
        for virtual in re.findall(r"[\w.+-]+", re.sub(r"\(.*?\)", "", provides)):
            provided.setdefault(virtual, name)
    return found, provided


def closure(depends, found, provided):
    """All that the first installed alternatives of `depends` need, with what needs them."""
    edges, waiting = [], [("nianbao", depends)]
    seen = set()
    while waiting:
        user, words = waiting.pop()
        for group in words.split(","):
            names = [re.match(r"\s*([\w.+-]*)", one)[1] for one in group.split("|")]
            name = next((real for one in names for real in [one if one in found else provided.get(one)] if real), None)
            if not any(names):
                continue
            if not name:
                sys.exit(f"not installed: {group.strip()}, which {user} depends on")
            edges.append((user, name))
            if name not in seen:
                seen.add(name)
                waiting.append((name, found[name]["depends"]))
    return sorted(seen), sorted(set(edges))


def identifier(name):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name.replace("+", "-plus"))


def escaped(part):
    return urllib.parse.quote(part, safe="")           # leaves letters, digits and -._~


def package(name, one):
    entry = {"SPDXID": identifier(name), "name": name, "versionInfo": one["version"], "supplier": "Organization: Debian",
             "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
             "copyrightText": "NOASSERTION", "sourceInfo": f"built from the Debian source package {one['source']}",
             "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                               "referenceLocator": f"pkg:deb/debian/{escaped(name)}@{escaped(one['version'])}?arch={one['architecture']}"}]}
    if one["homepage"]:
        entry["homepage"] = one["homepage"]
    copyright_file = f"/usr/share/doc/{name}/copyright"
    if os.path.exists(copyright_file):
        with open(copyright_file, "rb") as stream:
            entry["licenseComments"] = f"{copyright_file}, SHA-256 {hashlib.sha256(stream.read()).hexdigest()}"
    return entry


def main():
    deb = sys.argv[1]
    version, architecture, depends, recommends = (asked("dpkg-deb", "-f", deb, field).strip() for field in ("Version", "Architecture", "Depends", "Recommends"))
    with open(deb, "rb") as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
    found, provided = installed()
    needed = closure(depends, found, provided)[1]
    names, edges = closure(f"{depends}, {recommends}", found, provided)
    own = package("nianbao", {"version": version, "architecture": architecture, "source": f"nianbao {version}", "homepage": ""})
    own.update(supplier="NOASSERTION", licenseDeclared="Apache-2.0", licenseConcluded="Apache-2.0", checksums=[{"algorithm": "SHA256", "checksumValue": digest}],
               packageFileName=os.path.basename(deb))
    own["externalRefs"][0]["referenceLocator"] = f"pkg:generic/nianbao@{escaped(version)}"    # Debian has no such package
    own.pop("licenseComments", None)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, os.pardir, "CHANGELOG"), encoding="utf-8") as stream:
        date = re.search(r"^\d+\.\d+\.\d+ \((\d{4}-\d\d-\d\d)\)$", stream.read(), re.M)[1]
    print(json.dumps({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"nianbao_{version}_{architecture}",
        "documentNamespace": f"https://spdx.org/spdxdocs/nianbao-{version}-{architecture}-{digest}",
        "creationInfo": {"created": f"{date}T00:00:00Z", "creators": ["Tool: nianbao packaging/sbom.py"]},
        "packages": [own] + [package(name, found[name]) for name in names],
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": own["SPDXID"]}]
        + [{"spdxElementId": identifier(user), "relationshipType": "DEPENDS_ON", "relatedSpdxElement": identifier(name)} for user, name in edges if user != "nianbao" or (user, name) in needed]
        + [{"spdxElementId": identifier(name), "relationshipType": "OPTIONAL_DEPENDENCY_OF", "relatedSpdxElement": identifier(user)} for user, name in edges if user == "nianbao" and (user, name) not in needed],
    }, ensure_ascii=False, indent=1))


main()
