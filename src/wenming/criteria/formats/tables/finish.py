"""Settle what a single row could not know: titles and sentences, bonus, methods named by headings, weights in per cent."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.methods import find_methods, is_method_name
from wenming.criteria.formats.tables.noise import one_line, part_marks, squeeze
from wenming.criteria.formats.tables.numbers import NUMBER, tidy
from wenming.criteria.formats.tables.parts import LONGEST_TITLE, first_clause, tidy_end
from wenming.criteria.formats.tables.wording import is_bonus_title

SHORT_TITLE = 40
BONUS_REMARK = re.compile(
    r"[（(]?(?:为|属|属于|本项为|此项为|另外|额外)?(?:加分|附加分?|奖励加?分|特色加分)(?:项目?|指标|内容)?[）)]?[。；]?"
)
SIGN = re.compile(
    r"(?P<sign>[①-⑳]|(?<![A-Za-z\d])[A-Za-z\d])\s*(?:为|指|代表|表示|是|[:：=\-—.、])?\s*(?P<words>[\u4e00-\u9fff]{2,10})"
)
EARNED = re.compile(rf"(?<!\d分)[，,]\s*(?:的)?(?:得|计|记)\s*(?P<n>{NUMBER})\s*分[。；;，,]?$")


def finish(root: Draft, words: list[str]) -> None:
    """Complete all drafts below ``root``, in place.

    words  notes and paragraphs of the document, where it may explain its signs for methods.
    """
    _earned_marks(root)
    drafts = [d for d in root.walk() if d is not root]
    for draft in drafts:
        _words(draft)
    _bonus(root)
    _remarked_bonus(drafts)
    _signs(drafts, words)
    _methods(root, drafts)
    _shares(drafts)


def _remarked_bonus(drafts: list[Draft]) -> None:
    """加分 in a cell beside a line says that it earns on top."""
    for draft in drafts:
        remark = squeeze(draft.noted("remark"))
        if not draft.children and BONUS_REMARK.fullmatch(remark):
            draft.bonus = True
            above = draft.parent
            while above is not None and above.parent is not None and all(child.bonus for child in above.children):
                above.bonus = True
                above = above.parent


def _earned_marks(root: Draft) -> None:
    """建立机构，得10分: where siblings print their worth so and nowhere else, that is their points."""
    for parent in root.walk():
        leaves = [child for child in parent.children if not child.children]
        if not leaves or any(leaf.points is not None or leaf.notes.get("rule") for leaf in leaves):
            continue
        found = [(leaf, match) for leaf in leaves if (match := EARNED.search(leaf.text or leaf.words)) is not None]
        values = [tidy(match["n"]) for _leaf, match in found]
        total = sum((v for v in values if v is not None), Decimal(0))
        if len(found) < len(leaves) or (parent.points is not None and total > parent.points):
            continue
        for (leaf, match), value in zip(found, values, strict=True):
            leaf.points = value
            words = (leaf.text or leaf.words)[: match.start()]
            leaf.text, leaf.words = (words, leaf.words) if leaf.text else ("", words)


def _words(draft: Draft) -> None:
    """Title and sentence from what was printed."""
    title, text = one_line(draft.title), tidy_end(one_line(part_marks(draft.text)))
    words = tidy_end(one_line(part_marks(draft.words)))
    if title:
        draft.title, draft.text = title, text
    elif draft.children or not draft.sentence:
        short = len(words) <= SHORT_TITLE and not re.search(r"[。；;]", words)
        draft.title = words if short else first_clause(words)
        draft.text = "" if short else words
    else:
        draft.title, draft.text = first_clause(words), words
    if len(draft.title) > SHORT_TITLE:
        draft.text = draft.text or draft.title
        draft.title = first_clause(draft.title)[:LONGEST_TITLE]
    if not draft.title and draft.text:
        draft.title = first_clause(draft.text)
    if not draft.title and draft.code is not None:
        draft.title = draft.code.printed


def _bonus(root: Draft) -> None:
    """Lines under 特色 or 加分 earn points on top; so do such lines at the top."""
    stack = [(child, False) for child in root.children]
    while stack:
        draft, above = stack.pop()
        top = draft.parent is root or draft.parent is None
        heads = bool(draft.children) or draft.part or top
        draft.bonus = above or draft.bonus or (heads and is_bonus_title(draft.title))
        stack.extend((child, draft.bonus) for child in draft.children)


def _methods(root: Draft, drafts: list[Draft]) -> None:
    """A part that is the name of a method gives it to its lines, if no line names any."""
    for draft in drafts:
        leaves = [leaf for leaf in draft.leaves() if leaf is not draft]
        if not leaves or any(leaf.methods for leaf in leaves):
            continue
        found = draft.methods or is_method_name(draft.title)
        if found:
            draft.methods = ()
            for leaf in leaves:
                leaf.methods = found


def _signs(drafts: list[Draft], words: list[str]) -> None:
    """①②③ or A B C in the methods column, explained in a note: ①为材料审核，②为实地考察."""
    if not any("method_words" in draft.notes for draft in drafts):
        return
    legend: dict[str, str] = {}
    for text in words:
        found = {m["sign"]: methods[0] for m in SIGN.finditer(text) if len(methods := find_methods(m["words"])[0]) == 1}
        if len(found) >= 2:
            legend |= found
    for draft in drafts:
        said = draft.notes.get("method_words", [])
        signs = [re.findall(r"[①-⑳]|[A-Za-z]|\d", note) for note in said]
        if legend and said and all(found and all(sign in legend for sign in found) for found in signs):
            extra = [legend[sign] for found in signs for sign in found]
            draft.methods = tuple(dict.fromkeys([*draft.methods, *extra]))
            del draft.notes["method_words"]


def _shares(drafts: list[Draft]) -> None:
    """Weights in per cent count as points where the document prints nothing else."""
    printed = [d for d in drafts if d.points is not None]
    if any(not d.share for d in printed):
        for draft in printed:
            if draft.share:
                draft.note("points", f"{draft.points}%")
                draft.points, draft.share = None, False
