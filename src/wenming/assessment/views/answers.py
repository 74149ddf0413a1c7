"""Answering line by line: wording and evidence beside the form, saved as one types."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wenming.assessment.actions.answers import save_answer
from wenming.assessment.forms import AnswerForm
from wenming.assessment.policies import ANSWER_OWN, VIEW
from wenming.assessment.selectors import rounds as selectors
from wenming.assessment.selectors import scoring
from wenming.assessment.views.addresses import lines_address
from wenming.criteria.rules.compiled import leaf_rule
from wenming.criteria.rules.guide import answer_field, describe, example
from wenming.criteria.selectors import compiled
from wenming.evidence.selectors import evidence_of_line
from wenming.evidence.views.rows import card_of
from wenming.kernel.errors import Conflict, Refusal
from wenming.kernel.web import Request
from wenming.organisations.access import requires


@requires(VIEW)
@require_safe
def answer_page(request: Request, pk: int, line: int) -> HttpResponse:
    round_ = selectors.round_for(request.actor, pk)
    return render(request, "assessment/answer.html", _context(request, round_, line))


def _context(request: Request, round_: Any, line_pk: int, form: AnswerForm | None = None) -> dict[str, Any]:
    given = None if round_.frozen else scoring.given_to(round_)
    sheet = selectors.sheet_of(round_, given=given)
    asked = selectors.asked_beside(request.actor, round_, line_pk, sheet, given)
    row = next(one for one in sheet.rows if one.pk == line_pk)
    grades = compiled(round_.criteria_set).document.grades
    rule = leaf_rule(asked.value)
    parents = _path(sheet.rows, row)
    beside = evidence_of_line.panel(request.actor, round_.organisation, asked.line, round_.year)
    return {
        "round": round_,
        "asked": asked,
        "row": row,
        "parents": parents,
        "form": form or _form(asked, grades),
        "how": describe(rule, asked.value.points, grades),
        "example": example(rule, asked.value.points, grades),
        "nodes": _nodes(sheet.rows, round_, line_pk),
        "answered": sum(1 for one in sheet.rows if one.is_leaf and not one.unanswered),
        "leaves": sum(1 for one in sheet.rows if one.is_leaf),
        "evidence": beside,
        "cards": [card_of(record) for record in beside.records],
        "former": selectors.history_of(round_, asked.line),
        "sheet": sheet,
    }


def _form(asked: selectors.Asked, grades: Any, data: Any = None) -> AnswerForm:
    shape = answer_field(leaf_rule(asked.value), asked.value.points, grades)
    kept, note = (asked.answer.data, asked.answer.note) if asked.answer else (None, "")
    return AnswerForm(data, shape=shape, answer=kept, note=note)


def _path(rows: list[selectors.Row], row: selectors.Row) -> list[selectors.Row]:
    """The lines above a line, from the top."""
    place, depth, above = rows.index(row), row.depth, []
    for one in reversed(rows[:place]):
        if one.depth < depth:
            above.append(one)
            depth = one.depth
    return above[::-1]


def _nodes(rows: list[selectors.Row], round_: Any, current: int) -> list[dict[str, Any]]:
    """The tree at the left. A parent leads to its first leaf."""
    stem = lines_address(round_.pk)
    nodes: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    for row in rows:
        node = {
            "level": min(row.depth + 1, 3), "code": row.code, "title": row.title, "points": row.possible,
            "state": row.tone, "current": row.pk == current, "leaf": row.is_leaf, "url": "",
        }  # fmt: skip
        nodes.append(node)
        waiting.append(node)
        if row.is_leaf:
            for one in waiting:
                one["url"] = f"{stem}{row.pk}/"
            waiting = []
    return nodes


@requires(ANSWER_OWN)
@require_POST
def answer_save(request: Request, pk: int, line: int) -> HttpResponse:
    """Save what was typed. htmx gets the card with score and sentence, autosave a word, others go on to the next line."""
    round_ = selectors.round_for(request.actor, pk)
    asked = selectors.asked(request.actor, round_, line)
    form = _form(asked, compiled(round_.criteria_set).document.grades, request.POST)
    status, revision = 200, request.POST.get("revision", "")
    if form.is_valid():
        try:
            save_answer(
                actor=request.actor, round_=round_, line=asked.line, data=form.as_answer(), at=timezone.now(),
                note=form.cleaned_data["note"], revision=int(revision) if revision.isdecimal() else None,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            status = 409 if isinstance(refusal, Conflict) else refusal.status
        else:
            if request.htmx:
                return render(request, "assessment/_answer_card.html", _context(request, round_, line))
            following = asked.next or asked.line
            if request.POST.get("then") == "next":
                return redirect("assessment:answer", pk, following.pk)
            return redirect("assessment:answer", pk, line)
    else:
        status = 422
    template = "assessment/_answer_card.html" if request.htmx else "assessment/answer.html"
    return render(request, template, _context(request, round_, line, form), status=status)
