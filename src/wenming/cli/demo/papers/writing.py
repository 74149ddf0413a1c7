"""What the papers say: sentences of the record's own, joined by those every office uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wenming.cli.demo.chance import chance
from wenming.cli.demo.papers.paper import Block, Paper, Table, long_date
from wenming.cli.demo.words import words


@dataclass(frozen=True)
class Brief:
    """All a paper is made of.

    about    sentences of its own.       head, rows  a table of its own, may be empty.
    people   who took part.              host        who presided or spoke; ``scribe`` who wrote it down.
    line     code of the line an explanation is for.       long  a full-length summary.
    """

    title: str
    theme: str
    day: date
    unit: str
    department: str
    number: str
    place: str
    people: str
    host: str
    scribe: str
    issue: int
    seed: str
    about: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    line: str = ""
    long: bool = False
    form: str = ""


class Pen:
    """Chooses sentences and fills their placeholders, always the same way for the same brief."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.rng = chance(brief.seed)
        self.marks: dict[str, Any] = words("texts")["marks"]

    def fill(self, text: str) -> str:
        brief = self.brief
        return text.format(
            theme=brief.theme,
            unit=brief.unit,
            department=brief.department,
            n=brief.issue,
            date=long_date(brief.day),
            span=self.span,
        )

    @property
    def span(self) -> str:
        whole = self.brief.day.month == 12
        return f"{self.brief.day.year}" + self.fill_plain("year" if whole else "half")

    def fill_plain(self, which: str) -> str:
        return str(words("texts")["spans"][which])

    def some(self, texts: Sequence[str], count: int) -> list[str]:
        """``count`` of the texts in their own order."""
        picked = sorted(self.rng.sample(range(len(texts)), min(count, len(texts))))
        return [self.fill(texts[i]) for i in picked]

    def one(self, texts: Sequence[str]) -> str:
        return self.fill(self.rng.choice(texts))

    def ordinal(self, n: int) -> str:
        return str(self.marks["ordinals"][n])

    def heading(self, n: int, text: str) -> Block:
        return Block("head", self.ordinal(n) + self.marks["list"] + text)


def _official(pen: Pen, content: list[Block | Table]) -> Paper:
    brief, marks = pen.brief, pen.marks
    return Paper(
        title=brief.title,
        content=tuple(content),
        day=brief.day,
        masthead=marks["red_head"].format(unit=brief.unit),
        number=brief.number,
        signer=brief.unit,
        footer=(
            marks["copy"],
            marks["printed"].format(unit=brief.unit) + "    " + marks["issued"].format(date=long_date(brief.day)),
        ),
        stamp=True,
        author=brief.unit,
        annex=tuple(_own_table(pen)),
    )


def _own_table(pen: Pen) -> list[Block | Table]:
    brief = pen.brief
    if not brief.rows:
        return []
    return [Block("centre", pen.marks["attachment"] + brief.theme), Table((brief.head, *brief.rows))]


def notice(brief: Brief) -> Paper:
    """A circular with a red head: why, what, who, how, close."""
    pen = Pen(brief)
    bank = words("texts")["notice"]
    content: list[Block | Table] = [Block("addressee", pen.marks["to_all"]), Block("para", pen.one(bank["intro"]))]
    heads = pen.some(bank["heads"], len(brief.about))
    more = pen.some(bank["more"], 3)
    for i, sentence in enumerate(brief.about):
        content.append(pen.heading(i, heads[i]))
        content.append(Block("para", pen.fill(sentence)))
        if i < len(more) and pen.rng.random() < 0.75:
            content.append(Block("para", more[i]))
    content.append(Block("para", pen.one(bank["closing"])))
    return _official(pen, content)


def rules(brief: Brief) -> Paper:
    """Rules in articles and three chapters, issued under a red head."""
    pen = Pen(brief)
    bank = words("texts")["rules"]
    content: list[Block | Table] = [Block("addressee", pen.marks["to_all"]), Block("para", pen.one(bank["intro"]))]
    chapters: list[list[str]] = [
        [pen.one(bank["first"]), pen.one(bank["second"])],
        [pen.fill(text) for text in brief.about],
        pen.some(bank["last"], 3),
    ]
    number = 0
    for name, articles in zip(pen.marks["chapters"], chapters, strict=True):
        content.append(Block("chapter", name))
        for text in articles:
            content.append(Block("article", pen.marks["article"].format(n=pen.ordinal(number)) + "　" + text))
            number += 1
    return _official(pen, content)


def plan(brief: Brief) -> Paper:
    """A plan: guiding thought, goals, tasks, support."""
    pen = Pen(brief)
    bank = words("texts")["plan"]
    content: list[Block | Table] = [Block("addressee", pen.marks["to_all"])]
    parts = [
        [pen.one(bank["intro"])],
        pen.some(bank["goals"], 3),
        [pen.fill(text) for text in brief.about],
        pen.some(bank["support"], 4),
    ]
    for i, (name, sentences) in enumerate(zip(bank["heads"], parts, strict=True)):
        content.append(pen.heading(i, name))
        for k, sentence in enumerate(sentences):
            lead = pen.marks["sub"].format(n=pen.ordinal(k)) if len(sentences) > 1 else ""
            content.append(Block("para", lead + sentence))
    return _official(pen, content)


