"""``wenming-deployment/1``: the proposal as a document other programs read."""

from __future__ import annotations

from datetime import date
from typing import Any

from wenming.deployments.rules.values import Duty, Every, Proposal

FORMAT = "wenming-deployment/1"


def document_of(proposal: Proposal) -> dict[str, Any]:
    """The document of contracts §3, with ``dated``, ``warnings``, ``supporting``, ``leaders`` and ``stage`` added."""
    return {
        "format": FORMAT,
        "title": proposal.title,
        "speaker": proposal.speaker,
        "occasion": proposal.occasion,
        "dated": _day(proposal.dated),
        "stages": [
            {"name": s.name, "text": s.text, "from": _day(s.since), "to": _day(s.until), "paragraph": s.paragraph}
            for s in proposal.stages
        ],
        "tasks": [_task(number, duty) for number, duty in enumerate(proposal.duties, start=1)],
        "rules": [{"kind": m.kind, "text": m.text, "paragraph": m.paragraph} for m in proposal.measures],
        "warnings": [{"paragraph": w.paragraph, "message": w.message} for w in proposal.warnings],
    }


def _task(number: int, duty: Duty) -> dict[str, Any]:
    when = duty.when
    return {
        "n": number,
        "action": duty.action,
        "text": duty.text,
        "paragraph": duty.paragraph,
        "owners": list(duty.owners),
        "supporting": list(duty.supporting),
        "leaders": list(duty.leaders),
        "due": _day(when.due) if when else None,
        "due_text": when.text if when else None,
        "due_kind": when.kind if when else "none",
        "from": _day(when.since) if when else None,
        "every": _every(when.every) if when and when.every else None,
        "deliverable": duty.deliverable,
        "deliver_to": duty.deliver_to,
        "heading": duty.heading,
        "stage": duty.stage,
    }


def _every(every: Every) -> dict[str, Any]:
    told: dict[str, Any] = {"unit": every.unit, "n": every.n}
    return told if every.day is None else told | {"day": every.day}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
