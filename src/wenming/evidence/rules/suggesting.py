"""Suggest under which lines a piece of evidence belongs. A proposal with its reason; a person decides.

Record and lines are compared by pairs of neighbouring characters, weighted by how rare a pair is among the lines (TF-IDF,
cosine): Chinese needs no dictionary for that. Two more things speak for a line: that it asks for this kind of evidence,
and that the department has filed such evidence under it before. The same input always gives the same answer.
Source  our own.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wenming.criteria.rules.values import Document, Line
from wenming.evidence.rules.vocabulary import kind_label
from wenming.kernel.words import _

# How much each thing weighs beside the likeness of the words, which lies between 0 and 1.
_KIND = 0.12
_FILED_BEFORE = 0.15
_LEAST = 0.06  # below this a suggestion would be noise
_MOST_TEXT = 1_200  # characters of a record's text that are compared
_QUOTED_TEXT = 400  # … and that a reason may quote from
_PLAIN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z]{2,}|\d{2,}")
# Pairs that every paper of this field has; they are no sign of anything.
_GENERIC = frozenset(
    {
        "计划",
        "方案",
        "制度",
        "总结",
        "报告",
        "记录",
        "台账",
        "资料",
        "文件",
        "办法",
        "规定",
        "统计",
        "说明",
        "培训",
        "会议",
        "管理",
        "建设",
    }
    | {"制定", "建立", "落实", "推进", "加强", "完善", "实施", "负责", "成立", "印发", "汇报", "简报", "清单", "机制"}
)
"""Words of every trade: they decide between lines of one subject, and never outweigh the subject."""
_OF_GENERIC = 0.25
_EMPTY = frozenset(
    {"工作", "开展", "进行", "活动", "情况", "材料", "关于", "通知", "要求", "有关", "相关", "以及", "单位", "组织"}
    | {"年度", "每年", "至少", "不少", "少于", "审核"}
)


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line as it is searched: its words, those of the headings above it, and the kinds of evidence it asks for."""

    code: str
    title: str
    text: str = ""
    above: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordWords:
    """A record as it is looked at: what it is called, and what is known about it."""

    title: str = ""
    theme: str = ""
    text: str = ""
    folder: str = ""
    kind: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposed line. ``score`` only orders suggestions; ``words`` are those it shares with the record."""

    code: str
    score: float
    reason: str
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class LineIndex:
    """The lines of a set, prepared. Build it once with ``index_lines``, then ask it for every record."""

    lines: tuple[LineWords, ...]
    postings: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    rarity: dict[str, float] = field(default_factory=dict)
    filed: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def suggest(self, record: RecordWords, *, most: int = 3) -> list[Suggestion]:
        """The lines that fit best, best first; fewer, or none, where nothing speaks for any."""
        wanted = self._weights(record)
        length = math.sqrt(sum(weight * weight for weight in wanted.values())) or 1.0
        scores: dict[int, float] = {}
        for pair, weight in wanted.items():
            for place, share in self.postings.get(pair, ()):
                scores[place] = scores.get(place, 0.0) + weight * share / length
        filed_here = self._filed_by(record.department)
        for place in filed_here:
            scores.setdefault(place, 0.0)
        ranked: list[tuple[float, int]] = []
        for place, likeness in scores.items():
            score = likeness + _FILED_BEFORE * filed_here.get(place, 0.0)
            if record.kind and record.kind in self.lines[place].kinds:
                score += _KIND if likeness > 0 else _KIND / 2
            if score >= _LEAST:
                ranked.append((-round(score, 6), place))
        ranked.sort()
        return [self._suggestion(place, -score, record, place in filed_here) for score, place in ranked[:most]]

    def _weights(self, record: RecordWords) -> dict[str, float]:
        """The record's pairs: the title says most, then theme and folder, then the text."""
        weights: defaultdict[str, float] = defaultdict(float)
        for text, factor in ((record.title, 3.0), (record.theme, 2.0), (record.folder, 1.5), (record.text, 0.4)):
            for pair, count in Counter(terms(text[:_MOST_TEXT])).items():
                weights[pair] += factor * (1 + math.log(count))
        return {pair: weight * self.rarity[pair] for pair, weight in weights.items() if pair in self.rarity}

    def _filed_by(self, department: str) -> dict[int, float]:
        """Places of lines under which a department has filed before, as a share of its most used line."""
        if not department or not self.filed:
            return {}
        counts = {place: self.filed.get((department, line.code), 0) for place, line in enumerate(self.lines)}
        most = max(counts.values(), default=0)
        return {place: count / most for place, count in counts.items() if count} if most else {}

    def _suggestion(self, place: int, score: float, record: RecordWords, filed: bool) -> Suggestion:
        line = self.lines[place]
        words = self._shared(line, record)
        clauses: list[str] = []
        if words:
            quoted = _("、").join(_("“%(word)s”") % {"word": word} for word in words)
            clauses.append(_("材料与条目共有%(words)s") % {"words": quoted})
        if record.kind and record.kind in line.kinds:
            clauses.append(_("该条目要求%(kind)s") % {"kind": kind_label(record.kind)})
        if filed:
            count = self.filed[(record.department, line.code)]
            clauses.append(_("本部门已有 %(count)s 件材料归入该条目") % {"count": count})
        return Suggestion(line.code, round(score, 4), _("；").join(clauses) or _("材料与条目用词相近"), words)

    def _shared(self, line: LineWords, record: RecordWords) -> tuple[str, ...]:
        """The longest pieces that record and line share, by how much they tell; at most three."""
        said = "\n".join((line.title, line.text, *line.above)).lower()
        found: dict[str, float] = {}
        for source in (record.title, record.theme, record.folder, record.text[:_QUOTED_TEXT]):
            for piece in _common_pieces(source.lower(), said):
                weight = sum(self.rarity.get(pair, 0.0) for pair in terms(piece))
                if weight > 0:
                    found.setdefault(piece, weight)
            if len(found) >= 3:
                break
        ranked = sorted(found, key=lambda piece: (-found[piece], piece))
        kept: list[str] = []
        for piece in ranked:
            if not any(piece in other for other in kept):
                kept.append(piece)
        return tuple(kept[:3])


