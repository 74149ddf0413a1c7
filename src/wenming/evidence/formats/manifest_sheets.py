"""Find the table in a manifest's sheets: Excel or CSV, headings in any order, a title above them if need be."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from wenming.evidence.formats import workbooks
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.plaintext import read_text
from wenming.evidence.formats.verdicts import Limits, Verdict
from wenming.evidence.formats.workbooks import cell_text
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

MAX_ROWS = 100_000
_HEADER_ROWS = 10  # a title may stand above the headings
# Headings as people write them, without spaces, stars and brackets; the first of each is the contract's.
HEADINGS: dict[str, tuple[str, ...]] = {
    "file": ("文件", "文件名", "文件名称", "文件路径", "路径", "附件"),
    "lines": ("指标编号", "指标", "指标代码", "测评编号", "条目编号", "编号"),
    "kind": ("材料类型", "类型", "材料种类", "种类", "类别"),
    "title": ("题名", "标题", "名称", "材料名称"),
    "date": ("日期", "时间", "活动日期", "发生日期"),
    "place": ("地点", "活动地点"),
    "organiser": ("主办单位", "主办", "组织单位", "责任者"),
    "people": ("人员", "参加人员", "参与人员"),
    "theme": ("主题", "活动主题"),
    "document_number": ("文号", "发文字号"),
    "address": ("网址", "链接地址", "网页地址", "URL"),
    "department": ("责任部门", "部门", "责任科室"),
}
_BY_CONTRACT = {headings[0]: name for name, headings in HEADINGS.items()}
_BY_HABIT = {heading: name for name, headings in HEADINGS.items() for heading in headings[1:]}


class ManifestRefused(Refusal):
    """The manifest as a whole cannot be used."""

    code: ClassVar[str] = "manifest_refused"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's table.

    columns  places of the columns we know, by our name.     extra  places of further columns, by their heading.
    body     (row number as the program shows it, cells) of every row below the headings.
    """

    sheet: str
    columns: dict[str, int]
    extra: dict[str, int]
    body: list[tuple[int, Sequence[Any]]]

    @staticmethod
    def text(cells: Sequence[Any], place: int) -> str:
        """A cell as a person reads it; empty where the row is short."""
        return cell_text(cells[place]).strip() if place < len(cells) else ""


def find_table(sheet: str, rows: Sequence[Sequence[Any]]) -> Table | None:
    """The table of a sheet; None if no row near the top has the heading 文件 and one other.

    The contract's own headings go before what people are used to: beside 指标编号, a column 编号 is a further column.
    """
    for start, cells in enumerate(rows[:_HEADER_ROWS]):
        headings = [_heading(cell_text(cell)) for cell in cells]
        columns: dict[str, int] = {}
        for names in (_BY_CONTRACT, _BY_HABIT):
            for place, heading in enumerate(headings):
                name = names.get(heading)
                if name:
                    columns.setdefault(name, place)
        if "file" in columns and len(columns) >= 2:
            taken = set(columns.values())
            extra: dict[str, int] = {}
            for place, heading in enumerate(headings):
                if heading and place not in taken:
                    extra.setdefault(cell_text(cells[place]).strip(), place)
            return Table(sheet, columns, extra, [(start + 2 + n, row) for n, row in enumerate(rows[start + 1 :])])
    return None


def _heading(text: str) -> str:
    plain = re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", text[:60]))
    return re.sub(r"\(.*?\)$", "", plain)


def read_sheets(path: Path, limits: Limits) -> Iterator[tuple[str, list[list[Any]]]]:
    """(name, rows) of every sheet, merged blocks filled in. Raises ManifestRefused if it is no readable table."""
    try:
        inspection = inspect(path, path.name, limits=limits)
    except OSError as error:
        raise ManifestRefused(
            _("清单“%(name)s”打不开：%(why)s。请核对路径。") % {"name": path.name, "why": error.strerror or error}
        ) from error
    worst = inspection.verdict
    if worst in {Verdict.UNREADABLE, Verdict.DISGUISED} or any(
        p.code in {"bomb", "entity"} for p in inspection.problems
    ):
        raise ManifestRefused(
            _("清单“%(name)s”无法读取：%(why)s%(what_to_do)s")
            % {"name": path.name, "why": inspection.message, "what_to_do": inspection.what_to_do}
        )
    if inspection.family is Family.SHEET:
        yield from _workbook(path)
    elif inspection.family is Family.TEXT:
        text, _more = read_text(path, inspection.encoding, limit=limits.max_part)
        yield path.stem, _csv_rows(text)
    else:
        raise ManifestRefused(
            _("清单应是 Excel 表格（xlsx）或 CSV，“%(name)s”是%(kind)s。请另存为 xlsx 后再导入。")
            % {"name": path.name, "kind": inspection.kind}
        )


def _workbook(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    try:
        for sheet in workbooks.read_sheets(path, max_rows=MAX_ROWS + 1):
            if len(sheet.rows) > MAX_ROWS:
                raise ManifestRefused(
                    _("工作表“%(sheet)s”超过 %(most)s 行。请分成几份清单导入。")
                    % {"sheet": sheet.name, "most": MAX_ROWS}
                )
            yield sheet.name, _unmerged(sheet.rows, sheet.merged)
    except workbooks.BadWorkbook as error:
        raise ManifestRefused(
            _("清单“%(name)s”无法读取。请用 Excel 或 WPS 打开后另存为 xlsx 再导入。") % {"name": path.name}
        ) from error


def _unmerged(rows: list[list[Any]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> list[list[Any]]:
    """Write the value of a merged block of several rows into each of them: one title over three photos holds for all."""
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for y in range(top, min(bottom + 1, len(rows))):
            for x in range(left, min(right + 1, len(rows[y]))):
                rows[y][x] = value if x == left else rows[y][x]
    return rows


def _csv_rows(text: str) -> list[list[Any]]:
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows: list[list[Any]] = []
    try:
        for cells in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter):
            rows.append(list(cells))
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        raise ManifestRefused(_("清单不是完整的 CSV 表格。请另存为 xlsx 后再导入。")) from error
    return rows
