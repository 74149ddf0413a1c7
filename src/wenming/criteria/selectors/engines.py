"""A set's engine: its document read and compiled, once a process, kept by the digest of its content."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from wenming.criteria.formats.document import read_document
from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.compiled import Compiled, compile_document
from wenming.kernel.words import LANGUAGE

KEPT_ENGINES = 32
KEPT_DRAFTS = 8


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 over the document as canonical JSON: the same content has the same digest, whatever its key order."""
    body = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


class _Shelf:
    """The engines used last, by digest. A digest never changes its meaning, so nothing here ever goes stale."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.lock = Lock()
        self.kept: OrderedDict[tuple[str, str], Compiled] = OrderedDict()

    def get(self, key: tuple[str, str]) -> Compiled | None:
        with self.lock:
            found = self.kept.get(key)
            if found is not None:
                self.kept.move_to_end(key)
            return found

    def put(self, key: tuple[str, str], compiled: Compiled) -> None:
        with self.lock:
            self.kept[key] = compiled
            self.kept.move_to_end(key)
            while len(self.kept) > self.size:
                self.kept.popitem(last=False)


_SHELF, _DRAFTS = _Shelf(KEPT_ENGINES), _Shelf(KEPT_DRAFTS)


def compiled(criteria_set: CriteriaSet) -> Compiled:
    """A set made ready for scoring (``.document`` is the document read), kept in this process by its digest.

    No query where the set came with its document. Sentences are prepared in the language of the moment, so each
    language has its own. Raises BadDocument if the set cannot be read; a set in use always can.
    """
    digest = criteria_set.digest or digest_of(criteria_set.document)
    return _kept(_SHELF, digest, lambda: criteria_set.document)


def drafted(draft: CriteriaSet) -> Compiled:
    """The same of a draft as it stands now. Drafts change often, so they are kept apart, the last few of them."""
    return _kept(_DRAFTS, digest_of(draft.document), lambda: draft.document)


def _kept(shelf: _Shelf, digest: str, document: Callable[[], Mapping[str, Any]]) -> Compiled:
    """From the shelf; the document is asked for only if it is not there, for rows may come without it."""
    key = (digest, LANGUAGE.get())
    found = shelf.get(key)
    if found is None:
        found = compile_document(read_document(document()))
        shelf.put(key, found)
    return found
