"""How far a line's evidence has come, for the screen: what is asked, what is there, and one sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wenming.criteria.rules.values import EvidenceDuty
from wenming.evidence.rules.findings import Finding
from wenming.evidence.rules.records import LineDuties, RecordId
from wenming.evidence.rules.sharing import Share
from wenming.evidence.rules.vocabulary import measure, megabytes
from wenming.kernel.words import _

State = Literal["complete", "partial", "empty", "wrong", "none"]


@dataclass(frozen=True, slots=True)
class DutyState:
    """One duty of one line.

    asked     what it asks for, in words: 照片不少于 2 张.
    have      pieces that count.
    state     complete; partial (too few); empty (nothing); wrong (enough, but something about it is an error).
    sentence  「应有照片不少于 2 张，现有 1 张」
    evidence  ids of the records that answer it.
    """

    line: str
    duty: EvidenceDuty
    name: str
    asked: str
    have: int
    state: State
    sentence: str
    evidence: tuple[RecordId, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LineState:
    """A line and its duties. ``none`` if it asks for nothing or is excused."""

    code: str
    title: str
    duties: tuple[DutyState, ...]
    excused: bool = False

    @property
    def state(self) -> State:
        """Wrong if anything is; complete or empty if everything is; else partial."""
        states = {duty.state for duty in self.duties}
        if not states:
            return "none"
        if "wrong" in states:
            return "wrong"
        return states.pop() if len(states) == 1 else "partial"

    @property
    def done(self) -> int:
        """How many duties are complete."""
        return sum(1 for duty in self.duties if duty.state == "complete")


def judge_line(line: LineDuties, share: Share, findings: Sequence[Finding]) -> DutyState:
    """The state of one duty from the records that answer it and what was found about them."""
    asked = asked_text(share)
    return DutyState(
        line=line.code,
        duty=share.duty,
        name=share.name,
        asked=asked,
        have=share.have,
        state=_state(share, findings),
        sentence=_sentence(share, asked),
        evidence=tuple(record.id for record in share.records),
        findings=tuple(findings),
    )


def asked_text(share: Share) -> str:
    """What a duty asks for, in words: kind, number, length, size, format."""
    duty = share.duty
    said = {"kind": share.name, "measure": measure(duty.kind), "least": share.least, "most": duty.maximum}
    if duty.maximum is not None and duty.maximum == share.least:
        text = _("%(kind)s %(least)s %(measure)s") % said
    elif duty.maximum is not None and share.least:
        text = _("%(kind)s %(least)s—%(most)s %(measure)s") % said
    elif duty.maximum is not None:
        text = _("%(kind)s不超过 %(most)s %(measure)s") % said
    elif duty.minimum is None:
        text = share.name
    else:
        text = _("%(kind)s不少于 %(least)s %(measure)s") % said
    if duty.per == "activity":
        text = _("每次活动%(asked)s") % {"asked": text}
    more = []
    if duty.max_chars is not None:
        more.append(_("不超过 %(limit)s 字") % {"limit": duty.max_chars})
    if duty.min_chars is not None:
        more.append(_("不少于 %(limit)s 字") % {"limit": duty.min_chars})
    if duty.max_bytes is not None:
        more.append(_("每个文件不超过 %(limit)s") % {"limit": megabytes(duty.max_bytes)})
    if duty.formats:
        more.append(_("格式为 %(formats)s") % {"formats": "/".join(name.upper() for name in duty.formats)})
    return _("%(asked)s（%(more)s）") % {"asked": text, "more": _("，").join(more)} if more else text


def _sentence(share: Share, asked: str) -> str:
    said = {"asked": asked, "have": share.have, "measure": measure(share.duty.kind)}
    if share.duty.per == "activity" and share.groups:
        short = sum(1 for group in share.groups if group.have < share.least)
        said |= {"activities": len(share.groups), "short": short}
        if short:
            return _("应有%(asked)s；共 %(activities)s 次活动，其中 %(short)s 次不足") % said
        return _("应有%(asked)s；共 %(activities)s 次活动，均已达到") % said
    if share.least == 0:
        return _("可提供%(asked)s，现有 %(have)s %(measure)s") % said
    return _("应有%(asked)s，现有 %(have)s %(measure)s") % said


def _state(share: Share, findings: Sequence[Finding]) -> State:
    kinds = {item.kind for item in findings}
    if "missing" in kinds:
        return "empty"
    if "too_few" in kinds:
        return "partial"
    if any(item.severity == "error" for item in findings) or "too_many" in kinds:
        return "wrong"
    return "complete"
