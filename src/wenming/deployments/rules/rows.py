"""A row of a task table (任务分解表) as a duty: the columns say what, who and by when."""

from __future__ import annotations

import re

from wenming.deployments.rules.days import Base
from wenming.deployments.rules.duties import find_times
from wenming.deployments.rules.owners import split_names
from wenming.deployments.rules.values import Duty, Paragraph, When

TASK = re.compile(r"任务|工作内容|工作事项|事项|具体措施|重点工作|主要内容|工作要求")
OWNER = re.compile(r"责任|牵头|负责|承办|主办|落实单位|落实部门")
SUPPORTING = re.compile(r"配合|协办|参与|协助")
DUE = re.compile(r"时限|时间|期限|截止|进度|完成日期")
HANDED = re.compile(r"成果|提供材料|应提供|报送材料|佐证|印证")


def is_task_head(cells: list[str]) -> bool:
    """Whether a table row heads a list of tasks: it names a task, and a doer or a time."""
    return any(TASK.search(cell) for cell in cells) and any(OWNER.search(cell) or DUE.search(cell) for cell in cells)


def duty_of_row(paragraph: Paragraph, base: Base, heading: str | None) -> Duty | None:
    """The duty of one row; None for a row that says nothing to do."""
    row = paragraph.row or {}
    text = paragraph.text.strip()
    if len(text) < 2:
        return None
    due = _said(row, DUE)
    when = _when(due, base) if due else None
    return Duty(
        action=text,
        text=text,
        paragraph=paragraph.number,
        owners=split_names(_said(row, OWNER) or ""),
        supporting=split_names(_said(row, SUPPORTING) or ""),
        when=when,
        deliverable=_said(row, HANDED),
        deliver_to=None,
        heading=heading,
    )


def _said(row: dict[str, str], name: re.Pattern[str]) -> str | None:
    return next((words.strip() for head, words in row.items() if name.search(head) and words.strip()), None)


def _when(words: str, base: Base) -> When:
    times = [when for when in find_times(words, base) if when.kind != "none"]
    if not times:
        return When(0, len(words), words, "none")
    return times[0]
