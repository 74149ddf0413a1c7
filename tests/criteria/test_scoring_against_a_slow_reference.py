"""The engine and an independent slow scorer say the same of whatever hypothesis invents."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.criteria.reference_scorer import reference_sheet, reference_years
from tests.criteria.scoring_cases import answer_sets, cases, documents
from wenming.criteria.formats.answers import read_answers, write_answers
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.rules.engine import score
from wenming.criteria.rules.years import score_all

Json = dict[str, Any]
calm = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def without_words(sheet: Json) -> Json:
    lines = [{name: value for name, value in line.items() if name != "why"} for line in sheet["lines"]]
    return {name: sheet[name] for name in sheet if name not in ("format", "warnings", "exact")} | {"lines": lines}


@calm
@given(cases())
def test_the_engine_agrees_with_the_slow_reference(case: tuple[Json, Json]) -> None:
    document, answers = case
    sheet = score(read_document(document), read_answers(answers)).as_dict()
    assert without_words(sheet) == without_words(reference_sheet(document, answers))


@calm
@given(cases())
def test_every_line_is_explained_in_a_whole_sentence(case: tuple[Json, Json]) -> None:
    document, answers = case
    for line in score(read_document(document), read_answers(answers)).lines:
        assert line.why.endswith("。")
        assert "%(" not in line.why and "{" not in line.why and "Fraction" not in line.why


@calm
@given(cases())
def test_what_is_written_reads_back_the_same(case: tuple[Json, Json]) -> None:
    document, answers = read_document(case[0]), read_answers(case[1])
    written = json.loads(json.dumps(write_document(document), ensure_ascii=False))
    assert read_document(written) == document
    assert write_document(read_document(written)) == written
    assert read_answers(json.loads(json.dumps(write_answers(answers)))) == answers


@settings(calm, max_examples=40)
@given(documents(), st.data())
def test_years_are_combined_as_the_reference_combines_them(document: Json, data: st.DataObject) -> None:
    document["years"] = data.draw(
        st.sampled_from(
            [
                {"combine": "sum", "parts": {"2025": "0.4", "2026": "0.6"}, "pass": "8"},
                {"combine": "sum", "parts": {"2025": "1", "2026": "1"}},
                {"combine": "mean"},
                {"combine": "mean", "parts": {"2025": "1", "2026": "1"}, "pass": "8"},
            ]
        )
    )
    rounds = [data.draw(answer_sets(document, year)) for year in (2026, 2025)]
    sheet = score_all(read_document(document), [read_answers(answers) for answers in rounds]).as_dict()
    expected = reference_years(document, rounds)
    assert {name: sheet[name] for name in expected} == expected
