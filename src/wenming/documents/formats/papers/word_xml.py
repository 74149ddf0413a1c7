"""Pieces of WordprocessingML for papers: runs that name their East Asian face, paragraphs of a style, page number fields."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from wenming.documents.formats.papers.layout import MM
from wenming.documents.formats.plain_text import storable

# The faces of the national layout; machines of offices own them, and an editor without them shows its own 仿宋 or 宋体.
FANG: Final = "仿宋_GB2312"
KAI: Final = "楷体_GB2312"
HEI: Final = "黑体"
TITLE: Final = "方正小标宋简体"
SONG: Final = "宋体"
MOST: Final = 1_000_000  # characters of one run


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * MM * 20)


def fonts(face: str) -> str:
    """The face of a run in all four slots, so that figures are half as wide as characters."""
    return f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}" w:cs="{face}"/>'


def look(
    face: str, points: float, *, bold: bool = False, colour: str = "", scale: float = 1.0, spacing: float = 0.0
) -> str:
    """Run properties in the order the schema wants; ``scale`` narrows the letters, ``spacing`` parts them by points."""
    half = round(points * 2)
    return (
        f"<w:rPr>{fonts(face)}{'<w:b/><w:bCs/>' if bold else ''}"
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:spacing w:val="{round(spacing * 20)}"/>' if spacing else "")
        + (f'<w:w w:val="{round(scale * 100)}"/>' if scale != 1 else "")
        + f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )


def run(text: str, properties: str) -> str:
    """A run; line ends are breaks, tabs are tabs, what XML forbids falls away."""
    parts: list[str] = []
    for number, line in enumerate(storable(text, MOST).split("\n")):
        if number:
            parts.append("<w:br/>")
        for place, piece in enumerate(line.split("\t")):
            if place:
                parts.append("<w:tab/>")
            if piece:
                parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def paragraph(runs: str, style: str, properties: str = "") -> str:
    """A paragraph of a style; ``properties`` come after the style in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def page_number(properties: str) -> str:
    """— PAGE — as a field (§7.5)."""

    def char(kind: str) -> str:
        return f'<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        run("— ", properties)
        + char("begin")
        + f'<w:r>{properties}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        + char("separate")
        + run("1", properties)
        + char("end")
        + run(" —", properties)
    )


def spacing(*, before: float = 0, after: float = 0, line: float | None = None) -> str:
    """Space above and below, and an exact line height, in points."""
    exact = "" if line is None else f' w:line="{round(line * 20)}" w:lineRule="exact"'
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{exact}/>'


def indent(*, left: float = 0, right: float = 0, first: float = 0, hanging: float = 0, size: float = 16.0) -> str:
    """Indents in characters of ``size`` points, as characters (what editors show) and as lengths (what others read)."""
    parts = []
    for name, amount in (("left", left), ("right", right), ("hanging", hanging), ("firstLine", first)):
        if amount or name in {"left", "right"}:
            parts.append(f'w:{name}Chars="{round(amount * 100)}" w:{name}="{round(amount * size * 20)}"')
    return f"<w:ind {' '.join(parts)}/>"
