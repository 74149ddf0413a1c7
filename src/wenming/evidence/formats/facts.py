"""The metadata step: what a file says about itself. Facts stand beside what people say; they never replace it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from wenming.evidence.formats.compound import Compound
from wenming.evidence.formats.exif import Exif
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.media import recording_facts
from wenming.evidence.formats.openxml import parse_xml
from wenming.evidence.formats.pictures import PictureReading, read_picture
from wenming.evidence.formats.verdicts import Inspection, Limits
from wenming.evidence.formats.zips import Container
from wenming.kernel.words import _

log = logging.getLogger(__name__)

EARLIEST = datetime(1995, 1, 1)  # before this no camera or office program of ours wrote a date
_SLACK = timedelta(days=2)  # clocks go wrong by a time zone, not by days
_RESET = {(1970, 1, 1), (1980, 1, 1), (2000, 1, 1), (1601, 1, 1), (1904, 1, 1)}  # what a clock shows that was never set


@dataclass(frozen=True, slots=True)
class Implausible:
    """A fact that cannot be true: which one, as written, and why we doubt it."""

    field: str
    written: str
    message: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says about itself; every field may be missing.

    captured_at    when the camera says it was taken; aware only if the camera wrote its offset.
    created_at, modified_at   of documents, as their program wrote them.
    width, height  of a picture held upright, in pixels.
    seconds        length of a recording.
    has_place      whether coordinates are in the file. They stand in ``latitude`` and ``longitude``, which
                   ``as_dict`` leaves out: they are personal and shown only to those who may see the original.
    implausible    what cannot be true; the value itself is kept where it could be read at all.
    """

    captured_at: datetime | None = None
    created_at: datetime | None = None
    modified_at: datetime | None = None
    author: str = ""
    last_author: str = ""
    title: str = ""
    program: str = ""
    pages: int | None = None
    words: int | None = None
    camera: str = ""
    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    seconds: float | None = None
    has_place: bool = False
    latitude: float | None = None
    longitude: float | None = None
    implausible: tuple[Implausible, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The facts that are there, for JSON; moments in ISO form, coordinates left out."""
        found: dict[str, Any] = {}
        for name in self.__slots__:
            value = getattr(self, name)
            if name in {"latitude", "longitude"} or value in (None, "", (), False):
                continue
            if isinstance(value, datetime):
                value = value.isoformat()
            elif name == "implausible":
                value = [{"field": item.field, "written": item.written, "message": item.message} for item in value]
            found[name] = value
        return found


def read_facts(path: Path, inspection: Inspection, *, received_at: datetime, limits: Limits | None = None) -> Facts:
    """Read what a file says about itself.

    inspection   of the same file; what is not ``ok`` gives no facts.
    received_at  when we got it, aware: what claims to be later cannot be true.
    Returns      facts; what is unreadable or absurd is left out or marked, never raised.
    """
    limits = limits or Limits()
    if not inspection.ok:
        return Facts()
    try:
        facts = _read(path, inspection, limits)
    except Exception as error:  # readers meeting hostile bytes raise anything; facts are never worth a failure
        log.info("no facts: %s: %s", type(error).__name__, error)
        return Facts()
    return judge(facts, received_at=received_at)


def picture_facts(reading: PictureReading) -> Facts:
    """The facts of a picture already decoded, not yet judged."""
    exif: Exif = reading.exif
    doubts = (Implausible("captured_at", exif.garbled, _("拍摄时间写得不成日期，未采用。")),) if exif.garbled else ()
    return Facts(
        captured_at=exif.captured_at,
        camera=exif.camera,
        width=reading.width,
        height=reading.height,
        orientation=exif.orientation,
        has_place=exif.latitude is not None,
        latitude=exif.latitude,
        longitude=exif.longitude,
        implausible=doubts,
    )


def judge(facts: Facts, *, received_at: datetime) -> Facts:
    """Mark the moments that cannot be true: before such files existed, never-set clocks, or after we had the file."""
    doubts = list(facts.implausible)
    latest = _plain(received_at) + _SLACK
    for name in ("captured_at", "created_at", "modified_at"):
        moment: datetime | None = getattr(facts, name)
        if moment is None:
            continue
        plain = _plain(moment)
        if plain > latest:
            reason = _("时间晚于文件收到的时间，设备时钟可能不准。")
        elif (plain.year, plain.month, plain.day) in _RESET and name == "captured_at":
            reason = _("时间是设备的出厂默认值，时钟未校准。")
        elif plain < EARLIEST:
            reason = _("时间早得不合情理，设备时钟可能不准。")
        else:
            continue
        doubts.append(Implausible(name, moment.isoformat(sep=" ", timespec="seconds"), reason))
    return replace(facts, implausible=tuple(doubts))


def _plain(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _read(path: Path, inspection: Inspection, limits: Limits) -> Facts:
    family, extension = inspection.family, inspection.extension
    if family is Family.PICTURE and extension != "svg":
        return picture_facts(read_picture(path, extension, limits=limits, renditions=False))
    if family is Family.PDF:
        return _pdf_facts(path)
    if extension in {"docx", "xlsx", "pptx", "xlsb"}:
        return _office_facts(path, limits)
    if family in {Family.WORD, Family.SHEET, Family.SLIDES} and extension in {"doc", "wps", "xls", "et", "ppt", "dps"}:
        return _compound_facts(path)
    if family in {Family.AUDIO, Family.VIDEO}:
        recording = recording_facts(path, extension)
        return Facts(captured_at=recording.made_at, seconds=recording.seconds)
    return Facts()


def _pdf_facts(path: Path) -> Facts:
    import pikepdf

    with pikepdf.open(path, suppress_warnings=True) as pdf:
        pages = len(pdf.pages)
        said: dict[str, str] = {}
        for key in ("/CreationDate", "/ModDate", "/Author", "/Title", "/Creator", "/Producer"):
            try:
                said[key] = str(pdf.docinfo[key])[:200]
            except (KeyError, ValueError, TypeError, pikepdf.PdfError):
                continue
    return Facts(
        created_at=pdf_moment(said.get("/CreationDate", "")),
        modified_at=pdf_moment(said.get("/ModDate", "")),
        author=_clean(said.get("/Author", "")),
        title=_clean(said.get("/Title", "")),
        program=_clean(said.get("/Creator") or said.get("/Producer", "")),
        pages=pages,
    )


def pdf_moment(written: str) -> datetime | None:
    """A PDF date (``D:20250305091244+08'00'``); None if it is none."""
    found = re.match(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?", written.strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups())
    try:
        moment = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0)
    except ValueError:
        return None
    zone = re.match(r"([+\-Zz])(\d{2})?'?(\d{2})?", written.strip()[found.end() :])
    if not zone:
        return moment
    from datetime import timezone

    minutes = int(zone.group(2) or 0) * 60 + int(zone.group(3) or 0)
    if minutes > 14 * 60:
        return moment
    return moment.replace(tzinfo=timezone(timedelta(minutes=-minutes if zone.group(1) == "-" else minutes)))


_CORE = {
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy": "last_author",
    "{http://purl.org/dc/terms/}created": "created_at",
    "{http://purl.org/dc/terms/}modified": "modified_at",
}
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def _office_facts(path: Path, limits: Limits) -> Facts:
    found: dict[str, Any] = {}
    with Container(path, limits) as container:
        if core := container.read("docProps/core.xml", limit=1024 * 1024):
            for element in parse_xml(core):
                name = _CORE.get(str(element.tag))
                written = (element.text or "").strip()
                if name and written:
                    found[name] = iso_moment(written) if name.endswith("_at") else _clean(written)
        if app := container.read("docProps/app.xml", limit=1024 * 1024):
            root = parse_xml(app)
            found["program"] = _clean(root.findtext(f"{_APP}Application") or "")
            found["pages"] = _number(root.findtext(f"{_APP}Pages") or root.findtext(f"{_APP}Slides"))
            found["words"] = _number(root.findtext(f"{_APP}Words"))
    return Facts(**found)


def iso_moment(written: str) -> datetime | None:
    """A moment in ISO form; None if it is none."""
    try:
        return datetime.fromisoformat(written.strip())
    except ValueError:
        return None


def _compound_facts(path: Path) -> Facts:
    with Compound(path) as file:
        said = file.summary()

    def words(number: int) -> str:
        value = said.get(number)
        return _clean(value) if isinstance(value, str) else ""

    def moment(number: int) -> datetime | None:
        value = said.get(number)
        return value if isinstance(value, datetime) else None

    pages, count = said.get(14), said.get(15)
    return Facts(
        title=words(2),
        author=words(4),
        last_author=words(8),
        created_at=moment(12),
        modified_at=moment(13),
        program=words(18),
        pages=pages if isinstance(pages, int) and pages > 0 else None,
        words=count if isinstance(count, int) and count > 0 else None,
    )


def _clean(written: str) -> str:
    return "".join(character for character in written if character.isprintable()).strip()[:200]


def _number(written: str | None) -> int | None:
    return int(written) if written and written.strip().isdecimal() and len(written) < 10 else None
