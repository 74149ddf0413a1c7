"""Whatever tree is printed in whatever layout and format, reading it gives the tree back."""

from __future__ import annotations

import pytest

from tests.criteria.table_cases import Case, case, piecewise
from tests.criteria.table_outlines import outline
from tests.criteria.tables_measure import measure
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import parse

STEP = 15


def _check(seed: int, form: str | None = None) -> None:
    _compare(seed, case(seed, form))


def _compare(seed: int, made: Case) -> None:
    how, chosen, data, expected, _sheet = made
    document = parse(data, f"table.{chosen}").document
    read_document(document)
    found = measure(document, expected)
    assert found.exact, f"seed {seed}, {chosen}, {how}\n" + "\n".join(found.wrong)


@pytest.mark.parametrize("start", range(0, 10 * STEP, STEP))
def test_printed_trees_come_back_exactly(start: int):
    for seed in range(start, start + STEP):
        _check(seed)


@pytest.mark.parametrize("form", ["xlsx", "docx", "html", "csv", "md"])
def test_each_format_gives_printed_trees_back(form: str):
    for seed in range(1000, 1008):
        _check(seed, form)


def test_ruled_pdf_pages_give_printed_trees_back():
    for seed in range(2000, 2012):
        _check(seed, "pdf")


@pytest.mark.parametrize("start", range(0, 5 * STEP, STEP))
def test_tables_in_pieces_come_back_as_one_tree(start: int):
    for seed in range(start, start + STEP):
        _compare(seed, piecewise(seed))


@pytest.mark.parametrize("start", range(0, 4 * STEP, STEP))
def test_numbered_paragraphs_without_a_table_come_back_exactly(start: int):
    for seed in range(start, start + STEP):
        form, data, expected = outline(seed)
        document = parse(data, f"text.{form}").document
        read_document(document)
        found = measure(document, expected)
        assert found.exact, f"seed {seed}, {form}\n" + "\n".join(found.wrong)
