"""Rounds: the list, opening one, its sheet, comparing, signing, negative events."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wenming.assessment.actions import events as event_actions
from wenming.assessment.actions import rounds as actions
from wenming.assessment.forms import EventForm, ReasonForm, RoundForm
from wenming.assessment.policies import OPEN, REGISTER_EVENT, SIGN, SIGN_FOR, VIEW, may_sign, require_signing
from wenming.assessment.selectors import comparing, scoring
from wenming.assessment.selectors import rounds as selectors
from wenming.assessment.states import RoundState
from wenming.assessment.views.addresses import lines_address
from wenming.audit import selectors as audit
from wenming.criteria.selectors import compiled, set_for
from wenming.kernel.errors import Conflict, Refusal
from wenming.kernel.web import Request, bound
from wenming.organisations.access import allowed, requires
from wenming.organisations.selectors import unit_of
from wenming.ui import chips
from wenming.ui.words import column_date

METHODS = {
    "material_review": gettext_lazy("材料审核"),
    "site_visit": gettext_lazy("实地考察"),
    "survey": gettext_lazy("问卷调查"),
    "consultation": gettext_lazy("征求部门意见"),
    "briefing": gettext_lazy("听取汇报"),
    "observation": gettext_lazy("整体观察"),
    "online_check": gettext_lazy("网络查看"),
}
SHOWN = ("all", "mine", "unanswered", "short", "bonus")


@requires(VIEW)
@require_safe
def round_list(request: Request) -> HttpResponse:
    unit = unit_of(request.actor)
    context = {
        "unit": unit,
        "rounds": selectors.rounds_of(request.actor, unit),
        "may_open": allowed(request.actor, OPEN, unit),
    }
    return render(request, "assessment/round_list.html", context)


@requires(OPEN)
@require_http_methods(["GET", "POST"])
def round_open(request: Request) -> HttpResponse:
    unit = unit_of(request.actor)
    today = timezone.localdate()
    initial = {"year": today.year, "as_of": today, "name": _("%(year)s年自查自评") % {"year": today.year}}
    form = bound(RoundForm, request, actor=request.actor, organisation=unit, initial=initial)
    if (
        form.is_valid()
        and comparing.needs_term(form.cleaned_data["criteria_set"])
        and not form.cleaned_data["term_from"]
    ):
        form.add_error("term_from", _("这套体系的负面清单按届期追溯，请填写届期开始。"))
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            data["criteria_set"] = set_for(request.actor, data["criteria_set"].pk)
            opened = actions.open_round(actor=request.actor, organisation=unit, at=timezone.now(), **data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("assessment:round_detail", opened.pk)
    has_sets = form.fields["criteria_set"].queryset.exists()  # type: ignore[attr-defined]
    context = {"form": form, "unit": unit, "has_sets": has_sets}
    return render(request, "assessment/round_open.html", context, status=422 if form.errors else 200)


def _filters(sheet: selectors.Sheet) -> tuple[chips.Filter, ...]:
    words = {"mine": _("我负责的"), "unanswered": _("未答"), "short": _("未得满分"), "bonus": _("特色加分")}
    return (
        chips.Filter("top", _("测评项目"), [(top.code, f"{top.code} {top.title}") for top in sheet.tops]),
        chips.Filter("show", _("条目"), [(name, words[name]) for name in SHOWN if name != "all"]),
    )


@requires(VIEW)
@require_safe
def round_detail(request: Request, pk: int) -> HttpResponse:
    """The sheet: what it comes to, what raises it most, each line with the sentence behind its score."""
    round_ = selectors.round_for(request.actor, pk)
    given = None if round_.frozen else scoring.given_to(round_)
    sheet = selectors.sheet_of(round_, given=given)
    filters = _filters(sheet)
    chosen = chips.chosen(request, *filters)
    registered = list(selectors.events_of(round_))
    is_open = round_.state == RoundState.OPEN
    signs = is_open and may_sign(request.actor, round_.organisation)
    context = {
        "round": round_,
        "sheet": sheet,
        "rows": _chosen_rows(request, round_, sheet, chosen),
        "stem": lines_address(round_.pk),
        "chips": chips.build(request, *filters),
        "dial": _dial(round_, sheet),
        "raise_most": [] if given is None else _gains(round_, sheet, given),
        "vetoes": comparing.vetoes(round_, registered, sheet.document["effects"]),
        "effects": sheet.document["effects"],
        "is_open": is_open,
        "may_open": allowed(request.actor, OPEN, round_.organisation),
        "may_sign": signs,
        "leader_signs": is_open and not signs and allowed(request.actor, SIGN_FOR, round_.organisation),
        "may_compare": comparing.has_earlier(round_),
        "may_register": is_open and allowed(request.actor, REGISTER_EVENT, round_.organisation),
        "methods": [(METHODS.get(name, name), part) for name, part in sheet.document["by_method"].items()],
        "has_negative": bool(compiled(round_.criteria_set).document.negative),
        "history": [
            {"text": _event_words(entry), "at": entry.at, "by": entry.actor_name}
            for entry in audit.history(round_, limit=8)
        ],
    }
    return render(request, "assessment/round_detail.html", context)


def _chosen_rows(request: Request, round_: Any, sheet: selectors.Sheet, chosen: dict[str, str]) -> list[selectors.Row]:
    rows, show = _under(sheet.rows, chosen.get("top", "")), chosen.get("show", "all")
    if show == "all":
        return rows
    mine = selectors.lines_of_mine(request.actor, round_) if show == "mine" else None
    tests = {
        "mine": lambda row: mine is None or row.pk in mine,
        "unanswered": lambda row: row.unanswered,
        "short": lambda row: not row.na and Decimal(row.score) < Decimal(row.possible),
        "bonus": lambda row: row.bonus,
    }
    return [row for row in rows if row.is_leaf and tests[show](row)]


def _under(rows: list[selectors.Row], top: str) -> list[selectors.Row]:
    """The rows of one item, itself first; all where none is chosen."""
    if not top:
        return rows
    now, found = "", []
    for row in rows:
        now = row.code if row.depth == 0 else now
        if now == top:
            found.append(row)
    return found


def _dial(round_: Any, sheet: selectors.Sheet) -> dict[str, Decimal | None]:
    document = compiled(round_.criteria_set).document
    return {
        "score": Decimal(sheet.document["total"]),
        "total": Decimal(sheet.document["possible"]),
        "goal": document.pass_mark,
    }


def _gains(round_: Any, sheet: selectors.Sheet, given: scoring.Given) -> list[dict[str, Any]]:
    rows = {row.code: row for row in sheet.rows}
    return [
        {"row": rows[gain.code], "points": Decimal(gain.on_total.numerator) / Decimal(gain.on_total.denominator)}
        for gain in selectors.raise_most(round_, given=given)
    ]


def _event_words(entry: Any) -> str:
    words = {
        "assessment.round.opened": _("开启本轮自评"),
        "assessment.answer.saved": _("填写 %(line)s") % {"line": entry.details.get("line", "")},
        "assessment.round.signed_off": _("签认"),
        "assessment.round.cancelled": _("取消本轮"),
    }
    return words.get(entry.event, entry.event)


@requires(VIEW)
@require_safe
def round_compare(request: Request, pk: int) -> HttpResponse:
    """This round beside an earlier one: the last, or the one chosen (``?with=``)."""
    round_ = selectors.round_for(request.actor, pk)
    earlier = comparing.earlier_rounds(round_)
    before = next((one for one in earlier if str(one.pk) == request.GET.get("with")), earlier[0] if earlier else None)
    sheet = selectors.sheet_of(round_, compare_with=before) if before else None
    every = request.GET.get("all") == "1"
    changed = [row for row in sheet.rows if row.change] if sheet else []
    context = {
        "round": round_,
        "before": before,
        "earlier": earlier,
        "rows": (sheet.rows if every else changed) if sheet else [],
        "every": every,
        "up": sum(1 for row in changed if row.is_leaf and row.change and row.change > 0),
        "down": sum(1 for row in changed if row.is_leaf and row.change and row.change < 0),
        "difference": round_.total - before.total if before else None,
    }
    return render(request, "assessment/round_compare.html", context)


@requires(VIEW)
@require_http_methods(["GET", "POST"])
def round_sign(request: Request, pk: int) -> HttpResponse:
    """Sign off: shows what is signed, and signs exactly that."""
    round_ = selectors.round_for(request.actor, pk)
    require_signing(request.actor, round_.organisation)
    refused, status = "", 200
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        try:
            actions.sign_off(
                actor=request.actor, round_=round_, at=timezone.now(),
                revision=int(revision) if revision.isdecimal() else None,
            )  # fmt: skip
        except Conflict as conflict:
            refused, status = str(conflict.message), conflict.status
            round_ = selectors.round_for(request.actor, pk)
        else:
            messages.success(request, _("已签认。答案和得分从此不再变动。"))
            return redirect("assessment:round_detail", pk)
    sheet = selectors.sheet_of(round_)
    context = {
        "round": round_,
        "sheet": sheet,
        "refused": refused,
        "for_leader": not allowed(request.actor, SIGN, round_.organisation),
        "effects": [
            one
            for one in comparing.vetoes(round_, selectors.events_of(round_), sheet.document["effects"])
            if one.effect
        ],
    }
    return render(request, "assessment/round_sign.html", context, status=status)


@requires(OPEN)
@require_http_methods(["GET", "POST"])
def round_cancel(request: Request, pk: int) -> HttpResponse:
    round_ = selectors.round_for(request.actor, pk)
    form = bound(ReasonForm, request)
    if form.is_valid():
        actions.cancel_round(actor=request.actor, round_=round_, at=timezone.now(), **form.cleaned_data)
        return redirect("assessment:round_list")
    context = {
        "form": form, "title": _("取消这一轮自评"), "label": _("取消本轮"), "round": round_,
        "text": _("取消后不能再填写；已填的答案仍可查看。"),
    }  # fmt: skip
    return render(request, "assessment/reason.html", context, status=422 if form.errors else 200)


@requires(REGISTER_EVENT)
@require_http_methods(["GET", "POST"])
def event_add(request: Request, pk: int) -> HttpResponse:
    """Register something on the negative list."""
    round_ = selectors.round_for(request.actor, pk)
    items = [(item.code, f"{item.code} {item.title}") for item in compiled(round_.criteria_set).document.negative]
    form = bound(EventForm, request, items=items)
    if form.is_valid():
        try:
            event_actions.register_event(
                actor=request.actor, organisation=round_.organisation, criteria_set=round_.criteria_set,
                at=timezone.now(), **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("已登记，得分已按清单重新计算。"))
            return redirect("assessment:round_detail", pk)
    context = {"form": form, "round": round_}
    return render(request, "assessment/event_add.html", context, status=422 if form.errors else 200)


@requires(REGISTER_EVENT)
@require_http_methods(["GET", "POST"])
def event_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw what was registered in error, with a reason. ``round`` is where one came from."""
    event = selectors.event_for(request.actor, pk)
    key = request.POST.get("round", "") or request.GET.get("round", "")
    round_ = selectors.round_for(request.actor, int(key)) if key.isdecimal() else None
    form = bound(ReasonForm, request)
    if form.is_valid():
        event_actions.withdraw_event(actor=request.actor, event=event, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("已撤回；经过仍保存在审计记录中。"))
        return redirect("assessment:round_detail", round_.pk) if round_ else redirect("assessment:round_list")
    context = {
        "form": form, "title": _("撤回登记"), "label": _("撤回"), "round": round_,
        "text": _("%(item)s（%(day)s）撤回后不再计分；经过仍保存在审计记录中。")
        % {"item": event.item, "day": column_date(event.happened_on)},
    }  # fmt: skip
    return render(request, "assessment/reason.html", context, status=422 if form.errors else 200)
