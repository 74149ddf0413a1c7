"""A set may be a layer on another: found, laid, stacked, written down, and carried to the next version of its base."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.criteria.exchange_documents import SMALL, Plain, large, plain_documents, small
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.layers import (
    apply_layer,
    apply_layers,
    digest_of,
    make_layer,
    read_layer,
    rebase_layer,
    write_layer,
)
from wenming.criteria.rules.layering.values import Add, BadLayer, Change, Drop, Layer, Move
from wenming.criteria.rules.values import Document

many = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
CODES = [f"L{number}" for number in range(9)]
FIELDS = {
    "title": st.sampled_from(["甲", "乙"]),
    "points": st.sampled_from(["1", "2", "1.0"]),
    "methods": st.lists(st.sampled_from(["survey", "briefing"]), max_size=1),
    "x-own": st.sampled_from([1, True, 1.0, None, [], {"a": 1}]),
    "bonus": st.booleans(),
}


@st.composite
def forests(draw: st.DrawFn) -> Document:
    """A small set over a fixed stock of codes, so that two of them share lines in different places."""
    codes = draw(st.lists(st.sampled_from(CODES), unique=True))
    lines: dict[str | None, list[Plain]] = {None: []}
    for code in codes:
        above = draw(st.sampled_from(list(lines)))
        line = draw(st.fixed_dictionaries({"code": st.just(code)}, optional=FIELDS))
        lines[code] = []
        siblings = lines[above]
        siblings.insert(draw(st.integers(0, len(siblings))), line)
        line["lines"] = lines[code]
    own = draw(st.fixed_dictionaries({}, optional={"name": st.sampled_from(["甲", "乙"]), "year": st.just(2026)}))
    items = draw(st.lists(st.sampled_from(CODES[:4]), unique=True))
    negative = [draw(st.fixed_dictionaries({"code": st.just(code)}, optional=FIELDS)) for code in items]
    for item in negative:
        item.pop("bonus", None), item.pop("points", None), item.pop("methods", None)
    return read_document({"format": "wenming-criteria/1", **own, "lines": lines[None], "negative": negative})


def written(document: Document) -> str:
    return json.dumps(write_document(document), sort_keys=True)


def city(change: Any = None, base: Plain = SMALL) -> Document:
    """The small set after ``change``."""
    data = copy.deepcopy(base)
    if change is not None:
        change(data)
    return read_document(data)


def weights(data: Plain) -> None:
    data["code"], data["name"], data["base_total"] = "river-2026", "清江省文明单位测评细则", "100"
    data["lines"][0]["lines"][0]["points"] = "6"


def additions(data: Plain) -> None:
    data["lines"][0]["lines"].append({"code": "II-9", "title": "本地读书节", "points": "2"})
    data["negative"].append({"code": "N-9", "title": "本地事项", "effect": {"kind": "warn"}})


# ---- finding and laying -----------------------------------------------------------------------------------------
@many
@given(forests(), forests())
def test_the_layer_between_two_sets_gives_the_second_exactly(base: Document, changed: Document) -> None:
    layer = make_layer(base, changed)
    assert written(apply_layer(base, layer)) == written(changed)
    assert read_layer(json.loads(json.dumps(write_layer(layer)))) == layer


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plain_documents(6), plain_documents(6))
def test_the_layer_between_any_two_documents_gives_the_second_exactly(one: Plain, other: Plain) -> None:
    base, changed = read_document(one), read_document(other)
    layer = read_layer(json.loads(json.dumps(write_layer(make_layer(base, changed)))))
    assert written(apply_layer(base, layer)) == written(changed)


@many
@given(forests(), forests())
def test_no_operation_of_a_layer_can_be_left_out(base: Document, changed: Document) -> None:
    layer = make_layer(base, changed)
    for at in range(len(layer.operations)):
        fewer = Layer(
            settings=layer.settings,
            unset=layer.unset,
            operations=layer.operations[:at] + layer.operations[at + 1 :],
            negative=layer.negative,
        )
        try:
            result = apply_layer(base, fewer)
        except BadLayer:
            continue
        assert written(result) != written(changed)


@given(forests())
def test_the_layer_of_a_set_on_itself_is_empty(base: Document) -> None:
    assert make_layer(base, base).is_empty


def test_a_layer_says_what_a_person_would_say() -> None:
    base = small()

    def change(data: Plain) -> None:
        weights(data)
        del data["lines"][0]["rule"]
        data["lines"][0]["lines"].pop(1)
        additions(data)
        data["lines"].reverse()

    layer = make_layer(base, city(change), why="省里加重理论学习")
    assert write_layer(layer) == {
        "format": "wenming-layer/1",
        "base": {"code": "harbour-2026", "digest": "sha256:" + digest_of(base)},
        "why": "省里加重理论学习",
        "set": {"code": "river-2026", "name": "清江省文明单位测评细则", "base_total": "100"},
        "unset": [],
        "operations": [
            {"op": "move", "code": "I-2", "under": None, "after": None},
            {"op": "change", "code": "I-1", "unset": ["rule"]},
            {"op": "change", "code": "II-1", "set": {"points": "6"}},
            {
                "op": "add",
                "under": "I-1",
                "after": "II-1",
                "line": {
                    "code": "II-9",
                    "title": "本地读书节",
                    "text": None,
                    "points": "2",
                    "methods": [],
                    "period": None,
                    "bonus": False,
                },
            },
            {"op": "drop", "code": "II-2"},
        ],
        "negative": [
            {
                "op": "add",
                "after": "N-2",
                "item": {"code": "N-9", "title": "本地事项", "effect": {"kind": "warn"}},
            }
        ],
    }


def test_layers_stack_national_provincial_city() -> None:
    national = small()
    provincial = city(weights)
    local = city(lambda data: (weights(data), additions(data)))
    layers = [make_layer(national, provincial), make_layer(provincial, local)]
    assert apply_layers(national, layers) == local


def test_a_thousand_lines_are_quick_enough_to_layer_while_one_types() -> None:
    base = large(1000)
    data = write_document(base)
    data["lines"].reverse()  # type: ignore[attr-defined]
    changed = read_document(data)
    layer = make_layer(base, changed)
    assert apply_layer(base, layer) == changed
    assert len(layer.operations) == len(base.lines) - 1


# ---- what does not fit is refused -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (Change("II-7", {"points": "1"}), "没有 II-7"),
        (Drop("II-7"), "没有 II-7"),
        (Move("II-7"), "没有 II-7"),
        (Move("II-1", "II-7"), "没有 II-7"),
        (Move("I-1", "II-1"), "自己的下级"),
        (Move("I-1", "I-1"), "自己的下级"),
        (Move("II-1", "I-1", "II-1"), "它自己之后"),
        (Move("II-1", "I-2", "II-2"), "I-2 之下没有 II-2"),
        (Add({"code": "II-1"}), "已有 II-1"),
        (Add({"code": "X", "lines": [{"code": "II-1"}]}), "已有 II-1"),
        (Add({"code": "X", "lines": [{"code": "X"}]}), "出现两次"),
        (Add({"code": "X"}, "II-7"), "没有 II-7"),
        (Add({"code": "X"}, "I-1", "II-7"), "I-1 之下没有 II-7"),
        (Change("II-1", {"points": "很多"}), "不成立"),
        (Drop("II-1"), "不成立"),
    ],
)
def test_an_operation_that_does_not_fit_is_refused(operation: Any, words: str) -> None:
    with pytest.raises(BadLayer, match=words):
        apply_layer(small(), Layer(operations=(operation,)))


def test_dropping_twice_or_adding_twice_is_refused() -> None:
    for operations in ((Drop("I-2"), Drop("I-2")), (Drop("I-2"), Change("II-3", {"points": "1"}))):
        with pytest.raises(BadLayer, match="第 2 项"):
            apply_layer(small(), Layer(operations=operations))
    with pytest.raises(BadLayer, match="已有 X"):
        apply_layer(small(), Layer(operations=(Add({"code": "X"}), Add({"code": "X"}))))


def test_a_layer_fits_only_the_version_it_was_made_on() -> None:
    layer = make_layer(small(), city(weights))
    newer = city(additions)
    with pytest.raises(BadLayer, match="与叠加层所依据的那一版不同"):
        apply_layer(newer, layer)
    assert apply_layer(newer, layer, any_version=True).name == "清江省文明单位测评细则"
    with pytest.raises(BadLayer, match="不能叠加在"):
        apply_layer(city(weights), layer)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"format": "wenming-layer/2"},
        {"format": "wenming-criteria/1"},
        {"format": "wenming-layer/1", "base": []},
        {"format": "wenming-layer/1", "base": {"digest": "md5:1"}},
        {"format": "wenming-layer/1", "set": {"lines": []}},
        {"format": "wenming-layer/1", "set": {"year": 1}, "unset": ["year"]},
        {"format": "wenming-layer/1", "unset": [3]},
        {"format": "wenming-layer/1", "operations": [{"op": "explode"}]},
        {"format": "wenming-layer/1", "operations": [{"op": "drop"}]},
        {"format": "wenming-layer/1", "operations": [{"op": "change", "code": "1", "set": {"code": "2"}}]},
        {"format": "wenming-layer/1", "operations": [{"op": "change", "code": "1", "unset": ["lines"]}]},
        {"format": "wenming-layer/1", "operations": [{"op": "add", "line": "x"}]},
        {"format": "wenming-layer/1", "operations": [{"op": "add", "line": {"code": "1", "lines": [{}]}}]},
        {"format": "wenming-layer/1", "negative": [{"op": "add", "line": {"code": "1"}}]},
        {"format": "wenming-layer/1", "operations": {"a": 1}},
    ],
)
def test_a_layer_that_cannot_be_understood_is_refused(data: Any) -> None:
    with pytest.raises(BadLayer):
        read_layer(data)


def test_a_bottomless_layer_is_refused() -> None:
    line: Plain = {"code": "x"}
    for number in range(5000):
        line = {"code": str(number), "lines": [line]}
    with pytest.raises(BadLayer):
        read_layer({"format": "wenming-layer/1", "operations": [{"op": "add", "line": line}]})
    with pytest.raises(BadLayer):
        apply_layer(small(), Layer(operations=(Add(line),)))


# ---- carrying a layer to the next version of its base -----------------------------------------------------------
@many
@given(forests(), forests())
def test_an_unchanged_base_changes_nothing(old: Document, mine: Document) -> None:
    rebased = rebase_layer(make_layer(old, mine), old, old)
    assert (written(rebased.document), rebased.conflicts) == (written(mine), ())


@many
@given(forests(), forests())
def test_an_empty_layer_takes_the_new_base_as_it_is(old: Document, new: Document) -> None:
    rebased = rebase_layer(make_layer(old, old), old, new)
    assert (written(rebased.document), rebased.conflicts, rebased.layer.is_empty) == (written(new), (), True)


@many
@given(forests(), forests())
def test_what_both_sides_changed_alike_is_no_conflict(old: Document, new: Document) -> None:
    rebased = rebase_layer(make_layer(old, new), old, new)
    assert (written(rebased.document), rebased.conflicts, rebased.layer.is_empty) == (written(new), (), True)


@many
@given(forests(), forests(), forests(), st.randoms(use_true_random=False))
def test_nothing_is_lost_or_decided_in_silence(old: Document, mine: Document, new: Document, dice: Any) -> None:
    layer = make_layer(old, mine)
    rebased = rebase_layer(layer, old, new)
    keys = [conflict.key for conflict in rebased.conflicts]
    assert len(keys) == len(set(keys))
    assert apply_layer(new, rebased.layer) == rebased.document
    for choices in ({}, {key: dice.choice(["base", "layer"]) for key in keys}):
        result = rebase_layer(layer, old, new, choices)
        reported = {(conflict.part, conflict.code, conflict.field) for conflict in result.conflicts}
        assert {each.key for each in result.conflicts} >= {key for key in keys if not key.startswith("cycle")}
        _check_lines(old, mine, new, result.document, reported)


def _check_lines(old: Document, mine: Document, new: Document, merged: Document, reported: set[Any]) -> None:
    lines = [
        {line.code: write_document(Document(lines=(line,)))["lines"][0] for line in each.walk()}  # type: ignore[index]
        for each in (old, mine, new, merged)
    ]
    before, ours, theirs, now = lines
    for code in {*ours, *theirs}:
        if code in ours and code in theirs:
            assert code in now
            for name in {*ours[code], *theirs[code]} - {"lines"}:
                values = [json.dumps(each.get(code, {}).get(name, "absent")) for each in lines]
                if values[1] == values[2] or values[2] == values[0]:
                    assert values[3] == values[1]
                elif values[1] == values[0]:
                    assert values[3] == values[2]
                else:
                    assert ("lines", code, name) in reported
                    assert values[3] in values[1:3]
        elif code not in before:  # added by one side: there, unless it hung below what the other side dropped
            assert code in now or any(part == "lines" for part, _code, _field in reported)
        elif code not in now:
            kept = ours if code in ours else theirs
            untouched = kept[code] | {"lines": 0} == before[code] | {"lines": 0}
            assert untouched or ("lines", code, None) in reported


def test_both_changing_one_field_is_shown_with_both_values() -> None:
    old, mine = small(), city(weights)

    def newer(data: Plain) -> None:
        data["lines"][0]["lines"][0]["points"] = "5"
        data["lines"][0]["lines"][1]["title"] = "宣讲与阅读"

    new = city(newer)
    rebased = rebase_layer(make_layer(old, mine), old, new)
    (conflict,) = rebased.conflicts
    assert (conflict.kind, conflict.code, conflict.field) == ("field", "II-1", "points")
    assert (conflict.old, conflict.base, conflict.layer) == ("4", "5", "6")
    assert conflict.sentence == "指标 II-1：叠加层和新版都改了「分值」，改得不一样。"
    assert str(rebased.document.lines[0].lines[0].points) == "6"
    assert rebased.document.lines[0].lines[1].title == "宣讲与阅读"
    assert rebased.open({}) == (conflict,)

    chosen = {conflict.key: "base"}
    settled = rebase_layer(make_layer(old, mine), old, new, chosen)  # type: ignore[arg-type]
    assert str(settled.document.lines[0].lines[0].points) == "5"
    assert settled.open(chosen) == ()  # type: ignore[arg-type]


def unweighted(data: Plain) -> None:
    del data["lines"][0]["rule"]


def test_a_line_dropped_above_and_changed_here_is_a_conflict() -> None:
    old, mine = city(unweighted), city(lambda data: (unweighted(data), weights(data)))
    new = city(lambda data: (unweighted(data), data["lines"][0]["lines"].pop(0)))
    rebased = rebase_layer(make_layer(old, mine), old, new)
    (conflict,) = rebased.conflicts
    assert (conflict.kind, conflict.code, conflict.base) == ("gone", "II-1", None)
    assert "II-1" in [line.code for line in rebased.document.walk()]
    settled = rebase_layer(make_layer(old, mine), old, new, {conflict.key: "base"})
    assert "II-1" not in [line.code for line in settled.document.walk()]


def test_a_line_dropped_here_and_grown_above_is_a_conflict() -> None:
    old = small()
    mine = city(lambda data: data["lines"].pop(1))
    new = city(lambda data: data["lines"][1]["lines"].append({"code": "II-4", "title": "新增特色"}))
    rebased = rebase_layer(make_layer(old, mine), old, new)
    (conflict,) = rebased.conflicts
    assert (conflict.kind, conflict.code) == ("dropped", "II-4")
    assert [line.code for line in rebased.document.lines] == ["I-1"]
    settled = rebase_layer(make_layer(old, mine), old, new, {conflict.key: "base"})
    assert [line.code for line in settled.document.walk()] == ["I-1", "II-1", "II-2", "I-2", "II-4"]


def test_moves_that_would_close_a_circle_follow_the_new_base_and_say_so() -> None:
    def flat(data: Plain) -> None:
        data["lines"] = [{"code": "A"}, {"code": "B"}]

    def nested(outer: str, inner: str) -> Any:
        return lambda data: data.update(lines=[{"code": outer, "lines": [{"code": inner}]}])

    rebased = rebase_layer(make_layer(city(flat), city(nested("A", "B"))), city(flat), city(nested("B", "A")))
    assert [(conflict.kind, conflict.code) for conflict in rebased.conflicts] == [("cycle", "B")]
    assert rebased.open({}) == ()
    assert [line.code for line in rebased.document.walk()] == ["B", "A"]


def test_weights_that_name_a_dropped_line_are_fitted_and_reported() -> None:
    old = small()
    mine = city(lambda data: data["lines"][0].update(rule={"kind": "weighted", "weights": {"II-1": "1", "II-2": "1"}}))

    def newer(data: Plain) -> None:
        data["lines"][0]["lines"].pop(1)
        data["lines"][0]["rule"]["weights"].pop("II-2")

    rebased = rebase_layer(make_layer(old, mine), old, city(newer))
    assert {(conflict.kind, conflict.code, conflict.field) for conflict in rebased.conflicts} == {
        ("field", "I-1", "rule"),
        ("rule", "I-1", "rule"),
    }
    assert list(rebased.document.lines[0].rule.weights) == ["II-1"]  # type: ignore[union-attr]


def test_reasons_stay_with_the_operations_they_were_given_for() -> None:
    old, mine = small(), city(weights)
    data = write_layer(make_layer(old, mine, why="加重"))
    data["operations"][0]["why"] = "理论学习更重要"
    rebased = rebase_layer(read_layer(data), old, city(additions))
    assert (rebased.layer.why, rebased.layer.operations[0].why) == ("加重", "理论学习更重要")


def test_a_result_that_is_no_good_document_is_refused_in_words() -> None:
    old = city(lambda data: data.update(lines=[{"code": "1"}]))
    mine = city(lambda data: data.update(lines=[{"code": "1", "rule": {"kind": "graded"}}]))
    new = city(lambda data: (data.update(lines=[{"code": "1"}]), data.pop("grades")))
    with pytest.raises(BadLayer, match=r"不成立.*grades"):
        rebase_layer(make_layer(old, mine), old, new)


@given(forests(), forests(), forests())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_changes_to_different_lines_never_conflict(old: Document, mine: Document, new: Document) -> None:
    """Only fields of lines that the other side leaves alone."""
    codes = sorted(line.code for line in old.walk())
    assume(len(codes) > 1)
    half = set(codes[: len(codes) // 2])

    def touched(which: set[str], title: str) -> Document:
        data: Any = write_document(old)
        waiting = list(data["lines"])
        while waiting:
            line = waiting.pop()
            if line["code"] in which:
                line["title"] = title
            waiting += line.get("lines", [])
        return read_document(data)

    ours, theirs = touched(half, "我方"), touched(set(codes) - half, "上级")
    rebased = rebase_layer(make_layer(old, ours), old, theirs)
    assert rebased.conflicts == ()
    assert {line.code: line.title for line in rebased.document.walk()} == {
        code: "我方" if code in half else "上级" for code in codes
    }


def test_the_example_in_the_reference_is_a_layer_that_works() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "layers.md"
    example = json.loads(page.read_text("utf-8").split("```json")[1].split("```")[0])
    example["base"] = {"code": "harbour-2026", "digest": None}
    base = city(lambda data: (unweighted(data), data["lines"][0]["lines"].append({"code": "II-4"})))
    result = apply_layer(base, read_layer(example))
    assert [line.code for line in result.walk()] == ["I-1", "II-1", "II-1a", "II-4", "I-2", "II-3"]
    assert [item.code for item in result.negative] == ["N-1", "N-9", "N-2"]
