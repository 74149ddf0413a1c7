"""Saving one answer, the roll-up of the whole sheet and the trail's entry included, while the instance grows.

    .venv/bin/python -m bench saving

A thousand units assess themselves against one set of 150 lines; their rounds' answers, and an entry of the trail for each,
are what the instance holds. One unit goes on answering its own round of 123 leaves: every save is another value for another
leaf, through the same action that pages call. Flat means that the median at the most rows is at most a fifth above the
median at the fewest.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from bench import scoring
from bench.figures import Figure, timed
from bench.filling import multiply, settle
from bench.instance import AT, House, house, label
from bench.trees import LEAVES, answered_round

BAR, FLAT = 30.0, 1.2
SIZES = (1_000, 10_000, 100_000, 1_000_000)
UNITS = 1_000


class Growing:
    """An instance whose answers become more: whole rounds of other units, copied inside the database."""

    def __init__(self, stood: House, units: int) -> None:
        from wenming.assessment.models import Answer, Round
        from wenming.audit.models import Entry
        from wenming.organisations.models import Organisation

        self.made, self.round = answered_round(stood, 150)
        self.answers = list(Answer.objects.filter(round=self.round).order_by("pk"))
        self.block = len(self.answers)
        others = Organisation.objects.bulk_create(
            Organisation(
                code=f"unit-{n}", name=f"云溪市第{n}单位", created_at=AT, territory_parent=stood.authority,
                territory_path=f"{stood.authority.territory_path}{10_000 + n}/", line_path=f"/{10_000 + n}/",
            )
            for n in range(units)
        )  # fmt: skip
        self.first_unit, self.units = others[0].pk, units
        entry = Entry.objects.filter(target=f"assessment.round:{self.round.pk}").first()
        assert entry is not None
        self.entry, self.rounds = entry.pk, Round
        self.copies, self.models = 0, (Answer, Entry, Round)

    def grow(self, rows: int) -> int:
        """Bring the answers of the instance to about so many; says how many there are."""
        answer, entry, round_ = self.models
        wanted = max(self.copies, rows // self.block - 1)
        if wanted > self.copies:
            start, unit = self.copies + 1, f"{self.first_unit} + ({{n}} % {self.units})"
            own = {"organisation_id": unit, "number": "{n} + 1"}
            multiply(round_, self.round.pk, 1, wanted, made=own, start=start)
            multiply(answer, self.answers[0].pk, self.block, wanted, follow={"round_id": 1}, start=start, any_keys=True)
            first, last = self.copies * self.block + 1, wanted * self.block
            trail = {
                "organisation_id": unit, "sequence": "1000 + {n}", "target": "'assessment.round:' || (1 + {n} / 123)",
            }  # fmt: skip
            multiply(entry, self.entry, 1, last, made=trail, start=first, any_keys=True)
            self.copies = wanted
            settle()
        return (self.copies + 1) * self.block


def measure(*, quick: bool = False) -> list[Figure]:
    """A save at each size, and how the sizes compare."""
    times = 20 if quick else 120
    sizes = SIZES[:2] if quick else SIZES
    figures = []
    with house() as stood:
        growing = Growing(stood, UNITS if not quick else 20)
        save = saver(stood, growing)
        medians: list[tuple[float, float]] = []
        for size in sizes:
            rows = growing.grow(size)
            medians.append(timed(save, times, warm=10).median())
            clock, processor = medians[-1]
            figures.append(
                Figure(f"save one answer, {size:,} answers in the instance", clock, "ms", BAR, processor=processor,
                       note=f"{rows:,} answers and as many entries of the trail")
            )  # fmt: skip
        clocks, busy = zip(*medians, strict=True)
        figures.append(
            Figure(
                f"save: the most rows against the fewest ({sizes[-1]:,} : {sizes[0]:,})", clocks[-1] / clocks[0], "×",
                FLAT, processor=busy[-1] / busy[0] if label() == "SQLite" else None,
            )
        )  # fmt: skip
        figures.append(Figure("save: queries", counted(save), "queries"))
    return figures


def saver(stood: House, growing: Growing) -> Any:
    """``save(n)``: the nth answer, another value for another leaf each time."""
    from wenming.assessment.actions.answers import save_answer
    from wenming.assessment.selectors.rounds import round_for
    from wenming.criteria.models import Line

    draw = random.Random(7)
    leaves = list(Line.objects.filter(criteria_set=growing.made, is_leaf=True, bonus=False).order_by("order"))
    place = {f"L-{n}": n for n in range(LEAVES[150])}

    def save(n: int) -> None:
        line = leaves[(n * 7) % len(leaves)]
        given = scoring.answer(place[line.code] % len(scoring.RULES), draw)
        round_ = round_for(stood.actor, growing.round.pk)
        at = AT + timedelta(seconds=n)
        save_answer(actor=stood.actor, round_=round_, line=line, data=given, at=at, note=f"第 {n} 次核对。")

    return save


def counted(save: Any) -> int:
    """The queries of one save."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        save(1)
    return len(seen)
