"""Two versions of a criteria set side by side: what was added, taken away, moved, renumbered and reworded."""

from __future__ import annotations

from wenming.criteria.rules.comparison.comparing import compare
from wenming.criteria.rules.comparison.texts import Segment
from wenming.criteria.rules.comparison.values import (
    Comparison,
    FieldChange,
    ItemRow,
    LineRow,
    Placed,
    Summary,
)

__all__ = ["Comparison", "FieldChange", "ItemRow", "LineRow", "Placed", "Segment", "Summary", "compare"]
