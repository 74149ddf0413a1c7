"""One record: registering it, looking at it, completing it, linking it to lines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenming.audit import selectors as audit
from wenming.criteria import selectors as criteria
from wenming.evidence.actions import records as actions
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.actions.uploading import Uploaded, upload
from wenming.evidence.forms import RecordForm, RemoveForm, UploadForm
from wenming.evidence.policies import EDIT, EDIT_OWN, VIEW, may_edit
from wenming.evidence.selectors import ledger, suggestions
from wenming.evidence.states import FileState
from wenming.evidence.views.rows import is_late, state_of
from wenming.kernel.errors import Conflict, Refusal
from wenming.kernel.web import Request, bound
from wenming.organisations.access import allowed, requires
from wenming.organisations.selectors import departments_of, unit_of

EVENTS = {
    "evidence.record.registered": gettext_lazy("登记材料"),
    "evidence.record.changed": gettext_lazy("修改登记内容"),
    "evidence.record.filed": gettext_lazy("入账"),
    "evidence.record.linked": gettext_lazy("对应条目"),
    "evidence.record.unlinked": gettext_lazy("取消对应"),
    "evidence.record.files_attached": gettext_lazy("添加文件"),
    "evidence.record.file_detached": gettext_lazy("移出文件"),
}


@requires(EDIT_OWN)
@require_http_methods(["GET", "POST"])
def record_add(request: Request) -> HttpResponse:
    """Drop files (from the computer or the phone's camera), onto the ledger or onto a line (``?line=``)."""
    unit = unit_of(request.actor)
    lines = ledger.lines_by_keys(
        [one.pk for one in criteria.sets_of_unit(unit)], request.GET.getlist("line") or request.POST.getlist("line")
    )
    mine = departments_of(request.actor, unit).filter(pk__in=request.actor.department_ids).first()
    own = None if allowed(request.actor, EDIT, unit) else mine
    form = bound(UploadForm, request, actor=request.actor, organisation=unit, initial={"department": mine})
    context: dict[str, Any] = {"form": form, "lines": lines, "unit": unit}
    if form.is_valid():
        data = form.cleaned_data
        done = upload(
            actor=request.actor, organisation=unit, files=data["files"], at=timezone.now(),
            year=timezone.localdate().year, title=data["title"], happened_on=data["happened_on"],
            department=data["department"] or own, lines=lines,
        )  # fmt: skip
        return _uploaded(request, done, context)
    return render(request, "evidence/record_add.html", context, status=422 if form.errors else 200)


def _uploaded(request: Request, done: Uploaded, context: dict[str, Any]) -> HttpResponse:
    for name, held in done.known:
        messages.info(
            request,
            _("“%(name)s”与已有材料《%(title)s》内容相同，没有重复存入，已直接引用。")
            % {"name": name, "title": held.title},
        )
    for name, why in done.refused:
        messages.error(request, f"{name}：{why}")
    if len(done.records) == 1 and not done.refused:
        return redirect("evidence:record_detail", done.records[0].pk)
    if done.records:
        messages.success(request, _("已登记 %(n)s 件，请补全后入账。") % {"n": len(done.records)})
        return redirect(f"{reverse('evidence:record_list')}?state=unfiled")
    if done.known and not done.refused:
        return redirect("evidence:record_detail", done.known[0][1].pk)
    return render(request, "evidence/record_add.html", context, status=422)


@requires(EDIT_OWN)
@require_POST
def file_drop(request: Request) -> JsonResponse:
    """One file from the drop zone of a page: answers where its record stands, or why it was not taken."""
    unit = unit_of(request.actor)
    lines = ledger.lines_by_keys([one.pk for one in criteria.sets_of_unit(unit)], request.POST.getlist("line"))
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"message": _("没有收到文件，请重新选择。")}, status=422)
    mine = departments_of(request.actor, unit).filter(pk__in=request.actor.department_ids).first()
    done = upload(
        actor=request.actor, organisation=unit, files=[file], at=timezone.now(), year=timezone.localdate().year,
        department=mine, lines=lines,
    )  # fmt: skip
    if done.refused:
        return JsonResponse({"message": done.refused[0][1]}, status=422)
    record = done.records[0] if done.records else done.known[0][1]
    title = record.title if done.records else _("已有：%(title)s") % {"title": record.title}
    return JsonResponse({"url": reverse("evidence:record_detail", args=[record.pk]), "title": title})


@requires(VIEW)
@require_safe
def record_detail(request: Request, pk: int) -> HttpResponse:
    return render(request, "evidence/record_detail.html", _detail(request, pk))


def _detail(request: Request, pk: int, form: RecordForm | None = None) -> dict[str, Any]:
    record = ledger.record_for(request.actor, pk)
    label, tone, icon = state_of(record)
    linked = [link.line for link in record.links.all()]
    editable = may_edit(request.actor, record.organisation, record.department_id)
    return {
        "record": record,
        "form": form or RecordForm(actor=request.actor, organisation=record.organisation, initial=_initial(record)),
        "state": {"label": label, "tone": tone, "icon": icon},
        "late": is_late(record),
        "files": [_file_view(held) for held in record.record_files.all()],
        "waiting": any(held.file.state == FileState.RECEIVED for held in record.record_files.all()),
        "same": ledger.other_holders(record),
        "links": linked,
        "suggestions": suggestions.for_record(record) if editable else [],
        "may_edit": editable,
        "history": [
            {"text": EVENTS.get(entry.event, entry.event), "at": entry.at, "by": entry.actor_name, "note": ""}
            for entry in audit.history(record)
        ],
    }


