"""Records: registering, completing, filing, removing; their files and the lines they prove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wenming.audit.actions import record as note
from wenming.criteria.models import Line
from wenming.evidence.formats.names import printable_name
from wenming.evidence.models import File, Link, Record, RecordFile
from wenming.evidence.policies import EDIT_OWN, may_edit, not_yours
from wenming.evidence.rules.days import day_trouble
from wenming.evidence.selectors.owning import may_link
from wenming.evidence.states import FileState
from wenming.kernel.errors import Conflict, Invalid, NotPermitted
from wenming.kernel.rows import check
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Department, Organisation

FIELDS = frozenset(
    {
        "year", "ledger_class", "kind", "title", "happened_on", "place", "organiser", "people", "theme",
        "document_number", "body", "address", "department", "owner", "secrecy", "late_reason", "in_force", "wanted_lines",
    }
)  # fmt: skip


def _require_edit(actor: Actor, organisation: Organisation, department_id: int | None) -> None:
    require(actor, EDIT_OWN, organisation)
    if not may_edit(actor, organisation, department_id):
        raise NotPermitted(not_yours(department_id), department=department_id)


def _require_link(actor: Actor, record: Record, lines: Sequence[Line]) -> None:
    """Who may change the record; and what is nobody's yet may be linked by whoever owes all these lines."""
    if not may_link(actor, record, lines):
        _require_edit(actor, record.organisation, record.department_id)


def _changed(record: Record) -> None:
    """Before the trail is written to: all changes lock the ledger first and the trail after it."""
    Record.objects.filter(pk=record.pk).changed()


def _last_received(record: Record) -> date:
    """The day, on the local calendar, on which a record or the last of its files was received. One query."""
    moments = [record.received_at]
    if record.pk:
        moments += RecordFile.objects.filter(record=record).order_by().values_list("received_at", flat=True)
    return timezone.localdate(max(moments))


def _check(record: Record, *, day: bool = True) -> None:
    """``day``: whether the day it happened is new and has to be plausible."""
    check(record)
    if day and record.happened_on is not None:
        trouble = day_trouble(record.happened_on, _last_received(record))
        if trouble:
            raise Invalid(trouble, fields=["happened_on"])
    if record.department is not None and record.department.organisation_id != record.organisation_id:
        raise Invalid(_("责任部门不是本单位的部门，请重新选择。"))
    if record.owner is not None and record.owner.organisation_id != record.organisation_id:
        raise Invalid(_("责任人不是本单位人员，请重新选择。"))


@transaction.atomic
def register_record(
    *,
    actor: Actor,
    organisation: Organisation,
    at: datetime,
    files: Sequence[tuple[str, File]] = (),
    lines: Iterable[Line] = (),
    filed: bool = False,
    link_reason: str = "",
    **fields: Any,
) -> Record:
    """Register evidence: its meaning, its files in order, the lines it proves.

    files   pairs of original name and file.
    fields  columns of Record (year, ledger_class, kind, title, …); unknown names are a programming error.
    filed   straight into the ledger; otherwise it waits to be completed and filed (入账).
    Raises  NotPermitted; Invalid in words.
    """
    assert fields.keys() <= FIELDS, fields.keys() - FIELDS
    department: Department | None = fields.get("department")
    _require_edit(actor, organisation, department.pk if department else None)
    fresh = Record(
        organisation=organisation, received_at=at, received_by=actor.name, received_by_user_id=actor.user_id,
        filed_at=at if filed else None, **fields,
    )  # fmt: skip
    fresh.title = fresh.title.strip()[:300]
    _check(fresh)
    fresh.save(force_insert=True)
    _attach(fresh, files, at)
    _link(fresh, lines, actor, at, link_reason)
    _changed(fresh)
    note(
        actor=actor, event="evidence.record.registered", target=fresh, at=at, title=fresh.title, year=fresh.year,
        kind=fresh.kind, happened_on=fresh.happened_on, files=[file.sha256 for _name, file in files],
    )  # fmt: skip
    return fresh


@transaction.atomic
def change_record(*, actor: Actor, record: Record, at: datetime, revision: int | None = None, **fields: Any) -> Record:
    """Change what a record says. What it said before stays in the trail.

    revision  the one the person saw; None overwrites knowingly.
    Raises    NotPermitted; Conflict if someone was faster; Invalid in words.
    """
    assert fields.keys() <= FIELDS, fields.keys() - FIELDS
    _require_edit(actor, record.organisation, record.department_id)
    seen = record.revision if revision is None else revision
    before = {name: getattr(record, name) for name in fields}
    for name, value in fields.items():
        setattr(record, name, value)
    if "department" in fields:
        _require_edit(actor, record.organisation, record.department_id)
    _check(record, day=before.get("happened_on", record.happened_on) != record.happened_on)
    changed = {name: _plain(value) for name, value in before.items() if getattr(record, name) != value}
    if not changed:
        return record
    values = {name: getattr(record, name) for name in changed} | {"revision": seen + 1}
    if not Record.objects.filter(pk=record.pk, revision=seen, removed_at__isnull=True).update(**values):
        raise Conflict(pk=record.pk, revision=seen)
    record.revision = seen + 1
    _changed(record)
    note(
        actor=actor, event="evidence.record.changed", target=record, at=at, before=changed,
        after={name: _plain(getattr(record, name)) for name in changed},
    )  # fmt: skip
    return record


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, date)) else str(value)


