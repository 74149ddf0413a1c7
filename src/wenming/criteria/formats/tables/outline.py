"""Criteria without a table: numbered paragraphs, headings and lists, with points and methods at their ends."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.draft import Draft, Place
from wenming.criteria.formats.tables.features import SCORING
from wenming.criteria.formats.tables.grid import Grid, Paragraph, Source
from wenming.criteria.formats.tables.methods import find_methods
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.outliner import PART, Outliner
from wenming.criteria.formats.tables.parts import cell_drafts, part_title, read_words
from wenming.criteria.formats.tables.points import points_cell, take_points
from wenming.criteria.formats.tables.rows import PAGE, says_note, says_signature, says_total
from wenming.criteria.formats.tables.vocabulary import head_roles
from wenming.criteria.formats.tables.wording import (
    GENERIC_PART,
    NAME_WORDS,
    is_bonus_title,
    is_negative_title,
    part_name,
)

LABELLED = re.compile(
    r"^[【\[［〔（(]?(?P<label>[\u4e00-\u9fff]{2,8})[】\]］〕）)]?\s*[:：]\s*(?P<words>.+)$", re.DOTALL
)
SPOKEN = {
    "methods": "methods",
    "rule": "rule",
    "evidence": "evidence",
    "owner": "owner",
    "period": "period",
    "remark": "remark",
}
LONGEST_HEADING = 40
CLOSING = re.compile(r"由[^。；]{2,24}负责解释|自[^。；]{0,8}之日起(?:施行|执行|实施|生效)")


class Outline:
    """Reads paragraphs into a tree; ``negatives`` gathers the lists of what must not happen.

    parts  how many headings of the text look like the title of a list with points.
    bare   whether points stand as bare numbers in brackets.
    """

    def __init__(self, parts: int = 0, *, bare: bool = False) -> None:
        self.parts, self.bare = parts, bare
        self.root = Draft()
        self.outliner = Outliner(self.root)
        self.last: Draft | None = None
        self.negative: Draft | None = None
        self.negative_style, self.negative_depth = "", 0
        self.negatives: list[Draft] = []
        self.fates: dict[int, str] = {}
        self.used: dict[int, list[Draft]] = {}

    def read(self, paragraph: Paragraph, block: int) -> None:
        for words in paragraph.text.split("\n"):
            if words.strip():
                self.fates[block] = self._line(words.strip(), paragraph.depth, block)

    def _line(self, words: str, depth: int, block: int) -> str:
        if PAGE.match(words):
            return "skipped"
        if says_total(words):
            self._end_negative()
            return "total"
        if says_note(words) or CLOSING.search(words):
            return "note"
        if says_signature(words) or (re.match(r"^\d{4}年\d{1,2}月\d{1,2}日$", words)):
            self.last = None
            return "signature"
        draft = read_words(words, bare=self.bare)
        if self._negative(draft, words, depth, block):
            return "negative"
        if self._labelled(words):
            return "line"
        if not draft.words and draft.code is None:
            return "title"  # （总分100分） on a line of its own
        coded = draft.code is not None or depth > 0
        if not coded and draft.points is None:
            return self._plain(words)
        named = 0 < depth < 10 and draft.code is None and draft.points is None and not self.root.children
        if named and (depth == 1 or NAME_WORDS.search(draft.words)):
            return "title"
        if not coded and NAME_WORDS.search(draft.words):
            if self.parts > 1:
                return self._part(draft, block)
            if not self.root.children:
                return "title"
        self._item(words, draft, depth, block)
        return "line"

    def _part(self, draft: Draft, block: int) -> str:
        """材料审核测评表（45分） over its own list, where there are several: a line above the list."""
        draft.words = part_name(draft.words)
        draft.part = draft.heading = True
        draft.place = Place(block, 0)
        self.outliner.add(draft, PART - 10)
        self.used.setdefault(block, []).append(draft)
        self.last = draft
        return "line"

    def _item(self, words: str, draft: Draft, depth: int, block: int) -> None:
        rank = float(depth - 10) if 0 < depth < 10 else float(max(0, depth - 10))
        drafts = cell_drafts(words, None, None, last=True, whole_row=True, bare=self.bare)
        if len(drafts) <= 1:
            draft.sentence = True
            part_title(draft)
            drafts = [(0.0, draft)]
        for offset, line in drafts:
            line.place = Place(block, 0)
            line.heading = len(line.name) <= LONGEST_HEADING and not line.methods and not line.text
            self.outliner.add(line, rank + offset)
            self.used.setdefault(block, []).append(line)
            self.last = line

    def _plain(self, words: str) -> str:
        """A paragraph without a number: more words for the line above it, or none of the lines' business."""
        if self.last is None or (self.last.points is None and not any(d.points is not None for d in self.root.walk())):
            return "title"
        methods, rest = find_methods(words)
        if methods and not re.sub(r"[\s测评方法式考核：:]", "", rest):
            self.last.methods = (*self.last.methods, *(m for m in methods if m not in self.last.methods))
        elif SCORING.search(words):
            self.last.note("rule", words)
        elif len(words) >= 8 and words[-1] in "。；;":
            self.last.text = f"{self.last.text}{words}"
            if not self.last.title:
                self.last.title, self.last.words = self.last.words, ""
        else:
            return "skipped"
        return "line"

    def _labelled(self, words: str) -> bool:
        """测评方法：…  评分标准：…  材料要求：…  under the line they belong to."""
        match = LABELLED.match(words)
        if match is None or self.last is None:
            return False
        roles = head_roles(match["label"])
        said = match["words"].strip().rstrip("。；")
        if "points" in roles and (value := points_cell(said).value) is not None:
            self.last.points = self.last.points if self.last.points is not None else value
            return True
        role = max(roles, key=lambda r: roles[r]) if roles else ""
        if role == "level" and match["label"] in {
            "内容",
            "标准",
            "要求",
            "测评标准",
            "测评内容",
            "考核内容",
            "考核标准",
            "具体要求",
            "工作要求",
        }:
            if not self.last.title:
                self.last.title, self.last.words = self.last.words, ""
            self.last.text = said
            return True
        if role == "methods":
            found, _rest = find_methods(said)
            self.last.methods = (*self.last.methods, *(m for m in found if m not in self.last.methods))
            return bool(found)
        if role in SPOKEN:
            self.last.note(SPOKEN[role], said)
            return True
        return False

    def _negative(self, draft: Draft, words: str, depth: int, block: int) -> bool:
        """Whether this paragraph opens or belongs to a negative list."""
        if is_negative_title(words) and draft.points is None and (len(words) <= 60 or words.endswith(("：", ":"))):
            self.negative = Draft(words=words, printed=words, heading=True, code=draft.code, place=Place(block, 0))
            self.negative_style, self.negative_depth = draft.style, depth
            self.negatives.append(self.negative)
            return True
        if self.negative is None:
            return False
        if draft.points is not None or is_bonus_title(words) or (draft.style and draft.style == self.negative_style):
            self._end_negative()
            return False
        if 0 < depth < 10 and depth <= self.negative_depth:
            self._end_negative()
            return False
        listed = all(child.code is not None for child in self.negative.children)
        if (
            not depth
            and draft.code is None
            and self.negative.children
            and (listed or CLOSING.search(words) or not words.endswith(("；", ";", "。")))
        ):
            self._end_negative()
            return False
        draft.place = Place(block, 0)
        self.negative.adopt(draft)
        return True

    def _end_negative(self) -> None:
        if self.negative is not None:
            self.last = None
        self.negative = None


