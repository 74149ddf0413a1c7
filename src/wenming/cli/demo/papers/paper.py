"""A paper as plain values, before it becomes docx or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wenming.cli.demo.words import words

BlockKind = Literal["para", "head", "subhead", "bold", "article", "chapter", "right", "centre", "addressee"]


@dataclass(frozen=True)
class Block:
    """One paragraph and how it is set."""

    kind: BlockKind
    text: str


@dataclass(frozen=True)
class Table:
    """A grid; the first row is its head where ``head`` is set."""

    rows: tuple[tuple[str, ...], ...]
    head: bool = True
    title: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper ready to be written.

    masthead  the issuing body's name over the red rule; empty for papers without a red head.
    number    文号, may be empty.       content   blocks and tables in order.
    signer    whose name stands at the end, with ``day``; empty leaves both away.
    footer    lines of the imprint under a rule.       stamp  a ring beside the signature.
    annex     what follows the signature on a page of its own.
    """

    title: str
    content: tuple[Block | Table, ...]
    day: date
    masthead: str = ""
    number: str = ""
    signer: str = ""
    footer: tuple[str, ...] = ()
    stamp: bool = False
    author: str = ""
    annex: tuple[Block | Table, ...] = ()


def long_date(day: date) -> str:
    """2026年3月20日."""
    text: str = words("texts")["marks"]["date"]
    return text.format(y=day.year, m=day.month, d=day.day)
