"""The holiday table (节假日表) an office edits: 日期, 名称, 休/班 – as yaml, csv or xlsx, read and written.

yaml carries ``format: wenming-holidays/1``, the years it closes and where its facts come from; the other two are the bare
table, whose years count as published once their National Day is off (rules.workdays).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from wenming.documents.formats.plain_text import storable
from wenming.documents.formats.sheet import OPTIONS
from wenming.documents.formats.typesetting import EPOCH
from wenming.evidence.formats.dates import parse_day
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _
from wenming.programmes.formats.tables import (
    RowTrouble,
    Sheet,
    TableRefused,
    cell_text,
    find_heading,
    open_table,
    pasted_rows,
)
from wenming.programmes.rules.workdays import EARLIEST, LATEST, SpecialDay, Workdays

FORMAT = "wenming-holidays/1"
HEADINGS: dict[str, tuple[str, ...]] = {
    "day": ("日期", "日子", "时间", "年月日"),
    "name": ("名称", "节日", "节假日", "节假日名称", "说明"),
    "kind": ("休/班", "休班", "类型", "放假/上班", "放假或上班", "安排"),
}
OFF, WORKED = "休", "班"
_KINDS = dict.fromkeys((OFF, "放假", "休息", "调休", "假", "节假日", "公休"), True) | dict.fromkeys(
    (WORKED, "上班", "补班", "调班", "工作日", "上班日", "补休上班"), False
)
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """What a file says. ``years`` are published by it; ``source`` says where its facts come from."""

    days: tuple[SpecialDay, ...]
    years: frozenset[int]
    source: str = ""

    def workdays(self) -> Workdays:
        """The calendar of this table alone."""
        return Workdays(self.days, self.years)


def calendar_of(tables: Iterable[HolidayTable]) -> Workdays:
    """One calendar of several tables. Raises Invalid if two of them contradict each other."""
    kept = list(tables)
    return Workdays.of((day for table in kept for day in table.days), {year for table in kept for year in table.years})


def read_holidays(path: Path, name: str | None = None) -> HolidayTable:
    """Read a holiday table from yaml, csv or xlsx.

    Raises  TableRefused, with the trouble of every row; nothing is taken over then.
    """
    if (name or path.name).lower().endswith((".yaml", ".yml")):
        try:
            return read_holidays_yaml(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise TableRefused(_("节假日表不能读取。请核对路径，并以 UTF-8 编码保存。")) from error
    for sheet in open_table(path, name):
        if find_heading(sheet.rows, HEADINGS, "day"):
            return _from_rows(sheet)
    raise _no_headings()


def read_holidays_pasted(text: str) -> HolidayTable:
    """The same from a block copied out of Excel, with its heading row."""
    return _from_rows(Sheet("", pasted_rows(text)))


def read_holidays_yaml(text: str) -> HolidayTable:
    """Read ``wenming-holidays/1``. Raises TableRefused."""
    try:
        said: Any = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but texts, lists and tables
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise TableRefused(_("节假日文件不是有效的 YAML。请核对缩进和标点。")) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise TableRefused(_("文件不是节假日表：第一行应为“format: %(format)s”。") % {"format": FORMAT})
    rows, years = said.get("days"), said.get("years", [])
    if not isinstance(rows, list) or not isinstance(years, list) or not all(map(_is_year, years)):
        raise TableRefused(_("节假日文件应有 years（年份列表）和 days（每日一行）。"))
    table: list[list[Any]] = [["日期", "名称", "休/班"]]
    for row in rows:
        ours = row if isinstance(row, dict) else {}
        table.append([_text(ours.get(key)) for key in ("date", "name", "kind")])
    read = _from_rows(Sheet("", table), numbered_from=0)
    return HolidayTable(read.days, frozenset(map(int, years)) or read.years, _text(said.get("source"))[:500])


def write_holidays_yaml(table: HolidayTable) -> str:
    """Write ``wenming-holidays/1``, one day a line."""
    head = {"format": FORMAT, "source": table.source, "years": sorted(table.years)}
    lines = [
        yaml.safe_dump(head, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000),
        "days:\n",
    ]
    for day in table.days:
        row = {"date": day.day, "name": day.name, "kind": OFF if day.off else WORKED}
        said = yaml.safe_dump(row, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10_000)
        lines.append(f"- {said}")
    return "".join(lines) if table.days else f"{lines[0]}days: []\n"


def write_holidays_csv(table: HolidayTable) -> str:
    """Write the bare table as csv, with a byte order mark so that Excel reads it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["日期", "名称", "休/班"])
    writer.writerows([day.day.isoformat(), day.name, OFF if day.off else WORKED] for day in table.days)
    return "\ufeff" + out.getvalue()


