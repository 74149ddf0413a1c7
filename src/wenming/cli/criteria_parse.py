"""``wenming criteria parse FILE [--table] [--sources]``: read a criteria table and print the proposal, without a database.

stdout carries one wenming-criteria/1 document with ``warnings`` (``--table``: a tree for people).
Exit codes: 0 done (warnings do not change it) · 2 refused, with one line on stderr.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wenming.cli.arguments import WholeUsageParser
from wenming.cli.terminal import clean, left, opening, refused, show
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

if TYPE_CHECKING:
    from wenming.criteria.formats.tables.proposal import Proposal

_USAGE = "wenming criteria parse FILE [--json | --table] [--sources]"
_WIDEST_TITLE = 44


def run(argv: list[str]) -> int:
    """Do the command with the arguments after its name; the exit code."""
    try:
        return _run(argv)
    except Refusal as refusal:
        return refused(refusal)


def _run(argv: list[str]) -> int:
    parser = WholeUsageParser(
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

    with opening(options.file):
        proposal = parse(options.file)
    if options.table:
        text = "\n".join(clean(line) for line in _table(proposal))
    else:
        import json

        document = proposal.with_sources() if options.sources else proposal.document
        text = json.dumps(document, ensure_ascii=False, indent=1)
    show(text)
    return 0


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
        name = left("  " * depth + f"{line['code']} {line['title']}", _WIDEST_TITLE)
        points = line["points"] if line["points"] is not None else "—"
        rule = (line.get("rule") or {}).get("kind", "")
        methods = _("、").join(line["methods"])
        yield f"{name} {points:>6}  {rule:<10} {methods}".rstrip()
        yield from _lines(line.get("lines", []), depth + 1)
