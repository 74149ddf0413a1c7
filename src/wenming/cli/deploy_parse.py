"""``wenming deploy parse FILE [--year Y] [--table]``: read a speech or notice and print its stages and tasks, without a database.

stdout carries one wenming-deployment/1 document (``--table``: a list for people).
Exit codes: 0 done · 2 refused, with one line on stderr.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wenming.cli.arguments import Parser
from wenming.cli.terminal import clean, opening, show
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

if TYPE_CHECKING:
    from wenming.deployments.rules.values import Proposal

EARLIEST, LATEST = 1949, 2199


def run(argv: list[str]) -> int:
    """Do the command with the arguments after its name; the exit code."""
    parser = Parser(
        prog="wenming deploy parse",
        description=_("读讲话或通知（txt、docx、带文字的 pdf），拟出阶段、任务、时限和奖惩；拟出的都要由人核对。"),
    )
    parser.add_argument("file", metavar="FILE", help=_("讲话或通知"))
    parser.add_argument("--year", type=int, metavar="Y", help=_("没写年份的日期按这一年；不给则按成文日期"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("输出一份 JSON（默认）"))
    form.add_argument("--table", action="store_true", help=_("输出便于阅读的清单"))
    options = parser.parse_args(argv)
    if options.year is not None and not EARLIEST <= options.year <= LATEST:
        raise Refusal(_("--year 应为 %(a)d 到 %(b)d 之间的年份。") % {"a": EARLIEST, "b": LATEST})

    from wenming.deployments.formats.document import document_of
    from wenming.deployments.formats.source import read_file
    from wenming.deployments.rules.reading import read

    with opening(options.file):
        paragraphs = read_file(options.file)
    proposal = read(paragraphs, year=options.year)
    if options.table:
        show("\n".join(clean(line) for line in _table(proposal)))
    else:
        show(json.dumps(document_of(proposal), ensure_ascii=False, indent=1))
    return 0


def _table(proposal: Proposal) -> list[str]:
    stage_word, look = _("阶段"), _("请核对")
    lines = [proposal.title or _("（没有题目）"), ""]
    for stage in proposal.stages:
        days = " — ".join(day.isoformat() if day else "" for day in (stage.since, stage.until)).strip(" —")
        lines.append(f"{stage_word}  {stage.name}  {days}".rstrip())
    if proposal.stages:
        lines.append("")
    for number, duty in enumerate(proposal.duties, start=1):
        when = duty.when
        day = when.due.isoformat() if when and when.due else when.text if when else _("未定时限")
        owners = _("、").join(duty.owners) or "—"
        lines.append(f"{number:>3}  {day:<12}  {owners}  {duty.action}")
    kinds = {"reward": _("奖励"), "penalty": _("处罚"), "veto": _("一票否决")}
    lines += ["", *(f"{kinds[measure.kind]}  {measure.text}" for measure in proposal.measures)]
    for warning in proposal.warnings:
        lines.append(f"{look}  {warning.message}")
    return lines
