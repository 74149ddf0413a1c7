"""Points in bare brackets over a group: 一、环境（40） is worth 40, told by what lies below it."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.checks import worth
from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.numbers import NUMBER, tidy

BARE = re.compile(
    rf"^(?P<words>.*\S)\s*[（(【\[]\s*(?:权重|占比?)?[:：]?(?P<n>{NUMBER})\s*(?P<share>[%％]?)\s*[）)】\]]$", re.DOTALL
)
MOST = Decimal(200)  # more is a year or a number of something


def settle_bare(root: Draft) -> None:
    """Read bare numbers in brackets at the end of groups without points, in place.

    A number counts as points where the lines below add up to it, where the group is numbered, or where the groups
    beside it print theirs so too – and only over lines that carry points themselves. A share (20%) needs the sum.
    """
    for parent in root.walk():
        heads = [(child, match) for child in parent.children if (match := _bare(child)) is not None]
        for child, match in heads:
            value = tidy(match["n"])
            below = [worth(line) for line in child.children]
            known = [points for points in below if points is not None]
            if value is None or not 0 < value <= MOST or 2 * len(known) < len(below):
                continue
            plain = not match["share"] and (child.code is not None or len(heads) > 1)
            if sum(known, Decimal(0)) == value or plain:
                child.points = value
                words = match["words"].strip()
                child.title, child.words = (words, child.words) if child.title else ("", words)


def _bare(draft: Draft) -> re.Match[str] | None:
    if draft.points is not None or not draft.children or draft.text:
        return None
    name = draft.title or draft.words
    return BARE.match(name) if len(squeeze(name)) <= 40 else None
