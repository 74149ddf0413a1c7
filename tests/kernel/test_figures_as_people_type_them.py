"""A figure is read however it was typed, and nothing is guessed where it could mean two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.kernel.figures import typed_figure


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("83.5", "83.5"),
        ("８３．５", "83.5"),
        ("83.5%", "83.5"),
        ("８３．５ ％", "83.5"),
        (" 8 3 ", "83"),
        ("2。5分", "2.5"),
        ("3，5", "3.5"),
        ("1，200", "1200"),
        ("1,234,567.5", "1234567.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("－2", "-2"),
        ("−2", "-2"),
        ("12次", "12"),
        ("007", "007"),
    ],
)
def test_what_is_meant_is_read(typed, figure):
    assert typed_figure(typed) == figure


@pytest.mark.parametrize("typed", ["", "三", "1,2,3", "1,2345", "1.2.3", "1e5", "NaN", "--1", "9" * 16, "5%%", "<b>1"])
def test_what_is_no_figure_is_not_guessed(typed):
    assert typed_figure(typed) is None


@given(st.text(max_size=40))
def test_anything_typed_gives_a_decimal_or_nothing(typed):
    found = typed_figure(typed)
    assert found is None or float(found) == float(found)


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_every_decimal_reads_as_itself_in_full_width_too(number):
    plain = f"{number:f}"
    wide = plain.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert typed_figure(plain) == plain == typed_figure(wide)
