"""Arguments of commands: usage errors are one line that says what and how to mend it."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from wenming.kernel.words import _

REFUSED = 2
SAID = (
    (r"the following arguments are required: (?P<what>.+)", lambda: _("缺少 %(what)s。")),
    (r"unrecognized arguments: (?P<what>.+)", lambda: _("不认识的参数：%(what)s。")),
    (r"argument (?P<what>[^:]+): expected one argument", lambda: _("%(what)s 后面要写一个值。")),
    (r"argument (?P<what>[^:]+): invalid int value: (?P<value>.+)", lambda: _("%(what)s 应为整数，现为 %(value)s。")),
    (
        r"argument (?P<what>[^:]+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
        lambda: _("%(what)s 不能是 %(value)s，可用：%(choices)s。"),
    ),
)


class Parser(argparse.ArgumentParser):
    """argparse, with its refusals in the reader's language and on one line."""

    def error(self, message: str) -> NoReturn:
        sentence = message
        for pattern, words in SAID:
            found = re.fullmatch(pattern, message)
            if found:
                sentence = words() % found.groupdict()
                break
        hint = _("用法见 %(command)s --help。") % {"command": self.prog}
        print(f"{sentence}{hint}", file=sys.stderr)
        sys.exit(REFUSED)
