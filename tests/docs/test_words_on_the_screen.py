"""What the pages for users call a button, a page or a field is what stands on the screen."""

from __future__ import annotations

import re

import pytest

from deploy import documents
from deploy.messages import CATALOGUE, entries

ROOT = documents.ROOT
SAID_OTHERWISE = {
    "出现一次扣 1.5 分，扣完为止", "当时有没有", "照片由参加人员事后提供", "2021年印发，现行有效", "Before you upgrade",
    "English", "italics",
}  # fmt: skip
"""Quoted, and no words of the interface."""


def spoken(folder: str, pattern: str) -> dict[str, str]:
    """What a page quotes → the page."""
    found = {}
    for name in ("start", "how-to"):
        for path in sorted((ROOT / "docs" / folder / name).glob("*.md")):
            for _number, line in documents.read(path).prose:
                for words in re.findall(pattern, line):
                    found[words] = path.name
    return {words: page for words, page in found.items() if words not in SAID_OTHERWISE}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, list[str]]:
    return {key.split("\4")[1]: words for key, words in entries(CATALOGUE.read_text(encoding="utf-8")).items()}


def test_chinese_pages_quote_the_interface(catalogue):
    quoted = spoken("zh", "“([^”]+)”")
    assert len(quoted) > 40
    wrong = {words: page for words, page in quoted.items() if not any(words in known for known in catalogue)}
    assert wrong == {}, "call it in the document what the page calls it"


def test_english_pages_quote_the_interface(catalogue):
    quoted = spoken("", r"(?<!\*)\*([^*]+)\*(?!\*)")
    assert len(quoted) > 40
    english = {words for translations in catalogue.values() for words in translations}
    wrong = {words: page for words, page in quoted.items() if words not in english}
    assert wrong == {}, "call it in the document what the English catalogue calls it"
