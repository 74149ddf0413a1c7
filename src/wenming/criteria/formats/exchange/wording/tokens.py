"""The smallest pieces of the notation: names, quoted where they must be, figures, and clauses between separators.

A name that holds one of the notation's own signs is quoted in 「…」, with 」 doubled inside. 〔…〕 holds a rule inside a rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.kernel.words import _

SEMICOLON, COMMA, COLON, LIST = "；", "，", "：", "、"
OPEN, CLOSE, NEST, UNNEST = "「", "」", "〔", "〕"
SPECIAL = re.compile(r"[；;\n「」〔〕]|^\s|\s$|^$")
FIGURE = r"[-－−]?\d+(?:[.．。]\d+)?"
VALUE = FIGURE + r"\s*[%％]?"
PAIR = re.compile(r"(?P<name>.+)[=＝](?P<value>[^=＝]+)", re.DOTALL)
QUOTE_ALL: ContextVar[bool] = ContextVar("wenming_quote_all", default=False)


class Unsayable(ValueError):
    """A value for which the notation has no words; it is kept as data beside the visible cell."""


@contextmanager
def quoting_everything() -> Iterator[None]:
    """Quote every name while this lasts: the second try where bare names would be misread."""
    token = QUOTE_ALL.set(True)
    try:
        yield
    finally:
        QUOTE_ALL.reset(token)


def say_name(name: object, also: str = "") -> str:
    """Return a name as it is, or in 「…」 where it holds a sign of the notation (or one of ``also``)."""
    if not isinstance(name, str):
        raise Unsayable(name)
    if not QUOTE_ALL.get() and not SPECIAL.search(name) and not any(sign in name for sign in also):
        return name
    return OPEN + name.replace(CLOSE, CLOSE + CLOSE) + CLOSE


def read_name(text: str) -> str:
    """Return the name that ``say_name`` wrote, or the bare words a person typed."""
    text = text.strip()
    if text.startswith(OPEN) and text.endswith(CLOSE) and len(text) > 1:
        return text[1:-1].replace(CLOSE + CLOSE, CLOSE)
    return text


def split(text: str, separators: str) -> list[str]:
    """Cut ``text`` at any of ``separators`` outside 「…」 and 〔…〕; pieces are stripped, empty ones left out."""
    if OPEN not in text and NEST not in text:
        for separator in separators[1:]:
            text = text.replace(separator, separators[0])
        return [piece for piece in map(str.strip, text.split(separators[0])) if piece]
    pieces, start, depth, at = [], 0, 0, 0
    while at < len(text):
        sign = text[at]
        if sign == OPEN:
            at = _closing(text, at)
        elif sign == NEST:
            depth += 1
        elif sign == UNNEST:
            depth = max(0, depth - 1)
        elif sign in separators and not depth:
            pieces.append(text[start:at])
            start = at + 1
        at += 1
    pieces.append(text[start:])
    return [piece for piece in map(str.strip, pieces) if piece]


def _closing(text: str, at: int) -> int:
    """Return where the quotation opened at ``at`` closes (the end of the text if it never does)."""
    at = text.find(CLOSE, at + 1)
    while at != -1 and text[at + 1 : at + 2] == CLOSE:
        at = text.find(CLOSE, at + 2)
    return len(text) if at == -1 else at


def clauses(text: str) -> list[str]:
    """Cut a notation into its clauses: at ；, ; and line ends."""
    return split(text, "；;\n")


def items(text: str) -> list[str]:
    """Cut an enumeration: at 、 and commas."""
    return split(text, "、，,")


def say_text(value: object) -> str:
    """Return a decimal or share as it is; anything but a plain string is unsayable."""
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?%?", value):
        raise Unsayable(value)
    return value


def say_count(value: object) -> str:
    """Return an integer in digits."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unsayable(value)
    return str(value)


def read_value(text: str, *, share: bool = True) -> str:
    """Read ``1.5``, ``1.5分``, ``66%`` or ``０.5`` as the exact decimal string; the digits stay as typed."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".").replace("−", "-").removesuffix("分").strip()
    plain = plain.replace(" ", "")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?" + ("%?" if share else ""), plain):
        return plain
    if share:
        raise NotUnderstood(_("「%(text)s」不是分值，请写成 1.5 或 66%% 这样。") % {"text": text.strip()})
    raise NotUnderstood(_("「%(text)s」不是数，请写成 30 或 0.5 这样。") % {"text": text.strip()})


def read_count(text: str) -> int:
    """Read a whole number."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"-?[0-9]{1,12}", plain):
        raise NotUnderstood(_("「%(text)s」不是整数，请写成 3 这样。") % {"text": text.strip()})
    return int(plain)


def say_pairs(pairs: Mapping[str, object], words: Mapping[str, str] | None = None) -> list[str]:
    """Say ``{name: value}`` as ``name=value`` clauses; ``words`` translates the names that it knows."""
    if not isinstance(pairs, Mapping) or not pairs:
        raise Unsayable(pairs)
    said = []
    for name, value in pairs.items():
        known = words.get(name) if words else None
        taken = words is not None and known is None and name in words.values()
        shown = known or (OPEN + name + CLOSE if taken else say_name(name))
        said.append(f"{shown}={say_text(value)}")
    return said


def read_pairs(pieces: list[str], words: Mapping[str, str] | None = None) -> dict[str, str]:
    """Read ``name=value`` clauses; a name said twice is refused."""
    back = {shown: name for name, shown in words.items()} if words else {}
    pairs: dict[str, str] = {}
    for piece in pieces:
        found = PAIR.fullmatch(piece)
        if not found:
            raise NotUnderstood(_("「%(piece)s」请写成 名称=数值，例如 A=100%%。") % {"piece": piece})
        shown = found["name"].strip()
        name = read_name(shown) if shown.startswith(OPEN) else back.get(shown, shown)
        if name in pairs:
            raise NotUnderstood(_("「%(name)s」写了两次，请只留一处。") % {"name": shown})
        pairs[name] = read_value(found["value"])
    return pairs
