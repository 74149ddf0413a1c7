"""A row of a task table (任务分解表) as duties: the columns say what, who and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenming.deployments.rules.atoms import Base
from wenming.deployments.rules.handing import deliverable, receiver
from wenming.deployments.rules.owners import split_names
from wenming.deployments.rules.times import find_times
from wenming.deployments.rules.values import Duty, Paragraph, When

TASK = re.compile(
    r"任务|工作内容|工作事项|事项|措施|重点工作|主要内容|工作要求|项目内容|创建内容|具体内容|工作举措|活动内容|内容"
)
OWNER = re.compile(r"责任|牵头|负责|承办|主办|落实单位|落实部门|主责")
SUPPORTING = re.compile(r"配合|协办|参与|协助|参加")
LEADER = re.compile(r"领导|责任人|负责人")
DUE = re.compile(r"时限|时间|期限|截止|进度|完成日期|节点|频次")
HANDED = re.compile(r"成果|提供材料|应提供|报送材料|佐证|印证|材料|备查")
_NO_TASK = re.compile(r"目标任务数|序号|备注|分值|得分")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what to do: the most exact one of those that could."""

    task: int
    heads: tuple[str, ...]


def columns_of(cells: list[str]) -> Columns | None:
    """The columns of a head row: it names a task, and a doer or a time. None for any other row."""
    heads = tuple("".join(cell.split()) for cell in cells)
    if len({head for head in heads if head}) < 2 or any(len(head) > 16 for head in heads):
        return None
    tasks = [
        place
        for place, head in enumerate(heads)
        if TASK.search(head) and not any(name.search(head) for name in (OWNER, SUPPORTING, DUE, HANDED, _NO_TASK))
    ]
    if not tasks or not any(OWNER.search(head) or DUE.search(head) for head in heads):
        return None
    exact = [place for place in tasks if re.search(r"具体|内容|措施|要求|举措", heads[place])]
    return Columns((exact or tasks)[-1], heads)


def duties_of_row(paragraph: Paragraph, base: Base, heading: str | None) -> list[Duty]:
    """The duties of one row, one per time it names; none for a row that says nothing to do."""
    row = paragraph.row or {}
    text = paragraph.text.strip()
    if len(text) < 2:
        return []
    leaders = split_names(_said(row, LEADER) or "")
    owners = split_names(_said(row, OWNER, LEADER, SUPPORTING) or "")
    inside: list[When | None] = [when for when in find_times(text, base) if when.kind != "none"]
    due = _said(row, DUE)
    times = _times(due, base) if due else inside or [None]
    return [
        Duty(
            action=text,
            text=text,
            paragraph=paragraph.number,
            owners=owners or leaders,
            supporting=split_names(_said(row, SUPPORTING) or ""),
            when=when,
            deliverable=_said(row, HANDED) or deliverable(text, begins_with_doer=False),
            deliver_to=receiver(text),
            heading=heading,
            leaders=leaders if owners else (),
        )
        for when in times
    ]


def _said(row: dict[str, str], name: re.Pattern[str], *but: re.Pattern[str]) -> str | None:
    told = (
        words.strip()
        for head, words in row.items()
        if name.search(head) and words.strip() and not any(other.search(head) for other in but)
    )
    return next((words for words in told if not re.fullmatch(r"[—\-/－]+", words)), None)


def _times(words: str, base: Base) -> list[When | None]:
    times: list[When | None] = [when for when in find_times(words, base) if when.kind != "none"]
    return times or [When(0, len(words), words, "none")]
