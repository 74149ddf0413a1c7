"""Tables set without ruling lines: columns from the head's words and the gaps, rows from codes, numbers and spacing."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from wenming.criteria.formats.tables.codes import split_code, whole_code
from wenming.criteria.formats.tables.grid import Cell
from wenming.criteria.formats.tables.noise import clean
from wenming.criteria.formats.tables.points import points_cell
from wenming.criteria.formats.tables.readers.pdf_page import Char
from wenming.criteria.formats.tables.readers.pdf_text import TextLine, cell_text
from wenming.criteria.formats.tables.rows import says_note, says_total
from wenming.criteria.formats.tables.vocabulary import head_roles

Rows = list[list[Cell | None]]
GAP = 0.8  # of the size: a wider gap parts two words


@dataclass(frozen=True)
class Plain:
    """A table without ruling lines: its rows, the indexes of the lines used, the words of its head as they stand."""

    rows: Rows
    used: set[int]
    head: list[list[Char]]


def find_plain_table(lines: list[TextLine], carried: list[list[Char]] | None) -> Plain | None:
    """The table among the lines of a page, or None if no line looks like a table's head.

    carried  the head of the table at the end of the page before: the page may go on with it and print no head again.
    """
    for index, line in enumerate(lines):
        words = _words(line)
        known = [w for w in words if head_roles(clean(_text(w)))]
        if len(words) >= 3 and len(known) >= max(2, 0.6 * len(words)):
            return _read(lines, index, words)
    return _read(lines, -1, carried) if carried is not None and _goes_on(lines, carried) else None


def _goes_on(lines: list[TextLine], head: list[list[Char]]) -> bool:
    """Whether most lines of a page fall into columns below the words of a head, with numbers where it has them."""
    edges = _edges(lines, list(range(len(lines))), head)
    parts = [_cut(line, edges) for line in lines]
    filled = sum(1 for part in parts if len(part) >= 2)
    figures = sum(
        1
        for part in parts
        if len(part) > 2 and any(points_cell(clean(_text(chars))).value is not None for chars in part.values())
    )
    return len(lines) >= 2 and filled >= 0.3 * len(lines) and figures >= 0.2 * len(lines)


def _words(line: TextLine) -> list[list[Char]]:
    words: list[list[Char]] = [[line.chars[0]]]
    for before, char in zip(line.chars, line.chars[1:], strict=False):
        if char.left - before.right > GAP * 0.72 * max(before.size, char.size):
            words.append([])
        words[-1].append(char)
    return words


def _text(word: list[Char]) -> str:
    return "".join(char.text for char in word)


def _read(lines: list[TextLine], first: int, head: list[list[Char]]) -> Plain | None:
    body = list(range(first + 1, len(lines)))
    edges = _edges(lines, body, head)
    width = len(edges) - 1
    end = next((i for i in body if says_note(clean(lines[i].text))), len(lines))
    body = [i for i in body if i < end]
    parts = {i: _cut(lines[i], edges) for i in body}
    main = _main_column(parts, width)
    groups = _rows(lines, body, parts, main, width)
    if len(groups) < 2:
        return None
    rows: Rows = [[Cell(_text(_in(head, edges, c)), 0, c) if _in(head, edges, c) else None for c in range(width)]]
    for group in groups:
        row: list[Cell | None] = []
        for c in range(width):
            chars = [char for i in group for char in parts[i].get(c, [])]
            words = cell_text(chars, edges[c], edges[c + 1], 2.0) if chars else ""
            row.append(Cell(words, len(rows), c) if words else None)
        rows.append(row)
    _lift_centred(rows, width, main)
    return Plain(rows, {i for i in (first, *body) if i >= 0}, head)


def _in(head: list[list[Char]], edges: list[float], col: int) -> list[Char]:
    return [
        char for word in head for char in word if edges[col] <= (word[0].left + word[-1].right) / 2 < edges[col + 1]
    ]


def _edges(lines: list[TextLine], body: list[int], head: list[list[Char]]) -> list[float]:
    """Between two head words, the place that the fewest words of the body cross."""
    spans = [(w[0].left, w[-1].right) for i in body if not _is_across(lines[i], head) for w in _words(lines[i])]
    edges = [min(head[0][0].left, *(s[0] for s in spans)) - 1] if spans else [head[0][0].left - 1]
    for before, word in itertools.pairwise(head):
        low, high = (before[0].left + before[-1].right) / 2, (word[0].left + word[-1].right) / 2
        low, high = max(low, edges[-1] + 1), max(high, low + 2)
        steps = [low + (high - low) * k / 60 for k in range(61)]
        crossed = [sum(1 for a, b in spans if a + 0.5 < x < b - 0.5) for x in steps]
        least = min(crossed)
        best = [x for x, n in zip(steps, crossed, strict=True) if n == least]
        edges.append(_middle_of_longest(best, steps[1] - steps[0]))
    edges.append(max([head[-1][-1].right, *(s[1] for s in spans)]) + 1)
    return edges


def _middle_of_longest(places: list[float], step: float) -> float:
    runs: list[list[float]] = [[places[0]]]
    for before, place in itertools.pairwise(places):
        if place - before > 1.5 * step:
            runs.append([])
        runs[-1].append(place)
    longest = max(runs, key=len)
    return (longest[0] + longest[-1]) / 2


def _is_across(line: TextLine, head: list[list[Char]]) -> bool:
    """A heading, total or note over the whole width says nothing of the columns."""
    words = _words(line)
    return len(words) == 1 and line.right - line.left > 0.5 * (head[-1][-1].right - head[0][0].left)


def _cut(line: TextLine, edges: list[float]) -> dict[int, list[Char]]:
    found: dict[int, list[Char]] = {}
    for word in _words(line):
        middle = (word[0].left + word[-1].right) / 2
        crossing = [e for e in edges[1:-1] if word[0].left < e < word[-1].right]
        for char in word:
            place = char.middle if crossing else middle
            col = next((c for c in range(len(edges) - 1) if place < edges[c + 1]), len(edges) - 2)
            found.setdefault(col, []).append(char)
    return found


def _main_column(parts: dict[int, dict[int, list[Char]]], width: int) -> int:
    """The column with most characters: the sentences."""
    return max(range(width), key=lambda c: sum(len(p.get(c, [])) for p in parts.values()))


def _rows(
    lines: list[TextLine], body: list[int], parts: dict[int, dict[int, list[Char]]], main: int, width: int
) -> list[list[int]]:
    """Which lines make one row: a code or a number begins a row, else a wider gap does."""
    starts = [i for i in body if main in parts[i] and split_code(clean(_text(parts[i][main])))[0]]
    mains = [i for i in body if main in parts[i]]
    numbers = [
        i
        for i in body
        if any(points_cell(clean(_text(chars))).value is not None for c, chars in parts[i].items() if c != main)
    ]
    gaps = sorted(lines[b].base - lines[a].base for a, b in itertools.pairwise(body))
    close = gaps[len(gaps) // 10] if gaps else 0.0
    coded = len(starts) >= 0.5 * max(1, len(numbers)) and len(starts) >= 2
    parted = None if coded else _by_gaps(lines, body, set(numbers))
    groups: list[list[int]] = []
    for before, i in zip([None, *body], body, strict=False):
        words = clean(lines[i].text)
        alone = says_total(words) or (
            whole_code(words) is None and split_code(words)[0] is not None and main not in parts[i]
        )
        if before is None or alone or says_total(clean(lines[before].text)):
            groups.append([i])
        elif coded:
            new = (
                i in starts
                or (i in numbers and i not in mains)
                or (main not in parts[i] and 0 in parts[i] and _opens(parts[i]))
            )
            groups.append([i]) if new else groups[-1].append(i)
        elif parted is not None:
            groups.append([i]) if i in parted else groups[-1].append(i)
        elif len(numbers) >= 0.8 * len(mains) or lines[i].base - lines[before].base > 1.3 * close:
            groups.append([i])
        else:
            groups[-1].append(i)
    return groups


def _by_gaps(lines: list[TextLine], body: list[int], numbers: set[int]) -> set[int] | None:
    """The lines that begin a row, where gaps of one width or more part the lines so that every row has one number."""
    gaps = {i: lines[i].base - lines[before].base for before, i in itertools.pairwise(body)}
    for least in sorted({round(gap) for gap in gaps.values()}):
        begins = {body[0], *(i for i, gap in gaps.items() if gap > least - 1)} if body else set()
        counts: list[int] = []
        for i in body:
            if i in begins:
                counts.append(0)
            counts[-1] += i in numbers
        if len(counts) > 1 and len(counts) < len(body) and all(count == 1 for count in counts):
            return begins
    return None


def _opens(part: dict[int, list[Char]]) -> bool:
    return split_code(clean(_text(part[min(part)])))[0] is not None


def _lift_centred(rows: Rows, width: int, main: int) -> None:
    """A label set in the middle of its rows is moved up to the first of them."""
    for col in range(main):
        filled = [r for r in range(1, len(rows)) if rows[r][col] is not None]
        usable = [r for r in range(1, len(rows)) if rows[r][main] is not None]
        if not filled or not usable or filled[0] <= usable[0] or len(filled) >= len(usable):
            continue
        top = usable[0]
        for r in filled:
            if r < top or rows[r][col] is None:
                break
            span = 2 * (r - top) + 1
            cell = rows[r][col]
            if cell is not None and r != top:
                rows[r][col] = None
                cell.row = top
                rows[top][col] = cell
            top += span
            if top not in usable:
                later = [u for u in usable if u >= top]
                if not later:
                    break
                top = later[0]
