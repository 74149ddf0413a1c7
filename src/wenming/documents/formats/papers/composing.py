"""What both forms of a paper are made from: its elements in order, broken, joined and checked, without any measure of a page format.

Here is decided what GB/T 9704-2012 leaves to arithmetic: how large the mark is, where the title breaks, whether the
recipients move to the imprint so that the first page shows text (§7.3.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from wenming.documents.formats.papers.breaking import broken
from wenming.documents.formats.papers.layout import (
    AREA_HEIGHT,
    AREA_WIDTH,
    BLANK,
    CHARACTERS,
    GAP,
    LETTER_MARK_DOWN,
    LETTER_RULE_DOWN,
    MARK_DOWN,
    MM,
    PITCH,
    RULE_DOWN,
    SIZE_2,
    SIZE_3,
    TOP,
    mark_size,
)
from wenming.documents.formats.papers.numbers import NumberRefused, parse_number
from wenming.documents.formats.papers.paper import Imprint, Kind, Paper
from wenming.documents.formats.papers.wording import (
    COLON,
    COMMA,
    COPIED,
    DISTRIBUTED,
    FILE,
    PRINT_RUN,
    PRINTED,
    REPORTED,
    SENT,
    STOP,
    TO,
    chinese_date,
    ems,
    one_line,
)
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _

MOST_BLOCKS = 20_000
MOST_ISSUERS = 12
MOST_SPREAD = 600  # characters of recipients and copies: what a page of the imprint holds
MOST_TITLE = 150  # a longer one would leave the first page without text
TITLE_EMS = AREA_WIDTH * MM / SIZE_2 - 0.1  # characters of size 2 on a line
_MARK_EMS_PER_LINE = 26  # a mark longer than this is set on two lines
_COPY_NUMBER = re.compile(r"\d{6}", re.ASCII)
_ENDS = COLON + ":，,。、；; "


class PaperRefused(Invalid):
    """A paper that cannot be printed as it is; ``message`` says which element and why."""

    code = "paper"


@dataclass(frozen=True, slots=True)
class Mark:
    """发文机关标志 as it is set: lines of one size and horizontal scale; ``suffix`` stands beside several names."""

    lines: tuple[str, ...]
    suffix: str
    size: float
    scale: float

    @property
    def height(self) -> float:
        """Millimetres from the upper edge of the first to the lower edge of the last character."""
        count = len(self.lines)
        return (self.size * 0.92 + (count - 1) * self.size * 1.25) / MM if count else 0.0


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """A line of the imprint above the printer's: 抄送：… 。"""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper's elements as they are printed.

    tops        份号, 密级, 紧急程度 in their order; the first is set in 仿宋, the others in 黑体.
    recipients  with its colon, or empty if they stand in the imprint.
    imprint     lines above the printer's; ``printer`` is 印发机关 and 印发日期 (either may be empty).
    """

    paper: Paper
    mark: Mark | None
    tops: tuple[tuple[str, str], ...]
    number: str
    title: tuple[str, ...]
    recipients: str
    signers: tuple[str, ...]
    issuers: tuple[str, ...]
    dated: str
    note: str
    imprint: tuple[ImprintLine, ...]
    printer: tuple[str, str]
    run: str
    rules: bool
    listed: tuple[str, ...]


def composed(paper: Paper) -> Composed:
    """Put a paper's elements in order. Raises PaperRefused."""
    _check(paper)
    mark = _mark(paper)
    tops = tuple(
        (kind, one_line(text))
        for kind, text in (("copy", paper.copy_number), ("secrecy", paper.secrecy), ("urgency", paper.urgency))
        if text.strip()
    )
    title = tuple(broken(paper.title, TITLE_EMS))
    recipients = joined(paper.recipients)
    moved = bool(recipients) and not _leaves_room(paper, mark, len(title), recipients)
    imprint = paper.imprint or Imprint()
    to = one_line(imprint.to).strip(_ENDS) or (recipients if moved else "")
    lines = tuple(
        ImprintLine(label, one_line(text).strip(_ENDS) + STOP)
        for label, text in (
            (REPORTED, imprint.reported),
            (SENT, imprint.sent),
            (DISTRIBUTED, imprint.distributed),
            (TO, to),
            (COPIED, imprint.copied),
        )
        if text.strip()
    )
    letter = paper.kind is Kind.LETTER  # §10.1: neither printer nor rules
    printer = (
        "" if letter else one_line(imprint.printed_by),
        f"{chinese_date(imprint.printed_on)}{PRINTED}" if imprint.printed_on and not letter else "",
    )
    return Composed(
        paper=paper,
        mark=mark,
        tops=tops,
        number=one_line(str(paper.number)),
        title=title,
        recipients="" if moved or not recipients else recipients + COLON,
        signers=_named(paper.signers),
        issuers=() if paper.serial else _named(paper.issuers),
        dated=chinese_date(paper.dated) if paper.dated else "",
        note=_unbracketed(one_line(paper.note)),
        imprint=lines,
        printer=printer,
        run=PRINT_RUN.format(count=imprint.run) if imprint.run and not letter else "",
        rules=not letter,
        listed=tuple(one_line(attachment.name).rstrip(STOP + "；;，,") for attachment in paper.attachments),
    )


def joined(recipients: Iterable[str]) -> str:
    """Recipients as one text, commas between; one that holds commas of its own stays as it is."""
    return COMMA.join(name for name in (one_line(one).strip(_ENDS) for one in recipients) if name)


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in (one_line(one) for one in names) if name)


def _unbracketed(note: str) -> str:
    if len(note) > 1 and note[0] in "（(" and note[-1] in "）)":
        return note[1:-1]
    return note


