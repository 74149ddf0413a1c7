"""Score sheets and criteria sets of 1,000 lines as Excel and Word.

    .venv/bin/python -m bench papers

Whole answers of the server: the round scored, the set written, the file ready to be downloaded.
"""

from __future__ import annotations

from bench.figures import Figure
from bench.instance import asked, house
from bench.trees import answered_round

BARS = {"xlsx": (400.0, "Excel"), "docx": (1500.0, "Word")}
LINES = 1000


def measure(*, quick: bool = False) -> list[Figure]:
    """Both files of both things."""
    from django.urls import reverse

    figures = []
    with house() as stood:
        made, round_ = answered_round(stood, 150 if quick else LINES)
        for form, (bar, name) in BARS.items():
            addresses = {
                "score sheet": reverse("assessment:round_export", args=[round_.pk, form]),
                "criteria set": reverse("criteria:export", args=[made.pk, form]),
            }
            for what, address in addresses.items():
                clock, processor = asked(stood.client, address, 2 if quick else 7).median()
                work = f"{what} of {made.line_count:,} lines as {name}"
                figures.append(Figure(work, clock, "ms", bar, processor=processor))
    return figures
