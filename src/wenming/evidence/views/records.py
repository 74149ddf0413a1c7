"""One record: looking at it, completing it, its files, the lines it proves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenming.audit import selectors as audit
from wenming.criteria import selectors as criteria
from wenming.evidence.actions import completing
from wenming.evidence.actions import records as actions
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.forms import LinkForm, RecordForm, RemoveForm
from wenming.evidence.plugs import ACCEPTED, limits
from wenming.evidence.policies import EDIT_OWN, VIEW, may_edit, not_yours
from wenming.evidence.selectors import checking, ledger, proposing, suggestions
from wenming.evidence.selectors.listing import as_listed
from wenming.evidence.states import FileState
from wenming.evidence.views import history
from wenming.evidence.views.finding_words import finding_rows
from wenming.evidence.views.line_codes import codes_to_choose
from wenming.evidence.views.rows import is_late, no_use, state_of
from wenming.kernel.errors import Conflict, NotPermitted, Refusal
from wenming.kernel.web import Request, bound, page
from wenming.kernel.words import labelled
from wenming.organisations.access import requires

RARE = ("secrecy", "address", "body", "in_force")


@requires(VIEW)
@require_safe
def record_detail(request: Request, pk: int) -> HttpResponse:
    """The record with its files; htmx, while files are still being verified, gets the files alone."""
    return page(request, "evidence/record_detail.html", "evidence/_files.html", _detail(request, pk))


def _detail(request: Request, pk: int, form: RecordForm | None = None, link: LinkForm | None = None) -> dict[str, Any]:
    record = ledger.record_for(request.actor, pk)
    label, tone, icon = state_of(as_listed(record))
    editable = may_edit(request.actor, record.organisation, record.department_id)
    chosen = _set_of(record)
    words = ledger.words_in(record)
    proposed = proposing.for_record(record, words) if editable and form is None else {}
    form = form or _form(request, record, proposed)
    late = is_late(record)
    return {
        "record": record,
        "form": form,
        "link": link or LinkForm(lines=[]),
        "line_codes": codes_to_choose(chosen) if editable else "",
        "state": {"label": label, "tone": tone, "icon": icon},
        "late": late,
        "reason_wanted": late and editable and not record.late_reason,
        "rare_open": any(form[name].errors for name in RARE) or any(getattr(record, name) for name in RARE[1:]),
        "files": [_file_view(held, words.get(held.file_id)) for held in record.record_files.all()],
        "waiting": any(held.file.state == FileState.RECEIVED for held in record.record_files.all()),
        "gallery": len(record.record_files.all()) > 1
        and all(held.file.media_type.startswith("image/") for held in record.record_files.all()),
        "same": ledger.other_holders(record),
        "links": [one.line for one in record.links.all()],
        "suggestions": _suggested(record, chosen, words) if editable and not no_use(record) else [],
        "may_edit": editable,
        "limits": limits(),
        "accept": ACCEPTED,
        "max_bytes": settings.WENMING_MAX_FILE_BYTES,
        "findings": _findings(record, chosen),
        "history": [history.entry_words(entry) for entry in audit.history(record)],
        "more_waits": editable and not record.filed_at and ledger.next_unfiled(request.actor, record) is not None,
    }


def _form(request: Request, record: Any, proposed: dict[str, proposing.Proposed]) -> RecordForm:
    """The form as the record stands; what is proposed for empty fields stands in them, with its source beneath."""
    values = _initial(record) | {name: one.value for name, one in proposed.items()}
    form = RecordForm(
        actor=request.actor, organisation=record.organisation, initial=values,
        received_on=proposing.received_on(record),
    )  # fmt: skip
    for name, one in proposed.items():
        form.fields[name].help_text = _("取自%(source)s，请核对。") % {"source": one.reason}
    return form


def _suggested(record: Any, chosen: Any, words: dict[int, ledger.Words]) -> list[suggestions.Suggested]:
    text = next((words[held.file_id].text for held in record.record_files.all() if held.file_id in words), "")
    return suggestions.for_record(record, chosen, text=text)


def _findings(record: Any, chosen: Any) -> list[dict[str, Any]]:
    """What is wrong with the record; no ways to it, one is there already."""
    codes = [one.line.code for one in record.links.all()]
    found = checking.check_record(record, chosen, codes, as_of=timezone.localdate())
    return [row | {"urls": []} for row in finding_rows(found)]


def _set_of(record: Any) -> Any:
    """The unit's set of the record's year, else its newest. One query."""
    sets = list(criteria.sets_of_unit(record.organisation))
    return next((one for one in sets if one.year == record.year), sets[0] if sets else None)


def _choices(chosen: Any) -> list[Any]:
    """The leaf lines one may link by hand."""
    return [line for line in criteria.lines_of(chosen) if line.is_leaf] if chosen else []


def _initial(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in RecordForm.base_fields}


def _file_view(held: Any, words: ledger.Words | None) -> dict[str, Any]:
    file = held.file
    bad = file.state in FileState.bad()
    return {
        "held": held,
        "file": file,
        "bad": bad,
        "why": file.why if bad else "",
        "waits": file.state == FileState.RECEIVED,
        "is_picture": file.media_type.startswith("image/"),
        "is_pdf": file.media_type == "application/pdf",
        "is_video": file.media_type.startswith("video/"),
        "is_audio": file.media_type.startswith("audio/"),
        "outline": [] if bad or file.media_type.startswith(("image/", "application/pdf")) else _outline(words),
        "original": reverse("evidence:file_original", args=[held.pk]),
        "preview": reverse("evidence:file_preview", args=[held.pk]) if file.preview else "",
    }


def _outline(words: ledger.Words | None) -> list[dict[str, Any]]:
    """What a page shows of an Office paper; a table's row with words in its first cell alone spans the table."""
    blocks = []
    for block in words.outline if words else []:
        if block.get("kind") == "table":
            rows = [(row, len(row) if row and not any(row[1:]) else 0) for row in block["rows"]]
            block = block | {"rows": rows}
        blocks.append(block)
    return blocks


