"""The rows of a manifest: what each says of its file, or in words why it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from wenming.evidence.formats.dates import parse_day
from wenming.evidence.formats.folder import Files, Several
from wenming.evidence.formats.kinds import Family, file_type
from wenming.evidence.formats.manifest_sheets import HEADINGS, Table
from wenming.evidence.formats.names import suffix_of
from wenming.evidence.formats.trouble import shorten
from wenming.evidence.rules.days import day_trouble
from wenming.evidence.rules.vocabulary import joined
from wenming.kernel.words import _

# What a kind may be called in the column 材料类型; the first of each is the contract's word.
_KINDS: dict[str, tuple[str, ...]] = {
    "official_document": ("正式文件", "文件", "公文", "红头文件"),
    "explanation": ("说明报告", "说明", "情况说明", "报告"),
    "photo": ("照片", "图片", "活动照片", "相片"),
    "statistics": ("统计表", "统计", "统计数据", "数据"),
    "link": ("链接", "网址", "网页链接"),
    "signed_instruction": ("签批件", "批示", "领导批示"),
    "sign_in": ("签到表", "签到", "签到册"),
    "lesson_plan": ("教案",),
    "reflection": ("心得", "心得体会", "学习心得"),
    "minutes": ("会议记录", "会议纪要", "纪要"),
    "media": ("媒体报道", "报道", "新闻报道"),
    "certificate": ("证书", "荣誉证书", "奖状"),
    "video": ("视频", "录像"),
    "other": ("其他", "其它", "其他材料"),
}
_BY_KIND = {word: kind for kind, words in _KINDS.items() for word in (*words, kind)}
ADDRESS = re.compile(r"https?://\S{3,490}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One sound row.

    file    the path inside the folder as written, with forward slashes.     path  the same file, resolved.
    kind    of wenming-criteria/1.     extra  columns beyond the contract, by their heading.
    address where something was published: the column 网址, or an address in the column 文件. Then there may be no file:
            ``file`` is empty and ``path`` None.
    department  the column 责任部门, as the unit writes it; empty where the row says none.
    """

    sheet: str
    number: int
    file: str
    path: Path | None
    lines: tuple[str, ...]
    kind: str
    title: str
    happened_on: date | None = None
    place: str = ""
    organiser: str = ""
    people: str = ""
    theme: str = ""
    document_number: str = ""
    address: str = ""
    department: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one row was left out, in words. ``column`` is the heading concerned."""

    sheet: str
    number: int
    column: str
    file: str
    code: str
    message: str
    what_to_do: str

    def __str__(self) -> str:
        where = _("%(sheet)s 第 %(row)s 行") % {"sheet": self.sheet, "row": self.number}
        return _("%(where)s：%(message)s%(what_to_do)s") % {
            "where": where,
            "message": self.message,
            "what_to_do": self.what_to_do,
        }


def split_codes(text: str) -> tuple[str, ...]:
    """Codes of lines, written one after the other with 、 , ， ; ； or spaces; each once."""
    return tuple(dict.fromkeys(code for code in _SEPARATORS.split(text.strip()) if code))


def parse_kind(text: str) -> str | None:
    """The kind of evidence that a word means; None if it means none."""
    return _BY_KIND.get(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower())


class RowReader:
    """Turns cells into rows, remembering what earlier rows said of the same file."""

    def __init__(
        self,
        files: Files,
        known_lines: Collection[str] | None,
        received_on: date | None,
        departments: Collection[str] | None = None,
    ) -> None:
        self.files = files
        self.received_on = received_on or date.max
        self.named: set[Path] = set()  # files some row speaks of, sound or not
        self.known = None if known_lines is None else {_fold(code): code for code in known_lines}
        self.departments = None if departments is None else {_fold(name): name for name in departments}
        self.seen: dict[Path | str, list[int]] = {}

    def read(
        self,
        table: Table,
        number: int,
        cells: Sequence[Any],
        rows: list[Row],
        problems: list[RowProblem],
    ) -> None:
        """Read one row: add it to ``rows``, or its problems to ``problems``."""
        said = {name: table.text(cells, place) for name, place in table.columns.items()}
        found: list[RowProblem] = []

        def trouble(column: str, code: str, message: str, what_to_do: str) -> None:
            heading = HEADINGS[column][0]
            found.append(RowProblem(table.sheet, number, heading, said["file"], code, message, what_to_do))

        written, address = _address(said, trouble)
        file, path = ("", None) if address and not written else self._file(written, trouble)
        kind = parse_kind(said.get("kind", "")) if said.get("kind") else _usual_kind(written, address)
        if kind is None:
            trouble(
                "kind",
                "unknown_kind",
                _("材料类型“%(kind)s”不认识。") % {"kind": shorten(said["kind"], 30)},
                _("请从以下类型中选一种：%(kinds)s。") % {"kinds": _("、").join(words[0] for words in _KINDS.values())},
            )
        day = None
        if said.get("date"):
            day = parse_day(cells[table.columns["date"]])
            if day is None:
                trouble(
                    "date",
                    "bad_date",
                    _("日期“%(date)s”认不出是哪一天。") % {"date": shorten(said["date"], 30)},
                    _("请写成 2025-03-05 这样的一天。"),
                )
            elif unlikely := day_trouble(day, self.received_on):
                trouble("date", "unlikely_date", unlikely, "")
        lines = self._lines(said.get("lines", ""), trouble)
        department = self._department(said.get("department", ""), trouble)
        if found or kind is None:
            problems.extend(found)
            return
        row = Row(
            sheet=table.sheet,
            number=number,
            file=file,
            path=path,
            lines=lines,
            kind=kind,
            title=said.get("title") or Path(file).stem or address[:300],
            happened_on=day,
            place=said.get("place", ""),
            organiser=said.get("organiser", ""),
            people=said.get("people", ""),
            theme=said.get("theme", ""),
            document_number=said.get("document_number", ""),
            address=address,
            department=department,
            extra={heading: text for heading, place in table.extra.items() if (text := table.text(cells, place))},
        )
        self._add(row, rows, problems)

    def _file(self, written: str, trouble: Any) -> tuple[str, Path | None]:
        if not written:
            trouble("file", "no_file", _("没有写文件名。"), _("请填写文件在文件夹里的路径。"))
            return "", None
        try:
            path = self.files.find(written)
        except Several as several:
            trouble(
                "file",
                "several_files",
                _("“%(file)s”有 %(n)s 个文件对得上：%(names)s。")
                % {"file": shorten(written), "n": len(several.names), "names": joined(list(several.names), most=3)},
                _("请在清单里写上文件夹，如“%(name)s”。") % {"name": several.names[0]},
            )
            self.named.update(self.files.folder / name for name in several.names)
            return written, None
        if path is not None:
            self.named.add(path)
        if path is None:
            trouble(
                "file",
                "missing_file",
                _("找不到文件“%(file)s”。") % {"file": shorten(written)},
                _("请核对文件名和所在文件夹。"),
            )
        elif not path.is_file():
            trouble(
                "file", "not_a_file", _("“%(file)s”不是文件。") % {"file": shorten(written)}, _("请写到具体的文件。")
            )
            path = None
        return (self.files.name_of(path) if path else written), path

    def _lines(self, written: str, trouble: Any) -> tuple[str, ...]:
        codes = split_codes(written)
        if self.known is None:
            return codes
        unknown = [code for code in codes if _fold(code) not in self.known]
        if unknown:
            trouble(
                "lines",
                "unknown_line",
                _("指标编号“%(codes)s”不在测评体系里。") % {"codes": shorten(_("、").join(unknown))},
                _("请核对编号；尚未确定的可以留空。"),
            )
        return tuple(dict.fromkeys(self.known[_fold(code)] for code in codes if _fold(code) in self.known))

    def _department(self, written: str, trouble: Any) -> str:
        if not written or self.departments is None:
            return written
        found = self.departments.get(_fold(written))
        if found is None:
            trouble(
                "department",
                "unknown_department",
                _("责任部门“%(department)s”不是本单位的部门。") % {"department": shorten(written, 30)},
                _("请从以下部门中选一个，或留空：%(departments)s。")
                % {"departments": joined(list(self.departments.values()), most=9)}
                if self.departments
                else _("请先在单位设置里建立部门，或留空。"),
            )
        return found or ""

    def _add(self, row: Row, rows: list[Row], problems: list[RowProblem]) -> None:
        """Add a row; the same file told again in the same words is joined to what was said, or is a repeat."""
        for place in self.seen.get(row.path or row.address, ()):
            earlier = rows[place]
            same = replace(row, sheet=earlier.sheet, number=earlier.number, lines=earlier.lines, extra=earlier.extra)
            if same != earlier:
                continue
            if set(row.lines) <= set(earlier.lines):
                problems.append(
                    RowProblem(
                        row.sheet,
                        row.number,
                        HEADINGS["file"][0],
                        row.file or row.address,
                        "duplicate_row",
                        _("与第 %(row)s 行重复。") % {"row": earlier.number},
                        _("请删去其中一行。"),
                    )
                )
            else:
                rows[place] = replace(earlier, lines=tuple(dict.fromkeys((*earlier.lines, *row.lines))))
            return
        self.seen.setdefault(row.path or row.address, []).append(len(rows))
        rows.append(row)


def _address(said: dict[str, str], trouble: Any) -> tuple[str, str]:
    """(what stands for a file, the address): an address written where the file belongs is no file."""
    written, address = said["file"], said.get("address", "")
    if ADDRESS.fullmatch(written):
        return "", written
    if address and not ADDRESS.fullmatch(address):
        trouble(
            "address",
            "bad_address",
            _("网址“%(address)s”不完整。") % {"address": shorten(address, 60)},
            _("请写成以 http:// 或 https:// 开头的完整网址。"),
        )
    return written, address


def _usual_kind(file: str, address: str) -> str:
    if address and not file:
        return "link"
    family = file_type(suffix_of(file)).family
    return {Family.PICTURE: "photo", Family.VIDEO: "video"}.get(family, "other")


def _fold(code: str) -> str:
    """A code as it is compared: width and case aside."""
    return unicodedata.normalize("NFKC", code).strip().casefold()
