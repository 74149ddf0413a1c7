"""What the check of the English catalogue finds: guessed entries, and words that xgettext cannot collect."""

from __future__ import annotations

import pytest

from deploy.messages import fuzzy_entries, hidden_calls, problems_of_sources

HEADER = '#, fuzzy\nmsgid ""\nmsgstr "Content-Type: text/plain"\n'
GUESSED = '#, fuzzy\nmsgid "云溪"\nmsgstr "Guess"\n'
SURE = 'msgid "园林"\nmsgstr "Parks"\n'


@pytest.mark.parametrize(
    ("text", "how_many"),
    [
        ("\n".join([HEADER, SURE]), 0),
        ("\n".join([SURE, GUESSED]), 1),
        ("\n".join([HEADER, GUESSED, SURE]), 1),
        ("\n".join([SURE, GUESSED, GUESSED.replace("fuzzy", "python-format, fuzzy")]), 2),
        ("\n".join([GUESSED.replace('msgid "云溪"', 'msgid ""\n"云溪"')]), 1),
        ("", 0),
    ],
)
def test_every_guessed_entry_is_found_and_the_header_is_none(text, how_many):
    assert len(fuzzy_entries(text)) == how_many


def test_a_word_inside_an_f_string_is_found():
    assert hidden_calls("x = f'{_(\"阶段\")} {name}'") == [(1, "_('阶段')")]
    assert hidden_calls("x = f'{words.gettext(\"阶段\")}'")
    assert hidden_calls("word = _('阶段')\nx = f'{word} {escape(name)}'") == []


def test_no_source_hides_a_word_inside_an_f_string():
    assert problems_of_sources() == []
