"""Hold the ledger against what the lines ask for: what is missing, short or wrong, line by line and duty by duty.

Decisions where the contract leaves room:

- Photos and videos are counted by the file (a PDF of merged photos by its pages), everything else by the record.
  The same bytes count once under a line; what cannot be opened does not count.
- A duty without ``min`` asks for at least one, and its absence is a warning; ``min: 0`` asks for none.
- What is outside the window, too large or in a wrong format is found as such and still counts: it is there.
- A duty of a parent is met by evidence filed under any line below it.
- A set that says nothing about captions anywhere is taken to ask for the usual five fields of every photo.
Source  wenming-criteria/1, evidence duties; wenming-findings/1; mission, “Figures from practice”.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from wenming.evidence.rules.completeness import DutyState, LineState, judge_line
from wenming.evidence.rules.findings import Finding, finding
from wenming.evidence.rules.genuineness import check_records
from wenming.evidence.rules.materials import (
    caption_incomplete,
    outside_window,
    too_large,
    too_long_or_short,
    wrong_format,
)
from wenming.evidence.rules.records import LOCAL, LineDuties, RecordFacts
from wenming.evidence.rules.sharing import Share, share_out
from wenming.evidence.rules.vocabulary import measure
from wenming.kernel.words import _

USUAL_CAPTION = ("time", "place", "organiser", "people", "theme")


@dataclass(frozen=True, slots=True)
class Check:
    """The result: findings in the order of the lines, then of the records; and the state of every line."""

    findings: tuple[Finding, ...]
    lines: tuple[LineState, ...]

    def state_of(self, code: str) -> LineState | None:
        """The state of one line."""
        return next((line for line in self.lines if line.code == code), None)


def check(
    lines: Sequence[LineDuties],
    records: Sequence[RecordFacts],
    *,
    year: int,
    as_of: date,
    excused: Collection[str] = (),
    also: Iterable[Finding] = (),
    zone: tzinfo = LOCAL,
) -> Check:
    """Check a unit's evidence of one year against a criteria set.

    lines    of ``records.lines_of``; findings come in their order.
    records  the ledger of the unit, filed under lines or not.
    year     the assessed year; as_of  the day of the check: both only matter to windows.
    excused  codes of lines that do not apply to this unit: nothing is missing there.
    also     findings of other checks (near-same pictures, copied text, the name in the picture), taken over as they are.
    zone     in which a picture's moment becomes a day.
    """
    filed: dict[str, list[RecordFacts]] = {}
    for record in records:
        for code in dict.fromkeys(record.lines):
            filed.setdefault(code, []).append(record)
    found: list[Finding] = []
    states: list[LineState] = []
    captioned: set[tuple[object, str]] = set()
    for line in lines:
        own = _filed_under(line, filed)
        line_found = outside_window(line, filed.get(line.code, []), year=year, as_of=as_of)
        shares = [] if line.code in excused else share_out(line.duties, own)
        duty_states: list[DutyState] = []
        for share in shares:
            duty_found = [*_counts(line, share), *_qualities(line, share, captioned)]
            touched = {record.id for record in share.records}
            late = [item for item in line_found if touched.intersection(item.evidence)]
            duty_states.append(judge_line(line, share, [*duty_found, *late]))
            found += duty_found
        found += line_found
        states.append(LineState(line.code, line.title, tuple(duty_states), excused=line.code in excused))
    if not any(line.captioned for line in lines):
        found += _usual_captions(records)
    found += check_records(records, zone=zone)
    found += also
    return Check(tuple(found), tuple(states))


def _filed_under(line: LineDuties, filed: dict[str, list[RecordFacts]]) -> list[RecordFacts]:
    if line.below <= {line.code}:
        return filed.get(line.code, [])
    return list({record.id: record for code in sorted(line.below) for record in filed.get(code, [])}.values())


def _counts(line: LineDuties, share: Share) -> list[Finding]:
    """missing, too_few, too_many: for the line as a whole, or for every activity."""
    duty = share.duty
    words = {"line": line.label, "kind": share.name, "measure": measure(duty.kind)}
    if not share.records or not share.have:
        if share.least == 0:
            return []
        asked = _("应有不少于 %(least)s %(measure)s") % (words | {"least": share.least})
        if duty.per == "activity":
            asked = _("每次活动%(asked)s") % {"asked": asked}
        return [
            finding(
                "missing",
                _("%(line)s：缺%(kind)s，%(asked)s。") % (words | {"asked": asked}),
                _("请补充%(kind)s，并对应到这一条目。") % words,
                line=line.code,
                about=share.records,
                severity=None if duty.minimum else "warning",
            )
        ]
    found: list[Finding] = []
    for group in share.groups:
        where = _("“%(title)s”的") % {"title": group.title} if duty.per == "activity" else ""
        said = words | {"where": where, "have": group.have, "least": share.least, "most": duty.maximum or 0}
        repeats = _("（内容相同的只计一份）") if group.repeats else ""
        if group.have < share.least:
            text = _(
                "%(line)s：%(where)s%(kind)s只有 %(have)s %(measure)s，应不少于 %(least)s %(measure)s%(repeats)s。"
            )
            advice = _("请再补充 %(lack)s %(measure)s%(kind)s。") % (said | {"lack": share.least - group.have})
            found.append(
                finding("too_few", text % (said | {"repeats": repeats}), advice, line=line.code, about=group.records)
            )
        if duty.maximum is not None and group.have > duty.maximum:
            text = _("%(line)s：%(where)s%(kind)s有 %(have)s %(measure)s，应不超过 %(most)s %(measure)s。")
            advice = _("请保留最能说明问题的 %(most)s %(measure)s，其余不对应到这一条目。") % said
            found.append(finding("too_many", text % said, advice, line=line.code, about=group.records))
    return found


def _qualities(line: LineDuties, share: Share, captioned: set[tuple[object, str]]) -> list[Finding]:
    """What each record of a duty must satisfy: length, size, format, caption."""
    found: list[Finding] = []
    for record in share.records:
        found += too_long_or_short(line, share.duty, record)
        found += too_large(line, share.duty, record)
        found += wrong_format(line, share.duty, record)
        lacks = [name for name in record.lacks(share.duty.caption) if (record.id, name) not in captioned]
        captioned.update((record.id, name) for name in lacks)  # named once, however many lines ask for it
        if lacks:
            found.append(caption_incomplete(record, lacks, line=line.code))
    return found


def _usual_captions(records: Iterable[RecordFacts]) -> list[Finding]:
    found = []
    for record in records:
        if record.kind == "photo" and (lacks := record.lacks(USUAL_CAPTION)):
            found.append(caption_incomplete(record, lacks, line=record.lines[0] if record.lines else None))
    return found
