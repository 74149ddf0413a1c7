"""Answering line by line: wording and evidence beside the form, saved as one types."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wenming.assessment.actions.answers import save_answer
from wenming.assessment.forms import AnswerForm
from wenming.assessment.policies import ANSWER_OWN, VIEW
from wenming.assessment.rules.statements import numbered_statements
from wenming.assessment.selectors import rounds as selectors
from wenming.assessment.selectors import scoring
from wenming.assessment.views.addresses import lines_address
from wenming.assessment.views.told import answer_words
from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.compiled import leaf_rule
from wenming.criteria.rules.errors import BadAnswers
from wenming.criteria.rules.guide import AnswerField, answer_field, describe, example
from wenming.criteria.rules.reasons import spaced_words
from wenming.criteria.selectors import compiled
from wenming.criteria.selectors.words import na_words
from wenming.evidence.plugs import drop_onto
from wenming.evidence.selectors import evidence_of_line
from wenming.evidence.views.finding_words import finding_rows
from wenming.evidence.views.rows import cards_of
from wenming.kernel.errors import Conflict, Refusal
from wenming.kernel.web import Request
from wenming.organisations.access import requires

OWN_MOMENT = timedelta(seconds=30)  # one's own save still on its way is no other person


@requires(VIEW)
@require_safe
def answer_page(request: Request, pk: int, line: int) -> HttpResponse:
    """One line of a round: what it asks, what is given, and the form to answer it."""
    round_ = selectors.round_for(request.actor, pk)
    return render(request, "assessment/answer.html", _context(request, round_, line))


def _context(
    request: Request, round_: Any, line_pk: int, form: AnswerForm | None = None, *, beside: bool = True
) -> dict[str, Any]:
    """Everything the page shows; ``beside`` False leaves out what stands beside the card."""
    given = None if round_.frozen else scoring.given_to(round_)
    sheet = selectors.sheet_of(round_, given=given)
    asked = selectors.asked_beside(request.actor, round_, line_pk, sheet, given)
    row = next(one for one in sheet.rows if one.pk == line_pk)
    leaves = [one for one in sheet.rows if one.is_leaf]
    context: dict[str, Any] = {
        "round": round_,
        "asked": asked,
        "row": row,
        "form": form or form_of(asked, round_),
        "na_words": na_words(asked.value),
        "hints": _hints(asked.value),
        "answered": sum(1 for one in leaves if not one.unanswered),
        "leaves": len(leaves),
        "sheet": sheet,
    }
    if request.GET.get("go") == "1":
        context["form"].focus_first()
    if not asked.may_answer:
        context["told"] = answer_words(
            context["form"].shape, asked.answer.data if asked.answer else None, context["form"].statements
        )
    if not beside:
        return context
    grades = compiled(round_.criteria_set).document.grades
    rule = leaf_rule(asked.value)
    parents = path_of(sheet.rows, row)
    above = [one.pk for one in reversed(parents)]
    evidence = evidence_of_line.panel(request.actor, round_.organisation, asked.line, round_.year, above=above)
    return context | {
        "line": asked.line,
        "parents": parents,
        "how": describe(rule, asked.value.points, grades),
        "example": example(rule, asked.value.points, grades),
        "nodes": _nodes(sheet.rows, round_, line_pk),
        "evidence": evidence,
        "cards": cards_of(evidence.records),
        "waiting": cards_of(evidence.waiting),
        "findings": finding_rows(evidence.findings[:8]),
        "drop": drop_onto(request, lines=[asked.line], year=round_.year),
        "former": selectors.history_of(round_, asked.line),
    }


def form_of(asked: selectors.Asked, round_: Any, data: Any = None) -> AnswerForm:
    """The form for a line, filled with what is kept."""
    value = asked.value
    shape, statements = shape_of(value, round_)
    kept, note = (asked.answer.data, asked.answer.note) if asked.answer else (None, "")
    takes_mean = value.na_mode == "mean_of_peers"
    return AnswerForm(
        data, shape=shape, answer=kept, note=note, points=value.points, statements=statements,
        peers=(round_.peers or {}).get(asked.line.code, []) if takes_mean else None,
    )  # fmt: skip


def shape_of(value: Any, round_: Any) -> tuple[AnswerField, tuple[str, ...]]:
    """What a leaf asks for, and what each of its conditions says where the wording numbers them."""
    shape = answer_field(leaf_rule(value), value.points, compiled(round_.criteria_set).document.grades)
    return shape, numbered_statements(value.text or "", shape.size) if shape.kind == "checks" else ()


def _hints(value: Any) -> list[str]:
    """What each count takes off, beside its field."""
    rule = leaf_rule(value)
    if not isinstance(rule, kinds.Deduct):
        return []
    return [
        _("每次扣%(points)s，最多扣%(most)s")
        % {"points": spaced_words(one.points), "most": spaced_words(one.maximum)}
        if one.maximum is not None
        else _("每次扣%(points)s") % {"points": spaced_words(one.points)}
        for one in rule.per
    ]  # fmt: skip


def path_of(rows: list[selectors.Row], row: selectors.Row) -> list[selectors.Row]:
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
    """Save what was typed.

    htmx gets score, sentence and revision beside a form that stays as it is; others the next page, or the form with words.
    Somebody faster is named with what they filled in; ``overwrite`` then is the revision that is knowingly replaced.
    """
    round_ = selectors.round_for(request.actor, pk)
    asked = selectors.asked(request.actor, round_, line)
    form = form_of(asked, round_, request.POST)
    if not form.is_valid():
        return _refused(request, round_, line, form, 422)
    try:
        _save(request, round_, asked, form)
    except Conflict:
        return _refused(request, round_, line, form, 409, clash=True)
    except BadAnswers:  # speaks to whoever writes answers as documents, not to whoever fills in a form
        form.add_error(None, _("填写的内容与本条的计分办法对不上，没有保存。请对照计分办法核对后重新填写。"))
        return _refused(request, round_, line, form, 422)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return _refused(request, round_, line, form, refusal.status)
    if request.POST.get("then") == "next" and asked.next is not None:
        url = f"{reverse('assessment:answer', args=[pk, asked.next.pk])}?go=1"
        return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.htmx else redirect(url)
    if request.htmx:
        return render(request, "assessment/_answer_saved.html", _context(request, round_, line, beside=False))
    return redirect("assessment:answer", pk, line)


def _save(request: Request, round_: Any, asked: selectors.Asked, form: AnswerForm) -> None:
    seen = request.POST.get("overwrite") or request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() else None
    common: dict[str, Any] = {
        "actor": request.actor, "round_": round_, "line": asked.line, "data": form.as_answer(), "at": timezone.now(),
        "note": form.cleaned_data["note"], "peers": form.cleaned_data.get("peers"),
    }  # fmt: skip
    try:
        save_answer(**common, revision=revision)
    except Conflict:
        if not _own_keystrokes(request, asked, revision):
            raise
        save_answer(**common, revision=asked.answer.revision)  # type: ignore[union-attr]


def _own_keystrokes(request: Request, asked: selectors.Asked, seen: int | None) -> bool:
    """Whether what was saved since is this very person's own, sent a moment ago and answered too late for the page."""
    kept = asked.answer
    if kept is None or seen is None or kept.revision != seen + 1:
        return False
    return kept.answered_by == request.actor.name and timezone.now() - kept.answered_at < OWN_MOMENT


def _refused(
    request: Request, round_: Any, line: int, form: AnswerForm, status: int, *, clash: bool = False
) -> HttpResponse:
    context = _context(request, round_, line, form, beside=not request.htmx)
    if clash:
        kept = context["asked"].answer
        context["clash"] = {
            "by": kept.answered_by if kept else "",
            "at": kept.answered_at if kept else None,
            "items": answer_words(form.shape, kept.data if kept else None, form.statements),
            "note": kept.note if kept else "",
            "revision": kept.revision if kept else 0,
        }
    template = "assessment/_answer_saved.html" if request.htmx else "assessment/answer.html"
    return render(request, template, context | {"refused": True}, status=status)
