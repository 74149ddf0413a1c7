"""States move along a drawn line: one table per thing, one way to move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from wenming.kernel.errors import Conflict, Refusal
from wenming.kernel.words import _

if TYPE_CHECKING:
    from django.db.models import Model

M = TypeVar("M", bound="Model")


class IllegalMove(Refusal):
    code, status = "illegal_move", 409

    def default(self) -> str:
        return _("当前状态下不能办理此事项，请刷新后查看最新状态。")


class Transitions:
    """A table of permitted moves, and the only way to make one."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self.table = {str(state): frozenset(str(target) for target in targets) for state, targets in table.items()}

    def allows(self, current: str, to: str) -> bool:
        return str(to) in self.table.get(str(current), frozenset())

    def move(self, thing: M, to: str, **changes: Any) -> M:
        """Move ``thing`` to state ``to`` and set ``changes`` with it, by one compare-and-set UPDATE.

        Raises  IllegalMove if the table does not allow it; Conflict if someone was faster.
        """
        current: str = getattr(thing, "state")  # noqa: B009 – the protocol every stateful model keeps
        if not self.allows(current, to):
            raise IllegalMove(current=current, to=to)
        row = type(thing)._base_manager.filter(pk=thing.pk, state=current)
        if not row.update(state=to, **changes):
            raise Conflict(pk=thing.pk, expected=current)
        for name, value in {"state": to, **changes}.items():
            setattr(thing, name, value)
        return thing
