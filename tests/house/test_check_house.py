"""check_house finds each of its faults, and nothing in sources that are in order.

    python3 tests/house/test_check_house.py
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import check_house

SOUND = {
    "src/low/text.h": "struct text { int n; };\nint text_length(const struct text *t);\n",
    "src/low/text.c": '#include "low/text.h"\n\nint text_length(const struct text *t) { return t->n; }\n',
    "src/high/page.h": '#include "low/text.h"\n\nint page_print(void);\n',
    "src/high/page_inside.h": "enum page_part { PAGE_HEAD };\nint page_head(void);\n",
    "src/high/page.c": '#include "high/page.h"\n#include "high/page_inside.h"\n\nint page_print(void) { return page_head(); }\n',
    "src/high/page_head.c": '#include "high/page_inside.h"\n#include "low/text.h"\n\nint page_head(void) { struct text t = {1}; return text_length(&t); }\n',
    "tests/test_page.c": '#include "high/page.h"\n',
    "src/main.c": '#include "high/page.h"\n\nint main(void) { return page_print(); }\n',
}


def said(changes):
    """The complaints of check_house about the sound sources after the changes: path → text, None for a removed file."""
    with tempfile.TemporaryDirectory() as house:
        commands = []
        for path, text in {**SOUND, **changes}.items():
            if text is None:
                continue
            os.makedirs(os.path.join(house, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(house, path), "w", encoding="utf-8") as stream:
                stream.write(text)
            if path.startswith("src/") and path.endswith(".c"):
                words = ["cc", "-Isrc", "-o", path + ".o", "-c", path]
                commands.append({"directory": house, "file": path, "command": " ".join(words)})
        for command in commands:
            subprocess.run(command["command"].split(), cwd=house, check=True)
        with open(os.path.join(house, "compile_commands.json"), "w", encoding="utf-8") as stream:
            json.dump(commands, stream)
        return "\n".join(check_house.complaints(house, house))


class House(unittest.TestCase):
    def test_house_in_order(self):
        self.assertEqual(said({}), "")

    def test_circle_of_files(self):
        told = said({"src/high/page_head.c": '#include "high/page.h"\n#include "high/page_inside.h"\n\nint page_head(void) { return page_print(); }\n'})
        self.assertIn("circle of 2: high/page.c high/page_head.c", told)
        self.assertIn("high/page_head.c → high/page.c: page_print", told)

    def test_circle_of_rooms(self):
        told = said({"src/low/end.c": '#include "high/page.h"\n\nint end(void);\nint end(void) { return page_print(); }\n'})
        self.assertIn("circle of 2: high low", told)

    def test_tag_of_a_source_file(self):
        told = said({"src/low/text.c": SOUND["src/low/text.c"] + "/* struct text { */\nenum page_part_two { A };\nunion page_part { int n; };\n"})
        self.assertEqual(told, "tag page_part is defined 2 times: high/page_inside.h low/text.c")

    def test_include_in_another_spelling(self):
        for line in ("#include <high/page.h>", '# include "high/page.h"', ' #include "high/page.h"', '#include "../high/page.h"'):
            with self.subTest(line):
                told = said({"src/low/end.c": line + "\n"})
                self.assertEqual(told, f'low/end.c: {line.strip()} is not spelled #include "room/file.h"')

    def test_private_header_elsewhere(self):
        told = said({"src/low/text.c": SOUND["src/low/text.c"] + '#include "high/page_inside.h"\n'})
        self.assertEqual(told, "src/low/text.c: high/page_inside.h is private to its room")

    def test_private_header_by_another_name(self):
        renamed = {path: text.replace("page_inside", "parts") for path, text in SOUND.items() if "page_inside" in text}
        told = said({**renamed, "src/high/page_inside.h": None, "src/high/parts.h": SOUND["src/high/page_inside.h"]})
        self.assertEqual(told, "high/parts.h is private: its name ends in _inside.h")

    def test_header_of_a_single_user(self):
        self.assertEqual(said({"tests/test_page.c": "\n"}), "high/page.h has a single user: src/main.c")
        self.assertIn("high/none.h has a single user: –", said({"src/high/none.h": "\n"}))

    def test_users_of_a_header_of_the_tests_use_what_it_includes(self):
        self.assertEqual(said({"tests/test_page.c": '#include "drawn.h"\n', "tests/support/drawn.h": '#include "high/page.h"\n'}), "")

    def test_python_files_of_one_name(self):
        self.assertEqual(said({"tests/whole/columns.py": "\n", "tests/faults/columns.py": "\n"}),
                         "two Python files of one name, of which an import takes the nearer: tests/faults/columns.py tests/whole/columns.py")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main()
