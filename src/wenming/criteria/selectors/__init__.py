"""Questions about criteria sets. Other apps ask here and need not know in which module an answer stands."""

from __future__ import annotations

from wenming.criteria.models import CriteriaSet
from wenming.criteria.selectors.engines import compiled, digest_of
from wenming.criteria.selectors.sets import (
    free_code,
    head_for,
    lines_of,
    may_edit,
    next_version,
    same_content,
    set_by_code,
    set_for,
    set_for_year,
    sets_in_sight,
    sets_in_use,
    sets_of_unit,
)

__all__ = [
    "CriteriaSet",
    "compiled",
    "digest_of",
    "free_code",
    "head_for",
    "lines_of",
    "may_edit",
    "next_version",
    "same_content",
    "set_by_code",
    "set_for",
    "set_for_year",
    "sets_in_sight",
    "sets_in_use",
    "sets_of_unit",
]
