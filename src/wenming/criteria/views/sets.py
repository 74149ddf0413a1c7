"""The list of sets, a set in use, its lines, its versions, and its files."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wenming.criteria import selectors
from wenming.criteria.actions import using
from wenming.criteria.formats.exchange import EXPORTS
from wenming.criteria.plugs import links_of_line
from wenming.criteria.policies import EDIT, VIEW
from wenming.criteria.selectors import history, lists, outline
from wenming.criteria.states import SetState
from wenming.kernel.web import Request, page
from wenming.organisations.access import requires
from wenming.ui import chips

PER_PAGE = 50


@requires(VIEW)
@require_safe
def set_list(request: Request) -> HttpResponse:
    """Own sets, those of the authorities, those of the instance."""
    filters = lists.filters(request.actor)
    chosen = chips.chosen(request, *filters)
    words = request.GET.get("q", "").strip()[:80]
    shown = Paginator(lists.sets_found(request.actor, chosen, words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": lists.rows(request.actor, shown.object_list),
        "filters": chips.build(request, *filters),
        "words": words,
        "may_begin": request.actor.may_somewhere(EDIT),
    }
    return page(request, "criteria/set_list.html", "criteria/_set_table.html", context)


@requires(VIEW)
@require_safe
def set_detail(request: Request, pk: int) -> HttpResponse:
    """The whole tree of a set; a draft has its own page."""
    one = selectors.head_for(request.actor, pk)
    if one.state == SetState.DRAFT:
        return redirect("criteria:draft", pk)
    ready = selectors.compiled(one)
    context = {
        "set": one,
        "rows": outline.outline(one),
        "wording": outline.wording(one),
        "stem": lines_address(pk),
        "facts": outline.facts(ready.document),
        "warnings": ready.warnings,
        "negative_count": len(ready.document.negative),
        "entries": history.history_of(one),
        "may_edit": selectors.may_edit(request.actor, one),
        "tab": "lines",
    }
    return render(request, "criteria/set_detail.html", context)


@requires(VIEW)
@require_safe
def line_detail(request: Request, set_pk: int, order: int) -> HttpResponse:
    """One line: the official wording first, then how it is counted."""
    one = selectors.head_for(request.actor, set_pk)
    if one.state == SetState.DRAFT:
        return redirect("criteria:draft", set_pk)
    view = outline.line_view(one, order)
    links = links_of_line(request, one, order, view.line.code)
    context = {
        "set": one,
        "view": view,
        "view_facts": outline.line_facts(view),
        "links": links,
        "stem": lines_address(set_pk),
    }
    return render(request, "criteria/line_detail.html", context)


@requires(VIEW)
@require_safe
def line_by_code(request: Request, set_pk: int) -> HttpResponse:
    """``?code=…`` leads to the line of that code, wherever it stands in this version."""
    one = selectors.head_for(request.actor, set_pk)
    if one.state == SetState.DRAFT:
        return redirect("criteria:draft", set_pk)
    return redirect("criteria:line_detail", set_pk, outline.order_of(one, request.GET.get("code", "")))


@requires(VIEW)
@require_safe
def negative(request: Request, pk: int) -> HttpResponse:
    """The negative list of a set in use; that of a draft has its own page."""
    one = selectors.head_for(request.actor, pk)
    if one.state == SetState.DRAFT:
        return redirect("criteria:draft_negative", pk)
    document = selectors.compiled(one).document
    context = {
        "set": one,
        "items": outline.negative_rows(document),
        "negative_count": len(document.negative),
        "may_edit": selectors.may_edit(request.actor, one),
        "tab": "negative",
    }
    return render(request, "criteria/negative.html", context)


@requires(VIEW)
@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    """All versions of the same code that are in sight, to open or to compare."""
    one = selectors.head_for(request.actor, pk)
    context = {
        "set": one,
        "versions": lists.versions_of(request.actor, one),
        "negative_count": len(selectors.compiled(one).document.negative),
        "may_edit": selectors.may_edit(request.actor, one),
        "tab": "versions",
    }
    return render(request, "criteria/versions.html", context)


@requires(EDIT)
@require_POST
def change_state(request: Request, pk: int) -> HttpResponse:
    """Retire a version, or bring it back."""
    one = selectors.head_for(request.actor, pk)
    act = using.retire_set if request.POST.get("to") == SetState.RETIRED else using.restore_set
    act(actor=request.actor, criteria_set=one, at=timezone.now())
    return redirect("criteria:set_detail", pk)


@requires(VIEW)
@require_safe
def export(request: Request, pk: int, form: str) -> HttpResponse:
    """The set as a file that can be read back without loss."""
    if form not in EXPORTS:
        raise Http404
    one = selectors.set_for(request.actor, pk)
    kind = EXPORTS[form]
    response = HttpResponse(kind.write(selectors.compiled(one).document), content_type=kind.content_type)
    name = _("%(name)s（第%(version)s版）") % {"name": one.name[:80], "version": one.version}
    response["Content-Disposition"] = content_disposition_header(True, lists.file_name(name) + kind.suffix)
    return response


@requires(VIEW)
@require_safe
def source(request: Request, pk: int) -> HttpResponse:
    """The table a set was read from, as it was received."""
    content, name = lists.source_file(request.actor, pk)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, lists.file_name(name))
    return response


def lines_address(pk: int) -> str:
    """What the order of a line is put behind: resolved once, not for each of a thousand lines."""
    return reverse("criteria:line_by_code", args=[pk])
