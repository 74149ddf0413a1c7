"""What was worked out of a ledger, kept in this process for as long as the ledger stays what it was."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from wenming.evidence.models import Ledger
from wenming.organisations.models import Organisation

T = TypeVar("T")
MOST = 512


class _Shelf:
    """The answers asked for last. A stamp never comes back, so nothing here ever goes stale."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable) -> Any:
        with self.lock:
            if key in self.answers:
                self.answers.move_to_end(key)
            return self.answers.get(key)

    def put(self, key: Hashable, answer: Any) -> None:
        with self.lock:
            self.answers[key] = answer
            while len(self.answers) > MOST:
                self.answers.popitem(last=False)


_SHELF = _Shelf()


def stamp_of(organisation: Organisation) -> str:
    """The mark of a unit's ledger as it stands; "" before anything was registered. No query where the unit came with its
    ledger (``select_related("organisation__ledger")``), else one.
    """
    if "ledger" in organisation._state.fields_cache:
        ledger = organisation._state.fields_cache["ledger"]
        return ledger.stamp if ledger is not None else ""
    return Ledger.objects.filter(organisation=organisation).values_list("stamp", flat=True).first() or ""


def kept(organisation: Organisation, question: tuple[Hashable, ...], ask: Callable[[], T]) -> T:
    """The answer to a question about a ledger: from before if the ledger has not changed since, else asked now.

    question  names what is asked and all it depends on besides the ledger. The answer must not be changed by anybody.
    """
    stamp = stamp_of(organisation)
    if not stamp:
        return ask()
    key = (stamp, organisation.pk, *question)
    answer = _SHELF.get(key)
    if answer is None:
        answer = ask()
        _SHELF.put(key, answer)
    return answer  # type: ignore[no-any-return]
