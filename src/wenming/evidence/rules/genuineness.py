"""What is wrong with a piece of evidence wherever it is filed: unreadable, undated by its own picture, used twice.

Every check is a function of the records alone. Checks that need the content itself – near-same pictures, copied text,
the unit's name in the picture – work on fingerprints elsewhere and hand their findings to ``duties.check`` as ``also``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta, tzinfo

from wenming.evidence.rules.findings import Finding, finding
from wenming.evidence.rules.records import LOCAL, FileFacts, RecordFacts, local_moment
from wenming.evidence.rules.vocabulary import day_text, joined, kind_label
from wenming.kernel.words import _

_CLOCK_SLACK = timedelta(hours=2)  # a clock that goes wrong, or is set to a neighbour's zone, is no forgery
_TAKEN_BY_CAMERA = frozenset({"photo", "video"})


def check_records(records: Sequence[RecordFacts], *, zone: tzinfo = LOCAL) -> list[Finding]:
    """All findings that concern records by themselves, in the order of the records."""
    found: list[Finding] = []
    for record in records:
        found += _not_sound(record)
        found += _without_number(record)
        found += _captured(record, zone)
    found += same_files(records)
    return found


def same_files(records: Iterable[RecordFacts]) -> Iterator[Finding]:
    """The same bytes as evidence of two activities, or twice under one line.

    Photos with the same title and day belong to one activity; one file filed under several lines, in one record or in
    several, is no repeat.
    """
    holders: dict[str, list[tuple[RecordFacts, FileFacts]]] = {}
    for record in records:
        for file in record.files:
            if file.sha256:
                holders.setdefault(file.sha256, []).append((record, file))
    for held in holders.values():
        if len(held) < 2:
            continue
        activities = {record.activity for record, _file in held}
        about = [record for record, _file in held]
        files = [file.name for _record, file in held]
        lines = [code for record, _file in held for code in record.lines]
        if len(activities) > 1:
            titles = list(dict.fromkeys(_activity_text(record) for record, _file in held))
            camera = any(record.kind in _TAKEN_BY_CAMERA for record, _file in held)
            yield finding(
                "same_file",
                _("同一个文件用在了不同的事项上：%(files)s，分别用于%(titles)s。")
                % {"files": joined(list(dict.fromkeys(files))), "titles": joined(titles)},
                _("请核对哪一项是真实的，其余各项更换为各自的材料。"),
                line=lines[0] if lines else None,
                about=about,
                files=files,
                severity="error" if camera else "warning",
            )
        elif len(set(files)) > 1 and _under_one_line(held):
            yield finding(
                "same_file",
                _("同一个文件换了名字重复提供：%(files)s，只计一份。") % {"files": joined(list(dict.fromkeys(files)))},
                _("请删去重复的文件；数量不足的，补充另外的材料。"),
                line=lines[0] if lines else None,
                about=about,
                files=files,
                severity="warning",
            )


def _under_one_line(held: Sequence[tuple[RecordFacts, FileFacts]]) -> bool:
    """Whether two differently named copies meet in one record or under one line."""
    seen: dict[object, str] = {}
    for record, file in held:
        for place in (("record", record.id), *record.lines):
            if seen.setdefault(place, file.name) != file.name:
                return True
    return False


def _activity_text(record: RecordFacts) -> str:
    if record.happened_on is None:
        return _("“%(title)s”") % {"title": record.title}
    return _("“%(title)s”（%(day)s）") % {"title": record.title, "day": day_text(record.happened_on)}


def _not_sound(record: RecordFacts) -> Iterator[Finding]:
    for file in record.files:
        if file.sound:
            continue
        kind = file.verdict if file.verdict in {"unsafe", "disguised"} else "unreadable"
        usual = {
            "unsafe": _("请勿打开；另存为不含宏、脚本和外部链接的文件后重新上传。"),
            "disguised": _("请核对是否选错了文件，改正后缀后重新上传。"),
            "unreadable": _("请从原始来源重新获取一份，确认能打开后重新上传。"),
        }[kind]
        # One advice a cause: what was advised of this file, and the usual words only where nothing was said of it.
        advice = file.advice or (_("请换上能用的文件。") if file.message else usual)
        yield finding(
            kind,
            _("%(file)s 不能作为佐证：%(why)s") % {"file": file.name, "why": file.message or _("无法打开。")},
            advice,
            line=_first_line(record),
            about=[record],
            files=[file.name],
        )


def _without_number(record: RecordFacts) -> Iterator[Finding]:
    if record.files and not record.sound_files:
        return  # what is no evidence needs no number
    if record.kind == "official_document" and not record.document_number.strip():
        yield finding(
            "no_document_number",
            _("%(kind)s“%(title)s”没有文号。") % {"kind": kind_label(record.kind), "title": record.title},
            _("请填写文号；没有文号的材料请改登记为其他类型。"),
            line=_first_line(record),
            about=[record],
        )


def _captured(record: RecordFacts, zone: tzinfo) -> Iterator[Finding]:
    if record.kind not in _TAKEN_BY_CAMERA:
        return
    for file in record.files:
        if file.captured_at is None:
            continue
        captured = local_moment(file.captured_at, zone)
        if file.received_at and captured > local_moment(file.received_at, zone) + _CLOCK_SLACK:
            yield finding(
                "captured_after_upload",
                _("%(file)s 的拍摄时间（%(captured)s）晚于收到时间（%(received)s）。")
                % {
                    "file": file.name,
                    "captured": day_text(captured.date()),
                    "received": day_text(local_moment(file.received_at, zone).date()),
                },
                _("请核对相机时钟，并说明照片的实际拍摄时间。"),
                line=_first_line(record),
                about=[record],
                files=[file.name],
            )
        elif record.happened_on and captured.date() < record.happened_on:
            yield finding(
                "captured_before_event",
                _("%(file)s 拍摄于%(captured)s，比活动日期（%(happened)s）早 %(days)s 天。")
                % {
                    "file": file.name,
                    "captured": day_text(captured.date()),
                    "happened": day_text(record.happened_on),
                    "days": (record.happened_on - captured.date()).days,
                },
                _("请核对活动日期；照片用错的，更换为活动当天拍摄的照片。"),
                line=_first_line(record),
                about=[record],
                files=[file.name],
            )


def _first_line(record: RecordFacts) -> str | None:
    return record.lines[0] if record.lines else None
