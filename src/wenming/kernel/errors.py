"""Refusals: what the system declines to do, in a sentence a person can act on."""

from __future__ import annotations

from typing import ClassVar

from wenming.kernel.words import _


class Refusal(Exception):
    """The system understood the request and declines it, with a reason a person can act on.

    message  the sentence, already in the reader's language (or lazily translated).
    details  facts for tests and logs, never shown as they are.
    code     stable, for tests and logs; ``status`` is the HTTP answer it becomes.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, message: object | None = None, **details: object) -> None:
        self.message: object = self.default() if message is None else message
        self.details = details
        super().__init__(self.code, details)

    def default(self) -> str:
        return _("该操作未能完成。")

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(Refusal):
    code, status = "not_permitted", 403

    def default(self) -> str:
        return _("您没有办理此事项的权限。请联系本单位创建办。")


class Conflict(Refusal):
    code, status = "conflict", 409

    def default(self) -> str:
        return _("该事项刚刚被他人更新，请刷新后再试。")


class Invalid(Refusal):
    """Values that do not fit; ``message`` says which and what to write instead."""

    code = "invalid"

    def default(self) -> str:
        return _("填写的内容有误，请改正后再提交。")


class Missing(Refusal):
    """Something named in a request is not there (or not in sight, which is the same)."""

    code, status = "missing", 404

    def default(self) -> str:
        return _("没有找到要办理的事项，请核对后再试。")
