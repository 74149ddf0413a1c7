"""Reading and writing wenming-criteria/1: nothing lost, the same order every time, files in both notations."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.criteria.scoring_helpers import document, leaf, parent
from wenming.criteria.formats.answers import load_answers
from wenming.criteria.formats.document import load_document, read_document, write_document
from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.values import DatesWindow, YearsBackWindow

FULL = {
    "format": "wenming-criteria/1",
    "code": "city-2026",
    "name": "某市文明单位测评细则",
    "level": "city",
    "year": 2026,
    "issuer": "某市文明办",
    "source": None,
    "base_total": "90",
    "bonus_cap": "10",
    "bonus_inside_total": False,
    "pass_mark": "85",
    "grades": {"A": "100%", "B": "66%", "C": "33%", "D": "0"},
    "method_weights": {"site_visit": "0.85", "survey": "0.15"},
    "years": {"combine": "sum", "parts": {"2025": "0.4", "2026": "0.6"}, "pass": "80"},
    "lines": [
        {
            "code": "I-1",
            "title": "理想信念",
            "text": None,
            "points": "14.0",
            "methods": ["material_review"],
            "period": None,
            "bonus": False,
            "rule": {"kind": "sum", "cap": "14"},
            "lines": [
                {
                    "code": "II-1",
                    "title": "理论学习",
                    "text": "每季度至少组织一次集中学习。",
                    "points": "4",
                    "methods": ["material_review", "survey"],
                    "period": "2026-Q1",
                    "bonus": False,
                    "rule": {
                        "kind": "deduct",
                        "per": [{"what": "缺一次", "points": "1"}, {"what": "造假", "points": "100%", "max": "4"}],
                        "floor": None,
                    },
                    "na": "redistribute",
                    "evidence": [
                        {"kind": "official_document", "min": 1, "max": None, "note": "学习计划"},
                        {
                            "kind": "photo",
                            "min": 2,
                            "max": 6,
                            "per": "activity",
                            "max_bytes": 2097152,
                            "formats": ["jpg", "jpeg"],
                            "caption": ["time", "place", "organiser", "people", "theme"],
                            "shows_unit_name": True,
                        },
                        {"kind": "explanation", "min": None, "max": None, "max_chars": 500, "tolerance": "0"},
                    ],
                    "window": {"years_back": 2, "includes_current": False},
                    "颜色": "红",
                }
            ],
        }
    ],
    "negative": [
        {
            "code": "N-2",
            "title": "安全生产责任事故",
            "lookback": {"since": "2024-01-01"},
            "threshold": 1,
            "effect": {"kind": "deduct", "points": "10", "concealed_factor": "2"},
        },
        {"code": "N-3", "title": "届期内", "lookback": {"term": True}, "effect": {"kind": "rectify", "months": 6}},
    ],
    "warnings": [{"line": "II-1", "message": "请核对。"}],
}


def test_a_full_document_comes_back_word_for_word_and_in_order() -> None:
    written = write_document(read_document(FULL))
    assert json.dumps(written, ensure_ascii=False) == json.dumps(FULL, ensure_ascii=False)


def test_what_the_document_says_becomes_values() -> None:
    read = read_document(FULL)
    line = read.lines[0].lines[0]
    assert line.points == Decimal(4) and line.window == YearsBackWindow(2, False)
    assert isinstance(line.rule, kinds.Deduct) and line.rule.floor is None
    assert line.rule.per[1].points == kinds.Value(Decimal(100), share=True)
    assert line.evidence[1].caption == ("time", "place", "organiser", "people", "theme")
    assert read.negative[0].lookback is not None and read.negative[0].lookback.since == date(2024, 1, 1)
    assert [found.code for found in read.walk()] == ["I-1", "II-1"]
    assert [found.code for found in read.leaves()] == ["II-1"]
    assert line.extra == {"颜色": "红"}


def test_absent_and_null_are_the_same() -> None:
    bare = read_document({"format": "wenming-criteria/1", "lines": [{"code": "1"}]})
    nulls = dict.fromkeys(("code", "name", "level", "year", "base_total", "grades", "years", "negative"))
    line = dict.fromkeys(["title", "text", "points", "methods", "period", "bonus", "rule", "na", "evidence", "lines"])
    said = read_document({"format": "wenming-criteria/1", **nulls, "lines": [{"code": "1", **line}]})
    assert bare == said
    assert bare.lines[0].is_leaf and bare.lines[0].na_mode == "redistribute"


def test_only_an_absent_floor_is_nothing() -> None:
    def floor(**field: object) -> object:
        rule = {"kind": "deduct", "per": [{"what": "缺", "points": "1"}], **field}
        found = read_document(document(leaf("1", "4", rule))).lines[0].rule
        assert isinstance(found, kinds.Deduct)
        return found.floor

    assert (floor(), floor(floor=None)) == (kinds.Value(Decimal(0)), None)


@pytest.mark.parametrize(
    "window",
    [
        {"years": [2025, 2026]},
        {"years_back": 3, "includes_current": True},
        {"months_back": 12, "offset_months": 1},
        {"from": "2025-01-01", "to": "2026-06-30"},
        {"from": None, "to": "2026-06-30"},
    ],
)
def test_every_window_survives(window: dict[str, object]) -> None:
    read = read_document(document(leaf("1", window=window)))
    assert write_document(read)["lines"][0]["window"] == window  # type: ignore[index]


def test_an_open_window_is_read() -> None:
    read = read_document(document(leaf("1", window={"from": "2025-01-01"})))
    assert read.lines[0].window == DatesWindow(date(2025, 1, 1), None)


def test_long_and_unusual_names_are_kept() -> None:
    name = "“一站式”服务🏮" * 40
    read = read_document(document(parent("Ⅶ-1-4", leaf("Ⅶ-1-4/①", title=name), title=name)))
    assert read.lines[0].lines[0].title == name


def test_a_document_is_loaded_from_json_with_and_without_a_mark_and_from_yaml(tmp_path: Path) -> None:
    text = json.dumps(FULL, ensure_ascii=False)
    (tmp_path / "a.json").write_bytes(text.encode())
    (tmp_path / "b.json").write_bytes(text.encode("utf-8-sig"))
    (tmp_path / "c.yaml").write_bytes(text.encode())  # JSON is YAML
    read = {load_document(tmp_path / name) == read_document(FULL) for name in ("a.json", "b.json", "c.yaml")}
    assert read == {True}


def test_yaml_days_stay_text_and_figures_stay_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    head = "format: wenming-criteria/1\nnegative:\n- {code: N, lookback: {since: 2024-01-01}, effect: {kind: warn}}\n"
    path.write_text(head + "lines:\n- code: '1'\n  points: '4'\n  rule: {kind: conditions, count: 2, met: {2: '4'}}\n")
    read = load_document(path)
    assert read.negative[0].lookback is not None and read.negative[0].lookback.since == date(2024, 1, 1)
    path.write_text(head + "lines:\n- {code: 1.10, points: 4.50, title: no}\n")
    (line,) = load_document(path).lines
    assert (line.code, str(line.points), line.title) == ("1.10", "4.50", "no")
    path.write_text(head + "lines: [{code: a}]\nyear: '2026'\n")
    with pytest.raises(BadDocument, match="整数"):
        load_document(path)


def test_answers_in_yaml_need_no_quotes_either(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "format: wenming-answers/1\nas_of: 2026-10-31\nyear: 2026\nanswers:\n  1.1: {score: 1.50}\n  2: {na: true}\n"
        "  3: {places: [{value: 83.5}, null]}\n  4: {occurrences: [1, 0]}\n  5: {met: [1, 3]}\npeers: {2: [3.2, 4]}\n"
        "events: [{item: 7, date: 2026-01-02, concealed: true}]\nterm: {from: 2024-01-01}\n"
    )
    read = load_answers(path)
    assert read.answers == {
        "1.1": {"score": "1.50"},
        "2": {"na": True},
        "3": {"places": [{"value": "83.5"}, None]},
        "4": {"occurrences": [1, 0]},
        "5": {"met": [1, 3]},
    }
    assert [str(peer) for peer in read.peers["2"]] == ["3.2", "4"] and read.events[0].item == "7"


BAD_TEXTS: list[tuple[str, bytes]] = [
    ("empty.json", b""),
    ("blank.json", b" \n\t"),
    ("mark.json", b"\xef\xbb\xbf"),
    ("cut.json", b'{"format": "wenming-criteria/1", "lines": ['),
    ("binary.json", bytes(range(256)) * 20),
    ("zip.json", b"PK\x03\x04" + b"\0" * 100),
    ("gb18030.json", '{"format": "某市"}'.encode("gb18030")),
    ("utf16.json", '{"format": "x"}'.encode("utf-16")),
    ("twice.json", b'{"format": "wenming-criteria/1", "format": "wenming-criteria/1"}'),
    ("nan.json", b'{"format": NaN}'),
    ("digits.json", b'{"format": ' + b"9" * 10_000 + b"}"),
    ("float.json", b'{"format": "wenming-criteria/1", "lines": [{"code": "1", "points": 1.5}]}'),
    ("deep.json", b"[" * 200_000),
    ("deep2.json", b'{"a":' * 200_000),
    ("deep3.json", b"[" * 480 + b"]" * 480),
    ("bad.yaml", b"a: [1, 2"),
    ("tab.yaml", b"a:\n\t- b"),
    ("bomb.yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"),
    ("twice.yaml", b"format: x\nformat: y"),
    ("deep.yaml", b"[" * 20_000),
    ("tag.yaml", b"!!python/object/apply:os.system ['true']"),
    ("two.yaml", b"a: 1\n---\nb: 2"),
    ("control.yaml", b"a: \x00"),
    ("keys.yaml", b"? [a]\n: b"),
]


@pytest.mark.parametrize(("name", "content"), BAD_TEXTS, ids=[name for name, _content in BAD_TEXTS])
def test_a_file_that_is_no_document_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadDocument) as caught:
        load_document(path)
    assert "。" in str(caught.value) and "\n" not in str(caught.value) and len(str(caught.value)) < 200


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.json", tmp_path / ("长" * 300), tmp_path / "a\0b"):
        with pytest.raises(BadDocument):
            load_document(path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenming.criteria.formats.plain_data.MAX_BYTES", 1000)
    (tmp_path / "big.json").write_text("[" + " " * 1000 + "]")
    with pytest.raises(BadDocument, match="超过"):
        load_document(tmp_path / "big.json")