def paragraphs_of(source: Source) -> list[tuple[int, Paragraph]]:
    """All running text: paragraphs, and tables that are nothing but one column of text."""
    found: list[tuple[int, Paragraph]] = []
    for index, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            found.append((index, block))
        elif _is_column(block):
            for row in range(len(block.rows)):
                found.extend((index, Paragraph(cell.raw, 0, row + 1)) for cell in block.starts(row))
    return found


def _heads_a_list(paragraph: Paragraph) -> bool:
    draft = read_words(paragraph.text)
    return (
        draft.code is None
        and draft.points is not None
        and len(draft.words) <= LONGEST_HEADING
        and bool(NAME_WORDS.search(draft.words))
    )


def _bare(paragraphs: list[tuple[int, Paragraph]]) -> bool:
    """Whether the numbered paragraphs print their points as bare numbers in brackets: 1.地面清洁（20）."""
    coded = [words for _i, paragraph in paragraphs if (words := _words_of_coded(paragraph.text)) is not None]
    plain = sum(1 for words in coded if take_points(words).value is not None)
    bare = sum(1 for words in coded if take_points(words, bare=True).value is not None)
    return bare - plain >= max(3, 0.6 * len(coded))


def _words_of_coded(text: str) -> str | None:
    code, rest = split_code(text)
    return rest if code is not None else None


def _is_column(grid: Grid) -> bool:
    return all(len(grid.starts(row)) <= 1 for row in range(len(grid.rows)))


def read_outline(source: Source) -> Outline:
    """Read the whole source as numbered text; branches without any points fall away."""
    paragraphs = paragraphs_of(source)
    outline = Outline(sum(_heads_a_list(paragraph) for _index, paragraph in paragraphs), bare=_bare(paragraphs))
    for index, paragraph in paragraphs:
        outline.read(paragraph, index)
    _prune(outline)
    _hoist(outline.root)
    return outline


def _hoist(root: Draft) -> None:
    """一、考评内容 over all the rest is a chapter of the paper, no line: what is below moves up."""
    for child in list(root.children):
        if (
            child.points is None
            and child.children
            and GENERIC_PART.match(squeeze(child.name))
            and not is_bonus_title(child.name)
        ):
            place = root.children.index(child)
            for below in child.children:
                below.parent = root
            root.children[place : place + 1] = child.children


def _prune(outline: Outline) -> None:
    """Preambles are numbered too: keep only the branches that carry points (or earn extra)."""
    kept = [child for child in outline.root.children if any(d.points is not None for d in child.walk())]
    if kept:
        for child in outline.root.children:
            if (
                child not in kept
                and is_bonus_title(child.name)
                and any(SCORING.search(d.printed) for d in child.walk())
            ):
                kept.append(child)
        outline.root.children = [child for child in outline.root.children if child in kept]


def scored(outline: Outline) -> int:
    """How many lines carry points."""
    return sum(1 for draft in outline.root.walk() if draft.points is not None)
