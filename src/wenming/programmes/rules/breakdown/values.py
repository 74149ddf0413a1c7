"""A proposed task as a plain value: what a person is shown before it becomes a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from wenming.programmes.rules.breakdown.due_text import Due, readable

SourceKind = Literal["line", "duty", "template", "last_year", "sheet"]
LONGEST_TITLE, LONGEST_TEXT = 500, 4_000

_NUMBERS = re.compile(r"^(?:\s*(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])\s*)+")
_NUMBERS_INSIDE = re.compile(r"(?<=[\n；;。])\s*\d{1,2}、")
_OPEN, _CLOSE = "（(《“【[", "）)》”】]"
_NAMES = "、，,；;\n/"
_CODES = re.compile(r"[、，,；;\s]+")
_THINGS = "、，,；;\n"
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a proposal comes from: ``ref`` the code of a line, the number of a duty, a row; ``text`` its exact words."""

    kind: SourceKind
    ref: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """One row of a 任务分解表.

    title      工作任务.        content  具体措施.       stage     阶段, by its name.
    leaders    责任领导.        leads    牵头部门.       supporting  配合部门.
    posts      责任岗位.        people   责任人.         materials   应提供材料.
    lines      codes of criteria lines.   due  完成时限.  duration    working days, if the table gives them.
    """

    title: str
    content: str = ""
    stage: str = ""
    lines: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    due: Due | None = None
    duration: int | None = None
    note: str = ""
    source: Source | None = None


def tidy(task: ProposedTask, year: int) -> ProposedTask:
    """The task as a table can hold it: no stray blanks, lists parted where their words part, a due text that reads back."""
    return replace(
        task,
        title=plain(task.title)[:LONGEST_TITLE].strip(),
        content=paragraphs(task.content),
        stage=plain(task.stage)[:LONGEST_TITLE].strip(),
        lines=codes("、".join(task.lines)),
        leaders=names("、".join(task.leaders)),
        leads=names("、".join(task.leads)),
        supporting=names("、".join(task.supporting)),
        posts=names("、".join(task.posts)),
        people=names("、".join(task.people)),
        materials=things("\n".join(task.materials)),
        due=readable(task.due, year) if task.due else None,
        note=paragraphs(task.note),
    )


def plain(text: str) -> str:
    """One line, single blanks, nothing an office file cannot hold."""
    return " ".join(_UNSTORABLE.sub("", text).split())


def paragraphs(text: str) -> str:
    """Several lines, each plain, empty ones left out."""
    return "\n".join(line for part in text.splitlines() if (line := plain(part)))[:LONGEST_TEXT].strip()


def codes(text: str) -> tuple[str, ...]:
    """Codes of lines, each once; they may hold / and brackets, but no blanks."""
    return tuple(dict.fromkeys(code for code in _CODES.split(_UNSTORABLE.sub("", text)) if code))


def names(text: str) -> tuple[str, ...]:
    """Departments, people, posts, each once, parted by 、 ， ； / or a new line outside brackets."""
    return _each(_parts(text, _NAMES))


def things(text: str) -> tuple[str, ...]:
    """Materials, each once, without the numbers before them; what stands in brackets is not parted."""
    text = _NUMBERS_INSIDE.sub("", _NUMBERS.sub("", text))
    return _each(_NUMBERS.sub("", plain(part)) for part in _parts(text, _THINGS))


def _each(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts if (one := plain(part).rstrip("。 "))))


def _parts(text: str, separators: str) -> list[str]:
    """Split where a separator stands outside brackets and quotation marks; a bracket that never closes shields nothing."""
    shielded, opened = [0] * (len(text) + 1), list[int]()
    for place, sign in enumerate(text):
        if sign in _OPEN:
            opened.append(place)
        elif sign in _CLOSE and opened:
            shielded[opened.pop()] += 1
            shielded[place] -= 1
    parts, depth, begin = [], 0, 0
    for place, sign in enumerate(text):
        depth += shielded[place]
        if sign in separators and not depth:
            parts.append(text[begin:place])
            begin = place + 1
    return [*parts, text[begin:]]
