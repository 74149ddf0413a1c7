"""Arguments of commands: usage errors are one line that says what and how to mend it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from wenming.cli.terminal import REFUSED
from wenming.cli.terminal import width as columns
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

SAID = (
    (r"the following arguments are required: (?P<what>.+)", lambda: _("缺少 %(what)s。")),
    (r"unrecognized arguments: (?P<what>.+)", lambda: _("不认识的参数：%(what)s。")),
    (r"argument (?P<what>[^:]+): expected one argument", lambda: _("%(what)s 后面要写一个值。")),
    (r"argument (?P<what>[^:]+): invalid int value: (?P<value>.+)", lambda: _("%(what)s 应为整数，现为 %(value)s。")),
    (r"argument (?P<what>[^:]+): expected at least one argument", lambda: _("%(what)s 后面至少要写一个值。")),
    (
        r"argument (?P<what>[^:]+): not allowed with argument (?P<other>.+)",
        lambda: _("%(what)s 不能与 %(other)s 同时使用。"),
    ),
    (
        r"ambiguous option: (?P<what>\S+) could match (?P<choices>.+)",
        lambda: _("%(what)s 不明确，可能是：%(choices)s。"),
    ),
    (r"argument (?P<what>[^:]+): ignored explicit argument (?P<value>.+)", lambda: _("%(what)s 后面不写值。")),
    (
        r"argument (?P<what>[^:]+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
        lambda: _("%(what)s 不能是 %(value)s，可用：%(choices)s。"),
    ),
)


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns: broken at blanks and between Chinese characters."""
    lines, line, room = [], "", width
    for piece in re.findall(r"[^\S\n]+|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+", text):
        size = columns(piece)
        if size > room and line.strip() and piece not in "，。；、：）”":
            lines.append(line.rstrip())
            line, room = "", width
        if line or not piece.isspace():
            line, room = line + piece, room - size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def plain(value: str) -> str:
    """What argparse quotes as Python writes it ("'json', 'yaml'"), as a person would: json、yaml."""
    quoted = r"(?:'[^']*'|\"[^\"]*\")"
    if re.fullmatch(rf"{quoted}(?:, {quoted})*", value):
        return _("、").join(piece[1:-1] for piece in re.findall(quoted, value))
    return _("、").join(value.split(", ")) if re.fullmatch(r"-\S+(?:, -\S+)+", value) else value


class Explanation(argparse.HelpFormatter):
    """argparse's help in the reader's language, its lines measured as a terminal shows them."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or _("用法："))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(f"{indent}{line}" for line in wrapped(" ".join(text.split()), width - len(indent)))


class Parser(argparse.ArgumentParser):
    """argparse, with its help and its refusals in the reader's language, a refusal on one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"formatter_class": Explanation, "add_help": False, **kwargs})
        self._positionals.title = _("要写的")
        self._optionals.title = _("选项")
        self.add_argument("-h", "--help", action="help", help=_("显示这些说明"))

    def error(self, message: str) -> NoReturn:
        sentence = message
        for pattern, words in SAID:
            found = re.fullmatch(pattern, message)
            if found:
                sentence = words() % {name: plain(value) for name, value in found.groupdict().items()}
                break
        hint = _("用法见 %(command)s --help。") % {"command": self.prog}
        print(f"{sentence}{hint}", file=sys.stderr)
        sys.exit(REFUSED)


class WholeUsageParser(Parser):
    """A parser whose complaint shows how the whole command is written, for commands of one line.

    Raises  Refusal from ``parse_args``, where argparse would end the process.
    """

    def error(self, message: str) -> NoReturn:
        raise Refusal(_("命令写法不对，应为：%(usage)s") % {"usage": self.usage})
