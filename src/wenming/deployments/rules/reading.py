"""Read a whole paper: letterhead, stages, duties with who and when, rewards and penalties – a proposal a person confirms."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date

from wenming.deployments.rules.atoms import Base, month_end
from wenming.deployments.rules.besides import Besides
from wenming.deployments.rules.duties import Context, duties_of
from wenming.deployments.rules.fields import NOTHING, Fields, Group, find_groups, masked
from wenming.deployments.rules.headings import heading_of, looks_back, only_time
from wenming.deployments.rules.letterhead import Letterhead, letterhead
from wenming.deployments.rules.marks import mark_level
from wenming.deployments.rules.measures import find_measures
from wenming.deployments.rules.owners import subject
from wenming.deployments.rules.rows import duties_of_row
from wenming.deployments.rules.sentences import Piece, clauses, sentences
from wenming.deployments.rules.stages import StageHead, days_of_line, listed_stages, stage_heads
from wenming.deployments.rules.times import find_times
from wenming.deployments.rules.values import Doubt, Duty, Paragraph, Proposal, Stage, When
from wenming.kernel.words import _

_LONGEST_INLINE_HEADING = 30
_NO_LEVEL = 9
_MONTH_LEVEL = 2
_LONGEST_MONTH = 14
_A_LIST = 2
_FEBRUARY, _LEAP_DAY = 2, 29


def read(paragraphs: list[Paragraph], *, year: int | None = None) -> Proposal:
    """Read a speech or notice.

    paragraphs  in the order of the source.
    year        for dates that do not say theirs; else the year of the paper's own date, its number or its title.
    Returns     a proposal; every duty's and measure's ``text`` is an exact piece of one paragraph.
    """
    head = letterhead(paragraphs)
    reader = _Reader(head, Base(year, head.dated, head.said))
    for paragraph in paragraphs:
        if paragraph.number not in head.skip:
            reader.take(paragraph)
    return reader.done(paragraphs)


class _Reader:
    """Walks the paragraphs and keeps what later ones inherit: headings by level, the open stage, fields on lines of their own."""

    def __init__(self, head: Letterhead, base: Base) -> None:
        self.head, self.base = head, base
        self.proposal = Proposal(head.title, head.speaker, head.occasion, head.dated)
        self.headings: dict[int, str] = {}
        self.month: When | None = None
        self.stage: str | None = None
        self.stage_level = 0
        self.levels: list[int] = []
        self.besides = Besides(self.proposal)

    def take(self, paragraph: Paragraph) -> None:
        """Read one paragraph of the body."""
        if paragraph.row is not None:
            if paragraph.row:
                self.proposal.duties += duties_of_row(paragraph, self.base, self._heading())
            return
        line = days_of_line(paragraph.text, self.base)
        if line is not None and self._dates_the_stage(line):
            return
        groups = find_groups(paragraph.text, self.base)
        words = masked(paragraph.text, groups)
        if groups and not words.strip(" 。，；：;:（）()、"):
            for group in groups:
                self.besides.line(group.fields)
            return
        stages = stage_heads(words, paragraph.label, self.base, self._heading())
        is_heading = self._open_heading(paragraph, bool(stages) and stages[0].start == 0, bool(groups))
        self._open_stages(paragraph, stages)
        self.besides.begin(paragraph, self._heading(), heading_only=is_heading)
        self._read(paragraph, words, stages, groups)

    def _dates_the_stage(self, days: tuple[date | None, date | None]) -> bool:
        """时间：3月1日至3月31日 on the line below a stage."""
        last = self.proposal.stages[-1] if self.proposal.stages else None
        if last is None or last.name != self.stage or last.since or last.until:
            return False
        self.proposal.stages[-1] = replace(last, since=days[0], until=days[1])
        return True

    def _open_heading(self, paragraph: Paragraph, is_stage: bool, with_fields: bool) -> bool:
        """Take the heading a paragraph begins with; whether the paragraph is nothing but that."""
        if self._opens_month(paragraph):
            return True
        found = heading_of(paragraph)
        whole = paragraph.label + paragraph.text
        level = found[0] if found else mark_level(whole)[0]
        alone = found is not None and len(sentences(whole)) == 1
        within_month = self.month is not None and level > min(self.headings, default=_NO_LEVEL)
        if found and alone and (with_fields or within_month):
            found, alone = None, False
        if level and not is_stage:
            self.headings = {key: words for key, words in self.headings.items() if key < level}
            if found:
                self.headings[level] = found[1]
                self.month = only_time(found[1][mark_level(found[1])[1] :], self.base)
            elif level == 1:
                self.month = None
        if level and level <= self.stage_level and not is_stage:
            self.stage, self.stage_level = None, 0
        return alone and not is_stage

    def _opens_month(self, paragraph: Paragraph) -> bool:
        """Take a line that is nothing but a month (三月份) as the heading of what is to be done in it."""
        words = paragraph.label + paragraph.text
        month = only_time(words, self.base) if len(words) <= _LONGEST_MONTH and "日" not in words else None
        if month is None or mark_level(words)[0]:
            return False
        self.headings = {key: said for key, said in self.headings.items() if key < _MONTH_LEVEL}
        self.headings[_MONTH_LEVEL], self.month = paragraph.text.strip(), month
        return True

    def _open_stages(self, paragraph: Paragraph, stages: list[StageHead]) -> None:
        level = mark_level(paragraph.label + paragraph.text)[0] or _NO_LEVEL
        for place, stage in enumerate(stages):
            until = stages[place + 1].start if place + 1 < len(stages) else len(paragraph.text)
            words = paragraph.text[stage.body : until].strip().lstrip("。：:，,；").strip()
            known = next((n for n, one in enumerate(self.proposal.stages) if one.name == stage.name), None)
            made = Stage(stage.name, words, stage.since, stage.until, paragraph.number)
            if known is None:
                self.proposal.stages.append(made)
                self.levels.append(level)
            elif not self.proposal.stages[known].since and not self.proposal.stages[known].until:
                self.proposal.stages[known] = made
        if stages:
            self.stage_level = level
            self.stage = stages[0].name if stages[0].start == 0 else self.stage

    def _heading(self) -> str | None:
        return self.headings[max(self.headings)] if self.headings else None

    def _read(self, paragraph: Paragraph, words: str, stages: list[StageHead], groups: list[Group]) -> None:
        times = find_times(words, self.base)
        starts, opened = [when.start for when in times], [stage.start for stage in stages]
        parts = sentences(words)
        before: tuple[str, ...] = ()
        since = place = 0
        for until, group in [*((group.start, group) for group in groups), (len(words), None)]:
            first_duty, first_part = len(self.proposal.duties), place
            while place < len(parts) and parts[place].start < until:
                part = parts[place]
                inside = times[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
                within = stages[bisect_left(opened, part.start) : bisect_left(opened, part.end)]
                fields = group.fields if group else NOTHING
                before = self._sentence(paragraph, self._within_stages(part, within), inside, fields, before)
                place += 1
            if place > first_part:
                self._beside(paragraph, words[since:until], since, group, first_duty)
            since = group.end if group is not None else until
        troubled = [*times, *(when for group in groups for when in group.fields.times)]
        self.proposal.warnings += [Doubt(paragraph.number, when.trouble) for when in troubled if when.trouble]

    def _beside(self, paragraph: Paragraph, words: str, start: int, group: Group | None, first_duty: int) -> None:
        """Give the fields behind these words to them, or those that stood above."""
        fields = group.fields if group is not None else self.besides.leading
        if group is None:
            self.besides.leading = NOTHING
        if fields:
            self.besides.bracket(paragraph, words, start, fields, first_duty)

    def _within_stages(self, sentence: Piece, stages: list[StageHead]) -> Piece:
        """The sentence without the stages it opens; the last one holds for what follows."""
        for stage in stages:
            self.stage = stage.name
            sentence = _after(sentence, max(stage.body, sentence.start))
        return sentence

    def _sentence(
        self, paragraph: Paragraph, sentence: Piece, times: list[When], fields: Fields, before: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Read one sentence; who was spoken of in it, for the next."""
        listed = listed_stages(paragraph.number, sentence.text, self.base)
        if not sentence.text or (len(listed) >= _A_LIST and any(stage.until for stage in listed)):
            return before
        self._inline_heading(sentence, paragraph)
        context = Context(
            paragraph.number,
            self.base,
            before,
            fields.joined(self.besides.leading),
            self.besides.everybody or self.head.addressees,
            self._heading(),
            self.stage,
            self.month,
            any(looks_back(heading) for heading in self.headings.values()),
        )
        measures = find_measures(sentence, paragraph.number)
        self.proposal.measures += measures
        self.proposal.duties += [
            self._in_year_of_stage(duty)
            for duty in duties_of(sentence, times, context)
            if not any(_covers(measure.text, duty.text) and duty.when is None for measure in measures)
        ]
        said = [found for piece in clauses(sentence) if (found := subject(piece.text))]
        return said[0] if said else before

    def _in_year_of_stage(self, duty: Duty) -> Duty:
        """A day without a year in a stage of next year (2027年3月) belongs to that year."""
        stage = next((one for one in self.proposal.stages if one.name == self.stage), None)
        when = duty.when
        if stage is None or stage.until is None or when is None or when.due is None or "年" in when.text:
            return duty
        since = stage.since or when.due
        if since <= when.due or (when.due.month == _FEBRUARY and when.due.day == _LEAP_DAY):
            return duty
        years = next((n for n in (1, 2) if since <= when.due.replace(year=when.due.year + n) <= stage.until), 0)
        if not years:
            return duty
        first = when.since and _shifted(when.since, years)
        return replace(duty, when=replace(when, due=_shifted(when.due, years), since=first))

    def _inline_heading(self, sentence: Piece, paragraph: Paragraph) -> None:
        """二要夯实责任，强化管理。 in the midst of a paragraph is a heading too."""
        level, _start = mark_level(sentence.text)
        if not level or sentence.start == 0 or len(sentence.text) > _LONGEST_INLINE_HEADING:
            return
        if find_times(sentence.text, self.base) or subject(sentence.text):
            return
        self.headings = {key: words for key, words in self.headings.items() if key < level}
        self.headings[level] = sentence.text

    def done(self, paragraphs: list[Paragraph]) -> Proposal:
        """The proposal, once the last paragraph has been read."""
        proposal = self.proposal
        self.besides.close()
        proposal.stages = _without_containers(proposal.stages, self.levels)
        if not any(stage.since or stage.until for stage in proposal.stages):
            listed = next(
                (found for one in paragraphs if len(found := listed_stages(one.number, one.text, self.base)) >= 2), []
            )
            if listed and (not proposal.stages or any(stage.until for stage in listed)):
                proposal.stages = listed
        self._doubt_the_year()
        proposal.duties = _once(proposal.duties)
        if not proposal.duties:
            proposal.warnings.append(Doubt(None, _("没有读出任务。可以对照原文逐条添加。")))
        return proposal

    def _doubt_the_year(self) -> None:
        timed = [duty.when for duty in self.proposal.duties if duty.when is not None]
        dated = [when for when in timed if when.kind in {"date", "month_end", "period"} and not when.trouble]
        if self.base.own_year is None and any(when.due is None and when.since is None for when in dated):
            message = _("文中的日期没有写年份，也没有成文日期；请说明是哪一年（--year）。")
            self.proposal.warnings.insert(0, Doubt(None, message))
        elif self.base.year is None and self.base.dated is None and dated:
            message = _("文中没有成文日期，没写年份的日期按文号或题目中的 %(year)s 年推算，请核对。")
            self.proposal.warnings.insert(0, Doubt(None, message % {"year": self.base.own_year}))


def _after(sentence: Piece, start: int) -> Piece:
    words = sentence.text[start - sentence.start :]
    stripped = words.lstrip("，,：:。；、）) ")
    return Piece(sentence.end - len(stripped), sentence.end, stripped)


def _shifted(day: date, years: int) -> date:
    last = month_end(day.year + years, day.month)
    return min(last, date(day.year + years, day.month, min(day.day, last.day)))


def _covers(whole: str, part: str) -> bool:
    return part in whole or whole in part


def _without_containers(stages: list[Stage], levels: list[int]) -> list[Stage]:
    """二、实施阶段 above （一）启动阶段（3月） is a heading, not a stage."""
    kept = []
    for place, stage in enumerate(stages):
        below = place + 1 < len(stages) and levels[place + 1] > levels[place]
        dated = stage.since is not None or stage.until is not None
        if dated or not below or stage.text:
            kept.append(stage)
    return kept


def _once(duties: list[Duty]) -> list[Duty]:
    """The same words with the same time twice (a summary that repeats) stay one duty."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for duty in duties:
        when = duty.when
        key = (duty.text, when and (when.text, when.every, when.due, when.since))
        if key not in seen:
            seen.add(key)
            kept.append(duty)
    return kept
