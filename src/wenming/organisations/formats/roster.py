"""The roster of departments and people as an Excel template: written for people to fill in, read back row by row."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from wenming.kernel.errors import Refusal
from wenming.kernel.panics import calm
from wenming.kernel.words import _

COLUMNS = ("姓名", "部门", "职务", "联系电话", "用户名", "角色")
ROLES = {
    "创建办干事": "clerk",
    "联络员": "liaison",
    "部门负责人": "head",
    "单位领导": "leader",
    "职工": "staff",
}
MOST_ROWS = 20_000
MOST_BYTES = 10 * 1024 * 1024
PHONE = re.compile(r"^\+?[0-9][0-9 \-]{4,18}$")
USERNAME = re.compile(r"^[\w.@+-]{2,64}$")


class BadRoster(Refusal):
    """The file is no roster at all; said before any row is looked at."""

    code = "bad_roster"


@dataclass(frozen=True)
class RosterRow:
    """One person as a row says. ``number`` is the row as Excel counts it; role is an identifier or empty."""

    number: int
    name: str
    department: str
    post: str
    phone: str
    username: str
    role: str


@dataclass(frozen=True)
class RowProblem:
    number: int
    column: str
    message: str


@dataclass(frozen=True)
class Roster:
    """What a file says, and what is wrong with it. Only one without problems may be written."""

    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]

    @property
    def departments(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.department for row in self.rows if row.department))


def write_template(department_names: Sequence[str]) -> bytes:
    """An empty roster (xlsx) with two example rows, choices for department and role, and a page of explanations."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 2, "bg_color": "#f3f0e8", "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(_("人员名册"))
    sheet.set_row(0, 22)
    for column, (name, width) in enumerate(zip(COLUMNS, (12, 18, 18, 16, 16, 14), strict=True)):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width, text)
    sheet.freeze_panes(1, 0)
    sheet.data_validation(1, 5, MOST_ROWS, 5, {"validate": "list", "source": list(ROLES)})
    if department_names and len(",".join(department_names)) < 250:
        sheet.data_validation(
            1, 1, MOST_ROWS, 1,
            {"validate": "list", "source": list(department_names), "error_type": "information"},
        )  # fmt: skip
    notes = book.add_worksheet(_("填写说明"))
    notes.set_column(0, 0, 90)
    for row, line in enumerate(
        (
            _("一行一人，第一行是表头，请不要改动。姓名、部门必填，其余可空。"),
            _("部门写全称；名册里有、系统里没有的部门，导入时会一并建立。"),
            _("要开通账号的人填写用户名（字母、数字、点、横线，2—64 位）和角色；初始密码在导入后统一生成。"),
            _("角色可填：%(roles)s。不填角色的账号按“职工”开通。") % {"roles": _("、").join(ROLES)},
            _("示例：沈若溪 | 办公室 | 副主任 | 0571-5550101 | shenruoxi | 联络员"),
        )
    ):
        notes.write_string(row, 0, line)
    book.close()
    return out.getvalue()


def read_roster(content: IO[bytes], name: str, *, taken_usernames: Collection[str] = ()) -> Roster:
    """Read a roster (xlsx or xls) whole, and judge every row.

    taken_usernames  those that exist already.
    Raises           BadRoster if the file cannot be read as a roster (damaged, protected, too large, no heading).
    """
    table = _cells(content, name)
    start, places = _heading(table)
    rows: list[RosterRow] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    taken = set(taken_usernames)
    for offset, cells in enumerate(table[start + 1 :], start=start + 2):
        values = {column: _text(cells[place]) if place < len(cells) else "" for column, place in places.items()}
        if not any(values.values()):
            continue
        row = RosterRow(
            offset, values["姓名"], values["部门"], values.get("职务", ""), values.get("联系电话", ""),
            values.get("用户名", ""), ROLES.get(values.get("角色", ""), ""),
        )  # fmt: skip
        rows.append(row)
        problems += _problems(row, values.get("角色", ""), seen, taken)
    if not rows:
        raise BadRoster(_("“%(name)s”里没有一行人员。请按模板填写后再导入。") % {"name": name})
    return Roster(tuple(rows), tuple(problems))


