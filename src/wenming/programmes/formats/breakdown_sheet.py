"""Write a 任务分解表 the way the field knows it: title, unit and day, groups merged upright, A4 on its side, headings on every page.

What it writes, ``breakdown_reading`` reads back without loss.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wenming.documents.formats.plain_text import storable
from wenming.documents.formats.sheet import OPTIONS, sheet_name
from wenming.documents.formats.typesetting import EPOCH
from wenming.programmes.rules.breakdown import ProposedTask, tidy


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading, width in characters, what of a task it holds, and whether rows with the same merge."""

    title: str
    width: float
    said: Callable[[ProposedTask], str]
    merged: bool = False
    centred: bool = True
    optional: bool = False


def _listed(values: Sequence[str]) -> str:
    return "、".join(values)


def _materials(task: ProposedTask) -> str:
    if len(task.materials) < 2:
        return _listed(task.materials)
    return "\n".join(f"{n}. {one}" for n, one in enumerate(task.materials, start=1))


COLUMNS = (
    SheetColumn("阶段", 10, lambda t: t.stage, merged=True, optional=True),
    SheetColumn("对应指标", 12, lambda t: _listed(t.lines), merged=True),
    SheetColumn("工作任务", 30, lambda t: t.title, centred=False),
    SheetColumn("具体措施", 34, lambda t: t.content, centred=False, optional=True),
    SheetColumn("责任领导", 10, lambda t: _listed(t.leaders)),
    SheetColumn("牵头部门", 13, lambda t: _listed(t.leads)),
    SheetColumn("配合部门", 15, lambda t: _listed(t.supporting)),
    SheetColumn("责任岗位", 11, lambda t: _listed(t.posts), optional=True),
    SheetColumn("责任人", 9, lambda t: _listed(t.people)),
    SheetColumn("应提供材料", 24, _materials, centred=False),
    SheetColumn("完成时限", 15, lambda t: t.due.text if t.due else ""),
    SheetColumn("工期", 7, lambda t: "" if t.duration is None else str(t.duration), optional=True),
    SheetColumn("备注", 12, lambda t: t.note, centred=False),
)
_LINE = 14.0  # points of height a line of text takes
_FONT = "宋体"


def write_breakdown(
    tasks: Sequence[ProposedTask], *, title: str, year: int, unit: str = "", made_on: date | None = None
) -> bytes:
    """Write tasks as a workbook.

    title    above the table; ``unit`` and ``made_on`` stand beneath it.
    year     for times without one, as it will be read back.
    Rows keep their order; neighbours of one stage, and within it of the same lines, share one merged cell.
    """
    rows = [tidy(task, year) for task in tasks]
    columns = [c for c in COLUMNS if not c.optional or any(c.said(task) for task in rows)]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        created = datetime(made_on.year, made_on.month, made_on.day) if made_on else EPOCH.replace(tzinfo=None)
        book.set_properties({"title": storable(title, 255), "created": created})
        sheet = book.add_worksheet(sheet_name("任务分解表", "任务分解表"))
        _page(sheet, columns)
        at = _head(book, sheet, columns, title, unit, made_on)
        _body(book, sheet, columns, rows, at)
    return out.getvalue()


def _page(sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer('&C&"宋体"第 &P 页  共 &N 页')
    sheet.set_column(0, 0, 5)
    for place, column in enumerate(columns, start=1):
        sheet.set_column(place, place, column.width)


def _head(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    columns: Sequence[SheetColumn],
    title: str,
    unit: str,
    made_on: date | None,
) -> int:
    """Title, line beneath, headings; returns the first row of the body."""
    last = len(columns)
    big = book.add_format({"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"})
    small = {"font_name": "楷体", "font_size": 11, "valign": "vcenter"}
    sheet.set_row(0, 36)
    sheet.merge_range(0, 0, 0, last, "", big)
    sheet.write_string(0, 0, storable(title), big)
    half = last // 2
    sheet.set_row(1, 20)
    left, right = book.add_format(small), book.add_format({**small, "align": "right"})
    sheet.merge_range(1, 0, 1, half, "", left)
    sheet.write_string(1, 0, storable(f"单位：{unit}") if unit else "", left)
    sheet.merge_range(1, half + 1, 1, last, "", right)
    if made_on:
        sheet.write_string(1, half + 1, f"制表日期：{made_on.year}年{made_on.month}月{made_on.day}日", right)
    heading = book.add_format(
        {"font_name": "黑体", "font_size": 11, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True,
         "bg_color": "#F4F2EC"}
    )  # fmt: skip
    sheet.set_row(2, 26)
    for place, name in enumerate(("序号", *(column.title for column in columns))):
        sheet.write_string(2, place, name, heading)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    return 3


def _body(
    book: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[SheetColumn], rows: Sequence[ProposedTask], at: int
) -> None:
    common: dict[str, Any] = {
        "font_name": _FONT,
        "font_size": 10.5,
        "valign": "vcenter",
        "border": 1,
        "text_wrap": True,
    }
    centred = book.add_format({**common, "align": "center", "num_format": "@"})
    left = book.add_format({**common, "align": "left", "num_format": "@"})
    counted = book.add_format({**common, "align": "center"})
    for number, task in enumerate(rows):
        sheet.write_number(at + number, 0, number + 1, counted)
        sheet.set_row(at + number, _height(columns, task))
    group: list[tuple[str, ...]] = [() for _task in rows]
    for place, column in enumerate(columns, start=1):
        said = [storable(column.said(task)) for task in rows]
        form = centred if column.centred else left
        if column.merged:
            group = [(*key, text) for key, text in zip(group, said, strict=True)]
            _merged(sheet, at, place, group, said, form)
        else:
            for number, text in enumerate(said):
                sheet.write_string(at + number, place, text, form) if text else sheet.write_blank(
                    at + number, place, None, form
                )


def _merged(
    sheet: Worksheet, at: int, place: int, group: Sequence[tuple[str, ...]], said: Sequence[str], form: Format
) -> None:
    """Write one column, neighbours of one group as one cell; empty ones stay apart."""
    first = 0
    for number in range(1, len(said) + 1):
        if number < len(said) and group[number] == group[first] and said[first]:
            continue
        if number - first > 1:
            sheet.merge_range(at + first, place, at + number - 1, place, "", form)
        if said[first]:
            sheet.write_string(at + first, place, said[first], form)
        else:
            sheet.write_blank(at + first, place, None, form)
        first = number


def _height(columns: Sequence[SheetColumn], task: ProposedTask) -> float:
    """Points: as many lines as the fullest cell needs, a Chinese character being two wide."""
    most = 1
    for column in columns:
        if column.merged:
            continue
        needed = 0
        for part in column.said(task).split("\n"):
            width = sum(2 if ord(sign) > 0x2E80 else 1 for sign in part)
            needed += max(1, -(-width // max(1, int(column.width) - 1)))
        most = max(most, needed)
    return min(400.0, 6 + _LINE * most)
