"""Which line of the new version is which line of the old one.

By code first, where the words agree; then by the same words under another code; then by similar words, by the lines
below and by the line above; and what is left by code alone. So a line inserted in the middle, which renumbers all that
follow, does not make them all new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from wenming.criteria.rules.comparison.texts import likeness, pairs

SAME_CODE, OTHER_CODE = 0.5, 0.6
"""How alike the words must be for a line of the same code, and of another."""
DISTINCT = 8  # characters that make a text unlikely to occur twice by chance
COMMON = 40  # a pair of characters in more lines than this says nothing about which line it is
LOOKED_AT = 8  # candidates that are measured exactly
MOST_SIBLINGS = 60


@dataclass(frozen=True, slots=True)
class Words:
    """What a line is known by; ``parent`` is the number of the line above it in the same list."""

    code: str
    title: str
    text: str
    pairs: frozenset[str]
    parent: int | None = None

    @classmethod
    def of(cls, code: str, title: str, text: str | None, parent: int | None = None) -> Words:
        text = text or ""
        return cls(code, title, text, pairs(text if text.startswith(title) else title + text), parent)

    @property
    def content(self) -> tuple[str, str]:
        return self.title, self.text


def match(old: Sequence[Words], new: Sequence[Words]) -> dict[int, int]:
    """Return ``{number in old: number in new}`` for all that are the same line."""
    return _Matching(old, new).run()


class _Matching:
    def __init__(self, old: Sequence[Words], new: Sequence[Words]) -> None:
        self.old, self.new = old, new
        self.found: dict[int, int] = {}
        self.left_old, self.left_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
        self.below_old: dict[int, list[int]] = defaultdict(list)
        for at, words in enumerate(old):
            if words.parent is not None:
                self.below_old[words.parent].append(at)

    def run(self) -> dict[int, int]:
        self._by(lambda words: (words.code, words.content))
        self._by(lambda words: words.content if sum(map(len, words.content)) >= DISTINCT else None, once=True)
        self._by_code(SAME_CODE)
        self._by(lambda words: words.content if any(words.content) else None)
        self._by_likeness()
        self._by_lines_below()
        self._by_line_above()
        self._by_code(0.0)
        return self.found

    def _pair(self, old: int, new: int) -> None:
        self.found[old] = new
        del self.left_old[old], self.left_new[new]

    def _by(self, key: Callable[[Words], Hashable | None], *, once: bool = False) -> None:
        """Pair lines with the same key in order; with ``once`` only where the key is met once on either side."""
        keys_old = {at: found for at in self.left_old if (found := key(self.old[at])) is not None}
        keys_new: dict[Hashable, list[int]] = defaultdict(list)
        for at in self.left_new:
            if (found := key(self.new[at])) is not None:
                keys_new[found].append(at)
        counts = Counter(keys_old.values())
        for at, found in keys_old.items():
            partners = keys_new.get(found)
            if partners and not (once and (counts[found] > 1 or len(partners) > 1)):
                self._pair(at, partners.pop(0))

    def _by_code(self, least: float) -> None:
        where = {self.new[at].code: at for at in self.left_new}
        for at in list(self.left_old):
            partner = where.get(self.old[at].code)
            if partner is not None and self._alike(at, partner) >= least:
                self._pair(at, partner)

    def _alike(self, old: int, new: int) -> float:
        one, other = self.old[old], self.new[new]
        if one.title and one.title == other.title:
            return 1.0
        return likeness(one.pairs, other.pairs)

    def _by_likeness(self) -> None:
        index: dict[str, list[int]] = defaultdict(list)
        for at in self.left_new:
            for pair in self.new[at].pairs:
                index[pair].append(at)
        rated: list[tuple[float, int, int, int]] = []
        for at in self.left_old:
            shared: Counter[int] = Counter()
            for pair in self.old[at].pairs:
                holders = index.get(pair, ())
                if len(holders) <= COMMON:
                    shared.update(holders)
            for partner, _count in shared.most_common(LOOKED_AT):
                self._rate(at, partner, rated)
        self._pair_best(rated)

    def _rate(self, old: int, new: int, rated: list[tuple[float, int, int, int]]) -> None:
        alike = likeness(self.old[old].pairs, self.new[new].pairs)
        if alike >= OTHER_CODE:
            rated.append((-alike, abs(old - new), old, new))

    def _pair_best(self, rated: list[tuple[float, int, int, int]]) -> None:
        for _alike, _apart, old, new in sorted(rated):
            if old in self.left_old and new in self.left_new:
                self._pair(old, new)

    def _by_lines_below(self) -> None:
        """Headings say little by themselves: they are the same if most lines below them are."""
        for at in sorted(self.left_old, reverse=True):
            below = self.below_old.get(at, [])
            votes = Counter(self.new[self.found[child]].parent for child in below if child in self.found)
            for heading, count in votes.most_common(1):
                if heading is not None and heading in self.left_new and 2 * count > len(below):
                    self._pair(at, heading)

    def _by_line_above(self) -> None:
        """Below the same line, what is alike enough is the same, however common its words are elsewhere."""
        rated: list[tuple[float, int, int, int]] = []
        new_left: dict[int | None, list[int]] = defaultdict(list)
        for at in self.left_new:
            new_left[self.new[at].parent].append(at)
        for at in self.left_old:
            parent = self.old[at].parent
            above = None if parent is None else self.found.get(parent, -1)
            for partner in new_left.get(above, [])[:MOST_SIBLINGS]:
                self._rate(at, partner, rated)
        self._pair_best(rated)
