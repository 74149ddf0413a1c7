"""A line while it is being read: what was printed, not yet what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from wenming.criteria.formats.tables.codes import Code


@dataclass(frozen=True)
class Place:
    """Where in the source a line stands: the block's index, its row there, and the columns read."""

    block: int
    row: int
    cols: tuple[int, ...] = ()


@dataclass(eq=False)
class Draft:
    """One line being read.

    words     title and sentence together, without code and points, when the source prints them as one.
    title     a short title printed by itself; text the sentence printed beside it.
    sentence  whether the words come from the place where sentences stand (the last level).
    heading   whether its row holds nothing but a title and points: a line that groups others.
    aside     words that stood with the points in brackets: （材料审核，30分）.
    share     whether the points were printed as a percentage.
    notes     by column role, what else the row says: "rule", "evidence", "remark", "period", "owner", "points".
    """

    words: str = ""
    code: Code | None = None
    title: str = ""
    text: str = ""
    points: Decimal | None = None
    share: bool = False
    methods: tuple[str, ...] = ()
    notes: dict[str, list[str]] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    sentence: bool = False
    heading: bool = False
    part: bool = False
    bonus: bool = False
    printed: str = ""
    aside: str = ""
    place: Place | None = None
    parent: Draft | None = None
    children: list[Draft] = field(default_factory=list)

    def adopt(self, child: Draft) -> None:
        child.parent = self
        self.children.append(child)

    def note(self, role: str, words: str) -> None:
        words = words.strip()
        if words and words not in self.notes.get(role, []):
            self.notes.setdefault(role, []).append(words)

    def noted(self, *roles: str) -> str:
        """What the notes of these roles say, a line each."""
        return "\n".join(words for role in roles for words in self.notes.get(role, []))

    def walk(self) -> Iterator[Draft]:
        """This line and all below, in document order, without recursion."""
        stack = [self]
        while stack:
            draft = stack.pop()
            yield draft
            stack.extend(reversed(draft.children))

    def leaves(self) -> Iterator[Draft]:
        return (draft for draft in self.walk() if not draft.children)

    @property
    def name(self) -> str:
        return self.title or self.words

    @property
    def style(self) -> str:
        return self.code.style if self.code else ""
