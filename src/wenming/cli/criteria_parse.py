"""``wenming criteria parse FILE [--table] [--sources]``: read a criteria table and print the proposal, without a database.

stdout carries one wenming-criteria/1 document with ``warnings`` (``--table``: a tree for people).
Exit codes: 0 done (warnings do not change it) · 2 refused, with one line on stderr.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

if TYPE_CHECKING:
    from wenming.criteria.formats.tables.proposal import Proposal

_USAGE = "wenming criteria parse FILE [--json | --table] [--sources]"
_WIDEST_TITLE = 44


class _Parser(Parser):
    """A parser whose complaint is one line that says how to mend it."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(_("命令写法不对，应为：%(usage)s") % {"usage": _USAGE})


def run(argv: list[str]) -> int:
    """Do the command with the arguments after its name; the exit code."""
    try:
        return _run(argv)
    except Refusal as refusal:
        print(" ".join(str(refusal).split("\n")), file=sys.stderr)
        return 2


def _run(argv: list[str]) -> int:
    parser = _Parser(
        prog="wenming criteria parse",
        usage=_USAGE,
        description=_(
            "读取测评表（xlsx、xls、docx、html、csv、md、txt、带文字的 pdf），拟出测评体系和需要核对的地方。"
        ),
    )
    parser.add_argument("file", metavar="FILE", help=_("测评表文件"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("输出一份 JSON（默认）"))
    form.add_argument("--table", action="store_true", help=_("输出便于阅读的表格"))
    parser.add_argument("--sources", action="store_true", help=_("每条指标附上出处（表、行、原文）"))
    try:
        options = parser.parse_args(argv)
    except SystemExit as done:  # --help has been printed
        return int(done.code or 0)

    from wenming.criteria.formats.tables import parse

    try:
        proposal = parse(options.file)
    except IsADirectoryError:
        raise Refusal(_("“%(file)s”是文件夹，请给出一个文件。") % {"file": options.file}) from None
    except FileNotFoundError:
        raise Refusal(_("找不到文件“%(file)s”，请核对路径。") % {"file": options.file}) from None
    except OSError as error:
        raise Refusal(
            _("打不开文件“%(file)s”（%(why)s）。") % {"file": options.file, "why": error.strerror or error}
        ) from None
    if options.table:
        text = "\n".join(_table(proposal))
    else:
        import json

        document = proposal.with_sources() if options.sources else proposal.document
        text = json.dumps(document, ensure_ascii=False, indent=1)
    _print(text)
    return 0


def _print(text: str) -> None:
    """Print in UTF-8 whatever the terminal says, and quietly stop where the reader has left."""
    data = (text + "\n").encode("utf-8", "backslashreplace")
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            sys.stdout.flush()
            stream.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()


def _table(proposal: Proposal) -> Iterator[str]:
    document = proposal.document
    yield str(document["name"])
    said = [
        _("总分 %(n)s") % {"n": document["base_total"]} if document["base_total"] else "",
        _("加分上限 %(n)s") % {"n": document["bonus_cap"]} if document["bonus_cap"] else "",
        _("合格线 %(n)s") % {"n": document["pass_mark"]} if document["pass_mark"] else "",
    ]
    if any(said):
        yield "  ".join(words for words in said if words)
    yield ""
    yield from _lines(document["lines"], 0)
    if document["negative"]:
        yield ""
        yield _("负面清单")
        for item in document["negative"]:
            yield f"  {item['code']}  {item['title']}"
    yield ""
    warnings = document["warnings"]
    yield _("需要核对 %(n)d 处") % {"n": len(warnings)} if warnings else _("没有发现需要核对的地方。")
    for warning in warnings:
        yield f"  {warning['line'] or '—'}  {warning['message']}"


def _lines(lines: list[dict[str, Any]], depth: int) -> Iterator[str]:
    for line in lines:
        name = _cut("  " * depth + f"{line['code']} {line['title']}", _WIDEST_TITLE)
        points = line["points"] if line["points"] is not None else "—"
        rule = (line.get("rule") or {}).get("kind", "")
        yield f"{_pad(name, _WIDEST_TITLE)} {points:>6}  {rule:<10} {'、'.join(line['methods'])}".rstrip()
        yield from _lines(line.get("lines", []), depth + 1)


def _wide(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cut(text: str, width: int) -> str:
    used, out = 0, ""
    for char in text:
        used += _wide(char)
        if used > width:
            return out[:-1] + "…"
        out += char
    return out


def _pad(text: str, width: int) -> str:
    return text + " " * max(0, width - sum(_wide(char) for char in text))
