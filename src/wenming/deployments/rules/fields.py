"""What stands beside a measure in so many words: （责任部门：工会；配合部门：办公室；完成时限：6月底前）, in brackets or on lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from wenming.deployments.rules.atoms import Base
from wenming.deployments.rules.numerals import fold
from wenming.deployments.rules.owners import split_names
from wenming.deployments.rules.times import find_times
from wenming.deployments.rules.values import When

_WHO = r"(?:单位|部门|科室|处室|股室|股|科|处|组|机构|主体|领导|人员|人)"
_LABEL = re.compile(
    rf"(?P<own>(?:责任|牵头|主办|承办|负责|主责|落实|实施|组织|执行)(?:责任)?{_WHO})|(?P<help>(?:配合|协办|协同|参与|参加|协助|责任配合){_WHO})"
    r"|(?P<due>(?:完成|办结|整改|落实|销号)(?:时限|时间|期限|日期|节点)|时限(?:要求)?|(?<![一-鿿])截止(?:时间|日期)|完成时间节点)|(?P<time>时间(?:安排|节点|要求)?|期限|进度(?:安排|要求)?)"
)
_COLON = r"\s*[：:]\s*"
_VALUE = r"(?P<value>(?:（[^（）]{0,30}）|[^；;。（）\n]){0,120})"
_FIELD = re.compile(rf"(?:{_LABEL.pattern}){_COLON}{_VALUE}")
_NEXT_LABEL = re.compile(rf"[，,、\s]+(?=(?:{re.sub('[?]P<[a-z]+>', '?:', _LABEL.pattern)}){_COLON})")
_SHARED = re.compile(
    r"（(?P<who>[^（），；：。]{2,60}?)(?:(?:共同|分别)?(?:牵头|负责|承办|主办|落实)|按(?:照)?(?:职责|分工|职责分工)(?:分别)?(?:负责|落实))"
    r"(?:[，；、]\s*(?P<help>[^（），；：]{2,60}?)(?:配合|参与|协助|协办))?(?:[，；]\s*(?P<due>[^（）]{2,30}?))?）"
)
_CLOSING = re.compile(r"[ 。；;]{0,4}）")
_GLUE = re.compile(r"^[\s，,；;。、（）()]*$")
_LEADER = re.compile(r"领导|人$|人员$")


@dataclass(frozen=True, slots=True)
class Fields:
    """Who and when, as fields say it."""

    owners: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    times: tuple[When, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.owners or self.supporting or self.leaders or self.times)

    def joined(self, other: Fields) -> Fields:
        """Both, each name once."""
        return Fields(
            tuple(dict.fromkeys([*self.owners, *other.owners])),
            tuple(dict.fromkeys([*self.supporting, *other.supporting])),
            tuple(dict.fromkeys([*self.leaders, *other.leaders])),
            (*self.times, *other.times),
        )

    @property
    def doers(self) -> tuple[str, ...]:
        """The departments named, else the people."""
        return self.owners or self.leaders


NOTHING = Fields()


@dataclass(slots=True)
class Group:
    """Fields that stand together, and their place in the paragraph."""

    start: int
    end: int
    fields: Fields = field(default_factory=Fields)


def find_groups(text: str, base: Base) -> list[Group]:
    """The groups of fields of a paragraph, in order."""
    folded = fold(text)
    found = sorted([*_labelled(folded, text, base), *_shared(folded, text, base)], key=lambda group: group.start)
    groups: list[Group] = []
    for one in found:
        if groups and one.start < groups[-1].end:
            continue
        if groups and _GLUE.match(folded[groups[-1].end : one.start]):
            groups[-1] = Group(groups[-1].start, one.end, groups[-1].fields.joined(one.fields))
        else:
            groups.append(one)
    for group in groups:
        _widen(group, folded)
    return [group for group in groups if group.fields]


def masked(text: str, groups: list[Group]) -> str:
    """The text with its fields blanked out place by place; each stretch ends a sentence."""
    out, since = [], 0
    for group in groups:
        out += [text[since : group.start], "。", " " * (group.end - group.start - 1)]
        since = group.end
    return "".join([*out, text[since:]])


def _labelled(folded: str, text: str, base: Base) -> list[Group]:
    if "：" not in folded and ":" not in folded:
        return []
    found: list[Group] = []
    place = 0
    while match := _FIELD.search(folded, place):
        value_end = match.end("value")
        following = _NEXT_LABEL.search(folded, match.start("value"), value_end)
        end = following.start() if following else value_end
        place = max(end, match.start() + 1)
        fields = _fields(match, text[match.start("value") : end], base)
        alone = bool(match["time"]) and not (found and _GLUE.match(folded[found[-1].end : match.start()]))
        if fields and not alone:
            found.append(Group(match.start(), end, fields))
    return found


def _fields(match: re.Match[str], value: str, base: Base) -> Fields:
    if match["due"] or match["time"]:
        return Fields(times=_times(value, base))
    names = split_names(value)
    if match["help"]:
        return Fields(supporting=names)
    if _LEADER.search(match["own"]):
        return Fields(leaders=names)
    return Fields(owners=names)


def _shared(folded: str, text: str, base: Base) -> list[Group]:
    """（市住建局、市城管局按职责分工负责，6月底前完成）."""
    found = []
    for match in _SHARED.finditer(folded):
        times = _times(text[match.start("due") : match.end("due")], base) if match["due"] else ()
        who = text[match.start("who") : match.end("who")].removeprefix("由")
        helping = split_names(text[match.start("help") : match.end("help")]) if match["help"] else ()
        found.append(Group(match.start(), match.end(), Fields(split_names(who), helping, (), times)))
    return found


def _times(value: str, base: Base) -> tuple[When, ...]:
    """The times of a value; where it names none the calendar knows, the words themselves."""
    words = value.strip()
    times = [when for when in find_times(words, base) if when.kind != "none"]
    if not times:
        return (When(0, len(words), words, "none"),) if words else ()
    return tuple(replace(when, text=when.text) for when in times)


def _widen(group: Group, folded: str) -> None:
    """Take the bracket around the fields along, and the full stop behind it."""
    before = folded[max(0, group.start - 4) : group.start]
    after = _CLOSING.match(folded, group.end)
    if before.rstrip().endswith("（") and after:
        group.start -= len(before) - before.rindex("（")
        group.end = after.end()
