"""Write an official paper as an editable Word file (docx) with styles, the grid of the standard and page number fields.

Editors set pages by their own lights: what hangs on the place of a page's end (the even page of the imprint, text beside
the signature) is exact in the PDF and a good guess here.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from wenming.documents.formats.papers.breaking import broken
from wenming.documents.formats.papers.composing import TITLE_EMS, Composed, composed
from wenming.documents.formats.papers.estimating import ends_on_odd_page
from wenming.documents.formats.papers.layout import (
    LETTER_RULE_UP,
    LETTER_RULE_WIDTH,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    SIZE_2,
    SIZE_3,
)
from wenming.documents.formats.papers.paper import Block, Kind, Paper, Table
from wenming.documents.formats.papers.tables import laid
from wenming.documents.formats.papers.word_body import BREAK, body
from wenming.documents.formats.papers.word_head import head
from wenming.documents.formats.papers.word_styles import LINE, blank, section
from wenming.documents.formats.papers.word_tail import attendance, imprint, listed, note, signature
from wenming.documents.formats.papers.word_xml import HEI, TITLE, look, paragraph, run, spacing, twips
from wenming.documents.formats.papers.wording import ATTACHMENT, one_line
from wenming.documents.formats.plain_text import storable
from wenming.documents.formats.typesetting import EPOCH
from wenming.documents.formats.word import _dateless as dateless


def paper_docx(paper: Paper, *, created: datetime | None = None) -> bytes:
    """The paper as docx; the same paper gives the same bytes. Raises PaperRefused, Invalid (a table that cannot be).

    created  the date the file carries, aware; a fixed date if None.
    """
    made = composed(paper)
    document = Document(io.BytesIO(blank()))
    references = _references(document, letter=paper.kind is Kind.LETTER and made.mark is not None)
    first = section(letter=paper.kind is Kind.LETTER and made.mark is not None, references=references)
    parts = [*head(made), *body(paper.body, first), *listed(made), *attendance(made), *signature(made), *note(made)]
    parts += _attachments(made, first if _upright(parts) else section(kind="nextPage"))
    foot = imprint(made)
    if foot and paper.duplex and paper.kind is not Kind.BULLETIN and ends_on_odd_page(made):
        foot.insert(0, BREAK)  # the imprint stands on the back of the last sheet
    parts += foot
    last = first if _upright(parts) else section(kind="nextPage")
    # The body is parsed in one piece: moving paragraphs between trees one by one costs more than making them.
    document.part._element = parse_xml(
        f"<w:document {nsdecls('w', 'r')}><w:body>{''.join(parts)}{last}</w:body></w:document>"
    )
    _properties(document, made, created)
    out = io.BytesIO()
    document.save(out)
    return dateless(out.getvalue())


def _upright(parts: list[str]) -> bool:
    """Whether no section has ended yet."""
    return not any("<w:sectPr>" in part for part in parts)


def _references(document: Any, *, letter: bool) -> str:
    """The footers of the empty document; a letter's first page has a double rule instead of a number (§10.1)."""
    if letter:
        first = document.sections[0]
        first.different_first_page_header_footer = True
        footer = first.first_page_footer
        footer.is_linked_to_previous = False
        for existing in list(footer._element):
            footer._element.remove(existing)
        frame = (
            f'<w:framePr w:w="{twips(LETTER_RULE_WIDTH)}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
            f'w:x="{twips((PAGE_WIDTH - LETTER_RULE_WIDTH) / 2)}" w:y="{twips(PAGE_HEIGHT - LETTER_RULE_UP - 1.7)}"/>'
        )
        rule = f'<w:pBdr><w:top w:val="thinThickSmallGap" w:sz="24" w:space="0" w:color="{RED}"/></w:pBdr>'
        for made in (paragraph("", "PaperPage", frame + rule + spacing(line=1)), paragraph("", "PaperPage")):
            footer._element.append(parse_xml(made.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    element = document.sections[0]._sectPr
    kept = [etree.tostring(child, encoding="unicode") for child in element if child.tag.endswith("}footerReference")]
    return "".join(kept)


def _attachments(made: Composed, first: str) -> list[str]:
    """§7.3.7: each on a new page, its label at the upper left, its title on the third line."""
    parts: list[str] = []
    several = len(made.paper.attachments) > 1
    for number, attachment in enumerate(made.paper.attachments, 1):
        if attachment.body is None:
            continue
        label = f"{ATTACHMENT}{number}" if several else ATTACHMENT
        lies = bool(attachment.body) and _lies(attachment.body[0])
        fresh = "" if lies else "<w:pageBreakBefore/>"
        title = "\n".join(broken(one_line(attachment.name), TITLE_EMS))
        space = spacing(before=LINE, after=LINE, line=SIZE_2 + 13.6)
        above = [
            paragraph(run(label, look(HEI, SIZE_3)), "PaperLabel", fresh + spacing(line=LINE)),
            paragraph(run(title, look(TITLE, SIZE_2)), "Title", space),
        ]
        parts += body(attachment.body, first, above)
        if not _upright(parts):
            first = section(kind="nextPage")
    return parts


def _lies(block: Block) -> bool:
    return isinstance(block, Table) and laid(block).lying and bool(block.rows)


def _properties(document: Any, made: Composed, created: datetime | None) -> None:
    moment = (created or EPOCH).astimezone(UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title = storable("".join(made.title), 255)
    about.author = storable("、".join(made.issuers), 255)
    about.subject = storable(made.number, 255)
    about.comments, about.last_modified_by = "", ""
    about.created = about.modified = moment
