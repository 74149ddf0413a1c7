"""Random criteria without a table: numbered paragraphs with points and methods in the notations of offices."""

from __future__ import annotations

import io
import json
import random
from typing import Any

import docx

from tests.criteria.table_trees import DECIMAL, SCHEMES, Node, Style, Truth, make_truth

LEAVES = (
    "{code}{text}（{points}分）。［{said}］",
    "{code}{text}。（{points}分）［{said}］",
    "{code}{text}（{points}分，{said}）",
    "{code}{text}，{points}分。【{said}】",
    "{code}（{points}分）{text}。（{said}）",
    "{code}{text}（{points}′）〔{said}〕",
    "{code}{text}（{points}分）；",
    "{code}{text}【{points}分】",
)
UPPERS = (
    "{code}{title}（{points}分）",
    "{code}{title}（满分{points}分）",
    "{code}{title}：{points}分",
    "{code}{title}（共{points}分）",
)
FORMATS = ("txt", "docx", "html", "md", "pdf")
Outline = tuple[str, bytes, dict[str, Any]]


def outline(seed: int) -> Outline:
    """A text from a seed: its format, its bytes, and what a correct reading gives."""
    rng = random.Random(seed)
    depth = rng.choice((2, 2, 3))
    coded = [s for s in SCHEMES[depth] if all(style[0](1) is not None for style in s)]
    scheme = rng.choice((*coded, DECIMAL))
    truth = make_truth(rng, depth, scheme=scheme, pair=False, with_bonus=rng.random() < 0.2)
    leaf, upper = rng.choice(LEAVES), rng.choice(UPPERS)
    lines = [truth.name, "各单位：" if rng.random() < 0.5 else ""]
    stack: list[tuple[Node, int]] = [(top, 0) for top in reversed(truth.tops)]
    while stack:
        node, level = stack.pop()
        form = upper if node.children else leaf
        lines.append(
            form.format(
                code=_code(node, level, scheme), title=node.title, text=node.text, points=_points(node), said=node.said
            )
        )
        stack.extend((child, level + 1) for child in reversed(node.children))
    total = rng.random() < 0.6
    if total:
        bonus = f"+{_number(truth.bonus)}" if truth.bonus is not None else ""
        lines.append(f"以上合计{_number(truth.base)}{bonus}分。")
    lines.append(rng.choice(("注：每年考核一次。", "说明：本标准由创建办负责解释。", "")))
    form = rng.choice(FORMATS)
    return (
        form,
        _written([line for line in lines if line], form, rng),
        _expected(truth, total=total, said="{said}" in leaf),
    )


def _code(node: Node, level: int, scheme: tuple[Style, ...] | str) -> str:
    if isinstance(scheme, str):
        return f"{node.code} "
    return f"{node.code}{scheme[level][1]}"


def _number(value: Any) -> str:
    return format(value.normalize(), "f")


def _points(node: Node) -> str:
    return _number(node.points)


def _expected(truth: Truth, *, total: bool, said: bool) -> dict[str, Any]:
    found = truth.expected(total=total)
    for line in found["lines"]:
        if not said:
            line["methods"] = []
    parents = {line["parent"] for line in found["lines"]}
    for number, line in enumerate(found["lines"]):
        if number in parents:
            line["text"] = None
    return found


def _written(lines: list[str], form: str, rng: random.Random) -> bytes:
    if form == "docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(("　　" if rng.random() < 0.5 else "") + line)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    if form == "html":
        body = "".join(f"<p><span>&nbsp;&nbsp;{line}</span></p>" for line in lines)
        return f'<html><head><meta charset="gb2312"></head><body>{body}</body></html>'.encode("gb18030")
    if form == "pdf":
        from tests.criteria.tables.in_pages import pdf

        body = "\n\n".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in lines)
        return pdf(
            f'#set page(paper: "a4", margin: 3cm)\n#set par(first-line-indent: (amount: 2em, all: true))\n{body}'
        )
    between = "\n\n" if form == "md" else "\n"
    return between.join(lines).encode("utf-8" if form == "md" else "gb18030")
