"""Refusals: what the system declines to do, in a sentence a person can act on."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """The system understood the request and declines it, with a reason a person can act on.

    message  the sentence; a plain or lazily translated string.
    details  facts for tests and logs, never shown as they are.
    code     stable, for tests and logs; status is the HTTP answer it becomes.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422
    default: ClassVar[object] = "该操作未能完成。"

    def __init__(self, message: object | None = None, **details: object) -> None:
        self.message: object = message if message is not None else self.default
        self.details = details
        super().__init__(self.code, details)

    def __str__(self) -> str:
        return str(self.message)