def _initial(record: Any) -> dict[str, Any]:
    names = (
        "title", "year", "kind", "ledger_class", "happened_on", "place", "organiser", "people", "theme",
        "document_number", "department", "owner", "secrecy", "late_reason", "in_force", "address", "body",
    )  # fmt: skip
    return {name: getattr(record, name) for name in names}


def _file_view(held: Any) -> dict[str, Any]:
    file = held.file
    bad = file.state in {FileState.QUARANTINED, FileState.UNREADABLE}
    return {
        "held": held,
        "file": file,
        "bad": bad,
        "waits": file.state == FileState.RECEIVED,
        "is_picture": file.media_type.startswith("image/"),
        "is_pdf": file.media_type == "application/pdf",
        "is_video": file.media_type.startswith("video/"),
        "is_audio": file.media_type.startswith("audio/"),
        "outline": [] if bad or file.media_type.startswith(("image/", "application/pdf")) else ledger.outline_of(file),
        "original": reverse("evidence:file_original", args=[held.pk]),
        "preview": reverse("evidence:file_preview", args=[held.pk]) if file.preview else "",
    }


@requires(EDIT_OWN)
@require_POST
def record_change(request: Request, pk: int) -> HttpResponse:
    """Save the form beside the files; with ``then=file`` the record is filed at once."""
    record = ledger.record_for(request.actor, pk)
    form = RecordForm(request.POST, actor=request.actor, organisation=record.organisation)
    if form.is_valid():
        revision = request.POST.get("revision", "")
        try:
            actions.change_record(
                actor=request.actor, record=record, at=timezone.now(),
                revision=int(revision) if revision.isdecimal() else None, **form.cleaned_data,
            )  # fmt: skip
            if request.POST.get("then") == "file":
                actions.file_record(actor=request.actor, record=record, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            status = 409 if isinstance(refusal, Conflict) else refusal.status
            return render(request, "evidence/record_detail.html", _detail(request, pk, form), status=status)
        messages.success(request, _("已入账。") if request.POST.get("then") == "file" else _("已保存。"))
        return redirect("evidence:record_detail", pk)
    return render(request, "evidence/record_detail.html", _detail(request, pk, form), status=422)


@requires(EDIT_OWN)
@require_POST
def record_attach(request: Request, pk: int) -> HttpResponse:
    """Add files to a record."""
    record = ledger.record_for(request.actor, pk)
    taken = []
    for file in request.FILES.getlist("files"):
        try:
            one = receive_file(
                actor=request.actor, organisation=record.organisation, stream=file, name=file.name, at=timezone.now(),
                expected=file.size,
            )  # fmt: skip
            taken.append((one.name, one.file))
        except Refusal as refusal:
            messages.error(request, f"{file.name}：{refusal.message}")
    actions.attach_files(actor=request.actor, record=record, files=taken, at=timezone.now())
    return redirect("evidence:record_detail", pk)


@requires(EDIT_OWN)
@require_POST
def file_detach(request: Request, pk: int) -> HttpResponse:
    held = ledger.record_file_for(request.actor, pk)
    record = ledger.record_for(request.actor, held.record_id)
    actions.detach_file(actor=request.actor, record=record, record_file=held, at=timezone.now())
    messages.success(request, _("文件已移出这份材料；原件仍保存在库中。"))
    return redirect("evidence:record_detail", record.pk)


@requires(EDIT_OWN)
@require_POST
def record_link(request: Request, pk: int) -> HttpResponse:
    """Confirm that the record proves lines."""
    record = ledger.record_for(request.actor, pk)
    sets = [one.pk for one in criteria.sets_of_unit(record.organisation)]
    lines = ledger.lines_by_keys(sets, request.POST.getlist("line"))
    actions.link_lines(
        actor=request.actor, record=record, lines=lines, at=timezone.now(), reason=request.POST.get("reason", "")
    )
    return redirect("evidence:record_detail", pk)


@requires(EDIT_OWN)
@require_POST
def record_unlink(request: Request, pk: int, line: int) -> HttpResponse:
    record = ledger.record_for(request.actor, pk)
    found = next((link.line for link in record.links.all() if link.line_id == line), None)
    if found is not None:
        actions.unlink_line(actor=request.actor, record=record, line=found, at=timezone.now())
    return redirect("evidence:record_detail", pk)


@requires(EDIT_OWN)
@require_http_methods(["GET", "POST"])
def record_remove(request: Request, pk: int) -> HttpResponse:
    """Take a record out of the ledger, with a reason."""
    record = ledger.record_for(request.actor, pk)
    form = bound(RemoveForm, request)
    if form.is_valid():
        actions.remove_record(actor=request.actor, record=record, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("已移出台账；原件和经过仍然保存。"))
        return redirect("evidence:record_list")
    context = {"form": form, "record": record}
    return render(request, "evidence/record_remove.html", context, status=422 if form.errors else 200)
