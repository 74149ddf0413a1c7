"""``{% load ui %}``: icons, figures and dates as filters, and the components that need arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wenming.ui import icons, instruments, words

register = template.Library()

register.filter("points", words.points)
register.filter("plain", words.plain)
register.filter("signed", words.signed)
register.filter("thousands", words.thousands)
register.filter("filesize", words.filesize)
register.filter("long_date", words.long_date)
register.filter("column_date", words.column_date)
register.filter("column_time", words.column_time)


@register.filter
def percent(part: object, whole: object = 1) -> str:
    """``{{ done|percent:total }}`` → 75%."""
    return words.percent(part, whole)


@register.filter
def when(value: datetime | date | None) -> str:
    """``{{ entry.at|when }}`` → 今天 14:32."""
    return words.when(value)


@register.filter
def days_to(day: date | None) -> str:
    """``{{ task.due|days_to }}`` → 6 天, 逾期 3 天."""
    return words.days_to(day)


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field is laid out: "check" (its label beside it), "group" (a fieldset with a legend) or "" (label above)."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    return "group" if widget.use_fieldset else ""


@register.filter
def control(field: BoundField) -> SafeString:
    """The input itself; a placeholder that only repeats the label is dropped."""
    attrs = field.field.widget.attrs
    if attrs.get("placeholder") and str(attrs["placeholder"]) == str(field.label):
        del attrs["placeholder"]
    return SafeString(field)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An outline icon. Beside a word it is silent; alone it needs ``label``, which is read aloud.

    A name that is not in the sprite stops the page in development and draws nothing on a server.
    """
    if name not in icons.known():
        if settings.DEBUG:
            raise template.TemplateSyntaxError(f"no icon named {name!r}; add it to ui/icons.txt")
        return SafeString("")
    source = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, source)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', source)


@register.simple_tag
def bead(state: str) -> SafeString:
    """One bead, for trees and keys: full, part, none, late or skip. The word must stand beside it."""
    (one,), _width, _height = instruments.beads([state])
    body = _bead_body(one)
    return format_html('<svg class="bead" viewBox="0 0 14 14" aria-hidden="true">{}</svg>', body)


def _bead_body(one: instruments.Bead) -> SafeString:
    marks = {
        "half": '<path class="bd-full" d="M1 13L13 13L13 1Z"/>',
        "late": '<path class="bd-x" d="M7 3.4V7.8M7 10.5V10.6"/>',
        "skip": '<path class="bd-dash" d="M4 7H10"/>',
    }
    square = '<rect class="{}" x=".75" y=".75" width="12.5" height="12.5" rx="2"/>{}'
    return format_html(square, one.square, SafeString(marks.get(one.mark, "")))


@register.inclusion_tag("ui/_beads.html")
def beads(states: Iterable[str], label: str, per_row: int = 24) -> dict[str, Any]:
    """A row of beads, one a line of the criteria; ``label`` says the same in words."""
    placed, width, height = instruments.beads(states, per_row)
    drawn = [{"x": one.x, "y": one.y, "body": _bead_body(one)} for one in placed]
    return {"beads": drawn, "width": width, "height": height, "label": label}


@register.inclusion_tag("ui/_bead_key.html")
def bead_key(states: str = "full part none late") -> dict[str, Any]:
    """What the beads mean; ``states`` separated by spaces."""
    return {"states": [(state, instruments.BEADS[state][2]) for state in states.split()]}


@register.inclusion_tag("ui/_dial.html")
def dial(
    score: object, total: object, could: object = None, goal: object = None, caption: object = None
) -> dict[str, Any]:
    """The score dial: one tick a point. ``could`` is what the gaps would add up to, ``goal`` where one wants to be."""
    have, full = words.decimal(score) or Decimal(0), words.decimal(total) or Decimal(0)
    reach, aim = words.decimal(could), words.decimal(goal)
    return {
        "score": score,
        "total": full,
        "could": reach,
        "goal": aim,
        "caption": caption,
        "ticks": instruments.ticks(have, reach if reach is not None else have, full),
        "mark": instruments.goal_mark(aim, full) if aim is not None else None,
    }


@register.inclusion_tag("ui/_pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], unit: str = "") -> dict[str, Any]:
    """Where one is in a long list, keeping every other choice in the address. ``unit`` is the counter word (件、条)."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    paginator = page.paginator
    elided = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [
        {"number": number, "url": address(number) if isinstance(number, int) else "", "at": number == page.number}
        for number in elided
    ]
    return {
        "page": page,
        "unit": unit,
        "numbers": numbers if paginator.num_pages > 1 else [],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/_sort.html", takes_context=True)
def sort(context: template.Context, name: str, label: str, css: str = "") -> dict[str, Any]:
    """A column head that sorts: ``?sort=name`` ascending, ``?sort=-name`` descending, turning round on each press."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None
    now = query.get("sort", "") if query is not None else ""
    direction = "ascending" if now == name else "descending" if now == f"-{name}" else "none"
    target = f"-{name}" if direction == "ascending" else name
    if query is not None:
        query["sort"] = target
        query.pop("page", None)
    url = f"?{query.urlencode()}" if query is not None else f"?sort={target}"
    return {"label": label, "url": url, "direction": direction, "css": css}
