"""Read a 任务分解表 as offices send it round: a block pasted from Excel, a workbook or a csv, headings in any order.

Upright merged cells mean "the same"; a row merged right across is the heading of a section. All or nothing: every row's
trouble is told at once, and nothing is taken over while there is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wenming.kernel.words import _
from wenming.programmes.formats.tables import (
    Heading,
    RowTrouble,
    Sheet,
    TableRefused,
    cell_text,
    find_heading,
    open_table,
    pasted_rows,
    plain_heading,
    unmerged,
)
from wenming.programmes.rules.breakdown import ProposedTask, ReadDue, Source, UnreadDue, read_due
from wenming.programmes.rules.breakdown.values import LONGEST_TITLE, codes, names, paragraphs, plain, things

# Our name → headings as people write them; where two columns fit one name, the earlier word wins.
HEADINGS: dict[str, tuple[str, ...]] = {
    "title": ("工作任务", "任务内容", "任务名称", "任务", "重点任务", "工作内容", "工作事项", "重点工作", "主要任务", "目标任务", "事项", "测评内容"),
    "content": ("具体措施", "工作措施", "工作要求", "具体要求", "落实措施", "推进措施", "任务要求", "具体内容", "工作标准", "责任内容"),
    "stage": ("阶段", "所属阶段", "工作阶段", "实施阶段", "推进阶段"),
    "lines": ("对应指标", "指标编号", "测评指标", "对应测评指标", "指标代码", "对应条目", "测评编号", "指标"),
    "leaders": ("责任领导", "分管领导", "牵头领导", "包抓领导", "责任领导人", "负责领导"),
    "leads": ("牵头部门", "牵头单位", "责任部门", "责任单位", "牵头科室", "责任科室", "主责部门", "主责单位", "承办部门", "承办单位", "责任处室", "牵头处室"),
    "supporting": ("配合部门", "配合单位", "协办部门", "协办单位", "配合科室", "协同部门", "参与部门", "配合处室"),
    "posts": ("责任岗位", "岗位", "岗位职责人"),
    "people": ("责任人", "具体责任人", "直接责任人", "经办人", "责任人员", "负责人", "联系人", "承办人"),
    "materials": ("应提供材料", "佐证材料", "提供材料", "应报材料", "材料清单", "所需材料", "支撑材料", "印证材料", "成果材料", "成果形式", "应提交材料"),
    "due": ("完成时限", "时间节点", "完成时间", "时限", "截止时间", "完成期限", "时间要求", "办结时限", "时间安排", "推进时间", "截止日期"),
    "duration": ("工期", "工期(工作日)", "所需工作日", "工作日", "天数"),
    "note": ("备注", "说明", "附注"),
}  # fmt: skip
_NUMBER_COLUMNS = frozenset({"序号", "编号", "No", "NO", "no"})
_FOOT = re.compile(r"^(?:注|备注|说明|填表|审核|制表|填报|联系电话|合计|总计|小计)")
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．:：]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．])\s*"
)
MOST_DURATION = 5_000  # working days


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What a table says. ``notes`` are sentences for the reader: columns and sheets that were left aside."""

    tasks: tuple[ProposedTask, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name; None: not checked."""

    lines: Collection[str] | None = None
    departments: Collection[str] | None = None
    stages: Collection[str] | None = None


def read_breakdown(
    path: Path, *, year: int, name: str | None = None, due: ReadDue = read_due, known: Known | None = None
) -> Breakdown:
    """Read the tasks of every sheet that has a heading for them.

    year    for times without one.    due  reads a cell of 完成时限.    known  names rows are checked against.
    Raises  TableRefused: no readable table, no headings, or the troubles of all rows.
    """
    return _read(open_table(path, name), year, due, known or Known())


def read_pasted_breakdown(text: str, *, year: int, due: ReadDue = read_due, known: Known | None = None) -> Breakdown:
    """The same from a block copied out of Excel or WPS with its headings.

    A paste tells nothing of merged cells, so an empty 阶段 repeats the one above.
    """
    return _read([Sheet("", pasted_rows(text))], year, due, known or Known(), pasted=True)


def _read(sheets: Sequence[Sheet], year: int, due: ReadDue, known: Known, *, pasted: bool = False) -> Breakdown:
    tasks: list[ProposedTask] = []
    troubles: list[RowTrouble] = []
    notes: list[str] = []
    found_any = False
    for sheet in sheets:
        heading = find_heading(sheet.rows, HEADINGS, "title")
        if heading is None:
            if any(cell_text(cell).strip() for row in sheet.rows for cell in row):
                notes.append(_("工作表“%(sheet)s”没有任务的表头，未读取。") % {"sheet": sheet.name})
            continue
        found_any = True
        heading = _with_content(heading)
        aside = [title for title in heading.others if plain(title) not in _NUMBER_COLUMNS]
        if aside:
            notes.append(_("未使用的列：%(columns)s。") % {"columns": _("、").join(aside[:20])})
        _Rows(sheet, heading, year, due, known, pasted).read(tasks, troubles)
    if not found_any:
        raise TableRefused(
            _(
                "没有找到任务分解表的表头。请保留表头一行，至少有“工作任务”一列，例如：工作任务、责任领导、牵头部门、完成时限。"
            )
        )
    if troubles:
        raise TableRefused.of(troubles)
    if not tasks:
        raise TableRefused(_("表格只有表头，没有任务。请至少填写一行。"))
    return Breakdown(tuple(tasks), tuple(notes))


def _with_content(heading: Heading) -> Heading:
    """Where two columns speak of the task (重点任务, 工作内容), the second holds what is to be done."""
    if "content" in heading.columns:
        return heading
    spare = next((title for title in heading.others if plain_heading(title) in HEADINGS["title"]), None)
    if spare is None:
        return heading
    others = dict(heading.others)
    place = others.pop(spare)
    return Heading(heading.row, heading.columns | {"content": place}, others, heading.titles | {"content": spare})


class _Rows:
    """The rows of one sheet, read in order, remembering the section they stand in."""

    def __init__(self, sheet: Sheet, heading: Heading, year: int, due: ReadDue, known: Known, pasted: bool) -> None:
        self.sheet, self.heading, self.year, self.due, self.known, self.pasted = (
            sheet,
            heading,
            year,
            due,
            known,
            pasted,
        )
        self.rows = unmerged(sheet, heading.row + 1)
        self.across = {
            top: left
            for (top, left), (_bottom, right) in sheet.merged
            if top > heading.row and right - left + 1 >= max(2, len(heading.columns) - 1)
        }
        self.section = ""
        self.stage = ""
        self.troubles: list[RowTrouble] = []

    def read(self, tasks: list[ProposedTask], troubles: list[RowTrouble]) -> None:
        """Add the sheet's tasks and its troubles."""
        for number in range(self.heading.row + 1, len(self.rows)):
            cells = self.rows[number]
            filled = [cell_text(cell).strip() for cell in cells if cell_text(cell).strip()]
            if not filled or self._is_aside(number, cells, filled):
                continue
            task = self._task(number, cells)
            if task is not None:
                tasks.append(task)
        troubles += self.troubles

    def _is_aside(self, number: int, cells: Sequence[Any], filled: Sequence[str]) -> bool:
        """Whether a row is the heading of a section, a remark at the foot, or the headings again (on the next page)."""
        repeated = sum(self._said(cells, name) == plain(title) for name, title in self.heading.titles.items())
        if repeated > 1:
            return True
        if number not in self.across:
            leading = any(cell_text(cell).strip() for cell in cells[:2])
            if len(filled) > 1 or not leading or self._said(cells, "title"):
                return False
        if not (_FOOT.match(filled[0]) or filled[0].isdigit()):
            self.section = plain(_ORDINAL.sub("", filled[0]))
        return True

    def _said(self, cells: Sequence[Any], name: str) -> str:
        return plain(cell_text(self._cell(cells, name)))

    def _cell(self, cells: Sequence[Any], name: str) -> Any:
        place = self.heading.columns.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def _trouble(self, number: int, name: str, message: str) -> None:
        title = plain(self.heading.titles.get(name, ""))
        self.troubles.append(RowTrouble(self.sheet.name, number + 1, title, message))

    def _task(self, number: int, cells: Sequence[Any]) -> ProposedTask | None:
        before = len(self.troubles)
        title = self._said(cells, "title")
        content = paragraphs(cell_text(self._cell(cells, "content")))
        if not title and content:
            title, content = plain(content), ""
        if not title:
            self._trouble(number, "title", _("没有写任务。请填写，或删去这一行。"))
        elif len(title) > LONGEST_TITLE:
            self._trouble(
                number, "title", _("超过 %(most)s 个字。请缩短，细节写入“具体措施”。") % {"most": LONGEST_TITLE}
            )
        stage = self._said(cells, "stage") or (self.stage if self.pasted else "")
        self.stage = stage
        stage = stage or self.section
        lines = codes(cell_text(self._cell(cells, "lines")))
        leads = names(cell_text(self._cell(cells, "leads")))
        supporting = names(cell_text(self._cell(cells, "supporting")))
        self._unknown(number, "lines", lines, self.known.lines)
        self._unknown(number, "leads", leads, self.known.departments)
        self._unknown(number, "supporting", supporting, self.known.departments)
        if stage and self.known.stages is not None:
            self._unknown(number, "stage", (stage,), self.known.stages)
        due = None
        try:
            due = self.due(self._cell(cells, "due"), self.year)
        except UnreadDue as trouble:
            self._trouble(number, "due", str(trouble))
        duration = self._duration(number, cells)
        if len(self.troubles) > before:
            return None
        return ProposedTask(
            title=title,
            content=content,
            stage=stage,
            lines=lines,
            leaders=names(cell_text(self._cell(cells, "leaders"))),
            leads=leads,
            supporting=supporting,
            posts=names(cell_text(self._cell(cells, "posts"))),
            people=names(cell_text(self._cell(cells, "people"))),
            materials=things(cell_text(self._cell(cells, "materials"))),
            due=due,
            duration=duration,
            note=paragraphs(cell_text(self._cell(cells, "note"))),
            source=Source("sheet", str(number + 1), self.sheet.name),
        )

    def _unknown(self, number: int, name: str, said: Sequence[str], known: Collection[str] | None) -> None:
        lacking = [one for one in said if known is not None and one not in known]
        if lacking:
            self._trouble(
                number, name, _("没有“%(name)s”。请核对写法，或先设立。") % {"name": _("、").join(lacking[:5])[:60]}
            )

    def _duration(self, number: int, cells: Sequence[Any]) -> int | None:
        said = re.sub(r"个?(?:工作日|工作天|日|天)$", "", self._said(cells, "duration"))
        if not said:
            return None
        if not (said.isascii() and said.isdigit() and len(said) < 9 and int(said) <= MOST_DURATION):
            self._trouble(
                number, "duration", _("“%(text)s”不是工作日数。请填写整数，0 表示节点。") % {"text": said[:20]}
            )
            return None
        return int(said)
