"""Hang lines into a tree as they are read, by column and by style of numbering."""

from __future__ import annotations

from dataclasses import dataclass

from wenming.criteria.formats.tables.draft import Draft

# Ranks of what stands above the columns of a table; the columns themselves count 0, 1, 2 …
SHEET, PART, SECTION = -3.0, -2.0, -1.0
PLAIN = ""
DEEPEST = 200


def _lettered(one: str, other: str) -> bool:
    """Whether two codes differ in nothing but their letter: A3 and B1 in one column stand side by side."""
    return one.startswith("letter") and other.startswith("letter") and one[-1] == other[-1]


@dataclass
class Open:
    """A line that may still get lines below it."""

    rank: float
    style: str
    ordinal: int
    draft: Draft


class Outliner:
    """Keeps the lines that are still open and finds the parent of the next.

    A line of a lower rank closes all lines of higher rank. Lines of one rank (one column, or running text) are nested by
    their numbering: a style that was open before closes what came after it; a new style that begins at one goes deeper.
    """

    def __init__(self, root: Draft) -> None:
        self.root = root
        self.open: list[Open] = []
        self.inner: set[tuple[float, str, str]] = set()

    def add(self, draft: Draft, rank: float, *, nest: bool = True) -> None:
        """Hang ``draft`` below the line it belongs to. ``nest`` allows nesting inside one rank."""
        while self.open and self.open[-1].rank > rank:
            self.open.pop()
        same = [entry for entry in self.open if entry.rank == rank]
        style, ordinal = draft.style, draft.code.ordinal if draft.code else 0
        if same:
            keep = self._siblings_above(same, style, ordinal, draft, rank) if nest else 0
            keep = min(keep, DEEPEST)
            while len(same) > keep:
                self.open.remove(same.pop())
            if same:
                self.inner.add((rank, same[-1].style, style))
        parent = self.open[-1].draft if self.open else self.root
        parent.adopt(draft)
        self.open.append(Open(rank, style, ordinal, draft))

    def _siblings_above(self, same: list[Open], style: str, ordinal: int, draft: Draft, rank: float) -> int:
        """How many of the open lines of this rank stay above the new one."""
        for index, entry in enumerate(same):
            if entry.style == style:
                return index
        top = same[-1]
        if style and top.style:
            if rank >= 0 and _lettered(style, top.style) and not top.draft.heading:
                return len(same) - 1
            if ordinal <= 1 or (rank, top.style, style) in self.inner:
                return len(same)
            for index in range(len(same) - 1, -1, -1):
                if same[index].ordinal + 1 == ordinal:
                    return index
            outer = [i for i, entry in enumerate(same) if (rank, entry.style, style) in self.inner]
            return outer[-1] + 1 if outer else len(same) - 1
        if top.style:  # a plain line after a numbered one: below it only if that one is a mere heading
            return len(same) if self._groups(top.draft, draft) else len(same) - 1
        return len(same) if self._groups(top.draft, draft) and ordinal <= 1 else len(same) - 1

    @staticmethod
    def _groups(above: Draft, below: Draft) -> bool:
        return above.heading and not below.heading

    def last(self, rank: float) -> Draft | None:
        """The open line of this very rank that was added last."""
        for entry in reversed(self.open):
            if entry.rank == rank:
                return entry.draft
            if entry.rank < rank:
                return None
        return None

    def close_from(self, rank: float) -> None:
        """Close every line of this rank and deeper."""
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()
