"""Tables drawn with ruling lines: every cell from the lines around it, merged where a line is missing."""

from __future__ import annotations

from dataclasses import dataclass

from wenming.criteria.formats.tables.grid import Cell, from_placed
from wenming.criteria.formats.tables.readers.pdf_page import Char, Page, Segment
from wenming.criteria.formats.tables.readers.pdf_text import cell_text, lines_of

NEAR = 2.6  # points: lines closer than this are one
REACH = 4.0  # points: how far a line may stop short of another
MOST_EDGES = 400


@dataclass
class Ruled:
    """A ruled table: its columns' edges, its rows' edges, its cells with their words."""

    xs: list[float]
    ys: list[float]
    rows: list[list[Cell | None]]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]


def find_tables(page: Page) -> list[Ruled]:
    """All ruled tables of a page, from top to bottom."""
    across, down = _joined(page.across), _joined(page.down)
    tables: list[Ruled] = []
    for group_across, group_down in _connected(across, down):
        xs, ys = _edges([s.at for s in group_down]), _edges([s.at for s in group_across])
        if len(xs) < 2 or len(ys) < 2 or len(xs) > MOST_EDGES or len(ys) > MOST_EDGES:
            continue
        if len(xs) == 2 and len(ys) == 2:
            continue  # a frame around the page or a box of text
        table = _read(page, xs, ys, group_across, group_down)
        if any(cell is not None and cell.raw for row in table.rows for cell in row):
            tables.append(table)
    tables.sort(key=lambda t: t.top)
    return tables


def _joined(segments: list[Segment]) -> list[Segment]:
    """Pieces of one line as one."""
    joined: list[Segment] = []
    for segment in sorted(segments, key=lambda s: (round(s.at / NEAR), s.start)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.at - segment.at) <= NEAR and segment.start <= last.end + REACH:
            joined[-1] = Segment(last.at, min(last.start, segment.start), max(last.end, segment.end))
        else:
            joined.append(segment)
    return joined


def _connected(across: list[Segment], down: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Groups of lines that touch each other."""
    total = len(across) + len(down)
    leader = list(range(total))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for i, a in enumerate(across):
        for j, d in enumerate(down, start=len(across)):
            if a.start - REACH <= d.at <= a.end + REACH and d.start - REACH <= a.at <= d.end + REACH:
                leader[find(i)] = find(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, a in enumerate(across):
        groups.setdefault(find(i), ([], []))[0].append(a)
    for j, d in enumerate(down, start=len(across)):
        groups.setdefault(find(j), ([], []))[1].append(d)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]


def _edges(values: list[float]) -> list[float]:
    """Distinct positions, near ones averaged."""
    edges: list[list[float]] = []
    for value in sorted(values):
        if edges and value - edges[-1][-1] <= NEAR:
            edges[-1].append(value)
        else:
            edges.append([value])
    return [sum(group) / len(group) for group in edges]


def _covers(segments: list[Segment], at: float, middle: float) -> bool:
    return any(abs(s.at - at) <= NEAR and s.start - 1 <= middle <= s.end + 1 for s in segments)


def _read(page: Page, xs: list[float], ys: list[float], across: list[Segment], down: list[Segment]) -> Ruled:
    height, width = len(ys) - 1, len(xs) - 1
    owner = [[(r, c) for c in range(width)] for r in range(height)]

    def find(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place[0]][place[1]] != place:
            place = owner[place[0]][place[1]]
        return place

    for r in range(height):
        for c in range(width):
            if c + 1 < width and not _covers(down, xs[c + 1], (ys[r] + ys[r + 1]) / 2):
                _unite(owner, find((r, c)), find((r, c + 1)))
            if r + 1 < height and not _covers(across, ys[r + 1], (xs[c] + xs[c + 1]) / 2):
                _unite(owner, find((r, c)), find((r + 1, c)))
    boxes: dict[tuple[int, int], list[int]] = {}
    for r in range(height):
        for c in range(width):
            box = boxes.setdefault(find((r, c)), [r, c, r, c])
            box[:] = [min(box[0], r), min(box[1], c), max(box[2], r), max(box[3], c)]
    inside = [
        char for char in page.chars if xs[0] - 1 <= char.middle <= xs[-1] + 1 and ys[0] - 1 <= char.y <= ys[-1] + 1
    ]
    placed: dict[tuple[int, int], list[Char]] = {}
    for char in inside:
        r, c = _which(ys, char.y), _which(xs, char.middle)
        placed.setdefault(find((r, c)), []).append(char)
    pad = _padding(placed, boxes, xs)
    cells = [
        Cell(
            cell_text(placed.get(key, []), xs[left], xs[right + 1], pad), top, left, bottom - top + 1, right - left + 1
        )
        for key, (top, left, bottom, right) in sorted(boxes.items(), key=lambda item: (item[1][0], item[1][1]))
    ]
    return Ruled(xs, ys, from_placed(cells, height, width))


def _unite(owner: list[list[tuple[int, int]]], one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = min(one, other), max(one, other)
    owner[second[0]][second[1]] = first


def _which(edges: list[float], value: float) -> int:
    for index in range(len(edges) - 1):
        if value < edges[index + 1]:
            return index
    return len(edges) - 2


def _padding(
    placed: dict[tuple[int, int], list[Char]], boxes: dict[tuple[int, int], list[int]], xs: list[float]
) -> float:
    """The blank between a cell's edge and its words: where most lines begin, else what the fullest lines leave."""
    begins: list[float] = []
    gaps: list[float] = []
    for key, chars in placed.items():
        left, right = xs[boxes[key][1]], xs[boxes[key][3] + 1]
        lines = lines_of(chars)
        begins.extend(line.left - left for line in lines)
        if len(lines) > 1:
            gaps.append(min(min(line.left - left, right - line.right) for line in lines))
    usual = [begin for begin in begins if 0.5 <= begin <= 9.0]
    if usual:
        middle = sorted(usual)[len(usual) // 2]
        if sum(1 for begin in begins if abs(begin - middle) <= 1.0) >= 0.5 * len(begins):
            return middle
    gaps = [gap for gap in gaps if gap >= 1.0]
    return min(sorted(gaps)[len(gaps) // 4], 8.0) if gaps else 4.0