def _check(paper: Paper) -> None:
    if not paper.title.strip():
        raise PaperRefused(_("公文没有标题，请填写标题后再成文。"))
    if len(paper.title) > MOST_TITLE:
        raise PaperRefused(
            _("标题共 %(count)d 字，超过 %(most)d 字，请压缩后再成文。")
            % {"count": len(paper.title), "most": MOST_TITLE}
        )
    if paper.copy_number and not _COPY_NUMBER.fullmatch(paper.copy_number):
        raise PaperRefused(_("份号“%(number)s”有误，应为 6 位数字，如 000001。") % {"number": paper.copy_number[:20]})
    if isinstance(paper.number, str) and paper.number.strip() and not paper.serial:
        try:
            parse_number(one_line(paper.number))
        except NumberRefused as refused:
            raise PaperRefused(refused.message) from refused
    bodies: list[Sequence[object]] = [paper.body, *(one.body for one in paper.attachments if one.body is not None)]
    count = sum(len(body) for body in bodies)
    if count > MOST_BLOCKS:
        raise PaperRefused(
            _("公文共 %(count)d 段，超过 %(most)d 段，请将部分内容改为附件另发。")
            % {"count": count, "most": MOST_BLOCKS}
        )
    _check_lengths(paper)
    for attachment in paper.attachments:
        if not attachment.name.strip():
            raise PaperRefused(_("有附件没有名称，请补填附件名称。"))


def _check_lengths(paper: Paper) -> None:
    """Elements that have one place of a certain size; text that would not fit there is refused before it overlaps."""
    imprint = paper.imprint or Imprint()
    if max(len(paper.mark), len(paper.issuers), len(paper.signers)) > MOST_ISSUERS:
        raise PaperRefused(
            _("联合行文的机关超过 %(most)d 个，首页排不下，请只列主办机关，其余机关在正文中写明。")
            % {"most": MOST_ISSUERS}
        )
    limits = (
        (_("密级和保密期限"), [paper.secrecy], 20),
        (_("紧急程度"), [paper.urgency], 20),
        (_("发文机关标志"), paper.mark, 60),
        (_("期号"), [paper.issue], 40),
        (_("编印单位"), [paper.compiler], 40),
        (_("签发人"), paper.signers, 8),
        (_("发文机关署名"), paper.issuers, 56),
        (_("印发机关"), [imprint.printed_by], 40),
        (_("附件名称"), [attachment.name for attachment in paper.attachments], MOST_TITLE),
    )
    for label, texts, most in limits:
        for text in texts:
            if ems(text) > most:
                raise PaperRefused(
                    _("%(element)s“%(text)s…”超过 %(most)d 字，版面排不下，请使用规范化简称。")
                    % {"element": label, "text": text[:12], "most": most}
                )
    spread = (imprint.copied, imprint.to, imprint.reported, imprint.sent, imprint.distributed, *paper.recipients)
    total = sum(len(text) for text in spread)
    if total > MOST_SPREAD:
        raise PaperRefused(
            _("主送和抄送机关共 %(count)d 字，超过 %(most)d 字，版记排不下，请使用统称（如“各县（市、区）”）。")
            % {"count": total, "most": MOST_SPREAD}
        )


def _mark(paper: Paper) -> Mark | None:
    names = _named(paper.mark)
    if not names:
        return None
    suffix = paper.suffix
    if suffix is None:
        suffix = "" if paper.kind is Kind.LETTER or paper.serial else FILE
    if paper.kind is Kind.LETTER:
        names = names[:1]  # §10.1: the first issuer's mark stands for all
    if len(names) > 1:  # §7.2.4: names below one another, 文件 beside them, in the middle of their height
        widest = max(ems(name) for name in names) + ems(suffix) + (0.3 if suffix else 0)
        size, scale = mark_size(widest, most=min(40.0, 150 / len(names)))
        return Mark(names, suffix, size, scale)
    whole = names[0] + suffix
    if ems(whole) > _MARK_EMS_PER_LINE:
        lines = tuple(broken(whole, ceil(ems(whole) / 2) + 3, most=200))
        size, scale = mark_size(max(ems(line) for line in lines), most=36.0)
        return Mark(lines, "", size, scale)
    size, scale = mark_size(ems(whole))
    return Mark((whole,), "", size, scale)


def above_text(made: Composed) -> float:
    """Points from the upper edge of the first type area to the first line of the text."""
    return _above(made.paper, made.mark, len(made.title), made.recipients)


def _leaves_room(paper: Paper, mark: Mark | None, title_lines: int, recipients: str) -> bool:
    """Whether a line of text stands on the first page below head, title and recipients."""
    return _above(paper, mark, title_lines, recipients + COLON) + SIZE_3 <= AREA_HEIGHT * MM


def _above(paper: Paper, mark: Mark | None, title_lines: int, recipients: str) -> float:
    used = title_lines * (SIZE_2 + GAP) + PITCH
    if paper.subtitle:
        used += PITCH
    if mark is not None and paper.kind is Kind.LETTER:
        tops = [one for one in (paper.copy_number, paper.secrecy, paper.urgency) if one.strip()]
        used += (LETTER_MARK_DOWN - TOP + mark.height + LETTER_RULE_DOWN) * MM + (max(1, len(tops)) + BLANK) * PITCH
    elif mark is not None:
        rows = max(1, ceil(len(paper.signers) / 2)) + (1 if paper.serial else 0)
        used += (MARK_DOWN + mark.height + RULE_DOWN) * MM + 2 * BLANK * PITCH + (rows - 1) * PITCH + SIZE_3
    return used + ceil(ems(recipients) / CHARACTERS) * PITCH
