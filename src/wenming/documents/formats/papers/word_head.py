"""The head of a Word paper: marks, number, signers, red rule (GB/T 9704-2012 §7.2, §10.1, §10.3), title and recipients."""

from __future__ import annotations

from wenming.documents.formats.papers.composing import Composed, Mark
from wenming.documents.formats.papers.layout import (
    AREA_WIDTH,
    BLANK,
    LETTER_FIRST,
    LETTER_MARK_DOWN,
    LETTER_RULE_WIDTH,
    MARK_DOWN,
    MM,
    PAGE_WIDTH,
    RED,
    SIZE_2,
    SIZE_3,
)
from wenming.documents.formats.papers.paper import Kind
from wenming.documents.formats.papers.word_styles import LINE
from wenming.documents.formats.papers.word_xml import (
    FANG,
    HEI,
    KAI,
    TITLE,
    look,
    paragraph,
    run,
    spacing,
    twips,
)
from wenming.documents.formats.papers.wording import SIGNER, ems, one_line

_TEXT = look(FANG, SIZE_3)
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="10" w:color="{RED}"/></w:pBdr>'
_HEIGHT = 1.15  # of a mark's line, in sizes; its ink begins a tenth below the upper edge


def head(made: Composed) -> list[str]:
    """Everything above the text, as paragraphs and tables."""
    parts: list[str] = []
    if made.mark is not None:
        parts += _letter(made, made.mark) if made.paper.kind is Kind.LETTER else _red(made, made.mark)
    parts.append(_title(made))
    if made.paper.subtitle:
        parts.append(paragraph(run(one_line(made.paper.subtitle), look(KAI, SIZE_3)), "PaperSubtitle"))
    if made.recipients:
        parts.append(paragraph(run(made.recipients, _TEXT), "PaperRecipients", spacing(before=LINE, line=LINE)))
    return parts


def _title(made: Composed) -> str:
    before = BLANK * LINE if made.mark is not None else 0
    after = 0 if made.recipients else LINE
    return paragraph(
        run("\n".join(made.title), look(TITLE, SIZE_2)),
        "Title",
        spacing(before=before, after=after, line=SIZE_2 + 13.6),
    )


def _tops(made: Composed, before: float = 0) -> list[str]:
    return [
        paragraph(
            run(words, look(FANG if kind == "copy" else HEI, SIZE_3)),
            "PaperTop",
            spacing(before=before if index == 0 else 0, line=LINE),
        )
        for index, (kind, words) in enumerate(made.tops)
    ]


def _red(made: Composed, mark: Mark) -> list[str]:
    parts = _tops(made)
    down = max(0.0, MARK_DOWN * MM - len(parts) * LINE - 0.1 * mark.size)
    if mark.suffix:
        parts.append(f'<w:p><w:pPr><w:pStyle w:val="PaperTop"/>{spacing(line=max(1.0, down))}</w:pPr></w:p>')
        parts.append(_beside(mark))
    else:
        red = look(TITLE, mark.size, colour=RED, scale=mark.scale)
        parts.append(
            paragraph(run("\n".join(mark.lines), red), "PaperMark", spacing(before=down, line=mark.size * _HEIGHT))
        )
    return [*parts, *(_serial(made) if made.paper.serial else _number(made))]


def _beside(mark: Mark) -> str:
    """Several issuers: names below one another, spread to one width, and 文件 in the middle of their height."""
    red = look(TITLE, mark.size, colour=RED, scale=mark.scale)
    right = round(ems(mark.suffix) * mark.size * mark.scale * 20) + 200
    left = twips(AREA_WIDTH) - right
    line = spacing(line=mark.size * 1.25)
    names = "".join(paragraph(run(name, red), "PaperMark", line + '<w:jc w:val="distribute"/>') for name in mark.lines)
    beside = paragraph(run(mark.suffix, red), "PaperMark", line + '<w:jc w:val="right"/>')
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid><w:tr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{left}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{names}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{right}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{beside}</w:tc>'
        "</w:tr></w:tbl>"
    )


