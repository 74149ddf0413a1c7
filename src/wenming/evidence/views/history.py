"""经过 in words: who did what to a record, and what changed from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.evidence.states import EvidenceKind, LedgerClass, Secrecy

EVENTS = {
    "evidence.record.registered": gettext_lazy("登记材料"),
    "evidence.record.changed": gettext_lazy("修改登记内容"),
    "evidence.record.filed": gettext_lazy("入账"),
    "evidence.record.linked": gettext_lazy("对应条目"),
    "evidence.record.unlinked": gettext_lazy("取消对应"),
    "evidence.record.files_attached": gettext_lazy("添加文件"),
    "evidence.record.file_detached": gettext_lazy("移出文件"),
    "evidence.record.removed": gettext_lazy("移出台账"),
}
FIELDS = {
    "year": gettext_lazy("年度"), "ledger_class": gettext_lazy("台账类别"), "kind": gettext_lazy("材料类型"),
    "title": gettext_lazy("题名"), "happened_on": gettext_lazy("发生日期"), "place": gettext_lazy("地点"),
    "organiser": gettext_lazy("主办单位"), "people": gettext_lazy("人员"), "theme": gettext_lazy("主题"),
    "document_number": gettext_lazy("文号"), "body": gettext_lazy("正文"), "address": gettext_lazy("链接"),
    "department": gettext_lazy("责任部门"), "owner": gettext_lazy("责任人"), "secrecy": gettext_lazy("密级"),
    "late_reason": gettext_lazy("补登原因"), "in_force": gettext_lazy("仍有效的理由"),
    "wanted_lines": gettext_lazy("清单所写条目"),
}  # fmt: skip
CHOICES: dict[str, dict[str, Any]] = {
    "kind": dict(EvidenceKind.choices), "ledger_class": dict(LedgerClass.choices), "secrecy": dict(Secrecy.choices),
}  # fmt: skip
LONGEST = 60


def shown(name: str, value: Any) -> str:
    """A value of a record as people read it; nothing is said to be empty."""
    if value in (None, "", []):
        return _("（空）")
    text = _("、").join(map(str, value)) if isinstance(value, list) else str(CHOICES.get(name, {}).get(value, value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def change(name: str, before: Any, after: Any) -> str:
    return _("%(field)s：%(before)s → %(after)s") % {
        "field": FIELDS.get(name, name), "before": shown(name, before), "after": shown(name, after),
    }  # fmt: skip


def changes(details: Mapping[str, Any]) -> list[str]:
    """What one entry about a change says, field by field in the order of the form."""
    before, after = details.get("before") or {}, details.get("after") or {}
    return [change(name, before[name], after.get(name)) for name in FIELDS if name in before]


def entry_words(entry: Any) -> dict[str, Any]:
    """One entry of the trail as ``ui/_history.html`` shows it."""
    details = entry.details
    note = {
        "evidence.record.changed": lambda: _("；").join(changes(details)),
        "evidence.record.linked": lambda: _codes(details.get("lines", []), details.get("reason", "")),
        "evidence.record.unlinked": lambda: _codes([details.get("line", "")], ""),
        "evidence.record.files_attached": lambda: _("%(n)s 个文件") % {"n": len(details.get("files", []))},
        "evidence.record.file_detached": lambda: str(details.get("name", "")),
        "evidence.record.removed": lambda: str(details.get("reason", "")),
    }.get(entry.event, lambda: "")()
    return {"text": EVENTS.get(entry.event, entry.event), "at": entry.at, "by": entry.actor_name, "note": note}


def _codes(lines: Iterable[str], reason: str) -> str:
    """The codes of lines kept as "set:code", with the reason behind."""
    codes = _("、").join(str(line).partition(":")[2] for line in lines)
    return f"{codes}（{reason}）" if reason else codes
