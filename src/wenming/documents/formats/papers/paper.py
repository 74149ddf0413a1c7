"""One official paper (公文) as a value: what it says and which elements it has; how it looks is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from wenming.documents.formats.papers.numbers import DocumentNumber

Level = Literal[1, 2, 3, 4]
Align = Literal["both", "left", "center", "right"]


class Kind(StrEnum):
    """What sort of paper it is; the value is the name people call it by."""

    NOTICE = "通知"
    PLAN = "方案"
    CIRCULAR = "通报"
    LETTER = "函"
    MINUTES = "纪要"
    REPORT = "报告"
    BULLETIN = "简报"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text within a paragraph."""

    text: str
    bold: bool = False


Text = str | Sequence[Run]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A natural paragraph: two characters free at its beginning (§7.3.3) unless ``indent`` is off."""

    text: Text
    align: Align = "both"
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of one of four levels, its numeral included: 一、黑体 （一）楷体 1.仿宋 （1）仿宋 (§7.3.3).

    rest  text that goes on in the same paragraph, in the face of the text.
    """

    level: Level
    text: str
    rest: Text = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list: each item a paragraph, with 1. 2. 3. before it, or —— if the order does not count."""

    items: Sequence[Text]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that runs over several columns or rows."""

    text: str
    across: int = 1
    down: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table across the whole measure.

    rows    cells from left to right; places taken by a cell that runs down from above are left out.
    head    how many rows at the top are headings, repeated on every page.
    widths  shares of the columns; by what stands in them if empty.
    lying   on pages of their own, turned by a quarter (§8); None turns tables of more than eight columns.
    """

    rows: Sequence[Sequence[str | Cell]]
    head: int = 1
    widths: Sequence[float] = ()
    align: Sequence[Align] = ()
    caption: str = ""
    lying: bool | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Paragraph | Heading | Items | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Attachment:
    """A thing attached (附件).

    name  as it stands in the list below the text and as the title of its own pages.
    body  None if it is not bound with the paper: then only its name is printed.
    """

    name: str
    body: Sequence[Block] | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: who else receives the paper, who printed it and when (§7.4).

    copied      抄送, as written: bodies separated by commas.
    to          主送 moved here (done without asking if they would leave no room for text on the first page).
    reported, sent, distributed  报 送 发, on bulletins.
    printed_by, printed_on       印发机关 and 印发日期.
    run         how many were printed.
    """

    copied: str = ""
    to: str = ""
    reported: str = ""
    sent: str = ""
    distributed: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    run: int | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at a meeting (§10.3); each line as written: 单位 and names."""

    present: str = ""
    excused: str = ""
    observing: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper.

    mark        发文机关标志: names of the issuers in their order, without 文件; for 纪要 and 简报 the whole mark. Empty: no red head.
    suffix      what follows the mark; None is 文件, except on 函, 纪要 and 简报.
    number      发文字号; a text is printed as it is.
    issue       期号 of 纪要 and 简报, as written: 第3期（总第15期）.
    compiler    编印单位 of 纪要 and 简报, to the left above the red rule.
    signers     签发人, for papers to a superior.
    copy_number, secrecy, urgency   份号 (six figures), 密级和保密期限, 紧急程度.
    title       a line end forces a break; otherwise it is broken where sense and shape allow.
    subtitle    below the title, in 楷体: the date of a plan, the speaker of a report.
    recipients  主送机关, in order; printed with commas between and a colon behind.
    issuers     署名 (empty on 纪要 and 简报).
    sealed      room is left for seals, and the date stands four characters from the right (§7.3.5.1).
    dated       成文日期.
    note        附注, without brackets.
    duplex      the imprint stands on the last even page, as for printing on both sides.
    """

    kind: Kind
    title: str
    body: Sequence[Block] = ()
    mark: Sequence[str] = ()
    suffix: str | None = None
    number: DocumentNumber | str = ""
    issue: str = ""
    compiler: str = ""
    signers: Sequence[str] = ()
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    subtitle: str = ""
    recipients: Sequence[str] = ()
    attachments: Sequence[Attachment] = ()
    attendance: Attendance | None = None
    issuers: Sequence[str] = ()
    sealed: bool = True
    dated: date | None = None
    note: str = ""
    imprint: Imprint | None = None
    duplex: bool = True

    @property
    def upward(self) -> bool:
        """Whether the paper goes to a superior: the number to the left, the signer to the right (§7.2.5)."""
        return self.kind not in {Kind.LETTER, Kind.MINUTES, Kind.BULLETIN} and (
            self.kind is Kind.REPORT or bool(self.signers)
        )

    @property
    def serial(self) -> bool:
        """Whether it is one of a series: issue, compiler and date stand in the head, nothing is signed."""
        return self.kind in {Kind.MINUTES, Kind.BULLETIN}


def runs(text: Text) -> tuple[Run, ...]:
    """A text as runs."""
    return (Run(text),) if isinstance(text, str) else tuple(text)


def plain(text: Text) -> str:
    """A text without its emphasis."""
    return text if isinstance(text, str) else "".join(run.text for run in text)
