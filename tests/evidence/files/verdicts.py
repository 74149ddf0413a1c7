"""What the reading tests expect of an inspection, said once."""

from __future__ import annotations

from pathlib import Path

from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.verdicts import Inspection, Verdict


def codes(inspection: Inspection) -> set[str]:
    """The codes of its problems."""
    return {problem.code for problem in inspection.problems}


def refused(path: Path, name: str, verdict: Verdict, code: str) -> Inspection:
    """Inspect and expect exactly this verdict for this reason, in words."""
    inspection = inspect(path, name)
    assert (inspection.verdict, code in codes(inspection)) == (verdict, True), inspection
    assert inspection.message.endswith("。") and inspection.what_to_do.endswith("。")
    return inspection
