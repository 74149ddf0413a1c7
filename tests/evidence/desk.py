"""A desk for the tests of pages: pictures and papers as uploads, records with files, readers of what pages say."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from tests import make
from wenming.criteria.models import CriteriaSet, Line
from wenming.evidence import jobs
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.actions.records import register_record
from wenming.evidence.models import File, Record
from wenming.organisations.access import Actor
from wenming.organisations.models import Department

HOSTILE = "<script>alert(1)</script>\"'&文明🎉"
LONG = "长" * 300


def jpeg(colour: str = "teal", *, taken: str = "") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    Image.new("RGB", (320, 240), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def docx(text: str) -> bytes:
    out = io.BytesIO()
    paper = Document()
    paper.add_paragraph(text)
    paper.save(out)
    return out.getvalue()


def uploaded(name: str = "现场.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg() if content is None else content)


def record(
    city: make.City,
    title: str = "志愿服务活动",
    *,
    who: Actor | None = None,
    department: Department | None = None,
    lines: Sequence[Line] = (),
    filed: bool = False,
    content: bytes | None = None,
    name: str = "现场.jpg",
    verified: bool = True,
    **more: Any,
) -> Record:
    """A record with one photo (or the content given), registered by the system unless ``who`` is named."""
    actor = who or make.root()
    taken = receive_file(
        actor=actor, organisation=city.parks, stream=io.BytesIO(jpeg(title[-1:] and "navy") if content is None else content),
        name=name, at=make.AT, in_background=False,
    )  # fmt: skip
    if verified:
        jobs.process_file(taken.file.pk)
    fields: dict[str, Any] = {
        "year": 2026, "ledger_class": "activity", "kind": "photo", "happened_on": date(2026, 8, 20),
        "place": "建设路口", "organiser": "园艺科", "people": "职工十人", "theme": "文明交通",
    }  # fmt: skip
    return register_record(
        actor=actor, organisation=city.parks, at=make.AT, files=[(name, File.objects.get(pk=taken.file.pk))],
        lines=lines, filed=filed, title=title, department=department or city.gardens, **(fields | more),
    )  # fmt: skip


def line_of(criteria: CriteriaSet, code: str) -> Line:
    return Line.objects.get(criteria_set=criteria, code=code)


def messages_of(response: Any) -> list[str]:
    """What the page says was done or refused, after a redirect followed."""
    return [str(message) for message in response.context["messages"]]
