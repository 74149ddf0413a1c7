"""The words of the demonstration, kept as reviewed data beside the code."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=32)
def words(name: str) -> Any:
    """The content of ``<name>.yaml`` in this folder. Shared: callers must not change it."""
    return yaml.load((files(__package__) / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 – a safe loader