def minutes(brief: Brief) -> Paper:
    """Minutes: a table of who, when, where; what was said; what was decided."""
    pen = Pen(brief)
    bank = words("texts")["minutes"]
    values = (long_date(brief.day), brief.place, brief.host, brief.scribe, brief.people, brief.theme)
    content: list[Block | Table] = [Table(tuple(zip(bank["labels"], values, strict=True)), head=False)]
    content += [Block("para", text) for text in pen.some(bank["said"], 5)]
    content.append(Block("subhead", words("texts")["decided"]))
    content += [
        Block("para", f"{i}. {text}") for i, text in enumerate(pen.some(bank["decide"], pen.rng.randint(3, 5)), 1)
    ]
    return Paper(brief.title, tuple(content), brief.day, author=brief.scribe)


def lesson(brief: Brief) -> Paper:
    """A lecturer's plan: goals, what is hard, steps, questions, close."""
    pen = Pen(brief)
    bank = words("texts")["lesson"]
    values = (brief.theme, brief.host, long_date(brief.day), brief.place, brief.people, "2")
    content: list[Block | Table] = [Table(tuple(zip(bank["labels"], values, strict=True)), head=False)]
    parts = [
        pen.some(bank["goals"], 3),
        [pen.one(bank["hard"])],
        pen.some(bank["steps"], 5),
        pen.some(bank["think"], 2),
        [pen.one(bank["end"])],
    ]
    for i, (name, sentences) in enumerate(zip(bank["heads"], parts, strict=True)):
        content.append(pen.heading(i, name))
        content += [
            Block("para", f"{k}. {text}" if len(sentences) > 1 else text) for k, text in enumerate(sentences, 1)
        ]
    return Paper(brief.title, tuple(content), brief.day, author=brief.host)


def reflection(brief: Brief) -> Paper:
    """Somebody's thoughts after learning or reading, 350 to 600 characters."""
    pen = Pen(brief)
    bank = words("texts")["reflection"]
    content = [
        Block("right", f"{brief.department}　{brief.scribe}"),
        Block("para", pen.one(bank["open"])),
        *(Block("para", text) for text in pen.some(bank["body"], 3)),
        Block("para", pen.one(bank["close"])),
    ]
    return Paper(brief.title, tuple(content), brief.day, author=brief.scribe)


def explanation(brief: Brief) -> Paper:
    """The short report that goes with a line."""
    texts = words("texts")["explanations"][brief.line]
    return Paper(brief.title, tuple(Block("para", text) for text in texts), brief.day, author=brief.department)


def summary(brief: Brief) -> Paper:
    """A half-year's or a year's summary; the year's has about 1,500 characters."""
    pen = Pen(brief)
    bank = words("texts")["summary"]
    content = [Block("para", pen.one(bank["open"])), pen.heading(0, bank["heads"][0])]
    content += [Block("para", text) for text in bank["done" if brief.long else "half"]]
    content += [Block("para", text) for text in (words("texts")["effects"] if brief.long else ())]
    content += [pen.heading(1, bank["heads"][1]), Block("para", bank["lacking"][brief.day.year % 2])]
    content += [pen.heading(2, bank["heads"][2]), Block("para", bank["next"][brief.day.year % 2])]
    return Paper(brief.title, tuple(content), brief.day, signer=brief.unit, author=brief.unit)


def bulletin(brief: Brief) -> Paper:
    """A monthly newsletter; no item comes twice in a year."""
    pen = Pen(brief)
    bank = words("texts")["bulletin"]
    shift = brief.day.year * 7 + (brief.issue - 1) * 2
    items = [bank["items"][(shift + i) % len(bank["items"])] for i in range(2)]
    content: list[Block | Table] = [
        Block("centre", bank["issue"].format(n=brief.issue)),
        Block("right", bank["office"].format(unit=brief.unit) + "　" + long_date(brief.day)),
        Block("subhead", brief.theme),
        Block("para", pen.one(bank["leads"])),
    ]
    for name, text in items:
        content += [Block("bold", name), Block("para", text)]
    content.append(Block("para", bank["notice"]))
    return Paper(bank["head"], tuple(content), brief.day, author=brief.scribe)


def form(brief: Brief) -> Paper:
    """A form filled in: short fields two a row, long ones a row each."""
    blank = words("forms")[brief.form]
    wrote, done = words("texts")["letters"].get(brief.theme, ("", ""))

    def value(text: str) -> str:
        return text.format(date=long_date(brief.day), wrote=wrote, done=done)

    short = [(label, value(text)) for label, text in blank["rows"]]
    rows = [(*short[i], *(short[i + 1] if i + 1 < len(short) else ("", ""))) for i in range(0, len(short), 2)]
    content: list[Block | Table] = [Table(tuple(rows), head=False)]
    content.append(Table(tuple((label, value(text)) for label, text in blank["long"]), head=False))
    return Paper(blank["title"], tuple(content), brief.day, author=brief.department)


WRITERS = {
    "notice": notice,
    "rules": rules,
    "plan": plan,
    "minutes": minutes,
    "lesson": lesson,
    "reflection": reflection,
    "explanation": explanation,
    "summary": summary,
    "bulletin": bulletin,
    "form": form,
}
"""What a record may ask for → who writes it."""
