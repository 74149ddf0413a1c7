"""What follows the text of a Word paper: 附件说明, 出席, 署名 and 成文日期, 附注, 版记 (GB/T 9704-2012 §7.3.4 to §7.4, §10.3)."""

from __future__ import annotations

from math import ceil

from wenming.documents.formats.papers.composing import Composed
from wenming.documents.formats.papers.layout import (
    AREA_WIDTH,
    CHARACTERS,
    SEALED_RIGHT,
    SIZE_3,
    SIZE_4,
    THICK,
    THIN,
    UNSEALED_RIGHT,
    eighths,
)
from wenming.documents.formats.papers.word_styles import LINE
from wenming.documents.formats.papers.word_xml import FANG, HEI, indent, look, paragraph, run, spacing, twips
from wenming.documents.formats.papers.wording import ATTACHMENT, COLON, EXCUSED, OBSERVING, PRESENT, ems

_TEXT = look(FANG, SIZE_3)
_SMALL = look(FANG, SIZE_4)


def listed(made: Composed) -> list[str]:
    """附件说明: one line below the text, two characters in, names even with the first one's first character."""
    names = made.listed
    if not names:
        return []
    several = len(names) > 1
    column = 5 + (0.5 * len(str(len(names))) + 0.5 if several else 0)
    parts = []
    for index, name in enumerate(names):
        start = 2 if index == 0 else 5
        words = f"{ATTACHMENT}{COLON}" if index == 0 else ""
        words += f"{index + 1}.\t{name}" if several else name
        before = LINE if index == 0 else 0
        space = spacing(before=before, line=LINE) + indent(left=column, hanging=column - start)
        parts.append(paragraph(run(words, _TEXT), "PaperListed", space))
    return parts


def attendance(made: Composed) -> list[str]:
    """出席 请假 列席: the word in 黑体, names even behind its colon (§10.3)."""
    who = made.paper.attendance
    if who is None:
        return []
    parts: list[str] = []
    for label, names in ((PRESENT, who.present), (EXCUSED, who.excused), (OBSERVING, who.observing)):
        if names.strip():
            runs = run(label, look(HEI, SIZE_3)) + run(COLON + names.strip(), _TEXT)
            space = spacing(before=0 if parts else LINE, line=LINE) + indent(left=5, hanging=3)
            parts.append(paragraph(runs, "PaperAttendance", space))
    return parts


def signature(made: Composed) -> list[str]:
    """署名 and 成文日期 (§7.3.5): with room for the seal the issuer stands over the middle of the date."""
    if made.paper.serial or not (made.issuers or made.dated):
        return []
    if made.paper.sealed and len(made.issuers) > 1:
        return _seals(made)
    wide = ems(made.dated)
    longest = max((ems(name) for name in made.issuers), default=0.0)
    if made.paper.sealed:
        free = max(SEALED_RIGHT, min((longest - wide) / 2, (CHARACTERS - wide) / 2))
        rights = [max(0.0, free + wide / 2 - ems(name) / 2) for name in made.issuers]
        blank = 2
    else:
        # the date two characters to the right of the issuer; where the date is longer, it keeps two at the right edge
        free = UNSEALED_RIGHT if wide > longest else UNSEALED_RIGHT + longest - 2 - wide
        left = wide + free + 2 if wide > longest else longest + UNSEALED_RIGHT
        rights = [max(0.0, left - ems(name)) for name in made.issuers]
        blank = 1
    parts = []
    for index, (name, right) in enumerate(zip(made.issuers, rights, strict=True)):
        parts.append(_right(name, "PaperIssuer", right, blank * LINE if index == 0 else 0))
    if made.dated:
        parts.append(_right(made.dated, "PaperDate", free, 0 if parts else blank * LINE))
    return parts


def _right(words: str, style: str, right: float, before: float) -> str:
    space = "<w:keepLines/>" + spacing(before=before, line=LINE) + indent(right=right) + '<w:jc w:val="right"/>'
    return paragraph(run(words, _TEXT), style, space)


def _seals(made: Composed) -> list[str]:
    """Several seals: names in rows of two or three with room for a seal each, the date below the last."""
    longest = max(ems(name) for name in made.issuers)
    columns = 3 if longest <= CHARACTERS / 3 - 1 else 2 if longest <= CHARACTERS / 2 - 1 else 1
    width = twips(AREA_WIDTH) // columns
    rows = [list(made.issuers[at : at + columns]) for at in range(0, len(made.issuers), columns)]
    rows[-1] = [""] * (columns - len(rows[-1])) + rows[-1]
    rows.append([""] * (columns - 1) + [made.dated])
    lines = []
    for index, row in enumerate(rows):
        before = 2 * LINE if index == 0 else 0 if index == len(rows) - 1 else 46 / 25.4 * 72 - LINE
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            + paragraph(
                run(name, _TEXT),
                "PaperDate" if index == len(rows) - 1 else "PaperIssuer",
                spacing(before=before, line=LINE) + '<w:jc w:val="center"/>',
            )
            + "</w:tc>"
            for name in row
        )
        lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    columns_xml = f'<w:gridCol w:w="{width}"/>' * columns
    return [
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns_xml}</w:tblGrid>{''.join(lines)}</w:tbl>"
    ]


def note(made: Composed) -> list[str]:
    """附注 in brackets, two characters in (§7.3.6)."""
    return [paragraph(run(f"（{made.note}）", _TEXT), "PaperNote")] if made.note else []


def imprint(made: Composed) -> list[str]:
    """版记: a table bound to the foot of the type area of the page the paper ends on (§7.4)."""
    if not (made.imprint or any(made.printer)):
        return []
    width = twips(AREA_WIDTH)
    thick = f'w:val="single" w:sz="{eighths(THICK)}" w:space="0" w:color="000000"'
    thin = f'w:val="single" w:sz="{eighths(THIN)}" w:space="0" w:color="000000"'
    none = 'w:val="nil"'
    if not made.rules:
        thick = thin = none
    groups = []
    if made.imprint:
        groups.append("".join(_imprint_line(line.label, line.text) for line in made.imprint))
    if any(made.printer):
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(width - SIZE_4 * 20)}"/></w:tabs>'
        ends = run(f"{made.printer[0]}\t{made.printer[1]}", _SMALL)
        groups.append(paragraph(ends, "PaperImprint", tab + _imprint_space() + indent(left=1, size=SIZE_4)))
    rows = ""
    for index, group in enumerate(groups):
        top = thick if index == 0 else thin
        bottom = thick if index == len(groups) - 1 else thin
        rows += (
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>'
            f"<w:top {top}/><w:bottom {bottom}/></w:tcBorders></w:tcPr>{group}</w:tc></w:tr>"
        )
    if made.run:
        words = paragraph(run(made.run, _SMALL), "PaperImprint", _imprint_space() + indent(right=1, size=SIZE_4)
                          + '<w:jc w:val="right"/>')  # fmt: skip
        rows += f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc></w:tr>'
    table = (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" '
        f'w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )
    return [table, f'<w:p><w:pPr><w:pStyle w:val="PaperImprint"/>{spacing(line=1)}</w:pPr></w:p>']


def _imprint_space() -> str:
    return spacing(before=3, after=3, line=ceil(SIZE_4 * 1.3))


def _imprint_line(label: str, text: str) -> str:
    many = len(label)
    return paragraph(
        run(label + text, _SMALL),
        "PaperImprint",
        _imprint_space() + indent(left=1 + many, right=1, hanging=many, size=SIZE_4),
    )
