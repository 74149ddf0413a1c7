"""Small pieces of the sentences behind a score: prepared sentences, figures, counted events in natural word order.

A sheet of a thousand lines has a thousand sentences, so what does not depend on the answer is done once: a translated
template is filled with its constants and becomes a function of the rest (:func:`sentence`); the texts of hundredths are
kept (:data:`SHOWN`, :data:`PLAIN`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from wenming.criteria.rules.numbers import plain_ratio, shown_ratio
from wenming.kernel.words import _

_KEEP = 1 << 16
_MEASURES = "人次|个百分点|百分点|个月|小时|分钟|平方米|次|项|处|件|个|人|起|期|篇|份|例|户|条|张|场|节|天|日|月|家|台|类|种|名|位|款|批|届|年"
_EVERY = re.compile(rf"每(?P<verb>[^一1\d]*)(?:[一1]\s*)?(?P<measure>{_MEASURES})(?P<rest>[^一]*)")
_ONE = re.compile(rf"(?P<verb>.*?)(?:每|一|1)\s*(?P<measure>{_MEASURES})(?P<rest>)")


def sentence(template: str, *names: str, **constants: object) -> Callable[..., str]:
    """A function of the values called ``names``, in that order, from a template with ``%(name)s`` placeholders.

    ``constants`` are filled in now. Placeholders may stand in any order and be left out, as translations do; where they
    stand in the order of ``names``, the text is put together without parsing it again each time. Lines that say the same
    share one function: a thousand of their own would fall out of the processor's cache between two sheets.
    """
    return _prepared(template, names, tuple(sorted((name, str(value)) for name, value in constants.items())))


@lru_cache(maxsize=1 << 14)
def _prepared(template: str, names: tuple[str, ...], filled: tuple[tuple[str, str], ...]) -> Callable[..., str]:
    constants = dict(filled)
    marked = template % {name: f"\0{name}\0" for name in (*names, *constants)}
    first, *rest = marked.split("\0")
    texts, places = [first], []
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        if name in names:
            places.append(name)
            texts.append(after)
        else:
            texts[-1] += f"{constants[name]}{after}"
    if tuple(places) != names or len(names) not in _PUT_TOGETHER:
        order = {name: f"{{{place}}}" for place, name in enumerate(names)}
        text = _braced(texts[0])
        for name, after in zip(places, texts[1:], strict=True):
            text += order[name] + _braced(after)
        return text.format
    return _PUT_TOGETHER[len(names)](*texts)


_PUT_TOGETHER: dict[int, Callable[..., Callable[..., str]]] = {
    0: lambda a: lambda: a,
    1: lambda a, b: lambda v: f"{a}{v}{b}",
    2: lambda a, b, c: lambda v, w: f"{a}{v}{b}{w}{c}",
    3: lambda a, b, c, d: lambda v, w, x: f"{a}{v}{b}{w}{c}{x}{d}",
    4: lambda a, b, c, d, e: lambda v, w, x, y: f"{a}{v}{b}{w}{c}{x}{d}{y}{e}",
    5: lambda a, b, c, d, e, f: lambda v, w, x, y, z: f"{a}{v}{b}{w}{c}{x}{d}{y}{e}{z}{f}",
}
"""Texts with one value between each two, by the number of values."""


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


class _Texts(dict[int | Fraction, str]):
    """Texts of hundredths of a point, made when first asked for."""

    def __init__(self, write: Callable[[int, int], str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, cents: int | Fraction) -> str:
        text = self._write(cents.numerator, cents.denominator * 100)
        if len(self) >= _KEEP:
            self.clear()
        self[cents] = text
        return text


SHOWN = _Texts(shown_ratio)
"""Hundredths of a point for a sentence: ``SHOWN[210] == "2.10"``."""

PLAIN = _Texts(plain_ratio)
"""Hundredths of a point for a sheet: ``PLAIN[210] == "2.1"``."""


@lru_cache(maxsize=4096)
def _split(what: str) -> tuple[str, str, str] | None:
    """("公开事项缺", "项", "") for "公开事项缺一项"; None where the wording has no counted unit."""
    found = _ONE.fullmatch(what) or _EVERY.fullmatch(what)
    return (found["verb"].removeprefix("每"), found["measure"], found["rest"]) if found else None


def counting(what: str, position: int) -> tuple[str, str]:
    """What stands before and after the count of ``what`` (the ``position``-th trigger): ("公开事项缺 ", " 项")."""
    what = what.strip()
    parts = _split(what)
    if parts is None:
        name = what or _("第 %(number)d 种情形") % {"number": position}
        before, _count, after = (_("%(what)s %(count)s 次") % {"what": name, "count": "\0"}).partition("\0")
        return before, after
    head, measure, tail = parts
    return f"{head} " if head else "", f" {measure}{tail}"


def joined(parts: list[str]) -> str:
    """Things named one after the other."""
    return _("、").join(parts)
