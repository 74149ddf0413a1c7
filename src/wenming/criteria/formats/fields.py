"""Taking the fields of one object of our documents, each with its type, and refusing in words what is wrong.

Used by the readers of ``wenming-criteria/1`` and ``wenming-answers/1``. Absent and ``null`` are the same: not said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NoReturn

from wenming.criteria.rules.numbers import is_decimal
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BROKEN = re.compile(r"[\ud800-\udfff]")
MAX_COUNT = 10**9
"""Counts above this are a slip of the keyboard."""


def brief(value: object) -> str:
    """A value as it stands in the document, short enough for one line of a refusal."""
    text = f'"{value}"' if isinstance(value, str) else _literal(value)
    text = _BROKEN.sub("�", " ".join(text[:200].split()))
    return text if len(text) <= 40 else text[:39] + "…"


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, (list, tuple)):
        return "[…]"
    if isinstance(value, int) and abs(value) > MAX_COUNT:
        return f"{'-' if value < 0 else ''}{10**9}…"
    return str(value)


class Fields:
    """One object of a document while it is read: typed access per field, and what nobody asked for.

    where  how a person finds it: "指标 II-1", "测评表"; path: the fields that lead from there to this object.
    line   the code of the line it belongs to, or None.
    error  the refusal to raise.
    """

    __slots__ = ("_asked", "_data", "error", "line", "path", "where")

    def __init__(self, data: object, where: str, line: str | None, error: type[Refusal], path: str = "") -> None:
        self.where, self.line, self.error, self.path = where, line, error, path
        self._asked: set[str] = set()
        if not isinstance(data, Mapping):
            self._data: Mapping[str, object] = {}
            self.refuse(_("应是一个由字段组成的对象 {…}，现在是 %(found)s。") % {"found": brief(data)})
        for name in data:
            if not isinstance(name, str):
                self._data = {}
                self.refuse(_("字段名 %(name)s 应是文字，请加上引号。") % {"name": brief(name)})
        self._data = data

    def refuse(self, message: str, *, field: str | None = None) -> NoReturn:
        where = _("%(where)s 的 %(path)s") % {"where": self.where, "path": self.path} if self.path else self.where
        raise self.error(
            _("%(where)s：%(message)s") % {"where": where, "message": message}, line=self.line, field=field
        )

    def has(self, name: str) -> bool:
        return name in self._data

    def take(self, name: str) -> object:
        """The raw value of a field, None if the document does not say."""
        self._asked.add(name)
        return self._data.get(name)

    def rest(self) -> dict[str, object]:
        """The fields nobody asked for, kept for the way back."""
        return {name: value for name, value in self._data.items() if name not in self._asked}

    def need(self, name: str, value: object) -> None:
        if value is None:
            self.refuse(_("缺少字段 %(field)s，请补上。") % {"field": name}, field=name)

    def text(self, name: str, *, longest: int | None = None) -> str | None:
        """Words; ``longest`` is how many characters are taken."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(
                _("%(field)s 应是文字，现在是 %(found)s。") % {"field": name, "found": brief(value)}, field=name
            )
        if _BROKEN.search(value):
            self.refuse(_("%(field)s 里有残缺的字符，请重新输入这段文字。") % {"field": name}, field=name)
        if longest is not None and len(value) > longest:
            self.refuse(
                _("%(field)s 有 %(count)d 字，最多 %(most)d 字，请缩短。")
                % {"field": name, "count": len(value), "most": longest},
                field=name,
            )
        return value

    def code(self, name: str = "code") -> str:
        """A code: text that is not blank."""
        value = self.text(name)
        if value is None or not value.strip():
            self.refuse(_("缺少编号 %(field)s，每一项都要有自己的编号。") % {"field": name}, field=name)
        return value

    def decimal(self, name: str, *, negative: bool = False, zero: bool = True) -> Decimal | None:
        value = self.take(name)
        return None if value is None else self.as_decimal(name, value, negative=negative, zero=zero)

    def as_decimal(self, name: str, value: object, *, negative: bool = False, zero: bool = True) -> Decimal:
        if not is_decimal(value):
            self.refuse(
                _('%(field)s 应是加引号的十进制数，如 "1.5"（小数点前后各不超过 15 位），现在是 %(found)s。')
                % {"field": name, "found": brief(value)},
                field=name,
            )
        number = Decimal(str(value))
        if number < 0 and not negative:
            self.refuse(
                _("%(field)s 不能小于 0，现在是 %(found)s。") % {"field": name, "found": brief(value)}, field=name
            )
        if number == 0 and not zero:
            self.refuse(_("%(field)s 必须大于 0。") % {"field": name}, field=name)
        return number

    def whole(self, name: str, *, least: int = 0) -> int | None:
        value = self.take(name)
        return None if value is None else self.as_whole(name, value, least=least)

    def as_whole(self, name: str, value: object, *, least: int = 0) -> int:
        if type(value) is not int or not least <= value <= MAX_COUNT:
            self.refuse(
                _("%(field)s 应是不小于 %(least)d 的整数（不加引号），现在是 %(found)s。")
                % {"field": name, "least": least, "found": brief(value)},
                field=name,
            )
        return value

    def flag(self, name: str) -> bool | None:
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            self.refuse(
                _("%(field)s 应是 true 或 false，现在是 %(found)s。") % {"field": name, "found": brief(value)},
                field=name,
            )
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        value = self.take(name)
        return None if value is None else self.as_choice(name, value, allowed)

    def as_choice(self, name: str, value: object, allowed: tuple[str, ...]) -> str:
        if not isinstance(value, str) or value not in allowed:
            self.refuse(
                _("%(field)s 不认识 %(found)s，可用的有：%(allowed)s。")
                % {"field": name, "found": brief(value), "allowed": _("、").join(allowed)},
                field=name,
            )
        return value

    def day(self, name: str) -> date | None:
        value = self.take(name)
        return None if value is None else self.as_day(name, value)

    def as_day(self, name: str, value: object) -> date:
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.refuse(
            _('%(field)s 应是确实存在的日期，写作 "2026-10-31"，现在是 %(found)s。')
            % {"field": name, "found": brief(value)},
            field=name,
        )

    def items(self, name: str) -> list[object]:
        """A list; empty if the document does not say."""
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value, (list, tuple)):
            self.refuse(
                _("%(field)s 应是列表 […]，现在是 %(found)s。") % {"field": name, "found": brief(value)}, field=name
            )
        return list(value)

    def choices(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of known words, none of them twice."""
        values = tuple(self.as_choice(name, item, allowed) for item in self.items(name))
        if len(set(values)) != len(values):
            self.refuse(_("%(field)s 里有重复的项，请去掉重复的。") % {"field": name}, field=name)
        return values

    def table(self, name: str) -> dict[str, object] | None:
        """An object with free keys."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            self.refuse(
                _('%(field)s 应是对象 {"名称": 值}，名称要加引号，现在是 %(found)s。')
                % {"field": name, "found": brief(value)},
                field=name,
            )
        if any(_BROKEN.search(key) for key in value):
            self.refuse(_("%(field)s 里有残缺的字符，请重新输入这段文字。") % {"field": name}, field=name)
        return dict(value)

    def inner(self, data: object, part: str) -> Fields:
        """The reader of an object inside this one."""
        return Fields(data, self.where, self.line, self.error, f"{self.path}.{part}" if self.path else part)
