"""Settle what a single row could not know: titles and sentences, bonus, methods named by headings, weights in per cent."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.methods import is_method_name
from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.parts import LONGEST_TITLE, first_clause, tidy_end
from wenming.criteria.formats.tables.wording import is_bonus_title

SHORT_TITLE = 40


def finish(root: Draft) -> None:
    """Complete all drafts below ``root``, in place."""
    drafts = [d for d in root.walk() if d is not root]
    for draft in drafts:
        _words(draft)
    _bonus(root)
    _methods(root, drafts)
    _shares(drafts)


def _words(draft: Draft) -> None:
    """Title and sentence from what was printed."""
    title, text = one_line(draft.title), tidy_end(one_line(draft.text))
    words = tidy_end(one_line(draft.words))
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


def _shares(drafts: list[Draft]) -> None:
    """Weights in per cent count as points where the document prints nothing else."""
    printed = [d for d in drafts if d.points is not None]
    if any(not d.share for d in printed):
        for draft in printed:
            if draft.share:
                draft.note("points", f"{draft.points}%")
                draft.points, draft.share = None, False
