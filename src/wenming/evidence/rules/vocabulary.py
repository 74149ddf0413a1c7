"""What the ledger's plain values are called when we speak to people: kinds of evidence, caption fields, days."""

from __future__ import annotations

import unicodedata
from datetime import date

from wenming.kernel.words import _

# Kinds that are counted by the file; all others by the record, however many pages or pictures it takes.
BY_FILE = frozenset({"photo", "video"})


def kind_label(kind: str) -> str:
    """A kind of evidence in words; a kind we do not know is called by its own name."""
    return {
        "official_document": _("正式文件"),
        "explanation": _("说明报告"),
        "photo": _("照片"),
        "statistics": _("统计表"),
        "link": _("链接"),
        "signed_instruction": _("签批件"),
        "sign_in": _("签到表"),
        "lesson_plan": _("教案"),
        "reflection": _("心得"),
        "minutes": _("会议记录"),
        "media": _("媒体报道"),
        "certificate": _("证书"),
        "video": _("视频"),
        "other": _("其他材料"),
    }.get(kind, kind)


def measure(kind: str) -> str:
    """The measure word that goes with a kind: 2 张, 1 份."""
    return {
        "photo": _("张"),
        "video": _("段"),
        "explanation": _("篇"),
        "reflection": _("篇"),
        "media": _("篇"),
        "link": _("条"),
    }.get(kind, _("份"))


def caption_label(name: str) -> str:
    """A field of a caption in words."""
    return {
        "time": _("时间"),
        "place": _("地点"),
        "organiser": _("主办单位"),
        "people": _("人员"),
        "theme": _("主题"),
    }.get(name, name)


def day_text(day: date) -> str:
    """A day as it stands in an official sentence."""
    return _("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}


def span_text(first: date | None, last: date | None) -> str:
    """A span of days in words; an open end is said so."""
    if first and last:
        return _("%(first)s至%(last)s") % {"first": day_text(first), "last": day_text(last)}
    if first:
        return _("%(first)s以后") % {"first": day_text(first)}
    if last:
        return _("%(last)s以前") % {"last": day_text(last)}
    return _("不限")


def noted(name: str, detail: str) -> str:
    """A thing with a remark in brackets: 照片（学习计划）."""
    return _("%(name)s（%(detail)s）") % {"name": name, "detail": detail}


def megabytes(size: int) -> str:
    """A size in bytes as people read it: 2 MB, 350 KB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"


def joined(parts: list[str], *, most: int = 6) -> str:
    """Things named one after the other; of many only the first, and how many there are."""
    shown = _("、").join(parts[:most])
    return shown if len(parts) <= most else _("%(shown)s等 %(count)s 项") % {"shown": shown, "count": len(parts)}


def folded(text: str) -> str:
    """A title without what does not distinguish it: width, case, spaces, punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())
