"""The ways to begin: a table, an exchange file, a built-in set, an empty tree, a layer, the next version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenming.criteria import selectors
from wenming.criteria.actions import drafting
from wenming.criteria.formats.document import write_document
from wenming.criteria.formats.intake import take_in
from wenming.criteria.forms.beginning import EmptyForm, LayerForm, UploadForm
from wenming.criteria.policies import EDIT
from wenming.criteria.selectors import built_in as shipped
from wenming.criteria.selectors import drafts, lists
from wenming.criteria.states import Origin
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, bound
from wenming.organisations.access import requires


@requires(EDIT)
@require_safe
def begin(request: Request) -> HttpResponse:
    """All ways side by side, and the drafts one may go on with."""
    return _begin(request, UploadForm())


def _begin(request: Request, form: UploadForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "built_in": shipped.built_in_sets(),
        "drafts": drafts.drafts_of(request.actor),
        "unit": lists.editing_unit(request.actor),
    }
    return render(request, "criteria/begin.html", context, status=status)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Read the file, and lay what was read before the person as a draft. The reading holds no lock on anything."""
    form = bound(UploadForm, request)
    if not form.is_valid():
        return _begin(request, form, status=422 if form.errors else 200)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        taken = take_in(content, file.name)
        draft = drafting.draft_set(
            actor=request.actor,
            organisation=lists.editing_unit(request.actor),
            document=taken.document,
            origin=Origin.EXCHANGE if taken.exchanged else Origin.TABLE,
            at=timezone.now(),
            source_name=file.name,
            source_file=content,
            grids=taken.grids,
            sources=taken.sources,
            warnings=taken.warnings,
        )
    except Refusal as refusal:
        form.add_error("file", str(refusal.message))
        return _begin(request, form, status=422)
    return redirect("criteria:draft", draft.pk)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def built_in(request: Request, key: str) -> HttpResponse:
    """Look at a built-in set, and begin a draft with it."""
    one = shipped.built_in_set(key)
    if request.method == "POST":
        draft = drafting.draft_set(
            actor=request.actor,
            organisation=lists.editing_unit(request.actor),
            document={**write_document(one.document), "code": None},
            origin=Origin.BUILT_IN,
            at=timezone.now(),
            source_name=one.name,
        )
        return redirect("criteria:draft", draft.pk)
    return render(request, "criteria/built_in.html", {"one": one, "rows": shipped.preview(one)})


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def empty(request: Request) -> HttpResponse:
    form = bound(EmptyForm, request)
    if form.is_valid():
        unit = lists.editing_unit(request.actor)
        try:
            draft = drafting.draft_empty_set(
                actor=request.actor, organisation=unit, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("criteria:draft", draft.pk)
    context = {"form": form, "title": _("从空白开始"), "lead": _("先起个名字，再一条一条添加。")}
    return render(request, "criteria/begin_form.html", context, status=422 if form.errors else 200)


@requires(EDIT)
@require_http_methods(["GET", "POST"])
def layer(request: Request) -> HttpResponse:
    """Stand on another set: the same lines, with one's own weights and additions kept apart."""
    form = bound(LayerForm, request, bases=lists.bases(request.actor), initial={"base": request.GET.get("base")})
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            draft = drafting.draft_layer(
                actor=request.actor,
                organisation=lists.editing_unit(request.actor),
                base=selectors.set_for(request.actor, cleaned["base"]),
                name=cleaned["name"],
                code=cleaned["code"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("criteria:draft", draft.pk)
    context = {
        "form": form,
        "title": _("叠加在另一套体系上"),
        "lead": _("照用上级体系的条目，只改权重、增删本地条目。改了什么单独记着，上级换版时可以接着用。"),
    }
    return render(request, "criteria/begin_form.html", context, status=422 if form.errors else 200)


@requires(EDIT)
@require_POST
def next_version(request: Request, pk: int) -> HttpResponse:
    """Begin the next version of a set that was used."""
    one = selectors.set_for(request.actor, pk)
    draft = drafting.draft_next_version(actor=request.actor, criteria_set=one, at=timezone.now())
    messages.success(request, _("已以第%(old)s版起草第%(new)s版。") % {"old": one.version, "new": draft.version})
    return redirect("criteria:draft", draft.pk)
