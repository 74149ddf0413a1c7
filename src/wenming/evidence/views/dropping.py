"""Files dropped onto the ledger, a department or a line; what came together is then completed together."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenming.criteria import selectors as criteria
from wenming.evidence.actions import completing
from wenming.evidence.actions.uploading import Uploaded, upload
from wenming.evidence.forms import CompleteForm, UploadForm
from wenming.evidence.plugs import drop_onto
from wenming.evidence.policies import EDIT, EDIT_OWN, may_edit
from wenming.evidence.selectors import ledger, proposing
from wenming.evidence.states import EvidenceKind, FileState
from wenming.evidence.views.rows import no_use, refused_words, row_of, why_of
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, bound
from wenming.kernel.words import labelled
from wenming.organisations.access import allowed, requires
from wenming.organisations.selectors import departments_of, unit_of

MOST_AT_ONCE = 200


@requires(EDIT_OWN)
@require_http_methods(["GET", "POST"])
def record_add(request: Request) -> HttpResponse:
    """Choose files (from the computer or the phone's camera) for the ledger, a department or a line (``?line=``).

    With script they go one by one to ``file_drop``; without, all together come here.
    """
    unit = unit_of(request.actor)
    lines = _lines(request, unit, request.GET.getlist("line") or request.POST.getlist("line"))
    own = _own_department(request, unit)
    may_choose = allowed(request.actor, EDIT, unit)
    given = _department(request, unit, request.GET.get("department", "") or request.POST.get("department", "")) or own
    form = bound(UploadForm, request, actor=request.actor, organisation=unit)
    context: dict[str, Any] = {
        "form": form, "lines": lines, "unit": unit,
        "drop": drop_onto(request, lines=lines, department=given),
        "departments": departments_of(request.actor, unit) if may_choose else [],
    }  # fmt: skip
    if form.is_valid():
        data = form.cleaned_data
        try:
            done = upload(
                actor=request.actor, organisation=unit, files=data["files"], at=timezone.now(), year=_year(request),
                department=data["department"] or (None if may_choose else own), lines=lines,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            context["errors"] = _sentences(form)
            return render(request, "evidence/record_add.html", context, status=refusal.status)
        return _uploaded(request, done, context)
    context["errors"] = _sentences(form)
    return render(request, "evidence/record_add.html", context, status=422 if form.errors else 200)


def _sentences(form: UploadForm) -> list[str]:
    return [str(text) for texts in form.errors.values() for text in texts]


def _lines(request: Request, unit: Any, keys: list[str]) -> list[Any]:
    return ledger.lines_by_keys([one.pk for one in criteria.sets_of_unit(unit)], keys) if keys else []


def _own_department(request: Request, unit: Any) -> Any:
    return departments_of(request.actor, unit).filter(pk__in=request.actor.department_ids).first()


def _department(request: Request, unit: Any, key: str) -> Any:
    return departments_of(request.actor, unit).filter(pk=key).first() if key.isdecimal() else None


def _year(request: Request) -> int:
    """The year a page stood at, else the present one."""
    text = request.POST.get("year", "")
    return int(text) if text.isdecimal() and 1990 <= int(text) <= 2100 else timezone.localdate().year


def _uploaded(request: Request, done: Uploaded, context: dict[str, Any]) -> HttpResponse:
    for known in done.known:
        messages.info(request, labelled(known.name, known.in_words()))
    for name, why in done.refused:
        messages.error(request, labelled(name, why))
    if len(done.records) == 1:
        return redirect("evidence:record_detail", done.records[0].pk)
    if done.records:
        messages.success(request, _("已登记 %(n)s 件，请补全后入账。") % {"n": len(done.records)})
        return redirect(complete_url([record.pk for record in done.records]))
    if done.known and not done.refused:
        return redirect("evidence:record_detail", done.known[0].record.pk)
    return render(request, "evidence/record_add.html", context, status=422)


def complete_url(keys: list[int]) -> str:
    """Where records that came together are completed together."""
    return f"{reverse('evidence:record_complete')}?{urlencode([('pick', key) for key in keys])}"


@requires(EDIT_OWN)
@require_POST
def file_drop(request: Request) -> JsonResponse:
    """One file from a place to drop: where its record stands, or why it was not taken.

    The form's other fields say onto what it was dropped: ``line`` (any number), ``department``, ``year``.
    """
    unit = unit_of(request.actor)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"message": _("没有收到文件，请重新选择。")}, status=422)
    wanted = _department(request, unit, request.POST.get("department", ""))
    try:
        done = upload(
            actor=request.actor, organisation=unit, files=[file], at=timezone.now(), year=_year(request),
            department=wanted or _own_department(request, unit), lines=_lines(request, unit, request.POST.getlist("line")),
        )  # fmt: skip
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=refusal.status)
    if done.refused:
        return JsonResponse({"message": done.refused[0][1]}, status=done.status if done.status >= 500 else 422)
    if done.known:
        known = done.known[0]
        url = reverse("evidence:record_detail", args=[known.record.pk])
        return JsonResponse(
            {
                "url": url,
                "title": known.record.title,
                "message": known.in_words(),
                "record": known.record.pk,
                "known": True,
            }
        )
    record = done.records[0]
    url = reverse("evidence:record_detail", args=[record.pk])
    return JsonResponse({"url": url, "title": record.title, "record": record.pk, "known": False})


@requires(EDIT_OWN)
@require_safe
def drop_state(request: Request) -> JsonResponse:
    """What the check found of records just dropped (``?pick=…``): which still wait, and what is wrong with the others' files.

    ``files`` maps a record to its bad files, name to reason; ``unusable`` are records that hold nothing but such.
    """
    keys = request.GET.getlist("pick")[:MOST_AT_ONCE]
    found = ledger.records_listed(request.actor, unit_of(request.actor), keys)
    waiting, unusable, files = [], [], {}
    for one in found:
        states = [held.file.state for held in one.record_files.all()]
        if FileState.RECEIVED in states:
            waiting.append(one.pk)
        if no_use(one):
            unusable.append(one.pk)
        bad = {held.name: held.file.why for held in one.record_files.all() if held.file.state in FileState.bad()}
        if bad:
            files[one.pk] = bad
    return JsonResponse({"waiting": waiting, "unusable": unusable, "files": files})


@requires(EDIT_OWN)
@require_http_methods(["GET", "POST"])
def record_complete(request: Request) -> HttpResponse:
    """补全: what was dropped together (``?pick=…``) is said once, photos become one activity, and all of it is filed."""
    unit = unit_of(request.actor)
    keys = (request.POST if request.method == "POST" else request.GET).getlist("pick")[:MOST_AT_ONCE]
    found = ledger.records_listed(request.actor, unit, keys)
    mine = [one for one in found if may_edit(request.actor, unit, one.department_id)]
    if not mine:
        messages.warning(request, _("没有可以补全的材料。请先在列表里勾选本部门的材料。"))
        return redirect(f"{reverse('evidence:record_list')}?state=unfiled")
    photos = [one for one in mine if one.kind == EvidenceKind.PHOTO]
    lines = _set_lines(unit)
    form = bound(
        CompleteForm, request, actor=request.actor, organisation=unit, lines=lines, may_merge=len(photos) > 1,
        initial=_said_alike(mine, photos), received_on=max(proposing.received_on(one) for one in mine),
    )  # fmt: skip
    _propose_day(form, mine)
    filing = request.POST.get("then") == "file"
    if form.is_valid() and filing and not form.cleaned_data["happened_on"] and not all(one.happened_on for one in mine):
        form.add_error("happened_on", _("入账要写明发生日期。"))
    if form.is_valid():
        done, refused = _complete(request, form, mine, photos, filing=filing)
        for sentence in refused[:20]:
            messages.error(request, sentence)
        if done:
            said = _("已补全并入账 %(n)s 件。") if filing else _("已补全 %(n)s 件。")
            messages.success(request, said % {"n": len(done)})
        if not refused:
            return (
                redirect("evidence:record_detail", done[0].pk) if len(done) == 1 else redirect("evidence:record_list")
            )
    context = {
        "form": form,
        "rows": [
            row_of(one) | {"unusable": no_use(one), "why": why_of(one)}
            for one in ledger.records_listed(request.actor, unit, [str(one.pk) for one in mine])
        ],
        "others": sum(1 for one in found if one not in mine and one.department_id),
        "nobodys": sum(1 for one in found if one not in mine and not one.department_id),
        "unusable": sum(1 for one in mine if no_use(one)),
        "photos": len(photos),
        "line_codes": lines,
    }
    return render(request, "evidence/record_complete.html", context, status=422 if request.method == "POST" else 200)


def _set_lines(unit: Any) -> list[Any]:
    """The leaf lines of the unit's newest set, to choose from."""
    newest = criteria.sets_of_unit(unit).first()
    return [line for line in criteria.lines_of(newest) if line.is_leaf] if newest else []


def _complete(
    request: Request, form: CompleteForm, mine: list[Any], photos: list[Any], *, filing: bool
) -> tuple[list[Any], list[str]]:
    """(records completed, sentences about those that refused). Merging is whole or not at all."""
    data, at = form.cleaned_data, timezone.now()
    shared, title, lines = form.shared(), data["title"].strip(), data["codes"]
    targets, titled = list(mine), list(mine)
    if data.get("how") == "merge" and len(photos) > 1:
        try:
            merged = completing.merge_records(actor=request.actor, records=photos, at=at)
        except Refusal as refusal:
            return [], [str(refusal.message)]
        gone = {one.pk for one in photos[1:]}
        targets, titled = [one for one in mine if one.pk not in gone], [merged]
    done, refused = [], []
    for record in targets:
        fields = shared | ({"title": title} if title and any(record.pk == one.pk for one in titled) else {})
        try:
            completing.complete_record(actor=request.actor, record=record, at=at, lines=lines, file=filing, **fields)
        except Refusal as refusal:
            refused.append(refused_words(record, refusal))
        else:
            done.append(record)
    return done, refused


def _said_alike(mine: list[Any], photos: list[Any]) -> dict[str, Any]:
    """What may be filled in beforehand: what the records say alike."""
    alike: dict[str, Any] = {"how": "merge" if photos and not any(one.filed_at for one in photos) else "each"}
    for name in ("place", "organiser", "people", "theme"):
        said = {getattr(one, name) for one in mine}
        if len(said) == 1:
            alike[name] = said.pop()
    departments = {one.department_id for one in mine}
    if len(departments) == 1:
        alike["department"] = departments.pop()
    days = {one.happened_on for one in mine}
    if len(days) == 1 and None not in days:
        alike["happened_on"] = days.pop()
    if len(mine) == 1:
        alike["title"] = mine[0].title
    return alike


def _propose_day(form: CompleteForm, mine: list[Any]) -> None:
    """The day that all records without one point to, with its source: cameras, what is written in a paper, names of files."""
    if form.is_bound or form.initial.get("happened_on") or any(one.happened_on for one in mine):
        return
    words = ledger.words_in(mine[0]) if len(mine) == 1 else {}
    found = [proposing.for_record(one, words).get("happened_on") for one in mine]
    days = {one.value for one in found if one}
    if len(days) == 1:
        source = next(one.reason for one in found if one)
        form.initial["happened_on"] = days.pop()
        form.fields["happened_on"].help_text = _("取自%(source)s，请核对。") % {"source": source}
