"""Which records answer which duty of a line, and how many pieces they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenming.criteria.rules.values import EvidenceDuty
from wenming.evidence.rules.records import RecordFacts
from wenming.evidence.rules.vocabulary import BY_FILE, folded, kind_label, noted


@dataclass(frozen=True, slots=True)
class Group:
    """Records that are counted together: all of a duty, or those of one activity.

    have     pieces that count.        repeats  further pieces with the same content, which do not.
    """

    title: str
    records: tuple[RecordFacts, ...]
    have: int
    repeats: int


@dataclass(frozen=True, slots=True)
class Share:
    """A duty and the records that answer it, in groups: one per activity where the duty counts so, else one."""

    duty: EvidenceDuty
    records: tuple[RecordFacts, ...]
    groups: tuple[Group, ...]

    @property
    def have(self) -> int:
        """Pieces that count, in all groups."""
        return sum(group.have for group in self.groups)

    @property
    def least(self) -> int:
        """How many are asked for: what the duty says, or one where it does not say."""
        return 1 if self.duty.minimum is None else self.duty.minimum

    @property
    def name(self) -> str:
        """What is asked for, in words: 照片, 正式文件（学习计划）."""
        label = kind_label(self.duty.kind)
        return noted(label, self.duty.note) if self.duty.note else label


def share_out(duties: Sequence[EvidenceDuty], records: Sequence[RecordFacts]) -> list[Share]:
    """Give every duty of a line the records that answer it.

    Records go by kind. Where a line asks twice for the same kind (学习计划 and 总结, both official documents), a record
    goes where the note shares most with its title; what fits nowhere fills up what is short, in the order of the duties.
    """
    given: list[list[RecordFacts]] = [[] for _duty in duties]
    by_kind: dict[str, list[int]] = {}
    for place, duty in enumerate(duties):
        by_kind.setdefault(duty.kind, []).append(place)
    loose: list[RecordFacts] = []
    for record in records:
        places = by_kind.get(record.kind, [])
        if len(places) == 1:
            given[places[0]].append(record)
        elif places:
            likeness = [_likeness(duties[place].note, record) for place in places]
            best = max(likeness)
            if best:
                given[places[likeness.index(best)]].append(record)
            else:
                loose.append(record)
    for record in loose:
        places = by_kind[record.kind]
        short = [place for place in places if _pieces(given[place])[0] < (duties[place].minimum or 1)]
        given[(short or places)[0]].append(record)
    return [Share(duty, tuple(own), _groups(duty, own)) for duty, own in zip(duties, given, strict=True)]


def _groups(duty: EvidenceDuty, records: list[RecordFacts]) -> tuple[Group, ...]:
    if duty.per != "activity":
        return (Group("", tuple(records), *_pieces(records)),) if records else ()
    together: dict[object, list[RecordFacts]] = {}
    for record in records:
        together.setdefault(record.activity, []).append(record)
    return tuple(Group(own[0].title, tuple(own), *_pieces(own)) for own in together.values())


def _pieces(records: Sequence[RecordFacts]) -> tuple[int, int]:
    """How many pieces some records come to, and how many more repeat their content."""
    seen: set[object] = set()
    have = repeats = 0
    for record in records:
        if record.kind in BY_FILE:
            for file in record.sound_files:
                if file.key in seen:
                    repeats += 1
                else:
                    have += max(1, file.pages or 1) if file.format == "pdf" else 1
                    seen.add(file.key)
            continue
        if record.files and not record.sound_files:
            continue  # nothing in it can be opened
        content: object = frozenset(file.key for file in record.sound_files) or ("record", record.id)
        if content in seen:
            repeats += 1
        else:
            have += 1
            seen.add(content)
    return have, repeats


def _likeness(note: str | None, record: RecordFacts) -> int:
    """How many pairs of characters the note shares with what the record is called."""
    if not note:
        return 0
    wanted, called = folded(note), folded(f"{record.title}{record.theme}")
    pairs = {wanted[n : n + 2] for n in range(len(wanted) - 1)}
    return sum(1 for pair in pairs if pair in called)