def _number(made: Composed) -> list[str]:
    before = BLANK * LINE
    if not made.paper.upward:
        return [paragraph(run(made.number, _TEXT), "PaperNumber", _RULE + spacing(before=before, line=18))]
    # §7.2.5 and §7.2.6: number one character from the left, signers one character from the right, two on a line.
    names = made.signers
    wide = max([3.0, *(ems(name) for name in names)])
    across = min(2, len(names))
    width = twips(AREA_WIDTH)
    one = SIZE_3 * 20
    start = width - one * (1 + 4 + across * wide + max(0, across - 1))
    stops = [start, start + 4 * one, start + (5 + wide) * one]
    tabs = "<w:tabs>" + "".join(f'<w:tab w:val="left" w:pos="{round(stop)}"/>' for stop in stops) + "</w:tabs>"
    rows = [names[at : at + 2] for at in range(0, len(names), 2)] or [()]
    made_rows = []
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        runs = run(f"　{made.number}" if last else "", _TEXT)
        if row:
            runs += run("\t" + (SIGNER if index == 0 else "") + "\t", _TEXT) + run("\t".join(row), look(KAI, SIZE_3))
        space = spacing(before=before if index == 0 else 0, line=18 if last else LINE)
        made_rows.append(
            paragraph(runs, "PaperNumber", (_RULE if last else "") + tabs + space + '<w:jc w:val="left"/>')
        )
    return made_rows


def _serial(made: Composed) -> list[str]:
    """期号 in the middle; then 编印单位 and the date at either end, above the red rule."""
    issue = one_line(made.paper.issue) or made.number
    compiler = one_line(made.paper.compiler)
    parts = []
    ends = bool(compiler or made.dated)
    if issue:
        rule = "" if ends else _RULE
        parts.append(
            paragraph(run(issue, _TEXT), "PaperNumber", rule + spacing(before=BLANK * LINE, line=LINE if ends else 18))
        )
    if ends or not issue:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(twips(AREA_WIDTH) - SIZE_3 * 20)}"/></w:tabs>'
        runs = run(f"　{compiler}\t{made.dated}", _TEXT)
        before = 6 if issue else BLANK * LINE
        parts.append(
            paragraph(runs, "PaperNumber", _RULE + tab + spacing(before=before, line=18) + '<w:jc w:val="left"/>')
        )
    return parts


def _letter(made: Composed, mark: Mark) -> list[str]:
    """§10.1: the mark 30 mm below the edge of the page in a frame of 170 mm, a double rule 4 mm below it."""
    frame = (
        f'<w:framePr w:w="{twips(LETTER_RULE_WIDTH)}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" '
        f'w:x="{twips((PAGE_WIDTH - LETTER_RULE_WIDTH) / 2)}" '
        f'w:y="{round(twips(LETTER_MARK_DOWN) - mark.size * 0.1 * 20)}"/>'
    )
    rule = f'<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="9" w:color="{RED}"/></w:pBdr>'
    red = look(TITLE, mark.size, colour=RED, scale=mark.scale)
    parts = [paragraph(run("\n".join(mark.lines), red), "PaperMark", frame + rule + spacing(line=mark.size * _HEIGHT))]
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(AREA_WIDTH)}"/></w:tabs>'
    top, *others = [*made.tops, ("", "")] if not made.tops else list(made.tops)
    face = look(FANG if top[0] == "copy" else HEI, SIZE_3)
    first = run(top[1], face) + run(f"\t{made.number}", _TEXT)
    if top[1] or made.number:
        parts.append(paragraph(first, "PaperTop", tab + spacing(before=LETTER_FIRST - 6, line=LINE)))
    parts += [
        paragraph(run(words, look(HEI, SIZE_3)), "PaperTop", spacing(line=LINE)) for _kind, words in others if words
    ]
    return parts
