"""A criteria set leaves as json, yaml, xlsx or docx and comes back without loss."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from tests.criteria.exchange_documents import documents, large, small
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.exchange import (
    EXPORTS,
    ExchangeRefused,
    export,
    read_exchange,
    read_exchange_with_notes,
    to_docx,
    to_json,
    to_xlsx,
    to_yaml,
)
from wenming.criteria.formats.exchange.wording.rule_reading import read_rule
from wenming.criteria.formats.exchange.wording.rule_saying import say_rule
from wenming.criteria.formats.exchange.wording.rule_tables import EXAMPLES
from wenming.criteria.rules.values import Document

FORMS = tuple(EXPORTS)
many = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("form", FORMS)
def test_a_set_comes_back_as_it_left(form: str) -> None:
    back = read_exchange_with_notes(export(small(), form), f"set.{form}")
    assert back is not None
    assert back.document == small()
    assert back.notes == ()


@pytest.mark.parametrize("form", FORMS)
def test_the_name_of_the_file_does_not_matter_for_our_own_exports(form: str) -> None:
    assert read_exchange(export(small(), form)) == small()


@pytest.mark.parametrize("form", FORMS)
def test_a_file_on_disk_is_read_like_its_content(form: str, tmp_path: object) -> None:
    path = tmp_path / f"set.{form}"  # type: ignore[operator]
    path.write_bytes(export(small(), form))
    assert read_exchange(path) == small()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_set_gives_the_same_bytes(form: str) -> None:
    assert export(small(), form) == export(small(), form)


@pytest.mark.parametrize("form", FORMS)
def test_a_thousand_lines_come_back(form: str) -> None:
    document = large()
    assert read_exchange(export(document, form), f"x.{form}") == document


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_set_comes_back(form: str) -> None:
    document = read_document({"format": "wenming-criteria/1"})
    assert read_exchange(export(document, form), f"x.{form}") == document


@pytest.mark.parametrize("form", FORMS)
def test_the_deepest_tree_comes_back(form: str) -> None:
    line: dict[str, object] = {"code": "200", "title": "最下一层"}
    for depth in range(199, 0, -1):
        line = {"code": str(depth), "title": f"第 {depth} 层", "lines": [line]}
    document = read_document({"format": "wenming-criteria/1", "lines": [line]})
    assert read_exchange(export(document, form), f"x.{form}") == document


@pytest.mark.parametrize("form", FORMS)
def test_texts_longer_than_a_cell_come_back(form: str) -> None:
    data = write_document(small())
    data["lines"][0]["lines"][0]["text"] = "长" * 50_000 + " \n" + "🏅" * 30_000  # type: ignore[index]
    data["lines"][0]["lines"][1]["x-long"] = ["a b" * 40_000]  # type: ignore[index]
    document = read_document(data)
    assert read_exchange(export(document, form), f"x.{form}") == document


@many
@given(documents(6))
def test_any_document_comes_back_from_json(document: Document) -> None:
    content = to_json(document)
    assert read_exchange(content, "x.json") == document
    assert read_document(json.loads(content)) == document


@many
@given(documents(6))
def test_any_document_comes_back_from_yaml_by_our_reader_and_by_others(document: Document) -> None:
    content = to_yaml(document)
    assert read_exchange(content, "x.yaml") == document
    assert read_document(yaml.safe_load(content)) == document


@many
@given(documents(6))
def test_any_document_comes_back_from_a_workbook(document: Document) -> None:
    back = read_exchange_with_notes(to_xlsx(document), "x.xlsx")
    assert back is not None
    assert back.document == document
    assert write_document(back.document) == write_document(document)
    assert back.notes == ()


@many
@given(documents(6))
def test_any_document_comes_back_from_a_paper(document: Document) -> None:
    back = read_exchange_with_notes(to_docx(document), "x.docx")
    assert back is not None
    assert write_document(back.document) == write_document(document)
    assert back.notes == ()


def test_yaml_keeps_text_that_looks_like_something_else() -> None:
    for text in ("0.2", "2026-01", "on", "no", "1e3", "0x1F", "null", "~", "12:30", "2024-01-01", "=", "1_000", ".inf"):
        document = read_document({"format": "wenming-criteria/1", "name": text, "lines": [{"code": text}]})
        content = to_yaml(document)
        assert read_exchange(content, "x.yaml") == document
        loaded = yaml.safe_load(content)
        assert (loaded["name"], loaded["lines"][0]["code"]) == (text, text)


def test_yaml_is_readable_chinese_in_the_order_of_the_format() -> None:
    text = to_yaml(small()).decode()
    assert text.startswith(
        "format: wenming-criteria/1\ncode: harbour-2026\nname: 临港市文明单位测评细则\nlevel: city\n"
    )
    assert "title: 理论学习" in text
    assert 'points: "4"' in text
    assert "methods: [material_review, survey]" in text


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ExchangeRefused, match="json"):
        export(small(), "pdf")


def test_every_rule_in_the_manual_and_the_reference_is_understood() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "exchange.md"
    table = page.read_text("utf-8").split("| rule | in words |")[1].split("\n\n")[0]
    words = [word for word in re.findall(r"`([^`]+)`", table) if "：" in word and "…" not in word]
    assert len(words) >= 10
    for word in [*words, *EXAMPLES.values()]:
        assert say_rule(read_rule(word)) == word
