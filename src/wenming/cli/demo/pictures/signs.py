"""Words that are seen on the photographs."""

from __future__ import annotations

from typing import Any

from wenming.cli.demo.words import words

SIGNS: dict[str, Any] = words("signs")
