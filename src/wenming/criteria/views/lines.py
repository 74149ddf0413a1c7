"""One line of a draft, corrected in place: a form takes the row's place, and the row takes the form's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenming.criteria import selectors
from wenming.criteria.actions import correcting
from wenming.criteria.forms.lines import LineEditor
from wenming.criteria.policies import EDIT, VIEW
from wenming.criteria.rules import editing
from wenming.criteria.selectors import CriteriaSet, drafts
from wenming.criteria.selectors.words import example_of
from wenming.criteria.views.drafts import proposal, seen_revision
from wenming.criteria.views.gone import told_if_gone
from wenming.kernel.errors import Conflict, Missing, Refusal
from wenming.kernel.web import Request, page
from wenming.organisations.access import requires

MOVES: Mapping[str, editing.Move] = {"up": "up", "down": "down", "in": "in", "out": "out"}


def seen_of(line: Mapping[str, Any]) -> str:
    """A short digest of a line as its form showed it: a later form is not fooled by an earlier save of others."""
    return selectors.digest_of(dict(line))[:16]


@requires(EDIT)
@require_http_methods(["GET", "POST"])
@told_if_gone
def line(request: Request, pk: int) -> HttpResponse:
    """Change, move, remove or accept the line ``?code=…``."""
    draft = drafts.draft_for(request.actor, pk)
    code = request.GET.get("code", "")
    if request.method == "GET":
        return _form(request, draft, LineEditor(editing.find(draft.document, code).line), code)
    now: dict[str, Any] = {}
    editor = LineEditor({}, data=request.POST)
    try:
        now = editing.find(draft.document, code).line
        editor = LineEditor(now, data=request.POST)
        if "more" in request.POST:
            return _form(request, draft, editor, code)
        if request.POST.get("seen") not in (None, seen_of(now)):
            raise Conflict(_("这一条刚刚被他人改过，您填写的内容还在下面，尚未保存。请对照最新内容后再保存。"))
        return _carry_out(request, draft, editor, code, now)
    except Refusal as refusal:
        editor.form.is_valid()
        editor.refuse(refusal.message)
        fresh = drafts.draft_for(request.actor, pk)
        status = 409 if isinstance(refusal, Missing) else refusal.status
        return _form(request, fresh, editor, code, status=status, stale=isinstance(refusal, Conflict))


def _carry_out(
    request: Request, draft: CriteriaSet, editor: LineEditor, code: str, now: Mapping[str, Any]
) -> HttpResponse:
    act = request.POST.get("act", "")
    to = MOVES.get(act)
    common: dict[str, Any] = {"actor": request.actor, "criteria_set": draft, "at": timezone.now()}
    revision = seen_revision(request)
    if act == "accept":
        correcting.accept_warnings(**common, revision=revision, code=code)
        return _changed(request, draft, code)
    if act == "remove":
        correcting.remove_line(**common, revision=revision, code=code)
        return _changed(request, draft, None)
    if not editor.is_valid():
        return _form(request, draft, editor, code, status=422)
    wanted = editor.line()
    if to is None or wanted != _own(now):
        correcting.change_line(**common, revision=revision, code=code, line=wanted)
    if to is not None:
        correcting.move_line(**common, revision=draft.revision, code=wanted["code"], to=to)
        return _changed(request, draft, wanted["code"], whole=True)
    return _changed(request, draft, wanted["code"], whole=wanted["code"] != code)


def _own(now: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in now.items() if name != "lines"}


@requires(EDIT)
@require_http_methods(["GET", "POST"])
@told_if_gone
def new_line(request: Request, pk: int) -> HttpResponse:
    """Add a line after ``?after=…``, below ``?under=…``, or at the end."""
    draft = drafts.draft_for(request.actor, pk)
    after, under = request.GET.get("after"), request.GET.get("under")
    if request.method == "GET":
        parent = editing.find(draft.document, after).parent if after is not None else None
        below = under if after is None else (parent.line["code"] if parent else None)
        blank = {"code": editing.next_code(draft.document, below)}
        return _form(request, draft, LineEditor(blank), None)
    editor = LineEditor({}, data=request.POST)
    if "more" in request.POST:
        return _form(request, draft, editor, None)
    if not editor.is_valid():
        return _form(request, draft, editor, None, status=422)
    try:
        added = editor.line()
        correcting.add_line(
            actor=request.actor,
            criteria_set=draft,
            revision=seen_revision(request),
            line=added,
            at=timezone.now(),
            after=after,
            under=under,
        )
    except Refusal as refusal:
        editor.refuse(refusal.message)
        fresh = drafts.draft_for(request.actor, pk)
        status = 409 if isinstance(refusal, Missing) else refusal.status
        return _form(request, fresh, editor, None, status=status, stale=isinstance(refusal, Conflict))
    return _changed(request, draft, added["code"], whole=True)


@requires(VIEW)
@require_safe
@told_if_gone
def row(request: Request, pk: int) -> HttpResponse:
    """The row of ``?code=…`` as it stands: what takes the form's place when a person thinks better of it."""
    draft = drafts.draft_for(request.actor, pk)
    context = proposal(request, draft)
    context["row"] = context["view"].row(request.GET.get("code", ""))
    if not request.htmx:
        return redirect(f"{reverse('criteria:draft', args=[pk])}#line-{context['row'].number}")
    return render(request, "criteria/_draft_row.html", context)


