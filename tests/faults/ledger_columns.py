"""The columns of data/ledger/tables.yaml as tests of privacy need them: which kind of value stands under which heading."""
import os
import re

from trial import ROOT, read

LINE = re.compile(r"^    - \{heading: ([^,]+), column: (\w+), type: ('[^']+'|\w+)(.*)\}")


class Column:
    def __init__(self, table, heading, name, kind, more):
        self.table, self.heading, self.name, self.type = table, heading, name, kind.strip("'").split(":")[0]
        attributes = dict(re.findall(r"(\w+): (\w+)", more))
        self.personal, self.kept, self.needed = attributes.get("personal"), attributes.get("kept", "value"), "need" in attributes
        self.holds = attributes.get("holds") or ("number" if self.type == "key" else "free" if self.type in ("text", "prose") else "closed")
        if self.personal:
            self.holds = "personal"

    @property
    def masked(self):
        """The marked copy says only how many free words there are."""
        return self.holds in ("free", "printed")


def columns():
    """{table: {heading: Column}}, in the order of the file."""
    found, table = {}, None
    for line in read(os.path.join(ROOT, "data", "ledger", "tables.yaml")).splitlines():
        begin, column = re.match(r"^(\w+):$", line), LINE.match(line)
        if begin:
            table = begin[1]
        if column:
            found.setdefault(table, {})[column[1]] = Column(table, *column.groups())
    return found
