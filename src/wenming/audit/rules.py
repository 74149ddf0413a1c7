"""The arithmetic of the chain: every entry carries the digest of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64


def digest(previous: str, entry: Mapping[str, Any]) -> str:
    """SHA-256 over the digest before and the entry as canonical JSON (sorted keys, UTF-8)."""
    body = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold: the sequence number and what is wrong there."""

    sequence: int
    kind: str  # "gap" | "changed" | "cut"


def first_break(
    entries: Iterable[tuple[int, str, Mapping[str, Any]]], *, last_sequence: int, last_digest: str
) -> Break | None:
    """Walk ``(sequence, digest, entry)`` in order and return the first place where the chain breaks.

    last_sequence, last_digest  what the chain's head remembers; a shorter chain was cut at its end.
    """
    previous, expected = START, 1
    for sequence, kept, entry in entries:
        if sequence != expected:
            return Break(expected, "gap")
        if digest(previous, entry) != kept:
            return Break(sequence, "changed")
        previous, expected = kept, sequence + 1
    if (expected - 1, previous) != (last_sequence, last_digest):
        return Break(expected, "cut")
    return None