@transaction.atomic
def file_record(*, actor: Actor, record: Record, at: datetime) -> Record:
    """File (入账) a registered record: from now on it counts as evidence.

    Raises  NotPermitted; Invalid if it does not say what and when; Conflict if it was taken out meanwhile.
    """
    _require_edit(actor, record.organisation, record.department_id)
    if record.filed_at is not None:
        return record
    if not record.title.strip() or record.happened_on is None:
        raise Invalid(_("请先写明题名和日期，再入账。"))
    _require_substance(record)
    waiting = Record.objects.filter(pk=record.pk, filed_at__isnull=True, removed_at__isnull=True)
    if not waiting.update(filed_at=at, revision=F("revision") + 1):
        if Record.objects.filter(pk=record.pk, removed_at__isnull=True).exists():
            return record  # somebody was faster, and did the same
        raise Conflict(pk=record.pk)
    record.filed_at, record.revision = at, record.revision + 1
    _changed(record)
    note(actor=actor, event="evidence.record.filed", target=record, at=at)
    return record


def _require_substance(record: Record) -> None:
    """Something that can be shown: a file that is not set aside, or text or an address in the record itself."""
    if record.body.strip() or record.address:
        return
    held = RecordFile.objects.filter(record=record).order_by("position", "pk").values_list("name", "file__state")
    bad = [name for name, state in held if state in FileState.bad()]
    if bad and len(bad) == len(held):
        raise Invalid(
            _(
                "这份材料里没有能用的文件（%(names)s 已隔离或打不开），不能入账。请先添加一份能打开的文件，再移出不能用的。"
            )
            % {"names": _("、").join(bad[:3])}
        )


@transaction.atomic
def remove_record(*, actor: Actor, record: Record, reason: str, at: datetime) -> Record:
    """Take a record out of the ledger, with a reason; its files and its trail stay.

    Raises  NotPermitted; Invalid without a reason.
    """
    _require_edit(actor, record.organisation, record.department_id)
    if not reason.strip():
        raise Invalid(_("请写明移出的原因。"))
    if not Record.objects.filter(pk=record.pk, removed_at__isnull=True).update(removed_at=at):
        raise Conflict(pk=record.pk)
    record.removed_at = at
    _changed(record)
    note(actor=actor, event="evidence.record.removed", target=record, at=at, reason=reason.strip())
    return record


@transaction.atomic
def attach_files(*, actor: Actor, record: Record, files: Sequence[tuple[str, File]], at: datetime) -> list[RecordFile]:
    """Add files behind those a record has; a file it already holds is left where it is."""
    _require_edit(actor, record.organisation, record.department_id)
    added = _attach(record, files, at)
    if added:
        _changed(record)
        note(
            actor=actor, event="evidence.record.files_attached", target=record, at=at,
            files=[attached.file.sha256 for attached in added],
        )  # fmt: skip
    return added


@transaction.atomic
def detach_file(*, actor: Actor, record: Record, record_file: RecordFile, at: datetime) -> None:
    """Take a file out of a record; the content itself stays in the store."""
    _require_edit(actor, record.organisation, record.department_id)
    if record_file.record_id != record.pk:
        raise Invalid(_("这个文件不在该材料中，请刷新后再试。"))
    sha256, name = record_file.file.sha256, record_file.name
    record_file.delete()
    _changed(record)
    note(actor=actor, event="evidence.record.file_detached", target=record, at=at, sha256=sha256, name=name)


def _attach(record: Record, files: Sequence[tuple[str, File]], at: datetime) -> list[RecordFile]:
    held = set(RecordFile.objects.filter(record=record).values_list("file_id", flat=True)) if record.pk else set()
    rows = []
    for name, file in files:
        if file.pk in held:
            continue
        held.add(file.pk)
        rows.append(
            RecordFile(record=record, file=file, position=len(held), name=printable_name(name)[:300], received_at=at)
        )
    return RecordFile.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def link_lines(*, actor: Actor, record: Record, lines: Iterable[Line], at: datetime, reason: str = "") -> list[Link]:
    """Confirm that a record proves lines; those already linked stay as they are. A record without a department may be
    linked by the department that owes the lines.
    """
    lines = list(lines)
    _require_link(actor, record, lines)
    added = _link(record, lines, actor, at, reason)
    if added:
        _changed(record)
        note(
            actor=actor, event="evidence.record.linked", target=record, at=at,
            lines=[f"{link.line.criteria_set_id}:{link.line.code}" for link in added], reason=reason,
        )  # fmt: skip
    return added


@transaction.atomic
def unlink_line(*, actor: Actor, record: Record, line: Line, at: datetime) -> None:
    """Undo a link."""
    _require_link(actor, record, [line])
    removed, _rows = Link.objects.filter(record=record, line=line).delete()
    if removed:
        _changed(record)
        note(
            actor=actor, event="evidence.record.unlinked", target=record, at=at,
            line=f"{line.criteria_set_id}:{line.code}",
        )  # fmt: skip


def _link(record: Record, lines: Iterable[Line], actor: Actor, at: datetime, reason: str) -> list[Link]:
    linked = set(Link.objects.filter(record=record).values_list("line_id", flat=True))
    rows = []
    for line in lines:
        if line.pk not in linked:
            linked.add(line.pk)
            rows.append(Link(record=record, line=line, reason=reason[:200], confirmed_at=at, confirmed_by=actor.name))
    return Link.objects.bulk_create(rows, ignore_conflicts=True)
