"""Fields beside measures: those in brackets behind a measure, and those on lines of their own below or above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from wenming.deployments.rules.fields import NOTHING, Fields
from wenming.deployments.rules.handing import deliverable, receiver
from wenming.deployments.rules.marks import mark_level
from wenming.deployments.rules.sentences import sentences
from wenming.deployments.rules.values import Duty, Paragraph, Proposal, When

_LONGEST_MEASURE = 160
_CONTENT_LABEL = re.compile(
    r"^(?:工作内容|工作任务|具体任务|任务内容|主要任务|任务|内容|工作措施|具体措施|措施|工作要求)\s*[：:]\s*"
)
_EDGE = " 　，,、；;：:。"


@dataclass(slots=True)
class _Open:
    """A measure whose fields may still come: its paragraph and the first of its duties."""

    paragraph: Paragraph
    first_duty: int
    heading: str | None


@dataclass(slots=True)
class Besides:
    """Gives fields to the measures they stand beside.

    leading    fields that stood above the measure being read.
    everybody  doers a paper names before all measures.
    """

    proposal: Proposal
    leading: Fields = NOTHING
    everybody: tuple[str, ...] = ()
    _measures: list[_Open] = field(default_factory=list)
    _heading: _Open | None = None
    _lines: Fields = NOTHING

    def line(self, fields: Fields) -> None:
        """Take a line that holds nothing but fields."""
        self._lines = self._lines.joined(fields)

    def begin(self, paragraph: Paragraph, heading: str | None, *, heading_only: bool = False) -> None:
        """A new paragraph begins: what has been collected goes to the measure before it, or to this one."""
        if self._lines:
            if self._heading is None and not self._measures:
                self.everybody, self._lines = self._lines.doers, Fields()
            elif self._measures or heading_only:
                self.close()
            else:
                self.leading, self._lines = self._lines, Fields()
        elif heading_only or self._numbered(paragraph):
            self.leading = Fields()
        one = _Open(paragraph, len(self.proposal.duties), heading)
        if heading_only:
            self._heading, self._measures, self.leading = one, [], Fields()
        elif self._numbered(paragraph):
            self._measures = [one]
        else:
            self._measures.append(one)

    @staticmethod
    def _numbered(paragraph: Paragraph) -> bool:
        return bool(mark_level(paragraph.label + paragraph.text)[0])

    def close(self) -> None:
        """Give the lines collected to the measures above them, or to the heading if nothing stands between."""
        lines, self._lines = self._lines, Fields()
        if not lines:
            return
        targets = self._measures or ([self._heading] if self._heading else [])
        for one in targets:
            self._give(one.paragraph, one.paragraph.text, 0, lines, one.first_duty, one.heading)
        self._measures = []

    def bracket(self, paragraph: Paragraph, words: str, start: int, fields: Fields, first_duty: int) -> None:
        """Give a group of fields to the words before it in the paragraph."""
        heading = self._measures[-1].heading if self._measures else None
        self._give(paragraph, words, start, fields, first_duty, heading)

    def _give(
        self, paragraph: Paragraph, words: str, start: int, fields: Fields, first_duty: int, heading: str | None
    ) -> None:
        duties = self.proposal.duties
        mine = [place for place in range(first_duty, len(duties)) if duties[place].paragraph == paragraph.number]
        for place in mine:
            duties[place] = _with(duties[place], fields)
        fixed = [when for when in fields.times if when.kind != "none" or when.trouble]
        timed = [place for place in mine if duties[place].when is not None and _is_fixed(duties[place].when)]
        vague = [when for when in fields.times if when not in fixed]
        if not fixed and (timed or not (vague or fields.doers)):
            return
        text = _measure(words)
        if len(text) < 2:
            return
        for place in reversed([place for place in mine if place not in timed]):
            del duties[place]
        times: list[When | None] = [*(fixed or vague)]
        for when in times or [None]:
            known = {(duty.text, duty.when.text if duty.when else None) for duty in duties[first_duty:]}
            if when is None or (text, when.text) not in known:
                duties.append(_made(text, paragraph, fields, when, heading))


def _measure(words: str) -> str:
    """The words of a measure: all of them, or their first sentence if they are long; without a label (工作内容：) in front."""
    label = _CONTENT_LABEL.match(words.lstrip())
    text = words.lstrip()[label.end() if label else 0 :].strip(_EDGE)
    if len(text) > _LONGEST_MEASURE:
        parts = [part.text for part in sentences(text) if len(part.text) > 3]
        text = parts[0] if parts else text
    return text.strip(_EDGE)


def _is_fixed(when: When | None) -> bool:
    return when is not None and when.kind != "none"


def _with(duty: Duty, fields: Fields) -> Duty:
    return replace(
        duty,
        owners=fields.doers or duty.owners,
        supporting=fields.supporting or duty.supporting,
        leaders=fields.leaders if fields.owners else duty.leaders,
    )


def _made(text: str, paragraph: Paragraph, fields: Fields, when: When | None, heading: str | None) -> Duty:
    begin = mark_level(text)[1]
    return Duty(
        action=text[begin:].strip(_EDGE) or text,
        text=text,
        paragraph=paragraph.number,
        owners=fields.doers,
        supporting=fields.supporting,
        when=when,
        deliverable=deliverable(text, begins_with_doer=False),
        deliver_to=receiver(text),
        heading=heading,
        leaders=fields.leaders if fields.owners else (),
    )
