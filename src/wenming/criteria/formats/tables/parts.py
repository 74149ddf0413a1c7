"""From the words of a cell or paragraph to lines: code, title, sentence, points, methods in brackets, numbered sentences."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.codes import Code, split_code
from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.features import SCORING
from wenming.criteria.formats.tables.methods import only_methods, take_methods
from wenming.criteria.formats.tables.noise import one_line, squeeze
from wenming.criteria.formats.tables.points import take_points
from wenming.criteria.formats.tables.rows import without_continued
from wenming.criteria.formats.tables.sentences import Numbered, split_sentences

LONGEST_TITLE = 30
CLAUSE_END = re.compile(
    r"[，,；;。：:！!？?\n]| (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]{2}) ?(?=[A-E](?:[级档等][：:]?|[：:])?(?:得|计)?\d+(?:\.\d+)?分)"
)
LIST_SIGN = re.compile(r"^1[)）]\s*(?=[\u4e00-\u9fff])")
TITLE_COLON = re.compile(r"^(?P<title>[^，。；、：:,;\n“”\"]{2,10})[：:]\s*\n?(?P<text>.{4,})$", re.DOTALL)
TITLE_LINE = re.compile(r"^(?P<title>[^，。；：:,;\n]{2,14})\n(?P<text>.{6,})$", re.DOTALL)
NO_TITLE = re.compile(
    r"^(?:其中|包括|主要|注|备注|如|例如|即|要求|标准|内容|说明|评分|扣分|得分|分值|测评|考核|目标|下列|以下|至少|凡|[A-E优良中差])"
)
COUNTS = re.compile(
    r"(?:全部|均|都|达到|符合|满足|具备|完成|达标)[^。；]{0,10}(?:[项条]|[①②③④⑤]|[1-9][)）]).{0,8}(?:得|计|满分)|每?(?:缺|少)[一1]?[项条个].{0,4}扣"
)
GRADES_LISTED = re.compile(
    r"A\s*[.．、:：)）].+?(?<![A-Za-z])B\s*[.．、:：)）]", re.DOTALL
)  # A.广泛开展；B.开展活动；C.未开展
GRADES_INSIDE = re.compile(
    r"(?:^|[\n。；;])\s*A\s*[.．、:：)）].+?[\n。；;]\s*B\s*[.．、:：)）]", re.DOTALL
)  # ①有计划；②有总结。A.全部达到；B.达到一项
TRAILING = "；;，,、 \n"


def first_clause(text: str) -> str:
    """A short title for a sentence: its first clause."""
    clause = LIST_SIGN.sub("", CLAUSE_END.split(text.strip(), maxsplit=1)[0].strip())
    if len(clause) < 2:
        clause = one_line(text.strip())
    return clause[:LONGEST_TITLE]


def tidy_end(text: str) -> str:
    """Without the marks that only join a sentence to the next; the stop of a single sentence goes too."""
    text = text.rstrip(TRAILING)
    if text.endswith("。") and "。" not in text[:-1]:
        text = text[:-1].rstrip(TRAILING)
    return text


def read_words(text: str, *, bare: bool = False, code: Code | None = None, listed: bool = False) -> Draft:
    """Read words that stand together; ``words`` of the draft is what remains without code, points and methods.

    listed  the number at the head is the first of several conditions and stays.
    """
    printed = text
    text = without_continued(text.strip())
    methods, text = take_methods(text)
    points = take_points(text)
    if not methods:
        methods, rest = take_methods(points.rest)
    else:
        rest = points.rest
    own, rest = (None, rest) if listed or GRADES_LISTED.match(rest) else split_code(rest)
    if points.value is None:
        points = take_points(rest, bare=bare)
        rest = points.rest
    draft = Draft(printed=printed, code=code or own, points=points.value, share=points.share)
    draft.aside = points.extra
    if points.extra:
        found = only_methods(points.extra)
        if found:
            methods = (*methods, *(m for m in found if m not in methods))
        elif SCORING.search(points.extra):
            draft.note("rule", points.extra)
    draft.methods = methods
    draft.words = tidy_end(without_continued(rest).lstrip("、.．:：，, "))
    return draft


def has_stop(text: str) -> bool:
    """Whether the words run over the end of a sentence: then they are no heading."""
    return bool(re.search(r"[。；;，,]", read_words(text).words))


def identity(text: str) -> tuple[str, str, str]:
    """What makes two printings of one item the same: code, words and points, without noise."""
    draft = read_words(text)
    return (draft.code.printed if draft.code else "", squeeze(draft.words), str(draft.points))


def part_title(draft: Draft) -> None:
    """Part a title printed before its sentence (领导重视：成立领导小组…, or on a line of its own)."""
    words = draft.words
    for pattern in (TITLE_COLON, TITLE_LINE):
        match = pattern.match(words)
        if match is None or NO_TITLE.match(match["title"]) or SCORING.search(match["title"]):
            continue
        if pattern is TITLE_LINE and len(match["text"]) < 1.2 * len(match["title"]):
            continue
        draft.title, draft.text = match["title"].strip(), match["text"].strip()
        return


def cell_drafts(
    title: str,
    beside: str | None,
    code: Code | None,
    *,
    last: bool,
    bare: bool = False,
    whole_row: bool = False,
    by_number: frozenset[str] = frozenset(),
) -> list[tuple[float, Draft]]:
    """The lines that a cell (with the sentence beside it, if its title has one) stands for, with their depth below its level."""
    if beside is not None:
        return _pair(title, beside, code, bare=bare, whole_row=whole_row, by_number=by_number)
    numbered = split_sentences(title) if last else None
    if numbered is not None and _are_lines(numbered, title, bare=bare, whole_row=whole_row, by_number=by_number):
        return _sentences(numbered, code, bare=bare)
    draft = read_words(title, bare=bare, code=code, listed=numbered is not None and not numbered.head)
    if not draft.words and draft.code is None:
        return []
    draft.sentence = last
    if last:
        part_title(draft)
    return [(0.0, draft)]


def _pair(
    title: str, sentence: str, code: Code | None, *, bare: bool, whole_row: bool, by_number: frozenset[str]
) -> list[tuple[float, Draft]]:
    draft = read_words(title, bare=bare, code=code)
    draft.title, draft.words = draft.words, ""
    numbered = split_sentences(sentence)
    if numbered is not None and _are_lines(numbered, sentence, bare=bare, whole_row=whole_row, by_number=by_number):
        below = _sentences(numbered, None, bare=bare)
        if below and below[0][0] == 0.0 and below[0][1].code is None and numbered.head:
            head = below.pop(0)[1]
            draft.text = head.words
            draft.points = draft.points if draft.points is not None else head.points
            return [(0.0, draft), *below]
        return [(0.0, draft), *((offset + 0.5, line) for offset, line in below)]
    said = read_words(sentence, bare=bare, listed=numbered is not None and not numbered.head)
    draft.text = said.words
    draft.printed = f"{title}\n{sentence}"
    if not draft.title:
        draft.words, draft.text = said.words, ""
        draft.sentence = True
    draft.code = draft.code or said.code
    draft.points = draft.points if draft.points is not None else said.points
    draft.methods = draft.methods or said.methods
    for role, notes in said.notes.items():
        for note in notes:
            draft.note(role, note)
    return [(0.0, draft)]


def _are_lines(numbered: Numbered, text: str, *, bare: bool, whole_row: bool, by_number: frozenset[str]) -> bool:
    """Whether numbered sentences are lines of their own, or conditions of the one line their row makes."""
    own = [take_points(s.text, bare=bare).value is not None for s in numbered.sentences]
    if sum(own) >= 2 or any(own[:-1]) or by_number & {"points", "methods"}:
        return True
    if any(take_methods(s.text)[0] for s in numbered.sentences):
        return True
    if not any(own) and _grades_of_all(numbered):
        return False
    return not whole_row and (bool(by_number) or not COUNTS.search(text))


def _grades_of_all(numbered: Numbered) -> bool:
    """Whether grades follow the last of the numbered conditions and speak of all: …③….A.三项全部达到；B.达到两项."""
    listed = [GRADES_INSIDE.search(s.text) is not None for s in numbered.sentences]
    return listed[-1] and not any(listed[:-1])


def _sentences(numbered: Numbered, code: Code | None, *, bare: bool) -> list[tuple[float, Draft]]:
    lines: list[tuple[float, Draft]] = []
    below = 0.0
    if numbered.head.strip("：: ，,\n") or code is not None:
        head = read_words(numbered.head.rstrip("：: \n"), bare=bare, code=code)
        if head.words or head.code:
            head.heading = True
            lines.append((0.0, head))
            below = 0.5
    for sentence in numbered.sentences:
        inner = split_sentences(sentence.text)
        mark = split_code(f"{sentence.marker}、 " if sentence.marker.isdecimal() else sentence.marker)[0]
        if inner is not None and sum(take_points(s.text, bare=bare).value is not None for s in inner.sentences) >= 2:
            head = read_words(inner.head.rstrip("：: \n"), bare=bare, code=mark)
            lines.append((below, head))
            for deeper in _sentences(Numbered("", inner.style, inner.sentences), None, bare=bare):
                lines.append((below + 0.25, deeper[1]))
            continue
        draft = read_words(sentence.text, bare=bare, code=mark)
        draft.printed = f"{sentence.marker}{sentence.text}"
        draft.sentence = True
        part_title(draft)
        lines.append((below, draft))
    return lines
