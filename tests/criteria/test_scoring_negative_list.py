"""The negative list: which events count, when an item takes effect, and what follows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.criteria.scoring_helpers import document, leaf, sheet
from wenming.criteria.rules.errors import BadAnswers
from wenming.criteria.rules.lookback import months_before


def events(*days: str, item: str = "N", **fields: object) -> list[dict[str, object]]:
    return [{"item": item, "date": day, **fields} for day in days]


def counted(lookback: object, *days: str, as_of: str | None = "2026-10-31", **fields: object) -> int:
    """How many of the events count."""
    item = {"code": "N", "title": "负面情形", "lookback": lookback, "effect": {"kind": "warn"}}
    effects = sheet(document(leaf("1"), negative=[item]), as_of=as_of, events=events(*days), **fields)["effects"]
    return int(effects[0]["events"]) if effects else 0


def test_months_look_back_from_the_day_after_to_the_day_of_the_sheet() -> None:
    assert counted({"months": 24}, "2024-10-31") == 0
    assert counted({"months": 24}, "2024-11-01") == 1
    assert counted({"months": 24}, "2026-10-31") == 1
    assert counted({"months": 24}, "2026-11-01") == 0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-10-31", 24, "2024-10-31"),
        ("0500-01-01", 1200, "0400-01-01"),
        ("0050-01-01", 1200, "0001-01-01"),
    ],
)
def test_months_before_a_day_keep_the_day_or_take_the_last(day: str, months: int, before: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_since_counts_from_its_day() -> None:
    assert counted({"since": "2024-01-01"}, "2023-12-31", "2024-01-01", "2026-01-01") == 2


def test_the_term_counts_both_its_days() -> None:
    term = {"from": "2025-01-01", "to": "2027-12-31"}
    days = ("2024-12-31", "2025-01-01", "2027-12-31", "2028-01-01")
    assert counted({"term": True}, *days, term=term) == 2


def test_without_look_back_every_event_up_to_the_day_counts() -> None:
    assert counted(None, "1999-01-01", "2026-10-31", "2026-11-01") == 2


def test_nothing_happens_below_the_threshold() -> None:
    item = {"code": "N", "threshold": 2, "effect": {"kind": "deduct", "points": "3"}}
    doc = document(leaf("1", "20"), negative=[item])
    result = sheet(doc, {"1": {"score": "20"}}, events=events("2026-01-01"))
    assert (result["effects"], result["total"]) == ([], "20")
    result = sheet(doc, {"1": {"score": "20"}}, events=events("2026-01-01", "2026-01-01"))
    assert (result["effects"], result["total"]) == ([{"item": "N", "kind": "deduct", "points": "6", "events": 2}], "14")


def test_a_concealed_event_costs_its_factor() -> None:
    item = {"code": "N", "effect": {"kind": "deduct", "points": "10", "concealed_factor": "2"}}
    doc = document(leaf("1", "90"), negative=[item])
    both = events("2025-03-02", concealed=True) + events("2025-04-02")
    result = sheet(doc, {"1": {"score": "90"}}, events=both)
    assert (result["deductions"], result["total"]) == ("30", "60")
    assert result["effects"] == [{"item": "N", "kind": "deduct", "points": "30", "events": 2}]


def test_an_item_that_blocks_keeps_the_score_and_fails_the_sheet() -> None:
    items = [
        {"code": code, "effect": {"kind": kind}} for code, kind in (("A", "revoke"), ("B", "block"), ("C", "warn"))
    ]
    doc = document(
        leaf("1"), pass_mark="1", negative=[*items, {"code": "D", "effect": {"kind": "rectify", "months": 6}}]
    )
    happened = [event for code in "DCBA" for event in events("2026-01-01", "2026-02-01", item=code)]
    result = sheet(doc, {"1": {"score": "4"}}, events=happened)
    assert (result["total"], result["passed"], result["blocked"]) == ("4", False, ["B"])
    assert result["effects"] == [
        {"item": "A", "kind": "revoke", "events": 2},
        {"item": "B", "kind": "block", "events": 2},
        {"item": "C", "kind": "warn", "events": 2},
        {"item": "D", "kind": "rectify", "months": 6, "events": 2},
    ]
    without = [event for event in happened if event["item"] != "B"]
    assert sheet(doc, {"1": {"score": "4"}}, events=without)["passed"] is True


def test_an_event_of_an_unknown_item_is_refused() -> None:
    with pytest.raises(BadAnswers, match="N-9"):
        sheet(document(leaf("1")), events=events("2026-01-01", item="N-9"))


def test_a_look_back_with_nothing_to_look_back_from_is_refused() -> None:
    with pytest.raises(BadAnswers, match="as_of"):
        counted({"months": 24}, "2026-01-01", as_of=None)
    with pytest.raises(BadAnswers, match="term"):
        counted({"term": True}, "2026-01-01")
