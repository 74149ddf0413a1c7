"""Typed readers of the environment that carry their own help; ``docs/reference/settings.md`` is drawn from them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _


class BadSetting(Refusal):
    code = "bad_setting"


@dataclass(frozen=True)
class Setting:
    name: str
    kind: str
    default: str
    help: str


KNOWN: dict[str, Setting] = {}


def _raw(name: str, kind: str, default: object, help: str) -> str | None:
    KNOWN[name] = Setting(name, kind, "" if default is None else str(default), help)
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(
                _("环境变量 %(name)s_FILE 指向的文件读不出来：%(path)s（%(why)s）。请检查路径与权限。")
                % {"name": name, "path": path, "why": error.strerror}
            ) from None
    value = os.environ.get(name)
    return value if value not in (None, "") else None


def text(name: str, default: str | None, *, help: str) -> str | None:
    value = _raw(name, "text", default, help)
    return default if value is None else value


def flag(name: str, default: bool, *, help: str) -> bool:
    value = _raw(name, "flag", default, help)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(
        _("环境变量 %(name)s 应为 1 或 0，现为“%(value)s”。请改正后再启动。") % {"name": name, "value": value}
    )


def number(name: str, default: int, *, help: str, least: int = 0) -> int:
    value = _raw(name, "number", default, help)
    if value is None:
        return default
    if not value.isdecimal() or int(value) < least:
        raise BadSetting(
            _("环境变量 %(name)s 应为不小于 %(least)s 的整数，现为“%(value)s”。请改正后再启动。")
            % {"name": name, "least": least, "value": value}
        )
    return int(value)


def names(name: str, default: list[str], *, help: str) -> list[str]:
    value = _raw(name, "list", ", ".join(default), help)
    return default if value is None else [part.strip() for part in value.split(",") if part.strip()]