def write_holidays_xlsx(table: HolidayTable) -> bytes:
    """Write the bare table as a workbook; 休/班 is a choice in every cell, and 200 rows are left to fill in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": _("节假日表"), "created": EPOCH.replace(tzinfo=None)})
        sheet = book.add_worksheet(_("节假日表"))
        head = book.add_format({"bold": True, "align": "center", "border": 1, "bg_color": "#F4F2EC"})
        plain = book.add_format({"border": 1, "align": "center"})
        daily = book.add_format({"border": 1, "align": "center", "num_format": "yyyy-mm-dd"})
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 2, 10)
        for place, title in enumerate(("日期", "名称", "休/班")):
            sheet.write_string(0, place, title, head)
        for number, day in enumerate(table.days, start=1):
            sheet.write_datetime(number, 0, day.day, daily)
            sheet.write_string(number, 1, storable(day.name), plain)
            sheet.write_string(number, 2, OFF if day.off else WORKED, plain)
        sheet.data_validation(1, 2, len(table.days) + 200, 2, {"validate": "list", "source": [OFF, WORKED]})
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(9)
    return out.getvalue()


def _from_rows(sheet: Sheet, *, numbered_from: int = 1) -> HolidayTable:
    """``numbered_from`` is the number a person gives to the first row of ``sheet``."""
    heading = find_heading(sheet.rows, HEADINGS, "day")
    if heading is None or "kind" not in heading.columns:
        raise _no_headings()
    found: dict[date, tuple[int, SpecialDay]] = {}
    troubles: list[RowTrouble] = []
    for number, cells in enumerate(sheet.rows[heading.row + 1 :], start=heading.row + 1 + numbered_from):
        said = {name: cells[place] if place < len(cells) else "" for name, place in heading.columns.items()}
        if not any(cell_text(cell).strip() for cell in said.values()):
            continue
        row, wrong = _row(said)
        if row is not None and (earlier := found.get(row.day)):
            wrong = [("day", _("与第 %(row)s 行是同一天。请只保留一行。") % {"row": earlier[0]})]
        troubles += [RowTrouble(sheet.name, number, heading.titles.get(name, ""), what) for name, what in wrong]
        if row is not None and not wrong:
            found[row.day] = number, row
    if troubles:
        raise TableRefused.of(troubles)
    days = [row for _number, row in found.values()]
    try:
        calendar = Workdays.of(days)
    except Refusal as refusal:
        raise TableRefused(str(refusal)) from refusal
    return HolidayTable(calendar.days, calendar.published)


def _row(said: dict[str, Any]) -> tuple[SpecialDay | None, list[tuple[str, str]]]:
    wrong: list[tuple[str, str]] = []
    day = parse_day(said["day"])
    if day is None or not EARLIEST <= day <= LATEST:
        shown = cell_text(said["day"]).strip()[:30]
        wrong.append(("day", _("“%(text)s”不是一个有效的日期。请写成 2026-10-01。") % {"text": shown}))
    kind = cell_text(said["kind"]).strip()
    if kind not in _KINDS:
        wrong.append(("kind", _("“%(text)s”应写“休”或“班”。") % {"text": kind[:30]}))
    name = " ".join(cell_text(said.get("name", "")).split())
    if len(name) > _LONGEST_NAME:
        wrong.append(("name", _("名称超过 %(most)s 个字。") % {"most": _LONGEST_NAME}))
    if wrong or day is None:
        return None, wrong
    return SpecialDay(day, storable(name), _KINDS[kind]), []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_year(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.isascii()
        and value.isdigit()
        and EARLIEST.year <= int(value[:9]) <= LATEST.year
    )


def _no_headings() -> TableRefused:
    return TableRefused(_("表格里没有找到表头。请在第一行写上：日期、名称、休/班。"))


def seed_files(folder: Path) -> Sequence[Path]:
    """The yearly tables shipped as reference data, oldest first; ``folder`` is ``kernel.places.seeds() / "holidays"``."""
    return sorted(folder.glob("*.yaml"))
