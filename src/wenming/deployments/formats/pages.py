"""The pages of a printed paper as running text: heads and feet of pages left out, paragraphs a page cuts joined again."""

from __future__ import annotations

import re
from collections import defaultdict

from wenming.criteria.formats.tables.grid import Grid, Paragraph
from wenming.deployments.rules.marks import mark_level
from wenming.deployments.rules.numerals import fold

Blocks = list[Grid | Paragraph]
_PAGE_NUMBER = re.compile(
    r"^[\s—–\-－·]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,3}\s*页?)?[\s—–\-－·]*$"
)
_ENDS = re.compile(r"[。！？；：!?;:）)”】》]\s*$")
_RUNNING_TEXT = re.compile(r"[。，；]")
_LIKE_A_NUMBER = re.compile(r"^\s*[一二三四五六七八九十\d]")
_LAST_DAY = re.compile(r"^\s*(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年.{2,8}日\s*$")
_LONGEST_RUNNING = 40
_FULL_LINE = 18
"""A line that breaks off in the midst is at least this long on any page that holds running text."""


def run_on(blocks: Blocks) -> Blocks:
    """The blocks of a PDF without running heads and page numbers, and with the paragraphs that go on over a page joined."""
    kept = [block for block in blocks if not (isinstance(block, Paragraph) and _PAGE_NUMBER.match(fold(block.raw)))]
    heads = _running(kept)
    out: Blocks = []
    for block in kept:
        if isinstance(block, Grid):
            out.append(block)
            continue
        if _key(block) in heads:
            continue
        last = out[-1] if out else None
        if isinstance(last, Paragraph) and _goes_on(last, block):
            out[-1] = Paragraph(last.raw.rstrip() + block.raw.lstrip(), last.depth, last.number, block.page, last.label)
        else:
            out.append(block)
    return out


def _running(blocks: Blocks) -> set[str]:
    """What stands first or last on two pages or more, figures aside."""
    pages: dict[int, list[Paragraph]] = defaultdict(list)
    for block in blocks:
        if isinstance(block, Paragraph) and block.page is not None:
            pages[block.page].append(block)
    seen: dict[str, int] = defaultdict(int)
    for paragraphs in pages.values():
        ends = (*paragraphs[:2], *paragraphs[-2:])
        for key in {_key(paragraph) for paragraph in ends if not _RUNNING_TEXT.search(paragraph.raw)}:
            seen[key] += 1
    return {key for key, count in seen.items() if count >= 2 and 1 < len(key) <= _LONGEST_RUNNING}


def _key(paragraph: Paragraph) -> str:
    return re.sub(r"[\d\s—–\-]+", "", fold(paragraph.raw))


def _goes_on(last: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph goes on: over a page, or behind a line that only seemed to begin with a number (第|三，开展…)."""
    if last.page is None or following.page is None or not 0 <= following.page - last.page <= 1:
        return False
    words, more = last.raw.strip(), fold(following.raw)
    if len(words) < _FULL_LINE or _ENDS.search(words) or mark_level(more)[0] or _LAST_DAY.match(more):
        return False
    if following.page == last.page:
        return bool(_RUNNING_TEXT.search(words) and _LIKE_A_NUMBER.match(more))
    return not more.rstrip().endswith(("：", ":"))