@requires(EDIT)
@require_POST
@told_if_gone
def example(request: Request, pk: int) -> HttpResponse:
    """What the rule gives as it is being typed. Saves nothing and refuses nothing: what is missing is said calmly."""
    draft = drafts.draft_for(request.actor, pk)
    standing: Mapping[str, Any] = {}
    code = request.GET.get("code")
    if code:
        try:
            standing = editing.find(draft.document, code).line
        except Missing:
            standing = {}
    editor = LineEditor(standing, data=request.POST)
    context = {"example": example_of(editor.draft_line(), standing, draft.document)}
    return render(request, "criteria/_line_example.html", context)


def _form(
    request: Request,
    draft: CriteriaSet,
    editor: LineEditor,
    code: str | None,
    *,
    status: int = 200,
    stale: bool = False,
) -> HttpResponse:
    """The form of a line, in its row or on a page of its own; ``code`` is None for a line to be added."""
    view = drafts.draft_page(draft)
    found = next((one for one in view.rows if one.code == code), None)
    here = request.GET.urlencode()
    if editor.rule.fresh:
        editor.rule.is_whole()
    context = {
        "draft": draft,
        "editor": editor,
        "row": found,
        "number": found.number if found else 0,
        "seen": seen_of(editing.find(draft.document, code).line) if found and code else "",
        "adding": code is None,
        "stale": found if stale else None,
        "action": f"{request.path}?{here}" if here else request.path,
        "example_url": f"{reverse('criteria:draft_line_example', args=[draft.pk])}?{urlencode({'code': code or ''})}",
        "example": example_of(
            editor.old if not editor.form.is_bound else editor.draft_line(), editor.old, draft.document
        ),
        "methods_above": _methods_above(view, found),
    }
    return page(request, "criteria/draft_line.html", "criteria/_line_form.html", context, status=status)


def _methods_above(view: drafts.DraftPage, found: drafts.DraftRow | None) -> str:
    if found is None or found.methods:
        return ""
    return next((above.methods for above in view.above(found) if above.methods), "")


def _changed(request: Request, draft: CriteriaSet, code: str | None, *, whole: bool = False) -> HttpResponse:
    """After a change: the row and what hangs on it where only that changed, the whole proposal otherwise."""
    if not request.htmx:
        address = reverse("criteria:draft", args=[draft.pk])
        number = next((r.number for r in drafts.draft_page(draft).rows if r.code == code), None)
        return redirect(f"{address}#line-{number}" if number else address)
    context = proposal(request, draft)
    if whole or code is None:
        response = render(request, "criteria/_proposal.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#proposal", "outerHTML"
        return response
    changed = context["view"].row(code)
    context |= {"row": changed, "above": context["view"].above(changed)}
    return render(request, "criteria/_line_saved.html", context)
