"""The criteria tree with scores: a round's sheet and a set's page, of 1,000 lines and of 150.

    .venv/bin/python -m bench trees

Server time of the whole page for a clerk who has signed in, the set's engine being at hand as it is in a running process;
queries are counted in a run apart, those for session, person and frame among them.
"""

from __future__ import annotations

import random
from typing import Any

from bench import scoring
from bench.figures import Figure
from bench.instance import AT, ON, YEAR, House, asked, house, queries, set_in_use

BARS = {1000: 100.0, 150: 25.0}
QUERIES = 12
LEAVES = {1000: 832, 150: 123}  # with their parents and one bonus line that is 1,000 and 150 lines


def answered_round(stood: House, lines: int, document: dict[str, Any] | None = None) -> tuple[Any, Any]:
    """A set of so many lines and a round of it, nearly all answered."""
    from wenming.assessment.actions.rounds import open_round
    from wenming.assessment.models import Answer
    from wenming.assessment.selectors.scoring import totals
    from wenming.criteria.models import Line

    made = set_in_use(stood.unit, document or scoring.document(LEAVES[lines]), f"tree-{lines}")
    assert made.line_count == lines, made.line_count
    round_ = open_round(
        actor=stood.actor, organisation=stood.unit, criteria_set=made, name=f"{lines} 条", year=YEAR, as_of=ON, at=AT
    )
    given = scoring.answers(LEAVES[lines], random.Random(lines))["answers"]
    keys = dict(Line.objects.filter(criteria_set=made).values_list("code", "pk"))
    Answer.objects.bulk_create(
        Answer(
            round=round_, line_id=keys[code], data=data, note="依据见台账。" if n % 3 else "", revision=1,
            answered_at=AT, answered_by="王干事",
        )
        for n, (code, data) in enumerate(given.items())
    )  # fmt: skip
    round_.keep(totals(round_))
    return made, round_


def measure(*, quick: bool = False) -> list[Figure]:
    """Tree pages of both sizes."""
    from django.urls import reverse

    times = 5 if quick else 25
    figures = []
    with house() as stood:
        for lines, bar in BARS.items():
            made, round_ = answered_round(stood, lines)
            pages = {
                f"score sheet of {lines:,} lines": reverse("assessment:round_detail", args=[round_.pk]),
                f"criteria set of {lines:,} lines": reverse("criteria:set_detail", args=[made.pk]),
            }
            for name, address in pages.items():
                clock, processor = asked(stood.client, address, times).median()
                figures.append(Figure(name, clock, "ms", bar, processor=processor))
                figures.append(Figure(f"{name}: queries", queries(stood.client, address), "queries", QUERIES))
    return figures
