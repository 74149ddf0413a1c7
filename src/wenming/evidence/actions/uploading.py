"""Dropping files onto a line, a department or the ledger: photos that come together are one activity, papers one each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from wenming.criteria.models import Line
from wenming.evidence.actions.receiving import Intake, receive_file
from wenming.evidence.actions.records import link_lines, register_record
from wenming.evidence.models import Record
from wenming.evidence.policies import EDIT_OWN, may_edit
from wenming.evidence.selectors.ledger import class_of_kind
from wenming.evidence.selectors.owning import may_link
from wenming.evidence.states import EvidenceKind
from wenming.kernel.errors import NotPermitted, Refusal
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Department, Organisation

PHOTOS = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff"}
KINDS = {".mp4": EvidenceKind.VIDEO, ".mov": EvidenceKind.VIDEO, ".xls": EvidenceKind.STATISTICS,
         ".xlsx": EvidenceKind.STATISTICS, ".et": EvidenceKind.STATISTICS, ".csv": EvidenceKind.STATISTICS}  # fmt: skip
WORDS = (
    ("签到", EvidenceKind.SIGN_IN), ("纪要", EvidenceKind.MINUTES), ("会议记录", EvidenceKind.MINUTES),  # data
    ("说明", EvidenceKind.EXPLANATION), ("教案", EvidenceKind.LESSON_PLAN), ("心得", EvidenceKind.REFLECTION),  # data
    ("证书", EvidenceKind.CERTIFICATE), ("统计", EvidenceKind.STATISTICS), ("批示", EvidenceKind.SIGNED_INSTRUCTION),  # data
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A file whose content this unit holds already: in which record, and the lines that record is linked to now.

    others  whether that record is not this person's to link: another department's, or nobody's yet.
    """

    name: str
    record: Record
    linked: tuple[Line, ...] = ()
    others: bool = False

    def in_words(self) -> str:
        """One sentence that says it was recognised, and what was done about it."""
        said = {"title": self.record.title, "lines": _("、").join(line.code for line in self.linked)}
        if self.linked:
            return _("与已有材料《%(title)s》内容相同，没有重复存入，已对应到 %(lines)s。") % said
        if self.others and self.record.department_id is None:
            return _("与材料《%(title)s》内容相同，没有重复存入；它还没有责任部门，请创建办定下后对应到条目。") % said
        if self.others:
            return _("与别的部门的材料《%(title)s》内容相同，没有重复存入；请该部门对应到条目。") % said
        return _("与已有材料《%(title)s》内容相同，没有重复存入。") % said


@dataclass
class Uploaded:
    """What became of an upload; ``refused`` pairs a name with the reason. ``status`` is that of the last refusal: from 500
    on it was our side or the line, and the same file may be sent again.
    """

    records: list[Record] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    status: int = 422


def _likely_kind(name: str) -> EvidenceKind:
    """The kind a file name suggests; a proposal the person confirms when filing."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix.lower()
    if suffix in PHOTOS:
        return EvidenceKind.PHOTO
    if suffix in KINDS:
        by_word = next((kind for word, kind in WORDS if word in stem), None)
        return by_word or KINDS[suffix]
    return next((kind for word, kind in WORDS if word in stem), EvidenceKind.OFFICIAL_DOCUMENT)


def upload(
    *,
    actor: Actor,
    organisation: Organisation,
    files: Sequence[UploadedFile],
    at: datetime,
    year: int,
    title: str = "",
    happened_on: date | None = None,
    department: Department | None = None,
    lines: Sequence[Line] = (),
) -> Uploaded:
    """Take files in and register what they make; nothing counts until somebody files it.

    A file this unit already holds in a record is not registered again: that record is linked to ``lines`` instead.
    One bad file does not stop the others; each is named with its reason.
    Raises  NotPermitted, before anything is read.
    """
    require(actor, EDIT_OWN, organisation)
    if not may_edit(actor, organisation, department.pk if department else None):
        raise NotPermitted(_("只能登记到您自己的部门，请改选责任部门。"))
    done = Uploaded()
    photos: list[Intake] = []
    for upload_ in files:
        name = upload_.name or "?"
        try:
            taken = receive_file(
                actor=actor, organisation=organisation, stream=upload_, name=name, at=at, expected=upload_.size
            )
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            done.refused.append((name, str(refusal.message)))
            done.status = max(refusal.status, 422)
            continue
        if taken.known_in:
            done.known.append(_known(actor, name, taken, lines, at))
        elif _likely_kind(name) is EvidenceKind.PHOTO:
            photos.append(taken)
        else:
            done.records.append(
                _register(
                    actor, organisation, [taken], "", _likely_kind(name), happened_on, department, lines, year, at
                )
            )
    if photos:
        done.records.append(
            _register(actor, organisation, photos, title, EvidenceKind.PHOTO, happened_on, department, lines, year, at)
        )
    return done


def _known(actor: Actor, name: str, taken: Intake, lines: Sequence[Line], at: datetime) -> Known:
    held = Record.objects.select_related("organisation").get(pk=taken.known_in[0])
    if not may_link(actor, held, lines):
        return Known(name, held, others=True)
    if lines:
        link_lines(actor=actor, record=held, lines=lines, at=at)
    return Known(name, held, linked=tuple(lines))


def _register(
    actor: Actor,
    organisation: Organisation,
    taken: Sequence[Intake],
    title: str,
    kind: EvidenceKind,
    happened_on: date | None,
    department: Department | None,
    lines: Sequence[Line],
    year: int,
    at: datetime,
) -> Record:
    return register_record(
        actor=actor,
        organisation=organisation,
        at=at,
        files=[(one.name, one.file) for one in taken],
        lines=lines,
        year=happened_on.year if happened_on else year,
        ledger_class=class_of_kind(kind, has_people=kind is EvidenceKind.PHOTO),
        kind=kind,
        title=title.strip() or PurePath(taken[0].name).stem,
        happened_on=happened_on,
        department=department,
    )
