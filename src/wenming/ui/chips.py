"""Filter chips for a list: what one may choose, what is chosen, and the address of each choice.

    shown = chips.build(request, chips.Filter("class", _("类别"), Class.choices), chips.Filter("year", _("年度"), years))
    {% include "ui/_filters.html" with filters=shown.filters clear_url=shown.clear_url only %}

Reads the query string only; what the choices mean for rows is the selector's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

Word = str | Promise


@dataclass(frozen=True)
class Filter:
    """name   the parameter in the address; choices  (value, words) pairs, in order."""

    name: str
    label: Word
    choices: Sequence[tuple[object, Word]]


@dataclass(frozen=True)
class Option:
    label: Word
    url: str
    current: bool


@dataclass(frozen=True)
class Chip:
    """One filter as shown: ``chosen`` is the word of the value in force, empty when there is none."""

    label: Word
    chosen: Word
    clear_url: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Shown:
    filters: tuple[Chip, ...]
    clear_url: str

    @property
    def any_chosen(self) -> bool:
        return bool(self.clear_url)


def build(request: HttpRequest, *filters: Filter) -> Shown:
    """The chips of a page. A value that is not among the choices counts as none; a change goes back to page 1."""
    chips = tuple(_chip(request.GET, one) for one in filters)
    rest = request.GET.copy()
    for name in ("page", *(one.name for one in filters)):
        rest.pop(name, None)
    return Shown(chips, f"?{rest.urlencode()}" if any(chip.chosen for chip in chips) else "")


def chosen(request: HttpRequest, *filters: Filter) -> dict[str, str]:
    """{parameter: value} of the values in force, checked against the choices."""
    values = {one.name: request.GET.get(one.name, "") for one in filters}
    allowed = {one.name: {str(value) for value, _label in one.choices} for one in filters}
    return {name: value for name, value in values.items() if value and value in allowed[name]}


def _chip(query: QueryDict, one: Filter) -> Chip:
    now = query.get(one.name, "")

    def address(value: str | None) -> str:
        changed = query.copy()
        changed.pop("page", None)
        if value is None:
            changed.pop(one.name, None)
        else:
            changed[one.name] = value
        return f"?{changed.urlencode()}"

    options = tuple(Option(label, address(str(value)), str(value) == now) for value, label in one.choices)
    current = next((option.label for option in options if option.current), "")
    return Chip(one.label, current, address(None), options)
