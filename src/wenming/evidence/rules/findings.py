"""Findings: what is missing, short or wrong with the evidence, in a form that people read and other systems parse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wenming.evidence.rules.records import RecordFacts, RecordId

FORMAT = "wenming-findings/1"
Severity = Literal["error", "warning", "info"]

# How grave each kind is unless the one who finds it knows better. Kinds are only ever added.
SEVERITY: dict[str, Severity] = {
    "missing": "error",
    "too_few": "error",
    "too_many": "warning",
    "too_long": "error",
    "too_short": "error",
    "too_large": "error",
    "wrong_format": "error",
    "caption_incomplete": "warning",
    "outside_window": "error",
    "undated": "warning",
    "no_document_number": "warning",
    "same_file": "error",
    "same_picture": "warning",
    "same_text": "warning",
    "captured_before_event": "warning",
    "captured_after_upload": "warning",
    "name_not_visible": "warning",
    "unreadable": "error",
    "unsafe": "error",
    "disguised": "error",
}
_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    line      the code of the line it concerns; None if it concerns the record wherever it is filed.
    evidence  ids of the records.      files  names as imported.
    message   what is the matter.      what_to_do  how to mend it.
    """

    kind: str
    severity: Severity
    line: str | None
    evidence: tuple[RecordId, ...]
    files: tuple[str, ...]
    message: str
    what_to_do: str

    def as_dict(self) -> dict[str, Any]:
        """The finding as it stands in the document."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "line": self.line,
            "evidence": list(self.evidence),
            "files": list(self.files),
            "message": self.message,
            "what_to_do": self.what_to_do,
        }


def finding(
    kind: str,
    message: str,
    what_to_do: str,
    *,
    line: str | None = None,
    about: Sequence[RecordFacts] = (),
    files: Iterable[str] | None = None,
    severity: Severity | None = None,
) -> Finding:
    """Make a finding of a known kind.

    about     the records it concerns.
    files     names of the files it concerns; by default all files of those records. Each is listed once.
    severity  by default the usual one of the kind.
    """
    names = [name for record in about for name in record.names] if files is None else files
    return Finding(
        kind=kind,
        severity=severity or SEVERITY[kind],
        line=line,
        evidence=tuple(dict.fromkeys(record.id for record in about)),
        files=tuple(dict.fromkeys(names)),
        message=message,
        what_to_do=what_to_do,
    )


def findings_document(unit: str, year: int, findings: Iterable[Finding]) -> dict[str, Any]:
    """The document ``wenming-findings/1``: all findings in the order given."""
    return {"format": FORMAT, "unit": unit, "year": year, "findings": [item.as_dict() for item in findings]}


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, then warnings, then hints; otherwise in the order given."""
    return sorted(findings, key=lambda item: _ORDER[item.severity])
