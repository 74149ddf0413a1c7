"""A draft beside its source: the proposal as a whole, its header, its negative list, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenming.criteria import selectors
from wenming.criteria.actions import correcting, using
from wenming.criteria.forms.beginning import ConfirmForm
from wenming.criteria.forms.headers import HeaderEditor
from wenming.criteria.forms.negative import NegativeForm
from wenming.criteria.policies import EDIT, VIEW
from wenming.criteria.rules import negative_editing
from wenming.criteria.selectors import CriteriaSet, draft_tables, drafts, lists, outline
from wenming.criteria.views.gone import told_if_gone
from wenming.kernel.errors import Conflict, Refusal
from wenming.kernel.web import Request, bound
from wenming.organisations.access import requires


@requires(VIEW)
@require_safe
@told_if_gone
def draft(request: Request, pk: int) -> HttpResponse:
    """The proposed lines, each beside the source row it came from, and on top what is to be looked at."""
    one = drafts.draft_for(request.actor, pk)
    return render(request, "criteria/draft.html", proposal(request, one))


def proposal(request: Request, one: CriteriaSet) -> dict[str, Any]:
    """What the proposal itself needs, on the page and as a fragment."""
    view = drafts.draft_page(one)
    return {
        "draft": one,
        "view": view,
        "beside": draft_tables.beside(one, view.rows),
        "may_edit": selectors.may_edit(request.actor, one),
    }


def seen_revision(request: Request) -> int:
    """The revision the person saw; the page's own figure goes before the form's, which an earlier save may have aged."""
    for name in ("revision_now", "revision"):
        text = request.POST.get(name, "")
        if text.isdecimal() and len(text) < 10:
            return int(text)
    raise Conflict


@requires(EDIT)
@require_POST
@told_if_gone
def accept(request: Request, pk: int) -> HttpResponse:
    """Say of the sheet as a whole, or of everything, that it is right as proposed."""
    one = drafts.draft_for(request.actor, pk)
    correcting.accept_warnings(
        actor=request.actor,
        criteria_set=one,
        revision=seen_revision(request),
        every=request.POST.get("every") == "1",
        at=timezone.now(),
    )
    if request.htmx:
        return render(request, "criteria/_proposal.html", proposal(request, one))
    return redirect("criteria:draft", pk)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
@told_if_gone
def header(request: Request, pk: int) -> HttpResponse:
    """Name, issuer, totals, grades, weights, years."""
    one = drafts.draft_for(request.actor, pk)
    editor = HeaderEditor(one.document, data=request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and "more" not in request.POST:
        status = 422
        if editor.is_valid():
            try:
                correcting.change_header(
                    actor=request.actor,
                    criteria_set=one,
                    revision=seen_revision(request),
                    header=editor.header(),
                    at=timezone.now(),
                )
            except Refusal as refusal:
                editor.form.add_error(None, str(refusal.message))
                one, status = drafts.draft_for(request.actor, pk), refusal.status
            else:
                return redirect("criteria:draft", pk)
    return render(request, "criteria/draft_header.html", {"draft": one, "editor": editor}, status=status)


@requires(VIEW)
@require_http_methods(["GET", "POST"])
@told_if_gone
def negative(request: Request, pk: int) -> HttpResponse:
    """The negative list of a draft: ``?code=`` changes an item, ``?new`` adds one, ``act=remove`` takes one off."""
    one = drafts.draft_for(request.actor, pk)
    code = request.GET.get("code")
    may_edit = selectors.may_edit(request.actor, one)
    adding = "new" in request.GET
    old = negative_editing.find(one.document, code)[1] if code is not None else {}
    first = NegativeForm.opened(old or {"code": _next_item(one)})
    form = bound(NegativeForm, request, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if request.POST.get("act") == "remove" and code is not None:
                correcting.remove_negative_item(
                    actor=request.actor, criteria_set=one, revision=seen_revision(request), code=code, at=timezone.now()
                )
                return redirect("criteria:draft_negative", pk)
            if form.is_valid():
                correcting.put_negative_item(
                    actor=request.actor,
                    criteria_set=one,
                    revision=seen_revision(request),
                    item=form.item(old),
                    code=code,
                    at=timezone.now(),
                )
                return redirect("criteria:draft_negative", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            one, status = drafts.draft_for(request.actor, pk), refusal.status
    context = {
        "draft": one,
        "items": outline.negative_rows(drafts.ready_draft(one).document),
        "code": code,
        "form": form if may_edit and (adding or code is not None) else None,
        "may_edit": may_edit,
    }
    return render(request, "criteria/draft_negative.html", context, status=status)


def _next_item(one: CriteriaSet) -> str:
    taken = {item.get("code") for item in one.document.get("negative") or []}
    number = len(taken) + 1
    while f"N-{number}" in taken:
        number += 1
    return f"N-{number}"


@requires(EDIT)
@require_http_methods(["GET", "POST"])
@told_if_gone
def confirm(request: Request, pk: int) -> HttpResponse:
    """Look once at the whole, then put it into use."""
    one = drafts.draft_for(request.actor, pk)
    form = bound(ConfirmForm, request, initial={"revision": one.revision})
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            used = using.put_into_use(actor=request.actor, criteria_set=one, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            one, status = drafts.draft_for(request.actor, pk), refusal.status
        else:
            said = _("“%(name)s”第%(version)s版已启用，共 %(lines)s 条。")
            messages.success(
                request, said % {"name": used.name[:60], "version": used.version, "lines": used.line_count}
            )
            return redirect("criteria:set_detail", pk)
    context = {
        "draft": one,
        "view": drafts.draft_page(one),
        "form": form,
        "others": [row for row in lists.versions_of(request.actor, one) if row["set"].state == "in_use"],
    }
    return render(request, "criteria/draft_confirm.html", context, status=status)


@requires(EDIT)
@require_POST
@told_if_gone
def drop(request: Request, pk: int) -> HttpResponse:
    """Give a draft up."""
    one = drafts.draft_for(request.actor, pk)
    correcting.drop_draft(actor=request.actor, criteria_set=one, at=timezone.now())
    messages.success(request, _("草稿“%(name)s”已放弃。") % {"name": one.name[:60]})
    return redirect("criteria:set_list")
