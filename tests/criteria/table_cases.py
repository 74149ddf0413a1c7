"""One printed table from a seed: a random tree in a random layout and format, with what a correct reading gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from tests.criteria.table_pieces import cut_at_pages, per_part
from tests.criteria.table_printer import Print, Printer, Sheet, as_csv, as_docx, as_html, as_markdown, as_xlsx, number
from tests.criteria.table_trees import (
    CIRCLE,
    CLOSE,
    DECIMAL,
    DOT,
    DUN,
    NONE,
    PAREN,
    SCHEMES,
    Node,
    Style,
    Truth,
    make_truth,
)

MENU = "<table><tr><td>首页</td><td>通知公告</td></tr></table><h1>关于印发文明单位测评标准的通知</h1>"
NOTATIONS = ("（{}分）", "({}分)", "（{} 分）", "\n{}分", "，{}分", "【{}分】", "（{}′）", "（满分{}分）")
FORMATS = ("xlsx", "docx", "html", "csv", "md")
Case = tuple[Print, str, bytes, dict[str, Any], Sheet]


def layout(rng: random.Random, depth: int, scheme: tuple[Style, ...] | str, form: str) -> Print:
    """A layout that can print every line and every points value somewhere."""
    how = Print(scheme)
    how.sections = depth > 1 and rng.random() < 0.2
    levels = depth - 1 if how.sections else depth
    numbered = not isinstance(scheme, str) and scheme[-1] in (DOT, DUN, PAREN, CLOSE, CIRCLE)
    how.together = levels >= 2 and not how.sections and numbered and rng.random() < 0.2
    how.pair = not how.together and rng.random() < 0.25
    how.upper = rng.choice(("text", "text", "column", "none")) if levels > 1 else "text"
    how.leaf = "column" if rng.random() < 0.75 else "text"
    how.notation = rng.choice(NOTATIONS)
    if how.together:
        how.leaf, how.notation = "text", rng.choice(("（{}分）", "({}分)", "（{} 分）", "，{}分"))
    if how.leaf == "text" and how.notation == "\n{}分":
        how.notation = "（{}分）"
    how.seq = rng.choice(("", "", "running")) if not how.together else ""
    coded = not isinstance(scheme, str) and scheme[-1][0](1) is not None
    how.code_column = rng.random() < 0.15 and not how.together and coded and how.seq == ""
    chances = (("rule", 0.5), ("methods", 0.8), ("evidence", 0.3), ("owner", 0.2), ("score", 0.3), ("remark", 0.2))
    extras = [extra for extra, chance in chances if rng.random() < chance]
    rng.shuffle(extras)
    how.extras = ("methods",) if how.together else tuple(extras)
    how.merges = rng.choice(("merge", "merge", "blank", "repeat"))
    if form in ("csv", "md") and how.merges == "merge":
        how.merges = "blank"
    how.repeat_every = rng.choice((0, 0, 4)) if form in ("docx", "xlsx", "html") and how.merges != "merge" else 0
    how.title_rows = rng.choice((0, 1, 2)) if form != "md" else 0
    how.total, how.notes, how.noise = rng.random() < 0.7, rng.random() < 0.7, rng.random() < 0.4
    return how


def nodes(truth: Truth) -> Iterator[tuple[Node, int]]:
    """Every line with its level, in document order."""
    stack = [(top, 0) for top in reversed(truth.tops)]
    while stack:
        node, level = stack.pop()
        yield node, level
        stack.extend((child, level + 1) for child in reversed(node.children))


def expected(truth: Truth, how: Print) -> dict[str, Any]:
    said = truth.expected(total=how.total)
    for line, (node, level) in zip(said["lines"], nodes(truth), strict=True):
        if how.upper == "none" and node.children and not (how.sections and level == 0):
            line["points"] = None
        if "methods" not in how.extras:
            line["methods"] = []
        if node.children:
            line["text"] = None
    return said


def case(seed: int, form: str | None = None) -> Case:
    rng = random.Random(seed)
    depth = rng.choice((1, 2, 2, 3, 3))
    scheme = rng.choice((*SCHEMES[depth], DECIMAL))
    chosen = rng.choice(FORMATS)
    form = form or chosen
    how = layout(rng, depth, scheme, form)
    truth = make_truth(rng, depth, scheme=scheme, pair=how.pair, with_bonus=rng.random() < 0.2)
    sheet = Printer(truth, how, rng, depth).sheet()
    return how, form, printed(sheet, form, rng, truth.name), expected(truth, how), sheet


def printed(sheet: Sheet, form: str, rng: random.Random, name: str) -> bytes:
    if form == "xlsx":
        return as_xlsx([sheet])
    if form == "docx":
        return as_docx([sheet], before=("附件1", name))
    if form == "html":
        return as_html([sheet], encoding=rng.choice(("utf-8", "gb18030")), before=MENU)
    if form == "csv":
        encoding = rng.choice(("utf-8-sig", "gb18030", "utf-16", "utf-8"))
        return as_csv(sheet, delimiter=rng.choice(",;\t"), encoding=encoding)
    if form == "pdf":
        from tests.criteria.tables.in_pages import as_pdf

        return as_pdf(sheet, rng)
    return as_markdown(sheet, title=name)


def piecewise(seed: int) -> Case:
    """A table cut at page ends (with （续） and the head again), or one sheet or table for every top line."""
    rng = random.Random(seed)
    form = rng.choice(("docx", "html", "xlsx"))
    if rng.random() < 0.5:
        depth = rng.choice((2, 3))
        scheme = rng.choice((*SCHEMES[depth], DECIMAL))
        how = layout(rng, depth, scheme, form)
        how.merges, how.sections, how.repeat_every = "merge", False, 0
        how.notation = "（{}分）" if how.notation == "\n{}分" else how.notation
        truth = make_truth(rng, depth, scheme=scheme, pair=how.pair)
        printer = Printer(truth, how, rng, depth)
        whole = printer.sheet()
        sheets, said = cut_at_pages(printer, whole, rng), expected(truth, how)
    else:
        depth = rng.choice((2, 3))
        parts = (NONE, *rng.choice(SCHEMES[depth - 1]))
        how = layout(rng, depth - 1, parts[1:], form)
        how.scheme, how.sections, how.repeat_every, how.total, how.title_rows = parts, False, 0, False, 0
        truth = make_truth(rng, depth, scheme=parts, pair=how.pair)
        sheets, said = per_part(truth, how, rng, depth), expected(truth, how)
        for line, (node, level) in zip(said["lines"], nodes(truth), strict=True):
            line["points"] = number(node.points) if level == 0 else line["points"]
    said.pop("base_total", None)
    said.pop("bonus_cap", None)
    if form == "xlsx":
        data = as_xlsx(sheets)
    elif form == "docx":
        data = as_docx(sheets, before=("附件1", truth.name))
    else:
        data = as_html(sheets, before=MENU)
    return how, form, data, said, sheets[0]