def _problems(row: RosterRow, role: str, seen: dict[str, int], taken: set[str]) -> list[RowProblem]:
    found: list[RowProblem] = []

    def say(column: str, message: str) -> None:
        found.append(RowProblem(row.number, column, message))

    if not row.name:
        say("姓名", _("没有填写姓名。"))
    elif len(row.name) > 64:
        say("姓名", _("姓名超过 64 个字，请核对是否多填了内容。"))
    if not row.department:
        say("部门", _("没有填写部门。"))
    elif len(row.department) > 60:
        say("部门", _("部门名称超过 60 个字，请写部门全称即可。"))
    if len(row.post) > 60:
        say("职务", _("职务超过 60 个字，请写主要职务即可。"))
    if row.phone and not PHONE.match(row.phone):
        say("联系电话", _("电话“%(phone)s”不像电话号码，请只填数字和横线。") % {"phone": row.phone[:40]})
    if role and not row.role:
        say("角色", _("没有“%(role)s”这个角色，可填：%(roles)s。") % {"role": role[:40], "roles": _("、").join(ROLES)})
    if row.username:
        if not USERNAME.match(row.username):
            say("用户名", _("用户名“%(username)s”须为 2—64 位字母、数字、点或横线。") % {"username": row.username[:70]})
        elif row.username in taken:
            say("用户名", _("用户名“%(username)s”已有人使用，请换一个。") % {"username": row.username})
        elif row.username in seen:
            say(
                "用户名",
                _("用户名“%(username)s”与第 %(row)s 行重复。") % {"username": row.username, "row": seen[row.username]},
            )
        seen.setdefault(row.username, row.number)
    elif row.role and row.role != "staff":
        say("用户名", _("这一行填了角色，请同时填写用户名，或把角色留空。"))
    return found


def _cells(content: IO[bytes], name: str) -> list[list[Any]]:
    """The first sheet that holds anything, from cell A1 on."""
    import python_calamine

    data = content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadRoster(_("“%(name)s”超过 10 MB，不像人员名册。请只保留名册那一张表再导入。") % {"name": name})
    if PurePath(name).suffix.lower() not in {".xlsx", ".xls", ".et", ".ods"} or not data:
        raise BadRoster(_("“%(name)s”不是 Excel 文件。请下载模板，填好后导入 .xlsx 文件。") % {"name": name})
    try:
        with calm():
            rows = _first_rows(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), name)
    except BadRoster:
        raise
    except Exception as error:  # calamine raises its own and bare exceptions for damaged and protected files
        raise BadRoster(
            _("“%(name)s”打不开（%(why)s）。请确认它没有密码、没有损坏，另存为 .xlsx 后再导入。")
            % {"name": name, "why": str(error)[:80]}
        ) from None
    if rows:
        return rows
    raise BadRoster(_("“%(name)s”里没有内容。请按模板填写后再导入。") % {"name": name})


def _first_rows(book: Any, name: str) -> list[list[Any]]:
    """The rows of the first sheet that has any. Raises BadRoster for a sheet that is too long."""
    for sheet_name in book.sheet_names:
        sheet = book.get_sheet_by_name(sheet_name)
        if (sheet.height or 0) > MOST_ROWS:
            raise BadRoster(
                _("“%(name)s”的行数超过 %(most)s，请删去多余的空行再导入。") % {"name": name, "most": MOST_ROWS}
            )
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        if rows:
            return rows
    return []


def _heading(table: list[list[Any]]) -> tuple[int, dict[str, int]]:
    """Where the heading row is (within the first ten), and which column holds what."""
    for number, cells in enumerate(table[:10]):
        places = {_text(cell).replace(" ", ""): place for place, cell in enumerate(cells) if _text(cell)}
        if "姓名" in places and "部门" in places:
            return number, {column: places[column] for column in COLUMNS if column in places}
    raise BadRoster(_("没有找到表头。第一行应有“姓名”“部门”等列名，请按模板填写。"))


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\u3000", " ").strip()
