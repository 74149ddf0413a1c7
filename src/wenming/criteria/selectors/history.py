"""The trail of a set as a person wants to read it: what was corrected in one go is one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wenming.audit.models import Entry
from wenming.criteria.models import CriteriaSet

MOST_READ, MOST_SHOWN, MOST_NAMED = 300, 10, 4
PAUSE = timedelta(hours=1)
"""Corrections further apart than this are told apart."""

EVENTS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "criteria.draft.begun": lambda details: _("起草第 %(version)s 版") % {"version": details.get("version", "")},
    "criteria.draft.rebased": lambda details: (
        _("换到基础体系第 %(version)s 版") % {"version": details.get("version", "")}
    ),
    "criteria.draft.dropped": lambda _details: _("放弃草稿"),
    "criteria.set.put_into_use": lambda details: _("启用，共 %(lines)s 条") % {"lines": details.get("lines", "")},
    "criteria.set.retired": lambda _details: _("停用"),
    "criteria.set.restored": lambda _details: _("恢复使用"),
}


CORRECTIONS: Mapping[str, Callable[[str], str]] = {
    "criteria.draft.line_changed": lambda what: _("修改 %(what)s") % {"what": what},
    "criteria.draft.line_added": lambda what: _("添加 %(what)s") % {"what": what},
    "criteria.draft.line_removed": lambda what: _("删除 %(what)s") % {"what": what},
    "criteria.draft.line_moved": lambda what: _("移动 %(what)s") % {"what": what},
    "criteria.draft.negative_changed": lambda what: _("修改负面清单 %(what)s") % {"what": what},
    "criteria.draft.negative_removed": lambda what: _("删除负面清单事项 %(what)s") % {"what": what},
    "criteria.draft.header_changed": lambda _what: _("修改基本信息"),
    "criteria.draft.warnings_accepted": lambda what: _("核对 %(count)s 处提示") % {"count": what},
}
"""What is done to a draft bit by bit, as each is saved by itself."""


def history_of(criteria_set: CriteriaSet) -> list[dict[str, Any]]:
    """The latest of a set's trail in words, newest first. One query. The caller has shown that it may be seen."""
    target = f"{criteria_set._meta.label_lower}:{criteria_set.pk}"
    entries = Entry.objects.filter(target=target).order_by("-at", "-sequence")[:MOST_READ]
    return history_words(entries)[:MOST_SHOWN]


def history_words(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The trail in words; corrections of one person with no long pause between them are one entry."""
    return [_told(group) for group in _together(entries)]


def _together(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    for entry in entries:
        last = group[-1] if group else None
        if (
            last is not None
            and last.event in CORRECTIONS
            and entry.event in CORRECTIONS
            and entry.actor_name == last.actor_name
            and last.at - entry.at <= PAUSE
        ):
            group.append(entry)
            continue
        if group:
            yield group
        group = [entry]
    if group:
        yield group


def _told(group: list[Entry]) -> dict[str, Any]:
    newest = group[0]
    told = {"at": newest.at, "by": newest.actor_name, "note": ""}
    if newest.event not in CORRECTIONS:
        say = EVENTS.get(newest.event)
        return told | {"text": say(newest.details) if say else newest.event}
    done: dict[str, list[str]] = {}
    for entry in reversed(group):
        what = str(entry.details.get("line") or entry.details.get("item") or "")
        if entry.event == "criteria.draft.warnings_accepted":
            what = str(int(entry.details.get("count") or 0) + int((done.get(entry.event) or ["0"])[0]))
            done[entry.event] = [what]
        elif what not in done.setdefault(entry.event, []):
            done[entry.event].append(what)
    said = [CORRECTIONS[event](_named(what)) for event, what in done.items()]
    if len(group) > 1:
        told["note"] = ngettext("保存 %(n)d 次", "保存 %(n)d 次", len(group)) % {"n": len(group)}
    return told | {"text": _("；").join(said).strip()}


def _named(what: list[str]) -> str:
    listed = _("、").join(what[:MOST_NAMED])
    if len(what) <= MOST_NAMED:
        return listed
    return _("%(named)s 等 %(n)d 条") % {"named": listed, "n": len(what)}
