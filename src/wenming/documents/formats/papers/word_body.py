"""The text of a Word paper: paragraphs, headings, lists, tables – each in its style, each run naming its face."""

from __future__ import annotations

from collections.abc import Sequence

from wenming.documents.formats.papers.blocks import natural_paragraphs
from wenming.documents.formats.papers.layout import AREA_HEIGHT, AREA_WIDTH, SIZE_3
from wenming.documents.formats.papers.paper import Block, Heading, Items, PageBreak, Paragraph, Run, Table, Text
from wenming.documents.formats.papers.tables import Laid, Placed, laid
from wenming.documents.formats.papers.word_styles import section
from wenming.documents.formats.papers.word_xml import FANG, HEI, KAI, indent, look, paragraph, run, spacing, twips
from wenming.documents.formats.papers.wording import DASH, one_line

_FACES = (HEI, KAI, FANG, FANG)
_ALIGN = {"both": "both", "left": "left", "center": "center", "right": "right"}
_TEXT, _BOLD = look(FANG, SIZE_3), look(FANG, SIZE_3, bold=True)
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
BREAK = '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def body(blocks: Sequence[Block], first: str, above: Sequence[str] = ()) -> list[str]:
    """Blocks as paragraphs and tables.

    first  properties of the section that is open, closed before a page that lies and taken up again behind it.
    above  what stands above the blocks: on the page of a table that lies, if that comes first.
    """
    parts = list(above)
    for block in blocks:
        match block:
            case Paragraph():
                parts += [_natural(line, block) for line in natural_paragraphs(block.text)]
            case Heading():
                parts.append(_heading(block))
            case Items():
                parts += _items(block)
            case Table():
                made = laid(block)
                if made.cells:
                    if made.lying:
                        carried = parts if above and block is blocks[0] else []
                        parts = [*([] if carried else parts), *_lying(made, first, carried)]
                    else:
                        parts += [*_table(made, twips(AREA_WIDTH)), _gap()]
                    first = section(kind="nextPage") if made.lying else first
            case PageBreak():
                parts.append(BREAK)
    return parts


def _pieces(line: Sequence[Run]) -> str:
    return "".join(run(piece.text, _BOLD if piece.bold else _TEXT) for piece in line)


def _natural(line: Sequence[Run], block: Paragraph) -> str:
    properties = ""
    if block.align in {"left", "center", "right"}:
        properties = indent() + f'<w:jc w:val="{_ALIGN[block.align]}"/>'
        properties = properties.replace("<w:ind ", '<w:ind w:firstLineChars="0" w:firstLine="0" ')
    elif not block.indent:
        properties = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    return paragraph(_pieces(line), "PaperText", properties)


def _heading(block: Heading) -> str:
    face = look(_FACES[block.level - 1], SIZE_3)
    rest = [piece for line in natural_paragraphs(block.rest) for piece in line]
    loose = '<w:keepNext w:val="0"/>' if rest else ""
    return paragraph(run(one_line(block.text), face) + _pieces(rest), f"Heading{block.level}", loose)


def _items(block: Items) -> list[str]:
    parts = []
    for number, item in enumerate(block.items, 1):
        marker = Run(f"{number}." if block.ordered else DASH)
        first, *others = natural_paragraphs(item) or [[]]
        parts.append(paragraph(_pieces([marker, *first]), "PaperText"))
        parts += [paragraph(_pieces(line), "PaperText") for line in others]
    return parts


def plain_paragraph(text: Text, style: str, properties: str = "") -> str:
    """A text as one paragraph of a style."""
    return paragraph(_pieces([piece for line in natural_paragraphs(text) for piece in line]), style, properties)


def _gap() -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="PaperCell"/>{spacing(line=6)}</w:pPr></w:p>'


def _lying(made: Laid, first: str, above: Sequence[str]) -> list[str]:
    """A table on pages of their own: the section before it ends, one that lies begins and ends (§8)."""
    ends = f"<w:p><w:pPr>{spacing(line=1)}{first}</w:pPr></w:p>"
    turned = section(lying=True, kind="nextPage")
    return [
        ends,
        *above,
        *_table(made, twips(AREA_HEIGHT)),
        f"<w:p><w:pPr>{spacing(line=1)}{turned}</w:pPr></w:p>",
    ]


def _table(made: Laid, across: int) -> list[str]:
    widths = [max(60, round(share * across)) for share in made.shares]
    borders = "".join(f"<w:{side} {_LINE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margin = 60 if made.columns > 8 else 80
    head = _table_head(borders, widths, margin)
    rows: list[list[Placed]] = [[] for _row in range(made.rows)]
    for cell in made.cells:
        for y in range(cell.y, cell.y + cell.down):
            rows[y].append(cell)
    parts = []
    if made.caption:
        parts.append(
            paragraph(
                run(one_line(made.caption), look(HEI, max(made.size, 12))),
                "PaperCell",
                "<w:keepNext/>" + spacing(before=3, after=6) + '<w:jc w:val="center"/>',
            )
        )
    lines = []
    for y, row in enumerate(rows):
        top = "<w:cantSplit/>" + ("<w:tblHeader/>" if y < made.head else "")
        cells = "".join(_cell(cell, y, widths, made) for cell in sorted(row, key=lambda placed: placed.x))
        lines.append(f"<w:tr><w:trPr>{top}</w:trPr>{cells}</w:tr>")
    parts.append(f"<w:tbl>{head}{''.join(lines)}</w:tbl>")
    return parts


def _table_head(borders: str, widths: Sequence[int], margin: int) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )


def _cell(cell: Placed, y: int, widths: Sequence[int], made: Laid) -> str:
    width = sum(widths[cell.x : cell.x + cell.across])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.across > 1:
        properties += f'<w:gridSpan w:val="{cell.across}"/>'
    if cell.down > 1:
        properties += '<w:vMerge w:val="restart"/>' if y == cell.y else "<w:vMerge/>"
    properties += '<w:vAlign w:val="center"/>'
    heading = cell.y < made.head
    face = look(HEI if heading else FANG, made.size, bold=cell.bold and not heading)
    space = spacing(before=2, after=2) + f'<w:jc w:val="{_ALIGN[cell.align]}"/>'
    space = space.replace("<w:spacing ", '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto" ', 1)
    words = run(cell.text if y == cell.y else "", face)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words, 'PaperCell', space)}</w:tc>"
