"""``{% load sheets %}``: the rows of a score sheet, and its tree. Written out here and not in a template: there may be a
thousand lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from wenming.assessment.selectors.rounds import Row
from wenming.ui.templatetags.ui import bead, icon
from wenming.ui.words import points

register = template.Library()

NOTE_SHOWN = 120  # characters
LEAF = (
    '<tr><td class="depth-{}">{} <a href="{}{}/"><span class="num">{}</span> {}</a>{}</td>'
    '<td class="num">{}</td><td class="num">{}</td><td class="small soft only-wide">{}{}</td></tr>\n'
)
PARENT = (
    '<tr class="row-group row-group--{0}"><td class="depth-{0}"><span class="strong"><span class="num">{1}</span> {2}'
    '</span></td><td class="num">{3}</td><td class="num">{4}</td><td class="small soft only-wide">{5}{6}</td></tr>\n'
)
NODE = (
    '<li class="l{0}" data-level="{0}">{1}<a href="{2}"{3}>{4}<span class="code">{5}</span>'
    '<span class="tree__title">{6}</span><span class="pts">{7}</span></a></li>'
)
TONES = ("full", "part", "none", "skip")


@register.simple_tag
def sheet_tree(nodes: Iterable[Mapping[str, Any]], label: str) -> SafeString:
    """``ui/_tree.html`` drawn lean: the same nodes, the same markup, everything folded that the script folds."""
    beads = {tone: bead(tone) for tone in TONES}
    fold = format_html(
        '<button class="tree__fold" type="button" data-fold tabindex="-1" aria-hidden="true">{}</button>',
        icon("chevron-right"),
    )
    here = SafeString(' aria-current="page"')
    drawn = [
        format_html(
            NODE, node["level"], "" if node["leaf"] else fold, node["url"], here if node["current"] else "",
            beads[node["state"]], node["code"], node["title"], points(node["points"]),
        )
        for node in nodes
    ]  # fmt: skip
    return format_html('<ul class="tree" data-tree="" aria-label="{}">{}</ul>', label, SafeString("".join(drawn)))


@register.simple_tag
def sheet_rows(rows: Iterable[Row], stem: str) -> SafeString:
    """The lines of a sheet as table rows: line, points, score, the sentence behind it with the note below.

    stem  what the key of a leaf is put behind to lead to its page.
    """
    beads = {tone: bead(tone) for tone in TONES}
    badge = {"label": _("加分"), "icon": "none"}
    bonus = SafeString(f" {render_to_string('ui/_badge.html', badge)}")
    muted = '<span class="muted">{}</span>'
    not_applicable, unanswered = format_html(muted, _("不适用")), format_html(muted, _("未答"))
    drawn = []
    for row in rows:
        if row.na or row.unanswered:
            score = not_applicable if row.na else unanswered
        else:
            score = SafeString(f"<b>{points(row.score)}</b>")
        note = format_html("<br>" + muted, Truncator(row.note).chars(NOTE_SHOWN)) if row.note else ""
        worth = points(row.possible)
        if row.is_leaf:
            more = bonus if row.bonus else ""
            drawn.append(
                format_html(
                    LEAF,
                    row.depth,
                    beads[row.tone],
                    stem,
                    row.pk,
                    row.code,
                    row.title,
                    more,
                    worth,
                    score,
                    row.why,
                    note,
                )
            )
        else:
            drawn.append(format_html(PARENT, row.depth, row.code, row.title, worth, score, row.why, note))
    return SafeString("".join(drawn))
