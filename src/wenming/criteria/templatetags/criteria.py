"""``{% load criteria %}``: the tree of a set, put together in one go, as it may hold a thousand lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wenming.criteria.selectors.outline import OutlineRow
from wenming.ui.words import points

register = template.Library()

FOLD = (
    '<button class="tree__fold" type="button" data-fold tabindex="-1" aria-hidden="true">'
    '<svg class="icon" viewBox="0 0 24 24"><path d="M9 6l6 6l-6 6"/></svg></button>'
)


def _words(said: list[tuple[str, str]] | None) -> str:
    if not said:
        return ""
    words = "<br>".join(f"<b>{escape(what)}</b> {escape(text)}" for what, text in said)
    return f'<div class="cr-tree__words only-print">{words}</div>'


@register.simple_tag
def tree_rows(
    rows: Iterable[OutlineRow], stem: str = "", wording: Mapping[int, list[tuple[str, str]]] | str | None = None
) -> SafeString:
    """The rows of a tree.

    stem  address of the lines ("/criteria/3/lines/"), behind which the order of each stands; without it rows are no links.
    wording  of each order, what stands below it on paper only: (what it is, the words).
    """
    bonus = escape(_("加分"))
    bonus_mark = f' <span class="badge badge--word">{bonus}</span>'
    parts: list[str] = []
    said = {} if not wording or isinstance(wording, str) else wording
    for order, level, code, title, worth, methods, duties, is_bonus, leaf in rows:
        head = f'<a href="{stem}{order}/">' if stem else '<span class="cr-tree__row">'
        fold = FOLD if stem and not leaf else ""
        parts.append(
            f'<li class="l{level}" data-level="{level}">{fold}{head}<span class="code">{escape(code)}</span>'
            f'<span class="tree__title">{escape(title)}{bonus_mark if is_bonus and level == 1 else ""}</span>'
            f'<span class="cr-tree__m">{escape(methods)}</span><span class="cr-tree__d">{duties or ""}</span>'
            f'<span class="pts">{"" if worth is None else points(worth)}</span>{"</a>" if stem else "</span>"}{_words(said.get(order))}</li>'
        )
    return mark_safe("".join(parts))  # noqa: S308 – every word that is not ours is escaped above
