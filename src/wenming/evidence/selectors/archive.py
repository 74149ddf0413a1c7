"""What goes into booklets, and how far their binding has come."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from wenming.criteria.models import CriteriaSet, Line
from wenming.evidence import contents
from wenming.evidence.formats.booklet import Caption, Entry, EntryFile
from wenming.evidence.models import Binding, Link, Record, RecordFile
from wenming.evidence.policies import BIND, VIEW
from wenming.evidence.selectors.checking import filed_records
from wenming.evidence.states import BindingState, EvidenceKind, FileState, Secrecy
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation


def entries_of(
    organisation: Organisation, criteria_set: CriteriaSet | None, *, year: int, held: ExitStack
) -> list[Entry]:
    """A year's filed records as booklet entries: by line in document order, then by day, numbered from 1.

    held  keeps the files at hand until the booklets are bound.
    Each entry's ``lines`` are those it is linked to, ``under`` the items above them, ``group`` the first of the lines.
    What a person typed into a record is bound as a text. Four queries.
    """
    lines = (
        {line.pk: line for line in Line.objects.filter(criteria_set=criteria_set).defer("body")} if criteria_set else {}
    )
    tops = {pk: _top(line, lines) for pk, line in lines.items()}
    links = Link.objects.filter(line__criteria_set=criteria_set) if criteria_set else Link.objects.none()
    records = (
        filed_records(organisation)
        .filter(year=year)
        .select_related("department")
        .prefetch_related(
            Prefetch(
                "record_files", RecordFile.objects.select_related("file").order_by("position", "pk"), to_attr="held"
            ),
            Prefetch("links", links.only("record_id", "line_id"), to_attr="set_links"),
        )
    )
    placed = []
    for record in records:
        linked = sorted(
            (lines[link.line_id] for link in record.set_links),
            key=lambda line: line.order,  # type: ignore[attr-defined]
        )
        place = linked[0].order if linked else 10**9
        placed.append((place, str(record.happened_on or "9999"), record.pk, record, linked))
    entries = []
    typed = Path(held.enter_context(TemporaryDirectory(prefix="wenming-typed-")))
    for number, (_place, _day, _pk, record, linked) in enumerate(sorted(placed, key=lambda one: one[:3]), start=1):
        entries.append(_entry(number, record, linked, tops, organisation, held, typed))
    return entries


def _top(line: Line, lines: dict[int, Line]) -> str:
    while line.parent_id is not None:
        line = lines[line.parent_id]
    return line.code


def _entry(
    number: int,
    record: Record,
    linked: list[Line],
    tops: dict[int, str],
    organisation: Organisation,
    held: ExitStack,
    typed: Path,
) -> Entry:
    files: list[RecordFile] = record.held  # type: ignore[attr-defined]
    caption = Caption(
        f"{record.happened_on:%Y-%m-%d}" if record.happened_on else "", record.place, record.organiser, record.people,
        record.theme,
    )  # fmt: skip
    return Entry(
        item=number,
        title=record.title,
        files=[*_typed(record, typed), *(_file(one, caption, record.kind, held) for one in files)],
        document_number=record.document_number,
        responsible=record.organiser or (record.department.name if record.department else organisation.name),
        date=record.happened_on,
        secrecy="" if record.secrecy == Secrecy.PUBLIC else str(record.get_secrecy_display()),
        remark=record.late_reason,
        lines=tuple(line.code for line in linked),
        under=tuple(dict.fromkeys(tops[line.pk] for line in linked)),
        group=f"{linked[0].code}  {linked[0].title}" if linked else "",
        address=record.address,
        record=record.pk,
    )


def _typed(record: Record, folder: Path) -> list[EntryFile]:
    """What a person typed into the record, as a text to be set before its files."""
    if not record.body.strip():
        return []
    path = folder / f"{record.pk}.txt"
    path.write_text(record.body, encoding="utf-8", newline="\n")
    return [EntryFile(path=path, name=_("登记的正文.txt"), media_type="text/plain", typed=True)]


def _file(one: RecordFile, caption: Caption, kind: str, held: ExitStack) -> EntryFile:
    sound = one.file.state == FileState.SOUND
    try:
        path = held.enter_context(contents.local_path(one.file.sha256)) if sound else Path("/nonexistent")
    except FileNotFoundError:
        path = Path("/nonexistent")
    return EntryFile(
        path=path,
        name=one.name,
        media_type=one.file.media_type if sound else "application/octet-stream",
        sha256=one.file.sha256,
        caption=caption,
        whole_page=kind not in {EvidenceKind.PHOTO, EvidenceKind.VIDEO, EvidenceKind.OTHER},
    )


def titles_of(criteria_set: CriteriaSet) -> dict[str, str]:
    """Top items of a set in order. One query."""
    tops = Line.objects.filter(criteria_set=criteria_set, parent__isnull=True).order_by("order")
    return dict(tops.values_list("code", "title"))


def bindings_of(actor: Actor, organisation: Organisation) -> QuerySet[Binding]:
    """A unit's bindings, newest first."""
    return (
        Binding.objects.within(actor, VIEW)
        .filter(organisation=organisation)
        .select_related("criteria_set")
        .defer("criteria_set__document", "criteria_set__grids", "criteria_set__sources", "criteria_set__source_file")
        .order_by("-ordered_at", "-pk")
    )


def binding_for(actor: Actor, pk: int) -> Binding:
    """The one door to a binding. Out of reach answers 404."""
    return get_object_or_404(Binding.objects.within(actor, VIEW).select_related("organisation"), pk=pk)


def binding_by_key(pk: int) -> Binding | None:
    """For jobs."""
    return Binding.objects.select_related("organisation", "criteria_set").filter(pk=pk).first()


def bindings_unfinished() -> list[int]:
    """Ordered and not finished, oldest first: what a worker begins with."""
    states = [BindingState.WAITING, BindingState.RUNNING]
    return list(Binding.objects.filter(state__in=states).order_by("pk").values_list("pk", flat=True))


def may_bind(actor: Actor) -> bool:
    """Whether this person may have the unit's volumes bound."""
    return actor.may_somewhere(BIND)