def index_lines(lines: Iterable[LineWords], *, filed: Mapping[tuple[str, str], int] | None = None) -> LineIndex:
    """Prepare the lines of a set.

    filed  how many records each department has filed under each line: {(department, code): count}.
    """
    ordered = tuple(lines)
    counts = [_line_pairs(line) for line in ordered]
    spread = Counter(pair for own in counts for pair in own)
    rarity = {
        pair: math.log(1 + len(ordered) / seen) * (_OF_GENERIC if pair in _GENERIC else 1.0)
        for pair, seen in spread.items()
        if pair not in _EMPTY
    }
    postings: dict[str, list[tuple[int, float]]] = {}
    for place, own in enumerate(counts):
        weights = {pair: weight * rarity[pair] for pair, weight in own.items() if pair in rarity}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for pair, weight in weights.items():
            postings.setdefault(pair, []).append((place, weight / length))
    return LineIndex(ordered, postings, rarity, dict(filed or {}))


def words_of_lines(document: Document) -> list[LineWords]:
    """The leaves of a criteria set, and the parents that ask for evidence themselves, with the headings above them."""
    found: list[LineWords] = []
    waiting: list[tuple[Line, tuple[str, ...]]] = [(line, ()) for line in reversed(document.lines)]
    while waiting:
        line, above = waiting.pop()
        if line.is_leaf or line.evidence:
            kinds = tuple(dict.fromkeys(duty.kind for duty in line.evidence))
            notes = " ".join(duty.note for duty in line.evidence if duty.note)
            found.append(LineWords(line.code, line.title, f"{line.text or ''} {notes}".strip(), above, kinds))
        waiting.extend((child, (*above, line.title)) for child in reversed(line.lines))
    return found


def pairs(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters; Latin words and numbers whole."""
    found: list[str] = []
    for run in _PLAIN.findall(text.lower()):
        if run[0] < "\u3000" or len(run) == 1:
            found.append(run)
        else:
            found += [run[n : n + 2] for n in range(len(run) - 1)]
    return found


def terms(text: str) -> list[str]:
    """What is compared: generic words whole, and the pairs of what stands between them, never one across an edge of them."""
    found: list[str] = []
    for run in _PLAIN.findall(text.lower()):
        start = 0
        for first, last in _words_in(run):
            found += pairs(run[start:first]) if first - start > 1 else []
            found.append(run[first:last])
            start = last
        if len(run) - start > 1 or start == 0:
            found += pairs(run[start:])
    return found


def _words_in(run: str) -> list[tuple[int, int]]:
    """Where the words that everybody uses stand in a run, from left to right."""
    places: list[tuple[int, int]] = []
    start = 0
    while start < len(run) - 1:
        if run[start : start + 2] in _EMPTY or run[start : start + 2] in _GENERIC:
            places.append((start, start + 2))
            start += 2
        else:
            start += 1
    return places


def _edges(text: str) -> list[tuple[str, frozenset[int]]]:
    """The runs of a text, each with the places where a word is sure to begin or to end."""
    return [
        (run, frozenset({0, len(run), *(place for both in _words_in(run) for place in both)}))
        for run in _PLAIN.findall(text)
    ]


def _line_pairs(line: LineWords) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for text, factor in ((line.title, 2.0), (line.text, 1.0), *((above, 0.5) for above in line.above)):
        for pair, count in Counter(terms(text)).items():
            weights[pair] += factor * (1 + math.log(count))
    return weights


def _common_pieces(text: str, said: str) -> list[str]:
    """The longest whole words of ``text``, two characters or more, that also stand in ``said``, from left to right.

    Without a dictionary a word is known by its edges: the ends of a run and of the words everybody uses, in either text.
    Where one edge alone is known, whole pairs are counted from it, as most Chinese words have two characters or four.
    """
    found: list[str] = []
    lines = _edges(said)
    for run, own in _edges(text):
        start = 0
        while start < len(run) - 1:
            end = start + 2
            if run[start:end] not in said:
                start += 1
                continue
            while end < len(run) and run[start : end + 1] in said:
                end += 1
            piece = _whole(run, start, end, own, lines)
            if piece and piece not in _EMPTY:
                found.append(piece)
            start = end
    return found


def _whole(run: str, start: int, end: int, own: frozenset[int], lines: list[tuple[str, frozenset[int]]]) -> str:
    """The words of a shared piece that are whole; "" where none is sure."""
    if run[0] < "\u3000":
        return run[start:end] if (start, end) == (0, len(run)) else ""
    known = set(own)
    for line, edges in lines:
        place = line.find(run[start:end])
        if place >= 0:
            known |= {start + edge - place for edge in edges if place <= edge <= place + end - start}
    first = min((edge for edge in known if start <= edge < end), default=None)
    last = max((edge for edge in known if start < edge <= end), default=None)
    if first is None and last is None:
        return ""
    begins = start if first is None else start + (first - start) % 2
    ends = end if last is None else end - (end - last) % 2
    if first is None:
        begins += (ends - begins) % 2
    if last is None:
        ends -= (ends - begins) % 2
    return run[begins:ends] if ends - begins >= 2 else ""
