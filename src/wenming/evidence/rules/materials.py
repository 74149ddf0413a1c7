"""What one record must satisfy under a line: its length, its files' size and format, its caption, its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from wenming.criteria.rules.values import EvidenceDuty
from wenming.evidence.rules.findings import Finding, finding
from wenming.evidence.rules.records import PICTURES, LineDuties, RecordFacts
from wenming.evidence.rules.vocabulary import caption_label, day_text, joined, kind_label, megabytes, noted
from wenming.evidence.rules.windows import inside, window_text
from wenming.kernel.words import _

USUAL_TOLERANCE = Decimal(10)  # per cent
_SAME_FORMAT = {"jpeg": "jpg", "jpe": "jpg", "tif": "tiff", "heif": "heic", "htm": "html"}
_VIDEOS = frozenset({"mp4", "mov", "avi", "wmv", "mkv"})


def too_long_or_short(line: LineDuties, duty: EvidenceDuty, record: RecordFacts) -> Iterator[Finding]:
    """A text beyond its limits by more than the tolerance. A text we could not count is let pass."""
    words = record.words()
    if words is None or (duty.max_chars is None and duty.min_chars is None):
        return
    tolerance = (USUAL_TOLERANCE if duty.tolerance is None else duty.tolerance) / 100
    said = {"line": line.label, "kind": kind_label(duty.kind), "title": record.title, "words": words}
    if duty.max_chars is not None and words > duty.max_chars * (1 + tolerance):
        yield finding(
            "too_long",
            _("%(line)s：%(kind)s“%(title)s”有 %(words)s 字，超过 %(limit)s 字的限额。")
            % (said | {"limit": duty.max_chars}),
            _("请压缩到 %(limit)s 字以内。") % {"limit": duty.max_chars},
            line=line.code,
            about=[record],
        )
    if duty.min_chars is not None and words < duty.min_chars * (1 - tolerance):
        yield finding(
            "too_short",
            _("%(line)s：%(kind)s“%(title)s”只有 %(words)s 字，应不少于 %(limit)s 字。")
            % (said | {"limit": duty.min_chars}),
            _("请补充到 %(limit)s 字以上。") % {"limit": duty.min_chars},
            line=line.code,
            about=[record],
        )


def too_large(line: LineDuties, duty: EvidenceDuty, record: RecordFacts) -> Iterator[Finding]:
    """Files over the size a duty allows; one finding for all of a record."""
    if duty.max_bytes is None:
        return
    large = [file for file in record.files if file.bytes > duty.max_bytes]
    if large:
        sizes = [noted(file.name, megabytes(file.bytes)) for file in large]
        yield finding(
            "too_large",
            _("%(line)s：文件超过 %(limit)s：%(files)s。")
            % {"line": line.label, "limit": megabytes(duty.max_bytes), "files": joined(sizes)},
            _(
                "请另存一份 %(limit)s 以内的换上：照片用看图软件或手机“调整大小”，Word、PDF 用“压缩图片”或“缩小文件大小”另存；原件可留在台账里，不对应到这一条目。"
            )
            % {"limit": megabytes(duty.max_bytes)},
            line=line.code,
            about=[record],
            files=[file.name for file in large],
        )


def wrong_format(line: LineDuties, duty: EvidenceDuty, record: RecordFacts) -> Iterator[Finding]:
    """Files in a format the duty does not take; without such a list, photos and videos that are neither."""
    allowed = frozenset(plain_format(name) for name in duty.formats)
    if not allowed:
        allowed = {"photo": PICTURES | {"pdf"}, "video": _VIDEOS}.get(duty.kind, frozenset())
    if not allowed:
        return
    wrong = [file for file in record.sound_files if file.format and plain_format(file.format) not in allowed]
    if wrong:
        asked = joined([name.upper() for name in duty.formats] or sorted(name.upper() for name in allowed), most=9)
        formats = [noted(file.name, file.format.upper()) for file in wrong]
        yield finding(
            "wrong_format",
            _("%(line)s：%(kind)s的格式应为 %(asked)s，不符合的有：%(files)s。")
            % {"line": line.label, "kind": kind_label(duty.kind), "asked": asked, "files": joined(formats)},
            _("请转换为要求的格式后重新上传。"),
            line=line.code,
            about=[record],
            files=[file.name for file in wrong],
        )


def caption_incomplete(record: RecordFacts, lacks: Sequence[str], *, line: str | None) -> Finding:
    """A caption that does not say everything it should."""
    return finding(
        "caption_incomplete",
        _("%(kind)s“%(title)s”（%(files)s）的说明缺少：%(fields)s。")
        % {
            "kind": kind_label(record.kind),
            "title": record.title,
            "files": joined(list(record.names)),
            "fields": joined([caption_label(name) for name in lacks]),
        },
        _("请在材料登记中补填%(fields)s。") % {"fields": joined([caption_label(name) for name in lacks])},
        line=line,
        about=[record],
    )


def outside_window(line: LineDuties, records: Sequence[RecordFacts], *, year: int, as_of: date) -> list[Finding]:
    """Records whose day does not count for this line, and those without a day to judge by.

    An older document still in force counts if a reason is given; it is then named as a hint.
    """
    if line.window is None:
        return []
    found: list[Finding] = []
    text = window_text(line.window, year=year, as_of=as_of)
    for record in records:
        said = {"line": line.label, "title": record.title, "window": text}
        if record.happened_on is None:
            message = _("%(line)s：“%(title)s”没有填写日期，无法判断是否在要求的时间内（%(window)s）。") % said
            found.append(finding("undated", message, _("请填写活动或文件的日期。"), line=line.code, about=[record]))
        elif not inside(line.window, record.happened_on, year=year, as_of=as_of):
            said["day"] = day_text(record.happened_on)
            if record.in_force.strip() and record.happened_on <= as_of:
                message = _("%(line)s：“%(title)s”的日期（%(day)s）不在要求的时间内，但仍然有效：%(why)s。") % (
                    said | {"why": record.in_force.strip().rstrip("。")}
                )
                advice = _("请确认仍然有效的理由充分。")
                found.append(
                    finding("outside_window", message, advice, severity="info", line=line.code, about=[record])
                )
            else:
                message = _("%(line)s：“%(title)s”的日期（%(day)s）不在要求的时间内（%(window)s）。") % said
                advice = _("请更换为要求时间内的材料；仍在执行的制度请注明理由。")
                found.append(finding("outside_window", message, advice, line=line.code, about=[record]))
    return found


def plain_format(name: str) -> str:
    """A format as we compare it: lower case, without dot, one spelling."""
    plain = name.strip().lower().removeprefix(".")
    return _SAME_FORMAT.get(plain, plain)
