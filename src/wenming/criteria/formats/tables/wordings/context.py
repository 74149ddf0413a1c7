"""What the readers of one wording share: its marks in order, the line's points, and what a reading used of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.wordings.heads import ELSE, GRADES, LACKS, NONE_OF
from wenming.criteria.formats.tables.wordings.normal import EDGES, trimmed
from wenming.criteria.formats.tables.wordings.scanning import UNIT, Mark, Unit

Rule = dict[str, Any]
LEVEL_WORDS = re.compile(r"国家|中央|全国|部|省|自治区|市|县|区|行业|系统|乡镇|街道|单位")
TAKEN_OFF = re.compile(r"扣分(?:标准|办法|项|情形|细则|内容|说明)?[:：]")
KINDS_COUNTED = re.compile(r"[一二三四五六两]个?(?:档次?|等次|等级|等|级)(?=[，,：:（(]|的|$)")
NUMERAL_LIST = re.compile(r"(?P<items>[一二三四五](?:[、和及/][一二三四五])+)(?P<rest>等奖|等次?|档|名|类|级)")


@dataclass(frozen=True, slots=True)
class Context:
    """One wording.

    units     its marks with their words; tail  what stands after the last mark.
    points    the line's points; listed  how many conditions the criterion numbers.
    sentence  the criterion in one spelling; own  whether the wording stands in a place of its own; bonus  加分项.
    """

    text: str
    units: tuple[Unit, ...]
    points: Decimal | None
    listed: int = 0
    sentence: str = ""
    own: bool = True
    bonus: bool = False

    def of(self, *kinds: str) -> list[tuple[int, Unit]]:
        return [(n, u) for n, u in enumerate(self.units) if u.mark.kind in kinds]

    def has(self, *kinds: str) -> bool:
        return any(u.mark.kind in kinds for u in self.units)

    def cap(self) -> tuple[int, Decimal | None] | None:
        """The one cap of the wording: its place, and its points (None: the line's own)."""
        caps = self.of("cap")
        return (caps[0][0], caps[0][1].mark.amount) if len(caps) == 1 else None

    def is_full(self, mark: Mark) -> bool:
        """Whether a mark gives all the line's points."""
        if mark.kind == "full":
            return True
        if mark.kind != "gain" or mark.high is not None or mark.amount is None:
            return False
        return mark.amount == 100 if mark.share else self.points is not None and mark.amount == self.points


@dataclass(frozen=True, slots=True)
class Found:
    """A rule, the marks it used, and the marks among them that it does not say quite as printed."""

    rule: Rule | None
    used: frozenset[int]
    doubts: frozenset[int] = field(default_factory=frozenset)


def found(rule: Rule | None, used: Iterable[int], doubts: Iterable[int] = ()) -> Found:
    """A ``Found`` from any collections."""
    return Found(rule, frozenset(used), frozenset(doubts))


def worth(mark: Mark, points: Decimal | None) -> str | None:
    """A mark as a value of the format: "2.5", "60%", "100%" for 满分; what is left where it takes off."""
    if mark.kind == "full":
        return "100%"
    if mark.kind in {"none", "all"}:
        return "0"
    if mark.amount is None or mark.high is not None:
        return None
    if mark.kind == "gain":
        return f"{plain(mark.amount)}%" if mark.share else plain(mark.amount)
    if mark.share:
        return f"{plain(100 - mark.amount)}%" if mark.amount <= 100 else None
    return plain(max(points - mark.amount, Decimal(0))) if points is not None else None


def in_points(value: str, points: Decimal | None) -> Decimal | None:
    """A value of the format in points; None for a share of a line without points."""
    if not value.endswith("%"):
        return Decimal(value)
    return None if points is None else points * Decimal(value[:-1]) / 100


def is_rest(head: str) -> bool:
    """否则, 其余, 均未达到, 未开展, 无: what is left over, which a rule gives nothing for."""
    head = head.strip(EDGES)
    return not head or bool(ELSE.match(head) or NONE_OF.search(head) or (LACKS.search(head) and len(head) <= 24))


def name_of(head: str) -> str:
    """The words before a mark as the name of a choice."""
    words = re.sub(
        r"^(?:[①-⑳]|\d{1,2}[.、．)）]|[（(]\d{1,2}[）)]|且|并|其中|若|如果?|凡|对于?)+", "", head.strip(EDGES)
    )
    shorter = re.sub(
        rf"(?:的|者|时|(?<!否)则|[，,：:]|为|各|分别|可|[（(]|(?<=.)每{UNIT}|(?<=.)每[1一]{UNIT})+$",
        "",
        words.strip(EDGES),
    ).strip(EDGES)
    return trimmed((shorter or words)[:40]).strip("“”")


def spread(units: list[Unit]) -> list[Unit]:
    """优秀、良好、合格分别得5分、3分、1分: every mark gets the words that belong to it."""
    if any(unit.mark.kind == "cap" and "扣" in unit.mark.text for unit in units) or any(
        TAKEN_OFF.search(unit.head) for unit in units
    ):
        units = [_taken_off(unit) for unit in units]
    out: list[Unit] = []
    place = 0
    while place < len(units):
        group = [units[place]]
        while (
            place + len(group) < len(units)
            and units[place].mark.kind in {"gain", "loss"}
            and units[place + len(group)].mark.kind in {"gain", "none"}
            and not units[place + len(group)].head
            and not units[place + len(group)].loose
        ):
            group.append(units[place + len(group)])
        names = _names(units[place].head, len(group)) if len(group) > 1 else []
        if names:
            first = group[0].mark
            group = [replace(u, head=name, mark=_like(first, u.mark)) for u, name in zip(group, names, strict=True)]
        out.extend(group)
        place += len(group)
    return out


def _taken_off(unit: Unit) -> Unit:
    """扣分上限5分，每次1分: where deductions are spoken of, a bare mark takes off."""
    bare = unit.mark.kind == "gain" and unit.mark.text[:1].isdecimal() and not unit.mark.share
    return replace(unit, mark=replace(unit.mark, kind="loss")) if bare else unit


def _like(first: Mark, mark: Mark) -> Mark:
    """A bare mark after 分别扣5分 takes off as the first does."""
    kind = first.kind if mark.kind == "gain" else mark.kind
    return replace(mark, kind=kind, adds=mark.adds or first.adds)


def _names(head: str, count: int) -> list[str]:
    letters = re.findall(r"(?<![A-Za-z])[A-E](?![A-Za-z])", head)
    if len(letters) == count == len(set(letters)):
        return letters
    numerals = NUMERAL_LIST.search(head)
    if numerals is not None:
        names = [f"{n}{numerals['rest']}" for n in re.split(r"[、和及/]", numerals["items"])]
        if len(names) == count:
            return names
    grades = re.findall(GRADES, KINDS_COUNTED.sub("", head))
    if len(grades) == count:
        return grades
    levels = list(LEVEL_WORDS.finditer(head))
    if len(levels) == count:
        return [f"{head[: levels[0].start()]}{level[0]}{head[levels[-1].end() :]}" for level in levels]
    items = [item for item in re.split(r"[、/／，,]|和|及|与|或", name_of(head)) if item]
    return items if len(items) == count else []
