"""Every event anywhere in the house has words, in Chinese and in English."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils import translation

import wenming
from wenming.audit.words import EVENTS, event_words, target_words

CODE = re.compile(r'"((?:accounts|organisations|criteria|evidence|assessment)\.[a-z_]+(?:\.[a-z_]+)?)"')
ROOT = Path(wenming.__file__).parent


def recorded() -> set[str]:
    """The codes that actions hand to the trail: named in a call of ``record`` or of a helper around it."""
    found = set()
    for path in ROOT.rglob("actions/**/*.py"):
        found |= set(CODE.findall(path.read_text(encoding="utf-8")))
    found |= set(CODE.findall((ROOT / "organisations/apps.py").read_text(encoding="utf-8")))
    return found


def test_every_event_has_words():
    codes = recorded()
    assert "criteria.draft.line_changed" in codes and "accounts.signed_in" in codes
    silent = sorted(code for code in codes if event_words(code) == code)
    assert not silent


def test_no_words_are_kept_for_events_that_never_happen():
    assert set(EVENTS) <= recorded()


def test_what_an_entry_is_about_is_said_in_words():
    with translation.override("zh-hans"):
        assert target_words("criteria.criteriaset:3") == "测评体系 3"
    assert target_words("gone.thing:3") == "gone.thing:3"
