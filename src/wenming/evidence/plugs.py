"""What the ledger hands to the frame and to other apps: its entries, and a place to drop files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.criteria.models import CriteriaSet
from wenming.criteria.plugs import LineLink, hang_on_lines
from wenming.evidence.formats.kinds import taken_in
from wenming.evidence.policies import EDIT_OWN, VIEW
from wenming.evidence.selectors import ledger
from wenming.organisations.access import Actor
from wenming.organisations.plugs import allowed_by
from wenming.ui import navigation as nav
from wenming.ui.words import filesize

ACCEPTED = ",".join(("image/*", "video/*", "audio/*", *(f".{extension}" for extension in sorted(taken_in()))))


def limits() -> str:
    """What is taken in, said before anything is sent."""
    return gettext(
        "每个不超过 %(size)s；收照片、PDF、OFD、Word、Excel、PPT、文本、音视频、ZIP；内容相同的自动认出，不重复存。"
    ) % {"size": filesize(settings.WENMING_MAX_FILE_BYTES)}


@dataclass(frozen=True)
class Drop:
    """A place to drop files, for ``evidence/_drop.html`` on any page: onto lines, a department, a year, or just the ledger."""

    onto: str
    lines: tuple[int, ...]
    department: int | None
    year: int | None
    upload_url: str
    form_url: str
    complete_url: str
    state_url: str
    accept: str
    max_bytes: int
    limits: str


def drop_onto(
    request: HttpRequest,
    *,
    lines: Sequence[Any] = (),
    department: Any = None,
    year: int | None = None,
) -> Drop | None:
    """Where this person may drop files; None where none may be dropped. No query beyond the actor's own."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may_somewhere(EDIT_OWN):
        return None
    named = [str(line.code) for line in lines] or ([department.name] if department else [])
    return Drop(
        onto=gettext("、").join(named),
        lines=tuple(line.pk for line in lines),
        department=department.pk if department else None,
        year=year,
        upload_url=reverse("evidence:file_drop"),
        form_url=reverse("evidence:record_add"),
        complete_url=reverse("evidence:record_complete"),
        state_url=reverse("evidence:drop_state"),
        accept=ACCEPTED,
        max_bytes=settings.WENMING_MAX_FILE_BYTES,
        limits=limits(),
    )


def evidence_of(request: HttpRequest, criteria_set: CriteriaSet, order: int, code: str) -> list[LineLink]:
    """From a line's page to its evidence: what is asked, what is there, a place to drop more. One query."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    line = ledger.line_key(criteria_set.pk, order) if actor.may_somewhere(VIEW) else None
    if line is None:
        return []
    word = _("佐证材料与上传") if actor.may_somewhere(EDIT_OWN) else _("佐证材料")
    return [LineLink(word, reverse("evidence:line", args=[line]), "books")]


def fill_frame() -> None:
    """Put the ledger into the frame and its evidence on the pages of lines."""
    hang_on_lines(evidence_of)
    nav.register(
        "keep",
        nav.Entry(
            _("全部记录"), "evidence:record_list", order=10, allowed=allowed_by(VIEW), matches=("evidence:record_*",)
        ),
        nav.Entry(_("归档装订"), "evidence:binding_list", order=30, allowed=allowed_by(VIEW)),
        nav.Entry(_("对标查缺"), "evidence:gap_list", order=20, allowed=allowed_by(VIEW), matches=("evidence:line*",)),
    )
    nav.register_create(
        nav.Entry(_("登记材料"), "evidence:record_add", icon="upload", order=10, allowed=allowed_by(EDIT_OWN), key="m")
    )
    nav.register_tab(
        nav.Entry(_("上传"), "evidence:record_add", icon="camera", order=20, allowed=allowed_by(EDIT_OWN)),
        nav.Entry(_("台账"), "evidence:record_list", icon="books", order=30, allowed=allowed_by(VIEW)),
    )
