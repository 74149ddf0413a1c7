"""Findings in words: what each kind is called, how grave it looks, where to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from wenming.evidence.rules.findings import Finding, gravest_first

KINDS = {
    "missing": gettext_lazy("缺材料"), "too_few": gettext_lazy("数量不足"), "too_many": gettext_lazy("数量超出"),
    "too_long": gettext_lazy("字数超出"), "too_short": gettext_lazy("字数不足"), "too_large": gettext_lazy("文件过大"),
    "wrong_format": gettext_lazy("格式不符"), "caption_incomplete": gettext_lazy("说明不全"),
    "outside_window": gettext_lazy("不在时间范围"), "undated": gettext_lazy("没有日期"),
    "no_document_number": gettext_lazy("缺文号"), "same_file": gettext_lazy("同一文件"),
    "same_picture": gettext_lazy("同图疑似"), "same_text": gettext_lazy("文字雷同"),
    "captured_before_event": gettext_lazy("拍摄早于活动"), "captured_after_upload": gettext_lazy("拍摄晚于上传"),
    "name_not_visible": gettext_lazy("看不到单位名称"), "unreadable": gettext_lazy("打不开"),
    "unsafe": gettext_lazy("不安全"), "disguised": gettext_lazy("名不副实"),
}  # fmt: skip
ICONS = {
    "missing": "circle-dashed", "too_few": "circle-half-2", "too_many": "stack-2", "too_long": "text-size",
    "too_short": "text-size", "too_large": "file-alert", "wrong_format": "file-x", "caption_incomplete": "pencil",
    "outside_window": "calendar-question", "undated": "calendar-question", "no_document_number": "hash",
    "same_file": "copy", "same_picture": "photo-exclamation", "same_text": "copy", "captured_before_event": "calendar-event",
    "captured_after_upload": "clock-exclamation", "name_not_visible": "eye-off", "unreadable": "file-unknown",
    "unsafe": "shield-x", "disguised": "file-diff",
}  # fmt: skip
SEVERITIES = (("error", gettext_lazy("须改")), ("warning", gettext_lazy("请核")), ("info", gettext_lazy("提示")))
TONES = {"error": "due", "warning": "calm", "info": "calm"}


def word_of(kind: str) -> Any:
    """What a kind is called; one that came later than this page under its own name."""
    return KINDS.get(kind, kind)


def finding_row(one: Finding) -> dict[str, Any]:
    """A finding as ``evidence/_findings.html`` shows it."""
    return {
        "word": word_of(one.kind),
        "tone": TONES[one.severity],
        "icon": ICONS.get(one.kind, "alert-circle"),
        "message": one.message,
        "what_to_do": one.what_to_do,
        "urls": [reverse("evidence:record_detail", args=[pk]) for pk in one.evidence[:4]],
    }


def finding_rows(found: Iterable[Finding]) -> list[dict[str, Any]]:
    return [finding_row(one) for one in gravest_first(found)]
