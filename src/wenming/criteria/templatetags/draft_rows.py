"""``{% load draft_rows %}``: the lines of a draft, alone or beside their source. Written out here and not in a template:
there may be a thousand lines, and a page of them must not take longer than it takes to look at one.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wenming.criteria.selectors.draft_tables import Beside, SourceRow, SourceTable
from wenming.criteria.selectors.drafts import DraftRow
from wenming.ui.templatetags.ui import icon
from wenming.ui.words import points

register = template.Library()


class Pen:
    """What all rows of one page have in common: words, addresses, icons, whether one may write."""

    def __init__(self, context: RequestContext) -> None:
        draft = context["draft"]
        self.may_edit = bool(context.get("may_edit"))
        self.url = escape(reverse("criteria:draft_line", args=[draft.pk]))
        self.negative_url = escape(reverse("criteria:draft_negative", args=[draft.pk]))
        self.warn, self.check, self.down = icon("alert-triangle"), icon("check"), escape(_("下一处"))
        self.token = escape(str(context.get("csrf_token") or ""))
        self.revision = draft.revision
        self.edit, self.how, self.said = escape(_("修改")), escape(_("怎么算")), escape(_("评分办法原文"))
        self.papers, self.bonus, self.right = escape(_("材料")), escape(_("加分")), escape(_("没有错"))
        self.unread = escape(_("负面清单"))
        self.see, self.read = escape(_("看原表这一行")), escape(_("读出的条目"))

    def line(self, row: DraftRow, *, oob: bool = False, source: bool = False) -> str:
        """``<li>`` of one line; ``source`` leads to its row in the source where that does not stand beside it."""
        code, number = escape(row.code), row.number
        classes = f"cr-line cr-line--{row.level}"
        if row.leaf:
            classes += " cr-line--leaf"
        if row.warnings:
            classes += " is-warned"
        parts = [
            f'<li id="line-{number}" class="{classes}"',
            f' data-places="{row.places}"' if row.places else "",
            ' hx-swap-oob="true"' if oob else "",
            f'>\n<div class="cr-line__top"><span class="code num">{code}</span>'
            f'<span class="cr-line__title">{escape(row.title)}',
            f' <span class="badge badge--word">{self.bonus}</span>' if row.bonus else "",
            "</span>",
            f'<span class="cr-line__m">{escape(row.methods)}</span>' if row.methods else "",
            f'<span class="cr-line__pts num">{"" if row.points is None else points(row.points)}',
            f'<small class="due">{escape(row.difference)}</small>' if row.difference else "",
            "</span>",
        ]
        if self.may_edit:
            address = f"{self.url}?code={row.address}"
            parts.append(
                f'<a class="cr-line__edit no-print" href="{address}" hx-get="{address}" hx-target="#line-{number}"'
                f' hx-swap="outerHTML" aria-label="{self.edit} {code}">{self.edit}</a>'
            )
        parts.append("</div>")
        if row.text and row.text != row.title:
            parts.append(f'<p class="cr-line__text">{escape(row.text)}</p>')
        if row.counting:
            parts.append(f'<p class="cr-line__how"><b>{self.how}</b> {escape(row.counting)}</p>')
        if row.scoring:
            parts.append(f'<p class="cr-line__said"><b>{self.said}</b> {escape(row.scoring)}</p>')
        if row.duties or row.window:
            parts.append(f'<p class="cr-line__duty"><b>{self.papers}</b> {escape("　".join(row.duties))}')
            parts.append(f'　<span class="muted">{escape(row.window)}</span></p>' if row.window else "</p>")
        if row.warnings:
            parts.append(self._warnings(row))
        elif row.difference and row.next_flag:
            parts.append(f'<p class="small no-print"><a href="#line-{row.next_flag}">{self.down}</a></p>')
        if source and row.first_place:
            parts.append(f'<p class="small"><a href="#s{row.first_place}">{self.see}</a></p>')
        parts.append("</li>")
        return "".join(parts)

    def _warnings(self, row: DraftRow) -> str:
        said = "".join(f"<li>{self.warn}<span>{escape(one)}</span></li>" for one in row.warnings)
        form = next_one = ""
        if self.may_edit:
            address = f"{self.url}?code={row.address}"
            form = (
                f'<form method="post" action="{address}" hx-post="{address}" hx-target="#line-{row.number}"'
                f' hx-swap="outerHTML" hx-include="#revision-now">'
                f'<input type="hidden" name="csrfmiddlewaretoken" value="{self.token}">'
                f'<input type="hidden" name="revision" value="{self.revision}">'
                f'<button class="btn btn-sm" type="submit" name="act" value="accept">{self.check}'
                f"<span>{self.right}</span></button></form>"
            )
        if row.next_flag:
            next_one = f'<a class="small no-print" href="#line-{row.next_flag}">{self.down}</a>'
        return f'<div class="cr-line__warn"><ul>{said}</ul>{form}{next_one}</div>'

    def table(self, one: SourceTable) -> str:
        """One source table, its rows with their lines beside them."""
        width = len(one.widths)
        columns = "".join(f'<col class="cr-w cr-w-{share}">' for share in one.widths)
        head = [
            f'<tr id="s{row.id}" class="cr-fate cr-fate--header" data-source-row="{row.id}">'
            f'<th scope="row" class="cr-fate__mark">{row.number}</th>{self._cells(row, width, "th")}'
            f'<th scope="col" class="cr-pair__read">{"" if at else self.read}'
            f"{self._lines(row) if row.lines else ''}</th></tr>"
            for at, row in enumerate(one.heads)
        ]
        said = [" ".join(row.cells[at].strip() for row in one.heads if at < len(row.cells)) for at in range(width)]
        names = [f' data-name="{escape(name)}"' if name else "" for name in said]
        body = "".join([self._row(row, width, names) for row in one.rows])
        label = f'<h3 class="cr-pair__label">{escape(one.label)}</h3>' if one.label else ""
        return (
            f'{label}<table class="table cr-pair"><caption class="sr">{escape(one.label)}</caption><colgroup>'
            f'<col class="cr-pair__n">{columns}<col></colgroup><thead>{"".join(head)}</thead><tbody>{body}</tbody></table>'
        )

    def _row(self, row: SourceRow, width: int, names: list[str]) -> str:
        cells = self._cells(row, width, "td", names)
        beside = ""
        if row.span:
            span = f' rowspan="{row.span}"' if row.span > 1 else ""
            beside = f'<td class="cr-pair__read"{span}>{self._lines(row)}</td>'
        return (
            f'<tr id="s{row.id}" class="cr-fate cr-fate--{row.fate}" data-source-row="{row.id}">'
            f'<th scope="row" class="cr-fate__mark">{row.number}</th>{cells}{beside}</tr>\n'
        )

    def _cells(self, row: SourceRow, width: int, tag: str, names: list[str] | None = None) -> str:
        filled = [text for text in row.cells if text.strip()]
        scope = ' scope="col"' if tag == "th" else ""
        if len(filled) == 1 and width > 1 and row.fate not in ("line", "header"):
            return f'<td colspan="{width}">{escape(filled[0])}</td>'
        cells = []
        for at in range(width):
            text = row.cells[at].strip() if at < len(row.cells) else ""
            name = names[at] if names and text else ""
            cells.append(f"<{tag}{scope}{name}>{escape(text)}</{tag}>")
        return "".join(cells)

    def _lines(self, row: SourceRow) -> str:
        parts = []
        if row.lines:
            lines = "".join([self.line(one, source=one.first_place not in ("", row.id)) for one in row.lines])
            parts.append(f'<ol class="cr-lines">{lines}</ol>')
        elif row.elsewhere:
            links = "".join([f'<a href="#line-{one.number}">{escape(one.code)}</a> ' for one in row.elsewhere])
            parts.append(f'<p class="cr-pair__word">→ {links}</p>')
        if row.negative:
            codes = escape(_("、").join(row.negative))
            parts.append(f'<p class="cr-pair__word">→ <a href="{self.negative_url}">{self.unread} {codes}</a></p>')
        if not parts:
            tone = " due" if row.fate == "line" else ""
            parts.append(f'<p class="cr-pair__word{tone}">{escape(str(row.word))}</p>')
        return "".join(parts)


@register.simple_tag(takes_context=True)
def draft_row(context: RequestContext, row: DraftRow, oob: bool = False) -> SafeString:
    """One line."""
    return mark_safe(Pen(context).line(row, oob=oob))  # noqa: S308 – every word that is not ours is escaped above


@register.simple_tag(takes_context=True)
def draft_lines(context: RequestContext, rows: Iterable[DraftRow]) -> SafeString:
    """Lines one below the other."""
    pen = Pen(context)
    return mark_safe("".join([pen.line(row) for row in rows]))  # noqa: S308 – escaped above


@register.simple_tag(takes_context=True)
def draft_beside(context: RequestContext, beside: Beside) -> SafeString:
    """Every source table that gave something, its rows with their lines beside them."""
    pen = Pen(context)
    before = "".join([pen.line(row) for row in beside.before])
    first = f'<ol class="cr-lines">{before}</ol>' if before else ""
    return mark_safe(first + "".join([pen.table(one) for one in beside.tables]))  # noqa: S308 – escaped above


@register.simple_tag(takes_context=True)
def draft_unused(context: RequestContext, beside: Beside) -> SafeString:
    """The source tables of which nothing was taken."""
    pen = Pen(context)
    return mark_safe("".join([pen.table(one) for one in beside.unused]))  # noqa: S308 – escaped above