@requires(EDIT_OWN)
@require_POST
def record_change(request: Request, pk: int) -> HttpResponse:
    """Save the form beside the files; with ``then=file`` or ``next`` the record is filed at once, or nothing is saved."""
    record = ledger.record_for(request.actor, pk)
    if not may_edit(request.actor, record.organisation, record.department_id):
        raise NotPermitted(not_yours(record.department_id))
    form = RecordForm(
        request.POST, actor=request.actor, organisation=record.organisation,
        received_on=proposing.received_on(record),
    )  # fmt: skip
    then = request.POST.get("then", "")
    filing = then in {"file", "next"}
    status, clash = 422, None
    if form.is_valid() and filing and form.cleaned_data["happened_on"] is None:
        form.add_error("happened_on", _("入账要写明发生日期。"))
    if form.is_valid():
        revision = request.POST.get("revision", "")
        try:
            completing.complete_record(
                actor=request.actor, record=record, at=timezone.now(), file=filing,
                revision=int(revision) if revision.isdecimal() else None, **form.cleaned_data,
            )  # fmt: skip
        except Conflict:
            status, clash = 409, _clash(request, pk, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            status = refusal.status
        else:
            following = ledger.next_unfiled(request.actor, record) if then == "next" else None
            if then == "next" and following is None:
                messages.success(request, _("已入账。后面没有待入账的材料了。"))
            else:
                messages.success(request, _("已入账。") if filing else _("已保存。"))
            return redirect("evidence:record_detail", following or pk)
    context = _detail(request, pk, form) | {"clash": clash}
    return render(request, "evidence/record_detail.html", context, status=status)


def _clash(request: Request, pk: int, form: RecordForm) -> dict[str, Any]:
    """Who was faster, and where what stands now differs from what was typed."""
    now = ledger.record_for(request.actor, pk)
    last = next(iter(audit.history(now, limit=1)), None)
    differ = [
        _("%(field)s：现为“%(now)s”，您填的是“%(typed)s”")
        % {"field": label, "now": history.shown(name, getattr(now, name)), "typed": history.shown(name, typed)}
        for name, label in history.FIELDS.items()
        if name in form.cleaned_data and (typed := form.cleaned_data[name]) != getattr(now, name)
    ]
    return {"by": last.actor_name if last else "", "at": last.at if last else None, "items": differ}


@requires(EDIT_OWN)
@require_POST
def record_attach(request: Request, pk: int) -> HttpResponse:
    """Add files to a record: all of a form's, or one (``file``) from a place to drop, answered with JSON."""
    record = ledger.record_for(request.actor, pk)
    dropped = request.FILES.get("file")
    try:
        refused = _attach(request, record, [dropped] if dropped else request.FILES.getlist("files"))
    except Refusal as refusal:
        if not dropped:
            raise
        return JsonResponse({"message": str(refusal.message)}, status=refusal.status)
    if dropped:
        if refused:
            return JsonResponse({"message": refused[0][1]}, status=refused[0][2])
        return JsonResponse({"url": reverse("evidence:record_detail", args=[pk]), "title": dropped.name})
    for name, why, _status in refused:
        messages.error(request, labelled(name, why))
    return redirect("evidence:record_detail", pk)


def _attach(request: Request, record: Any, files: list[Any]) -> list[tuple[str, str, int]]:
    """Take files in and add them; (name, reason, status) for those that were not, from 500 on to be sent again."""
    taken, refused, at = [], [], timezone.now()
    for file in files:
        try:
            one = receive_file(
                actor=request.actor, organisation=record.organisation, stream=file, name=file.name, at=at,
                expected=file.size,
            )  # fmt: skip
            taken.append((one.name, one.file))
        except Refusal as refusal:
            refused.append((file.name, str(refusal.message), refusal.status if refusal.status >= 500 else 422))
    if taken:
        actions.attach_files(actor=request.actor, record=record, files=taken, at=at)
    return refused


@requires(EDIT_OWN)
@require_POST
def file_detach(request: Request, pk: int) -> HttpResponse:
    """Take a file off a record; the file itself stays, as other records may hold it."""
    held = ledger.record_file_for(request.actor, pk)
    record = ledger.record_for(request.actor, held.record_id)
    actions.detach_file(actor=request.actor, record=record, record_file=held, at=timezone.now())
    messages.success(request, _("文件已移出这份材料；原件仍保存在库中。"))
    return redirect("evidence:record_detail", record.pk)


@requires(EDIT_OWN)
@require_POST
def record_link(request: Request, pk: int) -> HttpResponse:
    """Confirm that the record proves lines: suggested ones (``line``), or those typed by code."""
    record = ledger.record_for(request.actor, pk)
    suggested = request.POST.getlist("line")
    if suggested:
        sets = [one.pk for one in criteria.sets_of_unit(record.organisation)]
        lines = ledger.lines_by_keys(sets, suggested)
    else:
        form = LinkForm(request.POST, lines=_choices(_set_of(record)))
        if not form.is_valid() or not form.cleaned_data["codes"]:
            if form.is_valid():
                form.add_error("codes", _("请填写要对应的条目编号。"))
            return render(request, "evidence/record_detail.html", _detail(request, pk, link=form), status=422)
        lines = form.cleaned_data["codes"]
    actions.link_lines(
        actor=request.actor, record=record, lines=lines, at=timezone.now(), reason=request.POST.get("reason", "")
    )
    return redirect("evidence:record_detail", pk)


@requires(EDIT_OWN)
@require_POST
def record_unlink(request: Request, pk: int, line: int) -> HttpResponse:
    """Say that a record proves a line no more."""
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
