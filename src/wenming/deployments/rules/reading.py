"""Read a whole paper: letterhead, stages, duties with who and when, rewards and penalties – a proposal a person confirms."""

from __future__ import annotations

from dataclasses import replace

from wenming.deployments.rules.days import Base
from wenming.deployments.rules.duties import Context, duties_of, find_times
from wenming.deployments.rules.headings import (
    Letterhead,
    StageHead,
    as_stage,
    heading_of,
    letterhead,
    listed_stages,
    mark_level,
    stage_heads,
)
from wenming.deployments.rules.measures import find_measures
from wenming.deployments.rules.owners import subject
from wenming.deployments.rules.rows import duty_of_row
from wenming.deployments.rules.sentences import Piece, clauses, sentences
from wenming.deployments.rules.values import Doubt, Duty, Paragraph, Proposal, Stage
from wenming.kernel.words import _


def read(paragraphs: list[Paragraph], *, year: int | None = None) -> Proposal:
    """Read a speech or notice.

    paragraphs  in the order of the source.
    year        for dates that do not say theirs; else the year of the paper's own date.
    Returns     a proposal; every duty's and measure's ``text`` is an exact piece of one paragraph.
    """
    head = letterhead(paragraphs)
    reader = _Reader(head, Base(year, head.dated))
    for paragraph in paragraphs:
        if paragraph.number not in head.skip:
            reader.take(paragraph)
    return reader.done(paragraphs)


class _Reader:
    """Walks the paragraphs and keeps what later ones inherit: headings by level, the open stage, who was spoken of."""

    def __init__(self, head: Letterhead, base: Base) -> None:
        self.head, self.base = head, base
        self.proposal = Proposal(head.title, head.speaker, head.occasion, head.dated)
        self.headings: dict[int, str] = {}
        self.stage: str | None = None
        self.stage_level = 0

    def take(self, paragraph: Paragraph) -> None:
        if paragraph.row is not None:
            duty = paragraph.row and duty_of_row(paragraph, self.base, self._heading())
            if duty:
                self.proposal.duties.append(duty)
            return
        stages = stage_heads(paragraph.text, paragraph.label, self.base)
        self._open_heading(paragraph, bool(stages) and stages[0].start == 0)
        self._open_stages(paragraph, stages)
        self._read(paragraph, stages)

    def _open_heading(self, paragraph: Paragraph, is_stage: bool) -> None:
        found = heading_of(paragraph)
        level = found[0] if found else mark_level(paragraph.label + paragraph.text)[0]
        if level and not is_stage:
            self.headings = {key: words for key, words in self.headings.items() if key < level}
            if found:
                self.headings[level] = found[1]
        if level and level <= self.stage_level and not is_stage:
            self.stage, self.stage_level = None, 0

    def _open_stages(self, paragraph: Paragraph, stages: list[StageHead]) -> None:
        for place, stage in enumerate(stages):
            until = stages[place + 1].start if place + 1 < len(stages) else len(paragraph.text)
            if all(known.name != stage.name for known in self.proposal.stages):
                self.proposal.stages.append(as_stage(stage, paragraph.text, until, paragraph.number))
        if stages:
            self.stage_level = mark_level(paragraph.label + paragraph.text)[0] or 9

    def _heading(self) -> str | None:
        return self.headings[max(self.headings)] if self.headings else None

    def _read(self, paragraph: Paragraph, stages: list[StageHead]) -> None:
        times = find_times(paragraph.text, self.base)
        before: tuple[str, ...] = ()
        for sentence in sentences(paragraph.text):
            opened = next((stage for stage in stages if stage.start == sentence.start), None)
            if opened is not None:
                self.stage = opened.name
                sentence = _after(sentence, opened.body)
            self._inline_heading(sentence, paragraph, opened is not None)
            context = Context(paragraph.number, self.base, before, self.head.addressees, self._heading(), self.stage)
            measures = find_measures(sentence, paragraph.number)
            self.proposal.measures += measures
            duties = duties_of(sentence, times, context) if sentence.text else []
            self.proposal.duties += [
                duty for duty in duties if not any(_covers(m.text, duty.text) and duty.when is None for m in measures)
            ]
            said = [found for piece in clauses(sentence) if (found := subject(piece.text))]
            before = said[0] if said else before
        for when in times:
            if when.trouble:
                self.proposal.warnings.append(Doubt(paragraph.number, when.trouble))

    def _inline_heading(self, sentence: Piece, paragraph: Paragraph, is_stage: bool) -> None:
        """二要夯实责任，强化管理。 in the midst of a paragraph is a heading too."""
        level, _start = mark_level(sentence.text)
        if not level or is_stage or (sentence.start == 0 and not paragraph.label) or len(sentence.text) > 30:
            return
        if find_times(sentence.text, self.base) or subject(sentence.text):
            return
        self.headings = {key: words for key, words in self.headings.items() if key < level}
        self.headings[level] = sentence.text

    def done(self, paragraphs: list[Paragraph]) -> Proposal:
        proposal = self.proposal
        if not proposal.stages:
            for paragraph in paragraphs:
                names = listed_stages(paragraph.text)
                if len(names) >= 2:
                    proposal.stages = [Stage(name, "", None, None, paragraph.number) for name in names]
                    break
        timed = [duty.when for duty in proposal.duties if duty.when is not None]
        if self.base.own_year is None and any(
            when.kind in {"date", "month_end", "period"}
            and when.due is None
            and when.since is None
            and not when.trouble
            for when in timed
        ):
            proposal.warnings.insert(
                0, Doubt(None, _("文中的日期没有写年份，也没有成文日期；请说明是哪一年（--year）。"))
            )
        proposal.duties = _numbered_once(proposal)
        if not proposal.duties:
            proposal.warnings.append(Doubt(None, _("没有读出任务。可以对照原文逐条添加。")))
        return proposal


def _after(sentence: Piece, start: int) -> Piece:
    words = sentence.text[start - sentence.start :]
    stripped = words.lstrip("，,：:。；、 ")
    return Piece(sentence.end - len(stripped), sentence.end, stripped)


def _covers(whole: str, part: str) -> bool:
    return part in whole or whole in part


def _numbered_once(proposal: Proposal) -> list[Duty]:
    """The same words with the same time twice (a summary that repeats) stay one duty."""
    seen: set[tuple[str, str | None]] = set()
    kept = []
    for duty in proposal.duties:
        key = (duty.text, duty.when.text if duty.when else None)
        if key not in seen:
            seen.add(key)
            kept.append(replace(duty))
    return kept
